//! Finds a date in a text, in any of the forms in which Danish and English texts write it.

use super::super::date::month_of_name;
use crate::text::is_dash;
use jiff::civil::Date;

/// Whether a text that was made [`comparable`](crate::text::comparable) names this day with its year. Month and day may
/// be numbers or words, the year may have two digits, and the order is any but one with the year in the middle. A date
/// behind a word such as "født" needs no year. Dates without anything between their parts are not found here.
pub(super) fn names_date(comparable: &str, date: Date) -> bool {
    // "i" may be a word, as in "d. 22. i 11.", or the first month in Roman numerals.
    [false, true].into_iter().any(|skips_i| {
        let parts = date_parts(comparable, skips_i);
        parts.windows(3).any(|parts| {
            let [first, second, third] = parts else { return false };
            let texts = [first.text.as_str(), second.text.as_str(), third.text.as_str()];
            third.follows && (second.follows && is_date(texts, date) || is_birthday(texts, date))
        })
    })
}

struct DatePart {
    /// Digits or letters.
    text: String,
    /// Whether only what divides the parts of a date stands between it and the part before.
    follows: bool,
}

fn date_parts(comparable: &str, skips_i: bool) -> Vec<DatePart> {
    let mut parts: Vec<DatePart> = Vec::new();
    let mut rest = comparable;
    let mut follows = false;
    while let Some(first) = rest.chars().next() {
        if !first.is_alphanumeric() {
            let is_divider = |c: char| c.is_whitespace() || is_dash(c) || "./,\\'’_".contains(c);
            follows &= is_divider(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let is_digit = first.is_ascii_digit();
        let of_part = |c: char| c.is_alphanumeric() && c.is_ascii_digit() == is_digit;
        let (text, after) = rest.split_at(rest.find(|c| !of_part(c)).unwrap_or(rest.len()));
        let is_skipped = is_filler(text) || skips_i && text == "i";
        if !is_skipped {
            parts.push(DatePart { text: text.to_owned(), follows });
            follows = true;
        }
        rest = after;
    }
    parts
}

/// Whether a word stands beside the parts of a date, or is the end of an ordinal number such as "22nd" and "22ende".
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "den" | "d" | "dag" | "the" | "of" | "on" | "st" | "nd" | "rd" | "th" | "te" | "de" | "nde" | "ende"
    )
}

fn is_date(parts: [&str; 3], date: Date) -> bool {
    let is_year = |part: &str| match part.len() {
        4 => number(part) == Some(date.year()),
        2 => number(part) == Some(date.year() % 100),
        _ => false,
    };
    match parts {
        [year, a, b] if is_year(year) && is_day_of_year(a, b, date) => true,
        [a, b, year] => is_year(year) && is_day_of_year(a, b, date),
    }
}

/// Whether the first word is about a birth, and the others are its day and month.
fn is_birthday([word, a, b]: [&str; 3], date: Date) -> bool {
    let is_about_birth = word == "f"
        || ["født", "fødsel", "foedt", "foedsel", "born", "birth", "dob"]
            .iter()
            .any(|start| word.starts_with(start));
    is_about_birth && is_day_of_year(a, b, date)
}

fn is_day_of_year(a: &str, b: &str, date: Date) -> bool {
    let is_day = |part: &str| number(part).or_else(|| ordinal(part)) == Some(date.day().into());
    let is_month = |part: &str| month(part) == Some(date.month().into());
    is_day(a) && is_month(b) || is_month(a) && is_day(b)
}

fn number(part: &str) -> Option<i16> {
    let is_number = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { part.parse().ok() } else { None }
}

/// The month by its number, name, Roman numeral or ordinal number.
fn month(part: &str) -> Option<i16> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let by_roman = || i16::try_from(ROMAN.iter().position(|roman| *roman == part)? + 1).ok();
    // "novbr.", and the genitive "novembers".
    let without_end = || ["br", "s"].iter().find_map(|end| month_of_name(part.strip_suffix(end)?));
    let by_name = || month_of_name(part).or_else(without_end);
    number(part).or_else(by_name).or_else(by_roman).or_else(|| ordinal(part))
}

/// The number that a Danish ordinal number in words means, up to 31.
fn ordinal(word: &str) -> Option<i16> {
    const TO_TWENTY: [&str; 20] = [
        "første",
        "anden",
        "tredje",
        "fjerde",
        "femte",
        "sjette",
        "syvende",
        "ottende",
        "niende",
        "tiende",
        "ellevte",
        "tolvte",
        "trettende",
        "fjortende",
        "femtende",
        "sekstende",
        "syttende",
        "attende",
        "nittende",
        "tyvende",
    ];
    const UNITS: [&str; 9] = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"];
    let position =
        |words: &[&str], word: &str| i16::try_from(words.iter().position(|other| *other == word)? + 1).ok();
    if let Some(small) = position(&TO_TWENTY, word) {
        return Some(small);
    }
    let tens = |end: &str, tens: i16| {
        let unit = word.strip_suffix(end)?;
        if unit.is_empty() { Some(tens) } else { Some(tens + position(&UNITS, unit.strip_suffix("og")?)?) }
    };
    tens("tyvende", 20).or_else(|| tens("tredivte", 30)).filter(|day| *day <= 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::comparable;
    use jiff::civil::date;

    #[test]
    fn a_day_is_found_in_every_form() {
        for text in [
            "født 22. november 1970",
            "22.november 70",
            "22 NOV 1970",
            "22nov70",
            "d. 22/11-70",
            "22/11 '70",
            "22.11.1970",
            "22. 11. 70",
            "22 11 1970",
            "d. 22. i 11. 1970",
            "(22-11-1970)",
            "1970-11-22",
            "1970/11/22",
            "70.11.22",
            "11/22/1970",
            "November 22nd, 1970",
            "the 22nd of November 1970",
            "22.XI.1970",
            "den toogtyvende november 1970",
            "22. novbr. 1970",
            "22.\n november\r\n1970",
            "22–11–1970",
            "22\u{a0}\u{2212}\u{200b}11\u{2212}70",
            "1970, den 22. november",
            "født d. 22. november",
            "f. 22/11",
            "fødselsdag: 22. nov.",
            "born on November 22",
        ] {
            assert!(names_date(&comparable(text), date(1970, 11, 22)), "{text}");
        }
        for text in [
            "2.1.1960",
            "2/1-60",
            "02/01/60",
            "2. jan. 1960",
            "2.I.1960",
            "anden januar 60",
            "2de januar 1960",
        ] {
            assert!(names_date(&comparable(text), date(1960, 1, 2)), "{text}");
        }
    }

    #[test]
    fn other_days_and_numbers_are_not_it() {
        for text in [
            "22. november",
            "født i november, set 22/11",
            "november 1970",
            "22. november 1971",
            "23/11-70",
            "22; 11; 70",
            "22 mm, 11 (70)",
            "22. november 2026",
            "122.11.1970",
            "22.11.19700",
            "22.11 = 70",
            "22 patienter, 11 kontroller i 1970",
        ] {
            assert!(!names_date(&comparable(text), date(1970, 11, 22)), "{text}");
        }
    }

    #[test]
    fn ordinal_numbers_are_those_of_days() {
        for (word, number) in [
            ("første", Some(1)),
            ("tyvende", Some(20)),
            ("enogtyvende", Some(21)),
            ("niogtyvende", Some(29)),
            ("tredivte", Some(30)),
            ("enogtredivte", Some(31)),
            ("toogtredivte", None),
            ("ogtyvende", None),
            ("to", None),
        ] {
            assert_eq!(ordinal(word), number, "{word}");
        }
    }
}
