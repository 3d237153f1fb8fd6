//! Writes the plain case file. Its maps are sorted, so that equal cases give equal files.

use super::read::FORMAT;
use super::{Case, Judgement};
use crate::definition::{Answer, QuestionId};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The case as the text of a plain case file.
///
/// Blank fields are left out. [`Case::unparsed`] is written to the field `unread`.
pub fn write(case: &Case) -> String {
    let file = CaseFields::of(case);
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // `ron` can write texts, maps and numbers always, so that this never fails.
    let text = ron::ser::to_string_pretty(&file, style).unwrap_or_default();
    text + "\n"
}

#[derive(Serialize)]
struct CaseFields<'a> {
    format: u64,
    criteria_set: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    criteria_hash: &'a str,
    indication: &'a str,
    assessed_on: Plain<&'a Option<Date>>,
    #[serde(skip_serializing_if = "is_blank")]
    patient: PatientFields<'a>,
    #[serde(skip_serializing_if = "is_blank")]
    requester: RequesterFields<'a>,
    #[serde(skip_serializing_if = "is_blank")]
    mtb: MtbFields<'a>,
    #[serde(skip_serializing_if = "is_blank")]
    requisition: RequisitionFields<'a>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<&'a str, Plain<&'a Answer>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    judgements: BTreeMap<&'a str, JudgementFields<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    comments: BTreeMap<String, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unread: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "is_blank")]
    to_confirm: ToConfirmFields<'a>,
}

#[derive(PartialEq, Default, Serialize)]
struct PatientFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    name: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    cpr: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    birth_date: Plain<Option<Date>>,
    #[serde(skip_serializing_if = "is_blank")]
    age: Plain<Option<u16>>,
}

#[derive(PartialEq, Default, Serialize)]
struct RequesterFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    name: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    authorisation_id: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    department: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    hospital: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    region: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    phone: &'a str,
}

#[derive(PartialEq, Default, Serialize)]
struct MtbFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    date: Plain<Option<Date>>,
    #[serde(skip_serializing_if = "is_blank")]
    name: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    note: &'a str,
}

#[derive(PartialEq, Default, Serialize)]
struct RequisitionFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    number: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    sample_id: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    note: &'a str,
}

#[derive(PartialEq, Default, Serialize)]
struct ToConfirmFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    answers: Vec<&'a str>,
    #[serde(skip_serializing_if = "is_blank")]
    assessed_before: Plain<Option<Date>>,
}

#[derive(Serialize)]
struct JudgementFields<'a> {
    #[serde(skip_serializing_if = "is_blank")]
    accept: Plain<Option<bool>>,
    #[serde(skip_serializing_if = "is_blank")]
    rationale: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    by: &'a str,
    #[serde(skip_serializing_if = "is_blank")]
    on: Plain<Option<Date>>,
}

fn is_blank<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A value that is written without `Some` or the name of a variant.
#[derive(PartialEq, Default)]
struct Plain<T>(T);

impl Serialize for Plain<&Answer> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Answer::YesNo(yes) => serializer.serialize_bool(*yes),
            Answer::Choice(id) => serializer.serialize_str(id.as_str()),
            Answer::Count(count) => serializer.serialize_u32(*count),
            Answer::Percentage(percent) => serializer.serialize_u8(*percent),
            Answer::Line(text) | Answer::Lines(text) | Answer::SksCode(text) => {
                serializer.serialize_str(text)
            }
            Answer::Date(date) => serializer.collect_str(date),
        }
    }
}

impl Serialize for Plain<&Option<Date>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_str(""),
        }
    }
}

impl Serialize for Plain<Option<Date>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Plain(&self.0).serialize(serializer)
    }
}

impl Serialize for Plain<Option<u16>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0.unwrap_or_default())
    }
}

impl Serialize for Plain<Option<bool>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(self.0.unwrap_or_default())
    }
}

impl<'a> CaseFields<'a> {
    fn of(case: &'a Case) -> Self {
        let judgements = case.judgements.iter().filter(|(_, judgement)| !judgement.is_blank());
        let comments = case.comments.iter().filter(|(_, comment)| !comment.is_empty());
        CaseFields {
            format: FORMAT,
            criteria_set: case.criteria_set.as_str(),
            criteria_hash: &case.criteria_hash,
            indication: case.indication.as_str(),
            assessed_on: Plain(&case.assessed_on),
            patient: PatientFields {
                name: &case.patient.name,
                cpr: case.patient.cpr.as_ref().map_or("", |cpr| cpr.as_str()),
                birth_date: Plain(case.patient.birth_date),
                age: Plain(case.patient.age),
            },
            requester: RequesterFields {
                name: &case.requester.name,
                authorisation_id: &case.requester.authorisation_id,
                department: &case.requester.department,
                hospital: &case.requester.hospital,
                region: &case.requester.region,
                phone: &case.requester.phone,
            },
            mtb: MtbFields { date: Plain(case.mtb.date), name: &case.mtb.name, note: &case.mtb.note },
            requisition: RequisitionFields {
                number: &case.requisition.number,
                sample_id: &case.requisition.sample_id,
                note: &case.requisition.note,
            },
            answers: case.answers.iter().map(|(id, answer)| (id.as_str(), Plain(answer))).collect(),
            judgements: judgements
                .map(|(id, judgement)| (id.as_str(), JudgementFields::of(judgement)))
                .collect(),
            comments: comments
                .map(|((indication, row), text)| (format!("{indication}/{row}"), text.as_str()))
                .collect(),
            unread: case.unparsed.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect(),
            to_confirm: ToConfirmFields {
                answers: case.to_confirm.answers.iter().map(QuestionId::as_str).collect(),
                assessed_before: Plain(case.to_confirm.assessed_before),
            },
        }
    }
}

impl<'a> JudgementFields<'a> {
    fn of(judgement: &'a Judgement) -> Self {
        JudgementFields {
            accept: Plain(judgement.accept),
            rationale: &judgement.rationale,
            by: &judgement.by,
            on: Plain(judgement.on),
        }
    }
}
