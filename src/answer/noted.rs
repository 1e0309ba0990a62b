//! What is said several times, once.
//!
//! Claims that say the same become one value with several sources, the latest date that it was true on, and who says so.
//! It knows nothing of what the values are.

use std::collections::HashMap;
use std::hash::Hash;

use super::Source;
use crate::domain::{Edtf, PersonId, Speaker};
use crate::store::Filed;

/// A value that the articles give, once, with all that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// Who says so there, when it is not the narrator.
    pub by: Option<Speaker<PersonId>>,
    /// As of when.
    pub as_of: Option<Edtf>,
    /// What it rests on, oldest article first.
    pub sources: Vec<Source>,
}

impl Source {
    /// The words that a claim rests on.
    pub fn all_of(filed: &Filed) -> Vec<Source> {
        filed.claim.evidence.iter().map(|span| Source { article: filed.article.clone(), span: *span }).collect()
    }

    /// The telling words of a claim.
    pub fn first_of(filed: &Filed) -> Option<Source> {
        filed.claim.evidence.first().map(|span| Source { article: filed.article.clone(), span: *span })
    }
}

/// Values as they are noted, each found again by what tells it from others.
pub(super) struct Notes<K, T> {
    pub(super) known: Vec<Noted<T>>,
    places: HashMap<K, usize>,
}

impl<K, T> Default for Notes<K, T> {
    fn default() -> Self {
        Self { known: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash, T> Notes<K, T> {
    pub(super) fn note(&mut self, key: K, filed: &Filed, as_of: Option<&Edtf>, value: impl FnOnce() -> T) {
        let sources = Source::first_of(filed).into_iter();
        let next = self.known.len();
        let place = *self.places.entry(key).or_insert(next);
        match self.known.get_mut(place) {
            Some(noted) => {
                noted.sources.extend(sources);
                // The latest date that it was still true on; the narrator's word stands above somebody's.
                if as_of.is_some() {
                    noted.as_of = as_of.cloned();
                }
                if filed.claim.asserted_by.is_none() {
                    noted.by = None;
                }
            }
            None => self.known.push(Noted {
                value: value(),
                by: filed.claim.asserted_by.clone(),
                as_of: as_of.cloned(),
                sources: sources.collect(),
            }),
        }
    }
}
