//! Any bytes as a file of any name: an article whose parts stand in it, or a refusal that names the file.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use receipts::article;
use receipts_fuzz::fits;

/// The names that a file can have, by its first byte: one for each format, and what no format claims.
const NAMES: [&str; 9] = ["a.txt", "a.text", "a.html", "a.jsonl", "a.md", "a.rss", "a.warc", "a", "a.\u{1}"];

fuzz_target!(|bytes: &[u8]| {
    let path = Path::new(NAMES[bytes.first().map_or(0, |b| usize::from(*b) % NAMES.len())]);
    let refused = |why: article::ReadError| assert!(why.to_string().starts_with(&path.display().to_string()));
    let records = match article::records_of_bytes(path, bytes.to_vec()) {
        Err(why) => return refused(why),
        Ok(records) => records,
    };
    for record in records {
        match record.and_then(|read| read()) {
            Err(why) => refused(why),
            Ok(article) => {
                fits(&article.text, article.title);
                fits(&article.text, article.body);
                assert!(article.title.end <= article.body.start || article.body.is_empty());
                assert!(!article.title.is_empty() || !article.body.is_empty());
                if path.extension().is_some_and(|e| e == "txt" || e == "text") {
                    assert_eq!(article.text.as_bytes(), bytes, "reading changes nothing");
                }
                if path.extension().is_some_and(|e| e == "md") {
                    let points = |text: &str| text.chars().count();
                    assert_eq!(Some(points(&article.text)), std::str::from_utf8(bytes).ok().map(points), "offsets count");
                }
            }
        }
    }
});
