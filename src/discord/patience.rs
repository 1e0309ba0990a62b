//! What failed between here and Discord, and is it worth another try?
//!
//! serenity tries nothing again but a 429 that its own rate limiter sees. Server errors and broken connections
//! are tried again here: without end at the start, within Discord's three seconds for an answer.

use std::error::Error as _;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use serenity::http::HttpError;
use tokio::time::{Instant, sleep, timeout};
use tracing::{info, warn};

/// What came of an attempt that failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It may go better in a moment: overload, a broken connection, silence.
    Passing(String),
    /// Too many requests; behind a proxy nobody here learns for how long.
    Limited,
    /// Discord does not take the token.
    Unauthorized,
    /// The address cannot be called at all.
    Address,
    /// Discord understood and says no.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own error code.
        code: isize,
        /// In its words.
        reason: String,
    },
    /// Anything else that trying again does not mend.
    Other(String),
}

impl Failure {
    /// The pause that it asks for.
    fn at_least(&self, pause: Duration) -> Duration {
        if matches!(self, Self::Limited) { pause.max(LIMITED_PAUSE) } else { pause }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code: UNKNOWN_INTERACTION, .. } => {
                f.write_str("Discord waits for it no more; it came too late, or another process gave it")
            }
            Self::Passing(reason) | Self::Refused { reason, .. } | Self::Other(reason) => f.write_str(reason),
            Self::Limited => f.write_str("too many requests"),
            Self::Unauthorized => f.write_str("Discord refuses DISCORD_TOKEN"),
            Self::Address => f.write_str("DISCORD_PROXY is no web address"),
        }
    }
}

/// Tries until it works or cannot work. Says in the log what it waits for.
pub(super) async fn insist<T, F>(what: &str, attempt: impl Fn() -> F) -> Result<T, Failure>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut pause = Duration::from_millis(250);
    let mut failed = false;
    loop {
        match once(START_ATTEMPT, attempt()).await {
            Err(failure @ (Failure::Passing(_) | Failure::Limited)) => {
                pause = failure.at_least(pause);
                warn!(
                    "Discord can't be reached for {what}: {failure}. Trying again in {pause:?}; check the network and \
                     DISCORD_PROXY"
                );
            }
            done => {
                if failed && done.is_ok() {
                    info!("Discord is reached again");
                }
                return done;
            }
        }
        failed = true;
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Tries an answer for as long as Discord waits for it, counted from `since`. That it had arrived already, when an
/// attempt before seemed to fail, is success.
pub(super) async fn in_time<F>(since: Instant, attempt: impl Fn() -> F) -> Result<(), Failure>
where
    F: Future<Output = serenity::Result<()>>,
{
    let end = since + ANSWER;
    let mut pause = Duration::from_millis(100);
    let mut again = false;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match once(left.min(ANSWER_ATTEMPT), attempt()).await {
            Err(failure @ (Failure::Passing(_) | Failure::Limited))
                if Instant::now() + failure.at_least(pause) < end =>
            {
                pause = failure.at_least(pause);
            }
            Err(Failure::Refused { code: ALREADY_ANSWERED, .. }) if again => return Ok(()),
            done => return done,
        }
        again = true;
        sleep(pause).await;
        pause *= 2;
    }
}

/// Tries once: for what would be there twice if its first attempt only seemed to fail.
pub(super) async fn just_once(attempt: impl Future<Output = serenity::Result<()>>) -> Result<(), Failure> {
    once(ANSWER_ATTEMPT, attempt).await
}

const START_ATTEMPT: Duration = Duration::from_secs(10);
/// Limits of Discord are over within a second as a rule.
const LIMITED_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Discord forgets an interaction after 3 s; half a second is on the way.
const ANSWER: Duration = Duration::from_millis(2500);
const ANSWER_ATTEMPT: Duration = Duration::from_millis(1200);
/// "Interaction has already been acknowledged."
const ALREADY_ANSWERED: isize = 40060;
/// "Unknown interaction."
const UNKNOWN_INTERACTION: isize = 10062;

/// Tries once, and not for longer than this.
pub(super) async fn once<T>(limit: Duration, attempt: impl Future<Output = serenity::Result<T>>) -> Result<T, Failure> {
    match timeout(limit, attempt).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Failure::from(error)),
        Err(_) => Err(Failure::Passing(format!("no answer within {limit:?}"))),
    }
}

impl From<serenity::Error> for Failure {
    fn from(error: serenity::Error) -> Self {
        let serenity::Error::Http(error) = error else { return Self::Other(error.to_string()) };
        match error {
            HttpError::UnsuccessfulRequest(response) => {
                let status = response.status_code.as_u16();
                match status {
                    401 => Self::Unauthorized,
                    429 => Self::Limited,
                    500.. => Self::Passing(format!("status {status}")),
                    _ => Self::Refused {
                        status,
                        code: response.error.code,
                        reason: HttpError::UnsuccessfulRequest(response).to_string(),
                    },
                }
            }
            HttpError::InvalidHeader(_) => Self::Unauthorized,
            HttpError::Url(_) | HttpError::InvalidScheme | HttpError::InvalidPort => Self::Address,
            HttpError::Request(error) if error.is_builder() => Self::Address,
            HttpError::Request(error) if error.is_decode() => Self::Other(error.without_url().to_string()),
            HttpError::Request(error) => {
                // The outer errors name the URL, and with it an interaction's token; the innermost says why.
                let mut inner = error.source();
                while let Some(next) = inner.and_then(std::error::Error::source) {
                    inner = Some(next);
                }
                Self::Passing(inner.map_or_else(|| "the connection broke".to_owned(), ToString::to_string))
            }
            other => Self::Other(other.to_string()),
        }
    }
}
