//! Parses dates in files and dates that users type.

use jiff::civil::Date;

/// Parses `YYYY-MM-DD`, the form in files.
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    date(number(year, 4)?, number_of_two(month)?, number_of_two(day)?)
}

/// Parses a day of treatment as Danes type it: `22-11-2026`, `22.11.2026`, `22/11 2026`, `22112026`,
/// `221126`; `22-11` for this year; "i dag", "i går", "i morgen", also in English; and `YYYY-MM-DD`.
///
/// A year of two digits is in this century, because the day may be in the future.
pub fn parse_typed_date(text: &str, today: Date) -> Option<Date> {
    let latest = today.year() / 100 * 100 + 99;
    date_of_word(text, today).or_else(|| match parts_of(text)? {
        (day, month, Some(year)) => date(full_year(year, latest)?, number(month, 2)?, number(day, 2)?),
        (day, month, None) => date(today.year(), number(month, 2)?, number(day, 2)?),
    })
}

/// Parses a birth date as [`parse_typed_date`] does, but the year is required, and a year of two digits is
/// this year or before.
pub fn parse_typed_birth_date(text: &str, today: Date) -> Option<Date> {
    date_of_word(text, today).or_else(|| {
        let (day, month, year) = parts_of(text)?;
        date(full_year(year?, today.year())?, number(month, 2)?, number(day, 2)?)
    })
}

fn date_of_word(text: &str, today: Date) -> Option<Date> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    match words.join(" ").as_str() {
        "i dag" | "idag" | "today" => Some(today),
        "i går" | "igår" | "yesterday" => today.yesterday().ok(),
        "i morgen" | "imorgen" | "tomorrow" => today.tomorrow().ok(),
        _ => None,
    }
}

/// The day, the month and, if typed, the year.
fn parts_of(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let text = text.trim();
    if parse_iso_date(text).is_some() {
        return Some((&text[8..], &text[5..7], Some(&text[..4])));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Four digits could be a year, or a date that is not complete.
        return matches!(text.len(), 6 | 8).then(|| (&text[..2], &text[2..4], Some(&text[4..])));
    }
    let parts: Vec<&str> = text.split(|c: char| "-./ ".contains(c)).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [day, month] => Some((day, month, None)),
        [day, month, year] => Some((day, month, Some(year))),
        _ => None,
    }
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
