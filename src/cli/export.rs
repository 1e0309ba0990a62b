//! `receipts export`: JSON lines of what the store holds.

use std::io::{self, BufWriter};
use std::path::Path;

use super::{Failure, store};
use crate::config::Export;
use crate::render::export::{ExportError, export};

pub(super) fn run(call: &Export, path: &Path) -> Result<(), Failure> {
    let store = store(path).map_err(Failure::of)?;
    let out = BufWriter::new(io::stdout().lock());
    export(&store, call.kind.as_deref(), out).map_err(|e| match e {
        ExportError::Write(e) => e.into(),
        ExportError::Store(e) => Failure::of(e),
    })
}
