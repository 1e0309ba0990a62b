//! How many interactions does the HTTP endpoint answer, next to a server that does nothing but check the signature?
//!
//! `cargo bench --bench endpoint [CONNECTIONS]`: signed requests over kept-alive connections, each sent as soon as the one
//! before it is answered; the two servers take turns in one process, which also drives them, and the best round of
//! each counts. `cargo bench --bench endpoint -- serve ADDRESS KEY` is the other server alone, for a driver from outside.
//! `cargo bench --bench endpoint -- soak SECONDS` asks ours for so long, counts what is not answered and looks at the memory.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use receipts::commands::{Desk, Office};
use receipts::discord::{Door, Settings, serve};
use receipts::ingest;
use receipts::store::Ledger;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// Requests of one round, no two the same.
const REQUESTS: usize = 20_000;
const ROUNDS: usize = 5;
/// The constant answer: a short one.
const ANSWER: &str = r#"{"type":4,"data":{"content":"Hello."}}"#;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, address, key] = &given[..]
        && mode == "serve"
    {
        let address: SocketAddr = address.parse().expect("an address");
        let key = VerifyingKey::from_bytes(&unhex(key)).expect("a key");
        return threads(2)
            .block_on(async move { constant(TcpListener::bind(address).await.expect("free"), key).await });
    }
    if let [mode, seconds] = &given[..]
        && mode == "soak"
    {
        return soak(Duration::from_secs(seconds.parse().expect("seconds")));
    }
    let connections = given.first().and_then(|given| given.parse().ok()).unwrap_or(32);
    let (servers, driver, signing) = (threads(2), threads(1), SigningKey::from_bytes(&[7; 32]));
    let ours = servers.block_on(bot(signing.verifying_key()));
    let listener = servers.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let other = listener.local_addr().expect("an address");
    servers.spawn(constant(listener, signing.verifying_key()));

    let requests: Arc<Vec<Vec<u8>>> = Arc::new((0..REQUESTS).map(|n| signed(&signing, n)).collect());
    let mut best: [Option<Round>; 2] = [None, None];
    for _ in 0..ROUNDS {
        for (best, address) in best.iter_mut().zip([ours, other]) {
            let round = driver.block_on(drive(address, Arc::clone(&requests), connections));
            assert_eq!(round.failed, 0, "all are answered");
            if best.as_ref().is_none_or(|best| round.rate > best.rate) {
                *best = Some(round);
            }
        }
    }
    println!("{connections} connections\n\n| server | a second | p50 ms | p99 ms | p99.9 ms |\n|---|--:|--:|--:|--:|");
    for (name, round) in ["receipts", "signature alone"].into_iter().zip(&best) {
        let Some(round) = round else { continue };
        let at = |thousandths: usize| round.times[round.times.len() * thousandths / 1000].as_secs_f64() * 1e3;
        println!("| {name} | {:.0} | {:.2} | {:.2} | {:.2} |", round.rate, at(500), at(990), at(999));
    }
    if let [Some(ours), Some(other)] = &best {
        println!("\n{:.2} of its throughput", ours.rate / other.rate);
    }
}

/// Asks our endpoint as long as this, and tells each minute how it goes.
fn soak(time: Duration) {
    let (servers, driver, signing) = (threads(2), threads(1), SigningKey::from_bytes(&[7; 32]));
    let ours = servers.block_on(bot(signing.verifying_key()));
    let (mut sent, mut failed, mut told, started) = (0, 0, Duration::ZERO, Instant::now());
    println!("| seconds | requests | not answered | slowest ms | memory |\n|--:|--:|--:|--:|--:|");
    loop {
        // Signed anew for each round: what was signed long ago is refused.
        let requests: Vec<Vec<u8>> = (sent..sent + REQUESTS).map(|n| signed(&signing, n)).collect();
        let round = driver.block_on(drive(ours, Arc::new(requests), 32));
        (sent, failed) = (sent + REQUESTS, failed + round.failed);
        let passed = started.elapsed();
        if sent == REQUESTS || passed.saturating_sub(told) >= Duration::from_secs(60) || passed >= time {
            let slowest = round.times.last().map_or(0.0, |slowest| slowest.as_secs_f64() * 1e3);
            println!("| {} | {sent} | {failed} | {slowest:.1} | {} |", passed.as_secs(), memory());
            told = passed;
        }
        if passed >= time {
            return;
        }
    }
}

/// What this process holds, driver and requests of one round included, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    held.map_or_else(|| "unknown".to_owned(), |held| held.trim().to_owned())
}

fn threads(workers: usize) -> Runtime {
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(workers).max_blocking_threads(4).enable_all().build().expect("threads")
}

/// Our endpoint on the bundled articles, without anything to tell Discord.
async fn bot(key: VerifyingKey) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let desk = Desk::open(ingest::bundled().expect("a store")).expect("a desk");
    let office = Arc::new(Office::new(desk, Ledger::in_memory()));
    let settings = Settings::default();
    let door = Door { listener, public_key: hex(key.as_bytes()), clock: SystemTime::now };
    tokio::spawn(serve(settings, door, office, None, std::future::pending()));
    address
}

/// Checks the signature and says always the same.
async fn constant(listener: TcpListener, key: VerifyingKey) {
    async fn answer(State(key): State<VerifyingKey>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let signature = text("x-signature-ed25519");
        let signed = [text("x-signature-timestamp").as_bytes(), &body].concat();
        if signature.len() != 128 || key.verify(&signed, &Signature::from_bytes(&unhex(signature))).is_err() {
            return (StatusCode::UNAUTHORIZED, [(header::CONTENT_TYPE, "text/plain")], "no");
        }
        (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], ANSWER)
    }
    let router = Router::new().route("/interactions", post(answer)).with_state(key);
    axum::serve(listener, router).await.expect("served");
}

/// The kind of interaction, the command, its options.
type Call<'a> = (u8, &'a str, &'a [(&'a str, &'a str)]);

/// One HTTP request with an interaction that nobody sent before.
fn signed(key: &SigningKey, n: usize) -> Vec<u8> {
    let one = [("person", "Michael Allio")];
    let two = [("person", "Michael Allio"), ("other", "Amanda Kloots")];
    let calls: [Call<'_>; 8] = [
        (2, "who", &one),
        (2, "when-did-they-meet", &two),
        (4, "who", &[("person", "aman")]),
        (2, "quote", &[("person", "Amanda Kloots")]),
        (2, "ask", &[("question", "Who is Amanda's late husband?")]),
        (4, "timeline", &[("person", "mich")]),
        (2, "timeline", &one),
        (2, "did-they-say", &[("text", "We have each other's back")]),
    ];
    let (kind, name, given) = calls[n % calls.len()];
    let option = |(name, value): &(&str, &str)| json!({"name": name, "type": 3, "value": value, "focused": kind == 4});
    let options: Vec<Value> = given.iter().map(option).collect();
    let user = json!({"id": (800_000 + n).to_string(), "username": "fan", "global_name": "Fan", "discriminator": "0",
        "avatar": null, "bot": false, "public_flags": 0, "primary_guild": null, "clan": null, "collectibles": null});
    let member = json!({"user": user, "nick": null, "avatar": null, "banner": null, "roles": ["7", "8", "9"], "flags": 0,
        "deaf": false, "mute": false, "pending": false, "joined_at": "2024-01-02T03:04:05.000000+00:00",
        "premium_since": null, "communication_disabled_until": null, "permissions": "2248473465835073"});
    let body =
        json!({"application_id": "600000000000000001", "id": (900_000 + n).to_string(), "token": "t".repeat(180),
        "type": kind, "version": 1, "data": {"id": "500", "name": name, "type": 1, "options": options},
        "channel_id": "700000000000000002", "guild_id": "700000000000000001", "member": member, "locale": "en-US",
        "guild_locale": "en-US", "context": 0, "app_permissions": "2248473465835073", "entitlements": [],
        "attachment_size_limit": 10_485_760, "authorizing_integration_owners": {"0": "700000000000000001"},
        "guild": {"id": "700000000000000001", "locale": "en-US", "features": ["COMMUNITY", "NEWS"]},
        "channel": {"id": "700000000000000002", "type": 0, "name": "general", "guild_id": "700000000000000001",
            "flags": 0, "permissions": "2248473465835073", "last_message_id": "700000000000000003", "nsfw": false,
            "parent_id": "700000000000000004", "position": 1, "rate_limit_per_user": 0, "topic": null}})
        .to_string();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().to_string();
    let signature = hex(&key.sign(format!("{now}{body}").as_bytes()).to_bytes());
    format!(
        "POST /interactions HTTP/1.1\r\nhost: localhost\r\nuser-agent: Discord-Interactions/1.0\r\ncontent-type: \
         application/json\r\ncontent-length: {}\r\nx-signature-ed25519: {signature}\r\nx-signature-timestamp: \
         {now}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// What one round came to.
struct Round {
    /// Requests answered in a second.
    rate: f64,
    /// How long each took, the quickest first.
    times: Vec<Duration>,
    /// How many were answered with something else than 200.
    failed: usize,
}

/// Sends every request once.
async fn drive(address: SocketAddr, requests: Arc<Vec<Vec<u8>>>, connections: usize) -> Round {
    let (next, started) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.expect("a connection");
                let (mut times, mut failed) = (Vec::new(), 0);
                stream.set_nodelay(true).expect("a connection");
                let mut buffer = vec![0; 64 << 10];
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let sent = Instant::now();
                    stream.write_all(request).await.expect("sent");
                    failed += usize::from(!answered(&mut stream, &mut buffer).await);
                    times.push(sent.elapsed());
                }
                (times, failed)
            })
        })
        .collect();
    let (mut times, mut failed) = (Vec::with_capacity(requests.len()), 0);
    for task in tasks {
        let (took, not_answered) = task.await.expect("no panic");
        times.extend(took);
        failed += not_answered;
    }
    let rate = f64::from(times.len() as u32) / started.elapsed().as_secs_f64();
    times.sort_unstable();
    Round { rate, times, failed }
}

/// Reads one answer; whether it is 200.
async fn answered(stream: &mut TcpStream, buffer: &mut [u8]) -> bool {
    let mut filled = 0;
    loop {
        filled += stream.read(&mut buffer[filled..]).await.expect("an answer");
        let text = &buffer[..filled];
        let Some(head) = text.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let fields = String::from_utf8_lossy(&text[..head]).to_ascii_lowercase();
        let length = fields.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
        if filled >= head + 4 + length.unwrap_or(0) {
            return text.starts_with(b"HTTP/1.1 200");
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unhex<const N: usize>(digits: &str) -> [u8; N] {
    std::array::from_fn(|n| {
        digits.get(2 * n..2 * n + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default()
    })
}
