//! Among which words and people do all of somebody's quotations stand?
//!
//! Somebody in the news is quoted a thousand times, and whoever asks for one topic wants a few of those: here each word and
//! each person knows near which quotations they stand, so that no other quotation is looked at. It answers as
//! [`Setting`](super::Setting) and [`News`](super::News) do for one quotation, for all of them at once, and is made of nothing else.

use std::sync::Arc;

use super::lexicon::Stem;
use super::{Archive, Speech};
use crate::domain::PersonId;
use crate::store::StoreError;

/// Who is spoken about in a quotation: [`Setting::about`](super::Setting::about).
pub const ABOUT: u8 = 1;
/// Who is mentioned near it: [`Setting::near`](super::Setting::near).
pub const NEAR: u8 = 2;
/// Whom its `he` or `she` means: [`Setting::meant`](super::Setting::meant).
pub const MEANT: u8 = 4;

/// In the headline of its article.
pub const HEADLINE: u8 = 1;
/// In the headline or the first sentences.
pub const BEGINNING: u8 = 2;

/// What stands around a list of quotations, each by its place in the list.
#[derive(Debug, Default)]
pub struct Surroundings {
    words: Index<Stem>,
    people: Index<PersonId>,
    /// The beginnings of their articles.
    news: Index<Stem>,
    headlined: Index<PersonId>,
    /// By place of the quotation, that of its article.
    articles: Vec<u32>,
    pronouns: Vec<bool>,
}

impl Surroundings {
    /// What stands around these quotations, those of one article in a row.
    pub(super) fn of(archive: &Archive, all: &[Speech]) -> Result<Self, StoreError> {
        let (mut articles, mut pronouns): (Vec<u32>, Vec<bool>) = (Vec::new(), Vec::new());
        let (mut words, mut people, mut news, mut headlined) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (article, own) in (0..).zip(all.chunk_by(|one, other| one.source.article == other.source.article)) {
            for (n, setting) in archive.settings(own)?.iter().enumerate() {
                if n == 0 {
                    let (headline, beginning) = setting.news.stems();
                    news.extend(headline.iter().map(|stem| (*stem, entry(article, HEADLINE | BEGINNING))));
                    news.extend(beginning.iter().map(|stem| (*stem, entry(article, BEGINNING))));
                    headlined.extend(setting.news.headline_names.iter().map(|id| (*id, entry(article, HEADLINE))));
                }
                let at = articles.len() as u32;
                words.extend(setting.stems().map(|(stem, place)| (stem, entry(at, place))));
                for (told, how) in [(&setting.about, ABOUT), (&setting.near, NEAR), (&setting.meant, MEANT)] {
                    people.extend(told.iter().map(|id| (*id, entry(at, how))));
                }
                articles.push(article);
                pronouns.push(setting.says_pronoun);
            }
        }
        Ok(Self {
            words: Index::of(words),
            people: Index::of(people),
            news: Index::of(news),
            headlined: Index::of(headlined),
            articles,
            pronouns,
        })
    }

    /// By quotation, where a stem stands and where one that may stand for it: [`OWN`](super::OWN),
    /// [`SENTENCE`](super::SENTENCE), [`AROUND`](super::AROUND).
    pub fn places_of(&self, sought: &Stem) -> Vec<(u8, u8)> {
        let mut places = vec![(0, 0); self.articles.len()];
        self.words.look(
            |stem| stem.alike(sought),
            |stem, at, place| {
                let (same, alike) = &mut places[at];
                *alike |= place;
                *same |= if stem.same(sought) { place } else { 0 };
            },
        );
        places
    }

    /// By quotation, where the beginning of its article holds a word that may stand for this one: [`HEADLINE`],
    /// [`BEGINNING`].
    pub fn news_of(&self, sought: &Stem) -> Vec<u8> {
        self.told_of_articles(&self.news, |stem| stem.alike(sought))
    }

    /// By quotation, how it has to do with somebody: [`ABOUT`], [`NEAR`], [`MEANT`].
    pub fn ties_to(&self, person: PersonId) -> Vec<u8> {
        let mut ties = vec![0; self.articles.len()];
        self.people.look(|id| *id == person, |_, at, how| ties[at] |= how);
        ties
    }

    /// By quotation, whether the headline names somebody: [`HEADLINE`].
    pub fn headlines_of(&self, person: PersonId) -> Vec<u8> {
        self.told_of_articles(&self.headlined, |id| *id == person)
    }

    /// Whether the quotation of that place holds a pronoun for somebody.
    pub fn says_pronoun(&self, at: usize) -> bool {
        self.pronouns[at]
    }

    fn told_of_articles<K>(&self, index: &Index<K>, wanted: impl Fn(&K) -> bool) -> Vec<u8> {
        let count = self.articles.last().map_or(0, |last| *last as usize + 1);
        let mut told = vec![0; count];
        index.look(wanted, |_, article, place| told[article] |= place);
        self.articles.iter().map(|article| told[*article as usize]).collect()
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        300 + self.words.weight()
            + self.people.weight()
            + self.news.weight()
            + self.headlined.weight()
            + size_of_val(&*self.articles)
            + size_of_val(&*self.pronouns)
    }
}

impl Archive {
    /// What stands around all that [`Self::speeches`] gives for the same, which is `all`.
    pub fn surroundings(
        &self,
        people: &[PersonId],
        indirect: bool,
        all: &[Speech],
    ) -> Result<Arc<Surroundings>, StoreError> {
        let key = (indirect, people.to_vec());
        if let Some(known) = self.speeches.around.get(&key) {
            return Ok(known);
        }
        let around = Arc::new(Surroundings::of(self, all)?);
        self.speeches.around.keep(&key, &around, around.weight());
        Ok(around)
    }
}

/// A number and a place beside it, in one: numbers are of quotations of one person.
fn entry(number: u32, place: u8) -> u32 {
    number << 8 | u32::from(place)
}

/// By key, the numbers that it belongs to, each with a place.
#[derive(Debug)]
struct Index<K> {
    /// Each key once, with the end of its entries.
    keys: Vec<(K, u32)>,
    entries: Vec<u32>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), entries: Vec::new() }
    }
}

impl<K> Index<K> {
    fn of(mut all: Vec<(K, u32)>) -> Self
    where
        K: Ord + Copy,
    {
        all.sort_unstable();
        let mut keys: Vec<(K, u32)> = Vec::new();
        for (n, run) in all.chunk_by(|one, other| one.0 == other.0).enumerate() {
            let begin = n.checked_sub(1).map_or(0, |before| keys[before].1);
            keys.push((run[0].0, begin + run.len() as u32));
        }
        keys.shrink_to_fit();
        Self { keys, entries: all.into_iter().map(|(_, entry)| entry).collect() }
    }

    /// Tells every entry of the keys that are wanted: the key, the number, the place. Keys are few beside entries.
    fn look(&self, wanted: impl Fn(&K) -> bool, mut tell: impl FnMut(&K, usize, u8)) {
        let mut begin = 0;
        for (key, end) in &self.keys {
            if wanted(key) {
                for entry in &self.entries[begin as usize..*end as usize] {
                    tell(key, (entry >> 8) as usize, *entry as u8);
                }
            }
            begin = *end;
        }
    }

    fn weight(&self) -> usize {
        size_of_val(&*self.keys) + size_of_val(&*self.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_know_their_numbers() {
        let index = Index::of(vec![(7, entry(300, 4)), (2, entry(0, 1)), (7, entry(0, 2)), (7, entry(300, 1))]);
        let told = |wanted: fn(&i32) -> bool| {
            let mut told = Vec::new();
            index.look(wanted, |key, number, place| told.push((*key, number, place)));
            told
        };
        assert_eq!(told(|key| *key == 7), [(7, 0, 2), (7, 300, 1), (7, 300, 4)]);
        assert_eq!(told(|key| *key < 7), [(2, 0, 1)]);
        assert_eq!(told(|_| false), []);
        Index::<i32>::of(Vec::new()).look(|_| true, |_, _, _| panic!("nothing to tell"));
    }
}
