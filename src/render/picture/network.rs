//! How are ties drawn?
//!
//! In whose midst it is seen stands above; a line leads down from there, and from it one to each of the others, with
//! what they are written on it and its dates below. So nothing can lie upon another, however many there are and
//! however long their names. What ties the others to each other runs on the right, and is said in their boxes.

use super::paper::{BLUE, BOX, INK, LINE, MARGIN, Paper, QUIET, Side, Type, WIDTH};
use crate::answer::{Bond, Network};

const NAME: Type = Type::new(14.5, INK).bold();
const PART: Type = Type::new(13.0, QUIET);
const WHAT: Type = Type::new(13.0, INK);
const DATE: Type = Type::new(12.5, BLUE);
const CROSS: Type = Type::new(12.0, QUIET);

/// Where the line of the first one leads down.
const SPINE: f32 = MARGIN + 10.0;
/// Between the text in a box and its edge.
const PAD: f32 = 10.0;
/// Between two rows.
const GAP: f32 = 16.0;
/// Lines of a name, and of a label: only what nobody is called or is to anybody is longer.
const MOST_NAME: usize = 6;
const MOST_LABEL: usize = 7;
/// More ties among the others are only said.
const MOST_LANES: usize = 4;
/// Between two of the lines on the right.
const LANE: f32 = 11.0;

pub(super) fn draw(network: &Network) -> Option<Vec<u8>> {
    let mut paper = Paper::new();
    let height = match &network.other {
        None => around_one(&mut paper, network),
        Some(other) => between_two(&mut paper, network, other),
    };
    paper.png(height + 4.0)
}

/// Everybody around one.
fn around_one(paper: &mut Paper, network: &Network) -> f32 {
    const LEFT: f32 = 190.0;
    let mut y = part(paper, network, "Connections");
    let lanes = lanes(network);
    let used = lanes.iter().flatten().max().map_or(0, |lane| lane + 1);
    let right = WIDTH - MARGIN - if used > 0 { LANE * used as f32 + 4.0 } else { 0.0 };
    y = anchor(paper, &network.one, (MARGIN, WIDTH - MARGIN), y);
    let begin = y;
    let mut down = y;
    let mut rows: Vec<(f32, f32)> = Vec::new();
    let mut circle = "";
    // The line lies below the boxes that it leads to, and is as long as they reach: drawn once that is known.
    let mut boxes: Vec<Row> = Vec::new();
    for (place, knot) in network.knots.iter().enumerate() {
        let heading = (knot.circle != circle).then_some(knot.circle);
        circle = knot.circle;
        let top = y + if heading.is_some() { 36.0 } else { GAP };
        let label = Label::of(paper, &knot.to_one, LEFT - SPINE - 22.0);
        let name = paper.wrapped(&knot.name, NAME, right - LEFT - 2.0 * PAD, MOST_NAME);
        let said = said(paper, network, place, right - LEFT - 2.0 * PAD);
        let height = (NAME.leading() * name.len() as f32 + CROSS.leading() * said.len() as f32 + 2.0 * PAD).max(40.0);
        let above = label.above().max(height / 2.0);
        let middle = top + above;
        y = middle + label.below().max(height / 2.0);
        rows.push((middle, height));
        boxes.push(Row { heading, top, middle, label, name, said, height });
        down = middle;
    }
    paper.stroke(&[(SPINE, begin), (SPINE, down)], LINE, 2.5, "");
    for row in &boxes {
        if let Some(heading) = row.heading {
            paper.text((SPINE + 16.0, row.top - 14.0), Side::Start, PART.bold(), heading);
        }
        paper.stroke(&[(SPINE, row.middle), (LEFT, row.middle)], LINE, 2.5, "");
        row.label.draw(paper, (SPINE.midpoint(LEFT) + 3.0, row.middle));
        let top = row.middle - row.height / 2.0;
        paper.shape((LEFT, top), (right - LEFT, row.height), 8.0, BOX, LINE, "");
        let first = top + PAD + NAME.size - 1.0 + slack(row);
        let below = paper.lines((LEFT + PAD, first), Side::Start, NAME, &row.name);
        paper.lines((LEFT + PAD, below - 2.0), Side::Start, CROSS, &row.said);
    }
    for (cross, lane) in network.cross.iter().zip(&lanes) {
        let (Some(lane), Some(from), Some(to)) = (lane, rows.get(cross.from), rows.get(cross.to)) else { continue };
        let x = right + 6.0 + LANE * *lane as f32;
        // Side by side, so that two that end at one box stay two.
        let shift = |place: usize| {
            5.0 * ((*lane as f32) - (used.saturating_sub(1)) as f32 / 2.0) * if place == 0 { 1.0 } else { -1.0 }
        };
        let (above, below) = (from.0 + shift(1), to.0 + shift(0));
        paper.stroke(&[(right, above), (x, above), (x, below), (right, below)], QUIET, 1.5, "");
    }
    y + 14.0
}

/// One of the others, measured.
struct Row {
    heading: Option<&'static str>,
    top: f32,
    middle: f32,
    label: Label,
    name: Vec<String>,
    said: Vec<String>,
    height: f32,
}

/// Half of what a box is higher than its text.
fn slack(row: &Row) -> f32 {
    let text = NAME.leading() * row.name.len() as f32 + CROSS.leading() * row.said.len() as f32;
    (row.height - 2.0 * PAD - text) / 2.0
}

/// What a knot is to others of this page, as its box says it.
fn said(paper: &mut Paper, network: &Network, place: usize, width: f32) -> Vec<String> {
    const MOST: usize = 3;
    let all: Vec<String> = network
        .cross
        .iter()
        .filter(|cross| cross.to == place)
        .filter_map(|cross| {
            let other = &network.knots.get(cross.from)?.name;
            let dates =
                if cross.bond.dates.is_empty() { String::new() } else { format!(", {}", cross.bond.dates.join(", ")) };
            Some(format!("{} of {other}{dates}", cross.bond.what))
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    for text in all.iter().take(MOST) {
        lines.extend(paper.wrapped(text, CROSS, width, 3));
    }
    if all.len() > MOST {
        lines.push(format!("and {} more", all.len() - MOST));
    }
    lines
}

/// For each tie among the others the line that it runs on, so that no two share a stretch of one.
fn lanes(network: &Network) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let lane = |(from, to): (usize, usize)| {
        let free = |spans: &Vec<(usize, usize)>| spans.iter().all(|(a, b)| to < *a || *b < from);
        let at = taken.iter().position(free).unwrap_or(taken.len());
        if at == MOST_LANES {
            return None;
        }
        if at == taken.len() {
            taken.push(Vec::new());
        }
        taken[at].push((from, to));
        Some(at)
    };
    network.cross.iter().map(|cross| (cross.from.min(cross.to), cross.from.max(cross.to))).map(lane).collect()
}

/// What ties two to each other, directly and through others.
fn between_two(paper: &mut Paper, network: &Network, other: &str) -> f32 {
    const FAR: f32 = WIDTH - SPINE;
    const LEFT: f32 = 132.0;
    const RIGHT: f32 = WIDTH - LEFT;
    let y = part(paper, network, "What connects them");
    let middle = WIDTH / 2.0;
    let ends = [(MARGIN, middle - 8.0), (middle + 8.0, WIDTH - MARGIN)];
    let name =
        |paper: &mut Paper, name: &str| paper.wrapped(name, NAME, ends[0].1 - ends[0].0 - 2.0 * PAD, MOST_NAME).len();
    let most = name(paper, &network.one).max(name(paper, other));
    let top = y;
    let mut y = boxed(paper, &network.one, ends[0], top, most).max(boxed(paper, other, ends[1], top, most));
    let begin = y;
    let mut drawn: Vec<Stretch> = Vec::new();
    let mut down = y;
    for bond in &network.direct {
        let label = Label::of(paper, std::slice::from_ref(bond), FAR - SPINE - 24.0);
        let at = y + GAP + label.above();
        y = at + label.below();
        down = at;
        drawn.push(Stretch { from: SPINE, to: FAR, at, label });
    }
    let mut boxes: Vec<(f32, f32, Vec<String>)> = Vec::new();
    for knot in &network.knots {
        let (one, two) = (
            Label::of(paper, &knot.to_one, LEFT - SPINE - 12.0),
            Label::of(paper, &knot.to_other, LEFT - SPINE - 12.0),
        );
        let name = paper.wrapped(&knot.name, NAME, RIGHT - LEFT - 2.0 * PAD, MOST_NAME);
        let height = NAME.leading() * name.len() as f32 + 2.0 * PAD;
        let at = y + GAP + one.above().max(two.above()).max(height / 2.0);
        y = at + one.below().max(two.below()).max(height / 2.0);
        down = at;
        boxes.push((at, height, name));
        drawn.push(Stretch { from: SPINE, to: LEFT, at, label: one });
        drawn.push(Stretch { from: RIGHT, to: FAR, at, label: two });
    }
    for x in [SPINE, FAR] {
        paper.stroke(&[(x, begin), (x, down)], LINE, 2.5, "");
    }
    for Stretch { from, to, at, label } in drawn {
        paper.stroke(&[(from, at), (to, at)], LINE, 2.5, "");
        label.draw(paper, (f32::midpoint(from, to), at));
    }
    for (at, height, name) in boxes {
        let top = at - height / 2.0;
        paper.shape((LEFT, top), (RIGHT - LEFT, height), 8.0, BOX, LINE, "");
        paper.lines((middle, top + PAD + NAME.size - 1.0), Side::Middle, NAME, &name);
    }
    y + 14.0
}

/// A line with its label.
struct Stretch {
    from: f32,
    to: f32,
    at: f32,
    label: Label,
}

/// What is written on a line, and below it.
struct Label {
    what: Vec<String>,
    dates: Vec<String>,
}

impl Label {
    fn of(paper: &mut Paper, bonds: &[Bond], width: f32) -> Self {
        let what: Vec<&str> = bonds.iter().map(|bond| bond.what.as_str()).collect();
        let mut dates: Vec<String> = Vec::new();
        for date in bonds.iter().flat_map(|bond| &bond.dates) {
            dates.extend(paper.wrapped(date, DATE, width, 3));
        }
        Self { what: paper.wrapped(&what.join(", "), WHAT, width, MOST_LABEL), dates }
    }

    /// How far it reaches above its line.
    fn above(&self) -> f32 {
        WHAT.leading() * self.what.len() as f32 + 4.0
    }

    fn below(&self) -> f32 {
        DATE.leading() * self.dates.len() as f32 + 4.0
    }

    fn draw(&self, paper: &mut Paper, (x, y): (f32, f32)) {
        let first = y - 6.0 - WHAT.leading() * (self.what.len().max(1) - 1) as f32;
        paper.lines((x, first), Side::Middle, WHAT, &self.what);
        paper.lines((x, y + DATE.size + 3.0), Side::Middle, DATE, &self.dates);
    }
}

/// Which part of all is shown, at the top.
fn part(paper: &mut Paper, network: &Network, what: &str) -> f32 {
    let shown = network.knots.len();
    let text = if shown < network.of {
        format!("{what} · {} to {} of {}", network.from + 1, network.from + shown, network.of)
    } else {
        what.to_owned()
    };
    paper.text((MARGIN, 29.0), Side::Start, PART, &text);
    40.0
}

/// The box of somebody in whose midst it is seen; gives where it ends.
fn anchor(paper: &mut Paper, name: &str, ends: (f32, f32), y: f32) -> f32 {
    let lines = paper.wrapped(name, NAME, ends.1 - ends.0 - 2.0 * PAD, MOST_NAME).len();
    boxed(paper, name, ends, y, lines)
}

/// The same, as high as so many lines are.
fn boxed(paper: &mut Paper, name: &str, (from, to): (f32, f32), y: f32, lines: usize) -> f32 {
    let name = paper.wrapped(name, NAME, to - from - 2.0 * PAD, MOST_NAME);
    let height = NAME.leading() * lines.max(1) as f32 + 2.0 * PAD;
    paper.shape((from, y), (to - from, height), 8.0, BOX, BLUE, "");
    paper.lines((from + PAD, y + PAD + NAME.size - 1.0), Side::Start, NAME, &name);
    y + height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Cross;

    #[test]
    fn ties_that_cross_run_on_lines_of_their_own() {
        let cross = |from, to| Cross { from, to, bond: Bond::default() };
        let network = Network { cross: vec![cross(0, 2), cross(1, 3), cross(3, 5), cross(4, 5)], ..Network::default() };
        assert_eq!(lanes(&network), [Some(0), Some(1), Some(0), Some(1)]);
        let many = Network { cross: (0..6).map(|n| cross(0, n + 1)).collect(), ..Network::default() };
        assert_eq!(lanes(&many)[3..], [Some(3), None, None]);
    }
}
