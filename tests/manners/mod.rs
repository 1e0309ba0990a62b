//! Does the bot behave among many: limits for each and all, and nothing kept of anybody?

use std::num::NonZeroU32;
use std::process::{Child, Command, Stdio};

use receipts::discord::{Rates, Settings};
use serde_json::{Value, json};

use crate::door;
use crate::standin::payload::{
    admin, by, chat, command, in_direct_message, managing, on_message, press, privately, typing,
};
use crate::standin::{APPLICATION, Order, Seen, Standin, TOKEN, archive};
use crate::talk::{self, button, is_private, text};

const ANN: &str = "800000000000000011";
const BOB: &str = "800000000000000012";
const CEM: &str = "800000000000000013";

fn rates(user: u32, server: u32) -> Rates {
    Rates { user: NonZeroU32::new(user), server: NonZeroU32::new(server) }
}

fn wrote(seen: Seen) -> Option<Value> {
    match seen {
        Seen::Wrote { body, .. } => Some(body),
        _ => None,
    }
}

/// A message that mentions the bot.
fn mention(words: &str, author: &str) -> Order {
    let mut chat = chat(&format!("<@{APPLICATION}> {words}"));
    chat["author"]["id"] = json!(author);
    Order::Dispatch("MESSAGE_CREATE", chat)
}

/// What somebody may do without end, and what not once they have asked too much; each is told whether it is refused.
fn all(answer: &Value) -> [(Value, bool); 8] {
    let who = || command("who", &[("person", "Ann Lee")]);
    [
        (who(), true),
        (privately(who()), true),
        (in_direct_message(who()), true),
        (press(answer, &button(answer, "Next"), None), true),
        (on_message("Check this quote", "“We laughed all night,” Lee said."), true),
        (typing("who", &[("person", "ann")]), false),
        (admin("review", &[]), false),
        (managing(admin("review", &[])), false),
    ]
}

#[tokio::test]
async fn who_asks_too_much_is_told_in_private_when_to_ask_again() {
    let mut standin = Standin::start().await;
    let settings = Settings { rates: rates(3, 0), ..talk::settings(&standin) };
    let bot = talk::Bot::with(&mut standin, settings, archive::office()).await;
    let pages = command("sources", &[("topic", "Zoe Lund")]);
    let first = standin.ask(by(ANN, pages.clone())).await;
    for _ in 0..2 {
        assert!(!is_private(&standin.ask(by(ANN, pages.clone())).await));
    }
    for (asked, refused) in all(&first) {
        let answer = standin.ask(by(ANN, asked.clone())).await;
        assert_eq!(text(&answer).contains("Please ask again in"), refused, "{asked}: {answer}");
        assert!(!refused || (answer["type"] == 4 && is_private(&answer)), "{answer}");
    }
    assert!(!is_private(&standin.ask(by(BOB, pages)).await), "others may ask");
    // Mentions count, too, and are not answered: the first reply is to somebody else.
    standin.order(mention("who is Ann Lee?", ANN));
    standin.order(mention("who is Bob Roe?", CEM));
    let reply = standin.next(wrote).await;
    assert!(text(&json!({"data": reply})).contains("Bob Roe"), "{reply}");
    bot.stop().await;
}

#[tokio::test]
async fn a_server_that_asks_too_much_waits_and_others_do_not() {
    let mut standin = Standin::start().await;
    let settings = Settings { rates: rates(0, 2), ..talk::settings(&standin) };
    let bot = talk::Bot::with(&mut standin, settings, archive::office()).await;
    for (user, refused) in [(ANN, false), (BOB, false), (CEM, true), (ANN, true)] {
        let answer = standin.ask(by(user, command("help", &[]))).await;
        assert_eq!(text(&answer).contains("This server has asked a lot"), refused, "{answer}");
    }
    let mut elsewhere = command("help", &[]);
    elsewhere["guild_id"] = json!("700000000000000009");
    for asked in [in_direct_message(command("help", &[])), elsewhere] {
        assert!(text(&standin.ask(asked).await).contains("/who"));
    }
    bot.stop().await;
}

#[tokio::test]
async fn limits_hold_for_answers_that_are_at_hand_and_a_refusal_is_no_answer_for_others() {
    let bot = door::Bot::with(Settings { rates: rates(2, 0), ..Settings::default() }, archive::office()).await;
    let who = command("who", &[("person", "Ann Lee")]);
    for (user, asked, refused) in [
        (ANN, &who, false),
        (ANN, &who, false),
        (ANN, &who, true),
        (ANN, &command("help", &[]), true),
        (BOB, &command("help", &[]), false),
        (BOB, &who, false),
        (BOB, &who, true),
    ] {
        let answer = bot.ask(by(user, asked.clone())).await;
        assert_eq!(text(&answer).contains("Please ask again in"), refused, "{user} {asked}: {answer}");
        assert_eq!(is_private(&answer), refused, "{answer}");
    }
    for _ in 0..9 {
        assert_eq!(bot.ask(by(ANN, typing("who", &[("person", "ann")]))).await["type"], 8);
    }
    bot.stop().await;
}

/// The program itself, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
    }
}

#[tokio::test]
async fn neither_the_log_nor_any_file_tells_who_asked_or_what_they_wrote() {
    const MARKS: [&str; 5] = ["Quillfeather", "Zanzibarling", ANN, "fan", "Fan"];
    // Asked in vain: those who look after the server see that, and nobody who asked.
    const IN_VAIN: &str = "Mirrorwick";
    let (mut standin, folder) = (Standin::start().await, tempfile::tempdir().expect("a folder"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_receipts"));
    program.arg("run").current_dir(folder.path()).env_clear().envs([
        ("DISCORD_TOKEN", TOKEN),
        ("DISCORD_PROXY", &standin.url()),
        ("DATABASE_URL", "sqlite:receipts.db"),
    ]);
    let program = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut program = Program(program.expect("started"));
    standin.next(|seen| matches!(seen, Seen::Identified(_)).then_some(())).await;
    for asked in [
        command("who", &[("person", IN_VAIN)]),
        command("gone", &[("person", "Quillfeather")]),
        typing("who", &[("person", "Quillfeather")]),
        on_message("Check this quote", "“Zanzibarling,” Quillfeather said."),
    ] {
        standin.ask(by(ANN, asked)).await;
    }
    standin.order(mention(&format!("who is {IN_VAIN}?"), ANN));
    standin.next(wrote).await;
    let answer = standin.ask(by(ANN, command("help", &[]))).await;
    let thanks = standin.ask(by(ANN, press(&answer, &button(&answer, "Report"), None))).await;
    assert!(text(&thanks).contains("not who reported it"), "{thanks}");

    program.0.kill().expect("it still runs");
    let mut told = String::new();
    for mut stream in [
        Box::new(program.0.stderr.take().expect("a log")) as Box<dyn std::io::Read>,
        Box::new(program.0.stdout.take().expect("output")),
    ] {
        stream.read_to_string(&mut told).expect("text");
    }
    assert!(told.contains("Connected to Discord") && !told.contains(IN_VAIN), "{told}");
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("a file")).collect();
    assert!(files.iter().any(|file| file.file_name() == "receipts.db.ledger"), "{files:?}");
    for file in files {
        let bytes = std::fs::read(file.path()).expect("read");
        told.push_str(&String::from_utf8_lossy(&bytes));
    }
    for mark in MARKS {
        assert!(!told.contains(mark), "{mark} is told in\n{told}");
    }
}
