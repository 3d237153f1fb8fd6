//! Reads the plain case file into the case and its faults.
//!
//! A value with a fault counts as blank. Where there is a field to show it in, its text is kept in
//! [`Case::unparsed`], so that the user can correct it.

mod answers;
mod people;
mod reader;
mod to_confirm;
mod unparsed;

use super::migrate::{adopt_changed_set, earlier_sets, migrate};
use super::{Case, Fault, FaultKind, Migration, Refusal, field};
use crate::definition::{CriteriaSet, IndicationId};
use crate::notation::{Bracket, Content, Entry, ValueError, parse_with_places};
use crate::text::is_blank;
use reader::{Group, Reader, value_of, whole_number};
use ron::Value;

/// The newest format that this program reads, and the one it writes.
pub const FORMAT: u64 = 1;

/// What a case file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The case, with every faulty value left blank.
    pub case: Case,
    /// The first faults, in the order of the file, up to a hundred.
    pub faults: Vec<Fault>,
    /// The number of faults beyond those.
    pub more_faults: usize,
    /// What changed because the case is of an earlier set, or of the set as it was before somebody changed it under
    /// the same id; `None`: it is of the set itself.
    pub migration: Option<Migration>,
}

const FIELDS: [&str; 14] = [
    "format",
    "criteria_set",
    "criteria_hash",
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
    "to_confirm",
];

/// Reads a case from the text of a plain case file. A case of a set that `set` follows is taken over into it.
///
/// # Errors
/// The text is not a case file at all, or has a newer format. Any other fault is part of the result.
pub fn read(text: &str, set: &CriteriaSet) -> Result<Reading, Refusal> {
    let (value, root) = parse_with_places(text).map_err(|error| match error {
        ValueError::NotReadable(place) => Refusal::NotReadable(place),
        ValueError::TooManyValues(place) => Refusal::TooManyValues(place),
    })?;
    let is_known = |entry: &Entry| FIELDS.contains(&entry.key.as_str());
    if !matches!(&root.content, Content::Entries(Bracket::Round, entries) if entries.iter().any(is_known)) {
        return Err(Refusal::NotACase(root.place(text)));
    }
    if let (Some(format), Some(node)) = (value_of(&value, "format"), root.get("format"))
        && is_newer(format, &text[node.start..node.end])
    {
        return Err(Refusal::NewerFormat { place: node.place(text), known: FORMAT });
    }
    let written_for = match value_of(&value, "criteria_set") {
        Some(Value::String(id)) if *id != set.id.as_str() => earlier_sets(set, id),
        Some(_) | None => Vec::new(),
    };
    let mut reader = Reader::new(text, written_for.last().copied().unwrap_or(set));
    let case = reader.case(Group { value: &value, node: &root, path: "" });
    let (faults, more_faults) = reader.into_faults();
    let (case, migration) = take_over(case, &written_for, set);
    Ok(Reading { case, faults, more_faults, migration })
}

/// The id and the hash of the criteria set that a case file names; the hash is empty where the file has none. Returns
/// `None` if it names no set.
pub(crate) fn criteria_set_in(text: &str) -> Option<(String, String)> {
    let (value, _) = parse_with_places(text).ok()?;
    let word = |name| match value_of(&value, name) {
        Some(Value::String(word)) => Some(word.clone()),
        _ => None,
    };
    Some((word("criteria_set")?, word("criteria_hash").unwrap_or_default()))
}

/// Takes a case over from set to set; `earlier` has the sets before `set`, the last of them first.
fn take_over(mut case: Case, earlier: &[&CriteriaSet], set: &CriteriaSet) -> (Case, Option<Migration>) {
    let mut migration: Option<Migration> = None;
    for (at, from) in earlier.iter().enumerate().rev() {
        let to = if at == 0 { set } else { earlier[at - 1] };
        let Some(follows) = &to.follows else { continue };
        let (migrated, step) = migrate(case, from, follows, to);
        case = migrated;
        migration = Some(match migration {
            Some(before) => before.then(step, follows),
            None => step,
        });
    }
    if migration.is_none() && case.criteria_hash != set.short_hash() {
        let (adopted, change) = adopt_changed_set(case, set);
        return (adopted, Some(change));
    }
    (case, migration)
}

/// Whether a format is a whole number above [`FORMAT`], also where it is too large for a `u64`.
fn is_newer(format: &Value, source: &str) -> bool {
    let is_larger_than_any =
        || matches!(format, Value::Number(_)) && source.bytes().all(|b| b.is_ascii_digit());
    whole_number(format).map_or_else(is_larger_than_any, |format| format > FORMAT)
}

impl Reader<'_> {
    fn case(&mut self, root: Group) -> Case {
        self.check_keys(root, &FIELDS);
        let first =
            self.set.indications.first().map_or_else(|| IndicationId::from(""), |first| first.id.clone());
        let mut case = Case::new(self.set, first, None);
        self.check_format(root);
        self.check_criteria_set(root);
        if let Some(hash) = self.criteria_hash(root) {
            case.criteria_hash = hash;
        }
        if let Some(id) = self.required_text(root, "indication") {
            let known = self.set.indications.iter().map(|indication| indication.id.as_str());
            match self.set.indication(&IndicationId::from(id.as_str())) {
                Some(indication) => case.indication = indication.id.clone(),
                None => {
                    let nearest = self.nearest(&id, known);
                    let kind = FaultKind::UnknownId { what: "indication", nearest };
                    self.add_fault(root.offset("indication"), "indication", kind);
                }
            }
        }
        if root.has("assessed_on") {
            case.assessed_on = self.optional_date(root, "assessed_on", "assessed_on", field::ASSESSED_ON);
            // A case without a day of assessment is saved with a blank one. It is a fault here only: no
            // other date is required.
            if matches!(value_of(root.value, "assessed_on"), Some(Value::String(text)) if is_blank(text)) {
                self.add_fault(root.offset("assessed_on"), "assessed_on", FaultKind::ImpossibleDate);
            }
        } else {
            self.add_fault(root.node.start, "assessed_on", FaultKind::Missing);
        }
        self.read_people(root, &mut case);
        self.read_answers(root, &mut case);
        self.read_judgements(root, &mut case);
        self.read_comments(root, &mut case);
        case.unparsed = std::mem::take(&mut self.unparsed);
        self.read_unparsed(root, &mut case);
        self.read_to_confirm(root, &mut case);
        self.check_birth(root, &case);
        case
    }

    fn check_format(&mut self, root: Group) {
        match value_of(root.value, "format") {
            None => self.add_fault(root.node.start, "format", FaultKind::Missing),
            Some(value) if whole_number(value) == Some(FORMAT) => {}
            Some(_) => {
                let kind = FaultKind::WrongType { expected: "the format number 1" };
                self.add_fault(root.offset("format"), "format", kind);
            }
        }
    }

    fn check_criteria_set(&mut self, root: Group) {
        let Some(id) = self.required_text(root, "criteria_set") else { return };
        if id != self.set.id.as_str() {
            let nearest = self.nearest(&id, [self.set.id.as_str()]);
            let kind = FaultKind::UnknownId { what: "criteria set", nearest };
            self.add_fault(root.offset("criteria_set"), "criteria_set", kind);
        }
    }

    /// The hash of the set that the case was written for, as it is in the file. A case that was written before
    /// cases had one, or names a set that is not known, has none.
    fn criteria_hash(&mut self, root: Group) -> Option<String> {
        let names_this_set = match value_of(root.value, "criteria_set") {
            Some(Value::String(id)) => *id == self.set.id.as_str(),
            Some(_) | None => false,
        };
        match value_of(root.value, "criteria_hash")? {
            Value::String(hash) => Some(hash.clone()).filter(|_| names_this_set),
            _ => {
                let kind = FaultKind::WrongType { expected: "a text" };
                self.add_fault(root.offset("criteria_hash"), "criteria_hash", kind);
                None
            }
        }
    }
}
