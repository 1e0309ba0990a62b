//! `/when`: when did something happen?
//!
//! A dated claim answers; failing that, a dated sentence that holds every word asked for, then a passage that holds most.
//! A plan is no wedding, an age no birthday, and what is not dated is not answered.

mod likely;
mod plan;
mod told;
mod untold;

use std::fmt::Write as _;

use super::dispute::{quoted, side_by_side};
use super::teller::teller;
use super::which_one::{Meant, meant, reach, silent};
use super::{AskError, Command, CommandOption, Options, given};
use crate::answer::{
    Account, Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question, Source, Support, accounts, best_passages,
    by_event, kin_predicates, kinds_of, list, listed, verb,
};
use crate::domain::{Edtf, Event, Fact, PersonId, Status};
use crate::store::{Filed, StoreError};

/// The command.
pub static COMMAND: Command = Command {
    name: "when",
    description: "When something happened: a birth, a wedding, a post, an exit",
    options: &[
        CommandOption { name: "event", description: "What happened", required: true, names: false },
        CommandOption { name: "person", description: "Whom it is about", required: false, names: true },
    ],
    pattern: "/when event: left the show person: {one}",
    recognises,
    answer,
};

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asks = question.begins(&["when", "whens"])
        || ["what year", "what date", "what day", "which year", "what month"].iter().any(|p| question.has_phrase(p));
    asks.then(|| Options::from([("event".to_owned(), question.text.clone())]))
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let event = given(options, "event").unwrap_or_default();
    let mut question = Question::of(archive, event)?;
    // "person: Ann's father", who has no name here: asked for as in a question.
    if let Some(typed) = given(options, "person")
        && question.names.is_empty()
        && Question::of(archive, typed)?.names.iter().any(|named| named.people.is_empty() && named.kin.is_some())
    {
        question = Question::of(archive, &format!("{typed} {event}"))?;
    }
    let question = question;
    if let Some(stranger) = question.names.iter().find(|n| n.people.is_empty()) {
        let Some(kin) = stranger.kin.as_deref() else {
            return Ok(super::which_one::nobody(archive, &stranger.text, &[]));
        };
        // "Her mother died in 2001": of a relative without a name a sentence may tell.
        if let [owner] = stranger.owners[..]
            && let Some(answer) = told::of_relative(archive, &question, owner, kin)?
        {
            return Ok(answer);
        }
        return Ok(silent(archive, &format!("name {}", stranger.text), &[])?);
    }
    let mut people = question.people();
    if let Some(typed) = given(options, "person") {
        match meant(archive, typed, |name| format!("/when event: {event} person: {name}"))? {
            Meant::One(one) => {
                people.retain(|p| *p != one);
                people.insert(0, one);
            }
            Meant::Several(which, all) => match all.iter().find(|p| people.contains(p)) {
                Some(_) => (),
                None => return Ok(which),
            },
            // A show or a place is no person: its words count like those of the event.
            Meant::Nobody(answer) if people.is_empty() && question.content().is_empty() => return Ok(answer),
            Meant::Nobody(_) => (),
        }
    }
    let mut kinds = question.kinds();
    // "When did she have her twins?"
    if kinds.is_empty() && question.has(&listed("having")) && asks_child(&question) {
        kinds.push("born");
    }
    if question.has(&listed("announcing"))
        && let Some(answer) = told::announced(archive, &question, &people)?
    {
        return Ok(answer);
    }
    for kind in &kinds {
        if let Some(answer) = told_of(archive, kind, &people, &question, tells_when)? {
            return Ok(answer);
        }
    }
    let ahead = question.has(&["is", "are", "will", "does", "do", "next"]);
    if ahead
        && kinds.contains(&"married")
        && let Some(answer) = plan::wedding(archive, &question, &people)?
    {
        return Ok(answer);
    }
    let personal = kinds.first().is_some_and(|kind| PERSONAL.contains(kind));
    // Of a band or a house no claim tells, and a sentence may.
    let claimed = personal && !(people.is_empty() && question.content().len() > 1);
    // Who splits from a coach is no couple, and no claim tells of it.
    let claimed = claimed && !(kinds.first() == Some(&"split") && question.has(&listed("colleagues")));
    if !claimed && let Some(answer) = told::passage(archive, &question, &people)? {
        return Ok(answer);
    }
    let words = question.content();
    let news = !personal && !ahead && !people.is_empty() && !words.is_empty();
    if news && let Some(answer) = told::headlined(archive, &question, &words, &people)? {
        return Ok(answer);
    }
    if !personal && let Some(answer) = likely::passage(archive, &question, &people)? {
        return Ok(answer);
    }
    let names: Vec<&str> = people.iter().map(|p| archive.name(*p)).collect();
    let what = match kinds.first() {
        Some(kind) if !names.is_empty() && personal => format!("say when or whether {} {}", list(&names), verb(kind)),
        _ => "say when that was".to_owned(),
    };
    Ok(deny(archive, &what, &people)?)
}

/// Whether it asks for a child who is not known by whose it is.
fn asks_child(question: &Question) -> bool {
    let child = |word: &String| kin_predicates(word) == ["child"];
    let known = question.names.iter().any(|named| named.kin.is_some() && !named.people.is_empty());
    question.words.iter().any(child) && !known
}

/// Kinds that only a claim can answer: a sentence with the word in it tells of a plan, a joke or somebody else.
const PERSONAL: [&str; 12] = [
    "met",
    "started_dating",
    "engaged",
    "married",
    "split",
    "divorced",
    "born",
    "died",
    "diagnosed",
    "pregnant",
    "first_date",
    "first_contact",
];

/// The answer from events of a kind in which all of these took part, as far as an account of one answers.
pub fn told_of(
    archive: &Archive,
    kind: &str,
    people: &[PersonId],
    question: &Question,
    answers: impl Fn(&Archive, &Account) -> bool,
) -> Result<Option<Answer>, StoreError> {
    let reports = reports(archive, kind, people, question)?;
    let found = accounts(reports.iter().filter_map(event_of));
    let found: Vec<Account> = found.into_iter().filter(|account| answers(archive, account)).collect();
    if found.is_empty() {
        return Ok(None);
    }
    let events = by_event(found);
    let about = |event: &[Account]| match people {
        _ if kind == "born" && event[0].participants.first().is_some_and(|child| !people.contains(child)) => {
            archive.names_of(&event[0].participants[..1])
        }
        [] => archive.names_of(&event[0].participants),
        people => archive.names_of(people),
    };
    let mut answer = Answer {
        kind: Kind::Statement,
        title: format!("{}: {}", about(&events[0]), kind.replace('_', " ")),
        conflict: events.iter().any(|event| event.len() > 1),
        note: reach(archive),
        ..Answer::default()
    };
    let mut sources = Vec::new();
    for event in events.iter().take(MOST_EVENTS) {
        // Of a wedding with whom is half of the answer, and all of it where several are told of.
        let paired = PAIRED.contains(&kind) && (events.len() > 1 || event.len() == 1);
        let who = if paired { archive.names_of(&event[0].participants) } else { about(event) };
        if event.len() > 1 {
            answer = answer.says(format!("Accounts differ on when {who} {}:", verb(kind)));
            let (shown, more) = side_by_side(archive, answer, "", event)?;
            answer = shown;
            sources.extend(more);
        } else {
            for account in event {
                answer = answer.says(account_line(archive, &format!("{who} {}", verb(kind)), account, true)?);
                sources.extend(telling(archive, account));
            }
        }
    }
    if let more @ 1.. = events.len().saturating_sub(MOST_EVENTS) {
        let are = if more == 1 { "is" } else { "are" };
        answer = answer.says(format!("There {are} {more} more: name somebody."));
    }
    if let ([event], true) = (&events[..], NEWS.contains(&kind))
        && let [only] = &event[..]
        && let Some((line, source)) = later_news(archive, only, &reports)?
    {
        answer = answer.says(line);
        answer.conflict = true;
        sources.push(source);
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    // Shown are the receipts that date it; behind it stands everybody who tells it.
    answer.support =
        Support::of(archive, events.iter().flatten().flat_map(|a| &a.sources).map(|source| &source.article));
    Ok(Some(answer))
}

/// Where nobody is named, several may have married; more of them would be a dump.
const MOST_EVENTS: usize = 4;

/// What dates an account, some of it; a copy only where nothing else does.
pub fn telling(archive: &Archive, account: &Account) -> Vec<Source> {
    const MOST: usize = 3;
    let own = |source: &&Source| !archive.is_copy(&source.article);
    let all = account.telling(usize::MAX);
    let originals: Vec<Source> = all.iter().filter(own).take(MOST).cloned().collect();
    if originals.is_empty() { all.iter().take(MOST).cloned().collect() } else { originals }
}

/// Kinds of event that make a headline when they happen, or when they come out.
const NEWS: [&str; 4] = ["split", "divorced", "engaged", "married"];

/// The headline that told it as news, where it happened much earlier by what was told afterwards.
fn later_news(archive: &Archive, account: &Account, reports: &[Filed]) -> Result<Option<(String, Source)>, StoreError> {
    const LATE: i32 = 28;
    let Some(happened) = account.date.as_ref().and_then(Edtf::upper) else { return Ok(None) };
    let undated = |filed: &&Filed| event_of(filed).is_some_and(|(_, e)| e.date.as_ref().is_none_or(Edtf::is_bound));
    let Some(first) = reports.iter().filter(undated).min_by_key(|f| archive.rank(&f.article)) else { return Ok(None) };
    let page = archive.page(&first.article)?;
    let title = page.article.title;
    let headline = reports
        .iter()
        .filter(|f| f.article == first.article && undated(f))
        .find_map(|filed| filed.claim.evidence.first().filter(|span| title.overlaps(**span)));
    let day = archive.head(&first.article).and_then(|head| head.date.clone());
    let (Some(_), Some(date)) = (headline, day) else { return Ok(None) };
    let Some(day) = date.lower() else { return Ok(None) };
    let told_after = account.sources.first().is_some_and(|s| archive.rank(&s.article) > archive.rank(&first.article));
    let late = day.since(happened).is_ok_and(|gap| gap.get_days() >= LATE);
    let source = Source { article: first.article.clone(), span: title };
    let line = format!("It was news {}: {}", date.adverbial(), quoted(title.cut(&page.article.text).trim()));
    Ok((told_after && late).then_some((line, source)))
}

/// That it was before its article was printed is no answer to when it was.
pub fn tells_when(archive: &Archive, account: &Account) -> bool {
    let Some(date) = &account.date else { return false };
    let printed = account.sources.iter().filter_map(|s| archive.head(&s.article)?.date.as_ref()?.upper());
    !date.is_bound() || !printed.into_iter().any(|day| date.upper() == Some(day))
}

fn reports(archive: &Archive, kind: &str, people: &[PersonId], question: &Question) -> Result<Vec<Filed>, StoreError> {
    let childs = asks_child(question);
    let own_birth = !childs && question.has(&["born", "birthday", "birthdate", "birthdays"]);
    let of_kind = |filed: &Filed| match &filed.claim.fact {
        Fact::Event(e) => {
            let theirs = people.iter().all(|p| e.participants.contains(p));
            // The child comes first: nobody is born when their child is.
            let own = e.participants.first().is_some_and(|p| people.contains(p));
            let born = kind != "born" || people.is_empty() || if own { !childs } else { !own_birth };
            e.kind == kind && e.status == Status::Happened && theirs && born
        }
        _ => false,
    };
    let Some(first) = people.first() else {
        // Nobody named: events of the kind whose sentence holds every other word.
        let content = question.content();
        let other = |word: &&str| !kinds_of(&[(*word).to_owned()]).contains(&kind);
        let mut words: Vec<&str> = content.iter().copied().filter(other).collect();
        if words.is_empty() {
            words = content;
        }
        let mut found = Vec::new();
        for evidence in best_passages(archive, &words, &[], 12)?.into_iter().filter(|e| e.missing.is_empty()) {
            for filed in archive.store.claims_in(&evidence.source.article)? {
                let there = filed.claim.evidence.first().is_some_and(|span| span.overlaps(evidence.source.span));
                if of_kind(&filed) && there {
                    found.push(filed);
                }
            }
        }
        // The same event is told elsewhere in other words.
        if let Some(principal) =
            found.iter().find_map(|f| event_of(f).and_then(|(_, e)| e.participants.first().copied()))
        {
            let more = archive.facts_about(principal)?;
            found.extend(more.events().filter(|f| of_kind(f)).cloned());
            found.dedup();
        }
        return Ok(found);
    };
    let all: Vec<Filed> = archive.facts_about(*first)?.events().filter(|f| of_kind(f)).cloned().collect();
    if OF_A_WORK.contains(&kind) { closest(archive, kind, all, question) } else { Ok(all) }
}

/// Kinds that somebody may take part in several times, each with another show or work.
const OF_A_WORK: [&str; 8] =
    ["appeared_on", "hosted", "won", "cast_on", "eliminated", "released", "launched", "interviewed"];

/// Of several events of a kind those whose sentence holds most of the other words asked for: `the show`, its name.
fn closest(archive: &Archive, kind: &str, all: Vec<Filed>, question: &Question) -> Result<Vec<Filed>, StoreError> {
    let content = question.content();
    let other = |word: &&&str| !kinds_of(&[(**word).to_owned()]).contains(&kind);
    let words: Vec<&str> = content.iter().filter(other).copied().collect();
    let mut held = Vec::with_capacity(all.len());
    for filed in &all {
        let Some(source) = Source::first_of(filed) else {
            held.push(0);
            continue;
        };
        let (_, sentence) = archive.sentence(&source)?;
        held.push(words.iter().filter(|word| Archive::mentions_words(&sentence, word)).count());
    }
    let most = held.iter().copied().max().unwrap_or(0);
    if kind == "appeared_on" && most < words.len() {
        return Ok(Vec::new());
    }
    Ok(all.into_iter().zip(held).filter(|(_, held)| *held == most).map(|(filed, _)| filed).collect())
}

fn event_of(filed: &Filed) -> Option<(&Filed, &Event<PersonId>)> {
    match &filed.claim.fact {
        Fact::Event(event) => Some((filed, event)),
        _ => None,
    }
}

/// Kinds that take two: with whom is half of the answer.
const PAIRED: [&str; 8] =
    ["met", "started_dating", "engaged", "married", "split", "divorced", "first_date", "first_contact"];

/// What the store keeps of a first message besides the message: that it was the first.
pub const FIRST_WORD: &str = "wrote first";

/// One account as a line: what, when, where, with what else is told, who says so, and the words where they help.
pub fn account_line(archive: &Archive, lead: &str, account: &Account, quoting: bool) -> Result<String, StoreError> {
    let mut line = lead.to_owned();
    let in_person = account.details.iter().any(|d| d == "in person");
    if in_person {
        line.push_str(" in person");
    } else if let Some(detail) = account.details.iter().find(|d| d.chars().count() <= 60 && *d != FIRST_WORD) {
        write!(line, " ({detail})").ok();
    }
    let when = account.when().unwrap_or_else(|| "at a time that is not told".to_owned());
    write!(line, " {when}").ok();
    let online = |place: &str| place.eq_ignore_ascii_case("online");
    let fits = |place: &&String| place.chars().count() <= 60 && !(in_person && online(place));
    if let Some(place) = account.places.iter().find(fits) {
        let online = online(place);
        if online {
            line.push_str(", online");
        } else {
            write!(line, " ({place})").ok();
        }
    }
    let named = account.tellers.iter().filter_map(|t| t.who.as_ref());
    let tellers: Vec<String> = named.filter_map(|speaker| teller(archive, speaker)).collect();
    if account.tellers.iter().all(|t| t.who.is_some()) && !tellers.is_empty() {
        write!(line, ", says {}", list(&tellers)).ok();
    }
    line.push('.');
    if quoting && let Some(source) = account.sources.first() {
        write!(line, " {}", quoted(&archive.in_context(source)?)).ok();
    }
    Ok(line)
}

/// The articles don't say so; what they hold of these people instead.
pub fn deny(archive: &Archive, what: &str, people: &[PersonId]) -> Result<Answer, StoreError> {
    let mut answer = silent(archive, what, people)?;
    if let [one, other, ..] = people
        && let Some(dossier) = Dossier::of(archive, *one)?
    {
        let planned = dossier.events().any(|(_, e)| e.status == Status::Planned && e.participants.contains(other));
        if planned && what.contains("married") {
            answer = answer.says("They only tell of a plan.");
        }
        let ties: Vec<String> = dossier
            .ties()
            .iter()
            .filter(|tie| tie.value.other == crate::domain::Object::Person(*other))
            .map(|tie| {
                format!(
                    "{} {}",
                    crate::answer::standing(&tie.value.predicate, dossier.person.pronouns),
                    archive.name(*other)
                )
            })
            .collect();
        if !ties.is_empty() {
            answer = answer.says(format!("They do tell of {} as {}.", archive.name(*one), list(&ties)));
        }
    }
    Ok(answer)
}
