//! The first question of the criteria set. With its answer alone, some indications can't fit any more.

use crate::definition::{Answer, QuestionKind};
use crate::window::case::{CaseCommand, Target};
use crate::window::panel::key_hint::key_hint;
use crate::window::panel::question_help::describe;
use crate::window::panel::{PanelCx, question};
use crate::window::widget::choice::{
    ChoiceControl, ChoiceInput, ChoiceLayout, ChoiceValue, SecondClick, ShownKeys,
};
use crate::window::widget::controls::{card, section_title, small};
use crate::window::widget::sight::note_if_focused;
use crate::window::widget::space;
use egui::Ui;

/// Draws the question with its values as cards. A set without a first question shows nothing.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let first = session.set().first_question.as_ref();
    let Some(question) = first.and_then(|id| session.set().question(id)) else { return };
    let QuestionKind::Choice(choices) = &question.kind else { return };
    let given = session.case().answers.get(&question.id);
    card(ui, cx.theme, |ui| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        section_title(ui, cx.say.texts.get("overview-first-question"));
        let label = cx.say.of(&question.label);
        if let Some(help) = &question.help {
            small(ui, cx.theme, &format!("{label} – {}", cx.say.of(help)));
        }
        ui.add_space(space::BESIDE);
        let values: Vec<ChoiceValue> = choices
            .iter()
            .map(|choice| ChoiceValue {
                label: cx.say.of(&choice.label),
                help: choice.help.as_ref().map(|help| cx.say.of(help)),
                chosen: matches!(given, Some(Answer::Choice(id)) if *id == choice.id),
                is_unusable: false,
            })
            .collect();
        let choice = ChoiceControl {
            id: question::control_id(question),
            name: label,
            values: &values,
            layout: ChoiceLayout::Cards,
            second_click: SecondClick::Keeps,
            shown_keys: ShownKeys::Digits,
            takes_focus: cx.takes_focus(&Target::Question(question.id.clone())),
        };
        let input = choice.show(ui, cx.theme);
        describe(ui, cx, question, choice.id, &key_hint(cx, question, &values));
        note_if_focused(ui, choice.id, ui.min_rect());
        let answer = match input {
            Some(ChoiceInput::Value(at)) => choices.get(at).map(|choice| Answer::Choice(choice.id.clone())),
            Some(ChoiceInput::Nothing) => None,
            None => return question::unparsed_answer(ui, cx, question),
        };
        cx.ask(CaseCommand::Answer(question.id.clone(), answer));
    });
}
