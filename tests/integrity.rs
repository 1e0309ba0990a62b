//! Whatever happens, no committed fact is lost, what is damaged never answers, and a message names the thing and the
//! remedy.

mod place;

#[path = "integrity/backup.rs"]
mod backup;
#[path = "integrity/damage.rs"]
mod damage;
#[path = "integrity/killed.rs"]
mod killed;
#[path = "integrity/ledger.rs"]
mod ledger;
#[path = "integrity/refused.rs"]
mod refused;
#[path = "integrity/upgrade.rs"]
mod upgrade;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use place::Place;

const ARTICLE: &str = " date 2021-12-28 Zoë Quinlan and Lee Holt meet\n\nZoë Quinlan met Lee Holt in Oslo.\n";
/// Where a build puts its store when nothing else is said.
const STORE: &str = "data/receipts.db";

/// A place with a store of one article, and so many articles in all that wait in `articles`.
fn waiting(articles: usize) -> Place {
    let place = Place::new();
    place.write("articles/a0.txt", ARTICLE);
    built(&place);
    for n in 1..articles {
        place.write(&format!("articles/a{n}.txt"), ARTICLE.repeat(4));
    }
    place
}

fn built(place: &Place) {
    let ran = place.run(&["build", "articles"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn store(place: &Place) -> PathBuf {
    place.path(STORE)
}

/// Says so to whoever runs the tests, though they pass.
fn told(what: impl Display) {
    let _ = writeln!(io::stderr(), "integrity: {what}");
}
