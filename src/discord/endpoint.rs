//! How do interactions come in over HTTP?
//!
//! Discord posts each to `/interactions` and takes the response's body for the answer. A request is checked to be Discord's
//! before it is read; nothing is remembered between two of them, so that any number of these can stand side by side.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{self, Body, Bytes};
use axum::extract::{Request as Http, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serenity::all::CreateInteractionResponse;
use tokio::time::timeout;
use tracing::{debug, error};

use super::courier::{self, Courier};
use super::multipart;
use super::outcome::Outcome;
use super::reception::Reception;
use super::request::Request;
use super::respond::{Reply, broken, in_its_place, is_private, may_be_late, noted};
use super::shelf::{Key, Shelf};
use super::signature::{Claimed, PublicKey};

/// The largest body that is read, in bytes: a command on the longest message with all that Discord tells of it is a
/// tenth of that.
const LARGEST_BODY: usize = 256 << 10;
/// The response to a ping.
const PONG: &str = r#"{"type":1}"#;
/// How long a body may take.
const SLOWEST_BODY: Duration = Duration::from_secs(3);

/// What answers at `/interactions`.
pub(super) struct Endpoint {
    pub(super) key: PublicKey,
    pub(super) reception: Arc<Reception>,
    pub(super) shelf: Shelf,
    /// The way to Discord for an answer that comes late.
    pub(super) http: Arc<serenity::all::Http>,
    /// What time it is.
    pub(super) clock: fn() -> SystemTime,
}

/// The route.
pub(super) fn router(endpoint: Endpoint) -> Router {
    Router::new().route("/interactions", post(interaction)).with_state(Arc::new(endpoint))
}

async fn interaction(State(endpoint): State<Arc<Endpoint>>, http: Http) -> Response {
    let (head, body) = http.into_parts();
    let Some(claimed) = Claimed::read(&head.headers, (endpoint.clock)()) else {
        return refused(StatusCode::UNAUTHORIZED, "this is not signed by Discord, or too long ago");
    };
    let body = match timeout(SLOWEST_BODY, body::to_bytes(body, LARGEST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return refused(StatusCode::PAYLOAD_TOO_LARGE, "that is more than Discord ever sends"),
        Err(_) => return refused(StatusCode::REQUEST_TIMEOUT, "the rest did not come"),
    };
    if !endpoint.key.signed(&claimed, &body) {
        return refused(StatusCode::UNAUTHORIZED, "this is not signed by Discord");
    }
    match Request::from_json(&body) {
        Ok(request) => endpoint.answer(request).await,
        Err(odd) => {
            // Its words stay out of the log: they may be somebody's.
            debug!("an interaction can't be read, {:?} at column {}", odd.classify(), odd.column());
            refused(StatusCode::BAD_REQUEST, "this is no interaction")
        }
    }
}

impl Endpoint {
    async fn answer(&self, request: Request) -> Response {
        let office = self.reception.office();
        let request = in_its_place(office, request);
        let key = Shelf::key(office.edition_of(request.server), &request);
        if let Some(kept) = key.as_ref().and_then(|key| self.shelf.get(key)) {
            return match self.reception.admit(&request) {
                Ok(count) => {
                    count.came_to(kept.1);
                    noted(office, &request, kept.1);
                    json(Body::from(kept.0.clone()))
                }
                Err(refusal) => response(&refusal.0.into()),
            };
        }
        let (private, may_be_late) = (is_private(&request), may_be_late(&request));
        let broken = broken(&request);
        let courier = Courier::new(Arc::clone(&self.http), &request);
        let mut work = self.reception.begin(request);
        let done = match timeout(courier::SLOW, &mut work).await {
            Ok(done) => done,
            Err(_) if may_be_late => {
                tokio::spawn(async move { courier.bring_late(work, private).await });
                return response(&courier::announcement(private));
            }
            Err(_) => work.await,
        };
        match done {
            Ok(Some((reply, outcome))) => self.given(key, reply, outcome),
            Ok(None) => refused(StatusCode::BAD_REQUEST, "nothing of that kind was ever offered"),
            Err(panic) => {
                error!("an interaction can't be answered: {panic}");
                response(&broken.into())
            }
        }
    }

    /// The response, kept for whoever asks the same.
    fn given(&self, key: Option<Key>, reply: Reply, outcome: Outcome) -> Response {
        if reply == Reply::Pong {
            // serenity's would have data of nothing.
            return json(Body::from(PONG));
        }
        let files = reply.files();
        let Some(bytes) = written(&reply.into()) else { return UNWRITABLE.into_response() };
        // A picture weighs as much as a hundred answers: it is drawn again.
        if !files.is_empty() {
            return multipart::response(&bytes, &files);
        }
        // What broke may be mended a moment later, and who asks too often is not everybody.
        if let Some(key) = key.filter(|_| !matches!(outcome, Outcome::Broke | Outcome::Limited)) {
            self.shelf.keep(&key, bytes.clone(), outcome);
        }
        json(Body::from(bytes))
    }
}

const UNWRITABLE: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;

fn response(response: &CreateInteractionResponse) -> Response {
    written(response).map_or_else(|| UNWRITABLE.into_response(), |bytes| json(Body::from(bytes)))
}

/// As it goes over the wire.
fn written(response: &CreateInteractionResponse) -> Option<Bytes> {
    let written = serde_json::to_vec(response).inspect_err(|broke| error!("a reply can't be written: {broke}"));
    written.ok().map(Bytes::from)
}

fn json(body: Body) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// One line for whoever tries.
fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, why).into_response()
}
