//! Evaluates conditions: every value is true, false or open, and carries its reasons.
//!
//! An open value knows the blank inputs that it waits for. Filling in a blank never changes a value that
//! is already true or false.

use super::ids::{JudgementId, QuestionId};
use super::question::{Answer, Condition, Gap, Input, Question};
use std::collections::BTreeSet;

/// The facts of a case, as rules read them. `None` means that the fact is blank.
pub trait Facts {
    /// The answer in the case, whether the question is asked at present or not.
    fn answer(&self, question: &QuestionId) -> Option<&Answer>;
    /// The age in completed years on the day of assessment.
    fn age(&self) -> Option<u16>;
    /// The decision in the case (`true`: accepted), whether the answers lead to this judgement or not.
    fn judgement(&self, id: &JudgementId) -> Option<bool>;
}

/// The three truth values of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// The rule holds, whatever the blank inputs are.
    True,
    /// The rule does not hold, whatever the blank inputs are.
    False,
    /// It depends on blank inputs whether the rule holds.
    Open,
}

/// The truth value of a rule, with the inputs that explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The outcome, without its reasons.
    pub truth: Truth,
    /// The inputs that decided the value; for an open value, those that led to its gaps.
    pub grounds: BTreeSet<Input>,
    /// The blank inputs that the value waits for. INVARIANT: empty exactly when the value is not open.
    pub gaps: BTreeSet<Gap>,
}

impl Value {
    fn settled(holds: bool, input: Input) -> Self {
        let truth = if holds { Truth::True } else { Truth::False };
        Value { truth, grounds: BTreeSet::from([input]), gaps: BTreeSet::new() }
    }

    fn open(gap: Gap) -> Self {
        Value { truth: Truth::Open, grounds: BTreeSet::new(), gaps: BTreeSet::from([gap]) }
    }

    fn with_grounds(mut self, mut grounds: BTreeSet<Input>) -> Self {
        self.grounds.append(&mut grounds);
        self
    }

    fn depends_on_judgement(&self) -> bool {
        self.grounds.iter().any(|input| matches!(input, Input::Judgement(_)))
    }
}

impl Question {
    /// Whether the question is asked now. An answer to a question that is not asked counts as blank.
    pub fn is_asked(&self, facts: &impl Facts) -> bool {
        self.asked_when.as_ref().is_none_or(|when| when.evaluate(facts).truth == Truth::True)
    }
}

impl Condition {
    /// Evaluates the condition against the facts of a case. Pure and total.
    pub fn evaluate(&self, facts: &impl Facts) -> Value {
        match self {
            Condition::IsOneOf { question, values } => {
                evaluate_answer(question, facts, |answer| values.contains(answer))
            }
            Condition::AtLeast { question, count } => evaluate_answer(
                question,
                facts,
                |answer| matches!(answer, Answer::Count(given) if given >= count),
            ),
            Condition::AgeAtLeast(years) => match facts.age() {
                Some(age) => Value::settled(age >= *years, Input::Age),
                None => Value::open(Input::Age),
            },
            Condition::Judgement(id) => match facts.judgement(id) {
                Some(accepted) => Value::settled(accepted, Input::Judgement(id.clone())),
                None => Value::open(Input::Judgement(id.clone())),
            },
            Condition::All(parts) => evaluate_group(parts, facts, Truth::False),
            Condition::Any(parts) => evaluate_group(parts, facts, Truth::True),
            Condition::Not(part) => {
                let value = part.evaluate(facts);
                let truth = match value.truth {
                    Truth::True => Truth::False,
                    Truth::False => Truth::True,
                    Truth::Open => Truth::Open,
                };
                Value { truth, ..value }
            }
            Condition::FirstOf(parts) => evaluate_first_of(parts, facts),
            Condition::Given(first, second) => {
                let value = first.evaluate(facts);
                match value.truth {
                    Truth::True => second.evaluate(facts).with_grounds(value.grounds),
                    Truth::False | Truth::Open => value,
                }
            }
        }
    }

    /// Whether evaluating the condition against these facts depends on the question: a guard that is
    /// false or open hides what comes after it, but *all* and *any* read every one of their parts.
    pub(crate) fn reads_question(&self, question: &QuestionId, facts: &impl Facts) -> bool {
        match self {
            Condition::IsOneOf { question: asked, .. } | Condition::AtLeast { question: asked, .. } => {
                let by_condition =
                    asked.asked_when.as_ref().is_some_and(|when| when.reads_question(question, facts));
                asked.id == *question || by_condition
            }
            Condition::AgeAtLeast(_) | Condition::Judgement(_) => false,
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().any(|part| part.reads_question(question, facts))
            }
            Condition::Not(part) => part.reads_question(question, facts),
            Condition::FirstOf(parts) => {
                let after_first = parts.iter().position(|part| part.evaluate(facts).truth != Truth::False);
                let seen = after_first.map_or(parts.len(), |at| at + 1);
                parts[..seen].iter().any(|part| part.reads_question(question, facts))
            }
            Condition::Given(first, second) => {
                let second_reads =
                    || first.evaluate(facts).truth == Truth::True && second.reads_question(question, facts);
                first.reads_question(question, facts) || second_reads()
            }
        }
    }
}

/// Evaluates a condition on one answer. A question that is not asked has none of its values, whatever was
/// answered earlier; while it is open whether the question is asked, the gaps are those of its asking
/// condition.
fn evaluate_answer(question: &Question, facts: &impl Facts, holds: impl Fn(&Answer) -> bool) -> Value {
    if let Some(asked_when) = &question.asked_when {
        let asked = asked_when.evaluate(facts);
        match asked.truth {
            Truth::True => {}
            Truth::False | Truth::Open => return asked,
        }
    }
    let input = Input::Answer(question.id.clone());
    match facts.answer(&question.id) {
        Some(answer) => Value::settled(holds(answer), input),
        None => Value::open(input),
    }
}

/// Evaluates *all* (decided by a false part) or *any* (decided by a true part), as in Kleene's logic:
///
/// | all   | true  | open  | false |      | any   | true | open | false |
/// |-------|-------|-------|-------|------|-------|------|------|-------|
/// | true  | true  | open  | false |      | true  | true | true | true  |
/// | open  | open  | open  | false |      | open  | true | open | open  |
/// | false | false | false | false |      | false | true | open | false |
fn evaluate_group(parts: &[Condition], facts: &impl Facts, deciding: Truth) -> Value {
    let values: Vec<Value> = parts.iter().map(|part| part.evaluate(facts)).collect();
    let truth = [deciding, Truth::Open]
        .into_iter()
        .find(|truth| values.iter().any(|value| value.truth == *truth))
        .unwrap_or(if deciding == Truth::True { Truth::False } else { Truth::True });
    // Where an answer alone decides the value, a judgement is not one of its grounds: otherwise a verdict
    // that needs no judgement would be reported as one by judgement.
    let without_judgement =
        truth == deciding && values.iter().any(|value| value.truth == truth && !value.depends_on_judgement());
    let mut value_of_group = Value { truth, grounds: BTreeSet::new(), gaps: BTreeSet::new() };
    for value in values {
        if value.truth == truth && !(without_judgement && value.depends_on_judgement()) {
            value_of_group.grounds.extend(value.grounds);
            value_of_group.gaps.extend(value.gaps);
        }
    }
    value_of_group
}

/// Evaluates *first_of*. For two parts:
///
/// | before \ then | true | open | false |
/// |---------------|------|------|-------|
/// | true          | true | true | true  |
/// | open          | open, with the gaps of the first alone ||
/// | false         | true | open | false |
fn evaluate_first_of(parts: &[Condition], facts: &impl Facts) -> Value {
    let mut grounds = BTreeSet::new();
    for part in parts {
        let mut value = part.evaluate(facts);
        match value.truth {
            Truth::False => grounds.append(&mut value.grounds),
            Truth::True | Truth::Open => return value.with_grounds(grounds),
        }
    }
    Value { truth: Truth::False, grounds, gaps: BTreeSet::new() }
}
