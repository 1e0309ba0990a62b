//! What would Discord say? A stand-in on loopback: as much of its REST API and gateway as a bot meets.
//!
//! Everything the bot sends is judged by Discord's limits, and one verdict against it fails the test that looks.
//! Nothing is waited for by sleeping: [`Standin::next`] waits for what the bot does.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

pub mod archive;
mod gateway;
pub mod judge;
pub mod multipart;
mod network;
pub mod payload;
mod rest;

/// The only good token.
pub const TOKEN: &str = "stand-in.token.good";
/// The application's id.
pub const APPLICATION: u64 = 600_000_000_000_000_001;
/// The application's public key.
pub const PUBLIC_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// A guild that the bot may register commands in.
pub const GUILD: u64 = 700_000_000_000_000_001;

/// Something that the bot did.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Registered its commands, in a guild or everywhere.
    Registered { guild: Option<u64>, commands: Value },
    /// Asked how to connect, with so many beginnings left.
    Advised { remaining: u64 },
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
    /// This status with Discord's own code: understood, and no.
    Refused(u16, u32),
    /// Too many requests; one before this is over is held against the bot.
    Limited(Duration),
    /// Carried out after this long, whoever still waits.
    Slow(Duration),
    /// The connection ends instead.
    Cut,
    /// Carried out, and then the connection ends.
    CutAfter,
}

/// What `GET /gateway/bot` says.
#[derive(Clone, Copy, Debug)]
pub struct Advice {
    /// How many shards there should be.
    pub shards: u64,
    /// How many may begin at a time.
    pub max_concurrency: u64,
    /// How many may still begin.
    pub remaining: u64,
    /// When there will be 1000 again.
    pub reset_after: Duration,
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
// Each is a bad day of its own; they come together, too.
#[allow(clippy::struct_excessive_bools)]
struct Discord {
    faults: VecDeque<(&'static str, Fault)>,
    advice: Advice,
    refuse_identify: Option<u16>,
    refuse_resume: bool,
    /// The gateway lets no new connection in.
    shut: bool,
    revoked: bool,
    heartbeat: Duration,
    /// Heartbeats stay unanswered.
    silent: bool,
    /// Sessions by shard.
    sessions: BTreeMap<u64, Session>,
    /// What is registered, by guild or everywhere.
    commands: HashMap<Option<u64>, Value>,
    /// What the bot may do in its guild, as Discord counts it.
    permissions: u64,
    /// Interactions that wait for an answer, those that have one, and those whose bot knows that.
    open: Vec<Value>,
    answered: Vec<u64>,
    settled: Vec<u64>,
    /// Calls that may not come again before.
    limited: HashMap<String, Instant>,
    /// What somebody attached, by name.
    files: HashMap<String, String>,
    problems: Vec<String>,
    next_id: u64,
}

/// What one shard gets.
struct Session {
    /// Orders to the connection that is up.
    orders: mpsc::UnboundedSender<Order>,
    /// Events, kept for a RESUME.
    events: Vec<Value>,
}

impl Standin {
    /// Listens on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (seen, receiver) = mpsc::unbounded_channel();
        let advice =
            Advice { shards: 1, max_concurrency: 1, remaining: 1000, reset_after: Duration::from_secs(86_400) };
        let state = Mutex::new(Discord {
            faults: VecDeque::new(),
            advice,
            refuse_identify: None,
            refuse_resume: false,
            shut: false,
            revoked: false,
            heartbeat: Duration::from_millis(41_250),
            silent: false,
            sessions: BTreeMap::new(),
            commands: HashMap::new(),
            permissions: u64::MAX,
            open: Vec::new(),
            answered: Vec::new(),
            settled: Vec::new(),
            limited: HashMap::new(),
            files: HashMap::new(),
            problems: Vec::new(),
            next_id: 900_000_000_000_000_000,
        });
        let shared = Arc::new(Shared { seen, state, gateway: format!("ws://{address}") });
        tokio::spawn(network::serve(listener, rest::router(&shared), None));
        Self { shared, seen: receiver, url: format!("http://{address}") }
    }

    /// A client for which discord.com is this stand-in, as it is for those who set no proxy.
    pub async fn discord_com(&self) -> reqwest::Client {
        network::discord_com(rest::router(&self.shared)).await
    }

    /// What `DISCORD_PROXY` has to be.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Changes what `GET /gateway/bot` says; should the bot have to wait, there is enough the next time.
    pub fn advise(&self, change: impl FnOnce(&mut Advice)) {
        change(&mut self.shared.lock().advice);
    }

    /// Sets how long a bot may be silent, and whether Discord is from now on.
    pub fn heartbeats(&self, every: Duration, silent: bool) {
        let mut state = self.shared.lock();
        (state.heartbeat, state.silent) = (every, silent);
    }

    /// Somebody attaches a file; where it is kept.
    pub fn attach(&self, name: &str, text: &str) -> String {
        self.shared.lock().files.insert(name.to_owned(), text.to_owned());
        format!("{}/attachments/{name}", self.url)
    }

    /// Somebody else changes what is registered everywhere.
    pub fn change_commands(&self, change: impl FnOnce(&mut Value)) {
        change(self.shared.lock().commands.get_mut(&None).expect("something is registered"));
    }

    /// What the bot may do in its guild from now on.
    pub fn permit(&self, permissions: u64) {
        self.shared.lock().permissions = permissions;
    }

    /// No session goes on any more.
    pub fn refuse_resume(&self) {
        self.shared.lock().refuse_resume = true;
    }

    /// Whether the gateway lets no new connection in from now on.
    pub fn shut(&self, shut: bool) {
        self.shared.lock().shut = shut;
    }

    /// The token is good no more.
    pub fn revoke(&self) {
        self.shared.lock().revoked = true;
    }

    /// Spoils the next call to this place: `gateway`, `register`, `registered`, `callback` or `write`.
    pub fn spoil(&self, place: &'static str, fault: Fault) {
        self.shared.lock().faults.push_back((place, fault));
    }

    /// Answers every IDENTIFY by closing with this code.
    pub fn refuse_identify(&self, code: u16) {
        self.shared.lock().refuse_identify = Some(code);
    }

    /// Tells the connection of the first shard to do something.
    pub fn order(&self, order: Order) {
        self.shared.order(None, order);
    }

    /// Tells that of any shard.
    pub fn order_to(&self, shard: u64, order: Order) {
        self.shared.order(Some(shard), order);
    }

    /// Sends an interaction and gives the bot's first answer to it.
    pub async fn ask(&mut self, interaction: Value) -> Value {
        let id = self.send(interaction);
        self.answer(id).await
    }

    /// Sends an interaction; its id.
    pub fn send(&self, interaction: Value) -> u64 {
        self.send_to(None, interaction)
    }

    /// Sends an interaction through a shard, else through the first.
    pub fn send_to(&self, shard: Option<u64>, mut interaction: Value) -> u64 {
        let id = {
            let mut state = self.shared.lock();
            state.next_id += 1;
            let id = state.next_id;
            interaction["id"] = json!(id.to_string());
            interaction["token"] = json!(format!("token-{id}"));
            state.open.push(interaction.clone());
            id
        };
        self.shared.order(shard, Order::Dispatch("INTERACTION_CREATE", interaction));
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

/// What has to happen soon; a session that is lost costs more than five seconds.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(30), future).await.expect("it happens soon")
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

    fn order(&self, shard: Option<u64>, order: Order) {
        let mut state = self.lock();
        let session = match shard {
            Some(shard) => state.sessions.get_mut(&shard),
            None => state.sessions.values_mut().next(),
        };
        let Some(session) = session else { return };
        let order = match order {
            Order::Dispatch(name, data) => {
                let event = json!({"op": 0, "s": session.events.len() + 1, "t": name, "d": data});
                session.events.push(event.clone());
                Order::Event(event)
            }
            order => order,
        };
        // A connection that is gone gets its events when it resumes.
        let _ = session.orders.send(order);
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
