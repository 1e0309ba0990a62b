//! How does a message become what Discord takes?
//!
//! Names only: every limit has been kept and every text escaped by `render`.

use serenity::all::{ButtonStyle, MessageReference};
use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditAttachments, EditInteractionResponse,
};

use crate::render::discord::{Button, Embed, Menu, MenuOption, Message, escape};
use crate::render::picture::Picture;

/// The menu's id: all that a pick has to bring back is the command that it carries.
pub(super) const MENU: &str = "ask";
/// The same for a menu that one alone sees, when everybody is to see the answer.
pub(super) const PUBLIC_MENU: &str = "ask publicly";

/// What a message of ours said, as its readers saw it, by its texts as sent.
pub(super) fn words_of(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| escape::seen(text)).collect();
    let lines = texts.iter().flat_map(|text| text.lines().chain([""]));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix("> ").unwrap_or(line)).collect();
    lines.join("\n").trim_end().to_owned()
}

/// What goes over the wire beside a message, in the order in which the message names it.
pub(super) fn files(message: &Message) -> Vec<CreateAttachment> {
    let picture = message.picture.iter().map(|picture| CreateAttachment::bytes(picture.png.clone(), picture.name));
    let document = message.document.iter().map(|file| CreateAttachment::bytes(file.text.clone(), file.name));
    picture.chain(document).collect()
}

/// What a message says of its files; their bytes go beside it.
fn attachments(message: &Message) -> Vec<CreateAttachment> {
    let named = |name: &str, about: &str| CreateAttachment::bytes([], name).description(about);
    let picture = message.picture.iter().map(|picture| named(picture.name, &picture.alt));
    picture.chain(message.document.iter().map(|file| named(file.name, file.about))).collect()
}

/// A first answer, or the replacement of one: what the message does not have is taken away, a picture too.
pub(super) fn response(message: Message) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .files(attachments(&message))
        .content(message.content)
        .embeds(embeds(message.embed, message.picture.as_ref()))
        .components(rows(message.menu, message.buttons))
        .allowed_mentions(CreateAllowedMentions::new())
        .ephemeral(message.private)
}

/// The answer that follows a deferral; it is as private as the deferral was.
pub(super) fn edit(message: Message) -> EditInteractionResponse {
    let attached = attachments(&message).into_iter().fold(EditAttachments::new(), EditAttachments::add);
    EditInteractionResponse::new()
        .attachments(attached)
        .content(message.content)
        .embeds(embeds(message.embed, message.picture.as_ref()))
        .components(rows(message.menu, message.buttons))
        .allowed_mentions(CreateAllowedMentions::new())
}

/// A message of its own after the first answer.
pub(super) fn followup(message: Message) -> CreateInteractionResponseFollowup {
    CreateInteractionResponseFollowup::new()
        .files(attachments(&message))
        .content(message.content)
        .embeds(embeds(message.embed, message.picture.as_ref()))
        .components(rows(message.menu, message.buttons))
        .allowed_mentions(CreateAllowedMentions::new())
        .ephemeral(message.private)
}

/// The same as a reply to somebody's message, who is not pinged; the reply stands by itself when theirs is gone.
pub(super) fn reply(message: Message, to: &serenity::all::Message) -> CreateMessage {
    let reference = MessageReference::from(to).fail_if_not_exists(false);
    CreateMessage::new()
        .files(attachments(&message))
        .content(message.content)
        .embeds(embeds(message.embed, message.picture.as_ref()))
        .components(rows(message.menu, message.buttons))
        .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
        .reference_message(reference)
}

fn embeds(shown: Option<Embed>, picture: Option<&Picture>) -> Vec<CreateEmbed> {
    let with_picture = |embed: CreateEmbed| match picture {
        Some(picture) => embed.attachment(picture.name),
        None => embed,
    };
    shown.map(embed).map(with_picture).into_iter().collect()
}

fn embed(embed: Embed) -> CreateEmbed {
    let mut shown = CreateEmbed::new()
        .colour(embed.colour)
        .fields(embed.fields.into_iter().map(|field| (field.name, field.value, false)));
    if !embed.title.is_empty() {
        shown = shown.title(embed.title);
    }
    if !embed.description.is_empty() {
        shown = shown.description(embed.description);
    }
    if embed.footer.is_empty() { shown } else { shown.footer(CreateEmbedFooter::new(embed.footer)) }
}

/// What can be picked, below it what can be pressed.
fn rows(menu: Option<Menu>, buttons: Vec<Button>) -> Vec<CreateActionRow> {
    let pressed: Vec<CreateButton> = buttons.into_iter().map(button).collect();
    let pressed = (!pressed.is_empty()).then_some(CreateActionRow::Buttons(pressed));
    menu.map(row).into_iter().chain(pressed).collect()
}

fn button(button: Button) -> CreateButton {
    let style = if button.quiet { ButtonStyle::Secondary } else { ButtonStyle::Primary };
    CreateButton::new(button.id).label(button.label).style(style)
}

fn row(menu: Menu) -> CreateActionRow {
    let options = menu.options.into_iter().map(option).collect();
    let id = if menu.publicly { PUBLIC_MENU } else { MENU };
    let kind = CreateSelectMenuKind::String { options };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind).placeholder(menu.placeholder))
}

fn option(option: MenuOption) -> CreateSelectMenuOption {
    let shown = CreateSelectMenuOption::new(option.label, option.command);
    if option.description.is_empty() { shown } else { shown.description(option.description) }
}
