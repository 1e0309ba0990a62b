//! How does a row become a domain value?

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::pack::{Who, unpacked, unpacked_claims, unreadable};
use super::{Filed, Kind, Known, Origin, Passage};
use crate::domain::{Article, ArticleId, ChainId, Claim, Edtf, PersonId, Sentence, Span};

/// A span in two neighbouring columns.
pub(super) fn span(row: &Row<'_>, column: usize) -> rusqlite::Result<Span> {
    Ok(Span::new(row.get(column)?, row.get(column + 1)?))
}

/// An EDTF date or none.
pub(super) fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Edtf>> {
    let printed: Option<String> = row.get(column)?;
    printed.map(|p| Edtf::parse(&p).ok_or_else(|| unreadable(column, format!("`{p}` is no date")))).transpose()
}

/// A value kept as JSON.
pub(super) fn decoded<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|e| unreadable(column, e))
}

/// The other way round.
pub(super) fn encoded<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// One article with its text, and its number.
pub(super) fn article(db: &Connection, id: &ArticleId) -> rusqlite::Result<Option<(i64, Article)>> {
    let sql = "SELECT id, text, date, title_start, title_end, body_start, body_end, outlet, url, warnings
               FROM article WHERE stem = ?1";
    let article = |row: &Row<'_>| {
        let article = Article {
            id: id.clone(),
            text: row.get(1)?,
            date: date(row, 2)?,
            title: span(row, 3)?,
            body: span(row, 5)?,
            outlet: row.get(7)?,
            url: row.get(8)?,
            warnings: decoded(row, 9)?,
        };
        Ok((row.get(0)?, article))
    };
    db.prepare_cached(sql)?.query_row([&id.0], article).optional()
}

/// Where every article came from.
pub(super) fn known(db: &Connection) -> rusqlite::Result<BTreeMap<ArticleId, Known>> {
    let mut all = db.prepare_cached("SELECT stem, path, hash, reader, date FROM article")?;
    let rows = all.query_map([], |row| {
        let origin = Origin { path: row.get(1)?, hash: row.get(2)?, reader: row.get(3)? };
        Ok((ArticleId(row.get(0)?), Known { origin, date: row.get(4)? }))
    })?;
    rows.collect()
}

/// The numbers of the next sentence and the next claim, from 1.
pub(super) fn next_numbers(db: &Connection) -> rusqlite::Result<(u32, u32)> {
    let next = |sql: &str| {
        let next = db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok::<u32, rusqlite::Error>(next.unwrap_or(1))
    };
    let sentence = "SELECT first_sentence + sentence_count FROM page WHERE sentence_count > 0
                    ORDER BY first_sentence DESC LIMIT 1";
    let claim = "SELECT first_claim + claim_count FROM page WHERE claim_count > 0 ORDER BY first_claim DESC LIMIT 1";
    Ok((next(sentence)?, next(claim)?))
}

/// Claims of one article with their people: those of these places in it, in this order, or all in order of place.
pub(super) fn claims(db: &Connection, article: i64, places: Option<&[u32]>) -> rusqlite::Result<Vec<Filed>> {
    Ok(dated_claims(db, article, places)?.1)
}

/// The same with the day that sorts the article in time.
pub(super) fn dated_claims(
    db: &Connection,
    article: i64,
    places: Option<&[u32]>,
) -> rusqlite::Result<(Option<String>, Vec<Filed>)> {
    let sql = "SELECT p.claims, a.stem, w.people, a.day FROM page p JOIN article a ON a.id = p.article
               LEFT JOIN who w ON w.article = p.article WHERE p.article = ?1";
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query([article])?;
    let Some(row) = rows.next()? else { return Ok((None, Vec::new())) };
    let mut claims = unpacked_claims(row, 0, places)?;
    if places.is_none() {
        // Stable: of those that begin together the one that was read first.
        claims.sort_by_key(|(_, claim)| claim.start());
    }
    let (stem, who) = (ArticleId(row.get(1)?), Who::read(row, 2)?);
    let filed = |(_, claim): (u32, Claim<ChainId>)| {
        let mut stranger = None;
        let claim = claim.map(|chain| {
            who.get(chain).unwrap_or_else(|| {
                stranger = Some(chain);
                PersonId(u32::MAX)
            })
        });
        match stranger {
            Some(chain) => Err(unreadable(0, format!("chain {} is nobody", chain.0))),
            None => Ok(Filed { article: stem.clone(), claim }),
        }
    };
    Ok((row.get(3)?, claims.into_iter().map(filed).collect::<Result<_, _>>()?))
}

/// Where the claims of one kind that name somebody stand: by article, the places in it, in order.
pub(super) fn claims_of(db: &Connection, person: PersonId, kind: Kind) -> rusqlite::Result<Vec<(i64, Vec<u32>)>> {
    let sql = match kind {
        Kind::Fact => {
            "SELECT m.article, c.facts FROM member m JOIN chain c ON c.article = m.article AND c.n = m.n
                       WHERE m.person = ?1 ORDER BY m.article"
        }
        Kind::Quotation => {
            "SELECT m.article, c.quotations FROM member m
                            JOIN chain c ON c.article = m.article AND c.n = m.n WHERE m.person = ?1 ORDER BY m.article"
        }
    };
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query([person.0])?;
    let mut all: Vec<(i64, Vec<u32>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, mut places) = (row.get(0)?, unpacked::<Vec<u32>>(row, 1)?);
        match all.last_mut() {
            // Two chains of one article may be one person.
            Some((known, others)) if *known == article => {
                others.append(&mut places);
                others.sort_unstable();
                others.dedup();
            }
            _ if places.is_empty() => (),
            _ => all.push((article, places)),
        }
    }
    Ok(all)
}

/// The sentences of one article in order, with their people; their score is 0.
pub(super) fn sentences(db: &Connection, article: i64) -> rusqlite::Result<Vec<Passage>> {
    let sql = "SELECT p.sentences, a.stem, w.people FROM page p JOIN article a ON a.id = p.article
               LEFT JOIN who w ON w.article = p.article WHERE p.article = ?1";
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query([article])?;
    let Some(row) = rows.next()? else { return Ok(Vec::new()) };
    let (stem, who) = (ArticleId(row.get(1)?), Who::read(row, 2)?);
    let passage = |sentence: Sentence| {
        let mut people: Vec<PersonId> = Vec::with_capacity(sentence.people.len());
        for person in sentence.people.into_iter().filter_map(|chain| who.get(chain)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        let Sentence { span, paragraph, kind, .. } = sentence;
        Passage { article: stem.clone(), span, paragraph, kind, people, score: 0.0 }
    };
    Ok(unpacked::<Vec<Sentence>>(row, 0)?.into_iter().map(passage).collect())
}

/// The number of an article.
pub(super) fn number(db: &Connection, article: &ArticleId) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT id FROM article WHERE stem = ?1";
    db.prepare_cached(sql)?.query_row([&article.0], |row| row.get(0)).optional()
}

/// A full-text query for any of these words, each taken literally; `None` when there is no word among them.
pub(super) fn any_of(words: &[&str]) -> Option<String> {
    let quoted: Vec<String> = words
        .iter()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .map(|w| format!("\"{}\"", w.replace(['"', '\0'], " ")))
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" OR "))
}
