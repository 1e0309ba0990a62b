//! Where does something stand on the site?
//!
//! Addresses follow from names alone, so that a link given years ago still leads there.

use std::collections::{HashMap, HashSet};

use crate::domain::{ArticleId, Person, PersonId};

/// The address of a sentence, below the site's own: the article's page and the place in it. `start` is the sentence's
/// first code point in the article.
pub fn sentence(article: &ArticleId, start: usize) -> String {
    format!("{}#{}", self::article(article), fragment(start))
}

/// What a sentence is called on its page.
pub(super) fn fragment(start: usize) -> String {
    format!("s{start}")
}

/// The file of an article's page.
pub(super) fn article(id: &ArticleId) -> String {
    format!("articles/{}.html", name(&id.0))
}

/// The file of each person's page. Namesakes are numbered, in the order in which the archive has them.
pub(super) fn people(all: &[Person]) -> HashMap<PersonId, String> {
    let mut taken = HashSet::new();
    let mut namesakes: HashMap<String, usize> = HashMap::new();
    let mut files = HashMap::with_capacity(all.len());
    for person in all {
        let name = name(&person.name.to_lowercase());
        let numbered = |n: usize| if n == 1 { name.clone() } else { format!("{name}-{n}") };
        let n = namesakes.entry(name.clone()).or_default();
        *n += 1;
        while !taken.insert(numbered(*n)) {
            *n += 1;
        }
        files.insert(person.id, format!("people/{}.html", numbered(*n)));
    }
    files
}

/// A name as a file and in a link alike: letters and digits of ASCII, the others by their bytes; a long one is cut and
/// told apart by its sum.
fn name(text: &str) -> String {
    use std::fmt::Write;

    const LONGEST: usize = 120;
    let mut name = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => name.push(char::from(byte)),
            b' ' => name.push('-'),
            _ => _ = write!(name, "~{byte:02x}"),
        }
    }
    if name.len() > LONGEST {
        name.truncate(LONGEST);
        let _ = write!(name, "~{:08x}", crc32fast::hash(text.as_bytes()));
    }
    if name.is_empty() { "~".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_files_and_links_alike() {
        for (text, expected) in
            [("000_ab12", "000_ab12"), ("zoë lünd", "zo~c3~ab-l~c3~bcnd"), ("../etc/x", "~2e~2e~2fetc~2fx"), ("", "~")]
        {
            assert_eq!(name(text), expected);
        }
        let (one, other) = (name(&"x".repeat(300)), name(&"x".repeat(301)));
        assert!(one.len() < 140 && one != other);
        assert_eq!(sentence(&ArticleId("a1".into()), 42), "articles/a1.html#s42");
    }
}
