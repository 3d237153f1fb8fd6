//! A report is asked for while all indications are shown side by side: which of them it is for.

use super::parts::scrolled;
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::assessment::Status;
use crate::definition::IndicationId;
use crate::window::cx::{Cx, Model};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, small};
use crate::window::widget::{shapes, size, space};
use egui::{Align, Event, Layout, Sense, Ui, vec2};

/// Asks for the indication of a report, and carries out the command for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChooseIndicationDialog {
    command: UiCommand,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ChooseIndicationAction {
    /// Make the report for this indication, which becomes the one of the case.
    Choose(IndicationId),
}

impl ChooseIndicationDialog {
    /// The dialog that precedes a command about the report.
    pub fn new(command: UiCommand) -> Self {
        ChooseIndicationDialog { command }
    }

    pub(super) fn update(&mut self, action: ChooseIndicationAction, _: &Model) -> Update {
        let ChooseIndicationAction::Choose(indication) = action;
        Update::CloseAnd(DialogEvent::RunFor(indication, self.command))
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ChooseIndicationAction>>) {
        // The command asks for the indication in the place of what its name ends with.
        let command = cx.say.texts.get(self.command.label_id()).trim_end_matches('…');
        ui.label(cx.say.texts.with("choose-indication-text", &[("command", command.into())]));
        // The digits are those of the shortcuts, whatever the verdicts are.
        let mut entries: Vec<_> = (1..).zip(cx.model.case.session().assessments()).collect();
        // The sort keeps the order of the set among those that are alike.
        entries.sort_by_key(|(_, (_, assessment))| rank(assessment.overall));
        scrolled(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::CONTROLS;
            // The frame of the focus is outside of the first button.
            ui.add_space(space::PARTS);
            let typed = typed_number(ui);
            for (at, (number, (indication, assessment))) in entries.into_iter().enumerate() {
                ui.horizontal_wrapped(|ui| {
                    if number <= LAST_DIGIT {
                        small(ui, cx.theme, &number.to_string());
                    }
                    let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
                    shapes::paint(ui.painter(), cx.theme, assessment.overall, rect.center(), size::SHAPE);
                    let response = button(ui, cx.theme, cx.say.of(&indication.short));
                    if number <= LAST_DIGIT {
                        let key = number.to_string();
                        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
                    }
                    if at == 0 && ui.memory(|memory| memory.focused().is_none()) {
                        response.request_focus();
                    }
                    if response.clicked() || typed == Some(number) {
                        let chosen = ChooseIndicationAction::Choose(indication.id.clone());
                        cx.ask(DialogAnswer::Act(chosen));
                    }
                    small(ui, cx.theme, &cx.say.overall(assessment));
                });
            }
        });
        ui.add_space(space::BESIDE);
        // Nothing here is the default: the user chooses an indication, or cancels.
        let row = vec2(ui.available_width(), size::CONTROL + 4.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            if button(ui, cx.theme, cx.say.texts.get("cancel")).clicked() {
                cx.ask(DialogAnswer::Cancel);
            }
        });
    }
}

impl DialogState for ChooseIndicationDialog {
    fn title(&self) -> &'static str {
        "choose-indication-title"
    }
}

/// Further indications have no digit.
const LAST_DIGIT: usize = 9;

/// The number of the indication that a digit chooses, if one was typed.
fn typed_number(ui: &Ui) -> Option<usize> {
    let number = |event: &Event| match event {
        Event::Text(text) if text.len() == 1 => text.parse().ok(),
        _ => None,
    };
    ui.input(|input| input.events.iter().find_map(number))
}

/// The order of the verdicts: those that are fulfilled first.
fn rank(overall: Status) -> usize {
    match overall {
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => 0,
        Status::Judgement => 1,
        Status::Missing => 2,
        Status::NotMet => 3,
    }
}
