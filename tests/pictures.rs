//! Are pictures drawn within their limits, whatever they show, and the same every time?
//!
//! Set `RECEIPTS_PICTURES` to a folder to have them written there, to be looked at.

use receipts::answer::{Answer, Bond, Cross, Happening, Knot, Network, Sketch, Timeline};
use receipts::domain::Edtf;
use receipts::render::picture::{self, Picture};

/// The most that a picture may weigh, in bytes.
const HEAVIEST: usize = 300_000;

const NAMES: [&str; 14] = [
    "Zoë Lünd",
    "Maximiliana Featherstonehaugh-Cholmondeley von und zu Hohenstein-Waldburg",
    "Bob Roe",
    "Анна Петрова",
    "Ελένη Παππά",
    "نور الهدى",
    "דנה לוי",
    "अनीता शर्मा",
    "สมชาย ใจดี",
    "王小明",
    "김민수",
    "やまだ さくら",
    "🦊 བོད་ཡིག",
    "Аня 𝓛𝓾𝔁 🚀",
];

const DATES: [&str; 10] = [
    "1990",
    "1998-07~",
    "2004/2006",
    "2013-22",
    "2019-05",
    "2019-05-29",
    "../2021-12-27",
    "2021-12-28",
    "2022-05-12/..",
    "2022-06",
];

fn happening(n: usize) -> Happening {
    let date = (n % 11 < 10).then(|| Edtf::parse(DATES[n % 11])).flatten();
    let name = NAMES[n % NAMES.len()];
    let what = match n % 4 {
        0 => format!("{name} was born"),
        1 => format!("Nora Vance and {name} met (Leeds)"),
        2 => format!(
            "Nora Vance and {name} had a long conversation about the second season of the show that both were on, says {name}"
        ),
        _ => format!("{name} left the show"),
    };
    let when = date.as_ref().map(Edtf::phrase);
    Happening { date, when, what, differs: n % 5 == 3, receipt: Some(n % 8 + 1) }
}

/// A page of a timeline of `of` events, in order of time.
fn timeline(of: usize, from: usize) -> Sketch {
    let mut all: Vec<Happening> = (0..of).map(happening).collect();
    all.sort_by_key(|h| (h.date.is_none(), h.date.as_ref().map(Edtf::order)));
    let dates = all.iter().filter_map(|h| h.date.clone()).collect();
    let happenings = all[from..(from + 8).min(of)].to_vec();
    Sketch::Timeline(Timeline { title: "Nora Vance".into(), happenings, from, of, dates })
}

fn bond(n: usize) -> Bond {
    let what = ["late husband", "friend", "mother, says Anna Petrova-Konstantinopolskaya", "co-host"][n % 4];
    let dates = [vec!["married 29 May 2019", "split around December 2021"], vec![], vec!["met 2013"]][n % 3].clone();
    Bond { what: what.into(), dates: dates.into_iter().map(String::from).collect() }
}

fn knot(n: usize) -> Knot {
    let circle = ["Partners", "Family", "Friends and work", "Places"][n / 2 % 4];
    Knot {
        name: NAMES[n % NAMES.len()].into(),
        circle,
        to_one: vec![bond(n)],
        to_other: vec![bond(n + 1), bond(n + 2)],
    }
}

fn network(of: usize, from: usize, two: bool, shown: usize) -> Sketch {
    let knots: Vec<Knot> = (from..(from + shown).min(of)).map(knot).collect();
    let cross = |from, to| Cross { from, to, bond: Bond { what: "son".into(), dates: vec!["born 2016".into()] } };
    let cross = if knots.len() > 4 && !two { vec![cross(0, 2), cross(1, 2), cross(1, 4)] } else { Vec::new() };
    let direct = if two { vec![bond(1), bond(0)] } else { Vec::new() };
    let other = two.then(|| NAMES[1].to_owned());
    Sketch::Network(Network { one: "Nora Vance".into(), other, direct, knots, cross, from, of })
}

fn drawn(sketch: Sketch) -> Picture {
    picture::of(&Answer { sketch: Some(sketch), ..Answer::default() }).expect("a picture")
}

#[test]
fn pictures_keep_their_limits_and_are_the_same_every_time() {
    for (name, sketch) in [
        ("timeline-3", timeline(3, 0)),
        ("timeline-30", timeline(30, 8)),
        ("timeline-300", timeline(300, 144)),
        ("timeline-300-undated", timeline(300, 272)),
        ("connections-3", network(3, 0, false, 6)),
        ("connections-30", network(30, 6, false, 6)),
        ("connections-300", network(300, 60, false, 6)),
        ("between-0", network(0, 0, true, 3)),
        ("between-3", network(3, 0, true, 3)),
        ("between-30", network(30, 9, true, 3)),
    ] {
        let began = std::time::Instant::now();
        let picture = drawn(sketch.clone());
        let took = began.elapsed();
        if let Some(folder) = std::env::var_os("RECEIPTS_PICTURES") {
            let path = std::path::Path::new(&folder).join(format!("{name}.png"));
            std::fs::write(path, &picture.png).expect("the picture is written");
            println!("{name}: {} bytes, {took:?}\n{}", picture.png.len(), picture.alt);
        }
        assert!(picture.png.len() <= HEAVIEST, "{name}: {} bytes", picture.png.len());
        assert!(picture.alt.encode_utf16().count() <= picture::MOST_ALT, "{name}");
        assert_eq!(picture, drawn(sketch), "{name}");
    }
}

#[test]
fn an_answer_with_nothing_to_see_has_no_picture() {
    assert_eq!(picture::of(&Answer::default()), None);
}
