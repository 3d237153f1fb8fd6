//! The notices: what was done, what needs attention, and what has failed.

use super::{PanelCx, other_profile, overlong_texts, welcome, which_doctor};
use crate::assessment::Status;
use crate::case::{Fault, FaultKind};
use crate::desktop::Handover;
use crate::files::FileNote;
use crate::notation::{shown_name, shown_path};
use crate::window::case::{CaseCommand, Change, shown_patient};
use crate::window::command::{ReportCommand, WindowCommand};
use crate::window::flow::Way;
use crate::window::notice::{
    EarlierCaseOutcome, MarkedFaults, Message, NotedFile, Notice, NoticeKind, Reason,
    contradictions_in_words, file_note_id, paper_id, policy_faults_in_words,
};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, small};
use crate::window::widget::{shapes, space};
use egui::accesskit::Live;
use egui::{Align, Id, Layout, Sense, Ui, vec2};
use std::path::Path;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let notices = cx.model.case.notices();
    let next = ClosedByKey::take(ui, notices.len()).and_then(|closed| closed.next(notices));
    for (at, notice) in notices.iter().enumerate() {
        ui.horizontal_top(|ui| {
            sign(ui, cx, notice.kind);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if notice.message.can_be_closed() {
                    close_button(ui, cx, at, next == Some(at));
                }
                if matches!(notice.message, Message::ToRecover(_))
                    && button(ui, cx.theme, cx.say.texts.get("notice-to-recover-show")).clicked()
                {
                    cx.ask(CaseCommand::DismissNotice(at));
                    cx.ask(UiCommand::Recover);
                }
                if notice.message == Message::DialogNotSeen
                    && button(ui, cx.theme, cx.say.texts.get("notice-dialog-not-seen-type")).clicked()
                {
                    cx.ask(WindowCommand::TypePath);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add_space(TEXT_OFFSET);
                    message(ui, cx, &notice.message);
                    if let Message::Exported { path, is_outdated, .. } = &notice.message {
                        match is_outdated {
                            true => after_change(ui, cx, path),
                            false => after_export(ui, cx, path),
                        }
                    }
                    if notice.message.needs_unlocked_key_store()
                        && cx.model.is_key_store_locked
                        && button(ui, cx.theme, cx.say.texts.get("key-store-unlock")).clicked()
                    {
                        cx.ask(WindowCommand::AskKeyStoreAgain);
                    }
                    if let Message::RequesterChanged(change, _) = &notice.message {
                        which_doctor::show(ui, cx, *change);
                    }
                    if let Message::OtherProfileSaved(profile) = &notice.message {
                        other_profile::show(ui, cx, profile);
                    }
                });
            });
        });
    }
}

/// The notice that was closed by its button while that had the focus, which goes on to the button of the next one.
#[derive(Clone, Copy)]
pub struct ClosedByKey {
    /// Its place in the list.
    at: usize,
    /// How many there were with it.
    count: usize,
    /// The pass of egui in which the button was pressed.
    pass: u64,
}

impl ClosedByKey {
    fn id() -> Id {
        Id::unique("notice closed by its button")
    }

    /// The notice that has just been closed. `count`: how many there are now.
    pub fn take(ui: &Ui, count: usize) -> Option<Self> {
        let closed: Self = ui.data(|data| data.get_temp(Self::id()))?;
        ui.data_mut(|data| data.remove::<Self>(Self::id()));
        // After the last notice, nothing takes the focus, and least of all one that comes later.
        let is_just_closed = closed.pass + 1 == ui.ctx().cumulative_pass_nr();
        (is_just_closed && count < closed.count).then_some(closed)
    }

    /// The notice whose button gets the focus: the one that has taken the place, else the one before.
    fn next(self, notices: &[Notice]) -> Option<usize> {
        let can_close = |at: &usize| notices[*at].message.can_be_closed();
        (self.at..notices.len()).find(can_close).or_else(|| (0..self.at.min(notices.len())).rfind(can_close))
    }
}

/// Draws the button that closes a notice. It has another id for each length of the list: once a notice is closed, the
/// button of the next one may stand in the same place, and the second press of a double click must not close that too.
pub fn close_button(ui: &mut Ui, cx: &mut PanelCx, at: usize, takes_focus: bool) {
    let count = cx.model.case.notices().len();
    let label = cx.say.texts.get("close-notice");
    let response = ui.push_id(("close notice", count, at), |ui| button(ui, cx.theme, label)).inner;
    if takes_focus {
        response.request_focus();
    }
    if response.clicked() {
        if response.has_focus() {
            let closed = ClosedByKey { at, count, pass: ui.ctx().cumulative_pass_nr() };
            ui.data_mut(|data| data.insert_temp(ClosedByKey::id(), closed));
        }
        cx.ask(CaseCommand::DismissNotice(at));
    }
}

/// Draws the sign of a kind of notices.
pub fn sign(ui: &mut Ui, cx: &PanelCx, kind: NoticeKind) {
    let (rect, _) = ui.allocate_exact_size(vec2(size(), size() + 2.0 * TEXT_OFFSET), Sense::hover());
    let (painter, points) = (ui.painter(), size() - 2.0);
    match kind {
        NoticeKind::Done => shapes::paint(painter, cx.theme, Status::Met, rect.center(), points),
        NoticeKind::Warning => shapes::paint(painter, cx.theme, Status::Advisory, rect.center(), points),
        NoticeKind::Error => shapes::error(painter, cx.theme, rect.center(), points),
    }
}

/// Draws what can be done with a report that was exported. A report that is printed or copied is the case as it is now,
/// for the indication of that one, whichever form is shown.
fn after_export(ui: &mut Ui, cx: &mut PanelCx, path: &Path) {
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        for (id, what) in [("open", Handover::View), ("show-in-folder", Handover::ShowInFolder)] {
            if button(ui, cx.theme, texts.get(id)).clicked() {
                cx.ask(ReportCommand::HandOver(what, path.to_owned()));
            }
        }
        for command in [UiCommand::PrintPdf, UiCommand::CopyRecord] {
            let label = texts.get(command.label_id());
            let response = button(ui, cx.theme, label);
            // The bar and the preview have buttons of the same name.
            let name = texts.with("after-export", &[("command", label.into())]);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
            if response.clicked() {
                run_for_exported(cx, path, command);
            }
        }
    });
}

/// Requests a command about the report that was exported to a path, whichever form is shown.
fn run_for_exported(cx: &mut PanelCx, path: &Path, command: UiCommand) {
    match cx.model.case.indication_of_export(path).cloned() {
        Some(indication) => cx.ask(ReportCommand::RunFor(indication, command)),
        None => cx.ask(command),
    }
}

/// Draws what can be done about an exported file that the case has left behind. It is not opened or printed from here,
/// as it would be taken for the case.
fn after_change(ui: &mut Ui, cx: &mut PanelCx, path: &Path) {
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        if button(ui, cx.theme, texts.get("export-again")).clicked() {
            run_for_exported(cx, path, UiCommand::ExportPdf);
        }
        if button(ui, cx.theme, texts.get("show-in-folder")).clicked() {
            cx.ask(ReportCommand::HandOver(Handover::ShowInFolder, path.to_owned()));
        }
    });
}

/// The offset that centers a line of text on the height of the button beside it, in points.
const TEXT_OFFSET: f32 = 5.0;

fn size() -> f32 {
    crate::window::widget::size::SHAPE
}

fn message(ui: &mut Ui, cx: &mut PanelCx, message: &Message) {
    let response = ui.label(text(cx, message));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    // All notices scroll as one: an area of its own would scroll within them.
    if let Message::OpenedWithFaults(faults, more, _) = message {
        ui.spacing_mut().item_spacing.y = space::LINES;
        for fault in faults {
            small(ui, cx.theme, &fault_text(cx, fault));
        }
        if *more > 0 {
            let count = cx.say.grouped(*more);
            small(ui, cx.theme, &cx.say.texts.with("and-more", &[("count", count.into())]));
        }
    }
    if *message == Message::TextsTooLong {
        overlong_texts::show(ui, cx);
    }
}

/// Whether a notice has a list or buttons below or beside its text, and not only the one that closes it.
pub fn has_more_than_text(cx: &PanelCx, message: &Message) -> bool {
    match message {
        Message::ToRecover(_)
        | Message::DialogNotSeen
        | Message::Exported { .. }
        | Message::OtherProfileSaved(_)
        | Message::OpenedWithFaults(..)
        | Message::TextsTooLong => true,
        Message::RequesterChanged(change, _) => cx.model.case.requester_choice(*change).is_some(),
        message => message.needs_unlocked_key_store() && cx.model.is_key_store_locked,
    }
}

/// What a notice says.
pub fn text(cx: &PanelCx, message: &Message) -> String {
    let say = cx.say;
    let with_path = |id: &str, path: &Path| say.texts.with(id, &[("path", shown_path(path).into())]);
    let reason_text = |reason: &Reason| reason.words(say);
    let because = |id: &str, reason: &Reason| say.texts.with(id, &[("reason", reason_text(reason).into())]);
    let failed = |id: &str, path: &Path, reason: &Reason| {
        let reason = reason_text(reason);
        say.texts.with(id, &[("path", shown_path(path).into()), ("reason", reason.into())])
    };
    match message {
        Message::Saved(path, Some(Way::Keys)) => with_path("notice-saved-keys", path),
        Message::Saved(path, Some(Way::Passphrase)) => with_path("notice-saved-passphrase", path),
        Message::Saved(path, None) => with_path("notice-saved-plain", path),
        Message::KeysMade(path) => with_path("notice-keys-made", path),
        Message::KeysNotMade(path, reason) => failed("notice-keys-not-made", path, reason),
        Message::Recovered(Some(path)) => with_path("notice-recovered-from", path),
        Message::Recovered(None) => say.texts.get("notice-recovered").to_owned(),
        Message::RecoveredInPart => say.texts.get("notice-recovered-in-part").to_owned(),
        // The key store may have been lost since, or the copies switched off.
        Message::RecoveryExplained => welcome::about_copies(say, &cx.model.copy_status)
            .unwrap_or_else(|| say.texts.get("recovery-off").to_owned()),
        Message::ToRecover(count) => say.texts.with("notice-to-recover", &[("count", (*count).into())]),
        Message::NotRecovered(reason) => because("notice-not-recovered", reason),
        Message::RecoveryNotRemoved(reason) => because("notice-recovery-not-removed", reason),
        Message::Broken => say.texts.get("notice-broken").to_owned(),
        Message::NotCopied => say.texts.get("notice-not-copied").to_owned(),
        Message::FieldNotCopied => say.texts.get("notice-field-not-copied").to_owned(),
        Message::Begun => say.texts.get("notice-begun").to_owned(),
        Message::NothingMissing => say.texts.get("notice-nothing-missing").to_owned(),
        Message::TextAnswersNothing => say.texts.get("notice-text-answers-nothing").to_owned(),
        Message::TextHasAnswered => say.texts.get("notice-text-has-answered").to_owned(),
        Message::TextNotUsed => say.texts.get("notice-text-not-used").to_owned(),
        Message::SettingsBroken(path) => with_path("notice-settings-broken", path),
        Message::SettingsTextsLeftOut(count) => {
            say.texts.with("notice-settings-texts-left-out", &[("count", (*count).into())])
        }
        Message::PolicyFaults(faults) => {
            let faults = policy_faults_in_words(say, faults);
            say.texts.with("notice-policy-faults", &[("faults", faults.into())])
        }
        Message::SettingsNewer => say.texts.get("notice-settings-newer").to_owned(),
        Message::SettingsUnreadable(reason) => because("notice-settings-unreadable", reason),
        Message::SettingsNotKept(reason) => because("notice-settings-not-kept", reason),
        Message::SampleOpened => say.texts.get("notice-sample").to_owned(),
        Message::Copied(id, clears) => {
            let indication = cx.model.case.session().set().indication(id);
            let name = indication.map_or("", |indication| say.of(&indication.title));
            let arguments = [("indication", name.into())];
            match clears {
                true => say.texts.with("notice-copied-for-a-minute", &arguments),
                false => say.texts.with("notice-copied", &arguments),
            }
        }
        Message::Viewed => say.texts.get("notice-viewed").to_owned(),
        Message::Printed => say.texts.get("notice-printed").to_owned(),
        Message::HandoverFailed(Handover::View, path, reason) => failed("notice-view-failed", path, reason),
        Message::HandoverFailed(Handover::ShowInFolder, path, reason) => {
            failed("notice-folder-failed", path, reason)
        }
        Message::PrintFailed(reason) => because("notice-print-failed", reason),
        Message::RequesterChanged(change, count) => which_doctor::words(cx, *change, *count),
        Message::OtherProfileSaved(profile) => say
            .texts
            .with("notice-other-profile", &[("requester", other_profile::words(say, profile).into())]),
        Message::ProfileKept => say.texts.get("notice-profile-kept").to_owned(),
        Message::DialogIsOpen => say.texts.get("notice-dialog-open").to_owned(),
        Message::OtherCaseShown => say.texts.get("notice-other-case-shown").to_owned(),
        Message::TakenOut(path) => with_path("notice-taken-out", path),
        Message::PdfChanged(contradictions) => {
            let reasons = contradictions_in_words(say, contradictions);
            let patient = shown_patient(cx.model.case.session().case(), say);
            let arguments = [("reasons", reasons.into()), ("patient", patient.into())];
            say.texts.with("notice-pdf-changed", &arguments)
        }
        Message::PdfNotChecked => say.texts.get("notice-pdf-not-checked").to_owned(),
        Message::PdfWithoutMark => say.texts.get("notice-pdf-without-mark").to_owned(),
        Message::PaperCompared { scan, found, .. } => {
            format!("{}: {}", file_name(scan), say.texts.get(paper_id(*found)))
        }
        Message::PaperNotRead(scan, reason) => {
            let arguments = [("reason", reason_text(reason).into()), ("scan", file_name(scan).into())];
            say.texts.with("notice-paper-not-read", &arguments)
        }
        Message::MadeFromChangedPdf => say.texts.get("notice-made-from-changed-pdf").to_owned(),
        Message::OpenedWithFaults(faults, more, marked) => {
            let count = faults.len() + more;
            let told = match *more {
                0 => say.texts.with("notice-faults", &[("count", count.into())]),
                _ => say.texts.with("notice-many-faults", &[("count", say.grouped(count).into())]),
            };
            let id = match marked {
                MarkedFaults::AllMarked => "notice-faults-marked",
                MarkedFaults::PartlyMarked => "notice-faults-partly-marked",
                MarkedFaults::LeftOut => "notice-faults-left-out",
            };
            format!("{told} {}", say.texts.with(id, &[("count", count.into())]))
        }
        Message::TextsTooLong => say.texts.get("notice-texts-too-long").to_owned(),
        Message::Exported { path, is_outdated: true, .. } => with_path("notice-export-outdated", path),
        Message::Exported { path, replaced, is_draft, .. } => {
            let saved = with_path(if *is_draft { "notice-exported-draft" } else { "notice-exported" }, path);
            if replaced.is_empty() {
                return saved;
            }
            let codes: Vec<String> = replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            let characters = [("characters", codes.join(", ").into())];
            format!("{saved} {}", say.texts.with("notice-characters-replaced", &characters))
        }
        Message::RecentNotKept(reason) => because("notice-recent-not-kept", reason),
        Message::RecentNotDeleted(reason) => because("notice-recent-not-deleted", reason),
        Message::OtherWindowAsked => say.texts.get("notice-other-window-asked").to_owned(),
        Message::OtherWindowNotRaised => say.texts.get("notice-other-window-not-raised").to_owned(),
        Message::OpenFailed(path, reason) => failed("notice-open-failed", path, reason),
        Message::SaveFailed(path, reason) => failed("notice-save-failed", path, reason),
        Message::ExportFailed(path, reason) => failed("notice-export-failed", path, reason),
        Message::AboutFile(file, note) => {
            let words = about_file(cx, *file, file_note_id(note));
            match note {
                FileNote::OtherVersionKept(path) | FileNote::OtherVersionFound(path) => {
                    format!("{words} {}", with_path("notice-other-version-at", path))
                }
                FileNote::NotGuarded
                | FileNote::AccessNotKept
                | FileNote::OwnerChanged
                | FileNote::NotFlushed => words,
            }
        }
        Message::DialogNotSeen => say.texts.get("notice-dialog-not-seen").to_owned(),
        Message::StillWaiting => say.texts.get("notice-still-waiting").to_owned(),
        Message::NotOpenedInReader => say.texts.get("notice-not-opened-in-reader").to_owned(),
        Message::OutdatedReportNotOpened => say.texts.get("notice-outdated-not-opened").to_owned(),
        Message::OfEarlierCase { is_previous, outcome } => {
            let notice = [("notice", earlier_case_text(cx, outcome).into())];
            match is_previous {
                true => say.texts.with("notice-previous-case", &notice),
                false => say.texts.with("notice-earlier-case", &notice),
            }
        }
    }
}

/// The name of a file, for a notice that is shown in the window alone.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| shown_name(&name.to_string_lossy()))
}

/// What happened to an earlier case, as a sentence without path and patient.
fn earlier_case_text(cx: &PanelCx, outcome: &EarlierCaseOutcome) -> String {
    let texts = cx.say.texts;
    let because = |id: &str, reason: &Reason| texts.with(id, &[("reason", reason.words(cx.say).into())]);
    let id = match outcome {
        EarlierCaseOutcome::SaveFailed(reason) => return because("notice-earlier-save-failed", reason),
        EarlierCaseOutcome::KeysNotMade(reason) => return because("notice-earlier-keys-not-made", reason),
        EarlierCaseOutcome::ExportFailed(reason) => return because("notice-earlier-export-failed", reason),
        EarlierCaseOutcome::HandoverFailed(Handover::View, reason) => {
            return because("notice-earlier-view-failed", reason);
        }
        EarlierCaseOutcome::HandoverFailed(Handover::ShowInFolder, reason) => {
            return because("notice-earlier-folder-failed", reason);
        }
        EarlierCaseOutcome::PrintFailed(reason) => return because("notice-earlier-print-failed", reason),
        EarlierCaseOutcome::Copied(indication, clears) => {
            return text(cx, &Message::Copied(indication.clone(), *clears));
        }
        EarlierCaseOutcome::Saved { way, file_name: Some(name) } => {
            let id = if way.is_some() { "notice-earlier-saved-as" } else { "notice-earlier-saved-plain-as" };
            return texts.with(id, &[("name", name.as_str().into())]);
        }
        EarlierCaseOutcome::Saved { way: Some(_), file_name: None } => "notice-earlier-saved",
        EarlierCaseOutcome::Saved { way: None, file_name: None } => "notice-earlier-saved-plain",
        EarlierCaseOutcome::KeysMade => "notice-earlier-keys-made",
        EarlierCaseOutcome::Exported { has_replaced, is_draft } => {
            let saved = if *is_draft { "notice-earlier-exported-draft" } else { "notice-earlier-exported" };
            let replaced = if *has_replaced { texts.get("notice-some-characters-replaced") } else { "" };
            return format!("{} {replaced}", texts.get(saved)).trim_end().to_owned();
        }
        EarlierCaseOutcome::NotOpenedInReader => "notice-not-opened-in-reader",
        EarlierCaseOutcome::Viewed => "notice-viewed",
        EarlierCaseOutcome::Printed => "notice-printed",
        EarlierCaseOutcome::AboutFile(file, id) => return about_file(cx, *file, id),
        EarlierCaseOutcome::NotCopied => "notice-not-copied",
        EarlierCaseOutcome::FieldNotCopied => "notice-field-not-copied",
        EarlierCaseOutcome::Broken => "notice-earlier-broken",
    };
    texts.get(id).to_owned()
}

fn about_file(cx: &PanelCx, file: NotedFile, id: &str) -> String {
    cx.say.texts.with(id, &[("file", file.as_str().into())])
}

/// The text of a fault: its place, field and kind. It never contains the value, which may identify the patient.
fn fault_text(cx: &PanelCx, fault: &Fault) -> String {
    let say = cx.say;
    let what = match &fault.kind {
        FaultKind::OutOfRange { min, max } => {
            let limits = [("from", min.to_string().into()), ("to", max.to_string().into())];
            say.texts.with("fault-out-of-range", &limits)
        }
        FaultKind::TooLong { limit, count } => {
            let lengths = [("count", say.grouped(*count).into()), ("limit", say.grouped(*limit).into())];
            say.texts.with("fault-too-long", &lengths)
        }
        kind => say.texts.get(fault_id(kind)).to_owned(),
    };
    let arguments = [
        ("line", fault.place.line.to_string().into()),
        ("column", fault.place.column.to_string().into()),
        ("field", field_name(cx, &fault.field).into()),
        ("what", what.into()),
    ];
    say.texts.with("fault-line", &arguments)
}

/// The id of the text that says what is wrong.
fn fault_id(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::UnknownField { .. } => "fault-unknown-field",
        FaultKind::UnknownId { .. } => "fault-unknown-id",
        FaultKind::Duplicate => "fault-duplicate",
        FaultKind::WrongType { .. } => "fault-wrong-type",
        FaultKind::NotAValue { .. } => "fault-not-a-value",
        FaultKind::OutOfRange { .. } => "fault-out-of-range",
        FaultKind::ImpossibleDate => "fault-date",
        FaultKind::LineBreak => "fault-line-break",
        FaultKind::TooLong { .. } => "fault-too-long",
        FaultKind::ControlCharacter => "fault-control-character",
        FaultKind::ImpossibleCpr(_) => "fault-cpr",
        FaultKind::BirthAfterAssessment => "fault-birth",
        FaultKind::AgeBeside => "fault-age-beside",
        FaultKind::Undecided => "fault-undecided",
        FaultKind::NoRationale => "fault-no-rationale",
        FaultKind::Missing => "fault-missing",
        FaultKind::Unparsed => "fault-unread",
    }
}

/// The label of a field with its name in the file in parentheses; only the latter if the field has no label.
fn field_name(cx: &PanelCx, field: &str) -> String {
    let (texts, set) = (cx.say.texts, cx.model.case.session().set());
    let label = match field.split_once('.') {
        Some(("answers", id)) => {
            set.question(&id.into()).map(|question| cx.say.of(&question.label).to_owned())
        }
        Some(("patient", "cpr")) => Some(texts.get("cpr").to_owned()),
        Some(("patient", "birth_date")) => Some(texts.get("birth-date").to_owned()),
        Some(("mtb", "date")) => Some(texts.get("mtb-date").to_owned()),
        // The key of a text that is kept beside its field is the path of the field, or its end.
        Some(("unread", key)) => Change::of_text(set, key).map(|change| change.name(set, cx.say)),
        Some(_) => Change::of_text(set, field).map(|change| change.name(set, cx.say)),
        None if field == "assessed_on" => Some(texts.get("assessed-on").to_owned()),
        None => None,
    };
    label.map_or_else(|| field.to_owned(), |label| format!("{label} ({field})"))
}
