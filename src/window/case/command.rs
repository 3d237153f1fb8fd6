//! What can be asked of the case that is shown.

use super::{CalendarCommand, CaseView, Field, ReportStep, Target, WhichDoctor};
use crate::definition::{Answer, IndicationId, JudgementId, QuestionId, RowId};
use crate::window::notice::Message;
use crate::window::widget::choice::{RunPlace, StrayText};
use jiff::civil::Date;

/// What can be asked of the case that is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseCommand {
    /// Give or clear an answer.
    Answer(QuestionId, Option<Answer>),
    /// Take over what was typed into a field.
    Edit(Field, String),
    /// Lead to a text that is too long, by its key in `Case::unparsed`.
    GoToText(String),
    /// Empty a text that is too long, by its key in `Case::unparsed`.
    ClearText(String),
    /// A field was left: show its text as the case has it. This may come late, when another field is typed into,
    /// which stays as it is.
    LeaveField(Field),
    /// Open the calendar under a date field, or carry out what it is asked.
    Calendar(CalendarCommand),
    /// Accept, reject or leave open.
    Decide(JudgementId, Option<bool>),
    /// Note the case before a typed key answers, so that the answer can be taken back if the key belongs to text.
    /// `RunPlace`: whether the run of keys has answered before.
    NoteBeforeKeyAnswer(RunPlace),
    /// Note that a typed key has answered.
    NoteKeyAnswer,
    /// Take back what text at a choice has answered, and tell of it.
    SettleStrayText(StrayText),
    /// Confirm that something still holds, by its place in the set.
    Reconfirm(usize),
    /// Confirm an answer that an earlier set meant differently.
    ConfirmAnswer(QuestionId),
    /// Do what the user says of the requester whose name was changed.
    SettleRequester(WhichDoctor),
    /// Show an indication, which becomes the one to be requested.
    ShowIndication(IndicationId),
    /// Show a row of an indication.
    ShowRow(IndicationId, RowId),
    /// Fold or unfold a row.
    ToggleRow(RowId),
    /// Fold or unfold why a judgement is asked for.
    ToggleWhy(JudgementId),
    /// Lead to a place in the window and focus it.
    GoTo(Target),
    /// Lead to a step of the report.
    GoToStep(ReportStep),
    /// The target has the focus: the next frame leads nowhere.
    TargetReached,
    /// Show the criteria in place of the form, or the form again, where there is no room for both.
    ShowCriteria(bool),
    /// Close the preview, which is where the target of a navigation has to be shown.
    ClosePreview,
    /// Close a notice, by its place in the list.
    DismissNotice(usize),
    /// Close the newest notice that can be closed.
    DismissNewestNotice,
    /// Show all notices in a window that is low, or one line.
    ShowAllNotices(bool),
}

impl CaseView {
    /// Carries out a command.
    pub(crate) fn carry_out(&mut self, command: CaseCommand, today: Date) {
        match command {
            CaseCommand::Answer(question, answer) => self.answer(question, answer),
            CaseCommand::Edit(field, text) => self.edit(field, text, today),
            CaseCommand::GoToText(key) => self.go_to_text(&key),
            CaseCommand::ClearText(key) => self.clear_text(&key),
            CaseCommand::LeaveField(field) => self.leave_this_field(&field),
            CaseCommand::Calendar(command) => self.run_calendar_command(command, today),
            CaseCommand::Decide(judgement, decision) => self.decide(&judgement, decision, today),
            CaseCommand::NoteBeforeKeyAnswer(place) => self.note_before_key_answer(place),
            CaseCommand::NoteKeyAnswer => self.note_key_answer(),
            CaseCommand::SettleStrayText(text) => self.settle_stray_text(text),
            CaseCommand::Reconfirm(index) => self.reconfirm(index, today),
            CaseCommand::ConfirmAnswer(question) => {
                self.confirm_answer(&question);
                self.go_to(Target::Question(question));
            }
            CaseCommand::SettleRequester(which) => {
                self.leave_field();
                self.settle_requester(which);
                self.end_undo_step();
            }
            CaseCommand::ShowIndication(id) => {
                // Its shortcut may have been told to have done nothing.
                self.take_back(&Message::ShortcutNotUsed);
                self.show_indication(id);
            }
            CaseCommand::ShowRow(id, row) => {
                self.show_indication(id);
                self.go_to(Target::Row(row));
            }
            CaseCommand::ToggleRow(row) => self.toggle_row(row),
            CaseCommand::ToggleWhy(judgement) => self.toggle_why(judgement),
            CaseCommand::GoTo(target) => self.go_to(target),
            CaseCommand::GoToStep(step) => self.go_to_step(&step),
            CaseCommand::TargetReached => self.clear_target(),
            CaseCommand::ShowCriteria(shows) => self.set_shows_criteria(shows),
            CaseCommand::ClosePreview => self.close_preview(),
            CaseCommand::DismissNotice(at) => self.dismiss_notice(at),
            CaseCommand::DismissNewestNotice => self.dismiss_newest_notice(),
            CaseCommand::ShowAllNotices(shows) => self.show_all_notices(shows),
        }
        self.follow_requester_notes();
        self.follow_age();
    }
}
