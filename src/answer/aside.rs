//! Which of the lesser things told of somebody are worth one more article to check?
//!
//! Who somebody is, whom they love, whose parent they are is always told. Their own parents and siblings, their friends and a third
//! role are told where an article that is read anyway tells them, or where nothing nearer is known.

use std::collections::HashSet;

use super::role::names_something;
use super::support::fewest;
use super::{Archive, Noted, PARTNERS, Tie};
use crate::domain::{ArticleId, Object};
use crate::store::StoreError;

/// Ties that say who somebody is, beside those that [tie partners](PARTNERS).
const NEAR: [&str; 2] = ["child", "hometown"];

/// Roles that are always told, in their order; those that name a show or a season are told, too.
const ROLES: usize = 2;

/// Leaves out of what is told of somebody what is lesser and stands in no article that is cited for the rest.
pub fn worth_citing(
    archive: &Archive,
    roles: &mut Vec<Noted<String>>,
    ties: &mut Vec<Noted<Tie>>,
) -> Result<(), StoreError> {
    let near = |tie: &Noted<Tie>| {
        let predicate = tie.value.predicate.as_str();
        PARTNERS.contains(&predicate) || NEAR.contains(&predicate)
    };
    let knows = |tie: &Noted<Tie>| near(tie) && matches!(tie.value.other, Object::Person(_));
    let lesser = |(n, role): (usize, &Noted<String>)| n >= ROLES && !names_something(&role.value);
    if !ties.iter().any(knows) || ties.iter().all(near) && !roles.iter().enumerate().any(lesser) {
        return Ok(());
    }
    let main = roles.iter().enumerate().filter(|role| !lesser(*role)).map(|(_, role)| &role.sources);
    let main: Vec<_> = main.chain(ties.iter().filter(|tie| near(tie)).map(|tie| &tie.sources)).collect();
    let read: HashSet<ArticleId> = fewest(archive, &main)?.into_iter().map(|source| source.article).collect();
    let mut at = 0;
    roles.retain(|role| {
        at += 1;
        !lesser((at - 1, role)) || role.sources.iter().any(|source| read.contains(&source.article))
    });
    ties.retain(|tie| near(tie) || tie.sources.iter().any(|source| read.contains(&source.article)));
    Ok(())
}
