//! Which font draws a character?
//!
//! The embedded fonts, so that a picture looks the same everywhere. A font is unpacked when the first picture needs it
//! and kept from then on; a bot that draws nothing holds none of them.

use std::io::Read;
use std::sync::{Arc, OnceLock};

use flate2::read::GzDecoder;
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, Options};
use unicode_normalization::UnicodeNormalization;

/// What drawings are read with: the fonts that they asked for so far.
pub(super) struct Fonts {
    options: Options<'static>,
    loaded: Vec<&'static str>,
}

impl Fonts {
    /// The fonts of Latin, Greek and Cyrillic.
    pub(super) fn new() -> Self {
        // Every piece of text names its font; trying others would only find them again, and shape the whole text anew.
        let select_fallback = Box::new(|_: char, _: &[ID], _: &mut Arc<Database>| None);
        let font_resolver = FontResolver { select_fallback, ..FontResolver::default() };
        let mut fonts = Self { options: Options { font_resolver, ..Options::default() }, loaded: Vec::new() };
        FONTS[..LATIN].iter().for_each(|font| fonts.load(font));
        fonts
    }

    /// What a drawing is read with.
    pub(super) fn options(&self) -> &Options<'static> {
        &self.options
    }

    /// The text without what no font draws, in pieces that one font draws, each with the font's family. Spaces between
    /// words of one script stay in its piece: only together do words that are read from the right stand in order.
    pub(super) fn pieces(&mut self, text: &str) -> Vec<(&'static str, String)> {
        let mut pieces: Vec<(&'static str, String)> = Vec::new();
        for c in drawable(text).chars() {
            let font = FONTS.iter().find(|font| font.draws(c));
            match (pieces.last_mut(), font) {
                (Some((family, piece)), font) if c == ' ' || font.is_none_or(|font| font.family == *family) => {
                    piece.push(c);
                }
                (_, Some(font)) => {
                    self.load(font);
                    let spaces = pieces.last_mut().map_or(0, |(_, piece)| piece.len() - piece.trim_end().len());
                    if let Some((_, piece)) = pieces.last_mut() {
                        piece.truncate(piece.len() - spaces);
                    }
                    // Between two scripts it belongs to neither.
                    if spaces > 0 {
                        pieces.push((FONTS[0].family, " ".repeat(spaces)));
                    }
                    match pieces.last_mut() {
                        Some((family, piece)) if font.family == *family => piece.push(c),
                        _ => pieces.push((font.family, c.into())),
                    }
                }
                (_, None) => {}
            }
        }
        pieces.retain(|(_, piece)| !piece.is_empty());
        pieces
    }

    fn load(&mut self, font: &Font) {
        if !self.loaded.contains(&font.name) {
            self.loaded.push(font.name);
            font.load(Arc::make_mut(&mut self.options.fontdb));
        }
    }
}

/// What stands for letters that no font draws.
pub(super) const MARK: &str = "(?)";

/// The text as it can be drawn. Letters that no font draws are drawn as the plain ones that they stand for, as 𝐀 for A, or
/// become a [`MARK`]; control characters, pictographs and what has no width are left out, line breaks become spaces.
pub(super) fn drawable(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Joins and parts letters in scripts that need it.
            '\u{200C}' | '\u{200D}' => kept.push(c),
            c if c.is_whitespace() => kept.push(' '),
            c if has_font(c) => kept.push(c),
            c if c.nfkc().all(has_font) => kept.extend(c.nfkc()),
            c if c.is_alphanumeric() && !kept.ends_with(MARK) => kept.push_str(MARK),
            _ => {}
        }
    }
    let words: Vec<&str> = kept.split_whitespace().collect();
    if words.is_empty() && !text.trim().is_empty() { MARK.to_owned() } else { words.join(" ") }
}

fn has_font(c: char) -> bool {
    FONTS.iter().any(|font| font.draws(c))
}

/// Whether a line may end beside this character: the scripts that write no spaces.
pub(super) fn breaks_anywhere(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// One embedded file.
struct Font {
    /// What its file is called.
    name: &'static str,
    family: &'static str,
    packed: &'static [u8],
    /// The characters that it is there for.
    ranges: &'static [(char, char)],
    unpacked: OnceLock<Arc<Vec<u8>>>,
}

impl Font {
    fn draws(&self, c: char) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
    }

    fn load(&self, database: &mut Database) -> Option<ID> {
        let bytes = self.unpacked.get_or_init(|| {
            let mut bytes = Vec::new();
            // Embedded: it unpacks, or a test would have failed.
            let _ = GzDecoder::new(self.packed).read_to_end(&mut bytes);
            Arc::new(bytes)
        });
        database.load_font_source(Source::Binary(Arc::<Vec<u8>>::clone(bytes))).first().copied()
    }
}

macro_rules! font {
    ($name:literal, $family:literal, $($from:literal $to:literal),*) => {
        Font {
            name: $name,
            family: $family,
            packed: include_bytes!(concat!("../../../data/fonts/", $name, ".ttf.gz")),
            ranges: &[$(($from, $to)),*],
            unpacked: OnceLock::new(),
        }
    };
}

/// How many of the first are always at hand.
const LATIN: usize = 2;

static FONTS: [Font; 22] = [
    font!("NotoSans-Regular", "Noto Sans", ' ' '~', '\u{A0}' '\u{AC}', '\u{AE}' '\u{3E1}', '\u{3F0}' '\u{52F}', '\u{1C80}' '\u{1C88}', '\u{1D00}' '\u{1DF9}', '\u{1DFB}' '\u{1FFE}', '\u{2010}' '\u{2027}', '\u{2030}' '\u{205E}', '\u{2070}' '\u{20BF}', '\u{2100}' '\u{215F}', '\u{2184}' '\u{2184}', '\u{2189}' '\u{2189}', '\u{A640}' '\u{A69F}', '\u{A720}' '\u{A7BF}', '\u{FB00}' '\u{FB06}'),
    font!("NotoSans-Bold", "Noto Sans",),
    font!("NotoSansArabic-Regular", "Noto Sans Arabic", '\u{600}' '\u{61C}', '\u{61E}' '\u{6FF}', '\u{750}' '\u{77F}', '\u{8A0}' '\u{8B4}', '\u{8B6}' '\u{8BE}', '\u{8D3}' '\u{8FF}', '\u{FB50}' '\u{FBC1}', '\u{FBD3}' '\u{FD3F}', '\u{FD50}' '\u{FDC7}', '\u{FDF0}' '\u{FDFD}', '\u{FE70}' '\u{FEFC}'),
    font!("NotoSansHebrew-Regular", "Noto Sans Hebrew", '\u{591}' '\u{5EA}', '\u{5F0}' '\u{5F4}', '\u{FB1D}' '\u{FB4F}'),
    font!("NotoSansArmenian-Regular", "Noto Sans Armenian", '\u{531}' '\u{58F}', '\u{FB13}' '\u{FB17}'),
    font!("NotoSansDevanagari-Regular", "Noto Sans Devanagari", '\u{900}' '\u{97F}', '\u{A8E0}' '\u{A8FF}'),
    font!("NotoSansBengali-Regular", "Noto Sans Bengali", '\u{980}' '\u{9FE}'),
    font!("NotoSansGurmukhi-Regular", "Noto Sans Gurmukhi", '\u{A01}' '\u{A76}'),
    font!("NotoSansGujarati-Regular", "Noto Sans Gujarati", '\u{A81}' '\u{AFF}'),
    font!("NotoSansTamil-Regular", "Noto Sans Tamil", '\u{B82}' '\u{BFA}'),
    font!("NotoSansTelugu-Regular", "Noto Sans Telugu", '\u{C00}' '\u{C39}', '\u{C3D}' '\u{C5A}', '\u{C60}' '\u{C7F}'),
    font!("NotoSansKannada-Regular", "Noto Sans Kannada", '\u{C80}' '\u{CD6}', '\u{CDE}' '\u{CF2}'),
    font!("NotoSansMalayalam-Regular", "Noto Sans Malayalam", '\u{D00}' '\u{D7F}'),
    font!("NotoSansSinhala-Regular", "Noto Sans Sinhala", '\u{D82}' '\u{DF4}'),
    font!("NotoSansThai-Regular", "Noto Sans Thai", '\u{E01}' '\u{E5B}'),
    font!("NotoSansLao-Regular", "Noto Sans Lao", '\u{E81}' '\u{E84}', '\u{E87}' '\u{E88}', '\u{E8A}' '\u{E8A}', '\u{E8D}' '\u{E8D}', '\u{E94}' '\u{E97}', '\u{E99}' '\u{E9F}', '\u{EA1}' '\u{EA7}', '\u{EAA}' '\u{EAB}', '\u{EAD}' '\u{EB9}', '\u{EBB}' '\u{EDF}'),
    font!("NotoSansMyanmar-Regular", "Noto Sans Myanmar", '\u{1000}' '\u{109F}', '\u{A9E0}' '\u{A9FE}', '\u{AA60}' '\u{AA7F}'),
    font!("NotoSansGeorgian-Regular", "Noto Sans Georgian", '\u{10A0}' '\u{10FF}', '\u{1C90}' '\u{1CBF}', '\u{2D00}' '\u{2D2D}'),
    font!("NotoSansEthiopic-Regular", "Noto Sans Ethiopic", '\u{1200}' '\u{139F}', '\u{2D80}' '\u{2DDE}', '\u{AB01}' '\u{AB2E}'),
    font!("NotoSansKhmer-Regular", "Noto Sans Khmer", '\u{1780}' '\u{17F9}', '\u{19E0}' '\u{19FF}'),
    font!("NanumSquareR", "NanumSquare", '\u{3131}' '\u{318E}', '\u{AC00}' '\u{D7A3}'),
    font!("DroidSansFallbackFull", "Droid Sans Fallback", '\u{3000}' '\u{3003}', '\u{3005}' '\u{3007}', '\u{300A}' '\u{3019}', '\u{301C}' '\u{301F}', '\u{3021}' '\u{3029}', '\u{3041}' '\u{3094}', '\u{3099}' '\u{309E}', '\u{30A0}' '\u{30F6}', '\u{30FB}' '\u{30FE}', '\u{3105}' '\u{3129}', '\u{3131}' '\u{318E}', '\u{3400}' '\u{4DB5}', '\u{4E00}' '\u{9FA5}', '\u{F900}' '\u{FA2D}', '\u{FF01}' '\u{FF5E}', '\u{FF61}' '\u{FF9F}', '\u{FFE0}' '\u{FFE6}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_font_is_of_its_family() {
        for font in &FONTS {
            let mut database = Database::new();
            let face = font.load(&mut database).expect(font.name);
            assert_eq!(database.face(face).expect("loaded").families[0].0, font.family);
        }
    }

    #[test]
    fn every_script_has_its_font() {
        let mut fonts = Fonts::new();
        for (text, expected) in [
            ("Zoë, Ελένη, Анна", &["Noto Sans"][..]),
            ("met दीपिका\u{200D}!", &["Noto Sans", "Noto Sans", "Noto Sans Devanagari", "Noto Sans"]),
            ("王小明 김민수", &["Droid Sans Fallback", "Noto Sans", "NanumSquare"]),
            ("נור לוי met", &["Noto Sans Hebrew", "Noto Sans"]),
            ("", &[]),
        ] {
            let pieces = fonts.pieces(text);
            assert_eq!(pieces.iter().map(|(family, _)| *family).collect::<Vec<_>>(), expected, "{text}");
            assert_eq!(pieces.into_iter().map(|(_, piece)| piece).collect::<String>(), text);
        }
    }

    #[test]
    fn what_no_font_draws_is_left_out() {
        for (text, expected) in [
            ("Zoë\n  Lünd", "Zoë Lünd"),
            ("Ann 🚀\u{202E} Lee\u{1b}[31m", "Ann Lee[31m"),
            ("王小明 😀", "王小明"),
            ("𝓐𝓷𝓷 Ⅻ", "Ann XII"),
            ("བོད་ཡིག met Ann", "(?) met Ann"),
            ("🦊", MARK),
            ("“Ανν” — Анна", "“Ανν” — Анна"),
            ("", ""),
        ] {
            assert_eq!(drawable(text), expected, "{text:?}");
        }
    }
}
