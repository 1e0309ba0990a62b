//! How do domain values become bytes, and how do bytes become them again?
//!
//! Postcard: fields in order, small numbers in one byte, nothing named. A row that is read whole is read in one go; of
//! a list of claims only those that are wanted. What does not fit the bytes is an error, never a panic.

use rusqlite::Row;
use rusqlite::types::Type;
use serde::{Deserialize, Serialize};

use crate::domain::{ChainId, Claim, PersonId};

/// Nobody has been found to be this chain.
const NOBODY: u32 = u32::MAX;

/// A value as bytes.
pub(super) fn packed<T: Serialize + ?Sized>(value: &T) -> rusqlite::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// The other way round.
pub(super) fn unpacked<'a, T: Deserialize<'a>>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<T> {
    postcard::from_bytes(row.get_ref(column)?.as_blob()?).map_err(|e| unreadable(column, e))
}

/// Claims, each on its own, so that one can be read without the others.
pub(super) fn packed_claims(claims: &[Claim<ChainId>]) -> rusqlite::Result<Vec<u8>> {
    packed(&claims.iter().map(packed).collect::<Result<Vec<_>, _>>()?)
}

/// The claims of these places, in this order; of all when none are named. With the place of each.
pub(super) fn unpacked_claims(
    row: &Row<'_>,
    column: usize,
    places: Option<&[u32]>,
) -> rusqlite::Result<Vec<(u32, Claim<ChainId>)>> {
    let all: Vec<&[u8]> = unpacked(row, column)?;
    let at = |place: u32| {
        let bytes = all.get(place as usize).ok_or_else(|| unreadable(column, format!("no claim {place}")))?;
        Ok((place, postcard::from_bytes(bytes).map_err(|e| unreadable(column, e))?))
    };
    match places {
        Some(places) => places.iter().map(|place| at(*place)).collect(),
        None => (0..all.len() as u32).map(at).collect(),
    }
}

/// The people of an article by chain; a chain may be nobody.
#[derive(Debug, Default)]
pub(super) struct Who(Vec<u32>);

impl Who {
    /// Says who a chain is.
    pub(super) fn set(&mut self, chain: ChainId, person: PersonId) {
        let at = chain.0 as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, NOBODY);
        }
        self.0[at] = person.0;
    }

    /// Who a chain is.
    pub(super) fn get(&self, chain: ChainId) -> Option<PersonId> {
        self.0.get(chain.0 as usize).filter(|id| **id != NOBODY).map(|id| PersonId(*id))
    }

    /// Everybody in the article.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        self.0.iter().filter(|id| **id != NOBODY).map(|id| PersonId(*id))
    }

    /// Each chain's person in four bytes, the lowest first.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|id| id.to_le_bytes()).collect()
    }

    /// The other way round; nobody at all where nothing is stored.
    pub(super) fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        let bytes = row.get_ref(column)?.as_blob_or_null()?.unwrap_or_default();
        Ok(Self(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()))
    }
}

/// What can't be read in a column, and why.
pub(super) fn unreadable(column: usize, why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
}
