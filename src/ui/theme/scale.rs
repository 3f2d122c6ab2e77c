//! Sizes: of type, of gaps, of lines. All in points.

/// Captions, numbers in the margin.
pub const SMALL_POINTS: f32 = 12.0;
/// The window's text.
pub const BODY_POINTS: f32 = 14.0;
/// The name of a panel or a card.
pub const HEADING_POINTS: f32 = 17.0;
/// Big words of an empty place.
pub const TITLE_POINTS: f32 = 22.0;
/// The words of a statement where it is alone.
pub const QUOTE_POINTS: f32 = 16.0;
/// The words of a statement in the list.
pub const WORDS_POINTS: f32 = 14.5;
/// Icons beside text of the body size.
pub const ICON_POINTS: f32 = 18.0;
/// Icons in the margin of the article.
pub const MARGIN_ICON_POINTS: f32 = 13.0;
/// The article's text, before the reader makes it larger or smaller.
pub const READING_POINTS: f32 = 18.0;
/// Height of a line of the article, as a multiple of its size: enough for underlines of three nested marks.
pub const READING_LINE_HEIGHT: f32 = 1.6;
/// Width of a line of the article: about 70 letters, in multiples of its size.
pub const READING_MEASURE: f32 = 34.0;

/// Between things that belong together.
pub const GAP_SMALL: f32 = 4.0;
/// Between things.
pub const GAP: f32 = 8.0;
/// Between groups.
pub const GAP_LARGE: f32 = 16.0;
/// Inside cards and panels.
pub const PADDING: f32 = 12.0;
/// Least height of what can be pressed.
pub const CONTROL_HEIGHT: f32 = 28.0;
/// Width of the article's margins that carry marks.
pub const ARTICLE_MARGIN: f32 = 44.0;

/// Corners of controls, cards and windows.
pub const CORNER: u8 = 6;
/// Corners of highlights.
pub const HIGHLIGHT_CORNER: u8 = 3;

/// A line that parts two things.
pub const HAIRLINE: f32 = 1.0;
/// The underline of a mark.
pub const UNDERLINE: f32 = 1.5;
/// The underline of the focused mark, and the frame around it.
pub const UNDERLINE_FOCUSED: f32 = 2.5;
/// The ring around what has the keyboard.
pub const FOCUS_RING: f32 = 2.0;
/// Width of a handle at the edge of the focused statement.
pub const HANDLE: f32 = 8.0;
