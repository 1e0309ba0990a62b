//! Which characters of a paragraph may be quotation marks, and which way may each of them turn?
//!
//! Apostrophes inside words, elisions, feet and inches are told apart here. Opens and closes nothing.

use crate::domain::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Family {
    Single,
    Double,
}

/// One character that may be a quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub at: usize,
    pub end: usize,
    pub family: Family,
    pub opens: bool,
    pub closes: bool,
    /// A closing single mark that may be the apostrophe of a plural: `the boys’ mother`.
    pub plural: bool,
    /// As printed.
    pub printed: char,
}

impl Mark {
    /// Whether it can turn one way only.
    pub fn is_curly(self) -> bool {
        !matches!(self.printed, '"' | '\'' | '’' | '`' | '´')
    }
}

/// Every character of a paragraph that may be a quotation mark, apostrophes inside words left out.
pub(super) fn candidates(text: &str, span: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let cut = span.cut(text);
    // ``...'' as typewriters and wire services print it.
    let typed = cut.contains("``");
    let mut from = 0;
    while let Some(offset) = next_candidate(cut, from) {
        let mut chars = cut[offset..].chars();
        let Some(c) = chars.next() else { break };
        let (at, end) = (span.start + offset, span.start + offset + c.len_utf8());
        let rest = chars.as_str();
        let after = chars.next();
        from = offset + c.len_utf8();
        if typed && matches!(c, '`' | '\'') && after == Some(c) {
            let (opens, printed) = if c == '`' { (true, '“') } else { (false, '”') };
            marks.push(Mark { at, end: at + 2, family: Family::Double, opens, closes: !opens, plural: false, printed });
            from += 1;
            continue;
        }
        let before = cut[..offset].chars().next_back();
        match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => {
                marks.push(double_mark(c, before, after, at, end, &cut[..offset]));
            }
            '\'' | '‘' | '’' | '‚' | '‛' | '`' | '´' | '‹' | '›' => {
                marks.extend(single_mark(c, before, after, at, end, rest));
            }
            _ => {}
        }
    }
    marks
}

/// Where the next character stands that is no plain letter: an ASCII mark, or anything beyond ASCII.
fn next_candidate(line: &str, from: usize) -> Option<usize> {
    let rest = line.as_bytes().get(from..)?;
    rest.iter().position(|b| matches!(b, b'"' | b'\'' | b'`' | 0x80..)).map(|n| from + n)
}

fn starts_here(before: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'')
    })
}

fn double_mark(c: char, before: Option<char>, after: Option<char>, at: usize, end: usize, line: &str) -> Mark {
    let to_word = after.is_some_and(|a| !a.is_whitespace());
    let from_word = before.is_some_and(|b| !b.is_whitespace());
    let (opens, closes) = match c {
        '“' | '„' | '‟' | '«' => (to_word || !from_word, from_word && !to_word),
        '”' | '»' => (!from_word && to_word, from_word || !to_word),
        _ => {
            let joined = starts_here(before)
                && to_word
                && after.is_some_and(|a| a.is_alphanumeric() || "[($£€'‘’.…".contains(a));
            (joined, from_word && !(joined && before.is_some_and(|b| matches!(b, '(' | '[' | '{'))) && !is_inch(line))
        }
    };
    Mark { at, end, family: Family::Double, opens, closes, plural: false, printed: c }
}

/// `9' 4"`, `5'10"`.
fn is_inch(line: &str) -> bool {
    let digits = line.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.len() < line.len() && digits.trim_end().ends_with(['\'', '’', '′'])
}

fn single_mark(c: char, before: Option<char>, after: Option<char>, at: usize, end: usize, rest: &str) -> Option<Mark> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(before) && letter(after) {
        return None;
    }
    let from_word = before.is_some_and(|b| !b.is_whitespace());
    let opens = match c {
        '’' | '´' | '›' => false,
        _ => {
            (starts_here(before) || c == '‘' && !letter(before))
                && after.is_some_and(|a| a.is_alphanumeric() || "[($£€“\".…".contains(a))
                && !is_elision(rest)
        }
    };
    let closes = c != '‘' && from_word && !letter(after) && !(starts_here(before) && letter(after));
    let closes = closes || c == '’' && from_word && !letter(before) && !starts_here(before);
    if !opens && !closes {
        return None;
    }
    let foot = before.is_some_and(|b| b.is_ascii_digit());
    let followed_by_word = after == Some(' ') && rest.trim_start().starts_with(char::is_alphabetic);
    let plural = foot || matches!(before, Some('s' | 'z' | 'x' | 'n' | 'S')) && followed_by_word;
    Some(Mark { at, end, family: Family::Single, opens, closes, plural, printed: c })
}

/// `’90s`, `’em`, `’n’`: what an apostrophe, not a mark, stands in front of.
fn is_elision(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let digits = word.trim_end_matches('s');
    (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
        || matches!(
            word,
            "em" | "til"
                | "till"
                | "cause"
                | "cos"
                | "n"
                | "N"
                | "tis"
                | "twas"
                | "bout"
                | "round"
                | "Tis"
                | "Twas"
                | "im"
                | "er"
        )
}

/// For each mark: does a single mark that can close follow before another one opens? (A plural's apostrophe
/// counts only for openings.)
pub(super) fn look_ahead(marks: &[Mark]) -> Vec<bool> {
    let mut ahead = vec![false; marks.len()];
    let (mut any, mut sure) = (false, false);
    for (n, mark) in marks.iter().enumerate().rev() {
        ahead[n] = if mark.opens { any } else { sure };
        if mark.family == Family::Single {
            if mark.closes {
                any = true;
                sure |= !mark.plural;
            } else if mark.opens {
                (any, sure) = (false, false);
            }
        }
    }
    ahead
}

/// For each mark: does a double mark close before the next one opens?
pub(super) fn double_closes(marks: &[Mark]) -> Vec<bool> {
    let mut ahead = vec![false; marks.len()];
    let mut closes = false;
    for (n, mark) in marks.iter().enumerate().rev() {
        ahead[n] = closes;
        if mark.family == Family::Double {
            closes = mark.closes;
        }
    }
    ahead
}
