//! What of an article survives rewording?
//!
//! Names, numbers and dates, which a machine leaves alone, and the order of what is told. The former make the bands
//! that candidates share (`MinHash`), the latter is what they are verified by.

use rustc_hash::FxHashMap;

use crate::domain::{Article, Signature, Span, Word, words};
use crate::language::is_function_word;

/// So many bands of so many rows: two articles that have two fifths of their names and numbers in common share a band
/// nearly always (0.96), two with a thirtieth of them hardly ever (0.002).
const BANDS: usize = 48;
const ROWS: usize = 3;
/// No more words than this are compared.
const MOST_WORDS: usize = 600;
/// Somebody named in every line says no more than one who is named a few times.
const MOST_TIMES: u8 = 3;
/// With fewer names and numbers all words count.
const FEW: usize = 12;
/// Beginnings of words: `wrote` and `writes` differ, `paints` and `painted` do not.
const LETTERS: usize = 5;

/// Signs an article: its header line and its layout leave no trace.
pub fn sign(article: &Article) -> Signature {
    let told = if article.title.is_empty() { article.body } else { article.title.cover(article.body) };
    let text = told.cut(&article.text);
    let (mut anchors, mut sequence): (Vec<u32>, Vec<u16>) = (Vec::new(), Vec::new());
    let mut times: FxHashMap<u16, u8> = FxHashMap::default();
    for word in words(text) {
        let number = word.text.starts_with(|c: char| c.is_ascii_digit());
        if !number && (word.text.chars().nth(3).is_none() || is_function_word(&word.text)) {
            continue;
        }
        let mark = hash(&word);
        if number || (is_capital(text, word.span) && !begins_sentence(text, word.span)) {
            anchors.push(mark);
        }
        let short = (mark >> 16) as u16;
        let known = times.entry(short).or_default();
        *known = known.saturating_add(1);
        if *known <= MOST_TIMES && sequence.len() < MOST_WORDS {
            sequence.push(short);
        }
    }
    if anchors.len() < FEW {
        anchors = sequence.iter().map(|short| u32::from(*short)).collect();
    }
    anchors.sort_unstable();
    anchors.dedup();
    Signature { bands: bands(&anchors), words: sequence }
}

/// One key for each band: the least hash of each of its rows, mixed.
fn bands(marks: &[u32]) -> Vec<u32> {
    if marks.is_empty() {
        return Vec::new();
    }
    let mut least = [u64::MAX; BANDS * ROWS];
    for mark in marks {
        let mut seed = u64::from(*mark);
        for least in &mut least {
            seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            *least = (*least).min(mixed(seed));
        }
    }
    least.chunks(ROWS).map(|rows| (rows.iter().fold(0, |key, row| mixed(key ^ row)) >> 32) as u32).collect()
}

/// `SplitMix64`: every bit of the number moves every bit of the result.
fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// FNV-1a of the first letters, the same on every machine, stirred once more.
fn hash(word: &Word) -> u32 {
    let letters = if word.text.starts_with(|c: char| c.is_ascii_digit()) { usize::MAX } else { LETTERS };
    let mut sum = 0x811C_9DC5_u32;
    for c in word.text.chars().take(letters) {
        sum = (sum ^ c as u32).wrapping_mul(0x0100_0193);
    }
    (mixed(u64::from(sum)) >> 32) as u32
}

fn is_capital(text: &str, word: Span) -> bool {
    word.cut(text).starts_with(char::is_uppercase)
}

/// Whether a sentence may begin here: a capital tells nothing then.
fn begins_sentence(text: &str, word: Span) -> bool {
    let before = text[..word.start].trim_end_matches(|c: char| c == ' ' || "“‘\"'(".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', '\r', '”', ':'])
}
