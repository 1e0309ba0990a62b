//! What stands at an address of the web?
//!
//! One page, asked for once, under its own name and within limits: time, bytes, redirects, robots.txt. Each address on
//! the way is looked at before it is connected to, so that neither a redirect nor a name server leads into the host's own
//! network. Keeps nothing and does not look into what it fetched.

mod failure;
mod network;
mod robots;

use std::collections::HashMap;
use std::io::Read;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Response, StatusCode, redirect};
use url::{Host, Url};

pub use self::failure::{FetchError, Why};
pub use self::network::{Addresses, Internet, Network, is_public};

/// How this program calls itself.
const USER_AGENT: &str = concat!(
    "Receipts/",
    env!("CARGO_PKG_VERSION"),
    " (self-hosted Discord bot; fetches a page when its admin asks for it)"
);

/// What a fetch may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the first question to the last byte, robots.txt and redirects included.
    pub time: Duration,
    /// Bytes of a page, unpacked.
    pub bytes: usize,
    /// Redirects to follow.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(20), bytes: 10 * 1024 * 1024, redirects: 5 }
    }
}

/// Bytes of a robots.txt that are read, at most.
const MOST_ROBOTS: usize = 512 * 1024;

/// What a server gave to tell later whether a page has changed. Both are sent back as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// A page as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was found in the end, after redirects.
    pub address: String,
    /// What the server calls it, as `text/html; charset=utf-8`; empty where it says nothing.
    pub media: String,
    /// All of it, unpacked.
    pub bytes: Vec<u8>,
    /// For the next time.
    pub validators: Validators,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The page.
    Page(Page),
    /// It is as it was when these validators were given.
    Unchanged,
}

/// Whether this is meant as an address of the web, rather than as a file: `https://...`, in any case.
pub fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|s| text.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s)))
}

/// Fetches what stands at this address; with validators, only where it has changed since. Call it within a Tokio runtime.
pub async fn fetch(
    address: &str,
    network: &dyn Network,
    limits: &Limits,
    since: Option<&Validators>,
) -> Result<Fetched, FetchError> {
    let refuse = |why| FetchError { address: address.to_owned(), why };
    let url = Url::parse(address).map_err(|_| refuse(Why::NoAddress))?;
    let mut journey = Journey { network, limits, allowed: HashMap::new() };
    match tokio::time::timeout(limits.time, journey.page(url, since)).await {
        Ok(fetched) => fetched.map_err(refuse),
        Err(_) => Err(refuse(Why::Slow(limits.time))),
    }
}

/// One page on its way.
struct Journey<'a> {
    network: &'a dyn Network,
    limits: &'a Limits,
    /// The rules of each site that was met, none where it has none.
    allowed: HashMap<String, Option<Vec<u8>>>,
}

impl Journey<'_> {
    async fn page(&mut self, mut url: Url, since: Option<&Validators>) -> Result<Fetched, Why> {
        for _ in 0..=self.limits.redirects {
            self.admitted(&url).await?;
            let response = self.ask(&url, since).await?;
            if let Some(next) = redirected(&url, &response)? {
                url = next;
                continue;
            }
            return match response.status() {
                StatusCode::NOT_MODIFIED if since.is_some() => Ok(Fetched::Unchanged),
                status if status.is_success() => {
                    let said = |name| text(response.headers(), name);
                    let validators = Validators { etag: said(header::ETAG), modified: said(header::LAST_MODIFIED) };
                    let media = said(header::CONTENT_TYPE).unwrap_or_default();
                    let address = url.to_string();
                    Ok(Fetched::Page(Page {
                        bytes: body(response, self.limits.bytes).await?,
                        address,
                        media,
                        validators,
                    }))
                }
                status => Err(Why::Status(status.as_u16())),
            };
        }
        Err(Why::Redirects(self.limits.redirects))
    }

    /// Whether the site's rules allow the page. They are asked for once.
    async fn admitted(&mut self, url: &Url) -> Result<(), Why> {
        let site = url.origin().ascii_serialization();
        if !self.allowed.contains_key(&site) {
            let rules = self.rules(url).await?;
            self.allowed.insert(site.clone(), rules);
        }
        match self.allowed.get(&site) {
            Some(Some(rules)) if !robots::allow(rules, url.as_str()) => Err(Why::Robots),
            _ => Ok(()),
        }
    }

    async fn rules(&self, page: &Url) -> Result<Option<Vec<u8>>, Why> {
        let mut url = page.join("/robots.txt").map_err(|_| Why::NoAddress)?;
        for _ in 0..=self.limits.redirects {
            let response = self.ask(&url, None).await?;
            if let Some(next) = redirected(&url, &response)? {
                url = next;
                continue;
            }
            let status = response.status();
            return match status {
                // More than is read of it is not an error: what was read counts.
                _ if status.is_success() => Ok(Some(first(response, MOST_ROBOTS).await?)),
                StatusCode::TOO_MANY_REQUESTS => Err(Why::NoRules(status.as_u16())),
                _ if status.is_client_error() => Ok(None),
                _ => Err(Why::NoRules(status.as_u16())),
            };
        }
        Ok(None)
    }

    /// One request to one address that was looked at.
    async fn ask(&self, url: &Url, since: Option<&Validators>) -> Result<Response, Why> {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
            return Err(Why::NoAddress);
        }
        let addresses = self.looked_at(url).await?;
        let places: Vec<SocketAddr> = addresses.into_iter().map(|ip| SocketAddr::new(ip, 0)).collect();
        let client = Client::builder()
            // Proxies of the environment would connect for us, to wherever they like.
            .no_proxy()
            .redirect(redirect::Policy::none())
            .resolve_to_addrs(url.host_str().unwrap_or_default(), &places)
            .user_agent(USER_AGENT)
            .build()
            .map_err(Why::Broken)?;
        let mut request = client
            .get(url.clone())
            .header(
                header::ACCEPT,
                "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
            )
            .header(header::ACCEPT_ENCODING, "gzip");
        let given = since
            .into_iter()
            .flat_map(|s| [(header::IF_NONE_MATCH, &s.etag), (header::IF_MODIFIED_SINCE, &s.modified)]);
        for (name, value) in given {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.send().await.map_err(Why::Broken)
    }

    /// The addresses of a host that may be connected to.
    async fn looked_at(&self, url: &Url) -> Result<Vec<IpAddr>, Why> {
        let mut found = match url.host().ok_or(Why::NoAddress)? {
            Host::Ipv4(ip) => vec![IpAddr::V4(ip)],
            Host::Ipv6(ip) => vec![IpAddr::V6(ip)],
            Host::Domain(name) => {
                self.network.addresses(name).await.map_err(|why| Why::NoHost(name.to_owned(), why.to_string()))?
            }
        };
        found.retain(|ip| self.network.admits(*ip));
        if found.is_empty() { Err(Why::Inside(url.host_str().unwrap_or_default().to_owned())) } else { Ok(found) }
    }
}

/// Where a response leads on to.
fn redirected(from: &Url, response: &Response) -> Result<Option<Url>, Why> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let to = text(response.headers(), header::LOCATION).and_then(|to| from.join(&to).ok());
    to.map(Some).ok_or(Why::Status(response.status().as_u16()))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// All of a page, unpacked, or why not.
async fn body(response: Response, most: usize) -> Result<Vec<u8>, Why> {
    let bytes = first(response, most + 1).await?;
    if bytes.len() > most { Err(Why::TooLarge(most)) } else { Ok(bytes) }
}

/// As much as this of a page, unpacked. Nothing beyond is kept, however much it unpacks to.
async fn first(mut response: Response, most: usize) -> Result<Vec<u8>, Why> {
    let coding = text(response.headers(), header::CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
    let mut bytes = Vec::new();
    while bytes.len() < most
        && let Some(more) = response.chunk().await.map_err(Why::Broken)?
    {
        bytes.extend_from_slice(&more[..more.len().min(most - bytes.len())]);
    }
    match coding.as_str() {
        "" | "identity" => Ok(bytes),
        "gzip" | "x-gzip" => {
            let mut unpacked = Vec::new();
            let read = MultiGzDecoder::new(bytes.as_slice()).take(most as u64).read_to_end(&mut unpacked);
            read.map(|_| unpacked).map_err(|e| Why::Packed(e.to_string()))
        }
        other => Err(Why::Packed(format!("`{other}` was not asked for"))),
    }
}
