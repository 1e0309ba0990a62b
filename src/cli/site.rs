//! `receipts site`: the archive as a folder of pages.

use super::{Failure, desk};
use crate::config::Site;
use crate::render::site::{self, SiteError};
use crate::store::Home;

pub(super) fn run(call: &Site, home: &Home) -> Result<(), Failure> {
    let desk = desk(home)?.it;
    let written = site::write(desk.archive(), |id| desk.profile(id), &call.folder).map_err(|error| match error {
        SiteError::Store(broke) => Failure::of(broke),
        SiteError::Write(why) => Failure::Failed(why),
    })?;
    let removed = if written.removed > 0 { format!(", {} removed", written.removed) } else { String::new() };
    println!(
        "{} articles, {} people{removed}: {}",
        written.articles,
        written.people,
        call.folder.join("index.html").display()
    );
    Ok(())
}
