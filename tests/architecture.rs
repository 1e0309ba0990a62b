//! Do the floors hold: does a file name only lower floors, and no neighbour?
//!
//! Reads the sources as text: paths that begin with `crate::` (`receipts::` in `main.rs`), and `super::` where it
//! leads out of the module. What only one place may name (the database, Discord's client) is checked too.

mod circles;

use std::fs;
use std::path::{Path, PathBuf};

use circles::House;

/// The floor of each module at the top; `main.rs` is above all.
const FLOORS: &[(&str, u8)] = &[
    ("domain", 1),
    ("config", 1),
    ("article", 2),
    ("language", 2),
    ("store", 2),
    ("extract", 3),
    ("link", 4),
    ("answer", 4),
    ("ingest", 5),
    ("commands", 5),
    ("render", 5),
    ("discord", 6),
    ("cli", 7),
    ("main", 8),
];

/// A crate that one module alone may name.
const KEPT: &[(&str, &str)] =
    &[("rusqlite", "store"), ("postgres", "store"), ("serenity", "discord"), ("clap", "config"), ("rustyline", "cli")];

#[test]
fn every_file_names_only_lower_floors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for file in sources(&root) {
        let path = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        found.extend(violations(&path, &fs::read_to_string(&file).expect("a source")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_names_another_that_names_it_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        (path, fs::read_to_string(file).expect("a source"))
    };
    let files: Vec<(String, String)> = sources(&root).iter().map(read).collect();
    let house = House::of(files.iter().map(|(path, source)| (path.as_str(), source.as_str())));
    assert_eq!(house.circles(), []);
}

#[test]
fn a_circle_is_seen() {
    for (files, expected) in [
        ([("a/mod.rs", "mod b; mod c;"), ("a/b.rs", "use super::c::X;"), ("a/c.rs", "use super::b;")], 2),
        ([("a/mod.rs", "mod b; mod c;"), ("a/b.rs", "use super::c::X;"), ("a/c.rs", "use super::Shared;")], 0),
        ([("a/mod.rs", "use self::b::X;"), ("a/b.rs", "use super::Shared;"), ("a/c.rs", "")], 0),
        (
            [
                ("a.rs", "use crate::{b::X, c as d};"),
                ("b.rs", "fn f() { crate::c::f(); }"),
                ("c.rs", "use crate::a::Y;"),
            ],
            4,
        ),
        ([("a.rs", "use crate::b;"), ("b.rs", "#[cfg(test)] mod tests { use crate::a; }"), ("c.rs", "")], 0),
    ] {
        assert_eq!(House::of(files).circles().len(), expected, "{files:?}");
    }
}

#[test]
fn every_module_has_a_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&root) {
        let path = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        assert!(path == "lib.rs" || floor(module_path(&path)[0]).is_some(), "{path} is on no floor of this test");
    }
}

#[test]
fn what_breaks_a_floor_is_seen() {
    for (path, source, expected) in [
        ("store/mod.rs", "use crate::domain::Span;", 0),
        ("store/mod.rs", "use crate::link::people;", 1),
        ("store/build.rs", "fn f() { crate::language::analyse(); }", 1),
        ("store/build.rs", "use super::super::link::people;", 1),
        ("store/build.rs", "use super::schema;", 0),
        ("store/mod.rs", "mod tests { use super::super::link::people; }", 1),
        ("config.rs", "use crate::domain::Edtf;", 1),
        ("config.rs", "use super::domain::Edtf;", 1),
        ("answer/mod.rs", "use crate::{domain::{Span, Edtf}, link, store::Store};", 1),
        ("answer/mod.rs", "use crate::{\n    domain::Span,\n    commands::{Desk, ALL},\n    discord,\n};", 2),
        ("answer/mod.rs", "// use crate::discord;\n/// See [`crate::discord`].", 0),
        ("render/json.rs", "use crate::commands::Desk;", 1),
        ("render/json.rs", "use crate::render::terminal;", 0),
        ("discord/mod.rs", "use crate::commands::Desk;", 0),
        ("commands/ask.rs", "use crate :: discord :: run;", 1),
        ("answer/mod.rs", "use rusqlite::Connection;", 1),
        ("cli/mod.rs", "fn f() -> serenity::Result<()> {}", 1),
        ("discord/mod.rs", "use serenity::all::Http;", 0),
        ("main.rs", "fn main() { receipts::cli::main() }", 0),
        ("cli/mod.rs", "use crate::main::x;", 1),
    ] {
        let found = violations(path, source);
        assert_eq!(found.len(), expected, "{path}: {source}: {found:?}");
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `store/build.rs` is `[store, build]`, `store/mod.rs` is `[store]`.
fn module_path(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if parts.len() > 1 && parts.last() == Some(&"mod") {
        parts.pop();
    }
    parts
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// What the source names and may not.
fn violations(path: &str, source: &str) -> Vec<String> {
    let own = module_path(path);
    let Some(mine) = floor(own[0]) else { return Vec::new() };
    let words = words(source);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_path = words.get(at + 1).is_some_and(|w| w == "::");
        let mut targets = Vec::new();
        if is_path && at.checked_sub(1).is_none_or(|before| words[before] != "::") {
            let root = match word.as_str() {
                "crate" | "receipts" => Some(at + 2),
                "super" => {
                    let supers = words[at..].chunks(2).take_while(|pair| *pair == ["super", "::"]).count();
                    (supers >= own.len()).then_some(at + 2 * supers)
                }
                name => {
                    let kept = KEPT.iter().filter(|(krate, place)| *krate == name && *place != own[0]);
                    found.extend(kept.map(|(krate, place)| format!("{path} names {krate}, which only {place} may")));
                    None
                }
            };
            targets = root.map_or_else(Vec::new, |root| heads(&words[root..]));
        }
        for target in targets.into_iter().filter(|t| *t != own[0]) {
            if floor(target).is_some_and(|theirs| theirs >= mine) {
                found.push(format!("{path} (floor {mine}) names {target} (floor {})", floor(target).unwrap_or(0)));
            }
        }
    }
    found
}

/// The first names of a path: one, or each of a group in braces.
fn heads(words: &[String]) -> Vec<&str> {
    if words.first().is_none_or(|w| w != "{") {
        return words.first().map(String::as_str).into_iter().collect();
    }
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for word in words {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => fresh = true,
            name if depth == 1 && fresh => {
                heads.push(name);
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// Names, `::` and single marks; comments are left out.
fn words(source: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.split("//").next().unwrap_or_default();
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            words.push(rest[..length].to_owned());
            rest = rest[length..].trim_start();
        }
    }
    words
}
