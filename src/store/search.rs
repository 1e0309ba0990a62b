//! Which sentences hold the words of a question, where far more hold one of them than anybody wants to read?
//!
//! A few hundred matches are weighed by the database. Of many thousands the database would weigh every one; here each
//! word's sentences are a list of numbers, kept at hand, and only what may answer is read: sentences of articles that
//! hold every word, those with the most and rarest words first.

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use super::pack::unpacked;
use super::postings::Postings;
use super::rows::{self, any_of};
use super::shelf::Shelf;
use super::telling::{Telling, telling};
use super::together::Held;
use super::{Passage, Recent};
use crate::domain::PersonId;

/// So many matches the database weighs in less than a millisecond.
const FEW: usize = 600;

/// No more are read of what many sentences hold.
const MOST: usize = 20;

/// Bytes of lists that are kept at hand.
const ROOM: usize = 4 << 20;

/// Bytes of sentences that are kept at hand.
const PAGES: usize = 4 << 20;

/// Lists of sentences, by word and by person, and the sentences of articles, as far as they were needed.
#[derive(Debug)]
pub(super) struct Search {
    shelf: OnceLock<Shelf>,
    words: Recent<String, Postings>,
    people: Recent<PersonId, Vec<u32>>,
    pages: Recent<i64, Vec<Passage>>,
}

/// A sentence that was found: how well, the place of its article in order of stem, its number.
type Hit = (f64, u32, u32);

impl Search {
    pub(super) fn new() -> Self {
        let (words, people) = (Recent::with_room(ROOM), Recent::with_room(ROOM / 4));
        Self { shelf: OnceLock::new(), words, people, pages: Recent::with_room(PAGES) }
    }

    /// The sentences of an article in order, with their people.
    pub(super) fn page(&self, db: &Connection, article: i64) -> rusqlite::Result<Arc<Vec<Passage>>> {
        /// What a sentence takes, in bytes, nearly.
        const EACH: usize = 120;
        if let Some(page) = self.pages.get(&article) {
            return Ok(page);
        }
        let page = Arc::new(rows::sentences(db, article)?);
        self.pages.keep(&article, &page, EACH * (page.len() + 1));
        Ok(page)
    }

    /// The sentences that mention any of these people, oldest article first.
    pub(super) fn mentions(
        &self,
        db: &Connection,
        people: &[PersonId],
        limit: usize,
    ) -> rusqlite::Result<Vec<Passage>> {
        let stock = self.shelf(db)?;
        let time = |sentence: &u32| stock.times.get(stock.stem_of(*sentence) as usize);
        let mut all = self.theirs(db, people)?;
        all.sort_by_cached_key(|sentence| (time(sentence), *sentence));
        all.into_iter().take(limit).map(|sentence| self.read(db, (0.0, 0, sentence))).collect()
    }

    /// The best sentences by BM25 that hold any of these words, about any of these people or anybody.
    pub(super) fn weighed(
        &self,
        db: &Connection,
        words: &[&str],
        people: &[PersonId],
        limit: usize,
    ) -> rusqlite::Result<Vec<Passage>> {
        let Some(sought) = rows::any_of(words) else { return Ok(Vec::new()) };
        let (stock, theirs) = (self.shelf(db)?, self.theirs(db, people)?);
        let sql = "SELECT rowid, -bm25(sentence_words) FROM sentence_words WHERE sentence_words MATCH ?1";
        let mut found = db.prepare_cached(sql)?;
        let mut rows = found.query([sought])?;
        let mut hits: Vec<Hit> = Vec::new();
        while let Some(row) = rows.next()? {
            let sentence: u32 = row.get(0)?;
            if people.is_empty() || theirs.binary_search(&sentence).is_ok() {
                hits.push((row.get(1)?, stock.stem_of(sentence), sentence));
            }
        }
        hits.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        hits.into_iter().take(limit).map(|hit| self.read(db, hit)).collect()
    }

    /// The best sentences about any of these people, or anybody, that hold words of these groups, out of articles that
    /// hold one of each; `None` when there are so few that the database may weigh them all.
    pub(super) fn telling(
        &self,
        db: &Connection,
        groups: &[Vec<&str>],
        people: &[PersonId],
        limit: usize,
    ) -> rusqlite::Result<Option<Vec<Passage>>> {
        let mut lists: Vec<Held> = Vec::new();
        for (group, words) in groups.iter().enumerate() {
            for word in words {
                let sentences = self.holding(db, word)?;
                // Most of the words that may stand for one another stand nowhere.
                if !sentences.is_empty() {
                    lists.push(Held { group, sentences });
                }
            }
        }
        if lists.iter().map(|list| list.sentences.len()).sum::<usize>() <= FEW {
            return Ok(None);
        }
        let theirs = self.theirs(db, people)?;
        let stock = self.shelf(db)?;
        let whose = (!people.is_empty()).then_some(&theirs[..]);
        let found = telling(stock, groups.len(), &lists, whose, limit.min(MOST));
        let hit = |found: Telling| self.read(db, (f64::from(found.rare), found.stem, found.sentence));
        found.into_iter().map(hit).collect::<Result<_, _>>().map(Some)
    }

    /// The articles that hold each of these words, as places in order of stem, with the first sentence that holds most
    /// of them.
    pub(super) fn articles(&self, db: &Connection, words: &[&str]) -> rusqlite::Result<Vec<(u32, u32)>> {
        let lists = words.iter().map(|word| self.holding(db, word)).collect::<Result<Vec<_>, _>>()?;
        let stock = self.shelf(db)?;
        let whole = stock.with_all(lists.len(), lists.iter().map(Vec::as_slice).enumerate());
        // By place of the article: how many of the words the best of its sentences holds, and which that is.
        let mut best: Vec<(u32, u32)> = vec![(0, 0); stock.firsts.len()];
        let mut all: Vec<u32> = lists.concat();
        if lists.len() > 1 {
            // Lists in order are merged, not sorted.
            #[allow(clippy::stable_sort_primitive)]
            all.sort();
        }
        for run in all.chunk_by(|a, b| a == b) {
            let place = stock.place_of(run[0]);
            if best[place].0 < run.len() as u32 && whole.as_ref().is_none_or(|whole| whole[place]) {
                best[place] = (run.len() as u32, run[0]);
            }
        }
        let found = best.into_iter().zip(&stock.firsts).filter(|((count, _), _)| *count > 0);
        let mut found: Vec<(u32, u32)> = found.map(|((_, sentence), first)| (first.stem, sentence)).collect();
        found.sort_unstable();
        Ok(found)
    }

    /// The sentences that hold a word, in order.
    fn holding(&self, db: &Connection, word: &str) -> rusqlite::Result<Vec<u32>> {
        let key = word.to_owned();
        if let Some(list) = self.words.get(&key) {
            return Ok(list.numbers());
        }
        let Some(sought) = any_of(&[word]) else { return Ok(Vec::new()) };
        let sql = "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?1 ORDER BY rowid";
        let list = db.prepare_cached(sql)?.query_map([sought], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?;
        let kept = Arc::new(Postings::of(&list));
        self.words.keep(&key, &kept, kept.weight());
        Ok(list)
    }

    /// The sentences that mention somebody, in order.
    fn mentioning(&self, db: &Connection, person: PersonId) -> rusqlite::Result<Arc<Vec<u32>>> {
        if let Some(list) = self.people.get(&person) {
            return Ok(list);
        }
        let sql = "SELECT p.first_sentence, c.sentences FROM member m
                   JOIN chain c ON c.article = m.article AND c.n = m.n JOIN page p ON p.article = m.article
                   WHERE m.person = ?1";
        let mut list: Vec<u32> = Vec::new();
        let mut found = db.prepare_cached(sql)?;
        let mut rows = found.query([person.0])?;
        while let Some(row) = rows.next()? {
            let first: u32 = row.get(0)?;
            list.extend(unpacked::<Vec<u32>>(row, 1)?.into_iter().map(|place| first + place));
        }
        list.sort_unstable();
        list.dedup();
        let list = Arc::new(list);
        self.people.keep(&person, &list, weight(&list));
        Ok(list)
    }

    /// The sentences that mention any of these people, in order.
    fn theirs(&self, db: &Connection, people: &[PersonId]) -> rusqlite::Result<Vec<u32>> {
        let mut theirs: Vec<u32> = Vec::new();
        for person in people {
            theirs.extend(self.mentioning(db, *person)?.iter());
        }
        if people.len() > 1 {
            theirs.sort_unstable();
            theirs.dedup();
        }
        Ok(theirs)
    }

    fn read(&self, db: &Connection, (score, _, sentence): Hit) -> rusqlite::Result<Passage> {
        Ok(Passage { score, ..self.passage(db, sentence)? })
    }

    /// The sentence of that number.
    pub(super) fn passage(&self, db: &Connection, sentence: u32) -> rusqlite::Result<Passage> {
        let stock = self.shelf(db)?;
        let missing = || rusqlite::Error::QueryReturnedNoRows;
        let first = stock.firsts.get(stock.place_of(sentence)).ok_or_else(missing)?;
        let page = self.page(db, first.article)?;
        let place = sentence.checked_sub(first.sentence).ok_or_else(missing)?;
        page.get(place as usize).cloned().ok_or_else(missing)
    }

    fn shelf(&self, db: &Connection) -> rusqlite::Result<&Shelf> {
        if let Some(stock) = self.shelf.get() {
            return Ok(stock);
        }
        let stock = Shelf::read(db)?;
        Ok(self.shelf.get_or_init(|| stock))
    }
}

/// What a list takes, in bytes.
fn weight(list: &[u32]) -> usize {
    100 + size_of_val(list)
}
