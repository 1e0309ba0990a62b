//! How do the commands look to Discord?
//!
//! Everything derives from the slice of commands; a command is never described twice.

use serenity::all::{CommandOptionType, InstallationContext, InteractionContext};
use serenity::builder::{CreateCommand, CreateCommandOption};

use crate::commands::{Command, CommandOption};

/// Where the commands are to appear.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In every server that invites the bot, for every user who installs it, and in direct messages.
    Everywhere,
    /// In one guild, where Discord knows no contexts.
    Guild,
}

/// The commands as Discord registers them.
pub(super) fn definitions(commands: &[&Command], scope: Scope) -> Vec<CreateCommand> {
    commands.iter().map(|command| definition(command, scope)).collect()
}

/// Names that autocomplete are at most this long, as suggestions are.
const LONGEST_NAME: u16 = 100;
/// Nobody asks a longer question, and none costs more to refuse.
const LONGEST_TEXT: u16 = 1000;

fn definition(command: &Command, scope: Scope) -> CreateCommand {
    let definition = CreateCommand::new(command.name)
        .description(command.description)
        .set_options(command.options.iter().map(option).collect());
    match scope {
        Scope::Guild => definition,
        Scope::Everywhere => definition
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel]),
    }
}

fn option(option: &CommandOption) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, option.name, option.description)
        .required(option.required)
        .set_autocomplete(option.names)
        .max_length(if option.names { LONGEST_NAME } else { LONGEST_TEXT })
}
