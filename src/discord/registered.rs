//! Are the commands that Discord holds the ones that are defined here?
//!
//! Compared is what a definition can say. What Discord adds (ids, versions), leaves out (what is empty or false) or orders
//! its own way makes no difference; where in doubt, they differ, and registering again harms nobody.

use serde_json::{Map, Value, json};
use serenity::all::{GuildId, Http, LightMethod, Request, Route};
use serenity::builder::CreateCommand;

use super::register::Scope;

/// The commands that Discord holds for the application, everywhere or in one guild, as it tells them.
pub(super) async fn held(http: &Http, guild: Option<GuildId>) -> serenity::Result<Vec<Value>> {
    let application_id = http.application_id().ok_or(serenity::http::HttpError::ApplicationIdMissing)?;
    let route = match guild {
        Some(guild_id) => Route::GuildCommands { application_id, guild_id },
        None => Route::Commands { application_id },
    };
    let request = Request::new(route, LightMethod::Get);
    // serenity's own type for them would refuse what it does not know yet.
    http.fire(request.params(Some(vec![("with_localizations", "true".to_owned())]))).await
}

/// Whether nothing would change by registering `ours`.
pub(super) fn same(ours: &[CreateCommand], held: &[Value], scope: Scope) -> bool {
    let ours: Result<Vec<Value>, _> = ours.iter().map(serde_json::to_value).collect();
    ours.is_ok_and(|ours| normal(&ours, scope) == normal(held, scope))
}

/// What a definition can say; in a guild it says nothing about where.
const SAID: [&str; 8] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "nsfw",
];
const SAID_EVERYWHERE: [&str; 2] = ["integration_types", "contexts"];

/// All commands in one order, each with what it says.
fn normal(commands: &[Value], scope: Scope) -> Vec<Value> {
    let mut all: Vec<Value> = commands
        .iter()
        .map(|command| {
            let said = |name: &&str| Some(((*name).to_owned(), substance(&command[*name])?));
            let mut normal: Map<String, Value> = SAID.iter().filter_map(said).collect();
            normal.entry("type").or_insert_with(|| json!(1.0));
            if scope == Scope::Everywhere {
                for name in SAID_EVERYWHERE {
                    let mut set: Vec<u64> =
                        command[name].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
                    set.sort_unstable();
                    normal.insert(name.to_owned(), json!(set));
                }
            }
            Value::Object(normal)
        })
        .collect();
    all.sort_by_cached_key(|command| (command["type"].to_string(), command["name"].to_string()));
    all
}

/// Without what says nothing; `None` when that is all.
fn substance(value: &Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some(json!(true)),
        Value::String(text) => (!text.is_empty()).then(|| json!(text)),
        // 1 or 1.0, as whoever writes it likes.
        Value::Number(number) => Some(json!(number.as_f64())),
        Value::Array(all) => {
            let all: Vec<Value> = all.iter().filter_map(substance).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        Value::Object(all) => {
            let all: Map<_, _> =
                all.iter().filter_map(|(name, value)| Some((name.clone(), substance(value)?))).collect();
            (!all.is_empty()).then_some(Value::Object(all))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::register::definitions;

    /// As Discord gives them back: more than was said, less of what is nothing, in another order.
    fn held(scope: Scope) -> Vec<Value> {
        let mut all: Vec<Value> =
            definitions(scope).iter().map(|command| serde_json::to_value(command).expect("JSON")).collect();
        for (number, command) in all.iter_mut().enumerate() {
            command["id"] = json!(number.to_string());
            command["version"] = json!("7");
            command["dm_permission"] = json!(true);
            command["type"] = json!(command["type"].as_u64().unwrap_or(1));
            command["description_localizations"] = match command["description_localizations"].take() {
                Value::Object(all) if all.is_empty() => Value::Null,
                said => said,
            };
            for options in command["options"].as_array_mut().into_iter().flatten() {
                options.as_object_mut().expect("an option").retain(|_, value| *value != json!(false));
            }
            for name in SAID_EVERYWHERE {
                match command[name].as_array_mut() {
                    Some(set) => set.reverse(),
                    // What Discord takes where nothing is said.
                    None => command[name] = json!([0]),
                }
            }
        }
        all.reverse();
        all
    }

    #[test]
    fn what_discord_adds_or_leaves_out_makes_no_difference() {
        for scope in [Scope::Everywhere, Scope::Guild] {
            assert!(same(&definitions(scope), &held(scope), scope));
        }
    }

    #[test]
    fn whatever_a_definition_says_makes_a_difference() {
        let ours = definitions(Scope::Everywhere);
        let differs = |what: &str, change: &dyn Fn(&mut Vec<Value>)| {
            let mut held = held(Scope::Everywhere);
            change(&mut held);
            assert!(!same(&ours, &held, Scope::Everywhere), "{what}");
        };
        differs("nothing is there", &|held| held.clear());
        differs("one is gone", &|held| drop(held.pop()));
        differs("one is there twice", &|held| held.push(held[0].clone()));
        differs("another description", &|held| held[3]["description"] = json!("Something else"));
        differs("another kind", &|held| held[3]["type"] = json!(2));
        differs("a translation", &|held| held[3]["name_localizations"] = json!({"de": "wer"}));
        differs("other places", &|held| held[3]["contexts"] = json!([0]));
        differs("all places", &|held| held[3]["contexts"] = json!(null));
        differs("for adults", &|held| held[3]["nsfw"] = json!(true));
        let admin = |held: &mut Vec<Value>| {
            held.iter().position(|command| command["default_member_permissions"] == "32").expect("for admins")
        };
        differs("for everybody", &|held| {
            let at = admin(held);
            held[at]["default_member_permissions"] = json!(null);
        });
        let who = |held: &mut Vec<Value>| held.iter().position(|command| command["name"] == "who").expect("/who");
        for (name, value) in [
            ("required", json!(false)),
            ("max_length", json!(5)),
            ("autocomplete", json!(null)),
            ("min_length", json!(1)),
        ] {
            differs(name, &|held| {
                let at = who(held);
                held[at]["options"][0][name] = value.clone();
            });
        }
    }
}
