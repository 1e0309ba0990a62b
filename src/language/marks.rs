//! What stands between quotation marks, whatever marks the house uses and however they are damaged?
//!
//! One pass over each paragraph with a stack of open stretches. Tells marks from apostrophes and inches, follows
//! a quotation over paragraphs, recovers a missing opening or closing mark. Never asks who speaks, nor whether
//! a stretch is a quotation at all.

use crate::domain::{SentenceKind, Span};

use super::lexicon::Class;
use super::{Paragraph, Quoted};

/// Stretches in order, outer before inner, and where each quotation mark stands (byte offsets, in order).
pub fn find(text: &str, paragraphs: &[Paragraph]) -> (Vec<Quoted>, Vec<usize>) {
    let (mut quoted, mut marks) = (Vec::new(), Vec::new());
    let read: Vec<&Paragraph> = paragraphs.iter().filter(|p| p.kind != SentenceKind::Noise).collect();
    for (n, paragraph) in read.iter().enumerate() {
        let next = read.get(n + 1).map_or("", |p| p.span.cut(text));
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

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Single,
    Double,
}

/// One character that may be a quotation mark.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    end: usize,
    family: Family,
    opens: bool,
    closes: bool,
    /// A closing single mark that may be the apostrophe of a plural: `the boys’ mother`.
    plural: bool,
    curly: bool,
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
        if mark.closes && !(mark.opens && mark.curly) {
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
                None if closes_ahead || mark.curly => self.push(mark),
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

/// Every character of a paragraph that may be a quotation mark, apostrophes inside words left out.
fn candidates(text: &str, span: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before: Option<char> = None;
    let cut = span.cut(text);
    let mut chars = cut.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let after = chars.peek().map(|(_, n)| *n);
        let at = span.start + offset;
        let end = at + c.len_utf8();
        let rest = &cut[offset + c.len_utf8()..];
        match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => {
                marks.push(double_mark(c, before, after, at, end, &cut[..offset]));
            }
            '\'' | '‘' | '’' | '‚' | '‛' | '`' | '´' | '‹' | '›' => {
                marks.extend(single_mark(c, before, after, at, end, rest));
            }
            _ => {}
        }
        before = Some(c);
    }
    marks
}

fn starts_here(before: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'')
    })
}

fn double_mark(c: char, before: Option<char>, after: Option<char>, at: usize, end: usize, line: &str) -> Mark {
    let to_word = after.is_some_and(|a| !a.is_whitespace());
    let from_word = before.is_some_and(|b| !b.is_whitespace());
    let (opens, closes) = match c {
        '“' | '„' | '‟' | '«' => (to_word || !from_word, from_word && !to_word),
        '”' | '»' => (!from_word && to_word, from_word || !to_word),
        _ => {
            let joined = starts_here(before)
                && to_word
                && after.is_some_and(|a| a.is_alphanumeric() || "[($£€'‘’.…".contains(a));
            (joined, from_word && !(joined && before.is_some_and(|b| matches!(b, '(' | '[' | '{'))) && !is_inch(line))
        }
    };
    Mark { at, end, family: Family::Double, opens, closes, plural: false, curly: c != '"' }
}

/// `9' 4"`, `5'10"`.
fn is_inch(line: &str) -> bool {
    let digits = line.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.len() < line.len() && digits.trim_end().ends_with(['\'', '’', '′'])
}

fn single_mark(c: char, before: Option<char>, after: Option<char>, at: usize, end: usize, rest: &str) -> Option<Mark> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(before) && letter(after) {
        return None;
    }
    let from_word = before.is_some_and(|b| !b.is_whitespace());
    let opens = match c {
        '’' | '´' | '›' => false,
        _ => {
            (starts_here(before) || c == '‘' && !letter(before))
                && after.is_some_and(|a| a.is_alphanumeric() || "[($£€“\".…".contains(a))
                && !is_elision(rest)
        }
    };
    let closes = c != '‘' && from_word && !letter(after) && !(starts_here(before) && letter(after));
    let closes = closes || c == '’' && from_word && !letter(before) && !starts_here(before);
    if !opens && !closes {
        return None;
    }
    let foot = before.is_some_and(|b| b.is_ascii_digit());
    let followed_by_word = after == Some(' ') && rest.trim_start().starts_with(char::is_alphabetic);
    let plural = foot || matches!(before, Some('s' | 'z' | 'x' | 'n' | 'S')) && followed_by_word;
    Some(Mark { at, end, family: Family::Single, opens, closes, plural, curly: c == '‘' })
}

/// `’90s`, `’em`, `’n’`: what an apostrophe, not a mark, stands in front of.
fn is_elision(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let digits = word.trim_end_matches('s');
    (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
        || matches!(
            word,
            "em" | "til"
                | "till"
                | "cause"
                | "cos"
                | "n"
                | "N"
                | "tis"
                | "twas"
                | "bout"
                | "round"
                | "Tis"
                | "Twas"
                | "im"
                | "er"
        )
}

/// For each mark: does a single mark that can close follow before another one opens? (A plural's apostrophe
/// counts only for openings.)
fn look_ahead(marks: &[Mark]) -> Vec<bool> {
    let mut ahead = vec![false; marks.len()];
    let (mut any, mut sure) = (false, false);
    for (n, mark) in marks.iter().enumerate().rev() {
        ahead[n] = if mark.opens { any } else { sure };
        if mark.family == Family::Single {
            if mark.closes {
                any = true;
                sure |= !mark.plural;
            } else if mark.opens {
                (any, sure) = (false, false);
            }
        }
    }
    ahead
}

/// For each mark: does a double mark close before the next one opens?
fn double_closes(marks: &[Mark]) -> Vec<bool> {
    let mut ahead = vec![false; marks.len()];
    let mut closes = false;
    for (n, mark) in marks.iter().enumerate().rev() {
        ahead[n] = closes;
        if mark.family == Family::Double {
            closes = mark.closes;
        }
    }
    ahead
}

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
