//! Which rows is a reading, and which are people?

use rusqlite::{Connection, OptionalExtension, params};

use super::quoted;
use super::rows::{decoded, encoded, kind_code};
use super::{Identity, Named, Origin};
use crate::domain::{
    Article, ArticleId, Attribute, Chain, ChainId, Claim, Edtf, Fact, Object, Reading, Relation, SentenceKind, Speaker,
};

/// Writes one reading; a chain that it does not have is an error.
pub(super) fn put(db: &Connection, reading: &Reading, origin: &Origin) -> rusqlite::Result<()> {
    let article = put_article(db, &reading.article, origin)?;
    let mut chains = Vec::with_capacity(reading.chains.len());
    let sql = "INSERT INTO chain(article, n, name, forms, pronouns, names) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = db.prepare_cached(sql)?;
    for (n, chain) in reading.chains.iter().enumerate() {
        let (forms, names) = (encoded(&chain.forms)?, encoded(&chain.names)?);
        chains.push(insert.insert(params![article, n, chain.name, forms, encoded(&chain.pronouns)?, names])?);
    }
    let number = |chain: ChainId| chains.get(chain.0 as usize).copied();
    put_sentences(db, article, reading, number)?;
    let sql = "INSERT INTO timex(article, start, end, kind, value, modifier) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = db.prepare_cached(sql)?;
    for timex in &reading.timexes {
        let kind = encoded(&timex.kind)?;
        insert.execute(params![article, timex.span.start, timex.span.end, kind, timex.value, timex.modifier])?;
    }
    let sql = "INSERT INTO claim(article, n, start, shape, word, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = db.prepare_cached(sql)?;
    let mut people = db.prepare_cached("INSERT OR IGNORE INTO claim_chain(chain, claim) VALUES(?1, ?2)")?;
    for (n, claim) in reading.claims.iter().enumerate() {
        let start = claim.evidence.first().map_or(0, |s| s.start);
        let (shape, word) = shape_and_word(&claim.fact);
        let id = insert.insert(params![article, n, start, shape, word, encoded(claim)?])?;
        if let Fact::Quotation(quotation) = &claim.fact {
            quoted::index(db, id, quotation, &reading.article.text)?;
        }
        let asserted = claim.asserted_by.iter().flat_map(Speaker::people);
        for chain in claim.people().into_iter().chain(asserted) {
            // A chain that the reading does not have breaks the foreign key: the reading is refused, not bent.
            people.execute(params![number(*chain).unwrap_or(-1), id])?;
        }
    }
    Ok(())
}

fn put_article(db: &Connection, article: &Article, origin: &Origin) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO article(stem, path, hash, reader, date, day, title, outlet, url, title_start, title_end,
                                   body_start, body_end, warnings, text)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    db.prepare_cached(sql)?.insert(params![
        article.id.0,
        origin.path,
        origin.hash,
        origin.reader,
        article.date.as_ref().map(Edtf::as_str),
        article.date.as_ref().map(|d| d.order().0.to_string()),
        article.title(),
        article.outlet,
        article.url,
        article.title.start,
        article.title.end,
        article.body.start,
        article.body.end,
        encoded(&article.warnings)?,
        article.text,
    ])
}

fn put_sentences(
    db: &Connection,
    article: i64,
    reading: &Reading,
    number: impl Fn(ChainId) -> Option<i64>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO sentence(article, n, start, end, paragraph, kind) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = db.prepare_cached(sql)?;
    let mut words = db.prepare_cached("INSERT INTO sentence_words(rowid, words) VALUES(?1, ?2)")?;
    let mut people = db.prepare_cached("INSERT INTO sentence_person(sentence, n, chain) VALUES(?1, ?2, ?3)")?;
    for (n, sentence) in reading.sentences.iter().enumerate() {
        let (span, kind) = (sentence.span, kind_code(sentence.kind));
        let id = insert.insert(params![article, n, span.start, span.end, sentence.paragraph, kind])?;
        if sentence.kind != SentenceKind::Noise {
            words.execute(params![id, span.cut(&reading.article.text)])?;
        }
        for (n, chain) in sentence.people.iter().enumerate() {
            people.execute(params![id, n, number(*chain).unwrap_or(-1)])?;
        }
    }
    Ok(())
}

fn shape_and_word(fact: &Fact<ChainId>) -> (&'static str, &str) {
    match fact {
        Fact::Quotation(q) => ("quotation", q.cue.as_deref().unwrap_or_default()),
        Fact::Relation(r) => ("relation", &r.predicate),
        Fact::Event(e) => ("event", &e.kind),
        Fact::Attribute(_) => ("attribute", ""),
    }
}

/// Everybody named in any article, in order of article.
pub(super) fn named(db: &Connection) -> rusqlite::Result<Vec<Named>> {
    let mut articles = db.prepare("SELECT id, stem FROM article ORDER BY stem")?;
    let mut chains = db.prepare("SELECT name, forms, pronouns, names FROM chain WHERE article = ?1 ORDER BY n")?;
    let mut claims = db.prepare(
        "SELECT payload FROM claim WHERE article = ?1 AND shape IN ('relation', 'attribute') ORDER BY start, n",
    )?;
    let mut all = Vec::new();
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        let found = chains.query_map([article], |r| {
            Ok(Chain { name: r.get(0)?, forms: decoded(r, 1)?, pronouns: decoded(r, 2)?, names: decoded(r, 3)? })
        })?;
        let related_claims = claims.query_map([article], |r| decoded::<Claim<ChainId>>(r, 0))?;
        let (relations, ages) = related(&related_claims.collect::<Result<Vec<_>, _>>()?);
        let chains = found.collect::<Result<_, _>>()?;
        all.push(Named { article: ArticleId(row.get(1)?), chains, relations, ages });
    }
    Ok(all)
}

/// The relations between people and the ages of people among these claims, as in [`Named`].
pub(super) fn related<'a>(claims: impl IntoIterator<Item = &'a Claim<ChainId>>) -> Related {
    let (mut relations, mut ages) = (Vec::new(), Vec::new());
    for claim in claims {
        match &claim.fact {
            Fact::Relation(Relation { subject, predicate, object: Object::Person(object), .. }) => {
                relations.push((*subject, predicate.clone(), *object));
            }
            Fact::Attribute(Attribute::Age { person, years, as_of: Some(as_of) }) => {
                ages.push((*person, *years, as_of.clone()));
            }
            _ => {}
        }
    }
    (relations, ages)
}

/// Relations by subject, predicate and object, and ages in whole years as of when.
type Related = (Vec<(ChainId, String, ChainId)>, Vec<(ChainId, u16, Edtf)>);

/// Writes who is who, in the place of what was there.
pub(super) fn link(db: &Connection, people: &[Identity]) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM person; UPDATE chain SET person = NULL, reason = NULL")?;
    let sql = "INSERT INTO person(id, name, aliases, pronouns, mentions) VALUES(?1, ?2, ?3, ?4, ?5)";
    let mut insert = db.prepare_cached(sql)?;
    let sql = "UPDATE chain SET person = ?1, reason = ?2 WHERE n = ?3 AND article = ?4";
    let mut join = db.prepare_cached(sql)?;
    let mut article = db.prepare_cached("SELECT id FROM article WHERE stem = ?1")?;
    for (id, person) in people.iter().enumerate() {
        let (aliases, pronouns) = (encoded(&person.aliases)?, encoded(&person.pronouns)?);
        insert.execute(params![id, person.name, aliases, pronouns, person.mentions])?;
        for member in &person.members {
            let article: Option<i64> = article.query_row([&member.article.0], |row| row.get(0)).optional()?;
            join.execute(params![id, member.reason, member.chain.0, article])?;
        }
    }
    Ok(())
}
