//! What is asked where somebody mentions the bot in a message?
//!
//! Discord hands over the words of a message only where they mention the bot. The words are answered as `/ask` would,
//! in a reply that pings nobody, and kept nowhere. One answer is worked out at a time.

use std::sync::Arc;

use serenity::all::{GuildId, Http, Message as Incoming, MessageType, Nonce, UserId};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::Instant;
use tracing::{error, warn};

use super::outcome::Outcome;
use super::patience::Failure;
use super::reception::Reception;
use super::respond::{self, Shown, refusal};
use super::{convert, patience};
use crate::commands::{Desk, Office, Server};
use crate::render::discord::Message;

/// Answers mentions, one after the other.
pub(super) struct Listener {
    reception: Arc<Reception>,
    /// Those that are answered or wait.
    places: Semaphore,
    turn: Semaphore,
}

/// More than so many wait for nobody: what comes then is not answered.
const MOST_WAITING: usize = 8;
/// Characters of a question; commands take as many.
const LONGEST: usize = 1000;

impl Listener {
    pub(super) fn new(reception: Arc<Reception>) -> Self {
        Self { reception, places: Semaphore::new(MOST_WAITING), turn: Semaphore::new(1) }
    }

    /// Answers a message if it asks the bot something, by what it says to `me`.
    pub(super) async fn hear(&self, http: &Http, me: UserId, message: Incoming) {
        let Some(question) = question(&message, me) else { return };
        let server = message.guild_id.map(GuildId::get);
        let channel = message.channel_id.get();
        if server.is_some_and(|server| !self.reception.office().is_public(Server(server), &[channel])) {
            // A reply can't be private, and those who look after the server want no public one here.
            return;
        }
        if self.reception.limits().admit(message.author.id.get(), server).is_err() {
            // Only a private line could tell without disturbing everybody, and a reply can't be private.
            return self.reception.count(self.reception.metrics().mention()).came_to(Outcome::Limited);
        }
        let Ok(_place) = self.places.try_acquire() else {
            warn!("More than {MOST_WAITING} mentions at once: one is not answered");
            return;
        };
        let Ok(_turn) = self.turn.acquire().await else { return };
        let office = Arc::clone(self.reception.office());
        let count = self.reception.count(self.reception.metrics().mention());
        let work = spawn_blocking(move || {
            let server = server.map(Server);
            let (message, outcome) = answer(&office, server, &question);
            count.came_to(outcome);
            if let (Some(server), Outcome::NothingFound) = (server, outcome) {
                office.asked_in_vain(server, &question);
            }
            let asked = if question.starts_with('/') { question } else { format!("/ask question: {question}") };
            respond::reportable(message, server.is_some(), &asked).in_public()
        });
        let answer = work.await.unwrap_or_else(|panic| {
            error!("a mention can't be answered: {panic}");
            Message::notice(respond::BROKE)
        });
        let plain = answer.without_files();
        let sent = reply(http, answer, &message).await;
        // Where the bot may write, but attach nothing, the words go alone.
        if let (Err(Failure::Refused { .. }), Some(plain)) = (&sent, plain) {
            let _ = reply(http, plain, &message).await;
        }
    }
}

/// Replies to a message.
async fn reply(http: &Http, answer: Message, message: &Incoming) -> Result<(), Failure> {
    let files = convert::files(&answer);
    // The same number on every attempt: what did arrive is not said again.
    let reply = convert::reply(answer, message).nonce(Nonce::String(format!("m{}", message.id))).enforce_nonce(true);
    let attempt = async || http.send_message(message.channel_id, files.clone(), &reply).await.map(drop);
    let sent = patience::in_time(Instant::now(), attempt).await;
    if let Err(failure) = &sent {
        warn!("An answer to a mention did not reach Discord: {failure}");
    }
    sent
}

/// What a message asks the bot: its words without the mention. `None` where it asks nothing: a reply or a ping of
/// everybody mentions the bot without meaning it, and bots do not talk to each other.
fn question(message: &Incoming, me: UserId) -> Option<String> {
    let asked = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !asked || message.author.bot || message.author.id == me || message.webhook_id.is_some() {
        return None;
    }
    without_mention(&message.content, me)
}

/// The words around every mention of `me`; `None` when there is none.
fn without_mention(content: &str, me: UserId) -> Option<String> {
    let mentions = [format!("<@{me}>"), format!("<@!{me}>")];
    if !mentions.iter().any(|mention| content.contains(mention.as_str())) {
        return None;
    }
    let words = mentions.iter().fold(content.to_owned(), |words, mention| words.replace(mention.as_str(), " "));
    // "@Receipts, when ..." and "hey @Receipts: when ..." leave a mark behind.
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
    Some(words.trim_start_matches([',', ':', ';', '-', '–', '—', '.', ' ']).trim_end().to_owned())
}

fn answer(office: &Office, server: Option<Server>, question: &str) -> Shown {
    if question.is_empty() {
        let example = Desk::command("ask").map(|ask| ask.example(office.desk().archive())).unwrap_or_default();
        return refusal(&format!("Ask me in the same message. {example} works the same, and /help tells more."));
    }
    if question.chars().count() > LONGEST {
        return refusal("That is too long for me. Ask in at most 1000 characters.");
    }
    respond::shown("a mention", office.desk_of(server).and_then(|desk| desk.ask(question)))
}

#[cfg(test)]
mod tests {
    use serenity::json;

    use super::*;

    fn message(content: &str, more: &str) -> Incoming {
        let author = r#"{"id":"5","username":"fan","discriminator":"0","avatar":null,"bot":BOT}"#;
        let author = author.replace("BOT", if more.contains("\"bot\"") { "true" } else { "false" });
        let content = json::to_string(&content).expect("JSON");
        let text = format!(
            r#"{{"id":"9","channel_id":"8","author":{author},"content":{content},"timestamp":"2026-01-01T00:00:00Z",
            "edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],
            "attachments":[],"embeds":[],"pinned":false{more}}}"#
        );
        json::from_str(text).expect("a message")
    }

    #[test]
    fn a_question_is_what_stands_around_the_mention() {
        for (content, expected) in [
            ("<@7> When did they meet?", Some("When did they meet?")),
            ("hey <@!7>, who is Ann?", Some("hey, who is Ann?")),
            ("<@7>: who is Ann <@7>", Some("who is Ann")),
            ("<@7>", Some("")),
            ("<@77> who is Ann?", None),
            ("@everyone who is Ann?", None),
            ("<@&7> who is Ann?", None),
            ("", None),
        ] {
            let asked = question(&message(content, r#","type":0"#), UserId::new(7));
            assert_eq!(asked.as_deref(), expected, "{content}");
        }
    }

    #[test]
    fn bots_webhooks_and_news_of_the_server_ask_nothing() {
        for more in [r#","type":0,"bot":1"#, r#","type":0,"webhook_id":"3""#, r#","type":7"#] {
            assert_eq!(question(&message("<@7> who is Ann?", more), UserId::new(7)), None, "{more}");
        }
        assert!(question(&message("<@7> who is Ann?", r#","type":19"#), UserId::new(7)).is_some());
        assert_eq!(question(&message("<@7> who is Ann?", r#","type":0"#), UserId::new(5)), None);
    }
}
