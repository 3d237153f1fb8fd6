//! Checks `questions.ron`.

use super::Parsed;
use super::effect::{self, Sayings, Written};
use super::rules::{Questions, Scope};
use super::spot::Spot;
use crate::definition::ids::{ChoiceId, IndicationId, QuestionId, is_kebab_case};
use crate::definition::problem::Problem;
use crate::definition::question::{Choice, Question, QuestionKind};
use crate::definition::source::{ChoiceSource, KindSource, QuestionSource, QuestionsSource};
use std::sync::Arc;

/// The questions in the order of the file, and by id.
pub fn check(
    file: &Parsed<QuestionsSource>,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> (Vec<Arc<Question>>, Questions) {
    let list = file.sheet.root().field("questions");
    list.check_not_empty("the list of questions", &file.source.questions, problems);
    list.check_unique(
        "question",
        file.source.questions.iter().map(|question| question.id.as_str()),
        problems,
    );
    let mut checked = Vec::new();
    let mut by_id = Questions::new();
    for (at, source) in file.source.questions.iter().enumerate() {
        // INVARIANT: an asking condition sees only the questions above it, so none leads in a circle.
        let question = Arc::new(question(source, list.item(at), &by_id, indications, problems));
        by_id.insert(source.id.clone(), question.clone());
        checked.push(question);
    }
    (checked, by_id)
}

fn question(
    source: &QuestionSource,
    spot: Spot,
    above: &Questions,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> Question {
    // `age` stands for the patient's age where open verdicts are listed.
    if !is_kebab_case(&source.id) || source.id == "age" {
        problems.push(
            spot.field("id")
                .problem(format!("`{}` can't be a question's id", source.id))
                .expected("lower-case words joined by hyphens, other than `age`"),
        );
    }
    spot.field("label").check_text(&source.label, problems);
    spot.field("name").check_text(&source.name, problems);
    if let Some(help) = &source.help {
        spot.field("help").check_text(help, problems);
    }
    let asked_when = source.asked_when.as_ref().and_then(|rule| {
        let at = spot.field("asked_when");
        let condition = Scope::of_questions(above).condition(rule, at, problems)?;
        let sayings = Sayings {
            never: &format!("the question `{}` can never be asked", source.id),
            always: &format!("the question `{}` is always asked", source.id),
        };
        let written = Written { source: rule, condition: &condition, spot: at };
        effect::check(written, None, sayings, above, problems);
        Some(condition)
    });
    Question {
        id: QuestionId::from(source.id.as_str()),
        kind: kind(source, spot, indications, problems),
        label: source.label.clone(),
        name: source.name.clone(),
        help: source.help.clone(),
        asked_when,
    }
}

fn kind(
    source: &QuestionSource,
    spot: Spot,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> QuestionKind {
    let choices = spot.field("choices");
    match source.kind {
        KindSource::Choice => {
            choices.check_not_empty("the list of choices", &source.choices, problems);
            choices.check_unique("choice", source.choices.iter().map(|choice| choice.id.as_str()), problems);
            let checked = source.choices.iter().enumerate();
            QuestionKind::Choice(
                checked.map(|(at, source)| choice(source, choices.item(at), indications, problems)).collect(),
            )
        }
        KindSource::YesNo | KindSource::Count => {
            if !source.choices.is_empty() {
                problems.push(
                    choices
                        .problem(format!("`{}` has choices but is not of the kind `choice`", source.id))
                        .expected("`kind: choice`, or no choices"),
                );
            }
            if source.kind == KindSource::Count { QuestionKind::Count } else { QuestionKind::YesNo }
        }
    }
}

fn choice(source: &ChoiceSource, spot: Spot, indications: &[&str], problems: &mut Vec<Problem>) -> Choice {
    if !is_kebab_case(&source.id) {
        problems.push(
            spot.field("id")
                .problem(format!("`{}` can't be a choice's id", source.id))
                .expected("lower-case words joined by hyphens"),
        );
    }
    spot.field("label").check_text(&source.label, problems);
    if let Some(help) = &source.help {
        spot.field("help").check_text(help, problems);
    }
    for (at, id) in source.offered_for.iter().enumerate() {
        if !indications.contains(&id.as_str()) {
            problems.push(spot.field("offered_for").item(at).unknown(
                "indication",
                id,
                indications.iter().copied(),
            ));
        }
    }
    Choice {
        id: ChoiceId::from(source.id.as_str()),
        label: source.label.clone(),
        help: source.help.clone(),
        offered_for: source.offered_for.iter().map(|id| IndicationId::from(id.as_str())).collect(),
    }
}
