//! How does text from an article appear in Discord exactly as printed, and as no more than text?
//!
//! Markdown, mentions, links, timestamps and emoji lose their meaning, characters that hide or turn text around
//! are dropped, and text that is too long is cut and says so. Lengths are UTF-16 code units, the strictest
//! reading of Discord's limits.

/// Text that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Safe for any place that renders Markdown.
    pub text: String,
    /// Whether some of it had to go; the text then ends in an ellipsis.
    pub cut: bool,
}

/// How long Discord finds a text, in UTF-16 code units.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The whole text, escaped; line breaks stay.
pub fn escape(text: &str) -> String {
    fit(text, usize::MAX).text
}

/// An escaped text as readers see it.
pub fn seen(escaped: &str) -> String {
    let mut seen = String::with_capacity(escaped.len());
    let mut chars = escaped.chars().filter(|c| *c != BREAK).peekable();
    while let Some(c) = chars.next() {
        let hidden = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        seen.extend(if hidden { chars.next() } else { Some(c) });
    }
    seen
}

/// The text, escaped, in at most `most` units: cut between words where that costs little, never within a
/// character or an escape.
pub fn fit(text: &str, most: usize) -> Fitted {
    write(text, most, Meaning::Markdown)
}

/// The same for places that show text as it is (labels of menus, suggestions while typing): one line, nothing
/// escaped.
pub fn fit_plain(text: &str, most: usize) -> Fitted {
    write(text, most, Meaning::Plain)
}

/// The same as the text of a link, where a bracket would end it.
pub fn fit_label(text: &str, most: usize) -> Fitted {
    write(text, most, Meaning::Label)
}

/// The same on one line, for a quotation or heading that must not end where the article breaks its line.
pub fn fit_line(text: &str, most: usize) -> Fitted {
    write(text, most, Meaning::Line)
}

/// An address as the target of a link; `None` for what is no plain web address.
pub fn link_target(url: &str) -> Option<String> {
    if !(url.starts_with("https://") || url.starts_with("http://")) || url.len() > LONGEST_LINK {
        return None;
    }
    let mut target = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => target.push_str("%28"),
            ')' => target.push_str("%29"),
            '<' | '>' | '"' | '\\' | '`' | '|' | '*' | '[' | ']' => return None,
            c if c.is_ascii_graphic() => target.push(c),
            _ => return None,
        }
    }
    Some(target)
}

const ELLIPSIS: char = '…';
const LONGEST_LINK: usize = 300;
/// A cut goes back to the end of a word when that is no further away than this.
const LONGEST_STEP_BACK: usize = 24;
/// Keeps `@everyone` from being one word, should anybody ever allow it to ping.
const BREAK: char = '\u{200b}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Markdown,
    Line,
    Label,
    Plain,
}

/// What becomes of one character.
enum Piece {
    Drop,
    Keep,
    Escape,
    Space,
    Part,
}

fn write(text: &str, most: usize, meaning: Meaning) -> Fitted {
    let text = text.trim();
    let mut out = String::with_capacity(text.len().min(most).saturating_add(16));
    let mut units = 0;
    // Where the text can end and leave room for the ellipsis: after a character, and after a word.
    let (mut last_fit, mut last_word) = (0, 0);
    let mut before = Before::start();
    let last_link = last_link(text);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let (start, joined) = (out.len(), belongs_to_last(c) || before.last == Some('\u{200d}'));
        let piece = match piece(&before, c, rest, meaning) {
            Piece::Keep if c == '[' && meaning != Meaning::Plain && last_link > Some(at) => Piece::Escape,
            piece => piece,
        };
        match piece {
            Piece::Drop => continue,
            Piece::Keep => out.push(c),
            Piece::Escape => out.extend(['\\', c]),
            Piece::Space => out.push(' '),
            Piece::Part => out.extend([c, BREAK]),
        }
        if units < most && !joined {
            last_fit = start;
            if c.is_whitespace() {
                last_word = start;
            }
        }
        units += length(&out[start..]);
        if units > most {
            let word_is_near = last_word > 0 && last_fit - last_word <= LONGEST_STEP_BACK;
            out.truncate(if word_is_near { last_word } else { last_fit });
            out.truncate(out.trim_end().len());
            if most > 0 {
                out.push(ELLIPSIS);
            }
            return Fitted { text: out, cut: true };
        }
        before.pass(if matches!(piece, Piece::Space) { ' ' } else { c });
    }
    Fitted { text: out, cut: false }
}

/// What stands on the line before a character.
struct Before {
    last: Option<char>,
    /// Nothing but white space.
    line_start: bool,
    /// Digits only, at least one: `12` before `12.` makes a list.
    digits: bool,
}

impl Before {
    fn start() -> Self {
        Self { last: None, line_start: true, digits: false }
    }

    fn pass(&mut self, c: char) {
        if c == '\n' {
            *self = Self::start();
        } else if !c.is_whitespace() {
            self.digits = c.is_ascii_digit() && (self.digits || self.line_start);
            self.line_start = false;
        }
        self.last = Some(c);
    }
}

fn piece(before: &Before, c: char, rest: &str, meaning: Meaning) -> Piece {
    match c {
        '\n' if meaning == Meaning::Markdown => return Piece::Keep,
        c if c.is_whitespace() => {
            let shows = before.last.is_some_and(|last| !last.is_whitespace()) && !rest.starts_with('\n');
            return if shows { Piece::Space } else { Piece::Drop };
        }
        c if is_hidden(c) => {
            return if before.last.is_some_and(|last| joins(last, c)) { Piece::Keep } else { Piece::Drop };
        }
        _ if meaning == Meaning::Plain => return Piece::Keep,
        _ => {}
    }
    let next = rest.chars().next();
    let alone = next.is_none_or(char::is_whitespace);
    let doubled = next == Some(c) || before.last == Some(c);
    let means_something = match c {
        '\\' | '*' | '_' | '`' => true,
        '~' | '|' => doubled,
        '<' => !alone && next.is_some_and(|next| !next.is_ascii_digit()),
        '[' | ']' => meaning == Meaning::Label,
        '>' | '#' => before.line_start && (alone || next == Some(c)),
        '-' => before.line_start && (alone || next == Some('#')),
        '+' => before.line_start && alone,
        '.' => before.digits && alone,
        ':' => rest.starts_with("//") || is_emoji_name(rest),
        '@' if is_everyone(rest) => return Piece::Part,
        _ => false,
    };
    if means_something { Piece::Escape } else { Piece::Keep }
}

/// Where the last `](` stands: a bracket that opens before it may open a link.
fn last_link(text: &str) -> Option<usize> {
    let mut seen = text.char_indices().rev().filter(|(_, c)| !is_hidden(*c));
    let mut after = seen.next()?.1;
    seen.find_map(|(at, c)| (std::mem::replace(&mut after, c) == '(' && c == ']').then_some(at))
}

fn is_everyone(rest: &str) -> bool {
    ["everyone", "here"].iter().any(|all| rest.get(..all.len()).is_some_and(|start| start.eq_ignore_ascii_case(all)))
}

/// `smile:` after a colon is an emoji.
fn is_emoji_name(rest: &str) -> bool {
    const LONGEST: usize = 64;
    let name = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-'));
    let length = name.count();
    length > 0 && rest.as_bytes().get(length) == Some(&b':')
}

/// What is hidden, but holds an emoji or a letter of Persian or Hindi together; nothing after plain letters.
fn joins(last: char, c: char) -> bool {
    const BLACK_FLAG: char = '\u{1f3f4}';
    let is_tag = |c| matches!(c, '\u{e0020}'..='\u{e007f}');
    match c {
        '\u{200c}' | '\u{200d}' => !last.is_ascii() && !is_hidden(last),
        c if is_tag(c) => last == BLACK_FLAG || is_tag(last),
        _ => false,
    }
}

/// Control characters, and those that show nothing or turn the direction of what follows.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Combining marks, variation selectors and what joins emoji: a cut never parts them from their character.
fn belongs_to_last(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_seen_as_it_was() {
        for text in ["**bold** _it_ `code`", r"back\slash \ two", "# heading\n- item\n12. x", "@everyone :smile: <@1>"]
        {
            assert_eq!(seen(&escape(text)), text);
        }
    }

    #[test]
    fn article_text_is_only_text() {
        for (text, shown) in [
            ("plain, with 'marks' (and brackets).", "plain, with 'marks' (and brackets)."),
            ("**bold** _it_ ~~no~~ `code` ||spoiler||", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|"),
            ("~5 | 6 [sic] <3 #1 -1 +1 3.5", "~5 | 6 [sic] <3 #1 -1 +1 3.5"),
            (r"back\slash", r"back\\slash"),
            ("# heading\n## two\n-# small\nC# and #1\n#1", "\\# heading\n\\## two\n\\-# small\nC# and #1\n#1"),
            ("> quoted\n>>> all\n>1", "\\> quoted\n\\>>> all\n>1"),
            ("- item\n + item\n12. item\nv1.2\n1.2", "\\- item\n\\+ item\n12\\. item\nv1.2\n1.2"),
            ("[click](https://x.example) [sic]", r"\[click](https\://x.example) [sic]"),
            ("[a]\u{200b}(b)", r"\[a](b)"),
            (
                "<@123> <@&1> <#2> <t:1:R> <:e:1> <a:e:1> </who:1>",
                r"\<@123> \<@&1> \<#2> \<t\:1:R> \<\:e:1> \<a\:e:1> \</who:1>",
            ),
            (":smile: at 10:30 sharp, one: two", r"\:smile: at 10:30 sharp, one: two"),
            ("@everyone @here @fan", "@\u{200b}everyone @\u{200b}here @fan"),
            ("a\u{202e}b\u{200b}c\u{feff}d\u{0}e\u{ad}", "abcde"),
            ("two  spaces\tand a tab\r\nline", "two spaces and a tab\nline"),
            ("👩\u{200d}🚀 🏴\u{e0067}\u{e007f} a\u{200d}b é\u{e0067}", "👩\u{200d}🚀 🏴\u{e0067}\u{e007f} ab é"),
        ] {
            assert_eq!(escape(text), shown, "{text:?}");
        }
    }

    #[test]
    fn cuts_say_so_and_part_nothing() {
        for (text, most, shown) in [
            ("enough room", 11, "enough room"),
            ("enough rooms", 11, "enough…"),
            ("abcdefghijklmnopqrstuvwxyzabcdefghijkl", 30, "abcdefghijklmnopqrstuvwxyzabc…"),
            ("ab**", 4, "ab…"),
            ("ab**", 5, r"ab\*…"),
            ("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…"),
            ("👍🏽👍🏽", 7, "👍🏽…"),
            ("anything", 1, "…"),
            ("anything", 0, ""),
        ] {
            let fitted = fit(text, most);
            assert_eq!(fitted.text, shown, "{text:?} in {most}");
            assert!(length(&fitted.text) <= most);
            assert_eq!(fitted.cut, fitted.text.ends_with('…') || most == 0, "{text:?} in {most}");
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(fit_line("one\n# two", 50).text, "one # two");
        assert_eq!(fit_plain("one\n*two* @here", 50).text, "one *two* @here");
    }

    #[test]
    fn links_are_web_addresses() {
        for (url, target) in [
            ("https://news.example/a_(b)?c=d&e", Some("https://news.example/a_%28b%29?c=d&e")),
            ("javascript:alert(1)", None),
            ("https://news.example/a b", None),
            ("https://news.example/<@1>", None),
            ("", None),
        ] {
            assert_eq!(link_target(url).as_deref(), target, "{url:?}");
        }
    }
}
