//! What do all pages have in common?

use maud::{DOCTYPE, Markup, html};

/// Nothing but the site's own style and script, and no request to anybody else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

/// A whole page. `up` leads to the site's own folder: `../` from the folders below, else nothing.
pub(super) fn page(up: &str, title: &str, content: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) " · Receipts" }
                link rel="stylesheet" href={ (up) "style.css" };
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header {
                    nav aria-label="Site" {
                        a href={ (up) "index.html" } { "Search" }
                        a href={ (up) "people.html" } { "People" }
                        a href={ (up) "articles.html" } { "Articles" }
                    }
                }
                main id="content" { (content) }
                footer { p { "Everything here is told by the articles that it links to, and by nothing else." } }
            }
        }
    };
    markup.into_string()
}
