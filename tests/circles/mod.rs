//! Do files name each other in a circle?
//!
//! A file knows what it is made from, never who makes something of it. That a module declares its children, and that they
//! take from it what they share, is no circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{module_path, words};

/// Files by their module path, and the modules that each names.
pub struct House(BTreeMap<String, BTreeSet<String>>);

impl House {
    /// By path below `src` and source.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files: Vec<(String, &str)> =
            files.into_iter().map(|(path, source)| (module_path(path).join("::"), source)).collect();
        let known: BTreeSet<&str> = files.iter().map(|(module, _)| module.as_str()).collect();
        let named = |module: &str, source: &str| {
            let mut named: BTreeSet<String> = paths(module, source)
                .into_iter()
                .filter_map(|path| (1..=path.len()).rev().map(|n| path[..n].join("::")).find(|m| known.contains(&**m)))
                .collect();
            named.retain(|other| other != module && !other.starts_with(&format!("{module}::")));
            named
        };
        Self(files.iter().map(|(module, source)| (module.clone(), named(module, source))).collect())
    }

    /// Pairs of modules that reach each other.
    pub fn circles(&self) -> Vec<(&str, &str)> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.0.keys().map(|module| (&**module, self.reached(module))).collect();
        let both = |one: &str, other: &str| reached[one].contains(other) && reached[other].contains(one);
        let pairs = self.0.iter().flat_map(|(one, named)| named.iter().map(|other| (&**one, &**other)));
        pairs.filter(|(one, other)| both(one, other)).collect()
    }

    fn reached(&self, module: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&str> = self.0[module].iter().map(String::as_str).collect();
        while let Some(module) = next.pop() {
            if seen.insert(module) {
                next.extend(self.0[module].iter().map(String::as_str));
            }
        }
        seen
    }
}

/// The paths that a source names from the crate's root on: those that begin with `crate`, `self` or `super`.
fn paths(module: &str, source: &str) -> Vec<Vec<String>> {
    // What tests at the end of a file name ties no code.
    let words = words(source.split("#[cfg(test)]").next().unwrap_or_default());
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fresh = at == 0 || words[at - 1] != "::";
        if !(fresh && words.get(at + 1).is_some_and(|w| w == "::")) {
            at += 1;
            continue;
        }
        let mut path: Vec<String> = match words[at].as_str() {
            "crate" => Vec::new(),
            "self" | "super" => module.split("::").map(str::to_owned).collect(),
            _ => {
                at += 1;
                continue;
            }
        };
        while words[at] == "super" && words.get(at + 1).is_some_and(|w| w == "::") {
            path.pop();
            at += 2;
        }
        at += if ["crate", "self"].contains(&words[at].as_str()) { 2 } else { 0 };
        at = follow(&words, at, path, &mut found);
    }
    found
}

/// Follows a path, and each of a group in braces, from a word on; where it ends.
fn follow(words: &[String], mut at: usize, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    while let Some(word) = words.get(at) {
        if word == "{" {
            at += 1;
            while words.get(at).is_some_and(|w| w != "}") {
                at = follow(words, at, path.clone(), found);
                // Past `as Other`.
                while words.get(at).is_some_and(|w| w != "," && w != "}") {
                    at += 1;
                }
                at += usize::from(words.get(at).is_some_and(|w| w == ","));
            }
            return at + 1;
        }
        path.push(word.clone());
        at += 1;
        if words.get(at).is_none_or(|w| w != "::") {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}
