//! What was the program called with?
//!
//! One structure is the command line, its help and the environment. Reads no store and connects to nothing;
//! secrets never print.

mod settings;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

pub use self::settings::{Setting, settings};

/// Answers fan questions from news articles, each answer with the sentence, the article and the date.
///
/// Without a command: the Discord bot when a token is set, else a chat in this terminal.
#[derive(Debug, Parser)]
#[command(name = "receipts", version, disable_help_subcommand = true)]
pub struct Config {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,

    #[allow(clippy::doc_markdown, reason = "printed by --help as it stands")]
    /// The store: sqlite:PATH, or postgres://USER@HOST/DATABASE for several machines.
    #[arg(
        long,
        value_name = "URL",
        env = "DATABASE_URL",
        default_value = StoreUrl::DEFAULT,
        hide_env_values = true,
        global = true
    )]
    store: String,

    #[allow(clippy::doc_markdown, reason = "printed by --help as it stands")]
    /// With postgres://: the file that answers are read from, a copy of the archive that keeps itself up to date.
    #[arg(long, value_name = "PATH", env = "REPLICA", default_value = Self::REPLICA, global = true)]
    replica: PathBuf,

    /// Discord's side.
    #[command(flatten)]
    pub discord: Discord,
}

impl Config {
    const REPLICA: &str = "data/replica.db";

    /// Reads `.env` in the working folder, the environment and the command line; the later ones count first. Ends
    /// the program where the command line is wrong or asks for help.
    pub fn read() -> Result<Self, ConfigError> {
        match dotenvy::from_path(".env") {
            Err(e) if !e.not_found() => Err(ConfigError(format!(".env: {e}; write each line as NAME=value"))),
            _ => Ok(Self::parse()),
        }
    }

    /// Where the store is. Not parsed by the command line's parser, which repeats what it refuses: an address may
    /// hold a password.
    pub fn store(&self) -> Result<StoreUrl, ConfigError> {
        self.store.parse()
    }

    /// The file that a shared archive is copied to.
    pub fn replica(&self) -> &Path {
        let unset = self.replica.as_os_str().is_empty();
        if unset { Path::new(Self::REPLICA) } else { &self.replica }
    }
}

/// The commands of the terminal.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and write the store; only changed articles are read again.
    Build(Build),
    /// Answer one question, a command line as typed in Discord, or a file of them.
    Ask(Ask),
    /// Print what the store holds as JSON lines.
    Export(Export),
    /// Write the archive as a folder of web pages.
    Site(Site),
    /// Run the Discord bot.
    Run(Run),
    /// Check configuration, token, store and articles.
    Check,
}

/// `receipts build`
#[derive(Debug, Args)]
pub struct Build {
    /// Folders or files with articles, or addresses of articles.
    #[arg(value_name = "DIR|FILE|URL", default_value = "data/articles")]
    pub sources: Vec<PathBuf>,
    /// The date of articles that state none: 2021-12-28, 2021-12 or 2021.
    #[arg(long, value_parser = date)]
    pub date: Option<String>,
}

/// `receipts ask`
#[derive(Debug, Args)]
pub struct Ask {
    /// A question, or a command line such as "/who person: Jane Doe".
    #[arg(required_unless_present = "batch", conflicts_with = "batch", num_args = 1..)]
    pub text: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// JSON lines with "id" and "question", or "command" and "options"; answered as JSON lines. `-` is stdin.
    #[arg(long, value_name = "FILE")]
    pub batch: Option<PathBuf>,
}

/// `receipts export`
#[derive(Debug, Args)]
pub struct Export {
    /// Only lines of this type.
    #[arg(long, value_name = "K", value_parser = ["article", "quote", "inner_quote", "indirect_quote", "timex", "person", "relation", "event"])]
    pub kind: Option<String>,
}

/// `receipts site`
#[derive(Debug, Args)]
pub struct Site {
    /// The folder that the pages are written to; those of an earlier run are replaced.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// `receipts run`
#[derive(Clone, Debug, Default, Args)]
pub struct Run {
    /// Serve Discord's HTTP interactions at this address instead of using the gateway.
    #[arg(long, value_name = "ADDR")]
    pub interactions: Option<std::net::SocketAddr>,
    /// Serve health and metrics at this address.
    #[arg(long, value_name = "ADDR")]
    pub status: Option<std::net::SocketAddr>,
    /// The shards of the gateway that this process runs: A-B/N, counted from 0. All that Discord advises without it.
    #[arg(long, value_name = "A-B/N", conflicts_with = "interactions")]
    pub shards: Option<Shards>,
}

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
        Ok(Some(Secret(token.to_owned())))
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

/// What is wrong with the configuration, with the remedy.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Something that never prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.trim().to_owned()))
    }
}

/// A variable that is set to nothing (`DISCORD_GUILD_ID=` in .env) is not set.
#[derive(Clone, Copy, Debug)]
struct Given<T>(Option<T>);

impl<T: FromStr> FromStr for Given<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() { Ok(Self(None)) } else { text.parse().map(|value| Self(Some(value))) }
    }
}

/// Where the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// One file.
    Sqlite(PathBuf),
    /// A `PostgreSQL` server that several machines share: its address, which may hold a password.
    Postgres(Secret),
}

impl StoreUrl {
    /// Used when nothing else is said.
    pub const DEFAULT: &str = "sqlite:data/receipts.db";
}

impl FromStr for StoreUrl {
    type Err = ConfigError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let url = if url.is_empty() { Self::DEFAULT } else { url };
        let refuse =
            |why: &str| Err(ConfigError(format!("--store or DATABASE_URL: {why}; write sqlite:PATH or postgres://..")));
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(Secret(url.to_owned())));
        }
        match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            None => refuse("no kind of store is named"),
            Some("" | ":memory:") => refuse("no file is named"),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }
}

/// The shards that one process runs: from the first to the last, of all that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shards {
    /// The first one, counted from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// How many there are in all processes together.
    pub total: u32,
}

impl Shards {
    /// How many this process runs.
    pub fn count(self) -> u32 {
        (self.last - self.first).saturating_add(1)
    }
}

impl FromStr for Shards {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = || {
            let (range, total) = text.split_once('/')?;
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some(Self { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok()? })
        };
        parsed()
            .filter(|s| s.first <= s.last && s.last < s.total)
            .ok_or_else(|| "write A-B/N, counted from 0, such as 0-3/8".to_owned())
    }
}

/// A calendar date, month or year; whether there is such a day shows when it is used.
fn date(text: &str) -> Result<String, String> {
    let widths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if digits && matches!(widths[..], [4] | [4, 2] | [4, 2, 2]) {
        Ok(text.to_owned())
    } else {
        Err("write it as 2021-12-28, 2021-12 or 2021".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Config::command().debug_assert();
    }

    #[test]
    fn stores_are_parsed_at_the_border() {
        for (url, path) in [
            ("sqlite:data/x.db", "data/x.db"),
            ("sqlite:///var/x.db", "/var/x.db"),
            ("sqlite:/var/x.db", "/var/x.db"),
            ("", "data/receipts.db"),
        ] {
            assert_eq!(url.parse(), Ok(StoreUrl::Sqlite(path.into())), "{url}");
        }
        for url in ["postgres://user:hunter2@host/db", "postgresql://user:hunter2@host/db"] {
            let shared: StoreUrl = url.parse().expect("an address");
            assert!(matches!(&shared, StoreUrl::Postgres(address) if address.reveal() == url), "{shared:?}");
            assert!(!format!("{shared:?}").contains("hunter2"), "{shared:?}");
        }
        for url in ["mysql://user:hunter2@host/db", "data/x.db", "sqlite:", "sqlite::memory:", "postgres:x"] {
            let refusal = url.parse::<StoreUrl>().expect_err(url).to_string();
            assert!(refusal.contains("sqlite:PATH") && !refusal.contains("hunter2"), "{refusal}");
        }
    }

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

    #[test]
    fn shards_are_a_range_of_all() {
        assert_eq!("0-3/8".parse(), Ok(Shards { first: 0, last: 3, total: 8 }));
        assert_eq!("2/4".parse(), Ok(Shards { first: 2, last: 2, total: 4 }));
        for bad in ["", "3-1/8", "0-8/8", "a-b/c", "1"] {
            assert!(bad.parse::<Shards>().is_err(), "{bad}");
        }
    }
}
