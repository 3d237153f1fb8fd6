//! Where a form shows what depends on answers, so that it opens below them: nothing above an answer moves when it is
//! given.

use crate::definition::{
    Condition, Indication, Input, JudgementId, QuestionId, Remark, RemarkCondition, Requirement,
};
use std::collections::BTreeMap;

/// The judgements of an indication in the order of the form, each with the question below which it is asked; `None`:
/// with the patient. That is the question that the definition names, or the last one in the form whose answer can lead
/// to the judgement.
pub fn judgement_places(indication: &Indication) -> Vec<(JudgementId, Option<QuestionId>)> {
    let form: Vec<&QuestionId> = indication.questions().map(|question| &question.id).collect();
    let position = |id: &QuestionId| form.iter().position(|other| *other == id);
    let mut places: BTreeMap<&JudgementId, Option<usize>> = indication
        .judgements
        .iter()
        .map(|(id, definition)| {
            let input = Input::Judgement(id.clone());
            let leads = |requirement: &&Requirement| requirement.inputs.contains(&input);
            let read = indication.requirements().filter(leads).flat_map(|requirement| &requirement.inputs);
            let answers = read.filter_map(|input| match input {
                Input::Answer(question) => position(question),
                Input::Age | Input::Judgement(_) => None,
            });
            (id, answers.chain(definition.asked_at.as_ref().and_then(position)).max())
        })
        .collect();
    // A decision can lead to the judgements that its rule reads after it.
    let chains: Vec<Vec<JudgementId>> = indication.requirements().map(judgements_in_order).collect();
    for _ in 0..places.len() {
        for pair in chains.iter().flat_map(|chain| chain.windows(2)) {
            let first = places.get(&pair[0]).copied().flatten();
            if let Some(place) = places.get_mut(&pair[1]) {
                *place = first.max(*place);
            }
        }
    }
    let order = |id: &JudgementId| {
        let at = |chain: &Vec<JudgementId>| chain.iter().position(|other| other == id);
        chains.iter().filter_map(at).max()
    };
    let mut sorted: Vec<_> = places.into_iter().collect();
    sorted.sort_by_key(|(id, place)| (*place, order(id)));
    sorted.into_iter().map(|(id, place)| (id.clone(), place.map(|at| form[at].clone()))).collect()
}

/// The judgements of a requirement in the order in which its condition and its rule read them.
fn judgements_in_order(requirement: &Requirement) -> Vec<JudgementId> {
    let mut found: Vec<JudgementId> = Vec::new();
    for condition in requirement.applies_when.iter().chain([&requirement.rule]) {
        condition.walk(&mut |part| {
            if let Condition::Judgement(id) = part
                && !found.contains(id)
            {
                found.push(id.clone());
            }
        });
    }
    found
}

/// Whether a remark can appear at a question because of an answer that the form asks below it: room is reserved for it.
pub fn may_appear_from_below(indication: &Indication, remark: &Remark, question: &QuestionId) -> bool {
    if remark.while_met {
        return true;
    }
    let RemarkCondition::True(condition) = &remark.when else { return false };
    let below = indication.questions().map(|asked| &asked.id).skip_while(|id| *id != question).skip(1);
    let inputs = condition.inputs();
    below.into_iter().any(|id| inputs.contains(&Input::Answer(id.clone())))
}
