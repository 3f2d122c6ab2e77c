//! The look in one place: colours, type scale, spacing and strokes as named tokens, light and dark after the system.

mod marks;
mod palette;
pub mod scale;
mod style;
mod tokens;

pub use marks::{Mark, MarkColours, Underline};
pub use style::apply;
pub use tokens::Theme;
