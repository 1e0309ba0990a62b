//! Prints what reading finds, for development: `reading DIR > predictions.jsonl`.
use receipts::domain::*;
use receipts::{extract, language};

fn article(path: &std::path::Path) -> Article {
    let text = std::fs::read_to_string(path).expect("text");
    let (mut date, mut title) = (None, Span::new(0, 0));
    let first = text.find('\n').unwrap_or(text.len());
    if let Some(rest) = text[..first].trim_start().strip_prefix("date ") {
        let (day, _) = rest.split_once(' ').unwrap_or((rest, ""));
        date = Edtf::parse(day);
        let at = text[..first].find(day).expect("day") + day.len();
        title = Span::new(at, first);
    } else {
        title.end = first;
    }
    let id = ArticleId(path.file_stem().expect("stem").to_string_lossy().into_owned());
    let body = Span::new(first, text.len());
    Article { id, text, date, title, body, outlet: None, url: None, warnings: vec![] }
}

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    let mut paths: Vec<_> = std::fs::read_dir(dir).expect("dir").map(|e| e.expect("entry").path()).collect();
    paths.sort();
    let debug = std::env::args().nth(2);
    let mut people: Vec<(
        String,
        std::collections::BTreeSet<String>,
        std::collections::BTreeSet<String>,
        Option<Pronouns>,
    )> = vec![];
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let article = article(path);
        let analysis = language::analyse(&article);
        if let Some(part) = &debug {
            if article.id.0.contains(part.as_str()) {
                for s in &analysis.sentences {
                    println!("S {}", analysis.text(s.span));
                    for m in analysis.mentions_in(s.span) {
                        let who: Vec<&str> =
                            m.chains.iter().map(|c| analysis.chains[c.0 as usize].name.as_str()).collect();
                        println!("    {:?} {} -> {:?}", m.kind, analysis.text(m.span), who);
                    }
                }
                for c in &analysis.chains {
                    println!("C {} {:?} {:?}", c.name, c.pronouns, c.forms);
                }
            }
            continue;
        }
        let points = CodePoints::of(&article.text);
        for c in &analysis.chains {
            let set = (
                c.name.clone(),
                c.forms.iter().cloned().collect(),
                [article.id.0.clone()].into_iter().collect(),
                c.pronouns,
            );
            match people.iter_mut().find(|p| p.0 == c.name) {
                Some(p) => {
                    p.1.extend(set.1);
                    p.2.extend(set.2);
                }
                None => people.push(set),
            }
        }
        for claim in extract::quotation::extract(&analysis) {
            let Fact::Quotation(q) = claim.fact else { continue };
            let kind = match q.kind {
                QuotationKind::Direct => "quote",
                QuotationKind::Inner => "inner_quote",
                QuotationKind::Indirect => "indirect_quote",
            };
            let name = |c: &ChainId| analysis.chains[c.0 as usize].name.clone();
            let speaker = match &q.speaker {
                Speaker::Person(c) => Some(name(c)),
                Speaker::Joint(all) => Some(all.iter().map(name).collect::<Vec<_>>().join(" & ")),
                Speaker::Unnamed(phrase) => Some(format!("unnamed: {phrase}")),
                Speaker::Unknown => None,
            };
            let (start, end) = points.span(q.content);
            println!(
                "{}",
                serde_json::json!({"type": kind, "article": article.id.0, "start": start, "end": end, "text": analysis.text(q.content),
                    "speaker": speaker, "cue": q.cue, "group": q.group, "medium": format!("{:?}", q.medium)})
            );
        }
    }
    for p in people {
        println!("{}", serde_json::json!({"type": "person", "name": p.0, "aliases": p.1, "articles": p.2}));
    }
}
