//! Which of somebody's words speak of a topic?
//!
//! Words of the topic in the quotation itself tell most, then in its sentence, then near it; so do people spoken
//! about and the event at which it was said. It decides nothing about who said it.

use crate::answer::name::words_of;
use crate::answer::{Archive, Dossier, Line, Question, Source};
use crate::domain::{Medium, PersonId, Quotation, Span};
use crate::store::{Filed, StoreError};

/// One quotation with what stands around it.
pub(super) struct Utterance {
    pub(super) filed: Filed,
    pub(super) span: Span,
    medium: Medium,
    words: String,
    sentence: Vec<String>,
    around: Vec<String>,
    about: Vec<PersonId>,
    near: Vec<PersonId>,
    scene: Span,
    rank: usize,
}

impl Utterance {
    pub(super) fn of(archive: &Archive, filed: &Filed, quotation: &Quotation<PersonId>) -> Result<Self, StoreError> {
        let page = archive.page(&filed.article)?;
        let (article, sentences) = (&page.article, &page.sentences);
        let own: Vec<_> = sentences.iter().filter(|s| s.span.overlaps(quotation.content)).collect();
        let paragraphs: Vec<u32> = own.iter().map(|s| s.paragraph).collect();
        let near = |s: &&crate::store::Passage| {
            paragraphs.iter().any(|p| s.paragraph.abs_diff(*p) == 0 || s.paragraph + 1 == *p)
        };
        let stems = |s: &&crate::store::Passage| stems_of(s.span.cut(&article.text));
        let within = |s: &&crate::store::Passage| paragraphs.iter().any(|p| s.paragraph.abs_diff(*p) <= 2);
        let scene = sentences.iter().filter(within).map(|s| s.span).fold(quotation.content, Span::cover);
        let mut about = quotation.about.clone();
        about.extend(own.iter().flat_map(|s| s.people.iter().copied()));
        Ok(Self {
            filed: filed.clone(),
            span: quotation.content,
            medium: quotation.medium,
            words: quotation.content.cut(&article.text).to_owned(),
            sentence: own.iter().flat_map(stems).collect(),
            around: sentences.iter().filter(near).flat_map(|s| stems(&s)).collect(),
            about,
            near: sentences.iter().filter(near).flat_map(|s| s.people.iter().copied()).collect(),
            scene,
            rank: archive.rank(&filed.article),
        })
    }

    fn says_pronoun(&self) -> bool {
        const PRONOUNS: [&str; 11] =
            ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "you"];
        words_of(&self.words).iter().any(|word| PRONOUNS.contains(&word.as_str()))
    }

    pub(super) fn source(&self) -> Source {
        Source { article: self.filed.article.clone(), span: self.span }
    }

    pub(super) fn line(&self, archive: &Archive, people: &[PersonId]) -> Line {
        let speaker = archive.names_of(people);
        let how = if self.medium == Medium::Written { "in writing, " } else { "" };
        let date = archive.head(&self.filed.article).and_then(|h| h.date.as_ref().map(crate::domain::Edtf::phrase));
        let note = date.map(|d| format!("{how}printed {d}")).unwrap_or_default();
        Line::Quotes { words: self.words.clone(), speaker, note }
    }
}

/// What is asked about: words and people.
pub(super) struct Topic {
    stems: Vec<String>,
    people: Vec<PersonId>,
    /// Where events are told that it names and that the speaker took part in.
    events: Vec<Source>,
}

impl Topic {
    pub(super) fn of(archive: &Archive, about: &str, speaker: Option<&Dossier>) -> Result<Self, StoreError> {
        let question = Question::of(archive, about)?;
        let mut stems: Vec<String> = question.content().iter().map(|w| crate::answer::stem(w)).collect();
        if stems.is_empty() && question.names.is_empty() {
            // Only small words: then they count.
            stems = question.words.iter().map(|w| crate::answer::stem(w)).collect();
        }
        let kinds = question.kinds();
        let told =
            speaker.into_iter().flat_map(Dossier::events).filter(|(_, event)| kinds.contains(&event.kind.as_str()));
        let events = told.filter_map(|(filed, _)| Source::first_of(filed)).collect();
        Ok(Self { stems, people: question.people(), events })
    }

    /// Those that speak of it, the most telling first: in the quotation itself, in its sentence, near it.
    pub(super) fn pick(&self, mut found: Vec<Utterance>) -> Vec<Utterance> {
        found.retain(|utterance| self.holds_most(utterance));
        let mut scored: Vec<(u32, Utterance)> = found.into_iter().map(|u| (self.score(&u), u)).collect();
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let enough = (best * 3 / 5).max(LEAST);
        scored.retain(|(score, _)| *score >= enough);
        scored.sort_by_key(|(score, utterance)| (std::cmp::Reverse(*score), utterance.rank, utterance.span));
        scored.into_iter().map(|(_, utterance)| utterance).collect()
    }

    /// A topic of several words is spoken of when most of them are near: a `lifelong friend` is not any friend.
    fn holds_most(&self, utterance: &Utterance) -> bool {
        let near = |stem: &&String| {
            let all = [&utterance.sentence, &utterance.around];
            all.iter().any(|stems| stems.iter().any(|s| crate::answer::alike(s, stem)))
        };
        let held = self.stems.iter().filter(near).count();
        held * 5 >= self.stems.len() * 3
            || self.at_event(utterance)
            || self.people.iter().any(|p| utterance.about.contains(p))
    }

    fn score(&self, utterance: &Utterance) -> u32 {
        let own = stems_of(&utterance.words);
        let mut score = 0;
        for stem in &self.stems {
            let alike = |s: &String| crate::answer::alike(s, stem);
            let weights = [
                (own.contains(stem), 100),
                (utterance.sentence.contains(stem), 80),
                (utterance.around.contains(stem), 50),
                (own.iter().any(alike), 55),
                (utterance.sentence.iter().any(alike), 30),
                (utterance.around.iter().any(alike), LEAST),
            ];
            score += weights.iter().find(|(holds, _)| *holds).map_or(0, |(_, weight)| *weight);
        }
        for person in &self.people {
            score += match () {
                () if utterance.about.contains(person) => 50,
                // Named beside it: only words with a pronoun in them may speak of them.
                () if utterance.near.contains(person) && utterance.says_pronoun() => 20,
                () => 0,
            };
        }
        score + if self.at_event(utterance) { 60 } else { 0 }
    }

    /// "What did she say when she left": words spoken where the exit is told.
    fn at_event(&self, utterance: &Utterance) -> bool {
        let at = |event: &Source| event.article == utterance.filed.article && utterance.scene.overlaps(event.span);
        self.events.iter().any(at)
    }
}

/// A synonym somewhere near: the least that speaks of a topic.
const LEAST: u32 = 6;

fn stems_of(text: &str) -> Vec<String> {
    words_of(text).iter().map(|word| crate::answer::stem(word)).collect()
}
