//! Reads what has still to be confirmed, from the file's field `to_confirm`.

use super::super::{Case, FaultKind, parse_file_date};
use super::reader::{Group, Reader, path, value_of};
use crate::definition::QuestionId;
use crate::notation::Content;
use ron::Value;

/// The group of fields in the case file.
const GROUP: &str = "to_confirm";

impl Reader<'_> {
    /// A day that can't be read is a fault. The day of assessment stands for it, so that something is still to be
    /// confirmed.
    pub(super) fn read_to_confirm(&mut self, root: Group, case: &mut Case) {
        let Some(group) = self.group(root, GROUP, &["answers", "assessed_before"]) else { return };
        self.read_unconfirmed_answers(group, case);
        if let Some(value) = value_of(group.value, "assessed_before") {
            let day = match value {
                Value::String(text) => parse_file_date(text),
                _ => None,
            };
            let is_twice = group.has_twice("assessed_before");
            case.to_confirm.assessed_before = day.filter(|_| !is_twice).or(case.assessed_on);
            if day.is_none() {
                let offset = group.offset("assessed_before");
                self.add_fault(offset, path(GROUP, "assessed_before"), FaultKind::ImpossibleDate);
            }
        }
    }

    fn read_unconfirmed_answers(&mut self, group: Group, case: &mut Case) {
        let (Some(value), Some(node)) = (value_of(group.value, "answers"), group.node.get("answers")) else {
            return;
        };
        let (Value::Seq(values), Content::Items(items)) = (value, &node.content) else {
            let kind = FaultKind::WrongType { expected: "a list of questions" };
            self.add_fault(node.start, path(GROUP, "answers"), kind);
            return;
        };
        for (value, item) in values.iter().zip(items) {
            let id = match value {
                Value::String(id) => QuestionId::from(id.as_str()),
                _ => QuestionId::from(""),
            };
            if self.set.question(&id).is_some() {
                case.to_confirm.answers.insert(id);
            } else {
                let known = self.set.questions.iter().map(|question| question.id.as_str());
                let nearest = self.nearest(id.as_str(), known);
                let kind = FaultKind::UnknownId { what: "question", nearest };
                self.add_fault(item.start, path(GROUP, "answers"), kind);
            }
        }
    }
}
