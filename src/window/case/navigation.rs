//! Navigation within the case: to an indication, a question, a row, or what an undo has changed.

use super::requester_notes::HistoryStep;
use super::{CaseView, Change, Field};
use crate::definition::{Gap, IndicationId, Input, JudgementId, QuestionId, RowId};

/// A part of the window that navigation can show and focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A question of the shown form.
    Question(QuestionId),
    /// A text field.
    Field(Field),
    /// A row of the criteria.
    Row(RowId),
    /// The decision of a judgement.
    Judgement(JudgementId),
    /// The card that asks to confirm what may have changed.
    Reconfirmation,
    /// The link that exports the report of a case in which nothing is missing.
    Export,
    /// The field with which a referral starts: at once if it is in sight, else with the first character that is typed,
    /// as what stands above it is to be read first.
    FirstField,
    /// A field of the patient, if it is in sight; if not, nothing gets the focus.
    FieldInSight(Field),
    /// The first control of the form, or of the overview.
    FormStart,
    /// The area after the one that has the focus.
    NextArea,
    /// The area before the one that has the focus.
    PreviousArea,
}

impl Target {
    /// The control with which a gap is filled.
    pub fn of_gap(gap: &Gap) -> Self {
        match gap {
            Input::Answer(question) => Target::Question(question.clone()),
            Input::Age => Target::Field(Field::Cpr),
            Input::Judgement(id) => Target::Judgement(id.clone()),
        }
    }

    /// The part of the window that is shown for the target; `None`: the target is an area itself, or waits until it is
    /// in sight.
    pub fn place(&self) -> Option<TargetPlace> {
        match self {
            Target::Row(_) | Target::Field(Field::Comment(..)) => Some(TargetPlace::Criteria),
            Target::Judgement(_)
            | Target::Question(_)
            | Target::Field(_)
            | Target::Reconfirmation
            | Target::Export => Some(TargetPlace::Form),
            Target::FirstField
            | Target::FieldInSight(_)
            | Target::FormStart
            | Target::NextArea
            | Target::PreviousArea => None,
        }
    }

    /// The control with which a part of the case is changed.
    pub fn of_change(change: Change) -> Self {
        match change {
            Change::Answer(question) | Change::Field(Field::Answer(question, _)) => {
                Target::Question(question)
            }
            Change::Judgement(judgement) => Target::Judgement(judgement),
            Change::Field(field) => Target::Field(field),
        }
    }
}

/// A target that the next frame shows and focuses.
#[derive(Clone, Debug)]
pub(super) struct PendingTarget {
    target: Target,
    /// How many characters of the text there stay behind the caret.
    caret_behind: usize,
}

/// The part of the window that has a target, beside which there may be no room for a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPlace {
    /// The form, or the overview.
    Form,
    /// The rows of the document.
    Criteria,
}

/// The main view of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All indications side by side.
    Overview,
    /// The form of one indication and its criteria.
    Form,
}

impl CaseView {
    /// The view that is shown.
    pub fn view(&self) -> View {
        self.view
    }

    /// Shows all indications side by side.
    pub(crate) fn show_overview(&mut self) {
        self.leave_field();
        self.leave_view();
        self.view = View::Overview;
    }

    /// Shows the form of the indication.
    pub(crate) fn show_form(&mut self) {
        self.leave_view();
        self.view = View::Form;
    }

    /// Whether the overview shows the first steps.
    pub fn shows_welcome(&self) -> bool {
        self.shows_welcome
    }

    /// What goes while nothing is shown in its place: the first steps, once the case has content.
    fn leave_view(&mut self) {
        self.shows_welcome = self.session.is_blank();
    }

    /// Whether a window without room for both shows the criteria instead of the form.
    pub fn shows_criteria(&self) -> bool {
        self.shows_criteria
    }

    /// Chooses whether a window without room for both shows the criteria or the form.
    pub(crate) fn set_shows_criteria(&mut self, shows: bool) {
        self.shows_criteria = shows;
    }

    /// Whether a row of the criteria is unfolded.
    pub fn is_unfolded(&self, row: &RowId) -> bool {
        self.unfolded.contains(row)
    }

    /// Folds or unfolds a row of the criteria.
    pub(crate) fn toggle_row(&mut self, row: RowId) {
        if !self.unfolded.remove(&row) {
            self.unfolded.insert(row);
        }
    }

    /// Whether it is unfolded why a judgement is asked for.
    pub fn shows_why(&self, judgement: &JudgementId) -> bool {
        self.unfolded_whys.contains(judgement)
    }

    /// Folds or unfolds why a judgement is asked for.
    pub(crate) fn toggle_why(&mut self, judgement: JudgementId) {
        if !self.unfolded_whys.remove(&judgement) {
            self.unfolded_whys.insert(judgement);
        }
    }

    /// The target that the next frame shows and focuses.
    pub fn pending_target(&self) -> Option<&Target> {
        self.pending_target.as_ref().map(|pending| &pending.target)
    }

    /// How many characters of the text at the pending target stay behind the caret: none, but after undo and redo.
    pub fn caret_behind(&self) -> usize {
        self.pending_target.as_ref().map_or(0, |pending| pending.caret_behind)
    }

    /// Focuses a target that is shown already, or another area of the window.
    pub(crate) fn focus(&mut self, target: Target) {
        self.pending_target = Some(PendingTarget { target, caret_behind: 0 });
    }

    /// Clears the target, after a frame has focused it.
    pub(crate) fn clear_target(&mut self) {
        self.pending_target = None;
    }

    /// Shows the form of an indication, and makes it the indication of the case.
    pub(crate) fn show_indication(&mut self, id: IndicationId) {
        self.leave_field();
        self.show_form();
        self.shows_criteria = false;
        if self.session.case().indication != id {
            let before = self.session.revision();
            self.session.show_indication(id);
            self.keep_paper_compared(before);
            self.unfolded.clear();
            self.unfolded_whys.clear();
            self.last_step = None;
        }
    }

    /// Reverts the last change, and goes to it.
    pub(crate) fn undo(&mut self) {
        let before = self.requester_now();
        let text = self.session.history().next_undo().and_then(|change| self.text_before(change));
        let undone = self.session.undo();
        if undone.as_ref().is_some_and(|(change, _)| *change == Change::Field(Field::RequesterName)) {
            self.follow_requester_history(&before, HistoryStep::Undone);
        }
        self.follow_age();
        self.go_to_changed(undone, text);
    }

    /// Repeats the change that was reverted last, and goes to it.
    pub(crate) fn redo(&mut self) {
        let before = self.requester_now();
        let text = self.session.history().next_redo().and_then(|change| self.text_before(change));
        let redone = self.session.redo();
        if redone.as_ref().is_some_and(|(change, _)| *change == Change::Field(Field::RequesterName)) {
            self.follow_requester_history(&before, HistoryStep::Redone);
        }
        self.follow_age();
        self.go_to_changed(redone, text);
    }

    /// The field that a step of the history is about to change, with its text.
    fn text_before(&self, change: &Change) -> Option<(Field, String)> {
        match change {
            Change::Field(field) => Some((field.clone(), field.text(self.session.case()))),
            _ => None,
        }
    }

    /// Goes to what a step of the history has changed. Where the form shown does not have it, that is the form in which
    /// it was made. The caret stands behind what the step has put in. `before`: the field with its text before that.
    fn go_to_changed(&mut self, step: Option<(Change, IndicationId)>, before: Option<(Field, String)>) {
        let Some((change, made_for)) = step else { return };
        if matches!(change, Change::Answer(_) | Change::Judgement(_)) {
            self.forget_key_answer();
        }
        self.editing = None;
        if !change.is_in_form_of(self.session.indication()) {
            self.show_indication(made_for);
        }
        self.go_to_change(Some(change));
        if let (Some(pending), Some((field, before))) = (&mut self.pending_target, before) {
            pending.caret_behind = common_end(&before, &field.text(self.session.case()));
        }
    }

    /// Goes to the part of the case that a change concerns.
    pub(super) fn go_to_change(&mut self, change: Option<Change>) {
        self.editing = None;
        if let Some(change) = change {
            self.go_to(Target::of_change(change));
        }
    }

    /// Goes to a target, and switches to the view that contains it.
    pub(crate) fn go_to(&mut self, target: Target) {
        let row = match &target {
            Target::Row(row) | Target::Field(Field::Comment(_, row)) => Some(row.clone()),
            Target::Judgement(_)
            | Target::Question(_)
            | Target::Field(_)
            | Target::Reconfirmation
            | Target::Export
            | Target::FirstField
            | Target::FieldInSight(_)
            | Target::FormStart
            | Target::NextArea
            | Target::PreviousArea => None,
        };
        let is_in_overview = match &target {
            Target::Field(field) => field.is_on_patient_card(),
            Target::Question(question) => self.session.set().first_question.as_ref() == Some(question),
            Target::Row(_)
            | Target::Judgement(_)
            | Target::Reconfirmation
            | Target::Export
            | Target::NextArea
            | Target::PreviousArea => false,
            Target::FirstField | Target::FieldInSight(_) | Target::FormStart => true,
        };
        if !is_in_overview {
            self.show_form();
        }
        self.shows_criteria = row.is_some();
        if let Some(row) = row {
            self.unfolded.insert(row);
        }
        self.focus(target);
    }
}

/// How many characters two texts have in common at their ends.
fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other).count()
}
