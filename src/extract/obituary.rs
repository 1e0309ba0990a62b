//! Who is meant where the dead are told of?
//!
//! `He is survived by` stands at the end of what is written of one who died; between stand those who died before, and a
//! pronoun taken for one of them is his all the same. And who was just called somebody's late father is the one who died.

use smallvec::smallvec;

use crate::domain::{ChainId, Span};
use crate::language::MentionKind;

use super::matching::Hit;
use super::phrase::KinPhrase;
use super::scope::{Scope, What};

/// `her late father, Al`: the only one whom a scope calls late, and the paragraph in which it does.
pub(super) fn late(scope: &Scope<'_>, kin: &[KinPhrase]) -> Option<(ChainId, usize)> {
    let called = |p: &&KinPhrase| {
        scope.analysis.text(Span::new(p.span.start, p.noun.start)).split_whitespace().any(|word| word == "late")
    };
    let mut late = kin.iter().filter(called).filter_map(|p| p.who.first().copied());
    late.next().filter(|_| late.next().is_none()).map(|who| (who, scope.paragraph))
}

/// `The diner owner died in 2012`, told right behind: nobody else who is spoken of there has died.
pub(super) fn bind_late(scope: &mut Scope<'_>, (late, paragraph): (ChainId, usize)) {
    const DIED: &[&str] = &["died", "dies", "passed", "perished", "drowned", "succumbed"];
    if scope.paragraph != paragraph || scope.quoted {
        return;
    }
    let Some(verb) = scope.items.iter().position(|i| i.is(DIED)) else { return };
    let subject = scope.items[..verb].iter_mut().rev().find(|i| i.who().is_some());
    if let Some(What::Person(who)) = subject.map(|i| &mut i.what)
        && who.kind == MentionKind::Nominal
        && who.kin.is_none()
        && !who.possessive
    {
        who.chains = smallvec![late];
    }
}

/// Whom the headline says is dead: the only one of its people of whom a death is told.
pub(super) fn deceased(scope: &Scope<'_>, hits: &[Hit]) -> Option<ChainId> {
    let title = scope.analysis.mentions_in(scope.analysis.article.title);
    let mut named = title.iter().filter(|m| m.kind == MentionKind::Name).filter_map(|m| m.chains.first().copied());
    let told = |who: &ChainId| hits.iter().any(|h| h.row.name == "died" && h.people().contains(who));
    named.find(told)
}

/// Lets the pronouns of a sentence about survivors mean the deceased.
pub(super) fn bind(scope: &mut Scope<'_>, deceased: ChainId) {
    let survived = |n: usize| scope.is(n, &["survived"]) && scope.is(n + 1, &["by"]);
    let Some(by) = (1..scope.items.len().min(16)).find(|n| survived(*n)).filter(|_| !scope.quoted) else { return };
    let subject = scope.items[..by].iter().rev().find_map(|i| i.who().filter(|w| !w.possessive));
    let Some(subject) = subject.filter(|w| w.kind == MentionKind::Pronoun) else { return };
    let [read] = *subject.chains.as_slice() else { return };
    if read == deceased || scope.analysis.pronouns(read) != scope.analysis.pronouns(deceased) {
        return;
    }
    for item in &mut scope.items {
        if let What::Person(who) = &mut item.what
            && who.kind == MentionKind::Pronoun
            && who.chains.as_slice() == [read]
        {
            who.chains = smallvec![deceased];
        }
    }
}
