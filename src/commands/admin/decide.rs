//! How does a decision come into force?
//!
//! It is kept, whoever made it is remembered, and the server's archive is built anew; what is said then is true at that
//! moment. A decision is undone by its number.

use std::time::Duration;

use super::archives::Standing;
use super::{AdminCommand, AdminOption, Call, NAME, Office, Takes};
use crate::answer::{Answer, Kind};
use crate::commands::which_one::{Meant, meant};
use crate::commands::{AskError, Desk, given};
use crate::domain::{ArticleId, PersonId, Ruling, Whom};
use crate::store::KeepError;

/// `/admin undo`: the subcommand.
pub static UNDO: AdminCommand = AdminCommand {
    name: "undo",
    description: "Take a decision back: what was hidden, merged, split or taken down comes back",
    options: &[AdminOption {
        name: "decision",
        description: "Which one, by its number in /admin list",
        required: true,
        takes: Takes::Ruling,
    }],
    answer: undo,
};

/// How long somebody waits for an archive: Discord gives an answer three seconds.
const PATIENCE: Duration = Duration::from_millis(900);

/// Keeps a ruling and tells how it stands; `said` is a sentence with its stop.
pub(super) fn decide(office: &Office, call: &Call<'_>, ruling: &Ruling, said: &str) -> Result<Answer, AskError> {
    office.keeps_archives()?;
    let id = office.ledger().rule(call.server().0, ruling)?;
    office.remember(call, &format!("{ruling} (decision {id})"));
    let answer = manual("Decided").says(said).says(built(office, call));
    Ok(answer.offers("Undo", format!("/{NAME} {} decision: {id}", UNDO.name)))
}

fn undo(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let number = given(call.options, "decision").unwrap_or_default().trim_start_matches('#');
    let wrong = || AskError::Asked("`decision` is the number of a decision: /admin list tells them.".to_owned());
    let id = number.split('.').next().unwrap_or_default().parse().map_err(|_| wrong())?;
    let Some(undone) = office.ledger().undo(call.server().0, id)? else {
        return Err(AskError::Asked(format!("There is no decision {id} here, or it was undone already.")));
    };
    office.remember(call, &format!("Undone: {undone}"));
    Ok(manual("Undone").says(format!("No longer: {undone}.")).says(built(office, call)))
}

/// Has the archive of the server built, and tells whether it is there.
pub(super) fn built(office: &Office, call: &Call<'_>) -> &'static str {
    office.archives.build(call.server().0);
    match office.archives.wait(call.server(), PATIENCE) {
        Standing::Current => "Answers in this server follow it from now on.",
        Standing::Building => "The archive of this server is being built; in a moment its answers follow.",
        Standing::Broken => {
            "It is kept, but the archive of this server can't be built now; whoever runs me finds the reason in my log."
        }
    }
}

/// An answer to those who look after the server.
pub(super) fn manual(title: &str) -> Answer {
    Answer { kind: Kind::Manual, title: title.to_owned(), ..Answer::default() }
}

/// Somebody by name, or the answer that asks which one; `command` turns a name into the command line.
pub(super) fn somebody(
    desk: &Desk,
    typed: &str,
    command: impl Fn(&str) -> String,
) -> Result<Result<PersonId, Answer>, AskError> {
    Ok(match meant(desk.archive(), typed, command)? {
        Meant::One(id) => Ok(id),
        Meant::Several(which, _) => Err(which),
        Meant::Nobody(nobody) => Err(Answer { kind: Kind::Manual, ..nobody }),
    })
}

/// How a ruling names somebody: by the name, and the first article that prints it so.
pub(super) fn whom(desk: &Desk, id: PersonId) -> Result<Whom, AskError> {
    let archive = desk.archive();
    let name = archive.name(id).to_owned();
    let (forms, printed) = archive.store.forms_of(id)?;
    let whole = printed.iter().find(|(_, form)| forms.get(*form).is_some_and(|form| form.name == name));
    let article = whole.or(printed.first()).map(|(article, _)| article.clone());
    Ok(Whom { name, article: article.unwrap_or_else(|| ArticleId("".into())) })
}

/// The article of that name, or whose title it is.
pub(super) fn article(desk: &Desk, typed: &str) -> Result<ArticleId, AskError> {
    let archive = desk.archive();
    let mut heads = (0..archive.size()).filter_map(|rank| archive.head_at(rank));
    let found = archive.head(&ArticleId(typed.into())).or_else(|| heads.find(|head| head.title == typed));
    let unknown = || AskError::Asked(format!("There is no article {typed} here. Its name completes while you type."));
    found.map(|head| head.id.clone()).ok_or_else(unknown)
}

impl From<KeepError> for AskError {
    fn from(why: KeepError) -> Self {
        match why {
            KeepError::Full(why) => Self::Asked(why),
            KeepError::Store(broke) => Self::Broke(broke),
        }
    }
}
