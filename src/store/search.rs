//! Which sentences hold the words of a question, where far more hold one of them than anybody wants to read?
//!
//! A few hundred matches are weighed by the database. Of many thousands the database would weigh every one; here each
//! word's sentences are a list of numbers, kept at hand, and only what may answer is read: sentences of articles that
//! hold every word, those with the most and rarest words first.

use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, params};

use super::rows::{any_of, kind, span};
use super::{Passage, Recent};
use crate::domain::{ArticleId, PersonId};

/// So many matches the database weighs in less than a millisecond.
const FEW: usize = 600;

/// No more are read of what many sentences hold.
const MOST: usize = 20;

/// Bytes of lists that are kept at hand.
const ROOM: usize = 2 << 20;

/// Lists of sentences, by word and by person, as far as they were needed.
#[derive(Debug)]
pub(super) struct Search {
    shelf: OnceLock<Shelf>,
    words: Recent<String, Vec<u32>>,
    people: Recent<PersonId, Vec<u32>>,
}

/// Which sentences are whose.
#[derive(Debug)]
struct Shelf {
    /// The number of the first sentence of each article, in order, with the article's place among the stems.
    firsts: Vec<(u32, u32)>,
    /// In order.
    stems: Vec<ArticleId>,
}

impl Search {
    pub(super) fn new() -> Self {
        let (words, people) = (Recent::with_room(ROOM), Recent::with_room(ROOM / 2));
        Self { shelf: OnceLock::new(), words, people }
    }

    /// The best sentences about any of these people, or anybody, that hold words of these groups, out of articles that
    /// hold one of each; `None` when there are so few that the database may weigh them all.
    pub(super) fn passages(
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
        let mut theirs: Vec<u32> = Vec::new();
        for person in people {
            theirs.extend(self.mentioning(db, *person)?.iter());
        }
        theirs.sort_unstable();
        theirs.dedup();
        let stock = self.shelf(db)?;
        let whole = stock.with_all(groups.len(), &lists);
        let end = lists.iter().filter_map(|(_, list)| list.last()).max().map_or(0, |last| *last as usize + 1);
        // By number of sentence: the groups that it holds a word of, and how rare its words are.
        let mut held: Vec<u64> = vec![0; end];
        let mut rarity: Vec<f32> = vec![0.0; end];
        let mut touched: Vec<u32> = Vec::new();
        for (group, list) in &lists {
            let rare = stock.rarity(list.len());
            let mut touch = |sentence: u32| {
                let at = sentence as usize;
                if held[at] == 0 {
                    touched.push(sentence);
                }
                held[at] |= 1_u64 << group;
                rarity[at] += rare;
            };
            if people.is_empty() {
                list.iter().for_each(|sentence| touch(*sentence));
            } else {
                common(list, &theirs).for_each(&mut touch);
            }
        }
        let mut found: Vec<(u32, f32, u32, u32)> = Vec::new();
        for sentence in touched {
            let (place, stem) = stock.article_of(sentence);
            if whole[place] {
                let at = sentence as usize;
                found.push((held[at].count_ones(), rarity[at], stem, sentence));
            }
        }
        let better = |a: &(u32, f32, u32, u32), b: &(u32, f32, u32, u32)| {
            (b.0.cmp(&a.0)).then(b.1.total_cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3)))
        };
        let limit = limit.min(MOST);
        if found.len() > limit {
            found.select_nth_unstable_by(limit, better);
            found.truncate(limit);
        }
        found.sort_unstable_by(better);
        let read = |(_, score, stem, sentence): (u32, f32, u32, u32)| {
            sentence_of(db, sentence, &stock.stems[stem as usize], f64::from(score))
        };
        found.into_iter().map(read).collect::<Result<_, _>>().map(Some)
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
        let sql = "SELECT DISTINCT sp.sentence FROM chain c JOIN sentence_person sp ON sp.chain = c.id
                   WHERE c.person = ?1 ORDER BY sp.sentence";
        let list: Vec<u32> =
            db.prepare_cached(sql)?.query_map([person.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let list = Arc::new(list);
        self.people.keep(&person, &list, weight(&list));
        Ok(list)
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
        let sql =
            "SELECT a.stem, s.id FROM article a LEFT JOIN sentence s ON s.article = a.id AND s.n = 0 ORDER BY a.stem";
        let mut articles = db.prepare_cached(sql)?;
        let (mut stems, mut firsts) = (Vec::new(), Vec::new());
        let mut rows = articles.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(first) = row.get(1)? {
                firsts.push((first, stems.len() as u32));
            }
            stems.push(ArticleId(row.get(0)?));
        }
        firsts.sort_unstable();
        Ok(Self { firsts, stems })
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

/// One sentence with its people.
fn sentence_of(db: &Connection, id: u32, article: &ArticleId, score: f64) -> rusqlite::Result<Passage> {
    let mut people: Vec<PersonId> = Vec::new();
    let sql = "SELECT c.person FROM sentence_person sp JOIN chain c ON c.id = sp.chain
               WHERE sp.sentence = ?1 AND c.person IS NOT NULL ORDER BY sp.n";
    for person in db.prepare_cached(sql)?.query_map([id], |row| row.get(0).map(PersonId))? {
        let person = person?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    let sql = "SELECT start, end, paragraph, kind FROM sentence WHERE id = ?1";
    db.prepare_cached(sql)?.query_row(params![id], |row| {
        let (span, paragraph, kind) = (span(row, 0)?, row.get(2)?, kind(row, 3)?);
        Ok(Passage { article: article.clone(), span, paragraph, kind, people, score })
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
        let stems = ["b", "c", "a"].map(|stem| ArticleId(stem.into())).to_vec();
        let stock = Shelf { firsts: vec![(1, 2), (10, 0), (20, 1)], stems };
        assert_eq!([1, 9, 10, 19, 20, 99].map(|s| stock.article_of(s).0), [0, 0, 1, 1, 2, 2]);
        let lists = [(0, Arc::new(vec![1, 9, 25])), (1, Arc::new(vec![3, 15])), (1, Arc::new(vec![20]))];
        assert_eq!(stock.with_all(2, &lists), [true, false, true]);
    }
}
