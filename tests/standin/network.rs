//! The network of the stand-in: connections that can be cut, and discord.com itself, as far as a client believes it.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// In a response's extensions: the connection ends instead.
#[derive(Clone)]
pub struct Cut;

/// Serves for as long as the test runs.
pub async fn serve(listener: TcpListener, router: Router, tls: Option<TlsAcceptor>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (router, tls) = (router.clone(), tls.clone());
        tokio::spawn(async move {
            match tls {
                None => connection(stream, router).await,
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        connection(stream, router).await;
                    }
                }
            }
        });
    }
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router) {
    let service = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let response = service.call(request);
        async move {
            let response: Result<Response, Infallible> = response.await;
            let Ok(response) = response;
            match response.extensions().get::<Cut>() {
                Some(Cut) => Err(io::Error::other("cut")),
                None => Ok(response),
            }
        }
    });
    // An error is a connection that was cut, by either side.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

/// Serves as `https://discord.com`; the client that finds it there.
pub async fn discord_com(router: Router) -> reqwest::Client {
    let issued = rcgen::generate_simple_self_signed(["discord.com".to_owned()]).expect("a certificate");
    let (certificate, key) = (issued.cert.der().clone(), issued.signing_key.serialize_der());
    let root = reqwest::Certificate::from_der(&certificate).expect("a certificate");
    let key = PrivateKeyDer::try_from(key).expect("a key");
    let tls = ServerConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let tls = tls.expect("protocols").with_no_client_auth().with_single_cert(vec![certificate], key).expect("a key");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, router, Some(TlsAcceptor::from(Arc::new(tls)))));
    let client = reqwest::Client::builder().use_rustls_tls().add_root_certificate(root);
    client.resolve("discord.com", address).build().expect("a client")
}
