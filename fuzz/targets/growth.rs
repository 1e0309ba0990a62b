//! A few bytes over and over, a quarter of a megabyte of them: read in time that grows with the text alone.
//!
//! What grows with the square takes minutes at this length, and libFuzzer's `-timeout` finds it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::{extract, language};

/// Bytes of text.
const LENGTH: usize = 256 * 1024;
/// The longest stretch that is repeated; longer ones are other targets' work.
const LONGEST: usize = 256;

fuzz_target!(|bytes: &[u8]| {
    let once = receipts_fuzz::text(&bytes[..bytes.len().min(LONGEST)]);
    if once.is_empty() {
        return;
    }
    let Some(article) = receipts_fuzz::article("a", &once.repeat(LENGTH / once.len())) else { return };
    let analysis = language::analyse(&article);
    assert!(analysis.mentions.len() <= article.text.len() && analysis.chains.len() <= article.text.len());
    extract::claims(&analysis);
});
