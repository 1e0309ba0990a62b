//! Does the bot tell truly how it is, to those who watch it from outside and to those who look after a server?

use receipts::commands::Office;
use receipts::discord::Settings;
use reqwest::StatusCode;
use serde_json::Value;
use std::sync::Arc;
use tokio::net::TcpListener;

mod store;

use crate::door;
use crate::standin::payload::{admin, chat, command, managing, on_message, pick, press, typing};
use crate::standin::{APPLICATION, Fault, Order, Seen, Standin, archive, soon};
use crate::talk::{Bot, is_private, settings, text};

/// A free address, and how it is written.
async fn free() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

async fn get(url: &str, path: &str) -> (StatusCode, String) {
    let response = soon(reqwest::get(format!("{url}{path}"))).await.expect("an answer");
    (response.status(), response.text().await.expect("a text"))
}

/// Looks until it says so.
async fn until(url: &str, path: &str, expected: (StatusCode, &str)) {
    soon(async {
        loop {
            let (status, text) = get(url, path).await;
            if (status, text.trim()) == expected {
                return;
            }
        }
    })
    .await;
}

/// A bot on the gateway, and where it tells how it is.
async fn watched(standin: &mut Standin, office: Arc<Office>) -> (Bot, String) {
    let (listener, url) = free().await;
    let bot = Bot::begin(settings(standin), office, Some(listener));
    until(&url, "/readyz", (StatusCode::OK, "ready")).await;
    (bot, url)
}

/// The value of a sample.
fn sample(metrics: &str, name: &str) -> Option<u64> {
    metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

const READY: (StatusCode, &str) = (StatusCode::OK, "ready");

#[tokio::test]
async fn it_is_well_from_the_start_and_ready_while_it_is_connected() {
    let standin = Standin::start().await;
    for _ in 0..3 {
        standin.spoil("gateway", Fault::Status(500));
    }
    let (listener, url) = free().await;
    let bot = Bot::begin(settings(&standin), archive::office(), Some(listener));
    assert_eq!(get(&url, "/healthz").await, (StatusCode::OK, "ok\n".to_owned()));
    until(&url, "/readyz", (StatusCode::SERVICE_UNAVAILABLE, "Discord has not been reached yet")).await;
    until(&url, "/readyz", READY).await;
    let (_, metrics) = get(&url, "/metrics").await;
    assert_eq!(sample(&metrics, r#"receipts_gateway_connected{shard="0"}"#), Some(1), "{metrics}");

    // Not to be resumed, and nobody lets the bot begin anew: a moment without a connection could go unseen.
    standin.shut(true);
    standin.order(Order::Opcode(9, Value::Bool(false)));
    until(&url, "/readyz", (StatusCode::SERVICE_UNAVAILABLE, "not connected to Discord's gateway")).await;
    standin.shut(false);
    until(&url, "/readyz", READY).await;
    standin.is_content();
    bot.stop().await;
}

#[tokio::test]
async fn over_http_the_figures_are_told_at_their_own_address_alone() {
    let (listener, url) = free().await;
    let watched = door::Bot::watched(Settings::default(), archive::office(), Some(listener)).await;
    let alone = door::Bot::watched(Settings::default(), archive::office(), None).await;
    let (own, here) = (watched.url.replace("/interactions", ""), alone.url.replace("/interactions", ""));
    for (url, path, status) in [
        (&url, "/healthz", 200),
        (&url, "/readyz", 200),
        (&url, "/metrics", 200),
        (&url, "/interactions", 404),
        (&url, "/", 404),
        (&own, "/healthz", 404),
        (&own, "/metrics", 404),
        (&here, "/healthz", 200),
        (&here, "/readyz", 200),
        (&here, "/metrics", 404),
    ] {
        assert_eq!(get(url, path).await.0, status, "{path}");
    }
    watched.stop().await;
    alone.stop().await;
}

#[tokio::test]
async fn every_answer_is_counted_by_how_it_came_out() {
    let mut standin = Standin::start().await;
    let (bot, url) = watched(&mut standin, archive::office()).await;
    let (listener, url_over_http) = free().await;
    let over_http = door::Bot::watched(Settings::default(), archive::office(), Some(listener)).await;
    let which = standin.ask(command("who", &[("person", "Ann")])).await;
    let menu = &which["data"]["components"][0]["components"][0];
    let (id, value) = (menu["custom_id"].as_str().expect("an id"), menu["options"][1]["value"].as_str().expect("one"));
    over_http.ask(command("who", &[("person", "Ann")])).await;

    let (who, other) = ("who", "other");
    let mut expected = std::collections::BTreeMap::from([((who, "which_one"), 1)]);
    for (interaction, name, outcome) in [
        (command("who", &[("person", "Ann Lee")]), who, "answered"),
        // The same once more: over HTTP it is at hand.
        (command("who", &[("person", "Ann Lee")]), who, "answered"),
        (command("who", &[("person", "Zebulon Quirk")]), who, "nothing_found"),
        (command("who", &[("person", "Zebulon Quirk")]), who, "nothing_found"),
        (command("who", &[]), who, "refused"),
        (pick(&which, id, value, None), who, "answered"),
        (press(&which, "/timeline person: Bob Roe", None), "timeline", "answered"),
        (command("gone", &[]), other, "refused"),
        (typing("who", &[("person", "ann")]), "autocomplete", "answered"),
        (typing("who", &[("person", "zzzzzzzz")]), "autocomplete", "nothing_found"),
        (on_message("Check this quote", "“We laughed all night,” Lee said."), "Check this quote", "answered"),
        (admin("status", &[]), "admin status", "refused"),
        (managing(admin("status", &[])), "admin status", "answered"),
        (managing(admin("reload", &[])), "admin reload", "refused"),
        (press(&which, "report /who person: Ann", None), "report", "answered"),
    ] {
        standin.ask(interaction.clone()).await;
        over_http.ask(interaction).await;
        *expected.entry((name, outcome)).or_default() += 1;
    }
    standin.order(Order::Dispatch("MESSAGE_CREATE", chat(&format!("<@{APPLICATION}> who is Ann Lee?"))));
    standin.next(|seen| matches!(seen, Seen::Wrote { .. }).then_some(())).await;

    let sum: u64 = expected.values().sum();
    for (url, mentions) in [(&url, 1), (&url_over_http, 0)] {
        let (_, metrics) = get(url, "/metrics").await;
        let counted = |name: &str, outcome: &str| {
            sample(&metrics, &format!(r#"receipts_answers_total{{command="{name}",outcome="{outcome}"}}"#))
        };
        for ((name, outcome), n) in &expected {
            assert_eq!(counted(name, outcome), Some(*n), "{name}, {outcome}:\n{metrics}");
        }
        assert_eq!(counted("mention", "answered"), Some(mentions));
        let all = metrics.lines().filter(|line| line.starts_with("receipts_answers_total"));
        let all: u64 = all.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum();
        assert_eq!(all, sum + mentions, "nothing else is counted:\n{metrics}");
        let times = r#"receipts_answer_seconds_count{command="who"}"#;
        let who: u64 = expected.iter().filter(|((name, _), _)| *name == "who").map(|(_, n)| n).sum();
        assert_eq!(sample(&metrics, times), Some(who), "{metrics}");
        assert_eq!(sample(&metrics, "receipts_store_articles"), Some(9), "{metrics}");
        assert_eq!(sample(&metrics, "receipts_store_people"), Some(4), "{metrics}");
        assert!(sample(&metrics, "receipts_store_bytes").is_some_and(|bytes| bytes > 4096), "{metrics}");
        assert_eq!(sample(&metrics, "receipts_store_age_seconds"), None, "it is in memory");
        assert!(!metrics.contains("Ann") && !metrics.contains("gone"), "what is asked stays out of it:\n{metrics}");
        assert!(metrics.ends_with("# EOF\n"), "{metrics}");
    }
    bot.stop().await;
    over_http.stop().await;
}

#[tokio::test]
async fn those_who_look_after_a_server_see_how_it_is() {
    let mut standin = Standin::start().await;
    let (bot, _) = watched(&mut standin, archive::office()).await;
    standin.ask(command("help", &[])).await;
    let told = standin.ask(managing(admin("status", &[]))).await;
    assert!(is_private(&told), "{told}");
    for part in [
        "9 articles in the archive, the newest of 7 January 2022, and 4 people.",
        "; 1 answer since the start.",
        "Connected to Discord's gateway.",
        "Reported answers can be kept.",
    ] {
        assert!(text(&told).contains(part), "{part:?} is missing in:\n{}", text(&told));
    }
    for asked in ["status", "reload"] {
        let refused = standin.ask(admin(asked, &[])).await;
        assert!(is_private(&refused) && text(&refused).contains("Manage Server"), "{refused}");
    }
    bot.stop().await;
}
