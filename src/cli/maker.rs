//! What keeps the archives of servers, when the bot runs: reading, building and fetching as `receipts build` does.

use tokio::runtime::Handle;

use crate::commands::{File, Maker};
use crate::ingest::fetch::{Fetched, Internet, Limits, fetch};
use crate::ingest::{build_server, read};

/// All of it. Fetching is to be called off the threads of a runtime, but within one.
pub(super) fn maker() -> Maker {
    Maker { build: Box::new(build_server), read: Box::new(read), fetch: Box::new(fetched) }
}

fn fetched(address: &str) -> Result<File, String> {
    let page = Handle::current().block_on(fetch(address, &Internet, &Limits::default(), None));
    match page.map_err(|why| format!("{why}."))? {
        Fetched::Page(page) => Ok(File { name: page.address, bytes: page.bytes, media: Some(page.media) }),
        // Nothing was given that it could be unchanged since.
        Fetched::Unchanged => Err(format!("{address} can't be fetched now: please try again.")),
    }
}
