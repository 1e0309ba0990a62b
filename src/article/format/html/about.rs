//! Which title, date, outlet and address does a page give itself?
//!
//! Pages say it several times, for search engines, for social networks and for readers. What readers see is the title;
//! what machines are told is the date. Never looks into the article's text.

use dom_query::{Document, NodeRef};

use super::super::super::when;
use super::json_ld::{self, Described};
use crate::domain::Edtf;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    pub title: String,
    pub date: Option<Edtf>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// The article's text, where the page describes it with that.
    pub body: Option<String>,
}

/// Names of `meta` elements that hold the day of publication, the surest first.
const DATES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "originalpublicationdate",
    "date",
];

/// Reads what a page says of itself; `html` is its source, `address` where it was fetched from.
pub(super) fn about(page: &Document, html: &str, address: Option<&str>) -> About {
    let described = json_ld::described(page);
    let metas = metas(page);
    let meta = |name: &str| metas.iter().find(|(n, _)| n == name).map(|(_, content)| content.clone());
    let outlet = described.publisher.clone().or_else(|| meta("og:site_name")).or_else(|| meta("application-name"));
    let outlet = outlet.map(|o| o.trim().to_owned()).filter(|o| !o.is_empty());
    let url = page
        .select("link[rel='canonical']")
        .attr("href")
        .map(|href| href.to_string())
        .into_iter()
        .chain(meta("og:url"))
        .chain(described.url.clone())
        .chain(saved_from(html))
        .chain(address.map(str::to_owned))
        .map(|u| u.trim().to_owned())
        .find(|u| u.starts_with("https://") || u.starts_with("http://"));
    let date = described
        .published
        .iter()
        .chain(DATES.iter().filter_map(|name| metas.iter().find(|(n, _)| n == name)).map(|(_, content)| content))
        .find_map(|text| when::day(text))
        .or_else(|| printed_date(page))
        .or_else(|| url.as_deref().and_then(when::in_address));
    let social = meta("og:title").or_else(|| meta("twitter:title"));
    let title = title(page, &described, social.as_deref(), outlet.as_deref());
    About { title, date, outlet, url, body: described.body }
}

/// Every `meta` with a content: its name, property or itemprop in lower case.
fn metas(page: &Document) -> Vec<(String, String)> {
    let named = |meta: &NodeRef<'_>| {
        let name = meta.attr("property").or_else(|| meta.attr("name")).or_else(|| meta.attr("itemprop"))?;
        let content = meta.attr("content")?;
        Some((name.trim().to_ascii_lowercase(), content.trim().to_owned()))
    };
    page.select("meta").nodes().iter().filter_map(named).filter(|(_, content)| !content.is_empty()).collect()
}

/// Chrome's note in what it saves: `<!-- saved from url=(0025)https://paper.example/a -->`.
fn saved_from(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("<!-- saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    rest.split(|c: char| c.is_whitespace()).next().map(str::to_owned)
}

/// A day that readers see: in a `time` element, or where a class speaks of a date.
fn printed_date(page: &Document) -> Option<Edtf> {
    let first = |selector: &str| {
        page.select(selector).nodes().iter().take(20).find_map(|node| {
            let attributes = ["datetime", "content", "data-datetime", "title"];
            let given = attributes.iter().filter_map(|a| node.attr(a)).find_map(|value| when::day(&value));
            let text = node.text();
            given.or_else(|| (text.len() < 200).then(|| when::day(&text)).flatten())
        })
    };
    [
        "[itemprop~='datePublished']",
        "time[pubdate], time.published, time.entry-date",
        "article time, main time, header time",
        "time",
        "[class*='date'], [class*='Date'], [id*='date'], [class*='timestamp'], [class*='publish'], [class*='posted']",
        "[class*='byline'], [class*='meta'], .submitted",
    ]
    .iter()
    .find_map(|selector| first(selector))
    .or_else(|| stamped(page))
}

/// Old pages have no classes: the first short line with a whole day in it near the top of the page.
fn stamped(page: &Document) -> Option<Edtf> {
    top_lines(page).iter().filter(|line| line.len() <= 80 && !line.contains(". ")).find_map(|line| when::day(line))
}

/// What stands at the top of a page, in lines.
fn top_lines(page: &Document) -> Vec<String> {
    let lines = page.body().map(super::text::paragraphs).unwrap_or_default();
    lines.iter().take(25).flat_map(|p| p.text.lines()).map(str::to_owned).collect()
}

/// The headline as readers see it, where it is told from the site's name; else as machines are told.
fn title(page: &Document, described: &Described, social: Option<&str>, outlet: Option<&str>) -> String {
    let window = line(&page.select("head > title, title").text());
    let machine = described.headline.as_deref().map(line).filter(|t| !t.is_empty());
    let social = social.map(line).filter(|t| !t.is_empty());
    let told: Vec<&str> =
        [&machine, &social].into_iter().flatten().map(String::as_str).chain([window.as_str()]).collect();
    let is_site = |text: &str| outlet.is_some_and(|o| o.eq_ignore_ascii_case(text));
    let seen = ["[itemprop~='headline']", "article h1, main h1", "h1"].iter().find_map(|selector| {
        let heads: Vec<String> = page.select(selector).nodes().iter().map(|h| line(&h.text())).collect();
        heads.into_iter().find(|h| !h.is_empty() && !is_site(h) && h.len() < 400 && told.iter().any(|t| agree(h, t)))
    });
    if let Some(seen) = seen {
        return seen;
    }
    if let Some(machine) = machine {
        return machine;
    }
    let alone = page.select("h1").nodes().iter().map(|h| line(&h.text())).find(|h| h.split(' ').count() >= 3);
    if let (None, Some(alone)) = (&social, &alone)
        && window.is_empty()
    {
        return alone.clone();
    }
    let title = without_site(&social.unwrap_or(window), outlet);
    // `The Gazette: A headline`, and the headline stands on the page.
    let told =
        |line: &&String| line.split(' ').count() >= 3 && line.len() < title.len() && title.ends_with(line.as_str());
    top_lines(page).iter().find(told).cloned().unwrap_or(title)
}

/// In one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two headlines share at least half the words of the shorter one.
fn agree(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3);
        words.take(40).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|w| other.contains(w)).count();
    shared > 0 && shared * 2 >= one.len().min(other.len())
}

/// `A headline | The Paper` without the paper: what follows the last mark, when it is the outlet or short.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    for mark in [" | ", " – ", " — ", " - ", " :: ", " « ", " • "] {
        let Some((headline, site)) = title.rsplit_once(mark) else { continue };
        let is_site = outlet.is_some_and(|o| o.eq_ignore_ascii_case(site.trim()));
        // A bar parts nothing but names; a dash may belong to the headline.
        let least = if mark == " | " { 3 } else { 4 };
        if is_site || site.split_whitespace().count() <= 3 && headline.split_whitespace().count() >= least {
            return headline.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_what_readers_see() {
        for (html, expected) in [
            ("<title>Quinlan marries Holt | The Reel</title>", "Quinlan marries Holt"),
            ("<title>Quinlan marries Holt by the sea - Reel</title>", "Quinlan marries Holt by the sea"),
            ("<title>Quinlan marries Holt by the sea</title><h1>The Reel</h1>", "Quinlan marries Holt by the sea"),
            (
                "<title>Quinlan marries | Reel</title><h1>Reel</h1><article><h1>Zoë Quinlan marries\n Holt</h1></article>",
                "Zoë Quinlan marries Holt",
            ),
            ("<meta property=og:title content='Quinlan &amp; Holt'><h1>Something else entirely</h1>", "Quinlan & Holt"),
            ("<h1>Zoë Quinlan marries Holt</h1>", "Zoë Quinlan marries Holt"),
            ("<p>None", ""),
        ] {
            assert_eq!(about(&Document::from(html), html, None).title, expected, "{html}");
        }
    }

    #[test]
    fn dates_and_addresses_are_found_where_pages_have_them() {
        for (html, date, url) in [
            ("<meta property='article:published_time' content='2022-05-02T10:00:00Z'>", "2022-05-02", ""),
            (
                "<link rel=canonical href='https://reel.example/2022/05/02/q/'>",
                "2022-05-02",
                "https://reel.example/2022/05/02/q/",
            ),
            ("<article><time datetime='2022-05-02'>2 days ago</time></article>", "2022-05-02", ""),
            ("<span class=post-date>May 2, 2022</span>", "2022-05-02", ""),
            ("<table><tr><td>Monday, May 2, 2022<td>Sports</table>", "2022-05-02", ""),
            ("<p>She told us on May 2, 2022. It was a Monday, and it rained.", "", ""),
            ("<!-- saved from url=(0025)https://reel.example/q --><p>x", "", "https://reel.example/q"),
            ("<meta property=og:url content='/relative'>", "", ""),
        ] {
            let about = about(&Document::from(html), html, None);
            assert_eq!(about.date.as_ref().map_or("", Edtf::as_str), date, "{html}");
            assert_eq!(about.url.as_deref().unwrap_or_default(), url, "{html}");
        }
    }
}
