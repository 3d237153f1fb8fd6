//! The history of a case, for undo and redo.
//!
//! Each step has a snapshot of the case. While the user types into a field, there is one step for each word. Which
//! indication is shown is no part of the history: undo never takes the user's choice of the indication back.

use super::field::Field;
use super::patient_of_answers::EnteredPatient;
use super::profile::RequesterSnapshot;
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication, IndicationId, JudgementId, QuestionId};
use crate::wording::Phrases;
use serde::{Deserialize, Serialize};

/// The part of the case that a step has changed. The undo and redo commands name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The answer to a question.
    Answer(QuestionId),
    /// The text of a field.
    Field(Field),
    /// The decision of a judgement.
    Judgement(JudgementId),
}

impl Change {
    /// Whether it changes who the patient is.
    pub(super) fn names_patient(&self) -> bool {
        matches!(self, Change::Field(field) if field.names_patient())
    }

    /// Whether it may change the text of a field.
    pub(super) fn concerns(&self, field: &Field) -> bool {
        match (self, field) {
            (Change::Field(changed), field) => changed == field,
            (Change::Answer(question), Field::Answer(of_field, _)) => question == of_field,
            (
                Change::Judgement(id),
                Field::Rationale(of_field) | Field::JudgedBy(of_field) | Field::JudgedOn(of_field),
            ) => id == of_field,
            (Change::Answer(_) | Change::Judgement(_), _) => false,
        }
    }

    /// Whether the form of an indication, or its criteria, have the changed part.
    pub(super) fn is_in_form_of(&self, indication: &Indication) -> bool {
        match self {
            Change::Answer(id) | Change::Field(Field::Answer(id, _)) => {
                indication.questions().any(|question| question.id == *id)
            }
            Change::Judgement(id)
            | Change::Field(Field::Rationale(id) | Field::JudgedBy(id) | Field::JudgedOn(id)) => {
                indication.judgements.contains_key(id)
            }
            Change::Field(Field::Comment(of, _)) => indication.id == *of,
            Change::Field(_) => true,
        }
    }

    /// The name of the changed part, in the language of `say`.
    pub fn name(&self, set: &CriteriaSet, say: Phrases) -> String {
        let question =
            |id| set.question(id).map_or(String::new(), |question| say.of(&question.label).to_owned());
        match self {
            Change::Answer(id) | Change::Field(Field::Answer(id, _)) => question(id),
            Change::Judgement(id) => {
                set.judgement(id).map_or(String::new(), |judgement| say.of(&judgement.question).to_owned())
            }
            Change::Field(field) => field.label_id().map_or("", |id| say.texts.get(id)).to_owned(),
        }
    }
}

/// The undo and redo steps of one case.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    undo: Vec<UndoStep>,
    redo: Vec<UndoStep>,
    /// Whether the next change may be merged into the last step.
    may_merge: bool,
    /// The number of the oldest steps that were dropped.
    dropped: usize,
}

/// A place in the history to return to, as if nothing had happened since.
pub struct HistoryMark {
    /// The number of steps to undo, with those that were dropped.
    steps: usize,
    redo: Vec<UndoStep>,
    may_merge: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UndoStep {
    change: Change,
    /// On the undo stack, the case before the change; on the redo stack, the case after it.
    snapshot: Case,
    /// The doctor before, if the step is what the user has said of the requester.
    settled: Option<Box<RequesterSnapshot>>,
}

/// The oldest step is dropped when there are more steps than this.
const MAX_STEPS: usize = 1000;
/// The oldest steps are dropped when their texts that are too long or can't be parsed have more bytes than this. A file
/// may have megabytes of them, and other texts are short.
const MAX_BYTES: usize = 64 << 20;

impl UndoStep {
    fn unparsed_bytes(&self) -> usize {
        /// What an entry of the map takes beside its texts, roughly.
        const ENTRY: usize = 64;
        self.snapshot.unparsed.iter().map(|(key, text)| key.len() + text.len() + ENTRY).sum()
    }
}

impl History {
    /// Records that a change turned the case `before` into `after`.
    pub fn record(&mut self, change: Change, before: Case, after: &Case) {
        if before == *after {
            return;
        }
        let is_merged = self.may_merge
            && self.undo.last().is_some_and(|step| step.change == change)
            && can_merge(&change, &before, after);
        self.redo.clear();
        self.may_merge = true;
        if is_merged {
            return;
        }
        self.undo.push(UndoStep { change, snapshot: before, settled: None });
        let mut bytes: usize = self.undo.iter().map(UndoStep::unparsed_bytes).sum();
        // The last step stays, whatever it takes.
        while self.undo.len() > MAX_STEPS || bytes > MAX_BYTES && self.undo.len() > 1 {
            bytes -= self.undo.remove(0).unparsed_bytes();
            self.dropped += 1;
        }
    }

    /// The present place.
    pub(super) fn mark(&self) -> HistoryMark {
        let steps = self.dropped + self.undo.len();
        HistoryMark { steps, redo: self.redo.clone(), may_merge: self.may_merge }
    }

    /// Returns to a place. Since then, changes were made and none was undone.
    pub(super) fn return_to(&mut self, mark: HistoryMark) {
        self.undo.truncate(mark.steps.saturating_sub(self.dropped));
        self.redo = mark.redo;
        self.may_merge = mark.may_merge;
    }

    /// Ends the last step: the next change starts a new one.
    pub fn end_step(&mut self) {
        self.may_merge = false;
    }

    /// Takes the latest changes of the patient out, back to where the case named this one: undo and redo never bring
    /// another patient to the answers.
    pub(super) fn take_out_patient_since(&mut self, patient: &EnteredPatient) {
        self.redo.clear();
        self.may_merge = false;
        for at in (0..self.undo.len()).rev() {
            let step = &mut self.undo[at];
            let is_start = EnteredPatient::of(&step.snapshot) == *patient;
            patient.enter_into(&mut step.snapshot);
            if step.change.names_patient() {
                self.undo.remove(at);
            }
            if is_start {
                return;
            }
        }
    }

    /// The change that the next undo reverts.
    pub fn next_undo(&self) -> Option<&Change> {
        self.undo.last().map(|step| &step.change)
    }

    /// The change that the next redo repeats.
    pub fn next_redo(&self) -> Option<&Change> {
        self.redo.last().map(|step| &step.change)
    }

    /// Notes that the last change is what the user has said of the requester. `before`: the doctor before.
    pub(super) fn note_settled(&mut self, before: RequesterSnapshot) {
        if let Some(step) = self.undo.last_mut() {
            step.settled = Some(Box::new(before));
        }
    }

    /// The doctor before, if the next undo reverts what the user has said of the requester.
    pub(super) fn settled_by_next_undo(&self) -> Option<&RequesterSnapshot> {
        self.undo.last().and_then(|step| step.settled.as_deref())
    }

    /// The doctor before, if the next redo repeats what the user has said of the requester.
    pub(super) fn settled_by_next_redo(&self) -> Option<&RequesterSnapshot> {
        self.redo.last().and_then(|step| step.settled.as_deref())
    }

    /// Reverts the last change, and returns which it was and for which indication it was made.
    pub fn undo(&mut self, case: &mut Case) -> Option<(Change, IndicationId)> {
        self.may_merge = false;
        swap_snapshot(&mut self.undo, &mut self.redo, case)
    }

    /// Repeats the change that was reverted last, and returns which it was and for which indication it was made.
    pub fn redo(&mut self, case: &mut Case) -> Option<(Change, IndicationId)> {
        self.may_merge = false;
        swap_snapshot(&mut self.redo, &mut self.undo, case)
    }
}

/// Moves the last step of `from` to `to`, and exchanges its snapshot with the case, except for the indication. Returns
/// the change, and the indication that was shown when it was made.
fn swap_snapshot(
    from: &mut Vec<UndoStep>,
    to: &mut Vec<UndoStep>,
    case: &mut Case,
) -> Option<(Change, IndicationId)> {
    let UndoStep { change, snapshot, settled } = from.pop()?;
    let made_for = snapshot.indication.clone();
    let indication = case.indication.clone();
    let current = std::mem::replace(case, Case { indication, ..snapshot });
    let snapshot = Case { indication: made_for.clone(), ..current };
    to.push(UndoStep { change: change.clone(), snapshot, settled });
    Some((change, made_for))
}

/// Whether a change can be merged into the last step, which changed the same part of the case: text within a word.
fn can_merge(change: &Change, before: &Case, after: &Case) -> bool {
    match change {
        Change::Field(field) => {
            let (before, after) = (field.text(before), field.text(after));
            let is_longer = after.len() > before.len();
            let starts_word = before.ends_with(char::is_whitespace) && !after.ends_with(char::is_whitespace);
            !(is_longer && starts_word)
        }
        Change::Answer(_) | Change::Judgement(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Answer, embedded};
    use jiff::civil::date;

    fn type_name(history: &mut History, case: &mut Case, text: &str) {
        for length in 1..=text.chars().count() {
            let before = case.clone();
            let typed: String = text.chars().take(length).collect();
            Field::PatientName.set_text(case, &typed, date(2026, 11, 22));
            history.record(Change::Field(Field::PatientName), before, case);
        }
    }

    fn blank() -> Case {
        let set = embedded().unwrap();
        Case::new(&set, set.indications[0].id.clone(), None)
    }

    #[test]
    fn undo_and_redo_of_typing_go_word_by_word() {
        let (mut history, mut case) = (History::default(), blank());
        type_name(&mut history, &mut case, "Bente Testperson");
        history.undo(&mut case);
        assert_eq!(case.patient.name, "Bente ");
        history.undo(&mut case);
        assert_eq!(case.patient.name, "");
        assert_eq!(history.undo(&mut case), None);
        history.redo(&mut case);
        history.redo(&mut case);
        assert_eq!(case.patient.name, "Bente Testperson");
        assert_eq!(history.redo(&mut case), None);
    }

    #[test]
    fn leaving_a_field_ends_the_step_and_a_new_change_clears_the_redo_steps() {
        let (mut history, mut case) = (History::default(), blank());
        type_name(&mut history, &mut case, "Be");
        history.end_step();
        type_name(&mut history, &mut case, "Bo");
        history.undo(&mut case);
        assert_eq!(case.patient.name, "Be");
        let before = case.clone();
        case.answers.insert("metastatic".into(), Answer::YesNo(true));
        history.record(Change::Answer("metastatic".into()), before, &case);
        assert_eq!(history.next_redo(), None);
    }

    #[test]
    fn steps_with_very_long_texts_are_bounded() {
        let (mut history, mut case) = (History::default(), blank());
        case.unparsed.insert("mtb.note".into(), "x".repeat(2 << 20));
        for number in 0..100 {
            let before = case.clone();
            case.answers.insert("treatment-lines".into(), Answer::Count(number));
            history.record(Change::Answer("treatment-lines".into()), before, &case);
        }
        assert_eq!(history.undo.len(), 31);
    }

    #[test]
    fn a_marked_place_comes_back_with_its_redo_steps_also_where_old_steps_were_dropped() {
        let (mut history, mut case) = (History::default(), blank());
        let count = |history: &mut History, case: &mut Case, number: u32| {
            let before = case.clone();
            case.answers.insert("treatment-lines".into(), Answer::Count(number));
            history.record(Change::Answer("treatment-lines".into()), before, case);
        };
        for number in 0..u32::try_from(MAX_STEPS).unwrap() {
            count(&mut history, &mut case, number);
        }
        history.undo(&mut case);
        history.may_merge = true;
        let before = history.clone();
        let mark = history.mark();
        for number in 2000..2003 {
            count(&mut history, &mut case, number);
        }
        history.return_to(mark);
        assert!(history.redo == before.redo && history.may_merge);
        // The two oldest steps had to go, and the latest one is that of before.
        assert!(history.undo[..] == before.undo[2..] && history.next_undo().is_some());
    }

    #[test]
    fn an_unchanged_case_adds_no_step() {
        let (mut history, case) = (History::default(), blank());
        history.record(Change::Field(Field::PatientName), case.clone(), &case);
        assert_eq!(history.next_undo(), None);
    }
}
