//! What is the answer, as plain data, and what does it rest on?
//!
//! Knows no Discord and no terminal: every rendering starts from [`Answer`]. Nothing here is said that no
//! stored claim or sentence says.

mod account;
mod alignment;
mod archive;
mod aside;
mod birth;
mod comparison;
mod completion;
mod correction;
mod dossier;
mod episode;
mod facts;
mod family;
mod figure;
mod fit;
mod kin;
mod lexicon;
pub mod name;
mod named;
mod noted;
mod office;
mod page;
mod passage;
mod printed;
mod profile;
mod prose;
mod question;
mod rebuttal;
mod role;
mod said;
mod sequence;
mod sketch;
mod slip;
mod speech;
mod support;
mod surroundings;
mod tie;
mod vocabulary;
mod wording;

pub use account::{Account, Teller, accounts, by_event, differ};
pub use archive::Archive;
pub use aside::worth_citing;
pub use birth::{Birth, ages_differ};
pub use comparison::{Comparison, Difference};
pub use dossier::Dossier;
pub use episode::Episode;
pub use facts::Facts;
pub use family::{Family, Told, Variant};
pub use figure::figures_differ;
pub use fit::fitting;
pub use kin::{fits, relatives};
pub use lexicon::{
    Stem, alike, is_speaking, is_stop, kin_predicates, kinds_of, listed, reworded, same_kin, stem, synonyms,
};
pub use name::Found;
pub use named::Named;
pub use noted::Noted;
pub use office::is_aide;
pub use page::Page;
pub use passage::{Evidence, best_passages, passages_around, unnamed};
pub use profile::{Profile, Statement};
pub use prose::{capitalised, in_words, kin_word, list, standing, verb};
pub use question::Question;
pub use rebuttal::{against, disowned, of_one_time, told_and_denied};
pub use role::told_roles;
pub use said::{Judgement, Printing, Verdict, judge};
pub use sequence::Sequence;
pub use sketch::{Bond, Cross, Happening, Knot, Network, Sketch, Timeline};
pub use speech::{AROUND, News, OWN, Quoted, SENTENCE, Setting, Speech};
pub use support::{Support, fewest, is_hearsay, is_rumour};
pub use surroundings::{ABOUT, BEGINNING, HEADLINE, MEANT, NEAR, Surroundings};
pub use tie::{PARTNERS, Tie};
pub use wording::Wording;

use std::sync::Arc;

use crate::domain::{ArticleId, Edtf, Span};

/// What somebody asked gets back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What kind of answer it is.
    pub kind: Kind,
    /// A short heading: the person or the question as understood. Not part of the text.
    pub title: String,
    /// What is said, in order.
    pub lines: Vec<Line>,
    /// What it rests on: at most [`MOST_RECEIPTS`], the telling ones first.
    pub receipts: Vec<Receipt>,
    /// How many independent articles stand behind it.
    pub support: Support,
    /// Questions or commands that the store can answer; never answers.
    pub suggestions: Vec<String>,
    /// The ones to choose from when a name is ambiguous.
    pub choices: Vec<Choice>,
    /// What can be asked next with one press, the likeliest first: another page, other wordings.
    pub actions: Vec<Action>,
    /// Accounts differ, and both are shown.
    pub conflict: bool,
    /// A remark under the answer that is not part of it: how far the archive reaches. May be empty.
    pub note: String,
    /// Where the archive's pages are: the address of the site, without a slash at its end.
    pub site: Option<Arc<str>>,
    /// What a picture beside it shows, where there is something to see.
    pub sketch: Option<Sketch>,
    /// A file that goes with it, where one was asked for.
    pub document: Option<Document>,
}

/// A text to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What the file is called.
    pub name: &'static str,
    /// What it holds, in a few words.
    pub about: &'static str,
    /// All of it.
    pub text: String,
}

/// More would be a dump, not an answer.
pub const MOST_RECEIPTS: usize = 8;

/// The kinds of answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Statements with receipts.
    #[default]
    Statement,
    /// Somebody's words.
    Quotation,
    /// Dated events in order.
    Timeline,
    /// A name that several people bear: all of them, with what tells them apart.
    WhichOne,
    /// Passages that may tell, labelled as such.
    Passages,
    /// The articles don't say.
    NothingFound,
    /// About the bot itself: help, privacy.
    Manual,
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A sentence of ours, plain text.
    Says(String),
    /// Somebody's words, letter for letter, to be shown between quotation marks.
    Quotes {
        /// The content without its marks.
        words: String,
        /// Who said it, as shown: `Jane Doe`, `a source`.
        speaker: String,
        /// How and when: `to Reel Weekly, 31 May 2022`; may be empty.
        note: String,
    },
}

/// The sentence, the article and the date.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The article's name.
    pub article: ArticleId,
    /// When it was published.
    pub date: Option<Edtf>,
    /// Its title or caption.
    pub title: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The sentence as printed.
    pub sentence: String,
    /// Where the sentence stands, in bytes of the article's text.
    pub span: Span,
    /// The same in code points, as exports count.
    pub code_points: (usize, usize),
}

/// Where something stands: an article and a span of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// The article.
    pub article: ArticleId,
    /// In bytes of its text.
    pub span: Span,
}

/// One of several that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The full name.
    pub label: String,
    /// What tells them apart: a role, an article.
    pub description: String,
    /// The command line that asks for this one: `/who person: Jane Doe`.
    pub command: String,
}

/// Something to ask next. The command line is all that it remembers, so that it works on old answers too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// In few words: `Next page`.
    pub label: String,
    /// The command line that it asks: `/timeline person: Jane Doe page: 2`.
    pub command: String,
}

impl Answer {
    /// Whether the question asked is answered.
    pub fn answered(&self) -> bool {
        self.kind != Kind::NothingFound
    }

    /// Adds a sentence of ours.
    #[must_use]
    pub fn says(mut self, text: impl Into<String>) -> Self {
        self.lines.push(Line::Says(text.into()));
        self
    }

    /// Adds something to ask next.
    #[must_use]
    pub fn offers(mut self, label: impl Into<String>, command: impl Into<String>) -> Self {
        self.actions.push(Action { label: label.into(), command: command.into() });
        self
    }

    /// What the user reads above the receipts, as plain text: quotations between curly marks.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Line::to_string).collect();
        lines.join("\n")
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Says(text) => f.write_str(text),
            Self::Quotes { words, speaker, note } if note.is_empty() => write!(f, "“{words}” — {speaker}"),
            Self::Quotes { words, speaker, note } => write!(f, "“{words}” — {speaker}, {note}"),
        }
    }
}
