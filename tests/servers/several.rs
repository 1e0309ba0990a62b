//! Are all articles of one file added with one yes, and gone with one undo?

use super::*;

const LINES: &str = "{\"id\":\"a\",\"date\":\"2022-05-31\",\"title\":\"Quill weds\",\"text\":\"Zelda Quill married Bob Roe in Dover.\"}\n\
    {cut\n\
    {\"id\":\"b\",\"title\":\"A song\",\"text\":\"“We danced,” singer Milo Tarn told the Reel.\"}\n";

#[tokio::test]
async fn a_file_of_several_is_added_whole_and_taken_back_whole() {
    let place = Place::new();
    let bot = Bot::start(place.office()).await;
    let url = bot.standin.attach("old.jsonl", LINES);
    let diff = bot.manage(add_article("old.jsonl", &url, LINES.len())).await;
    for part in [
        "2 articles:",
        "Quill weds (old-a, 31 May 2022)",
        "A song (old-b, undated)",
        "Note: old-b: without a date",
        "Left out: old.jsonl: record 2: not JSON",
        "+ Zelda Quill",
        "+ Milo Tarn: “We danced",
    ] {
        assert!(text(&diff).contains(part), "{part:?} is missing in\n{}", text(&diff));
    }
    let added = bot.decide(press(&diff, &button(&diff, "Add it"), None)).await;
    assert!(text(&added).contains("2 articles are added"), "{added}");
    assert!(bot.who("Zelda Quill").await.contains("Bob Roe") && !bot.who("Milo Tarn").await.contains("don't name"));
    // One of them is replaced by hand: that is no longer what was added then.
    let again = &LINES[..LINES.find('\n').expect("a line")];
    assert!(text(&bot.add("old.jsonl", again).await).contains("Quill weds is added"));
    let undo = press(&added, &button(&added, "Undo"), None);
    assert!(text(&bot.decide(undo.clone()).await).contains("old-b is removed"));
    assert!(bot.who("Zelda Quill").await.contains("Bob Roe") && bot.who("Milo Tarn").await.contains("don't name"));
    assert!(text(&bot.manage(undo).await).contains("removed already"));
    let log = text(&bot.manage(admin("log", &[])).await);
    assert!(log.contains("Added the articles old-a, old-b") && log.contains("Removed the article old-b"), "{log}");
    bot.stop().await;
}
