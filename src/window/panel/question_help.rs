//! The help of a question, on screen and for screen readers.

use super::PanelCx;
use super::field_note::field_caution;
use crate::assessment::{possibly_awaited, question_status};
use crate::definition::{Answer, Choice, Gap, Question, QuestionKind};
use crate::text::sentences;
use crate::window::case::Field;
use crate::window::widget::choice::ChoiceLayout;
use egui::{Id, Ui};

/// The help below the label: of the chosen value, or else of the question; before it, whether the answer is from the
/// user's profile. Cards have the help of their values, so that the question keeps its own.
pub fn help(cx: &PanelCx, question: &Question, layout: ChoiceLayout) -> Option<String> {
    let chosen = match cx.model.case.session().case().answers.get(&question.id) {
        Some(Answer::Choice(id)) if layout == ChoiceLayout::Segments => {
            question.choice(id).and_then(|choice| help_of_choice(cx, choice))
        }
        // Only the values of a choice have a help of their own.
        Some(_) | None => None,
    };
    let help = chosen.or_else(|| question.help.as_ref().map(|help| cx.say.of(help).to_owned()));
    if cx.model.case.is_from_profile(&question.id) {
        return Some(from_profile(cx, help.as_deref()));
    }
    help
}

fn help_of_choice(cx: &PanelCx, choice: &Choice) -> Option<String> {
    choice.help.as_ref().map(|help| format!("{}: {}", cx.say.of(&choice.label), cx.say.of(help)))
}

fn from_profile(cx: &PanelCx, help: Option<&str>) -> String {
    let profile = cx.say.texts.get("from-profile");
    help.map_or_else(|| profile.to_owned(), |help| format!("{profile} · {help}"))
}

/// Every help that the question can have while it is asked, whatever its answer: room for the longest is reserved, so
/// that nothing moves when another one is shown.
pub fn possible_helps(cx: &PanelCx, question: &Question, layout: ChoiceLayout) -> Vec<Option<String>> {
    let mut helps = vec![question.help.as_ref().map(|help| cx.say.of(help).to_owned())];
    if layout == ChoiceLayout::Segments {
        let chosen = question.choices().iter().filter_map(|choice| help_of_choice(cx, choice));
        helps.extend(chosen.map(Some));
    }
    if question.is_about_requester {
        let of_profile: Vec<_> = helps.iter().map(|help| Some(from_profile(cx, help.as_deref()))).collect();
        helps.extend(of_profile);
    }
    helps
}

/// Why the question may not be asked, whatever the answers.
pub fn possible_reasons(cx: &PanelCx, question: &Question) -> Vec<String> {
    let indication = cx.model.case.session().indication();
    let condition = question.asked_when.as_ref().map(|when| {
        cx.say.texts.with("question-asked-when", &[("condition", cx.say.rule(indication, when).into())])
    });
    // Laying out each of them in each frame would take long; the longest needs the most room.
    let awaited = possibly_awaited(indication, &question.id).into_iter().map(|gap| waits_for(cx, &gap));
    let longest = awaited.max_by_key(|reason| reason.chars().count());
    let without_effect = cx.say.texts.get("question-without-effect").to_owned();
    condition.into_iter().chain(longest).chain([without_effect]).collect()
}

fn waits_for(cx: &PanelCx, gap: &Gap) -> String {
    let name = cx.say.gap(cx.model.case.session().indication(), gap);
    cx.say.texts.with("question-waits-for", &[("name", name.into())])
}

/// Why a question of the form is not asked now.
pub fn reason_not_asked(cx: &PanelCx, question: &Question) -> String {
    let session = cx.model.case.session();
    match &question.asked_when {
        Some(when) if !question.is_asked(session.case()) => {
            let condition = cx.say.rule(session.indication(), when);
            cx.say.texts.with("question-asked-when", &[("condition", condition.into())])
        }
        Some(_) | None => match session.awaited_before(&question.id) {
            Some(gap) => waits_for(cx, &gap),
            None => cx.say.texts.get("question-without-effect").to_owned(),
        },
    }
}

/// Whether the question is the one that the set asks first.
pub fn is_first_question(cx: &PanelCx, question: &Question) -> bool {
    cx.model.case.session().set().first_question.as_ref() == Some(&question.id)
}

/// Sets the description for screen readers: the help, the verdict that depends on the answer, what is doubtful about
/// the answer, and the keys.
pub fn describe(ui: &Ui, cx: &PanelCx, question: &Question, id: Id, keys: &str) {
    if !ui.ctx().has_accesskit_node(id) {
        return;
    }
    let mut parts: Vec<String> = help(cx, question, ChoiceLayout::Segments).into_iter().collect();
    let status = question_status(cx.model.case.session().assessment(), &question.id);
    parts.extend(status.map(|status| cx.say.status(status).to_owned()));
    if let QuestionKind::Typed(kind) = question.kind {
        let field = Field::Answer(question.id.clone(), kind);
        parts.extend(field_caution(cx, &field).map(|caution| caution.words.to_owned()));
    }
    parts.push(keys.to_owned());
    ui.ctx().accesskit_node_builder(id, |node| node.set_description(sentences(&parts)));
}
