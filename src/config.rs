//! What was the program called with?
//!
//! One structure is the command line, its help and the environment. Reads no store and connects to nothing;
//! secrets never print.

mod discord;
mod secret;
mod settings;
mod shards;
mod store_url;

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

pub use self::discord::Discord;
pub use self::secret::Secret;
pub use self::settings::{Setting, settings};
pub use self::shards::Shards;
pub use self::store_url::StoreUrl;

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
            // Where the folder may not be looked into, as with `sudo -u` in somebody's own, nothing in it is meant.
            Err(e) if Path::new(".env").exists() => Err(ConfigError(unreadable(&e))),
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
    /// Hand the store of the bundled articles to the process that asks, on stdout.
    #[command(hide = true)]
    Bundled,
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

/// What is wrong with the configuration, with the remedy.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

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

/// Why `.env` can't be read. A line is told by its number alone: it may hold a secret.
fn unreadable(error: &dotenvy::Error) -> String {
    let dotenvy::Error::LineParse(line, _) = error else {
        return format!(".env: {error}; check the file and its permissions");
    };
    let file = std::fs::read_to_string(".env").unwrap_or_default();
    let first = line.lines().next().unwrap_or_default();
    let number = file.lines().position(|other| other.trim() == first.trim()).map_or(1, |before| before + 1);
    format!(".env, line {number}: not NAME=value; write it so, and end quotation marks where they begin")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Config::command().debug_assert();
    }
}
