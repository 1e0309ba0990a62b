//! The articles that are compiled in: what is answered from as long as there is no store.

/// File name and text of each.
pub(super) const ARTICLES: &[(&str, &str)] = &[
    ("000_544da6d77ffd92de.txt", include_str!("../../data/articles/000_544da6d77ffd92de.txt")),
    ("001_a343121e01ccaecc.txt", include_str!("../../data/articles/001_a343121e01ccaecc.txt")),
    ("002_cb54c414718a66a8.txt", include_str!("../../data/articles/002_cb54c414718a66a8.txt")),
];
