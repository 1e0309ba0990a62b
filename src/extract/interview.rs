//! Whose husband is `your husband` in an interviewer's question?
//!
//! The one's who answers. Reads only questions that stand as paragraphs of their own; the answers are read as any quotation.

use smallvec::smallvec;

use crate::domain::ChainId;
use crate::language::MentionKind;

use super::scope::{Item, Scope, What, Who};

/// Fills in whom `your` means in a question in front of an answer.
pub(super) fn bind(scopes: &mut [Scope<'_>]) {
    let mut answer: Option<(ChainId, usize)> = None;
    for scope in scopes.iter_mut().rev() {
        let here = scope.paragraph;
        match scope.speaker.as_slice() {
            [one] if scope.quoted => answer = Some((*one, here)),
            _ if scope.quoted => answer = None,
            _ => {}
        }
        let Some((who, paragraph)) = answer else { continue };
        if scope.quoted || paragraph != here + 1 || !asks(scope) {
            continue;
        }
        for item in scope.items.iter_mut().filter(|i| i.is(&["your"])) {
            let who = Who { chains: smallvec![who], possessive: true, kind: MentionKind::Pronoun, kin: None };
            *item = Item::new(item.span, item.text, What::Person(who));
        }
    }
}

/// Whether the paragraph is a question: marked as one, or ending like one.
fn asks(scope: &Scope<'_>) -> bool {
    let a = scope.analysis;
    let text = a.paragraphs.get(scope.paragraph).map_or("", |p| a.text(p.span));
    text.starts_with("Q:") || text.starts_with("Q.") || text.ends_with('?')
}
