//! Any two texts as dates: what is read is written as it is read again, and comparing them has no side.

#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::domain::Edtf;

fuzz_target!(|texts: (&str, &str)| {
    let (Some(a), b) = (Edtf::parse(texts.0), Edtf::parse(texts.1)) else { return };
    for date in [Some(&a), b.as_ref(), a.by().as_ref(), Some(&a.about())].into_iter().flatten() {
        assert_eq!(Edtf::parse(date.as_str()).as_ref(), Some(date), "written and read again");
        assert!(!date.phrase().is_empty() && !date.adverbial().is_empty());
        if let Some(day) = date.exact_day() {
            assert_eq!((date.lower(), date.upper()), (Some(day), Some(day)));
        }
        if let (Some(lower), Some(upper)) = (date.lower(), date.upper()) {
            assert!(lower <= upper, "{date}");
        }
        let _ = (date.order(), date.is_bound());
    }
    if let Some(b) = b {
        assert_eq!(a.agrees(&b), b.agrees(&a), "{a} and {b}");
    }
});
