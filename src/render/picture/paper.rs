//! How are shapes and words put on paper?
//!
//! Measures and wraps text in the embedded fonts, and turns what was drawn into a PNG. Lengths are units of which a
//! phone's width holds [`WIDTH`]; each becomes [`SCALE`] pixels. It knows neither timelines nor networks.

use maud::html;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Node, Tree};

use super::font::{self, Fonts};

/// The width of every picture.
pub(super) const WIDTH: f32 = 390.0;
/// From the edge to what is drawn.
pub(super) const MARGIN: f32 = 18.0;
/// The width of a space in Latin text, for a size of 1.
const SPACE: f32 = 0.26;
/// Pixels of a unit: phones have small ones.
const SCALE: f32 = 2.0;

/// The colours. The paper brings its own background, so that they hold on Discord's dark and light alike: each has at
/// least 4.5 : 1 against [`PAPER`], as text needs it.
pub(super) const INK: &str = "#f2f3f5";
/// What is read second.
pub(super) const QUIET: &str = "#b5bac1";
/// Lines that only guide the eye; never text.
pub(super) const LINE: &str = "#5d6673";
/// What is surely told.
pub(super) const BLUE: &str = "#7cc0ff";
/// Where accounts differ.
pub(super) const AMBER: &str = "#ffb84d";
/// The background.
pub(super) const PAPER: &str = "#1e222a";
/// Boxes on it.
pub(super) const BOX: &str = "#2b313c";

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) colour: &'static str,
}

impl Type {
    pub(super) const fn new(size: f32, colour: &'static str) -> Self {
        Self { size, bold: false, colour }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// From one line to the next.
    pub(super) fn leading(self) -> f32 {
        (self.size * 1.35).round()
    }

    fn weight(self) -> &'static str {
        if self.bold { "700" } else { "400" }
    }
}

/// To which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A drawing that grows.
pub(super) struct Paper {
    fonts: Fonts,
    body: String,
    /// Whether letters were drawn as marks.
    marked: bool,
}

impl Paper {
    pub(super) fn new() -> Self {
        Self { fonts: Fonts::new(), body: String::new(), marked: false }
    }

    /// Lines of text from a first base line on; gives the base line that would follow.
    pub(super) fn lines(&mut self, (x, y): (f32, f32), side: Side, kind: Type, lines: &[String]) -> f32 {
        let mut base = y;
        for line in lines {
            self.text((x, base), side, kind, line);
            base += kind.leading();
        }
        base
    }

    /// One line of text, at its base line. Each script is set by itself, one behind the other: glyphs of several fonts in
    /// one text would be mixed up.
    pub(super) fn text(&mut self, (x, y): (f32, f32), side: Side, kind: Type, text: &str) {
        let pieces = self.fonts.pieces(text);
        self.marked |= pieces.iter().any(|(_, piece)| piece.contains(font::MARK));
        let widths = self.measured(&pieces, kind);
        let all: f32 = widths.iter().sum();
        let mut left = match side {
            Side::Start => x,
            Side::Middle => x - all / 2.0,
            Side::End => x - all,
        };
        for ((family, piece), width) in pieces.iter().zip(widths) {
            let text = html! {
                text x=(left) y=(y) font-family=(family) font-size=(kind.size) font-weight=(kind.weight())
                    fill=(kind.colour) xml:space="preserve" { (piece) }
            };
            self.body.push_str(&text.into_string());
            left += width;
        }
    }

    /// A line through these points.
    pub(super) fn stroke(&mut self, points: &[(f32, f32)], colour: &str, width: f32, dashes: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let line = html! {
            polyline points=(points.join(" ")) fill="none" stroke=(colour) stroke-width=(width) stroke-dasharray=(dashes)
                stroke-linejoin="round" stroke-linecap="round" {}
        };
        self.body.push_str(&line.into_string());
    }

    /// A rectangle with round corners; a circle, where they are half its width.
    pub(super) fn shape(&mut self, at: (f32, f32), size: (f32, f32), round: f32, fill: &str, edge: &str, dashes: &str) {
        let shape = html! {
            rect x=(at.0) y=(at.1) width=(size.0) height=(size.1) rx=(round) fill=(fill) stroke=(edge) stroke-width="2"
                stroke-dasharray=(dashes) {}
        };
        self.body.push_str(&shape.into_string());
    }

    /// How wide these texts are.
    pub(super) fn widths(&mut self, texts: &[&str], kind: Type) -> Vec<f32> {
        let all: Vec<_> = texts.iter().map(|text| self.fonts.pieces(text)).collect();
        let mut measured = self.measured(&all.concat(), kind).into_iter();
        all.iter().map(|pieces| measured.by_ref().take(pieces.len()).sum()).collect()
    }

    /// How wide these pieces are.
    fn measured(&self, pieces: &[(&str, String)], kind: Type) -> Vec<f32> {
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" {
                @for (place, (family, piece)) in pieces.iter().enumerate() {
                    text id={ "t" (place) } font-family=(family) font-size=(kind.size) font-weight=(kind.weight())
                        xml:space="preserve" { (piece) }
                }
            }
        };
        let mut widths = vec![0.0; pieces.len()];
        let Ok(tree) = Tree::from_str(&svg.into_string(), self.fonts.options()) else { return widths };
        for node in tree.root().children() {
            if let Node::Text(text) = node
                && let Some(width) =
                    text.id().strip_prefix('t').and_then(|id| widths.get_mut(id.parse::<usize>().ok()?))
            {
                *width = text.bounding_box().width();
            }
        }
        // What draws nothing has no box.
        for (width, (_, blank)) in widths.iter_mut().zip(pieces).filter(|(_, (_, piece))| piece.trim().is_empty()) {
            *width = kind.size * SPACE * blank.len() as f32;
        }
        widths
    }

    /// The text in lines of at most this width; where it takes more than `most` lines, the last one says so.
    pub(super) fn wrapped(&mut self, text: &str, kind: Type, width: f32, most: usize) -> Vec<String> {
        let text = font::drawable(text);
        let words: Vec<&str> = pieces(&text).collect();
        let bare: Vec<&str> = words.iter().map(|word| word.trim_end()).collect();
        let mut measured = self.widths(&[&bare[..], &["…"]].concat(), kind);
        let (ellipsis, space) = (measured.pop().unwrap_or_default(), kind.size * SPACE);
        let mut lines = vec![String::new()];
        let mut column = 0.0;
        for (word, length) in words.iter().zip(measured) {
            let needed = word.trim_end();
            let room = if lines.len() == most { width - ellipsis } else { width };
            if column + length > room && column > 0.0 {
                if lines.len() == most {
                    if let Some(line) = lines.last_mut() {
                        line.truncate(line.trim_end().len());
                        if column > width - ellipsis {
                            // A word as long as the line leaves no room: some letters give way.
                            let kept = line.chars().count().saturating_sub(2);
                            *line = line.chars().take(kept).collect();
                        }
                        line.push('…');
                    }
                    return lines;
                }
                lines.push(String::new());
                column = 0.0;
            }
            if length > width {
                column = self.broken(needed, kind, (width - ellipsis, most), &mut lines);
                if column.is_infinite() {
                    return lines;
                }
            } else if let Some(line) = lines.last_mut() {
                line.push_str(needed);
                column += length;
            }
            if needed.len() < word.len() {
                column += space;
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                }
            }
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines
    }

    /// A word that is longer than a line, broken wherever the line ends; gives how far the last line is.
    fn broken(&mut self, word: &str, kind: Type, (width, most): (f32, usize), lines: &mut Vec<String>) -> f32 {
        let letters: Vec<String> = word.chars().take(200).map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        let widths = self.widths(&letters, kind);
        let mut column = 0.0;
        for (letter, length) in letters.iter().zip(widths) {
            if column + length > width {
                if lines.len() == most {
                    if let Some(line) = lines.last_mut() {
                        line.push('…');
                    }
                    return f32::INFINITY;
                }
                lines.push(String::new());
                column = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(letter);
            }
            column += length;
        }
        column
    }

    /// Everything drawn so far, on a sheet of this height; `None` if it is too high to be a picture.
    pub(super) fn png(mut self, height: f32) -> Option<Vec<u8>> {
        let mut height = height.ceil();
        if self.marked {
            let told = format!("{} can’t be drawn here: the text beside has it", font::MARK);
            self.text((MARGIN, height + 4.0), Side::Start, Type::new(12.0, QUIET), &told);
            height += 20.0;
        }
        let body = maud::PreEscaped(std::mem::take(&mut self.body));
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) {
                rect x="1" y="1" width=(WIDTH - 2.0) height=(height - 2.0) rx="12" fill=(PAPER) stroke=(LINE) {}
                (body)
            }
        };
        let tree = Tree::from_str(&svg.into_string(), self.fonts.options()).ok()?;
        let mut pixels = Pixmap::new((WIDTH * SCALE) as u32, (height * SCALE) as u32)?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
        pixels.encode_png().ok()
    }
}

/// Where a line may end: behind a word with its space, behind a hyphen, and beside each character of a script without spaces.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before: Option<char> = None;
        let end = rest.char_indices().find_map(|(at, c)| {
            let ends = before.is_some_and(|b| {
                (matches!(b, ' ' | '-') && c != ' ') || font::breaks_anywhere(b) || font::breaks_anywhere(c)
            });
            before = Some(c);
            (ends && at > 0).then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Type = Type::new(14.0, INK);

    #[test]
    fn lines_end_between_words_and_between_characters_without_spaces() {
        let all: Vec<&str> = pieces("Ann met 王小明 twice").collect();
        assert_eq!(all, ["Ann ", "met ", "王", "小", "明", " ", "twice"]);
    }

    #[test]
    fn wrapped_text_keeps_its_width_and_says_when_it_is_cut() {
        let mut paper = Paper::new();
        let long = "supercalifragilistic".repeat(6);
        for text in
            ["Ann Lee met Bob Roe in Dover", "王小明和李小龙在北京见面了然后去了上海", "Анна встретила Боба", &long, ""]
        {
            for most in [1, 2, 9] {
                let lines = paper.wrapped(text, TYPE, 100.0, most);
                let shown: Vec<&str> = lines.iter().map(String::as_str).collect();
                assert!(lines.len() <= most, "{lines:?}");
                assert!(paper.widths(&shown, TYPE).iter().all(|width| *width <= 101.0), "{lines:?}");
                let whole = lines.concat().replace(' ', "") == text.replace(' ', "");
                assert_eq!(whole, !lines.concat().ends_with('…'), "{lines:?}");
            }
        }
    }

    #[test]
    fn the_same_drawing_is_the_same_bytes() {
        let drawn = || {
            let mut paper = Paper::new();
            paper.text((20.0, 40.0), Side::Start, TYPE, "שלום <&> नमस्ते สวัสดี مرحبا");
            paper.png(60.0).expect("a picture")
        };
        assert_eq!(drawn(), drawn());
        assert!(drawn().starts_with(b"\x89PNG"));
    }
}
