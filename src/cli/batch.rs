//! `receipts ask --batch`: a line in, a line out, in the same order, whatever the line is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde_json::{Map, Value};

use super::Failure;
use crate::commands::{AskError, Desk, Options};
use crate::render::json;

pub(super) fn run(file: &Path, desk: &Desk) -> Result<(), Failure> {
    let refuse = |e: io::Error| Failure::Failed(format!("{}: {e}; name a file of JSON lines", file.display()));
    let mut lines: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).map_err(refuse)?))
    };
    let mut out = io::stdout().lock();
    let (mut line, mut broke) = (Vec::new(), None);
    while lines.read_until(b'\n', &mut line).map_err(refuse)? > 0 {
        let reply = answer(desk, &String::from_utf8_lossy(&line)).unwrap_or_else(|(reply, why)| {
            broke = Some(why);
            reply
        });
        writeln!(out, "{reply}")?;
        line.clear();
    }
    broke.map_or(Ok(()), |why| Err(Failure::Failed(why)))
}

/// The reply to one line; with what broke where it was not the line's fault.
fn answer(desk: &Desk, line: &str) -> Result<String, (String, String)> {
    let object: Map<String, Value> = match serde_json::from_str(line.trim_start_matches('\u{FEFF}')) {
        Ok(object) => object,
        Err(e) => {
            let why = format!("not a JSON object ({e}); write {{\"id\": .., \"question\": ..}}");
            return Ok(json::failure(&Value::Null, &why));
        }
    };
    let id = object.get("id").unwrap_or(&Value::Null);
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    let answered = match (text("command"), text("question")) {
        (Some(command), _) => desk.answer(command, &options(object.get("options"))),
        (None, Some(question)) => desk.ask(question),
        (None, None) => Err(AskError::Asked("Neither \"command\" nor \"question\" is given as text.".to_owned())),
    };
    match answered {
        Ok(answer) => Ok(json::answer(id, &answer)),
        Err(AskError::Asked(why)) => Ok(json::failure(id, &why)),
        Err(AskError::Broke(e)) => Err((json::failure(id, "Something broke; see the error output."), e.to_string())),
    }
}

/// Options as Discord would hand them on: texts; a number or a truth value is taken as typed.
fn options(given: Option<&Value>) -> Options {
    let given = given.and_then(Value::as_object).into_iter().flatten();
    given
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name.clone(), text.clone())),
            Value::Number(number) => Some((name.clone(), number.to_string())),
            Value::Bool(truth) => Some((name.clone(), truth.to_string())),
            _ => None,
        })
        .collect()
}
