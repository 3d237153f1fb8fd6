//! Reads the texts that could not be parsed when the case was saved, from the file's field `unread`.

use super::super::{Case, FaultKind, field};
use super::reader::{Group, Reader, UNKNOWN, path};
use crate::definition::{CriteriaSet, JudgementId, QuestionId};

impl Reader<'_> {
    /// Each text is a fault, and the text of its field again: a value that the file also has for that
    /// field is dropped, because the text was typed later.
    pub(super) fn read_unparsed(&mut self, root: Group, case: &mut Case) {
        for (entry, value) in self.map(root, "unread", is_field) {
            let name = if is_field(self.set, &entry.key) { &entry.key } else { UNKNOWN };
            self.add_fault(entry.value.start, path("unread", name), FaultKind::Unparsed);
            let text = self.typed_text(&entry.value, &value);
            case.unparsed.insert(entry.key.clone(), text);
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
}

/// Whether a key of [`Case::unparsed`] names a field.
fn is_field(set: &CriteriaSet, key: &str) -> bool {
    [field::CPR, field::BIRTH_DATE, field::ASSESSED_ON, field::MTB_DATE].contains(&key)
        || set.question(&QuestionId::from(key)).is_some()
        || key.strip_suffix("/on").is_some_and(|id| set.judgement(&JudgementId::from(id)).is_some())
}
