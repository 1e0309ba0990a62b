//! How do many machines share one archive?
//!
//! The only place that names `PostgreSQL`. The server holds what was read and who is who, in numbered editions, and the
//! work that is queued. It answers no question: that is done from a replica, a store file like any other, which is
//! brought up to the newest edition before it is used. So answers are the same to the letter wherever the archive is
//! kept, cost no round trip, and go on when the server is away.

mod address;
mod follow;
mod parcel;
mod publish;
mod queue;
mod replica;
mod schema;
mod trouble;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::address::Address;
use super::StoreError;

pub use self::follow::Follower;
pub use self::publish::{Copies, Edition, Linking};
pub use self::queue::{Turn, Workshop};

/// An archive on a server, and the file that copies it here.
#[derive(Clone, Debug)]
pub struct Shared {
    address: Arc<Address>,
    replica: PathBuf,
}

impl Shared {
    /// The archive at this address (`postgres://..`), copied to this file. Connects to nothing yet.
    pub fn at(url: &str, replica: &Path) -> Result<Self, StoreError> {
        Ok(Self { address: Arc::new(Address::parse(url)?), replica: replica.to_owned() })
    }

    /// The file that copies it.
    pub fn replica(&self) -> &Path {
        &self.replica
    }
}

/// As messages call it, without a password.
impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address.name())
    }
}
