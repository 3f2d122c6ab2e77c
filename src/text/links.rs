//! Web addresses as people paste them: what they lead to, and the words a text fragment names.

use url::Url;

/// Names in a query that say where a reader came from, and nothing of what is read; those that begin with `utm_` are known besides.
const TRACKERS: &[&str] = &["fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid"];
/// Archives whose addresses hold the address they have a copy of, after the time of the capture.
const ARCHIVES: &[&str] =
    &["web.archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn", "archive.fo"];

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
    if let Some(original) = archived(&url) {
        return bare_address(&original);
    }
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

/// The address that an archive's address holds a copy of: what stands after the time of the capture.
fn archived(url: &Url) -> Option<String> {
    if !ARCHIVES.contains(&url.host_str()?) {
        return None;
    }
    let path = url.as_str().split_once(url.host_str()?)?.1;
    let capture = path.strip_prefix("/web/").or_else(|| path.strip_prefix('/'))?;
    let (time, original) = capture.split_once('/')?;
    let is_capture = time.starts_with(|c: char| c.is_ascii_digit() || c == '*') && original.contains('.');
    is_capture.then(|| original.to_owned())
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
