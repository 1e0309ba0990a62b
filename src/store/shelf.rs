//! Which sentence is whose, and which article came when?
//!
//! A few numbers for each article and sentence, read once; no text. It knows nothing of words.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::domain::ArticleId;

/// Which sentences are whose.
#[derive(Debug)]
pub(super) struct Shelf {
    /// Of each article with sentences: the number of its first one, in order, its place in order of stem, its own number.
    pub(super) firsts: Vec<First>,
    /// By number of a sentence, the place of its article among these.
    places: Vec<u32>,
    /// By place in order of stem, the place in time.
    pub(super) times: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct First {
    pub(super) sentence: u32,
    pub(super) stem: u32,
    pub(super) article: i64,
}

impl Shelf {
    /// An article's sentences are written in one go, so that their numbers follow one another.
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
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

    /// More than the greatest number of a sentence.
    pub(super) fn sentences(&self) -> usize {
        self.places.len()
    }

    /// The place of a sentence's article in order of sentences.
    pub(super) fn place_of(&self, sentence: u32) -> usize {
        self.places.get(sentence as usize).map_or(0, |place| *place as usize)
    }

    /// The place of a sentence's article in order of stem.
    pub(super) fn stem_of(&self, sentence: u32) -> u32 {
        self.firsts.get(self.place_of(sentence)).map_or(0, |first| first.stem)
    }

    /// By place in order of sentences, whether the article stands in a list of each group; `None` for a single group, in
    /// which all of them stand. Lists come in order of group.
    pub(super) fn with_all<'a>(
        &self,
        groups: usize,
        lists: impl Iterator<Item = (usize, &'a [u32])>,
    ) -> Option<Vec<bool>> {
        if groups < 2 {
            return None;
        }
        // In how many of the groups it stands, one after the other.
        let mut held: Vec<u8> = vec![0; self.firsts.len()];
        for (group, list) in lists {
            for sentence in list {
                if let Some(held) = held.get_mut(self.place_of(*sentence)).filter(|held| usize::from(**held) == group) {
                    *held += 1;
                }
            }
        }
        Some(held.into_iter().map(|held| usize::from(held) == groups).collect())
    }

    /// The inverse document frequency of BM25, articles standing for documents.
    #[allow(clippy::cast_precision_loss)] // A weight: the last digits of a long list do not matter.
    pub(super) fn rarity(&self, sentences: usize) -> f32 {
        (1.0 + self.firsts.len() as f32 / (sentences as f32 + 0.5)).ln()
    }

    /// The same of articles: the first sentence, how many, the place in order of stem.
    #[cfg(test)]
    pub(super) fn of(articles: &[(u32, u32, u32)]) -> Self {
        let mut places = Vec::new();
        for (at, (first, count, _)) in (0..).zip(articles) {
            places.resize((first + count) as usize, at);
        }
        let first = |(sentence, _, stem): &(u32, u32, u32)| First { sentence: *sentence, stem: *stem, article: 0 };
        Self { firsts: articles.iter().map(first).collect(), places, times: (0..articles.len() as u32).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_know_their_articles() {
        let stock = Shelf::of(&[(1, 9, 2), (10, 10, 0), (20, 9, 1)]);
        assert_eq!([1, 9, 10, 19, 20, 28].map(|s| stock.stem_of(s)), [2, 2, 0, 0, 1, 1]);
        let lists = [(0, &[1, 9, 25][..]), (1, &[3, 15]), (1, &[20])];
        assert_eq!(stock.with_all(2, lists.into_iter()).as_deref(), Some(&[true, false, true][..]));
        assert_eq!(stock.with_all(1, lists.into_iter()), None);
    }
}
