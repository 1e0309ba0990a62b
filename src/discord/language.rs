//! What are the commands called in other languages?
//!
//! English stands in the code, beside what it names. Another language is a file in `data/languages/` and its line here;
//! what the file lacks stays English. Discord shows everybody the names of their own language, and calls the bot by the
//! English ones: answers know nothing of this.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Every language there is besides English.
const FILES: &[&str] = &[include_str!("../../data/languages/es.toml")];

/// One language, by the English that it stands for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    /// What Discord calls it; more than one where it is spoken in several ways and written here in one.
    locales: Vec<String>,
    /// Names of commands and subcommands.
    #[serde(default)]
    commands: BTreeMap<String, String>,
    /// Names of options.
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// Descriptions of all of them: keyed by their English, so that a test tells when that has changed.
    #[serde(default)]
    descriptions: BTreeMap<String, String>,
}

/// What the words are used for: the same English may be two words elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To call a command or subcommand.
    Command,
    /// To name an option.
    Option,
    /// To describe either.
    Description,
}

static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| toml::from_str(file).ok()).collect());

/// The words in each language that has them: Discord's name of the language, and the words.
pub(super) fn translations(english: &str, used: Use) -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().flat_map(move |language| language.translations(english, used))
}

impl Language {
    fn translations(&self, english: &str, used: Use) -> impl Iterator<Item = (&str, &str)> {
        let words = self.words(used).get(english);
        words.into_iter().flat_map(|words| self.locales.iter().map(move |locale| (locale.as_str(), words.as_str())))
    }

    fn words(&self, used: Use) -> &BTreeMap<String, String> {
        match used {
            Use::Command => &self.commands,
            Use::Option => &self.options,
            Use::Description => &self.descriptions,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::discord::register::{Scope, definitions};

    /// The English of everything that is registered, by its use.
    fn english() -> BTreeSet<(&'static str, String)> {
        fn collect(options: &Value, found: &mut BTreeSet<(&'static str, String)>) {
            for option in options.as_array().into_iter().flatten() {
                let subcommand = option["type"] == 1;
                found.insert((if subcommand { "commands" } else { "options" }, text(&option["name"])));
                found.insert(("descriptions", text(&option["description"])));
                collect(&option["options"], found);
            }
        }
        let mut found = BTreeSet::new();
        for command in definitions(Scope::Everywhere) {
            let command = serde_json::to_value(command).expect("JSON");
            found.extend([("commands", text(&command["name"])), ("descriptions", text(&command["description"]))]);
            collect(&command["options"], &mut found);
        }
        found
    }

    fn text(value: &Value) -> String {
        value.as_str().unwrap_or_default().to_owned()
    }

    #[test]
    fn every_file_is_read_and_names_nothing_that_is_not_there() {
        let english = english();
        for file in FILES {
            let language: Language = toml::from_str(file).expect("a language");
            assert!(!language.locales.is_empty(), "{file}");
            for (place, used) in
                [("commands", Use::Command), ("options", Use::Option), ("descriptions", Use::Description)]
            {
                let unknown = language.words(used).keys().find(|key| !english.contains(&(place, (*key).clone())));
                assert_eq!(unknown, None, "{place} of {:?}", language.locales);
            }
        }
    }

    #[test]
    fn what_a_language_lacks_stays_english() {
        let language = "locales = [\"xx-A\", \"xx-B\"]\n[commands]\nabout = \"omtrent\"\n";
        let language: Language = toml::from_str(language).expect("a language");
        let told = |english, used| language.translations(english, used).collect::<Vec<_>>();
        assert_eq!(told("about", Use::Command), [("xx-A", "omtrent"), ("xx-B", "omtrent")]);
        assert_eq!(told("about", Use::Option), []);
        assert_eq!(told("who", Use::Command), []);
    }

    #[test]
    fn spanish_is_told_wherever_it_is_spoken() {
        let told: Vec<_> = translations("who", Use::Command).collect();
        assert_eq!(told, [("es-ES", "quién"), ("es-419", "quién")]);
    }
}
