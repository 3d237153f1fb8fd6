//! Reads the texts that could not be parsed when the case was saved, from the file's field `unread`.

use super::super::{Case, FaultKind, field};
use super::reader::{Group, Reader, UNKNOWN, path};
use crate::definition::CriteriaSet;

impl Reader<'_> {
    /// Each text is a fault, and the text of its field again: a value that the file also has for that
    /// field is dropped, because the text was typed later.
    pub(super) fn read_unparsed(&mut self, root: Group, case: &mut Case) {
        for (entry, value) in self.map(root, "unread", is_field) {
            let limit = field::text_limit(self.set, &entry.key);
            let name = if limit.is_some() { &entry.key } else { UNKNOWN };
            let text = self.typed_text(&entry.value, value);
            let kind = match limit.and_then(|limit| Some((limit, limit.excess(&text)?))) {
                Some((limit, count)) => FaultKind::TooLong { limit: limit.max_chars(), count },
                None => FaultKind::Unparsed,
            };
            self.add_fault(entry.value.start, path("unread", name), kind);
            if limit.is_some() {
                field::clear(case, &entry.key);
            }
            case.unparsed.insert(entry.key.clone(), text);
        }
    }
}

/// Whether a key of [`Case::unparsed`] names a field.
fn is_field(set: &CriteriaSet, key: &str) -> bool {
    field::text_limit(set, key).is_some()
}
