//! The notices: what was done, what needs attention, and what has failed.

use super::{PanelCx, overlong_texts};
use crate::assessment::Status;
use crate::case::{Fault, FaultKind};
use crate::desktop::Handover;
use crate::files::FileNote;
use crate::notation::shown_path;
use crate::verify::Contradiction;
use crate::window::case::{CaseCommand, Change, PaperMatch};
use crate::window::flow::Way;
use crate::window::notice::{EarlierCaseOutcome, Message, NoticeKind, Reason, file_note_id};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, small};
use crate::window::widget::shapes;
use egui::accesskit::Live;
use egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let notices = cx.model.case.notices();
    for (at, notice) in notices.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size(), size() + 2.0 * TEXT_OFFSET), Sense::hover());
            let shape = match notice.kind {
                NoticeKind::Done => Status::Met,
                NoticeKind::Warning => Status::Advisory,
                NoticeKind::Error => Status::NotMet,
            };
            shapes::paint(ui.painter(), cx.theme, shape, rect.center(), size() - 2.0);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if !notice.message.stays_until_saved()
                    && button(ui, cx.theme, cx.say.texts.get("close-notice")).clicked()
                {
                    cx.ask(CaseCommand::DismissNotice(at));
                }
                if matches!(notice.message, Message::ToRecover(_))
                    && button(ui, cx.theme, cx.say.texts.get("notice-to-recover-show")).clicked()
                {
                    cx.ask(CaseCommand::DismissNotice(at));
                    cx.ask(UiCommand::Recover);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add_space(TEXT_OFFSET);
                    message(ui, cx, &notice.message);
                });
            });
        });
    }
}

/// The offset that centers a line of text on the height of the button beside it, in points.
const TEXT_OFFSET: f32 = 5.0;

fn size() -> f32 {
    crate::window::widget::size::SHAPE
}

fn message(ui: &mut Ui, cx: &mut PanelCx, message: &Message) {
    let response = ui.label(text(cx, message));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    if let Message::OpenedWithFaults(faults, more) = message {
        ScrollArea::vertical().id_salt("faults").max_height(120.0).show(ui, |ui| {
            for fault in faults {
                small(ui, cx.theme, &fault_text(cx, fault));
            }
            if *more > 0 {
                let count = cx.say.grouped(*more);
                small(ui, cx.theme, &cx.say.texts.with("and-more", &[("count", count.into())]));
            }
        });
    }
    if *message == Message::TextsTooLong {
        overlong_texts::show(ui, cx);
    }
}

fn text(cx: &PanelCx, message: &Message) -> String {
    let say = cx.say;
    let with_path =
        |id: &str, path: &std::path::Path| say.texts.with(id, &[("path", shown_path(path).into())]);
    let reason_text = |reason: &Reason| reason.words(say);
    let because = |id: &str, reason: &Reason| say.texts.with(id, &[("reason", reason_text(reason).into())]);
    let failed = |id: &str, path: &std::path::Path, reason: &Reason| {
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
        Message::RecoveryExplained => say.texts.get("welcome-recovery").to_owned(),
        Message::ToRecover(count) => say.texts.with("notice-to-recover", &[("count", (*count).into())]),
        Message::NotRecovered(reason) => because("notice-not-recovered", reason),
        Message::RecoveryNotRemoved(reason) => because("notice-recovery-not-removed", reason),
        Message::Broken => say.texts.get("notice-broken").to_owned(),
        Message::NotCopied => say.texts.get("notice-not-copied").to_owned(),
        Message::Begun => say.texts.get("notice-begun").to_owned(),
        Message::SettingsBroken(path) => with_path("notice-settings-broken", path),
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
        Message::HandedOver(Handover::View) => say.texts.get("notice-viewed").to_owned(),
        Message::HandedOver(Handover::Print) => say.texts.get("notice-printed").to_owned(),
        Message::HandoverFailed(Handover::View, path, reason) => failed("notice-view-failed", path, reason),
        Message::HandoverFailed(Handover::Print, path, reason) => failed("notice-print-failed", path, reason),
        Message::RequesterAnswersBlanked(count) => {
            say.texts.with("notice-requester-answers-blanked", &[("count", (*count).into())])
        }
        Message::ProfileKept => say.texts.get("notice-profile-kept").to_owned(),
        Message::DialogIsOpen => say.texts.get("notice-dialog-open").to_owned(),
        Message::OtherCaseShown => say.texts.get("notice-other-case-shown").to_owned(),
        Message::TakenOut(path) => with_path("notice-taken-out", path),
        Message::PdfChanged(contradictions) => {
            let words = contradictions.iter().map(|found| say.texts.get(contradiction_id(*found)));
            let reasons = words.collect::<Vec<_>>().join(" ");
            say.texts.with("notice-pdf-changed", &[("reasons", reasons.into())])
        }
        Message::PdfWithoutMark => say.texts.get("notice-pdf-without-mark").to_owned(),
        Message::PaperCompared(found) => say.texts.get(paper_id(*found)).to_owned(),
        Message::OpenedWithFaults(faults, more) => {
            let count = faults.len() + more;
            match *more {
                0 => say.texts.with("notice-faults", &[("count", count.into())]),
                _ => say.texts.with("notice-many-faults", &[("count", say.grouped(count).into())]),
            }
        }
        Message::TextsTooLong => say.texts.get("notice-texts-too-long").to_owned(),
        Message::Exported(path, replaced) if replaced.is_empty() => with_path("notice-exported", path),
        Message::Exported(path, replaced) => {
            let codes: Vec<String> = replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            let arguments = [("path", shown_path(path).into()), ("characters", codes.join(", ").into())];
            say.texts.with("notice-exported-replaced", &arguments)
        }
        Message::OpenFailed(path, reason) => failed("notice-open-failed", path, reason),
        Message::SaveFailed(path, reason) => failed("notice-save-failed", path, reason),
        Message::ExportFailed(path, reason) => failed("notice-export-failed", path, reason),
        Message::AboutFile(note) => match note {
            FileNote::OtherVersionKept(path) => {
                format!(
                    "{} {}",
                    say.texts.get(file_note_id(note)),
                    with_path("notice-other-version-at", path)
                )
            }
            FileNote::NotGuarded
            | FileNote::AccessNotKept
            | FileNote::OwnerChanged
            | FileNote::NotFlushed => say.texts.get(file_note_id(note)).to_owned(),
        },
        Message::StillWaiting => say.texts.get("notice-still-waiting").to_owned(),
        Message::NotOpenedInReader => say.texts.get("notice-not-opened-in-reader").to_owned(),
        Message::OfEarlierCase { is_previous, outcome } => {
            let notice = [("notice", earlier_case_text(cx, outcome).into())];
            match is_previous {
                true => say.texts.with("notice-previous-case", &notice),
                false => say.texts.with("notice-earlier-case", &notice),
            }
        }
    }
}

/// The id of the text that says whether paper is that of the case.
fn paper_id(found: PaperMatch) -> &'static str {
    match found {
        PaperMatch::ThisCase => "notice-paper-this-case",
        PaperMatch::ThisCaseBefore => "notice-paper-this-case-before",
        PaperMatch::AnotherCase => "notice-paper-another-case",
        PaperMatch::NoMark => "notice-paper-no-mark",
    }
}

/// The id of the text that says what contradicts itself in a PDF.
fn contradiction_id(found: Contradiction) -> &'static str {
    match found {
        Contradiction::Attachments => "changed-attachments",
        Contradiction::MarkUnreadable => "changed-mark-unreadable",
        Contradiction::OtherReport => "changed-other-report",
        Contradiction::OtherCase => "changed-other-case",
        Contradiction::OtherSet => "changed-other-set",
        Contradiction::OtherPages => "changed-other-pages",
    }
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
        EarlierCaseOutcome::HandoverFailed(Handover::Print, reason) => {
            return because("notice-earlier-print-failed", reason);
        }
        EarlierCaseOutcome::Copied(indication, clears) => {
            return text(cx, &Message::Copied(indication.clone(), *clears));
        }
        EarlierCaseOutcome::Saved(Some(_)) => "notice-earlier-saved",
        EarlierCaseOutcome::Saved(None) => "notice-earlier-saved-plain",
        EarlierCaseOutcome::KeysMade => "notice-earlier-keys-made",
        EarlierCaseOutcome::Exported { has_replaced: false } => "notice-earlier-exported",
        EarlierCaseOutcome::Exported { has_replaced: true } => "notice-earlier-exported-replaced",
        EarlierCaseOutcome::NotOpenedInReader => "notice-not-opened-in-reader",
        EarlierCaseOutcome::HandedOver(Handover::View) => "notice-viewed",
        EarlierCaseOutcome::HandedOver(Handover::Print) => "notice-printed",
        EarlierCaseOutcome::AboutFile(id) => id,
        EarlierCaseOutcome::NotCopied => "notice-not-copied",
        EarlierCaseOutcome::Broken => "notice-earlier-broken",
    };
    texts.get(id).to_owned()
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
