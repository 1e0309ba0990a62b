//! What does an article say, who says it there, and on which words does that rest?
//!
//! Generic over `P`, who a person is: a [`super::ChainId`] within one article, a [`super::PersonId`] after
//! linking. A claim without evidence cannot be built by extraction, and none is ever worked out from two others.

use serde::{Deserialize, Serialize};

use super::{Edtf, Span};

/// One thing that one article says. Modelled on Wikidata: a statement with qualifiers and references.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim<P> {
    /// What is said.
    pub fact: Fact<P>,
    /// Who says it: nobody but the narrator, or a person quoted.
    pub asserted_by: Option<Speaker<P>>,
    /// The words that it rests on, the telling span first. Never empty.
    pub evidence: Vec<Span>,
}

/// The kinds of thing that can be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact<P> {
    /// Somebody said or wrote this.
    Quotation(Quotation<P>),
    /// Two people, or a person and a place, stand in a relation.
    Relation(Relation<P>),
    /// Something happened, is planned or is denied.
    Event(Event<P>),
    /// What a person is or does, or how old they are.
    Attribute(Attribute<P>),
}

/// A quotation: content with its source and cue (PARC 3.0).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quotation<P> {
    /// Direct, inside another, or reported without marks.
    pub kind: QuotationKind,
    /// What was said, without the marks.
    pub content: Span,
    /// Who said it.
    pub speaker: Speaker<P>,
    /// The attributing words as printed: `said`, `according to`, `Q&A`.
    pub cue: Option<String>,
    /// Said aloud or written down.
    pub medium: Medium,
    /// When it was said, where that can be told.
    pub said: Option<Edtf>,
    /// Pieces of one utterance share a number, unique within the article.
    pub group: Option<u32>,
    /// Who is spoken about in it.
    pub about: Vec<P>,
}

/// How a quotation stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuotationKind {
    /// Between marks, or an answer of a Q&A.
    Direct,
    /// Between marks inside another quotation.
    Inner,
    /// Reported without marks: `she said that ...`.
    Indirect,
}

/// The medium of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Medium {
    /// Said aloud or to a reporter.
    Spoken,
    /// A caption, post, letter, message or statement.
    Written,
}

/// The source of a quotation or of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Speaker<P> {
    /// A named person.
    Person(P),
    /// Several named people together.
    Joint(Vec<P>),
    /// An organisation or another speaker who is no known person, by name: `Met Office`.
    Body(String),
    /// Somebody without a name, as printed: `a source`.
    Unnamed(String),
    /// It cannot be told.
    Unknown,
}

/// `subject`, `predicate`, `object`: the object is the subject's `predicate` (its parent, its home town).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation<P> {
    /// Whose relation.
    pub subject: P,
    /// A name of `data/predicates.toml`: `spouse`, `late_spouse`, `parent`, `hometown`, ...
    pub predicate: String,
    /// To whom or what.
    pub object: Object<P>,
    /// Since when, until when or as of when, where the text tells.
    pub when: Option<Edtf>,
}

/// The other end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Object<P> {
    /// A person.
    Person(P),
    /// A place, as printed: `Akron, Ohio`.
    Place(String),
}

/// Something that happened, is planned, or is denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event<P> {
    /// A name of `data/predicates.toml`: `met`, `died`, `married`, `posted`, ...
    pub kind: String,
    /// Who took part, the principal first.
    pub participants: Vec<P>,
    /// Where, as printed: a town, `online`, a show.
    pub place: Option<String>,
    /// When, at its true precision; an open interval where only a bound is known.
    pub date: Option<Edtf>,
    /// How the date is known.
    pub how: How,
    /// Did it happen?
    pub status: Status,
    /// What else the words tell, as printed: a cause of death, the show that was left, `in person`.
    pub detail: Option<String>,
    /// What the same sentence says it came after: `messaged him after he left the show`.
    #[serde(default = "none")]
    pub after: Option<Earlier<P>>,
}

fn none<P>() -> Option<Earlier<P>> {
    None
}

/// An event as something else came after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier<P> {
    /// Its kind.
    pub kind: String,
    /// Who took part.
    pub participants: Vec<P>,
}

/// How the date of an event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum How {
    /// All of it stands in the text.
    Explicit,
    /// Worked out from the date of the article.
    Relative,
    /// Carried over from another sentence, or only a bound.
    Inferred,
}

/// Whether an event happened. A plan is no wedding, a denial no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// The text says that it happened.
    Happened,
    /// It lies ahead: planned, expected, hoped for.
    Planned,
    /// The text says that it did not happen, or that somebody denies it.
    Denied,
    /// Rumoured, asked about or imagined.
    Rumoured,
}

/// What one person is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Attribute<P> {
    /// A job, office or description, as printed: `entrepreneur`, `co-host on The Talk`.
    Role {
        /// Whose.
        person: P,
        /// As printed, without an article in front.
        role: String,
        /// As of when.
        as_of: Option<Edtf>,
    },
    /// An age in whole years.
    Age {
        /// Whose.
        person: P,
        /// Whole years.
        years: u16,
        /// As of when: the article's date, or the date of an event (`died at the age of 41`).
        as_of: Option<Edtf>,
    },
}

impl<P> Claim<P> {
    /// The same claim with other people: `who` says who each one is.
    pub fn map<Q>(self, mut who: impl FnMut(P) -> Q) -> Claim<Q> {
        let who = &mut who;
        Claim {
            fact: match self.fact {
                Fact::Quotation(q) => Fact::Quotation(Quotation {
                    speaker: q.speaker.map(who),
                    about: q.about.into_iter().map(&mut *who).collect(),
                    kind: q.kind,
                    content: q.content,
                    cue: q.cue,
                    medium: q.medium,
                    said: q.said,
                    group: q.group,
                }),
                Fact::Relation(r) => Fact::Relation(Relation {
                    subject: who(r.subject),
                    predicate: r.predicate,
                    object: match r.object {
                        Object::Person(p) => Object::Person(who(p)),
                        Object::Place(place) => Object::Place(place),
                    },
                    when: r.when,
                }),
                Fact::Event(e) => Fact::Event(Event {
                    participants: e.participants.into_iter().map(&mut *who).collect(),
                    kind: e.kind,
                    place: e.place,
                    date: e.date,
                    how: e.how,
                    status: e.status,
                    detail: e.detail,
                    after: e.after.map(|a| Earlier {
                        kind: a.kind,
                        participants: a.participants.into_iter().map(&mut *who).collect(),
                    }),
                }),
                Fact::Attribute(Attribute::Role { person, role, as_of }) => {
                    Fact::Attribute(Attribute::Role { person: who(person), role, as_of })
                }
                Fact::Attribute(Attribute::Age { person, years, as_of }) => {
                    Fact::Attribute(Attribute::Age { person: who(person), years, as_of })
                }
            },
            asserted_by: self.asserted_by.map(|s| s.map(who)),
            evidence: self.evidence,
        }
    }

    /// The byte where the telling words begin.
    pub fn start(&self) -> usize {
        self.evidence.first().map_or(0, |span| span.start)
    }

    /// Everybody that the fact names, the principal first; not who asserts it.
    pub fn people(&self) -> Vec<&P> {
        match &self.fact {
            Fact::Quotation(q) => q.speaker.people().into_iter().chain(&q.about).collect(),
            Fact::Relation(r) => match &r.object {
                Object::Person(p) => vec![&r.subject, p],
                Object::Place(_) => vec![&r.subject],
            },
            Fact::Event(e) => e.participants.iter().collect(),
            Fact::Attribute(Attribute::Role { person, .. } | Attribute::Age { person, .. }) => vec![person],
        }
    }
}

impl<P> Speaker<P> {
    /// The same speaker with other people.
    pub fn map<Q>(self, who: &mut impl FnMut(P) -> Q) -> Speaker<Q> {
        match self {
            Self::Person(p) => Speaker::Person(who(p)),
            Self::Joint(all) => Speaker::Joint(all.into_iter().map(who).collect()),
            Self::Body(name) => Speaker::Body(name),
            Self::Unnamed(phrase) => Speaker::Unnamed(phrase),
            Self::Unknown => Speaker::Unknown,
        }
    }

    /// The named people among them.
    pub fn people(&self) -> Vec<&P> {
        match self {
            Self::Person(p) => vec![p],
            Self::Joint(all) => all.iter().collect(),
            Self::Body(_) | Self::Unnamed(_) | Self::Unknown => Vec::new(),
        }
    }
}
