//! Which names of one article mean the same person?
//!
//! Full names first, longest and then earliest, joined when they share first and last name (short forms, middle
//! names, hyphenated and reversed ones too); then each single name goes to the person whom it can mean at that
//! place. Never joins across articles, never by description.

use std::collections::{HashMap, HashSet};

use crate::domain::Pronouns;
use crate::language::name::{self, Name, short_of};
use crate::language::words::Words;

use super::entity::{Entity, JUNIOR, MOST, after_kinship, given_gender, hyphened, is_full, is_initial};
use super::former::{former_of, is_alias, is_former, maiden_name_of};

/// The people named, and for each name whose it is (parallel to `names`).
pub(crate) fn group(words: &Words, names: &[Name]) -> (Vec<Entity>, Vec<Option<usize>>) {
    let fathers: HashSet<&[String]> =
        names.iter().filter(|n| is_full(n) && !is_junior(words, n)).map(|n| n.parts.as_slice()).collect();
    let son = |name: &Name| is_full(name) && is_junior(words, name) && fathers.contains(name.parts.as_slice());
    if !names.iter().any(son) {
        return grouped(words, names);
    }
    // Al Poe and Al Poe Jr. in one story are two.
    let told: Vec<Name> = names
        .iter()
        .map(|name| {
            let mut name = name.clone();
            if son(&name) {
                name.parts.push(JUNIOR.to_owned());
            }
            name
        })
        .collect();
    grouped(words, &told)
}

/// Whether a name is printed with `Jr.`
fn is_junior(words: &Words, name: &Name) -> bool {
    name.tokens.1.checked_sub(1).is_some_and(|last| words.is_any(last, &["jr", "jr.", "junior"]))
}

fn grouped(words: &Words, names: &[Name]) -> (Vec<Entity>, Vec<Option<usize>>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut of_full: HashMap<String, usize> = HashMap::new();
    let mut by_word = ByWord::default();
    // Former names last: whoever bears them now may be named further down.
    let (former, now): (Vec<&Name>, Vec<&Name>) =
        names.iter().filter(|n| is_full(n)).partition(|n| is_former(words, n));
    for name in now.into_iter().chain(former) {
        let key = name.parts.join(" ");
        if of_full.contains_key(&key) {
            continue;
        }
        let former = former_of(words, name, names, &of_full, &entities);
        let found = former.or_else(|| by_word.first(&name.parts, |e| same_person(&entities[e], &name.parts)));
        let index = found.unwrap_or_else(|| {
            entities.push(Entity { parts: name.parts.clone(), ..Entity::default() });
            entities.len() - 1
        });
        let entity = &mut entities[index];
        if former.is_none() && name.parts.len() > entity.parts.len()
            || former.is_none() && name.parts.len() == entity.parts.len() && key.len() > entity.parts.join(" ").len()
        {
            entity.parts.clone_from(&name.parts);
        }
        entity.variants.push(name.parts.clone());
        by_word.note(&name.parts, index);
        of_full.insert(key, index);
    }
    let mut owners = vec![None; names.len()];
    for (n, name) in names.iter().enumerate() {
        let owner = if is_full(name) {
            of_full.get(&name.parts.join(" ")).copied()
        } else if let Some(son) = entities.iter().position(|e| is_junior(words, name) && e.is_son(&name.parts)) {
            Some(son)
        } else if let Some(bearer) = maiden_name_of(words, name, &names[..n], &owners) {
            let alias = name.tokens.0.checked_sub(1).is_some_and(|cue| is_alias(words, cue));
            let first = if alias { &[] } else { &entities[bearer].parts[..1] };
            let former = [first, &name.parts].concat();
            entities[bearer].variants.push(former);
            Some(bearer)
        } else {
            let recent = owners[..n].iter().rev().take(6).flatten().copied().collect::<Vec<usize>>();
            owner_of_single(&mut entities, name, words, &recent)
        };
        if let Some(index) = owner {
            let entity = &mut entities[index];
            note(entity, name, words);
            owners[n] = Some(index);
        }
    }
    (entities, owners)
}

/// Who has a word in their full names: two names of one person share a surname at least.
#[derive(Default)]
struct ByWord<'n>(HashMap<&'n str, Vec<usize>>);

impl<'n> ByWord<'n> {
    fn note(&mut self, parts: &'n [String], entity: usize) {
        for word in words_of(parts) {
            let bearers = self.0.entry(word).or_default();
            if bearers.len() < MOST && bearers.last() != Some(&entity) {
                bearers.push(entity);
            }
        }
    }

    /// The earliest who shares a word with a name and fits.
    fn first(&self, parts: &[String], fits: impl Fn(usize) -> bool) -> Option<usize> {
        let sharing = words_of(parts).filter_map(|word| self.0.get(word)).flatten().copied();
        sharing.filter(|entity| fits(*entity)).min()
    }
}

/// The words of a name, those of `Poe-Roe` each and together.
fn words_of(parts: &[String]) -> impl Iterator<Item = &str> {
    parts.iter().flat_map(|part| {
        let halves = part.split('-').filter(move |half| half.len() < part.len());
        std::iter::once(part.as_str()).chain(halves)
    })
}

fn note(entity: &mut Entity, name: &Name, words: &Words) {
    entity.names.push(name.span);
    if let Some(nick) = &name.nickname
        && !entity.nicknames.contains(nick)
    {
        entity.nicknames.push(nick.clone());
    }
    if let [single] = name.parts.as_slice() {
        if entity.parts.len() > 1 && single == entity.first() {
            entity.by_first += 1;
        } else if name.title.is_none() {
            entity.by_last += 1;
        }
    }
    entity.display |= name.display;
    entity.child |= after_kinship(words, name.tokens.0) && is_child(words, name.tokens.0);
    if name.title.is_some() {
        let title = words.word(name.tokens.0).to_owned();
        if !entity.titles.contains(&title) {
            entity.titles.push(title);
        }
    }
    if let Some(pronouns) = name.title.and_then(|t| t.pronouns) {
        entity.pronouns.get_or_insert(pronouns);
    }
    if entity.pronouns.is_none() {
        let given = if name::syllables(entity.last()) { entity.last() } else { entity.first() };
        let son = (entity.last() == JUNIOR).then_some(Pronouns::He);
        entity.pronouns = son.or_else(|| given_gender(given));
    }
}

/// Whether a full name may be this person's.
fn same_person(entity: &Entity, parts: &[String]) -> bool {
    let junior = |parts: &[String]| parts.last().is_some_and(|last| last == JUNIOR);
    entity.variants.iter().filter(|known| junior(known) == junior(parts)).any(|known| {
        let (a, b) = (known.as_slice(), parts);
        let first = a[0] == b[0] || short_of(&a[0], &b[0]) || short_of(&b[0], &a[0]);
        let (last_a, last_b) = (&a[a.len() - 1], &b[b.len() - 1]);
        let last = last_a == last_b || hyphened(last_a, last_b) || hyphened(last_b, last_a);
        let particles = a.len() == b.len()
            || a[1..a.len() - 1].iter().chain(&b[1..b.len() - 1]).all(|p| !p.starts_with(char::is_lowercase));
        let same_particles =
            a.len() != b.len() || a[1..a.len() - 1] == b[1..b.len() - 1] || !a[1].starts_with(char::is_lowercase);
        first && last && particles && same_particles || subset(a, b) || subset(b, a)
    })
}

/// Every word of the shorter name is in the longer one, in any order (`Vy Tran` and `Tran Thi Vy`), but not without
/// the first alone: `Lee Poe` may be the father of `Kit Lee Poe`.
fn subset(short: &[String], long: &[String]) -> bool {
    let ends = |a: Option<&String>, b: Option<&String>| a.is_some() && a == b;
    let kept = ends(short.first(), long.first());
    let turned = ends(short.first(), long.last()) || ends(short.last(), long.first());
    short.len() >= 2 && short.len() <= long.len() && (kept || turned) && short.iter().all(|p| long.contains(p))
}

/// Whom a single name (or first name with an initial, or title with surname) means at its place.
fn owner_of_single(entities: &mut Vec<Entity>, name: &Name, words: &Words, recent: &[usize]) -> Option<usize> {
    let surname_only = name.title.is_some();
    let (first, initial) = match name.parts.as_slice() {
        [first, initial] if is_initial(initial) => (first.as_str(), initial.chars().next()),
        parts => (parts.last().map_or("", String::as_str), None),
    };
    let gender = name.title.and_then(|t| t.pronouns);
    let particles = name.parts.len() > 1 && initial.is_none();
    let after_kinship = name.title.is_none() && after_kinship(words, name.tokens.0);
    let fits = |e: &Entity| {
        let gender_fits =
            gender.is_none() || e.pronouns.is_none() || e.pronouns == gender || e.pronouns == Some(Pronouns::They);
        // "Poe" alone is the father.
        if e.last() == JUNIOR {
            return false;
        }
        let named = if let Some(letter) = initial {
            e.has_first(first) && e.last().starts_with(letter)
        } else if surname_only && e.parts.len() > 1 {
            e.has_last(first) || e.has_first(first)
        } else if particles {
            e.has_last(first)
                && e.parts.len() >= name.parts.len()
                && e.parts.iter().rev().zip(name.parts.iter().rev()).all(|(a, b)| a.eq_ignore_ascii_case(b))
        } else {
            // "their son James": a given name, whoever else has it as a surname.
            e.has_first(first) || e.has_last(first) && !(after_kinship && e.parts.len() > 1)
        };
        gender_fits && named
    };
    let mut best: Option<(i64, usize)> = None;
    // "Their son, James" beside a James of another family is somebody else.
    let child = after_kinship && is_child(words, name.tokens.0);
    let of_family = |index: usize, e: &Entity| {
        let kin =
            |other: &usize| *other != index && entities[*other].parts.len() > 1 && entities[*other].has_last(e.last());
        e.parts.len() < 2 || e.child || recent.is_empty() || recent.iter().any(kin)
    };
    let candidates = entities.iter().enumerate().take(MOST).filter(|(_, e)| fits(e));
    for (index, entity) in candidates.filter(|(index, e)| !child || of_family(*index, e)) {
        let score = plausibility(entity, first, name.span.start, surname_only.then(|| words.word(name.tokens.0)));
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, index));
        }
    }
    if let Some((_, index)) = best {
        return Some(index);
    }
    if initial.is_some() {
        return None;
    }
    entities.push(Entity { parts: name.parts.clone(), variants: vec![name.parts.clone()], ..Entity::default() });
    Some(entities.len() - 1)
}

/// `son James`, `daughter, Ann`.
fn is_child(words: &Words, at: usize) -> bool {
    const CHILDREN: &[&str] = &["son", "daughter", "sons", "daughters", "child", "children", "baby", "newborn"];
    (at.saturating_sub(2)..at).any(|n| words.is_any(n, CHILDREN))
}

/// How well a single name fits one of several people: whom the article calls so already, who was named last.
fn plausibility(entity: &Entity, word: &str, at: usize, title: Option<&str>) -> i64 {
    let is_first = entity.parts.len() > 1 && entity.has_first(word) && !entity.has_last(word);
    let used = if is_first { entity.by_first } else { entity.by_last };
    let otherwise = if is_first { entity.by_last } else { entity.by_first };
    let exact = i64::from(entity.parts.iter().any(|p| p == word));
    let distance = entity.names.last().map_or(100_000, |s| at.saturating_sub(s.start).min(100_000_000));
    let distance = i64::try_from(distance).unwrap_or(i64::MAX / 2);
    let seen = i64::from(!entity.names.is_empty());
    let titled = title.is_some_and(|t| entity.titles.iter().any(|known| known == t));
    let habit = i64::from(used > 0 && title.is_none() && exact > 0) * 20_000
        - i64::from(otherwise > 0 && used == 0 && title.is_none()) * 1_500
        + i64::from(titled) * 50_000
        + i64::from(entity.display) * 5_000;
    // Being called by the first name tells nothing of a nickname.
    let habit = if exact == 0 && title.is_none() { 0 } else { habit };
    exact * 1_000_000 + seen * 100_000 + habit - distance
}
