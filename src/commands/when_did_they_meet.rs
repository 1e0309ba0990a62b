//! `/when-did-they-meet`: when, where and how did two people meet?
//!
//! In person and online apart; accounts that differ side by side, each with who says so.

use super::dispute::{quoted, side_by_side};
use super::teller::teller;
use super::when::{FIRST_WORD, account_line, deny, telling, tells_when};
use super::which_one::{Meant, meant, reach};
use super::{AskError, Command, CommandOption, Options, given};
use crate::answer::{
    Account, Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question, Source, Support, Teller, accounts, differ,
    fewest, in_words,
};
use crate::domain::{Event, PersonId};
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "when-did-they-meet",
    description: "When, where and how two people met, every account of it",
    options: &[
        CommandOption { name: "person", description: "One of the two", required: true, names: true },
        CommandOption { name: "other", description: "The other one", required: true, names: true },
    ],
    pattern: "/when-did-they-meet person: {one} other: {two}",
    recognises,
    answer,
};

fn recognises(archive: &Archive, question: &Question) -> Option<Options> {
    let asks = question.begins(&["when", "where", "how", "what", "did", "have", "since"]);
    let meeting = question.kinds().first().is_some_and(|kind| ["met", "first_contact"].contains(kind));
    if let Some(options) = who_wrote_first(archive, question) {
        return Some(options);
    }
    if question.has(&["say", "said", "tell", "told", "write", "wrote"]) {
        return None;
    }
    let [one, other] = &question.names[..] else { return None };
    if [one, other].iter().any(|named| named.people.is_empty() && named.kin.is_some()) {
        return None;
    }
    let name = |named: &crate::answer::Named| named.called(archive).to_owned();
    (asks && meeting).then(|| Options::from([("person".to_owned(), name(one)), ("other".to_owned(), name(other))]))
}

/// `Who wrote first, Ann or Bob?`, where the articles tell that one of them did.
fn who_wrote_first(archive: &Archive, question: &Question) -> Option<Options> {
    const WRITING: [&str; 9] =
        ["write", "wrote", "reach", "reached", "message", "messaged", "text", "texted", "contacted"];
    let asks = question.begins(&["who"])
        && question.has(&["first"])
        && (question.has(&WRITING) || question.has_phrase("first move"));
    let [one, other] = question.people()[..] else { return None };
    // A store that breaks is reported by the answer itself.
    let told = || Meetings::of(archive, one, other).is_ok_and(|meetings| !meetings.first_words.is_empty());
    let name = |id| archive.name(id).to_owned();
    let options = [("person", one), ("other", other)].map(|(option, id)| (option.to_owned(), name(id)));
    (asks && told()).then(|| Options::from(options))
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let typed = ["person", "other"].map(|name| given(options, name).unwrap_or_default());
    let mut likely: Vec<Vec<PersonId>> = Vec::new();
    let mut unclear: Option<Answer> = None;
    for (at, name) in typed.iter().enumerate() {
        let partner = typed[1 - at];
        let again = |full: &str| format!("/{} person: {full} other: {partner}", COMMAND.name);
        match meant(archive, name, again)? {
            Meant::One(one) => likely.push(vec![one]),
            Meant::Several(which, all) => {
                unclear.get_or_insert(which);
                likely.push(all);
            }
            Meant::Nobody(answer) => return Ok(answer),
        }
    }
    let mut pairs: Vec<(PersonId, PersonId)> = Vec::new();
    for one in &likely[0] {
        pairs.extend(likely[1].iter().filter(|other| *other != one).map(|other| (*one, *other)));
    }
    if pairs.is_empty() {
        return Err(AskError::Asked("Name two different people: somebody has always known themselves.".to_owned()));
    }
    // Of an ambiguous name, whoever the articles tell a meeting of is meant, when that is only one.
    let mut told = Vec::new();
    for (one, other) in pairs.iter().copied() {
        let reports = Meetings::of(archive, one, other)?;
        if !reports.is_empty() {
            told.push((one, other, reports));
        }
    }
    match (told.len(), unclear) {
        (1, _) => {
            let (one, other, meetings) = told.remove(0);
            meetings.answer(archive, one, other).map_err(AskError::from)
        }
        (0, Some(_)) => {
            let text = format!("say that {} and {} met", typed[0].trim(), typed[1].trim());
            Ok(super::which_one::silent(archive, &text, &[pairs[0].0, pairs[0].1])?)
        }
        (_, Some(which)) => Ok(which),
        (_, None) => not_told(archive, pairs[0].0, pairs[0].1),
    }
}

fn not_told(archive: &Archive, one: PersonId, other: PersonId) -> Result<Answer, AskError> {
    let what = format!("say when or whether {} and {} met", archive.name(one), archive.name(other));
    Ok(deny(archive, &what, &[one, other])?)
}

/// One statement: who makes it, when it was by it, and its words.
fn statement_line(archive: &Archive, statement: &Teller, words: &Source) -> Result<String, StoreError> {
    let who = statement.who.as_ref().and_then(|who| teller(archive, who)).unwrap_or_else(|| "The article".to_owned());
    let date = statement.date.as_ref().filter(|date| !date.is_bound());
    let when = date.map(|date| format!(", {}", date.adverbial())).unwrap_or_default();
    Ok(format!("• {who}{when}: {}", quoted(&archive.in_context(words)?)))
}

/// What the articles tell of how two people came to know each other.
struct Meetings {
    in_person: Vec<Account>,
    online: Vec<Account>,
    /// Who wrote first, by each report that tells it.
    first_words: Vec<PersonId>,
}

impl Meetings {
    fn of(archive: &Archive, one: PersonId, other: PersonId) -> Result<Self, StoreError> {
        let Some(dossier) = Dossier::of(archive, one)? else {
            return Ok(Self { in_person: Vec::new(), online: Vec::new(), first_words: Vec::new() });
        };
        let both = |kind| dossier.happened(kind).filter(move |(_, event)| event.participants.contains(&other));
        let first = |event: &Event<PersonId>| {
            event.participants.first().copied().filter(|_| event.detail.as_deref() == Some(FIRST_WORD))
        };
        let first_words = both("first_contact").filter_map(|(_, event)| first(event)).collect();
        Ok(Self { in_person: accounts(both("met")), online: accounts(both("first_contact")), first_words })
    }

    /// Whether each of the two is said to have written first.
    fn both_wrote_first(&self) -> bool {
        self.first_words.windows(2).any(|two| two[0] != two[1])
    }

    fn is_empty(&self) -> bool {
        self.in_person.is_empty() && self.online.is_empty()
    }

    fn answer(&self, archive: &Archive, one: PersonId, other: PersonId) -> Result<Answer, StoreError> {
        let (one, other) = (archive.name(one), archive.name(other));
        let mut answer = Answer {
            kind: Kind::Statement,
            title: format!("{one} and {other}"),
            note: reach(archive),
            ..Answer::default()
        };
        let mut sources: Vec<Source> = Vec::new();
        let contradiction = differ(&self.in_person);
        if contradiction {
            answer = answer.says(format!("Accounts differ on when {one} and {other} met:"));
        }
        if contradiction {
            (answer, sources) = side_by_side(archive, answer, "", &self.in_person)?;
        }
        for account in self.in_person.iter().filter(|_| !contradiction) {
            // A day and a place speak for themselves; anything less is shown with its words.
            let plain = account.places.is_empty() || account.date.as_ref().is_none_or(|d| d.exact_day().is_none());
            // That they had met before the article is no news to anybody.
            let mut undated = account.clone();
            (undated.date, undated.bound) = (None, None);
            let shown = if tells_when(archive, account) { account } else { &undated };
            answer = answer.says(account_line(archive, &format!("{one} and {other} met"), shown, plain)?);
            sources.extend(telling(archive, account));
        }
        let statements: Vec<&Teller> = self.online.iter().flat_map(|account| &account.tellers).collect();
        let lead =
            if self.in_person.is_empty() { "They were first in touch" } else { "Before that they were in touch" };
        let mut words: Vec<Source> = statements.iter().map(|statement| statement.source.clone()).collect();
        match statements[..] {
            [] => (),
            [_] => answer = answer.says(account_line(archive, lead, &self.online[0], true)?),
            // Each in its own words: who reached out, and since when, is often told in two ways.
            _ => {
                answer = answer.says(format!("{lead} online; {} statements tell of it:", in_words(statements.len())));
                // Each from an article that is cited anyway, where one of them prints it.
                let shown = sources.iter().map(|source| vec![source.clone()]);
                let known = |t: &&Teller| [std::slice::from_ref(&t.source), &t.again[..]].concat();
                let all: Vec<Vec<Source>> = shown.chain(statements.iter().map(known)).collect();
                words = fewest(archive, &all)?.split_off(sources.len());
                for (statement, words) in statements.iter().zip(&words) {
                    answer = answer.says(statement_line(archive, statement, words)?);
                }
            }
        }
        // What is shown is cited before what only agrees with it.
        let shown = if contradiction { self.in_person.len().min(sources.len()) } else { sources.len() };
        sources.splice(shown..shown, words);
        answer.conflict = contradiction || differ(&self.online) || self.both_wrote_first();
        answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
        let told = self.in_person.iter().chain(&self.online).flat_map(|account| &account.sources);
        answer.support = Support::of(archive, told.map(|source| &source.article));
        Ok(answer)
    }
}
