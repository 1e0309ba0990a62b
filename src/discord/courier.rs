//! How does a reply get back to Discord in time?
//!
//! One courier for each interaction: it brings the reply, announces one that is slow, and logs one that is lost. It
//! knows no command and looks into no answer.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    CreateAttachment, CreateInteractionResponse, CreateInteractionResponseMessage, Http, InteractionId,
};
use tokio::task::JoinError;
use tokio::time::{Instant, timeout};
use tracing::{error, warn};

use super::outcome::Outcome;
use super::patience::Failure;
use super::reception::Work;
use super::request::Request;
use super::respond::{BROKE, Reply};
use super::{convert, patience};
use crate::render::discord::Message;

/// Brings the reply to one interaction.
pub(super) struct Courier {
    http: Arc<Http>,
    id: InteractionId,
    token: String,
    arrived: Instant,
}

/// A reply that takes longer is announced, before Discord gives up on it after 3 s.
pub(super) const SLOW: Duration = Duration::from_millis(1500);
/// serenity's rate limiter never forgets an interaction: from this many on, it is made to.
const MOST_ROUTES: usize = 64;

impl Courier {
    /// For an interaction that arrives now.
    pub(super) fn new(http: Arc<Http>, request: &Request) -> Self {
        Self { http, id: InteractionId::new(request.id), token: request.token.clone(), arrived: Instant::now() }
    }

    /// Brings the reply when it is ready; should the work break, what is said then.
    pub(super) async fn bring(&self, work: Work, broken: Reply) {
        let reply = work.await.unwrap_or_else(|panic| {
            error!("an interaction can't be answered: {panic}");
            Some((broken, Outcome::Broke))
        });
        if let Some((reply, _)) = reply {
            self.send(reply).await;
        }
    }

    /// The same for a command: should it take long, the user sees that it is being worked on; should it break, that.
    /// An announcement is as private as the reply will be.
    pub(super) async fn bring_or_announce(&self, mut work: Work, private: bool) {
        if let Ok(done) = timeout(SLOW, &mut work).await {
            if let Some(message) = message(done) {
                self.send(Reply::Message(message)).await;
            }
            return;
        }
        if self.first(announcement(private), &[]).await.is_ok() {
            self.bring_late(work, private).await;
        }
    }

    /// The same once it has been announced, to everybody or to the one who asked alone.
    pub(super) async fn bring_late(&self, work: Work, announced_in_private: bool) {
        match message(work.await) {
            Some(message) if message.private && !announced_in_private => self.follow_in_private(message).await,
            Some(message) => self.follow(message).await,
            None => {}
        }
    }

    /// Sends the first response; in words alone where Discord does not take the picture.
    async fn send(&self, reply: Reply) {
        let (plain, files) = (reply.without_files(), reply.files());
        let sent = self.first(reply.into(), &files).await;
        if let (Err(Failure::Refused { .. }), Some(plain)) = (sent, plain) {
            let _ = self.first(plain.into(), &[]).await;
        }
    }

    /// Sends the first response as it is.
    async fn first(&self, response: CreateInteractionResponse, files: &[CreateAttachment]) -> Result<(), Failure> {
        let (http, id, token) = (&self.http, self.id, self.token.as_str());
        let attempt = || http.create_interaction_response(id, token, &response, files.to_vec());
        let sent = patience::in_time(self.arrived, attempt).await;
        forget_routes(http).await;
        if let Err(failure) = &sent {
            warn!("A reply did not reach Discord: {failure}");
        }
        sent
    }

    /// Puts the message in the place of the announcement; in words alone where Discord does not take the picture.
    async fn follow(&self, message: Message) {
        let plain = message.without_files();
        let sent = self.edited(message).await;
        if let (Err(Failure::Refused { .. }), Some(plain)) = (sent, plain) {
            let _ = self.edited(plain).await;
        }
    }

    async fn edited(&self, message: Message) -> Result<(), Failure> {
        let files = convert::files(&message);
        let edit = convert::edit(message);
        let attempt =
            async || self.http.edit_original_interaction_response(&self.token, &edit, files.clone()).await.map(drop);
        let sent = patience::in_time(Instant::now(), attempt).await;
        if let Err(failure) = &sent {
            warn!("A late reply did not reach Discord: {failure}");
        }
        sent
    }

    /// What turned out to be for the one who asked alone, such as "which one?", after everybody saw it announced: the
    /// announcement goes, for what takes its place would be seen by everybody, too.
    async fn follow_in_private(&self, message: Message) {
        let withdraw = async || self.http.delete_original_interaction_response(&self.token).await;
        if let Err(failure) = patience::in_time(Instant::now(), withdraw).await {
            warn!("What was announced can't be withdrawn: {failure}");
        }
        let files = convert::files(&message);
        let response = convert::followup(message);
        let attempt = async { self.http.create_followup_message(&self.token, &response, files).await.map(drop) };
        if let Err(failure) = patience::just_once(attempt).await {
            warn!("A late reply did not reach Discord: {failure}");
        }
    }
}

/// Says that a reply is being worked on; as private as the reply will be.
pub(super) fn announcement(private: bool) -> CreateInteractionResponse {
    CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(private))
}

/// What the user sees; should the work have broken, that.
fn message(done: Result<Option<(Reply, Outcome)>, JoinError>) -> Option<Message> {
    match done {
        Ok(Some((Reply::Message(message), _))) => Some(message),
        Ok(_) => None,
        Err(panic) => {
            error!("a command can't be answered: {panic}");
            Some(Message::notice(BROKE))
        }
    }
}

/// Makes the rate limiter forget interactions that are over: it would keep 600 bytes for each of them for ever.
async fn forget_routes(http: &Http) {
    let Some(limiter) = &http.ratelimiter else { return };
    let routes = limiter.routes();
    if routes.read().await.len() >= MOST_ROUTES {
        routes.write().await.retain(|_, route| Arc::strong_count(route) > 1);
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::State;
    use axum::http::{Method, StatusCode};
    use axum::routing::{patch, post};
    use axum::{Json, Router};
    use serde_json::{Value, json};
    use serenity::all::{ApplicationId, HttpBuilder, Route};
    use tokio::net::TcpListener;
    use tokio::sync::mpsc;
    use tokio::task::spawn_blocking;

    use super::*;

    type Seen = State<mpsc::UnboundedSender<Value>>;

    /// A courier whose Discord hands on whatever arrives.
    async fn courier() -> (Courier, mpsc::UnboundedReceiver<Value>) {
        async fn callback(State(seen): Seen, Json(body): Json<Value>) -> StatusCode {
            seen.send(body).map_or(StatusCode::GONE, |()| StatusCode::NO_CONTENT)
        }
        async fn message(State(seen): Seen, method: Method, Json(body): Json<Value>) -> StatusCode {
            let body = json!({"method": method.as_str(), "content": body["content"], "flags": body["flags"]});
            seen.send(body).map_or(StatusCode::GONE, |()| StatusCode::BAD_REQUEST)
        }
        async fn withdraw(State(seen): Seen) -> StatusCode {
            seen.send(json!({"method": "DELETE"})).map_or(StatusCode::GONE, |()| StatusCode::NO_CONTENT)
        }
        let (sender, receiver) = mpsc::unbounded_channel();
        let router = Router::new()
            .route("/api/v10/interactions/1/token/callback", post(callback))
            .route("/api/v10/webhooks/2/token/messages/@original", patch(message).delete(withdraw))
            .route("/api/v10/webhooks/2/token", post(message))
            .with_state(sender);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let proxy = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let http = HttpBuilder::new("token").proxy(proxy).ratelimiter_disabled(true).build();
        http.set_application_id(ApplicationId::new(2));
        let (http, id, token) = (Arc::new(http), InteractionId::new(1), "token".to_owned());
        (Courier { http, id, token, arrived: Instant::now() }, receiver)
    }

    #[tokio::test]
    async fn a_slow_answer_is_announced_and_follows() {
        let private = Message::notice("late");
        let public = Message { private: false, ..private.clone() };
        let edit = json!({"method": "PATCH", "content": "late", "flags": null});
        let withdrawn = [json!({"method": "DELETE"}), json!({"method": "POST", "content": "late", "flags": 64})];
        for (announced_in_private, message, expected) in [
            (false, &public, vec![edit.clone()]),
            (true, &private, vec![edit]),
            // Such as "which one?".
            (false, &private, withdrawn.to_vec()),
        ] {
            let (courier, mut seen) = courier().await;
            let (ready, wait) = std::sync::mpsc::channel::<()>();
            let reply = Reply::Message(message.clone());
            let work = spawn_blocking(move || wait.recv().ok().map(|()| (reply, Outcome::Answered)));
            let test = async {
                assert_eq!(seen.recv().await.expect("an announcement")["type"], 5);
                ready.send(()).expect("the work waits");
                for expected in expected {
                    assert_eq!(seen.recv().await.expect("the answer"), expected);
                }
            };
            tokio::join!(courier.bring_or_announce(work, announced_in_private), test);
        }
    }

    #[tokio::test]
    async fn interactions_that_are_over_are_forgotten() {
        let http = HttpBuilder::new("token").build();
        let routes = http.ratelimiter.as_ref().expect("a rate limiter").routes();
        let mut under_way = Vec::new();
        for id in 1..=1000 {
            let route = Route::InteractionResponse { interaction_id: InteractionId::new(id), token: "token" };
            let limit = Arc::clone(routes.write().await.entry(route.ratelimiting_bucket()).or_default());
            if id % 100 == 0 {
                under_way.push(limit);
            }
            forget_routes(&http).await;
            assert!(routes.read().await.len() < MOST_ROUTES + under_way.len());
        }
        assert!(routes.read().await.len() >= under_way.len(), "not while they are under way");
    }

    #[tokio::test]
    async fn a_panic_is_a_private_apology() {
        let (courier, mut seen) = courier().await;
        courier.bring_or_announce(spawn_blocking(|| panic!("on purpose")), false).await;
        let body = seen.recv().await.expect("an answer");
        assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(64)));
        assert_eq!(body["data"]["content"], BROKE);
    }
}
