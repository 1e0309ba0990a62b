//! Who is whose kin in this article, and where do its sentences speak of them?
//!
//! Folds each phrase of kinship into a single item and fills in who is meant where another sentence says it. Whether
//! the kin of somebody becomes a claim is decided in [`super::relation`].

use std::collections::HashMap;

use crate::domain::{ChainId, Span};
use crate::language::MentionKind;

use super::footing::{self, Footing};
use super::phrase::{KinPhrase, phrase_at};
use super::predicates::{COUPLES, PREDICATES};
use super::scope::{Item, People, Scope, What, Who, join};

/// Who the article says is whose kin, by possessor and noun.
#[derive(Default)]
pub(super) struct Family {
    by_noun: HashMap<(ChainId, &'static str), People>,
    /// Who has been called a mother or a son: whether it was a woman's word.
    women: HashMap<ChainId, bool>,
}

impl Family {
    /// Remembers what a phrase states.
    pub fn learn(&mut self, phrase: &KinPhrase, noun: &str) {
        if let ([one], Some(woman)) = (phrase.who.as_slice(), woman(noun)) {
            self.women.insert(*one, woman);
        }
        for whose in phrase.whose.iter().filter(|_| phrase.stated) {
            let known = self.by_noun.entry((*whose, base(phrase.predicate))).or_default();
            join(known, &phrase.who);
        }
    }

    /// Remembers a tie that was said with other words.
    pub fn tie(&mut self, one: ChainId, predicate: &'static str, other: ChainId) {
        for (a, b) in [(one, other), (other, one)] {
            let known = self.by_noun.entry((a, base(predicate))).or_default();
            if !known.contains(&b) {
                known.push(b);
            }
        }
    }

    /// Remembers a child of somebody.
    pub fn child(&mut self, parent: ChainId, child: ChainId) {
        let known = self.by_noun.entry((parent, base("child"))).or_default();
        if parent != child && !known.contains(&child) {
            known.push(child);
        }
    }

    /// The only one whom the article gives as this kin of theirs.
    pub fn only(&self, whose: &[ChainId], predicate: &str) -> Option<ChainId> {
        // "their spouses" are two people.
        if whose.len() > 1 && COUPLES.contains(&base(predicate)) {
            return None;
        }
        let mut found = whose.iter().filter_map(|w| self.by_noun.get(&(*w, base(predicate))));
        let [one] = found.next()?.as_slice() else { return None };
        // "their son" is no son whom only one of them has.
        let both = found.all(|kin| kin.contains(one));
        (both && !whose.contains(one)).then_some(*one)
    }

    /// The same, for a noun that must not contradict the one by which they were named: no mother is a father.
    fn only_as(&self, whose: &[ChainId], predicate: &str, noun: &str) -> Option<ChainId> {
        let fits = |one: &ChainId| match (woman(noun), self.women.get(one)) {
            (Some(is), Some(was)) => is == *was,
            _ => true,
        };
        self.only(whose, predicate).filter(fits)
    }
}

/// Whether a kinship noun is a woman's, when it tells.
fn woman(noun: &str) -> Option<bool> {
    const WOMEN: &[&str] = &[
        "mother",
        "mom",
        "mum",
        "mam",
        "mama",
        "daughter",
        "sister",
        "wife",
        "girlfriend",
        "fiancee",
        "fiancée",
        "aunt",
        "niece",
        "grandmother",
        "grandma",
        "granddaughter",
        "stepmother",
        "stepdaughter",
        "bride",
        "widow",
    ];
    const MEN: &[&str] = &[
        "father",
        "dad",
        "daddy",
        "son",
        "brother",
        "husband",
        "boyfriend",
        "fiance",
        "fiancé",
        "uncle",
        "nephew",
        "grandfather",
        "grandpa",
        "grandson",
        "stepfather",
        "stepson",
        "groom",
        "widower",
    ];
    let noun = noun.rsplit('-').next().unwrap_or(noun);
    let is = |words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(noun));
    if is(WOMEN) { Some(true) } else { is(MEN).then_some(false) }
}

/// A late wife and a former wife were wives.
fn base(predicate: &str) -> &'static str {
    match predicate {
        "spouse" | "late_spouse" => "spouse",
        other => PREDICATES.name(other),
    }
}

/// After `Bo Poe, the singer's late husband, died`, the couple are those two, whomever the article is about.
pub(super) fn the_couple(scope: &mut Scope<'_>, couple: [ChainId; 2]) {
    for item in &mut scope.items {
        let text = item.text;
        let names_two = ["the couple", "the two"]
            .iter()
            .any(|w| text.get(..w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w)) && text.len() <= w.len() + 4);
        if let What::Person(who) = &mut item.what
            && names_two
        {
            who.chains = People::from_slice(&couple);
        }
    }
}

/// Remembers what the phrases of a scope state; the couple that it names last.
pub(super) fn learn(scope: &Scope<'_>, family: &mut Family) -> Option<[ChainId; 2]> {
    if !scope.kinship {
        return None;
    }
    let mut couple = None;
    let mut i = 0;
    while i < scope.items.len() {
        match phrase_at(scope, i) {
            Some((phrase, end, _)) if !told_as_fact(scope, &phrase) => i = end,
            Some((phrase, end, _)) => {
                family.learn(&phrase, scope.analysis.text(phrase.noun));
                if let ([one], [other], true) =
                    (phrase.whose.as_slice(), phrase.who.as_slice(), COUPLES.contains(&phrase.predicate))
                {
                    couple = Some([*one, *other]);
                }
                i = end;
            }
            None => i += 1,
        }
    }
    couple
}

/// Whether a phrase is no mere rumour: who `denies that Al is her husband` has none in Al, but `denied that her husband,
/// Al, lied` does not touch who he is.
pub(super) fn told_as_fact(scope: &Scope<'_>, phrase: &KinPhrase) -> bool {
    let at = scope.items.partition_point(|i| i.span.end <= phrase.noun.start);
    match footing::of(scope, at) {
        None => true,
        Some(Footing::Fiction) => false,
        Some(_) => {
            let inside = scope.analysis.mentions_in(phrase.span);
            phrase.who.iter().any(|w| inside.iter().any(|m| m.chains.as_slice() == [*w]))
        }
    }
}

/// Fills in who is meant where only the rest of the article tells; whether anything was filled in.
pub(super) fn resolve(scope: &mut Scope<'_>, phrases: &mut [KinPhrase], family: &Family) -> bool {
    let mut filled = false;
    for phrase in phrases.iter_mut().filter(|p| p.who.is_empty()) {
        if one_more(scope, phrase) {
            continue;
        }
        let noun = scope.analysis.text(phrase.noun);
        phrase.who = family.only_as(&phrase.whose, phrase.predicate, noun).into_iter().collect();
        if phrase.who.is_empty() {
            continue;
        }
        for item in scope.items.iter_mut().filter(|i| i.span == phrase.span) {
            if let What::Person(who) = &mut item.what {
                who.chains.clone_from(&phrase.who);
                filled = true;
            }
        }
    }
    filled
}

/// Finds the phrases of a scope and folds each into one item.
pub(super) fn fold(scope: &mut Scope<'_>, family: &Family) -> Vec<KinPhrase> {
    let mut found = Vec::new();
    if !scope.kinship {
        return found;
    }
    let mut i = 0;
    let mut taken = Vec::new();
    while i < scope.items.len() {
        if let Some((mut phrase, end, possessive)) = phrase_at(scope, i) {
            if phrase.who.is_empty() {
                phrase.who = elsewhere(scope, &phrase, family);
            }
            taken.push((i, end, found.len(), possessive));
            found.push(phrase);
            i = end;
        } else {
            i += 1;
        }
    }
    if taken.is_empty() {
        return found;
    }
    let mut folded: Vec<Item<'_>> = Vec::with_capacity(scope.items.len());
    let mut spans = taken.into_iter().peekable();
    for (n, item) in std::mem::take(&mut scope.items).into_iter().enumerate() {
        match spans.peek() {
            Some((start, end, which, possessive)) if n >= *start => {
                if n == *start {
                    let phrase: &KinPhrase = &found[*which];
                    let who = Who {
                        chains: phrase.who.clone(),
                        possessive: *possessive,
                        kind: MentionKind::Nominal,
                        kin: Some(Box::new((phrase.predicate, phrase.whose.clone()))),
                    };
                    folded.push(Item::new(phrase.span, scope.analysis.text(phrase.span), What::Person(who)));
                }
                if n + 1 == *end {
                    spans.next();
                }
            }
            _ => folded.push(item),
        }
    }
    scope.items = folded;
    found
}

fn elsewhere(scope: &Scope<'_>, phrase: &KinPhrase, family: &Family) -> People {
    if phrase.whose.len() > 1 && COUPLES.contains(&phrase.predicate) {
        return People::new();
    }
    let told = scope.analysis.mentions_in(phrase.span).iter().find(|m| {
        m.kind == MentionKind::Nominal
            && m.span.end >= phrase.noun.end
            && m.chains.iter().all(|c| !phrase.whose.contains(c))
    });
    if let Some(mention) = told.filter(|m| !m.chains.is_empty()) {
        return mention.chains.as_slice().into();
    }
    if one_more(scope, phrase) {
        return People::new();
    }
    let noun = scope.analysis.text(phrase.noun);
    family.only_as(&phrase.whose, phrase.predicate, noun).into_iter().collect()
}

/// `their second child`: not the one who is known.
fn one_more(scope: &Scope<'_>, phrase: &KinPhrase) -> bool {
    const MORE: &[&str] = &["second", "third", "fourth", "fifth", "fifth", "another", "unborn", "next"];
    let before = Span::new(phrase.span.start, phrase.noun.start);
    phrase.predicate == "child" && scope.analysis.text(before).split_whitespace().any(|word| MORE.contains(&word))
}
