//! What does Discord accept? Its documented limits, as a judge of everything that the bot sends.
//!
//! Written against Discord's description of its API, not against the code that is judged. Lengths are UTF-16 code
//! units, the strictest way of counting. Each function gives the reasons why Discord would refuse.

use serde_json::{Value, json};

use super::multipart::File;

/// A bulk overwrite of commands.
pub fn commands(body: &Value, in_guild: bool) -> Vec<String> {
    let mut judge = Judge::default();
    let all = judge.list("commands", body, 0, 100);
    judge.different_everywhere("command names", all);
    for command in all {
        match command["type"].as_u64() {
            None | Some(1) => {
                judge.names("command", command);
                judge.descriptions("description", command);
            }
            // A command in the menu of a message or user may be called anything.
            Some(2 | 3) => {
                for name in [&command["name"]].into_iter().chain(judge.localized(command, "name")) {
                    judge.text("command name", name, 1, 32);
                }
                judge.is("a command in a menu has a description", units(&command["description"]) == 0, command);
                judge.is(
                    "a command in a menu has options",
                    command["options"].as_array().is_none_or(Vec::is_empty),
                    command,
                );
            }
            _ => judge.is("type", false, &command["type"]),
        }
        for (key, most) in [("contexts", 2), ("integration_types", 1)] {
            let known = command[key].as_array().map(|all| all.iter().all(|v| v.as_u64().is_some_and(|v| v <= most)));
            judge.is(key, known.unwrap_or(command[key].is_null()), &command[key]);
            judge.is("guild commands have no contexts", !in_guild || command[key].is_null(), &command[key]);
        }
        let length =
            longest(command, "name") + longest(command, "description") + judge.options(&command["options"], true);
        judge.is("8000 units a command", length <= 8000, &command["name"]);
    }
    judge.0
}

/// The answer to an interaction, with its files.
pub fn callback(body: &Value, files: &[File], interaction: &Value) -> Vec<String> {
    let mut judge = Judge::default();
    judge.files(&body["data"], files);
    let allowed: &[u64] = match interaction["type"].as_u64() {
        Some(2) => &[4, 5],
        Some(3) => &[4, 5, 6, 7],
        Some(4) => &[8],
        _ => &[],
    };
    judge.is("kind of answer", body["type"].as_u64().is_some_and(|kind| allowed.contains(&kind)), &body["type"]);
    match body["type"].as_u64() {
        Some(4 | 7) => judge.message(&body["data"]),
        Some(5) => judge.flags(&body["data"]),
        Some(8) => judge.choices(&body["data"]["choices"]),
        _ => {}
    }
    judge.0
}

/// A message, or the edit of one, with its files.
pub fn message(body: &Value, files: &[File]) -> Vec<String> {
    let mut judge = Judge::default();
    judge.files(body, files);
    judge.message(body);
    judge.0
}

#[derive(Default)]
struct Judge(Vec<String>);

const NOTHING: &[Value] = &[];

fn units(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.encode_utf16().count())
}

/// Discord's languages.
const LOCALES: &[&str] = &[
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
];

/// The units of a text in the language in which it is longest, as Discord counts them.
fn longest(of: &Value, key: &str) -> usize {
    let localized = of[format!("{key}_localizations")].as_object().into_iter().flat_map(|all| all.values());
    localized.chain([&of[key]]).map(units).max().unwrap_or(0)
}

impl Judge {
    /// A text in other languages.
    fn localized<'a>(&mut self, of: &'a Value, key: &str) -> Vec<&'a Value> {
        let all = &of[format!("{key}_localizations")];
        self.is("localizations", all.is_object() || all.is_null(), all);
        let all = all.as_object().into_iter().flatten();
        all.map(|(locale, text)| {
            self.is("Discord's languages", LOCALES.contains(&locale.as_str()), &Value::from(locale.as_str()));
            text
        })
        .collect()
    }

    /// The name in all languages.
    fn names(&mut self, what: &str, of: &Value) {
        for name in [&of["name"]].into_iter().chain(self.localized(of, "name")) {
            self.name(what, name);
        }
    }

    /// The description in all languages.
    fn descriptions(&mut self, what: &str, of: &Value) {
        for description in [&of["description"]].into_iter().chain(self.localized(of, "description")) {
            self.text(what, description, 1, 100);
        }
    }

    /// No name comes twice, whichever language they are shown in.
    fn different_everywhere(&mut self, what: &str, all: &[Value]) {
        self.different(what, all.iter().map(|one| &one["name"]));
        for locale in LOCALES {
            let shown = all.iter().map(|one| match &one["name_localizations"][locale] {
                Value::Null => &one["name"],
                name => name,
            });
            self.different(&format!("{what} in {locale}"), shown);
        }
    }

    fn is(&mut self, what: &str, right: bool, value: &Value) {
        if !right {
            self.0.push(format!("{what}: {value}"));
        }
    }

    fn text(&mut self, what: &str, text: &Value, least: usize, most: usize) {
        let blank = text.as_str().is_none_or(|text| text.trim().is_empty());
        self.is(what, text.is_string() || text.is_null(), text);
        self.is(&format!("{what} is blank"), least == 0 || !blank, text);
        self.is(&format!("{what} has {} of {most} units", units(text)), units(text) <= most, text);
    }

    fn list<'a>(&mut self, what: &str, list: &'a Value, least: usize, most: usize) -> &'a [Value] {
        let items = list.as_array().map_or(NOTHING, Vec::as_slice);
        self.is(what, list.is_array() || (least == 0 && list.is_null()), list);
        self.is(&format!("{} {what}, at most {most}", items.len()), (least..=most).contains(&items.len()), list);
        items
    }

    fn different<'a>(&mut self, what: &str, values: impl Iterator<Item = &'a Value>) {
        let mut seen: Vec<&Value> = Vec::new();
        for value in values {
            self.is(&format!("{what} twice"), !seen.contains(&value), value);
            seen.push(value);
        }
    }

    fn name(&mut self, what: &str, name: &Value) {
        let text = name.as_str().unwrap_or_default();
        let good = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_' | '\'');
        self.is(&format!("{what} name"), (1..=32).contains(&text.chars().count()) && text.chars().all(good), name);
    }

    /// The options of a command or a subcommand; their units. Subcommands stand at the top alone, and by themselves.
    fn options(&mut self, options: &Value, top: bool) -> usize {
        let all = self.list("options", options, 0, 25);
        self.different_everywhere("option names", all);
        let subcommands = all.iter().filter(|o| o["type"].as_u64() == Some(1)).count();
        self.is("subcommands", subcommands == 0 || (top && subcommands == all.len()), options);
        let mut length = 0;
        for option in all {
            self.names("option", option);
            self.descriptions("option description", option);
            self.is("option type", matches!(option["type"].as_u64(), Some(1 | 3..=11)), &option["type"]);
            let (least, most) = (option["min_length"].as_u64(), option["max_length"].as_u64());
            self.is("min_length", least.is_none_or(|n| n <= 6000), &option["min_length"]);
            self.is("max_length", most.is_none_or(|n| (1..=6000).contains(&n)), &option["max_length"]);
            length += longest(option, "name") + longest(option, "description");
            if option["type"].as_u64() == Some(1) {
                length += self.options(&option["options"], false);
            }
        }
        let required: Vec<bool> = all.iter().map(|o| o["required"].as_bool().unwrap_or(false)).collect();
        self.is("required options first", required.is_sorted_by(|a, b| a >= b), options);
        length
    }

    fn choices(&mut self, choices: &Value) {
        let all = self.list("choices", choices, 0, 25);
        self.is("choices is no list", choices.is_array(), choices);
        self.different("choice names", all.iter().map(|c| &c["name"]));
        for choice in all {
            self.text("choice name", &choice["name"], 1, 100);
            self.text("choice value", &choice["value"], 1, 100);
        }
    }

    fn flags(&mut self, message: &Value) {
        const EPHEMERAL_AND_QUIET: u64 = 1 << 6 | 1 << 2 | 1 << 12;
        let flags = &message["flags"];
        self.is("flags", flags.is_null() || flags.as_u64().is_some_and(|f| f & !EPHEMERAL_AND_QUIET == 0), flags);
    }

    fn message(&mut self, message: &Value) {
        self.flags(message);
        self.text("content", &message["content"], 0, 2000);
        let embeds = self.list("embeds", &message["embeds"], 0, 10);
        let total: usize = embeds.iter().map(|embed| self.embed(embed)).sum();
        self.is("6000 units in all embeds", total <= 6000, &Value::from(total));
        let rows = self.list("components", &message["components"], 0, 5);
        for row in rows {
            self.row(row);
        }
        let parts = rows.iter().flat_map(|row| row["components"].as_array().map_or(NOTHING, Vec::as_slice));
        self.different("custom_id", parts.map(|part| &part["custom_id"]));
        let empty = units(&message["content"]) == 0 && embeds.is_empty() && rows.is_empty();
        self.is("the message is empty", !empty, message);
        let mentions = &message["allowed_mentions"];
        let silent = ["parse", "users", "roles"]
            .iter()
            .all(|who| mentions[who].as_array().map_or(mentions[who].is_null() && *who != "parse", Vec::is_empty));
        self.is("nobody may be pinged", silent, mentions);
        let author = mentions["replied_user"].as_bool().unwrap_or(false);
        self.is("the author of the message may not be pinged", !author, mentions);
    }

    /// Each file is named by an attachment, each attachment has its file, and pictures of embeds are attached.
    fn files(&mut self, message: &Value, files: &[File]) {
        let all = self.list("attachments", &message["attachments"], 0, 10);
        self.is("attachments and files", all.len() == files.len(), &message["attachments"]);
        self.different("attachment id", all.iter().map(|one| &one["id"]));
        for one in all {
            let field = format!("files[{}]", one["id"].as_u64().unwrap_or(u64::MAX));
            let file = files.iter().find(|file| file.field == field);
            self.is("no such file", file.is_some_and(|file| one["filename"] == file.name.as_str()), one);
            self.text("alt text", &one["description"], 1, 1024);
            let name = one["filename"].as_str().unwrap_or_default();
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            self.is("file name", !name.is_empty() && name.chars().all(plain), one);
        }
        let weight: usize = files.iter().map(|file| file.content.len()).sum();
        self.is("10 MiB in all files", weight <= 10 << 20, &json!(weight));
        for file in files {
            let is_png = file.kind == "image/png" && file.content.starts_with(b"\x89PNG\r\n\x1a\n");
            let is_text = file.is_json_lines() && std::str::from_utf8(&file.content).is_ok();
            self.is("a picture or a text", is_png || is_text, &json!([file.name, file.kind]));
        }
        for embed in message["embeds"].as_array().map_or(NOTHING, Vec::as_slice) {
            let Some(url) = embed["image"]["url"].as_str() else { continue };
            let attached =
                url.strip_prefix("attachment://").is_some_and(|url| files.iter().any(|file| file.name == url));
            self.is("a picture that is not attached", attached, &json!(url));
        }
    }

    /// The units of the embed that count towards the 6000.
    fn embed(&mut self, embed: &Value) -> usize {
        self.text("title", &embed["title"], 0, 256);
        self.text("embed description", &embed["description"], 0, 4096);
        self.text("footer", &embed["footer"]["text"], 0, 2048);
        self.text("author", &embed["author"]["name"], 0, 256);
        self.is("colour", embed["color"].as_u64().is_none_or(|c| c <= 0x00FF_FFFF), &embed["color"]);
        let fields = self.list("fields", &embed["fields"], 0, 25);
        let mut total = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]]
            .into_iter()
            .map(units)
            .sum();
        for field in fields {
            self.text("field name", &field["name"], 1, 256);
            self.text("field value", &field["value"], 1, 1024);
            total += units(&field["name"]) + units(&field["value"]);
        }
        self.is("the embed is empty", total > 0, embed);
        total
    }

    fn row(&mut self, row: &Value) {
        self.is("row type", row["type"].as_u64() == Some(1), &row["type"]);
        for part in self.list("parts of a row", &row["components"], 1, 5) {
            self.text("custom_id", &part["custom_id"], 1, 100);
            self.is("part type", matches!(part["type"].as_u64(), Some(2 | 3)), &part["type"]);
            if part["type"].as_u64() != Some(3) {
                self.text("button label", &part["label"], 1, 80);
                self.is("button style", matches!(part["style"].as_u64(), Some(1..=4)), &part["style"]);
                continue;
            }
            self.text("placeholder", &part["placeholder"], 0, 150);
            let options = self.list("menu options", &part["options"], 1, 25);
            self.different("menu values", options.iter().map(|o| &o["value"]));
            for option in options {
                self.text("menu label", &option["label"], 1, 100);
                self.text("menu value", &option["value"], 1, 100);
                self.text("menu description", &option["description"], 0, 100);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_what_is_said_of_them_belong_together() {
        let png = || File {
            field: "files[0]".into(),
            name: "a.png".into(),
            kind: "image/png".into(),
            content: b"\x89PNG\r\n\x1a\n".to_vec(),
        };
        let said = |id: u64, name: &str, alt: &str| json!({"id": id, "filename": name, "description": alt});
        let body = |attachments: Value, url: &str| {
            json!({"content": "x", "allowed_mentions": {"parse": []}, "attachments": attachments,
                "embeds": [{"title": "x", "image": {"url": url}}]})
        };
        for (attachments, url, files, fine) in [
            (json!([said(0, "a.png", "a line")]), "attachment://a.png", vec![png()], true),
            (json!([]), "https://example.com/a.png", vec![], false),
            (json!([said(0, "a.png", "a line")]), "attachment://b.png", vec![png()], false),
            (json!([said(0, "a.png", "a line")]), "attachment://a.png", vec![], false),
            (json!([said(1, "a.png", "a line")]), "attachment://a.png", vec![png()], false),
            (json!([said(0, "a.png", " ")]), "attachment://a.png", vec![png()], false),
            (json!([]), "attachment://a.png", vec![png()], false),
            (json!([said(0, "a.png", "x")]), "attachment://a.png", vec![File { content: vec![1], ..png() }], false),
        ] {
            let verdict = message(&body(attachments, url), &files);
            assert_eq!(verdict.is_empty(), fine, "{verdict:?}");
        }
    }

    #[test]
    fn translations_are_judged_as_their_english_is() {
        let option = json!({"type": 3, "name": "person", "description": "Who", "required": true});
        let other = json!({"type": 3, "name": "other", "description": "Who else"});
        let fine = json!([
            {"name": "who", "description": "Who", "options": [option, other]},
            {"name": "when", "description": "When"},
        ]);
        assert_eq!(commands(&fine, false), [""; 0]);
        let long = "ñ".repeat(33);
        for (place, localizations, complaint) in [
            ("/0/name_localizations", json!({"es-ES": "quién", "es-419": "cuándo-se-conocieron"}), ""),
            ("/0/name_localizations", json!({"es": "quién"}), "Discord's languages"),
            ("/0/name_localizations", json!({"es-ES": "Quién"}), "command name"),
            ("/0/name_localizations", json!({"es-ES": "quién es"}), "command name"),
            ("/0/name_localizations", json!({"es-ES": long}), "command name"),
            ("/0/name_localizations", json!({"es-ES": "when"}), "command names in es-ES twice"),
            ("/0/description_localizations", json!({"es-ES": ""}), "blank"),
            ("/0/description_localizations", json!({"es-ES": "x".repeat(101)}), "101 of 100"),
            ("/0/options/0/name_localizations", json!({"fr": "other"}), "option names in fr twice"),
            ("/0/options/0/description_localizations", json!(["x"]), "localizations"),
        ] {
            let (command, key) = place.rsplit_once('/').expect("a place");
            let mut all = fine.clone();
            all.pointer_mut(command).expect("a command or option")[key] = localizations;
            let verdict = commands(&all, false);
            let complained = verdict.iter().any(|problem| problem.contains(complaint));
            assert_eq!((verdict.is_empty(), complained), (complaint.is_empty(), !complaint.is_empty()), "{verdict:?}");
        }
    }

    #[test]
    fn a_command_counts_with_its_longest_translation() {
        let text = |n: usize| json!({"es-ES": "x".repeat(n), "fr": "x"});
        let mut option = json!({"type": 3, "description": "y", "description_localizations": text(100)});
        let options = |option: &mut Value, n: usize| {
            let all = (0..n).map(|n| {
                option["name"] = json!(format!("option-{n:02}"));
                option.clone()
            });
            Value::Array(all.collect())
        };
        let subcommand = |option: &mut Value, n: usize| json!({"type": 1, "name": format!("sub-{n}"), "description": "z", "options": options(option, 25)});
        let all = |option: &mut Value, n: usize| {
            let subcommands: Vec<Value> = (0..n).map(|n| subcommand(option, n)).collect();
            json!([{"name": "admin", "description": "Admin", "options": subcommands}])
        };
        assert_eq!(commands(&all(&mut option, 2), false), [""; 0]);
        assert_eq!(commands(&all(&mut option, 3), false), [r#"8000 units a command: "admin""#]);
    }
}
