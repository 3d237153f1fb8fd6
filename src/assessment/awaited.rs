//! What a question that is not asked now waits for.

use super::form_position;
use crate::definition::{
    Answer, Condition, Facts, Gap, Indication, Input, JudgementId, QuestionId, Requirement, Truth, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// What must be known before the answer to a question that is not asked now may matter: some requirement that reads it
/// waits for that, and for some value of what it waits for, it comes to depend on the question. The first one in the
/// form; `None`: whatever is filled in, the question has no effect.
pub fn awaited_before(indication: &Indication, facts: &impl Facts, question: &QuestionId) -> Option<Gap> {
    let input = Input::Answer(question.clone());
    let users = indication.requirements().filter(|requirement| requirement.inputs.contains(&input));
    let mut awaited = BTreeSet::new();
    for requirement in users {
        let mut supposed = SupposedFacts::new(facts, question);
        let value = value_of(requirement, &supposed);
        if can_lead_to(requirement, &input, &value, &mut supposed) {
            awaited.extend(value.gaps);
        }
    }
    awaited.remove(&input);
    awaited.into_iter().min_by_key(|gap| form_position(indication, gap))
}

/// What [`awaited_before`] may name for a question, whatever the answers.
pub fn possibly_awaited(indication: &Indication, question: &QuestionId) -> BTreeSet<Gap> {
    let input = Input::Answer(question.clone());
    let users = indication.requirements().filter(|requirement| requirement.inputs.contains(&input));
    users.flat_map(|requirement| requirement.inputs.iter().cloned()).filter(|gap| *gap != input).collect()
}

/// The facts of a case in which one question is blank, and some blanks are filled in.
struct SupposedFacts<'a, F> {
    facts: &'a F,
    blank: &'a QuestionId,
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

/// What may be filled in for a gap.
enum Filling {
    Answer(QuestionId, Answer),
    Age(u16),
    Judgement(JudgementId, bool),
}

impl<'a, F: Facts> SupposedFacts<'a, F> {
    fn new(facts: &'a F, blank: &'a QuestionId) -> Self {
        SupposedFacts { facts, blank, answers: BTreeMap::new(), age: None, judgements: BTreeMap::new() }
    }

    fn fill(&mut self, filling: Filling) {
        match filling {
            Filling::Answer(id, answer) => drop(self.answers.insert(id, answer)),
            Filling::Age(age) => self.age = Some(age),
            Filling::Judgement(id, accepted) => drop(self.judgements.insert(id, accepted)),
        }
    }

    fn clear(&mut self, gap: &Gap) {
        match gap {
            Input::Answer(id) => drop(self.answers.remove(id)),
            Input::Age => self.age = None,
            Input::Judgement(id) => drop(self.judgements.remove(id)),
        }
    }
}

impl<F: Facts> Facts for SupposedFacts<'_, F> {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        if question == self.blank {
            return None;
        }
        self.answers.get(question).or_else(|| self.facts.answer(question))
    }

    fn age(&self) -> Option<u16> {
        self.age.or_else(|| self.facts.age())
    }

    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        self.judgements.get(id).copied().or_else(|| self.facts.judgement(id))
    }
}

/// The value of the condition of a requirement while it does not hold, and of its rule once it does.
fn value_of(requirement: &Requirement, facts: &impl Facts) -> Value {
    let condition = requirement.applies_when.as_ref().map(|when| when.evaluate(facts));
    match condition {
        Some(value) if value.truth != Truth::True => value,
        Some(_) | None => requirement.rule.evaluate(facts),
    }
}

/// Whether the requirement, whose value is `value` now, comes to wait for the input once other blanks are filled in. A
/// settled value stays as it is whatever is filled in, so that all values of one gap after the other are all there is.
fn can_lead_to<F: Facts>(
    requirement: &Requirement,
    input: &Input,
    value: &Value,
    supposed: &mut SupposedFacts<F>,
) -> bool {
    if value.gaps.contains(input) {
        return true;
    }
    let Some(gap) = value.gaps.first() else { return false };
    fillings(requirement, gap).into_iter().any(|filling| {
        supposed.fill(filling);
        let value = value_of(requirement, supposed);
        let leads = can_lead_to(requirement, input, &value, supposed);
        supposed.clear(gap);
        leads
    })
}

/// A value of a gap for each way in which the conditions of the requirement can read it.
fn fillings(requirement: &Requirement, gap: &Gap) -> Vec<Filling> {
    match gap {
        Input::Judgement(id) => [true, false].map(|accepted| Filling::Judgement(id.clone(), accepted)).into(),
        Input::Age => {
            let mut ages = BTreeSet::from([0]);
            walk(requirement, &mut |condition| {
                if let Condition::AgeAtLeast(years) = condition {
                    ages.insert(*years);
                }
            });
            ages.into_iter().map(Filling::Age).collect()
        }
        Input::Answer(id) => {
            let answers = answers(requirement, id).into_iter();
            answers.map(|answer| Filling::Answer(id.clone(), answer)).collect()
        }
    }
}

/// Answers to a question, of which no two are read alike by all conditions of the requirement.
fn answers(requirement: &Requirement, question: &QuestionId) -> Vec<Answer> {
    let mut counts = BTreeSet::from([0]);
    let mut lists: Vec<Vec<Answer>> = Vec::new();
    let mut offered = Vec::new();
    walk(requirement, &mut |condition| match condition {
        Condition::IsOneOf { question: asked, values } if asked.id == *question => {
            lists.push(values.clone());
            let choices = asked.choices().iter().map(|choice| Answer::Choice(choice.id.clone()));
            offered = choices.chain([true, false].map(Answer::YesNo)).collect();
        }
        Condition::AtLeast { question: asked, count } if asked.id == *question => {
            counts.insert(*count);
        }
        _ => {}
    });
    if lists.is_empty() {
        return counts.into_iter().map(Answer::Count).collect();
    }
    let reading = |answer: &Answer| lists.iter().map(|values| values.contains(answer)).collect::<Vec<_>>();
    let distinct: BTreeMap<Vec<bool>, Answer> =
        offered.into_iter().map(|answer| (reading(&answer), answer)).collect();
    distinct.into_values().collect()
}

/// Visits all conditions of a requirement.
fn walk(requirement: &Requirement, visit: &mut impl FnMut(&Condition)) {
    for condition in requirement.applies_when.iter().chain([&requirement.rule]) {
        condition.walk(visit);
    }
}
