//! What do all answers need at hand?
//!
//! The open store, everybody's names, and the way from a span to a receipt. Read only.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::civil;

use super::facts::Facts;
use super::lexicon::is_stop;
use super::name::{NameIndex, fold, words_in, words_of};
use super::printed::Printed;
use super::prose::list;
use super::speech::Speeches;
use super::{Dossier, Page, Receipt, Source};
use crate::domain::{ArticleId, Edtf, Fact, Object, PersonId, Span, Status};
use crate::language::possessive;
use crate::store::{ArticleHead, Filed, Kind, Recent, Store, StoreError};

/// The open store and what was prepared on opening it.
#[derive(Debug)]
pub struct Archive {
    /// The open store.
    pub store: Store,
    /// Everybody's names.
    pub names: NameIndex,
    /// Every article in order of time, and the place of each in it.
    known: Vec<Known>,
    ranks: HashMap<ArticleId, usize>,
    /// The place in time of each article, in order of stem.
    by_stem: Vec<u32>,
    /// The place in time of the newest dated article.
    newest: Option<usize>,
    /// What each copy copies.
    originals: HashMap<ArticleId, ArticleId>,
    /// By place in time, the place of what an article copies, or its own.
    stories: Vec<u32>,
    /// The last day that each dated article may be of, in order.
    printed: Vec<civil::Date>,
    /// The pages read last.
    pages: Recent<ArticleId, Page>,
    /// What is told of those who were asked about last.
    facts: Recent<PersonId, Facts>,
    /// The same as of a day, and what was worked out of it.
    dossiers: Recent<(PersonId, Option<Edtf>), Dossier>,
    /// The articles that tell of somebody's death.
    deaths: Recent<PersonId, Vec<ArticleId>>,
    /// The words of those whose words were asked for last.
    quotations: Recent<PersonId, Vec<Filed>>,
    /// The names of those whom an answer left out later news of.
    printed_as: Recent<PersonId, Printed>,
    /// How much the sentences that were compared last leave open.
    left_open: Recent<Source, usize>,
    /// What was asked about last of anybody's words.
    pub(super) speeches: Speeches,
}

/// What is known of an article without reading it. Of most articles nobody asks for more than the date.
#[derive(Debug)]
pub(super) struct Known {
    id: ArticleId,
    date: Option<Edtf>,
    /// Its title and outlet, once somebody has asked.
    head: OnceLock<Option<Box<ArticleHead>>>,
    /// The last day that it may be of.
    last: Option<civil::Date>,
    /// Whether it corrects another one, once somebody has asked.
    pub(super) corrects: OnceLock<bool>,
}

/// Bytes of pages that are kept at hand: one answer looks at a few pages many times, and fans ask of the news.
const PAGES: usize = 8 << 20;
/// Bytes of facts that are kept at hand: of somebody in the news there are thousands, and everybody asks about them.
const FACTS: usize = 12 << 20;
/// The same of quotations as they were read; what questions ask again is made ready elsewhere.
const QUOTATIONS: usize = 4 << 20;
/// Bytes of what is worked out from claims: dearer to make than all else.
const DOSSIERS: usize = 12 << 20;
/// Bytes of names that are kept at hand.
const NAMES: usize = 1 << 20;
/// What a claim takes besides its letters, in bytes.
const EACH: usize = 320;
/// What a sentence of a page takes besides its letters: its stems, for the store keeps it at hand as well.
const SENTENCE: usize = 200;

impl Archive {
    /// Prepares the names of everybody in the store.
    pub fn open(store: Store) -> Result<Self, StoreError> {
        let names = NameIndex::of(store.people()?);
        let known = |(id, date): (ArticleId, Option<Edtf>)| {
            let last = date.as_ref().and_then(Edtf::upper);
            Known { id, date, head: OnceLock::new(), last, corrects: OnceLock::new() }
        };
        let known: Vec<Known> = store.calendar()?.into_iter().map(known).collect();
        let newest = known.iter().rposition(|known| known.date.is_some());
        let mut printed: Vec<civil::Date> = known.iter().filter_map(|known| known.last).collect();
        printed.sort_unstable();
        let mut by_stem: Vec<u32> = (0..known.len() as u32).collect();
        by_stem.sort_unstable_by(|a, b| known[*a as usize].id.cmp(&known[*b as usize].id));
        let ranks: HashMap<ArticleId, usize> =
            known.iter().enumerate().map(|(rank, known)| (known.id.clone(), rank)).collect();
        let originals: HashMap<ArticleId, ArticleId> = store.copies()?.into_iter().collect();
        let mut stories: Vec<u32> = (0..known.len() as u32).collect();
        for (copy, original) in &originals {
            if let (Some(copy), Some(original)) = (ranks.get(copy), ranks.get(original)) {
                stories[*copy] = *original as u32;
            }
        }
        let (facts, quotations) = (Recent::with_room(FACTS), Recent::with_room(QUOTATIONS));
        let (dossiers, deaths) = (Recent::with_room(DOSSIERS), Recent::with_room(NAMES));
        let (pages, printed_as) = (Recent::with_room(PAGES), Recent::with_room(NAMES));
        let (left_open, speeches) = (Recent::with_room(NAMES), Speeches::new());
        Ok(Self {
            store,
            names,
            known,
            ranks,
            by_stem,
            newest,
            originals,
            stories,
            printed,
            pages,
            facts,
            dossiers,
            deaths,
            quotations,
            printed_as,
            left_open,
            speeches,
        })
    }

    /// The article that this one copies; itself when it is no copy.
    pub fn original_of<'a>(&'a self, id: &'a ArticleId) -> &'a ArticleId {
        if self.originals.is_empty() { id } else { self.originals.get(id).unwrap_or(id) }
    }

    /// Whether an article copies another one of the archive.
    pub fn is_copy(&self, id: &ArticleId) -> bool {
        !self.originals.is_empty() && self.originals.contains_key(id)
    }

    /// How many articles there are.
    pub fn size(&self) -> usize {
        self.known.len()
    }

    /// How many articles were surely published by the end of this date.
    pub fn published(&self, by: &Edtf) -> usize {
        by.upper().map_or(0, |last| self.printed.partition_point(|day| *day <= last))
    }

    /// Whether an article was surely published by the end of this date; an undated one was not.
    pub fn is_published(&self, id: &ArticleId, by: &Edtf) -> bool {
        self.ranks.get(id).is_some_and(|rank| self.is_published_at(*rank, by))
    }

    /// The same for the article of that rank.
    pub fn is_published_at(&self, rank: usize, by: &Edtf) -> bool {
        let day = self.known.get(rank).and_then(|known| known.last);
        day.is_some() && day <= by.upper()
    }

    /// The newest dated article: how far the archive reaches.
    pub fn newest(&self) -> Option<&ArticleHead> {
        self.head_at(self.newest?)
    }

    /// An article's name, date and title.
    pub fn head(&self, id: &ArticleId) -> Option<&ArticleHead> {
        self.head_at(*self.ranks.get(id)?)
    }

    pub(super) fn known(&self, id: &ArticleId) -> Option<&Known> {
        self.known.get(*self.ranks.get(id)?)
    }

    /// The place of an article in time: 0 is the oldest, undated ones come last.
    pub fn rank(&self, id: &ArticleId) -> usize {
        self.ranks.get(id).copied().unwrap_or(usize::MAX)
    }

    /// The rank of the article that the one of that rank copies; the same when it is no copy.
    pub fn story_at(&self, rank: usize) -> usize {
        self.stories.get(rank).map_or(rank, |story| *story as usize)
    }

    /// The article of that rank.
    pub fn head_at(&self, rank: usize) -> Option<&ArticleHead> {
        let known = self.known.get(rank)?;
        // What can't be read now can't be shown either: its page says why.
        let head = known.head.get_or_init(|| self.store.head(&known.id).ok().flatten().map(Box::new));
        head.as_deref()
    }

    /// When the article of that rank was published.
    pub fn date_at(&self, rank: usize) -> Option<&Edtf> {
        self.known.get(rank)?.date.as_ref()
    }

    /// The ranks of the articles that hold each of these words, in order of stem, each with the number of its first
    /// sentence that holds most of them.
    pub fn ranks_with(&self, words: &[&str]) -> Result<Vec<(usize, u32)>, StoreError> {
        let found = self.store.articles_with(words)?.into_iter();
        Ok(found
            .filter_map(|(place, sentence)| Some((*self.by_stem.get(place as usize)? as usize, sentence)))
            .collect())
    }

    /// The full name of a person.
    pub fn name(&self, id: PersonId) -> &str {
        self.names.person(id).map_or("somebody", |p| p.name.as_str())
    }

    /// Full names as a list: `A, B and C`.
    pub fn names_of(&self, people: &[PersonId]) -> String {
        list(&people.iter().map(|id| self.name(*id)).collect::<Vec<_>>())
    }

    /// The other end of a tie, in words: a full name or a place.
    pub fn end<'a>(&'a self, end: &'a Object<PersonId>) -> &'a str {
        match end {
            Object::Person(id) => self.name(*id),
            Object::Place(place) => place,
        }
    }

    /// Whether any sentence of the archive holds this word.
    pub fn knows_word(&self, word: &str) -> Result<bool, StoreError> {
        self.store.holds(word)
    }

    /// An article with its sentences.
    pub fn page(&self, id: &ArticleId) -> Result<Arc<Page>, StoreError> {
        if let Some(page) = self.pages.get(id) {
            return Ok(page);
        }
        let missing = || StoreError(format!("the store names {id}, but does not hold it"));
        let (article, sentences) = self.store.page(id)?.ok_or_else(missing)?;
        let page = Arc::new(Page::new(article, sentences));
        self.pages.keep(id, &page, page.article.text.len() + SENTENCE * page.sentences.len());
        Ok(page)
    }

    /// Every fact that names a person or is asserted by them, oldest article first, in order of place.
    pub fn facts_about(&self, id: PersonId) -> Result<Arc<Facts>, StoreError> {
        if let Some(facts) = self.facts.get(&id) {
            return Ok(facts);
        }
        let facts = Arc::new(Facts::of(self.store.claims_about(id, Kind::Fact)?));
        self.facts.keep(&id, &facts, EACH * facts.len());
        Ok(facts)
    }

    /// What is known of somebody, by the end of a date or all of it; `None` for somebody whom no article names by then.
    pub(super) fn dossier(&self, id: PersonId, last: Option<&Edtf>) -> Result<Option<Arc<Dossier>>, StoreError> {
        let key = (id, last.cloned());
        if let Some(dossier) = self.dossiers.get(&key) {
            return Ok(Some(dossier));
        }
        let Some(dossier) = Dossier::read(self, id, last)?.map(Arc::new) else { return Ok(None) };
        self.dossiers.keep(&key, &dossier, dossier.weight());
        Ok(Some(dossier))
    }

    /// The articles that tell of somebody's death, oldest first.
    pub(super) fn deaths(&self, id: PersonId) -> Result<Arc<Vec<ArticleId>>, StoreError> {
        if let Some(deaths) = self.deaths.get(&id) {
            return Ok(deaths);
        }
        let facts = self.facts_about(id)?;
        let died = facts.events().filter(|filed| match &filed.claim.fact {
            Fact::Event(e) => e.kind == "died" && e.status == Status::Happened && e.participants.first() == Some(&id),
            _ => false,
        });
        let deaths = Arc::new(died.map(|filed| filed.article.clone()).collect::<Vec<_>>());
        self.deaths.keep(&id, &deaths, 100 + size_of_val(deaths.as_slice()));
        Ok(deaths)
    }

    /// Every quotation of somebody or about them, oldest article first, in order of place.
    pub fn quotations_about(&self, id: PersonId) -> Result<Arc<Vec<Filed>>, StoreError> {
        if let Some(quotations) = self.quotations.get(&id) {
            return Ok(quotations);
        }
        let quotations = Arc::new(self.store.claims_about(id, Kind::Quotation)?);
        self.quotations.keep(&id, &quotations, EACH * quotations.len());
        Ok(quotations)
    }

    /// The names by which articles call somebody, with their days.
    pub(super) fn printed(&self, id: PersonId) -> Result<Arc<Printed>, StoreError> {
        if let Some(printed) = self.printed_as.get(&id) {
            return Ok(printed);
        }
        let (forms, articles) = self.store.forms_of(id)?;
        let dated = articles.iter().filter_map(|(article, form)| Some((self.known(article)?.last?, *form)));
        let printed = Arc::new(Printed::of(forms, dated.collect()));
        self.printed_as.keep(&id, &printed, printed.weight());
        Ok(printed)
    }

    /// The articles that mention somebody, oldest first.
    pub fn articles_of(&self, id: PersonId) -> Vec<&ArticleId> {
        let mut articles: Vec<&ArticleId> = self.names.person(id).into_iter().flat_map(|p| &p.articles).collect();
        articles.sort_by_cached_key(|article| self.rank(article));
        articles
    }

    /// The words of a source as printed.
    pub fn words(&self, source: &Source) -> Result<String, StoreError> {
        Ok(source.span.cut(&self.page(&source.article)?.article.text).to_owned())
    }

    /// The sentences that a source stands in, as one span, and its text.
    pub fn sentence(&self, source: &Source) -> Result<(Span, String), StoreError> {
        let page = self.page(&source.article)?;
        let span = page.sentence_span(source.span);
        Ok((span, span.cut(&page.article.text).to_owned()))
    }

    /// The sentence of a source, with what goes before it in the paragraph where it points back: `That is when we met.`
    pub fn in_context(&self, source: &Source) -> Result<String, StoreError> {
        const LONGEST: usize = 420;
        let page = self.page(&source.article)?;
        let mut span = page.sentence_span(source.span);
        let text = &page.article.text;
        let Some(mut at) = page.sentences.iter().position(|s| s.span.overlaps(span)) else {
            return Ok(span.cut(text).to_owned());
        };
        let mut open = points_back(span.cut(text));
        while open && at > 0 && page.sentences[at - 1].paragraph == page.sentences[at].paragraph {
            let wider = span.cover(page.sentences[at - 1].span);
            if wider.cut(text).chars().count() > LONGEST {
                break;
            }
            (span, at) = (wider, at - 1);
            open = points_back(span.cut(text)) || span.cut(text).chars().count() < 80;
        }
        Ok(span.cut(text).to_owned())
    }

    /// The sentence that a source begins in, with its neighbours in the paragraph as far as a reader likes to read.
    pub fn passage(&self, source: &Source) -> Result<String, StoreError> {
        let page = self.page(&source.article)?;
        let at = page.sentences.iter().position(|s| s.span.overlaps(source.span));
        let span = at.map_or(source.span, |at| page.widened(at));
        Ok(span.cut(&page.article.text).to_owned())
    }

    /// How much the sentence of a source leaves to those before it: nothing (0), whom it means (1: `the couple's son`),
    /// what it tells of (2: `She left`).
    pub fn left_open(&self, source: &Source) -> Result<usize, StoreError> {
        const WEIGHT: usize = 150;
        if let Some(open) = self.left_open.get(source) {
            return Ok(*open);
        }
        let page = self.page(&source.article)?;
        let sentence = page.sentence_span(source.span).cut(&page.article.text);
        let open = if points_back(sentence) { 2 } else { usize::from(leaves_whom(sentence)) };
        self.left_open.keep(source, &Arc::new(open), WEIGHT);
        Ok(open)
    }

    /// Receipts for these sources: one for each sentence, in the order given, those of copies last; at most `limit`.
    pub fn receipts(&self, sources: &[Source], limit: usize) -> Result<Vec<Receipt>, StoreError> {
        let mut receipts: Vec<Receipt> = Vec::new();
        let (copied, own): (Vec<&Source>, Vec<&Source>) = sources.iter().partition(|s| self.is_copy(&s.article));
        for source in own.into_iter().chain(copied) {
            if receipts.len() == limit {
                break;
            }
            let Some(head) = self.head(&source.article) else { continue };
            let page = self.page(&source.article)?;
            let span = page.sentence_span(source.span);
            if receipts.iter().any(|r| r.article == source.article && r.span == span) {
                continue;
            }
            receipts.push(Receipt {
                article: source.article.clone(),
                date: head.date.clone(),
                title: head.title.clone(),
                outlet: head.outlet.clone(),
                url: head.url.clone(),
                sentence: span.cut(&page.article.text).to_owned(),
                span,
                code_points: span.code_points(&page.article.text),
            });
        }
        Ok(receipts)
    }

    /// Whether the folded words of `needle` stand somewhere in `text`, in order.
    pub fn mentions_words(text: &str, needle: &str) -> bool {
        let (text, needle) = (words_of(text), words_of(needle));
        !needle.is_empty() && text.windows(needle.len()).any(|w| w == needle)
    }
}

/// Whether a sentence begins with what only those before it explain: `She has`, `That is when`.
fn points_back(sentence: &str) -> bool {
    const BACK: [&str; 12] =
        ["that", "this", "it", "there", "then", "those", "these", "he", "she", "they", "so", "yes"];
    words_in(sentence).next().is_some_and(|word| BACK.contains(&word.as_str()))
}

/// Whether a sentence names nobody before it says `her` or `the couple`, who are always others than those it names.
fn leaves_whom(sentence: &str) -> bool {
    const OTHERS: [&str; 4] = ["couple", "pair", "duo", "trio"];
    const PRONOUNS: [&str; 10] = ["he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs"];
    for printed in sentence.split_whitespace() {
        let word = fold(possessive::owner(printed));
        if PRONOUNS.contains(&word.as_str()) || OTHERS.contains(&word.as_str()) {
            return true;
        }
        let name = printed.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase) && !is_stop(&word);
        if name {
            return words_of(sentence).iter().any(|word| OTHERS.contains(&word.as_str()));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_sentence_means() {
        for (sentence, back, whom) in [
            ("Ann Poe lost her husband in May.", false, false),
            ("As for Poe, she lost her husband.", false, false),
            ("She lost her husband.", true, true),
            ("Her guest was Jim Roe.", false, true),
            ("Al, the couple’s son, is two.", false, true),
            ("It rained.", true, false),
        ] {
            assert_eq!((points_back(sentence), leaves_whom(sentence)), (back, whom), "{sentence}");
        }
    }
}
