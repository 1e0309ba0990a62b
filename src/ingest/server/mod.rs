//! How does a server's own archive come from the common one?
//!
//! A copy of the common store, with the server's own articles put in, under its rulings. What a ruling touches is read
//! again from its text, so that undoing the ruling and building again brings everything back. It never changes the
//! common store.

mod hidden;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::hidden::{Hidden, redacted};
use super::{READER, hash, reading};
use crate::domain::{Article, ArticleId, Reading, Ruling, Signature, Whom};
use crate::link;
use crate::store::{Builder, Entry, Identity, Origin, Store, StoreError};

/// Everything that an article tells, as a build would read it.
pub fn read(article: Article) -> Reading {
    reading(article)
}

/// Builds a server's own archive at `place` and opens it: the common one with these articles besides, under these
/// rulings.
pub fn build_server(common: &Store, place: &Path, own: &[Article], rulings: &[Ruling]) -> Result<Store, StoreError> {
    let mut builder = match common.file() {
        Some(base) => Builder::upon(base, place)?,
        None => all_read_again(common, place)?,
    };
    for article in own {
        put(&mut builder, reading(article.clone()), &link::sign(article))?;
    }
    for ruling in rulings {
        if let Ruling::TakeDown(article) = ruling {
            builder.remove(article)?;
        }
    }
    let people = link::people_under(rulings, &builder.named(Vec::new())?);
    let meant = Meant::among(&people, rulings);
    let mut shown: Vec<Identity> = Vec::with_capacity(people.len());
    let mut hidden = claims_hidden(common, own, rulings)?;
    for person in people {
        if rulings.iter().any(|ruling| matches!(ruling, Ruling::Hide(who) if meant.means(who, &person))) {
            for member in person.members {
                hidden.entry(member.article).or_default().people.insert(member.chain);
            }
        } else {
            shown.push(person);
        }
    }
    for (article, hidden) in hidden {
        let of_ours = own.iter().find(|own| own.id == article).cloned();
        let text = if of_ours.is_some() { of_ours } else { common.article(&article)? };
        if let Some(text) = text.filter(|text| !rulings.contains(&Ruling::TakeDown(text.id.clone()))) {
            let signature = link::sign(&text);
            put(&mut builder, redacted(reading(text), &hidden), &signature)?;
        }
    }
    builder.link(&shown)?;
    let copies = link::copies(&builder.signed()?);
    builder.fold(&copies)?;
    builder.publish()
}

fn put(builder: &mut Builder, reading: Reading, signature: &Signature) -> Result<(), StoreError> {
    let hash = hash(reading.article.text.as_bytes());
    let origin = Origin { path: String::new(), hash, reader: READER };
    builder.put(Entry::of(reading, origin, Some(signature))?).map(drop)
}

/// A store without a file, as a draft of another one.
fn all_read_again(common: &Store, place: &Path) -> Result<Builder, StoreError> {
    let mut builder = Builder::upon(&PathBuf::new(), place)?;
    for head in common.articles()? {
        let Some(article) = common.article(&head.id)? else { continue };
        let signature = link::sign(&article);
        put(&mut builder, reading(article), &signature)?;
    }
    Ok(builder)
}

/// Which claims are hidden in which article.
fn claims_hidden(
    common: &Store,
    own: &[Article],
    rulings: &[Ruling],
) -> Result<BTreeMap<ArticleId, Hidden>, StoreError> {
    let mut all: BTreeMap<ArticleId, Hidden> = BTreeMap::new();
    for ruling in rulings {
        let Ruling::HideClaim { word, sentence } = ruling else { continue };
        let own = own.iter().filter(|own| own.text.contains(sentence)).map(|own| own.id.clone());
        for article in common.printing(sentence)?.into_iter().chain(own) {
            all.entry(article).or_default().claims.insert((word.clone(), sentence.clone()));
        }
    }
    Ok(all)
}

/// Whom rulings mean, by the articles that they name.
struct Meant(Vec<Whom>);

impl Meant {
    /// Remembers for which names the article that a ruling names is still there.
    fn among(people: &[Identity], rulings: &[Ruling]) -> Self {
        let hidden = rulings.iter().filter_map(|ruling| if let Ruling::Hide(who) = ruling { Some(who) } else { None });
        Self(hidden.filter(|who| people.iter().any(|person| is_there(who, person))).cloned().collect())
    }

    /// By the name and the article; where that is gone, by the name alone.
    fn means(&self, who: &Whom, person: &Identity) -> bool {
        if self.0.contains(who) { is_there(who, person) } else { person.name == who.name }
    }
}

fn is_there(who: &Whom, person: &Identity) -> bool {
    person.members.iter().any(|member| member.article == who.article) && person.aliases.contains(&who.name)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::article;
    use crate::store::Kind;

    fn news(id: &str, text: &str) -> Article {
        let text = format!(" date 2021-12-28 {text}\n");
        article::from_bytes(Path::new(id), text.into_bytes()).expect("an article")
    }

    fn common() -> Store {
        let articles = [
            (
                "a1.txt",
                "A wedding in Dover\n\nAnn Lee married Bob Roe in May 2020. Tim Poe was there. “We cried,” Poe said.",
            ),
            ("a2.txt", "Tim Poe moves on\n\nTim Poe divorced Ida Holt in 2019, Ann Lee told Reel Weekly."),
        ];
        super::super::in_memory(articles.map(|(id, text)| news(id, text)).to_vec()).expect("a store")
    }

    fn whom(name: &str, article: &str) -> Whom {
        Whom { name: name.to_owned(), article: ArticleId(article.into()) }
    }

    /// Names, articles and what is said of everybody; all that a reader may see.
    fn shown(store: &Store) -> (Vec<String>, Vec<String>, String) {
        let mut names: Vec<String> = store.people().expect("read").into_iter().map(|person| person.name).collect();
        names.sort();
        let heads = store.articles().expect("read");
        let mut told = String::new();
        for person in store.people().expect("read") {
            for kind in [Kind::Fact, Kind::Quotation] {
                let _ = write!(told, "{:?}", store.claims_about(person.id, kind).expect("read"));
            }
        }
        for head in &heads {
            let article = store.article(&head.id).expect("read").expect("there");
            let _ = write!(told, "{} {} {}", article.text, article.title(), head.title);
        }
        (names, heads.into_iter().map(|head| head.id.to_string()).collect(), told)
    }

    #[test]
    fn rulings_change_a_copy_and_undoing_them_brings_everything_back() {
        let (folder, common) = (tempfile::tempdir().expect("a folder"), common());
        let place = folder.path().join("servers/7.db");
        let build =
            |own: &[Article], rulings: &[Ruling]| shown(&build_server(&common, &place, own, rulings).expect("built"));
        let before = shown(&common);
        assert_eq!(build(&[], &[]), before);
        assert_eq!(before.0, ["Ann Lee", "Bob Roe", "Ida Holt", "Tim Poe"]);

        let (names, articles, told) = build(&[], &[Ruling::Hide(whom("Tim Poe", "a2"))]);
        assert_eq!((names.join(", "), articles.len()), ("Ann Lee, Bob Roe, Ida Holt".to_owned(), 2));
        assert!(!told.contains("Poe") && told.contains("_ was there.") && told.contains("married"), "{told}");

        let (names, articles, told) = build(&[], &[Ruling::TakeDown(ArticleId("a2".into()))]);
        assert_eq!((names.join(", "), articles.len()), ("Ann Lee, Bob Roe, Tim Poe".to_owned(), 1));
        assert!(!told.contains("Reel Weekly"), "{told}");

        let sentence = "Ann Lee married Bob Roe in May 2020.";
        let hidden = Ruling::HideClaim { word: "married".to_owned(), sentence: sentence.to_owned() };
        let (names, _, told) = build(&[], &[hidden]);
        assert_eq!(names.len(), 4);
        assert!(!told.contains("kind: \"married\"") && told.contains(sentence), "{told}");

        let (names, ..) = build(&[], &[Ruling::Merge(whom("Bob Roe", "a1"), whom("Ida Holt", "a2"))]);
        assert_eq!(names, ["Ann Lee", "Ida Holt", "Tim Poe"]);

        let ours = news("b1.txt", "Our own\n\nZoe Lund married Tim Poe in June 2021.");
        let (names, articles, _) = build(std::slice::from_ref(&ours), &[]);
        assert!(names.contains(&"Zoe Lund".to_owned()) && articles.contains(&"b1".to_owned()));
        let (_, _, told) = build(&[ours], &[Ruling::Hide(whom("Tim Poe", "a1"))]);
        assert!(!told.contains("Poe") && told.contains("Zoe Lund married _"), "{told}");

        assert_eq!(build(&[], &[]), before);
        assert_eq!(shown(&common), before);
    }
}
