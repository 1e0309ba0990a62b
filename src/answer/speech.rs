//! What is somebody quoted with, and among which words does it stand?
//!
//! What every question about somebody's words asks again is made ready once and kept at hand, within a few megabytes:
//! their quotations, each ready to be compared, and the words and people around each. Which of them is asked for is
//! decided elsewhere.

use std::sync::Arc;

use super::lexicon::Stem;
use super::name::words_of;
use super::{Archive, Dossier, Page, Source, Surroundings, Told};
use crate::domain::{
    ArticleId, Fact, Medium, PersonId, Pronouns, Quotation, QuotationKind, SentenceKind, Span, Speaker,
};
use crate::store::{Passage, Recent, StoreError};

/// One of somebody's quotations.
#[derive(Clone, Debug)]
pub struct Speech {
    /// Where its words stand.
    pub source: Source,
    /// Said or written.
    pub medium: Medium,
    /// The place of its article in time.
    pub rank: usize,
    /// Pieces of one utterance share it, within an article.
    group: Option<u32>,
    /// Who says so.
    pub speakers: Vec<PersonId>,
    /// Who is spoken about in the words themselves.
    pub about: Vec<PersonId>,
}

/// What stands around a quotation.
#[derive(Debug)]
pub struct Setting {
    /// Each stem of the quotation, its sentences, its paragraph and the one before, once.
    stems: Vec<Stem>,
    /// Where each of these stands: [`OWN`], [`SENTENCE`] and [`AROUND`].
    places: Vec<u8>,
    /// Who is spoken about: who is mentioned in its sentences, or meant in it.
    pub about: Vec<PersonId>,
    /// Who is mentioned in its paragraph and the one before.
    pub near: Vec<PersonId>,
    /// Whom its `he` or `she` means, by who was named last.
    pub meant: Vec<PersonId>,
    /// The paragraphs around it.
    pub scene: Span,
    /// Whether it holds a pronoun for somebody.
    pub says_pronoun: bool,
    /// What its article is about.
    pub news: Arc<News>,
}

/// What an article is about: its beginning.
#[derive(Debug)]
pub struct News {
    /// Its title.
    pub title: Span,
    beginning: Vec<Stem>,
    headline: Vec<Stem>,
    /// Who is mentioned in the headline.
    pub headline_names: Vec<PersonId>,
}

/// In the quotation itself.
pub const OWN: u8 = 1;
/// In the sentences that hold it.
pub const SENTENCE: u8 = 2;
/// In its paragraph or the one before.
pub const AROUND: u8 = 4;

/// A quotation as found by its words.
#[derive(Debug)]
pub struct Quoted {
    /// Who says so there.
    pub speaker: Speaker<PersonId>,
    /// Whether it is reported without marks.
    pub indirect: bool,
    /// Where its words stand: [`Archive::told`].
    pub source: Source,
}

/// What is kept at hand.
#[derive(Debug)]
pub(super) struct Speeches {
    of: Recent<(bool, Vec<PersonId>), Vec<Speech>>,
    told: Recent<Source, Told>,
    quoted: Recent<u32, Quoted>,
    settings: Recent<Source, Setting>,
    pub(super) around: Recent<(bool, Vec<PersonId>), Surroundings>,
    news: Recent<ArticleId, News>,
}

impl Speeches {
    pub(super) fn new() -> Self {
        /// Bytes of each.
        const ROOM: usize = 1 << 20;
        Self {
            of: Recent::with_room(2 * ROOM),
            told: Recent::with_room(9 * ROOM),
            quoted: Recent::with_room(3 * ROOM),
            settings: Recent::with_room(2 * ROOM),
            around: Recent::with_room(9 * ROOM),
            news: Recent::with_room(ROOM / 2),
        }
    }
}

impl Archive {
    /// What these people are quoted with together, or, when `indirect`, reported to say, oldest article first; their own
    /// words quoted in their own words once.
    pub fn speeches(&self, people: &[PersonId], indirect: bool) -> Result<Arc<Vec<Speech>>, StoreError> {
        let key = (indirect, people.to_vec());
        if let Some(known) = self.speeches.of.get(&key) {
            return Ok(known);
        }
        let mut all: Vec<Speech> = Vec::new();
        let speaker = people.first().map(|id| Dossier::of(self, *id)).transpose()?.flatten();
        if let Some(dossier) = &speaker {
            let together = |q: &Quotation<PersonId>| people.iter().all(|id| q.speaker.people().contains(&id));
            let direct = |q: &Quotation<PersonId>| (q.kind == QuotationKind::Indirect) == indirect;
            let words = self.quotations_about(dossier.person.id)?;
            let said: Vec<_> = dossier.quotations(self, &words).filter(|(_, q)| direct(q) && together(q)).collect();
            for own in said.chunk_by(|(one, _), (other, _)| one.article == other.article) {
                let inside = |span: Span| own.iter().any(|(_, q)| q.content != span && q.content.contains(span));
                for (filed, quotation) in own.iter().filter(|(_, q)| !inside(q.content)) {
                    all.push(Speech {
                        source: Source { article: filed.article.clone(), span: quotation.content },
                        medium: quotation.medium,
                        rank: self.rank(&filed.article),
                        group: quotation.group,
                        speakers: quotation.speaker.people().into_iter().copied().collect(),
                        about: quotation.about.clone(),
                    });
                }
            }
        }
        let all = Arc::new(all);
        let letters: usize =
            all.iter().map(|s| s.source.article.0.len() + 4 * (s.about.len() + s.speakers.len())).sum();
        self.speeches.of.keep(&key, &all, 200 + letters + all.len() * (size_of::<Speech>() + 32));
        Ok(all)
    }

    /// The words of a quotation, ready to be compared.
    pub fn told(&self, source: &Source) -> Result<Arc<Told>, StoreError> {
        if let Some(told) = self.speeches.told.get(source) {
            return Ok(told);
        }
        let words = self.store.words_at(&source.article, source.span)?.unwrap_or_default();
        let told = Arc::new(Told::of(self, source.clone(), &words));
        self.speeches.told.keep(source, &told, told.weight());
        Ok(told)
    }

    /// Whose quotations share words with this text, and where, those that share the rarest first; at most `limit`. Most are
    /// others' than the one asked about, so that nobody wants their words.
    pub fn quoted_like(&self, text: &str, limit: usize) -> Result<Vec<Arc<Quoted>>, StoreError> {
        const QUOTED: usize = 160;
        let mut all = Vec::with_capacity(limit);
        for &number in self.store.quotations_like(text, limit)?.iter() {
            if let Some(known) = self.speeches.quoted.get(&number) {
                all.push(known);
                continue;
            }
            let Some(filed) = self.store.quotation(number)? else { continue };
            let Fact::Quotation(quotation) = filed.claim.fact else { continue };
            let source = Source { article: filed.article, span: quotation.content };
            let indirect = quotation.kind == QuotationKind::Indirect;
            let quoted = Arc::new(Quoted { speaker: quotation.speaker, indirect, source });
            self.speeches.quoted.keep(&number, &quoted, QUOTED);
            all.push(quoted);
        }
        Ok(all)
    }

    /// What stands around a quotation.
    pub fn setting(&self, speech: &Speech) -> Result<Arc<Setting>, StoreError> {
        if let Some(known) = self.speeches.settings.get(&speech.source) {
            return Ok(known);
        }
        let page = self.page(&speech.source.article)?;
        let news = self.news(&page);
        let setting = Arc::new(Setting::of(self, &page, speech, news));
        let people = setting.about.len() + setting.near.len();
        let weight = 300 + setting.stems.len() * (size_of::<Stem>() + 1) + 4 * people;
        self.speeches.settings.keep(&speech.source, &setting, weight);
        Ok(setting)
    }

    /// What stands around each of these quotations of one article, not kept at hand.
    pub(super) fn settings(&self, own: &[Speech]) -> Result<Vec<Setting>, StoreError> {
        let Some(first) = own.first() else { return Ok(Vec::new()) };
        let page = self.page(&first.source.article)?;
        let news = Arc::new(News::of(&page));
        Ok(own.iter().map(|speech| Setting::of(self, &page, speech, Arc::clone(&news))).collect())
    }

    fn news(&self, page: &Page) -> Arc<News> {
        if let Some(known) = self.speeches.news.get(&page.article.id) {
            return known;
        }
        let news = Arc::new(News::of(page));
        let weight = 200 + size_of::<Stem>() * (news.beginning.len() + news.headline.len());
        self.speeches.news.keep(&page.article.id, &news, weight);
        news
    }
}

impl Speech {
    /// How it was said, in words; nothing for what was said aloud.
    pub fn how(&self) -> &'static str {
        if self.medium == Medium::Written { "in writing" } else { "" }
    }

    /// Whether it goes on with another piece of one utterance.
    pub fn continues(&self, other: &Self) -> bool {
        self.group.is_some()
            && self.group == other.group
            && self.rank == other.rank
            && self.source.article == other.source.article
            && self.source.span.start > other.source.span.start
    }
}

impl Setting {
    fn of(archive: &Archive, page: &Page, speech: &Speech, news: Arc<News>) -> Self {
        const PRONOUNS: [&str; 11] =
            ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "you"];
        let content = speech.source.span;
        let own: Vec<u32> = page.sentences.iter().filter(|s| s.span.overlaps(content)).map(|s| s.paragraph).collect();
        let holds = |s: &Passage| s.span.overlaps(content);
        let near = |s: &Passage| own.iter().any(|p| s.paragraph == *p || s.paragraph + 1 == *p);
        let within = |s: &&Passage| own.iter().any(|p| s.paragraph.abs_diff(*p) <= 2);
        let words = words_of(content.cut(&page.article.text));
        let mut heard: Vec<(Stem, u8)> = words.iter().map(|word| (Stem::of(word), OWN)).collect();
        let mut about = speech.about.clone();
        let mut mentioned = Vec::new();
        for (at, sentence) in page.sentences.iter().enumerate() {
            let place = if holds(sentence) { SENTENCE } else { 0 } | if near(sentence) { AROUND } else { 0 };
            if place != 0 {
                heard.extend(page.stems(at).iter().map(|stem| (*stem, place)));
            }
            if place & SENTENCE != 0 {
                about.extend(&sentence.people);
            }
            if place & AROUND != 0 {
                mentioned.extend(&sentence.people);
            }
        }
        heard.sort_unstable();
        let (mut stems, mut places): (Vec<Stem>, Vec<u8>) = (Vec::new(), Vec::new());
        for (stem, place) in heard {
            match places.last_mut() {
                Some(known) if stems.last() == Some(&stem) => *known |= place,
                _ => {
                    stems.push(stem);
                    places.push(place);
                }
            }
        }
        stems.shrink_to_fit();
        places.shrink_to_fit();
        Self {
            stems,
            places,
            about: each_once(about),
            near: each_once(mentioned),
            meant: meant(archive, &page.sentences, content, &words, &speech.speakers),
            scene: page.sentences.iter().filter(within).map(|s| s.span).fold(content, Span::cover),
            says_pronoun: words.iter().any(|word| PRONOUNS.contains(&word.as_str())),
            news,
        }
    }

    /// Each stem around it once, with the places where it stands.
    pub(super) fn stems(&self) -> impl Iterator<Item = (Stem, u8)> {
        self.stems.iter().copied().zip(self.places.iter().copied())
    }
}

impl News {
    fn of(page: &Page) -> Self {
        let titles = || page.beginning().filter(|(sentence, _)| sentence.kind == SentenceKind::Title);
        Self {
            title: page.article.title,
            beginning: each_once(page.beginning().flat_map(|(_, stems)| stems.iter().copied()).collect()),
            headline: each_once(titles().flat_map(|(_, stems)| stems.iter().copied()).collect()),
            headline_names: each_once(titles().flat_map(|(sentence, _)| sentence.people.iter().copied()).collect()),
        }
    }

    /// The stems of the headline, and those of the headline and the first sentences.
    pub(super) fn stems(&self) -> (&[Stem], &[Stem]) {
        (&self.headline, &self.beginning)
    }
}

/// Whom the first `he` or `she` of some words means: whoever of that kind was named last before them, the speaker apart.
fn meant(
    archive: &Archive,
    sentences: &[Passage],
    content: Span,
    words: &[String],
    speakers: &[PersonId],
) -> Vec<PersonId> {
    const BACK: usize = 6;
    let pronoun = words.iter().find_map(|word| match word.as_str() {
        "he" | "him" | "his" => Some(Pronouns::He),
        "she" | "her" | "hers" => Some(Pronouns::She),
        _ => None,
    });
    let own = sentences.iter().position(|s| s.span.overlaps(content));
    let (Some(pronoun), Some(own)) = (pronoun, own) else { return Vec::new() };
    let fits = |id: &PersonId| {
        let theirs = archive.names.person(*id).and_then(|person| person.pronouns);
        theirs == Some(pronoun) && !speakers.contains(id)
    };
    let before = sentences[..=own].iter().rev().take(BACK).filter(|s| s.kind == SentenceKind::Body);
    let mut named = before.map(|s| s.people.iter().copied().filter(fits).collect::<Vec<PersonId>>());
    // Of several named at once nobody knows which.
    named.find(|people| !people.is_empty()).filter(|people| people.len() == 1).unwrap_or_default()
}

fn each_once<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all.shrink_to_fit();
    all
}
