//! Which gender and number does a pronoun ask for, and how well does somebody's fit?
//!
//! Never looks at whom else it might mean.

use crate::domain::Pronouns;

/// What is left of somebody whose gender is not known, against one whose gender fits.
const UNSURE: f32 = 0.7;

/// A third-person pronoun: which, and whether it is possessive.
pub(crate) fn pronoun(word: &str) -> Option<(Pronouns, bool)> {
    const FORMS: &[(&str, Pronouns, bool)] = &[
        ("he", Pronouns::He, false),
        ("him", Pronouns::He, false),
        ("his", Pronouns::He, true),
        ("himself", Pronouns::He, false),
        ("she", Pronouns::She, false),
        ("her", Pronouns::She, true),
        ("hers", Pronouns::She, true),
        ("herself", Pronouns::She, false),
        ("they", Pronouns::They, false),
        ("them", Pronouns::They, false),
        ("their", Pronouns::They, true),
        ("theirs", Pronouns::They, true),
        ("themselves", Pronouns::They, false),
        ("themself", Pronouns::They, false),
    ];
    match word.as_bytes() {
        [b'h' | b'H', b'e' | b'E' | b'i' | b'I', ..] | [b's' | b'S' | b't' | b'T', b'h' | b'H', ..] => {}
        _ => return None,
    }
    let stem = word.split(['\'', '’']).next().unwrap_or(word);
    FORMS
        .iter()
        .find(|(form, ..)| form.len() == stem.len() && form.eq_ignore_ascii_case(stem))
        .map(|(_, pronouns, possessive)| (*pronouns, *possessive))
}

/// How well somebody's known pronouns fit the wanted ones.
pub(crate) fn fit(known: Option<Pronouns>, wanted: Pronouns) -> f32 {
    match known {
        Some(known) if known == wanted => 1.0,
        Some(_) => 0.0,
        None => UNSURE,
    }
}
