//! The help of a question, on screen and for screen readers.

use super::PanelCx;
use crate::assessment::question_status;
use crate::definition::{Answer, Question};
use egui::{Id, Ui};

/// The help of the chosen value, or else of the question; before it, whether the answer is from the user's profile. The
/// first question of the set keeps its own help beside that of the value: it says which patients count.
pub fn help(cx: &PanelCx, question: &Question) -> Option<String> {
    let chosen = match cx.model.case.session().case().answers.get(&question.id) {
        Some(Answer::Choice(id)) => question.choice(id).and_then(|choice| {
            choice.help.as_ref().map(|help| format!("{}: {}", cx.say.of(&choice.label), cx.say.of(help)))
        }),
        // Only the values of a choice have a help of their own.
        Some(_) | None => None,
    };
    let own = question.help.as_ref().map(|help| cx.say.of(help).to_owned());
    let help = match (own, chosen) {
        (Some(own), Some(chosen)) if is_first_question(cx, question) => Some(format!("{own} · {chosen}")),
        (own, chosen) => chosen.or(own),
    };
    if cx.model.case.is_from_profile(&question.id) {
        let own = cx.say.texts.get("from-profile");
        return Some(help.map_or_else(|| own.to_owned(), |help| format!("{own} · {help}")));
    }
    help
}

/// Whether the question is the one that the set asks first.
pub fn is_first_question(cx: &PanelCx, question: &Question) -> bool {
    cx.model.case.session().set().first_question.as_ref() == Some(&question.id)
}

/// Sets the description for screen readers: the help, and the verdict that depends on the answer.
pub fn describe(ui: &Ui, cx: &PanelCx, question: &Question, id: Id) {
    if !ui.ctx().has_accesskit_node(id) {
        return;
    }
    let mut parts: Vec<String> = help(cx, question).into_iter().collect();
    let status = question_status(cx.model.case.session().assessment(), &question.id);
    parts.extend(status.map(|status| cx.say.status(status).to_owned()));
    if !parts.is_empty() {
        ui.ctx().accesskit_node_builder(id, |node| node.set_description(parts.join(". ")));
    }
}
