//! Dates as they are written and typed.

use jiff::civil::Date;

/// Reads `YYYY-MM-DD`, as files write dates.
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    date(number(year, 4)?, number_of_two(month)?, number_of_two(day)?)
}

/// Reads a date as Danes type it: `22-11-2026`, `22.11.2026`, `22/11 2026`, `22112026`, `221126`;
/// also as files write it. A year of two digits is of the hundred years up to `latest`.
pub fn parse_typed_date(text: &str, latest: Date) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = parse_iso_date(text) {
        return Some(date);
    }
    let parts: Vec<&str> = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        match text.len() {
            6 | 8 => vec![&text[..2], &text[2..4], &text[4..]],
            _ => return None,
        }
    } else {
        text.split(|c: char| "-./ ".contains(c)).filter(|part| !part.is_empty()).collect()
    };
    let [day, month, year] = parts[..] else { return None };
    let full_year = match year.len() {
        4 => number(year, 4)?,
        2 => {
            let short = number(year, 2)?;
            let in_this_century = latest.year() / 100 * 100 + short;
            if in_this_century > latest.year() { in_this_century - 100 } else { in_this_century }
        }
        _ => return None,
    };
    date(full_year, number(month, 2)?, number(day, 2)?)
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
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
    fn files_write_dates_in_one_way() {
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

    #[test]
    fn doctors_type_dates_in_many_ways() {
        let latest = date(2026, 11, 22);
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
            assert_eq!(parse_typed_date(text, latest), Some(date(2026, 11, 22)), "{text:?}");
        }
        assert_eq!(parse_typed_date("2-1-1960", latest), Some(date(1960, 1, 2)));
        assert_eq!(parse_typed_date("020160", latest), Some(date(1960, 1, 2)));
        for text in ["", "22", "22-11", "31-02-2026", "22-11-026", "1-2-3-4", "æ-1-2026", "2211"] {
            assert_eq!(parse_typed_date(text, latest), None, "{text:?}");
        }
    }
}
