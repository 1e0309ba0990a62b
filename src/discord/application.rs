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
use super::{RunError, Settings, registered};

/// Asks who the bot is, and registers its commands where they are not.
pub(super) async fn introduce(settings: &Settings, http: &Http) -> Result<(), RunError> {
    let application = application(settings, http).await?;
    http.set_application_id(ApplicationId::from(application));
    let invite = invite(http);
    register(settings, http, &invite).await?;
    info!("Invite the bot to a server: {invite}");
    Ok(())
}

/// Where an admin lets the bot into a server.
pub(super) fn invite(http: &Http) -> String {
    let application = http.application_id().map_or(0, ApplicationId::get);
    format!("https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands")
}

/// The way to Discord's REST interface.
pub(super) fn http(settings: &Settings) -> Result<Http, RunError> {
    let token = settings.token.trim();
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(RunError::Token);
    }
    let mut http = HttpBuilder::new(token);
    if let Some(client) = &settings.client {
        http = http.client(client.clone());
    }
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

/// What a failure that no waiting mends means for whoever runs the bot.
pub(super) fn refusal(what: &'static str, settings: &Settings, failure: Failure) -> RunError {
    match failure {
        Failure::Unauthorized => RunError::Token,
        Failure::Address => RunError::Proxy(settings.proxy.clone().unwrap_or_default()),
        failure => RunError::Refused { what, reason: failure.to_string() },
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

/// Registers the commands unless Discord holds them already: a restart changes nothing, and spends nothing of what
/// Discord allows a day.
async fn register(settings: &Settings, http: &Http, invite: &str) -> Result<(), RunError> {
    const WHAT: &str = "the commands";
    let guild = settings.guild_id.map(GuildId::from);
    let scope = if guild.is_some() { Scope::Guild } else { Scope::Everywhere };
    let all = definitions(scope);
    let place = guild.map(|guild| format!(" in guild {guild}")).unwrap_or_default();
    let refused = |failure| match (failure, settings) {
        (Failure::Refused { code: OTHER_APPLICATION, .. }, Settings { application_id: Some(id), .. }) => {
            RunError::Application(*id)
        }
        (Failure::Refused { status: 403 | 404, .. }, Settings { guild_id: Some(guild), .. }) => {
            RunError::Guild { guild: *guild, invite: invite.to_owned() }
        }
        (failure, _) => refusal(WHAT, settings, failure),
    };
    match patience::insist(WHAT, || registered::held(http, guild)).await {
        Ok(held) if registered::same(&all, &held, scope) => {
            info!("The {} commands are registered{place} already", all.len());
            return Ok(());
        }
        // What can't be read can be replaced.
        Ok(_) | Err(Failure::Other(_)) => {}
        Err(failure) => return Err(refused(failure)),
    }
    let registered = patience::insist(WHAT, async || match guild {
        Some(guild) => http.create_guild_commands(guild, &all).await,
        None => http.create_global_commands(&all).await,
    });
    let registered = registered.await.map_err(refused)?.len();
    info!("{registered} commands are registered{place}");
    Ok(())
}

/// "You are not authorized to perform this action on this application."
const OTHER_APPLICATION: isize = 20012;
