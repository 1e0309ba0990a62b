//! From when on can something have happened that is said to have come after something else?
//!
//! `She messaged him after he left the show`, and another article says when he left. Only a date that all articles agree
//! on counts, and only for an event of which nothing but a last day is known.

use std::collections::HashMap;

use crate::domain::{ArticleId, Certainty, Earlier, Edtf, Event, Fact, PersonId, Span, Status};
use crate::store::{Store, StoreError};

/// The dates of everything that something else is said to have come after.
#[derive(Debug, Default)]
pub struct Sequence {
    dates: HashMap<(String, PersonId), Vec<Told>>,
}

/// A date and where it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When it happened.
    pub date: Edtf,
    /// Which article says so.
    pub article: ArticleId,
    /// In which words, bytes of the article's text.
    pub span: Span,
}

impl Sequence {
    /// Reads all claims, an article at a time.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let mut found = Self::default();
        let articles = store.articles()?;
        for head in &articles {
            for filed in store.claims_in(&head.id)? {
                if let Fact::Event(Event { after: Some(Earlier { kind, participants }), .. }) = filed.claim.fact {
                    found.dates.extend(participants.into_iter().map(|p| ((kind.clone(), p), Vec::new())));
                }
            }
        }
        if found.dates.is_empty() {
            return Ok(found);
        }
        for head in &articles {
            for filed in store.claims_in(&head.id)? {
                found.learn(&head.id, &filed.claim.fact, &filed.claim.evidence);
            }
        }
        Ok(found)
    }

    fn learn(&mut self, article: &ArticleId, fact: &Fact<PersonId>, evidence: &[Span]) {
        let Fact::Event(event) = fact else { return };
        let date = event.date.as_ref().filter(|d| !d.is_bound() && event.status == Status::Happened);
        let (Some(date), Some(span)) = (date, evidence.first()) else { return };
        for person in &event.participants {
            if let Some(told) = self.dates.get_mut(&(event.kind.clone(), *person)) {
                told.push(Told { date: date.clone(), article: article.clone(), span: *span });
            }
        }
    }

    /// The narrower date of an event, `2021/2022-05-12`, and what it rests on besides the event's own words.
    pub fn narrowed(&self, event: &Event<PersonId>) -> Option<(Edtf, &Told)> {
        let earlier = event.after.as_ref()?;
        let last = event.date.as_ref()?.as_str().strip_prefix("../")?;
        let told = earlier.participants.iter().find_map(|p| self.dates.get(&(earlier.kind.clone(), *p)))?;
        let first = told.first()?;
        let agreed = told.iter().all(|t| t.date.agrees(&first.date) != Certainty::No);
        let plain = !first.date.as_str().contains('/') && !first.date.is_approximate();
        let in_order = first.date.lower() <= event.date.as_ref()?.upper();
        let date = Edtf::parse(&format!("{}/{last}", first.date.as_str())).filter(|_| agreed && plain && in_order)?;
        Some((date, first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::How;

    fn event(kind: &str, date: &str, after: Option<&str>) -> Event<PersonId> {
        Event {
            kind: kind.to_owned(),
            participants: vec![PersonId(1)],
            place: None,
            date: Edtf::parse(date),
            how: How::Inferred,
            status: Status::Happened,
            detail: None,
            after: after.map(|kind| Earlier { kind: kind.to_owned(), participants: vec![PersonId(1)] }),
        }
    }

    #[test]
    fn what_came_after_is_no_earlier() {
        for (left, by, expected) in [
            (vec!["2021"], "../2022-05-12", Some("2021/2022-05-12")),
            (vec!["2021", "2021-06"], "../2022-05-12", Some("2021/2022-05-12")),
            (vec!["2021", "2019"], "../2022-05-12", None),
            (vec!["2023"], "../2022-05-12", None),
            (vec!["../2021"], "../2022-05-12", None),
            (vec!["2021"], "2022-03", None),
        ] {
            let mut sequence = Sequence::default();
            sequence.dates.insert(("left_show".to_owned(), PersonId(1)), Vec::new());
            for date in &left {
                let fact = Fact::Event(event("left_show", date, None));
                sequence.learn(&ArticleId("a".into()), &fact, &[Span::new(0, 1)]);
            }
            let found = sequence.narrowed(&event("met", by, Some("left_show")));
            assert_eq!(found.as_ref().map(|(date, _)| date.as_str()), expected, "{left:?} {by}");
        }
    }
}
