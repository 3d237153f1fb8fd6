//! The help of a question, on screen and for screen readers.

use super::PanelCx;
use crate::assessment::question_status;
use crate::definition::{Answer, Question};
use egui::{Id, Ui};

/// The help of the chosen value, or else of the question; before it, whether the answer is from the user's profile. The
/// first question of the set keeps its own help: it says which patients count, and its cards have those of the values.
pub fn help(cx: &PanelCx, question: &Question) -> Option<String> {
    let chosen = match cx.model.case.session().case().answers.get(&question.id) {
        Some(Answer::Choice(id)) => question.choice(id).and_then(|choice| {
            choice.help.as_ref().map(|help| format!("{}: {}", cx.say.of(&choice.label), cx.say.of(help)))
        }),
        // Only the values of a choice have a help of their own.
        Some(_) | None => None,
    };
    let own = question.help.as_ref().map(|help| cx.say.of(help).to_owned());
    let help = if is_first_question(cx, question) { own } else { chosen.or(own) };
    if cx.model.case.is_from_profile(&question.id) {
        let own = cx.say.texts.get("from-profile");
        return Some(help.map_or_else(|| own.to_owned(), |help| format!("{own} · {help}")));
    }
    help
}

/// Every help that the question can have, whatever its answer, and why it may not be asked: room for the longest is
/// reserved, so that nothing moves when another one is shown.
pub fn possible_helps(cx: &PanelCx, question: &Question) -> Vec<String> {
    let own = question.help.as_ref().map(|help| cx.say.of(help).to_owned());
    let chosen = question.choices().iter().filter_map(|choice| {
        choice.help.as_ref().map(|help| format!("{}: {}", cx.say.of(&choice.label), cx.say.of(help)))
    });
    let is_first = is_first_question(cx, question);
    let mut helps: Vec<String> = own.into_iter().chain(chosen.filter(|_| !is_first)).collect();
    if question.is_about_requester {
        let profile = cx.say.texts.get("from-profile");
        helps.push(profile.to_owned());
        helps = helps.iter().cloned().chain(helps.iter().map(|help| format!("{profile} · {help}"))).collect();
    }
    let indication = cx.model.case.session().indication();
    helps.extend(question.asked_when.as_ref().map(|when| {
        cx.say.texts.with("question-asked-when", &[("condition", cx.say.rule(indication, when).into())])
    }));
    helps.push(cx.say.texts.get("question-without-effect").to_owned());
    helps
}

/// Why a question of the form is not asked now.
pub fn reason_not_asked(cx: &PanelCx, question: &Question) -> String {
    let session = cx.model.case.session();
    match &question.asked_when {
        Some(when) if !question.is_asked(session.case()) => {
            let condition = cx.say.rule(session.indication(), when);
            cx.say.texts.with("question-asked-when", &[("condition", condition.into())])
        }
        Some(_) | None => cx.say.texts.get("question-without-effect").to_owned(),
    }
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
