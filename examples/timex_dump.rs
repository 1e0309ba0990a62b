//! Prints the temporal expressions of a folder of articles as JSON lines.
use receipts::domain::{CodePoints, Edtf, Span};
use receipts::language::temporal;

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    let mut files: Vec<_> = std::fs::read_dir(dir).expect("a folder").flatten().map(|f| f.path()).collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("text");
        let (dct, start) = match text.strip_prefix(" date ") {
            Some(rest) => {
                let date = rest.split(' ').next().unwrap_or("");
                (Edtf::parse(date), 6 + date.len())
            }
            None => (None, 0),
        };
        let points = CodePoints::of(&text);
        for t in temporal::find(&text, Span::new(start, text.len()), dct.as_ref()) {
            let (start, end) = points.span(t.span);
            println!(
                "{}",
                serde_json::json!({"type":"timex","article":path.file_stem().expect("stem").to_string_lossy(),"start":start,"end":end,
                "text":t.span.cut(&text),"timex_type":t.kind,"value":t.value,"mod":t.modifier})
            );
        }
    }
}
