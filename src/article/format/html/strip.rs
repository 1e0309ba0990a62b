//! What of a page must never reach the parser?
//!
//! Scripts, drawings and comments hold no text. A page that is nested or filled beyond any real one is refused before it
//! is parsed, for a parser of HTML looks through all open elements again and again. One pass over the source.

/// Elements open at once; browsers stop at 512.
const MOST_OPEN: usize = 400;
/// Elements in all.
const MOST_ELEMENTS: usize = 200_000;
/// Formatting that is still open where a block begins is begun anew in it: how often, in all.
const MOST_REPEATED: usize = 400_000;

/// A longer tag (bytes) loses its attributes: a picture within a page, or more of them than a parser compares in time.
const LONGEST_TAG: usize = 2048;

/// Elements without text of the article in them. What they hold is no HTML, or is not shown.
const DROPPED: [&str; 16] = [
    "script", "style", "svg", "math", "noscript", "iframe", "template", "textarea", "select", "object", "video",
    "audio", "canvas", "xmp", "noembed", "noframes",
];
/// Elements without content.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "frame", "keygen",
];
/// Elements that end without saying so.
const ENDING: [&str; 18] = [
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "rp", "rt",
    "html", "head", "body",
];
const FORMATTING: [&str; 12] = ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];

/// The page without what is dropped; none where it goes beyond bounds. Scripts that hold JSON-LD stay.
pub(super) fn stripped(html: &str) -> Option<String> {
    let mut kept = String::with_capacity(html.len());
    let (mut open, mut formatting, mut elements, mut repeated) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let closing = rest.starts_with("</");
        let name = name(&rest[1 + usize::from(closing)..]);
        if name.is_empty() {
            kept.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = tag_end(rest);
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        let (is_void, is_formatting) = (VOID.contains(&name.as_str()), FORMATTING.contains(&name.as_str()));
        if closing {
            if is_formatting {
                formatting = formatting.saturating_sub(1);
            } else if !is_void && !ENDING.contains(&name.as_str()) {
                open = open.saturating_sub(1);
            }
        } else {
            elements += 1;
            if DROPPED.contains(&name.as_str()) {
                let inside = content_end(rest, &name);
                if name == "script" && tag.to_ascii_lowercase().contains("ld+json") {
                    kept.push_str(tag);
                    kept.push_str(&rest[..inside]);
                    kept.push_str("</script>");
                }
                rest = &rest[inside..];
                rest = &rest[tag_end(rest)..];
                continue;
            }
            if is_formatting {
                formatting += 1;
            } else if !is_void {
                repeated += formatting;
                open += usize::from(!ENDING.contains(&name.as_str()));
            }
        }
        if open > MOST_OPEN || formatting > MOST_OPEN || elements > MOST_ELEMENTS || repeated > MOST_REPEATED {
            return None;
        }
        match tag.len() {
            0..=LONGEST_TAG => kept.push_str(tag),
            _ => kept.extend(["<", name.as_str(), ">"]),
        }
    }
    kept.push_str(rest);
    Some(kept)
}

/// The name of a tag, lower case; empty where there is none.
fn name(rest: &str) -> String {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    rest[..end].to_ascii_lowercase()
}

/// The byte behind a tag's `>`; one within quotation marks does not end it.
fn tag_end(rest: &str) -> usize {
    let mut mark = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (mark, byte) {
            (None, b'>') => return at + 1,
            // An attribute's value is quoted behind its equals sign, nowhere else.
            (None, b'"' | b'\'') if rest[..at].trim_end().ends_with('=') => mark = Some(byte),
            (Some(open), byte) if open == byte => mark = None,
            _ => {}
        }
    }
    // A mark that is never closed: up to the first `>` after all.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

/// Where the content of an element ends: at its end tag, in any case, or with the page.
fn content_end(rest: &str, name: &str) -> usize {
    rest.match_indices("</")
        .find(|(at, _)| {
            let behind = &rest.as_bytes()[at + 2..];
            behind.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
                && !behind.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        })
        .map_or(rest.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_text_is_dropped() {
        for (html, expected) in [
            ("<p>One<script>if (a < b) '<p>'</script> two</p>", "<p>One two</p>"),
            ("<p>One<!-- <p>no --> two", "<p>One two"),
            ("<SCRIPT>x</Script ><p>One", "<p>One"),
            ("<svg><path d='>'/></svg>One", "One"),
            (
                "<script type=\"application/ld+json\">{\"a\": \"</p>\"}</script>x",
                "<script type=\"application/ld+json\">{\"a\": \"</p>\"}</script>x",
            ),
            ("<a title=\"1 > 2\">One</a>", "<a title=\"1 > 2\">One</a>"),
            ("a < b and <3", "a < b and <3"),
            ("<p>One<script>cut", "<p>One"),
            ("<p>One<!-- cut", "<p>One"),
            ("<p class=\"cut>One", "<p class=\"cut>One"),
            ("<é>One", "<é>One"),
            (&format!("<img src=\"data:{}\">One", "x".repeat(3_000)), "<img>One"),
        ] {
            assert_eq!(stripped(html).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn what_no_page_is_like_is_refused() {
        for (piece, times) in [("<div>", 100_000), ("<b>", 100_000), ("<x/>", 100_000), ("<p>x", 300_000)] {
            assert!(stripped(&piece.repeat(times)).is_none(), "{piece}");
        }
        let fonts: Vec<String> = (0..300).map(|n| format!("<font color={n}>")).collect();
        let fonts = fonts.concat();
        assert!(stripped(&format!("{fonts}{}", "<p>x".repeat(10_000))).is_none());
        assert!(stripped(&"<p>One <b>two</b></p><div></div>".repeat(10_000)).is_some());
        assert!(stripped(&"<".repeat(1_000_000)).is_some());
        assert!(stripped(&"<a b=\"".repeat(1_000)).is_some());
    }
}
