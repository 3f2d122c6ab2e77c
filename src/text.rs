//! Pure functions of `&str`: positions, words, sentences, paragraphs, what is shown. Knows nothing of the model.
pub mod links;
