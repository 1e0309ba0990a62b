//! Any text analysed: every stage's result has its place in the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::language;

fuzz_target!(|bytes: &[u8]| {
    let Some(article) = receipts_fuzz::article("a", &receipts_fuzz::text(bytes)) else { return };
    receipts_fuzz::analysis(&language::analyse(&article));
});
