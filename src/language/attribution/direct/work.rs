//! Which of the stretches between marks does the article itself print without marks: names of works and things?

use std::collections::HashSet;

use crate::language::attribution::Scene;

/// What the article itself prints without marks as a name of something: its marks elsewhere make no quotation.
pub(super) fn works<'a>(scene: &Scene<'_, 'a>) -> HashSet<&'a str> {
    let words = scene.words;
    let text = words.text;
    let mut titles: Vec<&str> = words.quoted.iter().filter_map(|q| title_like(q.span.cut(text))).collect();
    titles.sort_unstable();
    titles.dedup();
    titles.truncate(MOST_TITLES);
    // One pass: only a byte that some title begins with is looked at twice.
    let mut begins = [false; 256];
    for title in &titles {
        begins[usize::from(title.as_bytes()[0])] = true;
    }
    let unquoted = |at: usize| words.quote_of(words.token_from(at)).is_none();
    let shorter = shorter(&titles);
    let mut found = vec![false; titles.len()];
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| begins[usize::from(*byte)]) {
        let rest = &text.as_bytes()[at..];
        // In order, the longest title that may stand here is the last one that does not come after it.
        let mut next = titles.partition_point(|title| title.as_bytes() <= rest).checked_sub(1);
        while let Some(title) = next {
            found[title] = found[title] || rest.starts_with(titles[title].as_bytes()) && unquoted(at);
            next = shorter[title];
        }
    }
    titles.into_iter().zip(found).filter(|(_, found)| *found).map(|(title, _)| title).collect()
}

/// For each of these titles, in order, the longest other one that it begins with.
fn shorter(titles: &[&str]) -> Vec<Option<usize>> {
    let mut shorter: Vec<Option<usize>> = Vec::with_capacity(titles.len());
    for (n, title) in titles.iter().enumerate() {
        let mut before = n.checked_sub(1);
        while let Some(other) = before.filter(|other| !title.starts_with(titles[*other])) {
            before = shorter[other];
        }
        shorter.push(before);
    }
    shorter
}

/// More titles than this in one article are looked for in vain.
const MOST_TITLES: usize = 256;

/// What may be a title: short, with a capital in front.
fn title_like(content: &str) -> Option<&str> {
    let title = content.trim_end_matches([',', '.']);
    (!title.is_empty() && title.len() < 60 && title.starts_with(char::is_uppercase)).then_some(title)
}
