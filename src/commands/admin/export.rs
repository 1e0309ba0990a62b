//! `/admin export`: what does the bot hold of this server?
//!
//! JSON lines: articles as `receipts export` writes them, so that they can be built elsewhere; decisions; channels.

use serde_json::{Value, json};

use super::decide::manual;
use super::list::counted;
use super::{AdminCommand, Call, Office};
use crate::answer::{Answer, Document};
use crate::commands::AskError;
use crate::domain::{Article, Edtf};
use crate::store::Ruled;

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "export",
    description: "Everything that this server added and decided, as a file",
    options: &[],
    answer,
};

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let server = call.server();
    let (own, ruled) = (office.ledger().own_articles(server.0)?, office.ledger().rulings(server.0)?);
    let channels = office.archives.channels(server);
    let answer = manual("Export");
    if own.is_empty() && ruled.is_empty() && channels.is_empty() {
        return Ok(answer.says("Nothing was added or decided in this server."));
    }
    let says = format!(
        "The file holds {}, {} and {}. If you see none, I may not attach files here.",
        counted(own.len(), "article"),
        counted(ruled.len(), "decision"),
        counted(channels.len(), "channel")
    );
    let channel = |channel: u64| json!({"type": "channel", "channel": channel.to_string()});
    let lines = own.iter().map(article).chain(ruled.iter().map(decision)).chain(channels.into_iter().map(channel));
    let text = lines.map(|line| line.to_string()).collect::<Vec<_>>().join("\n");
    let about = "What this server added and decided, one JSON object a line";
    Ok(Answer { document: Some(Document { name: "server.jsonl", about, text }), ..answer.says(says) })
}

fn article(own: &Article) -> Value {
    json!({
        "type": "article", "article": own.id, "date": own.date.as_ref().map(Edtf::as_str), "title": own.title(),
        "outlet": own.outlet, "url": own.url, "text": own.text,
    })
}

fn decision(ruled: &Ruled) -> Value {
    json!({
        "type": "decision", "number": ruled.id, "day": ruled.day, "says": ruled.ruling.to_string(),
        "decision": ruled.ruling,
    })
}
