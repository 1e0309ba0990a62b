//! The three bundled articles, and what they say: written by hand from reading them, not taken from the program.

use receipts::domain::{ArticleId, Event, Fact, Object, PersonId, QuotationKind, Speaker};
use receipts::ingest;
use receipts::store::{Filed, Store};

const DINNER: &str = "000_544da6d77ffd92de";
const PODCAST: &str = "001_a343121e01ccaecc";
const EXCLUSIVE: &str = "002_cb54c414718a66a8";

struct Golden {
    store: Store,
    names: Vec<(PersonId, String)>,
}

impl Golden {
    fn read() -> Self {
        let store = ingest::bundled().expect("the bundled articles can be read");
        let people = store.people().expect("people");
        Self { names: people.into_iter().map(|p| (p.id, p.name)).collect(), store }
    }

    fn name(&self, id: PersonId) -> &str {
        self.names.iter().find(|(known, _)| *known == id).map_or("?", |(_, name)| name)
    }

    fn claims(&self, article: &str) -> Vec<Filed> {
        self.store.claims_in(&ArticleId(article.into())).expect("claims")
    }

    fn text(&self, article: &str) -> String {
        self.store.article(&ArticleId(article.into())).expect("a store").expect("an article").text
    }

    fn speaker(&self, speaker: &Speaker<PersonId>) -> String {
        match speaker {
            Speaker::Person(id) => self.name(*id).to_owned(),
            Speaker::Joint(all) => all.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(" & "),
            Speaker::Unnamed(phrase) => format!("unnamed: {phrase}"),
            Speaker::Body(name) => name.clone(),
            Speaker::Unknown => "?".to_owned(),
        }
    }

    fn events(&self, article: &str, kind: &str) -> Vec<Event<PersonId>> {
        let claims = self.claims(article).into_iter();
        claims
            .filter_map(|filed| match filed.claim.fact {
                Fact::Event(event) if event.kind == kind => Some(event),
                _ => None,
            })
            .collect()
    }

    /// Some event of this kind has exactly these participants, in any order, and this date.
    fn check_event(&self, article: &str, kind: &str, who: &[&str], date: &str) {
        let found: Vec<(Vec<&str>, String)> = self
            .events(article, kind)
            .iter()
            .map(|e| {
                let mut names: Vec<&str> = e.participants.iter().map(|id| self.name(*id)).collect();
                names.sort_unstable();
                (names, e.date.as_ref().map(ToString::to_string).unwrap_or_default())
            })
            .collect();
        let mut who = who.to_vec();
        who.sort_unstable();
        assert!(found.contains(&(who.clone(), date.to_owned())), "{kind} {who:?} {date} is not among {found:?}");
    }
}

#[test]
fn the_people_are_these_nine() {
    let golden = Golden::read();
    let mut names: Vec<&str> = golden.names.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Amanda Kloots",
            "Elvis",
            "James",
            "Kaitlyn Bristowe",
            "Katie Thurston",
            "Laura Ritter Allio",
            "Matt James",
            "Michael Allio",
            "Nick Cordero",
        ]
    );
}

#[test]
fn every_quotation_has_its_speaker() {
    let golden = Golden::read();
    let check = |article: &str, expected: &[(&str, &str)]| {
        let text = golden.text(article);
        let found: Vec<(String, String)> = golden
            .claims(article)
            .iter()
            .filter_map(|filed| match &filed.claim.fact {
                Fact::Quotation(q) if q.kind == QuotationKind::Direct => {
                    Some((q.content.cut(&text).to_owned(), golden.speaker(&q.speaker)))
                }
                _ => None,
            })
            .collect();
        assert_eq!(found.len(), expected.len(), "{article}: {found:#?}");
        for ((content, speaker), (beginning, by)) in found.iter().zip(expected) {
            assert!(
                content.starts_with(beginning) && speaker == by,
                "{content:?} by {speaker}, expected {beginning:?} by {by}"
            );
        }
    };
    let (michael, amanda) = ("Michael Allio", "Amanda Kloots");
    check(DINNER, &[("Finally met this guy in person", amanda)]);
    check(
        PODCAST,
        &[
            ("Amanda's from Akron, [Ohio], area", michael),
            ("Her story is also very tragic.", michael),
            ("Once I got off the show", michael),
            ("We had so many similarities", michael),
            ("Finally met this guy in person", amanda),
            ("Lots of fried food", amanda),
            ("When she came back to Akron", michael),
            ("I got to meet her parents", michael),
            ("I think I've developed trust issues.", michael),
            ("That whole for the right reasons thing", michael),
            ("a lot longer than I thought", michael),
            ("I've gone on three first dates...", michael),
            ("Anytime I'm dating somebody", michael),
        ],
    );
    check(
        EXCLUSIVE,
        &[
            ("We Have Each Other’s Back,", amanda),
            ("People in our lives kept telling us", amanda),
            ("So we eventually started connecting", amanda),
            ("It’s wonderful to meet people", amanda),
            ("It alleviates your sense of isolation.", amanda),
            ("so nice", amanda),
            ("been friends for years.", amanda),
            ("We could have talked for days.", amanda),
            ("When you’ve been through trauma", amanda),
            ("absolutely", amanda),
            ("We’re both from Ohio", amanda),
            ("We’ve got our backs against each other.", amanda),
            ("I would love to have some love back", amanda),
            ("I’ve learned to never say never", amanda),
            ("Finally met this guy in person", amanda),
        ],
    );
}

#[test]
fn the_families_are_told_apart() {
    let golden = Golden::read();
    let told: Vec<(String, String, String)> = [DINNER, PODCAST, EXCLUSIVE]
        .iter()
        .flat_map(|article| golden.claims(article))
        .filter_map(|filed| match filed.claim.fact {
            Fact::Relation(relation) => match relation.object {
                Object::Person(object) => {
                    Some((golden.name(relation.subject).to_owned(), relation.predicate, golden.name(object).to_owned()))
                }
                Object::Place(_) => None,
            },
            _ => None,
        })
        .collect();
    let says = |subject: &str, predicate: &str, object: &str| {
        let (inverse, swapped) = match predicate {
            "child" => ("parent", true),
            _ => (predicate, false),
        };
        told.iter().any(|(s, p, o)| {
            (s == subject && p == predicate && o == object) || (swapped && s == object && p == inverse && o == subject)
        })
    };
    for (subject, predicate, object) in [
        ("Michael Allio", "late_spouse", "Laura Ritter Allio"),
        ("Amanda Kloots", "late_spouse", "Nick Cordero"),
        ("Michael Allio", "child", "James"),
        ("Amanda Kloots", "child", "Elvis"),
        ("Nick Cordero", "child", "Elvis"),
    ] {
        assert!(says(subject, predicate, object), "{subject} {predicate} {object} is not among {told:?}");
    }
    for (subject, predicate, object) in [
        ("Michael Allio", "child", "Elvis"),
        ("Michael Allio", "child", "Matt James"),
        ("Michael Allio", "child", "Amanda Kloots"),
        ("Amanda Kloots", "late_spouse", "Laura Ritter Allio"),
    ] {
        assert!(!says(subject, predicate, object), "{subject} {predicate} {object} is told by no article");
    }
}

#[test]
fn events_have_their_dates_at_their_precision() {
    let golden = Golden::read();
    let pair = ["Michael Allio", "Amanda Kloots"];
    golden.check_event(EXCLUSIVE, "died", &["Nick Cordero"], "2020-07");
    golden.check_event(DINNER, "died", &["Nick Cordero"], "2020-07");
    golden.check_event(EXCLUSIVE, "died", &["Laura Ritter Allio"], "2019");
    golden.check_event(EXCLUSIVE, "met", &pair, "../2021-12-27");
    golden.check_event(DINNER, "met", &pair, "../2021-12-28");
    golden.check_event(EXCLUSIVE, "posted", &pair, "2021-12-27");
    golden.check_event(EXCLUSIVE, "left_show", &["Michael Allio"], "2021");
}

#[test]
fn every_claim_has_evidence_that_can_be_cut_out() {
    let golden = Golden::read();
    for article in [DINNER, PODCAST, EXCLUSIVE] {
        let text = golden.text(article);
        for filed in golden.claims(article) {
            assert!(!filed.claim.evidence.is_empty(), "{filed:?}");
            for span in &filed.claim.evidence {
                assert!(text.get(span.start..span.end).is_some_and(|cut| !cut.trim().is_empty()), "{filed:?}");
            }
        }
    }
}
