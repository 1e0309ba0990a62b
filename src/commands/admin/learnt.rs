//! What would the archive learn from articles?
//!
//! As a diff against the archive that answers the server: what is new, what it tells already. Who is who across articles
//! is decided when the article is added; until then a name is taken for whom it names alone.

use std::collections::{HashMap, HashSet};

use crate::answer::name::words_of;
use crate::answer::{Archive, list};
use crate::commands::AskError;
use crate::domain::{Chain, ChainId, Claim, Edtf, Fact, Object, PersonId, QuotationKind, Reading};
use crate::store::Kind;

/// What is said of an article before it is added: counts, then the telling lines, at most this many.
const MOST: usize = 12;

/// The lines of the diff, of all articles together: `+` before what is new, `=` before what is told already.
pub(super) fn lines(archive: &Archive, readings: &[Reading]) -> Result<Vec<String>, AskError> {
    let (mut people, mut told) = (HashMap::new(), Lines::default());
    for chain in readings.iter().flat_map(|reading| &reading.chains) {
        let id = *people.entry(&*chain.name).or_insert_with(|| known(archive, chain));
        if id.is_none() {
            told.add(format!("+ {}", chain.name));
        }
    }
    let (new, mut counts, mut old) = (told.lines.len(), [0_usize; 3], Lines::default());
    for reading in readings {
        let known: Vec<Option<PersonId>> = reading.chains.iter().map(|chain| people[&*chain.name]).collect();
        for claim in &reading.claims {
            let kind = match &claim.fact {
                Fact::Relation(_) => 0,
                Fact::Event(_) => 1,
                Fact::Quotation(quotation) if quotation.kind == QuotationKind::Direct => 2,
                Fact::Quotation(_) | Fact::Attribute(_) => continue,
            };
            counts[kind] += 1;
            let Some(line) = line(reading, claim) else { continue };
            if is_told(archive, &known, claim)? {
                old.add(format!("= {line}"));
            } else {
                told.add(format!("+ {line}"));
            }
        }
    }
    let mut told = told.lines;
    told.extend(old.lines);
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let (people, [relations, events, quotations]) = (people.len(), counts);
    let first = format!(
        "It would learn: {people} people ({new} new), {relations} relations, {events} events, {quotations} quotations."
    );
    let last = (more > 0).then(|| format!("… and {more} more."));
    Ok([first].into_iter().chain(told).chain(last).collect())
}

/// Lines in order, each once.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    seen: HashSet<String>,
}

impl Lines {
    fn add(&mut self, line: String) {
        if self.seen.insert(line.clone()) {
            self.lines.push(line);
        }
    }
}

/// Who of the archive bears this name alone.
fn known(archive: &Archive, chain: &Chain) -> Option<PersonId> {
    match archive.names.exactly(&words_of(&chain.name))[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// A claim in one line; `None` for what names nobody.
fn line(reading: &Reading, claim: &Claim<ChainId>) -> Option<String> {
    let name = |chain: &ChainId| reading.chains.get(chain.0 as usize).map_or("", |chain| chain.name.as_str());
    let since = |date: Option<&Edtf>| date.map(|date| format!(", {}", date.phrase())).unwrap_or_default();
    Some(match &claim.fact {
        Fact::Relation(relation) => {
            let object = match &relation.object {
                Object::Person(person) => name(person),
                Object::Place(place) => place,
            };
            let predicate = relation.predicate.replace('_', " ");
            format!("{} – {predicate}: {object}{}", name(&relation.subject), since(relation.when.as_ref()))
        }
        Fact::Event(event) => {
            let people: Vec<&str> = event.participants.iter().map(name).collect();
            let (kind, date) = (event.kind.replace('_', " "), since(event.date.as_ref()));
            format!("{} – {kind}{date}", list(&people))
        }
        Fact::Quotation(quotation) => {
            let speaker = quotation.speaker.people().first().map(|chain| name(chain))?;
            let words = quotation.content.cut(&reading.article.text).trim_end_matches(',');
            let short: String = words.chars().take(80).collect();
            let end = if short.len() < words.len() { "…" } else { "" };
            format!("{speaker}: “{short}{end}”")
        }
        Fact::Attribute(_) => return None,
    })
}

/// Whether the archive tells the same of the same people, or prints the same words.
fn is_told(archive: &Archive, known: &[Option<PersonId>], claim: &Claim<ChainId>) -> Result<bool, AskError> {
    let people = |chains: Vec<&ChainId>| -> Option<Vec<PersonId>> {
        chains.into_iter().map(|chain| known.get(chain.0 as usize).copied().flatten()).collect()
    };
    let Some(mut wanted) = people(claim.people()) else { return Ok(false) };
    let Some(first) = wanted.first().copied() else { return Ok(false) };
    if matches!(claim.fact, Fact::Quotation(_)) {
        return Ok(false);
    }
    wanted.sort_unstable();
    let told = archive.store.claims_about(first, Kind::Fact)?;
    Ok(told.iter().any(|filed| {
        let mut there: Vec<PersonId> = filed.claim.people().into_iter().copied().collect();
        there.sort_unstable();
        filed.claim.fact.word() == claim.fact.word() && there == wanted
    }))
}
