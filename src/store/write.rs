//! Into which rows does an article go, and into which do people?

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};

use super::entry::ChainRow;
use super::pack::{Who, unpacked, unpacked_claims};
use super::rows::{decoded, encoded, next_numbers};
use super::{Entry, Identity, Named, Origin, signature};
use crate::domain::{Article, ArticleId, Chain, ChainId, Claim, Edtf, PersonId};

/// Writes one article with all that it yields; it is not there yet.
pub(super) fn put(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let article = put_article(db, &entry.article, &entry.origin)?;
    let (sentence, claim) = next_numbers(db)?;
    let sql = "INSERT INTO page VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let Entry { sentence_count, claim_count, sentences, timexes, claims, .. } = entry;
    db.prepare_cached(sql)?.execute(params![
        article,
        sentence,
        sentence_count,
        claim,
        claim_count,
        sentences,
        timexes,
        claims
    ])?;
    let sql = "INSERT INTO chain(article, n, name, forms, pronouns, places, sentences, facts, quotations)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut insert = db.prepare_cached(sql)?;
    for (n, chain) in entry.chains.iter().enumerate() {
        let ChainRow { name, forms, pronouns, places, sentences, facts, quotations } = chain;
        insert.execute(params![article, n, name, forms, pronouns, places, sentences, facts, quotations])?;
    }
    let mut words = db.prepare_cached("INSERT INTO sentence_words(rowid, words) VALUES(?1, ?2)")?;
    for (place, told) in &entry.told {
        words.execute(params![sentence as usize + place, told.cut(&entry.article.text)])?;
    }
    let mut words = db.prepare_cached("INSERT INTO quotation_words(rowid, words) VALUES(?1, ?2)")?;
    for (place, terms) in &entry.quoted {
        words.execute(params![claim as usize + place, terms])?;
    }
    if let Some(signature) = &entry.signature {
        signature::put(db, article, signature)?;
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

/// Everybody named in any article, in order of article; of what is at hand more than once the last counts.
pub(super) fn named(db: &Connection, at_hand: Vec<Named>) -> rusqlite::Result<Vec<Named>> {
    let mut at_hand: HashMap<ArticleId, Named> = at_hand.into_iter().map(|n| (n.article.clone(), n)).collect();
    let mut articles = db.prepare("SELECT id, stem FROM article ORDER BY stem")?;
    let mut chains = db.prepare("SELECT name, forms, pronouns, places FROM chain WHERE article = ?1 ORDER BY n")?;
    let mut pages = db.prepare("SELECT claims FROM page WHERE article = ?1")?;
    let mut all = Vec::new();
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let (article, id): (i64, ArticleId) = (row.get(0)?, ArticleId(row.get(1)?));
        if let Some(named) = at_hand.remove(&id) {
            all.push(named);
            continue;
        }
        let found = chains.query_map([article], |r| {
            Ok(Chain { name: r.get(0)?, forms: decoded(r, 1)?, pronouns: decoded(r, 2)?, names: unpacked(r, 3)? })
        })?;
        let claims = pages.query_row([article], |r| unpacked_claims(r, 0, None))?;
        let claims: Vec<Claim<ChainId>> = claims.into_iter().map(|(_, claim)| claim).collect();
        all.push(Named::of(id, found.collect::<Result<_, _>>()?, &claims));
    }
    Ok(all)
}

/// Writes who is who, in the place of what was there.
pub(super) fn link(db: &Connection, people: &[Identity]) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM person; DELETE FROM member; DELETE FROM who")?;
    let mut stems = db.prepare("SELECT stem, id FROM article")?;
    let rows = stems.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let numbers: HashMap<String, i64> = rows.collect::<Result<_, _>>()?;
    let sql = "INSERT INTO person(id, name, aliases, pronouns, mentions) VALUES(?1, ?2, ?3, ?4, ?5)";
    let mut insert = db.prepare_cached(sql)?;
    let mut join = db.prepare_cached("INSERT INTO member VALUES(?1, ?2, ?3, ?4)")?;
    let mut who: BTreeMap<i64, Who> = BTreeMap::new();
    for (id, person) in (0..).zip(people) {
        let (aliases, pronouns) = (encoded(&person.aliases)?, encoded(&person.pronouns)?);
        insert.execute(params![id, person.name, aliases, pronouns, person.mentions])?;
        // In the order of the table: a row after the last one costs least.
        let mut members: Vec<(i64, ChainId, &str)> = Vec::with_capacity(person.members.len());
        for member in &person.members {
            let article = numbers.get(&*member.article.0);
            members.extend(article.map(|article| (*article, member.chain, member.reason.as_str())));
        }
        members.sort_unstable();
        for (article, chain, reason) in members {
            join.execute(params![id, article, chain.0, reason])?;
            who.entry(article).or_default().set(chain, PersonId(id));
        }
    }
    let mut insert = db.prepare_cached("INSERT INTO who VALUES(?1, ?2)")?;
    who.iter().try_for_each(|(article, who)| insert.execute(params![article, who.bytes()]).map(drop))
}

/// Takes an article out, with what finds its words and its people; whether it was there.
pub(super) fn remove(db: &Connection, article: &ArticleId) -> rusqlite::Result<bool> {
    let sql = "SELECT a.id, p.first_sentence, p.sentence_count, p.first_claim, p.claim_count, w.people FROM article a
               JOIN page p ON p.article = a.id LEFT JOIN who w ON w.article = a.id WHERE a.stem = ?1";
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query([&article.0])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    let number: i64 = row.get(0)?;
    let span =
        |at| Ok::<[i64; 2], rusqlite::Error>([row.get(at)?, row.get::<_, i64>(at)? + row.get::<_, i64>(at + 1)?]);
    db.prepare_cached("DELETE FROM sentence_words WHERE rowid >= ?1 AND rowid < ?2")?.execute(span(1)?)?;
    db.prepare_cached("DELETE FROM quotation_words WHERE rowid >= ?1 AND rowid < ?2")?.execute(span(3)?)?;
    let mut leave = db.prepare_cached("DELETE FROM member WHERE person = ?1 AND article = ?2")?;
    for person in Who::read(row, 5)?.people() {
        leave.execute(params![person.0, number])?;
    }
    db.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([number])?;
    Ok(true)
}
