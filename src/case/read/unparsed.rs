//! Reads the texts that could not be parsed when the case was saved, from the file's field `unread`.

use super::super::{Case, FaultKind, field};
use super::reader::{Group, Reader, UNKNOWN, path};
use crate::definition::CriteriaSet;

impl Reader<'_> {
    /// Each text is a fault, and the text of its field again: a value that the file also has for that
    /// field is dropped, because the text was typed later. A text of no field is dropped too.
    pub(super) fn read_unparsed(&mut self, root: Group, case: &mut Case) {
        for (entry, value) in self.map(root, "unread", is_field) {
            let Some(limit) = field::text_limit(self.set, &entry.key) else {
                // Nobody could ever correct it.
                let nearest = None;
                self.add_fault(entry.key_at, path("unread", UNKNOWN), FaultKind::UnknownField { nearest });
                continue;
            };
            let text = self.typed_text(&entry.value, value);
            let kind = match limit.excess(&text) {
                Some(count) => FaultKind::TooLong { limit: limit.max_chars(), count },
                None => FaultKind::Unparsed,
            };
            self.add_fault(entry.value.start, path("unread", &entry.key), kind);
            field::clear(case, &entry.key);
            case.unparsed.insert(entry.key.clone(), text);
        }
    }
}

/// Whether a key of [`Case::unparsed`] names a field.
fn is_field(set: &CriteriaSet, key: &str) -> bool {
    field::text_limit(set, key).is_some()
}
