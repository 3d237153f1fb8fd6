//! Danish civil registration numbers.

use crate::text::{TextForm, clean};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A civil registration number (CPR), or a replacement number. `Debug` does not show it.
///
/// Invariant: ten ASCII characters, digits but for letters in positions 8 and 9, with a possible date.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cpr([u8; 10]);

/// Why a text is not a CPR number. The error does not hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CprError {
    /// The text has fewer than ten characters: the user may be typing still.
    #[error("fewer than ten digits")]
    Unfinished,
    /// The text has more than ten characters.
    #[error("more than ten digits")]
    TooLong,
    /// A character is not allowed in its position.
    #[error("not written as a CPR number, DDMMYY-SSSS")]
    NotANumber,
    /// The first six digits are not a date.
    #[error("the first six digits are not a date")]
    ImpossibleDate,
}

impl Cpr {
    /// Parses a number, with or without a hyphen or dash after the sixth digit, with blanks anywhere.
    ///
    /// Replacement numbers are accepted: letters in positions 8 and 9, or a day raised by 60.
    /// Modulus 11 is not checked: numbers that fail it have been issued since 1 October 2007.
    ///
    /// # Errors
    /// The text is not a CPR number.
    pub fn parse(text: &str) -> Result<Cpr, CprError> {
        let mut characters = Vec::with_capacity(10);
        for character in clean(text, TextForm::Value).chars().filter(|character| *character != ' ') {
            match character {
                '-' if characters.len() == 6 => {}
                _ if characters.len() == 10 => return Err(CprError::TooLong),
                '0'..='9' => characters.push(character as u8),
                'a'..='z' | 'A'..='Z' if matches!(characters.len(), 7 | 8) => {
                    characters.push(character.to_ascii_uppercase() as u8);
                }
                _ => return Err(CprError::NotANumber),
            }
        }
        let cpr = Cpr(characters.try_into().map_err(|_| CprError::Unfinished)?);
        if cpr.0[7].is_ascii_digit() != cpr.0[8].is_ascii_digit() {
            return Err(CprError::NotANumber);
        }
        let possible = if cpr.is_replacement() { cpr.has_a_possible_day() } else { cpr.date().is_some() };
        if possible { Ok(cpr) } else { Err(CprError::ImpossibleDate) }
    }

    /// The ten characters without a hyphen, as in the case file.
    pub fn as_str(&self) -> &str {
        // The characters are ASCII, so that this never fails.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether it is a replacement number, which does not give the birth date.
    pub fn is_replacement(&self) -> bool {
        self.0[7].is_ascii_alphabetic() || matches!(self.pair(0), 61..)
    }

    /// The birth date, unless it is a replacement number.
    pub fn birth_date(&self) -> Option<Date> {
        if self.is_replacement() { None } else { self.date() }
    }

    /// Whether an ordinary number fails modulus 11. It may be valid all the same, so that this is at most a
    /// hint. The numbers that were issued so are known for births on 1 January alone, but the list at cpr.dk
    /// need not be complete (10 May 2023).
    pub fn fails_modulus_11(&self) -> bool {
        const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let sum: u32 =
            self.0.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        !self.is_replacement() && !sum.is_multiple_of(11)
    }

    /// Whether the birth date is a 1 January.
    pub fn is_born_on_new_year(&self) -> bool {
        self.birth_date().is_some_and(|date| (date.day(), date.month()) == (1, 1))
    }

    fn pair(&self, at: usize) -> u8 {
        (self.0[at] - b'0') * 10 + self.0[at + 1] - b'0'
    }

    /// The date in the first six digits, in the [`century`] that the seventh digit means.
    fn date(&self) -> Option<Date> {
        let year = century(self.0[6] - b'0', self.pair(4)) + i16::from(self.pair(4));
        Date::new(year, i8::try_from(self.pair(2)).ok()?, i8::try_from(self.pair(0)).ok()?).ok()
    }

    /// Whether day and month are possible in a leap year: the seventh digit of a replacement number need not
    /// mean a century.
    fn has_a_possible_day(&self) -> bool {
        let day = self.pair(0) % 60;
        let (Ok(month), Ok(day)) = (i8::try_from(self.pair(2)), i8::try_from(day)) else { return false };
        Date::new(2000, month, day).is_ok()
    }
}

/// The first year of the century, by the seventh digit and the two-digit year.
///
/// | seventh digit | year  | born      |
/// |---------------|-------|-----------|
/// | 0–3           | 00–99 | 1900–1999 |
/// | 4, 9          | 00–36 | 2000–2036 |
/// | 4, 9          | 37–99 | 1937–1999 |
/// | 5–8           | 00–57 | 2000–2057 |
/// | 5–8           | 58–99 | 1858–1899 |
fn century(seventh: u8, year: u8) -> i16 {
    match (seventh, year) {
        (0..=3, _) | (4 | 9, 37..) => 1900,
        (4 | 9, _) | (5..=8, ..=57) => 2000,
        (5..=8, _) => 1800,
        (10.., _) => 1900,
    }
}

impl fmt::Display for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, serial) = self.as_str().split_at(6);
        write!(f, "{date}-{serial}")
    }
}

impl fmt::Debug for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cpr(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn born(text: &str) -> Option<Date> {
        Cpr::parse(text).unwrap().birth_date()
    }

    #[test]
    fn hyphen_and_blanks_are_optional() {
        for text in ["0201609995", "020160-9995", "020160 9995", " 02 01 60 - 9995 ", "020160–9995"] {
            assert_eq!(Cpr::parse(text).unwrap().to_string(), "020160-9995", "{text:?}");
        }
    }

    #[test]
    fn dashes_and_blanks_are_of_any_kind_and_what_is_invisible_is_left_out() {
        for text in [
            "020160\u{2011}9995",
            "020160\u{2212}9995",
            "020160\u{2014}9995",
            "020160\u{a0}9995",
            "02\u{2007}01\u{202f}60\u{2009}9995",
            "\u{200b}020160\u{ad}9995\u{feff}",
            "\u{202a}020160-9995\u{202c}",
        ] {
            assert_eq!(Cpr::parse(text).unwrap().as_str(), "0201609995", "{text:?}");
        }
    }

    #[test]
    fn the_century_follows_the_table() {
        // (seventh digit, two-digit year, year of birth)
        let table = [
            (0, 0, 1900),
            (3, 99, 1999),
            (4, 0, 2000),
            (4, 36, 2036),
            (4, 37, 1937),
            (4, 99, 1999),
            (9, 36, 2036),
            (9, 37, 1937),
            (5, 0, 2000),
            (5, 57, 2057),
            (5, 58, 1858),
            (8, 57, 2057),
            (8, 58, 1858),
            (8, 99, 1899),
        ];
        for (seventh, year, expected) in table {
            let text = format!("0203{year:02}-{seventh}123");
            assert_eq!(born(&text), Some(date(expected, 3, 2)), "{text}");
        }
    }

    #[test]
    fn a_leap_day_must_be_in_a_leap_year() {
        assert_eq!(born("290200-4123"), Some(date(2000, 2, 29)));
        assert_eq!(Cpr::parse("290200-1123"), Err(CprError::ImpossibleDate));
        assert_eq!(Cpr::parse("290201-4123"), Err(CprError::ImpossibleDate));
    }

    #[test]
    fn impossible_dates_are_errors() {
        for text in ["000160-9995", "320160-9995", "310460-1234", "011360-9995", "010060-9995", "920160-9995"]
        {
            assert_eq!(Cpr::parse(text), Err(CprError::ImpossibleDate), "{text}");
        }
    }

    #[test]
    fn replacement_numbers_give_no_birth_date() {
        for text in ["620160-9995", "911260-9995", "020160-9AB5", "0201609ab5", "290201-1AB5"] {
            let cpr = Cpr::parse(text).unwrap();
            assert!(cpr.is_replacement() && cpr.birth_date().is_none(), "{text}");
            assert!(!cpr.fails_modulus_11(), "{text}");
        }
        assert_eq!(Cpr::parse("0201609ab5").unwrap().as_str(), "0201609AB5");
    }

    #[test]
    fn letters_are_allowed_in_both_positions_8_and_9_only() {
        for text in ["020160-9A95", "020160-99B5", "020160-A995", "020160-999B", "A20160-9995"] {
            assert_eq!(Cpr::parse(text), Err(CprError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_short_and_a_long_number_are_different_errors() {
        assert_eq!(Cpr::parse(""), Err(CprError::Unfinished));
        assert_eq!(Cpr::parse("020160-999"), Err(CprError::Unfinished));
        assert_eq!(Cpr::parse("020160-99951"), Err(CprError::TooLong));
        assert_eq!(Cpr::parse("0201-609995"), Err(CprError::NotANumber));
        assert_eq!(Cpr::parse("０２０１６０９９９５"), Err(CprError::NotANumber));
    }

    #[test]
    fn a_number_that_fails_modulus_11_is_accepted() {
        assert!(!Cpr::parse("070761-4285").unwrap().fails_modulus_11());
        assert!(!Cpr::parse("111111-1118").unwrap().fails_modulus_11());
        assert!(Cpr::parse("070761-4286").unwrap().fails_modulus_11());
    }

    #[test]
    fn only_the_birth_date_decides_whether_it_is_new_year() {
        assert!(Cpr::parse("010165-1234").unwrap().is_born_on_new_year());
        assert!(!Cpr::parse("010265-1234").unwrap().is_born_on_new_year());
        assert!(!Cpr::parse("020165-1234").unwrap().is_born_on_new_year());
        assert!(!Cpr::parse("610165-1234").unwrap().is_born_on_new_year(), "a replacement number");
    }

    #[test]
    fn debug_does_not_show_the_number() {
        assert_eq!(format!("{:?}", Cpr::parse("0201609995").unwrap()), "Cpr(…)");
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in ".{0,14}") {
            let _ = Cpr::parse(&text);
        }

        #[test]
        fn a_displayed_number_parses_to_itself(text in "[0-9]{6}-?[0-9]{4}") {
            if let Ok(cpr) = Cpr::parse(&text) {
                let _ = cpr.fails_modulus_11();
                prop_assert_eq!(&Cpr::parse(&cpr.to_string()).unwrap(), &cpr);
                prop_assert_eq!(&Cpr::parse(cpr.as_str()).unwrap(), &cpr);
            }
        }
    }
}
