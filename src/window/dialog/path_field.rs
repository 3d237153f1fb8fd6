//! The field for a path, where the system has no file dialog. Tab completes folders.

use super::DialogAnswer;
use super::input_note::{InputNote, input_note, open_room};
use crate::desktop::JobId;
use crate::notation::shown_path;
use crate::text::TextLimit;
use crate::window::cx::Cx;
use crate::window::notice::Reason;
use crate::window::widget::bounded_text;
use crate::window::widget::controls::{DIVIDER, small};
use crate::window::widget::fault_room::tell_fault;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, FocusDirection, Id, Key, Ui, vec2};
use std::path::{Path, is_separator};

/// What the field had in the frame before.
#[derive(Clone, Default)]
struct LastFrame {
    pass: u64,
    /// How many dialogs had been shown.
    dialogs_shown: usize,
    text: String,
    /// The completion that was taken over last.
    completed_by: Option<JobId>,
}

/// Draws the field in a dialog that needs a path, and returns what was typed or completed. `takes_focus`: whether the
/// path is what is asked for when the field appears, or a dialog asks for it again. `fault`: why the path
/// that was typed could not be used.
pub fn path_field<A>(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<A>>,
    path: &str,
    fault: Option<&Reason>,
    takes_focus: bool,
) -> Option<String> {
    ui.label(cx.say.texts.get("no-dialog-text"));
    let mut typed = path.to_owned();
    let label = small(ui, cx.theme, cx.say.texts.get("path"));
    let bounds = (1, TextLimit::Line.max_drawn());
    let id = Id::unique("path");
    let pass = ui.ctx().cumulative_pass_nr();
    let mut last = ui.data_mut(|data| data.get_temp::<LastFrame>(id)).unwrap_or_default();
    // A job that fails at once leads back to the dialog without a frame between.
    let appears = last.pass + 1 < pass || last.dialogs_shown != cx.model.dialogs_shown;
    if appears || last.text != path {
        // The text is not what was typed here: typing goes on at its end.
        place_caret_at_end(ui, id, path);
    }
    let completion = cx.model.completion.filter(|(_, it)| it.completed == path || it.typed == path);
    // Where nothing is left to complete, Tab leads to the next control.
    let is_complete = completion.is_some_and(|(_, completion)| completion.completed == path);
    let response = bounded_text::show(ui, (cx.theme, cx.say), id, &mut typed, bounds, |edit| {
        edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0)).lock_focus(!is_complete)
    });
    let response = response.labelled_by(label.id);
    let mut input = None;
    if response.has_focus() && !is_complete && !response.changed() {
        let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
        if tab && back {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
        } else if tab {
            let whole = cx.model.whole_path(path);
            cx.ask(DialogAnswer::CompletePath(whole.to_str().unwrap_or(path).to_owned()));
        }
    }
    if response.changed() {
        input = Some(typed.clone());
    } else if let Some((job, completion)) = cx.model.completion
        && last.completed_by != Some(*job)
        && cx.model.whole_path(path) == Path::new(&completion.typed)
    {
        last.completed_by = Some(*job);
        input = Some(completion.completed.clone());
    }
    last.pass = pass;
    last.dialogs_shown = cx.model.dialogs_shown;
    last.text = typed;
    ui.data_mut(|data| data.insert_temp(id, last));
    let fault = if path.trim().is_empty() {
        // The button of the dialog does nothing as long as this stands here.
        Some(cx.say.texts.get("path-blank").to_owned())
    } else {
        fault.map(|fault| fault.sentence(cx.say))
    };
    let choices = completion.filter(|_| is_complete).map(|(_, completion)| choices(cx, &completion.choices));
    open_room(ui, "path", 3, |ui| {
        if let Some(fault) = &fault {
            tell_fault(ui.ctx(), response.id, fault);
            input_note(ui, &InputNote { text: fault, color: cx.theme.not_met }, &[]);
        }
        folder_line(ui, cx, path);
        if let Some(text) = choices.as_deref().filter(|text| !text.is_empty()) {
            input_note(ui, &InputNote { text, color: cx.theme.muted }, &[]);
        }
    });
    // egui takes the focus from a field with Enter, which a dialog without a path does not follow.
    let is_refused =
        path.trim().is_empty() && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if takes_focus && appears || is_refused {
        response.request_focus();
    }
    input
}

/// Forgets the path that was typed last.
pub fn forget_path(ctx: &Context) {
    ctx.data_mut(|data| data.remove_by_type::<LastFrame>());
}

fn place_caret_at_end(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::one(end)));
    state.store(ui.ctx(), id);
}

/// Draws the folder that the path leads to.
fn folder_line<A>(ui: &mut Ui, cx: &Cx<A>, path: &str) {
    let whole = cx.model.whole_path(path.trim());
    let folder = if path.ends_with(is_separator) { Some(whole.as_path()) } else { whole.parent() };
    let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) else { return };
    small(ui, cx.theme, &cx.say.texts.with("path-folder", &[("folder", shown_path(folder).into())]));
}

/// The folders among which the user has still to choose.
fn choices<A>(cx: &Cx<A>, names: &[String]) -> String {
    /// More would push the buttons out of sight.
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).map(|name| shown_path(Path::new(name)));
    let mut shown: Vec<String> = shown.collect();
    if let Some(more) = names.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        shown.push(cx.say.texts.with("and-more", &[("count", cx.say.grouped(more).into())]));
    }
    shown.join(DIVIDER)
}
