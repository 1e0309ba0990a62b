//! How does a phrase name people: `her late husband, Al Poe`, `Bo Poe, the actor's mother`, `daughters Cy, 9, and Di, 6`?
//!
//! Reads single noun phrases within a few items. Nothing here remembers anything.

use smallvec::smallvec;

use crate::domain::{Pronouns, Span};
use crate::language::MentionKind;

use super::lexeme::{self, Sets};
use super::naming::{describes, named, one_name, past_trade, separator};
use super::predicates::Kin;
use super::scope::{Item, People, Scope, What};
use super::subject::{antecedent, bearer, group, nominative};

/// One phrase that names people by kinship.
#[derive(Debug)]
pub(super) struct KinPhrase {
    /// What `who` is to `whose`.
    pub predicate: &'static str,
    /// The predicate of `who` in `whose`'s stead, for words like widow.
    pub inverse: Option<&'static str>,
    /// The noun as printed.
    pub noun: Span,
    /// Whose kin; empty when the phrase does not say.
    pub whose: People,
    /// The kin.
    pub who: People,
    /// Whether the phrase itself says who it is; else the article said so elsewhere.
    pub stated: bool,
    /// Whether nothing says whose: neither `her` nor `a`.
    pub bare: bool,
    /// The whole phrase.
    pub span: Span,
}

/// Whether a phrase of kinship can be about this item: without one there is none in a sentence.
pub(super) fn names_kin(item: &Item<'_>) -> bool {
    matches!(item.what, What::Word) && (kin(item).is_some() || item.is(&["girl", "boy"]))
}

/// The phrase that starts at item `i`, where it ends, and whether it is a possessive itself.
pub(super) fn phrase_at(scope: &Scope<'_>, i: usize) -> Option<(KinPhrase, usize, bool)> {
    let items = &scope.items;
    let mut whose = People::new();
    let mut owned = false;
    let first = if let What::Person(who) = &items[i].what {
        if !who.possessive {
            return None;
        }
        (whose, owned) = (bound(scope, i).unwrap_or_else(|| who.chains.clone()), true);
        i + 1
    } else if items[i].is(&["whose"]) {
        (whose, owned) = (antecedent(scope, i)?.0, true);
        i + 1
    } else if items[i].any(Sets::DETERMINER) {
        i + 1
    } else if opens_bare(items, i) {
        i
    } else {
        return None;
    };
    let (head, late, former) = head(items, first)?;
    let row = kin(&items[head]).or_else(|| lexeme::of("child").kin.filter(|_| items[head].is(&["girl", "boy"])))?;
    // "the mother of his baby" is meant by baby mama, nobody's parent here.
    if head > first && items[head - 1].is(&["baby"]) && row.predicate == "parent" {
        return None;
    }
    let mut end = head + 1;
    // "husband and wife Al and Bo"
    let pair = scope.is(end, &["and", "&"])
        && items.get(end + 1).and_then(kin).is_some_and(|other| other.predicate == row.predicate);
    let plural = pair || items[head].text.ends_with(['s', 'n']) && !items[head].text.ends_with("on");
    let mut possessive = items.get(end).is_some_and(|x| matches!(x.what, What::Possessive));
    let mut who = People::new();
    if possessive {
        end += 1;
    } else {
        // "her husband of ten years, Al"
        if scope.is(end, &["of"]) && items.get(end + 1).is_some_and(|x| matches!(x.what, What::Date(_))) {
            end += 2;
        }
        if whose.is_empty() && !owned && scope.is(end, &["of", "to"]) {
            // "a father to his son Al" says it once, in its second half.
            if scope.who(end + 1).is_some_and(|w| w.possessive) {
                return None;
            }
            let first = past_count(scope, end + 1);
            let (people, after) = names(scope, first, true).or_else(|| named(items, first, true))?;
            (whose, end) = (people, after);
        }
        if let Some((names, after)) = names(scope, past_marriage(scope, end), plural) {
            possessive = scope.who(after - 1).is_some_and(|w| w.possessive);
            (who, end) = (names, after);
        } else if let Some(host) = complement(scope, end, plural).or_else(|| host(scope, i, end)) {
            who = host;
        }
    }
    // An owner who is the kin as well has been misread: then nothing says whose.
    if who.iter().any(|w| whose.contains(w))
        && matches!(&items[i].what, What::Person(w) if w.kind == MentionKind::Nominal)
    {
        whose.clear();
    }
    who.retain(|w| !whose.contains(w));
    if whose.is_empty() && who.is_empty() && !owned {
        return None;
    }
    // "her future husband": whoever that may be, unless named.
    if who.is_empty() && items[first..head].iter().any(|x| x.is(&["future"])) {
        return None;
    }
    let predicate = match (late, former) {
        (true, _) => row.late.as_deref(),
        (_, true) => row.former.as_deref(),
        _ => None,
    };
    let phrase = KinPhrase {
        predicate: predicate.unwrap_or(&row.predicate),
        inverse: row.inverse.as_deref(),
        noun: items[head].span,
        stated: !who.is_empty(),
        bare: first == i,
        span: items[i].span.cover(items[end - 1].span),
        whose,
        who,
    };
    Some((phrase, end, possessive))
}

/// `Al Poe lost his wife`: his own, when he is a he.
fn bound(scope: &Scope<'_>, i: usize) -> Option<People> {
    let pronoun = &scope.items[i];
    // "Besides his wife, Al is survived by": his, who comes after.
    let opens = scope.is(0, &["besides", "in", "along", "apart", "aside", "like", "unlike", "beyond"])
        && (i < 2 || i == 2 && scope.is(1, &["with", "from"]) || i == 3 && scope.is(1, &["addition"]));
    if opens && pronoun.who().is_some_and(|w| w.kind == MentionKind::Pronoun) {
        let comma = (i + 1..(i + 16).min(scope.items.len())).filter(|n| scope.is(*n, &[","]));
        let mut subjects = comma.filter_map(|n| scope.who(n + 1).map(|w| (w, n + 2)));
        let found = subjects.find(|(w, next)| !w.possessive && scope.is(*next, &["is", "was", "has", "had", "leaves"]));
        return found.filter(|(w, _)| w.chains.len() == 1).map(|(w, _)| w.chains.clone());
    }
    let verb = i.checked_sub(1).filter(|v| {
        scope.is(*v, &["and", "&"])
            || matches!(scope.items[*v].what, What::Word) && !scope.any(*v, Sets::STOPPER)
            || scope.is(*v, &["told", "met", "left"])
    })?;
    let subject = scope.who(verb.checked_sub(1)?).filter(|w| w.kind == MentionKind::Name && !w.possessive)?;
    let [one] = subject.chains.as_slice() else { return None };
    let fits = match scope.analysis.pronouns(*one) {
        Some(Pronouns::He) => pronoun.reads("his"),
        Some(Pronouns::She) => pronoun.reads("her"),
        Some(Pronouns::They) => pronoun.reads("their"),
        None => pronoun.reads("his") || pronoun.reads("her"),
    };
    fits.then(|| smallvec![*one])
}

/// Whether a phrase of which nothing says whose may open here: not within a description of the one named, as in `proud
/// single dad Al Poe`.
fn opens_bare(items: &[Item<'_>], i: usize) -> bool {
    let opener = matches!(items[i].what, What::Word) && (kin(&items[i]).is_some() || items[i].any(Sets::CLOSE));
    opener
        && !(i > 0 && works_together(&items[i], &items[i - 1]))
        && i.checked_sub(1).map(|p| past_also(items, p)).is_none_or(|p| match items[p].what {
            What::Word if kin(&items[i]).is_none_or(|k| k.predicate != "parent") => !items[p].is_capital() || p == 0,
            What::Word => {
                items[p].any(Sets::STOPPER)
                    || items[p].text.ends_with("ed")
                    || items[p].text.ends_with("ing")
                    || items[p].text.ends_with('s')
            }
            // "parents to 1-year-old | twins, Al and Bo"
            What::Date(_) => items[p].text.ends_with("-old") && kin(&items[i]).is_some_and(|k| k.predicate == "child"),
            What::Person(_) | What::Possessive | What::Number => false,
            What::Stop | What::Quote => true,
        })
}

/// `is also | dad to Bo`: such an adverb belongs to the verb in front of it.
fn past_also(items: &[Item<'_>], at: usize) -> usize {
    let adverb = items[at].is(&["also", "already", "now", "still"]);
    at - usize::from(adverb && at > 0 && items[at - 1].is(&["is", "was", "are", "were"]))
}

/// `parents of three: Al, Bo and Cy`: past how many they are.
fn past_count(scope: &Scope<'_>, at: usize) -> usize {
    let counted = scope.is(at, &["two", "three", "four", "five", "six", "seven"]);
    at + if counted && scope.is(at + 1, &[":", "—", "–", "--"]) { 2 } else { 0 }
}

/// Whether the word in front makes a partner of work or play, or a relative in a story.
fn works_together(noun: &Item<'_>, before: &Item<'_>) -> bool {
    const WORK: &[&str] = &[
        "business",
        "dance",
        "pro",
        "professional",
        "law",
        "tour",
        "duet",
        "comedy",
        "podcast",
        "tennis",
        "doubles",
        "production",
        "creative",
        "crime",
        "team",
        "scene",
        "pairs",
        "design",
        "gym",
        "research",
        "equal",
        "managing",
        "founding",
        "senior",
        "junior",
        "general",
        "limited",
        "championship",
        "strike",
        "half-back",
    ];
    const STORY: &[&str] =
        &["on-screen", "onscreen", "fictional", "tv", "television", "movie", "screen", "stage", "work"];
    // "my ward sister", "a sorority sister"
    const WARDS: &[&str] = &["ward", "charge", "theatre", "hospital", "soul", "sorority", "fraternity", "frat"];
    let partner = noun.is(&["partner", "partners"]);
    if noun.is(&["sister", "brother", "sisters", "brothers"]) && before.is(WARDS) {
        return true;
    }
    partner && (before.is(WORK) || before.text.ends_with("ing") && matches!(before.what, What::Word))
        || kin(noun).is_some() && before.is(STORY)
}

fn kin(item: &Item<'_>) -> Option<&'static Kin> {
    // "then-wife", "now-husband" are what their noun is.
    let noun = || {
        let noun = item.text.strip_prefix("then-").or_else(|| item.text.strip_prefix("now-"));
        noun.filter(|_| matches!(item.what, What::Word))
    };
    item.kin().or_else(|| lexeme::of(noun()?).kin)
}

/// The kinship noun from `first` on, past adjectives, and whether they say late or former.
fn head(items: &[Item<'_>], first: usize) -> Option<(usize, bool, bool)> {
    let (mut late, mut former) = (false, false);
    for (j, item) in items.iter().enumerate().skip(first).take(6) {
        // "a baby girl named Bo"
        let little = item.is(&["girl", "boy"])
            && (j > first && items[j - 1].is(&["baby", "newborn", "infant"])
                || items.get(j + 1).is_some_and(|x| x.is(&["named", "called"])));
        let infant = item.is(&["baby", "newborn", "infant"])
            && items.get(j + 1).is_some_and(|x| x.is(&["girl", "boy", "daddy", "mama", "father", "mother"]));
        // "her touring partner", "his on-screen wife": at work, or in a story.
        if j > first && works_together(item, &items[j - 1]) {
            return None;
        }
        if little || kin(item).is_some() && !infant && items.get(j + 1).is_none_or(|next| kin(next).is_none()) {
            return Some((j, late, former || item.text.starts_with("then-")));
        }
        match item.what {
            What::Word if item.any(Sets::STOPPER | Sets::UNREAL) => return None,
            // "her on-again, off-again boyfriend"
            What::Stop if item.is(&[","]) && j > first && items[j - 1].text.ends_with("-again") => {}
            What::Word => {
                late |= item.is(&["late", "deceased"]);
                former |= item.is(&["former", "ex", "one-time", "onetime", "then", "previous", "college"]);
            }
            What::Number | What::Date(_) => {}
            _ => return None,
        }
    }
    None
}

/// Past `from his first marriage` between kin and their names.
fn past_marriage(scope: &Scope<'_>, at: usize) -> usize {
    const TIES: &[&str] = &["marriage", "marriages", "relationship", "union", "first", "second", "third", "fourth"];
    if !scope.is(at, &["from", "by"]) {
        return at;
    }
    let tie = (at + 1..at + 5).find(|n| scope.is(*n, TIES) && scope.is(n + 1, &[","]));
    tie.map_or(at, |n| n + 1)
}

/// The names that follow a kinship noun.
fn names(scope: &Scope<'_>, end: usize, plural: bool) -> Option<(People, usize)> {
    let items = &scope.items;
    let mut at = end;
    // "husband and manager Al Poe", "wife and former co-star, Bo Coe"
    // "her mother and late aunt Bo": not her mother
    if scope.is(at, &["and", "&"]) && scope.who(at + 1).is_none() && !scope.is(at + 1, &["late"]) {
        let described = (at + 1..at + 6).take_while(|n| items.get(*n).is_some_and(describes)).last();
        let past = described.map(|n| n + 1 + usize::from(scope.is(n + 1, &[","])));
        at = past.filter(|n| scope.who(*n).is_some_and(|w| w.kind == MentionKind::Name)).unwrap_or(at);
    }
    let comma = scope.is(at, &[",", ":", "—", "–", "--"]);
    at += usize::from(comma);
    // "her first child, a boy named Al"
    let someone = |x: &Item<'_>| describes(x) || x.who().is_some_and(|w| w.kind == MentionKind::Nominal);
    let born_as = (at + 1..at + 5).find(|n| scope.is(*n, &["named", "called"])).filter(|n| {
        let opens = scope.is(at, &["a", "an"]) || items[at].text.starts_with("a ");
        comma && opens && items[at + 1..*n].iter().all(someone)
    });
    at = born_as.unwrap_or(at);
    if scope.is(at, &["named", "called"]) {
        at += 1;
    }
    let (mut people, mut after) = one_name(items, at)?;
    let singular_end = after;
    if plural {
        while let Some((more, next)) = separator(items, past_trade(items, after)).and_then(|n| one_name(items, n)) {
            people.extend(more);
            after = next;
        }
    }
    // "his wife, Al said": without a comma after it the name is somebody else's.
    let closes = |n: usize| {
        items.get(n).is_none_or(|x| {
            matches!(x.what, What::Stop | What::Quote | What::Possessive)
                || x.is(&[
                    "and", "who", "whom", "in", "at", "during", "to", "on", "of", "from", "with", "after", "before",
                    "when",
                ])
        })
    };
    if comma && !closes(after) && !closes(singular_end) {
        return None;
    }
    Some((people, after))
}

/// `Her father is the actor Al Poe`, `His sisters are Bo and Cy`.
fn complement(scope: &Scope<'_>, end: usize, plural: bool) -> Option<People> {
    if !scope.is(end, &["is", "was", "are", "were"]) {
        return None;
    }
    let at = end + 1 + usize::from(scope.is(end + 1, &["the"]));
    let (mut who, mut after) = one_name(&scope.items, at)?;
    while plural && let Some((more, next)) = separator(&scope.items, after).and_then(|n| one_name(&scope.items, n)) {
        who.extend(more);
        after = next;
    }
    let closes =
        scope.items.get(after).is_none_or(|x| matches!(x.what, What::Stop | What::Quote) || x.is(&["and", "who"]));
    (closes && !scope.who(after - 1).is_some_and(|w| w.possessive)).then_some(who)
}

/// The name to which a phrase stands in apposition or which it is said of: `Al Poe, 9, the singer's son,`, `Al is her son`.
fn host(scope: &Scope<'_>, i: usize, end: usize) -> Option<People> {
    const RANKS: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eldest", "oldest", "youngest", "one",
        "only", "elder", "younger", "last",
    ];
    let items = &scope.items;
    let mut before = past_also(items, i.checked_sub(1)?);
    // "Al Poe, the third of seven children of Bo"
    if scope.is(before, &["of"]) && before > 1 && scope.is(before - 1, RANKS) {
        before -= 2 + usize::from(before > 2 && scope.is(before - 2, &["the"]));
    }
    let closed = items.get(end).is_none_or(|x| {
        matches!(x.what, What::Stop | What::Quote) || x.is(&["and", "who", "is", "was", "from", "with", "by"])
    });
    if scope.is(before, &[",", "(", "—", "–"]) && closed {
        let mut at = before.checked_sub(1)?;
        if matches!(items[at].what, What::Number | What::Date(_)) && at >= 2 && scope.is(at - 1, &[","]) {
            at -= 2;
        }
        // "Al was born in Ayr, the son of Bo"
        if scope.who(at).is_none() && (0..at).any(|n| scope.is(n, &["born"])) {
            return nominative(scope, at).map(|(who, _)| who).filter(|w| w.len() == 1);
        }
        let who = scope.who(at)?;
        return (who.kind == MentionKind::Name && !who.possessive).then(|| who.chains.clone());
    }
    if scope.is(before, &["is", "was", "are", "were", "became"]) {
        let kin_of_many = (i..(i + 4).min(end)).any(|n| scope.is(n, &["parents", "grandparents"]));
        let at = before.checked_sub(1)?;
        // "Al, who is the mother of Bo"
        if scope.is(at, &["who"]) {
            // "The couple, who are parents to Bo"
            let most = if kin_of_many { 2 } else { 1 };
            return antecedent(scope, at).map(|(who, _)| who).filter(|w| w.len() <= most);
        }
        // "Al Poe, a sailor, is the son of Bo"
        let at = if scope.is(at, &[","]) { bearer(scope, at.checked_sub(1)?)? } else { at };
        let who = scope.who(at).filter(|w| !w.possessive)?;
        // "Al and the singer are the parents of Bo"
        let all = if kin_of_many { group(scope, at).0 } else { who.chains.clone() };
        return (all.len() == 1 || kin_of_many && all.len() == 2).then_some(all);
    }
    None
}
