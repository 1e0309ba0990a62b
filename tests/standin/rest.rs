//! The REST side of the stand-in: what a bot asks and tells, and how it goes wrong.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::multipart::{self, File};
use super::network::Cut;
use super::{APPLICATION, Fault, GUILD, PUBLIC_KEY, Seen, Shared, TOKEN, gateway, judge, payload};

/// All that a bot reaches, the gateway too.
pub fn router(shared: &Arc<Shared>) -> Router {
    let api = Router::new()
        .route("/gateway/bot", get(gateway_advice))
        .route("/users/@me", get(me))
        .route("/users/@me/guilds", get(guilds))
        .route("/oauth2/applications/@me", get(application))
        .route("/applications/{app}/commands", get(registered).put(register))
        .route("/applications/{app}/guilds/{guild}/commands", get(registered_in_guild).put(register_in_guild))
        .route("/interactions/{id}/{token}/callback", post(callback))
        .route("/webhooks/{app}/{token}/messages/@original", patch(edit))
        .route("/channels/{channel}/messages", post(write));
    Router::new()
        .nest("/api/v10", api)
        .route("/", get(gateway::connect))
        .route("/attachments/{name}", get(file))
        .with_state(Arc::clone(shared))
}

type Discordian = State<Arc<Shared>>;

fn refused(status: u16, code: u32, message: &str) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, Json(json!({"code": code, "message": message}))).into_response()
}

fn spoiled(status: u16) -> Response {
    (StatusCode::from_u16(status).expect("a status"), "error").into_response()
}

fn cut() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Cut);
    response
}

/// As Discord says it: the header in whole seconds, the body to the millisecond.
fn limited(wait: Duration) -> Response {
    let seconds = format!("{:.3}", wait.as_secs_f64());
    let headers = [
        ("retry-after", wait.as_secs_f64().ceil().to_string()),
        ("x-ratelimit-limit", "5".to_owned()),
        ("x-ratelimit-remaining", "0".to_owned()),
        ("x-ratelimit-reset-after", seconds),
        ("x-ratelimit-bucket", "stand-in".to_owned()),
        ("x-ratelimit-scope", "user".to_owned()),
    ];
    let body = json!({"message": "You are being rate limited.", "retry_after": wait.as_secs_f64(), "global": false});
    (StatusCode::TOO_MANY_REQUESTS, headers, Json(body)).into_response()
}

/// Carries a call out, unless it is to go wrong. `place` is what tests call it; `call` tells one from another.
async fn carry_out(
    shared: &Arc<Shared>,
    place: &'static str,
    call: String,
    work: impl FnOnce(bool) -> Response + Send + 'static,
) -> Response {
    if shared.lock().limited.get(&call).is_some_and(|end| Instant::now() < *end) {
        shared.judge(&call, vec!["called again before the retry_after was over".to_owned()]);
    }
    match shared.fault(place) {
        None => work(true),
        Some(Fault::Status(status)) => spoiled(status),
        Some(Fault::Refused(status, code)) => refused(status, code, "no"),
        Some(Fault::Limited(wait)) => {
            shared.lock().limited.insert(call, Instant::now() + wait);
            limited(wait)
        }
        Some(Fault::Slow(wait)) => {
            let slowly = async move {
                sleep(wait).await;
                work(false)
            };
            tokio::spawn(slowly).await.expect("no panic")
        }
        Some(Fault::Cut) => cut(),
        Some(Fault::Lost(status)) => {
            work(false);
            spoiled(status)
        }
        Some(Fault::CutAfter) => {
            work(false);
            cut()
        }
    }
}

/// What somebody without the token gets.
fn unauthorized(shared: &Shared, headers: &HeaderMap) -> Option<Response> {
    let good = headers.get("authorization").is_some_and(|a| a.as_bytes() == format!("Bot {TOKEN}").as_bytes());
    (!good || shared.lock().revoked).then(|| refused(401, 0, "401: Unauthorized"))
}

async fn gateway_advice(State(shared): Discordian, headers: HeaderMap) -> Response {
    if let Some(refusal) = unauthorized(&shared, &headers) {
        return refusal;
    }
    let discord = Arc::clone(&shared);
    let work = move |_| {
        let advice = {
            let mut state = discord.lock();
            let now = state.advice;
            state.advice.remaining = 1000;
            now
        };
        discord.see(Seen::Advised { remaining: advice.remaining });
        let limit = json!({"total": 1000, "remaining": advice.remaining, "max_concurrency": advice.max_concurrency,
            "reset_after": advice.reset_after.as_millis() as u64});
        Json(json!({"url": discord.gateway, "shards": advice.shards, "session_start_limit": limit})).into_response()
    };
    carry_out(&shared, "gateway", "GET /gateway/bot".to_owned(), work).await
}

async fn me(State(shared): Discordian, headers: HeaderMap) -> Response {
    unauthorized(&shared, &headers).unwrap_or_else(|| Json(payload::bot()).into_response())
}

async fn guilds(State(shared): Discordian, headers: HeaderMap) -> Response {
    let permissions = shared.lock().permissions.to_string();
    let guild = json!({"id": GUILD.to_string(), "name": "The Reel", "icon": null, "owner": false, "features": [],
        "permissions": permissions});
    unauthorized(&shared, &headers).unwrap_or_else(|| Json(json!([guild])).into_response())
}

async fn application(State(shared): Discordian, headers: HeaderMap) -> Response {
    let application = json!({
        "id": APPLICATION.to_string(), "name": "receipts", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": PUBLIC_KEY, "team": null, "flags": 0,
        "integration_types_config": {"0": {}, "1": {}},
    });
    unauthorized(&shared, &headers).unwrap_or_else(|| Json(application).into_response())
}

async fn file(State(shared): Discordian, Path(name): Path<String>) -> Response {
    let file = shared.lock().files.get(&name).cloned();
    file.map_or_else(|| StatusCode::NOT_FOUND.into_response(), IntoResponse::into_response)
}

async fn registered(State(shared): Discordian, Path(app): Path<u64>, headers: HeaderMap) -> Response {
    commands(&shared, (app, None), &headers, None).await
}

async fn registered_in_guild(
    State(shared): Discordian,
    Path((app, guild)): Path<(u64, u64)>,
    headers: HeaderMap,
) -> Response {
    commands(&shared, (app, Some(guild)), &headers, None).await
}

async fn register(
    State(shared): Discordian,
    Path(app): Path<u64>,
    headers: HeaderMap,
    Json(all): Json<Value>,
) -> Response {
    commands(&shared, (app, None), &headers, Some(all)).await
}

async fn register_in_guild(
    State(shared): Discordian,
    Path((app, guild)): Path<(u64, u64)>,
    headers: HeaderMap,
    Json(all): Json<Value>,
) -> Response {
    commands(&shared, (app, Some(guild)), &headers, Some(all)).await
}

/// The commands of a place, after they are replaced, if they are.
async fn commands(
    shared: &Arc<Shared>,
    (app, guild): (u64, Option<u64>),
    headers: &HeaderMap,
    replaced: Option<Value>,
) -> Response {
    if let Some(refusal) = unauthorized(shared, headers) {
        return refusal;
    }
    let place = if replaced.is_some() { "register" } else { "registered" };
    let discord = Arc::clone(shared);
    let work = move |_| {
        if app != APPLICATION {
            return refused(403, 20012, "You are not authorized to perform this action on this application");
        }
        if guild.is_some_and(|guild| guild != GUILD) {
            return refused(403, 50001, "Missing Access");
        }
        if let Some(commands) = replaced {
            if !discord.judge("registration", judge::commands(&commands, guild.is_some())) {
                return refused(400, 50035, "Invalid Form Body");
            }
            discord.lock().commands.insert(guild, payload::stored(&commands));
            discord.see(Seen::Registered { guild, commands });
        }
        Json(discord.lock().commands.get(&guild).cloned().unwrap_or_else(|| json!([]))).into_response()
    };
    carry_out(shared, place, format!("{place} {guild:?}"), work).await
}

async fn callback(
    State(shared): Discordian,
    Path((id, token)): Path<(u64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let discord = Arc::clone(&shared);
    let (body, files) = multipart::read(&headers, &body);
    let work = move |arrives| {
        let status = answered(&discord, (id, &token), (&body, &files), arrives);
        let body = multipart::seen(body, &files);
        if status == 204 && arrives {
            discord.lock().settled.push(id);
        }
        discord.see(Seen::Answered { interaction: id, status, body });
        match status {
            204 => StatusCode::NO_CONTENT.into_response(),
            404 => refused(404, 10062, "Unknown interaction"),
            409 => refused(400, 40060, "Interaction has already been acknowledged."),
            _ => refused(400, 50035, "Invalid Form Body"),
        }
    };
    carry_out(&shared, "callback", format!("callback {id}"), work).await
}

/// Takes an answer to an interaction, once. What did not get lost or late is judged by what the bot knew.
fn answered(shared: &Shared, (id, token): (u64, &str), (body, files): (&Value, &[File]), arrives: bool) -> u16 {
    let state = shared.lock();
    let known = state.open.iter().find(|open| open["id"] == json!(id.to_string()) && open["token"] == json!(token));
    let Some(interaction) = known.cloned() else { return 404 };
    let (again, settled) = (state.answered.contains(&id), state.settled.contains(&id));
    drop(state);
    if settled && arrives {
        shared.judge("answer", vec!["this interaction has been answered, and the bot knows".to_owned()]);
    }
    if again {
        return 409;
    }
    if !shared.judge("answer", judge::callback(body, files, &interaction)) {
        return 400;
    }
    shared.lock().answered.push(id);
    204
}

async fn write(State(shared): Discordian, Path(channel): Path<u64>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refusal) = unauthorized(&shared, &headers) {
        return refusal;
    }
    let discord = Arc::clone(&shared);
    let (body, files) = multipart::read(&headers, &body);
    let work = move |_| {
        if !discord.judge("message", judge::message(&body, &files)) {
            return refused(400, 50035, "Invalid Form Body");
        }
        discord.see(Seen::Wrote { channel, body: multipart::seen(body, &files) });
        Json(payload::message("")).into_response()
    };
    carry_out(&shared, "write", format!("write {channel}"), work).await
}

async fn edit(
    State(shared): Discordian,
    Path((app, token)): Path<(u64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (body, files) = multipart::read(&headers, &body);
    let known = shared.lock().open.iter().any(|open| open["token"] == json!(token));
    if app != APPLICATION || !known {
        return refused(404, 10015, "Unknown Webhook");
    }
    if !shared.judge("edit", judge::message(&body, &files)) {
        return refused(400, 50035, "Invalid Form Body");
    }
    shared.see(Seen::Edited { body: multipart::seen(body, &files) });
    Json(payload::message("")).into_response()
}
