//! `/quote`: what did somebody say, letter for letter?
//!
//! Only words that an article prints between marks and gives to this person. Indirect speech is no quotation.

use super::which_one::{Meant, meant, reach, silent};
use super::{AskError, Command, CommandOption, Options, given};
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Dossier, Kind, Line, MOST_RECEIPTS, Question, Source};
use crate::domain::{ArticleId, Medium, PersonId, Quotation, QuotationKind, Span};
use crate::store::{Filed, StoreError};

/// The command.
pub static COMMAND: Command = Command {
    name: "quote",
    description: "What somebody said or wrote, letter for letter, about a topic",
    options: &[
        CommandOption { name: "person", description: "Who said it", required: true, names: true },
        CommandOption { name: "about", description: "A word, a topic or a person", required: false, names: true },
    ],
    pattern: "/quote person: {one} about: {two}",
    recognises,
    answer,
};

const SPEAKING: [&str; 30] = [
    "say",
    "said",
    "says",
    "saying",
    "tell",
    "told",
    "tells",
    "write",
    "wrote",
    "writes",
    "think",
    "thinks",
    "joke",
    "joked",
    "quip",
    "vow",
    "vowed",
    "tweet",
    "tweeted",
    "caption",
    "captioned",
    "explain",
    "explained",
    "reveal",
    "revealed",
    "admit",
    "admitted",
    "describe",
    "described",
    "respond",
];

/// Verbs of speaking that tell which words are meant.
const TELLING: [&str; 8] = ["vow", "vowed", "joke", "joked", "tweet", "tweeted", "caption", "captioned"];

fn recognises(archive: &Archive, question: &Question) -> Option<Options> {
    let words = &question.words;
    let quote_word = question.has(&["quote", "quotes", "quotation", "words", "statement"]);
    let verb = words.iter().position(|w| SPEAKING.contains(&w.as_str()));
    let asks = question.begins(&["what", "whats", "how", "which", "give", "show", "find", "quote"]);
    if !asks || !(quote_word || verb.is_some()) {
        return None;
    }
    // The speaker stands before the verb, or after "quote by".
    let before = |at: usize| question.names.iter().rfind(|n| n.words.1 <= at);
    let speaker = verb.and_then(before).or(question.names.first())?;
    let name = match speaker.people[..] {
        [one] => archive.name(one).to_owned(),
        _ => speaker.text.clone(),
    };
    let mut options = Options::from([("person".to_owned(), name)]);
    let mut about = about_part(question, speaker.words.1);
    // "What did he vow": the verb itself says what is asked for.
    if about.is_empty()
        && let Some(telling) = words.iter().find(|w| TELLING.contains(&w.as_str()))
    {
        about.clone_from(telling);
    }
    if !about.is_empty() {
        options.insert("about".to_owned(), about);
    }
    Some(options)
}

/// The words asked about: those after "about", else all that follow the verb and carry content.
fn about_part(question: &Question, after: usize) -> String {
    let from = question.words.iter().rposition(|w| w == "about").map_or(after, |at| at + 1);
    let rest = question.words[from.max(after).min(question.words.len())..].iter();
    let kept: Vec<&str> = rest
        .map(String::as_str)
        .filter(|w| !crate::answer::is_stop(w) && !SPEAKING.contains(w) && !["quote", "quotes", "words"].contains(w))
        .collect();
    kept.join(" ")
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let typed = given(options, "person").unwrap_or_default();
    let about = given(options, "about").unwrap_or_default();
    if let Some(people) = joint(archive, typed) {
        return by(archive, &people, about);
    }
    let again = |name: &str| {
        if about.is_empty() {
            format!("/quote person: {name}")
        } else {
            format!("/quote person: {name} about: {about}")
        }
    };
    match meant(archive, typed, again)? {
        Meant::One(id) => by(archive, &[id], about),
        Meant::Nobody(answer) => Ok(answer),
        Meant::Several(which, all) => {
            // Whoever spoke of it is meant, when that is only one of them.
            let mut spoke = Vec::new();
            for id in all {
                let answer = by(archive, &[id], about)?;
                if answer.answered() {
                    spoke.push(answer);
                }
            }
            Ok(if spoke.len() == 1 { spoke.remove(0) } else { which })
        }
    }
}

/// `A & B`: several speakers together.
fn joint(archive: &Archive, typed: &str) -> Option<Vec<PersonId>> {
    let parts: Vec<&str> = typed.split('&').flat_map(|part| part.split(" and ")).collect();
    if parts.len() < 2 {
        return None;
    }
    let found = parts.iter().map(|part| match archive.names.find(part) {
        crate::answer::Found::One(one) => Some(one),
        _ => None,
    });
    found.collect()
}

fn by(archive: &Archive, people: &[PersonId], about: &str) -> Result<Answer, AskError> {
    const MOST: usize = 4;
    let name = crate::answer::list(&people.iter().map(|id| archive.name(*id)).collect::<Vec<_>>());
    let mut found: Vec<Utterance> = Vec::new();
    let speaker = people.first().map(|id| Dossier::of(archive, *id)).transpose()?.flatten();
    if let Some(dossier) = &speaker {
        for (filed, quotation) in dossier.quotations() {
            let together = people.iter().all(|id| quotation.speaker.people().contains(&id));
            if quotation.kind != QuotationKind::Indirect && together {
                found.push(Utterance::of(archive, filed, quotation)?);
            }
        }
    }
    // Their own words quoted in their own words are shown once.
    let whole: Vec<(ArticleId, Span)> = found.iter().map(|u| (u.filed.article.clone(), u.span)).collect();
    let inside =
        |u: &Utterance| whole.iter().any(|(a, span)| *a == u.filed.article && *span != u.span && span.contains(u.span));
    found.retain(|utterance| !inside(utterance));
    if found.is_empty() {
        return Ok(silent(archive, &format!("quote {name}"), people)?);
    }
    if !about.is_empty() {
        let topic = Topic::of(archive, about, speaker.as_ref())?;
        found = topic.pick(found);
        if found.is_empty() {
            return Ok(silent(archive, &format!("quote {name} on {about}"), people)?);
        }
    }
    let mut answer = Answer { kind: Kind::Quotation, title: name, note: reach(archive), ..Answer::default() };
    let mut sources = Vec::new();
    for utterance in found.iter().take(MOST) {
        answer.lines.push(utterance.line(archive, people));
        sources.push(utterance.source());
    }
    answer.receipts = archive.receipts(&sources, MOST_RECEIPTS)?;
    Ok(answer)
}

/// One quotation with what stands around it.
struct Utterance {
    filed: Filed,
    span: Span,
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
    fn of(archive: &Archive, filed: &Filed, quotation: &Quotation<PersonId>) -> Result<Self, StoreError> {
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

    fn source(&self) -> Source {
        Source { article: self.filed.article.clone(), span: self.span }
    }

    fn line(&self, archive: &Archive, people: &[PersonId]) -> Line {
        let speaker = crate::answer::list(&people.iter().map(|id| archive.name(*id)).collect::<Vec<_>>());
        let how = if self.medium == Medium::Written { "in writing, " } else { "" };
        let date = archive.head(&self.filed.article).and_then(|h| h.date.as_ref().map(crate::domain::Edtf::phrase));
        let note = date.map(|d| format!("{how}printed {d}")).unwrap_or_default();
        Line::Quotes { words: self.words.clone(), speaker, note }
    }
}

/// What is asked about: words and people.
struct Topic {
    stems: Vec<String>,
    people: Vec<PersonId>,
    /// Where events are told that it names and that the speaker took part in.
    events: Vec<Source>,
}

impl Topic {
    fn of(archive: &Archive, about: &str, speaker: Option<&Dossier>) -> Result<Self, StoreError> {
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
    fn pick(&self, mut found: Vec<Utterance>) -> Vec<Utterance> {
        found.retain(|utterance| self.holds_most(utterance));
        let best = found.iter().map(|u| self.score(u)).max().unwrap_or(0);
        let enough = (best * 3 / 5).max(LEAST);
        found.retain(|utterance| self.score(utterance) >= enough);
        found.sort_by_key(|utterance| (std::cmp::Reverse(self.score(utterance)), utterance.rank, utterance.span));
        found
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
                () if utterance.near.contains(person) => 20,
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
