//! Danish civil registration numbers.

use jiff::civil::Date;
use std::fmt;

/// A civil registration number (CPR), or a replacement number. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Cpr([u8; 10]);

/// Why a text is no CPR number. None of these holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CprError {
    /// Fewer than ten characters: perhaps not typed to the end.
    #[error("fewer than ten digits")]
    Unfinished,
    /// More than ten characters.
    #[error("more than ten digits")]
    TooLong,
    /// A character that can't stand where it stands.
    #[error("not written as a CPR number, DDMMYY-SSSS")]
    NotANumber,
    /// The first six digits are no date.
    #[error("the first six digits are not a date")]
    ImpossibleDate,
}

impl Cpr {
    /// Reads a number, with or without a hyphen after the sixth digit, with blanks anywhere.
    ///
    /// Replacement numbers are accepted: letters in positions 8 and 9, or a day raised by 60.
    /// Modulus 11 is not asked for: numbers that fail it have been issued since 1 October 2007.
    ///
    /// # Errors
    /// What keeps the text from being a number.
    pub fn parse(text: &str) -> Result<Cpr, CprError> {
        let mut characters = Vec::with_capacity(10);
        for character in text.chars().filter(|character| !character.is_whitespace()) {
            match character {
                '-' | '\u{2010}'..='\u{2013}' if characters.len() == 6 => {}
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

    /// The ten characters without a hyphen, as the case file writes them.
    pub fn as_str(&self) -> &str {
        // INVARIANT: ASCII digits and letters only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether it is a replacement number, which tells no age.
    pub fn is_replacement(&self) -> bool {
        self.0[7].is_ascii_alphabetic() || matches!(self.pair(0), 61..)
    }

    /// The birth date that an ordinary number tells.
    pub fn birth_date(&self) -> Option<Date> {
        if self.is_replacement() { None } else { self.date() }
    }

    /// Whether an ordinary number fails modulus 11. At most a quiet hint: it may well be valid.
    pub fn fails_modulus_11(&self) -> bool {
        const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let sum: u32 =
            self.0.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        !self.is_replacement() && !sum.is_multiple_of(11)
    }

    fn pair(&self, at: usize) -> u8 {
        (self.0[at] - b'0') * 10 + self.0[at + 1] - b'0'
    }

    /// Day, month and year as the number writes them, with the century of the table.
    fn date(&self) -> Option<Date> {
        let year = century(self.0[6] - b'0', self.pair(4)) + i16::from(self.pair(4));
        Date::new(year, i8::try_from(self.pair(2)).ok()?, i8::try_from(self.pair(0)).ok()?).ok()
    }

    /// The seventh digit of a replacement number need not tell a century: any leap year will do.
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
    fn hyphen_and_blanks_may_stand_or_not() {
        for text in ["0201609995", "020160-9995", "020160 9995", " 02 01 60 - 9995 ", "020160–9995"] {
            assert_eq!(Cpr::parse(text).unwrap().to_string(), "020160-9995", "{text:?}");
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
    fn replacement_numbers_are_identifiers_without_an_age() {
        for text in ["620160-9995", "911260-9995", "020160-9AB5", "0201609ab5", "290201-1AB5"] {
            let cpr = Cpr::parse(text).unwrap();
            assert!(cpr.is_replacement() && cpr.birth_date().is_none(), "{text}");
            assert!(!cpr.fails_modulus_11(), "{text}");
        }
        assert_eq!(Cpr::parse("0201609ab5").unwrap().as_str(), "0201609AB5");
    }

    #[test]
    fn letters_stand_in_positions_8_and_9_together() {
        for text in ["020160-9A95", "020160-99B5", "020160-A995", "020160-999B", "A20160-9995"] {
            assert_eq!(Cpr::parse(text), Err(CprError::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_number_too_short_or_too_long_is_told_apart() {
        assert_eq!(Cpr::parse(""), Err(CprError::Unfinished));
        assert_eq!(Cpr::parse("020160-999"), Err(CprError::Unfinished));
        assert_eq!(Cpr::parse("020160-99951"), Err(CprError::TooLong));
        assert_eq!(Cpr::parse("0201-609995"), Err(CprError::NotANumber));
        assert_eq!(Cpr::parse("０２０１６０９９９５"), Err(CprError::NotANumber));
    }

    #[test]
    fn modulus_11_is_told_but_never_rejects() {
        assert!(!Cpr::parse("070761-4285").unwrap().fails_modulus_11());
        assert!(!Cpr::parse("111111-1118").unwrap().fails_modulus_11());
        assert!(Cpr::parse("070761-4286").unwrap().fails_modulus_11());
    }

    #[test]
    fn debug_does_not_show_the_number() {
        assert_eq!(format!("{:?}", Cpr::parse("0201609995").unwrap()), "Cpr(…)");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,14}") {
            let _ = Cpr::parse(&text);
        }

        #[test]
        fn what_is_written_reads_back_the_same(text in "[0-9]{6}-?[0-9]{4}") {
            if let Ok(cpr) = Cpr::parse(&text) {
                let _ = cpr.fails_modulus_11();
                prop_assert_eq!(&Cpr::parse(&cpr.to_string()).unwrap(), &cpr);
                prop_assert_eq!(&Cpr::parse(cpr.as_str()).unwrap(), &cpr);
            }
        }
    }
}
