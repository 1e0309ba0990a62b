//! Which articles are in a file or a page that somebody gave?
//!
//! All of them, within what a server may have. What of it is no article is told with its reason, and does not stand in the
//! way of the others.

use std::collections::HashMap;
use std::path::Path;

use super::File;
use super::list::counted;
use crate::article::{ReadError, Records, records_of_bytes, records_of_page, told_apart};
use crate::commands::AskError;
use crate::domain::{Article, ArticleId, Edtf};
use crate::store::{MOST_OWN, MOST_OWN_BYTES};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The articles, at least one, each with a name of its own.
    pub articles: Vec<Article>,
    /// What is left out, and why.
    pub left_out: Vec<String>,
}

/// Bytes of an article's text: far more than a long read.
const MOST_BYTES: usize = 512 << 10;

/// Reads what was given; articles without a date get this one.
pub(super) fn read(file: &File, date: Option<&str>) -> Result<Contents, AskError> {
    let wrong = |date| AskError::Asked(format!("`date` {date} is no date: write it like 2022-05-31."));
    let date = date.map(|date| Edtf::parse(date).ok_or_else(|| wrong(date))).transpose()?;
    let mut contents = Contents::default();
    let (mut sums, mut bytes) = (HashMap::new(), 0);
    for record in records(file).map_err(|why| AskError::Asked(format!("{why}.")))? {
        match record.and_then(|read| read()) {
            Ok(mut article) => {
                if let Some(date) = &date {
                    article.date_if_undated(date);
                }
                let Some(sum) = told_apart(&mut article, |id: &ArticleId| sums.get(id).copied()) else { continue };
                if article.text.len() > MOST_BYTES {
                    let most = MOST_BYTES >> 10;
                    contents.left_out.push(format!("{} is too long: an article has at most {most} KB", article.id));
                    continue;
                }
                sums.insert(article.id.clone(), sum);
                bytes += article.text.len();
                contents.articles.push(article);
            }
            Err(why) => contents.left_out.push(why.to_string()),
        }
        if contents.articles.len() > MOST_OWN || bytes > MOST_OWN_BYTES {
            let (articles, most) = (counted(MOST_OWN, "article"), MOST_OWN_BYTES >> 20);
            let why = format!("{} holds more than the {articles} of {most} MB that a server can have.", file.name);
            return Err(AskError::Asked(why));
        }
    }
    match (contents.articles.is_empty(), contents.left_out.first()) {
        (false, _) => Ok(contents),
        (true, Some(why)) => Err(AskError::Asked(format!("{why}."))),
        (true, None) => Err(AskError::Asked(format!("{} holds no article.", file.name))),
    }
}

fn records(file: &File) -> Result<Records, ReadError> {
    match &file.media {
        Some(media) => records_of_page(&file.name, media, file.bytes.clone()),
        None => records_of_bytes(Path::new(&file.name), file.bytes.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "{\"id\":\"a\",\"date\":\"2022-05-04\",\"title\":\"One\",\"text\":\"Zoe Quinlan wept.\"}\n\
        {\"id\":\"b\",\"title\":\"Two\",\"text\":\"Lee Holt laughed.\"}\n{cut\n\
        {\"id\":\"b\",\"title\":\"Two\",\"text\":\"Lee Holt sang.\"}\n{\"id\":\"b\",\"title\":\"Two\",\"text\":\"Lee Holt laughed.\"}\n";

    fn given(name: &str, media: Option<&str>, bytes: &str) -> Result<Contents, AskError> {
        let file = File { name: name.to_owned(), bytes: bytes.into(), media: media.map(str::to_owned) };
        read(&file, Some("2022-06"))
    }

    #[test]
    fn all_articles_are_taken_each_under_a_name_of_its_own() {
        for (name, media, stem) in [
            ("old.jsonl", None, "old"),
            ("https://reel.example/old.jsonl", Some("text/plain"), "reel-example-old-jsonl"),
            ("https://reel.example/news", Some("application/json"), "reel-example-news"),
        ] {
            let Contents { articles, left_out } = given(name, media, LINES).expect("articles");
            let told: Vec<_> = articles.iter().map(|a| format!("{} {:?}", a.id, a.date)).collect();
            assert_eq!((articles.len(), left_out.len()), (3, 1), "{told:?} {left_out:?}");
            assert_eq!(*articles[0].id.0, format!("{stem}-a"));
            assert!(articles[2].id.0.starts_with(&format!("{stem}-b-")), "{told:?}");
            let dates: Vec<_> = articles.iter().map(|a| a.date.as_ref().map_or("", Edtf::as_str)).collect();
            assert_eq!(dates, ["2022-05-04", "2022-06", "2022-06"]);
            assert!(articles[1].warnings.is_empty() && left_out[0].contains("record 3: not JSON"), "{left_out:?}");
        }
    }

    #[test]
    fn what_is_too_much_or_nothing_is_refused() {
        let lines: Vec<String> = (0..=MOST_OWN).map(|n| format!("{{\"text\":\"Holt sang {n}.\"}}")).collect();
        let many = lines.join("\n");
        let long = "x".repeat(MOST_BYTES + 1);
        for (name, bytes, why) in [
            ("old.jsonl", &*many, "more than the 200 articles of 8 MB"),
            ("old.jsonl", "{cut\n", "record 1: not JSON"),
            ("old.jsonl", "\n", "holds no article"),
            ("a.txt", &long, "a is too long: an article has at most 512 KB"),
            ("a.txt", "", "a.txt: empty"),
        ] {
            match given(name, None, bytes) {
                Err(AskError::Asked(told)) => assert!(told.contains(why), "{told}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
