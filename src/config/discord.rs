//! What has Discord given, and what is wanted of it?
//!
//! Asks Discord nothing: whether a token is good shows when the bot runs or is checked.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::{ConfigError, Secret};

/// What Discord gave and wants.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Discord")]
pub struct Discord {
    /// The bot's token; better kept in the environment or in .env.
    #[arg(long = "discord-token", env = "DISCORD_TOKEN", hide_env_values = true, hide = true, global = true)]
    token: Option<Secret>,
    /// A file with the bot's token.
    #[arg(long = "discord-token-file", value_name = "FILE", env = "DISCORD_TOKEN_FILE", global = true)]
    token_file: Option<PathBuf>,
    /// The application's id; asked from Discord when it is not set.
    #[arg(long = "discord-application-id", value_name = "ID", env = "DISCORD_APPLICATION_ID", global = true)]
    application_id: Option<Given<u64>>,
    /// The application's public key, for the interactions endpoint.
    #[arg(long = "discord-public-key", value_name = "HEX", env = "DISCORD_PUBLIC_KEY", global = true)]
    public_key: Option<String>,
    /// Register the commands with this server at once, instead of everywhere.
    #[arg(long = "discord-guild-id", value_name = "ID", env = "DISCORD_GUILD_ID", global = true)]
    guild_id: Option<Given<u64>>,
    /// A base URL in the place of Discord's REST host.
    #[arg(long = "discord-proxy", value_name = "URL", env = "DISCORD_PROXY", global = true)]
    proxy: Option<String>,
    /// Where the pages of `receipts site` are: each receipt links to its sentence there.
    #[arg(long, value_name = "URL", env = "PUBLIC_URL", global = true)]
    public_url: Option<String>,
    /// Answers a minute for one user; 0 is no limit. [default: 60]
    #[arg(long, value_name = "N", env = "RATE_LIMIT_USER", global = true)]
    rate_limit_user: Option<Given<u32>>,
    /// Answers a minute for all users of one server together; 0 is no limit. [default: 600]
    #[arg(long, value_name = "N", env = "RATE_LIMIT_SERVER", global = true)]
    rate_limit_server: Option<Given<u32>>,
}

impl Discord {
    /// One a second for as long as somebody likes, which is nobody's pace but a script's.
    const RATE_LIMIT_USER: u32 = 60;
    /// A lively server on the evening of an episode.
    const RATE_LIMIT_SERVER: u32 = 600;

    /// The token, from the environment or from its file; `None` when neither is set.
    pub fn token(&self) -> Result<Option<Secret>, ConfigError> {
        if let Some(token) = self.token.as_ref().filter(|t| !t.reveal().is_empty()) {
            return Ok(Some(token.clone()));
        }
        let Some(file) = self.token_file.as_ref().filter(|f| !f.as_os_str().is_empty()) else { return Ok(None) };
        let text = std::fs::read_to_string(file).map_err(|e| {
            ConfigError(format!("DISCORD_TOKEN_FILE {}: {e}; name a readable file with the token", file.display()))
        })?;
        let token = text.trim();
        if token.is_empty() {
            return Err(ConfigError(format!("DISCORD_TOKEN_FILE {}: empty; put the token in it", file.display())));
        }
        Ok(Some(Secret::new(token)))
    }

    /// The application's id, where it is set.
    pub fn application_id(&self) -> Option<u64> {
        self.application_id.as_ref()?.0
    }

    /// The application's public key as hexadecimal digits, where it is set.
    pub fn public_key(&self) -> Option<&str> {
        self.public_key.as_deref().filter(|k| !k.is_empty())
    }

    /// The server to register the commands with, where it is set.
    pub fn guild_id(&self) -> Option<u64> {
        self.guild_id.as_ref()?.0
    }

    /// Answers a minute for one user; 0 is no limit.
    pub fn rate_limit_user(&self) -> u32 {
        self.rate_limit_user.and_then(|given| given.0).unwrap_or(Self::RATE_LIMIT_USER)
    }

    /// Answers a minute for all users of one server together; 0 is no limit.
    pub fn rate_limit_server(&self) -> u32 {
        self.rate_limit_server.and_then(|given| given.0).unwrap_or(Self::RATE_LIMIT_SERVER)
    }

    /// Where the pages of the archive are, without a slash at the end.
    pub fn public_url(&self) -> Result<Option<&str>, ConfigError> {
        let Some(url) = self.public_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) else {
            return Ok(None);
        };
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let plain = |c: char| !c.is_whitespace() && !matches!(c, '#' | '?' | '<' | '>' | '(' | ')');
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(plain) => Ok(Some(url.trim_end_matches('/'))),
            _ => Err(ConfigError(format!(
                "PUBLIC_URL={url:?} is no web address: write it like https://example.com/archive"
            ))),
        }
    }

    /// What replaces Discord's REST host, where it is set.
    pub fn proxy(&self) -> Option<&str> {
        self.proxy.as_deref().filter(|p| !p.is_empty())
    }
}

/// A variable that is set to nothing (`DISCORD_GUILD_ID=` in .env) is not set.
#[derive(Clone, Copy, Debug)]
struct Given<T>(Option<T>);

const NO_NUMBER: &str = "write a whole number, here or in the variable of that name";

impl<T: FromStr> FromStr for Given<T> {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            Ok(Self(None))
        } else {
            text.parse().map(|value| Self(Some(value))).map_err(|_| NO_NUMBER)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use crate::config::Config;

    #[test]
    fn secrets_never_print() {
        let config = Config::try_parse_from(["receipts", "--discord-token", "hunter2", "check"]).expect("parsed");
        assert_eq!(config.discord.token().expect("read").expect("set").reveal(), "hunter2");
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn what_is_set_to_nothing_is_not_set() {
        let config = Config::try_parse_from(["receipts", "--discord-guild-id=", "--discord-proxy="]).expect("parsed");
        assert_eq!((config.discord.guild_id(), config.discord.proxy()), (None, None));
    }

    #[test]
    fn pages_are_at_a_web_address() {
        let given = |url: &str| Config::try_parse_from(["receipts", "--public-url", url]).expect("parsed").discord;
        assert_eq!(given("https://example.com/a/").public_url().expect("fine"), Some("https://example.com/a"));
        assert_eq!(given("").public_url().expect("fine"), None);
        for bad in ["example.com", "https://", "javascript:alert(1)", "https://example.com/?a", "https://a b"] {
            assert!(given(bad).public_url().is_err(), "{bad}");
        }
    }

    #[test]
    fn limits_have_defaults_and_nought_is_none() {
        for (given, expected) in [
            (&[][..], (60, 600)),
            (&["--rate-limit-user=", "--rate-limit-server=0"], (60, 0)),
            (&["--rate-limit-user", "5", "--rate-limit-server", "70"], (5, 70)),
        ] {
            let config = Config::try_parse_from(["receipts"].iter().chain(given)).expect("parsed");
            assert_eq!((config.discord.rate_limit_user(), config.discord.rate_limit_server()), expected, "{given:?}");
        }
        assert!(Config::try_parse_from(["receipts", "--rate-limit-user", "many"]).is_err());
    }
}
