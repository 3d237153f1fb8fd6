//! Answers that are typed: their texts, and how a text becomes an answer.

use super::{parse_file_date, parse_typed_date};
use crate::definition::{Answer, TypedKind};
use crate::text::{LINE_ENDS, TextForm, clean};
use jiff::civil::Date;

/// Why a text is not an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypedError {
    /// It is not a number of the kind that is asked for.
    NotANumber,
    /// It is not a day of the calendar.
    NotADate,
    /// It has a line break, and the question is answered in one line.
    LineBreak,
    /// It has `count` characters, and may have `limit`.
    TooLong { limit: usize, count: usize },
    /// It has a control character, which can't be shown.
    ControlCharacter,
}

/// The answer that a user types; `None` if the text is blank. A day may be typed as [`parse_typed_date`]
/// describes. Control characters, which come in with pasted text, are left out: the user can't see them.
pub(crate) fn typed_answer(kind: TypedKind, text: &str, today: Date) -> Result<Option<Answer>, TypedError> {
    answer(kind, text, |text| parse_typed_date(text, today))
}

/// The answer that a text of a case file gives; `None` if the text is blank. A day is written `2026-11-22`. Control
/// characters are an error: this program writes none, so that the file is damaged.
pub(super) fn written_answer(kind: TypedKind, text: &str) -> Result<Option<Answer>, TypedError> {
    let is_damaged = |c: char| c.is_control() && c != '\t' && !LINE_ENDS.contains(&c);
    let answer = answer(kind, text, parse_file_date)?;
    match kind {
        TypedKind::Line | TypedKind::Lines | TypedKind::SksCode if text.contains(is_damaged) => {
            Err(TypedError::ControlCharacter)
        }
        _ => Ok(answer),
    }
}

fn answer(
    kind: TypedKind,
    text: &str,
    parse_date: impl Fn(&str) -> Option<Date>,
) -> Result<Option<Answer>, TypedError> {
    let is_one_line = !text.trim().contains(LINE_ENDS);
    let form = match kind {
        TypedKind::Count | TypedKind::Percentage | TypedKind::Date => TextForm::Value,
        TypedKind::Line | TypedKind::SksCode => TextForm::Line,
        TypedKind::Lines => TextForm::Lines,
    };
    let text = clean(text, form);
    if text.trim().is_empty() {
        return Ok(None);
    }
    if let Some(limit) = kind.text_limit()
        && let Some(count) = limit.excess(&text)
    {
        return Err(TypedError::TooLong { limit: limit.max_chars(), count });
    }
    let answer = match kind {
        TypedKind::Count => Answer::Count(count(&text).ok_or(TypedError::NotANumber)?),
        TypedKind::Percentage => {
            let number = text.trim().trim_end_matches('%').trim_end();
            let percent = number.parse().ok().filter(|percent| *percent <= 100);
            Answer::Percentage(percent.ok_or(TypedError::NotANumber)?)
        }
        TypedKind::Date => Answer::Date(parse_date(&text).ok_or(TypedError::NotADate)?),
        TypedKind::Line | TypedKind::SksCode if !is_one_line => return Err(TypedError::LineBreak),
        TypedKind::Line => Answer::Line(text),
        TypedKind::Lines => Answer::Lines(text),
        TypedKind::SksCode => {
            let capitals: String = text.trim().chars().map(capital).collect();
            // A capital may be composed with a mark that its small letter is not composed with.
            Answer::SksCode(clean(&capitals, form))
        }
    };
    Ok(Some(answer))
}

/// The number in a text, in which blanks may divide the thousands.
fn count(text: &str) -> Option<u32> {
    let mut groups = text.split_whitespace();
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 || digits.len() > 9 || digits.starts_with('0') {
            return None;
        }
        digits.push_str(group);
    }
    let has_groups = text.trim().contains(' ');
    let is_grouped = || digits.bytes().all(|byte| byte.is_ascii_digit()) && text.trim().find(' ') <= Some(3);
    if has_groups && !is_grouped() { None } else { digits.parse().ok() }
}

/// The capital of a letter; a letter whose capital is not one letter, such as "ß", stays as it is.
fn capital(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_kind_takes_its_texts() {
        let day = date(2026, 11, 22);
        for (kind, text, expected) in [
            (TypedKind::Count, " 2 ", Ok(Some(Answer::Count(2)))),
            (TypedKind::Count, "to", Err(TypedError::NotANumber)),
            (TypedKind::Count, "\u{a0}2\u{200b}", Ok(Some(Answer::Count(2)))),
            (TypedKind::Count, "1\u{202f}200", Ok(Some(Answer::Count(1200)))),
            (TypedKind::Count, "1 2", Err(TypedError::NotANumber)),
            (TypedKind::Count, "1000 200", Err(TypedError::NotANumber)),
            (TypedKind::Count, "4 294 967 296", Err(TypedError::NotANumber)),
            (TypedKind::Percentage, "\u{2007}40\u{a0}%", Ok(Some(Answer::Percentage(40)))),
            (TypedKind::Date, "22.\u{a0}november 2026", Ok(Some(Answer::Date(day)))),
            (TypedKind::Line, "\u{200b}\u{2800}", Ok(None)),
            (TypedKind::Line, "di\u{fb00}us\u{ad}", Ok(Some(Answer::Line("diffus".into())))),
            (TypedKind::SksCode, "dc\u{200b}221", Ok(Some(Answer::SksCode("DC221".into())))),
            (TypedKind::Percentage, "40 %", Ok(Some(Answer::Percentage(40)))),
            (TypedKind::Percentage, "100", Ok(Some(Answer::Percentage(100)))),
            (TypedKind::Percentage, "101", Err(TypedError::NotANumber)),
            (TypedKind::Percentage, "300", Err(TypedError::NotANumber)),
            (TypedKind::Date, "22/11", Ok(Some(Answer::Date(day)))),
            (TypedKind::Date, "31/11", Err(TypedError::NotADate)),
            (TypedKind::Line, "Adenokarcinom", Ok(Some(Answer::Line("Adenokarcinom".into())))),
            (TypedKind::Line, "a\nb", Err(TypedError::LineBreak)),
            (TypedKind::Lines, "a\nb", Ok(Some(Answer::Lines("a\nb".into())))),
            (TypedKind::Line, "a\u{2028}b", Err(TypedError::LineBreak)),
            (TypedKind::Line, "a\tb\u{7}\u{9b}", Ok(Some(Answer::Line("a\tb".into())))),
            (TypedKind::Lines, "a\u{0}\r\nb", Ok(Some(Answer::Lines("a\nb".into())))),
            (TypedKind::Line, "\u{7}", Ok(None)),
            (TypedKind::SksCode, " dc221a ", Ok(Some(Answer::SksCode("DC221A".into())))),
            (TypedKind::SksCode, "dß1å", Ok(Some(Answer::SksCode("Dß1Å".into())))),
            (TypedKind::SksCode, "C22.1", Ok(Some(Answer::SksCode("C22.1".into())))),
            (TypedKind::Line, " ", Ok(None)),
        ] {
            assert_eq!(typed_answer(kind, text, day), expected, "{kind:?} {text}");
        }
    }

    #[test]
    fn a_text_has_a_greatest_length() {
        let day = date(2026, 11, 22);
        for (kind, limit) in [(TypedKind::Line, 200), (TypedKind::SksCode, 200), (TypedKind::Lines, 4000)] {
            assert!(typed_answer(kind, &"å".repeat(limit), day).is_ok());
            assert_eq!(
                typed_answer(kind, &"å".repeat(limit + 1), day),
                Err(TypedError::TooLong { limit, count: limit + 1 })
            );
        }
    }

    #[test]
    fn a_text_in_a_file_has_no_control_characters() {
        for kind in [TypedKind::Line, TypedKind::Lines, TypedKind::SksCode] {
            for c in ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}'] {
                let text = format!("a{c}b");
                assert_eq!(written_answer(kind, &text), Err(TypedError::ControlCharacter), "{kind:?} {c:?}");
            }
            assert!(written_answer(kind, "a\tb").is_ok());
        }
    }

    #[test]
    fn a_day_in_a_file_is_written_in_full() {
        for text in ["2026-11-22", "2026\u{2011}11\u{2212}22", "2026–11–22\u{a0}"] {
            assert!(written_answer(TypedKind::Date, text).is_ok(), "{text}");
        }
        for text in ["22-11-2026", "2026-02-30", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01"] {
            assert_eq!(written_answer(TypedKind::Date, text), Err(TypedError::NotADate), "{text}");
        }
    }
}
