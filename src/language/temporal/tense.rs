//! Does the sentence look back or ahead where a date stands in it?
//!
//! The nearest verb on the left decides, else the nearest on the right; a bounded window, no parsing.

use super::token::Line;
use super::word::Word;

/// Where the sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// No verb tells.
    Unclear,
}

const WINDOW: usize = 14;

/// Where the sentence looks around the tokens `from` to `to`.
pub(super) fn direction(line: &Line, from: usize, to: usize) -> Direction {
    let before = from.checked_sub(1);
    if before.is_some_and(|b| line.is(b, "since") || line.word(b) == Word::After || line.word(b) == Word::Following) {
        return Direction::Past;
    }
    if before.is_some_and(|b| appointed(line, b, from, to)) {
        return Direction::Future;
    }
    if line.is(to + usize::from(line.word(to) == Word::Possessive), "deadline")
        && !line.is(from.wrapping_sub(1), "missed")
    {
        return Direction::Future;
    }
    let mut bounded = true;
    for at in (from.saturating_sub(WINDOW)..from).rev() {
        if ends_sentence(line, at) {
            break;
        }
        if let Some(found) = marker(line, at, from - at) {
            return found;
        }
        bounded &= line.word(at) != Word::Be;
    }
    for at in to..to + WINDOW {
        if ends_sentence(line, at) {
            // A sentence without a verb takes its time from the next one.
            if bounded && line.word(at) != Word::Edge {
                bounded = false;
                continue;
            }
            break;
        }
        if line.word(at) != Word::To
            && let Some(found) = marker(line, at, at + 1 - to)
        {
            // `Monday's episode is` was on Monday.
            let possessed = line.word(to) == Word::Possessive && line.word(at) == Word::Be;
            return if possessed { Direction::Past } else { found };
        }
    }
    Direction::Unclear
}

/// Whether the words in front of a date make it one to come: `set for Friday`, `put off until Monday`, `ahead of Sunday`.
fn appointed(line: &Line, before: usize, from: usize, to: usize) -> bool {
    const DEFERRED: [&str; 17] = [
        "postponed",
        "postpone",
        "delayed",
        "delay",
        "adjourned",
        "deferred",
        "rescheduled",
        "moved",
        "extended",
        "pushed",
        "put",
        "suspended",
        "recessed",
        "wait",
        "given",
        "gave",
        "give",
    ];
    let deferred = |reach: usize| {
        (before.saturating_sub(reach)..before)
            .rev()
            .take_while(|at| !ends_sentence(line, *at))
            .any(|at| DEFERRED.iter().any(|w| line.is(at, w)))
    };
    match line.word(before) {
        // `wheat for December delivery`
        Word::For if line.is(to, "delivery") => true,
        // `blamed for Monday's attack`
        Word::For => is_day(line, from) && line.word(to) != Word::Possessive,
        // `a trial date of Jan. 11`
        Word::Of => ["ahead", "date", "deadline"].iter().any(|w| line.is(before.wrapping_sub(1), w)),
        Word::To => is_day(line, from) && deferred(3),
        Word::Preposition if line.is(before, "until") || line.is(before, "till") => {
            line.before(before, 1) == Word::Has || deferred(8)
        }
        // `is out Friday`, `an album, out Friday`; not `pulled out Friday`
        Word::Function => line.is(before, "out") && matches!(line.before(before, 1), Word::Be | Word::Mark(_)),
        _ => line.is(before, "awaiting") || line.is(before, "come"),
    }
}

/// A weekday or a day of a month.
fn is_day(line: &Line, at: usize) -> bool {
    match line.word(at) {
        Word::Weekday(_) => true,
        Word::Month(_) | Word::NameMonth(_) => matches!(line.word(at + 1), Word::Number { digits: 1..=2, .. }),
        Word::ShortMonth(_) => {
            matches!(line.word(at + 1 + usize::from(line.is_mark(at + 1, '.'))), Word::Number { .. })
        }
        _ => false,
    }
}

fn ends_sentence(line: &Line, at: usize) -> bool {
    match line.word(at) {
        Word::Edge | Word::Mark('!' | '?' | ';') => true,
        Word::Mark('.') => {
            // The point of `Mr.` ends nothing.
            let short = line.capital(at.wrapping_sub(1)) && line.printed(at.wrapping_sub(1)).len() <= 3;
            !short && (!line.joined(at + 1) || matches!(line.word(at + 1), Word::Mark('"' | '\'')))
        }
        _ => false,
    }
}

/// What the word at `at` tells, `distance` tokens from the date.
fn marker(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    match line.word(at) {
        Word::Will => Some(if refused(line, at) { Direction::Past } else { Direction::Future }),
        Word::NameMonth(5) if !line.capital(at) => Some(Direction::Future),
        Word::Plan => plan(line, at, distance),
        Word::Starts => {
            // `two hits`; but `Season 5 premieres`.
            let counted = matches!(line.before(at, 1), Word::Number { .. } | Word::Cardinal(_))
                && !line.capital(at.wrapping_sub(2));
            let noun = matches!(line.before(at, 1), Word::The | Word::A | Word::Determiner | Word::Of);
            (!counted && !noun).then_some(Direction::Future)
        }
        Word::StartBase | Word::End | Word::Start if distance <= 5 => by_timetable(line, at),
        Word::PastVerb if line.capital(at) && !line.begins_sentence(at) => None,
        // `will cut`, `to put`: the base form looks like the past.
        Word::PastVerb if matches!(line.before(at, 1), Word::Will | Word::To) => None,
        Word::PastVerb => participle(line, at, distance),
        Word::Lasting => lasting(line, at),
        // `has been set for`
        Word::Has if line.is(at + 1, "been") && line.word(at + 2) == Word::Plan && !line.is(at, "had") => {
            plan(line, at + 2, distance).map(|_| Direction::Future)
        }
        // `has a hearing Tuesday`, `have to vote by Friday`
        Word::Has
            if matches!(
                line.word(at + 1),
                Word::A | Word::The | Word::Determiner | Word::Cardinal(_) | Word::Number { .. } | Word::To
            ) =>
        {
            (distance <= 5).then_some(Direction::Future)
        }
        Word::BePast | Word::Has => Some(Direction::Past),
        Word::Be if line.printed(at + 1).ends_with("ing") => {
            (distance <= 5 && ARRANGED.contains(&line.printed(at + 1))).then_some(Direction::Future)
        }
        Word::Be => (distance <= 3).then_some(Direction::Future),
        Word::To => infinitive(line, at, distance),
        // `See you in the spring!`
        Word::Pronoun if line.is(at, "you") && line.is(at.wrapping_sub(1), "see") => Some(Direction::Future),
        Word::Other => {
            let printed = line.printed(at);
            let past = printed.len() >= 5
                && printed.ends_with("ed")
                && (!line.capital(at) || line.begins_sentence(at))
                && !["hundred", "indeed", "exceed", "succeed", "proceed", "speed", "breed"].contains(&printed);
            if past { participle(line, at, distance) } else { None }
        }
        _ => None,
    }
}

/// What one is doing on a day to come: `I'm leaving Saturday`.
const ARRANGED: [&str; 22] = [
    "leaving",
    "coming",
    "meeting",
    "arriving",
    "returning",
    "flying",
    "heading",
    "getting",
    "holding",
    "hosting",
    "performing",
    "playing",
    "opening",
    "launching",
    "starting",
    "releasing",
    "marrying",
    "moving",
    "traveling",
    "dropping",
    "premiering",
    "airing",
];

/// `could not be reached Tuesday`, `would not comment`: these look back.
fn refused(line: &Line, at: usize) -> bool {
    const SAY: [&str; 10] =
        ["say", "comment", "discuss", "confirm", "speak", "elaborate", "identify", "disclose", "talk", "give"];
    let (could, would) = (line.is(at, "could"), line.is(at, "would"));
    let not = line.word(at + 1) == Word::Not;
    let said = |next: usize| SAY.iter().any(|w| line.is(next, w));
    could && not || would && not && said(at + 2) || line.printed(at).starts_with("wouldn") && said(at + 1)
}

/// `the talks resume Monday`, `those who meet on May 2`: the plain present of what is fixed.
fn by_timetable(line: &Line, at: usize) -> Option<Direction> {
    let before = line.printed(at.checked_sub(1)?);
    // `the hearings that began Feb. 2 resume Monday`
    let plural = matches!(line.before(at, 1), Word::Number { digits: 1..=2, .. })
        || before.len() > 3 && before.ends_with('s') && line.before(at, 1) != Word::Possessive;
    // `United travel to Leeds`: teams are plural in Britain.
    let team = line.capital(at - 1)
        && line.before(at, 1) == Word::Other
        && ["travel", "host", "face", "meet", "visit", "play", "begin"].contains(&line.printed(at));
    // `drew with Everton on Sunday and face Derby on Saturday`
    let second = line.before(at, 1) == Word::And && !["return", "visit", "play", "start"].contains(&line.printed(at));
    let subject = plural || team || second || ["they", "we", "who", "which", "They", "We"].contains(&before);
    (subject && !line.capital(at)).then_some(Direction::Future)
}

/// A past form, or the participle of a passive: `will be held`, `to be sold`, `if a deal is reached by Friday`.
fn participle(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    const STAGED: [&str; 7] = ["held", "released", "published", "broadcast", "aired", "screened", "staged"];
    match line.before(at, 1) {
        Word::Other if line.is(at - 1, "be") => None,
        Word::Be => {
            let staged = STAGED.iter().any(|w| line.is(at, w));
            let supposed = (at.saturating_sub(8)..at)
                .rev()
                .take_while(|i| !ends_sentence(line, *i))
                .any(|i| ["if", "unless", "once", "until", "when"].iter().any(|w| line.is(i, w)));
            (distance <= 3 && (staged || supposed)).then_some(Direction::Future)
        }
        _ => Some(Direction::Past),
    }
}

fn lasting(line: &Line, at: usize) -> Option<Direction> {
    match line.printed(at) {
        "took" | "spent" | "lasted" | "waited" => Some(Direction::Past),
        // `takes effect`, `takes office`
        "takes" | "take" => {
            ["effect", "place", "office", "over", "part"].contains(&line.printed(at + 1)).then_some(Direction::Future)
        }
        _ => None,
    }
}

/// `is set for`, `plans to`, `due`: some of these words look ahead only before `to` or `for`.
fn plan(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    const ALONE: [&str; 11] = [
        "due",
        "scheduled",
        "slated",
        "expected",
        "upcoming",
        "planned",
        "planning",
        "awaits",
        "projected",
        "supposed",
        "tentatively",
    ];
    // What had been planned is told when its day has come, or when it is put off.
    if (1..=2).any(|back| line.is(at.wrapping_sub(back), "had")) {
        return Some(Direction::Unclear);
    }
    // `plans a vote Friday`; not `set a record Friday`
    // `set a record`
    if line.is(at, "set")
        && matches!(line.word(at + 1), Word::A | Word::The | Word::Determiner)
        && !matches!(line.before(at, 1), Word::To | Word::Will)
    {
        return Some(Direction::Past);
    }
    let likely = line.is(at, "likely") && line.before(at, 1) == Word::Be;
    let object = likely || line.word(at + 1) == Word::A && (line.is(at, "plans") || line.is(at, "plan"));
    if object || matches!(line.word(at + 1), Word::To | Word::For) {
        return Some(Direction::Future);
    }
    // `analysts had expected a decline` looks back; `a vote is expected`, `the vote expected Friday` do not.
    let active = ["expected", "planned"].iter().any(|w| line.is(at, w))
        && !(1..=3).any(|back| matches!(line.before(at, back), Word::Be | Word::BePast))
        && distance > 2
        && !line.is(at + distance - 1, "by");
    if ALONE.iter().any(|w| line.is(at, w)) && !active {
        return Some(Direction::Future);
    }
    line.printed(at).ends_with("ed").then_some(Direction::Past)
}

/// `a reunion to air in October` looks ahead, `returned to work on Monday` does not.
fn infinitive(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    const AGREED: [&str; 18] = [
        "agreed",
        "decided",
        "invited",
        "ordered",
        "asked",
        "urged",
        "told",
        "offered",
        "threatened",
        "pledged",
        "arranged",
        "required",
        "allowed",
        "authorized",
        "cleared",
        "permitted",
        "summoned",
        "persuaded",
    ];
    let verb = matches!(
        line.word(at + 1),
        Word::Other | Word::PastVerb | Word::Lasting | Word::Last | Word::StartBase | Word::End | Word::Start
    ) && !line.capital(at + 1);
    if !verb || line.printed(at + 1).ends_with('s') || line.printed(at + 1).ends_with("ing") {
        return None;
    }
    // `was to arrive`, `are to vote`
    if matches!(line.before(at, 1), Word::Be | Word::BePast) {
        return Some(Direction::Future);
    }
    for back in (at.saturating_sub(4)..at).rev() {
        if ends_sentence(line, back) {
            break;
        }
        if AGREED.iter().any(|w| line.is(back, w)) {
            return Some(Direction::Future);
        }
        match marker(line, back, 1) {
            Some(found) if line.word(back) != Word::To => {
                return (distance <= 8 || found == Direction::Future).then_some(found);
            }
            _ => {}
        }
    }
    (distance <= 8).then_some(Direction::Future)
}
