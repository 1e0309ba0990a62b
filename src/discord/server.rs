//! How are HTTP connections taken, kept and closed?
//!
//! With limits on everything that a stranger could draw out: how many connections, how long a head may take, how big it
//! may be, how long the end may wait. What is answered on them is not its concern.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::select;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::{debug, warn};

/// Connections at a time: each may hold a buffer or two, and a load balancer needs a few dozen.
const MOST_CONNECTIONS: usize = 4096;
/// How long a connection may take over a request's head, idle between two requests included.
const HEAD: Duration = Duration::from_secs(75);
/// Bytes of a request's head.
const LARGEST_HEAD: usize = 16 << 10;
/// How long requests that have begun may take once the end has come.
const DRAIN: Duration = Duration::from_secs(3);
/// When no connection can be taken, as without free file handles.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until the shutdown; then takes no more connections, and finishes what has begun.
pub(super) async fn serve(listener: TcpListener, router: Router, mut shutdown: Pin<&mut impl Future<Output = ()>>) {
    let (places, graceful) = (Arc::new(Semaphore::new(MOST_CONNECTIONS)), GracefulShutdown::new());
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD).pipeline_flush(true);
    loop {
        let place = select! {
            () = &mut shutdown => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let stream = select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    warn!("No connection can be taken: {error}");
                    sleep(BREATH).await;
                    continue;
                }
            },
        };
        // Answers are small, and somebody waits for each.
        if let Err(error) = stream.set_nodelay(true) {
            debug!("a connection is gone already: {error}");
        }
        let service = TowerToHyperService::new(router.clone());
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!("a connection broke: {error}");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        warn!("Requests that were not over after {DRAIN:?} are dropped");
    }
}
