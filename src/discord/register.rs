//! How do the commands look to Discord?
//!
//! Everything derives from the slice of commands and the languages; a command is never described twice.

use serenity::all::{CommandOptionType, CommandType, InstallationContext, InteractionContext, Permissions};
use serenity::builder::{CreateCommand, CreateCommandOption};

use super::language::{Use, translations};
use super::request::PRIVATE;
use crate::commands::{
    ADMIN, ADMIN_DESCRIPTION, ADMIN_NAME, ALL, AdminOption, Command, CommandOption, ON_MESSAGES, Takes,
};

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
    let on_messages = ON_MESSAGES.iter().map(|c| named(c.name).kind(CommandType::Message));
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
        let definition = described_option(CommandOptionType::SubCommand, command.name, command.description);
        command.options.iter().fold(definition, |definition, o| definition.add_sub_option(admin_option(o)))
    });
    let command = described(ADMIN_NAME, ADMIN_DESCRIPTION)
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

/// What every look-up takes besides: it changes who sees the answer, not what it is, so no command knows of it.
const PRIVATE_DESCRIPTION: &str = "Only you see the answer";

fn definition(command: &Command) -> CreateCommand {
    let private = described_option(CommandOptionType::Boolean, PRIVATE, PRIVATE_DESCRIPTION);
    let options = command.options.iter().map(option).chain([private]);
    described(command.name, command.description).set_options(options.collect())
}

fn option(option: &CommandOption) -> CreateCommandOption {
    described_option(CommandOptionType::String, option.name, option.description)
        .required(option.required)
        .set_autocomplete(option.names)
        .max_length(if option.names { LONGEST_NAME } else { LONGEST_TEXT })
}

fn admin_option(option: &AdminOption) -> CreateCommandOption {
    let kind = match option.takes {
        Takes::File => CommandOptionType::Attachment,
        Takes::Channel => CommandOptionType::Channel,
        _ => CommandOptionType::String,
    };
    let described = described_option(kind, option.name, option.description).required(option.required);
    if kind != CommandOptionType::String {
        return described;
    }
    let longest = if option.takes.completes() { LONGEST_NAME } else { LONGEST_TEXT };
    described.set_autocomplete(option.takes.completes()).max_length(longest)
}

/// A command by its name in every language.
fn named(name: &str) -> CreateCommand {
    let all = translations(name, Use::Command);
    all.fold(CreateCommand::new(name), |command, (locale, name)| command.name_localized(locale, name))
}

fn described(name: &str, description: &str) -> CreateCommand {
    let all = translations(description, Use::Description);
    let command = named(name).description(description);
    all.fold(command, |command, (locale, description)| command.description_localized(locale, description))
}

fn described_option(kind: CommandOptionType, name: &str, description: &str) -> CreateCommandOption {
    let used = if kind == CommandOptionType::SubCommand { Use::Command } else { Use::Option };
    let option = CreateCommandOption::new(kind, name, description);
    let option = translations(name, used).fold(option, |option, (locale, name)| option.name_localized(locale, name));
    let all = translations(description, Use::Description);
    all.fold(option, |option, (locale, description)| option.description_localized(locale, description))
}
