//! What is somebody, or what do they do?
//!
//! Roles as printed, without article and age: in front of a name, in apposition, after a copula, as a description that
//! means somebody known. A description without a word for what people are or do is no role.

use crate::domain::{Attribute, ChainId, Fact, Span};
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::Claims;
use super::lexeme::Sets;
use super::naming::describes;
use super::scope::{Item, Scope, What, Who};
use super::subject::subject_chains;

/// The roles that a scope tells of.
pub(super) fn claims(scope: &Scope<'_>, claims: &mut Claims<'_>) {
    for n in 0..scope.items.len() {
        if let Some((person, span)) = works_as(scope, n).or_else(|| known_for(scope, n)).or_else(|| appointed(scope, n))
        {
            add(scope, person, span, claims);
        }
        let Some(who) = scope.who(n) else { continue };
        let [person] = who.chains.as_slice() else { continue };
        let before = before(scope, n, who);
        let other = before.and_then(|first| first_of_two(scope, first));
        let before = before.map(|first| scope.items[first].span.cover(scope.items[n - 1].span));
        for span in [
            description(scope, n, who),
            other,
            before,
            apposition(scope, n, who),
            does(scope, n),
            is_after_clause(scope, n),
            between_kin_and_name(scope, n, who),
        ]
        .into_iter()
        .flatten()
        {
            add(scope, *person, span, claims);
        }
    }
}

/// Claims that somebody is what a span says.
pub(super) fn add(scope: &Scope<'_>, person: ChainId, span: Span, claims: &mut Claims<'_>) {
    let printed = tidy(scope.analysis.text(span));
    // A mark whose partner stands outside of the span says nothing.
    let lone = |open: char, close: char| printed.contains(close) && !printed.contains(open);
    let role = if lone('‘', '’') || lone('“', '”') {
        printed.replace("’ ", " ").replace('”', "")
    } else {
        printed.to_owned()
    };
    let role = role.trim_matches(['’', '‘', '“', '”', '"', '\'', ' ']);
    if role.is_empty() || role.len() > 90 {
        return;
    }
    let as_of = scope.analysis.article.date.clone();
    let fact = Fact::Attribute(Attribute::Role { person, role: role.to_owned(), as_of });
    claims.add(fact, span.start, vec![scope.span]);
}

/// Whether a word says what people are or do.
fn is_role(item: &Item<'_>) -> bool {
    const SHOW: &[&str] = &[
        "alum",
        "alumna",
        "alumnus",
        "contestant",
        "finalist",
        "winner",
        "runner-up",
        "star",
        "cohost",
        "co-host",
        "castmate",
        "favorite",
        "fan-favorite",
    ];
    matches!(item.what, What::Word)
        && (Class::of(item.text).any(Class::ROLE) && !item.is(VAGUE) || item.is(SHOW) || has_head(item.text))
}

/// Roles that tell nothing of anybody.
const VAGUE: &[&str] = &[
    "man",
    "woman",
    "guy",
    "boy",
    "girl",
    "person",
    "lady",
    "gentleman",
    "lad",
    "bloke",
    "one",
    "fan",
    "fans",
    "guest",
    "friend",
];

/// `songwriter`, `filmmaker`, `singer-songwriter`.
fn has_head(word: &str) -> bool {
    word.rsplit('-')
        .next()
        .is_some_and(|last| last.len() != word.len() && Class::of(last).any(Class::ROLE) && !VAGUE.contains(&last))
}

/// Without article and age.
fn tidy(text: &str) -> &str {
    let mut rest = text.trim();
    for article in ["the ", "The ", "a ", "A ", "an ", "An ", "this ", "that ", "This ", "That "] {
        rest = rest.strip_prefix(article).unwrap_or(rest);
    }
    if let Some(at) = rest.find("-year-old ") {
        rest = &rest[at + "-year-old ".len()..];
    }
    rest.trim_end_matches([',', ' '])
}

/// `the 39-year-old Talk cohost`, of somebody known.
fn description(scope: &Scope<'_>, n: usize, who: &Who) -> Option<Span> {
    let item = &scope.items[n];
    if who.kind != MentionKind::Nominal || who.kin.is_some() || who.possessive {
        return None;
    }
    // "the 39-year-old Morning cohost"
    if item.text.ends_with("year-old") {
        let last = (n + 1..n + 6)
            .take_while(|k| scope.items.get(*k).is_some_and(|i| matches!(i.what, What::Word) && !i.any(Sets::STOPPER)))
            .filter(|k| is_role(&scope.items[*k]))
            .last()?;
        return Some(scope.items[n + 1].span.cover(scope.items[last].span));
    }
    let own_clause = (n + 1..n + 8).take_while(|k| continues(scope, *k, n + 1)).last();
    let words: Vec<&str> = item.text.split_whitespace().collect();
    let own = ["his", "her", "their", "my", "our", "this", "these", "both", "two"];
    let last = words.last()?.trim_end_matches(['’', '\'']);
    let role = Class::of(last).any(Class::ROLE) && !VAGUE.contains(&last)
        || has_head(last)
        || ["alum", "cohost", "co-host", "contestant", "winner", "finalist"].contains(&last);
    let plain = words.len() > 1
        && !own.iter().any(|o| words[0].eq_ignore_ascii_case(o))
        && (whole_title(item.text) || !item.text.contains(['’', '\'', '“', '"']));
    (role && plain).then(|| own_clause.map_or(item.span, |k| item.span.cover(scope.items[k].span)))
}

/// `the "Night Ward" star`: marks that open and close around a title, and no others.
fn whole_title(text: &str) -> bool {
    let marks: Vec<char> = text.chars().filter(|c| "“”‘’'\"".contains(*c)).collect();
    matches!(marks[..], ['“', '”'] | ['‘', '’'] | ['"', '"'] | ['\'', '\''])
}

/// Whether item `k` belongs to what follows a noun at `from`: `of the band Low`.
fn continues(scope: &Scope<'_>, k: usize, from: usize) -> bool {
    let Some(item) = scope.items.get(k) else { return false };
    if k == from {
        return item.is(&["of", "on", "behind"])
            && scope
                .items
                .get(k + 1)
                .is_some_and(|x| matches!(x.what, What::Word) || x.who().is_some_and(|w| w.possessive));
    }
    match &item.what {
        What::Word => {
            item.is_capital()
                || item.is(&["of", "the", "a", "an", "and"])
                || k < from + 5 && !item.any(Sets::STOPPER) && !item.text.ends_with("ed")
        }
        What::Number | What::Possessive => true,
        What::Person(w) => w.possessive && w.kin.is_none(),
        _ => false,
    }
}

/// `his wife, the novelist Ann Poe`: what stands between the tie and the name.
fn between_kin_and_name(scope: &Scope<'_>, n: usize, who: &Who) -> Option<Span> {
    let item = &scope.items[n];
    let comma = item.text.rfind(", ").filter(|_| who.kin.is_some())? + 2;
    let said = &item.text[comma..];
    let said = &said[..said.find(char::is_uppercase)?];
    let last = said.split_whitespace().last()?;
    let role = Class::of(last).any(Class::ROLE) && !VAGUE.contains(&last) || has_head(last);
    let start = item.span.start + comma;
    role.then(|| Span::new(start, start + said.trim_end().len()))
}

/// `co-host on The Hour and Late Again contestant Al Poe`: the first of two roles in front of a name.
fn first_of_two(scope: &Scope<'_>, first: usize) -> Option<Span> {
    let and = first.checked_sub(1).filter(|k| scope.is(*k, &["and"]))?;
    let mut k = and;
    while k > 0 && and - k < 6 && (scope.items[k - 1].is_capital() || scope.is(k - 1, &["with", "of", "the"])) {
        k -= 1;
    }
    let by = k.checked_sub(1).filter(|p| scope.is(*p, &["on", "of", "at", "for"]) && k < and)?;
    let head = by.checked_sub(1).filter(|h| is_role(&scope.items[*h]))?;
    Some(scope.items[head].span.cover(scope.items[and - 1].span))
}

/// `ski instructor Al Poe`, `Mid-Morning cohost Bo Coe`: the first item of the role.
fn before(scope: &Scope<'_>, n: usize, who: &Who) -> Option<usize> {
    if who.kind != MentionKind::Name {
        return None;
    }
    let last = n.checked_sub(1).filter(|k| is_role(&scope.items[*k]))?;
    let mut first = last;
    while first > 0 && last - first < 5 {
        let item = &scope.items[first - 1];
        let word = matches!(item.what, What::Word | What::Number) && !item.any(Sets::STOPPER);
        let verb = !item.is_capital()
            && (item.text.ends_with("ed")
                || item.text.ends_with("ing")
                || item.text.ends_with("ly")
                || item.text.ends_with('s'));
        if !word || verb || item.text.ends_with('.') || item.kin().is_some() {
            break;
        }
        first -= 1;
    }
    Some(first)
}

/// `Al Poe, 36, a school librarian,`; `Bo Coe is a violinist`; `Cy Dee, host of The Hour,`.
fn apposition(scope: &Scope<'_>, n: usize, who: &Who) -> Option<Span> {
    if who.possessive || who.kind == MentionKind::Nominal {
        return None;
    }
    let mut at = n + 1;
    let numeral = |k: usize| scope.items.get(k).is_some_and(|x| matches!(x.what, What::Number | What::Date(_)));
    if scope.is(at, &[","]) && numeral(at + 1) && scope.is(at + 2, &[","]) {
        at += 2;
    }
    let copula = scope.is(at, &["is", "was", "’s", "'s"]) && !scope.quoted;
    if !(copula || scope.is(at, &[","]) && who.kind == MentionKind::Name) {
        return None;
    }
    let article = scope.is(at + 1, &["a", "an", "the", "now"]);
    let first = at + 1 + usize::from(article);
    let mut last = None;
    for k in first..first + 14 {
        let Some(item) = scope.items.get(k) else { break };
        let stays = match &item.what {
            What::Word => !item.is(&[
                "who", "when", "but", "which", "that", "whose", "where", "while", "after", "before", "because", "has",
                "had", "was", "is", "said", "told", "says",
            ]),
            What::Number | What::Possessive => true,
            What::Person(w) => w.possessive && w.kin.is_none(),
            _ => false,
        };
        if !stays {
            break;
        }
        last = Some(k);
    }
    let last = last?;
    // The head of the phrase says what they are: before any preposition.
    let head = (first..=last)
        .take_while(|k| !scope.is(*k, &["of", "on", "in", "at", "from", "for", "with", "and", "to", "by"]))
        .last()?;
    let closes = scope
        .items
        .get(last + 1)
        .is_none_or(|x| matches!(x.what, What::Stop | What::Quote) || x.is(&["who", "whose", "when", "but", "that"]));
    let bare = article || head == first || is_role(&scope.items[head]);
    (closes && bare && is_role(&scope.items[head])).then(|| scope.items[first].span.cover(scope.items[last].span))
}

/// `Al Poe, who left in 1985, is a farmer`: said behind a clause about the one who is named first.
fn is_after_clause(scope: &Scope<'_>, n: usize) -> Option<Span> {
    if n > 0 || !scope.is(1, &[","]) || !scope.is(2, &["who"]) || scope.quoted {
        return None;
    }
    let comma = (3..30).find(|k| scope.is(*k, &[","]))?;
    if !scope.is(comma + 1, &["is", "was"]) || !scope.is(comma + 2, &["a", "an"]) {
        return None;
    }
    office(scope, comma + 3)
}

/// `Al Poe works as a plumber`, `who retired in 2002 and now works as a commentator for the radio`.
fn works_as(scope: &Scope<'_>, at: usize) -> Option<(ChainId, Span)> {
    if !(scope.is(at, &["works", "worked", "working"]) && scope.is(at + 1, &["as"]) && scope.is(at + 2, &["a", "an"])) {
        return None;
    }
    let people = subject_chains(scope, at)?;
    let [person] = people.as_slice() else { return None };
    Some((*person, office(scope, at + 3)?))
}

/// `The board named Bo Coe its chief executive`, `Al Poe was appointed as head of sport`.
fn appointed(scope: &Scope<'_>, at: usize) -> Option<(ChainId, Span)> {
    if !scope.is(at, &["named", "appointed", "elected", "promoted", "names", "appoints"]) || scope.quoted {
        return None;
    }
    // "named company veteran Bo Coe as"
    let name = (at + 1..at + 6).find(|n| !scope.items.get(*n).is_some_and(describes));
    let named = name.and_then(|n| Some((scope.who(n)?, n + 1)));
    let (people, after) = match named.filter(|(w, _)| !w.possessive && w.kind != MentionKind::Nominal) {
        Some((whom, after)) => (whom.chains.clone(), after),
        None => (subject_chains(scope, at).filter(|_| at > 0 && scope.any(at - 1, Sets::AUXILIARY))?, at + 1),
    };
    let [person] = people.as_slice() else { return None };
    let after = after + usize::from(scope.is(after, &["as", "to"]));
    Some((*person, office(scope, after + usize::from(scope.is(after, &["a", "an", "the", "its", "their"])))?))
}

/// What somebody is, from item `first` on, as far as the words for it go: `interim chief executive`.
fn office(scope: &Scope<'_>, first: usize) -> Option<Span> {
    let last = (first..first + 5)
        .take_while(|k| scope.items.get(*k).is_some_and(|i| matches!(i.what, What::Word) && !i.any(Sets::STOPPER)))
        .filter(|k| is_role(&scope.items[*k]))
        .last()?;
    Some(scope.items[first].span.cover(scope.items[last].span))
}

/// `Al Poe, best known for his part in Grey Heron,`, `who was known for her soups`.
fn known_for(scope: &Scope<'_>, at: usize) -> Option<(ChainId, Span)> {
    if !(scope.is(at, &["known"]) && scope.is(at + 1, &["for"])) || scope.quoted {
        return None;
    }
    let first = at - usize::from(at > 0 && scope.is(at - 1, &["best", "widely", "perhaps"]));
    let comma = first.checked_sub(1).filter(|n| scope.is(*n, &[","]));
    let host = comma.and_then(|n| n.checked_sub(1)).and_then(|n| scope.who(n)).filter(|w| !w.possessive);
    let people = host.map(|w| w.chains.clone()).or_else(|| subject_chains(scope, at))?;
    let [person] = people.as_slice() else { return None };
    let inside = |n: &usize| scope.items.get(*n).is_some_and(|i| !matches!(i.what, What::Stop | What::Quote));
    let last = (at + 2..at + 18).take_while(inside).last()?;
    Some((*person, scope.items[first].span.cover(scope.items[last].span)))
}

/// `Al Poe, who hosts the podcast Late Again,`
fn does(scope: &Scope<'_>, n: usize) -> Option<Span> {
    let at = n + 1 + usize::from(scope.is(n + 1, &[","]));
    if !scope.is(at, &["who"])
        || !scope.is(
            at + 1,
            &[
                "hosts", "owns", "runs", "founded", "created", "leads", "fronts", "coaches", "presents", "plays",
                "teaches", "cohosts", "co-hosts",
            ],
        )
    {
        return None;
    }
    let last = (at + 2..at + 12)
        .take_while(|k| {
            scope.items.get(*k).is_some_and(|i| matches!(i.what, What::Word | What::Number | What::Possessive))
        })
        .last()?;
    Some(scope.items[at + 1].span.cover(scope.items[last].span))
}
