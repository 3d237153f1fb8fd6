//! What the user is told: done, needs a look, failed.

use super::Cx;
use super::controls::{button, small};
use crate::assessment::Status;
use crate::case::{Fault, FaultKind};
use crate::desktop::Handover;
use crate::files::Holder;
use crate::window::command::Command;
use crate::window::saving::Way;
use crate::window::shapes;
use crate::window::shortcut::UiCommand;
use crate::window::state::{Message, NoticeKind, Reason};
use crate::wording::Phrases;
use egui::accesskit::Live;
use egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let notices = &cx.state.notices;
    for (at, notice) in notices.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size(), size() + 2.0 * NUDGE), Sense::hover());
            let shape = match notice.kind {
                NoticeKind::Done => Status::Met,
                NoticeKind::Warning => Status::Advisory,
                NoticeKind::Error => Status::NotMet,
            };
            shapes::paint(ui.painter(), cx.theme, shape, rect.center(), size() - 2.0);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if button(ui, cx.theme, cx.say.texts.get("close-notice")).clicked() {
                    cx.ask(Command::DismissNotice(at));
                }
                if matches!(notice.message, Message::ToRecover(_))
                    && button(ui, cx.theme, cx.say.texts.get("notice-to-recover-show")).clicked()
                {
                    cx.ask(Command::DismissNotice(at));
                    cx.ask(Command::Plain(UiCommand::Recover));
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add_space(NUDGE);
                    message(ui, cx, &notice.message);
                });
            });
        });
    }
}

/// What puts a line of text in the middle of the button beside it.
const NUDGE: f32 = 5.0;

fn size() -> f32 {
    crate::window::theme::size::SHAPE
}

fn message(ui: &mut Ui, cx: &Cx, message: &Message) {
    let response = ui.label(text(cx, message));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    if let Message::OpenedWithFaults(faults) = message {
        ScrollArea::vertical().id_salt("faults").max_height(120.0).show(ui, |ui| {
            for fault in faults {
                small(ui, cx.theme, &fault_text(cx, fault));
            }
        });
    }
}

fn text(cx: &Cx, message: &Message) -> String {
    let say = cx.say;
    let with_path =
        |id: &str, path: &std::path::Path| say.texts.with(id, &[("path", path.display().to_string().into())]);
    let in_words = |reason: &Reason| in_words(say, reason);
    let because = |id: &str, reason: &Reason| say.texts.with(id, &[("reason", in_words(reason).into())]);
    let failed = |id: &str, path: &std::path::Path, reason: &Reason| {
        let reason = in_words(reason);
        say.texts.with(id, &[("path", path.display().to_string().into()), ("reason", reason.into())])
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
            let indication = cx.state.session.set().indication(id);
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
        Message::DialogIsOpen => say.texts.get("notice-dialog-open").to_owned(),
        Message::OtherCaseShown => say.texts.get("notice-other-case-shown").to_owned(),
        Message::TakenOut(path) => with_path("notice-taken-out", path),
        Message::OpenedWithFaults(faults) => {
            say.texts.with("notice-faults", &[("count", faults.len().into())])
        }
        Message::Exported(path, replaced) if replaced.is_empty() => with_path("notice-exported", path),
        Message::Exported(path, replaced) => {
            let codes: Vec<String> = replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            let arguments =
                [("path", path.display().to_string().into()), ("characters", codes.join(", ").into())];
            say.texts.with("notice-exported-replaced", &arguments)
        }
        Message::OpenFailed(path, reason) => failed("notice-open-failed", path, reason),
        Message::SaveFailed(path, reason) => failed("notice-save-failed", path, reason),
        Message::ExportFailed(path, reason) => failed("notice-export-failed", path, reason),
    }
}

/// Why something failed.
pub fn in_words(say: Phrases, reason: &Reason) -> String {
    match reason {
        Reason::Message(id) => say.texts.get(id).to_owned(),
        Reason::System(words) => words.clone(),
        Reason::OpenElsewhere(holder) => open_elsewhere(say, holder),
    }
}

/// A reason as it stands by itself.
pub fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", characters.as_str())
}

/// Who has the case open, where, and since when, as far as that is known.
fn open_elsewhere(say: Phrases, holder: &Holder) -> String {
    let since = holder.since.map(|since| {
        let local = since.to_zoned(jiff::tz::TimeZone::system());
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        format!("{} {time}", say.date(local.date()))
    });
    let known = [&holder.user, &holder.computer].into_iter().filter(|part| !part.is_empty());
    let mut who = known.cloned().collect::<Vec<_>>();
    who.extend(since);
    if who.is_empty() {
        return say.texts.get("reason-open-elsewhere").to_owned();
    }
    let who = who.join(", ");
    say.texts.with("reason-open-by", &[("who", who.into())])
}

/// A fault in words: where, which field, what. Never the value.
fn fault_text(cx: &Cx, fault: &Fault) -> String {
    let say = cx.say;
    let what = say.texts.get(match &fault.kind {
        FaultKind::UnknownField { .. } => "fault-unknown-field",
        FaultKind::UnknownId { .. } => "fault-unknown-id",
        FaultKind::Duplicate => "fault-duplicate",
        FaultKind::WrongType { .. } => "fault-wrong-type",
        FaultKind::NotAValue { .. } => "fault-not-a-value",
        FaultKind::ImpossibleDate => "fault-date",
        FaultKind::ImpossibleCpr(_) => "fault-cpr",
        FaultKind::BirthAfterAssessment => "fault-birth",
        FaultKind::AgeBeside => "fault-age-beside",
        FaultKind::Undecided => "fault-undecided",
        FaultKind::NoRationale => "fault-no-rationale",
        FaultKind::Missing => "fault-missing",
        FaultKind::Unparsed => "fault-unread",
    });
    let arguments = [
        ("line", fault.place.line.to_string().into()),
        ("column", fault.place.column.to_string().into()),
        ("field", field_name(cx, &fault.field).into()),
        ("what", what.into()),
    ];
    say.texts.with("fault-line", &arguments)
}

/// A field by the name it has in the form, with its name in the file behind; by that alone where the
/// form has none.
fn field_name(cx: &Cx, field: &str) -> String {
    let (texts, set) = (cx.say.texts, cx.state.session.set());
    let label = match field.split_once('.') {
        Some(("answers", id)) => set.question(&id.into()).map(|question| cx.say.of(&question.label)),
        Some(("patient", "cpr")) => Some(texts.get("cpr")),
        Some(("patient", "birth_date")) => Some(texts.get("birth-date")),
        Some(("patient", "name")) => Some(texts.get("name")),
        Some(("mtb", "date")) => Some(texts.get("mtb-date")),
        Some(_) => None,
        None if field == "assessed_on" => Some(texts.get("assessed-on")),
        None => None,
    };
    label.map_or_else(|| field.to_owned(), |label| format!("{label} ({field})"))
}
