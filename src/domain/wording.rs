//! What is a word, when wordings are compared?
//!
//! Case, accents, apostrophes, marks and dashes make no difference; what was left out and what an editor put in is
//! remembered. It says nothing about meaning.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Letters and digits alone, in lower case, without accents.
    pub text: String,
    /// Where it stands, with the apostrophes in it, without marks around it; in bytes of the text.
    pub span: Span,
    /// Between brackets: put in by an editor, perhaps in the place of other words.
    pub inserted: bool,
    /// Behind an ellipsis: something may have been left out.
    pub after_gap: bool,
}

/// The words of a text in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let (mut depth, mut gap) = (0_u32, false);
    let mut from: Option<usize> = None;
    let mut push = |from: &mut Option<usize>, to: usize, depth: u32, gap: &mut bool| {
        let Some(start) = from.take() else { return };
        let printed = text[start..to].trim_end_matches(apostrophe);
        let folded = fold(printed);
        if !folded.is_empty() {
            let span = Span::new(start, start + printed.len());
            words.push(Word { text: folded, span, inserted: depth > 0, after_gap: std::mem::take(gap) });
        }
    };
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || is_combining_mark(c) || (apostrophe(c) && from.is_some()) {
            from.get_or_insert(at);
            continue;
        }
        // "12.5", "5,000" and "U.S." are one word each; a full stop before a space ends one.
        let next = text[at + c.len_utf8()..].chars().next();
        if matches!(c, '.' | ',') && from.is_some() && next.is_some_and(|n| n.is_ascii_digit()) {
            continue;
        }
        push(&mut from, at, depth, &mut gap);
        match c {
            '…' => gap = true,
            '.' if text[at..].starts_with("..") || text[at..].starts_with(". .") => gap = true,
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => (),
        }
    }
    push(&mut from, text.len(), depth, &mut gap);
    words
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´')
}

/// Lower case, letters and digits alone, without accents.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    word.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_accents_and_dashes_make_no_difference() {
        for (text, expected) in [
            ("“We’ve met, at LAST!”", "weve met at last"),
            ("'We've met -- at last'", "weve met at last"),
            ("Zoë—the co-host’s", "zoe the co hosts"),
            ("5,000 fans, 1.5 miles...and on", "5,000 fans 1.5 miles and on"),
            ("", ""),
        ] {
            let found: Vec<String> = words(text).into_iter().map(|w| w.text).collect();
            let expected: Vec<String> = expected.split_whitespace().map(|w| w.replace([',', '.'], "")).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn gaps_and_insertions_are_remembered() {
        let text = "It took [her] a lot... longer … than that";
        let found = words(text);
        let marked = |f: fn(&Word) -> bool| found.iter().filter(|w| f(w)).map(|w| w.text.as_str()).collect::<Vec<_>>();
        assert_eq!(marked(|w| w.inserted), ["her"]);
        assert_eq!(marked(|w| w.after_gap), ["longer", "than"]);
        assert!(found.iter().all(|w| fold(w.span.cut(text)) == w.text));
    }
}
