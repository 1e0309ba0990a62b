//! Which of somebody's words speak of a topic?
//!
//! Words of the topic in the quotation itself tell most, then in its sentence, then near it; so do people spoken
//! about and the event at which it was said. It decides nothing about who said it.

use std::sync::Arc;

use crate::answer::name::words_of;
use crate::answer::{AROUND, Archive, Dossier, OWN, Question, SENTENCE, Setting, Source, Speech, Stem};
use crate::domain::PersonId;
use crate::store::StoreError;

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

/// A quotation and what stands around it.
struct Heard<'a> {
    speech: &'a Speech,
    setting: Arc<Setting>,
}

impl Topic {
    pub(super) fn of(archive: &Archive, about: &str, speaker: Option<PersonId>) -> Result<Self, StoreError> {
        let question = Question::of(archive, about)?;
        let mut stems: Vec<Stem> = question.content().iter().map(|w| Stem::of(w)).collect();
        if stems.is_empty() && question.names.is_empty() {
            // Only small words: then they count.
            stems = question.words.iter().map(|w| Stem::of(w)).collect();
        }
        let kinds = question.kinds();
        let mut events = Vec::new();
        if !kinds.is_empty()
            && let Some(dossier) = speaker.map(|id| Dossier::of(archive, id)).transpose()?.flatten()
        {
            let told = dossier.events().filter(|(_, event)| kinds.contains(&event.kind.as_str()));
            events = told.filter_map(|(filed, _)| Source::first_of(filed)).collect();
        }
        let called =
            question.names.iter().filter(|named| named.kin.is_none()).filter_map(|named| {
                Some((*named.people.first()?, question.words[named.words.0..named.words.1].to_vec()))
            });
        Ok(Self { stems, people: question.people(), called: called.collect(), event: !kinds.is_empty(), events })
    }

    /// Whether it asks about somebody of whom none of these words is said.
    pub(super) fn misses(&self, archive: &Archive, picked: &[&Speech]) -> Result<bool, StoreError> {
        for speech in picked.iter().filter(|_| !self.people.is_empty()) {
            let setting = archive.setting(speech)?;
            let of_them = |p| setting.about.contains(p) || setting.near.contains(p) || setting.meant.contains(p);
            if self.people.iter().any(of_them) {
                return Ok(false);
            }
        }
        Ok(!self.people.is_empty())
    }

    /// Of what is told in other words, the sentences that speak of all of it themselves.
    pub(super) fn reported<'a>(&self, archive: &Archive, all: &'a [Speech]) -> Result<Vec<&'a Speech>, StoreError> {
        let mut found: Vec<(u32, &Speech)> = Vec::new();
        for speech in all {
            let heard = Heard { speech, setting: archive.setting(speech)? };
            let places = self.places(&heard);
            let held = places.iter().filter(|(_, alike)| alike & SENTENCE != 0).count();
            let mut people = 0;
            for person in &self.people {
                // "the mayor", whoever that is: as the question calls them.
                people += usize::from(
                    speech.about.contains(person) || self.is_called_there(archive, &speech.source, *person)?,
                );
            }
            let told = held * 5 >= self.stems.len() * 3 || people > 0;
            if held + people > 0 && people == self.people.len() && told {
                found.push((self.score(archive, &heard, &places)?, speech));
            }
        }
        found.sort_by_key(|(score, speech)| (std::cmp::Reverse(*score), speech.rank, speech.source.span));
        Ok(found.into_iter().map(|(_, speech)| speech).collect())
    }

    /// Whether these words name somebody as the question does.
    fn is_called_there(&self, archive: &Archive, source: &Source, person: PersonId) -> Result<bool, StoreError> {
        let mut names = self.called.iter().filter(|(one, _)| *one == person).map(|(_, name)| name).peekable();
        if names.peek().is_none() {
            return Ok(false);
        }
        let told = archive.told(source)?;
        Ok(names.any(|name| says(&told.words, name)))
    }

    /// Where each word of it stands, and where those that may stand for it.
    fn places(&self, heard: &Heard<'_>) -> Vec<(u8, u8)> {
        self.stems.iter().map(|stem| heard.setting.places_of(stem)).collect()
    }

    /// Those that speak of it, the most telling first: in the quotation itself, in its sentence, near it.
    pub(super) fn pick<'a>(&self, archive: &Archive, all: &'a [Speech]) -> Result<Vec<&'a Speech>, StoreError> {
        let mut held: Vec<(u32, &Speech)> = Vec::new();
        let mut others: Vec<&Speech> = Vec::new();
        let mut news: Vec<&Speech> = Vec::new();
        for speech in all {
            let heard = Heard { speech, setting: archive.setting(speech)? };
            let places = self.places(&heard);
            if self.holds_most(&heard, &places) {
                held.push((self.score(archive, &heard, &places)?, speech));
            } else {
                others.push(speech);
            }
            if self.is_news(&heard) {
                news.push(speech);
            }
        }
        let best = held.iter().map(|(score, _)| *score).max().unwrap_or(0);
        if best < LEAST {
            // "What did she say about the split": words printed where the split is the news.
            return if news.is_empty() { self.said_of_the_story(archive, all) } else { Ok(news) };
        }
        let enough = (best * 3 / 5).max(LEAST);
        held.sort_by_key(|(score, speech)| (std::cmp::Reverse(*score), speech.rank, speech.source.span));
        let weaker = held.split_off(held.partition_point(|(score, _)| *score >= enough));
        others.extend(weaker.into_iter().map(|(_, speech)| speech));
        let mut picked = Vec::new();
        for (_, speech) in held {
            // What is broken off by "he says" goes on.
            let rest = others.iter().position(|other| other.continues(speech)).map(|at| others.remove(at));
            picked.push(speech);
            picked.extend(rest);
        }
        Ok(picked)
    }

    /// Of somebody, what is said where the headline names them and nobody else is spoken of.
    fn said_of_the_story<'a>(&self, archive: &Archive, all: &'a [Speech]) -> Result<Vec<&'a Speech>, StoreError> {
        if self.people.is_empty() || !self.stems.is_empty() {
            return Ok(Vec::new());
        }
        let mut picked = Vec::new();
        for speech in all {
            let heard = Heard { speech, setting: archive.setting(speech)? };
            let one_of = |p: &PersonId| self.people.contains(p) || speech.speakers.contains(p);
            let names = &heard.setting.news.headline_names;
            let headed = self.people.iter().all(|p| names.contains(p));
            if headed && names.iter().chain(&heard.setting.near).all(one_of) {
                picked.push(speech);
            }
        }
        Ok(picked)
    }

    /// Whether the article as a whole is about it and about everybody in it.
    fn is_news(&self, heard: &Heard<'_>) -> bool {
        let news = &heard.setting.news;
        let told = |stem: &Stem| news.headline_holds(stem) || (self.event && news.begins_with(stem));
        !self.stems.is_empty()
            && self.stems.iter().all(told)
            && self.people.iter().all(|person| news.headline_names.contains(person))
    }

    /// A topic of several words is spoken of when most of them are near: a `lifelong friend` is not any friend.
    fn holds_most(&self, heard: &Heard<'_>, places: &[(u8, u8)]) -> bool {
        let held = places.iter().filter(|(_, alike)| alike & (AROUND | SENTENCE) != 0).count();
        held * 5 >= self.stems.len() * 3
            || self.at_event(heard)
            || self.people.iter().any(|p| heard.setting.about.contains(p) || heard.setting.meant.contains(p))
    }

    fn score(&self, archive: &Archive, heard: &Heard<'_>, places: &[(u8, u8)]) -> Result<u32, StoreError> {
        let mut score = 0;
        for (same, alike) in places {
            score += match () {
                () if same & OWN != 0 => 100,
                () if same & SENTENCE != 0 => 80,
                () if alike & OWN != 0 => 55,
                () if same & AROUND != 0 => 50,
                () if alike & SENTENCE != 0 => 30,
                () if alike & AROUND != 0 => LEAST,
                () => 0,
            };
        }
        let setting = &heard.setting;
        for person in &self.people {
            score += match () {
                () if setting.about.contains(person) => 50,
                // Called so in the words themselves, whoever that may be for the archive.
                () if self.is_called_there(archive, &heard.speech.source, *person)? => 50,
                // Named beside it: only words with a pronoun in them may speak of them.
                () if setting.says_pronoun && setting.near.contains(person) => 20,
                () if setting.meant.contains(person) => 20,
                () => 0,
            };
        }
        if score > 0 && self.stems.iter().any(|stem| setting.news.begins_with(stem)) {
            score += NEWS;
        }
        Ok(score + if self.at_event(heard) { 60 } else { 0 })
    }

    /// "What did she say when she left": words spoken where the exit is told.
    fn at_event(&self, heard: &Heard<'_>) -> bool {
        let setting = &heard.setting;
        let at = |event: &Source| {
            let told = setting.scene.overlaps(event.span) || setting.news.title.overlaps(event.span);
            event.article == heard.speech.source.article && told
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
