//! Where does a scope say something of the table, and who plays which role?
//!
//! Patterns hang on one word each; around it subject and objects are looked for within a bounded number of items, so
//! that the work stays linear. Whether it happened, when and where is asked in [`super::circumstance`].

use crate::domain::ChainId;
use crate::language::MentionKind;

use super::naming::{age_after, describes, named, separator};
use super::predicates::{Anchored, COUPLES, Element, Makes, Pattern, Role, Row};
use super::scope::{Item, People, Scope, What, Who};
use super::subject::{Verb, is_adverb, subject};

/// A pattern found.
pub(super) struct Hit {
    /// What is said.
    pub row: &'static Row,
    /// Who plays A, B, K, C and N.
    roles: [People; 5],
    /// Whose kin K is.
    pub kin_of: People,
    /// As what kin K is named.
    pub kin_as: &'static str,
    /// First item: the subject where there is one on the left.
    pub start: usize,
    /// The word that the pattern hangs on.
    pub anchor: usize,
    /// One past the last item.
    pub end: usize,
    /// What stands between subject and verb.
    pub verb: Verb,
}

impl Hit {
    /// Nothing yet but where it is looked for.
    fn none(row: &'static Row, at: usize) -> Self {
        Self {
            row,
            roles: Default::default(),
            kin_of: People::new(),
            kin_as: "",
            start: at,
            anchor: at,
            end: at,
            verb: Verb::default(),
        }
    }

    /// The two of whom a couple's event is told.
    pub fn couple(&self) -> Option<[ChainId; 2]> {
        if let (true, [one, other]) = (self.of_a_couple(), self.people().as_slice()) {
            Some([*one, *other])
        } else {
            None
        }
    }

    /// Whether what is said is said of two who are, become or cease to be a couple.
    pub fn of_a_couple(&self) -> bool {
        const TWO: &[&str] = &["met", "first_contact", "divorce_filed", "announced_engagement"];
        let name = self.row.name.as_str();
        self.row.then.is_some() || COUPLES.contains(&name) || TWO.contains(&name)
    }

    /// Whether it is over between the two.
    pub fn ends(&self) -> bool {
        let tie = self.row.then.as_deref().unwrap_or(&self.row.name);
        tie.starts_with("ex_") || tie == "divorce_filed"
    }

    /// Who plays a role.
    pub fn role(&self, role: Role) -> &[ChainId] {
        &self.roles[role as usize]
    }

    /// Everybody who plays one of the row's roles, in the row's order, each once.
    pub fn people(&self) -> People {
        let mut found = People::new();
        for who in self.row.who.iter().flat_map(|r| self.role(*r)) {
            if !found.contains(who) {
                found.push(*who);
            }
        }
        found
    }
}

/// All patterns found in a scope, longest first at each word.
pub(super) fn hits(scope: &Scope<'_>) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let mut couple: Option<[ChainId; 2]> = None;
    for (at, item) in scope.items.iter().enumerate() {
        if !matches!(item.what, What::Word) {
            continue;
        }
        for anchored in &item.lexeme.patterns {
            if !anchored.may_match(&scope.words) {
                continue;
            }
            let row = anchored.row;
            let Some(mut hit) = attempt(scope, row, anchored.pattern, at) else { continue };
            // "He married Bo in 1970; they divorced in 1982": those two.
            if let (Some(two), true) = (couple, scope.items[hit.start].reads("they"))
                && row.then.is_some()
            {
                hit.roles[Role::A as usize] = People::from_slice(&two);
            }
            // One thing said once: the longer pattern of the same row and word wins.
            match found.iter_mut().rev().take(8).find(|h| h.anchor == at && std::ptr::eq(h.row, row)) {
                Some(known) if known.end >= hit.end && known.people().len() >= hit.people().len() => {}
                Some(known) => *known = hit,
                None => found.push(hit),
            }
        }
        couple = found.last().and_then(Hit::couple).or(couple);
    }
    // "Al, whom she wed", "getting married": said once, by the longer words.
    let longer: Vec<(usize, usize, usize, &str)> =
        found.iter().map(|h| (h.anchor, h.end, h.people().len(), h.row.name.as_str())).take(32).collect();
    found.retain(|h| {
        let people = h.people().len();
        !longer
            .iter()
            .any(|(from, to, all, name)| *from < h.anchor && h.anchor < *to && *all >= people && *name == h.row.name)
    });
    let siblings: Vec<Hit> = found.iter().filter_map(|hit| another_child(scope, hit)).collect();
    found.extend(siblings);
    found
}

/// `welcomed daughter Bo in 2018 and son Cy two years later`: the second child.
fn another_child(scope: &Scope<'_>, hit: &Hit) -> Option<Hit> {
    if hit.row.name != "born" || hit.role(Role::C).is_empty() {
        return None;
    }
    let n = (hit.end..hit.end + 4).find(|n| matches!(scope.items.get(*n).map(|i| &i.what), Some(What::Date(_))))?;
    let next = separator(&scope.items, n + 1)?;
    let child = kin_item(scope, next, Role::C)?;
    let mut roles = hit.roles.clone();
    roles[Role::C as usize].clone_from(&child.chains);
    Some(Hit {
        row: hit.row,
        roles,
        kin_of: People::new(),
        kin_as: hit.kin_as,
        start: hit.start,
        anchor: next,
        end: next + 1,
        verb: hit.verb,
    })
}

/// Whether the word at `at` is a verb that tells of two people.
pub(super) fn of_two(scope: &Scope<'_>, at: usize) -> bool {
    row_of_two(scope, at).is_some()
}

/// What of two people the verb at `at` tells, whoever they are.
pub(super) fn row_of_two(scope: &Scope<'_>, at: usize) -> Option<&'static Row> {
    let item = scope.items.get(at).filter(|i| matches!(i.what, What::Word))?;
    let tells = |anchored: &&Anchored| {
        let Anchored { row, pattern, .. } = **anchored;
        let subject = matches!(pattern.front, Some(Element::Person(Role::A)));
        let two = subject && row.makes == Makes::Event && row.people == 2;
        let words = || pattern.rest.iter().filter(|e| matches!(e, Element::Words { .. })).count();
        let plain = || pattern.rest.iter().all(|e| matches!(e, Element::Words { .. } | Element::Person(Role::B)));
        let said = || follow(scope, &pattern.rest, at, true, &mut Hit::none(row, at)).is_some();
        two && plain() && (words() == 1 || anchored.may_match(&scope.words) && said())
    };
    item.lexeme.patterns.iter().find(tells).map(|a| a.row)
}

fn attempt(scope: &Scope<'_>, row: &'static Row, pattern: &Pattern, at: usize) -> Option<Hit> {
    let mut hit = Hit::none(row, at);
    hit.end = follow(scope, &pattern.rest, at, true, &mut hit)?;
    let front = match &pattern.front {
        Some(Element::Person(role)) => {
            let (who, start, verb) = subject(scope, at)?;
            (hit.start, hit.verb) = (start, verb);
            Some((*role, who))
        }
        Some(Element::Possessor(role)) => {
            let (who, start) = possessor(scope, at)?;
            hit.start = start;
            Some((*role, who))
        }
        _ => None,
    };
    if let Some((role, who)) = front {
        for other in &mut hit.roles {
            other.retain(|c| !who.contains(c));
        }
        hit.roles[role as usize] = who;
    }
    let asked =
        pattern.rest.iter().any(|e| matches!(e, Element::Person(r) if *r != Role::N && hit.role(*r).is_empty()));
    (!asked).then_some(hit)
}

/// Matches the elements from item `at` on; the end of the match.
fn follow(scope: &Scope<'_>, rest: &[Element], at: usize, first: bool, hit: &mut Hit) -> Option<usize> {
    let Some((element, rest)) = rest.split_first() else { return Some(at) };
    match element {
        Element::Words { any, optional } => {
            let skipped = if first { at } else { past_adverbs(scope, at) };
            for from in at..=skipped {
                for phrase in any {
                    let fits = phrase
                        .iter()
                        .enumerate()
                        .all(|(n, w)| scope.items.get(from + n).is_some_and(|i| i.lexeme.id == *w));
                    if fits && let Some(end) = follow(scope, rest, from + phrase.len(), false, hit) {
                        return Some(end);
                    }
                }
            }
            if *optional { follow(scope, rest, at, first, hit) } else { None }
        }
        Element::Person(role) => {
            let (who, after, kin) = object(scope, *role, at)?;
            hit.roles[*role as usize] = who;
            if let Some((kin_as, kin_of)) = kin {
                (hit.kin_as, hit.kin_of) = (kin_as, kin_of);
            }
            let past = age_after(&scope.items, after);
            follow(scope, rest, past, false, hit)
                .or_else(|| past_parenthesis(scope, past).and_then(|p| follow(scope, rest, p, false, hit)))
        }
        Element::Anyone => scope.who(at).and_then(|_| follow(scope, rest, at + 1, false, hit)),
        Element::Possessor(role) => {
            let who = scope.who(at).filter(|w| w.possessive)?;
            hit.roles[*role as usize].clone_from(&who.chains);
            (at + 1..at + 5).find_map(|n| follow(scope, rest, n, false, hit))
        }
        Element::Gap(most) => {
            for n in at..=at + most {
                if let Some(end) = follow(scope, rest, n, false, hit) {
                    return Some(end);
                }
                match scope.items.get(n).map(|i| &i.what) {
                    Some(What::Word | What::Number | What::Date(_) | What::Possessive) => {}
                    Some(What::Person(who)) if who.possessive => {}
                    // "from 2015 to 2017, to Al Poe"
                    Some(What::Stop)
                        if scope.is(n, &[","])
                            && n > at
                            && (matches!(scope.items[n - 1].what, What::Date(_))
                                || scope.items[n - 1].is_capital()) => {}
                    _ => break,
                }
            }
            None
        }
    }
}

fn past_adverbs(scope: &Scope<'_>, at: usize) -> usize {
    let mut n = at;
    let now = |i: &Item<'_>| matches!(i.what, What::Date(_)) && ["now", "currently"].contains(&i.text);
    while n < at + 2 && scope.items.get(n).is_some_and(|i| is_adverb(i) || now(i)) {
        n += 1;
    }
    n
}

/// Past `, a sound engineer,` or `— then Di Poe —`.
fn past_parenthesis(scope: &Scope<'_>, at: usize) -> Option<usize> {
    let open = scope.items.get(at).filter(|i| i.is(&[",", "—", "–", "--", "("]))?;
    let close = if open.text == "(" { ")" } else { open.text };
    (at + 1..(at + 10).min(scope.items.len())).find(|n| scope.is(*n, &[close])).map(|n| n + 1)
}

type Object = (People, usize, Option<(&'static str, People)>);

fn object(scope: &Scope<'_>, role: Role, at: usize) -> Option<Object> {
    match role {
        Role::A | Role::B => {
            let (who, end) = named(&scope.items, at, true)?;
            let last = scope.who(end - 1)?;
            // "saw her at a bar": not whose bar.
            let objective = || scope.items[end - 1].reads("her") && scope.items.get(end).is_none_or(|x| !describes(x));
            (!last.possessive || objective()).then(|| (who, end, last.kin.as_deref().cloned()))
        }
        Role::K | Role::C | Role::N => {
            let n = (at..at + 3).find(|n| scope.who(*n).is_some())?;
            let who = kin_item(scope, n, role)?;
            if n > at && !scope.items[at..n].iter().all(describes) {
                return None;
            }
            let (mut all, mut end) = (who.chains.clone(), n + 1);
            // "daughter Bo, 7, and son Cy, 4"
            while role == Role::C
                && let Some(next) = separator(&scope.items, end)
                && let Some(more) = kin_item(scope, next, role)
            {
                all.extend_from_slice(&more.chains);
                end = next + 1;
            }
            Some((all, end, who.kin.as_deref().cloned()))
        }
    }
}

fn kin_item<'s>(scope: &'s Scope<'_>, n: usize, role: Role) -> Option<&'s Who> {
    let who = scope.who(n).filter(|w| !w.possessive && (role == Role::N || !w.chains.is_empty()))?;
    let (named_as, _) = who.kin.as_deref()?;
    // "lost our baby": one who was not born.
    if role == Role::K && ["baby", "babies", "unborn child"].iter().any(|w| scope.items[n].text.ends_with(w)) {
        return None;
    }
    (role == Role::K || *named_as == "child").then_some(who)
}

/// `her quiet wedding`: whose, looking left from the item at `at`.
fn possessor(scope: &Scope<'_>, at: usize) -> Option<(People, usize)> {
    for n in (at.saturating_sub(5)..at).rev() {
        if let Some(who) = scope.who(n) {
            return (who.possessive && !who.chains.is_empty()).then(|| (joined(scope, n, who), n));
        }
        if !describes(&scope.items[n]) {
            return None;
        }
    }
    None
}

/// `Al and Bo's wedding` is the wedding of both.
fn joined(scope: &Scope<'_>, at: usize, who: &Who) -> People {
    if at >= 2
        && who.kind == MentionKind::Name
        && scope.is(at - 1, &["and", "&"])
        && let Some(other) = scope.who(at - 2)
    {
        let mut all = other.chains.clone();
        all.retain(|c| !who.chains.contains(c));
        all.extend_from_slice(&who.chains);
        return all;
    }
    who.chains.clone()
}
