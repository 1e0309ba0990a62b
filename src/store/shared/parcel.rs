//! What does the server keep of a reading, as bytes?
//!
//! The article as JSON, which any later version can read anew; what was read of it in the compact form of `postcard`,
//! which only the version that wrote it need understand.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::{Identity, Member, Named, StoreError};
use crate::domain::{Article, ArticleId, Chain, ChainId, Claim, Edtf, Pronouns, Reading, Sentence, Signature, Timex};

/// A reading without its article, and what linking needs of it.
pub(super) struct Parcel {
    pub reading: Vec<u8>,
    pub named: Vec<u8>,
    pub signature: Vec<u8>,
}

type Rest = (Vec<Sentence>, Vec<Chain>, Vec<Timex>, Vec<Claim<ChainId>>);
type Kin = (Vec<Chain>, Vec<(ChainId, String, ChainId)>, Vec<(ChainId, u16, Edtf)>);

impl Parcel {
    pub fn of(reading: &Reading, signature: &Signature) -> Result<Self, StoreError> {
        let Reading { sentences, chains, timexes, claims, .. } = reading;
        let Named { relations, ages, .. } = Named::of(reading.article.id.clone(), Vec::new(), claims);
        Ok(Self {
            reading: packed(&(sentences, chains, timexes, claims))?,
            named: packed(&(chains, relations, ages))?,
            signature: packed(&(&signature.bands, &signature.words))?,
        })
    }
}

/// The reading of an article.
pub(super) fn reading(article: Article, bytes: &[u8]) -> Result<Reading, StoreError> {
    let (sentences, chains, timexes, claims): Rest = opened(bytes)?;
    Ok(Reading { article, sentences, chains, timexes, claims })
}

/// What linking needs of an article.
pub(super) fn named(article: ArticleId, bytes: &[u8]) -> Result<Named, StoreError> {
    let (chains, relations, ages): Kin = opened(bytes)?;
    Ok(Named { article, chains, relations, ages })
}

/// What finds the copies of an article.
pub(super) fn signature(bytes: &[u8]) -> Result<Signature, StoreError> {
    let (bands, words) = opened(bytes)?;
    Ok(Signature { bands, words })
}

/// An article as read from its file.
pub(super) fn article(bytes: &[u8]) -> Result<Article, StoreError> {
    serde_json::from_slice(bytes).map_err(|e| broken(&e))
}

/// The other way round.
pub(super) fn of_article(article: &Article) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(article).map_err(|e| broken(&e))
}

#[derive(Serialize, Deserialize)]
struct Person {
    name: String,
    aliases: Vec<String>,
    pronouns: Option<Pronouns>,
    mentions: u32,
    members: Vec<(ArticleId, ChainId, String)>,
}

/// One person.
pub(super) fn identity(bytes: &[u8]) -> Result<Identity, StoreError> {
    let Person { name, aliases, pronouns, mentions, members } = opened(bytes)?;
    let members = members.into_iter().map(|(article, chain, reason)| Member { article, chain, reason }).collect();
    Ok(Identity { name, aliases, pronouns, mentions, members })
}

/// The other way round.
pub(super) fn of_identity(person: Identity) -> Result<Vec<u8>, StoreError> {
    let Identity { name, aliases, pronouns, mentions, members } = person;
    let members = members.into_iter().map(|member| (member.article, member.chain, member.reason)).collect();
    packed(&Person { name, aliases, pronouns, mentions, members })
}

fn packed(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    postcard::to_stdvec(value).map_err(|e| broken(&e))
}

fn opened<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    postcard::from_bytes(bytes).map_err(|e| broken(&e))
}

fn broken(error: &impl std::error::Error) -> StoreError {
    StoreError(format!("what the server holds cannot be read ({error}); build into an empty database"))
}
