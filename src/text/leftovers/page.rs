//! Lines that a web page leaves in the text copied from it: buttons, invitations, credits of pictures, dates.

/// Longer lines are text.
const MAX_CHARS: usize = 160;

/// Whole lines, in small letters, without marks at their ends.
const LINES: &str = "\
    advertisement; advertisements; advertising; ad; advertisement - continue reading below; story continues below advertisement; \
    article continues below advertisement; article continues after advertisement; article continues below; scroll to continue; \
    sponsored; sponsored content; paid content; anzeige; werbung; publicité; publicidad; pubblicità; share; share this; \
    share this article; share this story; share this post; share this page; share on facebook; share on twitter; share on x; \
    share on whatsapp; share on linkedin; share via email; share by email; copy link; copy link to article; tweet; print; \
    print this article; email this article; save article; save this article; save for later; gift this article; listen; listen now; \
    listen to article; listen to this article; comments; leave a comment; post a comment; add a comment; view comments; \
    show comments; join the conversation; related; related articles; related stories; related topics; related content; \
    related coverage; related posts; related links; related reading; more on this story; more stories; more from this section; \
    you may also like; you might also like; recommended; recommended for you; recommended stories; most read; most viewed; \
    most popular; trending now; editors' picks; editor's picks; read more; read next; up next; continue reading; \
    read the full story; read the full article; read full article; read full story; skip to content; skip to main content; \
    skip advertisement; skip to navigation; sign up; sign in; log in; register; subscribe; subscribe now; newsletter; newsletters; \
    follow us; back to top; contact us; contact your elected officials; cookie policy; cookie settings; cookie preferences; \
    cookie notice; cookies policy; accept cookies; accept all cookies; manage cookies; manage preferences; privacy policy; \
    terms of use; terms of service; terms and conditions; all rights reserved; image caption; image source; getty images; video; \
    loading; view gallery; open image in gallery; hide caption; toggle caption; enlarge this image";

/// Beginnings after which anything may follow, and why.
const LEADS: &[(&str, &str)] = &[
    (
        "Leads to another article",
        "read more:|read also:|also read:|see also:|read next:|related:|related article:|related articles:|\
         related story:|related stories:|more on this:|recommended:|don't miss:|watch:|listen:|read full article on |\
         read the full article on |read the full article at |read full story on |read the full story on |read more at |\
         read more on |read more about |read more from ",
    ),
    (
        INVITES,
        "click here to |click here for |follow us on |download our app|subscribe to our |sign up to our |\
         sign up for our |share this article |share this story |join our newsletter|get our newsletter",
    ),
    ("A notice about cookies", "we use cookies|this site uses cookies|this website uses cookies"),
    (COPYRIGHT, "©|copyright ©|copyright (c)|(c) 20|copyright 20"),
    (
        "Says where the article first stood",
        "this article was originally published|this story was originally published|originally published on |\
         originally published by |originally published in ",
    ),
    ("Keywords of the web page", "tags:|filed under:"),
];

/// Beginnings of the credit of a picture. A caption may state something, so that a sentence after one of them is left alone.
const PICTURES: &str = "photo:|photos:|photo by |photograph:|photograph by |photo credit:|photo courtesy of |image:|image credit:|image by |\
    image courtesy of |images:|picture:|picture credit:|illustration:|illustration by |credit:|credits:|getty images/|\
    reuters/|file photo:";
const MAX_CREDIT_CHARS: usize = 60;

const COPYRIGHT: &str = "Says who has the copyright";
const INVITES: &str = "Invites readers to something else";
const PICTURE: &str = "The credit of a picture";
const DATE: &str = "Nothing but a date or time";
const BUTTON: &str = "A button or label of the web page";

/// Why the line is one of those, if it is.
pub fn page_remains(line: &str) -> Option<&'static str> {
    if line.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let lower = line.to_lowercase().replace('’', "'");
    let lower = lower.as_str();
    // Not quotes: somebody may have said “Listen!”.
    let bare = lower.trim_matches(|char: char| !char.is_alphanumeric() && !"\"'“”‘«»!?,;".contains(char));
    if LINES.split("; ").any(|known| known == bare) || is_counted(bare) {
        return Some(BUTTON);
    }
    if let Some((reason, _)) = LEADS.iter().find(|(_, leads)| leads.split('|').any(|lead| lower.starts_with(lead))) {
        return Some(reason);
    }
    if bare.ends_with("all rights reserved") {
        return Some(COPYRIGHT);
    }
    if ["sign up for ", "sign up to ", "subscribe to "].iter().any(|lead| lower.starts_with(lead)) && names_a_mailing(lower) {
        return Some(INVITES);
    }
    if let Some(credit) = PICTURES.split('|').find_map(|lead| lower.strip_prefix(lead)) {
        let is_sentence = credit.ends_with(['.', '!', '?', '…', '"', '”']) || credit.chars().nth(MAX_CREDIT_CHARS).is_some();
        return (!is_sentence && !credit.trim().is_empty()).then_some(PICTURE);
    }
    if bare.ends_with("getty images") && bare == lower && line.chars().nth(MAX_CREDIT_CHARS).is_none() {
        return Some(PICTURE);
    }
    is_date(line).then_some(DATE)
}

/// "12 comments", "5 min read", "listen (6 min)".
fn is_counted(bare: &str) -> bool {
    let words: Vec<&str> = bare.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_minutes = |word: &str| matches!(word, "min" | "mins" | "minute" | "minutes");
    match words.as_slice() {
        [count, "comment" | "comments" | "shares"] => is_number(count),
        [count, minutes, "read" | "listen"] => is_number(count) && is_minutes(minutes),
        ["listen", count, minutes] => is_number(count.trim_start_matches('(')) && is_minutes(minutes),
        _ => false,
    }
}

fn names_a_mailing(lower: &str) -> bool {
    ["newsletter", "alerts", "inbox", "email", "e-mail", "briefing", "digest", "podcast", "updates", "channel"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether a line is nothing but a date, a time or both: "Published March 3, 2026, 10:30 a.m. GMT".
pub fn is_date(line: &str) -> bool {
    const AROUND: &[&str] = &[
        "published",
        "first",
        "updated",
        "last",
        "posted",
        "modified",
        "on",
        "at",
        "date",
        "et",
        "est",
        "edt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "pst",
        "pdt",
        "ist",
        "hrs",
        "uhr",
        "z",
    ];
    if line.chars().nth(80).is_some() {
        return false;
    }
    let lower = line.to_lowercase();
    let (mut numbers, mut has_name, mut has_time) = (0, false, false);
    let words = lower.split(|char: char| char.is_whitespace() || matches!(char, ',' | '|' | '·' | '•' | '(' | ')' | '–' | '—'));
    for word in words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| !word.is_empty() && *word != "-") {
        if is_day_or_month(word) {
            has_name = true;
        } else if matches!(word, "am" | "pm" | "a.m" | "p.m") {
            has_time = true;
        } else if let Some(told) = number_of_date(word) {
            numbers += 1;
            has_time |= told != Told::Number;
        } else if !AROUND.contains(&word) {
            return false;
        }
    }
    // "May 2026" and "10:30" are dates; "Sunday", "March" and "2026" may be anything.
    (1..=6).contains(&numbers) && (has_name || has_time)
}

/// Whether the word is a number as dates have it, and then what it tells.
fn number_of_date(word: &str) -> Option<Told> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let rest = word.trim_start_matches(|char: char| char.is_ascii_digit());
    if matches!(digits, 1..=4) && matches!(rest, "" | "st" | "nd" | "rd" | "th") {
        return Some(Told::Number);
    }
    let behind =
        |word: &str, marks: &[char]| word.trim_start_matches(|char: char| char.is_ascii_digit() || marks.contains(&char)).to_owned();
    let is_hour = matches!(digits, 1..=4) && matches!(behind(word, &[':', '.']).as_str(), "am" | "pm" | "a.m" | "p.m");
    let is_clock = digits >= 3 && word.contains(':') && matches!(behind(word, &[':']).as_str(), "" | "z");
    if is_hour || is_clock {
        return Some(Told::Time);
    }
    // 2026-03-03T10:30:00Z, 03/04/2026, 3.4.2026; 2.14 only beside a day.
    let (date, time) = word.split_once('t').unwrap_or((word, ""));
    let lengths: Vec<usize> = date.split(['-', '/', '.']).map(str::len).collect();
    let is_calendar = matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4]);
    let is_decimal = matches!(lengths.as_slice(), [1..=2, 2]) && word.contains('.');
    let is_digits = behind(date, &['-', '/', '.']).is_empty() && matches!(behind(time, &[':', '.', '+', '-']).as_str(), "" | "z");
    match (is_digits, is_calendar, is_decimal) {
        (true, true, _) => Some(Told::Day),
        (true, _, true) => Some(Told::Number),
        _ => None,
    }
}

#[derive(PartialEq, Eq)]
enum Told {
    Number,
    Time,
    Day,
}

/// Whether a word in small letters is a month or a day of the week, or short for one.
pub fn is_day_or_month(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.trim_end_matches('.');
    NAMES.iter().any(|name| *name == word || (name.starts_with(word) && matches!(word.len(), 3..=5)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_leaves_behind_is_known() {
        for (line, reason) in [
            ("Advertisement", BUTTON),
            ("ADVERTISEMENT:", BUTTON),
            ("[Listen (6 min)]", BUTTON),
            ("128 Comments", BUTTON),
            ("5 min read", BUTTON),
            ("Editors’ Picks", BUTTON),
            ("Read More →", BUTTON),
            ("Read more: Should the dam come down?", "Leads to another article"),
            ("RELATED: Five things to know", "Leads to another article"),
            ("Sign up for our newsletter: the Courier in your inbox every morning", INVITES),
            ("Sign up for The Morning newsletter", INVITES),
            ("© 2024 The Courier. All rights reserved.", COPYRIGHT),
            ("The Courier. All Rights Reserved", COPYRIGHT),
            ("Photo: Dana Reyes/Union Wire", PICTURE),
            ("Credit Dana Reyes/Agence France-Presse — Getty Images", PICTURE),
            ("Cookie settings", BUTTON),
            ("We use cookies to improve your experience.", "A notice about cookies"),
        ] {
            assert_eq!(page_remains(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn what_may_be_said_by_the_article_is_left_alone() {
        for line in [
            "“Listen!”",
            "Share prices fell.",
            "Comments by the minister were not recorded",
            "Sign up for the draft began on Monday.",
            "Photo: A drone hit the depot at night.",
            "Photos of the depot show smoke",
            "Cookie sales rose by 12 per cent",
            "Related parties were not named",
            "Listen to the dam, they say",
            "Read more books",
            "إعلان",
            "広告費が増えた",
            "📰",
            "",
        ] {
            assert_eq!(page_remains(line), None, "{line}");
        }
        assert_eq!(page_remains(&format!("Read more: {}", "e\u{301}".repeat(100))), None);
    }

    #[test]
    fn a_line_that_is_nothing_but_a_date_or_a_time_is_known() {
        for (line, expected) in [
            ("March 3, 2026", true),
            ("Published: Tuesday, 3 March 2026, 10:30 a.m. GMT", true),
            ("First published on Sept. 3rd, 2025 at 2.14 pm", true),
            ("Updated 2026-03-03T10:00:00Z", true),
            ("03/04/2026 | 10:30", true),
            ("3.4.2026", true),
            ("10:30", true),
            ("9 a.m.", true),
            ("On March 3, 2026 it burned down", false),
            ("Sunday", false),
            ("2026", false),
            ("2.14", false),
            ("84", false),
            ("555-123-4567", false),
            ("May Day 2026", false),
            ("Last March", false),
            ("٣ مارس ٢٠٢٦", false),
        ] {
            assert_eq!(is_date(line), expected, "{line}");
        }
    }
}
