//! Tab completion in the chat: commands, their options and names, as Discord offers them.

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

use crate::commands::{ALL, Desk};
use crate::render::terminal::harmless;

/// Completes with the names of a desk's archive.
pub(super) struct Completing {
    /// Where questions are asked.
    pub desk: Desk,
}

impl Completing {
    pub fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// From which byte on the line is replaced, and by what.
    fn candidates(&self, line: &str) -> (usize, Vec<Pair>) {
        let Some((name, _)) = line.strip_prefix('/').map(|l| l.split_once(' ').unwrap_or((l, ""))) else {
            let word = line.rfind(' ').map_or(0, |at| at + 1);
            return (word, if line.len() - word < 2 { Vec::new() } else { self.names(&line[word..]) });
        };
        if !line.contains(' ') {
            let commands = ALL.iter().filter(|c| c.name.starts_with(name));
            return (0, commands.map(|c| pair(format!("/{}", c.name), format!("/{} ", c.name))).collect());
        }
        let Some(command) = Desk::command(name) else { return (line.len(), Vec::new()) };
        let typed = command
            .options
            .iter()
            .filter_map(|o| line.rfind(&format!(" {}:", o.name)).map(|at| (at + o.name.len() + 2, o)))
            .max_by_key(|(at, _)| *at);
        let word = line.rfind(' ').map_or(0, |at| at + 1);
        let options = command
            .options
            .iter()
            .filter(|o| o.name.starts_with(&line[word..]) && !line.contains(&format!(" {}:", o.name)))
            .map(|o| pair(format!("{}:", o.name), format!("{}: ", o.name)));
        match typed {
            Some((from, option)) if option.names && !line[from..].trim().is_empty() => {
                let from = from + (line[from..].len() - line[from..].trim_start().len());
                let mut found = self.names(&line[from..]);
                if found.is_empty() {
                    found = options.collect();
                    return (word, found);
                }
                (from, found)
            }
            _ => (word, options.collect()),
        }
    }

    /// Names of which some word begins with what was typed: typing errors are for the question itself.
    fn names(&self, typed: &str) -> Vec<Pair> {
        let typed = typed.to_lowercase();
        let found = self.desk.complete(&typed).unwrap_or_default();
        let begins = |name: &str| {
            let name = name.to_lowercase();
            name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
        };
        found.into_iter().filter(|c| begins(&c.value)).map(|c| pair(harmless(&c.label), harmless(&c.value))).collect()
    }
}

fn pair(display: String, replacement: String) -> Pair {
    Pair { display, replacement }
}

impl Completer for Completing {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        Ok(self.candidates(&line[..at]))
    }
}

impl Hinter for Completing {
    type Hint = String;
}

impl Highlighter for Completing {}
impl Validator for Completing {}
impl Helper for Completing {}
