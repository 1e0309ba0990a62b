//! Who is `the cohost` in `The cohost met Poe`, where two people have just been named together?
//!
//! Nobody meets or marries themselves: of two who were named the description means the one who is not the object. Reads a
//! sentence whose subject is a description; remembers nothing but the two.

use smallvec::smallvec;

use crate::domain::ChainId;
use crate::language::MentionKind;

use super::matching;
use super::scope::{Item, People, Scope, What, Who, join};

/// The two people named in a scope, or those named before when it names nobody else.
pub(super) fn pair(known: Option<[ChainId; 2]>, scope: &Scope<'_>) -> Option<[ChainId; 2]> {
    if scope.quoted {
        return known;
    }
    let mut named = People::new();
    for who in scope.items.iter().filter_map(Item::who).filter(|w| w.kind == MentionKind::Name) {
        join(&mut named, &who.chains);
        if named.len() > 2 {
            return None;
        }
    }
    match (named.as_slice(), known) {
        ([one, other], _) => Some([*one, *other]),
        (rest, Some(two)) if rest.iter().all(|c| two.contains(c)) => known,
        _ => None,
    }
}

/// Lets the description at the head of a scope mean the other of the two.
pub(super) fn bind(scope: &mut Scope<'_>, pair: Option<[ChainId; 2]>) {
    let Some(two) = pair.filter(|_| !scope.quoted) else { return };
    apart(scope, two);
    let Some((verb, object)) = told_of(scope, two) else { return };
    let other = if object == two[0] { two[1] } else { two[0] };
    let who = Who { chains: smallvec![other], possessive: false, kind: MentionKind::Nominal, kin: None };
    let span = scope.items[0].span.cover(scope.items[verb - 1].span);
    let text = scope.analysis.text(span);
    scope.items.splice(0..verb, [Item::new(span, text, What::Person(who))]);
}

/// `The actor, 44, and the novelist, 41`: whom an and joins are not the same.
fn apart(scope: &mut Scope<'_>, two: [ChainId; 2]) {
    let described = |n: usize| {
        let who = scope.who(n).filter(|w| w.kind == MentionKind::Nominal && !w.possessive && w.kin.is_none())?;
        if let [one] = who.chains.as_slice() { Some(*one).filter(|one| two.contains(one)) } else { None }
    };
    let joined = |n: usize| {
        let one = described(n).filter(|_| scope.is(n - 1, &["and", "&"]))?;
        let before = (n.saturating_sub(6)..n - 1).rev().find_map(|k| scope.who(k).map(|_| k))?;
        (described(before) == Some(one)).then_some((n, if one == two[0] { two[1] } else { two[0] }))
    };
    let found = (1..scope.items.len()).find_map(joined);
    if let Some((n, other)) = found
        && let What::Person(who) = &mut scope.items[n].what
    {
        who.chains = [other].into_iter().collect();
    }
}

/// The verb behind the description that opens the scope, and its object, one of the two.
fn told_of(scope: &Scope<'_>, two: [ChainId; 2]) -> Option<(usize, ChainId)> {
    let description = |who: &Who| who.kind == MentionKind::Nominal && !who.possessive && who.kin.is_none();
    let verb = match scope.items.first()? {
        // "The singer met Poe": read as Poe, or as nobody.
        Item { what: What::Person(who), text, .. } if description(who) => {
            text.get(..4).filter(|the| the.eq_ignore_ascii_case("the "))?;
            1
        }
        // "The Season 4 winner wed Poe"
        the if the.is(&["the"]) => (2..9).find(|n| matching::of_two(scope, *n))?,
        _ => return None,
    };
    let plain = |i: &Item<'_>| matches!(i.what, What::Word | What::Number) && !i.is(&["and", "of", ","]);
    if !matching::of_two(scope, verb) || verb > 1 && !scope.items[1..verb].iter().all(plain) {
        return None;
    }
    let object = (verb + 1..verb + 5).find_map(|n| scope.who(n))?;
    let [object] = object.chains.as_slice() else { return None };
    let subject = scope.who(0).map_or(&[][..], |w| &w.chains);
    (two.contains(object) && (subject.is_empty() || subject == [*object])).then_some((verb, *object))
}
