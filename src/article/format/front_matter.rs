//! What does a file say of itself before its text begins?
//!
//! Front matter as blogs and wikis have it: lines of `name: value` between `---`, or `name = "value"` between `+++`.
//! Reads the few names that matter here and leaves the rest alone.

use super::super::when;
use crate::domain::{Edtf, Span};

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// Where the title stands, without quotation marks.
    pub title: Option<Span>,
    /// When it was published.
    pub date: Option<Edtf>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The byte behind the last line of the front matter.
    pub end: usize,
}

/// The front matter that a text begins with.
pub(super) fn find(text: &str) -> Option<Front> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let fence = text.get(start..start + 3).filter(|f| matches!(*f, "---" | "+++"))?;
    let mark = if fence == "---" { ':' } else { '=' };
    let mut front = Front::default();
    let mut at = start;
    for (n, line) in text[start..].split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if n == 0 && bare != fence {
            return None;
        }
        if n > 0 && (bare == fence || fence == "---" && bare == "...") {
            front.end = at + line.len();
            return Some(front);
        }
        // A line that belongs to the one before it is indented.
        if let Some((name, _)) = bare.split_once(mark).filter(|_| !bare.starts_with([' ', '\t', '#', '-', '+'])) {
            let value = Span::new(at + name.len() + mark.len_utf8(), at + bare.len());
            front.take(&name.trim().to_ascii_lowercase(), unquoted(text, value), text);
        }
        at += line.len();
    }
    None
}

impl Front {
    fn take(&mut self, name: &str, value: Span, text: &str) {
        if value.is_empty() {
            return;
        }
        let printed = || Some(value.cut(text).to_owned());
        match name {
            "title" | "headline" => self.title = Some(value),
            "date" | "published" | "pubdate" | "publishdate" | "published_at" | "datepublished" => {
                self.date = when::day(value.cut(text)).or_else(|| Edtf::parse(value.cut(text)));
            }
            "outlet" | "source" | "publisher" | "publication" | "site" => self.outlet = printed(),
            "url" | "link" | "canonical" | "canonical_url" | "permalink" => self.url = printed(),
            _ => {}
        }
    }
}

/// A value without white space and quotation marks around it.
fn unquoted(text: &str, value: Span) -> Span {
    let value = value.trimmed(text);
    let printed = value.cut(text);
    let quoted = ['"', '\''].iter().any(|m| printed.len() >= 2 && printed.starts_with(*m) && printed.ends_with(*m));
    if quoted { Span::new(value.start + 1, value.end - 1) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_of_itself_is_read() {
        for (text, title, date, outlet, rest) in [
            ("---\ntitle: A day\ndate: 2022-05-02\noutlet: Reel\n---\nOne.", "A day", "2022-05-02", "Reel", "One."),
            (
                "\u{FEFF}---\r\ntitle: \"A: day\"\r\ndate: May 2, 2022\r\n---\r\nOne.",
                "A: day",
                "2022-05-02",
                "",
                "One.",
            ),
            ("+++\ntitle = 'A day'\ndate = 2022-05-02T10:00:00Z\n+++\nOne.", "A day", "2022-05-02", "", "One."),
            ("---\ntags:\n  - title: no\ndate: 2022\n...\nOne.", "", "2022", "", "One."),
            ("---\ndate: no day\n---\n", "", "", "", ""),
        ] {
            let front = find(text).expect("front matter");
            assert_eq!(front.title.map_or("", |t| t.cut(text)), title, "{text}");
            assert_eq!(front.date.as_ref().map_or("", Edtf::as_str), date, "{text}");
            assert_eq!(front.outlet.as_deref().unwrap_or_default(), outlet, "{text}");
            assert_eq!(&text[front.end..], rest, "{text}");
        }
        for text in ["", "---", "---\ntitle: never closed\n", "--- a dash\n---\n", "One.\n---\nTwo.\n---\n", "—\n"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
