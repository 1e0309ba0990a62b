//! When did it happen, as far as the clause tells?
//!
//! A date is never made up: none is better than a neighbour's.

use jiff::civil::Date;

use crate::domain::{Edtf, How, Span, TimexType};
use crate::language::temporal;

use super::circumstance::{CLAUSE, is_date};
use super::lexeme::Sets;
use super::matching::Hit;
use super::scope::{Item, Scope, What};
use super::status::PLANNING;

/// When something happened.
#[derive(Clone, Debug)]
pub(super) struct When {
    pub date: Edtf,
    pub how: How,
    /// The temporal expression.
    pub span: Span,
}

/// When it happened, as far as the clause says.
pub(super) fn date(scope: &Scope<'_>, hit: &Hit, end: usize) -> Option<When> {
    let first = if scope.who(hit.start).is_some_and(|w| w.possessive) { hit.start } else { hit.anchor };
    let inside = hit.verb.date.and_then(|d| resolved(scope, d)).or_else(|| (first..hit.end).find_map(|n| at(scope, n)));
    inside
        .or_else(|| (hit.end..end).find_map(|n| at(scope, n)))
        .or_else(|| resumed(scope, end))
        .or_else(|| when_it_was(scope, hit))
        .or_else(|| fronted(scope, hit))
        .or_else(|| leading(scope, hit))
        .or_else(|| cleft(scope, hit))
        .or_else(|| in_which(scope, hit))
}

/// `proposed in Oban, where he was born, on May 3`: where the clause goes on behind an aside.
fn resumed(scope: &Scope<'_>, end: usize) -> Option<When> {
    const LONGEST: usize = 9;
    let aside = end > 0 && scope.is(end - 1, &[","]) && scope.is(end, &["where", "who", "which", "whose"]);
    let close = (end + 1..end + LONGEST).find(|n| scope.is(*n, &[",", ";"])).filter(|_| aside)?;
    let date = close + 2;
    let last = scope.items.get(date + 1).is_none_or(|i| matches!(i.what, What::Stop));
    if scope.is(close, &[","]) && scope.is(close + 1, &["on", "in"]) && last { at(scope, date) } else { None }
}

/// `It was not until 2018 that they met`: what is set apart tells when.
fn cleft(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let joint = hit.start.checked_sub(1).filter(|n| scope.is(*n, &["that", "when"]))?;
    let apart = scope.items.first()?.reads("it") && joint < 14;
    if apart { (1..joint).find_map(|n| at(scope, n)) } else { None }
}

/// `Monday's episode, in which Al packed his bags`: the day of the occasion is that of what happened there.
fn in_which(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let relative = |n: &usize| scope.is(*n, &["which"]) && *n > 0 && scope.is(n - 1, &["in", "during", "at", "on"]);
    let joint = (hit.start.saturating_sub(4)..hit.start).rev().find(relative)?;
    let occasion = (joint.saturating_sub(12)..joint).rev().take_while(|n| !scope.any(*n, Sets::AUXILIARY | Sets::PAST));
    occasion.filter(|n| scope.items.get(*n).is_some_and(is_date)).find_map(|n| resolved_at(scope, n))
}

/// `while both were filming in Malta in 2012`: what went on at the time tells when; `from` is where that clause begins,
/// `to` where something else is told.
pub(super) fn meanwhile(scope: &Scope<'_>, from: usize, to: usize) -> Option<When> {
    if !scope.is(from, &["while", "when", "as"]) {
        return None;
    }
    let end = (from + 1..(from + 16).min(to)).find(|n| {
        let item = &scope.items[*n];
        matches!(item.what, What::Quote) || item.is(&[";", "and", "but", "because", "after", "before", "until"])
    });
    (from + 1..end.unwrap_or((from + 16).min(to))).find_map(|n| at(scope, n))
}

/// `married in 2008, a year after they met`: so much earlier than what the sentence has dated.
pub(super) fn earlier(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let after = (hit.start.saturating_sub(2)..hit.start).rev().find(|n| scope.is(*n, &["after"]))?;
    let What::Date(span) = scope.items.get(after.checked_sub(1)?)?.what else { return None };
    let span = scope.analysis.timexes.get(span).filter(|t| t.kind == TimexType::Duration)?;
    let years: i16 = span.value.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
    let told = (0..after - 1).rev().find_map(|n| at(scope, n)).filter(|t| t.how == How::Explicit)?;
    let year = told.date.lower()?.year().checked_sub(years)?;
    let date = Edtf::year(year)?;
    let date = if told.date.as_str().len() == 4 { date } else { date.about() };
    Some(When { date, how: How::Inferred, span: told.span.cover(span.span) })
}

/// `December 29 of that year`: the year in which the event told before was, not the one named last.
pub(super) fn of_that_year(scope: &Scope<'_>, when: When, before: Option<&Edtf>) -> When {
    let that = scope.items.iter().any(|i| matches!(i.what, What::Date(_)) && i.text.eq_ignore_ascii_case("that year"));
    let year = before.and_then(Edtf::lower).map(Date::year).filter(|_| that && when.how == How::Relative);
    let moved = year.and_then(|year| {
        let (_, rest) = when.date.as_str().split_once('-')?;
        Edtf::parse(&format!("{year:04}-{rest}"))
    });
    match moved {
        Some(date) => When { date, ..when },
        None => when,
    }
}

/// `The network announced on Thursday that`: the day of an announcement, for what begins with being announced.
pub(super) fn announced(scope: &Scope<'_>) -> Option<When> {
    let telling = |n: &usize| {
        scope.is(*n, &["announced", "revealed", "confirmed", "unveiled", "named", "said", "announces", "reveals"])
    };
    (0..scope.items.len()).filter(telling).find_map(|n| (n + 1..n + 3).find_map(|k| at(scope, k)))
}

fn resolved_at(scope: &Scope<'_>, n: usize) -> Option<When> {
    let What::Date(timex) = scope.items.get(n)?.what else { return None };
    resolved(scope, timex)
}

/// `Earlier this year, he competed, but he left`: what opens the sentence holds for all its main clauses.
fn leading(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let n = (0..3)
        .find(|n| scope.items.get(*n).is_some_and(is_date) && scope.is(n + 1, &[",", "and", "but", ":", "—", "–"]))?;
    let subordinate = ["when", "while", "where", "who", "whom", "which", "because", "after", "before", "since", "that"];
    let main = n < hit.start
        && !(n..hit.start).any(|k| scope.is(k, &subordinate) || matches!(scope.items[k].what, What::Quote));
    if main { at(scope, n) } else { None }
}

/// The date that stands alone above the paragraph, as in a timeline: `June 2020`, and below it what happened then. What
/// had happened by then (`had split`) came before.
pub(super) fn headed(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let a = scope.analysis;
    let sentence = a.sentences.get(a.sentence_at(scope.span.start)?)?;
    let above = a.paragraphs.get(sentence.paragraph.checked_sub(1)?)?.span;
    if scope.quoted || above.len() > 40 {
        return None;
    }
    let [timex] = a.timexes_in(above) else { return None };
    let text = a.text(above);
    let rest = text.len() - timex.span.len();
    if rest > text.len() - text.trim().trim_end_matches([':', '.']).len() || timex.kind != TimexType::Date {
        return None;
    }
    let date = temporal::edtf(timex, a.article.date.as_ref())?;
    let before = (hit.start..hit.anchor).any(|n| scope.is(n, &["had", "’d", "'d"]));
    let date = if before { date.by()? } else { date };
    Some(When { date, how: How::Inferred, span: timex.span })
}

/// `since 2020, when they met`: the date in front tells when.
fn when_it_was(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let when = (hit.start.saturating_sub(4)..hit.start).rev().find(|n| scope.is(*n, &["when"]))?;
    let date = when.checked_sub(1)?;
    let date = if scope.is(date, &[","]) { date.checked_sub(1)? } else { date };
    at(scope, date)
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
    // "revealed on Monday she wed": Monday belongs to the verb in front of it.
    let opens = |k: &usize| scope.is(*k, &["in", "on", "at", "by", "early", "late", "back", "just", "the", "around"]);
    let first = (n.saturating_sub(3)..n).rev().take_while(opens).last().unwrap_or(n);
    begins(first).then(|| at(scope, n)).flatten()
}

/// The date at item `n`, with the preposition before it.
pub(super) fn at(scope: &Scope<'_>, n: usize) -> Option<When> {
    let What::Date(timex) = scope.items.get(n)?.what else { return None };
    let before = |words: &[&str]| n > 0 && scope.is(n - 1, words);
    if before(&["after", "until", "till", "before"])
        && !scope.items[..n]
            .iter()
            .any(|i| i.is(&["not", "n't", "never"]) || i.text.ends_with("n't") || i.text.ends_with("n’t"))
    {
        return None;
    }
    if describes_a_work(scope, n) {
        return None;
    }
    let mut when = resolved(scope, timex)?;
    // "the Wednesday after my last episode": not the one before the article.
    if before(&["the"]) && when.how == How::Relative && scope.is(n + 1, &["after", "before", "following"]) {
        return None;
    }
    // "on New Year's Eve in 2010": the year stands behind.
    // "at a New Year's Eve party in 2010"
    let small = |i: &Item<'_>| matches!(i.what, What::Word) && !i.is_capital();
    let noun = usize::from(scope.is(n + 2, &["in"]) && scope.items.get(n + 1).is_some_and(small));
    if scope.is(n + 1 + noun, &["in", "of"])
        && let Some(year) = scope.items.get(n + 2 + noun).filter(|i| is_date(i) && is_year(i))
        && let Some((_, day)) = when.date.as_str().split_once('-').filter(|_| when.how == How::Relative)
        && let Some(date) = Edtf::parse(&format!("{}-{day}", year.text))
    {
        when = When { date, how: How::Explicit, span: when.span.cover(year.span) };
    }
    // "wed on Valentine's Day in 2018 and divorced that September": of the year told before, or of nobody knows which.
    if before(&["that"]) && when.how == How::Relative {
        let known = scope.items[..n].iter().rev().find_map(|i| match i.what {
            What::Date(d) => resolved(scope, d)?.date.lower().map(Date::year),
            _ => None,
        });
        let (_, rest) = when.date.as_str().split_once('-')?;
        when.date = Edtf::parse(&format!("{:04}-{rest}", known?))?;
    }
    if before(&["for"]) {
        // "came home for Christmas": about then.
        when.date = when.date.about();
    } else if before(&["from", "between"])
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

fn is_year(item: &Item<'_>) -> bool {
    item.text.len() == 4 && item.text.bytes().all(|b| b.is_ascii_digit())
}

/// `the 2014 thriller Black Ice`: when it came out, not when anything happened.
fn describes_a_work(scope: &Scope<'_>, n: usize) -> bool {
    const OCCASIONS: &[&str] = &[
        "ceremony",
        "wedding",
        "party",
        "premiere",
        "gala",
        "event",
        "festival",
        "trip",
        "awards",
        "interview",
        "concert",
        "reunion",
        "nuptials",
        "divorce",
        "split",
        "engagement",
        "breakup",
        "separation",
        "death",
        "birth",
        "marriage",
        "proposal",
        "meeting",
        "encounter",
        "olympics",
        "games",
        "championships",
        "championship",
        "world",
        "finals",
        "conference",
        "convention",
        "election",
        "campaign",
        "emmys",
        "oscars",
        "grammys",
        "globes",
        "baftas",
        "brits",
        "marathon",
        "tournament",
    ];
    let word = |k: usize| scope.items.get(k).is_some_and(|i| matches!(i.what, What::Word) && !i.any(Sets::STOPPER));
    scope.items.get(n).is_some_and(is_year)
        && n > 0
        && (scope.is(n - 1, &["the", "a", "an"]) || scope.who(n - 1).is_some_and(|w| w.possessive))
        && word(n + 1)
        && !(n + 1..n + 5).any(|k| scope.is(k, OCCASIONS))
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
    let today = scope.analysis.article.date.as_ref().and_then(Edtf::upper);
    let (Some(day), Some(today), How::Relative) = (when.date.lower(), today, when.how) else { return when };
    let verb = &scope.items[hit.anchor];
    let ahead = hit.verb.future || hit.verb.infinitive.is_some_and(|g| scope.is(g, PLANNING));
    let behind = !ahead
        && !hit.verb.modal
        && hit.verb.infinitive.is_none()
        && (verb.text.ends_with("ed") || verb.any(Sets::PAST));
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
