//! From a case to the bytes of its report.

use super::{Attachment, PdfError, Properties, write};
use crate::assessment::assess;
use crate::case::{self, Case, Patient, Requester};
use crate::definition::{CriteriaSet, Language};
use crate::report::{Options, lay_out, outline};
use crate::wording::texts;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How a report is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language.
    pub language: Language,
    /// When it is made; `None`: the day of assessment at 00:00 UTC.
    pub moment: Option<Timestamp>,
    /// Whether the case is inside.
    pub with_case: bool,
    /// Whether patient and requester are named.
    pub with_identity: bool,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters that the font lacks, which were replaced.
    pub replaced: BTreeSet<char>,
}

/// The report of a case, for the indication it names.
///
/// # Errors
/// What the PDF libraries say. Nothing that a user can type leads there.
pub fn export(set: &CriteriaSet, case: &Case, settings: Settings) -> Result<Export, PdfError> {
    let indication = set.indication(&case.indication).unwrap_or(&set.indications[0]);
    let assessment = assess(indication, case);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let options = Options {
        language: settings.language,
        version: version.clone(),
        with_identity: settings.with_identity,
    };
    let layout = lay_out(&outline(set, indication, case, &assessment, &options));
    let inside = if settings.with_identity { case.clone() } else { without_identity(case) };
    let attachment = settings.with_case.then(|| Attachment {
        name: "case.wgscase".to_owned(),
        description: texts(settings.language).get("report-attachment").to_owned(),
        bytes: case::write(&inside).into_bytes(),
    });
    let creator = format!("wgs-referral {version}");
    let requester = inside.requester.name.trim();
    let author = if requester.is_empty() { creator.clone() } else { requester.to_owned() };
    let properties = Properties { author, creator, moment: moment(case, settings), attachment };
    Ok(Export { bytes: write(&layout, &properties)?, replaced: layout.replaced })
}

/// Never the clock: the same case gives the same report.
fn moment(case: &Case, settings: Settings) -> Timestamp {
    let day = case.assessed_on.unwrap_or(Date::constant(1970, 1, 1));
    let at_midnight =
        || day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH);
    settings.moment.unwrap_or_else(at_midnight)
}

/// The case without what names patient or requester.
fn without_identity(case: &Case) -> Case {
    let mut stripped = Case { patient: Patient::default(), requester: Requester::default(), ..case.clone() };
    stripped.unread.clear();
    for judgement in stripped.judgements.values_mut() {
        judgement.by.clear();
    }
    stripped
}
