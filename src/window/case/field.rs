//! The text fields: the text that each shows, and how typed text is parsed into the case.
//!
//! If the text of a field can't be parsed, its value in the case is blank, and the text is kept in `Case::unparsed`.

mod unparsed;

use crate::case::{Case, Cpr, parse_typed_birth_date, parse_typed_date, typed_answer};
use crate::definition::{Answer, IndicationId, JudgementId, QuestionId, RowId, TypedKind};
use crate::text::{TextForm, TextLimit, clean, is_blank};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text field of the window.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The patient's full name.
    PatientName,
    /// The patient's CPR number.
    Cpr,
    /// The patient's birth date.
    BirthDate,
    /// The day of the assessment.
    AssessedOn,
    /// The requester's full name.
    RequesterName,
    /// The requester's authorisation id.
    AuthorisationId,
    /// The requester's department.
    Department,
    /// The requester's hospital.
    Hospital,
    /// The requester's region.
    Region,
    /// The requester's telephone number.
    Phone,
    /// The date of the molecular tumour board.
    MtbDate,
    /// The name of the molecular tumour board.
    MtbName,
    /// The note of the molecular tumour board.
    MtbNote,
    /// The number of the requisition.
    RequisitionNumber,
    /// The number of the sample.
    SampleId,
    /// The note on the requisition.
    RequisitionNote,
    /// The answer to a question that is typed.
    Answer(QuestionId, TypedKind),
    /// The comment on a row of an indication.
    Comment(IndicationId, RowId),
    /// The rationale of a judgement.
    Rationale(JudgementId),
    /// The clinician who has decided a judgement.
    JudgedBy(JudgementId),
    /// The date on which a judgement was decided.
    JudgedOn(JudgementId),
}

/// How the text of a field has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFormat {
    /// As a CPR number.
    Cpr,
    /// As a date with its year.
    BirthDate,
    /// As a date.
    Date,
    /// As a whole number from 0 to 100.
    Percentage,
    /// As a whole number.
    Count,
    /// In one line.
    Line,
    /// In one or more lines.
    Lines,
    /// In any way: what the text says is not parsed.
    Free,
}

impl Field {
    /// How the text has to be written.
    pub fn format(&self) -> FieldFormat {
        match self {
            Field::Cpr => FieldFormat::Cpr,
            Field::BirthDate => FieldFormat::BirthDate,
            Field::AssessedOn | Field::MtbDate | Field::JudgedOn(_) => FieldFormat::Date,
            Field::Answer(_, kind) => match kind {
                TypedKind::Count => FieldFormat::Count,
                TypedKind::Percentage => FieldFormat::Percentage,
                TypedKind::Date => FieldFormat::Date,
                TypedKind::Line | TypedKind::SksCode => FieldFormat::Line,
                TypedKind::Lines => FieldFormat::Lines,
            },
            Field::PatientName
            | Field::RequesterName
            | Field::AuthorisationId
            | Field::Department
            | Field::Hospital
            | Field::Region
            | Field::Phone
            | Field::MtbName
            | Field::MtbNote
            | Field::RequisitionNumber
            | Field::SampleId
            | Field::RequisitionNote
            | Field::Comment(..)
            | Field::Rationale(_)
            | Field::JudgedBy(_) => FieldFormat::Free,
        }
    }

    /// Whether the text is short and of a fixed format: it is typed anew rather than edited.
    pub fn has_fixed_format(&self) -> bool {
        match self.format() {
            FieldFormat::Cpr
            | FieldFormat::BirthDate
            | FieldFormat::Date
            | FieldFormat::Percentage
            | FieldFormat::Count => true,
            FieldFormat::Line => matches!(self, Field::Answer(_, TypedKind::SksCode)),
            FieldFormat::Lines | FieldFormat::Free => false,
        }
    }

    /// The id of the text that labels the field; `None`: the field is labelled with its question.
    pub fn label_id(&self) -> Option<&'static str> {
        let id = match self {
            Field::PatientName => "name",
            Field::Cpr => "cpr",
            Field::BirthDate => "birth-date",
            Field::AssessedOn => "assessed-on",
            Field::RequesterName => "requester-name",
            Field::AuthorisationId => "authorisation-id",
            Field::Department => "department",
            Field::Hospital => "hospital",
            Field::Region => "region",
            Field::Phone => "phone",
            Field::MtbDate => "mtb-date",
            Field::MtbName => "mtb-name",
            Field::MtbNote => "mtb-note",
            Field::RequisitionNumber => "requisition-number",
            Field::SampleId => "sample-id",
            Field::RequisitionNote => "requisition-note",
            Field::Comment(..) => "comment",
            Field::Rationale(_) => "rationale",
            Field::JudgedBy(_) => "judged-by",
            Field::JudgedOn(_) => "judged-on",
            Field::Answer(..) => return None,
        };
        Some(id)
    }

    /// Whether the field is on the patient's card, which the overview shows too.
    pub fn is_on_patient_card(&self) -> bool {
        matches!(self, Field::PatientName | Field::Cpr | Field::BirthDate | Field::AssessedOn)
    }

    /// Whether the field says who the patient is.
    pub fn names_patient(&self) -> bool {
        matches!(self, Field::PatientName | Field::Cpr | Field::BirthDate)
    }

    /// The text of the field: as typed if it could not be parsed, else as formatted from the case.
    pub fn text(&self, case: &Case) -> String {
        if let Some(typed) = case.unparsed.get(&*self.unparsed_key()) {
            return typed.clone();
        }
        let date = |date: Option<Date>| date.map_or_else(String::new, format_date);
        match self {
            Field::PatientName => case.patient.name.clone(),
            Field::Cpr => case.patient.cpr.as_ref().map_or_else(String::new, Cpr::to_string),
            Field::BirthDate => date(case.patient.birth_date),
            Field::AssessedOn => date(case.assessed_on),
            Field::RequesterName => case.requester.name.clone(),
            Field::AuthorisationId => case.requester.authorisation_id.clone(),
            Field::Department => case.requester.department.clone(),
            Field::Hospital => case.requester.hospital.clone(),
            Field::Region => case.requester.region.clone(),
            Field::Phone => case.requester.phone.clone(),
            Field::MtbDate => date(case.mtb.date),
            Field::MtbName => case.mtb.name.clone(),
            Field::MtbNote => case.mtb.note.clone(),
            Field::RequisitionNumber => case.requisition.number.clone(),
            Field::SampleId => case.requisition.sample_id.clone(),
            Field::RequisitionNote => case.requisition.note.clone(),
            Field::Answer(id, _) => match case.answers.get(id) {
                Some(Answer::Count(count)) => count.to_string(),
                Some(Answer::Percentage(percent)) => percent.to_string(),
                Some(Answer::Line(text) | Answer::Lines(text) | Answer::SksCode(text)) => text.clone(),
                Some(Answer::Date(date)) => format_date(*date),
                Some(Answer::YesNo(_) | Answer::Choice(_)) | None => String::new(),
            },
            Field::Comment(indication, row) => case.comment(indication, row).unwrap_or_default().to_owned(),
            Field::Rationale(id) => case.judgements.get(id).map_or_else(String::new, |j| j.rationale.clone()),
            Field::JudgedBy(id) => case.judgements.get(id).map_or_else(String::new, |j| j.by.clone()),
            Field::JudgedOn(id) => date(case.judgements.get(id).and_then(|judgement| judgement.on)),
        }
    }

    /// Parses typed text into the case. Text that can't be parsed, or is too long, is kept as it is.
    pub fn set_text(&self, case: &mut Case, text: &str, today: Date) {
        let cleaned = clean(text, TextForm::Lines);
        let is_too_long = self.limit().excess(&cleaned).is_some();
        let is_parsed = self.parse_into(case, if is_too_long { "" } else { text }, today) && !is_too_long;
        let key = self.unparsed_key();
        if is_parsed || is_blank(&cleaned) {
            case.unparsed.remove(&*key);
        } else {
            case.unparsed.insert(key.into_owned(), cleaned);
        }
    }

    /// Brings typed text into its usual form, when the user leaves the field: without spaces around it, and a telephone
    /// number in pairs.
    pub fn normalize(&self, case: &mut Case) {
        match self {
            Field::PatientName => trim(&mut case.patient.name),
            Field::RequesterName => trim(&mut case.requester.name),
            Field::AuthorisationId => trim(&mut case.requester.authorisation_id),
            Field::Department => trim(&mut case.requester.department),
            Field::Hospital => trim(&mut case.requester.hospital),
            Field::Phone => case.requester.phone = format_phone(&case.requester.phone),
            Field::MtbName => trim(&mut case.mtb.name),
            Field::RequisitionNumber => trim(&mut case.requisition.number),
            Field::SampleId => trim(&mut case.requisition.sample_id),
            Field::Answer(id, _) => {
                if let Some(Answer::Line(text) | Answer::Lines(text)) = case.answers.get_mut(id) {
                    trim(text);
                }
            }
            // Values are formatted when they are shown, a region is chosen from a list, and other texts stay as typed.
            Field::Cpr
            | Field::BirthDate
            | Field::AssessedOn
            | Field::Region
            | Field::MtbDate
            | Field::MtbNote
            | Field::RequisitionNote
            | Field::Comment(..)
            | Field::Rationale(_)
            | Field::JudgedBy(_)
            | Field::JudgedOn(_) => {}
        }
    }

    /// Whether the field has a text that can't be parsed.
    pub fn is_unparsed(&self, case: &Case) -> bool {
        case.unparsed.contains_key(&*self.unparsed_key())
    }

    /// Parses text into the field of the case. Returns whether that succeeded; if not, the field is blank.
    fn parse_into(&self, case: &mut Case, text: &str, today: Date) -> bool {
        let form = if self.limit() == TextLimit::Lines { TextForm::Lines } else { TextForm::Line };
        let owned = clean(text, form);
        match self {
            Field::PatientName => case.patient.name = owned,
            Field::RequesterName => case.requester.name = owned,
            Field::AuthorisationId => case.requester.authorisation_id = owned,
            Field::Department => case.requester.department = owned,
            Field::Hospital => case.requester.hospital = owned,
            Field::Region => case.requester.region = owned,
            Field::Phone => case.requester.phone = owned,
            Field::MtbName => case.mtb.name = owned,
            Field::MtbNote => case.mtb.note = owned,
            Field::RequisitionNumber => case.requisition.number = owned,
            Field::SampleId => case.requisition.sample_id = owned,
            Field::RequisitionNote => case.requisition.note = owned,
            Field::Cpr => {
                case.patient.cpr = Cpr::parse(text).ok();
                case.patient.age = None;
                return case.patient.cpr.is_some();
            }
            Field::BirthDate => {
                case.patient.birth_date = parse_typed_birth_date(text, today);
                case.patient.age = None;
                return case.patient.birth_date.is_some();
            }
            Field::AssessedOn => {
                case.assessed_on = parse_typed_date(text, today);
                return case.assessed_on.is_some();
            }
            Field::MtbDate => {
                case.mtb.date = parse_typed_date(text, today);
                return case.mtb.date.is_some();
            }
            Field::JudgedOn(id) => {
                let on = parse_typed_date(text, today);
                set_judgement(case, id, |judgement| judgement.on = on);
                return on.is_some();
            }
            Field::Answer(id, kind) => {
                let (answer, is_parsed) = match typed_answer(*kind, text, today) {
                    Ok(answer) => (answer, true),
                    Err(_) => (None, false),
                };
                match answer {
                    Some(answer) => case.answers.insert(id.clone(), answer),
                    None => case.answers.remove(id),
                };
                return is_parsed;
            }
            Field::Comment(indication, row) => {
                let key = (indication.clone(), row.clone());
                if owned.is_empty() {
                    case.comments.remove(&key);
                } else {
                    case.comments.insert(key, owned);
                }
            }
            Field::Rationale(id) => set_judgement(case, id, |judgement| judgement.rationale = owned),
            Field::JudgedBy(id) => set_judgement(case, id, |judgement| judgement.by = owned),
        }
        true
    }
}

/// Changes a judgement, and removes it from the case if it is blank then.
pub fn set_judgement(case: &mut Case, id: &JudgementId, change: impl FnOnce(&mut crate::case::Judgement)) {
    let judgement = case.judgements.entry(id.clone()).or_default();
    change(judgement);
    if judgement.is_blank() {
        case.judgements.remove(id);
    }
}

fn trim(text: &mut String) {
    if text.trim().len() != text.len() {
        *text = text.trim().to_owned();
    }
}

/// Formats a Danish telephone number in pairs, "12 34 56 78", with the country code if it was typed. Of other text,
/// only the spaces around it are removed.
fn format_phone(text: &str) -> String {
    let value = clean(text, TextForm::Value);
    let (typed, as_typed) = (value.trim(), text.trim());
    let is_digit_or_separator = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let (country, rest) = match typed.strip_prefix("+45").or_else(|| typed.strip_prefix("0045")) {
        Some(rest) => ("+45 ", rest),
        None => ("", typed),
    };
    let digits: Vec<char> = rest.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 || !rest.chars().all(is_digit_or_separator) {
        return as_typed.to_owned();
    }
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    format!("{country}{}", pairs.join(" "))
}

/// Formats a date as it is written in Denmark: `DD-MM-YYYY`.
pub fn format_date(date: Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::super::history::Change;
    use super::*;
    use crate::definition::embedded;
    use jiff::civil::date;

    fn blank() -> Case {
        let set = embedded().unwrap();
        Case::new(&set, set.indications[0].id.clone(), None)
    }

    #[test]
    fn an_incomplete_number_is_kept_and_parsed_when_it_is_complete() {
        let (mut case, today) = (blank(), date(2026, 11, 22));
        Field::Cpr.set_text(&mut case, "020160", today);
        assert!(case.patient.cpr.is_none() && Field::Cpr.is_unparsed(&case));
        assert_eq!(Field::Cpr.text(&case), "020160");
        Field::Cpr.set_text(&mut case, "0201609941", today);
        assert!(!Field::Cpr.is_unparsed(&case));
        assert_eq!(Field::Cpr.text(&case), "020160-9941");
        Field::Cpr.set_text(&mut case, " ", today);
        assert!(case.patient.cpr.is_none() && case.unparsed.is_empty());
    }

    #[test]
    fn a_text_that_is_too_long_is_kept_beside_its_blank_field() {
        let (mut case, today, set) = (blank(), date(2026, 11, 22), embedded().unwrap());
        let judgement = set.indications[0].judgements.keys().next().unwrap().clone();
        let (indication, row) = (set.indications[0].id.clone(), set.indications[0].rows[0].id.clone());
        for field in [
            Field::PatientName,
            Field::Cpr,
            Field::Department,
            Field::MtbNote,
            Field::Comment(indication, row),
            Field::Rationale(judgement.clone()),
            Field::JudgedBy(judgement),
            Field::Answer("diagnosis-text".into(), TypedKind::Line),
        ] {
            let most = field.limit().max_chars();
            let long = "å".repeat(most + 1);
            field.set_text(&mut case, &long, today);
            assert_eq!((field.text(&case), field.excess(&case)), (long, Some(most + 1)), "{field:?}");
            let keys: Vec<_> = case.overlong_texts(&set).map(|text| text.key.to_owned()).collect();
            assert_eq!(keys.len(), 1, "{field:?}");
            let change = Change::of_text(&set, &keys[0]);
            let is_answer = matches!(&field, Field::Answer(..));
            assert!(
                change == Some(Change::Field(field.clone())) || is_answer && change.is_some(),
                "{field:?}"
            );
            let written = crate::case::write(&case);
            assert_eq!(crate::case::read(&written, &set).unwrap().case.unparsed, case.unparsed, "{field:?}");
            field.set_text(&mut case, "1", today);
            assert_eq!(field.excess(&case), None, "{field:?}");
            field.set_text(&mut case, "", today);
            assert!(case == blank(), "{field:?}");
        }
    }

    #[test]
    fn typed_text_is_cleaned() {
        let (mut case, today) = (blank(), date(2026, 11, 22));
        Field::PatientName.set_text(&mut case, "Anne\u{ad}Marie\u{200b}", today);
        Field::MtbNote.set_text(&mut case, "di\u{fb00}us\r\nA\u{30a}", today);
        assert_eq!((case.patient.name.as_str(), case.mtb.note.as_str()), ("AnneMarie", "diffus\nÅ"));
    }

    #[test]
    fn a_birth_date_is_in_the_past_and_the_date_of_a_board_may_be_in_the_future() {
        let (mut case, today) = (blank(), date(2026, 11, 22));
        Field::BirthDate.set_text(&mut case, "010227", today);
        Field::MtbDate.set_text(&mut case, "010227", today);
        assert_eq!(case.patient.birth_date, Some(date(1927, 2, 1)));
        assert_eq!(case.mtb.date, Some(date(2027, 2, 1)));
    }

    #[test]
    fn a_danish_telephone_number_is_written_in_pairs() {
        for (typed, written) in [
            ("12345678", "12 34 56 78"),
            (" 12 345678 ", "12 34 56 78"),
            ("+4512345678", "+45 12 34 56 78"),
            ("0045 12-34-56-78", "+45 12 34 56 78"),
            ("12\u{a0}34\u{2011}56\u{202f}78", "12 34 56 78"),
            ("1234", "1234"),
            ("3545 lokal 12 34", "3545 lokal 12 34"),
            ("+46 8 123 456 78", "+46 8 123 456 78"),
        ] {
            assert_eq!(format_phone(typed), written, "{typed}");
        }
    }

    #[test]
    fn a_birth_date_without_its_year_is_kept_as_typed() {
        let (mut case, today) = (blank(), date(2026, 11, 22));
        Field::AssessedOn.set_text(&mut case, "i går", today);
        Field::MtbDate.set_text(&mut case, "24/11", today);
        assert_eq!(Field::AssessedOn.text(&case), "21-11-2026");
        assert_eq!(Field::MtbDate.text(&case), "24-11-2026");
        Field::BirthDate.set_text(&mut case, "24/11", today);
        assert!(case.patient.birth_date.is_none() && Field::BirthDate.is_unparsed(&case));
        assert_eq!(Field::BirthDate.text(&case), "24/11");
    }

    #[test]
    fn a_judgement_that_becomes_blank_is_removed() {
        let (mut case, today) = (blank(), date(2026, 11, 22));
        let rationale = Field::Rationale("sarcoma/competence.sarcoma-centre".into());
        rationale.set_text(&mut case, "Aftalt", today);
        assert_eq!(case.judgements.len(), 1);
        rationale.set_text(&mut case, "", today);
        assert!(case.judgements.is_empty());
    }
}
