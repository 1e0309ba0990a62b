//! How did it come out, when somebody asked something?
//!
//! Known where the answer is made and carried beside it, so that nobody has to read it off its words.

use crate::answer::{Answer, Kind};
use crate::commands::AskError;

/// How it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There was an answer.
    Answered,
    /// The articles don't say.
    NothingFound,
    /// Several are meant, and one can be picked.
    WhichOne,
    /// What was asked can't be: an option is missing, a permission, the thing itself.
    Refused,
    /// Something broke on our side.
    Broke,
    /// Somebody asked too often.
    Limited,
}

impl Outcome {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Self; 6] =
        [Self::Answered, Self::NothingFound, Self::WhichOne, Self::Refused, Self::Broke, Self::Limited];

    /// As a word of its own.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NothingFound => "nothing_found",
            Self::WhichOne => "which_one",
            Self::Refused => "refused",
            Self::Broke => "broke",
            Self::Limited => "limited",
        }
    }

    /// Of what a command came to.
    pub(super) fn of(answer: &Result<Answer, AskError>) -> Self {
        match answer.as_ref().map(|answer| answer.kind) {
            Ok(Kind::NothingFound) => Self::NothingFound,
            Ok(Kind::WhichOne) => Self::WhichOne,
            Ok(Kind::Statement | Kind::Quotation | Kind::Timeline | Kind::Passages | Kind::Manual) => Self::Answered,
            Err(AskError::Asked(_)) => Self::Refused,
            Err(AskError::Broke(_)) => Self::Broke,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_numbered_and_told_apart() {
        for (number, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome as usize, number, "{outcome:?}");
            assert!(Outcome::ALL[..number].iter().all(|other| other.word() != outcome.word()), "{outcome:?}");
        }
    }
}
