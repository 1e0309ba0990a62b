//! `receipts` without a token: a chat in the terminal, or lines on stdin when it is none.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Config, Editor};

use super::complete::Completing;
use super::{Failure, Open, desk, width};
use crate::commands::{AskError, Desk};
use crate::render::terminal;
use crate::store::Home;

pub(super) fn run(home: &Home) -> Result<(), Failure> {
    let Open { it: desk, name: source, .. } = desk(home)?;
    let articles = desk.archive().size();
    eprintln!(
        "DISCORD_TOKEN is not set: a chat here instead of the bot ({articles} articles, {}).",
        terminal::harmless(&source)
    );
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return converse(desk);
    }
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|e| Failure::Failed(format!("cannot read the question: {e}; send UTF-8 text")))?;
        if !line.trim().is_empty() {
            writeln!(out, "{}", reply(&desk, &line)?)?;
        }
    }
    Ok(())
}

fn converse(desk: Desk) -> Result<(), Failure> {
    let broken = |e: ReadlineError| Failure::Failed(format!("the terminal: {e}"));
    let config = Config::builder().max_history_size(1000).map_err(broken)?.auto_add_history(true).build();
    let mut editor: Editor<Completing, FileHistory> = Editor::with_config(config).map_err(broken)?;
    let history = history();
    if let Some(file) = &history {
        // The first time there is none.
        let _ = editor.load_history(file);
    }
    println!("Ask about these articles, or type /help. Tab completes commands and names; Ctrl-D leaves.");
    editor.set_helper(Some(Completing::new(desk)));
    loop {
        let line = match editor.readline("> ") {
            Ok(line) => line,
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => break,
            Err(e) => return Err(broken(e)),
        };
        match line.trim() {
            "" => {}
            "exit" | "quit" => break,
            question => {
                let Some(helper) = editor.helper() else { break };
                print!("\n{}\n", reply(&helper.desk, question)?);
            }
        }
    }
    if let Some(file) = &history {
        // A history that cannot be kept is no reason to fail.
        let _ = editor.save_history(file);
    }
    Ok(())
}

/// What is printed for one line; only what broke ends the chat.
fn reply(desk: &Desk, line: &str) -> Result<String, Failure> {
    match desk.ask(line) {
        Ok(answer) => Ok(terminal::answer(&answer, width())),
        Err(AskError::Asked(why)) => Ok(format!("{}\n", terminal::harmless(&why))),
        Err(AskError::Broke(e)) => Err(Failure::of(e)),
    }
}

/// Where earlier questions are kept: the user's data folder, or nowhere.
fn history() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let folder = data.or_else(|| std::env::home_dir().map(|home| home.join(".local/share")))?.join("receipts");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}
