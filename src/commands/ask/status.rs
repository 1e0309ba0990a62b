//! Is somebody married, widowed, single; are two people a couple, still, or no longer?
//!
//! What the articles call people to one another answers; that they are silent on a romance is said first, and what
//! somebody denies is shown in their words.

use super::bond::{Bond, State};
use super::told;
use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Noted, Question, Source, Tie, standing};
use crate::commands::teller::printed;
use crate::commands::which_one::{silent, statement};
use crate::domain::{Object, PersonId};
use crate::store::StoreError;

/// What each word asks for: the ties that confirm it.
const ASKED: [Asked; 5] = [
    (&["widow", "widows", "widower", "widowers", "widowed"], &["late_spouse"]),
    (&["married", "wed", "spouses", "marry", "hitched"], &["spouse", "late_spouse", "survived_by", "ex_spouse"]),
    (&["engaged", "propose", "proposed"], &["engaged_to", "ex_engaged_to", "spouse"]),
    (&["divorced", "divorce", "divorcing"], &["ex_spouse"]),
    COUPLE,
];

/// Words and the ties that confirm them.
type Asked = (&'static [&'static str], &'static [&'static str]);

const COUPLE: Asked = (
    &[
        "dating",
        "date",
        "dated",
        "couple",
        "together",
        "romantic",
        "romance",
        "relationship",
        "partners",
        "lovers",
        "item",
        "thing",
        "seeing",
        "involved",
        "single",
        "taken",
        "love",
        "affair",
    ],
    &["partner", "ex_partner", "engaged_to", "ex_engaged_to", "spouse", "ex_spouse"],
);

/// Kinds of event that end a bond.
const PARTINGS: [&str; 3] = ["split", "divorced", "divorce_filed"];

/// Answers `are X and Y dating`, `is X a widow`, `are X and Y still together`, `did X and Y break up`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let asks = question.begins(&["is", "are", "was", "were", "did", "do", "does", "have", "has"])
        || stands(question)
        || question.has(&["still"]);
    let people = question.people();
    if !asks || people.is_empty() || question.names.iter().any(|n| n.people.is_empty()) {
        return Ok(None);
    }
    // "Are they over": nothing but a small word asks.
    let over =
        || (question.has(&["over", "done"]) && question.content().is_empty() && people.len() == 2).then_some("split");
    let parting = question.kinds().into_iter().find(|kind| PARTINGS.contains(kind)).or_else(over);
    let with = || {
        let bare = question.content().is_empty() && people.len() == 2;
        (bare && question.has(&["with"]) && question.begins(&["is", "are", "was", "were"])).then_some(&COUPLE)
    };
    let beyond = question.has_phrase("more than friends");
    let between = people.len() == 2 && stands(question);
    let asked =
        ASKED.iter().find(|(words, _)| question.has(words)).or((beyond || between).then_some(&COUPLE)).or_else(with);
    // Every other word asks for something else.
    let words = asked.map_or(&[][..], |(words, _)| words);
    let rest = parting.map_or_else(|| question.content(), |kind| question.besides(kind));
    let aside = |word: &&str| words.contains(word) || ASIDE.contains(word) || beyond && *word == "friends";
    if !rest.iter().all(aside) {
        return Ok(None);
    }
    let ties = asked.map(|(_, ties)| *ties);
    match (&people[..], ties) {
        ([one, other], ties) if parting.is_some() || ties.is_some_and(|ties| ties != ["late_spouse"]) => {
            pair(archive, question, (*one, *other), ties, parting.is_some()).map(Some)
        }
        (_, Some(ties)) => each(archive, question, &people, ties).map(Some),
        (_, None) => Ok(None),
    }
}

/// Whether it asks how people stand.
fn stands(question: &Question) -> bool {
    const BETWEEN: [&str; 3] = ["what is going on", "what happened between", "what happened with"];
    BETWEEN.iter().any(|phrase| question.has_phrase(phrase))
}

/// Words that ask for nothing of their own beside those of a couple.
const ASIDE: [&str; 15] = [
    "happened",
    "going",
    "real",
    "officially",
    "official",
    "rumored",
    "confirmed",
    "back",
    "ended",
    "anymore",
    "true",
    "people",
    "good",
    "longer",
    "apart",
];

/// Whether two people are or were a couple, or parted.
fn pair(
    archive: &Archive,
    question: &Question,
    (one, other): (PersonId, PersonId),
    asked: Option<&[&str]>,
    parting: bool,
) -> Result<Answer, StoreError> {
    let people = [one, other];
    let Some(dossier) = Dossier::of(archive, one)? else { return silent(archive, "answer that", &people) };
    let bond = Bond::all_of(archive, &dossier)?.into_iter().find(|bond| bond.other == other);
    let mut answer = statement(archive, &question.text);
    let past = question.begins(&["did", "was", "were", "have", "has"]);
    let whether = past || question.begins(&["is", "are", "do", "does"]);
    // What ended and began again is not over: the newest word on it.
    let (ended, newest) = bond.as_ref().map_or((true, 0), |bond| (bond.state == State::Ended, bond.newest));
    if !parting
        && ended
        && let Some(again) = told::reconciled(archive, one, other)?.filter(|s| archive.rank(&s.article) >= newest)
    {
        answer.kind = Kind::Passages;
        super::shown::nearest(archive, &mut answer, &[again])?;
        return Ok(answer);
    }
    let confirmed = bond.filter(|bond| match (bond.state, asked) {
        // They parted: that answers whether they did, and whether they still are.
        (State::Ended, None) => true,
        // Who was engaged or with somebody has not married them for that.
        (State::Ended, Some(ties)) => {
            parting || bond.is(ties) || past && (ties.contains(&"partner") || bond.is(&["ex_spouse"]))
        }
        (_, _) if parting => false,
        (_, Some(ties)) => bond.is(ties),
        (_, None) => false,
    });
    let Some(bond) = confirmed else {
        let what = format!("say so of {}", archive.names_of(&people));
        if parting && let Some((rumour, denied)) = told::rumoured_parting(archive, one, other, 0)? {
            return told_by_rumour(archive, answer, rumour, denied);
        }
        if (parting || question.has(&["still"]))
            && let Some(source) = told::parted(archive, one, other)?
        {
            answer.kind = Kind::Passages;
            super::shown::nearest(archive, &mut answer, &[source])?;
            return Ok(answer);
        }
        if !parting && let Some(denied) = denied(archive, question, &dossier, other, asked)? {
            return Ok(denied);
        }
        let romance = !parting && asked.is_some_and(|ties| ties.contains(&"partner"));
        return otherwise(archive, &what, &people, romance);
    };
    if let Some(denied) = bond.denial(archive, &dossier)? {
        let rumour = bond.tie.sources.last().cloned().unwrap_or_else(|| denied.clone());
        return told_by_rumour(archive, answer, rumour, Some(denied));
    }
    let verdict = match (bond.state, parting || past) {
        _ if bond.rumour => "By rumour alone: ",
        _ if !whether && !question.has(&["still"]) => "",
        (State::Ended, false) => "No longer: ",
        (State::Ended, true) | (State::Lasts, _) => "Yes: ",
        (State::Widowed, _) => "",
    };
    answer = answer.says(format!("{verdict}{}", bond.line(archive, &dossier)?));
    answer.conflict = crate::answer::differ(&bond.ends);
    let mut statements = bond.statements(archive);
    if bond.state == State::Lasts {
        answer = rumoured(archive, answer, (one, &bond), &mut statements)?;
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(answer)
}

/// That it is over, as a newer rumour has it, told beside the bond of somebody, with what is said against that.
fn rumoured(
    archive: &Archive,
    mut answer: Answer,
    (one, bond): (PersonId, &Bond),
    statements: &mut Vec<Vec<Source>>,
) -> Result<Answer, StoreError> {
    let Some((rumour, denied)) = told::rumoured_parting(archive, one, bond.other, bond.newest)? else {
        return Ok(answer);
    };
    answer = answer.says("A rumour says otherwise, as printed:");
    answer.conflict = true;
    for source in std::iter::once(rumour).chain(denied) {
        answer.lines.push(printed(archive, &source, archive.passage(&source)?));
        statements.push(vec![source]);
    }
    Ok(answer)
}

/// What nobody vouches for, as printed, beside what is said against it.
fn told_by_rumour(
    archive: &Archive,
    mut answer: Answer,
    rumour: Source,
    denied: Option<Source>,
) -> Result<Answer, StoreError> {
    answer.kind = Kind::Passages;
    if let Some(denied) = denied {
        super::shown::both_sides(archive, &mut answer, &[rumour, denied])?;
    } else {
        answer = answer.says("Only a rumour tells so, as printed:");
        super::shown::nearest(archive, &mut answer, &[rumour])?;
    }
    Ok(answer)
}

/// Whether each of these people is in such a bond at all.
fn each(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
    predicates: &[&str],
) -> Result<Answer, StoreError> {
    let mut answer = statement(archive, &question.text);
    let mut statements: Vec<Vec<Source>> = Vec::new();
    let romance = predicates.contains(&"partner");
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        for bond in Bond::all_of(archive, &dossier)?.into_iter().take(3) {
            let widowed = predicates == ["late_spouse"];
            // Whether somebody is with anybody is answered by whoever it is now.
            let fits = match bond.state {
                State::Widowed => {
                    widowed && bond.tie.value.predicate != "survived_by" || bond.is(predicates) && !romance
                }
                State::Ended => bond.is(predicates) && !romance,
                State::Lasts => bond.is(predicates),
            };
            if fits {
                answer = bond.told_in(archive, answer, &dossier, &mut statements)?;
                if romance && bond.state == State::Lasts {
                    answer = rumoured(archive, answer, (*person, &bond), &mut statements)?;
                }
            }
        }
    }
    if statements.is_empty() {
        if let ([one], true) = (people, predicates.contains(&"spouse"))
            && let Some(source) = told::unmarried(archive, *one)?
        {
            answer.kind = Kind::Passages;
            super::shown::nearest(archive, &mut answer, &[source])?;
            return Ok(answer);
        }
        return silent(archive, &format!("say so of {}", archive.names_of(people)), people);
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(answer)
}

/// What two people are called to one another instead, or what is denied; else that the articles are silent.
fn otherwise(archive: &Archive, what: &str, people: &[PersonId], romance: bool) -> Result<Answer, StoreError> {
    let mut answer = silent(archive, what, people)?;
    let [one, other, ..] = people else { return Ok(answer) };
    let Some(dossier) = Dossier::of(archive, *one)? else { return Ok(answer) };
    if romance && let Some(source) = told::couple(archive, *one, *other)? {
        let mut passage = statement(archive, answer.title.clone());
        super::shown::nearest(archive, &mut passage, &[source])?;
        passage.kind = Kind::Passages;
        return Ok(passage);
    }
    let ties: Vec<Noted<Tie>> =
        dossier.ties().iter().filter(|tie| tie.value.other == Object::Person(*other)).cloned().collect();
    if ties.is_empty() {
        return Ok(answer);
    }
    let mut sources = Vec::new();
    for tie in ties {
        answer = answer.says(format!("They tell of {}", clause(archive, &dossier, &tie).replacen(": ", " as ", 1)));
        sources.extend(tie.sources.into_iter().take(2));
    }
    // That they are called friends answers whether they are a couple, not whether they married.
    if !romance {
        return Ok(answer);
    }
    answer.kind = Kind::Statement;
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(answer)
}

/// What is said against it, in its own words.
fn denied(
    archive: &Archive,
    question: &Question,
    dossier: &Dossier,
    other: PersonId,
    asked: Option<&[&str]>,
) -> Result<Option<Answer>, StoreError> {
    let of = match asked {
        Some(ties) if ties.contains(&"partner") => "romance",
        Some(ties) if ties.contains(&"ex_engaged_to") => "engagement",
        _ => "wedding",
    };
    let Some(source) = told::denial(archive, dossier, other, of)? else { return Ok(None) };
    // What was denied before they were told to be a couple is out of date.
    let since = |tie: &Noted<Tie>| {
        tie.value.other == Object::Person(other)
            && tie.sources.iter().any(|s| archive.rank(&s.article) > archive.rank(&source.article))
    };
    if dossier.tied(&["partner", "engaged_to", "spouse"]).iter().any(since) {
        return Ok(None);
    }
    let (_, sentence) = archive.sentence(&source)?;
    let mut answer = statement(archive, &question.text);
    answer = answer.says("No article tells so. What is said of it:");
    answer.lines.push(printed(archive, &source, sentence));
    answer.rest_on(archive, &[source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

fn clause(archive: &Archive, dossier: &Dossier, tie: &Noted<Tie>) -> String {
    let other = archive.end(&tie.value.other);
    format!("{}: {} {other}.", dossier.person.name, standing(&tie.value.predicate, dossier.person.pronouns))
}
