//! How old an archived copy is beside the day that a statement is meant for.

use jiff::Unit;
use jiff::civil::Date;

use crate::model::article::Article;
use crate::model::day::Day;
use crate::model::source::Source;
use crate::model::statement::Statement;
use crate::text::links;

/// When a source's archived copy was made, and how that lies to the statement's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Captured {
    /// The day, in UTC.
    pub on: Day,
    /// How it lies to the statement's date; `None` where that is not known.
    pub against: Option<Against>,
}

/// How one day lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The very day.
    Same,
    /// One of them is a month or a year, and the other lies in it.
    Within(Day),
    /// So long before.
    Before(Age),
    /// So long after.
    After(Age),
}

/// A stretch of time as a calendar counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Whole years.
    pub years: i16,
    /// Whole months beside them.
    pub months: i32,
    /// Days beside them.
    pub days: i32,
    /// Whether it may be more, as of one day only the month or the year is known.
    pub is_least: bool,
}

/// What a reader should think of before trusting a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It was made before the day that the statement is meant for.
    Older,
    /// It was made more than a year after that day.
    MuchLater,
}

/// The day that a statement is meant for: its own, else its article's.
pub fn date_of(statement: &Statement, article: Option<&Article>) -> Option<Day> {
    statement.as_of.or_else(|| article?.published)
}

/// When the archived copy of a source was made, and how that lies to `date`. `None` where its address does not say when.
pub fn captured(source: &Source, date: Option<Day>) -> Option<Captured> {
    let time = [&source.archived_url, &source.url].into_iter().find_map(|address| links::capture(address)?.time)?;
    let on = Day::new(time.year, time.month, time.day).ok()?;
    Some(Captured { on, against: date.map(|date| against(on, date)) })
}

/// How `one` lies to `other`. Of days that are not wholly known the time between is the least that it can be.
pub fn against(one: Day, other: Day) -> Against {
    if one == other && one.is_full() {
        return Against::Same;
    }
    let ((one_first, one_last), (other_first, other_last)) = (one.ends(), other.ends());
    let age = |from: Date, to: Date| {
        // Years and months of two days in order can always be counted.
        let span = from.until((Unit::Year, to)).unwrap_or_default();
        Age { years: span.get_years(), months: span.get_months(), days: span.get_days(), is_least: !(one.is_full() && other.is_full()) }
    };
    if one_last < other_first {
        Against::Before(age(one_last, other_first))
    } else if other_last < one_first {
        Against::After(age(other_last, one_first))
    } else {
        Against::Within(other)
    }
}

impl Captured {
    /// What gives reason to doubt that the copy shows what the statement is about.
    pub const fn doubt(self) -> Option<Doubt> {
        match self.against {
            Some(Against::Before(_)) => Some(Doubt::Older),
            Some(Against::After(Age { years, months, days, .. })) if years > 1 || years == 1 && (months > 0 || days > 0) => {
                Some(Doubt::MuchLater)
            }
            _ => None,
        }
    }

    /// "Captured 2026-03-05, 2 days after the statement's date".
    pub fn text(self) -> String {
        let on = self.on;
        match self.against {
            None => format!("Captured {on}"),
            Some(Against::Same) => format!("Captured {on}, on the statement's date"),
            Some(Against::Within(date)) => format!("Captured {on}; the statement's date is {date}"),
            Some(Against::Before(age)) => format!("Captured {on}, {} before the statement's date", age.text()),
            Some(Against::After(age)) => format!("Captured {on}, {} after the statement's date", age.text()),
        }
    }
}

impl Doubt {
    /// What it means, in one breath.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Older => "Older than what it is to show: it cannot tell what came after",
            Self::MuchLater => "More than a year later: the page may have changed in between",
        }
    }
}

impl Age {
    /// Its two largest parts: "3 years 2 months".
    fn text(self) -> String {
        let counted = |number: i64, noun: &str| if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") };
        let parts = [(i64::from(self.years), "year"), (i64::from(self.months), "month"), (i64::from(self.days), "day")];
        let parts = parts.into_iter().skip_while(|(number, _)| *number == 0).take(2).filter(|(number, _)| *number > 0);
        let text = parts.map(|(number, noun)| counted(number, noun)).collect::<Vec<_>>().join(" ");
        if self.is_least { format!("at least {text}") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SourceId;

    fn source(archived_url: &str) -> Source {
        Source { archived_url: archived_url.into(), url: "https://example.org/a".into(), ..Source::titled(SourceId::from_raw(1), "A page") }
    }

    /// What is said of a copy of the day `on` of a statement of `date`, both as they are written; with a `!` where there is a doubt.
    fn said(on: &str, date: &str) -> String {
        let source = source(&format!("https://web.archive.org/web/{}/https://example.org/a", on.replace('-', "")));
        let date = (!date.is_empty()).then(|| date.parse().expect("a day"));
        let captured = captured(&source, date).expect("a capture");
        let text = captured.text();
        let rest =
            text.strip_prefix(&format!("Captured {on}")).expect("its day").trim_start_matches(", ").replace("the statement's date", "it");
        let mark = match captured.doubt() {
            None => "",
            Some(Doubt::Older) => " <",
            Some(Doubt::MuchLater) => " >",
        };
        format!("{rest}{mark}")
    }

    #[test]
    fn the_age_is_counted_as_a_calendar_counts() {
        for (on, date, expected) in [
            ("2026-03-05", "", ""),
            ("2026-03-05", "2026-03-05", "on it"),
            ("2026-03-05", "2026-03-03", "2 days after it"),
            ("2026-03-05", "2026-03-04", "1 day after it"),
            ("2026-03-05", "2026-03-06", "1 day before it <"),
            ("2023-01-05", "2026-03-05", "3 years 2 months before it <"),
            ("2022-12-31", "2026-03-05", "3 years 2 months before it <"),
            ("2024-02-28", "2024-03-01", "2 days before it <"),
            ("2023-02-28", "2023-03-01", "1 day before it <"),
            ("2024-03-01", "2024-02-29", "1 day after it"),
            ("2025-02-28", "2024-02-29", "11 months 30 days after it"),
            ("2025-03-01", "2024-02-29", "1 year after it >"),
            ("2026-02-28", "2026-01-31", "28 days after it"),
            ("2026-03-31", "2026-02-28", "1 month 3 days after it"),
            ("2027-01-01", "2026-12-31", "1 day after it"),
            ("2027-03-05", "2026-03-05", "1 year after it"),
            ("2027-03-06", "2026-03-05", "1 year after it >"),
            ("2028-03-05", "2026-03-05", "2 years after it >"),
            ("2026-03-05", "2026", "; it is 2026"),
            ("2026-03-05", "2026-03", "; it is 2026-03"),
            ("2026-03", "2026-03-05", "; it is 2026-03-05"),
            ("2026-03", "2026-03", "; it is 2026-03"),
            ("2026-03-05", "2025", "at least 2 months 5 days after it"),
            ("2026-03-05", "2026-04", "at least 27 days before it <"),
            ("2026", "2024", "at least 1 year after it >"),
            ("2025", "2024", "at least 1 day after it"),
        ] {
            assert_eq!(said(on, date), expected, "{on} {date}");
        }
    }

    #[test]
    fn only_an_address_that_says_when_has_an_age() {
        for none in ["", "https://archive.ph/AbCdE", "https://web.archive.org/web/*/https://example.org/a", "in a drawer"] {
            assert_eq!(captured(&source(none), None), None, "{none}");
        }
        let mut in_its_address = source("");
        in_its_address.url = "https://web.archive.org/web/20260305/https://example.org/a".into();
        assert_eq!(captured(&in_its_address, None).map(Captured::text).as_deref(), Some("Captured 2026-03-05"));
    }
}
