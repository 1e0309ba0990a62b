//! Whose name is being typed?
//!
//! Whoever's name has a word for each beginning typed, in any order; of those who fit as well, the most mentioned. Slips
//! are looked for only where too few names begin as typed. A million names are few milliseconds.

use super::name::{NameIndex, words_of};
use crate::domain::PersonId;

/// Whom a word does not fit.
const NEVER: u8 = u8::MAX;
/// Longer names are typed by nobody.
const MOST_TYPED: usize = 8;
/// What a word costs that is the beginning of another one, and what one with a slip costs at least.
const BEGUN: u8 = 1;
const SLIPPED: u8 = 3;

impl NameIndex {
    /// The best names for what has been typed so far, at most `limit`.
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<PersonId> {
        let mut words = words_of(typed);
        words.truncate(MOST_TYPED);
        let mut costs: Vec<Costs> = words.iter().map(|word| self.begun(word)).collect();
        let mut best = best(&costs, self.people().len(), limit);
        if best.len() < limit || best.last().is_some_and(|(cost, _)| *cost >= SLIPPED) {
            for (word, costs) in words.iter().zip(&mut costs) {
                self.slipped(word, costs);
            }
            best = self::best(&costs, self.people().len(), limit);
        }
        best.into_iter().map(|(_, index)| self.people()[index].id).collect()
    }

    /// Nothing for whoever bears the word, little for whoever bears one that begins so.
    fn begun(&self, typed: &str) -> Costs {
        let mut costs = Costs { by_person: vec![NEVER; self.people().len()], least: NEVER, noted: 0 };
        let begun = self.words().beginning(typed);
        costs.note(self.bearers(begun.clone()), BEGUN);
        if self.words().place(typed).is_some() {
            // The first of those that begin so.
            costs.note(self.bearers(begun.start..begun.start + 1), 0);
        }
        costs
    }

    /// More for whoever bears one that nearly begins so.
    fn slipped(&self, typed: &str, costs: &mut Costs) {
        let allowed = typed.chars().count() / 3;
        if allowed == 0 {
            return;
        }
        for (places, slips) in self.words().near_beginnings(typed, allowed) {
            // What begins as typed costs less already.
            costs.note(self.bearers(places), u8::try_from(slips).unwrap_or(NEVER).saturating_add(SLIPPED - 1));
        }
    }
}

/// What a word costs.
struct Costs {
    by_person: Vec<u8>,
    /// No more than it costs for anybody.
    least: u8,
    /// No more people than that does it fit.
    noted: usize,
}

impl Costs {
    /// The word costs these people no more than that.
    fn note(&mut self, people: &[u32], cost: u8) {
        for index in people {
            let known = &mut self.by_person[*index as usize];
            *known = cost.min(*known);
        }
        self.noted += people.len();
        if !people.is_empty() {
            self.least = cost.min(self.least);
        }
    }
}

/// The people whom all words fit, cheapest first, then the most mentioned; at most `limit`.
fn best(costs: &[Costs], people: usize, limit: usize) -> Vec<(u8, usize)> {
    /// People who are passed over together where the rarest word fits none of them.
    const TOGETHER: usize = 64;
    let Some(rarest) = (0..costs.len()).min_by_key(|n| costs[*n].noted) else {
        return (0..people.min(limit)).map(|index| (0, index)).collect();
    };
    let others: Vec<&Costs> = costs[..rarest].iter().chain(&costs[rarest + 1..]).collect();
    let least = costs.iter().fold(0, |sum: u8, costs| sum.saturating_add(costs.least));
    // By cost, no more of each than are wanted: people come in order.
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); usize::from(NEVER)];
    let cheapest = |found: &[Vec<usize>]| found.get(usize::from(least)).map_or(0, Vec::len);
    for (chunk, some) in costs[rarest].by_person.chunks(TOGETHER).enumerate() {
        if some.iter().all(|cost| *cost == NEVER) {
            continue;
        }
        for (index, cost) in (chunk * TOGETHER..).zip(some) {
            let total = others.iter().fold(*cost, |sum, costs| sum.saturating_add(costs.by_person[index]));
            if let Some(found) = found.get_mut(usize::from(total))
                && found.len() < limit
            {
                found.push(index);
            }
        }
        // Nobody behind them is better.
        if cheapest(&found) >= limit {
            break;
        }
    }
    (0..NEVER)
        .zip(found)
        .flat_map(|(cost, found)| found.into_iter().map(move |index| (cost, index)))
        .take(limit)
        .collect()
}
