//! A copy of the store's file is a backup, whenever it is made.

use std::fs;

use receipts::store::Store;

use super::place::listed;
use super::{ARTICLE, STORE, built, store, waiting};

#[test]
fn a_file_copied_while_builds_run_is_whole() {
    const BUILDS: usize = 12;
    let place = waiting(1);
    let (mut copies, mut seen) = (0, Vec::new());
    for n in 1..=BUILDS {
        place.write(&format!("articles/b{n}.txt"), ARTICLE.repeat(3));
        let mut build = place.command(&["build", "articles"]).spawn().expect("started");
        loop {
            let copy = place.path("backup.db");
            fs::copy(store(&place), &copy).expect("copied");
            let articles = Store::open(&copy).expect("whole").articles().expect("read").len();
            assert!(articles == n || articles == n + 1, "{articles} in build {n}");
            seen.push(articles);
            copies += 1;
            if build.try_wait().expect("asked").is_some() {
                break;
            }
        }
    }
    seen.dedup();
    assert!(copies >= BUILDS && seen.is_sorted(), "{seen:?}");
}

#[test]
fn a_backup_that_is_put_back_answers_as_before() {
    let place = waiting(3);
    let before = place.run(&["export"]).out;
    fs::copy(store(&place), place.path("backup.db")).expect("copied");
    built(&place);
    assert_ne!(place.run(&["export"]).out, before);
    // As the README tells: beside it first, then in its place.
    fs::copy(place.path("backup.db"), place.path("data/receipts.db.new")).expect("copied");
    fs::rename(place.path("data/receipts.db.new"), store(&place)).expect("renamed");
    assert_eq!(place.run(&["export"]).out, before);
    built(&place);
    assert_eq!(place.export(&["--kind", "article"]).len(), 3);
    assert_eq!(listed(&place.path("data")), [place.path(STORE), place.path("data/receipts.db.lock")]);
}
