//! What would Discord say? A stand-in on loopback: as much of its REST API and gateway as a bot meets.
//!
//! Everything the bot sends is judged by Discord's limits, and one verdict against it fails the test that looks.
//! Nothing is waited for by sleeping: [`Standin::next`] waits for what the bot does.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub mod archive;
mod gateway;
pub mod judge;
pub mod payload;

/// The only good token.
pub const TOKEN: &str = "stand-in.token.good";
/// The application's id.
pub const APPLICATION: u64 = 600_000_000_000_000_001;
/// A guild that the bot may register commands in.
pub const GUILD: u64 = 700_000_000_000_000_001;

/// Something that the bot did.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Registered its commands, in a guild or everywhere.
    Registered { guild: Option<u64>, commands: Value },
    /// Connected to the gateway.
    Connected,
    /// Began a session; the payload of its IDENTIFY.
    Identified(Value),
    /// Resumed the session after the last event that it knows.
    Resumed,
    /// Closed the gateway connection with this code.
    Closed(u16),
    /// Answered an interaction.
    Answered { interaction: u64, status: u16, body: Value },
    /// Wrote a message in a channel.
    Wrote { channel: u64, body: Value },
    /// Replaced the answer that it had put off.
    Edited { body: Value },
    /// Met a fault that was asked for.
    Spoiled(String),
}

/// What becomes of one REST call instead of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This status and no sense.
    Status(u16),
    /// Carried out, and then this status: the answer got lost on the way.
    Lost(u16),
}

/// What the gateway is told to do.
#[derive(Debug)]
pub enum Order {
    /// Send an event.
    Dispatch(&'static str, Value),
    /// Send an event that has its number.
    Event(Value),
    /// Send another opcode.
    Opcode(u8, Value),
    /// Vanish without a goodbye.
    Drop,
    /// Close with a code.
    Close(u16),
}

/// A Discord of its own for one test.
pub struct Standin {
    shared: Arc<Shared>,
    seen: mpsc::UnboundedReceiver<Seen>,
    url: String,
}

struct Shared {
    seen: mpsc::UnboundedSender<Seen>,
    state: Mutex<Discord>,
    gateway: String,
}

/// What the stand-in remembers.
#[derive(Default)]
struct Discord {
    faults: VecDeque<(&'static str, Fault)>,
    refuse_identify: Option<u16>,
    /// Orders to the connection that is up.
    orders: Option<mpsc::UnboundedSender<Order>>,
    /// Events of the session, kept for a RESUME.
    events: Vec<Value>,
    /// Interactions that wait for an answer, and those that have one.
    open: Vec<Value>,
    answered: Vec<u64>,
    problems: Vec<String>,
    next_id: u64,
}

impl Standin {
    /// Listens on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (seen, receiver) = mpsc::unbounded_channel();
        let state = Mutex::new(Discord { next_id: 900_000_000_000_000_000, ..Discord::default() });
        let shared = Arc::new(Shared { seen, state, gateway: format!("ws://{address}") });
        let api = Router::new()
            .route("/gateway", get(gateway_url))
            .route("/users/@me", get(me))
            .route("/oauth2/applications/@me", get(application))
            .route("/applications/{app}/commands", put(register))
            .route("/applications/{app}/guilds/{guild}/commands", put(register_in_guild))
            .route("/interactions/{id}/{token}/callback", post(callback))
            .route("/webhooks/{app}/{token}/messages/@original", patch(edit))
            .route("/channels/{channel}/messages", post(write));
        let router = Router::new().nest("/api/v10", api).route("/", get(gateway::connect)).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { shared, seen: receiver, url: format!("http://{address}") }
    }

    /// What `DISCORD_PROXY` has to be.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Spoils the next call to this place: `gateway`, `register` or `callback`.
    pub fn spoil(&self, place: &'static str, fault: Fault) {
        self.shared.lock().faults.push_back((place, fault));
    }

    /// Answers every IDENTIFY by closing with this code.
    pub fn refuse_identify(&self, code: u16) {
        self.shared.lock().refuse_identify = Some(code);
    }

    /// Tells the connection that is up to do something.
    pub fn order(&self, order: Order) {
        self.shared.order(order);
    }

    /// Sends an interaction and gives the bot's first answer to it.
    pub async fn ask(&mut self, interaction: Value) -> Value {
        let id = self.send(interaction);
        self.answer(id).await
    }

    /// Sends an interaction; its id.
    pub fn send(&self, mut interaction: Value) -> u64 {
        let id = {
            let mut state = self.shared.lock();
            state.next_id += 1;
            let id = state.next_id;
            interaction["id"] = json!(id.to_string());
            interaction["token"] = json!(format!("token-{id}"));
            state.open.push(interaction.clone());
            id
        };
        self.shared.order(Order::Dispatch("INTERACTION_CREATE", interaction));
        id
    }

    /// The bot's first answer to an interaction, once Discord has taken it.
    pub async fn answer(&mut self, id: u64) -> Value {
        self.next(|seen| match seen {
            Seen::Answered { interaction, status: 204, body } if interaction == id => Some(body),
            _ => None,
        })
        .await
    }

    /// Waits for what `pick` takes; the rest is passed over. Fails on anything that Discord would refuse.
    pub async fn next<T>(&mut self, pick: impl Fn(Seen) -> Option<T>) -> T {
        let found = async {
            loop {
                let seen = self.seen.recv().await.expect("the stand-in runs");
                if let Some(found) = pick(seen) {
                    return found;
                }
            }
        };
        let found = soon(found).await;
        self.is_content();
        found
    }

    /// Fails if Discord would have refused anything so far.
    pub fn is_content(&self) {
        let problems = self.shared.lock().problems.clone();
        assert!(problems.is_empty(), "Discord refuses:\n{}", problems.join("\n"));
    }

    /// Everything the bot did that nobody waited for yet.
    pub fn rest(&mut self) -> Vec<Seen> {
        std::iter::from_fn(|| self.seen.try_recv().ok()).collect()
    }
}

/// What has to happen within ten seconds.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(10), future).await.expect("it happens within ten seconds")
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Discord> {
        self.state.lock().expect("no test fails while it holds the state")
    }

    fn see(&self, seen: Seen) {
        // Nobody listens any more when the test is over.
        let _ = self.seen.send(seen);
    }

    fn judge(&self, what: &str, verdict: Vec<String>) -> bool {
        let fine = verdict.is_empty();
        self.lock().problems.extend(verdict.into_iter().map(|problem| format!("{what}: {problem}")));
        fine
    }

    fn order(&self, order: Order) {
        let mut state = self.lock();
        let order = match order {
            Order::Dispatch(name, data) => {
                let event = json!({"op": 0, "s": state.events.len() + 1, "t": name, "d": data});
                state.events.push(event.clone());
                Order::Event(event)
            }
            order => order,
        };
        if let Some(orders) = &state.orders {
            // A connection that is gone gets its events when it resumes.
            let _ = orders.send(order);
        }
    }

    /// The fault for this place, if one is due.
    fn fault(&self, place: &str) -> Option<Fault> {
        let mut state = self.lock();
        let due = state.faults.iter().position(|(at, _)| *at == place)?;
        let (_, fault) = state.faults.remove(due)?;
        drop(state);
        self.see(Seen::Spoiled(place.to_owned()));
        Some(fault)
    }
}

type Discordian = State<Arc<Shared>>;

fn refused(status: u16, code: u32, message: &str) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, Json(json!({"code": code, "message": message}))).into_response()
}

fn spoiled(status: u16) -> Response {
    (StatusCode::from_u16(status).expect("a status"), "error").into_response()
}

/// What somebody without the token gets.
fn unauthorized(headers: &HeaderMap) -> Option<Response> {
    let good = headers.get("authorization").is_some_and(|a| a.as_bytes() == format!("Bot {TOKEN}").as_bytes());
    (!good).then(|| refused(401, 0, "401: Unauthorized"))
}

async fn gateway_url(State(shared): Discordian) -> Response {
    match shared.fault("gateway") {
        Some(Fault::Status(status) | Fault::Lost(status)) => spoiled(status),
        None => Json(json!({"url": shared.gateway})).into_response(),
    }
}

async fn me(headers: HeaderMap) -> Response {
    unauthorized(&headers).unwrap_or_else(|| Json(payload::bot()).into_response())
}

async fn application(headers: HeaderMap) -> Response {
    let application = json!({
        "id": APPLICATION.to_string(), "name": "receipts", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "00", "team": null, "flags": 0,
        "integration_types_config": {"0": {}, "1": {}},
    });
    unauthorized(&headers).unwrap_or_else(|| Json(application).into_response())
}

async fn register(
    State(shared): Discordian,
    Path(app): Path<u64>,
    headers: HeaderMap,
    Json(commands): Json<Value>,
) -> Response {
    registered(&shared, app, None, &headers, commands)
}

async fn register_in_guild(
    State(shared): Discordian,
    Path((app, guild)): Path<(u64, u64)>,
    headers: HeaderMap,
    Json(commands): Json<Value>,
) -> Response {
    registered(&shared, app, Some(guild), &headers, commands)
}

fn registered(shared: &Shared, app: u64, guild: Option<u64>, headers: &HeaderMap, commands: Value) -> Response {
    if let Some(Fault::Status(status) | Fault::Lost(status)) = shared.fault("register") {
        return spoiled(status);
    }
    if let Some(refusal) = unauthorized(headers) {
        return refusal;
    }
    if app != APPLICATION {
        return refused(403, 20012, "You are not authorized to perform this action on this application");
    }
    if guild.is_some_and(|guild| guild != GUILD) {
        return refused(403, 50001, "Missing Access");
    }
    if !shared.judge("registration", judge::commands(&commands, guild.is_some())) {
        return refused(400, 50035, "Invalid Form Body");
    }
    let stored = payload::stored(&commands);
    shared.see(Seen::Registered { guild, commands });
    Json(stored).into_response()
}

async fn callback(
    State(shared): Discordian,
    Path((id, token)): Path<(u64, String)>,
    Json(body): Json<Value>,
) -> Response {
    let fault = shared.fault("callback");
    if let Some(Fault::Status(status)) = fault {
        return spoiled(status);
    }
    let status = answered(&shared, id, &token, &body);
    shared.see(Seen::Answered { interaction: id, status, body });
    match (fault, status) {
        (Some(Fault::Lost(lost)), _) => spoiled(lost),
        (_, 204) => StatusCode::NO_CONTENT.into_response(),
        (_, 404) => refused(404, 10062, "Unknown interaction"),
        (_, 409) => refused(400, 40060, "Interaction has already been acknowledged."),
        _ => refused(400, 50035, "Invalid Form Body"),
    }
}

/// Takes an answer to an interaction, once.
fn answered(shared: &Shared, id: u64, token: &str, body: &Value) -> u16 {
    let state = shared.lock();
    let known = state.open.iter().find(|open| open["id"] == json!(id.to_string()) && open["token"] == json!(token));
    let Some(interaction) = known.cloned() else { return 404 };
    if state.answered.contains(&id) {
        return 409;
    }
    drop(state);
    if !shared.judge("answer", judge::callback(body, &interaction)) {
        return 400;
    }
    shared.lock().answered.push(id);
    204
}

async fn write(
    State(shared): Discordian,
    Path(channel): Path<u64>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    if let Some(refusal) = unauthorized(&headers) {
        return refusal;
    }
    if let Some(Fault::Status(status) | Fault::Lost(status)) = shared.fault("write") {
        return spoiled(status);
    }
    if !shared.judge("message", judge::message(&body)) {
        return refused(400, 50035, "Invalid Form Body");
    }
    shared.see(Seen::Wrote { channel, body });
    Json(payload::message("")).into_response()
}

async fn edit(State(shared): Discordian, Path((app, token)): Path<(u64, String)>, Json(body): Json<Value>) -> Response {
    let known = shared.lock().open.iter().any(|open| open["token"] == json!(token));
    if app != APPLICATION || !known {
        return refused(404, 10015, "Unknown Webhook");
    }
    if !shared.judge("edit", judge::message(&body)) {
        return refused(400, 50035, "Invalid Form Body");
    }
    shared.see(Seen::Edited { body });
    Json(payload::message("")).into_response()
}
