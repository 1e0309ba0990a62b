//! `/admin reload`: how does a new archive take the place of the old one?
//!
//! The store is opened at its place again; only when that has worked does it answer. Until then, and whenever it does
//! not work, the old one does.

use std::path::Path;
use std::sync::TryLockError;

use tracing::warn;

use super::extent::archive;
use super::{AdminCommand, Call, Office};
use crate::answer::{Answer, Kind};
use crate::commands::{AskError, Desk};
use crate::store::{Store, StoreError};

/// The subcommand.
pub static COMMAND: AdminCommand =
    AdminCommand { name: "reload", description: "Open the archive again, after a build", options: &[], answer };

fn answer(office: &Office, _: &Call<'_>) -> Result<Answer, AskError> {
    let refuse = |why: &str| Err(AskError::Asked(why.to_owned()));
    let Some(place) = &office.around.place else {
        return refuse("This archive was not opened from a store, so there is none to open again.");
    };
    let said = match renewed(office, place) {
        Some(Ok(false)) => "This is the newest archive already.",
        Some(Ok(true)) => "The archive is opened again, and answers from now on.",
        Some(Err(StoreError(why))) => {
            warn!("The archive can't be opened again: {why}");
            return Err(AskError::Asked(without_folders(&why, place)));
        }
        None => return refuse("The archive is being opened already. Look again in a moment."),
    };
    let answer = Answer { kind: Kind::Manual, title: "Reload".to_owned(), ..Answer::default() };
    Ok(answer.says(said).says(archive(office.desk().archive())))
}

impl Office {
    /// Opens the archive again where a build has put another one in its place, and tells whether it did. What is being
    /// asked meanwhile is answered by the one or the other as a whole. Servers' archives are looked after, too. An error changes nothing; that there is no file is
    /// none: somebody may be moving one there.
    pub fn refresh(&self) -> Result<bool, StoreError> {
        self.catch_up();
        match &self.around.place {
            Some(place) if place.exists() => renewed(self, place).unwrap_or(Ok(false)),
            _ => Ok(false),
        }
    }
}

/// Whether another archive lay in this place and answers now; `None` while somebody else is opening it.
fn renewed(office: &Office, place: &Path) -> Option<Result<bool, StoreError>> {
    // Opening takes memory and time; whoever asks meanwhile gets the same one.
    let _turn = match office.reloading.try_lock() {
        // Poisoned: somebody died in here, and changed nothing.
        Ok(turn) => turn,
        Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
        Err(TryLockError::WouldBlock) => return None,
    };
    if office.desk().archive().store.is_in_place() {
        return Some(Ok(false));
    }
    // Without a store that is an error, too: other articles, such as the bundled ones, would take the archive's place.
    Some(Store::open(place).and_then(Desk::open).map(|desk| {
        office.replace(desk);
        true
    }))
}

/// Where the archive lies is for the log alone.
fn without_folders(why: &str, place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let why = why.replace(&place.display().to_string(), &name);
    format!("The archive that was there goes on answering, for the new one can't be opened. {why}.")
}
