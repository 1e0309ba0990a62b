//! Markdown: what of it is markup, and what is text?
//!
//! Markup is blanked where it stands, so that every offset still counts in the file. Front matter and the `date` header
//! are those of plain text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Format, Reason, Shape, Source, front_matter, plain};
use crate::article::MOST_BYTES;
use crate::domain::{Article, ArticleId};

pub(super) static FORMAT: Format =
    Format { endings: &["md", "markdown"], media: &["text/markdown"], most_bytes: MOST_BYTES, shape: Shape::One(read) };

fn read(id: ArticleId, source: &Source) -> Result<Article, Reason> {
    let text = source.text()?;
    let start = front_matter::find(&text).map_or(0, |front| front.end);
    let article = plain::article(id, blanked(&text, start));
    if article.title.is_empty() && article.body.is_empty() { Err(Reason::Empty) } else { Ok(article) }
}

/// The text with its markup, from this byte on, as spaces: as many code points as before.
fn blanked(text: &str, start: usize) -> String {
    let mut page = Page::new(&text[start..]);
    let mut hidden = 0_usize;
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => hidden = hidden.saturating_sub(1),
            Event::Text(written) if hidden == 0 => page.keep(range.start, range.end, &written),
            Event::Code(written) if hidden == 0 => {
                let inside = text[start + range.start..start + range.end].find(&*written).unwrap_or(0);
                page.keep(range.start + inside, range.end, &written);
            }
            Event::Html(written) | Event::InlineHtml(written) => page.keep_outside_tags(range.start, &written),
            _ => {}
        }
    }
    page.close_up();
    format!("{}{}", &text[..start], page.letters.iter().collect::<String>())
}

struct Page<'a> {
    text: &'a str,
    /// The text so far, one for each code point of the source.
    letters: Vec<char>,
    /// Where a space stands for markup.
    blank: Vec<bool>,
    /// The last byte that was asked for, and its code point: questions come in order.
    place: (usize, usize),
}

impl<'a> Page<'a> {
    fn new(text: &'a str) -> Self {
        let letters: Vec<char> = text.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        // A list's or a quotation's own line end is white space; a byte order mark is nothing at all.
        let blank = text.chars().map(|c| !c.is_whitespace()).collect();
        Self { text, letters, blank, place: (0, 0) }
    }

    fn point(&mut self, byte: usize) -> usize {
        let (at, point) = if byte < self.place.0 { (0, 0) } else { self.place };
        let point = point + self.text.get(at..byte).map_or(0, |t| t.chars().count());
        self.place = (byte, point);
        point
    }

    /// Puts back what is written; an entity takes more room than what it stands for.
    fn keep(&mut self, start: usize, end: usize, written: &str) {
        let from = self.point(start);
        let room = self.text.get(start..end).map_or(0, |t| t.chars().count());
        for (n, c) in written.chars().take(room).enumerate() {
            if let (Some(letter), Some(blank)) = (self.letters.get_mut(from + n), self.blank.get_mut(from + n)) {
                (*letter, *blank) = (c, false);
            }
        }
    }

    fn keep_outside_tags(&mut self, start: usize, written: &str) {
        let from = self.point(start);
        let mut inside = false;
        for (n, c) in written.chars().enumerate() {
            inside |= c == '<';
            if !inside
                && let (Some(letter), Some(blank)) = (self.letters.get_mut(from + n), self.blank.get_mut(from + n))
            {
                (*letter, *blank) = (c, false);
            }
            inside &= c != '>';
        }
    }

    /// `“*Yes*,”` must not become `“ Yes ,”`: a mark beside blanked markup moves over it to its word.
    fn close_up(&mut self) {
        let mut blank_from = None;
        for at in 0..self.letters.len() {
            let closes =
                matches!(self.letters[at], ',' | '.' | '!' | '?' | ';' | ':' | ')' | ']' | '”' | '’' | '"' | '\'');
            match blank_from {
                _ if self.blank[at] => blank_from = blank_from.or(Some(at)),
                Some(from) if closes && self.touches(from.checked_sub(1)) => {
                    self.swap(from, at);
                    blank_from = Some(from + 1);
                }
                _ => blank_from = None,
            }
        }
        let mut blank_to = None;
        for at in (0..self.letters.len()).rev() {
            let opens =
                matches!(self.letters[at], '“' | '‘' | '(' | '[' | '"' | '\'') && !self.touches(at.checked_sub(1));
            match blank_to {
                _ if self.blank[at] => blank_to = blank_to.or(Some(at)),
                Some(to) if opens && self.touches(Some(to + 1)) => {
                    self.swap(to, at);
                    blank_to = Some(to - 1);
                }
                _ => blank_to = None,
            }
        }
    }

    /// Whether a letter or a mark stands there.
    fn touches(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.letters.get(at)).is_some_and(|c| !c.is_whitespace())
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.letters.swap(one, other);
        self.blank.swap(one, other);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_is_blanked_where_it_stands() {
        for (text, expected) in [
            ("# A day", "  A day"),
            ("One **two** three.", "One   two   three."),
            ("“*Yes*,” she said.", " “Yes,”  she said."),
            ("\"*Yes*,\" she said.", " \"Yes,\"  she said."),
            ("Read [her post](https://x.example/a), he said.", "Read  her post,                       he said."),
            ("![A caption](a.jpg)\n\nOne.", "                   \n\nOne."),
            ("> “One,” he said.\n> “Two.”", "  “One,” he said.\n  “Two.”"),
            ("- One\n- Two", "  One\n  Two"),
            ("One &amp; two", "One &     two"),
            ("Zoë’s `code` here", "Zoë’s  code  here"),
            ("<b>One</b> two", "   One     two"),
            ("One\n===\n\nTwo", "One\n   \n\nTwo"),
            ("2 \\* 3", "2  * 3"),
        ] {
            assert_eq!(blanked(text, 0), expected, "{text}");
        }
    }

    #[test]
    fn front_matter_stays_as_it_is() {
        let text = "---\ntitle: *A* day\ndate: 2022-05-02\n---\n*One.*";
        let source = Source { bytes: text.as_bytes().to_vec(), address: None, charset: None };
        let article = read(ArticleId("a1".into()), &source).expect("an article");
        assert_eq!(article.title(), "*A* day");
        assert_eq!(article.body.cut(&article.text), "One.");
        assert_eq!(article.text.chars().count(), text.chars().count());
    }

    proptest! {
        #[test]
        fn as_many_code_points_as_before(text in "([*_`#>\\[\\]()<>!&;\\-\\n \"“”,.é]|[a-z]{1,3}){0,60}") {
            prop_assert_eq!(blanked(&text, 0).chars().count(), text.chars().count());
        }
    }
}
