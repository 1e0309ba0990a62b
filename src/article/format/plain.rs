//! Plain text: ` date 2021-12-28 A title or caption`, a blank line, paragraphs; or front matter and paragraphs.
//!
//! Without the `date` header the first line is the title. Byte order mark and carriage returns stay and count.

use super::front_matter::{self, Front};
use super::{Format, Reason, Shape, Source};
use crate::article::MOST_BYTES;
use crate::domain::{Article, ArticleId, Edtf, Span};

pub(super) static FORMAT: Format =
    Format { endings: &["txt", "text"], media: &["text/plain"], most_bytes: MOST_BYTES, shape: Shape::One(read) };

/// A first line longer than this (bytes) is a paragraph, not a title.
const LONGEST_TITLE: usize = 400;

fn read(id: ArticleId, source: &Source) -> Result<Article, Reason> {
    let article = article(id, source.text()?);
    if article.title.is_empty() && article.body.is_empty() { Err(Reason::Empty) } else { Ok(article) }
}

/// The article of a text.
pub(super) fn article(id: ArticleId, text: String) -> Article {
    if let Some(front) = front_matter::find(&text) {
        return fronted(id, text, front);
    }
    let mut warnings = Vec::new();
    let first = line(&text, if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 });
    let header = header(first.cut(&text));
    let mut date = None;
    let mut title = first;
    if let Some(header) = &header {
        date = day(header.date);
        if date.is_none() {
            warnings.push(format!(
                "`{}` is no date; write it as 2021-12-28, 2021-12 or 2021. Taken as undated",
                header.date.escape_default()
            ));
        }
        title = Span::new(first.start + header.length, first.end).trimmed(&text);
        if title.is_empty() {
            title = line(&text, first.end);
        }
    } else if !first.is_empty() {
        warnings.push("no date; begin the file with ` date 2021-12-28 `, or build with --date. Undated".to_owned());
    }
    if title.len() > LONGEST_TITLE {
        title = Span::new(title.start, title.start);
    }
    let body = Span::new(title.end, text.len()).trimmed(&text);
    Article { id, date, title, body, outlet: None, url: None, warnings, text }
}

/// An article whose front matter says what it is; without a title there, the first line is it.
fn fronted(id: ArticleId, text: String, front: Front) -> Article {
    let Front { title, date, outlet, url, end } = front;
    let first = line(&text, end);
    let (title, start) = match title {
        Some(title) => (title, end),
        None if first.len() > LONGEST_TITLE => (Span::new(end, end), end),
        None => (first, first.end),
    };
    let body = Span::new(start, text.len()).trimmed(&text);
    let undated = "no date in its front matter; write `date: 2021-12-28` there, or build with --date. Undated";
    let warnings = if date.is_none() { vec![undated.to_owned()] } else { Vec::new() };
    Article { id, text, date, title, body, outlet, url, warnings }
}

/// The next line that is not blank, from this byte on, without white space around it.
fn line(text: &str, from: usize) -> Span {
    let rest = &text[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let length = text[start..].find(['\n', '\r']).unwrap_or(text.len() - start);
    Span::new(start, start + length).trimmed(text)
}

struct Header<'a> {
    /// As printed.
    date: &'a str,
    /// Bytes of the line up to the end of the date.
    length: usize,
}

/// `date 2021-12-28 ...`. The word alone is no header ("Date night for ..."): something with a digit follows.
fn header(line: &str) -> Option<Header<'_>> {
    let rest = line.get(..4).filter(|w| w.eq_ignore_ascii_case("date")).map(|_| &line[4..])?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let printed = rest.trim_start();
    let date = printed.split_whitespace().next()?;
    let is_header = printed.len() < rest.len() && date.starts_with(|c: char| c.is_ascii_digit());
    is_header.then(|| Header { date, length: line.len() - printed.len() + date.len() })
}

/// A day, month or year; a time of day behind it is dropped.
fn day(printed: &str) -> Option<Edtf> {
    let calendar = printed.split('T').next()?;
    let widths: Vec<usize> = calendar.split('-').map(str::len).collect();
    let digits = calendar.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let month_or_none = calendar.get(5..7).is_none_or(|m| ("01"..="12").contains(&m));
    (digits && month_or_none && matches!(widths[..], [4] | [4, 2] | [4, 2, 2])).then(|| Edtf::parse(calendar)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, date: &str, title: &str, body: &str, warned: bool) {
        let article = article(ArticleId("a1".into()), text.to_owned());
        assert_eq!(article.date.as_ref().map_or("", Edtf::as_str), date, "date of {text:?}");
        assert_eq!(article.title(), title, "title of {text:?}");
        assert_eq!(article.body.cut(text), body, "body of {text:?}");
        assert_eq!(!article.warnings.is_empty(), warned, "warnings of {text:?}: {:?}", article.warnings);
        assert_eq!(article.text, text);
    }

    #[test]
    fn the_header_gives_date_and_title() {
        check(
            " date 2021-12-28 Zoë's caption. Pic credit: ABC\n\nOne.\n\nTwo.\n",
            "2021-12-28",
            "Zoë's caption. Pic credit: ABC",
            "One.\n\nTwo.",
            false,
        );
        check(" date 2021-12 A month\n\nOne.", "2021-12", "A month", "One.", false);
        check("date: 2021 A year\nOne.", "2021", "A year", "One.", false);
        check("\u{FEFF} date 2021-12-28 A title\r\n\r\nOne.\r\n", "2021-12-28", "A title", "One.", false);
        check("\n\n date 2021-12-28T10:15Z A title\rOne.", "2021-12-28", "A title", "One.", false);
        check(" date 2021-12-28\n\nA title\n\nOne.", "2021-12-28", "A title", "One.", false);
    }

    #[test]
    fn a_bad_or_missing_date_is_a_warning() {
        check(" date 2021-13-45 A title\n\nOne.", "", "A title", "One.", true);
        check(" date 2021-22 No month\n\nOne.", "", "No month", "One.", true);
        check(" date 12/28/2021 American\n\nOne.", "", "American", "One.", true);
        check("A headline\n\nOne.", "", "A headline", "One.", true);
        check("Date night for Zoë\n\nOne.", "", "Date night for Zoë", "One.", true);
        check("date", "", "date", "", true);
    }

    #[test]
    fn a_paragraph_is_no_title() {
        let long = "A sentence of a paragraph. ".repeat(20);
        check(&long, "", "", long.trim(), true);
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_that_fit(text in "(\u{FEFF})?[ \n\r]{0,2}(date )?[0-9-]{0,10}(\\PC|\r|\n){0,40}") {
            let article = article(ArticleId("a1".into()), text.clone());
            for span in [article.title, article.body] {
                prop_assert!(text.get(span.start..span.end).is_some());
            }
            prop_assert!(article.title.end <= article.body.start || article.body.is_empty());
        }
    }
}
