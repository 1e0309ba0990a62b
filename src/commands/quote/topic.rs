//! Which of somebody's words speak of a topic?
//!
//! Words of the topic in the quotation itself tell most, then in its sentence, then near it; so do people spoken
//! about and the event at which it was said. It decides nothing about who said it.

use std::sync::Arc;

use crate::answer::name::words_of;
use crate::answer::{
    ABOUT, AROUND, Archive, BEGINNING, Dossier, HEADLINE, MEANT, NEAR, OWN, Question, SENTENCE, Source, Speech, Stem,
    Surroundings, kin_predicates, relatives,
};
use crate::domain::PersonId;
use crate::language::possessive;
use crate::store::StoreError;

/// What is asked about: words and people.
pub(super) struct Topic {
    stems: Vec<Stem>,
    people: Vec<PersonId>,
    /// What they are called in the question, folded.
    called: Vec<(PersonId, Vec<String>)>,
    /// Whether the people are the speaker's own, by kinship alone: `her father`.
    kin: bool,
    /// Whether it is something of somebody's: `Ann's return`.
    owned: bool,
    /// Whether it names a kind of event.
    event: bool,
    /// Where events are told that it names and that the speaker took part in.
    events: Vec<Source>,
}

/// Quotations, and where each speaks of the topic: by word or person of it, then by quotation.
pub(super) struct Heard<'a> {
    all: &'a [Speech],
    around: Arc<Surroundings>,
    /// Where each word stands, and where those that may stand for it.
    places: Vec<Vec<(u8, u8)>>,
    /// Where the beginning of the article holds each word.
    news: Vec<Vec<u8>>,
    /// How it has to do with each person.
    people: Vec<Vec<u8>>,
    /// Whether it holds each word of what a person is called, by [`Topic::called`].
    called: Vec<Vec<bool>>,
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
        let owned = about.split_inclusive(' ').filter_map(|word| word.strip_suffix(' ')).any(possessive::is);
        // "What did she say about her father": hers.
        let mut people = question.people();
        let family = |word: &&&str| !kin_predicates(word).is_empty() && kin_predicates(word) != ["friend"];
        let content = question.content();
        let word = content.first().filter(family).filter(|_| content.len() == 1);
        let mut kin = false;
        if let (true, Some(speaker), Some(word)) = (people.is_empty(), speaker, word) {
            people = relatives(archive, &[speaker], word)?;
            kin = true;
        }
        Ok(Self { kin, owned, stems, people, called: called.collect(), event: !kinds.is_empty(), events })
    }

    /// Where these people's quotations, `all` of them, speak of it.
    pub(super) fn heard<'a>(
        &self,
        archive: &Archive,
        people: &[PersonId],
        indirect: bool,
        all: &'a [Speech],
    ) -> Result<Heard<'a>, StoreError> {
        let around = archive.surroundings(people, indirect, all)?;
        let held = |word: &String| around.places_of(&Stem::of(word)).into_iter().map(|(same, _)| same & OWN != 0);
        let called = self.called.iter().map(|(_, name)| {
            let words: Vec<Vec<bool>> = name.iter().map(|word| held(word).collect()).collect();
            (0..all.len()).map(|n| words.iter().all(|word| word[n])).collect()
        });
        Ok(Heard {
            all,
            places: self.stems.iter().map(|stem| around.places_of(stem)).collect(),
            news: self.stems.iter().map(|stem| around.news_of(stem)).collect(),
            people: self.people.iter().map(|person| around.ties_to(*person)).collect(),
            called: called.collect(),
            around,
        })
    }

    /// Whether it asks about somebody of whom none of these words, by place among all, is said.
    pub(super) fn misses(&self, heard: &Heard<'_>, picked: &[usize]) -> bool {
        let of_them = |n: &usize| heard.people.iter().any(|ties| ties[*n] != 0);
        !self.people.is_empty() && !self.kin && !picked.iter().any(of_them)
    }

    /// Of what is told in other words, the sentences that speak of all of it themselves.
    pub(super) fn reported<'a>(&self, archive: &Archive, heard: &Heard<'a>) -> Result<Vec<&'a Speech>, StoreError> {
        let mut found: Vec<(u32, &Speech)> = Vec::new();
        for (n, speech) in heard.all.iter().enumerate() {
            let held = heard.held(n, SENTENCE);
            let mut people = 0;
            for person in &self.people {
                // "the mayor", whoever that is: as the question calls them.
                people +=
                    usize::from(speech.about.contains(person) || self.is_called_there(archive, heard, n, *person)?);
            }
            let told = held * 5 >= self.stems.len() * 3 || people > 0;
            if held + people > 0 && people == self.people.len() && told {
                found.push((self.score(archive, heard, n)?, speech));
            }
        }
        found.sort_by_key(|(score, speech)| (std::cmp::Reverse(*score), speech.rank, speech.source.span));
        Ok(found.into_iter().map(|(_, speech)| speech).collect())
    }

    /// Whether these words name somebody as the question does.
    fn is_called_there(
        &self,
        archive: &Archive,
        heard: &Heard<'_>,
        n: usize,
        person: PersonId,
    ) -> Result<bool, StoreError> {
        let names = self.called.iter().zip(&heard.called).filter(|((one, _), held)| *one == person && held[n]);
        let mut names = names.map(|((_, name), _)| name).peekable();
        if names.peek().is_none() {
            return Ok(false);
        }
        let told = archive.told(&heard.all[n].source)?;
        Ok(names.any(|name| says(told.words(), name)))
    }

    /// Those that speak of it, by place among all, the most telling first: in the quotation itself, in its sentence,
    /// near it.
    pub(super) fn pick(&self, archive: &Archive, heard: &Heard<'_>) -> Result<Vec<usize>, StoreError> {
        let mut held: Vec<(u32, usize)> = Vec::new();
        let mut others: Vec<usize> = Vec::new();
        for n in 0..heard.all.len() {
            if self.holds_most(archive, heard, n)? && !self.of_another_matter(archive, heard, n)? {
                held.push((self.score(archive, heard, n)?, n));
            } else {
                others.push(n);
            }
        }
        let best = held.iter().map(|(score, _)| *score).max().unwrap_or(0);
        if best < LEAST {
            // "What did she say about the split": words printed where the split is the news.
            let news = self.news(heard);
            return if news.is_empty() { self.said_of_the_story(archive, heard) } else { Ok(news) };
        }
        // "What did she say when Al quit": words that only name an Al tell less than those printed where that is the news.
        let told = |n: usize| heard.held(n, AROUND | SENTENCE) > 0 || heard.places.is_empty();
        if !self.people.is_empty() && !held.iter().any(|(_, n)| told(*n)) {
            let news = self.news(heard);
            if !news.is_empty() {
                return Ok(news);
            }
        }
        let enough = (best * 3 / 5).max(LEAST);
        let speech = |n: usize| &heard.all[n];
        held.sort_by_key(|(score, n)| (std::cmp::Reverse(*score), speech(*n).rank, speech(*n).source.span));
        let weaker = held.split_off(held.partition_point(|(score, _)| *score >= enough));
        others.extend(weaker.into_iter().map(|(_, n)| n));
        let mut picked = Vec::new();
        for (_, n) in held {
            // What is broken off by "he says" goes on.
            let goes_on = |other: &usize| speech(*other).continues(speech(n));
            let rest = others.iter().position(goes_on).map(|at| others.remove(at));
            picked.push(n);
            picked.extend(rest);
        }
        // None speaks of what happened in its own words: then also what was said where that was the news.
        if self.event && !picked.iter().any(|n| heard.held(*n, OWN) > 0) {
            let news = self.news(heard).into_iter().filter(|n| !picked.contains(n)).collect::<Vec<_>>();
            picked.extend(news);
        }
        Ok(picked)
    }

    /// Of somebody, what is said where the headline names them and nobody else is spoken of.
    fn said_of_the_story(&self, archive: &Archive, heard: &Heard<'_>) -> Result<Vec<usize>, StoreError> {
        if self.people.is_empty() || !self.stems.is_empty() {
            return Ok(Vec::new());
        }
        let mut picked = Vec::new();
        for n in self.headlined(heard) {
            let speech = &heard.all[n];
            let setting = archive.setting(speech)?;
            let one_of = |p: &PersonId| self.people.contains(p) || speech.speakers.contains(p);
            if setting.news.headline_names.iter().chain(&setting.near).all(one_of) {
                picked.push(n);
            }
        }
        Ok(picked)
    }

    /// Where the article as a whole is about it and about everybody in it.
    fn news(&self, heard: &Heard<'_>) -> Vec<usize> {
        if self.stems.is_empty() {
            return Vec::new();
        }
        let where_told = if self.event { HEADLINE | BEGINNING } else { HEADLINE };
        let told = |n: &usize| heard.news.iter().all(|word| word[*n] & where_told != 0);
        self.headlined(heard).into_iter().filter(told).collect()
    }

    /// Where the headline names everybody in it.
    fn headlined(&self, heard: &Heard<'_>) -> Vec<usize> {
        let named: Vec<Vec<u8>> = self.people.iter().map(|person| heard.around.headlines_of(*person)).collect();
        (0..heard.all.len()).filter(|n| named.iter().all(|by| by[*n] != 0)).collect()
    }

    /// A topic of several words is spoken of when most of them are near: a `lifelong friend` is not any friend.
    fn holds_most(&self, archive: &Archive, heard: &Heard<'_>, n: usize) -> Result<bool, StoreError> {
        let held = heard.held(n, AROUND | SENTENCE);
        // Of "Ann's return" speaks nobody who only speaks of Ann.
        if self.owned && held == 0 && !self.stems.is_empty() && heard.news.iter().any(|word| word[n] == 0) {
            return Ok(false);
        }
        // "The pay offer": of the offer near it, under a headline about pay.
        let rest_is_news = || {
            let near = |places: &(u8, u8)| (places.0 | places.1) & (AROUND | SENTENCE) != 0;
            held > 0
                && !self.event
                && heard.places.iter().zip(&heard.news).all(|(word, news)| near(&word[n]) || news[n] & HEADLINE != 0)
        };
        Ok(held * 5 >= self.stems.len() * 3
            || rest_is_news()
            || heard.people.iter().any(|ties| ties[n] & (ABOUT | MEANT) != 0)
            || self.at_event(archive, &heard.all[n])?)
    }

    /// Words about somebody asked about, where nothing is told of the event asked about: they are of something else.
    fn of_another_matter(&self, archive: &Archive, heard: &Heard<'_>, n: usize) -> Result<bool, StoreError> {
        let told = heard.held(n, OWN | AROUND | SENTENCE) > 0 || heard.news.iter().any(|word| word[n] != 0);
        Ok(self.event && !self.stems.is_empty() && !told && !self.at_event(archive, &heard.all[n])?)
    }

    fn score(&self, archive: &Archive, heard: &Heard<'_>, n: usize) -> Result<u32, StoreError> {
        let mut score = 0;
        for (same, alike) in heard.places.iter().map(|word| word[n]) {
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
        for (person, ties) in self.people.iter().zip(heard.people.iter().map(|ties| ties[n])) {
            score += match () {
                () if ties & ABOUT != 0 => 50,
                // Called so in the words themselves, whoever that may be for the archive.
                () if self.is_called_there(archive, heard, n, *person)? => 50,
                // Named beside it: only words with a pronoun in them may speak of them.
                () if heard.around.says_pronoun(n) && ties & NEAR != 0 => 20,
                () if ties & MEANT != 0 => 20,
                () => 0,
            };
        }
        if score > 0 && heard.news.iter().any(|word| word[n] & BEGINNING != 0) {
            score += NEWS;
        }
        Ok(score + if self.at_event(archive, &heard.all[n])? { 60 } else { 0 })
    }

    /// "What did she say when she left": words spoken where the exit is told.
    fn at_event(&self, archive: &Archive, speech: &Speech) -> Result<bool, StoreError> {
        let mut told = self.events.iter().filter(|event| event.article == speech.source.article).peekable();
        if told.peek().is_none() {
            return Ok(false);
        }
        let setting = archive.setting(speech)?;
        Ok(told.any(|event| setting.scene.overlaps(event.span) || setting.news.title.overlaps(event.span)))
    }
}

impl Heard<'_> {
    /// How many words of the topic, or others that may stand for them, stand in one of these places of a quotation.
    fn held(&self, n: usize, places: u8) -> usize {
        self.places.iter().filter(|word| word[n].1 & places != 0).count()
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
