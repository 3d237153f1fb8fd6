//! What a question that is not asked now waits for.

use super::form_position;
use super::overlay::{FactsOverlay, Override};
use crate::definition::{
    Condition, Facts, FilledFacts, Gap, Indication, Input, QuestionId, Requirement, SearchStep, Truth, Value,
};
use std::collections::BTreeSet;
use std::convert::Infallible;

/// What must be known before the answer to a question that is not asked now may matter: some requirement that reads it
/// waits for that, and for some value of what it waits for, it comes to depend on the question. The first one in the
/// form; `None`: whatever is filled in, the question has no effect.
pub fn awaited_before(indication: &Indication, facts: &impl Facts, question: &QuestionId) -> Option<Gap> {
    let input = Input::Answer(question.clone());
    let mut awaited = BTreeSet::new();
    for requirement in readers(indication, &input) {
        let blank = FactsOverlay::new(facts, Override::Answer(question, None));
        awaited.extend(gaps_on_the_way(requirement, &input, blank));
    }
    awaited.remove(&input);
    awaited.into_iter().min_by_key(|gap| form_position(indication, gap))
}

/// What [`awaited_before`] may name for a question, whatever the answers.
pub fn possibly_awaited(indication: &Indication, question: &QuestionId) -> BTreeSet<Gap> {
    let input = Input::Answer(question.clone());
    let inputs = readers(indication, &input).flat_map(|requirement| requirement.inputs.iter().cloned());
    inputs.filter(|gap| *gap != input).collect()
}

/// The requirements that can read an input.
fn readers<'a>(indication: &'a Indication, input: &Input) -> impl Iterator<Item = &'a Requirement> {
    indication.requirements().filter(move |requirement| requirement.inputs.contains(input))
}

/// What the requirement waits for, if it can come to wait for the input once other blanks are filled in.
fn gaps_on_the_way(requirement: &Requirement, input: &Input, facts: impl Facts) -> BTreeSet<Gap> {
    let conditions: Vec<&Condition> = requirement.applies_when.iter().chain([&requirement.rule]).collect();
    let mut gaps_now = None;
    let Ok(found) = FilledFacts::new(facts).search(&conditions, &mut |filled| -> Result<_, Infallible> {
        let gaps = value_of(requirement, filled).gaps;
        let step = match gaps.first() {
            Some(_) if gaps.contains(input) => SearchStep::Found,
            Some(gap) => SearchStep::FillIn(gap.clone()),
            None => SearchStep::DeadEnd,
        };
        gaps_now.get_or_insert(gaps);
        Ok(step)
    });
    gaps_now.filter(|_| found).unwrap_or_default()
}

/// The value of the condition of a requirement while it does not hold, and of its rule once it does.
fn value_of(requirement: &Requirement, facts: &impl Facts) -> Value {
    let condition = requirement.applies_when.as_ref().map(|when| when.evaluate(facts));
    match condition {
        Some(value) if value.truth != Truth::True => value,
        Some(_) | None => requirement.rule.evaluate(facts),
    }
}
