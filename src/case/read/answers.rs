//! Reads what the clinician entered on the criteria: answers, judgements, comments.

use super::super::typed::{TypedError, written_answer};
use super::super::{Case, CommentKey, FaultKind, Judgement, field};
use super::reader::{Group, Reader, UNKNOWN, number_up_to, path, value_of};
use crate::definition::{
    Answer, ChoiceId, CriteriaSet, IndicationId, JudgementId, Question, QuestionId, QuestionKind, TypedKind,
};
use crate::notation::{Bracket, Content};
use crate::text::{TextForm, clean, is_blank};
use ron::Value;

impl Reader<'_> {
    pub(super) fn read_answers(&mut self, root: Group, case: &mut Case) {
        let is_known = |set: &CriteriaSet, key: &str| set.question(&QuestionId::from(key)).is_some();
        for (entry, value) in self.map(root, "answers", is_known) {
            let id = QuestionId::from(entry.key.as_str());
            let Some(question) = self.set.question(&id) else {
                let known = self.set.questions.iter().map(|question| question.id.as_str());
                let new_id = self.set.follows.as_ref().and_then(|follows| follows.new_id(&id));
                let nearest = new_id.map(QuestionId::to_string).or_else(|| self.nearest(&entry.key, known));
                let kind = FaultKind::UnknownId { what: "question", nearest };
                self.add_fault(entry.key_at, path("answers", UNKNOWN), kind);
                continue;
            };
            match answer(question, value) {
                Ok(Some(answer)) => {
                    case.answers.insert(id, answer);
                }
                // A blank text is no answer.
                Ok(None) => {}
                Err(kind) => {
                    if !matches!(kind, FaultKind::TooLong { .. }) {
                        self.add_fault(entry.value.start, path("answers", &entry.key), kind);
                    }
                    let text = self.typed_text(&entry.value, value);
                    self.keep_unparsed(entry.value.start, path("answers", &entry.key), &entry.key, text);
                }
            }
        }
    }

    pub(super) fn read_judgements(&mut self, root: Group, case: &mut Case) {
        let is_known = |set: &CriteriaSet, key: &str| set.judgement(&JudgementId::from(key)).is_some();
        for (entry, value) in self.map(root, "judgements", is_known) {
            let id = JudgementId::from(entry.key.as_str());
            if self.set.judgement(&id).is_none() {
                let known = self.set.indications.iter().flat_map(|indication| indication.judgements.keys());
                let nearest = self.nearest(&entry.key, known.map(JudgementId::as_str));
                let kind = FaultKind::UnknownId { what: "judgement", nearest };
                self.add_fault(entry.key_at, path("judgements", UNKNOWN), kind);
                continue;
            }
            let path = path("judgements", &entry.key);
            if !matches!(entry.value.content, Content::Entries(Bracket::Round, _)) {
                let kind = FaultKind::WrongType { expected: "`(accept: …, rationale: …)`" };
                self.add_fault(entry.value.start, path, kind);
                continue;
            }
            let judgement = self.judgement(Group { value, node: &entry.value, path: &path }, &id);
            case.judgements.insert(id, judgement);
        }
    }

    fn judgement(&mut self, group: Group, id: &JudgementId) -> Judgement {
        self.check_keys(group, &["accept", "rationale", "by", "on"]);
        let accept = match value_of(group.value, "accept") {
            Some(_) if group.has_twice("accept") => None,
            Some(Value::Bool(accept)) => Some(*accept),
            Some(_) => {
                let kind = FaultKind::WrongType { expected: "true or false" };
                self.add_fault(group.offset("accept"), path(group.path, "accept"), kind);
                None
            }
            None => {
                self.add_fault(group.node.start, group.path, FaultKind::Undecided);
                None
            }
        };
        let rationale = self.free_text(group, "rationale", &field::rationale(id));
        if is_blank(&rationale) && !self.unparsed.contains_key(&field::rationale(id)) {
            self.add_fault(group.node.start, group.path, FaultKind::NoRationale);
        }
        Judgement {
            accept,
            rationale,
            by: self.free_text(group, "by", &field::judged_by(id)),
            on: self.optional_date(group, "on", &path(group.path, "on"), &field::judged_on(id)),
        }
    }

    pub(super) fn read_comments(&mut self, root: Group, case: &mut Case) {
        let keys = self.set.indications.iter().flat_map(|indication| {
            indication.rows.iter().map(move |row| format!("{}/{}", indication.id, row.id))
        });
        let keys: Vec<String> = keys.collect();
        for (entry, value) in self.map(root, "comments", |set, key| comment_key(set, key).is_some()) {
            let Some(key) = comment_key(self.set, &entry.key) else {
                let nearest = self.nearest(&entry.key, keys.iter().map(String::as_str));
                let kind = FaultKind::UnknownId { what: "indication/row", nearest };
                self.add_fault(entry.key_at, path("comments", UNKNOWN), kind);
                continue;
            };
            if !matches!(value, Value::String(_)) {
                let kind = FaultKind::WrongType { expected: "a text" };
                self.add_fault(entry.value.start, path("comments", &entry.key), kind);
            }
            let text = self.typed_text(&entry.value, value);
            let field = field::comment(&key.0, &key.1);
            let comment = self.bounded(entry.value.start, path("comments", &entry.key), &field, text);
            // A blank comment is left out when the case is written, so it is left out here too.
            if !comment.is_empty() {
                case.comments.insert(key, comment);
            }
        }
    }
}

fn comment_key(set: &CriteriaSet, key: &str) -> Option<CommentKey> {
    let (indication, row) = key.split_once('/')?;
    let indication = set.indication(&IndicationId::from(indication))?;
    let row = indication.rows.iter().find(|candidate| candidate.id.as_str() == row)?;
    Some((indication.id.clone(), row.id.clone()))
}

/// The answer that a value gives; `None` if the value is a blank text.
fn answer(question: &Question, value: &Value) -> Result<Option<Answer>, FaultKind> {
    match (&question.kind, value) {
        (QuestionKind::YesNo, Value::Bool(yes)) => Ok(Some(Answer::YesNo(*yes))),
        (QuestionKind::YesNo, _) => Err(FaultKind::WrongType { expected: "true or false" }),
        (QuestionKind::Choice(choices), Value::String(id)) => {
            let answer = Answer::Choice(ChoiceId::from(clean(id, TextForm::Line)));
            if question.takes(&answer) {
                Ok(Some(answer))
            } else {
                let ids = choices.iter().map(|choice| format!("`{}`", choice.id));
                Err(FaultKind::NotAValue { expected: ids.collect::<Vec<_>>().join(", ") })
            }
        }
        (QuestionKind::Typed(TypedKind::Count), value) => {
            let count = number_up_to(u32::MAX, value, "a whole number from 0")?;
            Ok(Some(Answer::Count(count)))
        }
        (QuestionKind::Typed(TypedKind::Percentage), value) => {
            let percent = number_up_to(100_u8, value, "a whole number from 0 to 100")?;
            Ok(Some(Answer::Percentage(percent)))
        }
        (QuestionKind::Typed(kind), Value::String(text)) => {
            written_answer(*kind, text).map_err(|error| match error {
                TypedError::NotADate => FaultKind::ImpossibleDate,
                TypedError::LineBreak => FaultKind::LineBreak,
                TypedError::TooLong { limit, count } => FaultKind::TooLong { limit, count },
                TypedError::ControlCharacter => FaultKind::ControlCharacter,
                TypedError::NotANumber => FaultKind::WrongType { expected: "a whole number" },
            })
        }
        (QuestionKind::Choice(_) | QuestionKind::Typed(_), _) => {
            Err(FaultKind::WrongType { expected: "a text" })
        }
    }
}
