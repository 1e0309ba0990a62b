//! Does a site's robots.txt allow what is about to be fetched?
//!
//! What the file says is Google's published rules (the crate `robotstxt`); what its absence says is RFC 9309: a site
//! without one allows everything, one that cannot answer nothing.

use robotstxt::DefaultMatcher;

/// The name that sites know this program by in their rules.
pub(super) const AGENT: &str = "Receipts";

/// Whether these rules let this program have this address.
pub(super) fn allow(rules: &[u8], address: &str) -> bool {
    // The parser counts characters where it cuts bytes, so that it is given ASCII only: what is beyond is escaped, as
    // addresses escape it.
    let escaped = |byte: &u8| match byte {
        0 => String::new(),
        1..0x80 => char::from(*byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let rules = rules.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(rules);
    let rules: String = rules.iter().map(escaped).collect();
    DefaultMatcher::default().one_agent_allowed_by_robots(&rules, AGENT, address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rules_are_kept() {
        for (rules, path, allowed) in [
            ("", "/news", true),
            ("User-agent: *\nDisallow: /", "/news", false),
            ("User-agent: *\nDisallow:", "/news", true),
            ("User-agent: *\nDisallow: /private", "/news", true),
            ("User-agent: *\nDisallow: /private", "/private/1", false),
            ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", true),
            ("User-agent: Other\nDisallow: /", "/news", true),
            ("User-agent: receipts\nDisallow: /\n\nUser-agent: *\nAllow: /", "/news", false),
            ("User-agent: *\nDisallow: /\n\nUser-agent: Receipts\nAllow: /", "/news", true),
            ("User-agent: *\nDisallow: /*.html$", "/a.html", false),
            ("\u{FEFF}User-agent: *\r\nDisallow: /é", "/%C3%A9", false),
            ("<!doctype html><p>Not found", "/news", true),
        ] {
            let address = format!("https://paper.example{path}");
            assert_eq!(allow(rules.as_bytes(), &address), allowed, "{rules:?} {path}");
        }
    }

    proptest! {
        #[test]
        fn any_rules_are_read(rules in proptest::collection::vec(any::<u8>(), 0..200), long in 0..20_000_usize) {
            let mut body = b"User-agent: *\nDisallow: ".to_vec();
            body.extend("é".repeat(long).bytes().chain(rules));
            allow(&body, "https://paper.example/%C3%A9");
        }
    }
}
