//! What does a page say of itself as JSON-LD (schema.org)?
//!
//! Reads what describes the article alone; the site, its publisher and what is linked are told apart by their types.

use dom_query::Document;
use serde_json::Value;

/// What a description of an article holds, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// The text, where the page prints it there; the posts of a live blog one after another.
    pub body: Option<String>,
}

/// The first description of an article in a page.
pub(super) fn described(page: &Document) -> Described {
    page.select("script[type*='ld+json']")
        .nodes()
        .iter()
        .find_map(|script| {
            let json = script.text();
            let json = json.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
            let value: Value = serde_json::from_str(json).ok()?;
            article(&value, 0).map(of)
        })
        .unwrap_or_default()
}

/// Descriptions lie in lists, in graphs and in descriptions of pages, not deeper than this.
const DEEPEST: usize = 6;

fn article(value: &Value, depth: usize) -> Option<&Value> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Array(all) => all.iter().find_map(|v| article(v, depth + 1)),
        Value::Object(_) if is_article(value) => Some(value),
        Value::Object(fields) => {
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|f| article(fields.get(*f)?, depth + 1))
        }
        _ => None,
    }
}

fn is_article(value: &Value) -> bool {
    let kinds = match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str).any(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report" || kind == "Recipe"
    })
}

fn of(value: &Value) -> Described {
    let text = |field: &str| value.get(field).and_then(first).map(plain);
    let posts = value.get("liveBlogUpdate").and_then(Value::as_array);
    let posts = posts.map(|posts| {
        let bodies = posts.iter().filter_map(|p| p.get("articleBody").and_then(first).map(plain));
        bodies.collect::<Vec<_>>().join("\n\n")
    });
    Described {
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished").or_else(|| text("dateCreated")),
        publisher: value.get("publisher").and_then(name).map(plain),
        url: text("url").or_else(|| value.get("mainEntityOfPage").and_then(address).map(str::to_owned)),
        body: text("articleBody").or(posts).filter(|b| !b.trim().is_empty()),
    }
}

fn first(value: &Value) -> Option<&str> {
    match value {
        Value::Array(all) => all.first()?.as_str(),
        other => other.as_str(),
    }
}

fn name(value: &Value) -> Option<&str> {
    match value {
        Value::Array(all) => all.iter().find_map(name),
        Value::Object(fields) => fields.get("name").and_then(first),
        other => other.as_str(),
    }
}

fn address(value: &Value) -> Option<&str> {
    value.get("@id").or_else(|| value.get("url")).unwrap_or(value).as_str()
}

/// Strings in JSON-LD are often HTML, escaped once more.
fn plain(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    if text.contains("</") {
        return super::fragment(text).join("\n\n");
    }
    let lines: Vec<String> = text.lines().map(|line| super::fragment(line).join(" ")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_of_articles_are_found() {
        for (json, headline, publisher, url) in [
            (
                r#"{"@type":"NewsArticle","headline":"Quinlan &amp; Noor","publisher":{"name":"The Reel"},"mainEntityOfPage":{"@id":"https://reel.example/q"}}"#,
                "Quinlan & Noor",
                "The Reel",
                "https://reel.example/q",
            ),
            (
                r#"{"@graph":[{"@type":"WebSite","name":"No"},{"@type":["Article","X"],"headline":"Yes","url":"https://reel.example/y"}]}"#,
                "Yes",
                "",
                "https://reel.example/y",
            ),
            (r#"[{"@type":"Organization","name":"No"},{"@type":"BlogPosting","name":"A post"}]"#, "A post", "", ""),
            (r#"{"@type":"WebPage","name":"No"}"#, "", "", ""),
            (r#"{"@type":"NewsArticle","headline":"cut"#, "", "", ""),
        ] {
            let page = Document::from(format!("<script type=\"application/ld+json\">{json}</script>"));
            let found = described(&page);
            assert_eq!(found.headline.as_deref().unwrap_or_default(), headline, "{json}");
            assert_eq!(found.publisher.as_deref().unwrap_or_default(), publisher, "{json}");
            assert_eq!(found.url.as_deref().unwrap_or_default(), url, "{json}");
        }
    }
}
