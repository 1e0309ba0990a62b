//! Which claims are there about somebody, and which of them tell of what?
//!
//! Claims in order, with their places by shape: whoever asks for roles does not look at a thousand quotations. It knows
//! nothing of what they say.

use crate::domain::Fact;
use crate::store::Filed;

/// The claims about one person, oldest article first.
#[derive(Debug, Default)]
pub struct Claims {
    all: Vec<Filed>,
    places: Places,
}

/// Where claims of each shape stand among all, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) quotations: Vec<u32>,
    pub(super) relations: Vec<u32>,
    pub(super) events: Vec<u32>,
    pub(super) attributes: Vec<u32>,
}

impl Claims {
    /// These claims, in this order.
    pub fn of(all: Vec<Filed>) -> Self {
        let mut places = Places::default();
        for (at, filed) in all.iter().enumerate() {
            places.of_shape(&filed.claim.fact).push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { all, places }
    }

    /// All of them in order.
    pub fn all(&self) -> &[Filed] {
        &self.all
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// The claims at these places.
    pub(super) fn at<'a>(&'a self, places: &'a [u32]) -> impl Iterator<Item = &'a Filed> {
        places.iter().filter_map(|at| self.all.get(*at as usize))
    }

    /// Those that tell of events.
    pub fn events(&self) -> impl Iterator<Item = &Filed> {
        self.at(&self.places.events)
    }

    /// The places of those claims alone whose article is known; each run of claims of one article is asked about once.
    pub(super) fn known(&self, known: impl Fn(&Filed) -> bool) -> Places {
        let mut places = Places::default();
        let mut last: Option<(&Filed, bool)> = None;
        for (at, filed) in self.all.iter().enumerate() {
            let is_known = match last {
                Some((before, answer)) if before.article == filed.article => answer,
                _ => known(filed),
            };
            last = Some((filed, is_known));
            if is_known {
                places.of_shape(&filed.claim.fact).push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        places
    }
}

impl Places {
    fn of_shape<P>(&mut self, fact: &Fact<P>) -> &mut Vec<u32> {
        match fact {
            Fact::Quotation(_) => &mut self.quotations,
            Fact::Relation(_) => &mut self.relations,
            Fact::Event(_) => &mut self.events,
            Fact::Attribute(_) => &mut self.attributes,
        }
    }
}
