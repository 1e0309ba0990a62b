//! `receipts site`: the archive as a folder of pages.

use super::{Failure, articles, desk, people};
use crate::config::Site;
use crate::render::site::{self, SiteError};
use crate::store::Home;

pub(super) fn run(call: &Site, home: &Home) -> Result<(), Failure> {
    let desk = desk(home)?.it;
    let written = site::write(desk.archive(), |id| desk.profile(id), &call.folder).map_err(|error| match error {
        SiteError::Store(broke) => Failure::of(broke),
        refused @ SiteError::Write(_) => Failure::of(refused),
    })?;
    let removed = if written.removed > 0 { format!(", {} removed", written.removed) } else { String::new() };
    let (articles, people) = (articles(written.articles), people(written.people));
    println!("{articles}, {people}{removed}: {}", call.folder.join("index.html").display());
    Ok(())
}
