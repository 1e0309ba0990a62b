//! Does the bot hold its own in Discord, from the first request to the goodbye?
//!
//! The real serenity client talks to a stand-in Discord on loopback; whatever it sends is judged by Discord's
//! limits.

use std::num::NonZeroU64;

use receipts::commands::{ADMIN_NAME, ALL, ON_MESSAGES};
use receipts::discord::{RunError, Settings, run};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

mod checked;
mod door;
mod gate;
mod manners;
mod place;
mod servers;
mod sight;
mod standin;
mod talk;
mod watch;

use standin::payload::{between_users, by_user_install, command, in_direct_message, privately, typing};
use standin::{APPLICATION, Fault, GUILD, Order, Seen, Standin, TOKEN, archive, soon};

const EPHEMERAL: u64 = 1 << 6;

/// The bot under test.
struct Bot {
    task: JoinHandle<Result<(), RunError>>,
    stop: oneshot::Sender<()>,
}

impl Bot {
    fn start(standin: &Standin) -> Self {
        Self::with(settings(standin))
    }

    fn with(settings: Settings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { drop(stopped.await) };
        Self { task: tokio::spawn(run(settings, archive::office(), None, shutdown)), stop }
    }

    async fn stop(self) -> Result<(), RunError> {
        self.stop.send(()).expect("the bot still runs");
        soon(self.task).await.expect("no panic")
    }

    /// How it ends by itself.
    async fn end(self) -> Result<(), RunError> {
        let end = soon(self.task).await.expect("no panic");
        drop(self.stop);
        end
    }
}

fn settings(standin: &Standin) -> Settings {
    Settings { token: TOKEN.to_owned(), proxy: Some(standin.url()), ..Settings::default() }
}

async fn connected() -> (Standin, Bot) {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&standin);
    standin.next(|seen| matches!(seen, Seen::Identified(_)).then_some(())).await;
    (standin, bot)
}

fn registered(seen: Seen) -> Option<(Option<u64>, Value)> {
    match seen {
        Seen::Registered { guild, commands } => Some((guild, commands)),
        _ => None,
    }
}

/// All that a user can read of an answer.
fn shown(answer: &Value) -> String {
    fn texts(value: &Value, into: &mut String) {
        match value {
            Value::String(text) => {
                into.push_str(text);
                into.push('\n');
            }
            Value::Array(all) => all.iter().for_each(|value| texts(value, into)),
            Value::Object(all) => all.values().for_each(|value| texts(value, into)),
            _ => {}
        }
    }
    let mut text = String::new();
    texts(&answer["data"], &mut text);
    text
}

fn is_private(answer: &Value) -> bool {
    answer["data"]["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0)
}

/// Something to say for every option there is.
fn value_for(option: &str) -> &'static str {
    match option {
        "person" => "Ann Lee",
        "other" | "with" => "Bob Roe",
        "event" => "met",
        "question" => "When did Ann Lee meet Bob Roe?",
        "text" => "We laughed all night",
        "as-of" => "May 2022",
        "page" => "1",
        _ => "night",
    }
}

#[tokio::test]
async fn commands_are_registered_everywhere_before_connecting() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&standin);
    let (guild, commands) = standin.next(registered).await;
    let identify = standin
        .next(|seen| match seen {
            Seen::Identified(data) => Some(data),
            _ => None,
        })
        .await;
    assert_eq!(guild, None);
    let names: Vec<&str> = commands.as_array().into_iter().flatten().filter_map(|c| c["name"].as_str()).collect();
    let on_messages = ON_MESSAGES.iter().map(|c| c.name);
    assert_eq!(names, ALL.iter().map(|c| c.name).chain(on_messages).chain([ADMIN_NAME]).collect::<Vec<_>>());
    assert_eq!(commands[0]["contexts"], json!([0, 1, 2]));
    assert_eq!(commands[0]["integration_types"], json!([0, 1]));
    for command in &commands.as_array().expect("a list")[..ALL.len()] {
        let last = command["options"].as_array().and_then(|options| options.last()).expect("options");
        assert_eq!((&last["name"], &last["type"]), (&json!("private"), &json!(5)), "{command}");
        assert_eq!(last["name_localizations"], json!({"es-ES": "privado", "es-419": "privado"}));
    }
    assert_eq!(commands[0]["name_localizations"], json!({"es-ES": "quién", "es-419": "quién"}));
    let admin = &commands[names.len() - 1];
    assert_eq!(admin["default_member_permissions"], json!("32"), "who may manage the server");
    assert_eq!((&admin["contexts"], &admin["integration_types"]), (&json!([0]), &json!([0])));
    assert_eq!(identify["intents"], 1 << 9, "messages of servers and nothing privileged");
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn commands_can_be_registered_in_one_guild() {
    let mut standin = Standin::start().await;
    let application_id = NonZeroU64::new(APPLICATION);
    let bot = Bot::with(Settings { guild_id: NonZeroU64::new(GUILD), application_id, ..settings(&standin) });
    let (guild, commands) = standin.next(registered).await;
    assert_eq!(guild, Some(GUILD));
    assert_eq!(commands.as_array().map(Vec::len), Some(ALL.len() + ON_MESSAGES.len() + 1));
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn every_command_is_answered_within_discords_limits_wherever_it_is_called() {
    let (mut standin, bot) = connected().await;
    for command_asked in ALL {
        let options: Vec<_> = command_asked.options.iter().map(|o| (o.name, value_for(o.name))).collect();
        let asked = command(command_asked.name, &options);
        let here = standin.ask(asked.clone()).await;
        for place in [in_direct_message, by_user_install, between_users] {
            let elsewhere = standin.ask(place(asked.clone())).await;
            assert_eq!(elsewhere["data"]["embeds"], here["data"]["embeds"], "/{}", command_asked.name);
            assert!(!shown(&elsewhere).contains("Report"), "nobody there looks after reports: {elsewhere}");
            let private = standin.ask(place(privately(asked.clone()))).await;
            assert!(is_private(&private) && private["data"]["embeds"] == here["data"]["embeds"], "{private}");
            assert!(!is_private(&elsewhere), "/{}: {elsewhere}", command_asked.name);
        }
        assert!(!is_private(&here) && here["type"] == 4, "/{}: {here}", command_asked.name);
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn an_answer_shows_its_receipts() {
    let (mut standin, bot) = connected().await;
    let asked = command("when-did-they-meet", &[("person", "bob"), ("other", "ann lee")]);
    let text = shown(&standin.ask(asked).await);
    for part in
        ["May 2020", "> Actor Ann Lee met singer Bob Roe in Dover", "(https://news.example/meeting)", "4 May 2021"]
    {
        assert!(text.contains(part), "{part:?} is missing in:\n{text}");
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_long_quotation_is_cut_says_so_and_pings_nobody() {
    let (mut standin, bot) = connected().await;
    let answer = standin.ask(command("quote", &[("person", "Bob Roe")])).await;
    let text = shown(&answer);
    assert!(text.contains("(continues)"), "{text}");
    assert!(text.contains(r"I \*love\* this town"), "{text}");
    for meaning in ["@everyone", " <@123>", " [so]", " ||we||"] {
        assert!(!text.contains(meaning), "{meaning:?} means something in:\n{text}");
    }
    assert_eq!(answer["data"]["allowed_mentions"]["parse"], json!([]));
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn names_autocomplete_with_typing_errors_forgiven() {
    let (mut standin, bot) = connected().await;
    for (asked, expected) in [
        (typing("who", &[("person", "")]), "Ann Lee"),
        (typing("who", &[("person", "ann mrsh")]), "Ann Marsh"),
        (typing("when-did-they-meet", &[("person", "Ann Lee"), ("other", "rob roe")]), "Bob Roe"),
    ] {
        let answer = standin.ask(asked).await;
        assert_eq!(answer["type"], 8);
        assert!(shown(&answer).contains(expected), "{expected} is missing in {answer}");
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn nothing_found_is_an_answer_without_receipts() {
    let (mut standin, bot) = connected().await;
    let answer = standin.ask(command("who", &[("person", "Zebulon Quirk")])).await;
    assert_eq!(answer["type"], 4);
    assert!(shown(&answer).contains("Zebulon Quirk"), "{answer}");
    assert!(!shown(&answer).contains("news.example"), "{answer}");
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn errors_are_private_and_name_the_remedy() {
    let (mut standin, bot) = connected().await;
    for (asked, remedy) in [(command("who", &[]), "/who"), (command("gone", &[("person", "Ann Lee")]), "/help")] {
        let answer = standin.ask(asked).await;
        assert!(is_private(&answer), "{answer}");
        assert!(shown(&answer).contains(remedy), "{answer}");
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_dropped_connection_is_resumed_and_nothing_is_lost() {
    let (mut standin, bot) = connected().await;
    standin.ask(command("help", &[])).await;
    for cut in [Order::Drop, Order::Opcode(7, Value::Null), Order::Close(4000)] {
        standin.order(cut);
        let meanwhile = standin.send(command("who", &[("person", "Ann Lee")]));
        standin.next(|seen| (seen == Seen::Resumed).then_some(())).await;
        standin.answer(meanwhile).await;
    }
    let more = standin.rest();
    assert!(!more.iter().any(|seen| matches!(seen, Seen::Identified(_) | Seen::Registered { .. })), "{more:?}");
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn an_answer_is_tried_again_and_given_once() {
    let (mut standin, bot) = connected().await;
    standin.spoil("callback", Fault::Status(502));
    standin.spoil("callback", Fault::Status(429));
    standin.ask(command("help", &[])).await;

    standin.spoil("callback", Fault::Lost(502));
    let id = standin.send(command("help", &[]));
    standin.answer(id).await;
    let again = standin.next(|seen| match seen {
        Seen::Answered { interaction, status, .. } if interaction == id => Some(status),
        _ => None,
    });
    assert_eq!(again.await, 409, "Discord says that it has the answer already");
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_bad_start_is_waited_out() {
    let mut standin = Standin::start().await;
    for place in ["gateway", "register"] {
        standin.spoil(place, Fault::Status(500));
    }
    let bot = Bot::start(&standin);
    standin.next(registered).await;
    standin.next(|seen| matches!(seen, Seen::Identified(_)).then_some(())).await;
    standin.ask(command("help", &[])).await;
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn the_end_is_clean_with_and_without_a_connection() {
    let (mut standin, bot) = connected().await;
    standin.ask(command("help", &[])).await;
    let (ended, code) = tokio::join!(
        bot.stop(),
        standin.next(|seen| match seen {
            Seen::Closed(code) => Some(code),
            _ => None,
        })
    );
    ended.expect("a clean end");
    assert_eq!(code, 1000);

    let mut standin = Standin::start().await;
    for _ in 0..100 {
        standin.spoil("gateway", Fault::Status(500));
    }
    let bot = Bot::start(&standin);
    standin.next(|seen| matches!(seen, Seen::Spoiled(_)).then_some(())).await;
    bot.stop().await.expect("a clean end before the first connection");
}

#[tokio::test]
async fn what_waiting_cannot_mend_ends_the_bot_with_the_remedy() {
    let mut standin = Standin::start().await;
    let good = settings(&standin);
    let elsewhere = NonZeroU64::new(GUILD + 1);
    for (settings, remedy) in [
        (Settings { token: "  ".to_owned(), ..good.clone() }, "DISCORD_TOKEN is empty"),
        (Settings { token: "stand-in.token.bad".to_owned(), ..good.clone() }, "refuses DISCORD_TOKEN"),
        (Settings { token: "two\nlines".to_owned(), ..good.clone() }, "refuses DISCORD_TOKEN"),
        (Settings { proxy: Some("localhost:80".to_owned()), ..good.clone() }, "DISCORD_PROXY=\"localhost:80\""),
        (Settings { proxy: Some("http://:80".to_owned()), ..good.clone() }, "DISCORD_PROXY=\"http://:80\""),
        (Settings { application_id: elsewhere, ..good.clone() }, "DISCORD_APPLICATION_ID"),
        (Settings { guild_id: elsewhere, ..good.clone() }, "discord.com/oauth2/authorize?client_id=6000"),
    ] {
        let end = Bot::with(settings.clone()).end().await;
        let error = end.expect_err("it cannot run").to_string();
        assert!(error.contains(remedy), "{error:?} does not say {remedy:?}");
        assert!(settings.token.trim().is_empty() || !error.contains(settings.token.trim()), "{error}");
    }
    assert!(!standin.rest().contains(&Seen::Connected), "Discord counts every connection");
}

#[tokio::test]
async fn a_refused_identify_ends_the_bot_at_once() {
    for (code, remedy) in [(4004, "Reset Token"), (4013, "intents"), (4014, "intents")] {
        let mut standin = Standin::start().await;
        standin.refuse_identify(code);
        let error = Bot::start(&standin).end().await.expect_err("it cannot run").to_string();
        assert!(error.contains(remedy), "{code}: {error}");
        let tries = standin.rest().iter().filter(|seen| matches!(seen, Seen::Identified(_))).count();
        assert_eq!(tries, 1, "{code}: a refused IDENTIFY is not repeated");
    }
}

#[tokio::test]
async fn a_token_that_is_revoked_ends_the_bot() {
    let (standin, bot) = connected().await;
    standin.order(Order::Close(4004));
    let error = bot.end().await.expect_err("it cannot go on").to_string();
    assert!(error.contains("Reset Token"), "{error}");
}

#[tokio::test]
async fn a_refused_answer_is_not_repeated_and_the_next_one_is_given() {
    let (mut standin, bot) = connected().await;
    standin.spoil("callback", Fault::Status(404));
    let refused = standin.send(command("help", &[]));
    standin.next(|seen| matches!(seen, Seen::Spoiled(_)).then_some(())).await;
    let next = standin.send(command("help", &[]));
    let answered = standin.next(|seen| match seen {
        Seen::Answered { interaction, .. } => Some(interaction),
        _ => None,
    });
    assert_eq!(answered.await, next);
    bot.stop().await.expect("a clean end");
    let more = standin.rest();
    assert!(!more.iter().any(|seen| matches!(seen, Seen::Answered { interaction, .. } if *interaction == refused)));
}
