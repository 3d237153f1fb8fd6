//! The fields whose text may have to be kept as it is: the keys of [`Case::unparsed`].
//!
//! The key of an answer is the id of its question.

use super::Case;
use crate::definition::{CriteriaSet, IndicationId, JudgementId, QuestionId, QuestionKind, RowId};
use crate::text::TextLimit;

/// The key of [`Patient::cpr`](super::Patient::cpr).
pub const CPR: &str = "cpr";
/// The key of [`Patient::birth_date`](super::Patient::birth_date).
pub const BIRTH_DATE: &str = "birth-date";
/// The key of [`Case::assessed_on`](super::Case::assessed_on).
pub const ASSESSED_ON: &str = "assessed-on";
/// The key of [`TumourBoard::date`](super::TumourBoard::date).
pub const MTB_DATE: &str = "mtb-date";
/// The key of [`Patient::name`](super::Patient::name).
pub const PATIENT_NAME: &str = "patient.name";
/// The key of [`Requester::name`](super::Requester::name).
pub const REQUESTER_NAME: &str = "requester.name";
/// The key of [`Requester::authorisation_id`](super::Requester::authorisation_id).
pub const AUTHORISATION_ID: &str = "requester.authorisation_id";
/// The key of [`Requester::department`](super::Requester::department).
pub const DEPARTMENT: &str = "requester.department";
/// The key of [`Requester::hospital`](super::Requester::hospital).
pub const HOSPITAL: &str = "requester.hospital";
/// The key of [`Requester::region`](super::Requester::region).
pub const REGION: &str = "requester.region";
/// The key of [`Requester::phone`](super::Requester::phone).
pub const PHONE: &str = "requester.phone";
/// The key of [`TumourBoard::name`](super::TumourBoard::name).
pub const MTB_NAME: &str = "mtb.name";
/// The key of [`TumourBoard::note`](super::TumourBoard::note).
pub const MTB_NOTE: &str = "mtb.note";
/// The key of [`Requisition::number`](super::Requisition::number).
pub const REQUISITION_NUMBER: &str = "requisition.number";
/// The key of [`Requisition::sample_id`](super::Requisition::sample_id).
pub const SAMPLE_ID: &str = "requisition.sample_id";
/// The key of [`Requisition::note`](super::Requisition::note).
pub const REQUISITION_NOTE: &str = "requisition.note";

const RATIONALE: &str = "/rationale";
const JUDGED_BY: &str = "/by";
const JUDGED_ON: &str = "/on";
const COMMENT: &str = "comments.";

/// [`Judgement::on`](super::Judgement::on) of this judgement.
pub fn judged_on(id: &JudgementId) -> String {
    format!("{id}{JUDGED_ON}")
}

/// [`Judgement::by`](super::Judgement::by) of this judgement.
pub fn judged_by(id: &JudgementId) -> String {
    format!("{id}{JUDGED_BY}")
}

/// [`Judgement::rationale`](super::Judgement::rationale) of this judgement.
pub fn rationale(id: &JudgementId) -> String {
    format!("{id}{RATIONALE}")
}

/// The comment on this row of an indication.
pub fn comment(indication: &IndicationId, row: &RowId) -> String {
    format!("{COMMENT}{indication}/{row}")
}

/// How long the text under a key may be; `None`: the key names no field.
pub fn text_limit(set: &CriteriaSet, key: &str) -> Option<TextLimit> {
    match key {
        PATIENT_NAME | REQUESTER_NAME => return Some(TextLimit::Name),
        MTB_NOTE | REQUISITION_NOTE => return Some(TextLimit::Lines),
        CPR | BIRTH_DATE | ASSESSED_ON | MTB_DATE | AUTHORISATION_ID | DEPARTMENT | HOSPITAL | REGION
        | PHONE | MTB_NAME | REQUISITION_NUMBER | SAMPLE_ID => return Some(TextLimit::Line),
        _ => {}
    }
    if let Some(question) = set.question(&QuestionId::from(key)) {
        return Some(match question.kind {
            QuestionKind::Typed(kind) => kind.text_limit().unwrap_or(TextLimit::Line),
            QuestionKind::YesNo | QuestionKind::Choice(_) => TextLimit::Line,
        });
    }
    if let Some(row) = key.strip_prefix(COMMENT) {
        let (indication, row) = row.split_once('/')?;
        let indication = set.indication(&IndicationId::from(indication))?;
        return indication.rows.iter().any(|it| it.id.as_str() == row).then_some(TextLimit::Lines);
    }
    let of_judgement = |end: &str, limit: TextLimit| {
        let id = key.strip_suffix(end)?;
        set.judgement(&JudgementId::from(id)).map(|_| limit)
    };
    of_judgement(RATIONALE, TextLimit::Lines)
        .or_else(|| of_judgement(JUDGED_BY, TextLimit::Name))
        .or_else(|| of_judgement(JUDGED_ON, TextLimit::Line))
}

/// Makes the field under a key blank, because its text is kept beside it.
pub(super) fn clear(case: &mut Case, key: &str) {
    case.answers.remove(key);
    match key {
        CPR => case.patient.cpr = None,
        BIRTH_DATE => case.patient.birth_date = None,
        ASSESSED_ON => case.assessed_on = None,
        MTB_DATE => case.mtb.date = None,
        PATIENT_NAME => case.patient.name.clear(),
        REQUESTER_NAME => case.requester.name.clear(),
        AUTHORISATION_ID => case.requester.authorisation_id.clear(),
        DEPARTMENT => case.requester.department.clear(),
        HOSPITAL => case.requester.hospital.clear(),
        REGION => case.requester.region.clear(),
        PHONE => case.requester.phone.clear(),
        MTB_NAME => case.mtb.name.clear(),
        MTB_NOTE => case.mtb.note.clear(),
        REQUISITION_NUMBER => case.requisition.number.clear(),
        SAMPLE_ID => case.requisition.sample_id.clear(),
        REQUISITION_NOTE => case.requisition.note.clear(),
        key if key.starts_with(COMMENT) => {
            case.comments.retain(|(indication, row), _| comment(indication, row) != key);
        }
        key => {
            for (id, judgement) in &mut case.judgements {
                match key.strip_prefix(id.as_str()) {
                    Some(RATIONALE) => judgement.rationale.clear(),
                    Some(JUDGED_BY) => judgement.by.clear(),
                    Some(JUDGED_ON) => judgement.on = None,
                    Some(_) | None => {}
                }
            }
        }
    }
}
