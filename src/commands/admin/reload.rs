//! `/admin reload`: how does a new archive take the place of the old one?
//!
//! The store is opened at its place again; only when that has worked does it answer. Until then, and whenever it does
//! not work, the old one does.

use std::sync::TryLockError;

use super::status::archive;
use super::{AdminCommand, Office, Server};
use crate::answer::{Answer, Kind};
use crate::commands::{AskError, Options};
use crate::store::StoreError;

/// The subcommand.
pub static COMMAND: AdminCommand =
    AdminCommand { name: "reload", description: "Open the archive again, after a build", options: &[], answer };

fn answer(office: &Office, _: Server, _: &Options) -> Result<Answer, AskError> {
    let refuse = |why: &str| Err(AskError::Asked(why.to_owned()));
    let Some(reopen) = &office.around.reopen else {
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
        let opened = reopen().map_err(|StoreError(why)| {
            AskError::Asked(format!(
                "The archive that was there goes on answering, for the new one can't be opened. {why}"
            ))
        });
        office.replace(opened?);
        "The archive is opened again, and answers from now on."
    };
    let answer = Answer { kind: Kind::Manual, title: "Reload".to_owned(), ..Answer::default() };
    Ok(answer.says(said).says(archive(office.desk().archive())))
}
