//! The rule language, and the three-valued value of a rule.
//!
//! A value is true, false, or open; an open one carries what it waits for. Filling in a blank
//! never changes a value that is settled.

use super::ids::JudgementId;
use super::ids::QuestionId;
use super::question::{Answer, Question};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A rule, or the condition under which something applies. No group is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The answer is one of the values.
    IsOneOf {
        /// The question.
        question: Arc<Question>,
        /// Values of this question.
        values: Vec<Answer>,
    },
    /// The count is at least this.
    AtLeast {
        /// A question of the kind *count*.
        question: Arc<Question>,
        /// The least count.
        count: u32,
    },
    /// The patient's age in completed years is at least this.
    AgeAtLeast(u16),
    /// The clinician accepts.
    Judgement(JudgementId),
    /// Every part is true.
    All(Vec<Condition>),
    /// Some part is true.
    Any(Vec<Condition>),
    /// The part is false.
    Not(Box<Condition>),
    /// Some part is true, and a part counts only once all before it are false: the guarded "else".
    FirstOf(Vec<Condition>),
    /// Both are true, and the second counts only once the first is.
    Given(Box<Condition>, Box<Condition>),
}

/// No patient is older, in years.
pub(crate) const MAX_AGE_YEARS: u16 = 150;

/// One thing that a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// The answer to a question.
    Answer(QuestionId),
    /// The patient's age.
    Age,
    /// A clinician's decision.
    Judgement(JudgementId),
}

/// What an open verdict waits for: an input that is blank.
pub type Gap = Input;

/// Where a rule finds its inputs.
pub trait Facts {
    /// The answer on file, whether the question is asked or not.
    fn answer(&self, question: &QuestionId) -> Option<&Answer>;
    /// The age in completed years.
    fn age(&self) -> Option<u16>;
    /// The decision on file, whether the answers lead to it or not.
    fn judgement(&self, id: &JudgementId) -> Option<bool>;
}

/// The value of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// That depends on what is blank.
    Open,
}

/// The value of a rule with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// True, false or open.
    pub truth: Truth,
    /// The inputs that decided it; of an open value, those that led to what it waits for.
    pub grounds: BTreeSet<Input>,
    /// What it waits for. INVARIANT: empty exactly when the value is not open.
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

impl Condition {
    /// The value of the condition. Pure and total.
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

    /// Calls `visit` with this condition and all within it, those of asking conditions included.
    pub(crate) fn walk(&self, visit: &mut impl FnMut(&Condition)) {
        visit(self);
        match self {
            Condition::IsOneOf { question, .. } | Condition::AtLeast { question, .. } => {
                if let Some(asked_when) = &question.asked_when {
                    asked_when.walk(visit);
                }
            }
            Condition::AgeAtLeast(_) | Condition::Judgement(_) => {}
            Condition::All(parts) | Condition::Any(parts) | Condition::FirstOf(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Condition::Not(part) => part.walk(visit),
            Condition::Given(first, second) => {
                first.walk(visit);
                second.walk(visit);
            }
        }
    }

    /// How many parts it has, those of asking conditions included.
    pub(crate) fn size(&self) -> usize {
        let mut size = 0;
        self.walk(&mut |_| size += 1);
        size
    }

    /// Whether the condition looks at a question as things stand: a guard that is false or open hides
    /// what comes after it, while the parts of *all* and *any* are looked at side by side.
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
                let led_on =
                    || first.evaluate(facts).truth == Truth::True && second.reads_question(question, facts);
                first.reads_question(question, facts) || led_on()
            }
        }
    }

    /// Everything the condition may look at.
    pub fn inputs(&self) -> BTreeSet<Input> {
        let mut inputs = BTreeSet::new();
        self.walk(&mut |condition| {
            inputs.extend(match condition {
                Condition::IsOneOf { question, .. } | Condition::AtLeast { question, .. } => {
                    Some(Input::Answer(question.id.clone()))
                }
                Condition::AgeAtLeast(_) => Some(Input::Age),
                Condition::Judgement(id) => Some(Input::Judgement(id.clone())),
                Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::FirstOf(_)
                | Condition::Given(..) => None,
            });
        });
        inputs
    }
}

/// A question that is not asked has none of its values, whatever was evaluate_answer earlier. While it is
/// open whether it is asked, its asking condition's blanks are what is waited for.
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

/// *All* is decided by a false part, *any* by a true one:
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
    // A judgement is no ground where an answer decides without it.
    let without_judgement =
        truth == deciding && values.iter().any(|value| value.truth == truth && !value.depends_on_judgement());
    let mut whole = Value { truth, grounds: BTreeSet::new(), gaps: BTreeSet::new() };
    for value in values {
        if value.truth == truth && !(without_judgement && value.depends_on_judgement()) {
            whole.grounds.extend(value.grounds);
            whole.gaps.extend(value.gaps);
        }
    }
    whole
}

/// | before \ then | true | open | false |
/// |---------------|------|------|-------|
/// | true          | true | true | true  |
/// | open          | open, waiting for the one before alone ||
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
