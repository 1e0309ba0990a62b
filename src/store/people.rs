//! Who is in the archive, in which articles, and what do these call them?

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::rows::decoded;
use super::{Form, Forms};
use crate::domain::{ArticleId, Person, PersonId};

/// Everybody, most mentioned first.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Person>> {
    let sql = "SELECT id, name, aliases, pronouns, mentions FROM person ORDER BY mentions DESC, id";
    let mut people: Vec<Person> = db.prepare_cached(sql)?.query_map([], person)?.collect::<Result<_, _>>()?;
    let place: HashMap<PersonId, usize> = people.iter().enumerate().map(|(at, p)| (p.id, at)).collect();
    // Everybody shares the letters of an article's name.
    let mut stems = db.prepare_cached("SELECT id, stem FROM article ORDER BY stem")?;
    let rows = stems.query_map([], |row| Ok((row.get::<_, i64>(0)?, ArticleId(row.get(1)?))))?;
    let in_order = rows.zip(0..).map(|(row, at)| row.map(|(id, stem)| (id, (at, stem))));
    let stems: HashMap<i64, (u32, ArticleId)> = in_order.collect::<Result<_, _>>()?;
    let mut named: Vec<Vec<&(u32, ArticleId)>> = vec![Vec::new(); people.len()];
    let mut members = db.prepare_cached("SELECT DISTINCT person, article FROM member")?;
    let mut rows = members.query([])?;
    while let Some(row) = rows.next()? {
        if let (Some(at), Some(stem)) = (place.get(&PersonId(row.get(0)?)), stems.get(&row.get(1)?)) {
            named[*at].push(stem);
        }
    }
    for (person, mut articles) in people.iter_mut().zip(named) {
        articles.sort_unstable();
        person.articles = articles.into_iter().map(|(_, stem)| stem.clone()).collect();
    }
    Ok(people)
}

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get(0)?),
        name: row.get(1)?,
        aliases: decoded(row, 2)?,
        pronouns: decoded(row, 3)?,
        articles: Vec::new(),
        mentions: row.get(4)?,
    })
}

/// How articles name somebody: each different form once, and in order of stem which article uses which.
pub(super) fn forms_of(db: &Connection, person: PersonId) -> rusqlite::Result<Forms> {
    let sql = "SELECT a.stem, c.name, c.forms, c.pronouns FROM member m
               JOIN chain c ON c.article = m.article AND c.n = m.n
               JOIN article a ON a.id = m.article WHERE m.person = ?1 ORDER BY a.stem, c.n";
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query([person.0])?;
    // Most articles print the same few forms: each is read once.
    let mut known: HashMap<[String; 3], usize> = HashMap::new();
    let (mut forms, mut printed) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let next = known.len();
        let form = *known.entry([row.get(1)?, row.get(2)?, row.get(3)?]).or_insert(next);
        if form == next {
            forms.push(Form { name: row.get(1)?, forms: decoded(row, 2)?, pronouns: decoded(row, 3)? });
        }
        printed.push((ArticleId(row.get(0)?), form));
    }
    Ok((forms, printed))
}
