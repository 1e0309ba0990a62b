//! What was read last, kept at hand as long as there is room.
//!
//! Each thing has a weight; together they weigh at most so much, and what has not been asked for the longest gives way.
//! It knows nothing of what it keeps.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Things by key, shared between threads.
#[derive(Debug)]
pub struct Recent<K, T> {
    room: usize,
    kept: Mutex<Kept<K, T>>,
}

#[derive(Debug)]
struct Kept<K, T> {
    things: HashMap<K, Thing<T>>,
    weight: usize,
    /// Counts what is asked.
    now: u64,
}

#[derive(Debug)]
struct Thing<T> {
    it: Arc<T>,
    weight: usize,
    asked: u64,
}

impl<K: Eq + Hash + Clone, T> Recent<K, T> {
    /// Room for things that together weigh no more than this.
    pub fn with_room(room: usize) -> Self {
        Self { room, kept: Mutex::new(Kept { things: HashMap::new(), weight: 0, now: 0 }) }
    }

    /// The thing of that key, if it is kept still.
    pub fn get(&self, key: &K) -> Option<Arc<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.now += 1;
        let now = kept.now;
        let thing = kept.things.get_mut(key)?;
        thing.asked = now;
        Some(Arc::clone(&thing.it))
    }

    /// Keeps a thing, unless it is heavier than all the room.
    pub fn keep(&self, key: &K, it: &Arc<T>, weight: usize) {
        if weight > self.room {
            return;
        }
        // A poisoned lock only means that a reader died between two things: they are still whole.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.now += 1;
        let thing = Thing { it: Arc::clone(it), weight, asked: kept.now };
        kept.weight += weight;
        if let Some(before) = kept.things.insert(key.clone(), thing) {
            kept.weight -= before.weight;
        }
        if kept.weight > self.room {
            kept.make_room(self.room);
        }
    }
}

impl<K: Eq + Hash + Clone, T> Kept<K, T> {
    /// Drops a quarter of all room at a time, so that looking for the oldest is rare.
    fn make_room(&mut self, room: usize) {
        let mut oldest: Vec<(u64, K)> = self.things.iter().map(|(key, thing)| (thing.asked, key.clone())).collect();
        oldest.sort_unstable_by_key(|(asked, _)| *asked);
        // The newest stays: it has just been asked for.
        oldest.pop();
        for (_, key) in oldest {
            if self.weight <= room - room / 4 {
                break;
            }
            self.weight -= self.things.remove(&key).map_or(0, |thing| thing.weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_last_stays() {
        let recent = Recent::with_room(4);
        for n in 0..4 {
            recent.keep(&n, &Arc::new(n), 1);
        }
        assert_eq!(recent.get(&0).as_deref(), Some(&0));
        recent.keep(&4, &Arc::new(4), 1);
        let kept: Vec<i32> = (0..9).filter(|n| recent.get(n).is_some()).collect();
        assert_eq!(kept, [0, 3, 4]);
        recent.keep(&5, &Arc::new(5), 5);
        assert_eq!(recent.get(&5), None, "too heavy");
        recent.keep(&4, &Arc::new(40), 4);
        assert_eq!(recent.get(&4).as_deref(), Some(&40));
    }
}
