//! What of a reading is written, ready as bytes?
//!
//! One core writes a store, so whatever can be worked out before is worked out here, on the core that read the article.
//! Knows no database and no numbers: places count within the article.

use super::mentions::Mentions;
use super::pack::{packed, packed_claims};
use super::rows::encoded;
use super::signature::{self, Bytes};
use super::{Named, Origin, StoreError, file, quoted};
use crate::domain::{
    Article, ArticleId, Attribute, Chain, ChainId, Claim, Edtf, Fact, Object, Reading, Relation, SentenceKind,
    Signature, Span,
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

/// The relations between people and the ages of people among these claims, as in [`Named`].
fn related<'a>(claims: impl IntoIterator<Item = &'a Claim<ChainId>>) -> Related {
    let (mut relations, mut ages) = (Vec::new(), Vec::new());
    for claim in claims {
        match &claim.fact {
            Fact::Relation(Relation { subject, predicate, object: Object::Person(object), .. }) => {
                relations.push((*subject, predicate.clone(), *object));
            }
            Fact::Attribute(Attribute::Age { person, years, as_of: Some(as_of) }) => {
                ages.push((*person, *years, as_of.clone()));
            }
            _ => {}
        }
    }
    (relations, ages)
}

/// Relations by subject, predicate and object, and ages in whole years as of when.
type Related = (Vec<(ChainId, String, ChainId)>, Vec<(ChainId, u16, Edtf)>);
