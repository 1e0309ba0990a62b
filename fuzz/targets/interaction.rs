//! Any bytes as an interaction: what Discord posts, or somebody who has got hold of the key.

#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use receipts::commands::{Desk, Office};
use receipts::store::Ledger;
use receipts::{discord, ingest};

thread_local! {
    static OFFICE: LazyCell<Office> = LazyCell::new(|| {
        let store = ingest::bundled().expect("a store");
        Office::new(Desk::open(store).expect("a desk"), Ledger::in_memory())
    });
}

fuzz_target!(|body: &[u8]| {
    if let Ok(Some(reply)) = OFFICE.with(|office| discord::answer(office, body)) {
        let reply: serde_json::Value = serde_json::from_slice(&reply).expect("JSON");
        let data = &reply["data"];
        assert!(data["content"].as_str().is_none_or(|content| content.chars().count() <= 2000));
        assert!(data["embeds"].as_array().is_none_or(|embeds| embeds.len() <= 10));
        assert!(data["choices"].as_array().is_none_or(|choices| choices.len() <= 25));
    }
});
