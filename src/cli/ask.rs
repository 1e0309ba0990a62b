//! `receipts ask`: one question, one answer.

use std::io::{self, Write};

use serde_json::Value;

use super::{Failure, batch, desk, width};
use crate::commands::AskError;
use crate::config::Ask;
use crate::render::{json, terminal};
use crate::store::Home;

pub(super) fn run(call: &Ask, home: &Home) -> Result<(), Failure> {
    let desk = desk(home)?.it;
    if let Some(file) = &call.batch {
        return batch::run(file, &desk);
    }
    let answer = desk.ask(&call.text.join(" ")).map_err(|e| match e {
        AskError::Asked(why) => Failure::WrongCall(terminal::harmless(&why)),
        AskError::Broke(e) => Failure::of(e),
    })?;
    let mut out = io::stdout().lock();
    if call.json {
        writeln!(out, "{}", json::answer(&Value::Null, &answer))?;
    } else {
        out.write_all(terminal::answer(&answer, width()).as_bytes())?;
    }
    Ok(())
}
