//! What message does Discord show for an answer?
//!
//! Plain data within Discord's limits, however long the evidence; nothing here sends it. Article text stays text
//! ([`escape`]), and a quotation that has to be cut says that it continues.

use std::collections::BTreeSet;

use crate::answer::{Action, Answer, Choice, Document, Kind};
use crate::render::picture::Picture;

mod embed;
pub mod escape;
mod shares;

/// One message, ready to be sent with no mention allowed to ping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Text above the embed; at most [`MOST_CONTENT`].
    pub content: String,
    /// The answer itself.
    pub embed: Option<Embed>,
    /// What can be picked under it.
    pub menu: Option<Menu>,
    /// What can be pressed under it; at most [`MOST_BUTTONS`], no two with the same id.
    pub buttons: Vec<Button>,
    /// What is attached and shown in the embed.
    pub picture: Option<Picture>,
    /// A file to be kept, beside it.
    pub document: Option<Document>,
    /// Only the one who asked sees it.
    pub private: bool,
}

/// One embed. All its texts together hold at most [`MOST_EMBED`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    /// At most [`MOST_TITLE`]; may be empty.
    pub title: String,
    /// At most [`MOST_DESCRIPTION`]; may be empty.
    pub description: String,
    /// 0xRRGGBB.
    pub colour: u32,
    /// At most [`MOST_FIELDS`].
    pub fields: Vec<Field>,
    /// One line; may be empty.
    pub footer: String,
}

/// A heading and a text; neither is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// At most [`MOST_FIELD_NAME`].
    pub name: String,
    /// At most [`MOST_FIELD_VALUE`].
    pub value: String,
}

/// A button: pressing it brings its id back and nothing else, however long after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// At most [`MOST_BUTTON_LABEL`]; not blank.
    pub label: String,
    /// At most [`MOST_ID`]: the command line or question that it asks.
    pub id: String,
    /// Not what most people press.
    pub quiet: bool,
}

/// A select menu of 1 to [`MOST_OPTIONS`] options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// Shown while nothing is picked.
    pub placeholder: String,
    /// What is picked is answered for everybody, though the menu is not.
    pub publicly: bool,
    /// No two with the same command.
    pub options: Vec<MenuOption>,
}

/// What can be picked. Each text holds at most [`MOST_OPTION_TEXT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuOption {
    /// The name.
    pub label: String,
    /// What tells it apart; may be empty.
    pub description: String,
    /// The command line or question that picking it asks.
    pub command: String,
}

/// UTF-16 code units of a message's text.
pub const MOST_CONTENT: usize = 2000;
/// UTF-16 code units of one embed, all its texts together.
pub const MOST_EMBED: usize = 6000;
/// UTF-16 code units of an embed's title.
pub const MOST_TITLE: usize = 256;
/// UTF-16 code units of an embed's description.
pub const MOST_DESCRIPTION: usize = 4096;
/// UTF-16 code units of the footer; Discord allows 2048, one line is enough.
pub const MOST_FOOTER: usize = 300;
/// Fields of an embed.
pub const MOST_FIELDS: usize = 25;
/// UTF-16 code units of a field's heading.
pub const MOST_FIELD_NAME: usize = 256;
/// UTF-16 code units of a field's text.
pub const MOST_FIELD_VALUE: usize = 1024;
/// Options of a select menu, and suggestions while typing.
pub const MOST_OPTIONS: usize = 25;
/// UTF-16 code units of an option's label, description and value, and of a suggestion while typing.
pub const MOST_OPTION_TEXT: usize = 100;

/// Buttons under a message: one row.
pub const MOST_BUTTONS: usize = 5;
/// UTF-16 code units of a button's text.
pub const MOST_BUTTON_LABEL: usize = 80;
/// UTF-16 code units of what a button or a menu brings back.
pub const MOST_ID: usize = 100;

impl Message {
    /// The answer, shown to everybody in the channel.
    pub fn answer(answer: &Answer) -> Self {
        let (buttons, rest) = buttons(answer);
        let embed = Some(embed::embed(answer, &rest));
        // Which one was meant is the asker's business; the answer then is everybody's.
        let (menu, document, private) = (menu(answer), answer.document.clone(), answer.kind == Kind::WhichOne);
        Self { embed, menu, buttons, document, private, ..Self::default() }
    }

    /// The same with one more button, when there is room for it; an id that is too long is cut, and says so. A notice
    /// has no buttons.
    #[must_use]
    pub fn with_button(mut self, label: &str, id: &str) -> Self {
        let (label, id) = (escape::fit_plain(label, MOST_BUTTON_LABEL).text, escape::fit_plain(id, MOST_ID).text);
        let takes = !label.is_empty() && !id.is_empty() && self.buttons.iter().all(|button| button.id != id);
        if takes && self.embed.is_some() && self.buttons.len() < MOST_BUTTONS {
            self.buttons.push(Button { label, id, quiet: true });
        }
        self
    }

    /// The same with a picture in its embed; the text says all of it, too.
    #[must_use]
    pub fn with_picture(self, picture: Option<Picture>) -> Self {
        Self { picture: picture.filter(|_| self.embed.is_some()), ..self }
    }

    /// The same in words alone; `None` where it is that.
    pub fn without_files(&self) -> Option<Self> {
        let has_files = self.picture.is_some() || self.document.is_some();
        has_files.then(|| Self { picture: None, document: None, ..self.clone() })
    }

    /// The same for the one who asked alone, and whatever is picked from its menu, too.
    #[must_use]
    pub fn kept_private(mut self) -> Self {
        self.private = true;
        self.menu.iter_mut().for_each(|menu| menu.publicly = false);
        self
    }

    /// The same for everybody, with its menu.
    #[must_use]
    pub fn in_public(mut self) -> Self {
        self.private = false;
        self.menu.iter_mut().for_each(|menu| menu.publicly = false);
        self
    }

    /// One line of ours, only for the one who asked: an error and its remedy.
    pub fn notice(line: &str) -> Self {
        let fitted = escape::fit(line, MOST_CONTENT).text;
        let content = if fitted.trim().is_empty() { "Something went wrong.".to_owned() } else { fitted };
        Self { content, private: true, ..Self::default() }
    }
}

/// One for each action, and the commands of those that do not fit: they can still be typed.
fn buttons(answer: &Answer) -> (Vec<Button>, Vec<String>) {
    let (mut buttons, mut rest): (Vec<Button>, Vec<String>) = (Vec::new(), Vec::new());
    for Action { label, command } in &answer.actions {
        let label = escape::fit_plain(label, MOST_BUTTON_LABEL).text;
        let id = command.trim();
        if buttons.iter().any(|button| button.id == id) || rest.iter().any(|known| known == id) || id.is_empty() {
            continue;
        }
        // One is left for the report.
        if label.is_empty() || escape::length(id) > MOST_ID || buttons.len() == MOST_BUTTONS - 1 {
            rest.push(id.to_owned());
        } else {
            buttons.push(Button { label, id: id.to_owned(), quiet: false });
        }
    }
    (buttons, rest)
}

/// The candidates of an ambiguous name, else the questions that could be asked instead.
fn menu(answer: &Answer) -> Option<Menu> {
    let (placeholder, options): (_, Vec<_>) = if answer.choices.is_empty() {
        ("Ask this instead", answer.suggestions.iter().filter_map(|s| menu_option(s, "", s)).collect())
    } else {
        let option = |c: &Choice| menu_option(&c.label, &c.description, &c.command);
        ("Which one?", answer.choices.iter().filter_map(option).collect())
    };
    let mut seen = BTreeSet::new();
    let mut options: Vec<MenuOption> = options.into_iter().filter(|o| seen.insert(o.command.clone())).collect();
    options.truncate(MOST_OPTIONS);
    let publicly = answer.kind == Kind::WhichOne;
    (!options.is_empty()).then(|| Menu { placeholder: placeholder.to_owned(), publicly, options })
}

/// `None` when the command does not fit: a cut command would ask something else.
fn menu_option(label: &str, description: &str, command: &str) -> Option<MenuOption> {
    let label = escape::fit_plain(label, MOST_OPTION_TEXT).text;
    let command = command.trim();
    if label.is_empty() || command.is_empty() || escape::length(command) > MOST_OPTION_TEXT {
        return None;
    }
    let description = escape::fit_plain(description, MOST_OPTION_TEXT).text;
    Some(MenuOption { label, description, command: command.to_owned() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::answer::{Line, Receipt};
    use crate::domain::{ArticleId, Edtf, Span};

    /// Text that hurts: what Markdown means something to, what takes two code units, what hides, and a lot of it.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("word ".to_owned()),
            Just("*_`|<@1>[a](https://b.example) :joy: @everyone".to_owned()),
            Just("🇺🇸👩\u{200d}🚀e\u{301}".to_owned()),
            Just("\u{202e}\u{200b} \t".to_owned()),
            Just("\n# - > 1. ".to_owned()),
            Just("unbroken".repeat(40)),
            any::<String>(),
        ];
        prop_oneof![
            3 => proptest::collection::vec(piece.clone(), 0..8).prop_map(|all| all.concat()),
            1 => (piece, 0_usize..60).prop_map(|(piece, times)| piece.repeat(times)),
        ]
    }

    fn line() -> impl Strategy<Value = Line> {
        prop_oneof![
            text().prop_map(Line::Says),
            (text(), text(), text()).prop_map(|(words, speaker, note)| Line::Quotes { words, speaker, note }),
        ]
    }

    fn receipt() -> impl Strategy<Value = Receipt> {
        (text(), text(), text(), proptest::option::of(text()), 0_usize..3).prop_map(
            |(id, title, sentence, outlet, n)| Receipt {
                article: ArticleId(id.into()),
                date: [None, Edtf::parse("2021-12-27"), Edtf::parse("../2020-05~")][n].clone(),
                title,
                outlet,
                url: [None, Some("https://news.example/a".to_owned()), Some("x".repeat(5000))][n].clone(),
                sentence,
                span: Span::new(0, 0),
                code_points: (0, 0),
            },
        )
    }

    fn answer() -> impl Strategy<Value = Answer> {
        let some = |text: BoxedStrategy<String>| proptest::collection::vec(text, 0..40);
        let choice =
            (text(), text(), text()).prop_map(|(label, description, command)| Choice { label, description, command });
        (
            text(),
            proptest::collection::vec(line(), 0..30),
            proptest::collection::vec(receipt(), 0..12),
            some(text().boxed()),
            proptest::collection::vec(choice, 0..40),
            proptest::collection::vec((text(), text()), 0..9),
            any::<bool>(),
            text(),
        )
            .prop_map(|(title, lines, receipts, suggestions, choices, actions, conflict, note)| Answer {
                kind: if conflict { Kind::WhichOne } else { Kind::NothingFound },
                title,
                lines,
                receipts,
                suggestions,
                choices,
                actions: actions.into_iter().map(|(label, command)| Action { label, command }).collect(),
                conflict,
                note,
                ..Answer::default()
            })
    }

    fn within(text: &str, most: usize) -> bool {
        escape::length(text) <= most
    }

    fn filled(text: &str, most: usize) -> bool {
        within(text, most) && !text.trim().is_empty()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_answer_keeps_discords_limits(answer in answer()) {
            let message = Message::answer(&answer).with_button("Report", &answer.title);
            let embed = message.embed.expect("an answer has an embed");
            prop_assert!(within(&embed.title, MOST_TITLE));
            prop_assert!(within(&embed.description, MOST_DESCRIPTION));
            prop_assert!(!embed.title.is_empty() || !embed.description.is_empty() || !embed.fields.is_empty());
            prop_assert!(embed.fields.len() <= MOST_FIELDS);
            for field in &embed.fields {
                prop_assert!(filled(&field.name, MOST_FIELD_NAME), "{field:?}");
                prop_assert!(filled(&field.value, MOST_FIELD_VALUE), "{field:?}");
            }
            let fields = embed.fields.iter().flat_map(|f| [&f.name, &f.value]);
            let all = [&embed.title, &embed.description, &embed.footer].into_iter().chain(fields);
            prop_assert!(all.map(|text| escape::length(text)).sum::<usize>() <= MOST_EMBED);
            prop_assert!(message.buttons.len() <= MOST_BUTTONS);
            let ids: BTreeSet<&str> = message.buttons.iter().map(|button| button.id.as_str()).collect();
            prop_assert_eq!(ids.len(), message.buttons.len());
            for button in &message.buttons {
                prop_assert!(filled(&button.label, MOST_BUTTON_LABEL), "{button:?}");
                prop_assert!(filled(&button.id, MOST_ID), "{button:?}");
            }
            if let Some(menu) = message.menu {
                prop_assert!((1..=MOST_OPTIONS).contains(&menu.options.len()));
                for option in &menu.options {
                    prop_assert!(filled(&option.label, MOST_OPTION_TEXT));
                    prop_assert!(within(&option.description, MOST_OPTION_TEXT));
                    prop_assert!(filled(&option.command, MOST_OPTION_TEXT));
                }
            }
        }

        #[test]
        fn any_notice_keeps_discords_limits(line in text()) {
            prop_assert!(filled(&Message::notice(&line).content, MOST_CONTENT));
        }
    }

    #[test]
    fn an_action_that_no_button_can_carry_is_offered_as_text() {
        let long = format!("/timeline person: {} page: 2", "x".repeat(90));
        let answer = Answer::default().says("One.").offers("Next page", "/timeline person: Ann page: 2");
        let message = Message::answer(&answer.offers("More", long.clone()));
        let ids: Vec<&str> = message.buttons.iter().map(|button| button.id.as_str()).collect();
        assert_eq!(ids, ["/timeline person: Ann page: 2"]);
        let fields = message.embed.expect("an embed").fields;
        assert_eq!(fields[0].value, format!("• `{long}`"));
    }

    #[test]
    fn a_command_too_long_to_pick_is_left_out_and_none_twice() {
        let choice = |label: &str, command: &str| Choice {
            label: label.to_owned(),
            description: "a role".to_owned(),
            command: command.to_owned(),
        };
        let long = format!("/who person: {}", "x".repeat(100));
        let choices = vec![choice("Ann", "/who person: Ann"), choice("Xx", &long), choice("Ann", "/who person: Ann")];
        let menu = menu(&Answer { choices, ..Answer::default() }).expect("one can be picked");
        assert_eq!(menu.options.iter().map(|o| o.command.as_str()).collect::<Vec<_>>(), ["/who person: Ann"]);
    }
}
