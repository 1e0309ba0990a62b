//! `/timeline`: what happened to somebody, in order?
//!
//! Only what some article says did happen, each event once with its date at its true precision; what is not dated
//! comes last, accounts that cannot both be true stand beside each other and are marked. A plan is no event.

use std::borrow::Cow;
use std::collections::HashMap;

use super::as_of::{as_of, reach_by};
use super::paging::{self, page, turning};
use super::pair::{self, Meaning, Pair};
use super::teller::teller_by;
use super::which_one::reach;
use super::{AskError, Command, CommandOption, Options, as_of};
use crate::answer::{
    self as answers, Answer, Archive, Dossier, Episode, Kind, MOST_RECEIPTS, Question, Receipt, Sketch, Source,
    Timeline, capitalised, list, verb,
};
use crate::domain::PersonId;
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "timeline",
    description: "What happened to somebody, in order, each with its date and its receipt",
    options: &[
        CommandOption { name: "person", description: "Whose timeline", required: true, names: true },
        CommandOption {
            name: "with",
            description: "Only what this one took part in, too",
            required: false,
            names: true,
        },
        as_of::OPTION,
        paging::OPTION,
    ],
    pattern: "/timeline person: {one}",
    recognises,
    answer,
};

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asks = question.has(&["timeline", "chronology"]);
    let content = question.content();
    let bare = content.iter().all(|word| ["timeline", "chronology", "show", "give", "relationship"].contains(word));
    (asks && bare).then(|| pair::named(&question.names)).flatten()
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let last = as_of(options)?;
    let asked = Pair::of(COMMAND.name, options);
    let alone = "Name two different people: a timeline with oneself is the timeline.";
    let (one, other) = match asked.meant(archive, last.as_ref(), alone)? {
        Meaning::People(one, other) => (one, other),
        Meaning::Instead(answer) => return Ok(*answer),
    };
    let note = last.as_ref().map_or_else(|| reach(archive), |last| reach_by(archive, last));
    let Some(dossier) = Dossier::until(archive, one, last.as_ref())? else {
        return Ok(Answer { note, ..super::which_one::nobody(archive, asked.person, &[]) });
    };
    let who = match other {
        None => dossier.person.name.clone(),
        Some(other) => format!("{} and {}", dossier.person.name, dossier.name_of(archive, other)?),
    };
    let together = other.map(|other| dossier.episodes_with(other));
    let told = together.as_deref().unwrap_or_else(|| dossier.episodes());
    if told.is_empty() {
        let what = match other {
            None => format!("tell of anything that happened to {who}"),
            Some(_) => format!("tell of anything that happened between {who}"),
        };
        let people: Vec<PersonId> = [one].into_iter().chain(other).collect();
        let silent = super::which_one::silent(archive, &what, &people)?;
        return Ok(if last.is_some() { Answer { note, suggestions: Vec::new(), ..silent } } else { silent });
    }
    let page = page(options, told.len(), MOST_RECEIPTS)?;
    let shown = &told[page.from..page.to];
    let differing: Vec<bool> = shown.iter().map(|happening| happening.differs_from_any(told.iter())).collect();
    let conflict = differing.contains(&true);
    let mut answer =
        Answer { kind: Kind::Timeline, title: format!("{who}{}", page.remark()), conflict, note, ..Answer::default() };
    let mut sources: Vec<Source> = Vec::new();
    for happening in shown {
        sources.extend(happening.account.sources.first().cloned());
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    let mut drawn: Vec<answers::Happening> = Vec::with_capacity(shown.len());
    for (happening, differs) in shown.iter().zip(differing) {
        let receipt = happening.receipt(&answer);
        let sketch = happening.sketch(archive, &dossier, differs, receipt)?;
        answer = answer.says(line_of(&sketch, happening.adverbial()));
        drawn.push(sketch);
    }
    let days = told.iter().filter_map(|happening| happening.account.date.clone()).collect();
    answer.sketch = Some(Sketch::Timeline(Timeline {
        title: who,
        happenings: drawn,
        from: page.from,
        of: told.len(),
        dates: days,
    }));
    let command = asked.line(&super::which_one::told_apart(archive, one, last.as_ref())?, asked.with);
    Ok(turning(answer, &page, &command))
}

/// All that happened to somebody, as it is drawn, each with its telling words.
pub(super) fn whole(
    archive: &Archive,
    dossier: &Dossier,
) -> Result<Vec<(answers::Happening, Option<Source>)>, StoreError> {
    let told = dossier.episodes();
    let mut by_kind: HashMap<&str, Vec<&Episode>> = HashMap::new();
    for happening in told {
        by_kind.entry(&happening.kind).or_default().push(happening);
    }
    let same = |happening: &Episode| by_kind.get(happening.kind.as_str()).into_iter().flatten().copied();
    let sketch = |happening: &Episode| {
        let differs = happening.differs_from_any(same(happening));
        let sketch = happening.sketch(archive, dossier, differs, None)?;
        Ok((sketch, happening.account.sources.first().cloned()))
    };
    told.iter().map(sketch).collect()
}

/// Longer places and details say too much for one line.
const LONGEST: usize = 60;

/// `In May 2020: Ann Lee and Bob Roe met (Dover). [1]`
fn line_of(told: &answers::Happening, when: Option<String>) -> String {
    let when = when.map_or_else(|| "Undated".to_owned(), |when| capitalised(&when));
    let differs = if told.differs { " (accounts differ)" } else { "" };
    let receipt = told.receipt.map(|number| format!(" [{number}]")).unwrap_or_default();
    format!("{when}{differs}: {}.{receipt}", told.what)
}

impl Episode {
    /// The number of the receipt that tells it, from 1.
    fn receipt(&self, answer: &Answer) -> Option<usize> {
        let source = self.account.sources.first()?;
        let tells = |r: &Receipt| r.article == source.article && r.span.overlaps(source.span);
        answer.receipts.iter().position(tells).map(|at| at + 1)
    }

    /// The same as it is drawn.
    fn sketch(
        &self,
        archive: &Archive,
        dossier: &Dossier,
        differs: bool,
        receipt: Option<usize>,
    ) -> Result<answers::Happening, StoreError> {
        let when = self.adverbial().map(|when| {
            let bare = when.strip_prefix("on ").or_else(|| when.strip_prefix("in "));
            bare.map_or_else(|| when.clone(), str::to_owned)
        });
        let quoted = self.account.tellers.iter().filter_map(|t| t.who.as_ref());
        let quoted = quoted.filter_map(|who| teller_by(archive, dossier, who).transpose());
        let quoted: Vec<String> = quoted.collect::<Result<_, _>>()?;
        let told = quoted.len() == self.account.tellers.len() && !quoted.is_empty();
        let by = if told {
            format!(", {} {}", if quoted.len() == 1 { "says" } else { "say" }, list(&quoted[..quoted.len().min(2)]))
        } else {
            String::new()
        };
        let what = format!("{}{by}", self.what(archive, dossier)?);
        Ok(answers::Happening { date: self.account.date.clone(), when, what, differs, receipt })
    }

    /// Who did what, and where.
    fn what(&self, archive: &Archive, dossier: &Dossier) -> Result<String, StoreError> {
        let short = |text: &&String| text.chars().count() <= LONGEST;
        let place = self.account.places.iter().find(short);
        let who = &self.account.participants;
        let all = dossier.names_of(archive, who)?;
        // Of what, that is: the rest of a sentence says too little here.
        let ill = matches!(self.kind.as_str(), "died" | "diagnosed");
        let detail = self.account.details.iter().filter(|_| ill).find(short);
        Ok(match (self.kind.as_str(), place) {
            ("born", _) => {
                let (child, parents) = who.split_first().map_or((None, &who[..]), |(c, rest)| (Some(*c), rest));
                let child = child.map(|child| dossier.name_of(archive, child)).transpose()?;
                let child = child.unwrap_or(Cow::Borrowed("somebody"));
                let parents = if parents.is_empty() {
                    String::new()
                } else {
                    format!(" to {}", dossier.names_of(archive, parents)?)
                };
                format!("{child} was born{parents}{}", place.map(|p| format!(" ({p})")).unwrap_or_default())
            }
            ("appeared_on", show) => format!("{all} appeared on {}", show.map_or("a show", String::as_str)),
            ("left_show", Some(show)) => format!("{all} left {show}"),
            ("cast_on", Some(show)) => format!("{all} was cast on {show}"),
            ("hosted", Some(show)) => format!("{all} hosted {show}"),
            ("won", Some(show)) => format!("{all} won {show}"),
            ("met", _) if self.account.details.iter().any(|d| d == "in person") => format!("{all} met in person"),
            (kind, place) => {
                let more = place.or(detail).map(|more| format!(" ({more})")).unwrap_or_default();
                format!("{all} {}{more}", verb(kind))
            }
        })
    }
}
