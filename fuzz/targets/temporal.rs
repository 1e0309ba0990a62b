//! Temporal expressions of any part of any text, resolved against any date that stands at its beginning.

#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::domain::{Edtf, Span};
use receipts::language::temporal;

fuzz_target!(|bytes: &[u8]| {
    let text = receipts_fuzz::text(bytes);
    let date = text.split_whitespace().take(3).find_map(Edtf::parse);
    let checksum = bytes.iter().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let (from, to) = (checksum % (text.len() + 1), checksum / 7 % (text.len() + 2));
    for within in [Span::new(0, text.len()), Span::new(from, to), Span::new(from, usize::MAX)] {
        let found = temporal::find(&text, within, date.as_ref());
        // A part may begin or end within a character; then it is read from the character's start.
        let read = Span::new(text.floor_char_boundary(within.start), within.end);
        receipts_fuzz::temporal(&text, read, &found);
        for timex in &found {
            if let Some(date) = temporal::edtf(timex, date.as_ref()) {
                assert_eq!(Edtf::parse(date.as_str()), Some(date), "{timex:?}");
            }
        }
    }
});
