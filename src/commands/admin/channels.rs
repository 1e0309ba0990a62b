//! `/admin channels`: where may answers be given where everybody sees them?
//!
//! Nowhere named means everywhere. Elsewhere answers are for the one who asks alone.

use super::decide::manual;
use super::{AdminCommand, AdminOption, Call, Office, Takes};
use crate::answer::Answer;
use crate::commands::{AskError, given};

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "channels",
    description: "Where I may answer in public; elsewhere only the one who asks sees the answer",
    options: &[
        AdminOption { name: "allow", description: "Answer in public here", required: false, takes: Takes::Channel },
        AdminOption { name: "take-off", description: "No longer here", required: false, takes: Takes::Channel },
    ],
    answer,
};

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    office.keeps_archives()?;
    for (option, named) in [("allow", true), ("take-off", false)] {
        let Some(channel) = given(call.options, option) else { continue };
        let wrong = || AskError::Asked(format!("`{option}` is a channel of this server."));
        let channel: u64 = channel.trim_start_matches("<#").trim_end_matches('>').parse().map_err(|_| wrong())?;
        office.ledger().set_channel(call.server().0, channel, named)?;
        let what = if named { "Public answers are allowed in" } else { "Public answers are no longer allowed in" };
        office.remember(call, &format!("{what} channel {channel}"));
        office.archives.catch_up()?;
    }
    let named = office.archives.channels(call.server());
    let answer = manual("Channels");
    if named.is_empty() {
        return Ok(answer.says("No channel is named: I answer in public everywhere."));
    }
    let answer = answer.says("I answer in public in these channels; elsewhere only the one who asks sees the answer:");
    Ok(named.iter().fold(answer, |answer, channel| answer.says(format!("• channel {channel}"))))
}
