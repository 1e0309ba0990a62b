//! Articles by the thousand, from one seed: invented people, towns, shows and outlets, and what they say.
//!
//! For measuring and for tests that need more than a few articles. The same seed gives the same articles; the words
//! are our own. Shared by path, so that benches can use it too.
#![allow(dead_code)] // Each user needs a part of it.

use receipts::domain::{Article, ArticleId, Edtf, Span};

/// A desk full of people to write about.
pub struct Newsroom {
    dice: Dice,
    cast: Vec<Star>,
}

/// Somebody invented.
#[derive(Clone)]
pub struct Star {
    /// First and last name.
    pub name: String,
    last: String,
    she: bool,
    role: &'static str,
    show: String,
    town: String,
    age: usize,
}

/// An article and the quotations in it.
pub struct Piece {
    /// The article, read as plain text would be.
    pub article: Article,
    /// Who says what in it.
    pub quotations: Vec<(String, String)>,
}

impl Newsroom {
    /// A newsroom that writes about so many people.
    pub fn new(seed: u64, people: usize) -> Self {
        let mut dice = Dice(seed.wrapping_mul(2) + 1);
        let cast = (0..people.max(2)).map(|_| Star::invented(&mut dice)).collect();
        Self { dice, cast }
    }

    /// Everybody.
    pub fn cast(&self) -> &[Star] {
        &self.cast
    }

    /// The next article; `number` names and dates it.
    pub fn piece(&mut self, number: usize) -> Piece {
        let dice = &mut self.dice;
        let star = self.cast[dice.below(self.cast.len())].clone();
        let other = self.cast[dice.below(self.cast.len())].clone();
        let outlet = format!("{} {}", pick(dice, OUTLETS.0), pick(dice, OUTLETS.1));
        let year = 2015 + number / 366 % 10;
        let date = format!("{year}-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
        let title = format!("{} on {} and a {} {}", star.name, gerund(dice), pick(dice, ADJECTIVES), pick(dice, NOUNS));
        let mut quotations = Vec::new();
        let mut paragraphs = vec![star.introduced(dice, &other)];
        for _ in 0..4 + dice.below(4) {
            let speaker = if dice.below(4) == 0 { &other } else { &star };
            let words = sentence(dice);
            quotations.push((speaker.name.clone(), words.clone()));
            let named = if dice.below(3) == 0 { &speaker.name } else { &speaker.last };
            paragraphs.push(match dice.below(4) {
                0 => format!("{} “{words},” {named} told {outlet}.", narrated(dice, &star)),
                1 => format!("“{words},” {named} said. {}", narrated(dice, &star)),
                2 => format!("{named} added, “{words}.” {}", narrated(dice, &other)),
                _ => format!("{} “{words},” {named} said.", narrated(dice, speaker)),
            });
        }
        let body = paragraphs.join("\n\n");
        let text = format!(" date {date} {title}\n\n{body}\n");
        let article = plain(&format!("g{number:06}"), &date, &title, text, &outlet);
        Piece { article, quotations }
    }

    /// An invented sentence that nobody said.
    pub fn unsaid(&mut self) -> String {
        let d = &mut self.dice;
        match d.below(6) {
            0 => format!("If you {} their {}, bring another {} along", pick(d, VERBS), pick(d, NOUNS), pick(d, NOUNS)),
            1 => format!("Some {}s were meant for {} after {}", pick(d, NOUNS), gerund(d), pick(d, MONTHS)),
            2 => format!(
                "{} would be {} had they {} our {}",
                pick(d, MONTHS),
                pick(d, ADJECTIVES),
                pick(d, PAST),
                pick(d, NOUNS)
            ),
            3 => format!("Nothing about {} ever sounded {} on a {}", gerund(d), pick(d, ADJECTIVES), pick(d, DAYS)),
            4 => format!("I am done with {}, I want a {} and a {} instead", gerund(d), pick(d, NOUNS), pick(d, NOUNS)),
            _ => format!("She will {} no {} before he has {} hers", pick(d, VERBS), pick(d, NOUNS), pick(d, PAST)),
        }
    }

    /// A number below a limit, as the dice fall.
    pub fn below(&mut self, limit: usize) -> usize {
        self.dice.below(limit)
    }

    /// A word of the same lists that is none of these.
    pub fn other_word(&mut self, than: &str) -> &'static str {
        loop {
            let list = [NOUNS, VERBS, ADJECTIVES][self.dice.below(3)];
            let word = pick(&mut self.dice, list);
            if !than.to_lowercase().contains(word) {
                return word;
            }
        }
    }
}

/// The same article as a machine rewords it: other words and turns, the same people, numbers and order.
pub fn reworded(article: &Article, id: &str, date: &str) -> Article {
    let mut text = article.text.replacen(article.date.as_ref().map_or("", Edtf::as_str), date, 1);
    for (from, to) in TURNS {
        text = text.replace(from, to);
    }
    let words: Vec<String> = text.split(' ').enumerate().map(|(n, word)| replaced(n, word)).collect();
    let text = words.join(" ");
    let title = text.lines().next().unwrap_or_default().get(17..).unwrap_or_default().to_owned();
    plain(id, date, &title, text, "Content Mill")
}

/// Two of three words of the lists give way to their neighbours.
fn replaced(n: usize, word: &str) -> String {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
    for list in [NOUNS, VERBS, ADJECTIVES] {
        if let Some(at) = list.iter().position(|w| *w == plain).filter(|_| !n.is_multiple_of(3)) {
            return word.replace(plain, list[(at + 7) % list.len()]);
        }
    }
    word.to_owned()
}

const TURNS: [(&str, &str); 8] = [
    (" told ", " informed "),
    (" said.", " stated."),
    (" added,", " went on,"),
    ("I never thought", "I did not ever believe"),
    (" with ", " alongside "),
    (" because ", " since "),
    (" is known for ", " is famous from "),
    ("People keep asking", "Folks always ask"),
];

fn plain(id: &str, date: &str, title: &str, text: String, outlet: &str) -> Article {
    let start = text.find(title).unwrap_or(0);
    Article {
        id: ArticleId(id.into()),
        date: Edtf::parse(date),
        title: Span::new(start, start + title.len()),
        body: Span::new(start + title.len(), text.len()),
        outlet: Some(outlet.to_owned()),
        url: None,
        warnings: Vec::new(),
        text,
    }
}

impl Star {
    fn invented(dice: &mut Dice) -> Self {
        let she = dice.below(2) == 0;
        let first = pick(dice, if she { WOMEN } else { MEN });
        let (one, two, three) = (pick(dice, ONSETS), pick(dice, MIDDLES), pick(dice, ENDS));
        let (show, second) = (pick(dice, ADJECTIVES), pick(dice, NOUNS));
        Self {
            name: format!("{first} {one}{two}{three}"),
            last: format!("{one}{two}{three}"),
            she,
            role: pick(dice, ROLES),
            show: format!("The {} {}", capital(show), capital(second)),
            town: format!("{}{}", pick(dice, ONSETS), pick(dice, TOWNS)),
            age: 22 + dice.below(50),
        }
    }

    fn introduced(&self, dice: &mut Dice, other: &Self) -> String {
        let them = if self.she { "her" } else { "him" };
        match dice.below(3) {
            0 => format!(
                "{}, {}, a {} from {}, is known for {}. {} met {} in {} in {}.",
                self.name,
                self.age,
                self.role,
                self.town,
                self.show,
                other.name,
                them,
                other.town,
                1995 + dice.below(25)
            ),
            1 => format!(
                "The {} {} left {} on Monday after {} episodes. {}, {}, took over.",
                self.role,
                self.name,
                self.show,
                3 + dice.below(300),
                other.name,
                other.age
            ),
            _ => format!(
                "{} of {} spoke of {} with {}. The two were married in {} in {}.",
                self.name,
                self.show,
                gerund(dice),
                other.name,
                self.town,
                1995 + dice.below(25)
            ),
        }
    }
}

/// A sentence of the narrator's.
fn narrated(dice: &mut Dice, star: &Star) -> String {
    let (they, their) = if star.she { ("She", "her") } else { ("He", "his") };
    match dice.below(6) {
        0 => format!("{they} spent {} weeks in {} with {their} {}.", 2 + dice.below(40), star.town, pick(dice, NOUNS)),
        1 => format!(
            "{} bought a {} {} for {} dollars.",
            star.last,
            pick(dice, ADJECTIVES),
            pick(dice, NOUNS),
            100 + dice.below(90_000)
        ),
        2 => format!("Fans of {} {} about the {}.", star.show, pick(dice, PAST), pick(dice, NOUNS)),
        3 => {
            format!("{they} started {} in {} because of a {}.", gerund(dice), 1995 + dice.below(25), pick(dice, NOUNS))
        }
        4 => format!(
            "The {} posted a photo of the {} {} on {}.",
            star.role,
            pick(dice, ADJECTIVES),
            pick(dice, NOUNS),
            pick(dice, DAYS)
        ),
        _ => {
            format!("{} came home to {} with a {} {}.", star.last, star.town, pick(dice, ADJECTIVES), pick(dice, NOUNS))
        }
    }
}

/// What somebody may say, without a full stop.
fn sentence(dice: &mut Dice) -> String {
    let d = dice;
    let one = match d.below(9) {
        0 => format!("I never thought {} would {} my {}", gerund(d), pick(d, VERBS), pick(d, NOUNS)),
        1 => format!("The {} was {} and we could {} it", pick(d, NOUNS), pick(d, ADJECTIVES), pick(d, VERBS)),
        2 => format!("You don’t {} a {} {} twice", pick(d, VERBS), pick(d, ADJECTIVES), pick(d, NOUNS)),
        3 => format!("My {} told me to {} every {}", pick(d, NOUNS), pick(d, VERBS), pick(d, NOUNS)),
        4 => format!("We {} the {} like {} people", pick(d, PAST), pick(d, NOUNS), pick(d, ADJECTIVES)),
        5 => format!("People keep asking whether the {} is {}", pick(d, NOUNS), pick(d, ADJECTIVES)),
        6 => format!("It takes a {} {} to {} me", pick(d, ADJECTIVES), pick(d, NOUNS), pick(d, VERBS)),
        7 => format!("There is no {} without {} somebody’s {}", pick(d, NOUNS), gerund(d), pick(d, NOUNS)),
        _ => format!("Nobody {} that {} until the {} was gone", pick(d, PAST), pick(d, NOUNS), pick(d, NOUNS)),
    };
    match d.below(6) {
        0 => format!("{one}, and I still {} it", pick(d, VERBS)),
        1 => format!("{one} because {} is {}", gerund(d), pick(d, ADJECTIVES)),
        2 => format!("{one}, which {} the whole {}", pick(d, PAST), pick(d, NOUNS)),
        3 => format!("Honestly, {one}"),
        4 => format!("{one} with a {} {}", pick(d, ADJECTIVES), pick(d, NOUNS)),
        _ => format!("{one}, even in {}", pick(d, MONTHS)),
    }
}

fn gerund(dice: &mut Dice) -> String {
    let verb = pick(dice, VERBS);
    let stem = if verb.ends_with('e') && !verb.ends_with("ee") { &verb[..verb.len() - 1] } else { verb };
    format!("{stem}ing")
}

fn capital(word: &str) -> String {
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

fn pick<T: Copy>(dice: &mut Dice, list: &[T]) -> T {
    list[dice.below(list.len())]
}

/// A generator of numbers (xorshift): enough for shuffling words, the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

const OUTLETS: (&[&str], &[&str]) =
    (&["Reel", "Evening", "Coast", "Stage", "Harbour", "Metro"], &["Weekly", "Herald", "Post", "Review", "Dispatch"]);
const WOMEN: &[&str] =
    &["Anna", "Clara", "Diane", "Emma", "Grace", "Helen", "Julia", "Laura", "Maria", "Nora", "Ruth", "Sarah"];
const MEN: &[&str] =
    &["Adam", "Bruno", "Carl", "David", "Eric", "Frank", "George", "Henry", "Jack", "Mark", "Peter", "Simon"];
const ONSETS: &[&str] = &[
    "Bal", "Cor", "Dren", "Fal", "Gar", "Hol", "Kes", "Lor", "Mar", "Nor", "Pel", "Quin", "Rad", "Sel", "Tar", "Ul",
    "Ven", "Wex", "Yor", "Zan",
];
const MIDDLES: &[&str] = &["", "a", "en", "i", "o", "ver", "an", "el", "ing", "or", "um", "es"];
const ENDS: &[&str] =
    &["ster", "wick", "dane", "mond", "field", "gate", "low", "by", "ric", "thal", "worth", "cott", "nell"];
const TOWNS: &[&str] = &["ford", "ham", "port", "ville", "burg", "mouth", "ton", "haven"];
const ROLES: &[&str] = &["singer", "actor", "presenter", "comedian", "chef", "drummer", "dancer", "author", "director"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: &[&str] = &["January", "March", "April", "June", "July", "August", "October", "November", "December"];
const NOUNS: &[&str] = &[
    "garden",
    "lighthouse",
    "suitcase",
    "kitchen",
    "river",
    "letter",
    "guitar",
    "bicycle",
    "window",
    "mountain",
    "orchard",
    "bakery",
    "piano",
    "harbour",
    "wedding",
    "umbrella",
    "painting",
    "market",
    "engine",
    "blanket",
    "lantern",
    "teacher",
    "mirror",
    "puzzle",
    "island",
    "hammer",
    "carpet",
    "rocket",
    "pencil",
    "saddle",
    "pigeon",
    "tunnel",
    "basket",
    "candle",
    "cactus",
    "violin",
    "canoe",
    "ladder",
    "helmet",
    "biscuit",
    "parrot",
    "museum",
    "pillow",
    "jacket",
    "meadow",
    "printer",
    "cottage",
    "fountain",
    "sandwich",
    "telescope",
    "trumpet",
    "wallet",
    "zipper",
    "compass",
    "feather",
    "glacier",
];
const VERBS: &[&str] = &[
    "paint", "climb", "forgive", "borrow", "measure", "polish", "rescue", "answer", "remember", "repair", "admire",
    "count", "deliver", "follow", "gather", "ignore", "kick", "listen", "mend", "notice", "open", "pack", "question",
    "record", "sharpen", "trust", "unfold", "visit", "water", "whistle", "avoid", "bend", "collect", "defend",
    "explore", "fold", "greet", "hunt",
];
const PAST: &[&str] = &[
    "painted",
    "climbed",
    "borrowed",
    "measured",
    "polished",
    "rescued",
    "answered",
    "repaired",
    "admired",
    "counted",
    "delivered",
    "followed",
    "gathered",
    "ignored",
    "kicked",
    "mended",
    "noticed",
    "opened",
    "packed",
    "recorded",
    "trusted",
];
const ADJECTIVES: &[&str] = &[
    "crooked", "gentle", "hollow", "famous", "sleepy", "golden", "stubborn", "silent", "narrow", "purple", "ancient",
    "clumsy", "bitter", "cheerful", "dusty", "elegant", "fragile", "generous", "honest", "icy", "jealous", "lonely",
    "modest", "noisy", "patient", "rusty", "salty", "tender", "useful", "velvet", "wicked", "yellow", "brave",
    "careful", "distant", "empty",
];
