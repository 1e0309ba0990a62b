//! Whose child, parent, partner or sibling is somebody?

use std::collections::BTreeSet;

use super::Links;

/// A family tie, seen from the one who has it: the child, parent, partner or sibling of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Tie {
    Child,
    Parent,
    Partner,
    Sibling,
}

/// The ties of a subject and of an object of this predicate; `None` for friends, colleagues and places.
fn ties(predicate: &str) -> Option<(Tie, Tie)> {
    // `late_spouse` and `ex_partner` tie as `spouse` and `partner` do.
    let plain = predicate.trim_start_matches("late_").trim_start_matches("ex_");
    match plain {
        "parent" => Some((Tie::Child, Tie::Parent)),
        "child" => Some((Tie::Parent, Tie::Child)),
        "spouse" | "partner" | "engaged_to" => Some((Tie::Partner, Tie::Partner)),
        "sibling" => Some((Tie::Sibling, Tie::Sibling)),
        _ => None,
    }
}

/// The ties of every chain to others, each by who they are joined with now.
pub(super) fn all(links: &Links<'_>) -> Vec<BTreeSet<(Tie, usize)>> {
    let mut kin = vec![BTreeSet::new(); links.chains.len()];
    for (article, named) in links.articles.iter().enumerate() {
        for (subject, predicate, object) in &named.relations {
            let (Some(tie), Some(s), Some(o)) =
                (ties(predicate), links.at(article, *subject), links.at(article, *object))
            else {
                continue;
            };
            kin[s].insert((tie.0, links.root(o)));
            kin[o].insert((tie.1, links.root(s)));
        }
    }
    kin
}
