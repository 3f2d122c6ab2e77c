//! The order in which people look for names: without case and accents, numbers in them as numbers.

use std::sync::LazyLock;

use crate::text::names::folded;

/// Longer numbers than this are told apart by their first digits alone.
const MAX_DIGITS: usize = 0x3000;
/// Stands before what tells names apart that are the same but for case, accents and zeros.
const END: char = '\0';

/// What a name is sorted by: "Page 2" before "page 10", "Émile" beside "Emil". Names that differ have keys that differ.
pub fn key(name: &str) -> String {
    let name = name.trim();
    let plain = if name.is_ascii() { name.to_ascii_lowercase() } else { folded(name) };
    let mut key = String::with_capacity(plain.len() + 4);
    let mut chars = plain.chars().peekable();
    while let Some(char) = chars.next() {
        let Some(first) = digit(char) else {
            // What is not seen may not come between names and what tells them apart.
            key.push(if char == END { ' ' } else { char });
            continue;
        };
        let mut digits = String::from(first);
        while let Some(next) = chars.peek().and_then(|char| digit(*char)) {
            digits.push(next);
            chars.next();
        }
        let digits = digits.trim_start_matches('0');
        let digits = digits.get(..MAX_DIGITS).unwrap_or(digits);
        // Where digits stand among the signs; then the shorter number is the smaller one, and of one length the digits decide.
        key.push('0');
        key.extend(u32::try_from(digits.len() + 1).ok().and_then(char::from_u32));
        key.push_str(digits);
    }
    if key != name {
        key.push(END);
        key.push_str(name);
    }
    key
}

/// A digit of any script as the one from 0 to 9 that it stands for.
fn digit(char: char) -> Option<char> {
    if char.is_ascii() {
        return char.is_ascii_digit().then_some(char);
    }
    let after = DIGITS.partition_point(|(start, _)| *start <= char);
    let (start, end) = *DIGITS.get(after.checked_sub(1)?)?;
    // They come in tens, from nought to nine.
    (char <= end).then(|| char::from_digit((u32::from(char) - u32::from(start)) % 10, 10)).flatten()
}

/// Decimal digits: from, to.
static DIGITS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let parsed = regex_syntax::parse(r"\d").ok();
    let class = parsed.as_ref().map(regex_syntax::hir::Hir::kind);
    match class {
        Some(regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class))) => {
            class.ranges().iter().map(|range| (range.start(), range.end())).collect()
        }
        _ => Vec::new(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_people_look_for_them() {
        let lists: &[&[&str]] = &[
            &["1", "2", "9", "10", "100", "1000"],
            &["", "Page 2", "page 2b", "Page 10", "Page 10, line 3", "Page 10, line 12"],
            &["Minutes 2024-03-02", "Minutes 2024-3-11", "Minutes 2024-11-01"],
            &["(1) Mill", "1 Mill", "A", "a 1", "a1", "b"],
            &["Emil", "Émile", "Emily", "Zoë", "zoom"],
            &["007", "07", "7", "8"],
            &["مصدر ٢", "مصدر ١٠"],
            &["第２章", "第10章"],
            &["मिल २", "मिल १०"],
            &["v1.9", "v1.10"],
            &["x 99999999999999999999999999999998", "x 99999999999999999999999999999999", "x 100000000000000000000000000000000"],
        ];
        for list in lists {
            let mut sorted = list.to_vec();
            sorted.reverse();
            sorted.sort_by_cached_key(|name| key(name));
            assert_eq!(&sorted, list);
        }
    }

    #[test]
    fn names_that_differ_are_told_apart_and_the_same_one_is_not() {
        let names = ["Mill", "mill", "MILL", "mìll", "mill 1", "mill 01", "mill ١", "mill\u{0}1", "Straße", "strasse", "１"];
        for (at, one) in names.iter().enumerate() {
            assert_eq!(key(one), key(&format!(" {one} ")));
            assert!(names.iter().skip(at + 1).all(|other| key(one) != key(other)), "{one:?}");
        }
        let long = "9".repeat(1_000_000);
        assert_eq!(key(&long).chars().take(2).last(), char::from_u32(MAX_DIGITS as u32 + 1));
    }
}
