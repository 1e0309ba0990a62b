//! Which shards of the gateway does this process run?

use std::str::FromStr;

/// The shards that one process runs: from the first to the last, of all that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shards {
    /// The first one, counted from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// How many there are in all processes together.
    pub total: u32,
}

impl Shards {
    /// How many this process runs.
    pub fn count(self) -> u32 {
        (self.last - self.first).saturating_add(1)
    }
}

impl FromStr for Shards {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = || {
            let (range, total) = text.split_once('/')?;
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some(Self { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok()? })
        };
        parsed()
            .filter(|s| s.first <= s.last && s.last < s.total)
            .ok_or_else(|| "write A-B/N, counted from 0, such as 0-3/8".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_range_of_all() {
        assert_eq!("0-3/8".parse(), Ok(Shards { first: 0, last: 3, total: 8 }));
        assert_eq!("2/4".parse(), Ok(Shards { first: 2, last: 2, total: 4 }));
        for bad in ["", "3-1/8", "0-8/8", "a-b/c", "1"] {
            assert!(bad.parse::<Shards>().is_err(), "{bad}");
        }
    }
}
