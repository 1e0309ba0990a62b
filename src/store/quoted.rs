//! By which words is a quotation found again?
//!
//! By each pair of neighbouring words, for a pair is rare even where both its words are common, and by its longer
//! words. A text of thirty words is looked up by some sixty short lists, whatever the size of the archive.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::Filed;
use super::rows;
use crate::domain::{ArticleId, Fact, Quotation, QuotationKind, Word, words};

/// Words of fewer letters are found in pairs only.
const LONG: usize = 5;

/// No more words of a text are looked up: what is like it is found by fewer.
const MOST_WORDS: usize = 80;

/// Makes a quotation findable; reported speech is none.
pub(super) fn index<P>(db: &Connection, claim: i64, quotation: &Quotation<P>, text: &str) -> rusqlite::Result<()> {
    if quotation.kind == QuotationKind::Indirect {
        return Ok(());
    }
    let words = words(quotation.content.cut(text));
    let terms: Vec<String> = pairs(&words).chain(long(&words)).collect();
    let sql = "INSERT INTO quotation_words(rowid, words) VALUES(?1, ?2)";
    db.prepare_cached(sql)?.execute(params![claim, terms.join(" ")])?;
    Ok(())
}

/// Takes the quotations of an article out, before its claims go.
pub(super) fn forget(db: &Connection, article: &ArticleId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM quotation_words WHERE rowid IN
               (SELECT k.id FROM claim k JOIN article a ON a.id = k.article WHERE a.stem = ?1 AND k.shape = 'quotation')";
    db.prepare_cached(sql)?.execute([&article.0])?;
    Ok(())
}

/// Quotations that share pairs of words with a text, best first, else those that share long words.
pub(super) fn like(db: &Connection, text: &str, limit: usize) -> rusqlite::Result<Vec<(Filed, String)>> {
    let mut words = words(text);
    words.truncate(MOST_WORDS);
    let mut found = search(db, &pairs(&words).collect(), limit)?;
    // Two words changed in a short sentence may leave no pair whole.
    if found.len() < limit {
        for claim in search(db, &long(&words).collect(), limit - found.len())? {
            if !found.contains(&claim) {
                found.push(claim);
            }
        }
    }
    let sql = "SELECT article, payload FROM claim WHERE id = ?1";
    let mut claims = db.prepare_cached(sql)?;
    let mut texts = db.prepare_cached("SELECT text FROM article WHERE stem = ?1")?;
    let mut all = Vec::with_capacity(found.len());
    for claim in found {
        for filed in rows::claims(db, claims.query([claim])?)? {
            let Fact::Quotation(quotation) = &filed.claim.fact else { continue };
            let content = quotation.content;
            let words =
                texts.query_row([&filed.article.0], |row| Ok(content.cut(row.get_ref(0)?.as_str()?).to_owned()))?;
            all.push((filed, words));
        }
    }
    Ok(all)
}

fn search(db: &Connection, terms: &BTreeSet<String>, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    let Some(sought) = rows::any_of(&terms) else { return Ok(Vec::new()) };
    let sql = "SELECT rowid FROM quotation_words WHERE quotation_words MATCH ?1 ORDER BY rank, rowid LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db.prepare_cached(sql)?.query_map(params![sought, limit], |row| row.get(0))?.collect()
}

fn pairs(words: &[Word]) -> impl Iterator<Item = String> {
    words.windows(2).map(|pair| format!("{}_{}", pair[0].text, pair[1].text))
}

fn long(words: &[Word]) -> impl Iterator<Item = String> {
    words.iter().filter(|word| word.text.chars().count() >= LONG).map(|word| word.text.clone())
}
