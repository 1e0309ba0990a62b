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
    /// Of each article with sentences: the number of its first one, in order, its place in order of stem, its own number.
    firsts: Vec<First>,
    /// By number of a sentence, the place of its article among these.
    places: Vec<u32>,
    /// By place in order of stem, the place in time.
    times: Vec<u32>,
}

#[derive(Debug)]
struct First {
    sentence: u32,
    stem: u32,
    article: i64,
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
        let held = |sentence: &u32| whole.as_ref().is_none_or(|whole| whole[stock.place_of(*sentence)]);
        // Each sentence of such an article with the list that it stands in, in one number.
        let mut entries: Vec<u64> = Vec::new();
        for (n, (_, list)) in (0..).zip(&lists) {
            let entry = |sentence: u32| u64::from(sentence) << 32 | n;
            if people.is_empty() {
                entries.extend(list.iter().copied().filter(held).map(entry));
            } else {
                entries.extend(common(list, &theirs).filter(held).map(entry));
            }
        }
        // Lists in order are merged, not sorted.
        #[allow(clippy::stable_sort_primitive)]
        entries.sort();
        let rare: Vec<f32> = lists.iter().map(|(_, list)| stock.rarity(list.len())).collect();
        // The groups that a sentence holds a word of, and how rare its words are, added up in the order of the lists.
        let weigh = |run: &[u64]| {
            let own = || run.iter().map(|entry| *entry as u32 as usize);
            let groups = own().fold(0_u64, |groups, n| groups | 1 << lists[n].0);
            let sentence = (run[0] >> 32) as u32;
            (groups.count_ones(), own().fold(0.0, |sum, n| sum + rare[n]), stock.stem_of(sentence), sentence)
        };
        let mut found: Vec<(u32, f32, u32, u32)> = entries.chunk_by(|a, b| a >> 32 == b >> 32).map(weigh).collect();
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
        let mut best: Vec<(u32, u32)> = vec![(0, 0); stock.firsts.len()];
        let mut all: Vec<u32> = lists.iter().flat_map(|(_, list)| list.iter().copied()).collect();
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
        let sql =
            "SELECT first_sentence, sentence_count, article FROM page WHERE sentence_count > 0 ORDER BY first_sentence";
        let mut pages = db.prepare_cached(sql)?;
        let mut firsts: Vec<First> = Vec::with_capacity(by_stem.len());
        let mut numbered: Vec<u32> = Vec::new();
        let mut rows = pages.query([])?;
        while let Some(row) = rows.next()? {
            let (sentence, count, article): (u32, u32, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(stem) = places.get(&article).copied() else { continue };
            numbered.resize((sentence + count) as usize, firsts.len() as u32);
            firsts.push(First { sentence, stem, article });
        }
        let times = by_stem.iter().map(|(_, _, time)| *time).collect();
        Ok(Self { firsts, places: numbered, times })
    }

    /// The place of a sentence's article in order of sentences.
    fn place_of(&self, sentence: u32) -> usize {
        self.places.get(sentence as usize).map_or(0, |place| *place as usize)
    }

    /// The place of a sentence's article in order of stem.
    fn stem_of(&self, sentence: u32) -> u32 {
        self.firsts.get(self.place_of(sentence)).map_or(0, |first| first.stem)
    }

    /// By place in order of sentences, whether the article holds a word of each group; `None` where a word of one is enough,
    /// which every article in the lists holds.
    fn with_all(&self, groups: usize, lists: &[(usize, Arc<Vec<u32>>)]) -> Option<Vec<bool>> {
        if groups < 2 {
            return None;
        }
        let mut held: Vec<u64> = vec![0; self.firsts.len()];
        for (group, list) in lists {
            for sentence in list.iter() {
                if let Some(held) = held.get_mut(self.place_of(*sentence)) {
                    *held |= 1_u64 << group;
                }
            }
        }
        Some(held.into_iter().map(|held| held.count_ones() as usize >= groups).collect())
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
        let first = |(sentence, stem)| First { sentence, stem, article: 0 };
        let firsts = [(1, 2), (10, 0), (20, 1)].map(first).into();
        let places = [[0; 10], [1; 10], [2; 10]].concat();
        let stock = Shelf { firsts, places, times: vec![0, 1, 2] };
        assert_eq!([1, 9, 10, 19, 20, 29].map(|s| stock.stem_of(s)), [2, 2, 0, 0, 1, 1]);
        let lists = [(0, Arc::new(vec![1, 9, 25])), (1, Arc::new(vec![3, 15])), (1, Arc::new(vec![20]))];
        assert_eq!(stock.with_all(2, &lists).as_deref(), Some(&[true, false, true][..]));
        assert_eq!(stock.with_all(1, &lists), None);
    }
}
