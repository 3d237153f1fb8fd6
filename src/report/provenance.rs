//! What the metadata of a PDF says of how it was made: enough to make its pages anew and compare them.

use super::document_id::DocumentId;
use super::mark::Mark;
use super::settings::ReportSettings;
use crate::definition::Language;
use jiff::Timestamp;
use std::fmt;

/// The version of the pages' picture. It is raised whenever the same case and settings give other pages:
/// `tests/pdf/layout_version.rs` fails until it is. Only pages of the same version are compared.
pub const LAYOUT_VERSION: u32 = 6;

/// The word for a case that comes from a changed PDF. Other reports have none, as those of earlier programs.
const FROM_CHANGED_PDF: &str = "from-changed-pdf";

/// How a report was made, beside its case and criteria set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// What the QR code on page 1 holds.
    pub mark: Mark,
    /// The id of the document in the metadata; `None` if it is not one of this program.
    pub document: Option<DocumentId>,
    /// The [`LAYOUT_VERSION`] of the program that wrote it; `None` if the metadata has none.
    pub layout: Option<u32>,
    /// How its pages were made; `None` if the metadata does not say so in a way that this version understands.
    pub pages: Option<PageOrigin>,
}

impl Provenance {
    /// Whether this program makes the same pages of the same case.
    pub fn has_this_layout(&self) -> bool {
        self.layout == Some(LAYOUT_VERSION)
    }
}

/// What the pages of a report were made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrigin {
    /// The version of the program that wrote it, which is printed.
    pub program: String,
    /// The settings of the report, with its moment.
    pub settings: ReportSettings,
}

impl PageOrigin {
    /// The origin of a report that a program of this version makes.
    pub(super) fn new(program: &str, settings: ReportSettings, moment: Timestamp) -> Self {
        PageOrigin {
            program: program.to_owned(),
            settings: ReportSettings { moment: Some(moment), ..settings },
        }
    }

    /// Parses what the metadata says, as [`Display`](fmt::Display) writes it.
    pub fn parse(settings: &str) -> Option<Self> {
        let mut words = settings.split(' ');
        let program = words.next().filter(|word| is_version(word))?.to_owned();
        let language = words.next()?;
        let language = Language::ALL.into_iter().find(|known| known.tag() == language)?;
        let mut flag = |yes: &str, no: &str| match words.next()? {
            word if word == yes => Some(true),
            word if word == no => Some(false),
            _ => None,
        };
        let with_case = flag("case", "no-case")?;
        let with_identity = flag("identity", "no-identity")?;
        let is_to_be_confirmed = flag("to-confirm", "confirmed")?;
        let mut word = words.next()?;
        let is_from_changed_pdf = word == FROM_CHANGED_PDF;
        if is_from_changed_pdf {
            word = words.next()?;
        }
        let moment = Some(word.parse().ok().filter(|moment| ReportSettings::has_date_for(*moment))?);
        let settings = ReportSettings {
            language,
            moment,
            with_case,
            with_identity,
            is_to_be_confirmed,
            is_from_changed_pdf,
        };
        words.next().is_none().then_some(PageOrigin { program, settings })
    }
}

/// Whether a word is a version of this program: it is printed on every page, and may say nothing else.
fn is_version(word: &str) -> bool {
    const MAX_LENGTH: usize = 12;
    word.len() <= MAX_LENGTH && word.split('.').count() == 3 && word.split('.').all(is_number)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for PageOrigin {
    /// In words that a person understands too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReportSettings {
            language,
            moment,
            with_case,
            with_identity,
            is_to_be_confirmed,
            is_from_changed_pdf,
        } = self.settings;
        let moment = moment.unwrap_or(Timestamp::UNIX_EPOCH);
        let case = if with_case { "case" } else { "no-case" };
        let identity = if with_identity { "identity" } else { "no-identity" };
        let confirmed = if is_to_be_confirmed { "to-confirm" } else { "confirmed" };
        write!(f, "{} {} {case} {identity} {confirmed} ", self.program, language.tag())?;
        if is_from_changed_pdf {
            write!(f, "{FROM_CHANGED_PDF} ")?;
        }
        write!(f, "{moment}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_parsed_as_it_was_written() {
        for language in Language::ALL {
            for bits in 0..16_u8 {
                let settings = ReportSettings {
                    with_case: bits & 1 != 0,
                    with_identity: bits & 2 != 0,
                    is_to_be_confirmed: bits & 4 != 0,
                    is_from_changed_pdf: bits & 8 != 0,
                    ..ReportSettings::whole(language)
                };
                let origin = PageOrigin::new("0.1.0", settings, "2026-11-22T10:11:12.5Z".parse().unwrap());
                assert_eq!(PageOrigin::parse(&origin.to_string()), Some(origin));
            }
        }
        let rest = "da case identity confirmed 1970-01-01T00:00:00Z";
        for version in ["0.1.0", "10.20.30"] {
            assert!(PageOrigin::parse(&format!("{version} {rest}")).is_some(), "{version}");
        }
        let words = [
            "OPFYLDT",
            "0.1.0\u{a0}opfyldt",
            "0.1.0-beta",
            "0.1",
            "0..1",
            "1.0.0.0",
            "1000000.1000000.1",
            "",
        ];
        for version in words {
            assert_eq!(PageOrigin::parse(&format!("{version} {rest}")), None, "{version}");
        }
        for moment in ["0000-12-31T23:59:59Z", "-000001-01-01T00:00:00Z"] {
            assert_eq!(
                PageOrigin::parse(&format!("0.1.0 da case identity confirmed {moment}")),
                None,
                "{moment}"
            );
        }
        assert_eq!(PageOrigin::parse("0.1.0 da"), None);
        assert_eq!(PageOrigin::parse("0.1.0 xx case identity confirmed 1970-01-01T00:00:00Z"), None);
    }
}
