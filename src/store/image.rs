//! How does a whole store get from one process to another?
//!
//! As the bytes that its file would hold, kept in memory on both sides: nothing is written to a disk. It is meant for two
//! processes of one program; a store for anybody else is a file, with a seal.

use std::sync::PoisonError;

use rusqlite::{Connection, MAIN_DB};

use super::schema::VERSION;
use super::{Store, StoreError, file};

const NAME: &str = "memory";

impl Store {
    /// All of it, as bytes.
    pub fn into_image(self) -> Result<Vec<u8>, StoreError> {
        let mut db = self.db.into_inner().unwrap_or_else(PoisonError::into_inner);
        db.serialize(MAIN_DB).map(|image| image.to_vec()).map_err(|e| file::trouble(&self.name, &e))
    }

    /// The store that `image` was made of, in memory.
    pub fn of_image(image: &[u8]) -> Result<Self, StoreError> {
        let opened = || {
            let mut db = Connection::open_in_memory()?;
            db.deserialize_read_exact(MAIN_DB, image, image.len(), true)?;
            let version = db.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))?;
            // There may be no folder that a large sorting could be put down in.
            db.pragma_update(None, "temp_store", "MEMORY")?;
            Ok((db, version))
        };
        match opened() {
            Ok((db, VERSION)) => Ok(Self::over(db, NAME.to_owned())),
            Ok((_, version)) => Err(StoreError(format!("{NAME}: schema {version} where {VERSION} is wanted"))),
            Err::<_, rusqlite::Error>(e) => Err(file::trouble(NAME, &e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Builder;

    #[test]
    fn what_arrives_is_what_was_sent() {
        let sent = Builder::in_memory().and_then(Builder::publish).expect("a store").into_image().expect("bytes");
        let arrived = Store::of_image(&sent).expect("a store");
        assert_eq!(arrived.articles().expect("read").len(), 0);
        assert_eq!(arrived.into_image().expect("bytes"), sent);
    }

    #[test]
    fn what_is_no_store_is_refused() {
        let whole = Builder::in_memory().and_then(Builder::publish).expect("a store").into_image().expect("bytes");
        for image in [&b""[..], b"receipts: out of memory", &whole[..100]] {
            assert!(Store::of_image(image).is_err(), "{} bytes", image.len());
        }
    }
}
