//! What does an article say about people?
//!
//! From the analysis of its language to claims with evidence. One file for each shape of claim. Nothing here
//! looks beyond one article.
