//! Where is each chain of an article mentioned?
//!
//! By the places of sentences and of claims within the article. Knows no names and no database.

use crate::domain::{ChainId, Claim, Fact, Sentence, Speaker};

/// Where a chain is mentioned, by places in its article, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    /// The sentences that mention it.
    pub(super) sentences: Vec<u32>,
    /// The claims that name it or that it asserts: those that are no quotations, and those that are.
    pub(super) facts: Vec<u32>,
    pub(super) quotations: Vec<u32>,
}

impl Mentions {
    /// By chain; a chain that is none of so many is an error: the reading is refused, not bent.
    pub(super) fn of(chains: usize, sentences: &[Sentence], claims: &[Claim<ChainId>]) -> rusqlite::Result<Vec<Self>> {
        let mut all = vec![Self::default(); chains];
        for (place, sentence) in (0..).zip(sentences) {
            for chain in &sentence.people {
                add(&mut of(&mut all, *chain)?.sentences, place);
            }
        }
        for (place, claim) in (0..).zip(claims) {
            let asserted = claim.asserted_by.iter().flat_map(Speaker::people);
            for chain in claim.people().into_iter().chain(asserted) {
                let mentions = of(&mut all, *chain)?;
                let quoted = matches!(claim.fact, Fact::Quotation(_));
                add(if quoted { &mut mentions.quotations } else { &mut mentions.facts }, place);
            }
        }
        Ok(all)
    }
}

fn of(all: &mut [Mentions], chain: ChainId) -> rusqlite::Result<&mut Mentions> {
    let nobody = || rusqlite::Error::ToSqlConversionFailure(format!("chain {} is not there", chain.0).into());
    all.get_mut(chain.0 as usize).ok_or_else(nobody)
}

fn add(places: &mut Vec<u32>, place: u32) {
    if places.last() != Some(&place) {
        places.push(place);
    }
}
