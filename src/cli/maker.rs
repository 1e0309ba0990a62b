//! What keeps the archives of servers, when the bot runs: reading, building and fetching as `receipts build` does.

use tokio::runtime::Handle;
use url::Url;

use crate::commands::{File, Maker};
use crate::ingest::fetch::{Fetched, Internet, Limits, Page, fetch};
use crate::ingest::{build_server, read};

/// All of it. Fetching is to be called off the threads of a runtime, but within one.
pub(super) fn maker() -> Maker {
    Maker { build: Box::new(build_server), read: Box::new(read), fetch: Box::new(fetched) }
}

fn fetched(address: &str) -> Result<File, String> {
    let page = Handle::current().block_on(fetch(address, &Internet, &Limits::default(), None));
    match page.map_err(|why| format!("{why}."))? {
        Fetched::Page(page) => Ok(file(page)),
        // Nothing was given that it could be unchanged since.
        Fetched::Unchanged => Err(format!("{address} can't be fetched now: please try again.")),
    }
}

/// Named after the last part of its address that says something.
fn file(page: Page) -> File {
    let url = Url::parse(&page.address).ok();
    let mut segments = url.as_ref().and_then(Url::path_segments).into_iter().flatten().filter(|part| !part.is_empty());
    let last = segments.next_back().or(url.as_ref().and_then(Url::host_str)).unwrap_or("page");
    let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem: String = last.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let stem = stem.trim_matches('-');
    let kind = if page.media.starts_with("text/plain") { "txt" } else { "html" };
    let name = format!("{}.{kind}", if stem.is_empty() { "page" } else { stem });
    File { name, bytes: page.bytes, address: Some(page.address) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::fetch::Validators;

    #[test]
    fn a_page_is_named_after_its_address() {
        for (address, media, name) in [
            ("https://news.example/2022/05/ann-lee-weds.html?x=1", "text/html; charset=utf-8", "ann-lee-weds.html"),
            ("https://news.example/story/", "text/html", "story.html"),
            ("https://news.example/", "", "news.html"),
            ("https://news.example/a.txt", "text/plain", "a.txt"),
            ("https://news.example/%2e%2e%2f", "text/html", "2e-2e-2f.html"),
        ] {
            let (bytes, validators) = (Vec::new(), Validators::default());
            let page = Page { address: address.to_owned(), media: media.to_owned(), bytes, validators };
            assert_eq!(file(page).name, name, "{address}");
        }
    }
}
