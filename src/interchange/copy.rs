//! What sort of file a copy of a source is, and the words in it.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::interchange::plain_text;
use crate::model::snapshot::SnapshotKind;

/// Bytes at the front of a file that are looked at for its sort.
const HEAD_BYTES: usize = 4096;
/// The longest page whose words are read.
const PAGE_LIMIT_BYTES: usize = 16 << 20;
/// How much of it is read at once.
const PIECE_BYTES: usize = 8192;
/// Attributes that may be held against each other in one page: each is, against all before it in its tag, and a tag that never ends would
/// take time without end.
const MOST_STEPS: usize = 200_000_000;
/// So long no word is.
const LONG_RUN_BYTES: usize = 1000;

/// What sort of file these bytes are, by what stands in them and not by a name.
pub fn kind_of(bytes: &[u8]) -> SnapshotKind {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => SnapshotKind::Pdf,
        [0x89, b'P', b'N', b'G', ..] => SnapshotKind::Png,
        [0xff, 0xd8, 0xff, ..] => SnapshotKind::Jpeg,
        _ => plain_text::read(bytes).map_or(SnapshotKind::Other, |text| kind_of_text(&text)),
    }
}

/// Tags are no words, and neither is what a mail program makes of them: a passage must not be missed among them.
fn kind_of_text(text: &str) -> SnapshotKind {
    let front = text.trim_start_matches('\u{feff}').trim_start();
    let begins_with_tag =
        front.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "!?/".contains(c)));
    let head = front.get(..front.floor_char_boundary(HEAD_BYTES)).unwrap_or_default();
    let is_mail = head
        .lines()
        .take_while(|line| !line.is_empty())
        .any(|line| line.get(..13).is_some_and(|name| name.eq_ignore_ascii_case("MIME-Version:")));
    if is_mail {
        SnapshotKind::Other
    } else if begins_with_tag {
        SnapshotKind::Html
    } else {
        SnapshotKind::Text
    }
}

/// The words in a copy; `None` where none can be read.
pub fn words(kind: SnapshotKind, bytes: &[u8]) -> Option<String> {
    match kind {
        SnapshotKind::Text => plain_text::read(bytes).ok(),
        SnapshotKind::Html => page_words(bytes),
        SnapshotKind::Pdf | SnapshotKind::Png | SnapshotKind::Jpeg | SnapshotKind::Other => None,
    }
}

/// The words of a page, by its tokens alone: a tree of hostile brackets would take time without end to build.
fn page_words(bytes: &[u8]) -> Option<String> {
    if bytes.len() > PAGE_LIMIT_BYTES {
        return None;
    }
    let page = without_long_runs(&plain_text::read(bytes).ok()?);
    let input = BufferQueue::default();
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let mut scan = TagScan::default();
    for piece in pieces(&page) {
        input.push_back(StrTendril::from(piece));
        // Nothing here waits for a script.
        let _ = tokenizer.feed(&input);
        scan.read(piece);
        if tokenizer.sink.has_moved.take() {
            scan.attributes = 0;
        }
        if scan.steps > MOST_STEPS {
            return None;
        }
    }
    tokenizer.end();
    let text = tokenizer.sink.text.take();
    text.chars().any(char::is_alphanumeric).then_some(text)
}

/// Counts the attributes of tags, and what holding them against each other costs.
#[derive(Default)]
struct TagScan {
    state: Scan,
    attributes: usize,
    steps: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Scan {
    #[default]
    Text,
    // Right after `<`.
    Opened,
    // Between attributes, and in the name of one.
    Between,
    Name,
    // After `=`, and in a value.
    Value,
    Quoted(u8),
}

impl TagScan {
    fn read(&mut self, piece: &str) {
        for byte in piece.bytes() {
            let next = match (self.state, byte) {
                (Scan::Quoted(quote), _) if byte != quote => Scan::Quoted(quote),
                (Scan::Quoted(_), _) => Scan::Between,
                (_, b'<') if self.state == Scan::Text => Scan::Opened,
                (Scan::Opened, _) if byte.is_ascii_alphabetic() || byte == b'/' => Scan::Name,
                (Scan::Text | Scan::Opened, _) | (_, b'>') => Scan::Text,
                (Scan::Value, b'"' | b'\'') => Scan::Quoted(byte),
                (_, b'=') => Scan::Value,
                (_, b'/') => Scan::Between,
                (_, _) if byte.is_ascii_whitespace() => {
                    if self.state == Scan::Value {
                        Scan::Value
                    } else {
                        Scan::Between
                    }
                }
                (state, _) => {
                    if state == Scan::Between {
                        Scan::Name
                    } else {
                        state
                    }
                }
            };
            if self.state == Scan::Between && next == Scan::Name {
                self.attributes += 1;
                self.steps += self.attributes;
            } else if next == Scan::Text {
                self.attributes = 0;
            }
            self.state = next;
        }
    }
}

/// A page without what pictures are written as inside of one: very long runs that no word is.
fn without_long_runs(page: &str) -> String {
    let in_run = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '=' | '%');
    let mut kept = String::with_capacity(page.len());
    for run in page.split_inclusive(|char| !in_run(char)) {
        // What ends a run stays: it may be what ends a value.
        let end = run.chars().next_back().filter(|char| !in_run(*char)).map_or(0, char::len_utf8);
        let from = if run.len() < LONG_RUN_BYTES { 0 } else { run.len() - end };
        kept.push_str(run.get(from..).unwrap_or_default());
    }
    kept
}

/// The page in pieces of a few thousand bytes.
fn pieces(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let at = rest.floor_char_boundary(PIECE_BYTES);
        let (piece, after) = rest.split_at_checked(at)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Takes the words of a page and leaves what nobody sees.
#[derive(Default)]
struct Words {
    text: RefCell<String>,
    // The element whose content is left out.
    hidden: RefCell<Option<String>>,
    // Whether anything but a mistake was met since this was asked last.
    has_moved: Cell<bool>,
}

/// Elements that stand within a line: words go on across their tags.
const IN_LINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// Elements whose content no reader sees.
const HIDDEN: &[&str] = &["script", "style", "template", "noscript", "iframe", "noframes", "noembed", "select", "svg", "math"];

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.has_moved.set(true);
        }
        match token {
            Token::CharacterTokens(words) if self.hidden.borrow().is_none() => self.text.borrow_mut().push_str(&words),
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Words {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        if tag.kind == TagKind::EndTag {
            self.hidden.borrow_mut().take_if(|hidden| hidden == name);
        }
        if self.hidden.borrow().is_none() && !IN_LINE.contains(&name) {
            self.text.borrow_mut().push('\n');
        }
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        if HIDDEN.contains(&name) && !tag.self_closing {
            self.hidden.borrow_mut().get_or_insert_with(|| name.to_owned());
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_is_what_the_bytes_say() {
        let cases: &[(&[u8], SnapshotKind)] = &[
            (b"%PDF-1.7 and so on", SnapshotKind::Pdf),
            (b"\x89PNG\r\n\x1a\n", SnapshotKind::Png),
            (b"\xff\xd8\xff\xe0", SnapshotKind::Jpeg),
            (b"  <!DOCTYPE html><title>a</title>", SnapshotKind::Html),
            (b"<meta charset=utf-8><title>a</title><p>b", SnapshotKind::Html),
            (b"<?xml version=\"1.0\"?><rss>", SnapshotKind::Html),
            (b"\xff\xfe<\0p\0>\0a\0", SnapshotKind::Html),
            (b"<3 said the note", SnapshotKind::Text),
            (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n\r\nwords=20", SnapshotKind::Other),
            (b"<!-- saved from url=(0014)about:internet -->\r\n<HTML>", SnapshotKind::Html),
            (b"\xef\xbb\xbf<html lang=en>", SnapshotKind::Html),
            (b"<?xml version=\"1.0\"?><html xmlns=\"a\">", SnapshotKind::Html),
            (b"The page began with <html>, she said", SnapshotKind::Text),
            ("Ære — “word”".as_bytes(), SnapshotKind::Text),
            (b"\xff\xfea\0b\0", SnapshotKind::Text),
            (b"\xff\xfe\xfd\x00\x01", SnapshotKind::Other),
            (b"PK\x03\x04", SnapshotKind::Other),
            (b"", SnapshotKind::Other),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of(bytes), *kind, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_page_is_read_as_its_reader_sees_it() {
        let page = "<!doctype html><title>Notice</title><style>p { color: red }</style><script>alert('no')</script>\
                    <h1>Notice&nbsp;14</h1><p>The <b>mill</b> burned <a href='https://example.org/'>on Tuesday</a>.</p>\
                    <ul><li>one</li><li>two</li></ul><table><tr><td>900</td><td>seats</td></tr></table>";
        let text = words(SnapshotKind::Html, page.as_bytes()).expect("its words");
        let words: Vec<&str> = text.split_whitespace().collect();
        let joined = words.join(" ");
        assert!(joined.contains("The mill burned on Tuesday."), "{joined}");
        assert!(joined.contains("900 seats"), "{joined}");
        assert!(!joined.contains("alert") && !joined.contains("color") && !joined.contains("https"), "{joined}");
    }

    #[test]
    fn what_is_hostile_has_no_words_or_ends_soon() {
        let deep = "<div>".repeat(200_000);
        let tables = "<table><tr><td>".repeat(3000);
        let many = |mark: &str, of: usize| (0..of).map(|number| format!("a{number}")).collect::<Vec<_>>().join(mark);
        let attributes = format!("<html><p {}>", many(" ", 300_000));
        let slashes = format!("<html><p {}>", many("/", 300_000));
        let quotes = format!("<html><p {}>", many("=\"é\"", 300_000));
        for page in [
            "",
            "<html>",
            "<html>\u{0}",
            &deep,
            &tables,
            &attributes,
            &slashes,
            &quotes,
            "<html><script>",
            "<html><plaintext>",
            "<html><!--",
        ] {
            let _ = words(SnapshotKind::Html, page.as_bytes());
        }
        let picture = format!("<html><img src='data:image/png;base64,{}'>The mill burned", "iVBORw0K/+".repeat(500_000));
        assert_eq!(words(SnapshotKind::Html, picture.as_bytes()).expect("its words").trim(), "The mill burned");
        let drawing = format!("<html><svg><path d=\"{}\"/></svg><p>The mill burned", "M 1.5 2.25 ".repeat(100_000));
        assert_eq!(words(SnapshotKind::Html, drawing.as_bytes()).expect("its words").trim(), "The mill burned");
        let tags = format!("<html>{}The mill burned", format!("<p {}>", many(" ", 3000)).repeat(40));
        assert_eq!(words(SnapshotKind::Html, tags.as_bytes()).expect("its words").trim(), "The mill burned");
        let wide: Vec<u8> = "\u{feff}<html><p>The mill burned".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(words(SnapshotKind::Html, &wide).expect("its words").trim(), "The mill burned");
        assert_eq!(words(SnapshotKind::Html, b"<html>\xff"), None);
        assert_eq!(words(SnapshotKind::Pdf, b"%PDF-words"), None);
    }
}
