//! How is too little room divided among texts?
//!
//! Short ones stay whole; the long ones share what is left, each as much as the others.

/// The length that each text may have so that all of them fit into `room`: one that is no longer keeps its own.
pub(super) fn level(lengths: &[usize], room: usize) -> usize {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let mut left = room;
    for (i, &length) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - i);
        if length > share {
            return share;
        }
        left -= length;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_ones_share() {
        for (lengths, room, expected) in [
            (&[][..], 0, usize::MAX),
            (&[10, 20, 30], 60, usize::MAX),
            (&[10, 20, 31], 60, 30),
            (&[100, 10, 100], 70, 30),
            (&[5, 5], 0, 0),
        ] {
            assert_eq!(level(lengths, room), expected, "{lengths:?} in {room}");
        }
    }
}
