//! What has been read, and how is it found again?
//!
//! The only place that names the database. Readings go in, people, claims and passages come out; nothing is
//! worked out here. Claims are kept by chain, as read; who a chain is stands beside them, so that linking
//! anew changes no claim. What is published is never changed in place: a build replaces the whole file.

mod build;
mod entry;
mod file;
mod home;
mod image;
mod ledger;
mod mark;
mod mentions;
mod opened;
mod pack;
mod people;
mod postings;
mod quoted;
mod recent;
mod repack;
mod rows;
mod schema;
mod seal;
mod search;
mod shared;
mod shelf;
mod signature;
mod telling;
mod together;
mod write;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, Row};

use self::opened::Opened;
use self::pack::unpacked;
use self::rows::{date, decoded};
use self::search::Search;
use crate::domain::{Article, ArticleId, Claim, Edtf, Person, PersonId, Pronouns, SentenceKind, Span, Timex};

pub use self::build::{Builder, Identity, Known, Member, Named, Origin};
pub use self::entry::Entry;
pub use self::home::{Found, Home};
pub use self::ledger::{
    Draft, KeepError, Kept, Ledger, MOST_OWN, MOST_OWN_BYTES, MOST_REPORTS, MOST_RULINGS, Own, Report, Ruled, Step,
    Vain,
};
pub use self::recent::Recent;
pub use self::shared::{Copies, Edition, Follower, Linking, Shared, Turn, Workshop};

/// A question of more words than this is nobody's. What an article holds of them is kept in the bits of one number.
const MOST_GROUPS: usize = 60;

/// What went wrong with the store, in words for the admin: the thing and the remedy.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// A claim, the article that makes it, and who its people are across the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed {
    /// Which article says so.
    pub article: ArticleId,
    /// What it says.
    pub claim: Claim<PersonId>,
}

/// Most of what is written of somebody are their words, and most questions are about something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A relation, an event or an attribute.
    Fact,
    /// What somebody said.
    Quotation,
}

/// How an article names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The longest form printed there, as in [`Chain`](crate::domain::Chain).
    pub name: String,
    /// Every form printed there.
    pub forms: Vec<String>,
    /// What the article calls them by.
    pub pronouns: Option<Pronouns>,
}

/// The forms of a name, and which article uses which.
pub type Forms = (Vec<Form>, Vec<(ArticleId, usize)>);

/// An article with its sentences in order.
pub type Read = (Article, Arc<Vec<Passage>>);

/// What is known of an article without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHead {
    /// The file's stem.
    pub id: ArticleId,
    /// When it was published.
    pub date: Option<Edtf>,
    /// Its title or caption.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// One sentence found by a search.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub article: ArticleId,
    /// The sentence.
    pub span: Span,
    /// Its paragraph.
    pub paragraph: u32,
    /// What part of the article it is.
    pub kind: SentenceKind,
    /// Who is mentioned in it, by name, description or pronoun.
    pub people: Vec<PersonId>,
    /// BM25, higher is better.
    pub score: f64,
}

/// An open store. Reading never blocks a build, and a build never disturbs a reader.
#[derive(Debug)]
pub struct Store {
    /// What messages call it.
    name: String,
    /// Its file; `None` in memory.
    opened: Option<Opened>,
    db: Mutex<Connection>,
    search: Search,
    quoted: quoted::Lists,
}

impl Store {
    /// Opens a published store for reading, from a read-only folder too. What is absent, truncated, damaged,
    /// no store or of a newer version is refused.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (opened, db) = file::open(path)?;
        Ok(Self { opened: Some(opened), ..Self::over(db, path.display().to_string()) })
    }

    fn over(db: Connection, name: String) -> Self {
        // One statement for each method, and a few shapes of search.
        db.set_prepared_statement_cache_capacity(64);
        // Statements are planned once: else a number compared in one is looked at anew whenever it is another. What fails
        // here only costs time.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).ok();
        // Most look-ups of the news find their pages at hand; in KiB, for this one file.
        db.pragma_update(None, "cache_size", -8 * 1024).ok();
        Self { name, opened: None, db: Mutex::new(db), search: Search::new(), quoted: quoted::Lists::new() }
    }

    /// Bytes that it takes, on the disk or in memory.
    pub fn bytes(&self) -> u64 {
        let pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let in_memory = || self.ask(|db| db.prepare_cached(pages)?.query_row([], |row| row.get(0)));
        self.opened.as_ref().map_or_else(|| in_memory().unwrap_or(0), Opened::bytes)
    }

    /// How many articles and how many people it holds.
    pub fn size(&self) -> Result<(usize, usize), StoreError> {
        let sql = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM person)";
        self.ask(|db| db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// Its file; `None` in memory.
    pub fn file(&self) -> Option<&Path> {
        self.opened.as_ref().map(Opened::path)
    }

    /// What tells this state of the archive from every other.
    pub fn stamp(&self) -> String {
        self.opened.as_ref().map_or_else(|| concat!("bundled ", env!("CARGO_PKG_VERSION")).to_owned(), Opened::stamp)
    }

    /// When it was built, in the words of its file; `None` in memory.
    pub fn built(&self) -> Option<SystemTime> {
        self.opened.as_ref().and_then(Opened::written)
    }

    /// Whether it can still be read as it was opened: nobody has cut its file short or written over it. Another file in
    /// its place, or none, takes nothing away. What is not whole answers no more.
    pub fn is_whole(&self) -> bool {
        self.opened.as_ref().is_none_or(Opened::is_whole)
    }

    /// Reads it through once more, for disks forget; one that is damaged is not whole from then on.
    pub fn read_through(&self) -> Result<(), StoreError> {
        self.opened.as_ref().map_or(Ok(()), file::again)
    }

    /// Whether the same file still lies in its place; otherwise opening it again gives another store, or an error.
    pub fn is_in_place(&self) -> bool {
        self.opened.as_ref().is_some_and(Opened::is_in_place)
    }

    /// Every article, oldest first, undated ones last.
    pub fn articles(&self) -> Result<Vec<ArticleHead>, StoreError> {
        self.ask(|db| {
            let sql = "SELECT stem, date, title, outlet, url FROM article ORDER BY day IS NULL, day, stem";
            db.prepare_cached(sql)?.query_map([], head)?.collect()
        })
    }

    /// Every article's name and date, oldest first, undated ones last: what an index holds, so that no article is looked at.
    pub fn calendar(&self) -> Result<Vec<(ArticleId, Option<Edtf>)>, StoreError> {
        self.ask(|db| {
            let sql = "SELECT stem, date FROM article ORDER BY day IS NULL, day, stem";
            db.prepare_cached(sql)?.query_map([], |row| Ok((ArticleId(row.get(0)?), date(row, 1)?)))?.collect()
        })
    }

    /// What is known of one article without its text.
    pub fn head(&self, id: &ArticleId) -> Result<Option<ArticleHead>, StoreError> {
        self.ask(|db| {
            let sql = "SELECT stem, date, title, outlet, url FROM article WHERE stem = ?1";
            db.prepare_cached(sql)?.query_row([&id.0], head).optional()
        })
    }

    /// The copies among the articles, each with the one that it copies.
    pub fn copies(&self) -> Result<Vec<(ArticleId, ArticleId)>, StoreError> {
        self.ask(signature::copies)
    }

    /// The articles that something was odd about when they were read, and what.
    pub fn warnings(&self) -> Result<Vec<(ArticleId, Vec<String>)>, StoreError> {
        self.ask(|db| {
            let mut odd = db.prepare("SELECT stem, warnings FROM article WHERE warnings <> '[]' ORDER BY stem")?;
            let rows = odd.query_map([], |row| Ok((ArticleId(row.get(0)?), decoded(row, 1)?)))?;
            rows.collect()
        })
    }

    /// Where every article came from, to tell whether it must be read again.
    pub fn known(&self) -> Result<BTreeMap<ArticleId, Known>, StoreError> {
        self.ask(rows::known)
    }

    /// One article with its text.
    pub fn article(&self, id: &ArticleId) -> Result<Option<Article>, StoreError> {
        Ok(self.ask(|db| rows::article(db, id))?.map(|(_, article)| article))
    }

    /// One article with its text and its sentences in order; their score is 0.
    pub fn page(&self, id: &ArticleId) -> Result<Option<Read>, StoreError> {
        self.ask(|db| {
            let Some((number, article)) = rows::article(db, id)? else { return Ok(None) };
            Ok(Some((article, self.search.page(db, number)?)))
        })
    }

    /// The articles that print these words, letter for letter.
    pub fn printing(&self, words: &str) -> Result<Vec<ArticleId>, StoreError> {
        self.ask(|db| {
            let mut found = db.prepare_cached("SELECT stem FROM article WHERE instr(text, ?1) > 0 ORDER BY stem")?;
            found.query_map([words], |row| Ok(ArticleId(row.get(0)?)))?.collect()
        })
    }

    /// Everybody, most mentioned first.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.ask(people::all)
    }

    /// How articles name this person: each different form once, and in order of stem which article uses which.
    pub fn forms_of(&self, person: PersonId) -> Result<Forms, StoreError> {
        self.ask(|db| people::forms_of(db, person))
    }

    /// Every claim of this kind whose fact names this person or that this person asserts, in order of article (oldest
    /// first) and place.
    pub fn claims_about(&self, person: PersonId, kind: Kind) -> Result<Vec<Filed>, StoreError> {
        self.ask(|db| {
            let mut found: Vec<(Option<String>, Vec<Filed>)> = Vec::new();
            for (article, places) in rows::claims_of(db, person, kind)? {
                let (day, mut claims) = rows::dated_claims(db, article, Some(&places))?;
                claims.sort_by_key(|filed| filed.claim.start());
                found.push((day, claims));
            }
            // Undated ones last.
            let stem = |claims: &[Filed]| claims.first().map(|filed| filed.article.clone());
            found.sort_by_cached_key(|(day, claims)| (day.is_none(), day.clone(), stem(claims)));
            Ok(found.into_iter().flat_map(|(_, claims)| claims).collect())
        })
    }

    /// Every claim of one article, in order of place.
    pub fn claims_in(&self, article: &ArticleId) -> Result<Vec<Filed>, StoreError> {
        self.ask(|db| match rows::number(db, article)? {
            Some(number) => rows::claims(db, number, None),
            None => Ok(Vec::new()),
        })
    }

    /// The temporal expressions of one article, in order.
    pub fn timexes_in(&self, article: &ArticleId) -> Result<Vec<Timex>, StoreError> {
        self.ask(|db| {
            let sql = "SELECT p.timexes FROM article a JOIN page p ON p.article = a.id WHERE a.stem = ?1";
            let timexes = db.prepare_cached(sql)?.query_row([&article.0], |row| unpacked(row, 0)).optional()?;
            Ok(timexes.unwrap_or_default())
        })
    }

    /// The sentences of one article in order; their score is 0.
    pub fn sentences_in(&self, article: &ArticleId) -> Result<Arc<Vec<Passage>>, StoreError> {
        self.ask(|db| match rows::number(db, article)? {
            Some(number) => self.search.page(db, number),
            None => Ok(Arc::default()),
        })
    }

    /// Whether any sentence holds this word, as a search for it would find it.
    pub fn holds(&self, word: &str) -> Result<bool, StoreError> {
        let Some(sought) = rows::any_of(&[word]) else { return Ok(false) };
        let sql = "SELECT 1 FROM sentence_words WHERE sentence_words MATCH ?1 LIMIT 1";
        self.ask(|db| db.prepare_cached(sql)?.exists([sought]))
    }

    /// Sentences that hold any of these words (stemmed, case and accents ignored) in their own text, best
    /// first; with people named, only sentences that mention one of them. Without words, all that mention them,
    /// oldest first. Credits and advertisements are not searched for words.
    pub fn passages(&self, words: &[&str], people: &[PersonId], limit: usize) -> Result<Vec<Passage>, StoreError> {
        self.passages_with(&[words.to_vec()], people, limit)
    }

    /// The same for groups of words, of each of which any will do. Where very many sentences hold any of all these
    /// words, only the few most telling, of articles that hold a word of each group.
    pub fn passages_with(
        &self,
        groups: &[Vec<&str>],
        people: &[PersonId],
        limit: usize,
    ) -> Result<Vec<Passage>, StoreError> {
        let mut words: Vec<&str> = groups.iter().flatten().copied().collect();
        words.sort_unstable();
        words.dedup();
        self.ask(|db| {
            if words.is_empty() {
                return self.search.mentions(db, people, limit);
            }
            let few = groups.len() <= MOST_GROUPS;
            match if few { self.search.telling(db, groups, people, limit)? } else { None } {
                Some(found) => Ok(found),
                None => self.search.weighed(db, &words, people, limit),
            }
        })
    }

    /// Every article that holds each of these words (stemmed, case and accents ignored), as its place among all articles
    /// in order of stem, with the number of its first sentence that holds most of them. Without words, none. Credits and
    /// advertisements are not searched.
    pub fn articles_with(&self, words: &[&str]) -> Result<Vec<(u32, u32)>, StoreError> {
        let words: Vec<&str> = words.iter().copied().take(MOST_GROUPS).collect();
        if words.is_empty() || words.iter().any(|word| rows::any_of(&[word]).is_none()) {
            return Ok(Vec::new());
        }
        self.ask(|db| self.search.articles(db, &words))
    }

    /// Where a sentence of that number stands in its article.
    pub fn place_of(&self, sentence: u32) -> Result<Span, StoreError> {
        self.ask(|db| Ok(self.search.passage(db, sentence)?.span))
    }

    /// The numbers of direct quotations that share words with this text, those that share the rarest first; at most
    /// `limit`.
    pub fn quotations_like(&self, text: &str, limit: usize) -> Result<Arc<Vec<u32>>, StoreError> {
        self.ask(|db| quoted::like(db, &self.quoted, text, limit))
    }

    /// A direct quotation by its number.
    pub fn quotation(&self, number: u32) -> Result<Option<Filed>, StoreError> {
        self.ask(|db| quoted::quotation(db, number))
    }

    /// What an article prints in a span; `None` for an article that is not here.
    pub fn words_at(&self, article: &ArticleId, span: Span) -> Result<Option<String>, StoreError> {
        self.ask(|db| quoted::words_at(db, article, span))
    }

    /// A reader that panicked has changed nothing, so its lock is no reason to refuse.
    fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = question(&db);
        // Looked at afterwards: until now it was what had been read through.
        if !self.is_whole() {
            return Err(file::changed(&self.name));
        }
        answer.map_err(|e| file::trouble(&self.name, &e))
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<ArticleHead> {
    Ok(ArticleHead {
        id: ArticleId(row.get(0)?),
        date: date(row, 1)?,
        title: row.get(2)?,
        outlet: row.get(3)?,
        url: row.get(4)?,
    })
}
