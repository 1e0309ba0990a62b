//! Any answer on every surface: Discord's limits are kept, what is escaped means nothing, JSON stays JSON.

#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use receipts::answer::{Action, Answer, Choice, Kind, Line, Receipt};
use receipts::domain::{ArticleId, Edtf, Span};
use receipts::render::discord::{MOST_CONTENT, Message, escape};

fuzz_target!(|bytes: &[u8]| {
    let mut given = Unstructured::new(bytes);
    let (Ok(text), Ok(most)) = (String::arbitrary(&mut given), u16::arbitrary(&mut given)) else { return };
    for fit in [escape::fit, escape::fit_plain, escape::fit_label, escape::fit_line] {
        let fitted = fit(&text, most.into());
        assert!(escape::length(&fitted.text) <= most.into(), "{fitted:?} in {most}");
    }
    let _ = escape::link_target(&text);
    assert!(escape::length(&Message::notice(&text).content) <= MOST_CONTENT);
    if let Ok(answer) = answer(&mut given) {
        receipts_fuzz::rendered(&answer);
    }
});

fn answer(given: &mut Unstructured<'_>) -> Result<Answer> {
    let kinds = [
        Kind::Statement,
        Kind::Quotation,
        Kind::Timeline,
        Kind::WhichOne,
        Kind::Passages,
        Kind::NothingFound,
        Kind::Manual,
    ];
    Ok(Answer {
        kind: *given.choose(&kinds)?,
        title: text(given)?,
        lines: several(given, line)?,
        receipts: several(given, receipt)?,
        suggestions: several(given, text)?,
        choices: several(given, |g| Ok(Choice { label: text(g)?, description: text(g)?, command: text(g)? }))?,
        conflict: bool::arbitrary(given)?,
        actions: several(given, |g| Ok(Action { label: text(g)?, command: text(g)? }))?,
        note: text(given)?,
        ..Answer::default()
    })
}

/// Up to thirty: more than any surface shows.
fn several<'a, T>(given: &mut Unstructured<'a>, one: impl Fn(&mut Unstructured<'a>) -> Result<T>) -> Result<Vec<T>> {
    (0..given.int_in_range(0..=30)?).map(|_| one(given)).collect()
}

/// A text over and over, for one byte more: limits are reached with little.
fn text(given: &mut Unstructured<'_>) -> Result<String> {
    let once = <&str>::arbitrary(given)?;
    Ok(once.repeat((4000 / once.len().max(1)).min(given.int_in_range(0..=200)?)))
}

fn line(given: &mut Unstructured<'_>) -> Result<Line> {
    let quotes = |g: &mut Unstructured<'_>| Ok(Line::Quotes { words: text(g)?, speaker: text(g)?, note: text(g)? });
    if bool::arbitrary(given)? { quotes(given) } else { Ok(Line::Says(text(given)?)) }
}

fn receipt(given: &mut Unstructured<'_>) -> Result<Receipt> {
    Ok(Receipt {
        article: ArticleId(text(given)?.into()),
        date: Edtf::parse(<&str>::arbitrary(given)?),
        title: text(given)?,
        outlet: Option::<String>::arbitrary(given)?,
        url: Option::<String>::arbitrary(given)?,
        sentence: text(given)?,
        span: Span::new(0, 0),
        code_points: (0, 0),
    })
}
