//! `/admin reload`: how does a new archive take the place of the old one?
//!
//! The store is opened at its place again; only when that has worked does it answer. Until then, and whenever it does
//! not work, the old one does.

use std::path::Path;
use std::sync::TryLockError;

use tracing::warn;

use super::status::archive;
use super::{AdminCommand, Office, Server};
use crate::answer::{Answer, Kind};
use crate::commands::{AskError, Desk, Options};
use crate::store::{Store, StoreError};

/// The subcommand.
pub static COMMAND: AdminCommand =
    AdminCommand { name: "reload", description: "Open the archive again, after a build", options: &[], answer };

fn answer(office: &Office, _: Server, _: &Options) -> Result<Answer, AskError> {
    let refuse = |why: &str| Err(AskError::Asked(why.to_owned()));
    let Some(place) = &office.around.place else {
        return refuse("This archive was not opened from a store, so there is none to open again.");
    };
    // Opening takes memory and time; whoever asks meanwhile gets the same one.
    let _turn = match office.reloading.try_lock() {
        // Poisoned: somebody died in here, and changed nothing.
        Ok(turn) => turn,
        Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
        Err(TryLockError::WouldBlock) => return refuse("The archive is being opened already. Look again in a moment."),
    };
    let said = if office.desk().archive().store.is_in_place() {
        "This is the newest archive already."
    } else {
        office.replace(open(place)?);
        "The archive is opened again, and answers from now on."
    };
    let answer = Answer { kind: Kind::Manual, title: "Reload".to_owned(), ..Answer::default() };
    Ok(answer.says(said).says(archive(office.desk().archive())))
}

/// Without a store that is an error, too: other articles, such as the bundled ones, would take the archive's place. Where
/// it lies is for the log alone.
fn open(place: &Path) -> Result<Desk, AskError> {
    Store::open(place).and_then(Desk::open).map_err(|StoreError(why)| {
        warn!("The archive can't be opened again: {why}");
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let why = why.replace(&place.display().to_string(), &name);
        AskError::Asked(format!(
            "The archive that was there goes on answering, for the new one can't be opened. {why}."
        ))
    })
}
