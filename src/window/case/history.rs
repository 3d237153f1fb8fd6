//! What can be taken back: every change of the case, by name.
//!
//! A step keeps the case as it was before. Typing into a field is one step a word.

use super::field::Field;
use crate::case::Case;
use crate::definition::{CriteriaSet, JudgementId, QuestionId};
use crate::wording::Phrases;

/// What was changed, as the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The answer to a question.
    Answer(QuestionId),
    /// What stands in a field.
    Field(Field),
    /// The decision of a judgement.
    Judgement(JudgementId),
    /// The indication that is to be requested.
    Indication,
}

impl Change {
    /// The name of what was changed.
    pub fn name(&self, set: &CriteriaSet, say: Phrases) -> String {
        let question =
            |id| set.question(id).map_or(String::new(), |question| say.of(&question.label).to_owned());
        match self {
            Change::Answer(id) | Change::Field(Field::Count(id)) => question(id),
            Change::Judgement(id) => {
                set.judgement(id).map_or(String::new(), |judgement| say.of(&judgement.question).to_owned())
            }
            Change::Indication => say.texts.get("indication").to_owned(),
            Change::Field(field) => say.texts.get(field.label_id()).to_owned(),
        }
    }
}

/// The changes of one case that can be taken back, and those taken back.
#[derive(Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the last step may take up what is typed next.
    open: bool,
}

struct Step {
    change: Change,
    /// The case on the other side of the change.
    other: Case,
}

/// More is not remembered.
const STEPS: usize = 1000;

impl History {
    /// Notes that the case became `after`.
    pub fn note(&mut self, change: Change, before: Case, after: &Case) {
        if before == *after {
            return;
        }
        let goes_on = self.open
            && self.done.last().is_some_and(|step| step.change == change)
            && goes_on(&change, &before, after);
        self.undone.clear();
        self.open = true;
        if goes_on {
            return;
        }
        self.done.push(Step { change, other: before });
        if self.done.len() > STEPS {
            self.done.remove(0);
        }
    }

    /// What comes next is a step of its own.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// What would be taken back.
    pub fn last(&self) -> Option<&Change> {
        self.done.last().map(|step| &step.change)
    }

    /// What would be made anew.
    pub fn next(&self) -> Option<&Change> {
        self.undone.last().map(|step| &step.change)
    }

    /// Takes the last change back.
    pub fn undo(&mut self, case: &mut Case) -> Option<Change> {
        self.open = false;
        swap(&mut self.done, &mut self.undone, case)
    }

    /// Makes the change anew that was taken back last.
    pub fn redo(&mut self, case: &mut Case) -> Option<Change> {
        self.open = false;
        swap(&mut self.undone, &mut self.done, case)
    }
}

fn swap(from: &mut Vec<Step>, to: &mut Vec<Step>, case: &mut Case) -> Option<Change> {
    let Step { change, other } = from.pop()?;
    let now = std::mem::replace(case, other);
    to.push(Step { change: change.clone(), other: now });
    Some(change)
}

/// Whether a change belongs to the one before: within a word, or looking through the indications.
fn goes_on(change: &Change, before: &Case, after: &Case) -> bool {
    match change {
        Change::Field(field) => {
            let (before, after) = (field.text(before), field.text(after));
            let grows = after.len() > before.len();
            let a_word_begins =
                before.ends_with(char::is_whitespace) && !after.ends_with(char::is_whitespace);
            !(grows && a_word_begins)
        }
        Change::Indication => true,
        Change::Answer(_) | Change::Judgement(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Answer, embedded};
    use jiff::civil::date;

    fn typed(history: &mut History, case: &mut Case, text: &str) {
        for at in 1..=text.chars().count() {
            let before = case.clone();
            let so_far = text.chars().take(at).collect();
            Field::PatientName.set(case, so_far, date(2026, 11, 22));
            history.note(Change::Field(Field::PatientName), before, case);
        }
    }

    fn blank() -> Case {
        let set = embedded().unwrap();
        Case::new(&set, set.indications[0].id.clone(), None)
    }

    #[test]
    fn typing_is_taken_back_word_by_word_and_made_anew() {
        let (mut history, mut case) = (History::default(), blank());
        typed(&mut history, &mut case, "Bente Testperson");
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
    fn a_field_that_was_left_begins_a_new_step_and_a_new_change_forgets_what_was_undone() {
        let (mut history, mut case) = (History::default(), blank());
        typed(&mut history, &mut case, "Be");
        history.close();
        typed(&mut history, &mut case, "Bo");
        history.undo(&mut case);
        assert_eq!(case.patient.name, "Be");
        let before = case.clone();
        case.answers.insert("metastatic".into(), Answer::YesNo(true));
        history.note(Change::Answer("metastatic".into()), before, &case);
        assert_eq!(history.next(), None);
    }

    #[test]
    fn no_change_is_no_step() {
        let (mut history, case) = (History::default(), blank());
        history.note(Change::Indication, case.clone(), &case);
        assert_eq!(history.last(), None);
    }
}
