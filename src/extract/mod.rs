//! What does an article say about people?
//!
//! From the analysis of its language to claims with evidence. One file for each shape of claim; `data/predicates.toml`
//! says which words make which fact. Nothing here looks beyond one article, and nothing is worked out from two claims.

mod age;
mod ahead;
mod birthday;
mod circumstance;
mod couple;
mod dating;
mod described;
mod event;
mod footing;
mod home;
mod interview;
mod itemise;
mod kin;
mod lexeme;
mod matching;
mod naming;
mod newborn;
mod noun;
mod obituary;
mod participants;
mod phrase;
mod predicates;
pub mod quotation;
mod relation;
mod reply;
mod role;
mod scope;
mod status;
mod subject;
#[cfg(test)]
mod tests;
mod voice;
mod witness;

use crate::domain::{Attribute, ChainId, Claim, Edtf, Fact, Span, Speaker};
use crate::language::{Analysis, Mention};

use age::Age;
use couple::{Couple, Told};
use kin::Family;
use matching::Hit;
use phrase::KinPhrase;
use scope::Scope;
use voice::Voices;

/// Everything that an article says: quotations first, then relations, events and attributes in the order of the text.
pub fn claims(analysis: &Analysis<'_>) -> Vec<Claim<ChainId>> {
    let mut claims = quotation::extract(analysis);
    let facts = facts(analysis, &claims);
    claims.extend(facts);
    claims
}

/// The relations, events and attributes of an article, given its quotations.
pub fn facts(analysis: &Analysis<'_>, quotations: &[Claim<ChainId>]) -> Vec<Claim<ChainId>> {
    let voices = Voices::of(quotations);
    let mut family = Family::default();
    let mut scopes = itemise::scopes(analysis, &voices);
    interview::bind(&mut scopes);
    let mut readings: Vec<Read<'_>> = Vec::with_capacity(scopes.len());
    let mut couple: Option<[ChainId; 2]> = None;
    for scope in &mut scopes {
        ahead::bind(scope);
        if let Some(couple) = couple {
            kin::the_couple(scope, couple);
        }
        couple = kin::learn(scope, &mut family);
    }
    let mut couple = None;
    let (mut deceased, mut late) = (None, None);
    let mut told = Told::of(&scopes);
    let mut pair = None;
    for mut scope in scopes {
        described::bind(&mut scope, pair);
        pair = described::pair(pair, &scope);
        let ages = age::ages(&scope);
        couple::bind(&mut scope, couple, &told);
        if let Some(deceased) = deceased {
            obituary::bind(&mut scope, deceased);
        }
        if let Some(late) = late {
            obituary::bind_late(&mut scope, late);
        }
        let mut kin = kin::fold(&mut scope, &family);
        late = obituary::late(&scope, &kin).or(late.filter(|_| scope.quoted));
        couple::owners(&scope, &mut kin);
        couple::bind(&mut scope, couple, &told);
        let mut hits = matching::hits(&scope);
        if couple::carry(&mut scope, &hits) {
            hits = matching::hits(&scope);
        }
        relation::ties(&scope, &hits, &mut family);
        deceased = deceased.or_else(|| obituary::deceased(&scope, &hits));
        let after = Couple::after(couple, &scope, &hits, &kin);
        told.learn(readings.len(), after.as_ref());
        readings.push(Read { scope, kin, hits, ages, couple, pair });
        couple = after;
    }
    // "her husband" may be named later than mentioned; only then is all of the family known.
    for read in &mut readings {
        if kin::resolve(&mut read.scope, &mut read.kin, &family) {
            read.hits = matching::hits(&read.scope);
        }
    }
    let mut claims = Claims { analysis, voices: &voices, made: Vec::new() };
    for (n, read) in readings.iter().enumerate() {
        relation::claims(read, &mut claims);
        let before = n.checked_sub(1).map(|p| &readings[p]);
        event::claims(read, before, &family, &mut claims);
        newborn::claims(read, before, &mut claims);
        home::claims(&read.scope, &mut claims);
        age::claims(read, &mut claims);
        birthday::claims(&read.scope, &mut claims);
        role::claims(&read.scope, &mut claims);
    }
    reply::claims(&readings, &mut claims);
    event::drop_after_death(&mut claims.made);
    claims.made
}

/// One scope and what was found in it.
struct Read<'a> {
    scope: Scope<'a>,
    kin: Vec<KinPhrase>,
    hits: Vec<Hit>,
    ages: Vec<Age>,
    /// The couple that the text before it has just told of.
    couple: Option<Couple>,
    /// The two people whom the text has named last, where it has named no more.
    pair: Option<[ChainId; 2]>,
}

/// The claims made so far, and who says what.
struct Claims<'v> {
    analysis: &'v Analysis<'v>,
    voices: &'v Voices,
    made: Vec<Claim<ChainId>>,
}

impl Claims<'_> {
    /// When the event of these people that was told last was.
    fn date_of(&self, people: &[ChainId]) -> Option<&Edtf> {
        self.made.iter().rev().take(400).find_map(|claim| match &claim.fact {
            Fact::Event(e) if people.len() > 1 && people.iter().all(|p| e.participants.contains(p)) => {
                e.date.as_ref().filter(|d| !d.is_bound())
            }
            _ => None,
        })
    }

    /// Adds a claim told at byte `at`, unless the very same stands there already.
    fn add(&mut self, fact: Fact<ChainId>, at: usize, evidence: Vec<Span>) {
        self.add_by(None, fact, at, evidence);
    }

    /// The same; where nobody speaks there, on the word of `witness`.
    fn add_by(&mut self, witness: Option<ChainId>, fact: Fact<ChainId>, at: usize, evidence: Vec<Span>) {
        let asserted_by = match &fact {
            // Hardly anybody says `Al, 37,`: the age is the article's own addition, in reported speech too.
            Fact::Attribute(Attribute::Age { .. }) => self.voices.between_marks(at),
            _ => self.voices.at(at),
        };
        let asserted_by = asserted_by.cloned().or_else(|| witness.map(Speaker::Person));
        let mut claim = Claim { fact, asserted_by, evidence };
        claim.evidence.extend(self.missing(&claim, at));
        if !self.made.iter().rev().take(24).any(|known| *known == claim) {
            self.made.push(claim);
        }
    }

    /// Where one of its people is mentioned, for a claim whose own words mention none (`Finally met!`).
    fn missing(&self, claim: &Claim<ChainId>, at: usize) -> Option<Span> {
        let people = claim.people();
        let tells = |m: &Mention| m.chains.iter().any(|c| people.contains(&c));
        let held = |span: &Span| self.analysis.mentions_in(*span).iter().any(tells);
        if claim.evidence.iter().any(held) {
            return None;
        }
        let before = self.analysis.mentions.partition_point(|m| m.span.start < at);
        let (before, after) = self.analysis.mentions.split_at(before);
        before.iter().rev().find(|m| tells(m)).or_else(|| after.iter().find(|m| tells(m))).map(|m| m.span)
    }
}
