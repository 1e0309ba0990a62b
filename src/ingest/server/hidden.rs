//! What is left of an article where somebody, or something that it says, is hidden?
//!
//! A receipt shows whole sentences, and a list shows titles; so the name of somebody hidden is made unreadable in the
//! text itself, letter by letter, where it stands: every span stays what it was, and what is told of others stays.

use std::collections::BTreeSet;

use crate::domain::{Attribute, ChainId, Claim, Fact, Reading, Span, Speaker};

/// What is hidden in one article.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// People.
    pub(super) people: BTreeSet<ChainId>,
    /// Claims: the kind, and the sentence that says so.
    pub(super) claims: BTreeSet<(String, String)>,
}

/// What stands for a letter of a hidden name: one byte, so that it fills any.
const FILLER: &str = "_";

/// The reading without what is hidden. Its chains keep their numbers.
pub(super) fn redacted(mut reading: Reading, hidden: &Hidden) -> Reading {
    let text = std::mem::take(&mut reading.article.text);
    let sentences = &reading.sentences;
    reading.claims.retain(|claim| {
        let sentence = |span: &Span| sentences.iter().find(|s| s.span.overlaps(*span)).map(|s| s.span.cut(&text));
        let said = claim.evidence.first().and_then(sentence).unwrap_or_default();
        let told_of = |chain: &ChainId| hidden.people.contains(chain);
        let is_hidden = hidden.claims.iter().any(|(word, words)| word == claim.fact.word() && said == words);
        !is_hidden && !principals(claim).into_iter().any(told_of)
    });
    let forms: Vec<String> = hidden.people.iter().flat_map(|chain| full_forms(&reading, *chain)).collect();
    let mut spans: Vec<Span> = Vec::new();
    for chain in &hidden.people {
        spans.extend(reading.chains.get(chain.0 as usize).into_iter().flat_map(|chain| &chain.names));
    }
    reading.article.text = without_forms(without(text, &spans), &forms);
    for sentence in &mut reading.sentences {
        sentence.people.retain(|chain| !hidden.people.contains(chain));
    }
    for claim in &mut reading.claims {
        keep_quiet(claim, hidden, &forms);
    }
    reading
}

/// Whom a claim is about, or who makes it: without them there is none.
fn principals(claim: &Claim<ChainId>) -> Vec<&ChainId> {
    let of_fact = match &claim.fact {
        Fact::Quotation(quotation) => quotation.speaker.people(),
        _ => claim.people(),
    };
    of_fact.into_iter().chain(claim.asserted_by.iter().flat_map(Speaker::people)).collect()
}

/// Takes the hidden out of what a claim mentions in passing.
fn keep_quiet(claim: &mut Claim<ChainId>, hidden: &Hidden, forms: &[String]) {
    let quiet = |words: &mut String| *words = without_forms(std::mem::take(words), forms);
    match &mut claim.fact {
        Fact::Quotation(quotation) => {
            quotation.about.retain(|chain| !hidden.people.contains(chain));
            if let Speaker::Body(words) | Speaker::Unnamed(words) = &mut quotation.speaker {
                quiet(words);
            }
        }
        Fact::Event(event) => {
            event.detail.iter_mut().chain(&mut event.place).for_each(quiet);
            let knows = |people: &[ChainId]| people.iter().any(|chain| hidden.people.contains(chain));
            event.after.take_if(|after| knows(&after.participants));
        }
        Fact::Attribute(Attribute::Role { role, .. }) => quiet(role),
        Fact::Relation(_) | Fact::Attribute(Attribute::Age { .. }) => {}
    }
    if let Some(Speaker::Body(words) | Speaker::Unnamed(words)) = &mut claim.asserted_by {
        quiet(words);
    }
}

/// The forms of a name that are nobody else's in this article: of two words at least.
fn full_forms(reading: &Reading, chain: ChainId) -> Vec<String> {
    let forms = reading.chains.get(chain.0 as usize).map(|chain| chain.forms.as_slice()).unwrap_or_default();
    forms.iter().filter(|form| form.contains(' ')).cloned().collect()
}

/// The text with these spans made unreadable.
fn without(mut text: String, spans: &[Span]) -> String {
    for span in spans {
        if text.get(span.start..span.end).is_some() {
            text.replace_range(span.start..span.end, &FILLER.repeat(span.end - span.start));
        }
    }
    text
}

/// The same wherever one of these forms stands, in credits and captions too.
fn without_forms(text: String, forms: &[String]) -> String {
    forms.iter().fold(text, |text, form| text.replace(form.as_str(), &FILLER.repeat(form.len())))
}
