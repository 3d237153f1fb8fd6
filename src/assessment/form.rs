//! Decides which questions of a form to show, in which order gaps are asked for, and how each question
//! affects the verdicts.

use super::overlay::{FactsOverlay, Override};
use super::{Assessment, Status};
use crate::definition::{
    Facts, Gap, Indication, Input, QuestionId, Requirement, RequirementStrength, SummaryGroup, Truth,
};
use std::collections::{BTreeMap, BTreeSet};

/// How far a form is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormProgress {
    /// The number of visible questions that have an answer.
    pub(crate) answered: usize,
    /// The number of visible questions.
    pub(crate) asked: usize,
}

/// A sort key for inputs in the order in which the form shows them: the age, then questions, then
/// judgements in the order of the requirements that depend on them.
pub fn form_position(indication: &Indication, input: &Input) -> (usize, usize) {
    let last = usize::MAX;
    match input {
        Input::Age => (0, 0),
        Input::Answer(id) => {
            (1, indication.questions().position(|question| question.id == *id).unwrap_or(last))
        }
        Input::Judgement(_) => {
            let leads = |requirement: &Requirement| requirement.inputs.contains(input);
            (2, indication.requirements().position(leads).unwrap_or(last))
        }
    }
}

/// The gaps of an assessment in the order in which to ask for them: first what must be in place before the
/// tissue is taken, because it can't be corrected afterwards; then musts; then recommendations. Within each
/// group in the order of the form, answers before judgements.
pub(crate) fn gaps_by_urgency(indication: &Indication, assessment: &Assessment) -> Vec<Gap> {
    let urgency = |requirement: &Requirement, gap: &Gap| match (
        is_before_biopsy(requirement, gap),
        requirement.strength,
    ) {
        (true, RequirementStrength::Must) => 0,
        (true, RequirementStrength::Should) => 1,
        (false, RequirementStrength::Must) => 2,
        (false, RequirementStrength::Should) => 3,
    };
    let mut most: BTreeMap<&Gap, usize> = BTreeMap::new();
    for (requirement, assessed) in indication.requirements().zip(assessment.requirements()) {
        for gap in &assessed.gaps {
            let urgency = urgency(requirement, gap);
            most.entry(gap).and_modify(|most| *most = urgency.min(*most)).or_insert(urgency);
        }
    }
    let mut order: Vec<(&Gap, usize)> = most.into_iter().collect();
    order.sort_by_key(|(gap, urgency)| (*urgency, form_position(indication, gap)));
    order.into_iter().map(|(gap, _)| gap.clone()).collect()
}

/// Whether a gap is one of what must be in place before the tissue is taken. A gap in the condition alone does not yet
/// say that the requirement applies.
fn is_before_biopsy(requirement: &Requirement, gap: &Gap) -> bool {
    let condition = requirement.applies_when.as_ref();
    requirement.before_biopsy && !condition.is_some_and(|when| when.inputs().contains(gap))
}

/// Whether an assessment waits for this before the tissue is taken.
pub(crate) fn is_wanted_before_biopsy(indication: &Indication, assessment: &Assessment, gap: &Gap) -> bool {
    let mut requirements = indication.requirements().zip(assessment.requirements());
    requirements
        .any(|(requirement, assessed)| assessed.gaps.contains(gap) && is_before_biopsy(requirement, gap))
}

/// The questions that the form shows: those whose answer can still affect a requirement; those that have an
/// answer which some requirement reads, so that an answer does not disappear because of another one; and
/// those that no requirement uses, which only appear in the report. A question whose asking condition is
/// not true is never shown.
pub fn visible_questions(indication: &Indication, facts: &impl Facts) -> BTreeSet<QuestionId> {
    let mut in_sight = BTreeSet::new();
    for question in indication.questions() {
        let answered = facts.answer(&question.id).is_some();
        let shown = can_hold_open(indication, facts, &question.id)
            || answered && is_read_by_a_rule(indication, facts, &question.id);
        // The report says whether consent is given, whatever the rules read of it.
        let shown = shown || question.summary == Some(SummaryGroup::Consent);
        if question.is_asked(facts) && shown {
            in_sight.insert(question.id.clone());
        }
    }
    in_sight
}

/// Whether some requirement would be open if the question were blank. If all are settled without it, no
/// answer to it can change them.
fn can_hold_open(indication: &Indication, facts: &impl Facts, question: &QuestionId) -> bool {
    let input = Input::Answer(question.clone());
    let blank = FactsOverlay::new(facts, Override::Answer(question, None));
    let mut users =
        indication.requirements().filter(|requirement| requirement.inputs.contains(&input)).peekable();
    if users.peek().is_none() {
        return true;
    }
    users.any(|requirement| {
        let mut open = requirement.applies_when.as_ref().map(|when| when.evaluate(&blank));
        if open.as_ref().is_none_or(|value| value.truth == Truth::True) {
            open = Some(requirement.rule.evaluate(&blank));
        }
        open.is_some_and(|value| value.gaps.contains(&input))
    })
}

fn is_read_by_a_rule(indication: &Indication, facts: &impl Facts, question: &QuestionId) -> bool {
    indication.requirements().any(|requirement| {
        let condition = requirement.applies_when.as_ref();
        let applies = condition.is_none_or(|when| when.evaluate(facts).truth == Truth::True);
        condition.is_some_and(|when| when.reads_question(question, facts))
            || applies && requirement.rule.reads_question(question, facts)
    })
}

/// The worst status among the requirements that the answer to a question decides or holds open. `None` if
/// there is none; requirements that do not apply are left out.
pub fn question_status(assessment: &Assessment, question: &QuestionId) -> Option<Status> {
    let input = Input::Answer(question.clone());
    assessment
        .requirements()
        .filter(|requirement| match requirement.status {
            Status::NoRequirement | Status::NotApplicable => false,
            // A missing answer is marked at its own question, not at the questions that led to it.
            Status::Missing => requirement.gaps.contains(&input),
            Status::Judgement | Status::Met | Status::Advisory | Status::NotMet => {
                requirement.grounds.contains(&input)
            }
        })
        .map(|requirement| requirement.status)
        .max()
}
