//! The status bar: the criteria set, the state of the recovery copy, what the user waits for, language, theme and zoom.

use super::PanelCx;
use crate::window::case_keys::CaseKeys;
use crate::window::command::WindowCommand;
use crate::window::flow::CopyStatus;
use crate::window::shortcut::{UiCommand, with_keys};
use crate::window::widget::controls::{focus_frame, link};
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, size, space};
use crate::wording::{CriteriaOrigin, Texts};
use egui::accesskit::Live;
use egui::{Button, Color32, Context, RichText, Stroke, Ui, vec2};

/// The height of the status bar, in points.
pub const HEIGHT: f32 = 34.0;

const GAP: f32 = 8.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    let width = ui.available_width();
    ui.horizontal_centered(|ui| {
        let start_x = ui.cursor().min.x;
        let zoom = format!("{} %", cx.model.settings.scale);
        let mut choices = vec![
            (texts.get("language-name").to_owned(), "language-tip", UiCommand::ToggleLanguage),
            (cx.say.theme(cx.model.settings.theme).to_owned(), "theme-tip", UiCommand::ToggleTheme),
            (zoom, "zoom-tip", UiCommand::ZoomReset),
        ];
        choices.retain(|(.., command)| match command {
            UiCommand::ToggleLanguage => command.is_available(cx.model),
            _ => true,
        });
        ui.spacing_mut().button_padding = vec2(4.0, 2.0);
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing.x = GAP;
        let widths = choices.iter().map(|(text, ..)| text_width(ui, text) + 8.0 + GAP);
        let choices_width = widths.sum::<f32>() - GAP;
        let room = width - choices_width - 12.0;
        let work = work_in_flight(ui.ctx(), cx);
        let work_width = work.map_or(0.0, |work| text_width(ui, work) + space::SECTIONS);
        let copy_status = &cx.model.copy_status;
        let is_at_risk = is_at_risk(cx);
        // A short text exists for narrow windows.
        let beside_work = room - work_width;
        let message = match copy_status {
            CopyStatus::Impossible(_) if is_at_risk => {
                longest_fitting(ui, texts, ["recovery-impossible", "recovery-none"], beside_work)
            }
            CopyStatus::Impossible(_) => texts.get("recovery-none"),
            CopyStatus::Off => longest_fitting(ui, texts, ["recovery-off", "recovery-none"], beside_work),
            CopyStatus::Kept | CopyStatus::Unknown => texts.get("nothing-leaves"),
        };
        let is_calm = !is_at_risk && *copy_status != CopyStatus::Off;
        // A possible loss of data has precedence over the state of jobs, and that over a message that all is well.
        let work = work.filter(|_| is_calm || text_width(ui, message) <= beside_work);
        let (room, work_width) = if work.is_some() { (beside_work, work_width) } else { (room, 0.0) };
        let origin = cx.say.criteria_origin(cx.model.case.session().set(), cx.model.today);
        // A warning about old criteria has precedence over a message that all is well.
        let message_width = text_width(ui, message) + space::SECTIONS + GAP;
        let is_first = origin.warning.is_some() && is_calm;
        show_origin(ui, cx, &origin, if is_first { room } else { room - message_width });
        let left = room - (ui.cursor().min.x - start_x);
        if text_width(ui, message) <= left {
            show_message(ui, cx, message, left);
        }
        let taken = ui.cursor().min.x - start_x;
        ui.add_space((width - taken - choices_width - work_width).max(0.0));
        if let Some(work) = work {
            let response = ui.label(RichText::new(work).font(regular(size::SMALL)).color(cx.theme.text));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
            ui.add_space(space::SECTIONS - GAP);
        }
        for (text, tip, command) in choices {
            let label = RichText::new(text).font(regular(size::SMALL)).color(cx.theme.muted);
            let tip = with_keys(texts.get(tip), command.keys(ui.ctx()));
            let button = Button::new(label).frame_when_inactive(false).fill(cx.theme.surface);
            let response = ui.add(button.stroke(Stroke::NONE));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(tip.as_str()));
            tip::lines(ui, cx.theme, &response, TipSide::Above, || tip);
            if focus_frame(ui, cx.theme, response).clicked() {
                cx.ask(command);
            }
        }
    });
}

/// What the user waits for. That another case is coming is said in so many words: what is typed meanwhile is not used,
/// or it is done to the one that is still shown.
fn work_in_flight(ctx: &Context, cx: &PanelCx) -> Option<&'static str> {
    let id = match cx.model.is_reading {
        true if CaseKeys::wait_for_read(ctx) => "opening-case-held",
        true => "opening-case",
        false => "working",
    };
    (cx.model.is_reading || cx.model.is_busy).then(|| cx.say.texts.get(id))
}

/// Whether a crash would lose something: there are unsaved changes, and no copy of them can be kept.
fn is_at_risk(cx: &PanelCx) -> bool {
    let has_changes = cx.model.case.session().has_unsaved_changes();
    has_changes && matches!(cx.model.copy_status, CopyStatus::Impossible(_))
}

/// Tells what becomes of unsaved changes, and offers to unlock a locked key store where `room` is left for that.
fn show_message(ui: &mut Ui, cx: &mut PanelCx, message: &str, room: f32) {
    let status = cx.model.copy_status.clone();
    let color = if is_at_risk(cx) { cx.theme.advisory } else { cx.theme.muted };
    let response = ui.label(RichText::new(message).font(regular(size::SMALL)).color(color));
    if let CopyStatus::Impossible(reason) = &status {
        let reason = reason.words(cx.say);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(reason.as_str()));
        tip::on_hover(ui, cx.theme, &response, TipSide::Above, || reason);
    }
    let unlock = cx.say.texts.get("key-store-unlock");
    if status.needs_unlocked_key_store()
        && text_width(ui, message) + GAP + text_width(ui, unlock) <= room
        && link(ui, cx.theme, unlock).clicked()
    {
        cx.ask(WindowCommand::AskKeyStoreAgain);
    }
}

/// Tells where the criteria are from, or warns that they are old. In a narrow window, the message beside it has
/// precedence, and what is left of this is the id of the set, or a short warning.
fn show_origin(ui: &mut Ui, cx: &PanelCx, origin: &CriteriaOrigin, room: f32) {
    let CriteriaOrigin { sentence, warning } = origin;
    let set = cx.model.case.session().set();
    let id = cx.say.texts.with("criteria-set", &[("id", set.id.to_string().into())]);
    let color = if warning.is_some() { cx.theme.advisory } else { cx.theme.muted };
    let short = warning.as_ref().unwrap_or(&id);
    let Some(shown) = [sentence, short].into_iter().find(|text| text_width(ui, text) <= room) else { return };
    let response = ui.label(RichText::new(shown).font(regular(size::SMALL)).color(color));
    let others = [sentence, &id].into_iter().filter(|text| *text != shown);
    tip::on_hover(ui, cx.theme, &response, TipSide::Above, || {
        Vec::from_iter(others.map(String::as_str)).join("\n")
    });
    ui.add_space(space::SECTIONS);
}

/// The longer of two texts if it fits into `room` points, or else the shorter one. `ids` has the longer one first.
fn longest_fitting(ui: &Ui, texts: &'static Texts, ids: [&'static str; 2], room: f32) -> &'static str {
    let [long, short] = ids.map(|id| texts.get(id));
    if text_width(ui, long) <= room { long } else { short }
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), Color32::PLACEHOLDER).size().x
}
