//! What each notice says, in the words of the language.

use super::{PanelCx, other_profile, welcome, which_doctor};
use crate::case::{Fault, FaultKind};
use crate::desktop::Handover;
use crate::files::FileNote;
use crate::notation::{shown_name, shown_path};
use crate::verify::NotCheckedReason;
use crate::window::case::{Change, shown_patient};
use crate::window::flow::Way;
use crate::window::notice::{
    EarlierCaseOutcome, ExportFreshness, MarkedFaults, Message, NotedFile, Reason, WhyNotOpened,
    contradictions_in_words, export_lost_id, file_note_id, paper_id, policy_faults_in_words,
};
use std::path::Path;

/// What a notice says.
pub fn notice_text(cx: &PanelCx, message: &Message) -> String {
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
        Message::RecoveryNotRemoved(reason) | Message::CopyNotDiscarded(reason) => {
            because("notice-recovery-not-removed", reason)
        }
        Message::Broken(_) => say.texts.get("notice-broken").to_owned(),
        Message::NotCopied => say.texts.get("notice-not-copied").to_owned(),
        Message::FieldNotCopied => say.texts.get("notice-field-not-copied").to_owned(),
        Message::Begun => say.texts.get("notice-begun").to_owned(),
        Message::OtherCaseNotOpened => say.texts.get("notice-other-case-not-opened").to_owned(),
        Message::NothingMissing { consents: true } => say.texts.get("notice-nothing-missing").to_owned(),
        Message::NothingMissing { consents: false } => {
            say.texts.get("notice-nothing-missing-but-consent").to_owned()
        }
        Message::TextAnswersNothing => say.texts.get("notice-text-answers-nothing").to_owned(),
        Message::TextHasAnswered => say.texts.get("notice-text-has-answered").to_owned(),
        Message::TextNotUsed => say.texts.get("notice-text-not-used").to_owned(),
        Message::AgeOfEarlierDay => say.texts.get("notice-age-of-earlier-day").to_owned(),
        Message::ShortcutNotUsed => say.texts.get("notice-shortcut-not-used").to_owned(),
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
        Message::PrintUnknown => say.texts.get("notice-print-unknown").to_owned(),
        Message::HandoverFailed(Handover::View, path, reason) => failed("notice-view-failed", path, reason),
        Message::HandoverFailed(Handover::ShowInFolder, path, reason) => {
            failed("notice-folder-failed", path, reason)
        }
        Message::ExportLost { what, path, is_gone } => {
            let words = say.texts.get(export_lost_id(*what, *is_gone));
            format!("{words} {}", with_path("notice-export-at", path))
        }
        Message::PrintFailed(reason) => because("notice-print-failed", reason),
        Message::RequesterChanged(change, count) => which_doctor::words(cx, *change, *count),
        Message::OtherProfileSaved(profile) => say
            .texts
            .with("notice-other-profile", &[("requester", other_profile::words(say, profile).into())]),
        Message::ProfileKept => say.texts.get("notice-profile-kept").to_owned(),
        Message::DialogIsOpen => say.texts.get("notice-dialog-open").to_owned(),
        Message::ClosesAfterPrint => say.texts.get("notice-closes-after-print").to_owned(),
        Message::SeveralFilesDropped => say.texts.get("notice-several-files-dropped").to_owned(),
        Message::OtherCaseShown => say.texts.get("notice-other-case-shown").to_owned(),
        Message::TakenOut(path) => with_path("notice-taken-out", path),
        Message::PdfChanged(contradictions) => {
            let reasons = contradictions_in_words(say, contradictions);
            let patient = shown_patient(cx.model.case.session().case(), say);
            let arguments = [("reasons", reasons.into()), ("patient", patient.into())];
            say.texts.with("notice-pdf-changed", &arguments)
        }
        Message::PdfNotChecked(NotCheckedReason::NotDrawn) => {
            say.texts.get("notice-pdf-not-checked").to_owned()
        }
        Message::PdfNotChecked(NotCheckedReason::NotComparable) => {
            let patient = shown_patient(cx.model.case.session().case(), say);
            say.texts.with("notice-pdf-not-comparable", &[("patient", patient.into())])
        }
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
        Message::Exported { path, freshness: ExportFreshness::Outdated, .. } => {
            with_path("notice-export-outdated", path)
        }
        Message::Exported { path, freshness: ExportFreshness::Superseded, .. } => {
            with_path("notice-export-superseded", path)
        }
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
        Message::StillWaiting if cx.model.is_reading => say.texts.get("notice-still-reading").to_owned(),
        Message::StillWaiting => say.texts.get("notice-still-waiting").to_owned(),
        Message::NotOpened(WhyNotOpened::OtherCase) => {
            say.texts.get("notice-not-opened-other-case").to_owned()
        }
        Message::NotOpened(WhyNotOpened::Changed) => say.texts.get("notice-not-opened-changed").to_owned(),
        Message::NotOpened(WhyNotOpened::Covered) => say.texts.get("notice-not-opened-covered").to_owned(),
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
            return notice_text(cx, &Message::Copied(indication.clone(), *clears));
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
        EarlierCaseOutcome::NotOpenedInReader => "notice-not-opened-other-case",
        EarlierCaseOutcome::Viewed => "notice-viewed",
        EarlierCaseOutcome::Printed => "notice-printed",
        EarlierCaseOutcome::PrintUnknown => "notice-print-unknown",
        EarlierCaseOutcome::ExportLost(id) => id,
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
pub fn fault_text(cx: &PanelCx, fault: &Fault) -> String {
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
