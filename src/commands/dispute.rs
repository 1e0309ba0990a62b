//! How do accounts of one event that cannot all be true stand side by side?
//!
//! Each with its date, who tells it and in which words; what has been corrected or taken back is marked, and comes last.
//! Nothing is decided: the accounts are the answer.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::teller::teller;
use crate::answer::{Account, Answer, Archive, Source, Teller};
use crate::domain::{ArticleId, Edtf, PersonId, Speaker};
use crate::store::StoreError;

/// Adds a line for each account, the one that stands best first, as far as anybody reads; and what they rest on, the telling
/// ones first.
pub fn side_by_side(
    archive: &Archive,
    mut answer: Answer,
    lead: &str,
    accounts: &[Account],
) -> Result<(Answer, Vec<Source>), StoreError> {
    /// Somebody in the news posts every day, and nobody reads a hundred lines.
    const MOST: usize = 12;
    let corrections = corrections(archive, accounts)?;
    let last_words = last_words(accounts);
    let mut sides: Vec<Side<'_>> = Vec::with_capacity(accounts.len());
    for account in accounts.iter().filter(|account| !account.sources.is_empty()) {
        // Who tells it without a date says nothing about which date it was.
        let dated = |t: &&Teller| t.date.as_ref().is_some_and(|d| !d.is_bound());
        let any = account.tellers.iter().any(|t| dated(&t));
        let witnesses = account.tellers.iter().filter(|t| !any || dated(t));
        let fallen = |witness| fallen(archive, witness, account, accounts, &corrections, &last_words);
        sides.push(Side { account, witnesses: witnesses.map(|witness| (witness, fallen(witness))).collect() });
    }
    // Stable: the best supported of equals stays first.
    sides.sort_by_key(|side| std::cmp::Reverse(side.witnesses.iter().filter(|(_, fallen)| fallen.is_none()).count()));
    let mut others: Vec<Source> = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    for Side { account, witnesses } in sides.iter().take(MOST) {
        let corrects = |source: &&Source| corrections.contains(&source.article);
        let Some(shown) = account.sources.iter().find(corrects).or(account.sources.first()) else { continue };
        let told = witnesses
            .iter()
            .map(|(witness, fallen)| who(archive, witness, *fallen, corrections.contains(&witness.source.article)));
        let mut told: Vec<String> = told.collect();
        told.dedup();
        let when = account.when().unwrap_or_else(|| "at a time that is not told".to_owned());
        let mut line = format!("• {lead}{when}");
        if let Some(place) = account.places.iter().find(|p| p.chars().count() <= 60) {
            write!(line, " ({place})").ok();
        }
        write!(line, ": {}. {}", told.join("; "), quoted(&archive.in_context(shown)?)).ok();
        answer = answer.says(line);
        sources.push(shown.clone());
        others.extend(account.telling(3).iter().filter(|s| *s != shown).take(2).cloned());
    }
    if sides.len() > MOST {
        answer = answer.says(format!("And {} more, each at another time.", sides.len() - MOST));
    }
    sources.extend(others);
    Ok((answer, sources))
}

/// An account with those who tell it, each with why it no longer stands.
struct Side<'a> {
    account: &'a Account,
    witnesses: Vec<(&'a Teller, Option<&'static str>)>,
}

/// A printed sentence between marks, its own double marks single, with the partner of one that stands outside of it.
pub fn quoted(sentence: &str) -> String {
    let mut inside = String::with_capacity(sentence.len() + 6);
    let mut before = ' ';
    let (mut open, mut unopened) = (0_usize, false);
    for mark in sentence.chars() {
        let opens = mark == '“' || mark == '"' && (before.is_whitespace() || before == '(');
        let closes = mark == '”' || mark == '"' && !opens;
        unopened |= closes && open == 0;
        open = if opens { open + 1 } else { open.saturating_sub(usize::from(closes)) };
        inside.push(if opens {
            '‘'
        } else if closes {
            '’'
        } else {
            mark
        });
        before = mark;
    }
    let (first, last) = (if unopened { "‘" } else { "" }, if open > 0 { "’" } else { "" });
    format!("“{first}{inside}{last}”")
}

/// The place of the latest word of everybody quoted, among all reports.
fn last_words(accounts: &[Account]) -> HashMap<&Speaker<PersonId>, usize> {
    let mut last: HashMap<&Speaker<PersonId>, usize> = HashMap::new();
    for teller in accounts.iter().flat_map(|account| &account.tellers) {
        if let Some(who) = &teller.who {
            let known = last.entry(who).or_default();
            *known = (*known).max(teller.last);
        }
    }
    last
}

/// Why a statement no longer stands: `now says otherwise`, `since corrected`; `None` when it does.
fn fallen(
    archive: &Archive,
    witness: &Teller,
    of: &Account,
    all: &[Account],
    corrections: &[ArticleId],
    last_words: &HashMap<&Speaker<PersonId>, usize>,
) -> Option<&'static str> {
    // Within one account they have one last word.
    if witness.who.as_ref().and_then(|who| last_words.get(who)).is_some_and(|last| *last > witness.last) {
        return Some("now says otherwise");
    }
    let mut elsewhere = all.iter().filter(|account| !std::ptr::eq(*account, of)).flat_map(|account| &account.sources);
    let corrected = !corrections.is_empty()
        && elsewhere.any(|source| {
            corrections.contains(&source.article) && refers(archive, &source.article, &witness.source.article)
        });
    let repeated = matches!(&witness.who, Some(who) if repeats(who, of, corrections));
    (corrected && !repeated).then_some("since corrected")
}

/// Whether an article names another by its headline or the day of its publication.
fn refers(archive: &Archive, article: &ArticleId, other: &ArticleId) -> bool {
    let (Ok(page), Some(head)) = (archive.page(article), archive.head(other)) else { return false };
    let text = &page.article.text;
    let day = head.date.as_ref().and_then(Edtf::exact_day);
    let dated = |style: &str| {
        day.is_some_and(|day| {
            let printed = day.strftime(style).to_string();
            text.match_indices(&printed)
                .any(|(at, _)| !text[at + printed.len()..].starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    article != other && (head.title.len() > 12 && text.contains(&head.title) || dated("%B %-d") || dated("%-d %B"))
}

/// Whether a correction itself reports that somebody stands by what they said.
fn repeats(who: &Speaker<PersonId>, of: &Account, corrections: &[ArticleId]) -> bool {
    of.tellers.iter().any(|t| t.who.as_ref() == Some(who))
        && of.sources.iter().any(|s| corrections.contains(&s.article))
}

/// `Jane Doe, 20 May 2022`, `an article of 4 January 2022`, `a correction of 10 June 2022 (Jane Doe)`.
fn who(archive: &Archive, witness: &Teller, fallen: Option<&str>, correction: bool) -> String {
    let date = archive.head(&witness.source.article).and_then(|h| h.date.as_ref()).map(Edtf::phrase);
    let named = witness.who.as_ref().and_then(|who| teller(archive, who));
    let mut told = match (named, date, correction) {
        (Some(name), Some(date), true) => format!("{name}, in a correction of {date}"),
        (Some(name), Some(date), false) => format!("{name}, {date}"),
        (Some(name), None, _) => name,
        (None, Some(date), true) => format!("a correction of {date}"),
        (None, Some(date), false) => format!("an article of {date}"),
        (None, None, _) => "an undated article".to_owned(),
    };
    if let Some(fallen) = fallen {
        write!(told, " ({fallen})").ok();
    }
    told
}

/// Those articles behind the accounts that say of themselves that they correct another.
fn corrections(archive: &Archive, accounts: &[Account]) -> Result<Vec<ArticleId>, StoreError> {
    let mut found: Vec<ArticleId> = Vec::new();
    let mut seen: HashSet<&ArticleId> = HashSet::new();
    for source in accounts.iter().flat_map(|a| &a.sources) {
        if seen.insert(&source.article) && archive.is_correction(&source.article)? {
            found.push(source.article.clone());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_marks_are_single_and_in_pairs() {
        for (printed, expected) in [
            ("They met in May.", "“They met in May.”"),
            ("“We met,” she says.", "“‘We met,’ she says.”"),
            ("\"We met,\" she says.", "“‘We met,’ she says.”"),
            ("We met in May,” she says.", "“‘We met in May,’ she says.”"),
            ("“He wrote to me first.", "“‘He wrote to me first.’”"),
        ] {
            assert_eq!(quoted(printed), expected);
        }
    }
}
