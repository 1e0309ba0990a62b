//! What comes after the first answer: picks, pages, reports, quotes to check, mentions.
//!
//! The bot is stopped and started between an answer and what is pressed under it, for it remembers nothing.

use std::sync::Arc;

use receipts::commands::Office;
use receipts::discord::{RunError, Settings, run};
use receipts::store::Ledger;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::standin::payload::{
    self, admin, chat, command, in_direct_message, managing, on_message, pick, press, privately,
};
use crate::standin::{APPLICATION, Fault, Order, Seen, Standin, TOKEN, archive, soon};

const SOMEBODY_ELSE: &str = "800000000000000002";

pub struct Bot {
    task: JoinHandle<Result<(), RunError>>,
    stop: oneshot::Sender<()>,
}

impl Bot {
    /// Connected and answering.
    pub async fn start(standin: &mut Standin, office: Arc<Office>) -> Self {
        let settings = settings(standin);
        Self::with(standin, settings, office).await
    }

    /// The same with settings of its own.
    pub async fn with(standin: &mut Standin, settings: Settings, office: Arc<Office>) -> Self {
        let bot = Self::begin(settings, office, None);
        standin.next(|seen| matches!(seen, Seen::Identified(_)).then_some(())).await;
        bot
    }

    /// Not connected yet, maybe with an address at which it tells how it is.
    pub fn begin(settings: Settings, office: Arc<Office>, status: Option<TcpListener>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(settings, office, status, async { drop(stopped.await) }));
        Self { task, stop }
    }

    pub async fn stop(self) {
        self.stop.send(()).expect("the bot still runs");
        soon(self.task).await.expect("no panic").expect("a clean end");
    }
}

/// Settings for this Discord.
pub fn settings(standin: &Standin) -> Settings {
    Settings { token: TOKEN.to_owned(), proxy: Some(standin.url()), ..Settings::default() }
}

pub fn is_private(answer: &Value) -> bool {
    answer["data"]["flags"].as_u64().is_some_and(|flags| flags & (1 << 6) != 0)
}

/// The title, the description and the fields of an answer, or the content.
pub fn text(answer: &Value) -> String {
    let embed = &answer["data"]["embeds"][0];
    let fields = embed["fields"].as_array().into_iter().flatten().flat_map(|field| [&field["name"], &field["value"]]);
    let all = [&answer["data"]["content"], &embed["title"], &embed["description"]].into_iter().chain(fields);
    let all: Vec<&str> = all.chain([&embed["footer"]["text"]]).filter_map(Value::as_str).collect();
    all.join("\n")
}

/// Everything that can be picked or pressed.
fn parts(answer: &Value) -> Vec<Value> {
    let rows = answer["data"]["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten()).cloned().collect()
}

/// The id of the button with this label.
pub fn button(answer: &Value, label: &str) -> String {
    let found = parts(answer).into_iter().find(|part| part["label"].as_str().is_some_and(|l| l.contains(label)));
    let found = found.unwrap_or_else(|| panic!("no button {label:?}: {answer}"));
    found["custom_id"].as_str().expect("an id").to_owned()
}

/// The menu's id and its choices: label, description, value.
fn menu(answer: &Value) -> (String, Vec<[String; 3]>) {
    let menu = parts(answer).into_iter().find(|part| part["type"] == 3).expect("a menu");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let options = menu["options"].as_array().into_iter().flatten();
    (text(&menu["custom_id"]), options.map(|o| ["label", "description", "value"].map(|key| text(&o[key]))).collect())
}

#[tokio::test]
async fn which_one_is_asked_in_private_and_the_pick_is_answered_in_public() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    for asked in [command("who", &[("person", "Ann")]), command("ask", &[("question", "Who is Ann?")])] {
        let which = standin.ask(asked).await;
        assert!(is_private(&which), "{which}");
        let (id, choices) = menu(&which);
        let told: Vec<_> = choices.iter().map(|[label, description, _]| format!("{label}: {description}")).collect();
        assert_eq!(told, ["Ann Lee: Actor · Reel Weekly, 4 May 2021", "Ann Marsh: Designer · Reel Weekly, 4 May 2021"]);

        let picked = standin.ask(pick(&which, &id, &choices[1][2], None)).await;
        assert_eq!(picked["type"], 4, "{picked}");
        assert!(!is_private(&picked) && text(&picked).contains("Designer"), "{picked}");
    }
    let twice = standin.ask(command("timeline", &[("person", "Ann"), ("with", "Ann")])).await;
    let (id, choices) = menu(&twice);
    let again = standin.ask(pick(&twice, &id, &choices[0][2], None)).await;
    assert_eq!(again["type"], 7, "what is still unclear is asked in the same place: {again}");
    assert!(is_private(&again));
    bot.stop().await;
}

#[tokio::test]
async fn a_private_answer_stays_private_whatever_is_picked_or_pressed_under_it() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let pages = command("sources", &[("topic", "Zoe Lund")]);
    let (shown, first) = (standin.ask(pages.clone()).await, standin.ask(privately(pages)).await);
    assert!(is_private(&first) && !is_private(&shown));
    assert_eq!((text(&first), parts(&first)), (text(&shown), parts(&shown)), "nothing else is different");
    let second = standin.ask(press(&first, &button(&first, "Next"), None)).await;
    assert_eq!(second["type"], 7, "{second}");
    assert!(is_private(&second) && text(&second).contains("(page 2 of 2)"), "{second}");

    let mut unclear = standin.ask(privately(command("timeline", &[("person", "Ann"), ("with", "Ann")]))).await;
    for (step, n) in [("who is meant", 0), ("with whom", 1), ("what else", 0)] {
        assert!(is_private(&unclear), "{step}: {unclear}");
        let (id, choices) = menu(&unclear);
        unclear = standin.ask(pick(&unclear, &id, &choices[n][2], None)).await;
        assert_eq!(unclear["type"], 7, "{step}: {unclear}");
    }
    assert!(is_private(&unclear) && text(&unclear).contains("Actor"), "{unclear}");
    let thanks = standin.ask(press(&unclear, &button(&unclear, "Report"), None)).await;
    assert!(is_private(&thanks) && text(&thanks).contains("not who reported it"), "{thanks}");
    bot.stop().await;
}

#[tokio::test]
async fn pages_turn_after_a_restart_too() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let first = standin.ask(command("sources", &[("topic", "Zoe Lund")])).await;
    assert!(text(&first).contains("(page 1 of 2)"), "{first}");
    bot.stop().await;

    let bot = Bot::start(&mut standin, archive::office()).await;
    let next = button(&first, "Next");
    let second = standin.ask(press(&first, &next, None)).await;
    assert_eq!(second["type"], 7, "the page takes the place of the one before: {second}");
    assert!(text(&second).contains("(page 2 of 2)"), "{second}");
    let back = standin.ask(press(&second, &button(&second, "Back"), None)).await;
    assert_eq!(text(&back), text(&first));
    let other = standin.ask(press(&first, &next, Some(SOMEBODY_ELSE))).await;
    assert_eq!(other["type"], 4, "nobody turns somebody else's pages: {other}");
    assert!(is_private(&other) && text(&other) == text(&second), "{other}");
    bot.stop().await;
}

#[tokio::test]
async fn a_reported_answer_waits_for_those_who_manage_the_server() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let asked = command("ask", &[("question", "Who is Ann Lee, <@800000000000000001>?")]);
    let answer = standin.ask(asked).await;
    let report = button(&answer, "Report");
    for line in ["not who reported it", "on the list"] {
        let thanks = standin.ask(press(&answer, &report, Some(SOMEBODY_ELSE))).await;
        assert!(is_private(&thanks) && text(&thanks).contains(line), "{thanks}");
    }
    let second = standin.ask(command("who", &[("person", "Ann Lee")])).await;
    standin.ask(press(&second, &button(&second, "Report"), None)).await;

    let review = standin.ask(managing(admin("review", &[]))).await;
    assert!(is_private(&review), "{review}");
    let shown = text(&review);
    for part in ["Who is Ann Lee, somebody?", "These articles don't answer that.", "1 of 2", "Reported 2 times"] {
        assert!(shown.contains(part), "{part:?} is missing in\n{shown}");
    }
    for secret in ["80000000000000000", "fan", "Fan"] {
        assert!(!shown.contains(secret), "{secret:?} is in\n{shown}");
    }
    assert!(parts(&review).iter().all(|part| part["label"] != "Report"), "what is reviewed is not reported");
    let next = standin.ask(managing(press(&review, &button(&review, "Done"), None))).await;
    assert!(is_private(&next) && text(&next).contains("Asked: /who person: Ann Lee"), "{next}");
    for part in ["Ann Lee: Actor.", "Actor Ann Lee met", "A night in Dover"] {
        assert!(text(&next).contains(part), "{part:?} is missing in {next}");
    }
    let last = standin.ask(managing(press(&next, &button(&next, "Done"), None))).await;
    assert!(text(&last).contains("No answer is reported"), "{last}");
    bot.stop().await;
}

#[tokio::test]
async fn admin_commands_are_for_those_who_manage_the_server_alone() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let answer = standin.ask(command("help", &[])).await;
    standin.ask(press(&answer, &button(&answer, "Report"), None)).await;
    let review = standin.ask(managing(admin("review", &[]))).await;
    let done = button(&review, "Done");
    for (call, remedy) in [
        (admin("review", &[]), "Manage Server"),
        (press(&review, &done, None), "Manage Server"),
        (in_direct_message(managing(admin("review", &[]))), "in a server only"),
        (managing(admin("gone", &[])), "/admin review"),
        (managing(admin("review", &[("page", "7")])), "only one page"),
    ] {
        let refusal = standin.ask(call).await;
        assert!(is_private(&refusal) && text(&refusal).contains(remedy), "{remedy}: {refusal}");
    }
    assert!(text(&standin.ask(managing(admin("review", &[]))).await).contains("/help"), "it is still there");
    bot.stop().await;
}

#[tokio::test]
async fn answers_are_given_where_nothing_can_be_written_and_reports_are_declined() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    std::fs::write(&file, "no folder").expect("written");
    let mut standin = Standin::start().await;
    let office = archive::with(Ledger::beside(&file.join("receipts.db")));
    let bot = Bot::start(&mut standin, office).await;
    let answer = standin.ask(command("help", &[])).await;
    let declined = standin.ask(press(&answer, &button(&answer, "Report"), None)).await;
    assert!(is_private(&declined) && text(&declined).contains("can't be kept"), "{declined}");
    assert!(!text(&declined).contains("a file"), "{declined}");
    assert!(text(&standin.ask(managing(admin("review", &[]))).await).contains("No answer is reported"));
    bot.stop().await;
}

#[tokio::test]
async fn notices_and_private_chats_offer_no_report() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    for asked in [command("who", &[]), in_direct_message(command("who", &[("person", "Ann Lee")]))] {
        let answer = standin.ask(asked).await;
        assert!(parts(&answer).is_empty(), "{answer}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_quote_is_checked_in_private() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    for words in ["“We laughed all night,” Lee said.", "no words of anybody's", "", " "] {
        let checked = standin.ask(on_message("Check this quote", words)).await;
        assert_eq!(checked["type"], 4);
        assert!(is_private(&checked), "{words}: {checked}");
        assert!(parts(&checked).iter().all(|part| part["label"] != "Report"), "{checked}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_mention_is_answered_like_ask_and_pings_nobody() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let wrote = |seen| match seen {
        Seen::Wrote { body, .. } => Some(body),
        _ => None,
    };
    let said = |words: &str| Order::Dispatch("MESSAGE_CREATE", chat(words));
    // None of these is meant for the bot; had one been answered, the answers below would come too late.
    for words in ["When did Ann Lee meet Bob Roe?", "@everyone who is Ann Lee?", ""] {
        standin.order(said(words));
    }
    let mut own = chat(&format!("<@{APPLICATION}> who is Ann Lee?"));
    own["author"] = payload::bot();
    standin.order(Order::Dispatch("MESSAGE_CREATE", own));

    standin.spoil("write", Fault::Status(502));
    standin.order(said(&format!("<@{APPLICATION}> When did Ann Lee meet Bob Roe?")));
    let reply = standin.next(wrote).await;
    let shown = text(&json!({"data": reply}));
    assert!(shown.contains("May 2020") && shown.contains("> Actor Ann Lee met singer Bob Roe in Dover"), "{shown}");
    assert_eq!(reply["message_reference"]["message_id"], "500000000000000010");
    assert_eq!(reply["allowed_mentions"], json!({"parse": [], "users": [], "roles": [], "replied_user": false}));
    assert_eq!(button(&json!({"data": reply}), "Report"), "report /ask question: When did Ann Lee meet Bob Roe?");

    for (words, part) in [("", "the same message"), ("who is Ann?", "Ann Marsh"), (&"x ".repeat(600), "too long")] {
        standin.order(said(&format!("<@!{APPLICATION}> {words}")));
        let reply = standin.next(wrote).await;
        assert!(text(&json!({"data": reply})).contains(part), "{part}: {reply}");
        assert!(reply["flags"].as_u64().unwrap_or(0) & (1 << 6) == 0, "a reply can't be private: {reply}");
    }
    bot.stop().await;
}
