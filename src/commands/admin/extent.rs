//! How much does the archive that answers hold?

use crate::answer::Archive;
use crate::commands::which_one::reach;

/// How much there is: `3 articles in the archive, the newest of 12 May 2022, and 11 people.`
pub(super) fn archive(archive: &Archive) -> String {
    let people = match archive.names.people().len() {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    };
    format!("{}, and {people}.", reach(archive).trim_end_matches('.'))
}
