//! `receipts export`: JSON lines of what the store holds.

use std::io::{self, BufWriter};

use super::{Failure, store};
use crate::config::Export;
use crate::render::export::{ExportError, export};
use crate::store::Home;

pub(super) fn run(call: &Export, home: &Home) -> Result<(), Failure> {
    let store = store(home).map_err(Failure::of)?.it;
    let out = BufWriter::new(io::stdout().lock());
    export(&store, call.kind.as_deref(), out).map_err(|e| match e {
        ExportError::Write(e) => e.into(),
        ExportError::Store(e) => Failure::of(e),
    })
}
