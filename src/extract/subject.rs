//! Who does what a verb says?
//!
//! The subject in front of a verb, past auxiliaries and adverbs, relative pronouns, appositions and joined verbs; and
//! what the verb group adds: negation, modality, infinitives. Where a noun that nobody knows is the subject there is none.

use smallvec::smallvec;

use crate::domain::SentenceKind;
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::lexeme::Sets;
use super::naming::{describes, named};
use super::predicates::COUPLES;
use super::scope::{Item, People, Scope, What, Who};

/// What a verb group says besides the verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one verb group")]
pub(super) struct Verb {
    /// `not`, `never`, `didn't`.
    pub negated: bool,
    /// `will`.
    pub future: bool,
    /// `would`, `could`, `may`.
    pub modal: bool,
    /// `did meet`.
    pub did: bool,
    /// `to marry`: the item that governs it.
    pub infinitive: Option<usize>,
    /// `reportedly`, `allegedly`.
    pub hearsay: bool,
    /// A temporal expression inside the verb group.
    pub date: Option<usize>,
}

/// Whom a relative pronoun at item `at` stands for: the person in front, or the one before an apposition.
pub(super) fn antecedent(scope: &Scope<'_>, at: usize) -> Option<(People, usize)> {
    // "Al, with whom she has a son"
    let prepositional = at > 0 && scope.is(at, &["whom"]) && scope.is(at - 1, &["with", "to", "from"]);
    let at = at - usize::from(prepositional);
    let comma = usize::from(at > 0 && scope.is(at - 1, &[",", "—", "–", "--"]));
    let near = at.checked_sub(1 + comma)?;
    let usable = |n: usize| {
        let who = scope.who(n).filter(|w| !w.possessive && !w.chains.is_empty())?;
        // "the son of Al and the late Bo, who died in 2015": the last one named.
        let of =
            who.kin.as_deref().filter(|_| scope.items[n].text.contains(" of ")).and_then(|(_, whose)| whose.last());
        Some((of.map_or_else(|| who.chains.clone(), |last| smallvec![*last]), n))
    };
    if scope.who(near).is_some() {
        return usable(near);
    }
    if comma == 0 || !prepositional && !scope.is(at, &["who", "whom"]) {
        return None;
    }
    (at.saturating_sub(16)..near).rev().filter(|n| scope.is(n + 1, &[","])).find_map(usable)
}

pub(super) fn is_adverb(item: &Item<'_>) -> bool {
    matches!(item.what, What::Word) && (item.text.len() > 4 && item.text.ends_with("ly") || item.any(Sets::ADVERB))
}

/// Who does what the verb at item `at` says, where that stands, and what the verb group adds.
pub(super) fn subject(scope: &Scope<'_>, at: usize) -> Option<(People, usize, Verb)> {
    let items = &scope.items;
    let mut verb = Verb::default();
    if items[at].any(Sets::RELATIVE) {
        return antecedent(scope, at).map(|(who, n)| (who, n, verb));
    }
    let mut i = at;
    while i > 0 {
        let item = &items[i - 1];
        if item.any(Sets::NEGATION)
            || matches!(item.what, What::Word) && item.text.ends_with(['t', 'T']) && contracted_not(item.text)
        {
            verb.negated = true;
            verb.did |= item.text.len() > 4 && item.text[..3].eq_ignore_ascii_case("did");
        } else if item.is(&["will", "’ll", "'ll", "shall", "gonna"]) {
            verb.future = true;
        } else if item.any(Sets::MODAL) {
            verb.modal = true;
        } else if item.any(Sets::HEARSAY) {
            verb.hearsay = true;
        } else if item.is(&["to"]) && i >= 2 && items[i - 2].who().is_some_and(|w| !w.possessive) && in_headline(scope)
        {
            // "Al Poe and Bo Coe to wed"
            verb.future = true;
        } else if item.is(&["to"]) && verb.infinitive.is_none() && i >= 2 && matches!(items[i - 2].what, What::Word) {
            verb.infinitive = Some(i - 2);
            i -= 2;
            continue;
        } else if let What::Date(d) = item.what {
            verb.date.get_or_insert(d);
        } else if item.is(&["longer"]) && i >= 2 && items[i - 2].is(&["no"]) {
            verb.negated = true;
            i -= 1;
        } else if item.any(Sets::AUXILIARY) || is_adverb(item) {
            verb.did |= item.is(&["did"]);
        } else {
            break;
        }
        i -= 1;
    }
    if i == 0 {
        // "Finally met him!": in speech and captions the speaker is left out.
        let spoken = scope.quoted && !scope.speaker.is_empty() && !verb.future && verb.infinitive.is_none();
        return spoken.then(|| (scope.speaker.clone(), at, verb)).or_else(|| trailing_subject(scope, at, verb));
    }
    let before = &items[i - 1];
    if before.any(Sets::RELATIVE)
        && let Some((who, n)) = antecedent(scope, i - 1)
    {
        let (all, _) = group(scope, n);
        // "Bo and a son, Al, who died": the son did.
        let relative = scope.who(n).and_then(|w| w.kin.as_deref()).is_some_and(|(kin, _)| !COUPLES.contains(kin));
        let all = if relative && i == at { who.clone() } else { all };
        // A plural verb would be needed for both; the nearer one is meant otherwise.
        return Some((if all.len() > 1 && plural_after(scope, i, at) { all } else { who }, n, verb));
    }
    if before.any(Sets::RELATIVE) && of_others(scope, i - 1) {
        return None;
    }
    // "with her husband Al, a trawlerman who died": not she.
    if before.is(&["who"]) && i >= 2 && matches!(items[i - 2].what, What::Word) && !items[i - 2].any(Sets::STOPPER) {
        return bearer(scope, i - 2).map(|n| (scope.who(n).map(|w| w.chains.clone()).unwrap_or_default(), n, verb));
    }
    // "a source tells", "her rep said": a noun, and nobody known.
    if matches!(before.what, What::Word) && !before.any(Sets::BEFORE_VERB) {
        return opening(scope, i).map(|(who, n)| (who, n, verb));
    }
    if before.who().is_some_and(|w| !w.possessive && !is_object_pronoun(before)) {
        let (who, n) = group(scope, i - 1);
        // "Al's split from Bo was announced": not Bo was.
        // But ", with Bo set as host" is a clause of its own.
        let apart = n > 1 && items[n - 1].is(&["with"]) && items[n - 2].is(&[","]);
        let governed = n > 0 && !apart && items[n - 1].is(&["of", "from", "with", "to", "by", "for", "about"]);
        return (!who.is_empty() && !governed).then_some((who, n, verb));
    }
    // "says the host, divorced from Al Poe since 2020"
    if before.is(&[","])
        && i == at
        && items[at].is(&[
            "divorced",
            "married",
            "engaged",
            "separated",
            "widowed",
            "born",
            "wed",
            "betrothed",
            "crowned",
        ])
        && let Some(who) = i.checked_sub(2).and_then(|n| scope.who(n)).filter(|w| !w.possessive && w.chains.len() == 1)
    {
        let (all, n) = group(scope, i - 2);
        return Some(if all.len() > 1 { (all, n, verb) } else { (who.chains.clone(), i - 2, verb) });
    }
    nominative(scope, i).map(|(who, n)| (who, n, verb)).or_else(|| trailing_subject(scope, at, verb)).or_else(|| {
        // "Finally met him after being friends": still the speaker.
        let none = scope.quoted && !scope.speaker.is_empty() && scope.items[at].text.ends_with("ing");
        (none
            && !scope.items[..at].iter().any(|x| {
                x.who().is_some_and(|w| !w.possessive && scope.other.is_none_or(|o| w.chains.as_slice() != [o]))
            }))
        .then(|| (scope.speaker.clone(), at, verb))
    })
}

/// `Al Poe, a plumber from Leeds`: who is described behind the comma, up to item `last`.
pub(super) fn bearer(scope: &Scope<'_>, last: usize) -> Option<usize> {
    const MOST: usize = 10;
    let items = &scope.items;
    let describes = |n: &usize| match &items[*n].what {
        What::Word => !items[*n].any(Sets::RELATIVE | Sets::AUXILIARY | Sets::MODAL),
        What::Number | What::Date(_) | What::Possessive => true,
        What::Person(who) => who.possessive || who.kind == MentionKind::Nominal && who.kin.is_none(),
        What::Stop | What::Quote => false,
    };
    let first = (last.saturating_sub(MOST)..=last).rev().take_while(describes).last()?;
    let article = items[first].text.split(' ').next().unwrap_or_default();
    let comma = first.checked_sub(1).filter(|n| scope.is(*n, &[","]) && ["a", "an", "the"].contains(&article))?;
    let named = |n: &usize| {
        scope.who(*n).is_some_and(|w| !w.possessive && w.chains.len() == 1 && w.kind != MentionKind::Pronoun)
    };
    comma.checked_sub(1).filter(named)
}

/// `The couple who lived in a cave got married`: who stands at the beginning, past a clause about them up to item `end`.
fn opening(scope: &Scope<'_>, end: usize) -> Option<(People, usize)> {
    const LONGEST: usize = 14;
    let alone = |n: &usize| !matches!(scope.items[*n].what, What::Stop | What::Quote) && scope.who(*n).is_none();
    let clause = (end.saturating_sub(LONGEST)..end).rev().take_while(alone).last()?;
    let first = clause.checked_sub(1).filter(|n| *n == 0 || matches!(scope.items[n - 1].what, What::Stop))?;
    let who = scope.who(first).filter(|w| w.kind == MentionKind::Nominal && !w.possessive && !w.chains.is_empty())?;
    (scope.is(clause, &["who"]) && clause + 3 < end).then(|| (who.chains.clone(), first))
}

/// `his parents, who`, `both of whom`: whoever the pronoun at item `at` stands for, it is nobody named further in front.
fn of_others(scope: &Scope<'_>, at: usize) -> bool {
    let comma = usize::from(at > 0 && scope.is(at - 1, &[","]));
    let Some(near) = at.checked_sub(1 + comma).map(|n| &scope.items[n]) else { return false };
    let relatives = Class::of(near.text.rsplit(' ').next().unwrap_or_default()).any(Class::KIN_MANY);
    scope.is(at, &["whom"]) && near.is(&["of"]) || scope.is(at, &["who"]) && relatives
}

fn in_headline(scope: &Scope<'_>) -> bool {
    matches!(scope.kind, SentenceKind::Title | SentenceKind::Heading)
}

/// Who does what the word at item `at` says.
pub(super) fn subject_chains(scope: &Scope<'_>, at: usize) -> Option<People> {
    let (who, _, verb) = subject(scope, at)?;
    (!verb.negated && !verb.modal && !verb.future && verb.infinitive.is_none()).then_some(who)
}

fn contracted_not(text: &str) -> bool {
    ["n't", "n’t", "N'T", "N’T"].iter().any(|e| text.ends_with(e))
}

fn plural_after(scope: &Scope<'_>, from: usize, to: usize) -> bool {
    let group = &scope.items[from..to];
    group.is_empty()
        || group.iter().any(|i| i.is(&["are", "were", "have", "both", "each"]))
        || !group.iter().any(|i| i.is(&["is", "was", "has"]))
}

fn is_object_pronoun(item: &Item<'_>) -> bool {
    ["him", "them", "me", "us"].iter().any(|w| w.eq_ignore_ascii_case(item.text))
        || item.text.ends_with("self")
        || item.text.ends_with("selves")
}

/// The nearest person left of item `i` who stands where subjects stand, with those joined to them.
pub(super) fn nominative(scope: &Scope<'_>, i: usize) -> Option<(People, usize)> {
    const OPENERS: &[&str] = &[
        "and", "but", "when", "after", "before", "while", "as", "because", "since", "if", "that", "until", "whether",
        "where", "then", "so", "how", "although", "though", "once", "once", "or",
    ];
    let items = &scope.items;
    // "Al, whose parents are Bo and Cy, wed": not Bo and Cy did.
    let relative = |n: usize| scope.is(n, &["who", "whose", "whom"]) || items[n].text.starts_with("whose ");
    let aside = (i.saturating_sub(14)..i.saturating_sub(1)).rev().take_while(|n| !scope.is(*n, &[","]));
    let aside = aside.filter(|n| *n > 0 && scope.is(*n - 1, &[","]) && relative(*n)).last();
    let i = aside.filter(|_| scope.is(i.saturating_sub(1), &[","])).map_or(i, |n| n - 1);
    for j in (i.saturating_sub(40)..i).rev() {
        let item = &items[j];
        let quote = matches!(item.what, What::Quote);
        // "Al Poe, architect, born 4 May 1931; died 28 May 2024"
        if item.is(&[";", ":"]) && j + 1 != i || quote && !within_clause(scope, j) {
            return None;
        }
        let Some(who) = item.who() else { continue };
        // "Al Poe, a school teacher, met": Al Poe did.
        let nobody = who.kind == MentionKind::Nominal && who.chains.is_empty() && j >= 2 && items[j - 1].is(&[","]);
        if who.possessive || is_object_pronoun(item) || nobody && scope.who(j - 2).is_some() {
            continue;
        }
        let mut k = j;
        while k > 0
            && j - k < 6
            && (describes(&items[k - 1]) && (items[k - 1].is_capital() || !items[k - 1].text.ends_with('s'))
                || items[k - 1].is(&["the", "a", "an"]))
        {
            k -= 1;
        }
        let opens = |n: usize| {
            // "for six years the librarian": a description after a date is no subject.
            let dated = || matches!(items[n - 1].what, What::Date(_)) && who.kind != MentionKind::Nominal;
            n == 0
                || matches!(items[n - 1].what, What::Stop | What::Quote)
                || items[n - 1].is(OPENERS)
                // "Bo said her father, Al, had died"
                || items[n - 1].any(Sets::CONFIRM)
                || dated()
        };
        if opens(k) || opens(j) {
            let (all, n) = group(scope, j);
            return (!all.is_empty()).then_some((all, n));
        }
    }
    None
}

/// `says she is “thrilled” after marrying Al`: what is quoted at item `n` is a part of the clause that goes on.
fn within_clause(scope: &Scope<'_>, n: usize) -> bool {
    let word = |k: Option<usize>| k.and_then(|k| scope.items.get(k)).is_some_and(|i| matches!(i.what, What::Word));
    word(n.checked_sub(1)) && word(Some(n + 1))
}

/// `After losing his wife, Al moved`, `Born in Ohio, Bo ...`: the subject of the clause that follows.
fn trailing_subject(scope: &Scope<'_>, at: usize, verb: Verb) -> Option<(People, usize, Verb)> {
    let item = &scope.items[at];
    // "Having met in 2015, Al and Bo married"
    let having = scope.is(0, &["having"]) && at <= 3;
    // "Previously married to Al, Bo wed Cy", "After being diagnosed in 2014, Al quit"
    let first = scope.items[..at].iter().all(is_adverb) && scope.items[0].is_capital();
    let being = at > 0 && scope.is(at - 1, &["being"]) || at > 1 && scope.is(at - 2, &["having"]);
    if !(item.text.ends_with("ing") || first || having || being) {
        return None;
    }
    let end = (at + 30).min(scope.items.len());
    let (who, _) = (at..end).filter(|n| scope.is(*n, &[","])).find_map(|comma| {
        let found = named(&scope.items, comma + 1, true)?;
        (!scope.who(found.1 - 1)?.possessive && scope.items.get(found.1).is_some_and(|i| matches!(i.what, What::Word)))
            .then_some(found)
    })?;
    Some((who, at, verb))
}

/// Everybody joined by and to the person at item `j`, and the first of their items.
pub(super) fn group(scope: &Scope<'_>, j: usize) -> (People, usize) {
    let items = &scope.items;
    let mut all = scope.who(j).map(|w| w.chains.clone()).unwrap_or_default();
    let mut start = j;
    for _ in 0..6 {
        // "Bo Coe and her rival, Al Poe, married": described in front of the name.
        let described = |who: &Who| who.kind == MentionKind::Nominal && !who.possessive && who.chains == all;
        let behind = |who: &Who| who.kind == MentionKind::Name && !who.possessive && who.chains == all;
        let told = |who: &Who| described(who) || scope.who(start).is_some_and(described) && behind(who);
        if start > 3 && items[start - 1].is(&[","]) && scope.who(start - 2).is_some_and(told) {
            start -= 2;
        }
        // "Bo Coe and the sailor Al Poe married": described right in front of the name.
        if start > 2 && scope.who(start - 1).is_some_and(described) && scope.who(start).is_some_and(behind) {
            start -= 1;
        }
        let mut k = start;
        while k > 0 && start - k < 5 && describes(&items[k - 1]) && !matches!(items[k - 1].what, What::Date(_)) {
            k -= 1;
        }
        if k > 1 && k < start && items[k - 1].is(&["the"]) && items[k - 2].is(&["and", "&"]) {
            k -= 1;
        }
        let joins = k > 0 && (items[k - 1].is(&["and", "&"]) || all.len() > 1 && items[k - 1].is(&[","]));
        if !joins || k < 2 {
            break;
        }
        let mut n = k - 2;
        // "Al Poe, 34, and Bo Coe, 36, married"
        let age = items[n].is(&[",", ")"])
            && n >= 3
            && matches!(items[n - 1].what, What::Number | What::Date(_))
            && items[n - 2].is(&[",", "("]);
        let aside = items[n].is(&[")"]) && n >= 3 && matches!(items[n - 1].what, What::Word) && items[n - 2].is(&["("]);
        if age || aside {
            n -= 3;
        } else if let Some(described) = n.checked_sub(1).filter(|_| items[n].is(&[","])).and_then(|n| bearer(scope, n))
        {
            n = described;
        }
        let Some(who) = scope.who(n).filter(|w| !w.possessive && !is_object_pronoun(&items[n])) else { break };
        let mut both = who.chains.clone();
        both.retain(|c| !all.contains(c));
        both.extend(all);
        all = both;
        start = n;
    }
    (all, start)
}
