//! Any command line: read, or refused with a reason; the token never prints.

#![no_main]

use clap::Parser;
use libfuzzer_sys::fuzz_target;
use receipts::config::{Config, Shards, StoreUrl};

fuzz_target!(|text: &str| {
    if let Ok(url) = text.parse::<StoreUrl>() {
        match url {
            StoreUrl::Sqlite(path) => assert!(!path.as_os_str().is_empty()),
            StoreUrl::Postgres(address) => assert!(!format!("{address:?}").contains("//")),
        }
    }
    if let Ok(shards) = text.parse::<Shards>() {
        assert!(shards.first <= shards.last && shards.last < shards.total);
    }
    let words = ["receipts", "--discord-token", "swordfish"].into_iter().chain(text.split('\u{1}'));
    match Config::try_parse_from(words) {
        Ok(config) => {
            let _ = config.store();
            assert!(!format!("{config:?}").contains("swordfish") || text.contains("swordfish"));
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
});
