//! Which two people do `they`, `their` and `the former couple` mean, where the sentence before has just told of two?
//!
//! The language analysis joins such words to the pair that an article is about; a sentence about another pair (`Al was
//! once engaged to Bo`) comes between. Only the narrator's words are read, and only a sentence or two back.

use crate::domain::{ChainId, Span};
use crate::language::{MentionKind, possessive};

use super::lexeme::Sets;
use super::matching::Hit;
use super::phrase::KinPhrase;
use super::predicates::{COUPLES, Role};
use super::relation;
use super::scope::{Item, People, Scope, What, Who, same};

/// Two people whom a sentence has just told of.
#[derive(Clone, Copy)]
pub(super) struct Couple {
    people: [ChainId; 2],
    /// Whether it is over between them.
    over: bool,
    paragraph: usize,
    /// How many sentences ago they were told of.
    age: usize,
}

impl Couple {
    /// The couple that is known once `scope` has been read.
    pub fn after(known: Option<Self>, scope: &Scope<'_>, hits: &[Hit], kin: &[KinPhrase]) -> Option<Self> {
        if scope.quoted {
            return known;
        }
        let paragraph = scope.paragraph;
        let of_kin = || {
            // "She came with husband Al": the clause tells whose.
            let whose = |p: &KinPhrase| match p.whose.as_slice() {
                [] if p.bare && COUPLES.contains(&p.predicate) => relation::owner(scope, p),
                known => known.into(),
            };
            kin.iter().rev().find_map(|p| match (whose(p).as_slice(), p.who.as_slice()) {
                ([one], [other]) if COUPLES.contains(&p.predicate) => {
                    Some(([*one, *other], p.predicate.starts_with("ex_")))
                }
                ([one, other], _) if p.predicate == "child" => {
                    let two = [*one, *other];
                    Some((two, known.is_some_and(|k| k.over && k.holds(&two))))
                }
                _ => None,
            })
        };
        // The parents of a child count as well: "They welcomed a son in 2018."
        let parents = || {
            hits.iter().rev().filter(|h| h.row.family || h.row.name == "born").find_map(|h| match h.role(Role::A) {
                [one, other] => Some(([*one, *other], known.is_some_and(|k| k.over && k.holds(h.role(Role::A))))),
                _ => None,
            })
        };
        let told = hits.iter().rev().find_map(|h| Some((h.couple()?, h.ends()))).or_else(of_kin).or_else(parents);
        if let Some((people, over)) = told {
            return Some(Self { people, over, paragraph, age: 0 });
        }
        let known = known?;
        // "Al proposed in May": to whom, the couple tells.
        let mut alone = hits.iter().rev().filter(|h| h.of_a_couple() && known.holds(&h.people()));
        if let Some(hit) = alone.find(|h| h.ends() || !known.over) {
            return Some(Self { over: hit.ends(), paragraph, age: 0, ..known });
        }
        // Another two stand between, or too much has been told since.
        let another = |n: usize| {
            let two = scope.who(n).filter(|w| w.chains.len() == 2).map(|w| w.chains.clone());
            let two = two.or_else(|| named_together(scope, n).map(|(pair, _)| People::from_slice(&pair)));
            two.is_some_and(|two| !known.holds(&two))
        };
        let others = (0..scope.items.len()).any(|n| another(n) || with_a_relative(scope, n, &known));
        (known.age < 3 && !others).then_some(Self { age: known.age + 1, ..known })
    }

    fn holds(&self, people: &[ChainId]) -> bool {
        !people.is_empty() && people.iter().all(|p| self.people.contains(p))
    }

    /// Whom somebody of the couple is with; `over`: whether it may have ended.
    pub fn other(&self, person: ChainId, over: bool) -> Option<ChainId> {
        let [one, other] = self.people;
        if self.over && !over {
            None
        } else if person == one {
            Some(other)
        } else {
            (person == other).then_some(one)
        }
    }

    /// The two.
    pub fn people(&self) -> [ChainId; 2] {
        self.people
    }
}

/// The couples of an article.
#[derive(Default)]
pub(super) struct Told {
    all: Vec<[ChainId; 2]>,
    /// Whom the article is about: the couple of its headline or its first words.
    main: Option<[ChainId; 2]>,
    /// The first two whom the article names together: `The couple wed on Friday. Al Poe and Bo Coe ...`
    ahead: Option<[ChainId; 2]>,
}

impl Told {
    /// Nobody told of yet; whom the first sentences will name together is known.
    pub fn of(scopes: &[Scope<'_>]) -> Self {
        const FIRST: usize = 6;
        // "two daughters, Al and Bo" are no couple.
        let relatives = |scope: &Scope<'_>, n: usize| {
            scope.items[n].kin().is_some_and(|kin| !COUPLES.contains(&kin.predicate.as_str()))
        };
        let names = |scope: &Scope<'_>, n: usize| scope.who(n).is_some_and(|w| w.kind == MentionKind::Name);
        let pair = |scope: &Scope<'_>| {
            (0..scope.items.len())
                .filter(|n| !(n.saturating_sub(8)..*n).any(|k| relatives(scope, k)))
                .find_map(|n| named_together(scope, n).filter(|_| names(scope, n)).map(|(two, _)| two))
        };
        Self { ahead: scopes.iter().filter(|s| !s.quoted).take(FIRST).find_map(pair), ..Self::default() }
    }

    /// Remembers the couple that is known once scope number `n` has been read.
    pub fn learn(&mut self, n: usize, couple: Option<&Couple>) {
        let Some((two, over)) = couple.map(|c| (c.people, c.over)) else { return };
        if n < 3 && !over {
            self.main.get_or_insert(two);
        }
        // More couples than that are a list of guests.
        if self.all.len() < 64 && !self.all.contains(&two) {
            self.all.push(two);
        }
    }
}

/// Lets what means two people mean the couple that the sentence or the one before has just named.
pub(super) fn bind(scope: &mut Scope<'_>, known: Option<Couple>, told: &Told) {
    // Of a speaker whom nobody knows (an agency, a friend) `they` are no less the two just told of.
    if scope.quoted && !scope.speaker.is_empty() {
        return;
    }
    if !(0..scope.items.len()).any(|n| means_two(scope, n).is_some()) {
        return;
    }
    let here = scope.paragraph;
    let mut joined: Option<[ChainId; 2]> = None;
    // Who has been named together in this sentence is meant before anybody else.
    let mut own = false;
    for n in 0..scope.items.len() {
        if let Some((pair, by_kinship)) = named_together(scope, n) {
            joined = (by_kinship || scope.who(n).is_some_and(|w| w.kind == MentionKind::Name)).then_some(pair);
            own = true;
        }
        // "Al's ex-husband is Bo; the two divorced in 2020"
        if let Some((kin, whose)) = scope.who(n).and_then(|w| w.kin.as_deref())
            && let ([one], Some([other])) = (whose.as_slice(), scope.who(n).map(|w| w.chains.as_slice()))
            && COUPLES.contains(kin)
        {
            (joined, own) = (Some([*one, *other]), true);
        }
        let Some(over) = means_two(scope, n) else { continue };
        let open = scope.who(n).is_none_or(|w| w.chains.is_empty());
        let fresh = |c: &Couple| c.age < 2 && (c.paragraph == here || over && c.over);
        let before = known.filter(|c| !own && (open && (over || !c.over) || fresh(c)));
        // "The couple" are no two of whom the article does not say that they are one: then those it is about are meant.
        let strangers = || {
            let item = &scope.items[n];
            let named = ["the couple", "the pair", "the newlyweds"].iter().any(|w| begins(item.text, w))
                || begins(item.text, "the") && !near(scope, item.who().map_or(&[][..], |w| &w.chains));
            let is = |two: &[ChainId; 2]| item.who().is_some_and(|w| two.iter().all(|c| w.chains.contains(c)));
            told.main.or(told.ahead).filter(|_| named && !told.all.iter().any(is))
        };
        let Some(two) = joined.or(before.map(|c| c.people)).or_else(strangers) else { continue };
        let chains = People::from_slice(&two);
        let item = &mut scope.items[n];
        if let What::Person(who) = &mut item.what {
            who.chains = chains;
        } else {
            let who = Who { chains, possessive: false, kind: MentionKind::Nominal, kin: None };
            *item = Item::new(item.span, item.text, What::Person(who));
        }
        own = true;
    }
}

/// `Al married Bo in 1970; they divorced in 1982`: the two of the clause before, where nobody else is known to be meant;
/// whether anybody was filled in.
pub(super) fn carry(scope: &mut Scope<'_>, hits: &[Hit]) -> bool {
    let Some((from, two)) = hits.iter().find_map(|h| Some((h.end, h.couple()?))) else { return false };
    // Somebody else who is named in between may be meant as well.
    let others =
        |n: usize| scope.who(n).is_some_and(|w| w.chains.iter().any(|c| !two.contains(c)) && !w.chains.is_empty());
    let until = (from..scope.items.len()).find(|n| means_two(scope, *n).is_none() && others(*n));
    let until = until.unwrap_or(scope.items.len());
    let mut filled = false;
    for n in from..until {
        if means_two(scope, n).is_some()
            && let What::Person(who) = &mut scope.items[n].what
            && who.chains.as_slice() != two
        {
            who.chains = People::from_slice(&two);
            filled = true;
        }
    }
    filled
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|t| t.eq_ignore_ascii_case(with))
}

/// `The singer and her boyfriend, Al, named their son Bo`: whose, when kinship has named the two in front.
pub(super) fn owners(scope: &Scope<'_>, kin: &mut [KinPhrase]) {
    // "His partner, Bo, gave birth to their daughter": hers and his, whomever the story told of before.
    let theirs = |p: &KinPhrase| begins(scope.analysis.text(p.span), "their ");
    for n in 1..kin.len().min(24) {
        let (before, rest) = kin.split_at_mut(n);
        let phrase = &mut rest[0];
        let tied = before.iter().rev().find(|p| COUPLES.contains(&p.predicate));
        if let (Some(tied), true, false) = (tied, theirs(phrase), scope.quoted)
            && let ([one], [other]) = (tied.whose.as_slice(), tied.who.as_slice())
        {
            phrase.whose = People::from_slice(&[*one, *other]);
        }
    }
    let open = |p: &KinPhrase| p.whose.is_empty() && theirs(p);
    if scope.quoted || !kin.iter().any(open) {
        return;
    }
    let pair =
        (0..scope.items.len()).find_map(|n| named_together(scope, n).map(|(two, _)| (two, scope.items[n].span.end)));
    let Some((two, end)) = pair else { return };
    for phrase in kin.iter_mut().filter(|p| open(p) && p.span.start > end) {
        phrase.whose = People::from_slice(&two);
    }
}

/// Whether one of these people is named in the paragraph of the scope or in the one before.
fn near(scope: &Scope<'_>, people: &[ChainId]) -> bool {
    let a = scope.analysis;
    let here = scope.paragraph;
    let from = a.paragraphs.get(here.saturating_sub(1)).map_or(0, |p| p.span.start);
    let to = a.paragraphs.get(here).map_or(from, |p| p.span.end);
    let mut named = a.mentions_in(Span::new(from, to)).iter().filter(|m| m.kind == MentionKind::Name);
    named.any(|m| m.chains.iter().any(|c| people.contains(c)))
}

/// `Al and his wife, Bo`: two people joined by an and, the second at item `n`, and whether kinship names one of them,
/// which the language analysis does not see.
fn named_together(scope: &Scope<'_>, n: usize) -> Option<([ChainId; 2], bool)> {
    let one = |k: usize| {
        scope.who(k).filter(|w| !w.possessive).and_then(|w| match w.chains.as_slice() {
            [one] => Some((*one, w.kin.is_some())),
            _ => None,
        })
    };
    let (last, last_kin) = one(n)?;
    let mut k = n.checked_sub(1).filter(|k| scope.is(*k, &["and", "&"]))?.checked_sub(1)?;
    // "Al Poe, 34, and"
    if scope.is(k, &[",", ")"]) {
        k = k.checked_sub(3)?;
    }
    let (first, first_kin) = one(k)?;
    (first != last).then_some(([first, last], first_kin || last_kin))
}

/// `Al and his sister`: somebody else and a relative without a name, the second at item `n`.
fn with_a_relative(scope: &Scope<'_>, n: usize, known: &Couple) -> bool {
    let relative = scope.who(n).is_some_and(|w| w.chains.is_empty() && w.kin.is_some() && !w.possessive);
    let first = n.checked_sub(2).filter(|k| relative && scope.is(k + 1, &["and", "&"]));
    first.and_then(|k| scope.who(k)).is_some_and(|w| !w.possessive && !w.chains.is_empty() && !known.holds(&w.chains))
}

/// Whether item `n` means two people without naming them, and whether as a pair of the past.
fn means_two(scope: &Scope<'_>, n: usize) -> Option<bool> {
    const FORMER: &[&str] = &[
        "exes",
        "the exes",
        "the former couple",
        "the former spouses",
        "the ex-couple",
        "the former pair",
        "the former lovers",
        "the estranged couple",
    ];
    const TWO: &[&str] = &[
        "they",
        "their",
        "them",
        "the couple",
        "the pair",
        "the two",
        "the duo",
        "the newlyweds",
        "the lovebirds",
        "both",
        "the twosome",
        "the spouses",
    ];
    let item = &scope.items[n];
    // "The high school sweethearts"
    if item.any(Sets::PAIR) {
        let after = scope.items.get(n + 1).is_some_and(|i| matches!(i.what, What::Word | What::Stop | What::Date(_)));
        // "the parents of Bo": kinship to be read.
        let of = scope.is(n + 1, &["of", "to"]);
        return (after && !of && (n.saturating_sub(4)..n).any(|k| scope.is(k, &["the"]))).then_some(false);
    }
    item.who()?;
    // Nearly everybody else is told apart by the first letter.
    if !item.text.starts_with(['t', 'T', 'e', 'E', 'b', 'B']) {
        return None;
    }
    let text = possessive::owner(item.text).trim_end_matches(['’', '\'']);
    let reads = |words: &[&str]| words.iter().any(|w| same(w, text));
    if reads(FORMER) { Some(true) } else { reads(TWO).then_some(false) }
}
