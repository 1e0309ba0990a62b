//! What did anybody say, and who says so?
//!
//! Turns the attributions of the language floor into claims with their evidence, says when they were said and who is
//! spoken about. Finds no quotation itself.

use crate::domain::{ChainId, Claim, Edtf, Fact, Quotation, QuotationKind, Speaker};
use crate::language::{Analysis, Attribution, MentionKind, temporal};

/// The quotations of an article in order: direct, inner and indirect.
pub fn extract(analysis: &Analysis) -> Vec<Claim<ChainId>> {
    let mut claims: Vec<Claim<ChainId>> = Vec::with_capacity(analysis.attributions.len());
    let mut outer: Option<(usize, Speaker<ChainId>)> = None;
    for attribution in &analysis.attributions {
        if attribution.kind == QuotationKind::Direct {
            outer = Some((attribution.content.end, attribution.speaker.clone()));
        }
        let within = outer
            .as_ref()
            .filter(|(end, _)| attribution.kind == QuotationKind::Inner && attribution.content.end <= *end);
        claims.push(Claim {
            fact: Fact::Quotation(quotation(analysis, attribution)),
            // What one person says that another said is the first one's account.
            asserted_by: within.map(|(_, speaker)| speaker.clone()),
            evidence: evidence(attribution),
        });
    }
    claims
}

fn quotation(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Quotation<ChainId> {
    Quotation {
        kind: attribution.kind,
        content: attribution.content,
        speaker: attribution.speaker.clone(),
        cue: attribution.cue.clone(),
        medium: attribution.medium,
        said: said(analysis, attribution),
        group: attribution.group,
        about: about(analysis, attribution),
    }
}

fn evidence(attribution: &Attribution<ChainId>) -> Vec<crate::domain::Span> {
    std::iter::once(attribution.content).chain(attribution.clause).collect()
}

/// When it was said: the date in the attributing clause, never one inside the quotation.
fn said(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Option<Edtf> {
    let clause = attribution.clause?;
    analysis
        .timexes_in(clause)
        .iter()
        .filter(|t| !attribution.content.overlaps(t.span))
        .find_map(|t| temporal::edtf(t, analysis.article.date.as_ref()))
}

/// Whom the content mentions, the speaker left out; each once, in order.
fn about(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Vec<ChainId> {
    let speakers = attribution.speaker.people();
    let mut about = Vec::new();
    for mention in analysis.mentions_in(attribution.content) {
        for chain in &mention.chains {
            let certain = mention.kind == MentionKind::Name || mention.chains.len() == 1;
            if certain && !speakers.contains(&chain) && !about.contains(chain) {
                about.push(*chain);
            }
        }
    }
    about
}
