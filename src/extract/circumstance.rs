//! Where did it happen, how far does its clause reach, and what else do the words tell?
//!
//! Reads around a [`Hit`] within its clause; nothing is looked up.

use crate::domain::Span;

use super::lexeme::Sets;
use super::matching::Hit;
use super::scope::{Item, Scope, What};
use super::subject::is_adverb;

/// Words at which another clause begins.
pub(super) const CLAUSE: &[&str] = &[
    "when", "while", "where", "who", "whom", "which", "because", "although", "though", "but", "as", "that", "if",
    "whose", "so", ";", ":",
];

/// The end of the clause: one past its last item.
pub(super) fn clause_end(scope: &Scope<'_>, hit: &Hit, others: &[usize]) -> usize {
    let limit = (hit.end + 28).min(scope.items.len());
    let aside = aside(scope, hit);
    (hit.end..limit)
        .find(|n| {
            let item = &scope.items[*n];
            let next = scope.items.get(n + 1);
            others.contains(n)
                || aside.is_some_and(|marks| closes(scope, *n, marks))
                || item.is(CLAUSE)
                    && !(item.is(&["that"]) && next.is_some_and(is_date))
                    && !(item.is(&["as"]) && *n == hit.end)
                    && !(item.is(&["while", "when"]) && next.is_some_and(|x| x.text.ends_with("ing")))
                || matches!(item.what, What::Quote)
                || item.is(&["and", ","])
                    && next.is_some_and(|x| matches!(&x.what, What::Person(w) if !w.possessive))
                    && acts(scope, *n + 2)
                || item.is(&["and"]) && next.is_some_and(|x| matches!(x.what, What::Word) && x.text.ends_with("ed"))
                || item.is(&["after", "before", "since", "until"]) && !next.is_some_and(is_date)
                || reported(scope, *n)
        })
        .unwrap_or(limit)
}

/// The marks that close the parenthesis in which a match stands: `Al and Bo — who met on a ferry — wed in May`.
fn aside(scope: &Scope<'_>, hit: &Hit) -> Option<&'static [&'static str]> {
    const DASHES: &[&str] = &["—", "–", "--"];
    let opens = |n: usize| {
        let relative = scope.is(n + 1, &["who", "whom", "which"]);
        if scope.is(n, &["("]) {
            Some(&[")"][..])
        } else if scope.is(n, DASHES) && (0..n).filter(|k| scope.is(*k, DASHES)).count() % 2 == 0 {
            Some(DASHES)
        } else {
            (scope.is(n, &[","]) && relative).then_some(&[","][..])
        }
    };
    let from = hit.anchor.saturating_sub(12);
    let open = (from..hit.anchor).rev().find(|n| scope.is(*n, &["(", ")", "—", "–", "--"]) || opens(*n).is_some())?;
    opens(open)
}

/// Whether item `n` closes a parenthesis. A comma may as well stand within one: then no verb follows.
fn closes(scope: &Scope<'_>, n: usize, marks: &[&str]) -> bool {
    let verb = |k: usize| {
        let adverb = usize::from(scope.items.get(k).is_some_and(is_adverb));
        scope.items.get(k + adverb).is_some_and(|i| {
            i.any(Sets::AUXILIARY | Sets::MODAL | Sets::PAST)
                || matches!(i.what, What::Word) && !i.is_capital() && i.text.ends_with("ed")
        })
    };
    scope.is(n, marks) && (!scope.is(n, &[","]) || verb(n + 1))
}

/// Whether who tells of it follows: `, her lawyer confirmed on Monday`, `, according to her lawyer`.
fn reported(scope: &Scope<'_>, n: usize) -> bool {
    if !scope.is(n, &[",", "—", "–", "--"]) {
        return false;
    }
    let words = (n + 1..n + 8).take_while(|k| {
        scope.items.get(*k).is_some_and(|i| !matches!(i.what, What::Stop | What::Quote | What::Date(_)))
    });
    words.take_while(|k| !scope.is(*k, &["and", "who", "in", "on", "at"])).any(|k| scope.any(k, Sets::TELLING))
}

/// Whether the item after a person is a verb of theirs rather than more of the same phrase.
fn acts(scope: &Scope<'_>, n: usize) -> bool {
    let joins = ["in", "on", "at", "of", "for", "with", "to", "by", "from", "and", "after", "before", "during"];
    scope
        .items
        .get(n)
        .is_some_and(|x| matches!(x.what, What::Word | What::Date(_)) && !x.text.ends_with("ing") && !x.is(&joins))
}

pub(super) fn is_date(item: &Item<'_>) -> bool {
    matches!(item.what, What::Date(_))
}

/// Where it happened, as printed: `a roller rink in Macon`; `online`.
pub(super) fn place(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<String> {
    if let Some(site) = (hit.start..end).find(|n| scope.any(*n, Sets::ONLINE)) {
        let posted = hit.row.name == "posted" && scope.items[site].is_capital();
        return Some(if posted { scope.items[site].text.to_owned() } else { "online".to_owned() });
    }
    site(scope, hit.end, end)
}

/// The place named between two items, as printed.
pub(super) fn site(scope: &Scope<'_>, from: usize, end: usize) -> Option<String> {
    let mut found: Option<Span> = None;
    let mut n = from;
    while n < end {
        if scope.is(n, &["in", "at", "near", "outside", "inside", "aboard"])
            && let Some(last) = noun_phrase(scope, n + 1, end)
        {
            let span = scope.items[n + 1].span.cover(scope.items[last].span);
            found = Some(
                found.map_or(span, |f| if n > 0 && f.end + 1 >= scope.items[n].span.start { f.cover(span) } else { f }),
            );
            n = last + 1;
        } else if found.is_some() || scope.is(n, &[","]) && n > from {
            break;
        } else {
            n += 1;
        }
    }
    found.map(|span| span.cut(&scope.analysis.article.text).to_owned())
}

/// The last item of a noun phrase that can be a place.
fn noun_phrase(scope: &Scope<'_>, from: usize, end: usize) -> Option<usize> {
    let mut last = None;
    let mut named = false;
    let mut n = from;
    while n < end && n < from + 9 {
        let item = &scope.items[n];
        match &item.what {
            What::Word if item.any(Sets::NO_PLACE) => return None,
            // "at a party hosted | by Al"
            What::Word if !item.is_capital() && scope.is(n + 1, &["by"]) && item.text.ends_with("ed") => break,
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
    // "finished third in", "on the": the title starts with its first capital or possessive; "joins the Night Ward cast".
    let within = (hit.anchor + 1..hit.end).find(|n| hit.row.name == "cast_on" && scope.items[*n].is_capital());
    let first = within.or_else(|| (hit.end..end.min(hit.end + 9)).find(|n| starts_title(&scope.items[*n])))?;
    let mut n = first;
    let mut last = None;
    while n < end && n < first + 12 {
        let item = &scope.items[n];
        // A quotation mark in between: the title ends.
        let gap = scope.items[n.saturating_sub(1)].span.end..item.span.start;
        if n > first && scope.analysis.article.text.get(gap).is_some_and(|g| !g.trim().is_empty()) {
            break;
        }
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
    // A cause stands after its preposition, a reason keeps its own, and does not stand behind a comma.
    let keeps = hit.row.show;
    let near = hit.end.saturating_sub(1)..(hit.end + 8).min(scope.items.len());
    let mut near = near.take_while(|n| !keeps || *n < hit.end || !scope.is(*n, &[","]));
    let by = near.find(|n| introduced(*n).is_some())?;
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
