//! Which application is this, and which commands does it have?
//!
//! Asked and told before anything else, whichever door requests come through. Waits for a network that is away; what
//! waiting cannot mend is an error that names the setting.

use std::future::Future;
use std::num::NonZeroU64;

use serenity::all::{ApplicationId, GuildId, Http, HttpBuilder};
use tracing::info;

use super::patience::{self, Failure};
use super::register::{Scope, definitions};
use super::{RunError, Settings};

/// Asks who the bot is, and registers its commands.
pub(super) async fn introduce(settings: &Settings, http: &Http) -> Result<(), RunError> {
    let application = application(settings, http).await?;
    http.set_application_id(ApplicationId::from(application));
    let invite =
        format!("https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands");
    register(settings, http, &invite).await?;
    info!("Invite the bot to a server: {invite}");
    Ok(())
}

/// The way to Discord's REST interface.
pub(super) fn http(settings: &Settings) -> Result<Http, RunError> {
    let token = settings.token.trim();
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(RunError::Token);
    }
    let http = HttpBuilder::new(token);
    Ok(match settings.proxy.as_deref().map(str::trim).filter(|proxy| !proxy.is_empty()) {
        None => http.build(),
        Some(proxy) if proxy.starts_with("http://") || proxy.starts_with("https://") => {
            // With its rate limiter on, serenity calls discord.com, token and all, instead of the proxy.
            http.proxy(proxy).ratelimiter_disabled(true).build()
        }
        Some(proxy) => return Err(RunError::Proxy(proxy.to_owned())),
    })
}

/// Asks until there is an answer; a refusal is an error.
pub(super) async fn asked<T, F>(what: &'static str, settings: &Settings, attempt: impl Fn() -> F) -> Result<T, RunError>
where
    F: Future<Output = serenity::Result<T>>,
{
    patience::insist(what, attempt).await.map_err(|failure| refusal(what, settings, failure))
}

fn refusal(what: &'static str, settings: &Settings, failure: Failure) -> RunError {
    match failure {
        Failure::Unauthorized => RunError::Token,
        Failure::Address => RunError::Proxy(settings.proxy.clone().unwrap_or_default()),
        Failure::Passing(reason) | Failure::Refused { reason, .. } | Failure::Other(reason) => {
            RunError::Refused { what, reason }
        }
    }
}

/// The application's id. Asking for it also shows early, and without spending an identify, whether the token is good.
async fn application(settings: &Settings, http: &Http) -> Result<NonZeroU64, RunError> {
    if let Some(known) = settings.application_id {
        asked("who the bot is", settings, || http.get_current_user()).await?;
        return Ok(known);
    }
    let info = asked("which application this is", settings, || http.get_current_application_info()).await?;
    NonZeroU64::new(info.id.get()).ok_or(RunError::Token)
}

async fn register(settings: &Settings, http: &Http, invite: &str) -> Result<(), RunError> {
    const WHAT: &str = "the commands";
    let scope = if settings.guild_id.is_some() { Scope::Guild } else { Scope::Everywhere };
    let all = definitions(scope);
    let registered = patience::insist(WHAT, async || match settings.guild_id {
        Some(guild) => http.create_guild_commands(GuildId::from(guild), &all).await,
        None => http.create_global_commands(&all).await,
    });
    match (registered.await, settings) {
        (Ok(registered), Settings { guild_id: None, .. }) => info!("{} commands are registered", registered.len()),
        (Ok(registered), Settings { guild_id: Some(guild), .. }) => {
            info!("{} commands are registered in guild {guild}", registered.len());
        }
        (Err(Failure::Refused { code: OTHER_APPLICATION, .. }), Settings { application_id: Some(id), .. }) => {
            return Err(RunError::Application(*id));
        }
        (Err(Failure::Refused { status: 403 | 404, .. }), Settings { guild_id: Some(guild), .. }) => {
            return Err(RunError::Guild { guild: *guild, invite: invite.to_owned() });
        }
        (Err(failure), _) => return Err(refusal(WHAT, settings, failure)),
    }
    Ok(())
}

/// "You are not authorized to perform this action on this application."
const OTHER_APPLICATION: isize = 20012;
