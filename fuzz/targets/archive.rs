//! Up to four texts (a form feed between them) read, linked, stored and exported: each line of the export is JSON and
//! quotes its article to the letter, and the order of the articles changes nothing.

#![no_main]

use std::collections::HashMap;

use libfuzzer_sys::fuzz_target;
use receipts::{ingest, render};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let text = receipts_fuzz::text(bytes);
    let texts: Vec<(String, &str)> = text.splitn(4, '\u{c}').enumerate().map(|(n, t)| (format!("a{n}"), t)).collect();
    let lines = export(texts.iter());
    let read: HashMap<&str, Vec<char>> = texts.iter().map(|(stem, t)| (stem.as_str(), t.chars().collect())).collect();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        if line["type"] != "article" && line["start"].is_u64() {
            assert_eq!(cut(&read, &line).as_deref(), line["text"].as_str(), "{line}");
        }
        for evidence in line["evidence"].as_array().into_iter().flatten() {
            assert!(cut(&read, evidence).is_some(), "{line}");
        }
        for who in ["subject", "object", "name", "speaker"].iter().filter_map(|field| line[field].as_str()) {
            assert!(!who.trim().is_empty(), "{line}");
        }
    }
    if texts.len() > 1 {
        assert_eq!(lines, export(texts.iter().rev()), "the order of the articles");
    }
});

fn export<'a>(texts: impl Iterator<Item = &'a (String, &'a str)>) -> String {
    let articles = texts.filter_map(|(stem, text)| receipts_fuzz::article(stem, text)).collect();
    let store = ingest::in_memory(articles).expect("a store");
    let mut lines = Vec::new();
    render::export::export(&store, None, &mut lines).expect("an export");
    String::from_utf8(lines).expect("UTF-8")
}

/// Code points `start..end` of the article that a line names.
fn cut(texts: &HashMap<&str, Vec<char>>, at: &Value) -> Option<String> {
    let number = |field: &str| usize::try_from(at[field].as_u64()?).ok();
    let text = texts.get(at["article"].as_str()?)?;
    Some(text.get(number("start")?..number("end")?)?.iter().collect())
}
