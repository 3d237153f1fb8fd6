//! What is drawn. A view reads the state and gives commands; it never changes anything.

mod controls;
mod criteria;
mod dialogs;
mod form;
mod judgement;
mod notices;
mod people;
mod preview;
mod question;
mod report;
mod sidebar;
mod status_bar;
mod top_bar;
mod verdict;

use super::command::{Command, Target};
use super::state::State;
use super::theme::Theme;
use crate::definition::JudgementId;
use crate::wording::Phrases;
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use std::collections::BTreeSet;

/// What a view reads, and what it has asked for.
pub struct Cx<'a> {
    /// The state.
    pub state: &'a State,
    /// The theme.
    pub theme: &'a Theme,
    /// The phrases of the language shown.
    pub say: Phrases,
    asked: Vec<Command>,
    /// The judgements that can be decided in this frame: each once.
    judged: BTreeSet<JudgementId>,
}

impl Cx<'_> {
    fn ask(&mut self, command: Command) {
        self.asked.push(command);
    }

    /// Whether this is where the window was led; it then takes the focus.
    fn arrives_at(&mut self, target: &Target) -> bool {
        let arrives = self.state.going_to.as_ref() == Some(target);
        if arrives {
            self.ask(Command::Arrived);
        }
        arrives
    }
}

/// Below this width the panels are narrower.
const NARROW: f32 = 1200.0;

/// Draws the window, and gives what was asked for.
pub fn draw(ui: &mut Ui, state: &State, theme: &Theme) -> Vec<Command> {
    let mut cx = Cx { state, theme, say: state.say(), asked: Vec::new(), judged: BTreeSet::new() };
    let width = ui.available_width();
    let (left, right) = if width < NARROW { (200.0, 300.0) } else { (250.0, 390.0) };
    let side = |margin| Frame::new().fill(theme.surface).inner_margin(margin);

    Panel::top("top")
        .resizable(false)
        .frame(side(Margin::symmetric(16, 10)))
        .show(ui, |ui| top_bar::show(ui, &mut cx));
    if !state.notices.is_empty() {
        Panel::top("notices")
            .resizable(false)
            .frame(side(Margin::symmetric(16, 8)))
            .show(ui, |ui| notices::show(ui, &mut cx));
    }
    Panel::bottom("status")
        .resizable(false)
        .frame(side(Margin::symmetric(16, 6)))
        .show(ui, |ui| status_bar::show(ui, &mut cx));
    Panel::left("indications")
        .resizable(false)
        .exact_size(left)
        .frame(side(Margin::symmetric(12, 12)))
        .show(ui, |ui| sidebar::show(ui, &mut cx));
    let at_right = |id: &'static str, size: f32, edge: i8| {
        let margin = Margin { left: 12, right: edge, top: 12, bottom: 0 };
        Panel::right(id).resizable(false).exact_size(size).frame(side(margin))
    };
    match &state.preview {
        // The form stays beside it: what is typed shows at once.
        Some(preview) => {
            let size = ((width - left) / 2.0).max(right).floor();
            at_right("preview", size, 12).show(ui, |ui| preview::show(ui, &mut cx, preview));
        }
        None => {
            at_right("criteria", right, 4).show(ui, |ui| criteria::show(ui, &mut cx));
        }
    }
    let middle =
        Frame::new().fill(theme.canvas).inner_margin(Margin { left: 20, right: 6, top: 12, bottom: 0 });
    CentralPanel::default().frame(middle).show(ui, |ui| form::show(ui, &mut cx));
    dialogs::show(ui.ctx(), &mut cx);
    cx.asked
}
