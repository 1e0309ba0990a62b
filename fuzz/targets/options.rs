//! Every command with any value for any of its options: what Discord, a menu's pick or a line of `--batch` brings.

#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use receipts::commands::{ALL, AskError, Desk, Options};
use receipts::ingest;

thread_local! {
    static DESK: LazyCell<Desk> = LazyCell::new(|| Desk::open(ingest::in_memory(
        receipts_fuzz::article("a", TEXT).into_iter().collect()).expect("a store")).expect("a desk"));
}

/// Two who share a name, an event told in two ways, a quotation.
const TEXT: &str = " date 2021-12-28 Ada Quill and Jon Marsh marry\n\n\
    Ada Quill, a singer, married Jon Marsh in Leeds on June 5, 2020. “It was a long night,” Ada Quill told Reel \
    Weekly. Her son Jon Quill, 6, was there. Ada Quill met Jon Marsh in 2018.\n\n\
    “We met in 2019,” said Jon Marsh, an actor. His brother Ben died in May.";

fuzz_target!(|given: (u8, u8, Vec<(u8, String)>)| {
    let (command, set, values) = given;
    let command = ALL[usize::from(command) % ALL.len()];
    let mut options: Options = values
        .into_iter()
        .map(|(n, value)| match command.options.get(usize::from(n)) {
            Some(option) => (option.name.to_owned(), value),
            None => (value.clone(), value),
        })
        .collect();
    // Half of the time the required ones hold a name that is borne, so that what comes after them is reached.
    for (n, option) in command.options.iter().enumerate() {
        if option.names && set >> n & 1 == 1 {
            options.insert(option.name.to_owned(), ["Jon", "Ada Quill", "Jon Marsh"][n % 3].to_owned());
        }
    }
    DESK.with(|desk| match desk.answer(command.name, &options) {
        Ok(answer) => receipts_fuzz::rendered(&answer),
        Err(AskError::Asked(why)) => assert!(!why.is_empty()),
        Err(AskError::Broke(why)) => panic!("the store broke: {why}"),
    });
});
