//! Is somebody married, widowed, single; are two people a couple, still, or no longer?
//!
//! What the articles call people to one another answers; that they are silent on a romance is said first, and what
//! somebody denies is shown in their words.

use super::bond::{Bond, State};
use super::passages::printed;
use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Noted, Question, Source, Tie, standing};
use crate::commands::which_one::{silent, statement};
use crate::domain::{Object, PersonId, SentenceKind, Status};
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
        || question.has_phrase("what is going on")
        || question.has_phrase("what happened between")
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
    let asked = ASKED.iter().find(|(words, _)| question.has(words)).or_else(with);
    // Every other word asks for something else.
    let words = asked.map_or(&[][..], |(words, _)| words);
    let rest = parting.map_or_else(|| question.content(), |kind| question.besides(kind));
    if rest.iter().any(|word| !words.contains(word) && !ASIDE.contains(word)) {
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

/// Words that ask for nothing of their own beside those of a couple.
const ASIDE: [&str; 14] = [
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
    let confirmed = bond.filter(|bond| match (bond.state, asked) {
        // They parted: that answers whether they did, and whether they still are.
        (State::Ended, None) => true,
        (State::Ended, Some(ties)) => parting || bond.is(ties) || past,
        (_, _) if parting => false,
        (_, Some(ties)) => bond.is(ties),
        (_, None) => false,
    });
    let Some(bond) = confirmed else {
        let what = format!("say so of {}", archive.names_of(&people));
        if (parting || question.has(&["still"]))
            && let Some(source) = told_parted(archive, one, other)?
        {
            answer.kind = Kind::Passages;
            super::passages::nearest(archive, &mut answer, &[source])?;
            return Ok(answer);
        }
        if !parting && let Some(denied) = denied(archive, question, &dossier, other, asked)? {
            return Ok(denied);
        }
        let romance = !parting && asked.is_some_and(|ties| ties.contains(&"partner"));
        return otherwise(archive, &what, &people, romance);
    };
    let verdict = match (bond.state, parting || past) {
        (State::Ended, false) => "No longer: ",
        (State::Ended, true) | (State::Lasts, _) => "Yes: ",
        (State::Widowed, _) => "",
    };
    answer = answer.says(format!("{verdict}{}", bond.line(archive, &dossier)?));
    answer.conflict = crate::answer::differ(&bond.ends);
    answer.rest_on(archive, &bond.sources(archive), MOST_RECEIPTS)?;
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
    let mut sources: Vec<Source> = Vec::new();
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
                answer = answer.says(bond.line(archive, &dossier)?);
                sources.extend(bond.sources(archive));
            }
        }
    }
    if sources.is_empty() {
        if let ([one], true) = (people, predicates.contains(&"spouse"))
            && let Some(source) = unmarried(archive, *one)?
        {
            answer.kind = Kind::Passages;
            super::passages::nearest(archive, &mut answer, &[source])?;
            return Ok(answer);
        }
        return silent(archive, &format!("say so of {}", archive.names_of(people)), people);
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(answer)
}

/// The sentence that calls somebody unmarried.
fn unmarried(archive: &Archive, person: PersonId) -> Result<Option<Source>, StoreError> {
    let words = ["married", "unmarried", "bachelor", "single"];
    let phrases = ["never married", "unmarried", "a bachelor", "is single", "single again", "newly single"];
    for passage in archive.store.passages(&words, &[person], 20)?.into_iter().filter(|p| p.kind == SentenceKind::Body) {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        if phrases.iter().any(|phrase| Archive::mentions_words(&text, phrase)) {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// What two people are called to one another instead, or what is denied; else that the articles are silent.
fn otherwise(archive: &Archive, what: &str, people: &[PersonId], romance: bool) -> Result<Answer, StoreError> {
    let mut answer = silent(archive, what, people)?;
    let [one, other, ..] = people else { return Ok(answer) };
    let Some(dossier) = Dossier::of(archive, *one)? else { return Ok(answer) };
    if romance && let Some(source) = told_couple(archive, *one, *other)? {
        let mut told = statement(archive, answer.title.clone());
        super::passages::nearest(archive, &mut told, &[source])?;
        told.kind = Kind::Passages;
        return Ok(told);
    }
    let ties: Vec<Noted<Tie>> =
        dossier.ties().into_iter().filter(|tie| tie.value.other == Object::Person(*other)).collect();
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
    let words = match asked {
        Some(ties) if ties.contains(&"partner") => &ROMANCE[..],
        Some(ties) if ties.contains(&"ex_engaged_to") => &ENGAGED[..],
        _ => &WEDDING[..],
    };
    let Some(source) = denial(archive, dossier, other, words)? else { return Ok(None) };
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

/// The sentence that names two people and says that something ended.
fn told_parted(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    const WORDS: [&str; 12] = [
        "split",
        "ended",
        "broke",
        "broken",
        "divorced",
        "separated",
        "breakup",
        "ex",
        "parted",
        "divorce",
        "separation",
        "quits",
    ];
    let mut found: Vec<(usize, Source)> = Vec::new();
    for passage in archive.store.passages(&WORDS, &[one], 40)?.into_iter().filter(|p| p.kind == SentenceKind::Body) {
        if passage.people.contains(&one) && passage.people.contains(&other) {
            found.push((passage.people.len(), Source { article: passage.article, span: passage.span }));
        }
    }
    Ok(found.into_iter().min_by_key(|(crowd, _)| *crowd).map(|(_, source)| source))
}

/// The newest sentence that calls two people a couple and names both.
fn told_couple(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    const WORDS: [&str; 9] =
        ["couple", "dating", "boyfriend", "girlfriend", "relationship", "romance", "love", "lovebirds", "affair"];
    let mut found: Vec<(usize, Source)> = Vec::new();
    for passage in archive.store.passages(&WORDS, &[one], 40)?.into_iter().filter(|p| p.kind == SentenceKind::Body) {
        if passage.people.contains(&one) && passage.people.contains(&other) && passage.people.len() == 2 {
            let rank = archive.rank(&passage.article);
            found.push((rank, Source { article: passage.article, span: passage.span }));
        }
    }
    Ok(found.into_iter().max_by_key(|(rank, _)| *rank).map(|(_, source)| source))
}

/// Words of a romance, and words that deny one.
const WEDDING: [&str; 6] = ["marry", "married", "marriage", "wedding", "wed", "weds"];
const ENGAGED: [&str; 3] = ["engaged", "engagement", "proposed"];
const ROMANCE: [&str; 12] = [
    "dating",
    "dated",
    "date",
    "romance",
    "romantic",
    "couple",
    "item",
    "relationship",
    "affair",
    "platonic",
    "friendship",
    "rumors",
];
const DENYING: [&str; 24] = [
    "not",
    "never",
    "no",
    "denied",
    "denies",
    "deny",
    "denying",
    "false",
    "untrue",
    "rubbish",
    "nothing",
    "dismissed",
    "platonic",
    "friendship",
    "just",
    "nonsense",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "dont",
    "didnt",
    "havent",
    "hasnt",
];

/// The sentence in which a romance of two people is denied.
fn denial(
    archive: &Archive,
    dossier: &Dossier,
    other: PersonId,
    words_of_it: &[&str],
) -> Result<Option<Source>, StoreError> {
    let one = dossier.person.id;
    let denied = dossier.events().find(|(_, event)| {
        event.status == Status::Denied
            && event.participants.contains(&other)
            && ["started_dating", "engaged", "married", "first_date"].contains(&event.kind.as_str())
    });
    if let Some(source) = denied.and_then(|(filed, _)| Source::first_of(filed)) {
        return Ok(Some(source));
    }
    let mut found: Vec<(usize, Source)> = Vec::new();
    for passage in archive.store.passages(words_of_it, &[one], 40)?.into_iter().filter(|p| p.kind == SentenceKind::Body)
    {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        let words = crate::answer::name::words_of(&text);
        // "No wedding date has been set": no denial of a wedding.
        let weak = ["no", "nothing", "just", "friendship", "platonic"];
        let denies = |word: &str| DENYING.contains(&word) && (words_of_it == ROMANCE || !weak.contains(&word));
        let negative = words.iter().any(|word| denies(word));
        if passage.people.contains(&other) && negative {
            found.push((words.len(), source));
        }
    }
    Ok(found.into_iter().min_by_key(|(length, _)| *length).map(|(_, source)| source))
}

fn clause(archive: &Archive, dossier: &Dossier, tie: &Noted<Tie>) -> String {
    let other = archive.end(&tie.value.other);
    format!("{}: {} {other}.", dossier.person.name, standing(&tie.value.predicate, dossier.person.pronouns))
}
