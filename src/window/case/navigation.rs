//! Where the window leads: to an indication, a question, a row, the next gap, what was changed.

use super::{CaseView, Change, Field};
use crate::assessment::RequirementAssessment;
use crate::definition::{Gap, IndicationId, Input, JudgementId, QuestionId, RowId};

/// A place that the window can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A question of the form shown.
    Question(QuestionId),
    /// A text field.
    Field(Field),
    /// A row of the criteria.
    Row(RowId),
    /// The decision of a judgement.
    Judgement(JudgementId),
    /// The area after the one that has the focus.
    NextArea,
    /// The area before it.
    PreviousArea,
}

impl Target {
    /// The place where a gap is filled.
    pub fn of_gap(gap: &Gap) -> Self {
        match gap {
            Input::Answer(question) => Target::Question(question.clone()),
            Input::Age => Target::Field(Field::Cpr),
            Input::Judgement(id) => Target::Judgement(id.clone()),
        }
    }
}

/// What the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All indications side by side.
    Overview,
    /// The form of one indication and its criteria.
    Form,
}

impl CaseView {
    /// What is shown.
    pub fn view(&self) -> View {
        self.view
    }

    /// Shows all indications side by side.
    pub fn show_overview(&mut self) {
        self.leave_field();
        self.view = View::Overview;
    }

    /// Shows the form of the indication.
    pub fn show_form(&mut self) {
        self.view = View::Form;
    }

    /// Whether the criteria are shown in place of the form, where there is no room for both.
    pub fn reads_criteria(&self) -> bool {
        self.reads_criteria
    }

    /// Shows the criteria in place of the form, or the form again.
    pub fn read_criteria(&mut self, reads: bool) {
        self.reads_criteria = reads;
    }

    /// Whether a row of the criteria is unfolded.
    pub fn is_unfolded(&self, row: &RowId) -> bool {
        self.unfolded.contains(row)
    }

    /// Folds or unfolds a row of the criteria.
    pub fn toggle_row(&mut self, row: RowId) {
        if !self.unfolded.remove(&row) {
            self.unfolded.insert(row);
        }
    }

    /// Where the next frame leads.
    pub fn going_to(&self) -> Option<&Target> {
        self.going_to.as_ref()
    }

    /// Leads to a place that is shown already, or to another area of the window.
    pub fn focus(&mut self, target: Target) {
        self.going_to = Some(target);
    }

    /// Notes that the frame has led to its target.
    pub fn arrived(&mut self) {
        self.going_to = None;
    }

    /// The gap that the user was led to last.
    pub fn last_gap(&self) -> Option<&Gap> {
        self.last_gap.as_ref()
    }

    /// Leads to the next gap, and round again.
    pub fn next_gap(&mut self) {
        self.go_to_gap(self.session.next_gap(self.last_gap.as_ref()));
    }

    /// Leads to the gap before, and round again.
    pub fn previous_gap(&mut self) {
        self.go_to_gap(self.session.previous_gap(self.last_gap.as_ref()));
    }

    /// Shows an indication, which becomes the one to be requested.
    pub fn show_indication(&mut self, id: IndicationId) {
        self.leave_field();
        self.view = View::Form;
        self.reads_criteria = false;
        if self.session.case().indication != id {
            self.session.change(Change::Indication, |case| case.indication = id);
            self.unfolded.clear();
            self.last_gap = None;
        }
    }

    fn go_to_gap(&mut self, gap: Option<Gap>) {
        self.leave_field();
        self.last_gap = gap;
        if let Some(target) = self.last_gap.as_ref().map(Target::of_gap) {
            self.go_to(target);
        }
    }

    /// Takes the last change back, and leads to it.
    pub fn undo(&mut self) {
        let change = self.session.undo();
        self.lead_to(change);
    }

    /// Makes the change again that was taken back last, and leads to it.
    pub fn redo(&mut self) {
        let change = self.session.redo();
        self.lead_to(change);
    }

    /// Leads to what a change concerns.
    fn lead_to(&mut self, change: Option<Change>) {
        self.editing = None;
        match change {
            Some(Change::Answer(question)) => self.go_to(Target::Question(question)),
            Some(Change::Field(Field::Count(question))) => self.go_to(Target::Question(question)),
            Some(Change::Field(Field::Comment(_, row))) => self.go_to(Target::Row(row)),
            Some(Change::Field(
                Field::Rationale(judgement) | Field::JudgedBy(judgement) | Field::JudgedOn(judgement),
            ))
            | Some(Change::Judgement(judgement)) => self.go_to(Target::Judgement(judgement)),
            Some(Change::Field(field)) => self.go_to(Target::Field(field)),
            Some(Change::Indication) => self.view = View::Form,
            None => {}
        }
    }

    /// The first row in which a judgement is in play.
    fn row_of(&self, id: &JudgementId) -> Option<RowId> {
        let input = Input::Judgement(id.clone());
        let in_play = |requirement: &RequirementAssessment| {
            requirement.gaps.contains(&input) || requirement.grounds.contains(&input)
        };
        let rows = &self.session.assessment().rows;
        rows.iter().find(|row| row.requirements.iter().any(in_play)).map(|row| row.id.clone())
    }

    /// Leads to a place, and shows what has to be shown for that.
    pub fn go_to(&mut self, target: Target) {
        let row = match &target {
            Target::Row(row) => Some(row.clone()),
            Target::Judgement(id) => self.row_of(id),
            Target::Question(_) | Target::Field(_) | Target::NextArea | Target::PreviousArea => None,
        };
        let stands_in_the_overview = matches!(&target, Target::Field(field) if field.is_of_the_patient());
        if !stands_in_the_overview {
            self.view = View::Form;
        }
        self.reads_criteria = row.is_some();
        if let Some(row) = row {
            // What is led to stands in the criteria, which the preview may hide.
            self.preview = None;
            self.unfolded.insert(row);
        }
        self.going_to = Some(target);
    }
}
