//! Does a store's file hold what was written to it?
//!
//! A published file ends with its seal: the CRC-32 of each MiB of its pages, and one of the seal itself. `SQLite` reads the
//! pages that its header counts and never sees the seal; its own checks look at the structure alone, and pass over a
//! changed letter. Says nothing of what is written in the pages.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use crc32fast::hash;

/// Bytes that share a checksum, and are read at once.
const STRETCH: usize = 1 << 20;
const MARK: &[u8; 8] = b"Rcptseal";
const CHECKSUM: usize = size_of::<u32>();

/// Bytes that the seal of so many bytes of pages takes.
pub(super) fn length(pages: u64) -> u64 {
    pages.div_ceil(STRETCH as u64) * CHECKSUM as u64 + (MARK.len() + CHECKSUM) as u64
}

/// Seals a file of pages, and does not come back before all of it is on the disk.
pub(super) fn set(path: &Path) -> io::Result<()> {
    let mut file = File::options().read(true).append(true).open(path)?;
    let pages = file.metadata()?.len();
    let seal = sealed(sums(&mut file, pages)?);
    file.write_all(&seal)?;
    file.sync_all()
}

/// Reads a sealed file through: whether its pages are what was sealed.
pub(super) fn holds(mut file: impl Read, pages: u64) -> io::Result<bool> {
    let seal = sealed(sums(&mut file, pages)?);
    let mut found = Vec::with_capacity(seal.len() + 1);
    file.take(seal.len() as u64 + 1).read_to_end(&mut found)?;
    Ok(found == seal)
}

/// The checksums of the pages, in order.
fn sums(file: &mut impl Read, pages: u64) -> io::Result<Vec<u8>> {
    let mut sums = Vec::new();
    let mut stretch = vec![0; STRETCH.min(usize::try_from(pages).unwrap_or(STRETCH))];
    let mut left = pages;
    while left > 0 {
        let next = usize::try_from(left).unwrap_or(STRETCH).min(STRETCH);
        let stretch = &mut stretch[..next];
        file.read_exact(stretch)?;
        sums.extend(hash(stretch).to_le_bytes());
        left -= next as u64;
    }
    Ok(sums)
}

fn sealed(mut sums: Vec<u8>) -> Vec<u8> {
    sums.extend(MARK);
    let own = hash(&sums);
    sums.extend(own.to_le_bytes());
    sums
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_seal_has_the_length_that_it_should_and_holds() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        for pages in [0, 1, 4096, STRETCH - 1, STRETCH, STRETCH + 1, 3 * STRETCH] {
            fs::write(&path, vec![7; pages]).expect("written");
            set(&path).expect("sealed");
            let (file, pages) = (File::open(&path).expect("there"), pages as u64);
            assert_eq!(file.metadata().expect("there").len(), pages + length(pages));
            assert!(holds(file, pages).expect("read"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn whatever_is_changed_breaks_it(at in any::<prop::sample::Index>(), bit in 0..8_u32, more in any::<u8>()) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("x");
            let pages: Vec<u8> = (0..=255).cycle().take(STRETCH + 5000).collect();
            fs::write(&path, &pages).expect("written");
            set(&path).expect("sealed");
            let whole = fs::read(&path).expect("read");
            let held = |bytes: &[u8]| holds(bytes, pages.len() as u64).is_ok_and(|holds| holds);
            prop_assert!(held(&whole));
            let mut flipped = whole.clone();
            flipped[at.index(whole.len())] ^= 1 << bit;
            prop_assert!(!held(&flipped));
            prop_assert!(!held(&whole[..at.index(whole.len())]));
            prop_assert!(!held(&[&whole[..], &[more]].concat()));
        }
    }
}
