//! Did it happen, when, where, and what else do the words tell?
//!
//! Reads around a [`Hit`] within its clause. A date is never made up: none is better than a neighbour's.

use crate::domain::{Edtf, How, SentenceKind, Span, Status, TimexType};

use super::matching::Hit;
use super::scope::{Item, Scope, What};
use crate::language::temporal;

/// When something happened.
#[derive(Clone, Debug)]
pub(super) struct When {
    pub date: Edtf,
    pub how: How,
    /// The temporal expression.
    pub span: Span,
}

/// Words at which another clause begins.
const CLAUSE: &[&str] = &[
    "when", "while", "where", "who", "whom", "which", "because", "although", "though", "but", "as", "that", "if",
    "whose", "so", ";", ":",
];

/// The end of the clause: one past its last item.
pub(super) fn clause_end(scope: &Scope<'_>, hit: &Hit, others: &[usize]) -> usize {
    let limit = (hit.end + 28).min(scope.items.len());
    (hit.end..limit)
        .find(|n| {
            let item = &scope.items[*n];
            let next = scope.items.get(n + 1);
            others.contains(n)
                || item.is(CLAUSE)
                    && !(item.is(&["as"]) && *n == hit.end)
                    && !(item.is(&["while", "when"]) && next.is_some_and(|x| x.text.ends_with("ing")))
                || matches!(item.what, What::Quote)
                || item.is(&["and", ","])
                    && next.is_some_and(|x| matches!(&x.what, What::Person(w) if !w.possessive))
                    && acts(scope, *n + 2)
                || item.is(&["and"]) && next.is_some_and(|x| matches!(x.what, What::Word) && x.text.ends_with("ed"))
                || item.is(&["after", "before", "since", "until"]) && !next.is_some_and(is_date)
        })
        .unwrap_or(limit)
}

/// Whether the item after a person is a verb of theirs rather than more of the same phrase.
fn acts(scope: &Scope<'_>, n: usize) -> bool {
    let joins = ["in", "on", "at", "of", "for", "with", "to", "by", "from", "and", "after", "before", "during"];
    scope
        .items
        .get(n)
        .is_some_and(|x| matches!(x.what, What::Word | What::Date(_)) && !x.text.ends_with("ing") && !x.is(&joins))
}

fn is_date(item: &Item<'_>) -> bool {
    matches!(item.what, What::Date(_))
}

/// When it happened, as far as the clause says.
pub(super) fn date(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<When> {
    let inside =
        hit.verb.date.and_then(|d| resolved(scope, d)).or_else(|| (hit.anchor..hit.end).find_map(|n| at(scope, n)));
    inside
        .or_else(|| (hit.end..end).find_map(|n| at(scope, n)))
        .or_else(|| fronted(scope, hit))
        .or_else(|| leading(scope, hit))
}

/// `Earlier this year, he competed, but he left`: what opens the sentence holds for all its main clauses.
fn leading(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let n = (0..3).find(|n| scope.items.get(*n).is_some_and(is_date) && scope.is(n + 1, &[",", "and", "but"]))?;
    let subordinate = ["when", "while", "where", "who", "whom", "which", "because", "after", "before", "since", "that"];
    let main = n < hit.start
        && !(n..hit.start).any(|k| scope.is(k, &subordinate) || matches!(scope.items[k].what, What::Quote));
    if main { at(scope, n) } else { None }
}

/// `In July 2020, he died`: a date right in front of the subject, where the clause begins.
fn fronted(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let n = (hit.start.saturating_sub(3)..hit.start).rev().find(|n| is_date(&scope.items[*n]))?;
    if (n + 1..hit.start).any(|k| scope.is(k, CLAUSE) || matches!(scope.items[k].what, What::Quote)) {
        return None;
    }
    let begins = |k: usize| {
        k == 0
            || matches!(scope.items[k - 1].what, What::Stop | What::Quote)
            || scope.is(k - 1, &["and", "but", "that", "when"])
    };
    (n.saturating_sub(3)..=n).any(begins).then(|| at(scope, n)).flatten()
}

/// The date at item `n`, with the preposition before it.
fn at(scope: &Scope<'_>, n: usize) -> Option<When> {
    let What::Date(timex) = scope.items.get(n)?.what else { return None };
    let before = |words: &[&str]| n > 0 && scope.is(n - 1, words);
    if before(&["after", "until", "till", "before"])
        && !scope.items[..n]
            .iter()
            .any(|i| i.is(&["not", "n't", "never"]) || i.text.ends_with("n't") || i.text.ends_with("n’t"))
    {
        return None;
    }
    let mut when = resolved(scope, timex)?;
    if before(&["from", "between"])
        && scope.is(n + 1, &["to", "and", "until", "through"])
        && let Some(What::Date(last)) = scope.items.get(n + 2).map(|i| &i.what)
        && let Some(last) = resolved(scope, *last)
        && let Some(both) = Edtf::parse(&format!("{}/{}", when.date.as_str(), last.date.as_str()))
    {
        when = When { date: both, how: when.how, span: when.span.cover(last.span) };
    } else if before(&["by"])
        && let Some(bound) = when.date.by()
    {
        when.date = bound;
        when.how = How::Inferred;
    }
    Some(when)
}

/// A temporal expression as a date.
pub(super) fn resolved(scope: &Scope<'_>, timex: usize) -> Option<When> {
    let timex = scope.analysis.timexes.get(timex)?;
    if !matches!(timex.kind, TimexType::Date | TimexType::Time) {
        return None;
    }
    // "now" is when it is told, not when it happened.
    if timex.value == "PRESENT_REF" {
        return None;
    }
    let date = temporal::edtf(timex, scope.analysis.article.date.as_ref())?;
    let text = scope.analysis.text(timex.span).as_bytes();
    let year = text.windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
    Some(When { date, how: if year { How::Explicit } else { How::Relative }, span: timex.span })
}

/// A day without a year is the one that the tense allows: `gave birth on July 2` lies behind, `will wed in August` ahead.
pub(super) fn in_tense(scope: &Scope<'_>, hit: &Hit, when: When) -> When {
    const PAST: &[&str] = &[
        "gave", "wed", "met", "got", "took", "began", "went", "broke", "split", "said", "left", "became", "had",
        "lost", "ran", "saw",
    ];
    let today = scope.analysis.article.date.as_ref().and_then(Edtf::upper);
    let (Some(day), Some(today), How::Relative) = (when.date.lower(), today, when.how) else { return when };
    let verb = &scope.items[hit.anchor];
    let ahead = hit.verb.future || hit.verb.infinitive.is_some_and(|g| scope.is(g, PLANNING));
    let behind =
        !ahead && !hit.verb.modal && hit.verb.infinitive.is_none() && (verb.text.ends_with("ed") || verb.is(PAST));
    let years = if behind && day > today {
        -1
    } else if ahead && when.date.upper().is_some_and(|d| d < today) {
        1
    } else {
        return when;
    };
    let moved = when
        .date
        .as_str()
        .split_once('-')
        .filter(|(_, rest)| !rest.contains('/'))
        .and_then(|(year, rest)| Edtf::parse(&format!("{:04}-{rest}", year.parse::<i32>().ok()? + years)));
    match moved {
        Some(date) => When { date, ..when },
        None => when,
    }
}

const PLANNING: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "planning",
    "set",
    "expected",
    "expect",
    "expects",
    "hope",
    "hopes",
    "hoping",
    "hoped",
    "want",
    "wants",
    "going",
    "due",
    "intend",
    "intends",
    "intended",
    "ready",
    "about",
    "scheduled",
    "slated",
    "promised",
    "vowed",
    "agreed",
    "preparing",
    "prepare",
    "prepares",
    "excited",
    "eager",
    "love",
    "happy",
    "decided",
    "supposed",
];
const DONE: &[&str] = &[
    "able",
    "got",
    "get",
    "gets",
    "went",
    "managed",
    "came",
    "happened",
    "chance",
    "lucky",
    "fortunate",
    "opportunity",
];
const DOUBT: &[&str] = &[
    "if",
    "whether",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "speculation",
    "speculated",
    "unless",
    "imagine",
    "imagined",
    "wonder",
    "wondered",
    "hopes",
    "hoped",
    "hope",
    "wish",
    "wished",
];
const DENIAL: &[&str] = &["denied", "denies", "deny", "denying", "refuted", "dismissed", "debunked"];
/// Forms that tell of nothing that happened unless a headline or an auxiliary says so.
const BASE: &[&str] = &[
    "meet", "marry", "break", "call", "part", "go", "divorce", "separate", "tie", "get", "exchange", "take", "begin",
    "start", "become", "propose", "end", "announce", "reveal", "share", "welcome", "say",
];

/// Whether it happened; `None` when the words make no claim at all.
pub(super) fn status(scope: &Scope<'_>, hit: &Hit, date: Option<&Edtf>) -> Option<Status> {
    let dct = scope.analysis.article.date.as_ref();
    let ahead = matches!((date.and_then(Edtf::lower), dct.and_then(Edtf::upper)), (Some(d), Some(today)) if d > today);
    let past = matches!((date.and_then(Edtf::upper), dct.and_then(Edtf::upper)), (Some(d), Some(today)) if d < today);
    let context = hit.start.saturating_sub(7)..hit.start;
    let around = |words: &[&str]| {
        context.clone().any(|n| scope.is(n, words)) || (hit.start..hit.anchor).any(|n| scope.is(n, words))
    };
    let follows = |words: &[&str]| (hit.end..hit.end + 2).any(|n| scope.is(n, words));
    if around(DENIAL) {
        return Some(Status::Denied);
    }
    if hit.verb.negated {
        let until = (hit.end..hit.end + 8).any(|n| scope.is(n, &["until", "till"]));
        return Some(if until && date.is_some() { Status::Happened } else { Status::Denied });
    }
    if scope.question
        || hit.verb.hearsay
        || around(DOUBT)
        || follows(&["rumors", "rumours", "speculation", "reports", "rumor", "rumour"])
    {
        return Some(Status::Rumoured);
    }
    if hit.verb.future || ahead {
        return Some(Status::Planned);
    }
    if hit.verb.modal {
        return Some(if past { Status::Happened } else { Status::Rumoured });
    }
    if let Some(governor) = hit.verb.infinitive {
        if scope.is(governor, DONE) {
            return Some(Status::Happened);
        }
        let plans = scope.is(governor, PLANNING) || matches!(scope.kind, SentenceKind::Title | SentenceKind::Heading);
        return plans.then_some(Status::Planned);
    }
    let verb = &scope.items[hit.anchor];
    let headline = matches!(scope.kind, SentenceKind::Title | SentenceKind::Heading);
    if verb.is(BASE) && !hit.verb.did && !headline && hit.start != hit.anchor {
        return None;
    }
    Some(Status::Happened)
}

const NO_PLACE: &[&str] = &[
    "age",
    "time",
    "way",
    "end",
    "moment",
    "statement",
    "interview",
    "post",
    "love",
    "fact",
    "person",
    "front",
    "addition",
    "secret",
    "favor",
    "favour",
    "least",
    "first",
    "last",
    "all",
    "once",
    "midst",
    "wake",
    "process",
    "years",
    "days",
    "total",
    "part",
    "order",
    "caption",
    "tweet",
    "story",
    "point",
    "private",
    "ceremony",
    "service",
    "crash",
    "accident",
    "incident",
    "fire",
    "attack",
    "shooting",
    "marriage",
    "relationship",
    "film",
    "movie",
    "public",
    "general",
    "response",
    "place",
    "episode",
];
const ONLINE: &[&str] = &[
    "online",
    "instagram",
    "twitter",
    "facebook",
    "tiktok",
    "tinder",
    "hinge",
    "raya",
    "bumble",
    "myspace",
    "internet",
    "social",
    "zoom",
    "facetime",
    "dms",
    "email",
    "snapchat",
    "threads",
];

/// Where it happened, as printed: `a roller rink in Macon`; `online`.
pub(super) fn place(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<String> {
    let text = &scope.analysis.article.text;
    if let Some(site) = (hit.start..end).find(|n| scope.is(*n, ONLINE)) {
        let posted = hit.row.name == "posted" && scope.items[site].is_capital();
        return Some(if posted { scope.items[site].text.to_owned() } else { "online".to_owned() });
    }
    let mut found: Option<Span> = None;
    let mut n = hit.end;
    while n < end {
        if scope.is(n, &["in", "at", "near", "outside", "inside", "aboard"])
            && let Some(last) = noun_phrase(scope, n + 1, end)
        {
            let span = scope.items[n + 1].span.cover(scope.items[last].span);
            found = Some(
                found.map_or(span, |f| if n > 0 && f.end + 1 >= scope.items[n].span.start { f.cover(span) } else { f }),
            );
            n = last + 1;
        } else if found.is_some() || scope.is(n, &[","]) {
            break;
        } else {
            n += 1;
        }
    }
    found.map(|span| span.cut(text).to_owned())
}

/// The last item of a noun phrase that can be a place.
fn noun_phrase(scope: &Scope<'_>, from: usize, end: usize) -> Option<usize> {
    let mut last = None;
    let mut named = false;
    let mut n = from;
    while n < end && n < from + 9 {
        let item = &scope.items[n];
        match &item.what {
            What::Word if item.is(NO_PLACE) => return None,
            What::Word if item.is_capital() => (last, named) = (Some(n), true),
            What::Word
                if named
                    && item.is(&["of", "de", "la", "the"])
                    && scope.items.get(n + 1).is_some_and(Item::is_capital) => {}
            What::Word
                if !named
                    && n < from + 5
                    && !item.is(&[
                        "and", "on", "in", "at", "with", "to", "for", "from", "of", "outside", "near", "after",
                    ]) =>
            {
                if !item.is(&["a", "an", "the", "his", "her", "their", "its"]) {
                    last = Some(n);
                }
            }
            What::Person(who) if who.possessive => {}
            What::Possessive => {}
            What::Stop if named && item.text == "," && scope.items.get(n + 1).is_some_and(Item::is_capital) => {}
            _ => break,
        }
        n += 1;
    }
    last
}

/// The show after the match, as printed: `Jane Poe's season of The Shore`.
pub(super) fn show(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<String> {
    let mut n = hit.end;
    // "finished third in", "on the": the title starts with its first capital or possessive.
    while n < end && n < hit.end + 5 && !starts_title(&scope.items[n]) {
        n += 1;
    }
    let first = n;
    let mut last = None;
    while n < end && n < first + 12 {
        let item = &scope.items[n];
        match &item.what {
            What::Word if item.is_capital() => last = Some(n),
            What::Number => last = Some(n),
            What::Person(who) if who.possessive || last.is_none() => last = Some(n),
            What::Word if item.is(&["season", "series", "finale", "edition", "cycle"]) => last = Some(n),
            What::Word if item.is(&["of", "with", "the", "in", "on", "and", "a", "for"]) => {}
            What::Possessive => {}
            _ => break,
        }
        n += 1;
    }
    let last = last?;
    let titled = (first..=last).any(|k| scope.items[k].is_capital());
    let span = scope.items.get(first)?.span.cover(scope.items.get(last)?.span);
    titled.then(|| scope.analysis.text(span).to_owned())
}

/// The outlet that somebody talked to, as printed, when it follows directly.
pub(super) fn outlet(scope: &Scope<'_>, hit: &Hit) -> Option<String> {
    let first = hit.end + usize::from(scope.is(hit.end, &["the"]));
    let last = (first..first + 5).take_while(|n| scope.items.get(*n).is_some_and(Item::is_capital)).last()?;
    Some(scope.analysis.text(scope.items[first].span.cover(scope.items[last].span)).to_owned())
}

fn starts_title(item: &Item<'_>) -> bool {
    item.is_capital() || item.who().is_some_and(|w| w.possessive)
}

/// What the clause tells besides, as printed: `breast cancer`, `before the last round`, `in person`.
pub(super) fn detail(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<String> {
    if hit.row.people == 2 && (hit.end..scope.items.len()).any(|n| scope.is(n, &["in"]) && scope.is(n + 1, &["person"]))
    {
        return Some("in person".to_owned());
    }
    let introduced = |n: usize| hit.row.detail.iter().position(|w| scope.items[n].reads(w));
    let by = (hit.end.saturating_sub(1)..(hit.end + 8).min(scope.items.len())).find(|n| introduced(*n).is_some())?;
    // A cause stands after its preposition, a reason keeps its own.
    let keeps = hit.row.show;
    let first = if keeps { by } else { by + 1 };
    let stop = (first..scope.items.len().min(end.max(by + 10)))
        .find(|n| {
            matches!(scope.items[*n].what, What::Date(_) | What::Stop | What::Quote)
                || scope.is(*n, &["in", "on", "at", "leaving"])
        })
        .unwrap_or(end.max(first));
    let last = stop.checked_sub(1).filter(|l| *l >= first)?;
    let words = scope.analysis.text(scope.items.get(first)?.span.cover(scope.items[last].span));
    let words = words
        .trim_start_matches("a ")
        .trim_start_matches("the ")
        .trim_start_matches("her battle with ")
        .trim_start_matches("his battle with ");
    (!words.is_empty() && words.len() <= 80).then(|| words.to_owned())
}
