//! SHIM
pub mod guess;
pub mod plain_text;
