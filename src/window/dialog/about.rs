//! What the program is, and whose work is in it.

use super::parts::{close_button, scrolled};
use super::{DialogAnswer, DialogState, DialogSubject, Update};
use crate::window::cx::{Cx, Model};
use crate::window::licences;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{link, small};
use crate::window::widget::{regular, scroll, size, space};
use egui::{RichText, Ui};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Tells what the program is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AboutDialog {
    /// Whether the licences are shown in full.
    shows_licences: bool,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AboutAction {
    /// Show the licences in full, or no longer.
    ShowLicences(bool),
}

impl AboutDialog {
    pub(super) fn update(&mut self, action: AboutAction, _: &Model) -> Update {
        let AboutAction::ShowLicences(shows) = action;
        self.shows_licences = shows;
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<AboutAction>>) {
        let texts = cx.say.texts;
        let set = cx.model.case.session().set();
        scrolled(ui, |ui| {
            ui.label(texts.with("about-version", &[("version", VERSION.into())]));
            ui.label(texts.get("what-it-is-not"));
            let criteria = [
                ("title", cx.say.of(&set.title).into()),
                ("publisher", cx.say.of(&set.publisher).into()),
                ("id", set.id.to_string().into()),
            ];
            ui.label(texts.with("about-criteria", &criteria));
            let origin = cx.say.criteria_origin(set, cx.model.today);
            let color = if origin.warning.is_some() { cx.theme.advisory } else { cx.theme.text };
            ui.label(RichText::new(origin.sentence).color(color));
            ui.label(texts.get("about-privacy"));
            ui.label(texts.get("about-licence"));
            let (label, list) = if self.shows_licences {
                ("about-hide-licences", licences::TEXTS)
            } else {
                ("about-show-licences", licences::LIST)
            };
            if link(ui, cx.theme, texts.get(label)).clicked() {
                cx.ask(DialogAnswer::Act(AboutAction::ShowLicences(!self.shows_licences)));
            }
            lines(ui, cx, list);
        });
        close_button(ui, cx);
    }
}

impl DialogState for AboutDialog {
    fn title(&self) -> &'static str {
        UiCommand::About.label_id()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::Window
    }
}

/// The height of the list of licences, in points.
const LIST_HEIGHT: f32 = 220.0;

/// A long text, of which only the visible lines are laid out.
fn lines<A>(ui: &mut Ui, cx: &Cx<A>, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let longest = lines.iter().max_by_key(|line| line.chars().count()).copied().unwrap_or_default();
    let longest =
        ui.painter().layout_no_wrap(longest.to_owned(), regular(size::SMALL), cx.theme.muted).size();
    let sizes = scroll::LineSizes { count: lines.len(), height: longest.y, width: longest.x };
    ui.spacing_mut().item_spacing.y = space::LINES;
    scroll::lines(ui, LIST_HEIGHT, sizes, |ui, rows| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        for line in &lines[rows] {
            small(ui, cx.theme, line);
        }
    });
}
