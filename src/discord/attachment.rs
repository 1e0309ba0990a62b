//! How does a file that somebody gave in Discord get here?
//!
//! From Discord's own hosts, or from whoever stands in their place, and from nowhere else; within limits of size and
//! time.

use std::future::Future;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use tokio::time::timeout;

use super::Settings;
use super::wire::Attachment;
use crate::article::MOST_BYTES;
use crate::commands::File;

/// Where files are fetched from.
pub(super) struct Files {
    /// None when there can't be one: then nothing is fetched.
    client: Option<Client>,
    /// What stands in the place of Discord.
    proxy: Option<Url>,
}

/// Where Discord keeps files.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// How long one may take: the answer is announced meanwhile.
const PATIENCE: Duration = Duration::from_secs(20);

impl Files {
    pub(super) fn new(settings: &Settings) -> Self {
        let made = || Client::builder().redirect(Policy::none()).no_proxy().build().ok();
        let proxy = settings.proxy.as_deref().and_then(|proxy| Url::parse(proxy).ok());
        Self { client: settings.client.clone().or_else(made), proxy }
    }

    /// Fetches a file; an error tells whoever gave it what to do.
    pub(super) fn fetch(&self, file: Attachment) -> impl Future<Output = Result<File, String>> + use<> {
        let url = Url::parse(&file.url).ok().filter(|url| self.trusts(url));
        let (client, Attachment { filename: name, size, .. }) = (self.client.clone(), file);
        async move {
            let (Some(client), Some(url)) = (client, url) else {
                return Err(format!("{name} is not where Discord keeps files: attach it to the command itself."));
            };
            let too_large = || format!("{name} is too large: a file may have {} MB.", MOST_BYTES >> 20);
            if size > MOST_BYTES {
                return Err(too_large());
            }
            let lost = || format!("{name} can't be fetched from Discord now: please try again.");
            let fetched = timeout(PATIENCE, bytes(&client, url)).await.map_err(|_| lost())?;
            match fetched.map_err(|_| lost())? {
                Some(bytes) => Ok(File { name, bytes, media: None }),
                None => Err(too_large()),
            }
        }
    }

    fn trusts(&self, url: &Url) -> bool {
        let discord =
            url.scheme() == "https" && url.port().is_none() && url.host_str().is_some_and(|h| HOSTS.contains(&h));
        let proxy = self.proxy.as_ref().is_some_and(|proxy| proxy.origin() == url.origin());
        discord || proxy
    }
}

/// All of it; `None` when that is too much.
async fn bytes(client: &Client, url: Url) -> reqwest::Result<Option<Vec<u8>>> {
    let mut response = client.get(url).send().await?.error_for_status()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > MOST_BYTES {
            return Ok(None);
        }
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_discord_s_hosts_are_trusted() {
        let files =
            |proxy: Option<&str>| Files::new(&Settings { proxy: proxy.map(str::to_owned), ..Settings::default() });
        let (discord, proxied) = (files(None), files(Some("http://127.0.0.1:9")));
        for (url, by_discord, by_proxy) in [
            ("https://cdn.discordapp.com/attachments/1/2/a.txt?ex=1", true, true),
            ("https://media.discordapp.net/a.txt", true, true),
            ("http://cdn.discordapp.com/a.txt", false, false),
            ("https://cdn.discordapp.com:8443/a.txt", false, false),
            ("https://cdn.discordapp.com.example/a.txt", false, false),
            ("https://user@example.com/cdn.discordapp.com", false, false),
            ("http://127.0.0.1:9/a.txt", false, true),
            ("http://127.0.0.1:10/a.txt", false, false),
            ("file:///etc/passwd", false, false),
        ] {
            let url = Url::parse(url).expect("an address");
            assert_eq!((discord.trusts(&url), proxied.trusts(&url)), (by_discord, by_proxy), "{url}");
        }
    }
}
