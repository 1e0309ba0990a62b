//! By which words is a quotation found again?
//!
//! By each pair of neighbouring words, for a pair is rare even where both its words are common, and by its longer
//! words. A text of thirty words is looked up by some sixty short lists, whatever the size of the archive.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};
use rustc_hash::FxHashMap;

use super::postings::Postings;
use super::{Filed, Recent, rows};
use crate::domain::{ArticleId, Fact, Quotation, QuotationKind, Span, Word, words};

/// Words of fewer letters are found in pairs only.
const LONG: usize = 5;

/// No more words of a text are looked up: what is like it is found by fewer.
const MOST_WORDS: usize = 80;

/// What makes a quotation findable, for `quotation_words`; reported speech is not.
pub(super) fn terms<P>(quotation: &Quotation<P>, text: &str) -> Option<String> {
    if quotation.kind == QuotationKind::Indirect {
        return None;
    }
    let content = quotation.content.cut(text);
    let words = words(content);
    let mut terms = String::with_capacity(3 * content.len());
    for pair in words.windows(2) {
        terms.extend([pair[0].text.as_str(), "_", pair[1].text.as_str(), " "]);
    }
    for word in words.iter().filter(|word| is_long(word)) {
        terms.extend([word.text.as_str(), " "]);
    }
    Some(terms)
}

/// Quotations by their numbers, as far as they were looked up.
#[derive(Debug)]
pub(super) struct Lists {
    /// Those that a pair or a long word is found in.
    terms: Recent<String, Postings>,
    /// Those that are like a text: whoever is asked about often is asked for the same words.
    texts: Recent<(usize, String), Vec<u32>>,
}

impl Lists {
    pub(super) fn new() -> Self {
        /// Bytes of lists that are kept at hand.
        const ROOM: usize = 2 << 20;
        Self { terms: Recent::with_room(ROOM), texts: Recent::with_room(ROOM / 2) }
    }
}

/// The numbers of quotations that share pairs of words with a text, best first, else of those that share long words.
pub(super) fn like(db: &Connection, lists: &Lists, text: &str, limit: usize) -> rusqlite::Result<Arc<Vec<u32>>> {
    let key = (limit, text.to_owned());
    if let Some(found) = lists.texts.get(&key) {
        return Ok(found);
    }
    let mut words = words(text);
    words.truncate(MOST_WORDS);
    let mut found = search(db, &lists.terms, &pairs(&words).collect(), limit)?;
    // Two words changed in a short sentence may leave no pair whole.
    if found.len() < limit {
        for claim in search(db, &lists.terms, &long(&words).collect(), limit - found.len())? {
            if !found.contains(&claim) {
                found.push(claim);
            }
        }
    }
    let found = Arc::new(found);
    lists.texts.keep(&key, &found, 200 + text.len() + size_of_val(found.as_slice()));
    Ok(found)
}

/// A quotation by its number.
pub(super) fn quotation(db: &Connection, claim: u32) -> rusqlite::Result<Option<Filed>> {
    let sql = "SELECT article, first_claim FROM page WHERE claim_count > 0 AND first_claim <= ?1
               ORDER BY first_claim DESC LIMIT 1";
    let holder = |row: &Row<'_>| Ok((row.get(0)?, claim - row.get::<_, u32>(1)?));
    let Some((article, place)) = db.prepare_cached(sql)?.query_row([claim], holder).optional()? else {
        return Ok(None);
    };
    let found = rows::claims(db, article, Some(&[place]))?.pop();
    Ok(found.filter(|filed| matches!(filed.claim.fact, Fact::Quotation(_))))
}

/// What an article prints there.
pub(super) fn words_at(db: &Connection, article: &ArticleId, span: Span) -> rusqlite::Result<Option<String>> {
    let mut texts = db.prepare_cached("SELECT text FROM article WHERE stem = ?1")?;
    texts.query_row([&article.0], |row| Ok(span.cut(row.get_ref(0)?.as_str()?).to_owned())).optional()
}

/// The best matches. Few are weighed by the database; of many only those that share the rarest terms are looked at.
fn search(
    db: &Connection,
    kept: &Recent<String, Postings>,
    terms: &BTreeSet<String>,
    limit: usize,
) -> rusqlite::Result<Vec<u32>> {
    const FEW: usize = 600;
    let mut lists = Vec::with_capacity(terms.len());
    for term in terms {
        lists.push(holding(db, kept, term)?);
    }
    if lists.iter().map(Vec::len).sum::<usize>() <= FEW {
        let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
        let Some(sought) = rows::any_of(&terms) else { return Ok(Vec::new()) };
        let sql = "SELECT rowid FROM quotation_words WHERE quotation_words MATCH ?1 ORDER BY rank, rowid LIMIT ?2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        return db.prepare_cached(sql)?.query_map(params![sought, limit], |row| row.get(0))?.collect();
    }
    #[allow(clippy::cast_precision_loss)] // A weight: the last digits of a long list do not matter.
    let all = (rows::next_numbers(db)?.1 - 1) as f32;
    lists.sort_by_key(Vec::len);
    #[allow(clippy::cast_precision_loss)] // A weight: the last digits of a long list do not matter.
    let rarity = |list: &Vec<u32>| (1.0 + all / (list.len() as f32 + 0.5)).ln();
    let mut left: f32 = lists.iter().map(rarity).sum();
    let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
    let mut lists = lists.iter();
    while scores.len() < FEW
        && let Some(list) = lists.next()
    {
        let rarity = rarity(list);
        for claim in list {
            *scores.entry(*claim).or_default() += rarity;
        }
        left -= rarity;
    }
    let mut found: Vec<(u32, f32)> = scores.into_iter().collect();
    found.sort_unstable_by_key(|(claim, _)| *claim);
    // What is in many quotations tells little of which one is meant, but tells those apart that share a rare term.
    for list in lists {
        keep_the_best(&mut found, limit, left);
        let rarity = rarity(list);
        let mut from = 0;
        for (claim, score) in &mut found {
            from += list[from..].partition_point(|other| other < claim);
            *score += if list.get(from) == Some(claim) { rarity } else { 0.0 };
        }
        left -= rarity;
    }
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(found.into_iter().take(limit).map(|(claim, _)| claim).collect())
}

/// Drops those that cannot be among the best any more, whatever of what is left to win they win.
fn keep_the_best(found: &mut Vec<(u32, f32)>, limit: usize, left: f32) {
    /// More than sums of a few dozen numbers are off by.
    const SLACK: f32 = 0.01;
    if limit == 0 || found.len() <= limit {
        return;
    }
    let mut scores: Vec<f32> = found.iter().map(|(_, score)| *score).collect();
    let (_, least, _) = scores.select_nth_unstable_by(limit - 1, |a, b| b.total_cmp(a));
    let least = *least - left - SLACK;
    found.retain(|(_, score)| *score >= least);
}

/// The quotations with a term, in order.
fn holding(db: &Connection, kept: &Recent<String, Postings>, term: &String) -> rusqlite::Result<Vec<u32>> {
    if let Some(list) = kept.get(term) {
        return Ok(list.numbers());
    }
    let sql = "SELECT rowid FROM quotation_words WHERE quotation_words MATCH ?1 ORDER BY rowid";
    let list = match rows::any_of(&[term]) {
        Some(sought) => db.prepare_cached(sql)?.query_map([sought], |row| row.get(0))?.collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let packed = Arc::new(Postings::of(&list));
    kept.keep(term, &packed, packed.weight());
    Ok(list)
}

fn pairs(words: &[Word]) -> impl Iterator<Item = String> {
    words.windows(2).map(|pair| format!("{}_{}", pair[0].text, pair[1].text))
}

fn long(words: &[Word]) -> impl Iterator<Item = String> {
    words.iter().filter(|word| is_long(word)).map(|word| word.text.clone())
}

fn is_long(word: &Word) -> bool {
    word.text.chars().nth(LONG - 1).is_some()
}
