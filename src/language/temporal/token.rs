//! Where are the words, numbers and marks of a paragraph, and what class is each?
//!
//! One scan over the bytes, nothing allocated per word. Hyphens split, so that `36-year-old` is five tokens.

use super::word::{self, Word};

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its class.
    pub word: Word,
    /// Whether the name of a holiday may begin here.
    pub feast: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether no white space stands in front.
    pub joined: bool,
}

/// The tokens of one paragraph.
pub(super) struct Line<'a> {
    /// The whole text that offsets count in.
    pub text: &'a str,
    /// In order.
    pub tokens: &'a [Token],
}

impl<'a> Line<'a> {
    /// The class of token `at`; [`Word::Edge`] beyond the ends.
    pub fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Word::Edge, |t| t.word)
    }

    /// The class of the token `back` places before `at`.
    pub fn before(&self, at: usize, back: usize) -> Word {
        at.checked_sub(back).map_or(Word::Edge, |i| self.word(i))
    }

    /// Whether token `at` begins with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital)
    }

    /// Whether token `at` touches the one before.
    pub fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.joined)
    }

    /// The token as printed.
    pub fn printed(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.start..t.end)).unwrap_or_default()
    }

    /// Whether token `at` is this mark.
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.word(at) == Word::Mark(mark)
    }

    /// Whether token `at` is this word, whatever its case.
    pub fn is(&self, at: usize, lower: &str) -> bool {
        self.printed(at).eq_ignore_ascii_case(lower)
    }

    /// Whether a sentence begins with token `at`.
    pub fn begins_sentence(&self, at: usize) -> bool {
        matches!(self.before(at, 1), Word::Edge | Word::Mark('.' | '!' | '?' | '"' | ':' | '\u{2014}' | '\''))
    }

    /// Whether token `at` ends a sentence or a clause.
    pub fn ends_clause(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Edge | Word::Mark('.' | '!' | '?' | '"' | ',' | ';' | ':' | ')' | '\u{2014}'))
    }
}

/// Fills `tokens` with those of the paragraph that begins at `from` and returns where the next one begins:
/// after a blank line, or `until`.
pub(super) fn paragraph(text: &str, from: usize, until: usize, tokens: &mut Vec<Token>) -> usize {
    tokens.clear();
    let bytes = text.as_bytes();
    let mut at = from;
    let mut joined = false;
    while at < until {
        match bytes[at] {
            b'\n' => {
                at += 1;
                let blank = bytes[at..until].iter().take_while(|b| b.is_ascii_whitespace());
                let (length, breaks) = blank.fold((0, 0), |(n, k), b| (n + 1, k + usize::from(*b == b'\n')));
                at += length;
                if breaks > 0 && !tokens.is_empty() {
                    return at;
                }
                joined = false;
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                joined = false;
            }
            byte if byte.is_ascii_digit() => {
                at = number(text, at, until, joined, tokens);
                joined = true;
            }
            _ => {
                let Some(first) = text[at..].chars().next() else { return until };
                if first.is_alphabetic() {
                    at = letters(text, at, until, first, joined, tokens);
                    joined = true;
                } else if first.is_whitespace() {
                    at += first.len_utf8();
                    joined = false;
                } else {
                    let end = at + first.len_utf8();
                    tokens.push(plain(at, end, Word::Mark(straight(first)), joined));
                    at = end;
                    joined = true;
                }
            }
        }
    }
    until
}

fn plain(start: usize, end: usize, word: Word, joined: bool) -> Token {
    Token { start, end, word, feast: false, capital: false, joined }
}

fn straight(mark: char) -> char {
    match mark {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '`' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2013}' | '\u{2015}' => '\u{2014}',
        other => other,
    }
}

/// A word with its inner apostrophes; a possessive `'s` becomes a token of its own.
fn letters(text: &str, start: usize, until: usize, first: char, joined: bool, tokens: &mut Vec<Token>) -> usize {
    let mut end = start + run(&text[start..until]);
    let mut possessive = None;
    let rest = &text[end..until];
    let apostrophe = if rest.starts_with('\'') { 1 } else { usize::from(rest.starts_with('’')) * '’'.len_utf8() };
    if apostrophe > 0 {
        let tail = run(&rest[apostrophe..]);
        if tail == 1 && matches!(rest.as_bytes()[apostrophe], b's' | b'S') {
            possessive = Some((end, end + apostrophe + tail));
        } else if tail > 0 {
            end += apostrophe + tail;
        }
    }
    let printed = &text[start..end];
    // `a.m.` and `p.m.` with their points.
    if let [b'a' | b'p' | b'A' | b'P'] = printed.as_bytes()
        && let [b'.', b'm' | b'M', rest @ ..] = &text.as_bytes()[end..until]
        && !rest.first().is_some_and(u8::is_ascii_alphabetic)
    {
        let end = end + 2 + usize::from(rest.first() == Some(&b'.'));
        let word = if printed.eq_ignore_ascii_case("a") { Word::Am } else { Word::Pm };
        tokens.push(plain(start, end, word, joined));
        return end;
    }
    let entry = word::look_up(printed);
    let contracted = |tail: &str| apostrophe > 0 && printed.ends_with(tail) && printed.len() > tail.len();
    let word = match entry.word {
        Word::Other if contracted("'ll") || contracted("’ll") => Word::Will,
        Word::Other if contracted("'ve") || contracted("’ve") => Word::Has,
        word => word,
    };
    tokens.push(Token { start, end, word, feast: entry.feast, capital: first.is_uppercase(), joined });
    if let Some((from, to)) = possessive {
        tokens.push(plain(from, to, Word::Possessive, true));
        end = to;
    }
    end
}

/// How many bytes of letters the text begins with.
fn run(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let is_part = |c: char| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c);
    ascii + text[ascii..].chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>()
}

/// Digits, with thousands commas or one decimal point, and what is glued to them: `7th`, `1990s`.
fn number(text: &str, start: usize, until: usize, joined: bool, tokens: &mut Vec<Token>) -> usize {
    let bytes = &text.as_bytes()[..until];
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let count = digits(start);
    let mut end = start + count;
    let mut value = text[start..end].parse::<u32>().unwrap_or(u32::MAX);
    let mut printed = count;
    while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 && count <= 3 {
        value = value.saturating_mul(1000).saturating_add(text[end + 1..end + 4].parse().unwrap_or(0));
        end += 4;
        printed = 9;
    }
    let fraction = if bytes.get(end) == Some(&b'.') { digits(end + 1) } else { 0 };
    // `27.12.2021` is no decimal: its pieces come one by one.
    if (1..=3).contains(&fraction) && (bytes.get(end + 1 + fraction) != Some(&b'.') || digits(end + 2 + fraction) == 0)
    {
        let tenth = u32::from(bytes[end + 1] - b'0');
        end += 1 + fraction;
        tokens.push(plain(start, end, Word::Tenths(value.saturating_mul(10).saturating_add(tenth)), joined));
        return end;
    }
    let glued = run(&text[end..until]);
    let tail = &text[end..end + glued];
    let apostrophe =
        [("'s", 2), ("’s", "’s".len())].into_iter().find(|(s, _)| glued == 0 && text[end..until].starts_with(s));
    let word = match tail {
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => Some(Word::Ordinal(value)),
        "s" if (count == 4 || count == 2) && value % 10 == 0 => Some(Word::Decade(value as i16)),
        _ => None,
    };
    if let Some(word) = word {
        end += glued;
        tokens.push(plain(start, end, word, joined));
        return end;
    }
    if let Some((_, length)) = apostrophe
        && matches!(count, 2 | 4)
        && value % 10 == 0
        && value != 2000
        && run(&text[end + length..until]) == 0
    {
        end += length;
        tokens.push(plain(start, end, Word::Decade(value as i16), joined));
        return end;
    }
    tokens.push(plain(start, end, Word::Number { value, digits: printed.min(9) as u8 }, joined));
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        let mut seen = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = paragraph(text, at, text.len(), &mut tokens);
            seen.extend(tokens.iter().map(|t| &text[t.start..t.end]));
        }
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn words_numbers_and_marks_come_apart() {
        check("Ann’s 36-year-old", &["Ann", "’s", "36", "-", "year", "-", "old"]);
        check("8:30 p.m., o’clock", &["8", ":", "30", "p.m.", ",", "o’clock"]);
        check("1,000 in 1,99 2.5", &["1,000", "in", "1", ",", "99", "2.5"]);
        check("the ’90s and 7th\n\nNguyễn 8/7c", &["the", "’", "90s", "and", "7th", "Nguyễn", "8", "/", "7", "c"]);
        check("27.12.2021.", &["27", ".", "12", ".", "2021", "."]);
    }
}
