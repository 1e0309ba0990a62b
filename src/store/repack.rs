//! How does a store that kept a row for each sentence and each claim become one of pages?
//!
//! Nothing is read anew: what was read stays, in other bytes. Numbers of sentences and claims stay too, for the indexes of
//! their words count by them.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use super::mentions::Mentions;
use super::pack::{Who, packed, packed_claims, unreadable};
use super::rows::{decoded, span};
use crate::domain::{ChainId, Claim, PersonId, Sentence, SentenceKind, Span, Timex};

/// Writes the pages of every article from the rows of the version before.
pub(super) fn pages(db: &Connection) -> rusqlite::Result<()> {
    let articles = "SELECT id FROM article WHERE id >= ?1 ORDER BY id";
    let articles: Vec<i64> = all(db, articles, i64::MIN, |row| row.get(0))?;
    let (mut sentence, mut claim) = (1, 1);
    for article in articles {
        (sentence, claim) = page(db, article, (sentence, claim))?;
    }
    Ok(())
}

/// One page; takes and gives the numbers that come next, for an article without sentences or claims.
fn page(db: &Connection, article: i64, (sentence, claim): (u32, u32)) -> rusqlite::Result<(u32, u32)> {
    let chains = "SELECT id, n, names FROM chain WHERE article = ?1 ORDER BY n";
    let chains: Vec<(i64, u32, Vec<Span>)> =
        all(db, chains, article, |row| Ok((row.get(0)?, row.get(1)?, decoded(row, 2)?)))?;
    let numbers: BTreeMap<i64, ChainId> = chains.iter().map(|(id, n, ..)| (*id, ChainId(*n))).collect();
    let sql = "SELECT id, start, end, paragraph, kind FROM sentence WHERE article = ?1 ORDER BY n";
    let mut people = db.prepare_cached("SELECT chain FROM sentence_person WHERE sentence = ?1 ORDER BY n")?;
    let sentences: Vec<(u32, Sentence)> = all(db, sql, article, |row| {
        let id: u32 = row.get(0)?;
        let people = people.query_map([id], |row| Ok(numbers.get(&row.get(0)?).copied()))?;
        let people = people.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        Ok((id, Sentence { span: span(row, 1)?, paragraph: row.get(3)?, kind: kind(row, 4)?, people }))
    })?;
    let sql = "SELECT start, end, kind, value, modifier FROM timex WHERE article = ?1 ORDER BY start, end, id";
    let timexes: Vec<Timex> = all(db, sql, article, |row| {
        Ok(Timex { span: span(row, 0)?, kind: decoded(row, 2)?, value: row.get(3)?, modifier: row.get(4)? })
    })?;
    let sql = "SELECT id, payload FROM claim WHERE article = ?1 ORDER BY n";
    let claims: Vec<(u32, Claim<ChainId>)> = all(db, sql, article, |row| Ok((row.get(0)?, decoded(row, 1)?)))?;
    let first_sentence = sentences.first().map_or(sentence, |(id, _)| *id);
    let first_claim = claims.first().map_or(claim, |(id, _)| *id);
    let sentences: Vec<Sentence> = sentences.into_iter().map(|(_, sentence)| sentence).collect();
    let claims: Vec<Claim<ChainId>> = claims.into_iter().map(|(_, claim)| claim).collect();
    let sql = "INSERT INTO page VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    db.prepare_cached(sql)?.execute(params![
        article,
        first_sentence,
        sentences.len(),
        first_claim,
        claims.len(),
        packed(&sentences)?,
        packed(&timexes)?,
        packed_claims(&claims)?,
    ])?;
    let mentions = Mentions::of(chains.len(), &sentences, &claims)?;
    let sql = "UPDATE chain SET places = ?2, sentences = ?3, facts = ?4, quotations = ?5 WHERE id = ?1";
    let mut update = db.prepare_cached(sql)?;
    for ((id, _, names), mentions) in chains.iter().zip(&mentions) {
        let (facts, quotations) = (packed(&mentions.facts)?, packed(&mentions.quotations)?);
        update.execute(params![id, packed(names)?, packed(&mentions.sentences)?, facts, quotations])?;
    }
    let sql = "SELECT n, person, coalesce(reason, '') FROM chain WHERE article = ?1 AND person IS NOT NULL";
    let mut who = Who::default();
    let mut join = db.prepare_cached("INSERT INTO member VALUES(?1, ?2, ?3, ?4)")?;
    for (n, person, reason) in all(db, sql, article, |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))? {
        who.set(ChainId(n), PersonId(person));
        join.execute(params![person, article, n, reason])?;
    }
    db.prepare_cached("INSERT INTO who VALUES(?1, ?2)")?.execute(params![article, who.bytes()])?;
    Ok((first_sentence + sentences.len() as u32, first_claim + claims.len() as u32))
}

/// All rows of an article, as one value each.
fn all<T>(
    db: &Connection,
    sql: &str,
    article: i64,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(sql)?.query_map([article], read)?.collect()
}

/// A kind of sentence, kept as its place among these.
fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<SentenceKind> {
    const KINDS: [SentenceKind; 4] =
        [SentenceKind::Title, SentenceKind::Heading, SentenceKind::Body, SentenceKind::Noise];
    let code: usize = row.get(column)?;
    KINDS.get(code).copied().ok_or_else(|| unreadable(column, format!("no kind of sentence: {code}")))
}
