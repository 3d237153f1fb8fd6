//! The grammar of the case file: groups of fields, maps, texts and dates, each with its faults.

use super::super::{Fault, FaultKind, field, parse_file_date};
use crate::definition::CriteriaSet;
use crate::notation::{Bracket, Content, Entry, Node, Place, nearest};
use crate::text::{TextForm, TextLimit, clean, is_blank};
use jiff::civil::Date;
use ron::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Stands in a message for a key that is not known: the key itself may identify the patient.
pub(super) const UNKNOWN: &str = "…";

/// A group of fields, `(…)`: its value, where it stands in the text, and its path.
#[derive(Clone, Copy)]
pub(super) struct Group<'a> {
    pub value: &'a Value,
    pub node: &'a Node,
    /// Blank for the case itself.
    pub path: &'a str,
}

impl Group<'_> {
    pub fn has(self, name: &str) -> bool {
        value_of(self.value, name).is_some()
    }

    /// Whether the field occurs twice. Then it is read as blank, because either may have been meant.
    pub fn has_twice(self, name: &str) -> bool {
        self.node.duplicates().any(|entry| entry.key == name)
    }

    /// The byte offset of a field's value, or of the group if the field is missing.
    pub fn offset(self, name: &str) -> usize {
        self.node.get(name).unwrap_or(self.node).start
    }
}

/// Reads one case file and gathers its faults.
pub(super) struct Reader<'a> {
    text: &'a str,
    pub set: &'a CriteriaSet,
    /// Texts that were typed and could not be read, by field: [`Case::unparsed`](super::Case::unparsed).
    pub unparsed: BTreeMap<String, String>,
    /// The first faults in the order of the file, up to twice [`MAX_FAULTS`], each with its byte offset: line and
    /// column of all are found in one walk through the text.
    faults: Vec<(usize, String, FaultKind)>,
    /// The number of all faults, also of those that were left out.
    fault_count: usize,
}

/// The number of faults that are listed. Nobody reads more, and a small file can have hundreds of thousands.
const MAX_FAULTS: usize = 100;

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, set: &'a CriteriaSet) -> Self {
        Reader { text, set, unparsed: BTreeMap::new(), faults: Vec::new(), fault_count: 0 }
    }

    /// The first faults in the order of the file, and the number of those that are left out.
    pub fn into_faults(mut self) -> (Vec<Fault>, usize) {
        self.drop_last_faults();
        let faults = self.faults;
        let more = self.fault_count - faults.len();
        let places = Place::of_sorted_offsets(self.text, faults.iter().map(|(offset, ..)| *offset));
        let listed = faults.into_iter().zip(places);
        (listed.map(|((_, field, kind), place)| Fault { place, field, kind }).collect(), more)
    }

    pub fn add_fault(&mut self, offset: usize, field: impl Into<String>, kind: FaultKind) {
        self.faults.push((offset, field.into(), kind));
        self.fault_count += 1;
        if self.faults.len() >= 2 * MAX_FAULTS {
            self.drop_last_faults();
        }
    }

    fn drop_last_faults(&mut self) {
        // Faults at the same place stay in the order in which they were found.
        self.faults.sort_by_key(|(offset, ..)| *offset);
        self.faults.truncate(MAX_FAULTS);
    }

    /// The known word that was probably meant. After many faults there are no more hints: such a file
    /// was not written by a person, and each hint takes its time.
    pub fn nearest<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        if self.fault_count < 2 * MAX_FAULTS { nearest(word, known).map(str::to_owned) } else { None }
    }

    /// Reports keys that are not among `known`, and keys that occur twice.
    pub fn check_keys(&mut self, group: Group, known: &[&str]) {
        for entry in group.node.entries() {
            if !known.contains(&entry.key.as_str()) {
                let nearest = self.nearest(&entry.key, known.iter().copied());
                self.add_fault(entry.key_at, path(group.path, UNKNOWN), FaultKind::UnknownField { nearest });
            }
        }
        for entry in group.node.duplicates() {
            let name = if known.contains(&entry.key.as_str()) { &entry.key } else { UNKNOWN };
            self.add_fault(entry.key_at, path(group.path, name), FaultKind::Duplicate);
        }
    }

    /// The group of fields in a field.
    pub fn group<'v>(&mut self, outer: Group<'v>, name: &'v str, fields: &[&str]) -> Option<Group<'v>> {
        let inner = Group { value: value_of(outer.value, name)?, node: outer.node.get(name)?, path: name };
        match &inner.node.content {
            Content::Entries(Bracket::Round, _) => {
                self.check_keys(inner, fields);
                Some(inner)
            }
            // `()` is a group without fields, which the scan can't tell from a list.
            Content::Items(items) if items.is_empty() && *inner.value == Value::Unit => None,
            Content::Leaf | Content::Items(_) | Content::Entries(Bracket::Curly, _) => {
                self.add_fault(inner.node.start, name, FaultKind::WrongType { expected: "`(…)`" });
                None
            }
        }
    }

    /// The entries of the map in a field, `{…}`. A key that occurs twice is a fault, and its entries
    /// are left out.
    pub fn map<'v>(
        &mut self,
        group: Group<'v>,
        name: &str,
        is_known: fn(&CriteriaSet, &str) -> bool,
    ) -> Vec<(&'v Entry, &'v Value)> {
        let (Some(value), Some(node)) = (value_of(group.value, name), group.node.get(name)) else {
            return Vec::new();
        };
        if !matches!(node.content, Content::Entries(Bracket::Curly, _)) {
            self.add_fault(node.start, name, FaultKind::WrongType { expected: "`{…}`" });
            return Vec::new();
        }
        let mut twice = BTreeSet::new();
        for entry in node.duplicates() {
            let shown = if is_known(self.set, &entry.key) { &entry.key } else { UNKNOWN };
            self.add_fault(entry.key_at, path(name, shown), FaultKind::Duplicate);
            twice.insert(entry.key.as_str());
        }
        let once = node.entries().iter().filter(|entry| !twice.contains(entry.key.as_str()));
        let mut entries = Vec::new();
        for entry in once {
            match value_or_none(value, &entry.key) {
                Some(value) => entries.push((entry, value)),
                None => {
                    self.add_fault(entry.key_at, name, FaultKind::WrongType { expected: "a text as key" });
                }
            }
        }
        entries
    }

    pub fn required_text(&mut self, group: Group, name: &str) -> Option<String> {
        match value_of(group.value, name) {
            Some(Value::String(text)) => Some(clean(text, TextForm::Line)),
            Some(_) => {
                self.add_fault(group.offset(name), name, FaultKind::WrongType { expected: "a text" });
                None
            }
            None => {
                self.add_fault(group.node.start, name, FaultKind::Missing);
                None
            }
        }
    }

    /// A free text that may be left out. A value of another type is a fault, and its source is taken
    /// as the text. A text that is too long is a fault, and kept in `unparsed` under `key`.
    pub fn free_text(&mut self, group: Group, name: &str, key: &str) -> String {
        let (Some(value), Some(node)) = (value_of(group.value, name), group.node.get(name)) else {
            return String::new();
        };
        if !matches!(value, Value::String(_)) {
            let kind = FaultKind::WrongType { expected: "a text" };
            self.add_fault(node.start, path(group.path, name), kind);
        }
        let text = self.typed_text(node, value);
        self.bounded(node.start, path(group.path, name), key, text)
    }

    /// The text as its field has it. One that is too long is a fault, and kept in `unparsed` under `key`;
    /// the field is blank.
    pub fn bounded(&mut self, offset: usize, path: String, key: &str, text: String) -> String {
        if self.adds_excess(offset, path, key, &text) {
            self.unparsed.insert(key.to_owned(), text);
            return String::new();
        }
        match field::text_limit(self.set, key) {
            Some(TextLimit::Name | TextLimit::Line) => clean(&text, TextForm::Line),
            Some(TextLimit::Lines) | None => text,
        }
    }

    /// Keeps a text in `unparsed` under `key`. If it is too long as well, that is a fault of its own.
    pub fn keep_unparsed(&mut self, offset: usize, path: String, key: &str, text: String) {
        self.adds_excess(offset, path, key, &text);
        self.unparsed.insert(key.to_owned(), text);
    }

    /// Whether the text is too long for its field, which is added as a fault.
    fn adds_excess(&mut self, offset: usize, path: String, key: &str, text: &str) -> bool {
        let Some(limit) = field::text_limit(self.set, key) else { return false };
        let Some(count) = limit.excess(text) else { return false };
        self.add_fault(offset, path, FaultKind::TooLong { limit: limit.max_chars(), count });
        true
    }

    /// The text of a field that has a form, such as a date. A value of another type is a fault, and
    /// its source is kept in `unparsed` under `key`.
    pub fn optional_text(&mut self, group: Group, name: &str, path: &str, key: &str) -> Option<String> {
        match value_of(group.value, name)? {
            _ if group.has_twice(name) => None,
            Value::String(text) => Some(clean(text, TextForm::Lines)),
            value => {
                self.add_fault(group.offset(name), path, FaultKind::WrongType { expected: "a text" });
                let text = group.node.get(name).map_or_else(String::new, |node| self.typed_text(node, value));
                self.keep_unparsed(group.offset(name), path.to_owned(), key, text);
                None
            }
        }
    }

    /// A date that may be left out or blank. A text that is no date is a fault, and kept in
    /// `unparsed` under `key`.
    pub fn optional_date(&mut self, group: Group, name: &str, path: &str, key: &str) -> Option<Date> {
        let text = self.optional_text(group, name, path, key).filter(|text| !is_blank(text))?;
        let date = parse_file_date(&text);
        if date.is_none() {
            self.add_fault(group.offset(name), path, FaultKind::ImpossibleDate);
            self.keep_unparsed(group.offset(name), path.to_owned(), key, text);
        }
        date
    }

    /// A value as a person would type it into a field: a text without its quotes, anything else as it
    /// is in the file. It is cleaned, but its line ends stay.
    pub fn typed_text(&self, node: &Node, value: &Value) -> String {
        let text = match value {
            Value::String(text) => text,
            Value::Bool(_)
            | Value::Char(_)
            | Value::Map(_)
            | Value::Number(_)
            | Value::Option(_)
            | Value::Bytes(_)
            | Value::Seq(_)
            | Value::Unit => &self.text[node.start..node.end],
        };
        clean(text, TextForm::Lines)
    }
}

/// The value under a key, with `Some(…)` around it removed. `None` counts as a key that is left out.
pub(super) fn value_of<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value_or_none(value, key).filter(|value| **value != Value::Option(None))
}

/// The value under a key, with `Some(…)` around it removed. `None` is a value.
fn value_or_none<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Value::Map(map) = value else { return None };
    match map.get(&Value::String(key.to_owned()))? {
        Value::Option(Some(inner)) => Some(inner),
        other => Some(other),
    }
}

/// A number that is whole and not negative.
pub(super) fn whole_number(value: &Value) -> Option<u64> {
    use ron::value::Number;
    let Value::Number(number) = value else { return None };
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

/// A whole number from 0 to `max`. The fault tells a whole number outside of these from any other value.
pub(super) fn number_up_to<N>(max: N, value: &Value, expected: &'static str) -> Result<N, FaultKind>
where
    N: Copy + PartialOrd + TryFrom<u64> + Into<u32>,
{
    if let Some(number) = whole_number(value).and_then(|number| N::try_from(number).ok())
        && number <= max
    {
        return Ok(number);
    }
    let max = max.into();
    // A number with more digits than an integer has is read as a float.
    let is_outside = |number: f64| number.fract() == 0.0 && !(0.0..=f64::from(max)).contains(&number);
    match value {
        Value::Number(number) if is_outside(number.into_f64()) => Err(FaultKind::OutOfRange { min: 0, max }),
        _ => Err(FaultKind::WrongType { expected }),
    }
}

/// The path of a field in a message.
pub(super) fn path(group: &str, key: &str) -> String {
    if group.is_empty() { key.to_owned() } else { format!("{group}.{key}") }
}
