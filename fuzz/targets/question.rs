//! Any question, command line or half-typed name, asked at a desk with the bundled articles.

#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use receipts::answer::{MOST_RECEIPTS, Question};
use receipts::commands::{AskError, Desk};
use receipts::ingest;

thread_local! {
    static DESK: LazyCell<Desk> =
        LazyCell::new(|| Desk::open(ingest::bundled().expect("the bundled articles")).expect("a desk"));
}

fuzz_target!(|bytes: &[u8]| {
    let asked = receipts_fuzz::text(bytes);
    DESK.with(|desk| {
        match desk.ask(&asked) {
            Ok(answer) => {
                assert!(answer.receipts.len() <= MOST_RECEIPTS, "{answer:?}");
                for receipt in &answer.receipts {
                    assert!(!receipt.sentence.is_empty() && desk.archive().head(&receipt.article).is_some());
                }
                // Rendered too: an answer repeats what was asked.
                receipts_fuzz::rendered(&answer);
            }
            Err(AskError::Asked(why)) => assert!(!why.is_empty()),
            Err(AskError::Broke(why)) => panic!("the store broke: {why}"),
        }
        let question = Question::of(desk.archive(), &asked).expect("the store is whole");
        for named in &question.names {
            assert!(named.words.0 < named.words.1 && named.words.1 <= question.words.len(), "{named:?}");
        }
        let completions = desk.complete(&asked).expect("the store is whole");
        assert!(completions.len() <= 25 && completions.iter().all(|c| !c.label.is_empty() && !c.value.is_empty()));
    });
});
