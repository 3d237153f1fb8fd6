//! Applies commands and outcomes to the state. What must be done outside is given back as effects.

use super::command::{Command, Target};
use super::field::{Field, set_judgement};
use super::history::Change;
use super::report::AfterExport;
use super::saving::WriteDone;
use super::shortcut::UiCommand;
use super::state::{Dialog, Message, Next, Notice, NoticeKind, State, View};
use crate::definition::JudgementId;
use crate::desktop::{Effect, Outcome, Pick, Protection, Work};
use crate::settings::{SCALES, ThemeChoice};

impl State {
    /// Does what a view asks.
    pub fn handle(&mut self, command: Command) -> Vec<Effect> {
        let effects = self.do_as_asked(command);
        self.offer_recoveries();
        effects
    }

    fn do_as_asked(&mut self, command: Command) -> Vec<Effect> {
        if !leaves_the_calendar_open(&command) {
            self.calendar = None;
        }
        match command {
            Command::Plain(command) => return self.plain(command),
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
            // What is being changed there is not thrown away.
            Command::OpenPath(_) | Command::CloseRequested
                if matches!(self.dialog, Some(Dialog::Settings(_))) => {}
            Command::OpenPath(_) if self.picking.is_some() => {
                self.tell(NoticeKind::Warning, Message::DialogIsOpen);
            }
            Command::OpenPath(path) => return self.unless_unsaved(Next::OpenPath(path, None)),
            Command::Dialog(answer) => return self.answer_dialog(answer),
            Command::Report(choice) => self.choose_report(choice),
            Command::PreviewZoom(zoom) => self.zoom_preview(zoom),
            Command::PreviewScale(scale) => self.scale_preview(scale),
            Command::DismissNotice(at) => {
                if at < self.notices.len() {
                    self.notices.remove(at);
                }
            }
            Command::SetLanguage(language) => self.settings.language = Some(language),
            Command::CloseRequested => return self.unless_unsaved(Next::Close),
            Command::TypeToUnlock(typed) => self.lock.typed(typed),
            Command::Unlock => self.unlock(),
        }
        Vec::new()
    }

    /// Takes in what came back from outside.
    pub fn receive(&mut self, outcome: Outcome) -> Vec<Effect> {
        let effects = self.take_in(outcome);
        self.offer_recoveries();
        effects
    }

    fn take_in(&mut self, outcome: Outcome) -> Vec<Effect> {
        // Pages are drawn in the background: whatever else is under way is not done then.
        self.busy &= is_in_the_background(&outcome);
        match outcome {
            Outcome::Picked(pick, Some(path)) => {
                if !self.end_picking() && pick != Pick::CaseToOpen {
                    self.tell(NoticeKind::Warning, Message::OtherCaseShown);
                    return Vec::new();
                }
                // The system's dialog has asked whether a file may be replaced.
                return self.picked(pick, path, true);
            }
            Outcome::Picked(pick, None) => {
                self.end_picking();
                self.after_export = AfterExport::Stay;
                if pick == Pick::RecoveryKeyToOpen {
                    self.key_picked(None);
                } else {
                    self.stay();
                }
            }
            Outcome::NoDialog(pick) => {
                if !self.end_picking() {
                    self.tell(NoticeKind::Warning, Message::OtherCaseShown);
                    return Vec::new();
                }
                let path = match &pick {
                    Pick::CaseToOpen | Pick::RecoveryKeyToOpen => String::new(),
                    Pick::CaseToSave { proposed, .. }
                    | Pick::RecoveryKeyToSave { proposed }
                    | Pick::PdfToExport { proposed } => proposed.clone(),
                };
                self.dialog = Some(Dialog::TypePath { pick, path });
            }
            Outcome::CaseRead(number, ..) if !self.is_awaited(number) => {}
            // Something was typed while the file was read.
            Outcome::CaseRead(_, path, Ok(opened)) if self.would_lose_changes() => {
                let key = opened.protection.as_ref().and_then(Protection::key);
                return self.unless_unsaved(Next::OpenPath(path, key));
            }
            Outcome::CaseRead(_, path, Ok(opened)) => {
                let shows_a_key = opened.protection == Some(Protection::Keys);
                self.opened(path, opened);
                // Whoever unlocked the key store for it has unlocked it for the copies too.
                let asks = shows_a_key && self.recovery.was_refused();
                return asks.then_some(Effect::FindKeys).into_iter().collect();
            }
            Outcome::CaseRead(_, path, Err(error)) => self.not_opened(path, error),
            Outcome::CaseWritten { number, path, case, session, protection, written } => {
                let done = WriteDone { number, path, case: *case, session, protection };
                return self.case_written(done, written);
            }
            Outcome::KeysFound(keys) => return self.keys_found(keys),
            Outcome::KeysMade(path, made) => return self.keys_made(path, made),
            Outcome::RecoveryKept(_, kept) => self.recovery_kept(kept),
            Outcome::RecoveryDropped(_, dropped) => self.recovery_dropped(dropped),
            Outcome::RecoveriesFound(found) => return self.recoveries_found(found),
            Outcome::RecoveryTaken(number, ..) if !self.is_awaited(number) => {}
            Outcome::RecoveryTaken(_, file, taken) => return self.recovery_taken(file, taken),
            Outcome::RecoveryDiscarded(file, discarded) => self.recovery_discarded(file, discarded),
            Outcome::Broken(work) => self.broke(work),
            Outcome::PdfExported { path, session, exported } => {
                return self.exported(path, session, exported);
            }
            Outcome::SettingsWritten(written) => self.settings_written(written),
            Outcome::Copied(done) => self.copied(done),
            Outcome::PageDrawn(number, drawn) => self.page_drawn(number, drawn),
            Outcome::HandedOver(what, path, done) => self.handed_over(what, path, done),
        }
        Vec::new()
    }

    pub(super) fn plain(&mut self, command: UiCommand) -> Vec<Effect> {
        if self.picking.is_some() && command.leads_to_a_file() {
            // The system's dialog is still open; it may lie behind the window. What was to follow does not.
            self.next = None;
            self.tell(NoticeKind::Warning, Message::DialogIsOpen);
            return Vec::new();
        }
        match command {
            UiCommand::New => self.unless_unsaved(Next::New),
            UiCommand::Open => self.unless_unsaved(Next::Open),
            UiCommand::Quit => self.unless_unsaved(Next::Close),
            UiCommand::Save => self.save(),
            UiCommand::SaveAs => self.ask_how_to_save(true),
            UiCommand::MakeRecoveryKey => self.ask_for_keys(None),
            UiCommand::Recover => {
                self.show_dialog(Dialog::Recover { discarding: None });
                vec![Effect::FindRecoveries(None)]
            }
            UiCommand::Lock => {
                self.lock_window();
                Vec::new()
            }
            UiCommand::ExportPdf
            | UiCommand::ShowPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::CopySummary
            | UiCommand::NextPage
            | UiCommand::PreviousPage => self.report_command(command),
            UiCommand::Sample => self.unless_unsaved(Next::Sample),
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
            | UiCommand::About => {
                self.in_the_window(command);
                Vec::new()
            }
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

    /// A worker ended in a fault: what it was at is not waited for any more.
    fn broke(&mut self, work: Work) {
        match work {
            Work::Dialog => self.picking = None,
            Work::WriteCase => self.writing = None,
            Work::Recovery => self.recovery.broke(),
            Work::Settings => self.keeping.broke(),
            Work::HandOver => self.copying = None,
            Work::Export => self.after_export = AfterExport::Stay,
            // Nobody asked for it; the preview goes on with the next page.
            Work::DrawPage => return,
            Work::ReadCase | Work::Recoveries => self.forget_reading(),
            Work::FindKeys => self.recovery.asking = false,
            Work::MakeKeys => {}
        }
        self.stay();
        self.tell(NoticeKind::Error, Message::Broken);
    }

    pub(super) fn show_dialog(&mut self, dialog: Dialog) {
        self.leave_field();
        self.dialog = Some(dialog);
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

/// Whether it belongs to what the window does by itself, beside what the user waits for.
fn is_in_the_background(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::PageDrawn(..)
            | Outcome::SettingsWritten(_)
            | Outcome::Copied(_)
            | Outcome::KeysFound(_)
            | Outcome::RecoveryKept(..)
            | Outcome::RecoveryDropped(..)
            | Outcome::RecoveriesFound(_)
            | Outcome::RecoveryDiscarded(..)
    )
}
