//! Pure functions of `&str`: positions, paragraphs, sentences, words, graphemes, and how a text is shown. Knows no window, file, disk or clock.

pub mod changes;
pub mod chips;
pub mod compare;
pub mod display;
pub mod find;
pub mod graphemes;
pub mod leftovers;
pub mod links;
pub mod names;
pub mod natural;
pub mod paragraphs;
pub mod positions;
pub mod quoted;
pub mod sentences;
pub mod stretches;
pub mod tally;
pub mod words;
