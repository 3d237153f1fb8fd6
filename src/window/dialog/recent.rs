//! The cases that were opened or saved last.

use super::parts::{close_button, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::files::RecentFile;
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::PendingAction;
use crate::window::moment::local_moment;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, small};
use crate::window::widget::{regular, size, space};
use egui::{Context, Id, Response, RichText, Ui};
use std::path::{Path, PathBuf};

/// Lists the cases.
#[derive(Clone, Debug, PartialEq)]
pub struct RecentDialog;

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum RecentAction {
    /// Open a case.
    Open(PathBuf),
    /// Remove a case from the list. Its file stays.
    Forget(PathBuf),
    /// Remove all cases from the list.
    Clear,
    /// Open the settings, where the list is switched on.
    Settings,
}

impl RecentDialog {
    pub(super) fn update(&mut self, action: RecentAction, model: &Model) -> Update {
        match action {
            RecentAction::Open(path) => {
                let open = PendingAction::OpenPath(path, None, super::OpenMode::ToEdit);
                Update::CloseAnd(DialogEvent::ConfirmDiscard(open))
            }
            RecentAction::Forget(path) => Update::StayAnd(DialogEvent::ForgetRecent(vec![path])),
            RecentAction::Clear => {
                let paths = model.recent.map(|recent| recent.paths()).unwrap_or_default();
                Update::StayAnd(DialogEvent::ForgetRecent(paths))
            }
            RecentAction::Settings => Update::CloseAnd(DialogEvent::Run(UiCommand::Settings)),
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecentAction>>) {
        let texts = cx.say.texts;
        let Some(recent) = cx.model.recent else {
            ui.label(texts.get("recent-off"));
            if button(ui, cx.theme, texts.get("command-settings")).clicked() {
                cx.ask(DialogAnswer::Act(RecentAction::Settings));
            }
            return close_button(ui, cx);
        };
        if recent.files().is_empty() {
            ui.label(texts.get("recent-none"));
        }
        small(ui, cx.theme, texts.get("recent-left-out"));
        let removed_at = RemoveFocus::of(ui).and_then(|focus| focus.place_of_removed(ui, recent.files()));
        scrolled(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            // The frame of the focus is outside of the first button.
            ui.add_space(space::PARTS);
            for (at, file) in recent.files().iter().enumerate() {
                ui.push_id(&file.path, |ui| {
                    let forget = entry(ui, cx, file, recent.is_missing(&file.path));
                    if removed_at == Some(at) {
                        forget.request_focus();
                    }
                    if forget.has_focus() {
                        RemoveFocus { button: forget.id, path: file.path.clone(), at }.store(ui);
                    }
                });
                ui.add_space(space::BESIDE);
            }
        });
        if !recent.files().is_empty() && button(ui, cx.theme, texts.get("recent-clear")).clicked() {
            cx.ask(DialogAnswer::Act(RecentAction::Clear));
        }
        close_button(ui, cx);
    }
}

impl DialogState for RecentDialog {
    fn title(&self) -> &'static str {
        "recent-title"
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::Window
    }
}

/// Forgets which entry had the focus.
pub fn forget_focus(ctx: &Context) {
    ctx.data_mut(|data| data.remove_by_type::<RemoveFocus>());
}

/// The button that had the focus last among those that remove an entry.
#[derive(Clone)]
struct RemoveFocus {
    button: Id,
    path: PathBuf,
    /// The place of its entry in the list.
    at: usize,
}

impl RemoveFocus {
    fn id() -> Id {
        Id::unique("focus of a button that removes a recent file")
    }

    fn of(ui: &Ui) -> Option<Self> {
        ui.data(|data| data.get_temp(Self::id()))
    }

    fn store(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    /// If the entry of the focused button was removed, the place of the entry whose button gets the focus: what
    /// followed it, or the last one.
    fn place_of_removed(&self, ui: &Ui, files: &[RecentFile]) -> Option<usize> {
        let has_focus = ui.memory(|memory| memory.focused()) == Some(self.button);
        let is_removed = has_focus && files.iter().all(|file| file.path != self.path);
        is_removed.then(|| self.at.min(files.len().saturating_sub(1)))
    }
}

/// Draws a file, and gives the button that removes it from the list.
fn entry(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<RecentAction>>,
    file: &RecentFile,
    is_missing: bool,
) -> Response {
    let texts = cx.say.texts;
    let name = file_name(&file.path);
    let row = ui.horizontal_wrapped(|ui| {
        let open = button(ui, cx.theme, &name);
        // What most users want is one key away, when the list appears: after a file was removed from it, a second Enter
        // must not open another one.
        let is_new = ui.ctx().viewport(|viewport| viewport.prev_pass.widgets.get(open.id).is_none());
        if is_new && ui.memory(|memory| memory.focused().is_none()) {
            open.request_focus();
        }
        if open.clicked() {
            cx.ask(DialogAnswer::Act(RecentAction::Open(file.path.clone())));
        }
        let forget = button(ui, cx.theme, texts.get("recent-forget"));
        // There is one for each file.
        let label = texts.with("recent-forget-one", &[("name", name.as_str().into())]);
        ui.ctx().accesskit_node_builder(forget.id, |node| node.set_label(label));
        if forget.clicked() {
            cx.ask(DialogAnswer::Act(RecentAction::Forget(file.path.clone())));
        }
        forget
    });
    small(ui, cx.theme, &place_and_moment(cx, file));
    if is_missing {
        ui.label(
            RichText::new(texts.get("recent-missing")).font(regular(size::SMALL)).color(cx.theme.advisory),
        );
    }
    row.inner
}

/// The name of a file, as it is shown.
fn file_name(path: &Path) -> String {
    shown_path(Path::new(path.file_name().unwrap_or_default()))
}

/// The folder of a file, and when it was used last.
fn place_and_moment<A>(cx: &Cx<A>, file: &RecentFile) -> String {
    let folder = file.path.parent().map(shown_path).unwrap_or_default();
    format!("{folder} · {}", local_moment(cx.say, file.used_at))
}
