//! Which articles does an invented archive of some size hold?

use std::fs;
use std::path::Path;
use std::process::Command;

use super::newsroom::{Newsroom, Piece};

/// How many people one of five articles is about.
pub const STARS: usize = 20;

/// So many articles, one after the other.
pub fn pieces(size: usize) -> impl Iterator<Item = Piece> {
    let mut crowd = Newsroom::new(7, size / 10);
    let mut stars = Newsroom::new(8, STARS);
    (0..size).map(move |number| {
        let room = if number % 5 == 0 { &mut stars } else { &mut crowd };
        room.piece(number)
    })
}

/// Writes them into a folder, a file each; how many bytes they have.
pub fn write(size: usize, folder: &Path) -> usize {
    fs::create_dir_all(folder).expect("a folder");
    let mut bytes = 0;
    for piece in pieces(size) {
        bytes += piece.article.text.len();
        fs::write(folder.join(format!("{}.txt", piece.article.id)), &piece.article.text).expect("written");
    }
    // What an archive is built from has long been on the disk.
    let _ = Command::new("sync").status();
    bytes
}
