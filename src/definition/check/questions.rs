//! Checks `questions.ron` by itself.

use super::ParsedFile;
use super::QuestionsById;
use super::reachable::{self, ConstantRuleMessages, RuleWithSource};
use super::rules::RuleScope;
use super::source_tree::SourceNode;
use crate::definition::ids::{ChoiceId, IndicationId, QuestionId, is_kebab_case};
use crate::definition::problem::Problem;
use crate::definition::question::{Choice, Question, QuestionKind, SummaryGroup, TypedKind};
use crate::definition::source::{ChoiceSource, KindSource, QuestionSource, QuestionsSource};
use std::sync::Arc;

/// Returns the questions in the order of the file, and the same by id.
pub(crate) fn check(
    file: &ParsedFile<QuestionsSource>,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> (Vec<Arc<Question>>, QuestionsById) {
    let list = file.tree.root().field("questions");
    list.check_not_empty("the list of questions", &file.source.questions, problems);
    list.check_unique(
        "question",
        file.source.questions.iter().map(|question| question.id.as_str()),
        problems,
    );
    let mut checked = Vec::new();
    let mut by_id = QuestionsById::new();
    for (at, source) in file.source.questions.iter().enumerate() {
        // INVARIANT: an asking condition can only name questions above it, so conditions never form a
        // cycle.
        let question = Arc::new(question(source, list.item(at), &by_id, indications, problems));
        by_id.insert(source.id.clone(), question.clone());
        checked.push(question);
    }
    (checked, by_id)
}

fn question(
    source: &QuestionSource,
    node: SourceNode,
    above: &QuestionsById,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> Question {
    // Wherever gaps are listed by id, `age` means the patient's age.
    if !is_kebab_case(&source.id) || source.id == "age" {
        problems.push(
            node.field("id")
                .problem(format!("`{}` cannot be a question's id", source.id))
                .expected("lower-case words joined by hyphens, other than `age`"),
        );
    }
    node.field("label").check_text(&source.label, problems);
    node.field("name").check_text(&source.name, problems);
    if let Some(help) = &source.help {
        node.field("help").check_text(help, problems);
    }
    let asked_when = source.asked_when.as_ref().and_then(|rule| {
        let at = node.field("asked_when");
        let condition = RuleScope::of_questions(above).condition(rule, at, problems)?;
        let sayings = ConstantRuleMessages {
            never: &format!("the question `{}` can never be asked", source.id),
            always: &format!("the question `{}` is always asked", source.id),
        };
        let written = RuleWithSource { source: rule, condition: &condition, node: at };
        reachable::check(written, None, sayings, problems);
        Some(condition)
    });
    if source.about_requester && source.kind != KindSource::YesNo {
        problems.push(
            node.field("about_requester")
                .problem(format!("the profile cannot hold the answer to `{}`", source.id))
                .expected("a question of the kind `yes_no`"),
        );
    }
    if source.in_record && !source.summary.is_some_and(SummaryGroup::is_in_columns) {
        problems.push(
            node.field("in_record")
                .problem(format!("the patient record cannot have the answer to `{}`", source.id))
                .expected("`summary`: disease, tissue, treatment or background"),
        );
    }
    if source.may_be_planned && source.kind != KindSource::Date {
        problems.push(
            node.field("may_be_planned")
                .problem(format!("the answer to `{}` is no date that could be planned", source.id))
                .expected("a question of the kind `date`"),
        );
    }
    Question {
        id: QuestionId::from(source.id.as_str()),
        kind: kind(source, node, indications, problems),
        label: source.label.clone(),
        name: source.name.clone(),
        help: source.help.clone(),
        asked_when,
        summary: source.summary,
        is_in_record: source.in_record,
        is_about_requester: source.about_requester,
        may_be_planned: source.may_be_planned,
    }
}

fn kind(
    source: &QuestionSource,
    node: SourceNode,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> QuestionKind {
    let choices = node.field("choices");
    let kind = match source.kind {
        KindSource::Choice => {
            choices.check_not_empty("the list of choices", &source.choices, problems);
            choices.check_unique("choice", source.choices.iter().map(|choice| choice.id.as_str()), problems);
            let checked = source.choices.iter().enumerate();
            return QuestionKind::Choice(
                checked.map(|(at, source)| choice(source, choices.item(at), indications, problems)).collect(),
            );
        }
        KindSource::YesNo => QuestionKind::YesNo,
        KindSource::Count => QuestionKind::Typed(TypedKind::Count),
        KindSource::Percentage => QuestionKind::Typed(TypedKind::Percentage),
        KindSource::Line => QuestionKind::Typed(TypedKind::Line),
        KindSource::Lines => QuestionKind::Typed(TypedKind::Lines),
        KindSource::Date => QuestionKind::Typed(TypedKind::Date),
        KindSource::SksCode => QuestionKind::Typed(TypedKind::SksCode),
    };
    if !source.choices.is_empty() {
        problems.push(
            choices
                .problem(format!("`{}` has choices but is not of the kind `choice`", source.id))
                .expected("`kind: choice`, or no choices"),
        );
    }
    kind
}

fn choice(
    source: &ChoiceSource,
    node: SourceNode,
    indications: &[&str],
    problems: &mut Vec<Problem>,
) -> Choice {
    if !is_kebab_case(&source.id) {
        problems.push(
            node.field("id")
                .problem(format!("`{}` cannot be a choice's id", source.id))
                .expected("lower-case words joined by hyphens"),
        );
    }
    node.field("label").check_text(&source.label, problems);
    if let Some(help) = &source.help {
        node.field("help").check_text(help, problems);
    }
    for (at, id) in source.offered_for.iter().enumerate() {
        if !indications.contains(&id.as_str()) {
            problems.push(node.field("offered_for").item(at).unknown(
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
