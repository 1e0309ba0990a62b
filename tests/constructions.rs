//! How well is each construction of news English read? Measures our own examples, `tests/constructions/*.toml`, and
//! keeps `tests/constructions/TABLE.md` true: the figures, and below them every example that is not read right.
//!
//! After a change of the reading rules, `UPDATE_TABLE=1 cargo test --test constructions` writes the table anew.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use receipts::domain::{Certainty, Edtf};
use receipts::{article, ingest, render};
use serde::Deserialize;
use serde_json::Value;

/// One example, as the files describe it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    of: String,
    text: String,
    #[serde(default = "title")]
    title: String,
    #[serde(default = "date")]
    date: String,
    #[serde(default)]
    direct: Vec<[String; 2]>,
    #[serde(default)]
    inner: Vec<[String; 2]>,
    indirect: Option<Vec<[String; 2]>>,
    #[serde(default)]
    timexes: Vec<[String; 3]>,
    #[serde(default)]
    relations: Vec<[String; 3]>,
    #[serde(default)]
    events: Vec<[String; 3]>,
    #[serde(default)]
    people: Vec<[String; 2]>,
}

#[derive(Deserialize)]
struct Items {
    item: Vec<Item>,
}

fn title() -> String {
    "Notes from the week".to_owned()
}

fn date() -> String {
    "2024-03-15".to_owned()
}

impl Item {
    /// The article as a file would hold it.
    fn article(&self) -> String {
        let header = if self.date.is_empty() { String::new() } else { format!(" date {} ", self.date) };
        format!("{header}{}\n\n{}", self.title, self.text)
    }

    /// What the program makes of it, as the export says it.
    fn exported(&self) -> Vec<Value> {
        let article = article::from_bytes(Path::new("item.txt"), self.article().into_bytes()).expect("an article");
        let store = ingest::in_memory(vec![article]).expect("a store");
        let mut lines = Vec::new();
        render::export::export(&store, None, &mut lines).expect("an export");
        let lines = String::from_utf8(lines).expect("UTF-8");
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// Something that can be found, and be right besides.
trait Thing: Display + PartialEq + Sized {
    /// Everything wanted of an item.
    fn wanted(item: &Item) -> Vec<Self>;
    /// What a line of the export says; none for lines of other types.
    fn exported(line: &Value, item: &Item) -> Option<Self>;
    /// Whether this is what was looked for.
    fn finds(&self, wanted: &Self) -> bool;
    /// Whether, once found, all else about it is right.
    fn is_right(&self, wanted: &Self) -> bool;
}

/// A quotation: found where the span is exact (for reported speech, where it shares half), right with its speaker.
#[derive(PartialEq)]
struct Said {
    kind: String,
    span: Span,
    speaker: String,
}

/// A temporal expression: found where the spans touch, right with its type and value.
#[derive(PartialEq)]
struct When {
    span: Span,
    kind: String,
    value: String,
}

/// A relation: found where the two are related, right with its predicate.
#[derive(PartialEq)]
struct Tie {
    ends: [String; 2],
    predicate: String,
}

/// An event: found by kind and participants, right with a date that is compatible.
#[derive(PartialEq)]
struct Happening {
    kind: String,
    who: BTreeSet<String>,
    date: Option<Edtf>,
}

/// A person: found by name, right with the pronouns.
#[derive(PartialEq)]
struct Somebody {
    name: String,
    pronouns: String,
}

impl Thing for Said {
    fn wanted(item: &Item) -> Vec<Self> {
        let indirect = item.indirect.as_deref().unwrap_or_default();
        let kinds = [("quote", item.direct.as_slice()), ("inner_quote", &item.inner), ("indirect_quote", indirect)];
        let mut wanted = Vec::new();
        for (kind, said) in kinds {
            let spans = Span::find_all(&item.article(), said.iter().map(|[content, _]| content.as_str()));
            let speakers = said.iter().map(|[_, speaker]| speaker.clone());
            wanted.extend(spans.into_iter().zip(speakers).map(|(span, speaker)| Self {
                kind: kind.to_owned(),
                span,
                speaker,
            }));
        }
        wanted
    }

    fn exported(line: &Value, item: &Item) -> Option<Self> {
        let kind = line["type"].as_str().filter(|kind| match *kind {
            "quote" | "inner_quote" => true,
            "indirect_quote" => item.indirect.is_some(),
            _ => false,
        })?;
        Some(Self { kind: kind.to_owned(), span: Span::of(line), speaker: string(&line["speaker"]) })
    }

    fn finds(&self, wanted: &Self) -> bool {
        let near =
            if self.kind == "indirect_quote" { self.span.share_half(&wanted.span) } else { self.span == wanted.span };
        self.kind == wanted.kind && near
    }

    fn is_right(&self, wanted: &Self) -> bool {
        let unnamed = |speaker: &str| speaker.strip_prefix("unnamed: ").map(str::to_lowercase);
        match (unnamed(&self.speaker), unnamed(&wanted.speaker)) {
            // How much of a description belongs to it is a matter of taste.
            (Some(one), Some(other)) => one.contains(&other) || other.contains(&one),
            _ => people(&self.speaker) == people(&wanted.speaker),
        }
    }
}

impl Thing for When {
    fn wanted(item: &Item) -> Vec<Self> {
        let spans = Span::find_all(&item.article(), item.timexes.iter().map(|[words, _, _]| words.as_str()));
        let rest = item.timexes.iter().map(|[_, kind, value]| (kind.clone(), value.clone()));
        spans.into_iter().zip(rest).map(|(span, (kind, value))| Self { span, kind, value }).collect()
    }

    fn exported(line: &Value, _: &Item) -> Option<Self> {
        (line["type"] == "timex").then(|| Self {
            span: Span::of(line),
            kind: string(&line["timex_type"]),
            value: string(&line["value"]),
        })
    }

    fn finds(&self, wanted: &Self) -> bool {
        self.span.shared(&wanted.span) > 0
    }

    fn is_right(&self, wanted: &Self) -> bool {
        self.kind == wanted.kind && self.value == wanted.value
    }
}

impl Thing for Tie {
    fn wanted(item: &Item) -> Vec<Self> {
        item.relations.iter().map(|[subject, predicate, object]| Self::of(subject, predicate, object)).collect()
    }

    fn exported(line: &Value, _: &Item) -> Option<Self> {
        let part = |field: &str| string(&line[field]);
        (line["type"] == "relation").then(|| Self::of(&part("subject"), &part("predicate"), &part("object")))
    }

    fn finds(&self, wanted: &Self) -> bool {
        let both = |tie: &Self| tie.ends.iter().cloned().collect::<BTreeSet<_>>();
        both(self) == both(wanted)
    }

    fn is_right(&self, wanted: &Self) -> bool {
        self == wanted
    }
}

impl Tie {
    /// In one form, whichever end it is told from.
    fn of(subject: &str, predicate: &str, object: &str) -> Self {
        let (predicate, mut ends) = match predicate {
            "parent" => ("child", [object.to_owned(), subject.to_owned()]),
            other => (other, [subject.to_owned(), object.to_owned()]),
        };
        if !["child", "late_spouse", "hometown", "residence"].contains(&predicate) {
            ends.sort();
        }
        Self { ends, predicate: predicate.to_owned() }
    }
}

impl Thing for Happening {
    fn wanted(item: &Item) -> Vec<Self> {
        let happening = |[kind, who, date]: &[String; 3]| {
            let edtf = Edtf::parse(date);
            assert!(edtf.is_some() || date.is_empty(), "`{date}` is no EDTF date");
            Self { kind: kind.clone(), who: people(who), date: edtf }
        };
        item.events.iter().map(happening).collect()
    }

    fn exported(line: &Value, _: &Item) -> Option<Self> {
        (line["type"] == "event").then(|| Self {
            kind: string(&line["kind"]),
            who: line["participants"].as_array().into_iter().flatten().map(string).collect(),
            date: line["date"].as_str().and_then(Edtf::parse),
        })
    }

    fn finds(&self, wanted: &Self) -> bool {
        (&self.kind, &self.who) == (&wanted.kind, &wanted.who)
    }

    fn is_right(&self, wanted: &Self) -> bool {
        match (&self.date, &wanted.date) {
            (Some(got), Some(date)) => got.agrees(date) != Certainty::No,
            (got, date) => got.is_none() && date.is_none(),
        }
    }
}

impl Thing for Somebody {
    fn wanted(item: &Item) -> Vec<Self> {
        let somebody = |[name, pronouns]: &[String; 2]| Self { name: name.clone(), pronouns: pronouns.clone() };
        item.people.iter().map(somebody).collect()
    }

    fn exported(line: &Value, _: &Item) -> Option<Self> {
        let pronouns = line["pronouns"].as_str().and_then(|p| p.split('/').next()).unwrap_or_default();
        (line["type"] == "person").then(|| Self { name: string(&line["name"]), pronouns: pronouns.to_owned() })
    }

    fn finds(&self, wanted: &Self) -> bool {
        self.name == wanted.name
    }

    fn is_right(&self, wanted: &Self) -> bool {
        wanted.pronouns.is_empty() || self.pronouns == wanted.pronouns
    }
}

/// Code points `start..end` of an article, and what stands there.
#[derive(PartialEq)]
struct Span {
    start: usize,
    end: usize,
    text: String,
}

impl Span {
    /// Where these words stand, each behind the one before.
    fn find_all<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut from = 0;
        let find = |words: &str| {
            let at = text[from..].find(words).unwrap_or_else(|| panic!("`{words}` in `{}`", &text[from..])) + from;
            from = at + words.len();
            let start = text[..at].chars().count();
            Self { start, end: start + words.chars().count(), text: words.to_owned() }
        };
        words.map(find).collect()
    }

    fn of(line: &Value) -> Self {
        let number = |field: &str| line[field].as_u64().and_then(|n| usize::try_from(n).ok()).expect("an offset");
        Self { start: number("start"), end: number("end"), text: string(&line["text"]) }
    }

    fn shared(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    fn share_half(&self, other: &Self) -> bool {
        let all = self.end.max(other.end) - self.start.min(other.start);
        self.shared(other) * 2 >= all
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn people(names: &str) -> BTreeSet<String> {
    names.split(" & ").map(str::to_owned).collect()
}

impl Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.speaker.is_empty() { "nobody" } else { &self.speaker };
        write!(f, "{} <{}> by {who}", self.kind, on_one_line(&self.span.text))
    }
}

impl Display for Somebody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.name, if self.pronouns.is_empty() { "no pronouns" } else { &self.pronouns })
    }
}

impl Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}> {} {}", on_one_line(&self.span.text), self.kind, self.value)
    }
}

impl Display for Tie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.ends[0], self.predicate, self.ends[1])
    }
}

impl Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who: Vec<&str> = self.who.iter().map(String::as_str).collect();
        let date = self.date.as_ref().map_or("without date", Edtf::as_str);
        write!(f, "{}, {}, {date}", self.kind, who.join(" & "))
    }
}

fn on_one_line(text: &str) -> String {
    text.replace("\n\n", " ¶ ")
}

/// Counts of one construction.
#[derive(Clone, Default)]
struct Row {
    of: String,
    items: usize,
    wanted: usize,
    got: usize,
    found: usize,
    right: usize,
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.items += other.items;
        self.wanted += other.wanted;
        self.got += other.got;
        self.found += other.found;
        self.right += other.right;
    }
}

impl Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, items, wanted, got, found, right } = self;
        let [found_p, found_r] = [percent(*found, *got), percent(*found, *wanted)];
        let [right_p, right_r] = [percent(*right, *got), percent(*right, *wanted)];
        write!(f, "| {of} | {items} | {wanted} | {got} | {found_p} | {found_r} | {right_p} | {right_r} |")
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { ((part * 200 + whole) / (whole * 2)).to_string() }
}

/// Measures the examples of one file: its part of the table, and its part of what is not read right.
fn measure<T: Thing>(file: &str, failures: &mut String) -> String {
    let items: Items = toml::from_str(&read(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    let mut rows: Vec<Row> = Vec::new();
    for item in &items.item {
        let (row, failure) = judge::<T>(item);
        failures.push_str(&failure);
        match rows.iter_mut().find(|r| r.of == row.of) {
            Some(known) => known.add(&row),
            None => rows.push(row),
        }
    }
    let mut all = Row { of: "**all**".to_owned(), ..Row::default() };
    for row in &rows {
        all.add(row);
    }
    rows.push(all);
    rows.iter().fold(String::new(), |mut table, row| {
        let _ = writeln!(table, "{row}");
        table
    })
}

/// One example: its counts, and what went wrong, if anything.
fn judge<T: Thing>(item: &Item) -> (Row, String) {
    let wanted = T::wanted(item);
    let mut got: Vec<T> = Vec::new();
    for thing in item.exported().iter().filter_map(|line| T::exported(line, item)) {
        if !got.contains(&thing) {
            got.push(thing);
        }
    }
    let (mut taken_by, mut right) = (vec![None; got.len()], vec![false; wanted.len()]);
    // One to one; what is right before what is only found.
    for must_be_right in [true, false] {
        for (w, thing) in wanted.iter().enumerate().filter(|(w, _)| !taken_by.contains(&Some(*w))).collect::<Vec<_>>() {
            let fits = |g: &usize| {
                taken_by[*g].is_none() && got[*g].finds(thing) && (!must_be_right || got[*g].is_right(thing))
            };
            if let Some(g) = (0..got.len()).find(fits) {
                taken_by[g] = Some(w);
                right[w] = must_be_right;
            }
        }
    }
    let right_got = |g: &usize| taken_by[*g].is_some_and(|w| right[w]);
    let mut failure = String::new();
    let lacking: Vec<&T> = wanted.iter().zip(&right).filter(|(_, right)| !**right).map(|(thing, _)| thing).collect();
    let wrong: Vec<&T> = (0..got.len()).filter(|g| !right_got(g)).map(|g| &got[g]).collect();
    if !lacking.is_empty() || !wrong.is_empty() {
        let title = if item.title == title() { String::new() } else { format!("{} ¶ ", item.title) };
        let _ = writeln!(failure, "{}: {title}{}", item.of, on_one_line(&item.text));
        for thing in lacking {
            let _ = writeln!(failure, "    wanted  {thing}");
        }
        for thing in wrong {
            let _ = writeln!(failure, "    got     {thing}");
        }
        failure.push('\n');
    }
    let row = Row {
        of: item.of.clone(),
        items: 1,
        wanted: wanted.len(),
        got: got.len(),
        found: taken_by.iter().flatten().count(),
        right: right.iter().filter(|right| **right).count(),
    };
    (row, failure)
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructions").join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

const HEAD: &str = "\
# Precision and recall by construction

How well `receipts` reads each construction of news English, measured on short texts of our own (`*.toml` beside this
file). `UPDATE_TABLE=1 cargo test --test constructions` writes this page; the test fails when it is out of date. The examples
were written without regard to what the program can do, and none is dropped because it fails: below the figures stands
each one that is not read right. Percent; P is precision (of what was got), R recall (of what was wanted).
";

/// Heading, what the last columns mean, and the figures of one part.
fn part(heading: &str, found: &str, right: &str, rows: &str) -> String {
    format!(
        "\n## {heading}\n\n| construction | texts | wanted | got | {found} P | R | {right} P | R |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|\n{rows}"
    )
}

#[test]
fn the_table_is_true() {
    let mut failures = String::new();
    let mut table = HEAD.to_owned();
    let rows = measure::<Said>("quotations.toml", &mut failures);
    table += &part("Quotations", "span", "and speaker", &rows);
    let rows = measure::<Somebody>("people.toml", &mut failures);
    table += &part("People", "name", "and pronouns", &rows);
    let rows = measure::<When>("timexes.toml", &mut failures);
    table += &part("Temporal expressions", "span", "and type, value", &rows);
    let rows = measure::<Tie>("relations.toml", &mut failures);
    table += &part("Relations", "pair", "and predicate", &rows);
    let rows = measure::<Happening>("events.toml", &mut failures);
    table += &part("Events", "kind, people", "and date", &rows);
    let _ = write!(table, "\n## Not read right\n\n````text\n{}\n````\n", failures.trim_end());

    if env::var_os("UPDATE_TABLE").is_some() {
        fs::write(path("TABLE.md"), &table).expect("written");
    }
    let kept = fs::read_to_string(path("TABLE.md")).unwrap_or_default();
    let (kept, made): (BTreeSet<&str>, BTreeSet<&str>) = (kept.lines().collect(), table.lines().collect());
    let changed: Vec<String> = (kept.difference(&made).map(|line| format!("- {line}")))
        .chain(made.difference(&kept).map(|line| format!("+ {line}")))
        .collect();
    assert!(
        changed.is_empty(),
        "tests/constructions/TABLE.md is out of date; `UPDATE_TABLE=1 cargo test --test constructions` writes it:\n{}",
        changed.join("\n")
    );
}
