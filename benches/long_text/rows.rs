//! The rows, in the order in which they are told. A further one is a line here and a function that measures it.

use crate::bench::{Bench, Done};
use crate::{rows_crowd, rows_edits, rows_files, rows_frames, rows_pages, rows_search};

/// One row, or a few that are measured together.
pub struct Row {
    /// How the names of its figures begin.
    pub name: &'static str,
    /// Measures it and tells.
    pub measure: fn(&mut Bench) -> Done,
}

/// All.
pub const ROWS: &[Row] = &[
    Row { name: "steady", measure: rows_frames::steady },
    Row { name: "article", measure: rows_frames::article },
    Row { name: "drag", measure: rows_frames::drag },
    Row { name: "select-all", measure: rows_frames::select_all },
    Row { name: "hover", measure: rows_frames::hover },
    Row { name: "page-down", measure: rows_pages::page_down },
    Row { name: "jump", measure: rows_pages::jump },
    Row { name: "width", measure: rows_pages::width },
    Row { name: "font-size", measure: rows_pages::font_size },
    Row { name: "tag", measure: rows_edits::tag },
    Row { name: "retag", measure: rows_edits::retag },
    Row { name: "recut", measure: rows_edits::recut },
    Row { name: "delete", measure: rows_edits::delete },
    Row { name: "heap", measure: rows_files::heap },
    Row { name: "crowd", measure: rows_crowd::crowd },
    Row { name: "line", measure: rows_crowd::line },
    Row { name: "open-text", measure: rows_files::open_text },
    Row { name: "open-project", measure: rows_files::open_project },
    Row { name: "save", measure: rows_files::save },
    Row { name: "frames-while-saving", measure: rows_files::frames_while_saving },
    Row { name: "filter", measure: rows_search::filter },
    Row { name: "find", measure: rows_search::find },
    Row { name: "heights", measure: rows_crowd::heights },
    Row { name: "search-floor", measure: rows_search::floor },
];
