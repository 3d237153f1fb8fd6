//! Applies commands and outcomes to the state. What must be done outside is given back as effects.

use super::command::{Command, Target};
use super::field::{Field, set_judgement};
use super::history::Change;
use super::jobs::{FollowUp, PathUse};
use super::saving::SaveTarget;
use super::shortcut::UiCommand;
use super::state::{Dialog, Message, Next, Notice, NoticeKind, State, View};
use crate::definition::JudgementId;
use crate::desktop::{JobId, Output, Reply};
use crate::settings::{SCALES, ThemeChoice};

impl State {
    /// Carries out a command of a view.
    pub fn dispatch(&mut self, command: Command) {
        self.carry_out(command);
        self.offer_recoveries();
    }

    fn carry_out(&mut self, command: Command) {
        if !leaves_the_calendar_open(&command) {
            self.calendar = None;
        }
        match command {
            Command::Plain(command) => self.plain(command),
            Command::Answer(question, answer) => {
                self.session.change(Change::Answer(question.clone()), |case| {
                    case.unparsed.remove(question.as_str());
                    match answer {
                        Some(answer) => case.answers.insert(question, answer),
                        None => case.answers.remove(&question),
                    };
                })
            }
            Command::Edit(field, text) => self.edit(field, text),
            Command::Calendar(command) => self.calendar(command),
            Command::LeaveField(field) => {
                if self.editing.as_ref().is_none_or(|(edited, _)| *edited == field) {
                    self.leave_field();
                }
            }
            Command::Decide(judgement, decision) => self.decide(&judgement, decision),
            Command::ShowIndication(id) => self.show_indication(id),
            Command::ShowRow(id, row) => {
                self.show_indication(id);
                self.go_to(Target::Row(row));
            }
            Command::ReadCriteria(reading) => self.reading_criteria = reading,
            Command::ToggleRow(row) => {
                if !self.unfolded.remove(&row) {
                    self.unfolded.insert(row);
                }
            }
            Command::GoTo(target) => self.go_to(target),
            Command::Arrived => self.going_to = None,
            Command::OpenPath(_) if self.jobs.has_path_dialog() => {
                self.tell(NoticeKind::Warning, Message::DialogIsOpen);
            }
            Command::OpenPath(path) => self.confirm_discard(Next::OpenPath(path, None)),
            Command::Dialog(answer) => self.answer_dialog(answer),
            Command::Report(choice) => self.choose_report(choice),
            Command::PreviewZoom(zoom) => self.zoom_preview(zoom),
            Command::PreviewScale(scale) => self.scale_preview(scale),
            Command::DismissNotice(at) => {
                if at < self.notices.len() {
                    self.notices.remove(at);
                }
            }
            Command::SetLanguage(language) => self.settings.language = Some(language),
            Command::CloseRequested => self.confirm_discard(Next::Close),
            Command::TypeToUnlock(typed) => self.lock.typed(typed),
            Command::Unlock => self.unlock(),
        }
    }

    /// Handles the reply to a job. One that nobody waits for any more is dropped.
    pub fn handle_reply(&mut self, reply: Reply) {
        let Some(follow_up) = self.jobs.finish(reply.job) else { return };
        match reply.result {
            Ok(output) => self.follow(reply.job, follow_up, output),
            Err(_) => self.job_failed(follow_up),
        }
        self.offer_recoveries();
    }

    fn follow(&mut self, job: JobId, follow_up: FollowUp, output: Output) {
        match (follow_up, output) {
            (FollowUp::UsePath { case, path_use, asked_by }, Output::PathPicked(picked)) => {
                self.path_picked(case, path_use, asked_by, picked);
            }
            (FollowUp::OpenCase { open, key }, Output::CaseRead(read)) => self.case_read(open, key, read),
            (FollowUp::FollowWrite(write), Output::CaseWritten(written)) => {
                self.case_written(job, *write, written);
            }
            (FollowUp::NoteKeys, Output::KeysLookedUp(keys)) => self.keys_found(keys),
            (FollowUp::UseRecoveryKey { case, path, setup }, Output::RecoveryKeyMade(made)) => {
                self.keys_made(case, path, setup, made);
            }
            (FollowUp::NoteCopy(version), Output::RecoveryKept(kept)) => {
                self.recovery.was_kept(version, kept)
            }
            (FollowUp::NoteNoCopy, Output::RecoveryDropped(dropped)) => self.recovery_dropped(dropped),
            (FollowUp::OfferRecoveries, Output::RecoveriesFound(found)) => self.recoveries_found(found),
            (FollowUp::ShowRecovered(open), Output::RecoveryTaken(taken)) => self.recovery_taken(open, taken),
            (FollowUp::NoteDiscarded(file), Output::RecoveryDiscarded(discarded)) => {
                self.recovery_discarded(file, discarded);
            }
            (FollowUp::FollowExport { case, path, then }, Output::PdfExported(exported)) => {
                self.exported(case, path, then, exported);
            }
            (FollowUp::ShowPage(version), Output::PageDrawn(drawn)) => self.page_drawn(version, drawn),
            (FollowUp::TellHandedOver(what, path), Output::HandedOver(done)) => {
                self.handed_over(what, path, done);
            }
            (FollowUp::NoteSettings, Output::SettingsWritten(written)) => self.settings_written(written),
            (FollowUp::TellCopied(indication), Output::Copied(done)) => self.copied(indication, done),
            // INVARIANT: a worker answers a request with its own output (`tests/window/jobs.rs`).
            (follow_up, _) => self.job_failed(follow_up),
        }
    }

    /// A worker panicked: its own flow ends here, and no other.
    fn job_failed(&mut self, follow_up: FollowUp) {
        match follow_up {
            // Nobody asked for it: the preview says that the page can't be drawn.
            FollowUp::ShowPage(version) => return self.page_drawn(version, None),
            FollowUp::NoteCopy(_) => self.recovery.write_failed(),
            // The question from which the user looked for a key comes back.
            FollowUp::UsePath { case, path_use: PathUse::OpenRecoveryKey(open, draft), .. }
                if case == self.case_id =>
            {
                self.key_picked(open, draft, None);
            }
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::FollowWrite(_)
            | FollowUp::NoteKeys
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::ShowRecovered(_)
            | FollowUp::NoteDiscarded(_)
            | FollowUp::FollowExport { .. }
            | FollowUp::TellHandedOver(..)
            | FollowUp::NoteSettings
            | FollowUp::TellCopied(_) => {}
        }
        self.tell(NoticeKind::Error, Message::Broken);
    }

    pub(super) fn plain(&mut self, command: UiCommand) {
        if self.jobs.has_path_dialog() && command.leads_to_a_file() {
            // The system's dialog is still open, perhaps behind the window.
            return self.tell(NoticeKind::Warning, Message::DialogIsOpen);
        }
        match command {
            UiCommand::New => self.confirm_discard(Next::New),
            UiCommand::Open => self.confirm_discard(Next::Open),
            UiCommand::Quit => self.confirm_discard(Next::Close),
            UiCommand::Save => self.save(None),
            UiCommand::SaveAs => self.ask_how_to_save(SaveTarget { elsewhere: true, then: None }),
            UiCommand::MakeRecoveryKey => self.ask_for_keys(None),
            UiCommand::Recover => {
                self.show_dialog(Dialog::Recover { discarding: None });
                self.find_recoveries(None);
            }
            UiCommand::Lock => self.lock_window(),
            UiCommand::ExportPdf
            | UiCommand::ShowPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::CopySummary
            | UiCommand::NextPage
            | UiCommand::PreviousPage => self.report_command(command),
            UiCommand::Sample => self.confirm_discard(Next::Sample),
            UiCommand::Undo
            | UiCommand::Redo
            | UiCommand::Overview
            | UiCommand::NextGap
            | UiCommand::PreviousGap
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::Palette
            | UiCommand::Settings
            | UiCommand::ToggleTheme
            | UiCommand::ToggleLanguage
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::Shortcuts
            | UiCommand::About => self.in_the_window(command),
        }
    }

    /// The commands that concern the window alone; no other one does anything here.
    fn in_the_window(&mut self, command: UiCommand) {
        match command {
            UiCommand::Undo => {
                let change = self.session.undo();
                self.lead_to(change);
            }
            UiCommand::Redo => {
                let change = self.session.redo();
                self.lead_to(change);
            }
            UiCommand::Overview => {
                self.leave_field();
                self.view = View::Overview;
            }
            UiCommand::NextGap => self.go_to_gap(self.session.next_gap(self.last_gap.as_ref())),
            UiCommand::PreviousGap => self.go_to_gap(self.session.previous_gap(self.last_gap.as_ref())),
            UiCommand::NextArea => self.going_to = Some(Target::NextArea),
            UiCommand::PreviousArea => self.going_to = Some(Target::PreviousArea),
            UiCommand::Palette => self.show_dialog(Dialog::Palette { typed: String::new() }),
            UiCommand::Shortcuts => self.show_dialog(Dialog::Shortcuts),
            UiCommand::About => self.show_dialog(Dialog::About { licences: false }),
            UiCommand::ToggleTheme => self.settings.theme = theme_after(self.settings.theme),
            UiCommand::ToggleLanguage => self.settings.language = Some(self.language().other()),
            UiCommand::ZoomIn => self.scale_by(10),
            UiCommand::ZoomOut => self.scale_by(-10),
            UiCommand::ZoomReset => self.settings.scale = 100,
            UiCommand::Settings => {
                self.show_dialog(Dialog::Settings(Box::new(self.settings.clone())));
            }
            UiCommand::New
            | UiCommand::Open
            | UiCommand::Sample
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::MakeRecoveryKey
            | UiCommand::Recover
            | UiCommand::Lock
            | UiCommand::ExportPdf
            | UiCommand::ShowPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::CopySummary
            | UiCommand::NextPage
            | UiCommand::PreviousPage
            | UiCommand::Quit => {}
        }
    }

    /// Puts a dialog over the window, and over the dialogs that are open. Each kind is open once.
    pub(super) fn show_dialog(&mut self, dialog: Dialog) {
        self.leave_field();
        self.dialogs.retain(|open| std::mem::discriminant(open) != std::mem::discriminant(&dialog));
        self.dialogs.push(dialog);
    }

    /// Larger or smaller, in percent.
    fn scale_by(&mut self, step: i16) {
        let scale = self.settings.scale.saturating_add_signed(step);
        self.settings.scale = scale.clamp(*SCALES.start(), *SCALES.end());
    }

    pub(super) fn edit(&mut self, field: Field, text: String) {
        let today = self.today;
        let change = Change::Field(field.clone());
        self.session.change(change, |case| field.set(case, text.clone(), today));
        self.editing = Some((field, text));
    }

    /// What was typed stands as the case has it, and what is typed next is another step.
    pub(super) fn leave_field(&mut self) {
        if let Some((field, _)) = self.editing.take() {
            self.session.tidy(&field);
        }
        self.session.close_step();
    }

    /// A decision is dated and signed when it is made, and anew when it is reversed.
    fn decide(&mut self, id: &JudgementId, decision: Option<bool>) {
        let today = self.today;
        self.session.change(Change::Judgement(id.clone()), |case| {
            let requester = case.requester.name.clone();
            set_judgement(case, id, |judgement| {
                let before = std::mem::replace(&mut judgement.accept, decision);
                if decision.is_some() {
                    let is_reversed = before.is_some_and(|before| Some(before) != decision);
                    if is_reversed || judgement.on.is_none() {
                        judgement.on = Some(today);
                    }
                    if is_reversed || judgement.by.is_empty() {
                        judgement.by = requester;
                    }
                } else {
                    // Date and name were those of the decision; what was written stays.
                    judgement.on = None;
                    judgement.by.clear();
                }
            });
        });
    }

    pub(super) fn tell(&mut self, kind: NoticeKind, message: Message) {
        // What was told of earlier tries is out of date.
        let stays = |notice: &Notice| match notice.message {
            // It leads to what nothing else in the window does.
            Message::ToRecover(_) => !matches!(message, Message::ToRecover(_)),
            _ => notice.kind == NoticeKind::Warning && kind != NoticeKind::Done,
        };
        self.notices.retain(stays);
        self.notices.push(Notice { kind, message });
    }
}

/// Whether a command comes of the calendar itself or of what the window does by itself: with any
/// other the user is elsewhere.
fn leaves_the_calendar_open(command: &Command) -> bool {
    matches!(
        command,
        Command::Calendar(_) | Command::LeaveField(_) | Command::Arrived | Command::PreviewScale(_)
    )
}

/// The themes in turn.
fn theme_after(theme: ThemeChoice) -> ThemeChoice {
    match theme {
        ThemeChoice::System => ThemeChoice::Light,
        ThemeChoice::Light => ThemeChoice::Dark,
        ThemeChoice::Dark => ThemeChoice::HighContrast,
        ThemeChoice::HighContrast => ThemeChoice::System,
    }
}
