//! The answers on the first page: disease, tissue, treatment, background and the clinical question.
//! Each question says in which group its answer stands.

use super::context::OutlineContext;
use super::{Block, Fact};
use crate::definition::{Answer, Question, QuestionKind, SummaryGroup, TypedKind};
use std::sync::Arc;

/// The groups with an answer, in the order of the page.
pub(crate) fn blocks(report: &OutlineContext) -> Vec<Block> {
    let groups =
        [SummaryGroup::Disease, SummaryGroup::Tissue, SummaryGroup::Treatment, SummaryGroup::Background];
    let mut groups: Vec<Vec<Fact>> = groups.into_iter().map(|group| facts(report, group)).collect();
    groups.retain(|facts| !facts.is_empty());
    let mut blocks = Vec::new();
    if !groups.is_empty() {
        blocks.push(Block::Clinical(groups));
    }
    let question = facts(report, SummaryGroup::ClinicalQuestion);
    if !question.is_empty() {
        blocks.push(Block::ClinicalQuestion(question));
    }
    blocks
}

/// The questions of a group that are asked now, with their answers, in the order of the form.
fn answers<'a>(
    report: &'a OutlineContext,
    group: SummaryGroup,
) -> impl Iterator<Item = (&'a Arc<Question>, Option<&'a Answer>)> {
    let questions = report.indication.questions().filter(move |question| question.summary == Some(group));
    let asked = questions.filter(|question| question.is_asked(report.case));
    asked.map(|question| (question, report.case.answers.get(&question.id)))
}

/// The answers of a group. Those that the title line names are left out.
fn facts(report: &OutlineContext, group: SummaryGroup) -> Vec<Fact> {
    let is_in_title = |question: &Question| report.indication.subgroup.iter().any(|it| it.id == question.id);
    answers(report, group)
        .filter(|(question, _)| !is_in_title(question))
        .filter_map(|(question, answer)| {
            Some(Fact {
                label: report.phrases.of(&question.label).to_owned(),
                value: report.phrases.answer(question, answer?).trim().to_owned(),
                is_text: question.kind == QuestionKind::Typed(TypedKind::Lines),
            })
        })
        .collect()
}
