//! Parses dates in files and dates that users type.

use crate::text::{TextForm, clean};
use jiff::civil::Date;

/// Why a text that was typed is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateError {
    /// It is not written as a date, or has a year that is not written in two or four digits.
    NotADate,
    /// It is a birth date without its year.
    NoYear,
    /// The number of the month is not one from 1 to 12.
    NoSuchMonth,
    /// The month that begins on this day does not have the day.
    NoSuchDay {
        /// The first day of the month.
        first: Date,
        /// The number that was typed.
        day: i16,
    },
}

/// Parses `YYYY-MM-DD`, the form in files.
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    date(number(year, 4)?, number_of_two(month)?, number_of_two(day)?)
}

/// Parses a date in a case file: `YYYY-MM-DD`, as the program writes it, or in words as somebody may have written it by
/// hand, `22. november 2026`. Dashes and blanks may be of any kind.
pub(crate) fn parse_file_date(text: &str) -> Option<Date> {
    let text = clean(text, TextForm::Value).to_lowercase();
    let in_words = || {
        let TypedDay { day, month, year } =
            text.contains(char::is_alphabetic).then(|| TypedDay::of(&text))??;
        date(number(year.filter(|year| year.len() == 4)?, 4)?, month, number(day, 2)?)
    };
    parse_iso_date(text.trim()).or_else(in_words)
}

/// Parses a day of treatment as Danes type it: `22-11-2026`, `22.11.2026`, `22/11 2026`, `22112026`,
/// `221126`; `22-11` for this year; `22. november 2026`, also in English and with the short name of the month; "i dag",
/// "i går", "i morgen", also in English; and `YYYY-MM-DD`. Dashes and blanks may be of any kind.
///
/// A year of two digits is in this century, because the day may be in the future.
pub fn parse_typed_date(text: &str, today: Date) -> Option<Date> {
    typed_date(text, today).ok()
}

/// Why [`parse_typed_date`] finds no date; `None` if it finds one.
pub(crate) fn date_error(text: &str, today: Date) -> Option<DateError> {
    typed_date(text, today).err()
}

fn typed_date(text: &str, today: Date) -> Result<Date, DateError> {
    let latest = today.year() / 100 * 100 + 99;
    date_with_years_until(text, today, latest, Ok(today.year()))
}

/// Parses a birth date as [`parse_typed_date`] does, but the year is required, and a year of two digits is
/// this year or before.
pub fn parse_typed_birth_date(text: &str, today: Date) -> Option<Date> {
    typed_birth_date(text, today).ok()
}

/// Why [`parse_typed_birth_date`] finds no date; `None` if it finds one.
pub(crate) fn birth_date_error(text: &str, today: Date) -> Option<DateError> {
    typed_birth_date(text, today).err()
}

fn typed_birth_date(text: &str, today: Date) -> Result<Date, DateError> {
    date_with_years_until(text, today, today.year(), Err(DateError::NoYear))
}

/// A year of two digits is one of the hundred years that end with `latest`. Without a year, it is `default_year`.
fn date_with_years_until(
    text: &str,
    today: Date,
    latest: i16,
    default_year: Result<i16, DateError>,
) -> Result<Date, DateError> {
    let text = clean(text, TextForm::Value).to_lowercase();
    if let Some(date) = date_of_word(&text, today) {
        return Ok(date);
    }
    let TypedDay { day, month, year } = TypedDay::of(&text).ok_or(DateError::NotADate)?;
    let year = match year {
        Some(year) => full_year(year, latest).ok_or(DateError::NotADate)?,
        None => default_year?,
    };
    checked_date(year, month, day)
}

/// The date of these parts, or the first of them that is wrong.
fn checked_date(year: i16, month: i16, day: &str) -> Result<Date, DateError> {
    let day = number(day, 2).ok_or(DateError::NotADate)?;
    let first = match date(year, month, 1) {
        Some(first) => first,
        None if (1..=12).contains(&month) => return Err(DateError::NotADate),
        None => return Err(DateError::NoSuchMonth),
    };
    date(year, month, day).ok_or(DateError::NoSuchDay { first, day })
}

fn date_of_word(text: &str, today: Date) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.join(" ").as_str() {
        "i dag" | "idag" | "today" => Some(today),
        "i går" | "igår" | "yesterday" => today.yesterday().ok(),
        "i morgen" | "imorgen" | "tomorrow" => today.tomorrow().ok(),
        _ => None,
    }
}

/// The parts of a typed date, of which only the month is read.
struct TypedDay<'a> {
    day: &'a str,
    month: i16,
    /// `None`: it was not typed.
    year: Option<&'a str>,
}

impl<'a> TypedDay<'a> {
    /// The parts of a text in small letters.
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        if text.contains(char::is_alphabetic) {
            return TypedDay::with_month_name(text);
        }
        let (day, month, year) = if parse_iso_date(text).is_some() {
            (&text[8..], &text[5..7], Some(&text[..4]))
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            // Four digits could be a year, or a date that is not complete.
            matches!(text.len(), 6 | 8).then(|| (&text[..2], &text[2..4], Some(&text[4..])))?
        } else {
            let parts: Vec<&str> =
                text.split(|c: char| "-./ ".contains(c)).filter(|part| !part.is_empty()).collect();
            match parts[..] {
                [day, month] => (day, month, None),
                [day, month, year] => (day, month, Some(year)),
                _ => return None,
            }
        };
        Some(TypedDay { day, month: number(month, 2)?, year })
    }

    /// "22. november 2026", "den 22. nov.", "November 22nd, 2026".
    fn with_month_name(text: &'a str) -> Option<Self> {
        /// Words that stand beside the parts of a date, and the ends of English ordinal numbers.
        const FILLERS: [&str; 8] = ["den", "d", "the", "of", "st", "nd", "rd", "th"];
        let parts: Vec<&str> =
            digits_and_words(text).into_iter().filter(|part| !FILLERS.contains(part)).collect();
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (first, second, year) = match parts[..] {
            [first, second] => (first, second, None),
            [first, second, year] => (first, second, Some(year)),
            _ => return None,
        };
        let (day, month) = if is_number(first) { (first, second) } else { (second, first) };
        Some(TypedDay { day, month: month_of_name(month)?, year })
    }
}

/// The numbers and words of a text, which blanks, dashes, dots, slashes and commas divide, or nothing as in "22nov".
fn digits_and_words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in text.split(|c: char| "-./, ".contains(c)).filter(|word| !word.is_empty()) {
        let mut start = 0;
        let mut before = None;
        for (at, character) in word.char_indices() {
            let is_digit = character.is_ascii_digit();
            if before.is_some_and(|before| before != is_digit) {
                parts.push(&word[start..at]);
                start = at;
            }
            before = Some(is_digit);
        }
        parts.push(&word[start..]);
    }
    parts
}

/// The number of a month by its Danish or English name in small letters, in full or short.
pub(super) fn month_of_name(name: &str) -> Option<i16> {
    const NAMES: [&[&str]; 12] = [
        &["januar", "january", "jan"],
        &["februar", "february", "febr", "feb"],
        &["marts", "march", "mar"],
        &["april", "apr"],
        &["maj", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let month = NAMES.iter().position(|names| names.contains(&name))?;
    i16::try_from(month + 1).ok()
}

/// A year of four digits, or of two, which means one of the hundred years up to `latest`.
fn full_year(year: &str, latest: i16) -> Option<i16> {
    match year.len() {
        4 => number(year, 4),
        2 => {
            let in_this_century = latest / 100 * 100 + number(year, 2)?;
            Some(if in_this_century > latest { in_this_century - 100 } else { in_this_century })
        }
        _ => None,
    }
}

/// The day, if the calendar has it. There is no year 0.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if year == 0 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number_of_two(text: &str) -> Option<i16> {
    if text.len() == 2 { number(text, 2) } else { None }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    let fits = !text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_the_iso_form_is_read_from_files() {
        assert_eq!(parse_iso_date("2026-11-22"), Some(date(2026, 11, 22)));
        for text in [
            "2026-11-31",
            "2026-1-2",
            "22-11-2026",
            "2026-11-22T00:00",
            " 2026-11-22",
            "",
            "2026-02-29",
            "-026-11-22",
        ] {
            assert_eq!(parse_iso_date(text), None, "{text:?}");
        }
    }

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn what_is_wrong_with_a_typed_date_is_found() {
        let no_day = |year, month, day| DateError::NoSuchDay { first: date(year, month, 1), day };
        for (text, error) in [
            ("31-2-2027", no_day(2027, 2, 31)),
            ("29.2.2027", no_day(2027, 2, 29)),
            ("30 februar 2028", no_day(2028, 2, 30)),
            ("310426", no_day(2026, 4, 31)),
            ("0-1-2026", no_day(2026, 1, 0)),
            ("22-13-2026", DateError::NoSuchMonth),
            ("22002026", DateError::NoSuchMonth),
            ("22-11-202", DateError::NotADate),
            ("22-11-0000", DateError::NotADate),
            ("x", DateError::NotADate),
            ("2211", DateError::NotADate),
        ] {
            assert_eq!(date_error(text, TODAY), Some(error), "{text:?}");
            assert_eq!(birth_date_error(text, TODAY), Some(error), "{text:?}");
        }
        assert_eq!(date_error("31/2", TODAY), Some(no_day(2026, 2, 31)));
        assert_eq!(birth_date_error("22/11", TODAY), Some(DateError::NoYear));
        assert_eq!(date_error("22/11", TODAY).or(birth_date_error("i dag", TODAY)), None);
    }

    #[test]
    fn typed_dates_have_many_forms() {
        for text in [
            "22-11-2026",
            "22.11.2026",
            "22/11 2026",
            "22/11-2026",
            "22112026",
            "221126",
            "22-11-26",
            " 2026-11-22 ",
        ] {
            assert_eq!(parse_typed_date(text, TODAY), Some(TODAY), "{text:?}");
            assert_eq!(parse_typed_birth_date(text, TODAY), Some(TODAY), "{text:?}");
        }
        assert_eq!(parse_typed_date("2-1-1960", TODAY), Some(date(1960, 1, 2)));
        for text in [
            "",
            "22",
            "31-02-2026",
            "22-11-026",
            "1-2-3-4",
            "æ-1-2026",
            "2211",
            "2026-11-31",
            "2026-13",
            "dag",
        ] {
            assert_eq!(parse_typed_date(text, TODAY), None, "{text:?}");
            assert_eq!(parse_typed_birth_date(text, TODAY), None, "{text:?}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_past_in_a_birth_date_and_in_this_century_otherwise() {
        assert_eq!(parse_typed_birth_date("020160", TODAY), Some(date(1960, 1, 2)));
        assert_eq!(parse_typed_birth_date("1-2-27", TODAY), Some(date(1927, 2, 1)));
        assert_eq!(parse_typed_date("1-2-27", TODAY), Some(date(2027, 2, 1)));
    }

    #[test]
    fn a_day_without_a_year_is_in_this_year_but_not_a_birth_date() {
        for text in ["22-11", "22/11", "22.11", " 22/11 ", "22.11.", "22 11"] {
            assert_eq!(parse_typed_date(text, TODAY), Some(TODAY), "{text:?}");
            assert_eq!(parse_typed_birth_date(text, TODAY), None, "{text:?}");
        }
        assert_eq!(parse_typed_date("1/2", TODAY), Some(date(2026, 2, 1)));
        for text in ["29-2", "31-11", "22-13", "0-1", "22-", "-11", "22-111"] {
            assert_eq!(parse_typed_date(text, TODAY), None, "{text:?}");
        }
        assert_eq!(parse_typed_date("29-2", date(2028, 1, 1)), Some(date(2028, 2, 29)));
    }

    #[test]
    fn dashes_and_blanks_are_of_any_kind() {
        for text in [
            "22–11–2026",
            "22\u{2011}11\u{2011}2026",
            "2026\u{2212}11\u{2212}22",
            "22.\u{a0}11.\u{202f}2026",
            "\u{2007}22/11\u{2009}2026\u{200b}",
            "\u{feff}22112026",
        ] {
            assert_eq!(parse_typed_date(text, TODAY), Some(TODAY), "{text:?}");
            assert_eq!(parse_typed_birth_date(text, TODAY), Some(TODAY), "{text:?}");
        }
    }

    #[test]
    fn a_month_may_be_named() {
        for text in [
            "22. november 2026",
            "22.\u{a0}november\u{a0}2026",
            "den 22. november 2026",
            "22. NOV. 2026",
            "22 nov 26",
            "22nov2026",
            "22-nov-2026",
            "November 22, 2026",
            "22nd of November 2026",
            "the 22nd November, 2026",
        ] {
            assert_eq!(parse_typed_date(text, TODAY), Some(TODAY), "{text:?}");
            assert_eq!(parse_typed_birth_date(text, TODAY), Some(TODAY), "{text:?}");
        }
        assert_eq!(parse_typed_date("22. november", TODAY), Some(TODAY));
        assert_eq!(parse_typed_birth_date("22. november", TODAY), None);
        assert_eq!(parse_typed_date("1. maj 2027", TODAY), Some(date(2027, 5, 1)));
        assert_eq!(parse_typed_birth_date("3 march 60", TODAY), Some(date(1960, 3, 3)));
        for text in [
            "31. november 2026",
            "22. nove 2026",
            "november 2026",
            "22 november 2026 12",
            "nov nov",
            "22. 2026",
        ] {
            assert_eq!(parse_typed_birth_date(text, TODAY), None, "{text:?}");
        }
        let mut first = date(2026, 1, 1);
        for names in [
            ["januar", "january"],
            ["februar", "february"],
            ["marts", "march"],
            ["april", "apr"],
            ["maj", "may"],
            ["juni", "june"],
            ["juli", "july"],
            ["august", "aug"],
            ["september", "sept"],
            ["oktober", "october"],
            ["november", "nov"],
            ["december", "dec"],
        ] {
            for name in names {
                assert_eq!(parse_typed_date(&format!("1. {name} 2026"), TODAY), Some(first), "{name}");
            }
            first = first.checked_add(jiff::Span::new().months(1)).unwrap();
        }
    }

    #[test]
    fn words_mean_the_days_around_today() {
        let (yesterday, tomorrow) = (date(2026, 11, 21), date(2026, 11, 23));
        for (text, expected) in [
            ("i dag", TODAY),
            (" I  Dag ", TODAY),
            ("idag", TODAY),
            ("Today", TODAY),
            ("i går", yesterday),
            ("I GÅR", yesterday),
            ("yesterday", yesterday),
            ("i morgen", tomorrow),
            ("tomorrow", tomorrow),
        ] {
            assert_eq!(parse_typed_date(text, TODAY), Some(expected), "{text:?}");
        }
        assert_eq!(parse_typed_date("i går", date(2027, 1, 1)), Some(date(2026, 12, 31)));
        assert_eq!(parse_typed_birth_date("i går", TODAY), Some(yesterday));
    }
}
