//! Reads the plain case file: the case *and* its faults.
//!
//! A faulty value counts as blank, and its text is kept among [`Case::unread`] where there is a
//! field to show it in.

use super::{
    Case, Cpr, Fault, FaultKind, Judgement, Patient, Refusal, Requester, Requisition, TumourBoard, age_on,
    field, parse_iso_date,
};
use crate::definition::{
    Answer, ChoiceId, CriteriaSet, IndicationId, JudgementId, MAX_AGE_YEARS, Question, QuestionId,
    QuestionKind, RowId,
};
use crate::notation::{Bracket, Content, Entry, Node, Place, nearest, parse_value, scan};
use jiff::civil::Date;
use ron::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The newest format that this program reads, and the one it writes.
pub const FORMAT: u64 = 1;

/// What a case file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What could be read.
    pub case: Case,
    /// What could not, in the order of the file.
    pub faults: Vec<Fault>,
}

const FIELDS: [&str; 12] = [
    "format",
    "criteria_set",
    "indication",
    "assessed_on",
    "patient",
    "requester",
    "mtb",
    "requisition",
    "answers",
    "judgements",
    "comments",
    "unread",
];

/// Reads a case of `set` from the text of a plain case file.
///
/// # Errors
/// Only what is no case file at all, or has a newer format, is refused whole.
pub fn read(text: &str, set: &CriteriaSet) -> Result<Reading, Refusal> {
    let value = parse_value(text).map_err(|error| {
        Refusal::NotReadable(Place { line: error.span.start.line, column: error.span.start.col })
    })?;
    let root = scan(text).ok_or(Refusal::NotReadable(Place::START))?;
    let is_known = |entry: &Entry| FIELDS.contains(&entry.key.as_str());
    if !matches!(&root.content, Content::Entries(Bracket::Round, entries) if entries.iter().any(is_known)) {
        return Err(Refusal::NotACase(root.place(text)));
    }
    if let (Some(format), Some(node)) = (value_of(&value, "format"), root.get("format"))
        && is_newer(format, &text[node.start..node.end])
    {
        return Err(Refusal::NewerFormat { place: node.place(text), known: FORMAT });
    }
    let mut reader = Reader { text, set, faults: Vec::new() };
    let case = reader.case(At { value: &value, node: &root, path: "" });
    let mut found = reader.faults;
    found.sort_by_key(|(offset, ..)| *offset);
    let places = Place::of_sorted_offsets(text, found.iter().map(|(offset, ..)| *offset));
    let faults = found.into_iter().zip(places).map(|((_, field, kind), place)| Fault { place, field, kind });
    Ok(Reading { case, faults: faults.collect() })
}

/// A value with its place and its path.
#[derive(Clone, Copy)]
struct At<'a> {
    value: &'a Value,
    node: &'a Node,
    path: &'a str,
}

struct Reader<'a> {
    text: &'a str,
    set: &'a CriteriaSet,
    /// Each with its byte offset; their places are found together in the end.
    faults: Vec<(usize, String, FaultKind)>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, offset: usize, field: impl Into<String>, kind: FaultKind) {
        self.faults.push((offset, field.into(), kind));
    }

    /// The known word that was probably meant. A file with hundreds of faults is none that a person
    /// wrote, and gets no more hints: each takes its time.
    fn nearest<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        const HINTS: usize = 200;
        if self.faults.len() < HINTS { nearest(word, known).map(str::to_owned) } else { None }
    }

    fn case(&mut self, at: At) -> Case {
        self.check_keys(at, &FIELDS);
        let first =
            self.set.indications.first().map_or_else(|| IndicationId::from(""), |first| first.id.clone());
        let mut case = Case::new(self.set, first, None);
        self.format(at);
        self.criteria_set(at);
        if let Some(id) = self.required_text(at, "indication") {
            let known = self.set.indications.iter().map(|indication| indication.id.as_str());
            match self.set.indication(&IndicationId::from(id.as_str())) {
                Some(indication) => case.indication = indication.id.clone(),
                None => {
                    let nearest = self.nearest(&id, known);
                    let offset = self.offset(at, "indication");
                    self.fault(offset, "indication", FaultKind::UnknownId { what: "indication", nearest });
                }
            }
        }
        if self.is_there(at, "assessed_on") {
            case.assessed_on =
                self.date(at, "assessed_on", "assessed_on", field::ASSESSED_ON, &mut case.unread);
            // How a case without a day is saved. Only here a blank is a fault.
            if matches!(value_of(at.value, "assessed_on"), Some(Value::String(text)) if text.trim().is_empty())
            {
                let offset = self.offset(at, "assessed_on");
                self.fault(offset, "assessed_on", FaultKind::ImpossibleDate);
            }
        } else {
            self.fault(at.node.start, "assessed_on", FaultKind::Missing);
        }
        self.people(at, &mut case);
        self.answers(at, &mut case);
        self.judgements(at, &mut case);
        self.comments(at, &mut case);
        self.unread(at, &mut case);
        self.check_birth(at, &case);
        case
    }

    fn format(&mut self, at: At) {
        match value_of(at.value, "format") {
            None => self.fault(at.node.start, "format", FaultKind::Missing),
            Some(value) => {
                if whole_number(value) != Some(FORMAT) {
                    let offset = self.offset(at, "format");
                    self.fault(offset, "format", FaultKind::WrongType { expected: "the format number 1" });
                }
            }
        }
    }

    fn criteria_set(&mut self, at: At) {
        let Some(id) = self.required_text(at, "criteria_set") else { return };
        if id != self.set.id.as_str() {
            let nearest = self.nearest(&id, [self.set.id.as_str()]);
            let offset = self.offset(at, "criteria_set");
            self.fault(offset, "criteria_set", FaultKind::UnknownId { what: "criteria set", nearest });
        }
    }

    fn people(&mut self, at: At, case: &mut Case) {
        if let Some(at) = self.group(at, "patient", &["name", "cpr", "birth_date", "age"]) {
            let cpr = self.string(at, "cpr", "patient.cpr", field::CPR, &mut case.unread);
            case.patient = Patient {
                name: self.text(at, "name"),
                cpr: cpr.filter(|text| !text.trim().is_empty()).and_then(|text| match Cpr::parse(&text) {
                    Ok(cpr) => Some(cpr),
                    Err(error) => {
                        let offset = self.offset(at, "cpr");
                        self.fault(offset, "patient.cpr", FaultKind::ImpossibleCpr(error));
                        case.unread.insert(field::CPR.to_owned(), text);
                        None
                    }
                }),
                birth_date: self.date(
                    at,
                    "birth_date",
                    "patient.birth_date",
                    field::BIRTH_DATE,
                    &mut case.unread,
                ),
                age: self.age(at),
            };
        }
        let fields = ["name", "authorisation_id", "department", "hospital", "region", "phone"];
        if let Some(at) = self.group(at, "requester", &fields) {
            case.requester = Requester {
                name: self.text(at, "name"),
                authorisation_id: self.text(at, "authorisation_id"),
                department: self.text(at, "department"),
                hospital: self.text(at, "hospital"),
                region: self.text(at, "region"),
                phone: self.text(at, "phone"),
            };
        }
        if let Some(at) = self.group(at, "mtb", &["date", "name", "note"]) {
            case.mtb = TumourBoard {
                date: self.date(at, "date", "mtb.date", field::MTB_DATE, &mut case.unread),
                name: self.text(at, "name"),
                note: self.text(at, "note"),
            };
        }
        if let Some(at) = self.group(at, "requisition", &["number", "sample_id", "note"]) {
            case.requisition = Requisition {
                number: self.text(at, "number"),
                sample_id: self.text(at, "sample_id"),
                note: self.text(at, "note"),
            };
        }
    }

    /// The age of a case without identity.
    fn age(&mut self, at: At) -> Option<u16> {
        let value = value_of(at.value, "age")?;
        if stands_twice(at, "age") {
            return None;
        }
        let offset = self.offset(at, "age");
        if self.is_there(at, "cpr") || self.is_there(at, "birth_date") {
            self.fault(offset, "patient.age", FaultKind::AgeBeside);
            return None;
        }
        let years = whole_number(value).and_then(|years| u16::try_from(years).ok());
        let years = years.filter(|years| *years <= MAX_AGE_YEARS);
        if years.is_none() {
            self.fault(offset, "patient.age", FaultKind::WrongType { expected: "whole years, 0 to 150" });
        }
        years
    }

    fn answers(&mut self, at: At, case: &mut Case) {
        for (entry, value) in
            self.map(at, "answers", |set, key| set.question(&QuestionId::from(key)).is_some())
        {
            let id = QuestionId::from(entry.key.as_str());
            let Some(question) = self.set.question(&id).cloned() else {
                let known = self.set.questions.iter().map(|question| question.id.as_str());
                let nearest = self.nearest(&entry.key, known);
                let kind = FaultKind::UnknownId { what: "question", nearest };
                self.fault(entry.key_at, path("answers", UNKNOWN), kind);
                continue;
            };
            match answer(&question, &value) {
                Ok(answer) => {
                    case.answers.insert(id, answer);
                }
                Err(kind) => {
                    self.fault(entry.value.start, path("answers", &entry.key), kind);
                    case.unread.insert(entry.key.clone(), self.written(&entry.value, &value));
                }
            }
        }
    }

    fn judgements(&mut self, at: At, case: &mut Case) {
        let is_known = |set: &CriteriaSet, key: &str| set.judgement(&JudgementId::from(key)).is_some();
        for (entry, value) in self.map(at, "judgements", is_known) {
            let id = JudgementId::from(entry.key.as_str());
            if self.set.judgement(&id).is_none() {
                let known = self.set.indications.iter().flat_map(|indication| indication.judgements.keys());
                let nearest = self.nearest(&entry.key, known.map(JudgementId::as_str));
                let kind = FaultKind::UnknownId { what: "judgement", nearest };
                self.fault(entry.key_at, path("judgements", UNKNOWN), kind);
                continue;
            }
            let path = path("judgements", &entry.key);
            let at = At { value: &value, node: &entry.value, path: &path };
            if !matches!(entry.value.content, Content::Entries(Bracket::Round, _)) {
                self.fault(
                    entry.value.start,
                    path,
                    FaultKind::WrongType { expected: "`(accept: …, rationale: …)`" },
                );
                continue;
            }
            let judgement = self.judgement(at, &id, &mut case.unread);
            case.judgements.insert(id, judgement);
        }
    }

    fn judgement(&mut self, at: At, id: &JudgementId, unread: &mut BTreeMap<String, String>) -> Judgement {
        self.check_keys(at, &["accept", "rationale", "by", "on"]);
        let accept = match value_of(at.value, "accept") {
            Some(_) if stands_twice(at, "accept") => None,
            Some(Value::Bool(accept)) => Some(*accept),
            Some(_) => {
                let offset = self.offset(at, "accept");
                self.fault(
                    offset,
                    format!("{}.accept", at.path),
                    FaultKind::WrongType { expected: "true or false" },
                );
                None
            }
            None => {
                self.fault(at.node.start, at.path, FaultKind::Undecided);
                None
            }
        };
        let rationale = self.text(at, "rationale");
        if rationale.trim().is_empty() {
            self.fault(at.node.start, at.path, FaultKind::NoRationale);
        }
        Judgement {
            accept,
            rationale,
            by: self.text(at, "by"),
            on: self.date(at, "on", &format!("{}.on", at.path), &field::judged_on(id), unread),
        }
    }

    fn comments(&mut self, at: At, case: &mut Case) {
        for (entry, value) in self.map(at, "comments", |set, key| comment_key(set, key).is_some()) {
            let Some(key) = comment_key(self.set, &entry.key) else {
                let keys = self.set.indications.iter().flat_map(|indication| {
                    indication.rows.iter().map(move |row| format!("{}/{}", indication.id, row.id))
                });
                let keys: Vec<String> = keys.collect();
                let nearest = self.nearest(&entry.key, keys.iter().map(String::as_str));
                let kind = FaultKind::UnknownId { what: "indication/row", nearest };
                self.fault(entry.key_at, path("comments", UNKNOWN), kind);
                continue;
            };
            if !matches!(value, Value::String(_)) {
                let kind = FaultKind::WrongType { expected: "a text" };
                self.fault(entry.value.start, path("comments", &entry.key), kind);
            }
            // A blank one is none: it is left out when the case is written.
            let comment = self.written(&entry.value, &value);
            if !comment.is_empty() {
                case.comments.insert(key, comment);
            }
        }
    }

    /// Half-typed text from an earlier session: a fault, and text in its field again.
    fn unread(&mut self, at: At, case: &mut Case) {
        for (entry, value) in self.map(at, "unread", is_field) {
            let name = if is_field(self.set, &entry.key) { &entry.key } else { UNKNOWN };
            self.fault(entry.value.start, path("unread", name), FaultKind::Unread);
            case.unread.insert(entry.key.clone(), self.written(&entry.value, &value));
            // A field shows one thing: what was typed last.
            case.answers.remove(entry.key.as_str());
            match entry.key.as_str() {
                field::CPR => case.patient.cpr = None,
                field::BIRTH_DATE => case.patient.birth_date = None,
                field::ASSESSED_ON => case.assessed_on = None,
                field::MTB_DATE => case.mtb.date = None,
                name => {
                    let mut judgements = case.judgements.iter_mut();
                    if let Some((_, judgement)) = judgements.find(|(id, _)| field::judged_on(id) == name) {
                        judgement.on = None;
                    }
                }
            }
        }
    }

    fn check_birth(&mut self, at: At, case: &Case) {
        let Some(day) = case.assessed_on else { return };
        let Some(patient) = at.node.get("patient") else { return };
        let from_cpr = case.patient.cpr.as_ref().and_then(|cpr| cpr.birth_date());
        for (name, birth) in [("cpr", from_cpr), ("birth_date", case.patient.birth_date)] {
            if birth.is_some_and(|birth| age_on(birth, day).is_none()) {
                let offset = patient.get(name).unwrap_or(patient).start;
                self.fault(offset, format!("patient.{name}"), FaultKind::BirthAfterAssessment);
            }
        }
    }

    /// Reports keys that are not among `known`, and keys that stand twice.
    fn check_keys(&mut self, at: At, known: &[&str]) {
        for entry in at.node.entries() {
            if !known.contains(&entry.key.as_str()) {
                let nearest = self.nearest(&entry.key, known.iter().copied());
                self.fault(entry.key_at, path(at.path, UNKNOWN), FaultKind::UnknownField { nearest });
            }
        }
        for entry in at.node.duplicates() {
            let name = if known.contains(&entry.key.as_str()) { &entry.key } else { UNKNOWN };
            self.fault(entry.key_at, path(at.path, name), FaultKind::Duplicate);
        }
    }

    /// A group of fields, `(…)`.
    fn group<'v>(&mut self, at: At<'v>, name: &'v str, fields: &[&str]) -> Option<At<'v>> {
        let inner = At { value: value_of(at.value, name)?, node: at.node.get(name)?, path: name };
        match &inner.node.content {
            Content::Entries(Bracket::Round, _) => {
                self.check_keys(inner, fields);
                Some(inner)
            }
            // `()` has no entries to tell it by.
            Content::Items(items) if items.is_empty() && *inner.value == Value::Unit => None,
            Content::Leaf | Content::Items(_) | Content::Entries(Bracket::Curly, _) => {
                self.fault(inner.node.start, name, FaultKind::WrongType { expected: "`(…)`" });
                None
            }
        }
    }

    /// The entries of a map, `{…}`, each key once: one that stands twice is a fault, and blank.
    fn map(&mut self, at: At, name: &str, is_known: fn(&CriteriaSet, &str) -> bool) -> Vec<(Entry, Value)> {
        let (Some(value), Some(node)) = (value_of(at.value, name), at.node.get(name)) else {
            return Vec::new();
        };
        if !matches!(node.content, Content::Entries(Bracket::Curly, _)) {
            self.fault(node.start, name, FaultKind::WrongType { expected: "`{…}`" });
            return Vec::new();
        }
        let mut twice = BTreeSet::new();
        for entry in node.duplicates() {
            let shown = if is_known(self.set, &entry.key) { &entry.key } else { UNKNOWN };
            self.fault(entry.key_at, path(name, shown), FaultKind::Duplicate);
            twice.insert(entry.key.as_str());
        }
        let once = node.entries().iter().filter(|entry| !twice.contains(entry.key.as_str()));
        let mut entries = Vec::new();
        for entry in once {
            match written_under(value, &entry.key) {
                Some(value) => entries.push((entry.clone(), value.clone())),
                None => self.fault(entry.key_at, name, FaultKind::WrongType { expected: "a text as key" }),
            }
        }
        entries
    }

    fn is_there(&self, at: At, name: &str) -> bool {
        value_of(at.value, name).is_some()
    }

    fn offset(&self, at: At, name: &str) -> usize {
        at.node.get(name).unwrap_or(at.node).start
    }

    fn required_text(&mut self, at: At, name: &str) -> Option<String> {
        match value_of(at.value, name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => {
                let offset = self.offset(at, name);
                self.fault(offset, name, FaultKind::WrongType { expected: "a text" });
                None
            }
            None => {
                self.fault(at.node.start, name, FaultKind::Missing);
                None
            }
        }
    }

    /// A text that may be left out.
    fn text(&mut self, at: At, name: &str) -> String {
        match value_of(at.value, name) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(value) => {
                let offset = self.offset(at, name);
                self.fault(offset, path(at.path, name), FaultKind::WrongType { expected: "a text" });
                at.node.get(name).map_or_else(String::new, |node| self.written(node, value))
            }
        }
    }

    /// A text that may be left out; one of another type is kept as unread. One that stands twice is
    /// blank: which of them was meant is not known.
    fn string(
        &mut self,
        at: At,
        name: &str,
        path: &str,
        key: &str,
        unread: &mut BTreeMap<String, String>,
    ) -> Option<String> {
        match value_of(at.value, name)? {
            _ if stands_twice(at, name) => None,
            Value::String(text) => Some(text.clone()),
            value => {
                let offset = self.offset(at, name);
                self.fault(offset, path, FaultKind::WrongType { expected: "a text" });
                let written = at.node.get(name).map_or_else(String::new, |node| self.written(node, value));
                unread.insert(key.to_owned(), written);
                None
            }
        }
    }

    /// A date that may be left out or blank; text that is none is kept as unread.
    fn date(
        &mut self,
        at: At,
        name: &str,
        path: &str,
        key: &str,
        unread: &mut BTreeMap<String, String>,
    ) -> Option<Date> {
        let text = self.string(at, name, path, key, unread).filter(|text| !text.trim().is_empty())?;
        let date = parse_iso_date(&text);
        if date.is_none() {
            let offset = self.offset(at, name);
            self.fault(offset, path, FaultKind::ImpossibleDate);
            unread.insert(key.to_owned(), text);
        }
        date
    }

    /// A value as a person would type it.
    fn written(&self, node: &Node, value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Bool(_)
            | Value::Char(_)
            | Value::Map(_)
            | Value::Number(_)
            | Value::Option(_)
            | Value::Bytes(_)
            | Value::Seq(_)
            | Value::Unit => self.text[node.start..node.end].to_owned(),
        }
    }
}

/// Whether a format is a whole number above [`FORMAT`], however large.
fn is_newer(format: &Value, written: &str) -> bool {
    let is_larger_than_any =
        || matches!(format, Value::Number(_)) && written.bytes().all(|b| b.is_ascii_digit());
    whole_number(format).map_or_else(is_larger_than_any, |format| format > FORMAT)
}

fn comment_key(set: &CriteriaSet, key: &str) -> Option<(IndicationId, RowId)> {
    let (indication, row) = key.split_once('/')?;
    let indication = set.indication(&IndicationId::from(indication))?;
    let row = indication.rows.iter().find(|candidate| candidate.id.as_str() == row)?;
    Some((indication.id.clone(), row.id.clone()))
}

/// Whether text may be kept under this key among `unread`.
fn is_field(set: &CriteriaSet, key: &str) -> bool {
    [field::CPR, field::BIRTH_DATE, field::ASSESSED_ON, field::MTB_DATE].contains(&key)
        || set.question(&QuestionId::from(key)).is_some()
        || key.strip_suffix("/on").is_some_and(|id| set.judgement(&JudgementId::from(id)).is_some())
}

fn stands_twice(at: At, name: &str) -> bool {
    at.node.duplicates().any(|entry| entry.key == name)
}

/// The value under a key; `Some(…)` around it makes no difference, and `None` is left out.
fn value_of<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    written_under(value, key).filter(|value| **value != Value::Option(None))
}

/// The same, with `None` as it is written.
fn written_under<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Value::Map(map) = value else { return None };
    match map.get(&Value::String(key.to_owned()))? {
        Value::Option(Some(inner)) => Some(inner),
        other => Some(other),
    }
}

fn whole_number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => ron_number(number),
        _ => None,
    }
}

fn ron_number(number: &ron::value::Number) -> Option<u64> {
    use ron::value::Number;
    match *number {
        Number::I8(n) => n.try_into().ok(),
        Number::I16(n) => n.try_into().ok(),
        Number::I32(n) => n.try_into().ok(),
        Number::I64(n) => n.try_into().ok(),
        Number::U8(n) => Some(n.into()),
        Number::U16(n) => Some(n.into()),
        Number::U32(n) => Some(n.into()),
        Number::U64(n) => Some(n),
        _ => None,
    }
}

fn answer(question: &Question, value: &Value) -> Result<Answer, FaultKind> {
    match (&question.kind, value) {
        (QuestionKind::YesNo, Value::Bool(yes)) => Ok(Answer::YesNo(*yes)),
        (QuestionKind::YesNo, _) => Err(FaultKind::WrongType { expected: "true or false" }),
        (QuestionKind::Count, value) => {
            let expected = "a whole number from 0";
            let count = whole_number(value).ok_or(FaultKind::WrongType { expected })?;
            u32::try_from(count).map(Answer::Count).map_err(|_| FaultKind::WrongType { expected })
        }
        (QuestionKind::Choice(choices), Value::String(id)) => {
            let answer = Answer::Choice(ChoiceId::from(id.as_str()));
            if question.takes(&answer) {
                Ok(answer)
            } else {
                let ids = choices.iter().map(|choice| format!("`{}`", choice.id));
                Err(FaultKind::NotAValue { expected: ids.collect::<Vec<_>>().join(", ") })
            }
        }
        (QuestionKind::Choice(_), _) => Err(FaultKind::WrongType { expected: "a text" }),
    }
}

/// Stands for a key that is not known: whatever it looks like, it may identify the patient.
const UNKNOWN: &str = "…";

/// The path of a field in a message.
fn path(group: &str, key: &str) -> String {
    if group.is_empty() { key.to_owned() } else { format!("{group}.{key}") }
}
