//! How do the commands look to Discord?
//!
//! Everything derives from the slice of commands; a command is never described twice.

use serenity::all::{CommandOptionType, CommandType, InstallationContext, InteractionContext, Permissions};
use serenity::builder::{CreateCommand, CreateCommandOption};

use crate::commands::{ADMIN, ADMIN_DESCRIPTION, ADMIN_NAME, ALL, Command, CommandOption, ON_MESSAGES};

/// Where the commands are to appear.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In every server that invites the bot, for every user who installs it, and in direct messages.
    Everywhere,
    /// In one guild, where Discord knows no contexts.
    Guild,
}

/// The commands as Discord registers them: look-ups, those on messages, and those of admins.
pub(super) fn definitions(scope: Scope) -> Vec<CreateCommand> {
    let look_ups = ALL.iter().map(|command| definition(command));
    let on_messages = ON_MESSAGES.iter().map(|c| CreateCommand::new(c.name).kind(CommandType::Message));
    let everywhere = look_ups.chain(on_messages).map(|command| match scope {
        Scope::Guild => command,
        Scope::Everywhere => command
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel]),
    });
    everywhere.chain([admin(scope)]).collect()
}

/// One command whose subcommands are what admins can do, in servers alone.
fn admin(scope: Scope) -> CreateCommand {
    let subcommands = ADMIN.iter().map(|command| {
        let kind = CommandOptionType::SubCommand;
        let definition = CreateCommandOption::new(kind, command.name, command.description);
        command.options.iter().fold(definition, |definition, o| definition.add_sub_option(option(o)))
    });
    let command = CreateCommand::new(ADMIN_NAME)
        .description(ADMIN_DESCRIPTION)
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .set_options(subcommands.collect());
    match scope {
        Scope::Guild => command,
        Scope::Everywhere => {
            command.integration_types(vec![InstallationContext::Guild]).contexts(vec![InteractionContext::Guild])
        }
    }
}

/// Names that autocomplete are at most this long, as suggestions are.
const LONGEST_NAME: u16 = 100;
/// Nobody asks a longer question, and none costs more to refuse.
const LONGEST_TEXT: u16 = 1000;

fn definition(command: &Command) -> CreateCommand {
    CreateCommand::new(command.name)
        .description(command.description)
        .set_options(command.options.iter().map(option).collect())
}

fn option(option: &CommandOption) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, option.name, option.description)
        .required(option.required)
        .set_autocomplete(option.names)
        .max_length(if option.names { LONGEST_NAME } else { LONGEST_TEXT })
}
