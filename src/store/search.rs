//! Which sentences hold the words of a question, where far more hold one of them than anybody wants to read?
//!
//! A few hundred matches are weighed by the database. Of many thousands the database would weigh every one; here each
//! word's sentences are a list of numbers, kept at hand, and only what may answer is read: sentences of articles that
//! hold every word, those with the most and rarest words first.

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::pack::unpacked;
use super::rows::{self, any_of};
use super::{Passage, Recent};
use crate::domain::{ArticleId, PersonId};

/// So many matches the database weighs in less than a millisecond.
const FEW: usize = 600;

/// No more are read of what many sentences hold.
const MOST: usize = 20;

/// Bytes of lists that are kept at hand.
const ROOM: usize = 2 << 20;

/// Bytes of sentences that are kept at hand.
const PAGES: usize = 4 << 20;

/// Lists of sentences, by word and by person, and the sentences of articles, as far as they were needed.
#[derive(Debug)]
pub(super) struct Search {
    shelf: OnceLock<Shelf>,
    words: Recent<String, Vec<u32>>,
    people: Recent<PersonId, Vec<u32>>,
    pages: Recent<i64, Vec<Passage>>,
}

/// Which sentences are whose.
#[derive(Debug)]
struct Shelf {
    /// The number of the first sentence of each article, in order, with the article's place in order of stem.
    firsts: Vec<(u32, u32)>,
    /// By place in order of stem, the place in time.
    times: Vec<u32>,
}

/// A sentence that was found: how well, the place of its article in order of stem, its number.
type Hit = (f64, u32, u32);

impl Search {
    pub(super) fn new() -> Self {
        let (words, people) = (Recent::with_room(ROOM), Recent::with_room(ROOM / 2));
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
        let time = |sentence: &u32| stock.times.get(stock.article_of(*sentence).1 as usize);
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
                hits.push((row.get(1)?, stock.article_of(sentence).1, sentence));
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
        let mut lists: Vec<(usize, Arc<Vec<u32>>)> = Vec::new();
        for (n, group) in groups.iter().enumerate() {
            for word in group {
                lists.push((n, self.holding(db, word)?));
            }
        }
        if lists.iter().map(|(_, list)| list.len()).sum::<usize>() <= FEW {
            return Ok(None);
        }
        let theirs = self.theirs(db, people)?;
        let stock = self.shelf(db)?;
        let whole = stock.with_all(groups.len(), &lists);
        // Each sentence of such an article with the group of a word that it holds, and how rare that word is.
        let mut held: Vec<(u32, usize, f32)> = Vec::new();
        for (group, list) in &lists {
            let rare = stock.rarity(list.len());
            let mut place = 0;
            let mut weighed = |sentence: u32| {
                while stock.firsts.get(place + 1).is_some_and(|(next, _)| *next <= sentence) {
                    place += 1;
                }
                if whole.get(place) == Some(&true) {
                    held.push((sentence, *group, rare));
                }
            };
            if people.is_empty() {
                list.iter().for_each(|sentence| weighed(*sentence));
            } else {
                common(list, &theirs).for_each(&mut weighed);
            }
        }
        // Stable: what is added up in the same order comes to the same. Lists in order are merged, not sorted.
        held.sort_by_key(|(sentence, ..)| *sentence);
        // The groups that a sentence holds a word of, and how rare its words are.
        let weigh = |run: &[(u32, usize, f32)]| {
            let groups = run.iter().fold(0_u64, |groups, (_, group, _)| groups | 1 << group);
            let rarity = run.iter().fold(0.0, |sum, (_, _, rare)| sum + rare);
            (groups.count_ones(), rarity, stock.article_of(run[0].0).1, run[0].0)
        };
        let mut found: Vec<(u32, f32, u32, u32)> = held.chunk_by(|a, b| a.0 == b.0).map(weigh).collect();
        let better = |a: &(u32, f32, u32, u32), b: &(u32, f32, u32, u32)| {
            (b.0.cmp(&a.0)).then(b.1.total_cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3)))
        };
        let limit = limit.min(MOST);
        if found.len() > limit {
            found.select_nth_unstable_by(limit, better);
            found.truncate(limit);
        }
        found.sort_unstable_by(better);
        let hit = |(_, score, stem, sentence): (u32, f32, u32, u32)| self.read(db, (f64::from(score), stem, sentence));
        found.into_iter().map(hit).collect::<Result<_, _>>().map(Some)
    }

    /// The articles that hold each of these words, as places in order of stem, with the first sentence that holds most
    /// of them.
    pub(super) fn articles(&self, db: &Connection, words: &[&str]) -> rusqlite::Result<Vec<(u32, u32)>> {
        let mut lists = Vec::with_capacity(words.len());
        for (n, word) in words.iter().enumerate() {
            lists.push((n, self.holding(db, word)?));
        }
        let stock = self.shelf(db)?;
        let whole = stock.with_all(words.len(), &lists);
        // By place of the article: how many of the words the best of its sentences holds, and which that is.
        let mut best: Vec<(u32, u32)> = vec![(0, 0); whole.len()];
        let mut all: Vec<u32> = lists.iter().flat_map(|(_, list)| list.iter().copied()).collect();
        if lists.len() > 1 {
            all.sort_unstable();
        }
        let mut place = 0;
        for run in all.chunk_by(|a, b| a == b) {
            while stock.firsts.get(place + 1).is_some_and(|(next, _)| *next <= run[0]) {
                place += 1;
            }
            if whole[place] && best[place].0 < run.len() as u32 {
                best[place] = (run.len() as u32, run[0]);
            }
        }
        let found = best.into_iter().zip(&stock.firsts).filter(|((count, _), _)| *count > 0);
        let mut found: Vec<(u32, u32)> = found.map(|((_, sentence), (_, stem))| (*stem, sentence)).collect();
        found.sort_unstable();
        Ok(found)
    }

    /// The sentences that hold a word, in order.
    fn holding(&self, db: &Connection, word: &str) -> rusqlite::Result<Arc<Vec<u32>>> {
        let key = word.to_owned();
        if let Some(list) = self.words.get(&key) {
            return Ok(list);
        }
        let list = match any_of(&[word]) {
            Some(sought) => {
                let sql = "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?1 ORDER BY rowid";
                db.prepare_cached(sql)?.query_map([sought], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?
            }
            None => Vec::new(),
        };
        let list = Arc::new(list);
        self.words.keep(&key, &list, weight(&list));
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
        let (article, place) = rows::holder(db, sentence)?;
        let page = self.page(db, article)?;
        let passage = page.get(place).ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(Passage { score, ..passage.clone() })
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

impl Shelf {
    /// An article's sentences are written in one go, so that their numbers follow one another.
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT id, stem FROM article ORDER BY day IS NULL, day, stem";
        let mut articles = db.prepare_cached(sql)?;
        let rows = articles.query_map([], |row| Ok((ArticleId(row.get(1)?), row.get(0)?)))?;
        let in_time = rows.collect::<Result<Vec<(ArticleId, i64)>, _>>()?.into_iter().zip(0..);
        let mut by_stem: Vec<(ArticleId, i64, u32)> =
            in_time.map(|((stem, number), time)| (stem, number, time)).collect();
        by_stem.sort_unstable();
        let places: FxHashMap<i64, u32> = (0..).zip(&by_stem).map(|(place, (_, number, _))| (*number, place)).collect();
        let sql = "SELECT first_sentence, article FROM page WHERE sentence_count > 0 ORDER BY first_sentence";
        let mut pages = db.prepare_cached(sql)?;
        let mut firsts = Vec::with_capacity(by_stem.len());
        let mut rows = pages.query([])?;
        while let Some(row) = rows.next()? {
            firsts.extend(
                places.get(&row.get(1)?).map(|place| Ok::<_, rusqlite::Error>((row.get(0)?, *place))).transpose()?,
            );
        }
        let times = by_stem.iter().map(|(_, _, time)| *time).collect();
        Ok(Self { firsts, times })
    }

    /// The article of a sentence: its place in order of sentences and in order of stem.
    fn article_of(&self, sentence: u32) -> (usize, u32) {
        let place = self.firsts.partition_point(|(first, _)| *first <= sentence).saturating_sub(1);
        (place, self.firsts.get(place).map_or(0, |(_, stem)| *stem))
    }

    /// By place in order of sentences, whether the article holds a word of each group.
    fn with_all(&self, groups: usize, lists: &[(usize, Arc<Vec<u32>>)]) -> Vec<bool> {
        let mut held: Vec<u64> = vec![0; self.firsts.len()];
        for (group, list) in lists {
            let mut place = 0;
            for sentence in list.iter() {
                while self.firsts.get(place + 1).is_some_and(|(next, _)| next <= sentence) {
                    place += 1;
                }
                if let Some(held) = held.get_mut(place) {
                    *held |= 1_u64 << group;
                }
            }
        }
        held.into_iter().map(|held| held.count_ones() as usize >= groups).collect()
    }

    /// The inverse document frequency of BM25, articles standing for documents.
    #[allow(clippy::cast_precision_loss)] // A weight: the last digits of a long list do not matter.
    fn rarity(&self, sentences: usize) -> f32 {
        (1.0 + self.firsts.len() as f32 / (sentences as f32 + 0.5)).ln()
    }
}

/// What two ordered lists have in common.
fn common<'a>(one: &'a [u32], other: &'a [u32]) -> impl Iterator<Item = u32> {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut from = 0;
    short.iter().copied().filter(move |number| {
        from += long[from..].partition_point(|known| known < number);
        long.get(from) == Some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_lists_have_in_common() {
        let check = |one: &[u32], other: &[u32], expected: &[u32]| {
            assert_eq!(common(one, other).collect::<Vec<_>>(), expected);
            assert_eq!(common(other, one).collect::<Vec<_>>(), expected);
        };
        check(&[1, 4, 9], &[2, 4, 5, 6, 7, 8, 9, 12], &[4, 9]);
        check(&[], &[1], &[]);
        check(&[5], &[5], &[5]);
    }

    #[test]
    fn articles_that_hold_a_word_of_each_group() {
        let stock = Shelf { firsts: vec![(1, 2), (10, 0), (20, 1)], times: vec![0, 1, 2] };
        assert_eq!([1, 9, 10, 19, 20, 99].map(|s| stock.article_of(s).0), [0, 0, 1, 1, 2, 2]);
        let lists = [(0, Arc::new(vec![1, 9, 25])), (1, Arc::new(vec![3, 15])), (1, Arc::new(vec![20]))];
        assert_eq!(stock.with_all(2, &lists), [true, false, true]);
    }
}
