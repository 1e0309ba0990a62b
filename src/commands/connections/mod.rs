//! `/connections`: whom is somebody tied to, and what connects two people?
//!
//! Ties as the articles tell them, each with its receipt and the dates that are told of it; the closest first. Nobody is
//! connected by our own conclusion: a tie is what some sentence says of the two.

mod strand;

pub(super) use self::strand::strands;

use std::collections::HashMap;

use self::strand::Strand;
use super::as_of::{as_of, reach_by};
use super::paging::{self, Page, page, turning};
use super::pair::{self, Meaning, Pair};
use super::teller::printed;
use super::which_one::{nobody, reach, silent, told_apart};
use super::{AskError, Command, CommandOption, Options, as_of};
use crate::answer::{
    Answer, Archive, Bond, Cross, Dossier, Knot, MOST_RECEIPTS, Network, Question, Receipt, Sketch, Source,
    best_passages, listed,
};
use crate::domain::{Edtf, Object, PersonId};
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "connections",
    description: "Whom somebody is tied to, or what connects two people, with dates",
    options: &[
        CommandOption { name: "person", description: "Whose connections", required: true, names: true },
        CommandOption { name: "with", description: "What connects them to this one", required: false, names: true },
        as_of::OPTION,
        paging::OPTION,
    ],
    pattern: "/connections person: {one}",
    recognises,
    answer,
};

/// Receipts are left for the dates of the ties.
const TIES: usize = 6;
/// Each of those who connect two needs two receipts.
const SHARED: usize = 3;

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    const ASKED: [&str; 4] = ["connection", "connections", "network", "connects"];
    let bare = question.content().iter().all(|word| ASKED.contains(word) || ["show", "give", "draw"].contains(word));
    let between = question.names.len() == 2 || !question.has(&["connects"]);
    // "Ann and Jim"
    let outside = |at: usize| question.names.iter().all(|n| !(n.words.0..n.words.1).contains(&at));
    let between_two = listed("between_two");
    let joined = |(at, word): (usize, &String)| !outside(at) || between_two.contains(&word.as_str());
    let only_two = question.names.len() == 2 && question.words.iter().enumerate().all(joined);
    (only_two || question.has(&ASKED) && bare && between).then(|| pair::named(&question.names)).flatten()
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let last = as_of(options)?;
    let asked = Pair::of(COMMAND.name, options);
    let alone = "Name two different people: everybody is connected to themselves.";
    let (one, other) = match asked.meant(archive, last.as_ref(), alone)? {
        Meaning::People(one, other) => (one, other),
        Meaning::Instead(answer) => return Ok(*answer),
    };
    let note = last.as_ref().map_or_else(|| reach(archive), |last| reach_by(archive, last));
    let dossier = |id| Dossier::until(archive, id, last.as_ref());
    let Some(first) = dossier(one)? else { return Ok(Answer { note, ..nobody(archive, asked.person, &[]) }) };
    let command = asked.line(&told_apart(archive, one, last.as_ref())?, asked.with);
    let page = Asked { archive, options, last: last.as_ref(), note, command };
    match other {
        None => page.around(&first),
        Some(other) => match dossier(other)? {
            Some(second) => page.between(&first, &second),
            None => Ok(Answer { note: page.note, ..nobody(archive, asked.with.unwrap_or_default(), &[]) }),
        },
    }
}

/// The places of two on one page, and what the second is to the first.
type Crossing = ((usize, usize), Strand);

/// What is asked, of which archive.
struct Asked<'a> {
    archive: &'a Archive,
    options: &'a Options,
    last: Option<&'a Edtf>,
    note: String,
    /// The command line without its page.
    command: String,
}

impl Asked<'_> {
    fn around(self, dossier: &Dossier) -> Result<Answer, AskError> {
        let all = strands(self.archive, dossier)?;
        let name = dossier.person.name.clone();
        if all.is_empty() {
            return self.silent(&format!("tell whom {name} is tied to"), &[dossier.person.id]);
        }
        let page = page(self.options, all.len(), TIES)?;
        let shown = &all[page.from..page.to];
        let cross = self.cross(shown)?;
        let mut sources: Vec<Source> = shown.iter().filter_map(Strand::source).collect();
        sources.extend(shown.iter().flat_map(Strand::dated));
        sources.extend(cross.iter().filter_map(|(_, strand)| strand.source()));
        let mut answer = self.begun(&name, &page);
        answer.rest_on(self.archive, &sources, MOST_RECEIPTS)?;
        let mut network = Network { one: name, from: page.from, of: all.len(), ..Network::default() };
        for strand in shown {
            let (bonds, told) = strand.told(&answer.receipts);
            answer = answer.says(format!("• {}: {told}.", strand.name));
            network.knots.push(Knot {
                name: strand.name.clone(),
                circle: strand.circle.name(),
                to_one: bonds,
                to_other: Vec::new(),
            });
        }
        let mut among: Vec<String> = Vec::new();
        for ((from, to), strand) in cross {
            // Only what a receipt stands for is said.
            let Some(receipt) = strand.source().and_then(|source| number(&answer.receipts, &source)) else { continue };
            let bond = Bond { what: strand.what(), dates: Vec::new() };
            among.push(format!("{}, {} of {} [{receipt}]", shown[to].name, bond.what, shown[from].name));
            network.cross.push(Cross { from, to, bond });
        }
        if !among.is_empty() {
            answer = answer.says(format!("Among them: {}.", among.join("; ")));
        }
        answer.sketch = Some(Sketch::Network(network));
        Ok(turning(answer, &page, &self.command))
    }

    fn between(self, one: &Dossier, other: &Dossier) -> Result<Answer, AskError> {
        let (mine, theirs) = (strands(self.archive, one)?, strands(self.archive, other)?);
        let names = [&one.person.name, &other.person.name];
        let direct = mine.iter().find(|strand| strand.other == Object::Person(other.person.id));
        let theirs: HashMap<&Object<PersonId>, &Strand> = theirs.iter().map(|strand| (&strand.other, strand)).collect();
        let shared: Vec<(&Strand, &Strand)> =
            mine.iter().filter_map(|strand| Some((strand, *theirs.get(&strand.other)?))).collect();
        if direct.is_none() && shared.is_empty() {
            return self.unconnected(one, other);
        }
        let page = page(self.options, shared.len(), SHARED)?;
        let shown = &shared[page.from..page.to];
        let direct = direct.filter(|_| page.number == 1);
        let both = || direct.into_iter().chain(shown.iter().flat_map(|(mine, theirs)| [*mine, *theirs]));
        let sources: Vec<Source> = both().filter_map(Strand::source).chain(both().flat_map(Strand::dated)).collect();
        let mut answer = self.begun(&format!("{} and {}", names[0], names[1]), &page);
        answer.rest_on(self.archive, &sources, MOST_RECEIPTS)?;
        let mut network = Network {
            one: names[0].clone(),
            other: Some(names[1].clone()),
            from: page.from,
            of: shared.len(),
            ..Network::default()
        };
        if let Some(strand) = direct {
            let (bonds, told) = strand.told(&answer.receipts);
            answer = answer.says(format!("{} to {}: {told}.", strand.name, names[0]));
            network.direct = bonds;
        }
        for (mine, theirs) in shown {
            let ((to_one, one), (to_other, other)) = (mine.told(&answer.receipts), theirs.told(&answer.receipts));
            answer = answer.says(format!("• {} to {}: {one}; to {}: {other}.", mine.name, names[0], names[1]));
            network.knots.push(Knot { name: mine.name.clone(), circle: mine.circle.name(), to_one, to_other });
        }
        answer.sketch = Some(Sketch::Network(network));
        Ok(turning(answer, &page, &self.command))
    }

    /// Two of whom no tie is told: at most what names them both, which is no tie.
    fn unconnected(self, one: &Dossier, other: &Dossier) -> Result<Answer, AskError> {
        const MOST: usize = 2;
        let (archive, last, both) = (self.archive, self.last, [one.person.id, other.person.id]);
        let what = format!("tell of anything that connects {} and {}", one.person.name, other.person.name);
        let mut answer = self.silent(&what, &both)?;
        let mut together = best_passages(archive, &[], &both, TIES)?;
        together.retain(|evidence| {
            let known = last.is_none_or(|last| archive.is_published(&evidence.source.article, last));
            known && both.iter().all(|person| evidence.people.contains(person))
        });
        together.truncate(MOST);
        if !together.is_empty() {
            answer = answer.says("They do name both, as printed:");
            let lines = together.into_iter().map(|evidence| printed(archive, &evidence.source, evidence.text));
            answer.lines.extend(lines);
        }
        Ok(answer)
    }

    /// What ties those on one page to each other: the places of the two, and what the second is to the first.
    fn cross(&self, shown: &[Strand]) -> Result<Vec<Crossing>, StoreError> {
        let mut found = Vec::new();
        for (from, strand) in shown.iter().enumerate() {
            let Object::Person(id) = &strand.other else { continue };
            let Some(dossier) = Dossier::until(self.archive, *id, self.last)? else { continue };
            for theirs in strands(self.archive, &dossier)? {
                let at = shown.iter().skip(from + 1).position(|later| later.other == theirs.other);
                if let Some(at) = at.filter(|_| matches!(theirs.other, Object::Person(_)) && theirs.is_tie()) {
                    found.push(((from, from + 1 + at), theirs));
                }
            }
        }
        Ok(found)
    }

    fn begun(&self, title: &str, page: &Page) -> Answer {
        Answer { title: format!("{title}{}", page.remark()), note: self.note.clone(), ..Answer::default() }
    }

    fn silent(self, what: &str, people: &[PersonId]) -> Result<Answer, AskError> {
        let silent = silent(self.archive, what, people)?;
        let later = self.last.is_some();
        Ok(if later { Answer { note: self.note, suggestions: Vec::new(), ..silent } } else { silent })
    }
}

/// The number of the receipt that shows a source, from 1.
fn number(receipts: &[Receipt], source: &Source) -> Option<usize> {
    let shows = |receipt: &Receipt| receipt.article == source.article && receipt.span.overlaps(source.span);
    receipts.iter().position(shows).map(|at| at + 1)
}
