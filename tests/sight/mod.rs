//! Do pictures reach Discord beside their answers, and do the words arrive where pictures may not?

use serde_json::Value;

use crate::standin::payload::{chat, command, press, text_alone};
use crate::standin::{APPLICATION, Fault, Order, Seen, Standin, archive};
use crate::talk::{Bot, text};

fn timeline() -> Value {
    command("timeline", &[("person", "Ann Lee")])
}

/// The picture's name, and whether its embed shows it; judged by Discord's rules already.
fn picture(answer: &Value) -> Option<(&str, bool)> {
    let name = answer["files"][0]["name"].as_str()?;
    let message = if answer["data"].is_object() { &answer["data"] } else { answer };
    assert!(message["attachments"][0]["description"].as_str().is_some_and(|alt| alt.contains("Ann Lee")), "{answer}");
    Some((name, message["embeds"][0]["image"]["url"] == format!("attachment://{name}")))
}

#[tokio::test]
async fn a_timeline_and_connections_are_shown_beside_their_words() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let shown = standin.ask(timeline()).await;
    assert_eq!(picture(&shown), Some(("timeline.png", true)));
    assert!(text(&shown).contains("Ann Lee and Bob Roe met"), "{shown}");
    let tied = standin.ask(command("connections", &[("person", "Ann Lee")])).await;
    assert_eq!(picture(&tied), Some(("connections.png", true)), "{tied}");
    // What takes its place shows its own picture, or none.
    for (line, expected) in
        [("/who person: Bob Roe", None), ("/timeline person: Ann Lee", Some(("timeline.png", true)))]
    {
        let pressed = standin.ask(press(&shown, line, None)).await;
        assert_eq!((pressed["type"].as_u64(), picture(&pressed)), (Some(7), expected), "{pressed}");
        assert!(pressed["data"]["attachments"].is_array(), "the picture before goes: {pressed}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn where_no_file_may_be_attached_the_words_go_alone() {
    let mut standin = Standin::start().await;
    let bot = Bot::start(&mut standin, archive::office()).await;
    let words = text(&standin.ask(timeline()).await);
    let alone = standin.ask(text_alone(timeline())).await;
    assert_eq!((picture(&alone), text(&alone)), (None, words.clone()));

    // Discord says no though nothing foretold it.
    standin.spoil("callback", Fault::Refused(403, 50_013));
    let alone = standin.ask(timeline()).await;
    assert_eq!((picture(&alone), text(&alone)), (None, words));

    standin.spoil("write", Fault::Refused(403, 50_013));
    for expected in [None, Some(("timeline.png", true))] {
        standin.order(Order::Dispatch("MESSAGE_CREATE", chat(&format!("<@{APPLICATION}> timeline of Ann Lee"))));
        let wrote = standin.next(|seen| if let Seen::Wrote { body, .. } = seen { Some(body) } else { None }).await;
        assert_eq!(picture(&wrote), expected, "{wrote}");
    }
    bot.stop().await;
}
