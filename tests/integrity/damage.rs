//! A damaged store is refused, whatever its size, and one that is damaged while it answers answers no more.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use receipts::domain::{Article, ArticleId, Reading, Span};
use receipts::render::export::export;
use receipts::store::{Builder, Entry, Origin, Store};

use super::{built, store, waiting};

/// All that a store has to say.
fn said(path: &Path) -> Option<Vec<u8>> {
    let store = Store::open(path).ok()?;
    let mut lines = Vec::new();
    export(&store, None, &mut lines).ok().map(|()| lines)
}

/// One thing that happens to the bytes of a file.
#[derive(Clone, Debug)]
enum Harm {
    Flipped(Vec<(Index, u8)>),
    CutAt(Index),
    Zeroed(Index, usize),
    Longer(Vec<u8>),
    /// One page in the place of another.
    Misplaced(Index, Index),
}

impl Harm {
    fn any() -> impl Strategy<Value = Self> {
        let index = any::<Index>;
        prop_oneof![
            4 => prop::collection::vec((index(), 0..8_u8), 1..5).prop_map(Self::Flipped),
            1 => index().prop_map(Self::CutAt),
            1 => (index(), 1..9000_usize).prop_map(|(at, bytes)| Self::Zeroed(at, bytes)),
            1 => prop::collection::vec(any::<u8>(), 1..5000).prop_map(Self::Longer),
            1 => (index(), index()).prop_map(|(one, other)| Self::Misplaced(one, other)),
        ]
    }

    fn done_to(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        match self {
            Self::Flipped(all) => all.iter().for_each(|(at, bit)| bytes[at.index(length)] ^= 1 << bit),
            Self::CutAt(at) => bytes.truncate(at.index(length)),
            Self::Zeroed(at, more) => {
                let from = at.index(length);
                bytes[from..length.min(from + more)].fill(0);
            }
            Self::Longer(more) => bytes.extend(more),
            Self::Misplaced(one, other) => {
                let start = |at: &Index| at.index(length / 4096) * 4096;
                let (from, to) = (start(one), start(other));
                bytes.copy_within(from..from + 4096, to);
            }
        }
    }
}

#[test]
fn whatever_befalls_a_file_its_answers_stay_or_it_is_refused() {
    let place = waiting(3);
    built(&place);
    let path = store(&place);
    let (whole, before) = (fs::read(&path).expect("a store"), said(&path).expect("said"));
    let runner = proptest::test_runner::Config { failure_persistence: None, ..ProptestConfig::with_cases(400) };
    proptest!(runner, |(harm in Harm::any())| {
        let mut bytes = whole.clone();
        harm.done_to(&mut bytes);
        fs::write(&path, &bytes).expect("written");
        match Store::open(&path) {
            Ok(_) => prop_assert!(said(&path).as_ref() == Some(&before)),
            Err(refusal) => {
                let refusal = refusal.to_string();
                prop_assert!(refusal.contains("receipts.db: "), "{}", refusal);
                let remedies = ["run `receipts build`", "update receipts", "name another file"];
                prop_assert!(remedies.iter().any(|remedy| refusal.contains(remedy)), "{}", refusal);
                prop_assert!(Builder::open(&path).is_err() || refusal.contains("older"), "a build takes no damage over");
            }
        }
    });
}

#[test]
fn a_large_store_is_no_exception() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("receipts.db");
    let mut builder = Builder::open(&path).expect("a builder");
    for id in ["a", "b", "c"] {
        let text = format!("{id} ").repeat(4 << 20);
        let article = Article {
            id: ArticleId(id.into()),
            date: None,
            title: Span::new(0, 1),
            body: Span::new(2, text.len()),
            outlet: None,
            url: None,
            warnings: Vec::new(),
            text,
        };
        let reading = Reading { article, sentences: vec![], chains: vec![], timexes: vec![], claims: vec![] };
        let origin = Origin { path: String::new(), hash: String::new(), reader: 1 };
        builder.put(Entry::of(reading, origin, None).expect("an entry")).expect("put");
    }
    drop(builder.publish().expect("published"));
    let length = fs::metadata(&path).expect("a store").len();
    assert!(length > 20 << 20, "{length}");
    for sixteenth in 0..=16 {
        let at = (length - 1) * sixteenth / 16;
        flip(&path, at);
        assert!(Store::open(&path).is_err(), "byte {at}");
        flip(&path, at);
        assert!(Store::open(&path).is_ok(), "byte {at}");
    }
}

#[test]
fn a_store_that_is_written_to_while_it_answers_answers_no_more() {
    let place = waiting(3);
    built(&place);
    let store = Store::open(&store(&place)).expect("a store");
    assert_eq!(store.articles().expect("read").len(), 3);
    flip(&super::store(&place), 5000);
    let refusal = store.articles().expect_err("changed").to_string();
    assert!(refusal.contains("changed since it was opened") && refusal.contains("run `receipts build`"), "{refusal}");
    assert!(!store.is_whole());
}

#[test]
fn what_a_disk_forgets_by_itself_is_found_by_reading_it_through() {
    let place = waiting(3);
    built(&place);
    let path = store(&place);
    let store = Store::open(&path).expect("a store");
    store.read_through().expect("whole");
    let written = fs::metadata(&path).expect("there").modified().expect("a time");
    flip(&path, 5000);
    File::options().write(true).open(&path).and_then(|file| file.set_modified(written)).expect("set back");
    assert!(store.is_whole(), "nothing is to be seen from outside");
    let refusal = store.read_through().expect_err("damaged").to_string();
    assert!(refusal.contains("checksum") && refusal.contains("run `receipts build`"), "{refusal}");
    assert!(!store.is_whole() && store.articles().is_err());
}

/// Changes one bit in place.
fn flip(path: &Path, at: u64) {
    let byte = fs::read(path).expect("read")[usize::try_from(at).expect("small")];
    let mut file = File::options().write(true).open(path).expect("there");
    file.seek(SeekFrom::Start(at)).expect("sought");
    file.write_all(&[byte ^ 4]).expect("written");
}
