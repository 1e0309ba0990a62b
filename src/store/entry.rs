//! What of a reading is written, ready as bytes?
//!
//! One core writes a store, so whatever can be worked out before is worked out here, on the core that read the article.
//! Knows no database and no numbers: places count within the article.

use super::pack::{packed, packed_claims};
use super::rows::encoded;
use super::signature::{self, Bytes};
use super::write::related;
use super::{Named, Origin, StoreError, file, quoted};
use crate::domain::{
    Article, ArticleId, Chain, ChainId, Claim, Fact, Reading, Sentence, SentenceKind, Signature, Span, Speaker,
};

/// One article with everything that it yields, ready to be written.
#[derive(Debug)]
pub struct Entry {
    /// The article; its id may still be changed.
    pub article: Article,
    pub(super) origin: Origin,
    pub(super) sentence_count: usize,
    pub(super) claim_count: usize,
    /// What [`super::pack`] makes of sentences, temporal expressions and claims.
    pub(super) sentences: Vec<u8>,
    pub(super) timexes: Vec<u8>,
    pub(super) claims: Vec<u8>,
    pub(super) chains: Vec<ChainRow>,
    /// By the place of their sentence: the words that are searched.
    pub(super) told: Vec<(usize, Span)>,
    /// By the place of their claim: what finds quotations.
    pub(super) quoted: Vec<(usize, String)>,
    pub(super) signature: Option<Bytes>,
    /// What linking looks at.
    pub(super) named: Named,
}

/// A chain as it is written.
#[derive(Debug)]
pub(super) struct ChainRow {
    pub(super) name: String,
    pub(super) forms: String,
    pub(super) pronouns: String,
    pub(super) places: Vec<u8>,
    pub(super) sentences: Vec<u8>,
    pub(super) facts: Vec<u8>,
    pub(super) quotations: Vec<u8>,
}

impl Entry {
    /// A reading and what finds the copies of its article; a reading that names a chain which it does not have is refused.
    pub fn of(reading: Reading, origin: Origin, signature: Option<&Signature>) -> Result<Self, StoreError> {
        let name = reading.article.id.clone();
        Self::encoded(reading, origin, signature).map_err(|e| file::trouble(&name.0, &e))
    }

    fn encoded(reading: Reading, origin: Origin, signature: Option<&Signature>) -> rusqlite::Result<Self> {
        let Reading { article, sentences, chains, timexes, claims } = reading;
        let mentions = Mentions::of(chains.len(), &sentences, &claims)?;
        let rows = chains.iter().zip(&mentions).map(|(chain, mentions)| ChainRow::of(chain, mentions));
        let told = sentences.iter().enumerate().filter(|(_, sentence)| sentence.kind != SentenceKind::Noise);
        let quoted = claims.iter().enumerate().filter_map(|(place, claim)| match &claim.fact {
            Fact::Quotation(quotation) => Some((place, quoted::terms(quotation, &article.text)?)),
            _ => None,
        });
        Ok(Self {
            sentence_count: sentences.len(),
            claim_count: claims.len(),
            sentences: packed(&sentences)?,
            timexes: packed(&timexes)?,
            claims: packed_claims(&claims)?,
            chains: rows.collect::<Result<_, _>>()?,
            told: told.map(|(place, sentence)| (place, sentence.span)).collect(),
            quoted: quoted.collect(),
            named: Named::of(article.id.clone(), chains, &claims),
            signature: signature.map(signature::bytes),
            origin,
            article,
        })
    }
}

impl Named {
    /// What linking looks at of these chains and claims of an article, as a store gives it.
    pub(super) fn of(article: ArticleId, chains: Vec<Chain>, claims: &[Claim<ChainId>]) -> Self {
        let mut placed: Vec<&Claim<ChainId>> = claims.iter().collect();
        placed.sort_by_key(|claim| claim.start());
        let (relations, ages) = related(placed);
        Self { article, chains, relations, ages }
    }
}

impl ChainRow {
    fn of(chain: &Chain, mentions: &Mentions) -> rusqlite::Result<Self> {
        Ok(Self {
            name: chain.name.clone(),
            forms: encoded(&chain.forms)?,
            pronouns: encoded(&chain.pronouns)?,
            places: packed(&chain.names)?,
            sentences: packed(&mentions.sentences)?,
            facts: packed(&mentions.facts)?,
            quotations: packed(&mentions.quotations)?,
        })
    }
}

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
