//! Where the window leads: to an indication, a question, a row, the next gap, what was changed.

use super::command::Target;
use super::field::Field;
use super::history::Change;
use super::state::{State, View};
use crate::assessment::RequirementAssessment;
use crate::definition::{Gap, IndicationId, Input, JudgementId, RowId};

impl State {
    pub(super) fn show_indication(&mut self, id: IndicationId) {
        self.leave_field();
        self.view = View::Form;
        self.reading_criteria = false;
        if self.session.case().indication != id {
            self.session.change(Change::Indication, |case| case.indication = id);
            self.unfolded.clear();
            self.last_gap = None;
        }
    }

    pub(super) fn go_to_gap(&mut self, gap: Option<Gap>) {
        self.leave_field();
        self.last_gap = gap;
        if let Some(target) = self.last_gap.as_ref().and_then(|gap| self.target_of(gap)) {
            self.go_to(target);
        }
    }

    /// What was changed is seen, whether by the user or by taking it back.
    pub(super) fn lead_to(&mut self, change: Option<Change>) {
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

    /// Where a gap is filled.
    pub fn target_of(&self, gap: &Gap) -> Option<Target> {
        match gap {
            Input::Answer(question) => Some(Target::Question(question.clone())),
            Input::Age => Some(Target::Field(Field::Cpr)),
            Input::Judgement(id) => Some(Target::Judgement(id.clone())),
        }
    }

    /// The first row in which a judgement is in play.
    pub(super) fn row_of(&self, id: &JudgementId) -> Option<RowId> {
        let input = Input::Judgement(id.clone());
        let in_play = |requirement: &RequirementAssessment| {
            requirement.gaps.contains(&input) || requirement.grounds.contains(&input)
        };
        let rows = &self.session.assessment().rows;
        rows.iter().find(|row| row.requirements.iter().any(in_play)).map(|row| row.id.clone())
    }

    pub(super) fn go_to(&mut self, target: Target) {
        let row = match &target {
            Target::Row(row) => Some(row.clone()),
            Target::Judgement(id) => self.row_of(id),
            Target::Question(_) | Target::Field(_) | Target::NextArea | Target::PreviousArea => None,
        };
        let stands_in_the_overview = matches!(&target, Target::Field(field) if field.is_of_the_patient());
        if !stands_in_the_overview {
            self.view = View::Form;
        }
        self.reading_criteria = row.is_some();
        if let Some(row) = row {
            // What is led to stands in the criteria, which the preview may hide.
            self.preview = None;
            self.unfolded.insert(row);
        }
        self.going_to = Some(target);
    }
}
