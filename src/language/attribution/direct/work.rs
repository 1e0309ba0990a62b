//! Which of the stretches between marks does the article itself print without marks: names of works and things?

use std::collections::HashSet;

use aho_corasick::AhoCorasick;

use crate::language::attribution::Scene;

/// What the article itself prints without marks as a name of something: its marks elsewhere make no quotation.
pub(super) fn works(scene: &Scene) -> HashSet<String> {
    let words = scene.words;
    let mut titles: Vec<&str> = words.quoted.iter().filter_map(|q| title_like(q.span.cut(words.text))).collect();
    titles.sort_unstable();
    titles.dedup();
    titles.truncate(MOST_TITLES);
    let unquoted = |at: usize| words.quote_of(words.token_from(at)).is_none();
    if titles.len() <= FEW_TITLES {
        // Cheaper than an automaton for a handful.
        titles.retain(|title| words.text.match_indices(title).take(MOST_TITLES).any(|(at, _)| unquoted(at)));
        return titles.into_iter().map(str::to_owned).collect();
    }
    let Ok(search) = AhoCorasick::new(&titles) else { return HashSet::new() };
    let mut found = HashSet::new();
    for hit in search.find_overlapping_iter(words.text) {
        let title = titles[hit.pattern().as_usize()];
        if !found.contains(title) && unquoted(hit.start()) {
            found.insert(title.to_owned());
        }
    }
    found
}

/// So few titles are looked for one by one.
const FEW_TITLES: usize = 12;

/// More titles than this in one article are looked for in vain.
const MOST_TITLES: usize = 256;

/// What may be a title: short, with a capital in front.
fn title_like(content: &str) -> Option<&str> {
    let title = content.trim_end_matches([',', '.']);
    (!title.is_empty() && title.len() < 60 && title.starts_with(char::is_uppercase)).then_some(title)
}
