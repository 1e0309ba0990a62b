//! `/admin hide`: who, or what, is not shown in this server?
//!
//! A person with everything that is told of them, or one thing that a sentence says, wherever that sentence is printed.

use super::decide::{decide, manual, somebody, whom};
use super::{AdminCommand, AdminOption, Call, NAME, Office, Takes};
use crate::answer::{Answer, Source};
use crate::commands::{AskError, Desk, given};
use crate::domain::Ruling;
use crate::store::{Filed, Kind};

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "hide",
    description: "Show a person, or one thing that is told of them, no longer in this server",
    options: &[
        AdminOption { name: "person", description: "Who", required: true, takes: Takes::Person },
        AdminOption {
            name: "claim",
            description: "What is told of them, if not everything: pick it, or give a word of it",
            required: false,
            takes: Takes::Claim,
        },
    ],
    answer,
};

/// Something that a sentence says of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claimed {
    /// A few letters that stand for it.
    pub(super) key: String,
    /// What kind of thing it is, as a ruling names it.
    pub(super) word: String,
    /// The sentence.
    pub(super) sentence: String,
}

/// As many as there is room for buttons.
const MOST_SHOWN: usize = 4;

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk_of(Some(call.server()))?;
    let person = given(call.options, "person").unwrap_or_default();
    let Some(claim) = given(call.options, "claim") else {
        let again = |name: &str| format!("/{NAME} hide person: {name}");
        return match somebody(&desk, person, again)? {
            Ok(id) => {
                let who = whom(&desk, id)?;
                let said = format!("{} is hidden: no answer names or quotes them, and no list offers them.", who.name);
                decide(office, call, &Ruling::Hide(who), &said)
            }
            Err(which) => Ok(which),
        };
    };
    let all = claims(&desk, person)?;
    if let Some(Claimed { word, sentence, .. }) = all.iter().find(|claimed| claimed.key == claim) {
        let (word, sentence) = (word.clone(), sentence.clone());
        let said = format!("Nothing is told of this any more ({}): “{sentence}”", word.replace('_', " "));
        return decide(office, call, &Ruling::HideClaim { word, sentence }, &said);
    }
    let sought = claim.to_lowercase();
    let fits = |claimed: &&Claimed| claimed.word == sought || claimed.sentence.to_lowercase().contains(&sought);
    let found: Vec<&Claimed> = all.iter().filter(fits).collect();
    if found.is_empty() {
        return Err(AskError::Asked(format!("Nothing that is told of {person} holds “{claim}”.")));
    }
    let mut answer = manual("Hide which?");
    for (number, claimed) in found.iter().take(MOST_SHOWN).enumerate() {
        let line = format!("{}. {}: “{}”", number + 1, claimed.word.replace('_', " "), claimed.sentence);
        let command = format!("/{NAME} hide person: {person} claim: {}", claimed.key);
        answer = answer.says(line).offers(format!("Hide {}", number + 1), command);
    }
    if found.len() > MOST_SHOWN {
        answer.note = format!("{} more: give a rarer word.", found.len() - MOST_SHOWN);
    }
    Ok(answer)
}

/// Everything that is told of somebody, each with the sentence that says so; nothing where it is not clear who is meant.
pub(super) fn claims(desk: &Desk, person: &str) -> Result<Vec<Claimed>, AskError> {
    let Ok(id) = somebody(desk, person, str::to_owned)? else { return Ok(Vec::new()) };
    let archive = desk.archive();
    let mut all: Vec<Claimed> = Vec::new();
    for kind in [Kind::Fact, Kind::Quotation] {
        for Filed { article, claim } in archive.store.claims_about(id, kind)? {
            let Some(first) = claim.evidence.first() else { continue };
            let page = archive.page(&article)?;
            let span = page.sentences.iter().find(|sentence| sentence.span.overlaps(*first)).map(|s| s.span);
            let Some(span) = span else { continue };
            let source = Source { article, span };
            let (word, sentence) = (claim.fact.word().to_owned(), archive.words(&source)?);
            let key = key(&word, &sentence);
            if all.iter().all(|known| known.key != key) {
                all.push(Claimed { key, word, sentence });
            }
        }
    }
    Ok(all)
}

/// FNV-1a in 64 bits: buttons have little room, and nobody gains by forging it.
fn key(word: &str, sentence: &str) -> String {
    let bytes = word.bytes().chain([0]).chain(sentence.bytes());
    let sum =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{sum:016x}")
}
