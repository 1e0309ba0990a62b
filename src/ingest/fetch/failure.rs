//! Why was an address not fetched, and what can be done about it?

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// An address that gave no page: the address, the reason and the remedy.
#[derive(Debug)]
pub struct FetchError {
    /// As it was named.
    pub address: String,
    /// What went wrong.
    pub why: Why,
}

/// What can go wrong with an address.
#[derive(Debug)]
pub enum Why {
    /// It, or what it redirects to, is no address of the web.
    NoAddress,
    /// Its host, or the host that it redirects to, is in a private network, or not in the public internet.
    Inside(String),
    /// Its host, or the host that it redirects to, has no address: the host, what the resolver says.
    NoHost(String, String),
    /// The site's robots.txt does not allow it.
    Robots,
    /// The site's robots.txt could not be read: its status.
    NoRules(u16),
    /// The server answers with this status.
    Status(u16),
    /// It redirects more often than this.
    Redirects(usize),
    /// It is larger than so many bytes.
    TooLarge(usize),
    /// It took longer than this.
    Slow(Duration),
    /// It cannot be unpacked.
    Packed(String),
    /// The connection cannot be made or breaks.
    Broken(reqwest::Error),
}

impl Why {
    /// Whether the page is no longer there, rather than out of reach.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Status(404 | 410))
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.address, self.why)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("not a web address; write it as https://host/page, without a password"),
            Self::Inside(host) => {
                write!(f, "{host} is not in the public internet, and nothing else is fetched; save the page as a file")
            }
            Self::NoHost(host, why) => write!(f, "{host} is not found ({why}); check the address and the network"),
            Self::Robots => f.write_str("the site's robots.txt does not allow it; save the page from a browser"),
            Self::NoRules(status) => write!(f, "the site's robots.txt answers {status}; try again later"),
            Self::Status(404 | 410) => f.write_str("the page is gone; check the address"),
            Self::Status(status @ (401..=403 | 451)) => {
                write!(f, "the site refuses ({status}); save the page from a browser")
            }
            Self::Status(status) => write!(f, "the site answers {status}; try again later"),
            Self::Redirects(most) => write!(f, "redirects more than {most} times; give the address of the page itself"),
            Self::TooLarge(most) => write!(f, "over {} MB; name the article's own page", most / 1024 / 1024),
            Self::Slow(time) => write!(f, "no answer within {} seconds; try again later", time.as_secs_f32()),
            Self::Packed(why) => write!(f, "cannot be unpacked ({why}); save the page from a browser"),
            Self::Broken(error) => {
                // The client repeats the address; what happened stands at the end of the chain.
                let mut last: &dyn Error = error;
                while let Some(source) = last.source() {
                    last = source;
                }
                write!(f, "no connection ({last}); check the address, or try again later")
            }
        }
    }
}

impl Error for FetchError {}
