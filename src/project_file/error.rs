//! Why a project file was not read: what is wrong, where, and what to do. The file itself is never touched.

use std::fmt;

/// A place in the file, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// The line.
    pub line: usize,
    /// The character in the line, where known.
    pub column: Option<usize>,
}

/// Why a project file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Whoever asked for it does not want it any more.
    #[error("Reading was broken off. The file is as it was")]
    Unwanted,
    /// Nothing in it.
    #[error("The file is empty")]
    Empty,
    /// More than the limit.
    #[error("The file is too large: the limit is {limit_bytes} bytes")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// In UTF-16.
    #[error("Line 1: this is UTF-16 text; a project is UTF-8. Save it as UTF-8")]
    Utf16,
    /// Bytes that are no UTF-8.
    #[error("{place} (byte {offset_bytes}): this is not UTF-8 text. The file is damaged there, or no project")]
    NotUtf8 {
        /// Where.
        place: FilePlace,
        /// Bytes before it.
        offset_bytes: usize,
    },
    /// Zero bytes: one that went wrong, or a block that was made room for and never written.
    #[error("{place} (byte {offset_bytes}): {}. The file is damaged there, or no project", zeros(*count, *is_to_end))]
    ZeroByte {
        /// Where the first stands.
        place: FilePlace,
        /// Bytes before it.
        offset_bytes: usize,
        /// How many stand there one after the other.
        count: usize,
        /// Whether nothing comes after them.
        is_to_end: bool,
    },
    /// Left by a merge.
    #[error("{place}: a merge left both sides here, marked {marker}. Keep the lines that hold, and take the marks away")]
    ConflictMarker {
        /// Where the first stands.
        place: FilePlace,
        /// What it begins with.
        marker: &'static str,
    },
    /// Something that changes the meaning of all that follows.
    #[error("{place}: a project has no #![…] line. Take it away")]
    Attribute {
        /// Where.
        place: FilePlace,
    },
    /// It does not begin as a project does.
    #[error("{place}: this is no Factmark project, which begins with “Project(format: 1,”. Choose another file")]
    NoProject {
        /// Where.
        place: FilePlace,
    },
    /// From a later version.
    #[error(
        "{place}: the file has format {format}, and this version reads up to {supported}. \
         It was left untouched; open it with a newer version of Factmark"
    )]
    NewerFormat {
        /// Where.
        place: FilePlace,
        /// The number in the file.
        format: String,
        /// The highest that can be read.
        supported: u32,
    },
    /// A format that never was.
    #[error("{place}: there is no format {format}. The file is damaged there")]
    NoFormat {
        /// Where.
        place: FilePlace,
        /// The number in the file.
        format: String,
    },
    /// It ends before its end.
    #[error("{place}: the file ends in the middle; the rest of it is missing")]
    CutOff {
        /// The end.
        place: FilePlace,
    },
    /// It cannot be understood.
    #[error("{place}: {message}. Mend it there")]
    Syntax {
        /// Where.
        place: FilePlace,
        /// What the parser said, shortened.
        message: String,
    },
    /// Two records of one id.
    #[error("{place}: {id} stands in the file a second time{}. Keep one of the two", first(*first_line))]
    Twice {
        /// Where the second stands.
        place: FilePlace,
        /// The id.
        id: String,
        /// Line of the first.
        first_line: Option<usize>,
    },
    /// A statement without parts.
    #[error("{place}: {id} has no parts, so it stands nowhere. Give it one, or take it away")]
    NoParts {
        /// Where.
        place: FilePlace,
        /// The statement.
        id: String,
    },
    /// A record that the model refuses.
    #[error("{place}: {message}. Mend it there")]
    Refused {
        /// Where.
        place: FilePlace,
        /// Why.
        message: String,
    },
}

impl ReadError {
    /// A name that stays the same in every version.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unwanted => "unwanted",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Utf16 => "utf16",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::ZeroByte { .. } => "zero_byte",
            Self::ConflictMarker { .. } => "conflict_marker",
            Self::Attribute { .. } => "attribute",
            Self::NoProject { .. } => "no_project",
            Self::NewerFormat { .. } => "newer_format",
            Self::NoFormat { .. } => "no_format",
            Self::CutOff { .. } => "cut_off",
            Self::Syntax { .. } => "syntax",
            Self::Twice { .. } => "twice",
            Self::NoParts { .. } => "no_parts",
            Self::Refused { .. } => "refused",
        }
    }

    /// Where it is wrong; a file that is empty or too large has no such place.
    pub const fn place(&self) -> Option<FilePlace> {
        match self {
            Self::Unwanted | Self::Empty | Self::TooLarge { .. } => None,
            Self::Utf16 => Some(FilePlace { line: 1, column: Some(1) }),
            Self::NotUtf8 { place, .. }
            | Self::ZeroByte { place, .. }
            | Self::ConflictMarker { place, .. }
            | Self::Attribute { place }
            | Self::NoProject { place }
            | Self::NewerFormat { place, .. }
            | Self::NoFormat { place, .. }
            | Self::CutOff { place }
            | Self::Syntax { place, .. }
            | Self::Twice { place, .. }
            | Self::NoParts { place, .. }
            | Self::Refused { place, .. } => Some(*place),
        }
    }
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}", self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ", column {column}"))
    }
}

fn zeros(count: usize, is_to_end: bool) -> String {
    // No disk writes less at a time.
    const LEAST_BLOCK: usize = 128;
    let end = if is_to_end { ", to the end of the file" } else { "" };
    match count {
        1 => format!("there is a zero byte{}", if is_to_end { " at the end of the file" } else { "" }),
        2..LEAST_BLOCK => format!("there are {count} zero bytes{end}"),
        _ => format!("there are {count} zero bytes{end}: a block that the disk never wrote, as after a power cut"),
    }
}

fn first(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", first on line {line}"))
}
