//! Does a word say whose something is: `Ann's`, `James’`?
//!
//! Only its ending is looked at; whether `'s` stands for `is` there is for those who know what follows.

/// Whether a word, or the last one of a phrase, ends like a possessive.
pub fn is(word: &str) -> bool {
    let Some(owner) = word.strip_suffix(['\'', '’']) else { return owner(word).len() < word.len() };
    owner.ends_with(['s', 'x', 'z', 'S', 'X', 'Z'])
}

/// The word without that ending: `Ann` of `Ann's`. An apostrophe alone stays, for it may close a quotation.
pub fn owner(word: &str) -> &str {
    // Most words end otherwise, and looking for a text is dear.
    if !word.ends_with('s') {
        return word;
    }
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (word, expected, whose) in [
            ("Ann's", true, "Ann"),
            ("Ann’s", true, "Ann"),
            ("Ann Poe’s", true, "Ann Poe"),
            ("James'", true, "James'"),
            ("Cruz’", true, "Cruz’"),
            ("Anns", false, "Anns"),
            ("Ann’", false, "Ann’"),
            ("Ann", false, "Ann"),
            ("s", false, "s"),
            ("", false, ""),
        ] {
            assert_eq!((is(word), owner(word)), (expected, whose), "{word}");
        }
    }
}
