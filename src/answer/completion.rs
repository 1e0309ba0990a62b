//! Whose name is being typed?
//!
//! Whoever's name has a word for each beginning typed, in any order; of those who fit as well, the most mentioned. Slips
//! are looked for only where too few names begin as typed. A million names are few milliseconds.

use super::name::{NameIndex, words_of};
use super::slip::{Typed, lacks, letters};
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
        // What each word costs by itself, by person.
        let mut costs: Vec<Vec<u8>> = words.iter().map(|word| self.begun(word)).collect();
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
    fn begun(&self, typed: &str) -> Vec<u8> {
        let mut costs = vec![NEVER; self.people().len()];
        for place in self.beginning(typed) {
            let (word, bearers) = self.word(place);
            let cost = if word.len() > typed.len() { BEGUN } else { 0 };
            for index in bearers {
                let known = &mut costs[*index as usize];
                *known = cost.min(*known);
            }
        }
        costs
    }

    /// More for whoever bears one that nearly begins so.
    fn slipped(&self, typed: &str, costs: &mut [u8]) {
        let typed_word = Typed::of(typed);
        let allowed = typed_word.len() / 3;
        if allowed == 0 {
            return;
        }
        let begun = self.beginning(typed);
        let enough = |(place, made_of): (usize, &u64)| {
            (lacks(typed_word.letters, *made_of) <= allowed && !begun.contains(&place)).then_some(place)
        };
        for place in self.letters().iter().enumerate().filter_map(enough) {
            let (word, bearers) = self.word(place);
            // As much of the name as has been typed, give or take a letter, is made of the same letters.
            let end = |letters: usize| word.char_indices().nth(letters).map_or(word.len(), |(end, _)| end);
            if lacks(letters(&word[..end(typed_word.len() - 1)]), typed_word.letters) > allowed
                || lacks(typed_word.letters, letters(&word[..end(typed_word.len() + 1)])) > allowed
            {
                continue;
            }
            let Some(slips) = typed_word.slips_at_start(word, allowed) else { continue };
            let cost = u8::try_from(slips).unwrap_or(NEVER).saturating_add(SLIPPED - 1);
            for index in bearers {
                let known = &mut costs[*index as usize];
                *known = cost.min(*known);
            }
        }
    }
}

/// The people whom all words fit, cheapest first, then the most mentioned; at most `limit`.
fn best(costs: &[Vec<u8>], people: usize, limit: usize) -> Vec<(u8, usize)> {
    /// People who are passed over together where the first word fits none of them.
    const TOGETHER: usize = 64;
    let Some((first, others)) = costs.split_first() else {
        return (0..people.min(limit)).map(|index| (0, index)).collect();
    };
    // By cost, no more of each than are wanted: people come in order.
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); usize::from(NEVER)];
    for (chunk, some) in first.chunks(TOGETHER).enumerate() {
        if some.iter().all(|cost| *cost == NEVER) {
            continue;
        }
        for (index, cost) in (chunk * TOGETHER..).zip(some) {
            let total = others.iter().fold(*cost, |sum, costs| sum.saturating_add(costs[index]));
            if let Some(found) = found.get_mut(usize::from(total))
                && found.len() < limit
            {
                found.push(index);
            }
        }
    }
    (0..NEVER)
        .zip(found)
        .flat_map(|(cost, found)| found.into_iter().map(move |index| (cost, index)))
        .take(limit)
        .collect()
}
