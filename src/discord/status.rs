//! Is the bot well, and how much does it do, for those who watch it from outside?
//!
//! `/healthz`: the process answers. `/readyz`: it can answer questions; if not, one line says why. `/metrics`: what was
//! counted, for Prometheus. Nothing here tells who asked, for what, or where the store lies.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use tracing::error;

use super::connection::Connection;
use super::metrics::Metrics;
use super::reception::Reception;
use super::server;
use crate::commands::Service;

/// What is watched.
pub(super) struct Status {
    reception: Arc<Reception>,
    pub(super) connection: Arc<Connection>,
    /// The end has come: nothing new should be sent here.
    closing: AtomicBool,
}

impl Status {
    /// Watches a reception; its office is told who carries the answers.
    pub(super) fn new(reception: Arc<Reception>, connection: Connection) -> Self {
        let connection = Arc::new(connection);
        let carrier = Carrier { metrics: Arc::clone(reception.metrics()), connection: Arc::clone(&connection) };
        reception.office().serve(Arc::new(carrier));
        Self { reception, connection, closing: AtomicBool::new(false) }
    }

    /// The same shutdown; once it has come, the bot is not ready any more.
    pub(super) async fn closing_at(&self, shutdown: impl Future<Output = ()>) {
        shutdown.await;
        self.closing.store(true, Ordering::Relaxed);
    }

    /// Why no question can be answered, in one line.
    fn trouble(&self) -> Option<String> {
        if self.closing.load(Ordering::Relaxed) {
            return Some("closing".to_owned());
        }
        if !self.reception.office().desk().archive().store.is_whole() {
            return Some(
                "the store's file was changed in place or is damaged: build it anew, then /admin reload or start again"
                    .into(),
            );
        }
        self.connection.trouble()
    }

    /// How things stand at this moment.
    fn now(&self) -> Registry {
        let office = self.reception.office();
        let desk = office.desk();
        let archive = desk.archive();
        let mut now = Registry::with_prefix("receipts");
        let mut gauge = |name: &str, help: &str, n: u64| now.register(name, help, ConstGauge::new(n));
        gauge("store_articles", "Articles in the archive", archive.size() as u64);
        gauge("store_people", "People in the archive", archive.names.people().len() as u64);
        gauge("store_bytes", "What the archive takes, on the disk or in memory", archive.store.bytes());
        gauge("store_reloads", "How often another archive has taken its place", office.edition());
        if let Some(age) = archive.store.built().and_then(|built| office.now().duration_since(built).ok()) {
            gauge("store_age_seconds", "Since the store was built; not there for the bundled articles", age.as_secs());
        }
        let shards = Family::<[(&str, String); 1], Gauge>::default();
        for (shard, connected) in self.connection.shards() {
            shards.get_or_create(&[("shard", shard.to_string())]).set(connected.into());
        }
        now.register("gateway_connected", "Whether a shard of this process is connected", shards);
        now
    }
}

/// What `/admin status` is told.
struct Carrier {
    metrics: Arc<Metrics>,
    connection: Arc<Connection>,
}

impl Service for Carrier {
    fn answers(&self) -> u64 {
        self.metrics.answers()
    }

    fn connection(&self) -> String {
        self.connection.sentence()
    }
}

/// Tells all of it at an address, if there is one, as long as this is waited for.
pub(super) async fn serve(listener: Option<TcpListener>, status: Arc<Status>) -> Infallible {
    if let Some(listener) = listener {
        server::serve(listener, router(status), pin!(pending())).await;
    }
    pending().await
}

/// Whether the bot is well, without figures: for an address that anybody may reach.
pub(super) fn health(status: Arc<Status>) -> Router {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(readyz)).with_state(status)
}

/// All of it.
fn router(status: Arc<Status>) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(Arc::clone(&status)).merge(health(status))
}

async fn readyz(State(status): State<Arc<Status>>) -> Response {
    match status.trouble() {
        None => "ready\n".into_response(),
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response(),
    }
}

async fn metrics(State(status): State<Arc<Status>>, headers: HeaderMap) -> Response {
    // The newer format is also a good text of the older one.
    const NEWER: &str = "application/openmetrics-text";
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let kind = if accepts.contains(NEWER) {
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    } else {
        "text/plain; version=0.0.4; charset=utf-8"
    };
    let mut text = String::with_capacity(16 << 10);
    let written = encode_registry(&mut text, status.reception.metrics().registry())
        .and_then(|()| encode_registry(&mut text, &status.now()))
        .and_then(|()| encode_eof(&mut text));
    match written {
        Ok(()) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        Err(broke) => {
            error!("the metrics can't be written: {broke}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
