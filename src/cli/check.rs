//! `receipts check`: would the bot run? Settings, token, Discord, store and articles; what to do about each problem.
//!
//! Changes nothing, and waits for nobody longer than some seconds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use tracing_subscriber::EnvFilter;

use super::Failure;
use super::serve::settings;
use crate::config::{self, Discord};
use crate::discord::{self, Finding};
use crate::domain::ArticleId;
use crate::ingest;
use crate::render::terminal::harmless;
use crate::store::{Home, Ledger, Store, StoreError};

pub(super) fn run(discord: &Discord, home: &Home) -> Result<(), Failure> {
    let mut findings = misnamed();
    findings.extend(log());
    findings.extend(discord_side(discord)?);
    findings.extend(archive(home));
    if let Err(e) = Ledger::beside(home.place()).is_writable() {
        findings.push(Finding::Warning(format!("reported answers can't be kept: {e}")));
    }
    let mut out = io::stdout().lock();
    for finding in &findings {
        let (verdict, what) = match finding {
            Finding::Fine(what) => ("ok", what),
            Finding::Warning(what) => ("warning", what),
            Finding::Problem(what) => ("problem", what),
            Finding::Unchecked(what) => ("unchecked", what),
        };
        writeln!(out, "{verdict:<9} {}", harmless(what))?;
    }
    match findings.iter().filter(|finding| matches!(finding, Finding::Problem(_))).count() {
        0 => Ok(writeln!(out, "{:<9} nothing stands in the way of `receipts run`", "ok")?),
        1 => Err(Failure::Failed("1 problem".to_owned())),
        n => Err(Failure::Failed(format!("{n} problems"))),
    }
}

/// Names in `.env` that are nearly those of settings: what they set is not set.
fn misnamed() -> Vec<Finding> {
    const TYPING_ERRORS: usize = 2;
    let known: Vec<String> = config::settings().into_iter().filter_map(|setting| setting.variable).collect();
    let names = dotenvy::from_path_iter(".env").into_iter().flatten().filter_map(Result::ok).map(|(name, _)| name);
    let meant = |name: String| {
        let near = |known: &&String| strsim::osa_distance(known, &name.to_uppercase()) <= TYPING_ERRORS;
        let meant = known.iter().find(near).filter(|_| !known.contains(&name))?;
        Some(Finding::Warning(format!(".env sets {name}, which is no setting: write {meant}")))
    };
    names.filter_map(meant).collect()
}

/// What is wrong with the log's filter: the bot would log as if none were set.
fn log() -> Option<Finding> {
    let filter = std::env::var("RUST_LOG").ok().filter(|filter| !filter.is_empty())?;
    let wrong = EnvFilter::try_new(&filter).err()?;
    Some(Finding::Warning(format!("RUST_LOG={filter}: {wrong}; write it like warn,receipts=debug")))
}

/// Discord's settings, and what it says to them.
fn discord_side(discord: &Discord) -> Result<Vec<Finding>, Failure> {
    let settings = match settings(discord, None) {
        Ok(settings) => settings,
        Err(Failure::Failed(why)) => return Ok(vec![Finding::Problem(why)]),
        Err(wrong_call) => return Err(wrong_call),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failure::Failed(format!("cannot start: {e}; free some memory")))?;
    Ok(runtime.block_on(discord::survey(&settings, discord.public_key())))
}

fn archive(home: &Home) -> Vec<Finding> {
    match home.open() {
        Err(e) => vec![Finding::Problem(e.to_string())],
        Ok(found) => {
            let behind = found.behind.map(|why| Finding::Warning(format!("{why}; until then the replica answers")));
            let looked = match found.store {
                None => Ok(vec![Finding::Fine(format!(
                    "store: none at {home} yet, the bundled articles answer; `receipts build` makes one"
                ))]),
                Some(store) => look_at(&store, home),
            };
            let looked = looked.unwrap_or_else(|e| vec![Finding::Problem(e.to_string())]);
            behind.into_iter().chain(looked).collect()
        }
    }
}

/// What was read through when it was opened, and its articles.
fn look_at(store: &Store, home: &Home) -> Result<Vec<Finding>, StoreError> {
    let (articles, people) = (store.articles()?, store.people()?.len());
    if articles.is_empty() {
        return Ok(vec![Finding::Problem(format!("store: no articles in {home}; run `receipts build DIR`"))]);
    }
    let whole = format!("store: {home}, whole, {}, {}", super::articles(articles.len()), super::people(people));
    let mut findings = vec![Finding::Fine(whole)];
    let undated: BTreeSet<&ArticleId> = articles.iter().filter(|a| a.date.is_none()).map(|a| &a.id).collect();
    // That an article has no date is its first warning, and is told for all of them together.
    let odd = |(id, odd): (ArticleId, Vec<String>)| {
        let others = &odd[usize::from(undated.contains(&id)).min(odd.len())..];
        (!others.is_empty()).then(|| format!("article {id}: {}", others.join("; ")))
    };
    findings.extend(few(store.warnings()?.into_iter().filter_map(odd).collect()));
    let mut changed = Vec::new();
    let known = store.known()?;
    let places: BTreeMap<&str, (&ArticleId, &str)> =
        known.iter().map(|(id, known)| (known.origin.path.as_str(), (id, known.origin.hash.as_str()))).collect();
    for (place, (id, hash)) in places.into_iter().filter(|(p, _)| !p.is_empty() && !ingest::fetch::is_address(p)) {
        match ingest::hash_of(Path::new(place)) {
            Err(e) => changed.push(format!("article {id} answers, but {e}, then run `receipts build` on its folder")),
            Ok(now) if now != hash => {
                changed
                    .push(format!("article {id}: {place} has changed since it was read; run `receipts build` on it"));
            }
            Ok(_) => {}
        }
    }
    findings.extend(few(changed));
    if let Some(first) = undated.first() {
        findings.push(Finding::Warning(format!(
            "{} without a date ({first}{}): days of the week and \"last year\" can't be told there; begin the file with \
             ` date 2021-12-28 `, or build with --date",
            super::articles(undated.len()),
            if undated.len() > 1 { ", …" } else { "" }
        )));
    }
    Ok(findings)
}

/// Warnings of one kind beyond these are counted only.
const MOST_WARNINGS: usize = 5;

fn few(mut warnings: Vec<String>) -> Vec<Finding> {
    if let Some(more) = warnings.len().checked_sub(MOST_WARNINGS).filter(|more| *more > 0) {
        warnings.truncate(MOST_WARNINGS);
        warnings.push(format!("{more} more articles like these"));
    }
    warnings.into_iter().map(Finding::Warning).collect()
}
