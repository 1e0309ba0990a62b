//! How is one answer laid out as an embed?
//!
//! What is said stands above, one field for each candidate and each receipt below it, then what else could be
//! asked. The texts share Discord's 6000 units: [`shares`] decides how long each may be.

use super::escape::{fit, fit_label, fit_line, fit_plain, length, link_target};
use super::{Embed, Field, MOST_DESCRIPTION, MOST_EMBED, MOST_FIELD_VALUE, MOST_FOOTER, MOST_TITLE, shares};
use crate::answer::{Answer, Choice, Kind, Line, MOST_RECEIPTS, Receipt};
use crate::domain::Edtf;
use crate::render::site;

/// Lays out an answer within Discord's limits; `more` can be asked besides what the answer itself suggests.
pub(super) fn embed(answer: &Answer, more: &[String]) -> Embed {
    let title = fit_line(&answer.title, MOST_TITLE).text;
    let remark = if answer.conflict { "Accounts differ: both are shown. " } else { "" };
    let footer = fit_plain(format!("{remark}{} {}", answer.support_line(), answer.note).trim(), MOST_FOOTER).text;
    let room = MOST_EMBED - length(&title) - length(&footer);

    let asks: Vec<&str> = more.iter().chain(&answer.suggestions).map(String::as_str).collect();
    let parts = parts(answer, &asks);
    let whole: Vec<Field> = parts.iter().map(|part| part.field(usize::MAX)).collect();
    let wishes: Vec<usize> = whole.iter().map(length_of).collect();
    let reserved: usize = wishes.iter().map(|wish| (*wish).min(LEAST_FIELD)).sum();
    let description = description(answer, (room - reserved).min(MOST_DESCRIPTION));

    let level = shares::level(&wishes, room - length(&description));
    let fit_in =
        |(part, (whole, wish)): (&Part, (Field, &usize))| if *wish > level { part.field(level) } else { whole };
    let fields: Vec<Field> = parts.iter().zip(whole.into_iter().zip(&wishes)).map(fit_in).collect();

    let empty = title.is_empty() && description.is_empty() && fields.is_empty();
    Embed {
        title,
        description: if empty { "There is nothing to show.".to_owned() } else { description },
        colour: colour(answer),
        fields,
        footer,
    }
}

/// Every field may have at least this many units, its heading included.
const LEAST_FIELD: usize = 160;
/// A heading of ours or a candidate's name.
const MOST_HEADING: usize = 80;
/// Further candidates are found in the menu only.
const MOST_CANDIDATES: usize = 10;
const MOST_SUGGESTION: usize = 200;
/// Follows words that were cut, so that nobody takes them for all that was said.
const CONTINUES: &str = " (continues)";
/// A line shorter than this says nothing; rather fewer lines.
const LEAST_LINE: usize = 80;
/// Who said it, and how and when.
const MOST_SPEAKER: usize = 120;
/// A link with less of the title in it is no help.
const LEAST_LABEL: usize = 20;
/// An article's title may be the caption of a picture.
const MOST_ARTICLE: usize = 160;

fn colour(answer: &Answer) -> u32 {
    match answer.kind {
        _ if answer.conflict => 0x00E6_7E22,
        Kind::Statement | Kind::Timeline => 0x002E_86C1,
        Kind::Quotation => 0x0088_4EA0,
        Kind::WhichOne => 0x00F1_C40F,
        Kind::Passages | Kind::NothingFound => 0x0095_A5A6,
        Kind::Manual => 0x0034_495E,
    }
}

/// What becomes a field.
enum Part<'a> {
    Candidate(&'a Choice),
    /// Its number, and where the archive's pages are.
    Receipt(usize, &'a Receipt, Option<&'a str>),
    Suggestions(&'a [&'a str]),
}

fn parts<'a>(answer: &'a Answer, asks: &'a [&'a str]) -> Vec<Part<'a>> {
    // Those that the lines name already would only be said twice; the menu has all of them.
    let text = answer.text();
    let candidates =
        answer.choices.iter().filter(|c| !text.contains(&c.label)).take(MOST_CANDIDATES).map(Part::Candidate);
    let site = answer.site.as_deref();
    let receipts = answer.receipts.iter().take(MOST_RECEIPTS).enumerate();
    let receipts = receipts.map(|(i, r)| Part::Receipt(i + 1, r, site));
    let suggestions = (!asks.is_empty()).then_some(Part::Suggestions(asks));
    candidates.chain(receipts).chain(suggestions).collect()
}

impl Part<'_> {
    /// The field in at most `most` units (not less than [`LEAST_FIELD`]), heading and text together.
    fn field(&self, most: usize) -> Field {
        let filled = |text: String| if text.is_empty() { "?".to_owned() } else { text };
        let name = filled(match self {
            Self::Candidate(choice) => fit_line(&choice.label, MOST_HEADING).text,
            Self::Receipt(number, receipt, _) => {
                format!("{number} · {}", receipt.date.as_ref().map_or("undated".to_owned(), Edtf::phrase))
            }
            Self::Suggestions(_) => "You could ask".to_owned(),
        });
        let room = most.saturating_sub(length(&name)).min(MOST_FIELD_VALUE);
        let value = match self {
            Self::Candidate(choice) => candidate(choice, room),
            Self::Receipt(_, receipt, site) => evidence(receipt, *site, room),
            Self::Suggestions(all) => suggestions(all, room),
        };
        Field { name, value: filled(value) }
    }
}

fn length_of(field: &Field) -> usize {
    length(&field.name) + length(&field.value)
}

/// What tells the candidate apart, and the command that asks for that one.
fn candidate(choice: &Choice, most: usize) -> String {
    let command = code(&choice.command, most / 2);
    let description = fit_line(&choice.description, most - length(&command) - 1).text;
    joined([description, command], "\n")
}

/// The sentence as a block quotation, below it the article with its link, and the outlet.
fn evidence(receipt: &Receipt, site: Option<&str>, most: usize) -> String {
    let title = if receipt.title.trim().is_empty() { &*receipt.article.0 } else { &receipt.title };
    let outlet = receipt.outlet.as_deref().map(|outlet| format!(" · {}", fit_line(outlet, MOST_HEADING / 2).text));
    let outlet = outlet.unwrap_or_default();
    let context = in_context(receipt, site, (most / 2).saturating_sub(length(&outlet))).unwrap_or_default();
    let outlet = outlet + &context;
    let room = (most / 2).saturating_sub(length(&outlet));
    let linked = receipt.url.as_deref().and_then(link_target).and_then(|url| {
        let label = fit_label(title, room.saturating_sub(length(&url) + length("[]()")).min(MOST_ARTICLE)).text;
        (length(&label) >= LEAST_LABEL.min(length(title))).then(|| format!("[{label}]({url})"))
    });
    let source = linked.unwrap_or_else(|| fit_line(title, room.min(MOST_ARTICLE)).text) + &outlet;
    let sentence = quoted(&receipt.sentence, most.saturating_sub(length(&source) + length("> \n")));
    if sentence.is_empty() { source } else { format!("> {sentence}\n{source}") }
}

/// The link to the sentence among the archive's pages, where it fits.
fn in_context(receipt: &Receipt, site: Option<&str>, most: usize) -> Option<String> {
    let page = format!("{}/{}", site?, site::address(&receipt.article, receipt.code_points.0));
    let link = format!(" · [in context]({})", link_target(&page)?);
    (length(&link) <= most).then_some(link)
}

/// As many of them as fit, each whole.
fn suggestions(all: &[&str], most: usize) -> String {
    let mut text = String::new();
    for suggestion in all {
        let shown = if suggestion.starts_with('/') {
            code(suggestion, MOST_SUGGESTION)
        } else {
            fit_line(suggestion, MOST_SUGGESTION).text
        };
        let bullet = format!("• {shown}\n");
        if length(&text) + length(&bullet) > most {
            break;
        }
        text.push_str(&bullet);
    }
    text.truncate(text.trim_end().len());
    text
}

/// A command line as Discord shows code: nothing in it means anything.
fn code(command: &str, most: usize) -> String {
    let plain = fit_plain(&command.replace('`', "'"), most.saturating_sub(2)).text;
    if plain.is_empty() { plain } else { format!("`{plain}`") }
}

/// Somebody's words on one line; if they are cut, the reader learns it.
fn quoted(words: &str, most: usize) -> String {
    let fitted = fit_line(words, most);
    if !fitted.cut {
        return fitted.text;
    }
    match fit_line(words, most.saturating_sub(length(CONTINUES))).text {
        text if text.is_empty() => text,
        text => text + CONTINUES,
    }
}

/// The lines of the answer. When they are too long, the longest give way; when they are too many, the last.
fn description(answer: &Answer, most: usize) -> String {
    let lines: Vec<&Line> = answer.lines.iter().filter(|l| !shown(l, usize::MAX).is_empty()).collect();
    let whole = stacked(answer.kind, &lines, usize::MAX);
    if length(&whole) <= most {
        return whole;
    }
    let more = |n: usize| format!("{GAP}… and {n} more");
    let fitting = lines.len().min((most - length(&more(lines.len()))) / (LEAST_LINE + length(GAP)));
    let rest = if fitting < lines.len() { more(lines.len() - fitting) } else { String::new() };
    let lengths: Vec<usize> = lines.iter().take(fitting).map(|l| length(&shown(l, usize::MAX))).collect();
    let level = shares::level(&lengths, most - length(&rest) - fitting * length(GAP));
    stacked(answer.kind, &lines[..fitting], level) + &rest
}

/// An empty line: around quotations, so that two of them stay two, and between paragraphs of a manual.
const GAP: &str = "\n\n";

/// The lines below each other, each in at most `most` units.
fn stacked(kind: Kind, lines: &[&Line], most: usize) -> String {
    let mut text = String::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        let plain = matches!((above, line), (Some(Line::Says(_)), Line::Says(_))) && kind != Kind::Manual;
        text.push_str(if above.is_none() {
            ""
        } else if plain {
            "\n"
        } else {
            GAP
        });
        text.push_str(&shown(line, most));
        above = Some(line);
    }
    text
}

fn shown(line: &Line, most: usize) -> String {
    match line {
        Line::Says(text) => fit(text, most).text,
        Line::Quotes { words, speaker, note } => {
            let who = joined([speaker, note].map(|text| fit_line(text, (most / 4).min(MOST_SPEAKER)).text), ", ");
            let who = if who.is_empty() { who } else { format!("\n> — {who}") };
            let words = quoted(words, most.saturating_sub(length(&who) + length("> “”")));
            if words.is_empty() { who.trim_start().to_owned() } else { format!("> “{words}”{who}") }
        }
    }
}

/// Those that are not empty.
fn joined(texts: impl IntoIterator<Item = String>, between: &str) -> String {
    texts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArticleId, Span};

    fn receipt(sentence: &str, title: &str, url: Option<&str>) -> Receipt {
        Receipt {
            article: ArticleId("001_film".into()),
            date: Edtf::parse("2021-12-27"),
            title: title.to_owned(),
            outlet: Some("Reel Weekly".to_owned()),
            url: url.map(str::to_owned),
            sentence: sentence.to_owned(),
            span: Span::new(0, 0),
            code_points: (0, 0),
        }
    }

    #[test]
    fn a_receipt_shows_sentence_article_and_date() {
        for (receipt, name, value) in [
            (
                receipt("They met in *May*.", "Ann [and] Bob", Some("https://news.example/ann")),
                "1 · 27 December 2021",
                "> They met in \\*May\\*.\n[Ann \\[and\\] Bob](https://news.example/ann) · Reel Weekly",
            ),
            (
                Receipt { date: None, outlet: None, ..receipt("One.\nTwo.", "", None) },
                "1 · undated",
                "> One. Two.\n001\\_film",
            ),
        ] {
            let shown = embed(&Answer { receipts: vec![receipt], ..Answer::default() }, &[]);
            assert_eq!(shown.fields, [Field { name: name.to_owned(), value: value.to_owned() }]);
        }
    }

    #[test]
    fn a_quotation_is_whole_while_there_is_room_and_else_says_that_it_continues() {
        let said = |words: String| Answer {
            kind: Kind::Quotation,
            lines: vec![Line::Quotes { words, speaker: "Ann Lee".to_owned(), note: "to Reel Weekly".to_owned() }],
            ..Answer::default()
        };
        assert_eq!(
            embed(&said("We *met*.".to_owned()), &[]).description,
            "> “We \\*met\\*.”\n> — Ann Lee, to Reel Weekly"
        );
        let whole = embed(&said("word ".repeat(800)), &[]).description;
        assert!(!whole.contains("(continues)"), "{whole}");
        let cut = embed(&said("word ".repeat(2000)), &[]).description;
        assert!(cut.ends_with("word… (continues)”\n> — Ann Lee, to Reel Weekly"), "{cut}");
        assert!(length(&cut) > MOST_DESCRIPTION - 20, "{}", length(&cut));
    }

    #[test]
    fn sentences_stand_close_and_quotations_apart() {
        let quotes =
            |words: &str| Line::Quotes { words: words.to_owned(), speaker: "Ann".to_owned(), note: String::new() };
        let answer = Answer::default().says("One.").says("Two.");
        let answer = Answer { lines: [answer.lines, vec![quotes("a"), quotes("b")]].concat(), ..Answer::default() };
        assert_eq!(embed(&answer, &[]).description, "One.\nTwo.\n\n> “a”\n> — Ann\n\n> “b”\n> — Ann");
    }

    #[test]
    fn a_long_sentence_leaves_room_for_its_source() {
        let shown =
            embed(&Answer { receipts: vec![receipt(&"word ".repeat(500), "Ann", None)], ..Answer::default() }, &[]);
        assert!(shown.fields[0].value.ends_with("word… (continues)\nAnn · Reel Weekly"), "{shown:?}");
    }

    #[test]
    fn candidates_come_first_with_what_tells_them_apart() {
        let choice = Choice {
            label: "Ann Lee".to_owned(),
            description: "a singer".to_owned(),
            command: "/who person: Ann Lee".to_owned(),
        };
        let answer = Answer {
            kind: Kind::WhichOne,
            choices: vec![choice],
            suggestions: vec!["/who person: Bob_".to_owned(), "Who is_ Bob?".to_owned()],
            ..Answer::default()
        };
        let fields = embed(&answer, &[]).fields;
        let shown: Vec<_> = fields.iter().map(|f| (f.name.as_str(), f.value.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("Ann Lee", "a singer\n`/who person: Ann Lee`"),
                ("You could ask", "• `/who person: Bob_`\n• Who is\\_ Bob?"),
            ]
        );
    }

    #[test]
    fn a_receipt_links_to_its_sentence_where_the_archive_has_pages() {
        let linked = |site: Option<&str>| {
            let one = Receipt { code_points: (42, 60), ..receipt("They met in May.", "A title", None) };
            let answer = Answer { receipts: vec![one], site: site.map(std::sync::Arc::from), ..Answer::default() };
            embed(&answer, &[]).fields.swap_remove(0).value
        };
        assert!(!linked(None).contains("in context"));
        let page = linked(Some("https://example.com/archive"));
        assert!(
            page.contains("[in context](https://example.com/archive/articles/") && page.contains(".html#s42)"),
            "{page}"
        );
        assert!(
            !linked(Some(&"https://example.com/".repeat(99))).contains("in context"),
            "a link too long to be whole"
        );
    }
}
