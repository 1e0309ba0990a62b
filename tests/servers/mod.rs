//! Does a server get its own archive, and no other server anything of it?
//!
//! Asked over HTTP, where answers are kept at hand, and over the gateway. The common archive is a store on the disk, as a
//! build leaves it.

mod several;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use receipts::commands::Office;
use receipts::discord::Settings;
use receipts::store::Ledger;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::door;
use crate::standin::payload::{
    add_article, admin, command, in_channel, in_direct_message, in_server, managing, press, typing, typing_admin,
};
use crate::standin::{GUILD, Standin, archive, soon};
use crate::talk::{self, button, is_private, text};

const ELSEWHERE: &str = "700000000000000009";

const NEWS: &str = " date 2022-05-31 Quill weds in Dover\n\n\
    Zelda Quill married Bob Roe in Dover in May 2022. “We danced,” Quill said.\n";

/// A folder with a store, which is kept as long as this.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self(folder);
        archive::build(&place.store(), 5);
        place
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("receipts.db")
    }

    fn office(&self) -> Arc<Office> {
        archive::office_of_servers(&self.store())
    }
}

/// The bot over HTTP, with a Discord that keeps files.
struct Bot {
    door: door::Bot,
    standin: Standin,
}

impl Bot {
    async fn start(office: Arc<Office>) -> Self {
        let standin = Standin::start().await;
        let settings = Settings { proxy: Some(standin.url()), ..Settings::default() };
        Self { door: door::Bot::with(settings, office).await, standin }
    }

    async fn ask(&self, interaction: Value) -> Value {
        self.door.ask(interaction).await
    }

    /// What somebody who manages the server is answered.
    async fn manage(&self, interaction: Value) -> Value {
        let answer = self.ask(managing(interaction)).await;
        assert!(is_private(&answer), "{answer}");
        answer
    }

    /// The same for a decision, once the archive of the server follows it.
    async fn decide(&self, interaction: Value) -> Value {
        let answer = self.manage(interaction).await;
        self.settled().await;
        answer
    }

    /// Waits until answers of the server are as was decided.
    async fn settled(&self) {
        let follows = async { while text(&self.manage(admin("status", &[])).await).contains("about to follow") {} };
        soon(follows).await;
    }

    async fn who(&self, person: &str) -> String {
        text(&self.ask(command("who", &[("person", person)])).await)
    }

    /// What is offered for a name, in a server.
    async fn names(&self, server: &str, typed: &str) -> Vec<String> {
        let offered = self.ask(in_server(server, typing("who", &[("person", typed)]))).await;
        let choices = offered["data"]["choices"].as_array().cloned().unwrap_or_default();
        choices.iter().map(|choice| choice["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Adds an article, from the file to the yes.
    async fn add(&self, name: &str, words: &str) -> Value {
        let url = self.standin.attach(name, words);
        let diff = self.manage(add_article(name, &url, words.len())).await;
        self.decide(press(&diff, &button(&diff, "Add it"), None)).await
    }

    async fn stop(self) {
        self.door.stop().await;
    }
}

#[tokio::test]
async fn an_article_is_shown_as_a_diff_added_with_a_yes_and_taken_off_again() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    let url = bot.standin.attach("quill.txt", NEWS);
    let diff = bot.manage(add_article("quill.txt", &url, NEWS.len())).await;
    for part in ["Quill weds in Dover", "2 people (1 new)", "+ Zelda Quill", "married", "“We danced"] {
        assert!(text(&diff).contains(part), "{part:?} is missing in\n{}", text(&diff));
    }
    assert!(bot.who("Zelda Quill").await.contains("don't name"), "nothing is kept before the yes");
    assert!(text(&bot.manage(admin("list", &[])).await).contains("Nothing was added"));
    let added = bot.decide(press(&diff, &button(&diff, "Add it"), None)).await;
    assert!(text(&added).contains("for this server alone"), "{added}");
    let who = bot.who("Zelda Quill").await;
    assert!(who.contains("Bob Roe") && who.contains("Quill weds in Dover"), "{who}");
    assert!(bot.who("Ann Lee").await.contains("Actor"), "the common archive is still there");
    let again = bot.manage(press(&diff, &button(&diff, "Add it"), None)).await;
    assert!(text(&again).contains("too late, or it was done already"), "{again}");
    assert!(text(&bot.manage(admin("list", &[])).await).contains("Quill weds in Dover (quill)"));
    bot.decide(admin("hide", &[("person", "Ann Marsh")])).await;
    let export = bot.manage(admin("export", &[])).await;
    assert_eq!(export["files"][0]["name"], "server.jsonl", "{export}");
    let lines = export["files"][0]["text"].as_str().unwrap_or_default().lines();
    let lines: Vec<Value> = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&lines[0]["type"], &lines[0]["text"]), (&json!("article"), &json!(NEWS)));
    assert_eq!(lines[1]["says"], "Ann Marsh is hidden");
    bot.decide(press(&added, &button(&added, "Undo"), None)).await;
    assert!(bot.who("Zelda Quill").await.contains("don't name"));
    let log = text(&bot.manage(admin("log", &[])).await);
    for part in ["Added the article quill", "Removed the article quill", "user 800000000000000001"] {
        assert!(log.contains(part), "{part:?} is missing in\n{log}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn no_other_server_sees_anything_of_it() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    // What the others were told before, and may be kept at hand.
    let elsewhere = |interaction| in_server(ELSEWHERE, interaction);
    let asked = [
        command("who", &[("person", "Ann Lee")]),
        command("who", &[("person", "Zelda Quill")]),
        command("sources", &[("topic", "Dover")]),
        command("timeline", &[("person", "Bob Roe")]),
        command("ask", &[("question", "Who did Zelda Quill marry?")]),
    ];
    let mut before = Vec::new();
    for asked in &asked {
        before.push(text(&bot.ask(asked.clone()).await));
    }
    bot.add("quill.txt", NEWS).await;
    bot.decide(admin("hide", &[("person", "Ann Lee")])).await;
    bot.decide(admin("takedown", &[("article", "2022-01-01")])).await;
    let reported = bot.ask(command("help", &[])).await;
    bot.ask(press(&reported, &button(&reported, "Report"), None)).await;

    assert!(bot.who("Ann Lee").await.contains("don't name"), "here it is hidden");
    assert!(bot.names(&GUILD.to_string(), "zel").await.contains(&"Zelda Quill".to_owned()));
    for (asked, before) in asked.iter().zip(&before) {
        for asked in [elsewhere(asked.clone()), in_direct_message(asked.clone())] {
            assert_eq!(&text(&bot.ask(asked.clone()).await), before, "{asked}");
        }
    }
    assert_eq!(bot.names(ELSEWHERE, "zel").await, Vec::<String>::new());
    assert!(bot.names(ELSEWHERE, "ann l").await.contains(&"Ann Lee".to_owned()));
    for (name, nothing) in [
        ("list", "Nothing was added"),
        ("log", "Nobody has changed"),
        ("review", "No answer is reported"),
        ("channels", "in public everywhere"),
    ] {
        let told = text(&bot.manage(elsewhere(admin(name, &[]))).await);
        assert!(told.contains(nothing), "{name}: {told}");
    }
    for (name, option) in [("remove-article", "article"), ("undo", "decision")] {
        let offered = bot.ask(managing(elsewhere(typing_admin(name, &[(option, "")])))).await;
        assert_eq!(offered["data"]["choices"], json!([]), "{name}");
    }
    for taken in [admin("undo", &[("decision", "1")]), admin("remove-article", &[("article", "quill")])] {
        bot.manage(elsewhere(taken)).await;
    }
    assert!(bot.who("Zelda Quill").await.contains("Bob Roe") && bot.who("Ann Lee").await.contains("don't name"));
    bot.stop().await;
}

#[tokio::test]
async fn what_is_decided_is_respected_by_every_command_and_comes_back_when_it_is_undone() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    let met = command("when-did-they-meet", &[("person", "Ann Lee"), ("other", "Bob Roe")]);
    let questions = [
        met.clone(),
        command("who", &[("person", "Ann Lee")]),
        command("timeline", &[("person", "Bob Roe")]),
        command("ask", &[("question", "When did Ann Lee meet Bob Roe?")]),
        command("ask", &[("question", "Who was in Dover?")]),
        command("quote", &[("person", "Ann Lee"), ("about", "night")]),
        command("did-they-say", &[("text", "We laughed all night")]),
        command("sources", &[("topic", "Dover")]),
    ];
    let mut before = Vec::new();
    for asked in &questions {
        before.push(text(&bot.ask(asked.clone()).await));
    }
    let hidden = bot.decide(admin("hide", &[("person", "Ann Lee")])).await;
    for asked in &questions {
        let told = text(&bot.ask(asked.clone()).await);
        let named = asked.to_string().contains("Ann Lee");
        assert!(!told.contains("Actor Ann") && !told.contains("Lee said"), "{asked}: {told}");
        assert!(named || !told.contains("Ann Lee"), "{asked}: {told}");
    }
    bot.decide(press(&hidden, &button(&hidden, "Undo"), None)).await;
    for (asked, before) in questions.iter().zip(&before) {
        assert_eq!(&text(&bot.ask(asked.clone()).await), before, "{asked}");
    }

    let claim = bot.manage(admin("hide", &[("person", "Ann Lee"), ("claim", "met")])).await;
    assert!(text(&claim).contains("met: “Actor Ann Lee met singer Bob Roe"), "{claim}");
    let hidden = bot.decide(press(&claim, &button(&claim, "Hide 1"), None)).await;
    assert!(!text(&bot.ask(met.clone()).await).contains("They met in May 2020"));
    assert!(bot.who("Ann Lee").await.contains("Actor"));
    bot.decide(press(&hidden, &button(&hidden, "Undo"), None)).await;

    bot.decide(admin("merge", &[("person", "Ann Marsh"), ("other", "Zoe Lund")])).await;
    let who = bot.who("Zoe Lund").await;
    assert!(who.contains("Designer"), "{who}");
    let offered = bot.ask(managing(typing_admin("undo", &[("decision", "one person")]))).await;
    let number = offered["data"]["choices"][0]["value"].as_str().expect("a decision").to_owned();
    bot.decide(admin("undo", &[("decision", &number)])).await;
    assert!(!bot.who("Zoe Lund").await.contains("Designer"));

    bot.decide(admin("split", &[("person", "Zoe Lund"), ("article", "2022-01-03")])).await;
    let which = bot.who("Zoe Lund").await;
    assert!(which.contains("Several people here are called Zoe Lund"), "{which}");

    bot.decide(admin("takedown", &[("article", "meeting")])).await;
    assert!(text(&bot.ask(met).await).contains("don't"), "nothing is left of it");
    let list = text(&bot.manage(admin("list", &[])).await);
    assert!(list.contains("meeting is taken down") && list.contains("is somebody else"), "{list}");
    bot.stop().await;
}

#[tokio::test]
async fn it_survives_a_restart_and_a_new_build_of_the_common_archive() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    bot.add("quill.txt", NEWS).await;
    bot.decide(admin("hide", &[("person", "Ann Lee")])).await;
    let url = bot.standin.attach("more.txt", NEWS);
    let diff = bot.manage(add_article("more.txt", &url, NEWS.len())).await;
    bot.stop().await;

    archive::build(&place.store(), 6);
    let office = place.office();
    let bot = Bot::start(Arc::clone(&office)).await;
    bot.settled().await;
    assert!(bot.who("Zelda Quill").await.contains("Bob Roe") && bot.who("Ann Lee").await.contains("don't name"));
    let late = bot.decide(press(&diff, &button(&diff, "Add it"), None)).await;
    assert!(text(&late).contains("for this server alone"), "a draft outlives a restart: {late}");

    let bread = async || text(&bot.ask(command("sources", &[("topic", "bread")])).await);
    assert!(bread().await.contains("6 articles"), "{}", bread().await);
    archive::build(&place.store(), 7);
    assert_eq!(office.refresh().ok(), Some(true));
    bot.settled().await;
    assert!(bread().await.contains("7 articles"), "{}", bread().await);
    assert!(bot.who("Zelda Quill").await.contains("Bob Roe") && bot.who("Ann Lee").await.contains("don't name"));
    bot.stop().await;
    drop(office);

    // Whatever becomes of the server's own store, what is hidden stays hidden.
    std::fs::remove_dir_all(place.store().with_extension("servers")).expect("removed");
    let bot = Bot::start(place.office()).await;
    bot.settled().await;
    assert!(bot.who("Ann Lee").await.contains("don't name"));
    bot.stop().await;
}

#[tokio::test]
async fn where_answers_may_be_public_is_for_the_server_to_say() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    let who = || command("who", &[("person", "Ann Lee")]);
    assert!(!is_private(&bot.ask(who()).await));
    bot.manage(admin("channels", &[("allow", "700000000000000005")])).await;
    for (asked, private) in [
        (who(), true),
        (in_channel("700000000000000005", None, who()), false),
        (in_channel("700000000000000006", Some("700000000000000005"), who()), false),
        (in_server(ELSEWHERE, who()), false),
        (in_direct_message(who()), false),
    ] {
        assert_eq!(is_private(&bot.ask(asked.clone()).await), private, "{asked}");
    }
    let told = bot.manage(admin("channels", &[("take-off", "700000000000000005")])).await;
    assert!(text(&told).contains("in public everywhere"), "{told}");
    assert!(!is_private(&bot.ask(who()).await));
    bot.stop().await;
}

#[tokio::test]
async fn what_was_asked_in_vain_is_counted_without_who_asked() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    for asked in ["Who is Nobody Knows?", "who is  nobody knows", "When did Ann Lee meet Bob Roe?"] {
        bot.ask(command("ask", &[("question", asked)])).await;
    }
    let who = command("who", &[("person", "Xyra Vole <@800000000000000001>")]);
    for asked in [who.clone(), who, in_server(ELSEWHERE, command("who", &[("person", "Others Ask")]))] {
        bot.ask(asked).await;
    }
    let told = bot.manage(admin("unanswered", &[])).await;
    for part in ["who is nobody knows: 2×", "/who person: xyra vole somebody: 2×"] {
        assert!(text(&told).contains(part), "{part:?} is missing in\n{}", text(&told));
    }
    for part in ["8000", "others", "ann lee"] {
        assert!(!text(&told).contains(part), "{part:?} is in\n{}", text(&told));
    }
    let gone = bot.manage(press(&told, &button(&told, "Forget"), None)).await;
    assert!(text(&gone).contains("forgotten"), "{gone}");
    assert!(text(&bot.manage(admin("unanswered", &[])).await).contains("Nothing was asked"));
    bot.stop().await;
}

#[tokio::test]
async fn nobody_else_may_and_odd_things_are_refused_with_a_remedy() {
    let place = Place::new();
    let mut standin = Standin::start().await;
    let bot = talk::Bot::start(&mut standin, place.office()).await;
    let url = standin.attach("quill.txt", NEWS);
    let add = || add_article("quill.txt", &url, NEWS.len());
    let diff = standin.ask(managing(add())).await;
    let yes = button(&diff, "Add it");
    for asked in [add(), press(&diff, &yes, None), admin("hide", &[("person", "Ann Lee")]), admin("list", &[])] {
        let refused = standin.ask(asked).await;
        assert!(is_private(&refused) && text(&refused).contains("Manage Server"), "{refused}");
    }
    let offered = standin.ask(typing_admin("hide", &[("person", "ann")])).await;
    assert_eq!(offered["data"]["choices"], json!([]), "{offered}");
    let offered = standin.ask(managing(typing_admin("hide", &[("person", "ann l")]))).await;
    assert_eq!(offered["data"]["choices"][0]["value"], "Ann Lee");
    for (asked, remedy) in [
        (add_article("gone.txt", &format!("{}/attachments/gone.txt", standin.url()), 9), "try again"),
        (add_article("a.txt", "https://example.com/a.txt", 9), "attach it to the command"),
        (add_article("huge.txt", &url, 1 << 30), "too large"),
        (add_article("meeting.txt", &url, 9), "another name"),
        (admin("add-article", &[]), "Give either"),
        (admin("add-article", &[("address", "https://news.example/x")]), "not fetched"),
        (admin("hide", &[("person", "Nobody Knows")]), "don't name"),
        (admin("hide", &[("person", "Ann Lee"), ("claim", "xyzzy")]), "xyzzy"),
        (admin("merge", &[("person", "Ann Lee"), ("other", "Ann Lee")]), "one person already"),
        (admin("takedown", &[("article", "nowhere")]), "no article nowhere"),
        (admin("remove-article", &[("article", "meeting")]), "/admin takedown"),
        (admin("undo", &[("decision", "99")]), "no decision 99"),
        (admin("undo", &[("decision", "x")]), "/admin list"),
        (admin("channels", &[("allow", "x")]), "a channel"),
    ] {
        let refused = standin.ask(managing(asked.clone())).await;
        assert!(is_private(&refused) && text(&refused).contains(remedy), "{remedy}: {asked}: {refused}");
    }
    let which = standin.ask(managing(admin("hide", &[("person", "Ann")]))).await;
    assert!(text(&which).contains("Ann Marsh") && text(&which).contains("Ann Lee"), "{which}");
    assert!(text(&standin.ask(managing(admin("list", &[]))).await).contains("Nothing was added"));
    bot.stop().await;
}

#[test]
fn a_broken_ledger_is_refused_for_it_says_what_is_hidden() {
    let place = Place::new();
    let ledger = place.0.path().join("receipts.db.ledger");
    std::fs::write(&ledger, "no database at all, but some text that is long enough for a header of one hundred bytes")
        .expect("written");
    let read = |path: &Path| Ledger::beside(path).is_readable().expect_err("broken").to_string();
    let why = read(&place.store());
    assert!(why.contains("receipts.db.ledger") && why.contains("a backup"), "{why}");
}
