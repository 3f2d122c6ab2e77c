//! Characters nobody can see: which of them are shown as a chip, and under which name.

/// The name under which `c` is shown where it stands after `base` (the last character that is not one of these); `None` where it is shown
/// as it is, or does its work unseen: a joiner inside an emoji or an Arabic word, a variation selector after what it varies.
pub fn name(c: char, base: Option<char>) -> Option<&'static str> {
    if c.is_ascii() {
        return CONTROLS.get(c as usize).copied().filter(|_| c != '\t').or((c == '\u{7f}').then_some("DEL"));
    }
    let found = match c {
        '\u{80}'..='\u{9f}' => c1(c),
        // A soft hyphen is a hyphen that may be seen.
        '\u{ad}' => "-",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "FILLER",
        '\u{17b4}' | '\u{17b5}' => "KIV",
        '\u{180b}'..='\u{180d}' | '\u{180f}' => "FVS",
        '\u{180e}' => "MVS",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2061}' => "FA",
        '\u{2062}' => "IT",
        '\u{2063}' => "IS",
        '\u{2064}' => "IP",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{206a}' => "ISS",
        '\u{206b}' => "ASS",
        '\u{206c}' => "IAFS",
        '\u{206d}' => "AAFS",
        '\u{206e}' => "NADS",
        '\u{206f}' => "NODS",
        '\u{2800}' => "BLANK",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "VS",
        '\u{feff}' => "BOM",
        '\u{fff0}'..='\u{fff8}' | '\u{2065}' => "IGN",
        '\u{fff9}'..='\u{fffb}' => "ANN",
        '\u{1bca0}'..='\u{1bca3}' => "SHORT",
        '\u{1d173}'..='\u{1d17a}' => "MUSIC",
        '\u{e0000}'..='\u{e0fff}' => "TAG",
        _ if (c as u32) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') => "NONCHAR",
        _ => return None,
    };
    (!works_unseen(c, base)).then_some(found)
}

/// Whether `c` is one of those that hang on the character before and show only through it.
pub const fn hangs_on(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

fn works_unseen(c: char, base: Option<char>) -> bool {
    let Some(base) = base else { return false };
    match c {
        '\u{fe0e}' | '\u{fe0f}' => joins(base) || matches!(base, '#' | '*' | '0'..='9' | '©' | '®' | '\u{2000}'..='\u{206f}'),
        // A joiner between Latin letters joins nothing, it only hides there.
        '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => joins(base),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(base, '\u{1800}'..='\u{18af}'),
        '\u{e0020}'..='\u{e007f}' => base == '\u{1f3f4}',
        _ => false,
    }
}

/// Whether a character can be joined or varied: emoji, and scripts from Hebrew on; not Latin, Greek, Cyrillic, spaces or punctuation.
const fn joins(base: char) -> bool {
    matches!(base, '\u{590}'..='\u{1dff}' | '\u{2070}'..='\u{2fff}' | '\u{3001}'..='\u{a63f}' | '\u{a6a0}'..='\u{fdff}' | '\u{fe70}'..='\u{10ffff}')
}

const CONTROLS: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3",
    "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

const fn c1(c: char) -> &'static str {
    match c {
        '\u{85}' => "NEL",
        '\u{91}' | '\u{92}' => "PU",
        '\u{9b}' => "CSI",
        '\u{9d}' => "OSC",
        _ => "CTRL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_has_a_name() {
        for (c, expected) in [
            ('\0', "NUL"),
            ('\r', "CR"),
            ('\u{7f}', "DEL"),
            ('\u{feff}', "BOM"),
            ('\u{202e}', "RLO"),
            ('\u{200b}', "ZWSP"),
            ('\u{ad}', "-"),
        ] {
            assert_eq!(name(c, Some('a')), Some(expected));
        }
        for c in ['a', ' ', '\t', '\u{a0}', '\u{202f}', '“', 'é', '\u{301}', '世', '👩'] {
            assert_eq!(name(c, Some('a')), None, "{c:?}");
        }
    }

    #[test]
    fn joiners_and_selectors_are_seen_only_where_they_do_nothing() {
        for (c, base, is_chip) in [
            ('\u{200d}', Some('👩'), false),
            ('\u{200d}', Some('a'), true),
            ('\u{200d}', None, true),
            ('\u{200c}', Some('ه'), false),
            ('\u{200c}', Some('p'), true),
            ('\u{fe0f}', Some('❤'), false),
            ('\u{fe0f}', Some('1'), false),
            ('\u{fe0f}', Some('x'), true),
            ('\u{e0067}', Some('🏴'), false),
            ('\u{e0067}', Some('x'), true),
        ] {
            assert_eq!(name(c, base).is_some(), is_chip, "{c:?} after {base:?}");
        }
    }
}
