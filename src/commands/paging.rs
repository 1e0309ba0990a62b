//! Which part of a long list is shown, and how does one get to the next?
//!
//! A page is a number in the command line, so that a button needs to remember nothing else. Nothing is cut off: what
//! does not stand on one page stands on another.

use super::{AskError, CommandOption, Options, given};
use crate::answer::Answer;

/// The option of commands whose answers have pages.
pub(super) const OPTION: CommandOption =
    CommandOption { name: "page", description: "Which page, from 1", required: false, names: false };

/// One page of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// From 1.
    pub number: usize,
    /// How many there are, at least 1.
    pub of: usize,
    /// The first item on it, from 0.
    pub from: usize,
    /// The first item behind it.
    pub to: usize,
}

/// The page asked for, of `items` with `most` on a page. One that is not there is an error that says which are.
pub(super) fn page(options: &Options, items: usize, most: usize) -> Result<Page, AskError> {
    let of = items.div_ceil(most).max(1);
    let asked = given(options, OPTION.name).map_or(Ok(1), str::parse::<usize>);
    match asked {
        Ok(number) if (1..=of).contains(&number) => {
            let from = (number - 1) * most;
            Ok(Page { number, of, from, to: (from + most).min(items) })
        }
        _ if of == 1 => Err(AskError::Asked("There is only one page: leave `page` out.".to_owned())),
        _ => Err(AskError::Asked(format!("There are {of} pages: give `page` a number from 1 to {of}."))),
    }
}

/// The answer with the ways to the pages before and after; `command` is the command line without its page.
pub(super) fn turning(answer: Answer, page: &Page, command: &str) -> Answer {
    let to = |number: usize| format!("{command} {}: {number}", OPTION.name);
    let answer = if page.number > 1 { answer.offers("◀ Back", to(page.number - 1)) } else { answer };
    if page.number < page.of { answer.offers("Next ▶", to(page.number + 1)) } else { answer }
}

impl Page {
    /// ` (page 2 of 3)`; nothing when there is only one.
    pub(super) fn remark(&self) -> String {
        if self.of == 1 { String::new() } else { format!(" (page {} of {})", self.number, self.of) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_the_list_and_lead_to_each_other() {
        let at = |number: &str| {
            page(&Options::from([("page".to_owned(), number.to_owned())]), 17, 8).map(|p| (p.from, p.to))
        };
        assert_eq!(page(&Options::new(), 0, 8).expect("one page"), Page { number: 1, of: 1, from: 0, to: 0 });
        assert_eq!([at("1"), at("2"), at("3")].map(|p| p.expect("a page")), [(0, 8), (8, 16), (16, 17)]);
        for wrong in ["0", "4", "-1", "two", "99999999999999999999"] {
            assert!(at(wrong).expect_err(wrong).to_string().contains("from 1 to 3"), "{wrong}");
        }
        let second = page(&Options::from([("page".to_owned(), "2".to_owned())]), 17, 8).expect("a page");
        let commands: Vec<String> =
            turning(Answer::default(), &second, "/x y: z").actions.into_iter().map(|a| a.command).collect();
        assert_eq!(commands, ["/x y: z page: 1", "/x y: z page: 3"]);
    }
}
