//! What stands between quotation marks, whatever marks the house uses and however they are damaged?
//!
//! One pass over each paragraph with a stack of open stretches. Tells marks from apostrophes and inches, follows
//! a quotation over paragraphs, recovers a missing opening or closing mark. Never asks who speaks, nor whether
//! a stretch is a quotation at all.

mod candidate;

use crate::domain::{SentenceKind, Span};

use super::lexicon::Class;
use super::{Paragraph, Quoted};

use candidate::{Family, Mark, candidates, double_closes, look_ahead};

/// Stretches in order, outer before inner, and where each quotation mark stands (byte offsets, in order).
pub fn find(text: &str, paragraphs: &[Paragraph]) -> (Vec<Quoted>, Vec<usize>) {
    let (mut quoted, mut marks) = (Vec::new(), Vec::new());
    let read: Vec<&Paragraph> = paragraphs.iter().filter(|p| p.kind != SentenceKind::Noise).collect();
    for (n, paragraph) in read.iter().enumerate() {
        // A heading between two paragraphs of one quotation is as little of it as an advertisement.
        let next = read[n + 1..].iter().take(3).find(|p| p.kind == SentenceKind::Body).map_or("", |p| p.span.cut(text));
        let mut reader = Reader::new(text, paragraph.span, next);
        reader.read();
        marks.extend(reader.printed);
        nest(reader.done, &mut quoted);
    }
    marks.sort_unstable();
    (quoted, marks)
}

/// Sorts the stretches of one paragraph and finds what each lies in.
fn nest(mut done: Vec<Quoted>, quoted: &mut Vec<Quoted>) {
    done.sort_by_key(|q| (q.span.start, usize::MAX - q.span.end));
    let mut around: Vec<usize> = Vec::new();
    for mut stretch in done {
        while around.last().is_some_and(|i| quoted[*i].span.end <= stretch.span.start) {
            around.pop();
        }
        if around.last().is_some_and(|i| quoted[*i].span.end < stretch.span.end) {
            continue;
        }
        stretch.inside = around.last().copied();
        around.push(quoted.len());
        quoted.push(stretch);
    }
}

/// Deeper nesting than this is taken for noise.
const DEEPEST: usize = 4;

struct Reader<'a> {
    text: &'a str,
    span: Span,
    next: &'a str,
    done: Vec<Quoted>,
    open: Vec<(Family, usize, usize)>,
    /// End of the last stretch closed at the top.
    after: usize,
    printed: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, span: Span, next: &'a str) -> Self {
        Self { text, span, next, done: Vec::new(), open: Vec::new(), after: span.start, printed: Vec::new() }
    }

    fn read(&mut self) {
        let marks = candidates(self.text, self.span);
        let ahead = look_ahead(&marks);
        let closed = double_closes(&marks);
        for (n, mark) in marks.iter().enumerate() {
            match mark.family {
                Family::Double => self.double(*mark),
                Family::Single => self.single(*mark, ahead[n], closed[n]),
            }
        }
        self.finish();
    }

    fn double(&mut self, mark: Mark) {
        let open = self.open.iter().rposition(|(family, ..)| *family == Family::Double);
        let Some(depth) = open else {
            if mark.opens {
                self.push(mark);
            } else if mark.closes && self.open.is_empty() {
                self.recover_opening(mark);
            }
            return;
        };
        if mark.closes && !(mark.opens && mark.is_curly()) {
            self.close(depth, mark.at, mark.end);
        } else if self.at_sentence_end(mark.at) && depth == 0 {
            // House style of long quotations: each paragraph opens anew, only the last one closes.
            self.close_open_ended(mark.at, true);
            self.push(mark);
        } else {
            self.push(mark);
        }
    }

    fn single(&mut self, mark: Mark, closes_ahead: bool, double_closes: bool) {
        let open = self.open.iter().rposition(|(family, ..)| *family == Family::Single);
        if mark.opens && !(mark.closes && open.is_some()) {
            match open {
                None if closes_ahead || mark.is_curly() || self.goes_on(mark) => self.push(mark),
                Some(0) if self.at_sentence_end(mark.at) => {
                    self.close_open_ended(mark.at, true);
                    self.push(mark);
                }
                _ => {}
            }
        } else if mark.closes {
            match open {
                Some(depth) if depth + 1 == self.open.len() => {
                    if !(mark.plural && closes_ahead) {
                        self.close(depth, mark.at, mark.end);
                    }
                }
                Some(_) => {}
                None => self.mixed_close(mark, double_closes),
            }
        }
    }

    /// Whether what this mark opens is left open at the end of the paragraph, because the next one opens anew.
    fn goes_on(&self, mark: Mark) -> bool {
        let before = self.text[self.span.start..mark.at].trim_end();
        let resumed = before.ends_with('.') && self.after > self.span.start;
        (before.is_empty() || before.ends_with([':', ',']) || resumed) && self.next.starts_with(mark.printed)
    }

    /// A double mark opened, a single one closes: only where nothing else can close it.
    fn mixed_close(&mut self, mark: Mark, double_closes: bool) {
        if self.open.len() == 1 && !mark.plural && !double_closes && self.text[..mark.at].ends_with(['.', '!', '?']) {
            self.close(0, mark.at, mark.end);
        }
    }

    fn push(&mut self, mark: Mark) {
        if self.open.len() < DEEPEST {
            self.printed.push(mark.at);
            self.open.push((mark.family, mark.at, mark.end));
        }
    }

    fn close(&mut self, depth: usize, at: usize, end: usize) {
        let (_, outer, inner) = self.open[depth];
        self.printed.push(at);
        self.emit(Span::new(inner, at), Span::new(outer, end), false);
        self.open.truncate(depth);
        if depth == 0 {
            self.after = end;
        }
    }

    fn emit(&mut self, span: Span, outer: Span, continues: bool) {
        if !span.is_empty() {
            self.done.push(Quoted { span, outer, inside: None, continues });
        }
    }

    /// Ends the outermost open stretch before `end`, where no mark is printed.
    fn close_open_ended(&mut self, end: usize, continues: bool) {
        let Some((_, outer, inner)) = self.open.first().copied() else { return };
        let span = Span::new(inner, end).trimmed(self.text);
        let content = span.cut(self.text);
        // A wrong single mark at the end belongs to the damage, not to what was said.
        let content = content.strip_suffix(['\'', '’']).filter(|c| c.ends_with(['.', '!', '?'])).unwrap_or(content);
        let span = Span::new(span.start, span.start + content.len());
        self.emit(span, Span::new(outer, span.end), continues);
        self.open.clear();
        self.after = end;
    }

    /// A closing mark alone: what it closes began with the paragraph, or with the sentence after the last one.
    fn recover_opening(&mut self, mark: Mark) {
        let before = Span::new(self.after, mark.at).cut(self.text);
        let Some(last) = before.trim_end().chars().next_back().filter(|_| before.len() <= LONGEST_RECOVERED) else {
            return;
        };
        let start = if self.after == self.span.start {
            if !matches!(last, '.' | ',' | '!' | '?' | '…') {
                return;
            }
            self.after
        } else {
            if !matches!(last, '.' | ',' | '!' | '?' | '…') {
                return;
            }
            let Some(sentence) = first_sentence_start(before) else { return };
            self.after + sentence
        };
        let span = Span::new(start, mark.at).trimmed(self.text);
        self.printed.push(mark.at);
        self.emit(span, Span::new(span.start, mark.end), false);
        self.after = mark.end;
    }

    /// What is still open at the end of the paragraph.
    fn finish(&mut self) {
        let Some((family, outer, inner)) = self.open.first().copied() else { return };
        let printed = self.text[outer..inner].chars().next();
        let goes_on =
            self.next.chars().next().is_some_and(|c| Some(c) == printed || (c == '"' && family == Family::Double));
        let content = Span::new(inner, self.span.end);
        if goes_on {
            self.close_open_ended(self.span.end, true);
        } else if family == Family::Double || content.cut(self.text).starts_with(char::is_uppercase) {
            let end = narration_in(content.cut(self.text)).map_or(content.end, |at| inner + at);
            self.close_open_ended(end, false);
        }
        self.open.clear();
    }

    fn at_sentence_end(&self, at: usize) -> bool {
        let before = self.text[self.span.start..at].trim_end();
        before.ends_with(['.', '!', '?', '…', '”', '’', '"']) || before.ends_with(".'") || before.ends_with(',')
    }
}

/// A paragraph longer than this whose only mark closes is not one long quotation.
const LONGEST_RECOVERED: usize = 1500;

/// Where the first sentence after an attribution begins.
fn first_sentence_start(text: &str) -> Option<usize> {
    let end = text.find([',', '.', '!', '?']).and_then(|from| text[from..].find(". ").map(|to| from + to))?;
    Some(end + 2)
}

/// Where narration sets in again after a quotation whose closing mark is missing: the clause with a verb of
/// saying and a third person in front of it.
fn narration_in(content: &str) -> Option<usize> {
    let (mut clause, mut before) = (0, "");
    let mut third = false;
    let mut at = 0;
    for piece in content.split_inclusive(' ') {
        let word = piece.trim_end().trim_end_matches([',', '.', '!', '?', ';', ':']);
        let class = Class::of(word);
        let past = word.ends_with("ed") || matches!(word, "said" | "told" | "wrote" | "says" | "tells");
        if clause > 0 && (third && class.any(Class::CUE) && past || at == clause && matches!(word, "Asked" | "Pressed"))
        {
            return Some(clause);
        }
        third = matches!(word, "he" | "she" | "they" | "He" | "She" | "They")
            || word.starts_with(char::is_uppercase) && !class.any(Class::FUNCTION) && !before.is_empty()
            || third && class.any(Class::ROLE);
        let ended = piece.trim_end();
        at += piece.len();
        if ended.ends_with([',', '.', '!', '?']) {
            clause = at;
            third = false;
        }
        before = word;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body(text: &str) -> Vec<Paragraph> {
        let mut start = 0;
        let mut all = Vec::new();
        for line in text.split_inclusive('\n') {
            all.push(Paragraph { span: Span::new(start, start + line.len()).trimmed(text), kind: SentenceKind::Body });
            start += line.len();
        }
        all
    }

    fn check(text: &str, expected: &[&str]) {
        let (quoted, _) = find(text, &body(text));
        let found: Vec<&str> = quoted.iter().map(|q| q.span.cut(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whatever_the_marks() {
        check("“No,” she said. “Never.”", &["No,", "Never."]);
        check("\"No,\" she said. \"Never.\"", &["No,", "Never."]);
        check("‘No,’ she said. ‘It’s the boys’ turn.’", &["No,", "It’s the boys’ turn."]);
        check(
            "One called her ‘the lass who couldn’t’. ‘My mam wanted to.’",
            &["the lass who couldn’t", "My mam wanted to."],
        );
        check("'No,' she said. 'It's mine.'", &["No,", "It's mine."]);
        check("‘It’s Other’s Back,’ Ann says", &["It’s Other’s Back,"]);
    }

    #[test]
    fn one_inside_another() {
        check("“He said, ‘Don’t go.’ I went.”", &["He said, ‘Don’t go.’ I went.", "Don’t go."]);
        check("\"I was like, 'Let's go,'\" he said.", &["I was like, 'Let's go,'", "Let's go,"]);
        check("‘I said, “Mam, no.”’", &["I said, “Mam, no.”", "Mam, no."]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        check("Rock 'n' roll in the '90s was 9' 4\" tall, the boys' choice.", &[]);
        check("a ’90s-themed party, y’all", &[]);
    }

    #[test]
    fn damaged_and_open_marks() {
        check("So we met,” the singer said.", &["So we met,"]);
        check("\"One. \"Two.\" He left.", &["One.", "Two."]);
        check("“One.\n“Two,” she said.", &["One.", "Two,"]);
        check("She told us: 'One.\n'Two,' she said.", &["One.", "Two,"]);
        check("She was blunt. ‘It is over. Asked when, she could not say.", &["It is over."]);
        check("\"One.' \"Two,\" he said.", &["One.", "Two,"]);
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_that_cut(text in "([\"'“”‘’ .,!?aBs9é\n]|said|She ){0,60}") {
            let (quoted, marks) = find(&text, &body(&text));
            for q in &quoted {
                prop_assert!(text.get(q.span.start..q.span.end).is_some());
                prop_assert!(text.get(q.outer.start..q.outer.end).is_some());
                prop_assert!(q.outer.contains(q.span));
            }
            for at in marks {
                prop_assert!(text.is_char_boundary(at));
            }
        }
    }
}
