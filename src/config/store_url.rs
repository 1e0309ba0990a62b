//! Where is the archive kept?
//!
//! Opens nothing. A refusal never repeats the address, which may hold a password.

use std::path::PathBuf;
use std::str::FromStr;

use super::{ConfigError, Secret};

/// Where the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// One file.
    Sqlite(PathBuf),
    /// A `PostgreSQL` server that several machines share: its address, which may hold a password.
    Postgres(Secret),
}

impl StoreUrl {
    /// Used when nothing else is said.
    pub const DEFAULT: &str = "sqlite:data/receipts.db";
}

impl FromStr for StoreUrl {
    type Err = ConfigError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let url = if url.is_empty() { Self::DEFAULT } else { url };
        let refuse =
            |why: &str| Err(ConfigError(format!("--store or DATABASE_URL: {why}; write sqlite:PATH or postgres://..")));
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(Secret::new(url)));
        }
        match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            // What has no scheme is a path, and holds no password.
            None => match url.split_once("://") {
                Some((scheme, _)) => refuse(&format!("`{scheme}` is no kind of store")),
                None => refuse(&format!("`{url}` names no kind of store, as `sqlite:{url}` does")),
            },
            Some("" | ":memory:") => refuse("no file is named"),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_are_parsed_at_the_border() {
        for (url, path) in [
            ("sqlite:data/x.db", "data/x.db"),
            ("sqlite:///var/x.db", "/var/x.db"),
            ("sqlite:/var/x.db", "/var/x.db"),
            ("", "data/receipts.db"),
        ] {
            assert_eq!(url.parse(), Ok(StoreUrl::Sqlite(path.into())), "{url}");
        }
        for url in ["postgres://user:hunter2@host/db", "postgresql://user:hunter2@host/db"] {
            let shared: StoreUrl = url.parse().expect("an address");
            assert!(matches!(&shared, StoreUrl::Postgres(address) if address.reveal() == url), "{shared:?}");
            assert!(!format!("{shared:?}").contains("hunter2"), "{shared:?}");
        }
        for url in ["mysql://user:hunter2@host/db", "data/x.db", "sqlite:", "sqlite::memory:", "postgres:x"] {
            let refusal = url.parse::<StoreUrl>().expect_err(url).to_string();
            assert!(refusal.contains("sqlite:PATH") && !refusal.contains("hunter2"), "{refusal}");
        }
    }
}
