//! Words between quotation marks, as one sets them: none twice where the words bring their own.

/// Marks that open words and those that close them.
const PAIRS: [(char, &[char]); 5] = [('“', &['”']), ('„', &['“', '”']), ('«', &['»']), ('»', &['«']), ('"', &['"'])];

/// `words` between quotation marks: as they are where they are one quotation already, with the mark that was cut off where they are the beginning
/// or the end of one, between ‘these’ where marks stand elsewhere in them.
pub fn quoted(words: &str) -> String {
    // Not the no-break spaces that stand around the name of an invisible character.
    let words = words.trim_matches([' ', '\t', '\n', '\r']);
    let is_mark = |c: char| matches!(c, '“' | '”' | '„' | '"');
    let (mut inside, mut first, mut last) = (words.chars(), None, None);
    if let Some(c) = words.chars().next().filter(|c| is_mark(*c) || matches!(c, '«' | '»')) {
        first = Some(c);
        inside.next();
    }
    if let Some(c) = inside.clone().next_back().filter(|c| is_mark(*c) || matches!(c, '«' | '»')) {
        last = Some(c);
        inside.next_back();
    }
    let is_one = inside.as_str().chars().all(|c| !is_mark(c) && !matches!(c, '«' | '»'));
    let closers = |open: char| PAIRS.iter().find(|(mark, _)| *mark == open).map(|(_, closers)| *closers).unwrap_or_default();
    match (first, last) {
        (Some(open), Some(close)) if is_one && closers(open).contains(&close) => words.to_owned(),
        (Some(open), None) if is_one && !closers(open).is_empty() => {
            let close = closers(open).first().copied().unwrap_or_default();
            format!("{words}{close}")
        }
        (None, Some('”')) if is_one => format!("“{words}"),
        // After a digit it is the sign of an inch.
        (None, Some('"')) if is_one && !inside.as_str().ends_with(|c: char| c.is_ascii_digit()) => format!("\"{words}"),
        _ if words.contains(is_mark) => format!("‘{words}’"),
        _ => format!("“{words}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_stands_twice() {
        for (words, expected) in [
            ("The mill burned", "“The mill burned”"),
            ("", "“”"),
            ("“We lost everything,”", "“We lost everything,”"),
            ("\"We lost everything,\"", "\"We lost everything,\""),
            ("„Alles ist weg“", "„Alles ist weg“"),
            ("«Tout est perdu»", "«Tout est perdu»"),
            // A statement that ends, or begins, before its quotation does; or was cut.
            ("“We lost everything", "“We lost everything”"),
            ("“We lost everyth…", "“We lost everyth…”"),
            ("we lost everything,”", "“we lost everything,”"),
            ("The beam was 12\"", "‘The beam was 12\"’"),
            ("tout est perdu»", "“tout est perdu»”"),
            // Two quotations, or one within.
            ("“No,” she said, “never”", "‘“No,” she said, “never”’"),
            ("He said “no” twice", "‘He said “no” twice’"),
            ("“No,” she said", "‘“No,” she said’"),
            ("she said “no”", "‘she said “no”’"),
            ("‘No,’ she said", "“‘No,’ she said”"),
            ("“", "“”"),
            ("”", "‘”’"),
            ("“”", "“”"),
        ] {
            assert_eq!(quoted(words), expected, "{words}");
        }
    }
}
