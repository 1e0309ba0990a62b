//! What does the store hold, as JSON lines?
//!
//! One object a line, article by article, then the people. Offsets are code points of the article's text. Only
//! what happened is an event here: plans, denials and rumours are kept for answers.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::answer::Sequence;
use crate::domain::{
    Article, Claim, CodePoints, Edtf, Event, Fact, How, Medium, Object, Person, PersonId, Quotation, QuotationKind,
    Relation, Span, Speaker, Status, Timex, TimexType,
};
use crate::store::{Store, StoreError};

/// The types of line, as `--kind` takes them.
pub const KINDS: [&str; 8] =
    ["article", "quote", "inner_quote", "indirect_quote", "timex", "person", "relation", "event"];

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error("cannot write the export: {0}")]
    Write(#[from] io::Error),
}

/// Writes what the store holds, one article at a time; `kind` is one of [`KINDS`] or none for all.
pub fn export(store: &Store, kind: Option<&str>, out: impl Write) -> Result<(), ExportError> {
    let people = store.people()?;
    let sequence = if kind.is_none_or(|k| k == "event") { Sequence::of(store)? } else { Sequence::default() };
    let mut lines = Lines {
        kind,
        out,
        store,
        sequence: &sequence,
        names: people.iter().map(|p| (p.id, p.name.as_str())).collect(),
    };
    for head in store.articles()? {
        let Some(article) = store.article(&head.id)? else { continue };
        let points = CodePoints::of(&article.text);
        lines.put("article", &Line::Article(ArticleLine::of(&article)))?;
        for filed in store.claims_in(&head.id)? {
            lines.claim(&article, &points, filed.claim)?;
        }
        for timex in store.timexes_in(&head.id)? {
            lines.put("timex", &Line::Timex(TimexLine::of(&article, &points, &timex)))?;
        }
    }
    let mut by_name: Vec<&Person> = people.iter().collect();
    by_name.sort_by_key(|p| p.id);
    for person in by_name {
        lines.put("person", &Line::Person(PersonLine::of(person)))?;
    }
    Ok(lines.out.flush()?)
}

struct Lines<'a, W> {
    kind: Option<&'a str>,
    out: W,
    store: &'a Store,
    sequence: &'a Sequence,
    names: HashMap<PersonId, &'a str>,
}

impl<W: Write> Lines<'_, W> {
    fn put(&mut self, kind: &str, line: &Line<'_>) -> Result<(), ExportError> {
        if self.kind.is_none_or(|k| k == kind) {
            serde_json::to_writer(&mut self.out, line).map_err(io::Error::from)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn claim(&mut self, article: &Article, points: &CodePoints<'_>, claim: Claim<PersonId>) -> Result<(), ExportError> {
        let evidence: Vec<Evidence<'_>> = claim.evidence.iter().map(|s| Evidence::of(article, points, *s)).collect();
        let asserted_by = claim.asserted_by.as_ref().and_then(|s| self.speaker(s));
        match claim.fact {
            Fact::Quotation(quotation) => {
                let speaker = self.speaker(&quotation.speaker);
                let quote = QuoteLine::of(article, points, &quotation, speaker);
                match quotation.kind {
                    QuotationKind::Direct => self.put("quote", &Line::Quote(quote)),
                    QuotationKind::Inner => self.put("inner_quote", &Line::InnerQuote(quote)),
                    QuotationKind::Indirect => self.put("indirect_quote", &Line::IndirectQuote(quote)),
                }
            }
            Fact::Relation(Relation { subject, predicate, object, when }) => {
                let object = match object {
                    Object::Person(person) => self.name(person),
                    Object::Place(place) => place,
                };
                let subject = self.name(subject);
                self.put("relation", &Line::Relation { subject, predicate, object, when, asserted_by, evidence })
            }
            Fact::Event(event) if event.status == Status::Happened => {
                let sequence = self.sequence;
                let (narrowed, told) = sequence.narrowed(&event).unzip();
                let mut evidence = evidence;
                // What narrows the date is evidence too, wherever it stands.
                if let Some(told) = told
                    && let Some(other) = self.store.article(&told.article)?
                {
                    let (start, end) = CodePoints::of(&other.text).span(told.span);
                    evidence.push(Evidence { article: &told.article.0, start, end });
                }
                let Event { kind, participants, place, date, how, .. } = event;
                let date = narrowed.or(date);
                let participants = participants.into_iter().map(|p| self.name(p)).collect();
                let how = match how {
                    How::Explicit => "explicit",
                    How::Relative => "relative",
                    How::Inferred => "inferred",
                };
                let line = Line::Event { kind, participants, r#where: place, date, how, asserted_by, evidence };
                self.put("event", &line)
            }
            Fact::Event(_) | Fact::Attribute(_) => Ok(()),
        }
    }

    fn name(&self, person: PersonId) -> String {
        self.names.get(&person).copied().unwrap_or_default().to_owned()
    }

    fn speaker(&self, speaker: &Speaker<PersonId>) -> Option<String> {
        match speaker {
            Speaker::Person(person) => Some(self.name(*person)),
            Speaker::Joint(all) => Some(all.iter().map(|p| self.name(*p)).collect::<Vec<_>>().join(" & ")),
            Speaker::Body(name) => Some(name.clone()),
            Speaker::Unnamed(phrase) => Some(format!("unnamed: {phrase}")),
            Speaker::Unknown => None,
        }
    }
}

/// A line of the export. The order of fields is that of the contract.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Article(ArticleLine<'a>),
    Quote(QuoteLine<'a>),
    InnerQuote(QuoteLine<'a>),
    IndirectQuote(QuoteLine<'a>),
    Timex(TimexLine<'a>),
    Person(PersonLine<'a>),
    Relation {
        subject: String,
        predicate: String,
        object: String,
        when: Option<Edtf>,
        asserted_by: Option<String>,
        evidence: Vec<Evidence<'a>>,
    },
    Event {
        kind: String,
        participants: Vec<String>,
        r#where: Option<String>,
        date: Option<Edtf>,
        how: &'static str,
        asserted_by: Option<String>,
        evidence: Vec<Evidence<'a>>,
    },
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    article: &'a str,
    date: Option<&'a Edtf>,
    title: &'a str,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
}

impl<'a> ArticleLine<'a> {
    fn of(article: &'a Article) -> Self {
        Self {
            article: &article.id.0,
            date: article.date.as_ref(),
            title: article.title(),
            outlet: article.outlet.as_deref(),
            url: article.url.as_deref(),
            text: &article.text,
        }
    }
}

#[derive(Serialize)]
struct Evidence<'a> {
    article: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Evidence<'a> {
    fn of(article: &'a Article, points: &CodePoints<'_>, span: Span) -> Self {
        let (start, end) = points.span(span);
        Self { article: &article.id.0, start, end }
    }
}

#[derive(Serialize)]
struct QuoteLine<'a> {
    #[serde(flatten)]
    at: Evidence<'a>,
    text: &'a str,
    speaker: Option<String>,
    cue: Option<String>,
    medium: &'static str,
    said: Option<Edtf>,
    group: Option<u32>,
}

impl<'a> QuoteLine<'a> {
    fn of(
        article: &'a Article,
        points: &CodePoints<'_>,
        quotation: &Quotation<PersonId>,
        speaker: Option<String>,
    ) -> Self {
        Self {
            at: Evidence::of(article, points, quotation.content),
            text: quotation.content.cut(&article.text),
            speaker,
            cue: quotation.cue.clone(),
            medium: match quotation.medium {
                Medium::Spoken => "spoken",
                Medium::Written => "written",
            },
            said: quotation.said.clone(),
            group: quotation.group,
        }
    }
}

#[derive(Serialize)]
struct TimexLine<'a> {
    #[serde(flatten)]
    at: Evidence<'a>,
    text: &'a str,
    timex_type: TimexType,
    value: String,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<String>,
}

impl<'a> TimexLine<'a> {
    fn of(article: &'a Article, points: &CodePoints<'_>, timex: &Timex) -> Self {
        Self {
            at: Evidence::of(article, points, timex.span),
            text: timex.span.cut(&article.text),
            timex_type: timex.kind,
            value: timex.value.clone(),
            modifier: timex.modifier.clone(),
        }
    }
}

#[derive(Serialize)]
struct PersonLine<'a> {
    name: &'a str,
    aliases: &'a [String],
    pronouns: Option<&'static str>,
    articles: Vec<&'a str>,
}

impl<'a> PersonLine<'a> {
    fn of(person: &'a Person) -> Self {
        Self {
            name: &person.name,
            aliases: &person.aliases,
            pronouns: person.pronouns.map(crate::domain::Pronouns::label),
            articles: person.articles.iter().map(|a| &*a.0).collect(),
        }
    }
}
