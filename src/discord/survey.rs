//! Would Discord let the bot work as it is set up?
//!
//! Asks, each question once and not for long, and changes nothing: no command is registered and no session begun.

use std::time::Duration;

use serenity::all::{CurrentApplicationInfo, GuildId, GuildInfo, Http, Permissions};

use super::patience::{self, Failure};
use super::register::{Scope, definitions};
use super::signature::PublicKey;
use super::{RunError, Settings, application, registered};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Fine(String),
    /// The bot would run, but something is odd; with the remedy.
    Warning(String),
    /// The bot would not run; with the remedy.
    Problem(String),
    /// Nobody could be asked.
    Unchecked(String),
}

/// How long one answer is waited for.
const PATIENCE: Duration = Duration::from_secs(4);
/// Servers that are looked at: what Discord tells at once.
const SERVERS: u64 = 200;
/// Servers that are named.
const NAMED: usize = 3;

/// What a mention is answered with; commands need none of it.
const NEEDED: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::READ_MESSAGE_HISTORY);

/// Looks at the token, the application, its key, the gateway, the commands, the servers and the permissions there.
pub async fn survey(settings: &Settings, public_key: Option<&str>) -> Vec<Finding> {
    let public_key = public_key.map(str::trim);
    let mut found = Vec::new();
    if public_key.is_some_and(|key| PublicKey::parse(key).is_none()) {
        found.push(Finding::Problem(RunError::PublicKey.to_string()));
    }
    match introduced(settings).await {
        Ok((http, info)) => {
            found.push(Finding::Fine(format!("token: Discord knows it, application {} ({})", info.name, info.id)));
            if let Some(other) = settings.application_id.filter(|id| id.get() != info.id.get()) {
                found.push(Finding::Problem(RunError::Application(other).to_string()));
            }
            found.extend(endpoint(&info, public_key));
            found.push(gateway(&http).await);
            found.push(commands(settings, &http).await);
            found.extend(servers(settings, &http).await);
        }
        Err(why) => {
            let rest = "Discord was not asked about application, key, gateway, commands, servers and permissions";
            found.extend([Finding::Problem(why), Finding::Unchecked(rest.to_owned())]);
        }
    }
    found
}

/// Asks Discord who we are.
async fn introduced(settings: &Settings) -> Result<(Http, CurrentApplicationInfo), String> {
    let parts = settings.token.trim().split('.').filter(|part| !part.is_empty()).count();
    match parts {
        0 => return Err(RunError::NoToken.to_string()),
        // Discord's tokens are three parts in base64url; what they say is nobody's business here.
        3 => {}
        _ => {
            return Err(
                "DISCORD_TOKEN does not look like a bot's token (three parts with points between): copy it again \
                        from https://discord.com/developers/applications (your application, Bot)"
                    .to_owned(),
            );
        }
    }
    let http = application::http(settings).map_err(|refusal| refusal.to_string())?;
    match patience::once(PATIENCE, http.get_current_application_info()).await {
        Ok(info) => {
            http.set_application_id(info.id);
            Ok((http, info))
        }
        Err(failure @ (Failure::Passing(_) | Failure::Limited)) => {
            Err(format!("Discord can't be reached: {failure}; check the network and DISCORD_PROXY"))
        }
        Err(failure) => Err(application::refusal("which application this is", settings, failure).to_string()),
    }
}

fn unchecked(what: &str, failure: &Failure) -> Finding {
    Finding::Unchecked(format!("{what}: {failure}"))
}

/// The key of the interactions endpoint, and whether Discord uses one.
fn endpoint(info: &CurrentApplicationInfo, public_key: Option<&str>) -> Vec<Finding> {
    let mut found = vec![match public_key {
        None => Finding::Fine("endpoint key: not set, and needed for --interactions alone".to_owned()),
        Some(key) if !key.eq_ignore_ascii_case(&info.verify_key) => Finding::Problem(format!(
            "DISCORD_PUBLIC_KEY is another application's: copy the public key of {} from \
             https://discord.com/developers/applications (General Information) to .env",
            info.name
        )),
        Some(_) => Finding::Fine("endpoint key: the application's".to_owned()),
    }];
    if let Some(url) = info.interactions_endpoint_url.as_deref().filter(|url| !url.is_empty()) {
        let posts = format!("Discord posts what is asked to {url}");
        found.push(match public_key {
            Some(_) => Finding::Fine(format!("endpoint: {posts}")),
            None => Finding::Warning(format!(
                "{posts}, and tells the gateway nothing: run with --interactions, or clear the Interactions Endpoint \
                 URL at https://discord.com/developers/applications (General Information)"
            )),
        });
    }
    found
}

async fn gateway(http: &Http) -> Finding {
    match patience::once(PATIENCE, http.get_bot_gateway()).await {
        Err(failure) => unchecked("gateway", &failure),
        Ok(advice) if advice.session_start_limit.remaining == 0 => Finding::Warning(format!(
            "gateway: no start is left of today's {}; the bot waits until there are new ones",
            advice.session_start_limit.total
        )),
        Ok(advice) => Finding::Fine(format!(
            "gateway: {} advised, {} of {} starts left; no privileged intent is asked for",
            counted(advice.shards as usize, "shard"),
            advice.session_start_limit.remaining,
            advice.session_start_limit.total
        )),
    }
}

async fn commands(settings: &Settings, http: &Http) -> Finding {
    let guild = settings.guild_id.map(GuildId::from);
    let scope = if guild.is_some() { Scope::Guild } else { Scope::Everywhere };
    let ours = definitions(scope);
    let place = guild.map(|guild| format!(" in guild {guild}")).unwrap_or_default();
    match patience::once(PATIENCE, registered::held(http, guild)).await {
        Ok(held) if registered::same(&ours, &held, scope) => {
            Finding::Fine(format!("commands: {} registered{place}, as they are here", ours.len()))
        }
        Ok(_) | Err(Failure::Other(_)) => {
            Finding::Fine(format!("commands: {} to be registered{place} at the next start", ours.len()))
        }
        Err(failure) => match (failure, settings.guild_id) {
            (Failure::Refused { status: 403 | 404, .. }, Some(guild)) => {
                Finding::Problem(RunError::Guild { guild, invite: application::invite(http) }.to_string())
            }
            (failure, _) => unchecked("commands", &failure),
        },
    }
}

/// Where the bot is, and what it may do there.
async fn servers(settings: &Settings, http: &Http) -> Vec<Finding> {
    let all = match patience::once(PATIENCE, http.get_guilds(None, Some(SERVERS))).await {
        Ok(all) => all,
        Err(failure) => return vec![unchecked("servers and permissions", &failure)],
    };
    let ours = |server: &&GuildInfo| settings.guild_id.is_none_or(|guild| server.id.get() == guild.get());
    let servers: Vec<&GuildInfo> = all.iter().filter(ours).collect();
    if servers.is_empty() {
        return vec![Finding::Warning(format!(
            "servers: the bot is in none{} yet; invite it with {}",
            settings.guild_id.map(|guild| format!(" with the id {guild} (DISCORD_GUILD_ID)")).unwrap_or_default(),
            application::invite(http)
        ))];
    }
    let may =
        |server: &GuildInfo| server.permissions.intersects(Permissions::ADMINISTRATOR) || lacks(server).is_empty();
    let (able, unable): (Vec<&GuildInfo>, Vec<&GuildInfo>) = servers.into_iter().partition(|server| may(server));
    let mut found = Vec::new();
    if !able.is_empty() {
        found.push(Finding::Fine(format!("servers: may answer mentions in {}", counted(able.len(), "server"))));
    }
    for server in unable.iter().take(NAMED) {
        found.push(Finding::Warning(format!(
            "permissions: in {} mentions can't be answered, commands can; give the bot's role there: {}",
            server.name,
            lacks(server)
        )));
    }
    if let Some(more) = unable.len().checked_sub(NAMED).filter(|more| *more > 0) {
        found.push(Finding::Warning(format!("permissions: the same in {} more", counted(more, "server"))));
    }
    found
}

/// What a mention would need there besides, in Discord's words.
fn lacks(server: &GuildInfo) -> Permissions {
    NEEDED.difference(server.permissions)
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
