//! Which server is meant, and how is it reached?
//!
//! Addresses are those of libpq. What leaves this machine is encrypted, and the server must prove its name; only
//! `sslmode=disable`, or a server on this machine, goes without. Nothing here prints a password.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::StoreError;

/// A server that does not answer in this time is away.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that is silent this long is felt for, so that one to a machine that has vanished is not waited for.
const SILENCE: Duration = Duration::from_secs(30);

/// A server's address, understood.
#[derive(Debug)]
pub(super) struct Address {
    config: Config,
    tls: Option<Arc<ClientConfig>>,
    name: String,
}

impl Address {
    /// Understands `postgres://user:password@host:port/database?..`.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let refuse = |why: &str| {
            StoreError(format!(
                "--store or DATABASE_URL: {why}; write postgres://USER:PASSWORD@HOST/DATABASE, with %40 for an @ and %2F \
                 for a / in the password"
            ))
        };
        let (bare, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut kept, mut mode, mut roots) = (Vec::new(), None, None);
        for option in query.split('&').filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", file)) => roots = Some(file),
                _ => kept.push(option),
            }
        }
        // What the parser says may repeat what it could not read, a piece of the password perhaps.
        let mut config: Config =
            format!("{bare}?{}", kept.join("&")).parse().map_err(|_| refuse("this is no address of a server"))?;
        // What follows an @ or a / that the password should have written as %40 or %2F ends up in another part.
        let astray = |part: &str| part.contains(['@', '/']);
        if config.get_hosts().is_empty() || config.get_hosts().iter().any(|host| shown(host).contains('@')) {
            return Err(refuse("no server is named"));
        }
        if config.get_dbname().is_some_and(astray) {
            return Err(refuse("the password, or the name of the database, is not written as in an address"));
        }
        let encrypted = match mode {
            None | Some("prefer" | "allow") => !config.get_hosts().iter().all(is_here),
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(_) => return Err(refuse("sslmode is disable or require")),
        };
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        config.keepalives_idle(SILENCE).tcp_user_timeout(SILENCE);
        if config.get_application_name().is_none() {
            config.application_name("receipts");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        let tls = encrypted.then(|| encryption(roots)).transpose()?;
        let name = name(&config);
        Ok(Self { config, tls, name })
    }

    /// Connects; blocks for some seconds at most.
    pub fn connect(&self) -> Result<Client, postgres::Error> {
        match &self.tls {
            Some(tls) => self.config.connect(MakeRustlsConnect::new(tls.as_ref().clone())),
            None => self.config.connect(NoTls),
        }
    }

    /// What messages call it: server, database and, where one is named, the user.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Trusts whom browsers trust, or those in a file alone.
fn encryption(roots: Option<&str>) -> Result<Arc<ClientConfig>, StoreError> {
    let mut trusted = RootCertStore::empty();
    if let Some(file) = roots {
        let refuse = |why: String| StoreError(format!("sslrootcert={file}: {why}; name a readable PEM file"));
        for certificate in CertificateDer::pem_file_iter(file).map_err(|e| refuse(e.to_string()))? {
            let certificate = certificate.map_err(|e| refuse(e.to_string()))?;
            trusted.add(certificate).map_err(|e| refuse(e.to_string()))?;
        }
    } else {
        trusted.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let versions = versions.map_err(|e| StoreError(format!("TLS: {e}; use sslmode=disable or another build")))?;
    Ok(Arc::new(versions.with_root_certificates(trusted).with_no_client_auth()))
}

/// On this machine, where nobody listens on the way.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn shown(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    }
}

fn name(config: &Config) -> String {
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let ports = config.get_ports();
    let host = |(n, host): (usize, &Host)| match ports.get(n).or(ports.first()) {
        Some(port) if *port != 5432 => format!("{}:{port}", shown(host)),
        _ => shown(host),
    };
    let hosts: Vec<String> = config.get_hosts().iter().enumerate().map(host).collect();
    // Archives in one database are told apart by what finds them.
    let options = config.get_options().map(|options| format!("?{options}")).unwrap_or_default();
    format!("postgres://{user}{}/{}{options}", hosts.join(","), config.get_dbname().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_and_passwords_stay_out_of_their_names() {
        for (url, name, encrypted) in [
            ("postgres://ann:hunter2@db.example/news", "postgres://ann@db.example/news", true),
            (
                "postgres://ann:hunter2@db.example:6000/news?sslmode=disable",
                "postgres://ann@db.example:6000/news",
                false,
            ),
            ("postgresql://ann@db.example/news?sslmode=verify-full", "postgres://ann@db.example/news", true),
            ("postgres://ann@a.example,b.example/news", "postgres://ann@a.example,b.example/news", true),
            ("postgres://ann:hunter2@localhost/news", "postgres://ann@localhost/news", false),
            ("postgres://ann@[::1]/news", "postgres://ann@::1/news", false),
            ("postgres://127.0.0.1/news?sslmode=require", "postgres://127.0.0.1/news", true),
            ("postgres://ann@%2Fvar%2Frun/news", "postgres://ann@/var/run/news", false),
            ("postgres://h.example/news?connect_timeout=3", "postgres://h.example/news", true),
        ] {
            let address = Address::parse(url).expect(url);
            assert_eq!((address.name(), address.tls.is_some()), (name, encrypted), "{url}");
            assert!(!format!("{address:?}").contains("hunter2"), "{address:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for url in [
            "postgres://",
            "postgres:///news",
            "postgres://ann:hunter@hunter2/x@db.example/news",
            "postgres://ann:hunter2@db.example:port/news",
            "postgres://ann:hunter2@db.example/news?hunter2",
            "postgres://ann:hunter2@db.example/news?sslmode=perhaps",
            "postgres://ann:hunter2@db.example/news?sslrootcert=/nowhere.pem",
        ] {
            let refusal = Address::parse(url).expect_err(url).to_string();
            assert!(!refusal.contains("hunter"), "{refusal}");
            assert!(refusal.contains("write postgres://") || refusal.contains("name a readable"), "{refusal}");
        }
    }
}
