//! `receipts check`: configuration, token, store and articles; what to do about each problem. Connects to nothing.

use std::io::{self, Write};
use std::path::Path;

use super::{Failure, Open, store};
use crate::article;
use crate::config::Discord;
use crate::ingest;
use crate::render::terminal::harmless;
use crate::store::Home;

pub(super) fn run(discord: &Discord, home: &Home) -> Result<(), Failure> {
    let mut report = Report::default();
    token(&mut report, discord);
    archive(&mut report, home);
    io::stdout().lock().write_all(report.lines.as_bytes())?;
    match report.problems {
        0 => Ok(()),
        1 => Err(Failure::Failed("1 problem".to_owned())),
        n => Err(Failure::Failed(format!("{n} problems"))),
    }
}

/// What was found so far.
#[derive(Default)]
struct Report {
    lines: String,
    problems: usize,
}

impl Report {
    fn fine(&mut self, what: &str) {
        self.line("ok", what);
    }

    /// Something odd that works all the same.
    fn warning(&mut self, what: &str) {
        self.line("warning", what);
    }

    fn problem(&mut self, what: &str) {
        self.problems += 1;
        self.line("problem", what);
    }

    fn line(&mut self, verdict: &str, what: &str) {
        self.lines.extend([&format!("{verdict:<8} "), harmless(what).as_str(), "\n"]);
    }
}

fn token(report: &mut Report, discord: &Discord) {
    match discord.token() {
        Err(e) => report.problem(&e.to_string()),
        Ok(None) => report.problem(
            "DISCORD_TOKEN is not set: create a bot at https://discord.com/developers/applications and put its token \
             in .env (the terminal works without one)",
        ),
        // Discord's tokens are three parts in base64url; what they say is nobody's business here.
        Ok(Some(token)) if token.reveal().split('.').filter(|part| !part.is_empty()).count() != 3 => report.problem(
            "DISCORD_TOKEN does not look like a bot's token (three parts with points between): copy it again from \
             https://discord.com/developers/applications (your application, Bot)",
        ),
        Ok(Some(_)) => report.fine("token: set"),
    }
    if discord.public_key().is_some_and(|k| k.len() != 64 || !k.bytes().all(|b| b.is_ascii_hexdigit())) {
        report.problem("DISCORD_PUBLIC_KEY is not 64 hexadecimal digits: copy it from your application's page");
    }
    if let Some(proxy) = discord.proxy().filter(|p| !p.starts_with("http://") && !p.starts_with("https://")) {
        report.problem(&format!("DISCORD_PROXY={proxy} is no web address: write it like http://127.0.0.1:8080"));
    }
}

fn archive(report: &mut Report, home: &Home) {
    let checked = store(home).map_err(|e| e.to_string()).and_then(|Open { it: store, built, .. }| {
        let articles = store.articles().map_err(|e| e.to_string())?;
        let people = store.people().map_err(|e| e.to_string())?.len();
        store.known().map(|known| (articles, people, known, built)).map_err(|e| e.to_string())
    });
    let (articles, people, known, built) = match checked {
        Ok(found) => found,
        Err(e) => return report.problem(&e),
    };
    if built {
        report.fine(&format!("store: {home}, {} articles, {people} people", articles.len()));
    } else {
        report.fine(&format!("store: none at {home} yet, the bundled articles answer; `receipts build` makes one"));
    }
    if articles.is_empty() {
        report.problem(&format!("{home}: no articles; run `receipts build DIR`"));
    }
    for (id, known) in known.iter().filter(|(_, known)| !known.origin.path.is_empty()) {
        match article::bytes(Path::new(&known.origin.path)) {
            Err(e) => report.problem(&format!("article {id}: {e}, then run `receipts build` on its folder")),
            Ok(bytes) if ingest::hash(&bytes) != known.origin.hash => report.problem(&format!(
                "article {id}: {} has changed since it was read; run `receipts build` on it",
                known.origin.path
            )),
            Ok(_) => {}
        }
    }
    let undated = articles.iter().filter(|a| a.date.is_none()).count();
    if undated > 0 {
        report.warning(&format!(
            "{undated} articles without a date: their days of the week and \"last year\" cannot be told; give them a \
             header ` date 2021-12-28 ` or build with --date"
        ));
    }
}
