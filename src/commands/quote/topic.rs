//! Which of somebody's words speak of a topic?
//!
//! Words of the topic in the quotation itself tell most, then in its sentence, then near it; so do people spoken
//! about and the event at which it was said. It decides nothing about who said it.

use std::sync::Arc;

use crate::answer::name::words_of;
use crate::answer::{Archive, Dossier, Page, Question, Source, Stem};
use crate::domain::{Fact, Medium, PersonId, Pronouns, Quotation, SentenceKind, Span};
use crate::store::{Filed, Passage, StoreError};

/// One quotation with what stands around it.
pub(super) struct Utterance {
    pub(super) filed: Filed,
    pub(super) span: Span,
    medium: Medium,
    words: String,
    page: Arc<Page>,
    /// The sentences that hold it, and those of its paragraph and the one before: indices into the page.
    own: Vec<usize>,
    around: Vec<usize>,
    about: Vec<PersonId>,
    /// Those named in the words themselves.
    inside: Vec<PersonId>,
    /// Whom its `he` or `she` means, by who was named last.
    meant: Vec<PersonId>,
    scene: Span,
    rank: usize,
}

impl Utterance {
    pub(super) fn of(archive: &Archive, filed: &Filed, quotation: &Quotation<PersonId>) -> Result<Self, StoreError> {
        let page = archive.page(&filed.article)?;
        let all = || page.sentences.iter().enumerate();
        let own: Vec<usize> = all().filter(|(_, s)| s.span.overlaps(quotation.content)).map(|(at, _)| at).collect();
        let paragraphs: Vec<u32> = own.iter().map(|at| page.sentences[*at].paragraph).collect();
        let near = |s: &Passage| paragraphs.iter().any(|p| s.paragraph == *p || s.paragraph + 1 == *p);
        let within = |s: &Passage| paragraphs.iter().any(|p| s.paragraph.abs_diff(*p) <= 2);
        let scene = all().filter(|(_, s)| within(s)).map(|(_, s)| s.span).fold(quotation.content, Span::cover);
        let mut about = quotation.about.clone();
        about.extend(own.iter().flat_map(|at| page.sentences[*at].people.iter().copied()));
        let words = quotation.content.cut(&page.article.text);
        let meant = meant(archive, &page.sentences, own.first().copied(), words, &quotation.speaker.people());
        Ok(Self {
            meant,
            inside: quotation.about.clone(),
            filed: filed.clone(),
            span: quotation.content,
            medium: quotation.medium,
            words: quotation.content.cut(&page.article.text).to_owned(),
            around: all().filter(|(_, s)| near(s)).map(|(at, _)| at).collect(),
            own,
            about,
            scene,
            rank: archive.rank(&filed.article),
            page,
        })
    }

    /// The stems of its own sentences.
    fn sentence(&self) -> impl Iterator<Item = &Stem> {
        self.own.iter().flat_map(|at| &self.page.stems()[*at])
    }

    /// The stems of its paragraph and the one before.
    fn around(&self) -> impl Iterator<Item = &Stem> {
        self.around.iter().flat_map(|at| &self.page.stems()[*at])
    }

    /// Whether it goes on with another piece of one utterance.
    fn continues(&self, other: &Self) -> bool {
        let group = |u: &Self| match &u.filed.claim.fact {
            Fact::Quotation(quotation) => quotation.group,
            _ => None,
        };
        self.filed.article == other.filed.article
            && self.span.start > other.span.start
            && group(self).is_some()
            && group(self) == group(other)
    }

    fn is_near(&self, person: PersonId) -> bool {
        self.around.iter().any(|at| self.page.sentences[*at].people.contains(&person))
    }

    /// Whether its article as a whole is about this word.
    fn begins_with(&self, stem: &Stem) -> bool {
        self.page.beginning().any(|(_, stems)| stems.iter().any(|s| s.alike(stem)))
    }

    fn headline(&self) -> impl Iterator<Item = (&Passage, &Vec<Stem>)> {
        self.page.beginning().filter(|(sentence, _)| sentence.kind == SentenceKind::Title)
    }

    fn headline_holds(&self, stem: &Stem) -> bool {
        self.headline().any(|(_, stems)| stems.iter().any(|s| s.alike(stem)))
    }

    fn headline_names(&self, person: PersonId) -> bool {
        self.headline().any(|(sentence, _)| sentence.people.contains(&person))
    }

    fn says_pronoun(&self) -> bool {
        const PRONOUNS: [&str; 11] =
            ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "you"];
        words_of(&self.words).iter().any(|word| PRONOUNS.contains(&word.as_str()))
    }

    pub(super) fn source(&self) -> Source {
        Source { article: self.filed.article.clone(), span: self.span }
    }

    pub(super) fn words(&self) -> &str {
        &self.words
    }

    pub(super) fn how(&self) -> &'static str {
        if self.medium == Medium::Written { "in writing" } else { "" }
    }
}

/// Whom the first `he` or `she` of some words means: whoever of that kind was named last before them, the speaker apart.
fn meant(
    archive: &Archive,
    sentences: &[Passage],
    own: Option<usize>,
    words: &str,
    speakers: &[&PersonId],
) -> Vec<PersonId> {
    const BACK: usize = 6;
    let pronoun = words_of(words).into_iter().find_map(|word| match word.as_str() {
        "he" | "him" | "his" => Some(Pronouns::He),
        "she" | "her" | "hers" => Some(Pronouns::She),
        _ => None,
    });
    let (Some(pronoun), Some(own)) = (pronoun, own) else { return Vec::new() };
    let fits = |id: &PersonId| {
        let theirs = archive.names.person(*id).and_then(|person| person.pronouns);
        theirs == Some(pronoun) && !speakers.contains(&id)
    };
    let before = sentences[..=own].iter().rev().take(BACK).filter(|s| s.kind == SentenceKind::Body);
    let mut named = before.map(|s| s.people.iter().copied().filter(fits).collect::<Vec<PersonId>>());
    // Of several named at once nobody knows which.
    named.find(|people| !people.is_empty()).filter(|people| people.len() == 1).unwrap_or_default()
}

/// What is asked about: words and people.
pub(super) struct Topic {
    stems: Vec<Stem>,
    people: Vec<PersonId>,
    /// What they are called in the question, folded.
    called: Vec<(PersonId, Vec<String>)>,
    /// Whether it names a kind of event.
    event: bool,
    /// Where events are told that it names and that the speaker took part in.
    events: Vec<Source>,
}

impl Topic {
    pub(super) fn of(archive: &Archive, about: &str, speaker: Option<&Dossier>) -> Result<Self, StoreError> {
        let question = Question::of(archive, about)?;
        let mut stems: Vec<Stem> = question.content().iter().map(|w| Stem::of(w)).collect();
        if stems.is_empty() && question.names.is_empty() {
            // Only small words: then they count.
            stems = question.words.iter().map(|w| Stem::of(w)).collect();
        }
        let kinds = question.kinds();
        let told =
            speaker.into_iter().flat_map(Dossier::events).filter(|(_, event)| kinds.contains(&event.kind.as_str()));
        let events = told.filter_map(|(filed, _)| Source::first_of(filed)).collect();
        let called =
            question.names.iter().filter(|named| named.kin.is_none()).filter_map(|named| {
                Some((*named.people.first()?, question.words[named.words.0..named.words.1].to_vec()))
            });
        Ok(Self { stems, people: question.people(), called: called.collect(), event: !kinds.is_empty(), events })
    }

    /// Whether it asks about somebody of whom none of these words is said.
    pub(super) fn misses(&self, picked: &[Utterance]) -> bool {
        let of_them =
            |u: &Utterance| self.people.iter().any(|p| u.about.contains(p) || u.is_near(*p) || u.meant.contains(p));
        !self.people.is_empty() && !picked.iter().any(of_them)
    }

    /// Of what is told in other words, the sentences that speak of all of it themselves.
    pub(super) fn reported(&self, mut found: Vec<Utterance>) -> Vec<Utterance> {
        let own = |u: &Utterance, stem: &Stem| u.sentence().any(|s| s.alike(stem));
        found.retain(|u| {
            let held = self.stems.iter().filter(|stem| own(u, stem)).count();
            // "the mayor", whoever that is: as the question calls them.
            let called = |p: &PersonId| {
                let names = self.called.iter().filter(|(one, _)| one == p).map(|(_, name)| name);
                names.into_iter().any(|name| says(&u.words, name))
            };
            let people = self.people.iter().filter(|p| u.inside.contains(p) || called(p)).count();
            held + people > 0
                && people == self.people.len()
                && (held * 5 >= self.stems.len() * 3 || people > 0 && !self.people.is_empty())
        });
        found.sort_by_key(|u| (std::cmp::Reverse(self.score(u)), u.rank, u.span));
        found
    }

    /// Those that speak of it, the most telling first: in the quotation itself, in its sentence, near it.
    pub(super) fn pick(&self, mut found: Vec<Utterance>) -> Vec<Utterance> {
        if !found.iter().any(|utterance| self.holds_most(utterance) && self.score(utterance) >= LEAST) {
            // "What did she say about the split": words printed where the split is the news.
            let news = |u: &Utterance, stem: &Stem| u.headline_holds(stem) || (self.event && u.begins_with(stem));
            found.retain(|u| !self.stems.is_empty() && self.stems.iter().all(|stem| news(u, stem)));
            found.retain(|u| self.people.iter().all(|person| u.headline_names(*person)));
            return found;
        }
        let (held, mut others): (Vec<_>, Vec<_>) = found.into_iter().partition(|u| self.holds_most(u));
        let mut scored: Vec<(u32, Utterance)> = held.into_iter().map(|u| (self.score(&u), u)).collect();
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let enough = (best * 3 / 5).max(LEAST);
        scored.sort_by_key(|(score, utterance)| (std::cmp::Reverse(*score), utterance.rank, utterance.span));
        let weaker = scored.split_off(scored.partition_point(|(score, _)| *score >= enough));
        others.extend(weaker.into_iter().map(|(_, utterance)| utterance));
        let mut picked = Vec::new();
        for (_, utterance) in scored {
            // What is broken off by "he says" goes on.
            let rest = others.iter().position(|other| other.continues(&utterance)).map(|at| others.remove(at));
            picked.push(utterance);
            picked.extend(rest);
        }
        picked
    }

    /// A topic of several words is spoken of when most of them are near: a `lifelong friend` is not any friend.
    fn holds_most(&self, utterance: &Utterance) -> bool {
        let near =
            |stem: &&Stem| utterance.around().any(|s| s.alike(stem)) || utterance.sentence().any(|s| s.alike(stem));
        let held = self.stems.iter().filter(near).count();
        held * 5 >= self.stems.len() * 3
            || self.at_event(utterance)
            || self.people.iter().any(|p| utterance.about.contains(p) || utterance.meant.contains(p))
    }

    fn score(&self, utterance: &Utterance) -> u32 {
        let own: Vec<Stem> = words_of(&utterance.words).iter().map(|word| Stem::of(word)).collect();
        let mut score = 0;
        for stem in &self.stems {
            score += match () {
                () if own.iter().any(|s| s.same(stem)) => 100,
                () if utterance.sentence().any(|s| s.same(stem)) => 80,
                () if own.iter().any(|s| s.alike(stem)) => 55,
                () if utterance.around().any(|s| s.same(stem)) => 50,
                () if utterance.sentence().any(|s| s.alike(stem)) => 30,
                () if utterance.around().any(|s| s.alike(stem)) => LEAST,
                () => 0,
            };
        }
        for person in &self.people {
            score += match () {
                () if utterance.about.contains(person) => 50,
                // Called so in the words themselves, whoever that may be for the archive.
                () if self.called.iter().any(|(one, name)| one == person && says(&utterance.words, name)) => 50,
                // Named beside it: only words with a pronoun in them may speak of them.
                () if utterance.is_near(*person) && utterance.says_pronoun() => 20,
                () if utterance.meant.contains(person) => 20,
                () => 0,
            };
        }
        if score > 0 && self.stems.iter().any(|stem| utterance.begins_with(stem)) {
            score += NEWS;
        }
        score + if self.at_event(utterance) { 60 } else { 0 }
    }

    /// "What did she say when she left": words spoken where the exit is told.
    fn at_event(&self, utterance: &Utterance) -> bool {
        let title = utterance.page.article.title;
        let at = |event: &Source| {
            let told = utterance.scene.overlaps(event.span) || title.overlaps(event.span);
            event.article == utterance.filed.article && told
        };
        self.events.iter().any(at)
    }
}

/// Whether these folded words stand in a text, one behind the other.
fn says(text: &str, name: &[String]) -> bool {
    words_of(text).windows(name.len().max(1)).any(|window| window == name)
}

/// A synonym somewhere near: the least that speaks of a topic.
const LEAST: u32 = 6;

/// What it adds that the topic is the news of the article.
const NEWS: u32 = 8;
