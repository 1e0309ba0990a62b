//! Which parts of a page are not the article?
//!
//! Told by element, by visibility and by the words of `class` and `id` (`data/words/boilerplate.txt`). A part that holds
//! most of the page's prose is the article whatever it is called. Looks at no text.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, NodeId, NodeRef};

/// Elements that never hold an article.
const NEVER: [&str; 6] = ["nav", "footer", "button", "figure", "figcaption", "menu"];
/// Elements that are around an article or in between, unless all of the page stands in them.
const ASIDE: [&str; 3] = ["aside", "form", "dialog"];

/// What the words of a class or an id look like where they name something else than the article.
static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/words/boilerplate.txt").lines();
    let names = lines.filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| format!("-{l}-"));
    AhoCorasick::new(names).ok()
});

/// Takes out of a page what is not the article.
pub(super) fn clean(page: &Document) {
    let Some(body) = page.body() else { return };
    let (prose, all) = prose(&body);
    let most = |node: &NodeRef<'_>| prose.get(&node.id).copied().unwrap_or(0) * 5 > all * 2;
    for heading in page.select("h2, h3, h4, h5, h6").nodes() {
        // A list of other articles is told by its heading where its class is silent.
        let list = heading.parent().filter(|p| !most(p) && !is_kept(p) && is_elsewhere(&heading.text()));
        list.inspect(NodeRef::remove_from_parent);
    }
    let mut node = body.first_child();
    while let Some(current) = node {
        let drop = current.is_element() && (is_never(&current) || !most(&current) && is_aside(&current));
        let below = current.first_child().filter(|_| !drop);
        node = below.or_else(|| behind(current, &body));
        if drop {
            current.remove_from_parent();
        }
    }
}

/// The next node that is not below this one.
fn behind<'a>(mut current: NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    loop {
        if let Some(sibling) = current.next_sibling() {
            return Some(sibling);
        }
        current = current.parent().filter(|p| p.id != root.id)?;
    }
}

/// How many bytes of text each element holds, links aside, and how many there are in all.
fn prose(body: &NodeRef<'_>) -> (HashMap<NodeId, usize>, usize) {
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    let nodes: Vec<NodeRef<'_>> = body.descendants_it().collect();
    let mut all = 0;
    // Backwards: children stand behind their parents.
    for node in nodes.iter().rev() {
        let own = if node.is_text() { node.text().trim().len() } else { held.get(&node.id).copied().unwrap_or(0) };
        if own == 0 || node.has_name("a") {
            continue;
        }
        if let Some(parent) = node.parent() {
            *held.entry(parent.id).or_default() += own;
            all += if parent.id == body.id { own } else { 0 };
        }
    }
    (held, all)
}

fn is_never(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| NEVER.contains(&name.as_ref()))
}

/// Elements whose names say that they are the article, or hold it.
fn is_kept(node: &NodeRef<'_>) -> bool {
    ["article", "main", "body"].iter().any(|name| node.has_name(name))
}

/// `Most read`, `Related articles`, `More from The Reel`: what such a heading heads leads elsewhere.
fn is_elsewhere(heading: &str) -> bool {
    let heading = heading.trim().trim_end_matches(':').to_lowercase();
    let begins =
        ["more from ", "more on ", "read more", "you may also", "you might also", "what to read", "most popular"];
    let whole = [
        "most read",
        "most viewed",
        "most shared",
        "popular",
        "trending",
        "trending now",
        "related",
        "related topics",
        "related articles",
        "related stories",
        "related content",
        "related links",
        "recommended",
        "recommended stories",
        "recommended for you",
        "top stories",
        "latest",
        "latest news",
        "latest stories",
        "more stories",
        "up next",
        "read next",
        "see also",
        "editor's picks",
        "editors' picks",
        "don't miss",
        "also read",
        "newsletter",
        "share this",
        "share this story",
        "comments",
        "leave a comment",
        "leave a reply",
        "more",
        "around the web",
    ];
    whole.contains(&heading.replace('’', "'").as_str())
        || heading.len() < 60 && begins.iter().any(|b| heading.starts_with(b))
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if is_kept(node) {
        return false;
    }
    let around = match name.as_ref() {
        "header" => !node.ancestors_it(None).any(|a| a.has_name("article") || a.has_name("main")),
        "time" => stands_alone(node),
        // The number of a note.
        "sup" => node.text().chars().all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | ',' | ' ')),
        // `amp-ad` and other elements that sites make up.
        name => ASIDE.contains(&name) || name.contains('-') && is_named(name),
    };
    around || is_hidden(node) || is_named_aside(node)
}

/// A time within a sentence is text, and so is one that heads what follows; one by itself is the page's stamp.
fn stands_alone(node: &NodeRef<'_>) -> bool {
    let heading = |name: &str| name.len() == 2 && name.starts_with('h');
    let alone = |p: &NodeRef<'_>| p.text().trim() == node.text().trim() || is_between_blocks(node);
    node.parent().is_some_and(|p| !p.node_name().is_some_and(|n| heading(&n)) && alone(&p))
}

/// Whether what stands before and behind is no part of the same line.
fn is_between_blocks(node: &NodeRef<'_>) -> bool {
    const BLOCKS: [&str; 12] =
        ["p", "div", "section", "article", "header", "footer", "figure", "ul", "ol", "blockquote", "table", "hr"];
    let is_blank = |n: &NodeRef<'_>| !n.is_element() && n.text().trim().is_empty();
    let is_block = |n: NodeRef<'_>| n.node_name().is_some_and(|name| BLOCKS.contains(&name.as_ref()));
    let before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).find(|n| !is_blank(n));
    let behind = std::iter::successors(node.next_sibling(), NodeRef::next_sibling).find(|n| !is_blank(n));
    before.is_none_or(is_block) && behind.is_none_or(is_block)
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|s| s.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|v| v.eq_ignore_ascii_case("true"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

fn is_named_aside(node: &NodeRef<'_>) -> bool {
    let role = node.attr("role").unwrap_or_default();
    let roles = ["navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu", "alert"];
    roles.contains(&role.as_ref())
        || [node.class(), node.id_attr(), node.attr("data-component"), node.attr("data-testid")]
            .into_iter()
            .flatten()
            .any(|value| value.split_whitespace().any(is_named))
}

/// Whether a name says that what it names is not the article.
fn is_named(token: &str) -> bool {
    NAMES.as_ref().is_some_and(|names| names.is_match(&words(token)))
}

/// `shareBar__item` as `-share-bar-item-`.
fn words(token: &str) -> String {
    let mut words = String::from("-");
    let mut before = ' ';
    for c in token.chars().take(200) {
        let begins = c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        if (begins || !c.is_alphanumeric()) && !words.ends_with('-') {
            words.push('-');
        }
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    if !words.ends_with('-') {
        words.push('-');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_an_article_goes() {
        let prose = "<p>Zoë Quinlan and Lee Holt met in a small town by the sea in May.</p>".repeat(4);
        for aside in [
            "<nav>Home</nav>",
            "<div class='social-share'>Tweet</div>",
            "<div class=shareBar__items>Tweet</div>",
            "<div id='related_stories'><p>Another story altogether.</p></div>",
            "<div style='display: none'>Hidden</div>",
            "<figure><figcaption>Quinlan in Rome</figcaption></figure>",
            "<section role=complementary>More</section>",
            "<div class='cookie-consent'>We use cookies.</div>",
            "<amp-ad><p>Buy a boat today.</p></amp-ad>",
            "<div><h3>Most read</h3><p>Another story altogether.</p></div>",
            "<time>21:40</time>",
        ] {
            let page = Document::from(format!("<body><div class='share-page'>{prose}{aside}</div></body>"));
            clean(&page);
            let left = page.body().expect("a body").inner_html();
            assert_eq!(left.as_ref(), format!("<div class=\"share-page\">{prose}</div>"), "{aside}");
        }
    }

    #[test]
    fn names_fall_into_words() {
        for (token, expected) in
            [("shareBar__item", "-share-bar-item-"), ("--ad2--", "-ad2-"), ("", "-"), ("ArticleBody", "-article-body-")]
        {
            assert_eq!(words(token), expected);
        }
    }
}
