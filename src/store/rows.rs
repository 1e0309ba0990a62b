//! How does a row become a domain value?

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Type;
use rusqlite::{Connection, Row, Rows};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Filed, Known, Origin, Passage};
use crate::domain::{ArticleId, ChainId, Claim, Edtf, PersonId, SentenceKind, Span};

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

const KINDS: [SentenceKind; 4] = [SentenceKind::Title, SentenceKind::Heading, SentenceKind::Body, SentenceKind::Noise];

/// A kind of sentence, kept as its place in [`KINDS`].
pub(super) fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<SentenceKind> {
    let code: usize = row.get(column)?;
    KINDS.get(code).copied().ok_or_else(|| unreadable(column, format!("no kind of sentence: {code}")))
}

/// The other way round.
pub(super) fn kind_code(kind: SentenceKind) -> usize {
    KINDS.iter().position(|k| *k == kind).unwrap_or(0)
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

/// Claims with their people, from rows of article number and payload that come article by article.
pub(super) fn claims(db: &Connection, mut rows: Rows<'_>) -> rusqlite::Result<Vec<Filed>> {
    let mut people = db.prepare_cached("SELECT n, person FROM chain WHERE article = ?1 AND person IS NOT NULL")?;
    let mut stems = db.prepare_cached("SELECT stem FROM article WHERE id = ?1")?;
    let mut who: (Option<i64>, HashMap<ChainId, PersonId>) = (None, HashMap::new());
    let mut stem = ArticleId("".into());
    let mut filed = Vec::new();
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        if who.0 != Some(article) {
            let pairs = people.query_map([article], |r| Ok((ChainId(r.get(0)?), PersonId(r.get(1)?))))?;
            who = (Some(article), pairs.collect::<Result<_, _>>()?);
            stem = stems.query_row([article], |row| Ok(ArticleId(row.get(0)?)))?;
        }
        let claim: Claim<ChainId> = decoded(row, 1)?;
        let mut stranger = None;
        let claim = claim.map(|chain| {
            who.1.get(&chain).copied().unwrap_or_else(|| {
                stranger = Some(chain);
                PersonId(u32::MAX)
            })
        });
        if let Some(chain) = stranger {
            return Err(unreadable(1, format!("chain {} is nobody", chain.0)));
        }
        filed.push(Filed { article: stem.clone(), claim });
    }
    Ok(filed)
}

/// Passages with their people, from rows of sentence number, stem, span, paragraph, kind and score.
pub(super) fn passages(db: &Connection, mut rows: Rows<'_>) -> rusqlite::Result<Vec<Passage>> {
    let sql = "SELECT c.person FROM sentence_person sp JOIN chain c ON c.id = sp.chain
               WHERE sp.sentence = ?1 AND c.person IS NOT NULL ORDER BY sp.n";
    let mut mentioned = db.prepare_cached(sql)?;
    let mut passages = Vec::new();
    while let Some(row) = rows.next()? {
        let sentence: i64 = row.get(0)?;
        let mut people: Vec<PersonId> = Vec::new();
        for person in mentioned.query_map([sentence], |r| r.get(0).map(PersonId))? {
            let person = person?;
            if !people.contains(&person) {
                people.push(person);
            }
        }
        passages.push(Passage {
            article: ArticleId(row.get(1)?),
            span: span(row, 2)?,
            paragraph: row.get(4)?,
            kind: kind(row, 5)?,
            people,
            score: row.get(6)?,
        });
    }
    Ok(passages)
}

/// The sentences of one article in order, with their people; their score is 0.
pub(super) fn sentences(db: &Connection, article: &ArticleId) -> rusqlite::Result<Vec<Passage>> {
    let sql = "SELECT s.n, s.start, s.end, s.paragraph, s.kind FROM sentence s
               JOIN article a ON a.id = s.article WHERE a.stem = ?1 ORDER BY s.n";
    let mut found = db.prepare_cached(sql)?;
    let mut passages: Vec<Passage> = Vec::new();
    let mut rows = found.query([&article.0])?;
    while let Some(row) = rows.next()? {
        let (span, paragraph, kind) = (span(row, 1)?, row.get(3)?, kind(row, 4)?);
        passages.push(Passage { article: article.clone(), span, paragraph, kind, people: Vec::new(), score: 0.0 });
    }
    // Sentences are numbered from 0 without gaps.
    let sql = "SELECT s.n, c.person FROM article a JOIN sentence s ON s.article = a.id
               JOIN sentence_person sp ON sp.sentence = s.id JOIN chain c ON c.id = sp.chain
               WHERE a.stem = ?1 AND c.person IS NOT NULL ORDER BY s.n, sp.n";
    let mut mentioned = db.prepare_cached(sql)?;
    let mut rows = mentioned.query([&article.0])?;
    while let Some(row) = rows.next()? {
        let person = PersonId(row.get(1)?);
        if let Some(passage) = passages.get_mut(row.get::<_, usize>(0)?)
            && !passage.people.contains(&person)
        {
            passage.people.push(person);
        }
    }
    Ok(passages)
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

fn unreadable(column: usize, why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
}
