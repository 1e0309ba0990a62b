//! A store of an older version is refused with the remedy, and the remedy works.

use std::fs;

use rusqlite::Connection;

use super::place::Place;
use super::{ARTICLE, built, store};

/// The tables as the first version made them, with one article that it read.
const FIRST: &str = include_str!("first.sql");

#[test]
fn a_store_of_the_first_version_is_refused_until_a_build_brings_it_up_to_date() {
    let place = Place::new();
    place.write("articles/a0.txt", ARTICLE);
    built(&place);
    let fresh = place.run(&["export"]).out;
    fs::remove_file(store(&place)).expect("removed");

    let db = Connection::open(store(&place)).expect("a database");
    db.execute_batch(FIRST).expect("made");
    let path = place.path("articles/a0.txt");
    db.execute("UPDATE article SET path = ?1", [path.to_str().expect("UTF-8")]).expect("put");
    db.close().expect("closed");
    let old = fs::read(store(&place)).expect("a store");

    for args in [&["ask", "Who is Lee Holt?"][..], &["export"], &["run"], &["check"]] {
        let refused = place.run(args);
        assert_eq!(refused.code, 1, "{args:?}");
        let told = refused.err + &refused.out;
        let says = "receipts.db: written by an older receipts (schema 1, this one wants ";
        assert!(told.contains(says) && told.contains("run `receipts build`"), "{args:?}: {told}");
    }
    assert!(fs::read(store(&place)).expect("a store") == old, "asking changes nothing");
    built(&place);
    assert_eq!(place.run(&["export"]).out, fresh);
    let again = place.run(&["build", "articles"]);
    assert!(again.out.starts_with("0 read, 1 unchanged"), "{}", again.out);
}
