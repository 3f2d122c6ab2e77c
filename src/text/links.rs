//! Web addresses as people paste them: what they lead to, and the words a text fragment names.

use url::Url;

/// Names in a query that say where a reader came from, and nothing of what is read; those that begin with `utm_` are known besides.
const TRACKERS: &[&str] = &["fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid"];
/// Archives whose addresses hold the address they have a copy of, after the time of the capture.
const ARCHIVES: &[&str] =
    &["web.archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn", "archive.fo"];

/// Archived copies of archived copies that are looked into; a chain of more is nobody's.
const MAX_NESTED: usize = 8;
/// No archive of the web has anything older; a number below is no year.
const FIRST_YEAR: i16 = 1996;

/// What the address of an archived copy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The http or https address of what was copied.
    pub original: String,
    /// When it was copied. Of a copy of an archived copy: when the innermost was made, which is what is read there.
    pub time: Option<CaptureTime>,
}

/// A moment in UTC, as exact as an archive's address gives it: each part is there only where the one before is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaptureTime {
    /// From 1996.
    pub year: i16,
    /// From 1.
    pub month: Option<i8>,
    /// From 1, one that the month has.
    pub day: Option<i8>,
    /// Of 24.
    pub hour: Option<i8>,
    /// Of 60.
    pub minute: Option<i8>,
    /// Of 60.
    pub second: Option<i8>,
}

/// An http or https address, parsed; `None` for anything else.
pub fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Whether `text` is an http or https address.
pub fn is_web_address(text: &str) -> bool {
    web_address(text).is_some()
}

/// The host without `www.`, in punycode where it is not plain ASCII, so that a look-alike shows.
pub fn host(text: &str) -> Option<String> {
    let url = web_address(text)?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// What an address leads to, to be compared: without scheme, `www.`, the usual port, the fragment, a slash at the end, what only tells a
/// publisher where a reader came from, and an archive's front. Not an address to open.
pub fn bare_address(text: &str) -> String {
    let text = text.trim();
    let Some(url) = web_address(text).or_else(|| web_address(&format!("https://{text}"))) else { return text.to_owned() };
    let url = innermost(url).0;
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let says_something = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        !part.is_empty() && !name.starts_with("utm_") && !TRACKERS.contains(&name)
    };
    let query: Vec<&str> = url.query().unwrap_or_default().split('&').filter(says_something).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{host}{port}{}{query}", url.path().trim_end_matches('/'))
}

/// What an archive's address has a copy of, and since when; `None` where it is no such address.
pub fn capture(address: &str) -> Option<Capture> {
    let url = web_address(address)?;
    let outermost = url.clone();
    let (original, time) = innermost(url);
    // Within the archive itself there is nothing to take apart.
    let is_taken_apart = original != outermost && !is_archive(&original);
    is_taken_apart.then(|| Capture { original: original.into(), time })
}

/// The address in an archive's address, in that of an archived archive's address and so on; and the time that stands nearest before it.
fn innermost(mut url: Url) -> (Url, Option<CaptureTime>) {
    let mut time = None;
    for _ in 0..MAX_NESTED {
        let Some((written, original)) = archived(&url) else { break };
        let Some(original) = web_address(&original).or_else(|| without_scheme(&original)) else { break };
        time = capture_time(&written).or(time);
        url = original;
    }
    (url, time)
}

/// An address that is written without `https://`, not one of another scheme.
fn without_scheme(text: &str) -> Option<Url> {
    let has_scheme = text.split('/').next().is_some_and(|first| first.ends_with(':'));
    web_address(&format!("https://{text}")).filter(|url| !has_scheme && url.username().is_empty())
}

fn is_archive(url: &Url) -> bool {
    url.host_str().is_some_and(|host| ARCHIVES.contains(&host))
}

/// The two halves of an archive's address: the time of the capture as it is written, and the address that it is a copy of.
fn archived(url: &Url) -> Option<(String, String)> {
    if !is_archive(url) {
        return None;
    }
    let path = url.path();
    let copy = path.strip_prefix("/web/").or_else(|| path.strip_prefix('/'))?;
    let (time, original) = copy.split_once('/')?;
    let is_capture = time.starts_with(|c: char| c.is_ascii_digit() || c == '*') && original.contains('.');
    // The query and the fragment are the original's.
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = url.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    is_capture.then(|| (time.to_owned(), format!("{original}{query}{fragment}")))
}

/// The moment that an archive writes as `20260305142200`, with less at its end where that is not known, with letters and `_` after it where
/// the page was changed for showing; or as `2026.03.05-142200`. `None` for a list of captures, and for what the calendar does not have.
fn capture_time(written: &str) -> Option<CaptureTime> {
    let flag = |rest: &str| {
        rest.is_empty() || rest.len() <= 4 && rest.ends_with('_') && rest.trim_end_matches('_').bytes().all(|b| b.is_ascii_lowercase())
    };
    let digits = if let Some((day, time)) = written.split_once('-') {
        let parts: Vec<&str> = day.split('.').collect();
        let [year, month, of_month] = parts.as_slice() else { return None };
        if (year.len(), month.len(), of_month.len(), time.len()) != (4, 2, 2, 6) {
            return None;
        }
        format!("{year}{month}{of_month}{time}")
    } else {
        let end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
        let (digits, rest) = written.split_at_checked(end)?;
        if !flag(rest) {
            return None;
        }
        digits.to_owned()
    };
    // A digit of a pair says nothing.
    if !(4..=14).contains(&digits.len()) || digits.len() % 2 == 1 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = digits.get(..4)?.parse().ok().filter(|year| *year >= FIRST_YEAR)?;
    // `Err` where it is written but is none.
    let pair = |at: usize, least: i8, most: i8| -> Result<Option<i8>, ()> {
        let Some(pair) = digits.get(at..at + 2) else { return Ok(None) };
        pair.parse().ok().filter(|number| (least..=most).contains(number)).map(Some).ok_or(())
    };
    let month = pair(4, 1, 12).ok()?;
    let day = pair(6, 1, month.map_or(31, |month| days_of(year, month))).ok()?;
    let (hour, minute, second) = (pair(8, 0, 23).ok()?, pair(10, 0, 59).ok()?, pair(12, 0, 59).ok()?);
    Some(CaptureTime { year, month, day, hour, minute, second })
}

/// How many days a month has.
const fn days_of(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The address without its `#:~:text=` fragment, and the words that it names, if it has one.
///
/// `text=[prefix-,]start[,end][,-suffix]`, percent-encoded; where an end is given the words between are not known and `…` stands for them.
pub fn without_text_fragment(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    let Some((before, directive)) = text.split_once(":~:") else { return (text.to_owned(), None) };
    let address = before.strip_suffix('#').unwrap_or(before).to_owned();
    let Some(value) = directive.split('&').find_map(|part| part.strip_prefix("text=")) else { return (address, None) };
    let words: Vec<String> = value
        .split(',')
        .filter(|part| !part.ends_with('-') && !part.starts_with('-'))
        .map(|part| percent_decoded(part).trim().to_owned())
        .collect();
    let passage = words.join(" … ");
    (address, Some(passage).filter(|passage| !passage.trim().is_empty()))
}

fn percent_decoded(text: &str) -> String {
    // A form's parser decodes percent signs; a plus is a plus here.
    let escaped = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).next().map(|(decoded, _)| decoded.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_and_https_with_a_host_lead_to_the_web() {
        for good in ["https://example.org", " http://example.org/a?b#c ", "HTTPS://EXAMPLE.ORG", "https://bücher.example/"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "mailto:a@b.c",
            "https:// a b",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_host_that_looks_like_another_shows() {
        assert_eq!(host("https://www.example.org/x"), Some("example.org".into()));
        assert_eq!(host("https://\u{430}pple.com"), Some("xn--pple-43d.com".into()));
        assert_eq!(host("call to the embassy"), None);
    }

    #[test]
    fn addresses_that_lead_to_one_page_are_one() {
        let own = bare_address("https://example.org/a");
        for same in [
            "http://example.org/a/",
            "HTTPS://example.org/a",
            "https://WWW.Example.org/a#top",
            "https://example.org:443/a",
            "https://example.org/a?utm_source=x&utm_medium=y",
            "https://example.org/a/?fbclid=7",
            "https://example.org/a/?",
            " example.org/a ",
            "https://web.archive.org/web/20240101000000/https://example.org/a",
            "http://web.archive.org/web/2024/example.org/a",
            "https://web.archive.org/web/20240101000000if_/http://www.example.org:80/a",
            "https://web.archive.org/web/*/example.org/a",
            "https://archive.ph/2024.01.01-000000/https://example.org/a",
            "https://web.archive.org/web/2024/https://web.archive.org/web/2023/https://example.org/a",
        ] {
            assert_eq!(bare_address(same), own, "{same}");
        }
        for other in [
            "",
            "https://example.org/A",
            "https://example.org/a?id=7",
            "https://example.org:8080/a",
            "https://news.example.org/a",
            "https://web.archive.org/about/",
            "https://archive.ph/AbCdE",
            "call to the embassy",
        ] {
            assert_ne!(bare_address(other), own, "{other}");
        }
        assert_ne!(bare_address("https://example.org/x?id=1"), bare_address("https://example.org/x?id=2"));
        assert_eq!(bare_address(""), "");
    }

    /// The moment as an archive writes it, with signs between its parts.
    fn written(time: CaptureTime) -> String {
        let mut text = format!("{:04}", time.year);
        for (sign, part) in ['-', '-', ' ', ':', ':'].into_iter().zip([time.month, time.day, time.hour, time.minute, time.second]) {
            text.extend(part.map(|part| format!("{sign}{part:02}")));
        }
        text
    }

    #[test]
    fn an_archived_copy_says_of_what_and_since_when() {
        let page = "https://example.org/a?b=1#c";
        let cases = [
            ("https://web.archive.org/web/20260305142207/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22:07")),
            ("http://web.archive.org/web/20260305142207if_/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22:07")),
            ("https://web.archive.org/web/20260305142207id_/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22:07")),
            ("https://web.archive.org/web/202603051422/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22")),
            ("https://web.archive.org/web/20260305/https://example.org/a?b=1#c", page, Some("2026-03-05")),
            ("https://web.archive.org/web/202603/https://example.org/a?b=1#c", page, Some("2026-03")),
            ("https://web.archive.org/web/2026/example.org/a?b=1#c", page, Some("2026")),
            ("https://web.archive.org/2026/https:/example.org/a?b=1#c", page, Some("2026")),
            ("https://web.archive.org/web/20240229/https://example.org/a?b=1#c", page, Some("2024-02-29")),
            ("https://archive.ph/2026.03.05-142207/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22:07")),
            ("https://archive.today/20260305142207/https://example.org/a?b=1#c", page, Some("2026-03-05 14:22:07")),
            ("https://archive.is/2026/http://example.org/", "http://example.org/", Some("2026")),
            // Lists of captures, and what no calendar has.
            ("https://web.archive.org/web/*/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/2026*/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/2/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/20261399/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/20230229/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/20260305256099/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/00000000000000/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/202603051/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/20260305142207999999999999999/https://example.org/a?b=1#c", page, None),
            ("https://web.archive.org/web/20260305verylong_/https://example.org/a?b=1#c", page, None),
            ("https://archive.ph/2026.3.5-1/https://example.org/a?b=1#c", page, None),
            // What is read in an archived archive is as old as the inner copy.
            (
                "https://web.archive.org/web/2026/https://archive.ph/2023.01.02-030405/https://example.org/a?b=1#c",
                page,
                Some("2023-01-02 03:04:05"),
            ),
            ("https://web.archive.org/web/2026/https://web.archive.org/web/*/https://example.org/a?b=1#c", page, Some("2026")),
        ];
        for (link, original, time) in cases {
            let found = capture(link).unwrap_or_else(|| panic!("{link}"));
            assert_eq!((found.original.as_str(), found.time.map(written).as_deref()), (original, time), "{link}");
        }
    }

    #[test]
    fn what_is_no_archived_copy_is_not_taken_apart() {
        for link in [
            "",
            "https://example.org/a",
            "https://example.org/web/2026/https://example.org/a",
            "https://web.archive.org/",
            "https://web.archive.org/web/2026",
            "https://web.archive.org/web/2026/",
            "https://web.archive.org/web/2026/nothing",
            "https://web.archive.org/web/2026/https://web.archive.org/about/x.html",
            "https://web.archive.org/save/https://example.org/a",
            "https://web.archive.org/web/2026/ftp://example.org/a.txt",
            "https://web.archive.org/web/2026/javascript:alert(1.0)",
            "https://web.archive.org/web/2026/mailto:ada@example.org",
            "https://archive.ph/AbCdE",
            "https://archive.ph/newest/https://example.org/a",
            "https://web.archive.org.example.org/web/2026/https://example.org/a",
            "call to web.archive.org/web/2026/https://example.org/a",
        ] {
            assert_eq!(capture(link), None, "{link}");
        }
    }

    #[test]
    fn a_chain_of_archives_without_end_is_let_be() {
        let link = format!("{}https://example.org/a", "https://web.archive.org/web/2026/".repeat(20_000));
        assert_eq!(capture(&link), None);
        assert!(bare_address(&link).starts_with("web.archive.org/"));
        let few = format!("{}https://example.org/a", "https://web.archive.org/web/2026/".repeat(MAX_NESTED));
        assert_eq!(bare_address(&few), "example.org/a");
    }

    #[test]
    fn a_text_fragment_gives_the_passage() {
        let cases = [
            ("https://e.org/a#:~:text=the%20sky,%20it%20is", "https://e.org/a", Some("the sky … it is")),
            ("https://e.org/a#:~:text=before-,caf%C3%A9%2C%20open,-after", "https://e.org/a", Some("café, open")),
            ("https://e.org/a#top:~:text=1%2B1+a%26b", "https://e.org/a#top", Some("1+1+a&b")),
            ("https://e.org/a#top", "https://e.org/a#top", None),
            ("https://e.org/a#:~:text=", "https://e.org/a", None),
            ("https://e.org/a#:~:selector=x", "https://e.org/a", None),
        ];
        for (link, address, passage) in cases {
            assert_eq!(without_text_fragment(link), (address.to_owned(), passage.map(str::to_owned)), "{link}");
        }
    }
}
