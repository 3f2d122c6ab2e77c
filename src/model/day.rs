//! A day as people know it: a year, a year and a month, or a full date, as in `2024`, `2024-03`, `2024-03-22`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date that may lack its day or its month. Ordered as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    // A full date is one of the calendar: only `new` makes one.
    year: i16,
    month: Option<i8>,
    of_month: Option<i8>,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a date is written 2024, 2024-03 or 2024-03-22")]
pub struct DayError;

impl Day {
    /// The day, where the calendar has it; a day needs a month, years go from 1 to 9999.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, DayError> {
        let in_calendar = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        let in_order = month.is_some() || day.is_none();
        if in_calendar && in_order && (1..=9999).contains(&year) { Ok(Self { year, month, of_month: day }) } else { Err(DayError) }
    }
}

impl Day {
    /// Whether it is a day, not a month or a year.
    pub const fn is_full(self) -> bool {
        self.of_month.is_some()
    }

    /// The first and the last day that it may mean.
    pub fn ends(self) -> (jiff::civil::Date, jiff::civil::Date) {
        // A day that was made is in the calendar, so that the default never stands for one.
        let first = jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.of_month.unwrap_or(1)).unwrap_or_default();
        let last = match (self.month, self.of_month) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        };
        (first, last)
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: date.year().max(1), month: Some(date.month()), of_month: Some(date.day()) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.of_month {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        fn number<N: FromStr>(part: &str, digits: usize) -> Result<N, DayError> {
            if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().map_err(|_error| DayError)
            } else {
                Err(DayError)
            }
        }
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| number(part, 2)).transpose()?;
        let day = parts.next().map(|part| number(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DayError);
        }
        Self::new(year, month, day)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_as_written() {
        for text in ["0001", "2024", "2024-03", "2024-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Day>().map(|day| day.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "24", "0000", "2024-3", "2024-13", "2023-02-29", "2024-03-22-01", "2024-+3", " 2024", "２０２４"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
