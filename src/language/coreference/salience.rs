//! Who is most in mind at this point of the text?
//!
//! A short list of people with weights that halve from sentence to sentence (Lappin and Leass 1994). Bounded, so
//! that a text of a thousand names costs no more per sentence than one of ten.

/// People in mind at most.
const CAPACITY: usize = 24;
/// Nobody is more in mind than this, however often named.
const MOST: f32 = 1.6;
/// What a sentence leaves of a weight.
const FADE: f32 = 0.55;

/// The people in mind, in no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Salience {
    held: Vec<(usize, f32)>,
}

impl Salience {
    /// A mention of somebody.
    pub fn raise(&mut self, person: usize, by: f32) {
        if let Some(entry) = self.held.iter_mut().find(|(p, _)| *p == person) {
            entry.1 = (entry.1 + by).min(MOST);
            return;
        }
        if self.held.len() == CAPACITY {
            let least = (0..CAPACITY).min_by(|a, b| self.held[*a].1.total_cmp(&self.held[*b].1)).unwrap_or(0);
            self.held.swap_remove(least);
        }
        self.held.push((person, by));
    }

    /// A sentence has ended.
    pub fn fade(&mut self) {
        for entry in &mut self.held {
            entry.1 *= FADE;
        }
        self.held.retain(|(_, weight)| *weight > 0.0005);
    }

    /// Everybody in mind with their weight.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        self.held.iter().copied()
    }

    /// How much somebody is in mind.
    pub fn of(&self, person: usize) -> f32 {
        self.held.iter().find(|(p, _)| *p == person).map_or(0.0, |(_, w)| *w)
    }

    /// The most salient of those who fit.
    pub fn best(&self, mut fits: impl FnMut(usize) -> f32) -> Option<usize> {
        self.held
            .iter()
            .map(|(person, weight)| (*person, weight * fits(*person)))
            .filter(|(_, score)| *score > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(person, _)| person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_last_counts_most() {
        let mut salience = Salience::default();
        salience.raise(1, 1.0);
        salience.fade();
        salience.raise(2, 0.8);
        assert_eq!(salience.best(|_| 1.0), Some(2));
        assert_eq!(salience.best(|p| if p == 1 { 1.0 } else { 0.0 }), Some(1));
        for person in 3..200 {
            salience.raise(person, 1.0);
        }
        assert!(salience.iter().count() <= CAPACITY);
    }
}
