//! The answers on the first page: disease, tissue, treatment, background and the clinical question.
//! Each question says in which group its answer stands.

use super::context::OutlineContext;
use super::{Block, Fact};
use crate::definition::{Question, QuestionKind, SummaryGroup, TypedKind};
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

/// The questions of a group, in the order of the page: that of the form, except that the disease
/// comes before what is known about it.
fn questions<'a>(report: &'a OutlineContext, group: SummaryGroup) -> Vec<&'a Arc<Question>> {
    let in_group = report.indication.questions().filter(|question| question.summary == Some(group));
    let mut questions: Vec<_> = in_group.collect();
    if group == SummaryGroup::Disease {
        questions.sort_by_key(|question| disease_position(report, question));
    }
    questions
}

/// Sorts the questions about the disease: which disease it is, then its name and code as typed, then the others.
fn disease_position(report: &OutlineContext, question: &Question) -> u8 {
    if report.set.first_question.as_ref() == Some(&question.id) {
        return 0;
    }
    match question.kind {
        // An answer of limited length is a text or a code, not a value.
        QuestionKind::Typed(kind) if kind.text_limit().is_some() => 1,
        QuestionKind::Typed(_) | QuestionKind::YesNo | QuestionKind::Choice(_) => 2,
    }
}

/// The answers of a group to what is asked now. Those that the title line names are left out.
fn facts(report: &OutlineContext, group: SummaryGroup) -> Vec<Fact> {
    let is_in_title = |question: &Question| report.indication.subgroup.iter().any(|it| it.id == question.id);
    questions(report, group)
        .into_iter()
        .filter(|question| !is_in_title(question))
        .filter_map(|question| {
            let answer = report.live_answer(question)?;
            Some(Fact {
                label: report.phrases.of(&question.label).to_owned(),
                value: report.phrases.answer(question, answer).trim().to_owned(),
                is_text: question.kind == QuestionKind::Typed(TypedKind::Lines),
                is_in_record: question.is_in_record,
            })
        })
        .collect()
}
