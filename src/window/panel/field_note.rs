//! What is wrong with the text of a field, or unlikely in it, in words.

use super::PanelCx;
use crate::case::{Cpr, CprError, DateError, birth_date_error, date_error};
use crate::window::case::{CaseWarning, DateDoubt, Field, FieldFormat, FindingWeight, is_unusual_code};
use jiff::civil::Date;
use strum::VariantArray;

/// What is wrong with the text of a field; `None`: nothing, or it is being typed. That a text is too long is told while
/// it is typed.
pub fn field_error(cx: &PanelCx, field: &Field) -> Option<String> {
    let case = cx.model.case.session().case();
    if let Some(count) = field.excess(case) {
        return Some(cx.say.excess(count, field.limit()));
    }
    if !field.is_unparsed(case) || cx.model.case.is_editing(field) {
        return None;
    }
    let (text, texts) = (field.text(case), cx.say.texts);
    Some(match field.format() {
        FieldFormat::Cpr => cpr_error(cx, &text),
        FieldFormat::BirthDate => date_words(cx, birth_date_error(&text, cx.model.today)),
        FieldFormat::Date => date_words(cx, date_error(&text, cx.model.today)),
        FieldFormat::Percentage => texts.get("unread-percentage").to_owned(),
        FieldFormat::Count => texts.get("unread-count").to_owned(),
        FieldFormat::Line | FieldFormat::Lines | FieldFormat::Free => texts.get("unread-line").to_owned(),
    })
}

/// What another field says against the text of this one; `None`: nothing, or it is being typed. It is told below the
/// fields of both.
pub fn field_contradiction(cx: &PanelCx, field: &Field) -> Option<String> {
    let case = cx.model.case.session().case();
    let warnings = CaseWarning::about_patient(case, cx.model.today).into_iter();
    let mut against =
        warnings.filter(|warning| warning.weight() == FindingWeight::Contradiction).filter(|it| {
            let (first, other) = it.fields(case);
            first == *field || other.as_ref() == Some(field)
        });
    against.next().filter(|_| !cx.model.case.is_editing(field)).map(|warning| warning.words(cx.say))
}

/// What is said below a field whose text is valid.
#[derive(Clone, Copy)]
pub struct FieldCaution {
    /// The caution in words.
    pub words: &'static str,
    /// How much it matters.
    pub weight: FindingWeight,
}

/// What is possible and probably mistyped, or worth a look; `None`: nothing, or it is being typed.
pub fn field_caution(cx: &PanelCx, field: &Field) -> Option<FieldCaution> {
    let session = cx.model.case.session();
    if cx.model.case.is_editing(field) {
        return None;
    }
    if let Some(doubt) = DateDoubt::of(field, session.case(), session.set(), cx.model.today) {
        return Some(FieldCaution { words: doubt.words(cx.say), weight: FindingWeight::Doubt });
    }
    if matches!(field, Field::Answer(question, _) if is_unusual_code(session.case(), question)) {
        let words = cx.say.texts.get("unusual-sks-code-at-field");
        return Some(FieldCaution { words, weight: FindingWeight::Doubt });
    }
    warnings_about(cx, field).into_iter().find_map(|warning| {
        Some(FieldCaution { words: warning.words_at_field(cx.say)?, weight: warning.weight() })
    })
}

/// Whether something about the text of a field is doubtful, wherever that is said, and the field is not being typed in.
pub fn is_doubtful(cx: &PanelCx, field: &Field) -> bool {
    let is_doubt = |weight| weight == FindingWeight::Doubt;
    field_caution(cx, field).is_some_and(|caution| is_doubt(caution.weight))
        || !cx.model.case.is_editing(field)
            && warnings_about(cx, field).iter().any(|warning| is_doubt(warning.weight()))
}

/// The warnings about the patient that are corrected in this field.
fn warnings_about(cx: &PanelCx, field: &Field) -> Vec<CaseWarning> {
    let case = cx.model.case.session().case();
    let mut warnings = CaseWarning::about_patient(case, cx.model.today);
    warnings.retain(|warning| warning.fields(case).0 == *field);
    warnings
}

/// What can be said of a field once it is left: room is reserved for the longest, because a click that leaves the field
/// must not move what is clicked.
pub fn possible_notes(cx: &PanelCx, field: &Field) -> Vec<String> {
    let texts = cx.say.texts;
    match field.format() {
        FieldFormat::Cpr => {
            let count = texts.with("cpr-too-short", &[("count", 9.into())]);
            let ids = ["unread-cpr", "unread-cpr-date", "cpr-too-long"];
            ids.into_iter().map(|id| texts.get(id).to_owned()).chain([count]).collect()
        }
        FieldFormat::BirthDate | FieldFormat::Date => {
            // The longest month, and a day that only leap years have.
            let days = [Date::constant(2026, 9, 1), Date::constant(2026, 2, 1)];
            let days = days.map(|first| date_words(cx, Some(DateError::NoSuchDay { first, day: 29 })));
            let errors = [DateError::NotADate, DateError::NoYear, DateError::NoSuchMonth];
            let errors = errors.map(|error| date_words(cx, Some(error)));
            let doubts = DateDoubt::VARIANTS.iter().map(|doubt| doubt.words(cx.say).to_owned());
            let past = (*field == Field::AssessedOn).then(|| texts.get("date-in-past").to_owned());
            errors.into_iter().chain(days).chain(doubts).chain(past).collect()
        }
        FieldFormat::Percentage
        | FieldFormat::Count
        | FieldFormat::Line
        | FieldFormat::Lines
        | FieldFormat::Free => Vec::new(),
    }
}

/// What is wrong with the text that `Case::unparsed` has for the CPR number.
fn cpr_error(cx: &PanelCx, text: &str) -> String {
    let texts = cx.say.texts;
    let digits = text.chars().filter(|character| character.is_alphanumeric()).count();
    match Cpr::parse(text) {
        Err(CprError::ImpossibleDate) => texts.get("unread-cpr-date").to_owned(),
        Err(CprError::Unfinished) => texts.with("cpr-too-short", &[("count", digits.into())]),
        Err(CprError::TooLong) => texts.get("cpr-too-long").to_owned(),
        Ok(_) | Err(CprError::NotANumber) => texts.get("unread-cpr").to_owned(),
    }
}

fn date_words(cx: &PanelCx, error: Option<DateError>) -> String {
    let texts = cx.say.texts;
    match error {
        Some(DateError::NoSuchMonth) => texts.get("no-such-month").to_owned(),
        Some(DateError::NoSuchDay { first, day }) => cx.say.days_of_month(first, day),
        Some(DateError::NoYear) => texts.get("date-without-year").to_owned(),
        Some(DateError::NotADate) | None => texts.get("unread-date").to_owned(),
    }
}
