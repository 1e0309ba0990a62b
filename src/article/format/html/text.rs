//! What are the paragraphs of a part of a page, as a reader sees them?
//!
//! Blocks and double line breaks part paragraphs; white space collapses as in a browser; marks and letters stay. What is
//! nothing but links leads elsewhere and is no paragraph.

use dom_query::NodeRef;

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text, trimmed.
    pub text: String,
    /// How many of its bytes stand in links, white space aside.
    pub linked: usize,
}

impl Paragraph {
    /// Whether it is written out: long, and mostly no link.
    pub fn is_prose(&self) -> bool {
        self.text.len() >= 60 && self.linked * 2 < self.text.len()
    }

    /// `READ MORE: Somebody does something`, all of it a link, is no text.
    fn is_pointer(&self) -> bool {
        let letters = self.text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        self.linked > 0 && self.linked * 10 >= letters * 7 && self.text.len() < 200
    }
}

/// The paragraphs below this node, in order.
pub(super) fn paragraphs(root: NodeRef<'_>) -> Vec<Paragraph> {
    let mut writer = Writer::default();
    let mut node = root.first_child();
    // By hand: a page may be nested deeper than a stack is.
    while let Some(current) = node {
        let name = current.node_name().unwrap_or_default();
        if current.is_text() {
            writer.text(&current.text());
        } else {
            writer.enter(&name);
            if let Some(child) = current.first_child() {
                node = Some(child);
                continue;
            }
            writer.leave(&name);
        }
        node = next(current, root, &mut writer);
    }
    writer.end();
    writer.done.retain(|p| !p.is_pointer());
    writer.done
}

/// The node behind this one and behind its ancestors, up to the root.
fn next<'a>(mut current: NodeRef<'a>, root: NodeRef<'a>, writer: &mut Writer) -> Option<NodeRef<'a>> {
    loop {
        if let Some(sibling) = current.next_sibling() {
            return Some(sibling);
        }
        current = current.parent().filter(|p| p.id != root.id)?;
        writer.leave(&current.node_name().unwrap_or_default());
    }
}

#[derive(Default)]
struct Writer {
    done: Vec<Paragraph>,
    open: Paragraph,
    /// Links that are open.
    links: usize,
    /// White space is due before the next letter: none, a space, or a line's end.
    due: Option<char>,
}

impl Writer {
    fn enter(&mut self, name: &str) {
        match name {
            "a" => self.links += 1,
            "q" => self.letter('“'),
            "br" if self.due == Some('\n') => self.end(),
            "br" => self.due = Some('\n'),
            _ if is_block(name) => self.end(),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "q" => self.letter('”'),
            _ if is_block(name) => self.end(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // A line that was broken on purpose stays broken.
                _ if c.is_whitespace() => self.due = self.due.or(Some(' ')),
                // Invisible: soft hyphens, joiners at nothing, marks of order; what is no character at all.
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFC}' => {}
                _ if c.is_control() => {}
                _ => self.letter(c),
            }
        }
    }

    fn letter(&mut self, c: char) {
        if let Some(space) = self.due.take().filter(|_| !self.open.text.is_empty()) {
            self.open.text.push(space);
        }
        self.open.text.push(c);
        if self.links > 0 {
            self.open.linked += c.len_utf8();
        }
    }

    fn end(&mut self) {
        self.due = None;
        if !self.open.text.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn paragraphs_are_what_a_reader_sees() {
        for (html, expected) in [
            ("<p>One.</p><p>Two.</p>", &["One.", "Two."][..]),
            ("<p>“We  met\n in <b>May</b>,”&nbsp;she said.", &["“We met in May,” she said."]),
            ("One.<br><br>Two.<br>Three.", &["One.", "Two.\nThree."]),
            ("One <br/>\n <br/> Two.", &["One", "Two."]),
            ("<div>One.<div>Two.</div>Three.</div>", &["One.", "Two.", "Three."]),
            ("<ul><li>One<li>Two</ul>", &["One", "Two"]),
            ("<table><tr><td>One<td>Two</table>", &["One", "Two"]),
            ("<p><q>We met</q>, she said.", &["“We met”, she said."]),
            ("<p>Zo\u{AD}ë\u{200B}!", &["Zoë!"]),
            ("<p>Read <a href=x>her post</a> of May.", &["Read her post of May."]),
            ("<p>READ MORE: <a href=x>Quinlan marries in a small town by the sea</a>", &[]),
            ("<p><a href=x>Quinlan marries</a><p>One.", &["One."]),
        ] {
            let page = Document::from(html);
            let found: Vec<String> = paragraphs(page.root()).into_iter().map(|p| p.text).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
