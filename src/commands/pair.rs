//! Whom does a command mean that takes a person and, if wanted, another one?
//!
//! Reads `person` and `with`, and writes them back into a command line. It looks nothing up about anybody.

use super::as_of::again;
use super::which_one::{Meant, meant_by};
use super::{AskError, Options, given};
use crate::answer::{Answer, Archive, Named};
use crate::domain::{Edtf, PersonId};

/// The options as typed.
pub(super) struct Pair<'a> {
    command: &'static str,
    /// Who is asked about.
    pub(super) person: &'a str,
    /// The other one, where one is named.
    pub(super) with: Option<&'a str>,
    /// The options that go along into every line.
    dated: String,
}

/// Who is meant, or what is answered instead.
pub(super) enum Meaning {
    /// These.
    People(PersonId, Option<PersonId>),
    /// Which one, or nobody.
    Instead(Box<Answer>),
}

/// The options of a question that names one or two people.
pub(super) fn named(names: &[Named]) -> Option<Options> {
    let (one, other) = match names {
        [one] => (one, None),
        [one, other] => (one, Some(other)),
        _ => return None,
    };
    let with = other.map(|other| ("with".to_owned(), other.text.clone()));
    Some([("person".to_owned(), one.text.clone())].into_iter().chain(with).collect())
}

impl<'a> Pair<'a> {
    /// What stands in the options of this command.
    pub(super) fn of(command: &'static str, options: &'a Options) -> Self {
        let person = given(options, "person").unwrap_or_default();
        Self { command, person, with: given(options, "with"), dated: again(options) }
    }

    /// The command line that asks this of these names.
    pub(super) fn line(&self, person: &str, with: Option<&str>) -> String {
        let with = with.map(|other| format!(" with: {other}")).unwrap_or_default();
        format!("/{} person: {person}{with}{}", self.command, self.dated)
    }

    /// Looks both up; who is paired with themselves is told `alone`.
    pub(super) fn meant(&self, archive: &Archive, last: Option<&Edtf>, alone: &str) -> Result<Meaning, AskError> {
        let one = match meant_by(archive, self.person, last, |name| self.line(name, self.with))? {
            Meant::One(one) => one,
            Meant::Several(answer, _) | Meant::Nobody(answer) => return Ok(Meaning::Instead(answer.into())),
        };
        let Some(with) = self.with else { return Ok(Meaning::People(one, None)) };
        match meant_by(archive, with, last, |name| self.line(self.person, Some(name)))? {
            Meant::One(other) if other == one => Err(AskError::Asked(alone.to_owned())),
            Meant::One(other) => Ok(Meaning::People(one, Some(other))),
            Meant::Several(answer, _) | Meant::Nobody(answer) => Ok(Meaning::Instead(answer.into())),
        }
    }
}
