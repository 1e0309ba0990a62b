//! Does the HTTP endpoint answer Discord as the gateway does, and nobody else?
//!
//! Requests are signed as Discord signs them, with a key and a clock of the test's own.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ed25519_dalek::{Signer, SigningKey};
use receipts::commands::{ALL, Office};
use receipts::discord::{Door, RunError, Settings, serve};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::standin::payload::{
    admin, by_user_install, command, in_direct_message, managing, on_message, pick, press, privately, text_alone,
    typing,
};
use crate::standin::{Seen, Standin, TOKEN, archive, judge, multipart, soon};

/// What time it is at the endpoint, in seconds since 1970.
const NOW: u64 = 1_700_000_000;

fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW)
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// An endpoint under test, and Discord's way to it.
pub struct Bot {
    task: JoinHandle<Result<(), RunError>>,
    stop: oneshot::Sender<()>,
    pub url: String,
    client: Client,
}

impl Bot {
    /// Answering; without a token it has nothing to tell Discord.
    async fn start(token: &str, proxy: Option<String>, office: Arc<Office>) -> Self {
        Self::with(Settings { token: token.to_owned(), proxy, ..Settings::default() }, office).await
    }

    /// The same with settings of its own.
    pub async fn with(settings: Settings, office: Arc<Office>) -> Self {
        Self::watched(settings, office, None).await
    }

    /// The same, maybe with an address at which it tells how it is.
    pub async fn watched(settings: Settings, office: Arc<Office>, status: Option<TcpListener>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/interactions", listener.local_addr().expect("an address"));
        let public_key = hex(key().verifying_key().as_bytes());
        let (stop, stopped) = oneshot::channel();
        let door = Door { listener, public_key, clock };
        let task = tokio::spawn(serve(settings, door, office, status, async { drop(stopped.await) }));
        Self { task, stop, url, client: Client::new() }
    }

    async fn alone() -> Self {
        Self::start("", None, archive::office()).await
    }

    async fn post(&self, body: &[u8], timestamp: &str, signature: &str) -> Response {
        let request = self.client.post(&self.url).header("x-signature-timestamp", timestamp);
        let request = request.header("x-signature-ed25519", signature).body(body.to_vec());
        soon(request.send()).await.expect("an answer")
    }

    /// The answer to what Discord signed just now.
    async fn send(&self, body: &[u8]) -> Response {
        let timestamp = NOW.to_string();
        let signature = key().sign(&[timestamp.as_bytes(), body].concat());
        self.post(body, &timestamp, &hex(&signature.to_bytes())).await
    }

    /// The answer to an interaction, within Discord's limits.
    pub async fn ask(&self, mut interaction: Value) -> Value {
        interaction["id"] = json!("900000000000000001");
        interaction["token"] = json!("a-token");
        let answer = self.send(interaction.to_string().as_bytes()).await;
        assert_eq!(answer.status(), StatusCode::OK, "{interaction}");
        let headers = answer.headers().clone();
        let (answer, files) = multipart::read(&headers, &answer.bytes().await.expect("a body"));
        assert_eq!(judge::callback(&answer, &files, &interaction), [""; 0], "{answer}");
        multipart::seen(answer, &files)
    }

    pub async fn stop(self) {
        self.stop.send(()).expect("the bot still runs");
        soon(self.task).await.expect("no panic").expect("a clean end");
    }
}

#[tokio::test]
async fn discord_s_first_question_is_answered() {
    let bot = Bot::alone().await;
    let pong = bot.send(br#"{"id":"1","application_id":"2","type":1,"token":"t","version":1}"#).await;
    assert_eq!(pong.status(), StatusCode::OK);
    assert_eq!(pong.headers()["content-type"], "application/json");
    assert_eq!(pong.bytes().await.expect("a body"), r#"{"type":1}"#);
    bot.stop().await;
}

#[tokio::test]
async fn both_doors_give_the_same_answers() {
    let mut standin = Standin::start().await;
    let gateway = crate::talk::Bot::start(&mut standin, archive::office()).await;
    let bot = Bot::alone().await;
    let who = command("who", &[("person", "Ann Lee")]);
    let timeline = command("timeline", &[("person", "Ann Lee")]);
    let which = bot.ask(command("who", &[("person", "Ann")])).await;
    let menu = &which["data"]["components"][0]["components"][0];
    let (id, value) = (menu["custom_id"].as_str().expect("an id"), menu["options"][1]["value"].as_str().expect("one"));
    let mut all = vec![
        in_direct_message(who.clone()),
        privately(who.clone()),
        who.clone(),
        privately(who.clone()),
        timeline.clone(),
        text_alone(timeline),
        by_user_install(who.clone()),
        typing("who", &[("person", "ann mrsh")]),
        pick(&which, id, value, None),
        press(&which, "/timeline person: Bob Roe", Some("800000000000000002")),
        on_message("Check this quote", "“We laughed all night,” Lee said."),
        managing(admin("review", &[])),
        admin("review", &[]),
        command("gone", &[]),
    ];
    for look_up in ALL {
        let options: Vec<_> = look_up.options.iter().map(|o| (o.name, crate::value_for(o.name))).collect();
        all.extend([command(look_up.name, &options), command(look_up.name, &options)]);
    }
    for interaction in all {
        assert_eq!(bot.ask(interaction.clone()).await, standin.ask(interaction.clone()).await, "{interaction}");
    }
    bot.stop().await;
    gateway.stop().await;
}

#[tokio::test]
async fn commands_are_registered_when_there_is_a_token() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(TOKEN, Some(standin.url()), archive::office()).await;
    standin.next(|seen| matches!(seen, Seen::Registered { .. }).then_some(())).await;
    bot.ask(command("help", &[])).await;
    bot.stop().await;
    assert!(!standin.rest().contains(&Seen::Connected), "the gateway has no part in it");
}

#[tokio::test]
async fn what_waiting_cannot_mend_ends_it_with_the_remedy() {
    let standin = Standin::start().await;
    for (token, public_key, remedy) in [
        ("stand-in.token.bad", hex(key().verifying_key().as_bytes()), "refuses DISCORD_TOKEN"),
        ("", "no key".to_owned(), "DISCORD_PUBLIC_KEY is not 64"),
        ("", "g".repeat(64), "DISCORD_PUBLIC_KEY is not 64"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let proxy = Some(standin.url());
        let settings = Settings { token: token.to_owned(), proxy, ..Settings::default() };
        let door = Door { listener, public_key, clock };
        let end = soon(Box::pin(serve(settings, door, archive::office(), None, std::future::pending()))).await;
        let error = end.expect_err("it cannot run").to_string();
        assert!(error.contains(remedy), "{error:?} does not say {remedy:?}");
    }
}

/// A number after another, the same on every run.
fn scatter(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[tokio::test]
async fn ten_thousand_forgeries_are_refused_and_none_is_read() {
    let bot = Bot::alone().await;
    let body = command("help", &[]).to_string().into_bytes();
    let sign = |timestamp: &str, body: &[u8]| hex(&key().sign(&[timestamp.as_bytes(), body].concat()).to_bytes());
    let now = NOW.to_string();
    let good = sign(&now, &body);
    let stale: Vec<String> = [301, 3600, 86_400, NOW].iter().map(|ago| (NOW - ago).to_string()).collect();
    let foreign = hex(&SigningKey::from_bytes(&[1; 32]).sign(&[now.as_bytes(), &body].concat()).to_bytes());
    let nested = [b"[".repeat(100_000), b"{\"a\":".repeat(30_000)];
    let mut seed = 7;
    for n in 0..10_000 {
        let at = scatter(&mut seed) as usize % body.len();
        // What would be no interaction is 401 all the same: it was never read.
        let (forged, timestamp, signature) = match n % 8 {
            0 => (body[..at].to_vec(), now.clone(), good.clone()),
            1 => {
                let mut changed = body.clone();
                changed[at] ^= 1;
                (changed, now.clone(), good.clone())
            }
            2 => (body.clone(), now.clone(), foreign.clone()),
            3 => (body.clone(), now.clone(), hex(&[at as u8; 64])),
            4 => {
                let stale = &stale[at % stale.len()];
                (body.clone(), stale.clone(), sign(stale, &body))
            }
            5 => (body.clone(), (NOW + 1 + at as u64).to_string(), good.clone()),
            6 if n % 400 == 6 => (nested[at % 2].clone(), now.clone(), good.clone()),
            6 => (b"{\"type\":".to_vec(), now.clone(), good.clone()),
            _ => (body.clone(), now.clone(), good[..at % 128].to_owned()),
        };
        let refusal = bot.post(&forged, &timestamp, &signature).await;
        assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED, "{n}");
    }
    bot.ask(command("help", &[])).await;
    bot.stop().await;
}

#[tokio::test]
async fn what_is_signed_and_no_interaction_is_refused_after_reading() {
    let bot = Bot::alone().await;
    let deep = [b"[".repeat(100_000), b"{\"a\":".repeat(30_000)];
    let deep_inside = format!(r#"{{"id":"1","token":"t","type":2,"data":{{"options":{}"#, "[".repeat(60_000));
    for body in [&b""[..], b"{", b"[]", b"\xff\xfe", br#"{"type":99}"#, &deep[0], &deep[1], deep_inside.as_bytes()] {
        assert_eq!(bot.send(body).await.status(), StatusCode::BAD_REQUEST, "{} bytes", body.len());
    }
    let asks_nothing = command("help", &[]);
    let asks_nothing = json!({"id": "1", "token": "t", "type": 5, "data": asks_nothing["data"]}).to_string();
    assert_eq!(bot.send(asks_nothing.as_bytes()).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(bot.send(&b"x".repeat(300 << 10)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    for (method, path, status) in
        [("GET", "/interactions", StatusCode::METHOD_NOT_ALLOWED), ("POST", "/elsewhere", StatusCode::NOT_FOUND)]
    {
        let url = bot.url.replace("/interactions", path);
        let method = method.parse().expect("a method");
        let refusal = bot.client.request(method, url).send().await.expect("an answer");
        assert_eq!(refusal.status(), status, "{path}");
    }
    bot.ask(command("help", &[])).await;
    bot.stop().await;
}

#[tokio::test]
async fn those_who_never_finish_a_request_stop_nobody() {
    let bot = Bot::alone().await;
    let address = bot.url.trim_start_matches("http://").split('/').next().expect("an address").to_owned();
    let mut kept = Vec::new();
    for n in 0..64 {
        let mut stream = TcpStream::connect(&address).await.expect("a connection");
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\nx-signature-timestamp: {NOW}\r\n\
             x-signature-ed25519: {}\r\n",
            "0".repeat(128)
        );
        let begun = if n % 2 == 0 { format!("{head}\r\n{{") } else { head };
        stream.write_all(begun.as_bytes()).await.expect("written");
        kept.push(stream);
    }
    bot.ask(command("help", &[])).await;
    let mut first = kept.swap_remove(0);
    let mut said = [0; 12];
    soon(first.read_exact(&mut said)).await.expect("an answer");
    assert_eq!(&said, b"HTTP/1.1 408");
    bot.stop().await;
}

#[tokio::test]
async fn a_request_that_has_begun_is_answered_before_the_end() {
    let bot = Bot::alone().await;
    let body = br#"{"id":"1","application_id":"2","type":1,"token":"t","version":1}"#;
    let signature = hex(&key().sign(&[NOW.to_string().as_bytes(), body].concat()).to_bytes());
    let address = bot.url.trim_start_matches("http://").split('/').next().expect("an address").to_owned();
    let mut stream = TcpStream::connect(&address).await.expect("a connection");
    let request = format!(
        "POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\nx-signature-timestamp: {NOW}\r\n\
         x-signature-ed25519: {signature}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut said = [0; 25];
    soon(stream.read_exact(&mut said)).await.expect("it waits for the body");
    assert_eq!(&said, b"HTTP/1.1 100 Continue\r\n\r\n");
    bot.stop.send(()).expect("the bot still runs");
    stream.write_all(body).await.expect("written");
    let mut answer = String::new();
    soon(stream.read_to_string(&mut answer)).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with(r#"{"type":1}"#), "{answer}");
    soon(bot.task).await.expect("no panic").expect("a clean end");
}
