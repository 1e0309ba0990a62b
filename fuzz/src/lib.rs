//! What must hold of everything that is read, whatever the bytes?
//!
//! Each target turns bytes into what one public function takes; what several of them check stands here. A check that
//! fails panics, and so is found. Nothing here knows what a text means.

use std::path::Path;

use receipts::answer::Answer;
use receipts::article;
use receipts::domain::{Article, Chain, ChainId, Span, Timex};
use receipts::language::Analysis;
use receipts::render::discord::escape::length;
use receipts::render::discord::{self, Message};
use receipts::render::{json, terminal};
use serde_json::Value;

/// Bytes as text: what is no UTF-8 becomes replacement characters, so that one bad byte does not hide the rest.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{1}")
}

/// The article of a text; none when it holds nothing.
#[must_use]
pub fn article(stem: &str, text: &str) -> Option<Article> {
    article::from_bytes(Path::new(&format!("{stem}.txt")), text.as_bytes().to_vec()).ok()
}

/// A span lies in its text, on character boundaries.
pub fn fits(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} of {} bytes", text.len());
}

/// Neither empty nor out of order nor overlapping.
pub fn apart(spans: impl IntoIterator<Item = Span>) {
    let mut before = 0;
    for span in spans {
        assert!(before <= span.start && span.start < span.end, "{span:?} begins before {before} or is empty");
        before = span.end;
    }
}

/// Temporal expressions lie apart in the part of the text that was looked at, each with a value.
pub fn temporal(text: &str, within: Span, found: &[Timex]) {
    apart(found.iter().map(|t| t.span));
    for timex in found {
        fits(text, timex.span);
        assert!(within.contains(timex.span) && !timex.value.is_empty(), "{timex:?} within {within:?}");
    }
}

/// Everything that an analysis tells has its place in the text, in order; whoever is meant is somebody.
pub fn analysis(analysis: &Analysis<'_>) {
    let text = analysis.article.text.as_str();
    let somebody = |chain: ChainId| assert!((chain.0 as usize) < analysis.chains.len(), "nobody is {chain:?}");
    apart(analysis.paragraphs.iter().map(|p| p.span));
    apart(analysis.sentences.iter().map(|s| s.span));
    apart(analysis.tokens.iter().map(|t| t.span));
    temporal(text, Span::new(0, text.len()), &analysis.timexes);
    analysis.paragraphs.iter().for_each(|p| fits(text, p.span));
    analysis.tokens.iter().for_each(|t| fits(text, t.span));
    for sentence in &analysis.sentences {
        fits(text, sentence.span);
        assert!(analysis.paragraphs[sentence.paragraph].span.contains(sentence.span), "{sentence:?}");
        assert!(sentence.tokens.0 <= sentence.tokens.1 && sentence.tokens.1 <= analysis.tokens.len(), "{sentence:?}");
        assert!(analysis.sentence_at(sentence.span.start).is_some_and(|at| analysis.sentences[at] == *sentence));
    }
    for (n, quoted) in analysis.quoted.iter().enumerate() {
        fits(text, quoted.span);
        fits(text, quoted.outer);
        assert!(quoted.outer.contains(quoted.span), "{quoted:?}");
        assert!(quoted.inside.is_none_or(|i| i < n && analysis.quoted[i].outer.contains(quoted.outer)), "{quoted:?}");
        assert!(quoted.span.is_empty() || analysis.is_quoted(quoted.span.start), "{quoted:?}");
    }
    for attribution in &analysis.attributions {
        fits(text, attribution.content);
    }
    assert!(analysis.mentions.is_sorted_by_key(|m| m.span.start), "mentions out of order");
    for mention in &analysis.mentions {
        fits(text, mention.span);
        assert!(!mention.span.is_empty(), "{mention:?}");
        mention.chains.iter().copied().for_each(somebody);
    }
    analysis.chains.iter().for_each(|c| chain(text, c));
}

fn chain(text: &str, chain: &Chain) {
    assert!(!chain.name.trim().is_empty() && !chain.names.is_empty(), "{chain:?}");
    chain.names.iter().for_each(|name| fits(text, *name));
}

/// An answer on every surface: Discord's limits kept, JSON that is one line of JSON, nothing that a terminal obeys.
pub fn rendered(answer: &Answer) {
    let message = Message::answer(answer);
    let fits = |text: &str, most: usize| assert!(length(text) <= most, "{} of {most}: {text:?}", length(text));
    let embed = message.embed.expect("an embed");
    fits(&embed.title, discord::MOST_TITLE);
    fits(&embed.description, discord::MOST_DESCRIPTION);
    fits(&embed.footer, discord::MOST_FOOTER);
    assert!(embed.fields.len() <= discord::MOST_FIELDS, "{} fields", embed.fields.len());
    for field in &embed.fields {
        fits(&field.name, discord::MOST_FIELD_NAME);
        fits(&field.value, discord::MOST_FIELD_VALUE);
        assert!(!field.name.trim().is_empty() && !field.value.trim().is_empty(), "a blank field");
    }
    let fields = embed.fields.iter().map(|f| length(&f.name) + length(&f.value)).sum::<usize>();
    let whole = length(&embed.title) + length(&embed.description) + length(&embed.footer) + fields;
    assert!(whole <= discord::MOST_EMBED, "an embed of {whole}");
    assert!(!embed.title.is_empty() || !embed.description.is_empty() || !embed.fields.is_empty(), "an empty embed");
    if let Some(menu) = message.menu {
        assert!((1..=discord::MOST_OPTIONS).contains(&menu.options.len()), "{} options", menu.options.len());
        for option in &menu.options {
            for text in [&option.label, &option.description, &option.command] {
                fits(text, discord::MOST_OPTION_TEXT);
            }
            assert!(!option.label.trim().is_empty() && !option.command.trim().is_empty(), "a blank option");
        }
    }
    let line = json::answer(&Value::Null, answer);
    assert!(!line.contains('\n') && serde_json::from_str::<Value>(&line).is_ok_and(|v| v.is_object()), "{line}");
    for width in [0, 40, 100] {
        let shown = terminal::answer(answer, width);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "a terminal obeys {shown:?}");
    }
}
