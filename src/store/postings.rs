//! Which sentences or quotations hold a word, in few bytes?
//!
//! Numbers in order are kept as the distances between them, seven bits a byte: the lists of common words fill what memory
//! there is for lists, and most distances are short. A list is unpacked whole: that is little beside reading it.

/// Numbers in order.
#[derive(Debug, Default)]
pub(super) struct Postings {
    bytes: Box<[u8]>,
    count: usize,
}

impl Postings {
    /// Keeps numbers, which come in order.
    pub(super) fn of(numbers: &[u32]) -> Self {
        let mut bytes = Vec::with_capacity(numbers.len() * 2);
        let mut before = 0;
        for number in numbers {
            let mut left = number.wrapping_sub(before);
            while left >= 0x80 {
                bytes.push(left as u8 | 0x80);
                left >>= 7;
            }
            bytes.push(left as u8);
            before = *number;
        }
        Self { bytes: bytes.into(), count: numbers.len() }
    }

    /// The numbers in order.
    pub(super) fn numbers(&self) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(self.count);
        let (mut number, mut distance, mut shift) = (0_u32, 0_u32, 0);
        for byte in &self.bytes {
            distance |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                number = number.wrapping_add(distance);
                numbers.push(number);
                (distance, shift) = (0, 0);
            } else {
                shift += 7;
            }
        }
        numbers
    }

    /// How many bytes they take.
    pub(super) fn weight(&self) -> usize {
        100 + self.bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for numbers in [&[][..], &[0], &[7, 8, 9], &[0, 127, 128, 300, 70_000, u32::MAX - 1, u32::MAX], &[5, 5]] {
            let kept = Postings::of(numbers);
            assert_eq!(kept.numbers(), numbers);
            assert!(kept.weight() <= 100 + 5 * numbers.len());
        }
    }
}
