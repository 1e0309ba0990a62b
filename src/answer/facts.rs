//! Which facts are told of somebody, and which of them are of one shape?
//!
//! Claims in order, with their places by shape: whoever asks for roles does not look at a thousand events. Quotations are
//! kept elsewhere. It knows nothing of what claims say.

use crate::domain::Fact;
use crate::store::Filed;

/// The claims about one person that are no quotations, oldest article first.
#[derive(Debug, Default)]
pub struct Facts {
    all: Vec<Filed>,
    places: Places,
}

/// Where claims of each shape stand among all, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) relations: Vec<usize>,
    pub(super) events: Vec<usize>,
    pub(super) attributes: Vec<usize>,
}

impl Facts {
    /// These claims, in this order.
    pub fn of(all: Vec<Filed>) -> Self {
        let mut places = Places::default();
        for (at, filed) in all.iter().enumerate() {
            places.add(at, filed);
        }
        Self { all, places }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those that tell of events.
    pub fn events(&self) -> impl Iterator<Item = &Filed> {
        self.at(&self.places.events).map(|(_, filed)| filed)
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// The claims at these places, each with its place.
    pub(super) fn at<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = (usize, &'a Filed)> {
        places.iter().filter_map(|at| Some((*at, self.all.get(*at)?)))
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
                places.add(at, filed);
            }
        }
        places
    }
}

impl Places {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.relations.len() + self.events.len() + self.attributes.len()
    }

    fn add(&mut self, at: usize, filed: &Filed) {
        match filed.claim.fact {
            Fact::Quotation(_) => (),
            Fact::Relation(_) => self.relations.push(at),
            Fact::Event(_) => self.events.push(at),
            Fact::Attribute(_) => self.attributes.push(at),
        }
    }
}
