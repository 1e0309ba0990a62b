//! What every store promises: what is put in comes out, by chain and by person, and nothing else ever answers.

use std::fs::{self, File};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use receipts::domain::{
    Article, ArticleId, Attribute, Chain, ChainId, Claim, Edtf, Event, Fact, How, Medium, Object, PersonId, Pronouns,
    Quotation, QuotationKind, Reading, Relation, Sentence, SentenceKind, Span, Speaker, Status, Timex, TimexType,
};
use receipts::store::{Builder, Entry, Identity, Kind, Member, Origin, Store};

fn origin() -> Origin {
    Origin { path: "/news/a.txt".into(), hash: "0".into(), reader: 1 }
}

fn find(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap_or_else(|| panic!("`{part}` in `{text}`"));
    Span::new(start, start + part.len())
}

/// An article of two sentences with two people, one claim of each shape and a temporal expression.
fn reading(id: &str, date: Option<&str>) -> Reading {
    let text = "Zoë and Lee\n\nZoë Quinlan met Lee Holt in 2020. “Running!” Holt said. Advertisement".to_owned();
    let (zoe, lee) = (ChainId(0), ChainId(1));
    let met = find(&text, "Zoë Quinlan met Lee Holt in 2020.");
    let said = find(&text, "“Running!” Holt said.");
    let noise = find(&text, "Advertisement");
    let claim = |fact, span| Claim { fact, asserted_by: None, evidence: vec![span] };
    let claims = vec![
        claim(
            Fact::Quotation(Quotation {
                kind: QuotationKind::Direct,
                content: find(&text, "Running!"),
                speaker: Speaker::Person(lee),
                cue: Some("said".into()),
                medium: Medium::Spoken,
                said: None,
                group: Some(3),
                about: vec![],
            }),
            said,
        ),
        claim(
            Fact::Event(Event {
                kind: "met".into(),
                participants: vec![zoe, lee],
                place: Some("Oslo".into()),
                date: Edtf::parse("2020"),
                how: How::Explicit,
                status: Status::Happened,
                detail: None,
                after: None,
            }),
            met,
        ),
        Claim {
            fact: Fact::Relation(Relation {
                subject: zoe,
                predicate: "hometown".into(),
                object: Object::Place("Oslo".into()),
                when: None,
            }),
            asserted_by: Some(Speaker::Person(lee)),
            evidence: vec![said, met],
        },
        claim(Fact::Attribute(Attribute::Age { person: zoe, years: 30, as_of: None }), met),
    ];
    Reading {
        sentences: vec![
            Sentence {
                span: find(&text, "Zoë and Lee"),
                paragraph: 0,
                kind: SentenceKind::Title,
                people: vec![zoe, lee],
            },
            Sentence { span: met, paragraph: 1, kind: SentenceKind::Body, people: vec![zoe, lee] },
            Sentence { span: said, paragraph: 1, kind: SentenceKind::Body, people: vec![lee] },
            Sentence { span: noise, paragraph: 1, kind: SentenceKind::Noise, people: vec![] },
        ],
        chains: vec![chain("Zoë Quinlan", Some(Pronouns::She), met), chain("Lee Holt", None, met)],
        timexes: vec![Timex {
            span: find(&text, "2020"),
            kind: TimexType::Date,
            value: "2020".into(),
            modifier: Some("APPROX".into()),
        }],
        claims,
        article: Article {
            id: ArticleId(id.into()),
            date: date.and_then(Edtf::parse),
            title: find(&text, "Zoë and Lee"),
            body: Span::new(14, text.len()),
            outlet: Some("Reel".into()),
            url: None,
            warnings: vec!["odd".into()],
            text,
        },
    }
}

fn chain(name: &str, pronouns: Option<Pronouns>, at: Span) -> Chain {
    Chain { name: name.into(), forms: vec![name.into()], pronouns, names: vec![at] }
}

/// One person for each name.
fn identities(articles: &[&str]) -> Vec<Identity> {
    let person = |name: &str, chain: u32| Identity {
        name: name.into(),
        aliases: vec![name.into()],
        pronouns: None,
        mentions: chain + 1,
        members: articles
            .iter()
            .map(|a| Member { article: ArticleId((*a).into()), chain: ChainId(chain), reason: "test".into() })
            .collect(),
    };
    vec![person("Zoë Quinlan", 0), person("Lee Holt", 1)]
}

fn entry(id: &str, date: Option<&str>) -> Entry {
    Entry::of(reading(id, date), origin(), None).expect("an entry")
}

fn filled(mut builder: Builder) -> Store {
    for (id, date) in [("b", Some("2021-05")), ("a", None), ("c", Some("2020"))] {
        builder.put(entry(id, date)).expect("put");
    }
    builder.link(&identities(&["a", "b", "c"])).expect("linked");
    builder.publish().expect("published")
}

fn in_file(folder: &Path) -> Store {
    filled(Builder::open(&folder.join("x.db")).expect("a builder"))
}

#[test]
fn what_is_put_in_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    for store in [filled(Builder::in_memory().expect("a builder")), in_file(folder.path())] {
        let put = reading("b", Some("2021-05"));
        let id = &put.article.id;
        assert_eq!(store.article(id).expect("read").as_ref(), Some(&put.article));
        assert_eq!(store.article(&ArticleId("none".into())).expect("read"), None);
        assert_eq!(store.timexes_in(id).expect("read"), put.timexes);
        let order: Vec<String> = store.articles().expect("read").into_iter().map(|a| a.id.to_string()).collect();
        assert_eq!(order, ["c", "b", "a"], "oldest first, undated last");
        let known = store.known().expect("read");
        assert_eq!(known[id].origin, origin());

        let person = |chain: ChainId| PersonId(chain.0);
        let mut expected: Vec<Claim<PersonId>> = put.claims.iter().cloned().map(|c| c.map(person)).collect();
        // In order of place: what rests on the first sentence comes first.
        expected.sort_by_key(|c| c.evidence[0].start);
        let found: Vec<Claim<PersonId>> = store.claims_in(id).expect("read").into_iter().map(|f| f.claim).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn people_are_found_with_their_claims_and_sentences() {
    let store = filled(Builder::in_memory().expect("a builder"));
    let people = store.people().expect("read");
    assert_eq!(people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Lee Holt", "Zoë Quinlan"]);
    assert_eq!(people[0].articles.iter().map(|a| &*a.0).collect::<Vec<_>>(), ["a", "b", "c"]);
    let about = |person: u32, kind: Kind| store.claims_about(PersonId(person), kind).expect("read");
    assert_eq!(about(0, Kind::Fact).len(), 9, "event, relation and age in each article");
    assert_eq!(about(1, Kind::Fact).len(), 6, "event and what they assert");
    assert_eq!(about(1, Kind::Quotation).len(), 3);
    let articles: Vec<String> = about(0, Kind::Fact).into_iter().map(|f| f.article.to_string()).collect();
    assert_eq!(articles, ["c", "c", "c", "b", "b", "b", "a", "a", "a"]);
    assert!(about(7, Kind::Fact).is_empty());
    let sentences = store.sentences_in(&ArticleId("a".into())).expect("read");
    let people: Vec<Vec<u32>> = sentences.iter().map(|s| s.people.iter().map(|p| p.0).collect()).collect();
    assert_eq!(people, [vec![0, 1], vec![0, 1], vec![1], vec![]]);
}

#[test]
fn passages_are_searched_by_stem_and_person() {
    let store = filled(Builder::in_memory().expect("a builder"));
    let found = |words: &[&str], people: &[u32], limit: usize| -> Vec<String> {
        let people: Vec<PersonId> = people.iter().map(|p| PersonId(*p)).collect();
        let passages = store.passages(words, &people, limit).expect("searched");
        assert!(passages.windows(2).all(|pair| pair[0].score >= pair[1].score), "best first");
        passages.iter().map(|p| format!("{}{}", p.article, p.span.start)).collect()
    };
    assert_eq!(found(&["run"], &[], 9), ["a49", "b49", "c49"], "stemmed");
    assert_eq!(found(&["RUNS"], &[0], 9), Vec::<String>::new(), "she is not in that sentence");
    assert_eq!(found(&["runs"], &[0, 1], 2), ["a49", "b49"]);
    assert_eq!(found(&["zoe"], &[], 9).len(), 6, "without accents");
    assert_eq!(found(&["advertisement"], &[], 9), Vec::<String>::new(), "noise is no passage");
    assert_eq!(found(&[], &[0], 9), ["c0", "c14", "b0", "b14", "a0", "a14"]);
    assert_eq!(found(&["?", "\"", "*", "NEAR(", ""], &[], 9), Vec::<String>::new(), "marks are no query");
    assert_eq!(found(&["run\" OR \"met", "a AND b", "-x", "col:x"], &[], 9), Vec::<String>::new());
}

#[test]
fn an_article_is_replaced_and_removed_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(in_file(folder.path()));
    let mut builder = Builder::open(&folder.path().join("x.db")).expect("a builder");
    assert_eq!(builder.known().expect("read").len(), 3);
    builder.remove(&ArticleId("a".into())).expect("removed");
    builder.remove(&ArticleId("never".into())).expect("nothing to remove");
    builder.put(entry("b", Some("2022"))).expect("put");
    let named = builder.named(Vec::new()).expect("read");
    assert_eq!(named.iter().map(|n| &*n.article.0).collect::<Vec<_>>(), ["b", "c"]);
    builder.link(&identities(&["b", "c"])).expect("linked");
    let store = builder.publish().expect("published");
    assert_eq!(store.articles().expect("read").len(), 2);
    assert_eq!(store.passages(&["run"], &[], 9).expect("searched").len(), 2);
    assert_eq!(store.claims_about(PersonId(0), Kind::Fact).expect("read").len(), 6);
}

#[test]
fn a_reader_keeps_what_it_opened_and_a_dropped_build_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.db");
    let old = in_file(folder.path());
    let before = fs::read(&path).expect("a file");
    let mut dropped = Builder::open(&path).expect("a builder");
    dropped.remove(&ArticleId("a".into())).expect("removed");
    assert!(Builder::open(&path).expect_err("locked").to_string().contains("another build is at work"));
    drop(dropped);
    assert_eq!(fs::read(&path).expect("a file"), before);
    let mut builder = Builder::open(&path).expect("a builder");
    builder.remove(&ArticleId("a".into())).expect("removed");
    builder.link(&identities(&["b", "c"])).expect("linked");
    let new = builder.publish().expect("published");
    assert_eq!((old.articles().expect("read").len(), new.articles().expect("read").len()), (3, 2));
    assert!(!folder.path().join("x.db.building").exists());
}

#[test]
fn a_reading_that_contradicts_itself_is_refused() {
    let mut broken = reading("a", None);
    broken.sentences[0].people = vec![ChainId(9)];
    assert!(Entry::of(broken, origin(), None).is_err());
}

#[test]
fn what_is_no_whole_store_never_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.db");
    drop(in_file(folder.path()));
    let whole = fs::read(&path).expect("a file");
    let changed = |at: usize, bytes: &[u8]| {
        let mut copy = whole.clone();
        copy[at..at + bytes.len()].copy_from_slice(bytes);
        copy
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("an empty file", Vec::new(), "empty"),
        ("another file", b"Dear diary, ".repeat(100), "no SQLite file"),
        ("half a file", whole[..whole.len() / 2].to_vec(), "cut short"),
        ("half a page less", whole[..whole.len() - 100].to_vec(), "cut short"),
        ("a page of garbage", changed(4096 * 2, &[0xA5; 4096]), "damaged"),
        ("another program's database", changed(68, &[0; 4]), "no store of receipts"),
        ("a newer store", changed(60, &99_u32.to_be_bytes()), "update receipts"),
        ("an older store", changed(60, &0_u32.to_be_bytes()), "run `receipts build`"),
    ];
    for (what, bytes, says) in cases {
        fs::write(&path, bytes).expect("written");
        let refusal = Store::open(&path).expect_err(what).to_string();
        assert!(refusal.contains("x.db") && refusal.contains(says), "{what}: {refusal}");
        if what == "an older store" {
            // Nothing was ever released before the first schema, so that its tables are in the way.
            assert!(Builder::open(&path).is_err());
        } else {
            let refusal = Builder::open(&path).expect_err(what).to_string();
            assert!(refusal.contains(says), "{what}: {refusal}");
        }
    }
    fs::remove_file(&path).expect("removed");
    assert!(Store::open(&path).expect_err("absent").to_string().contains("`receipts build` makes one"));
    assert!(Store::open(folder.path()).is_err());
}

#[test]
fn odd_paths_and_write_protected_files_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a?b#c%41 ü.db");
    drop(filled(Builder::open(&path).expect("a builder")));
    assert!(path.exists());
    #[cfg(unix)]
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
    let mut builder = Builder::open(&path).expect("a builder");
    builder.remove(&ArticleId("a".into())).expect("removed");
    builder.link(&identities(&["b", "c"])).expect("linked");
    assert_eq!(builder.publish().expect("published").articles().expect("read").len(), 2);
}

#[test]
fn the_same_readings_give_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    drop((in_file(one.path()), in_file(other.path())));
    assert!(fs::read(one.path().join("x.db")).expect("a file") == fs::read(other.path().join("x.db")).expect("a file"));
    assert!(File::open(one.path().join("x.db-wal")).is_err());
}

#[test]
fn many_threads_may_read_one_store() {
    fn shared<T: Send + Sync>(_: &T) {}
    let store = filled(Builder::in_memory().expect("a builder"));
    shared(&store);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let read = || store.claims_about(PersonId(0), Kind::Fact).expect("read").len();
            scope.spawn(move || (0..50).for_each(|_| assert_eq!(read(), 9)));
        }
    });
}
