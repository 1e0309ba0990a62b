//! What is offered while an option of `/admin` is being typed?
//!
//! People, claims and articles of the server's own archive, and what the server has decided: nothing of another server.

use super::{ADMIN, Caller, Office, Takes, hide};
use crate::commands::{AskError, Completion, Desk, MOST_COMPLETIONS, Options, given};

impl Office {
    /// The best values for what has been typed so far of an option, at most 25; `others` are the options given already.
    pub fn complete(
        &self,
        caller: Caller,
        command: &str,
        option: &str,
        typed: &str,
        others: &Options,
    ) -> Result<Vec<Completion>, AskError> {
        let takes = ADMIN.iter().find(|c| c.name == command).and_then(|c| c.options.iter().find(|o| o.name == option));
        let Some(takes) = takes.map(|option| option.takes) else { return Ok(Vec::new()) };
        let desk = self.desk_of(Some(caller.server))?;
        match takes {
            Takes::Person => desk.complete(typed),
            Takes::Article => Ok(articles(&desk, typed)),
            Takes::Own => {
                let own = self.ledger().own(caller.server.0)?.into_iter();
                Ok(fitting(own.map(|own| (format!("{} · {}", own.title, own.id), own.id.to_string())), typed))
            }
            Takes::Ruling => {
                let ruled = self.ledger().rulings(caller.server.0)?.into_iter();
                Ok(fitting(ruled.map(|ruled| (format!("{}. {}", ruled.id, ruled.ruling), ruled.id.to_string())), typed))
            }
            Takes::Claim => {
                let Some(person) = given(others, "person") else { return Ok(Vec::new()) };
                let claims = hide::claims(&desk, person)?.into_iter();
                let told = |claim: hide::Claimed| (format!("{}: {}", claim.word, claim.sentence), claim.key);
                Ok(fitting(claims.map(told), typed))
            }
            Takes::Text | Takes::File | Takes::Channel => Ok(Vec::new()),
        }
    }
}

/// The newest articles whose title or name holds what was typed.
fn articles(desk: &Desk, typed: &str) -> Vec<Completion> {
    let archive = desk.archive();
    let heads = (0..archive.size()).rev().filter_map(|rank| archive.head_at(rank));
    fitting(heads.map(|head| (format!("{} · {}", head.title, head.id), head.id.to_string())), typed)
}

/// Those that hold every word of what was typed; `all` are labels with their values.
fn fitting(all: impl Iterator<Item = (String, String)>, typed: &str) -> Vec<Completion> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let fits = |(label, value): &(String, String)| {
        let (label, value) = (label.to_lowercase(), value.to_lowercase());
        words.iter().all(|word| label.contains(word) || value.contains(word))
    };
    let completion = |(label, value)| Completion { label, value };
    all.filter(fits).take(MOST_COMPLETIONS).map(completion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_every_word_fits() {
        let all =
            || [("A night in Dover", "a1"), ("Bread", "a2")].map(|(l, v)| (l.to_owned(), v.to_owned())).into_iter();
        for (typed, expected) in
            [("", vec!["a1", "a2"]), ("dover NIGHT", vec!["a1"]), ("a2", vec!["a2"]), ("x", vec![])]
        {
            let found: Vec<String> = fitting(all(), typed).into_iter().map(|c| c.value).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }
}
