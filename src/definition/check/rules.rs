//! Resolves the names in rules: turns [`RuleSource`] into [`Condition`].

use super::QuestionsById;
use super::reachable::{self, ConstantRuleMessages, RuleWithSource};
use super::source_tree::SourceNode;
use crate::definition::ids::{ChoiceId, IndicationId, JudgementId};
use crate::definition::problem::Problem;
use crate::definition::question::{Answer, Condition, Question, QuestionKind, TypedKind};
use crate::definition::source::RuleSource;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The conditions that `same_as` may name, each with its place.
pub(crate) type NamedConditions<'a> = BTreeMap<&'a str, (&'a RuleSource, SourceNode<'a>)>;

/// The greatest size of a rule, in parts, named conditions included. The shipped rules have at most 40; the
/// limit keeps conditions that name each other from growing exponentially.
const MAX_RULE_PARTS: usize = 1000;

/// The names that a rule may use, and the named conditions resolved so far.
pub(crate) struct RuleScope<'a> {
    questions: &'a QuestionsById,
    /// `None` where `same_as` is not allowed.
    conditions: Option<&'a NamedConditions<'a>>,
    /// The indication and the names of its judgements; `None` where no judgement is allowed.
    judgements: Option<(&'a IndicationId, &'a [&'a str])>,
    /// Each named condition is resolved once. `None` means that it has a problem, already reported.
    checked: RefCell<BTreeMap<&'a str, Option<Condition>>>,
}

impl<'a> RuleScope<'a> {
    /// The scope of an indication's rules.
    pub(crate) fn new(
        questions: &'a QuestionsById,
        conditions: &'a NamedConditions<'a>,
        judgements: Option<(&'a IndicationId, &'a [&'a str])>,
    ) -> Self {
        RuleScope { questions, conditions: Some(conditions), judgements, checked: RefCell::default() }
    }

    /// The scope of asking conditions, which can only use questions.
    pub(crate) fn of_questions(questions: &'a QuestionsById) -> Self {
        RuleScope { questions, conditions: None, judgements: None, checked: RefCell::default() }
    }

    /// Resolves a rule. Returns `None` after reporting a problem.
    pub(crate) fn condition(
        &self,
        rule: &RuleSource,
        node: SourceNode,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        self.resolve_limited(rule, node, &mut Vec::new(), problems)
    }

    fn resolve_limited(
        &self,
        rule: &RuleSource,
        node: SourceNode,
        within: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        let condition = self.resolve(rule, node, within, problems)?;
        if condition.size() <= MAX_RULE_PARTS {
            return Some(condition);
        }
        problems.push(
            node.problem("the rule has too many parts")
                .expected(format!("at most {MAX_RULE_PARTS}, with those of the conditions that it names")),
        );
        None
    }

    fn resolve(
        &self,
        rule: &RuleSource,
        node: SourceNode,
        within: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        let mut list =
            |parts: &[RuleSource], name: &str, problems: &mut Vec<Problem>| -> Option<Vec<Condition>> {
                node.item(0).check_not_empty(&format!("`{name}`"), parts, problems);
                // Resolve all parts, also after one that failed, to report all problems.
                let checked: Vec<Option<Condition>> = parts
                    .iter()
                    .enumerate()
                    .map(|(at, part)| self.resolve(part, node.item(0).item(at), within, problems))
                    .collect();
                checked.into_iter().collect::<Option<Vec<_>>>().filter(|parts| !parts.is_empty())
            };
        match rule {
            RuleSource::All(parts) => list(parts, "all", problems).map(Condition::All),
            RuleSource::Any(parts) => list(parts, "any", problems).map(Condition::Any),
            RuleSource::FirstOf(parts) => list(parts, "first_of", problems).map(Condition::FirstOf),
            RuleSource::Not(part) => {
                let part = self.resolve(part, node.item(0), within, problems)?;
                Some(Condition::Not(Box::new(part)))
            }
            RuleSource::Given(first, second) => {
                let first = self.resolve(first, node.item(0), within, problems);
                let second = self.resolve(second, node.item(1), within, problems);
                Some(Condition::Given(Box::new(first?), Box::new(second?)))
            }
            RuleSource::Yes(question) => self.yes_no(question, true, node, problems),
            RuleSource::No(question) => self.yes_no(question, false, node, problems),
            RuleSource::IsOneOf(question, values) => self.is_one_of(question, values, node, problems),
            RuleSource::AtLeast(question, count) => {
                let question = self.question(question, node.item(0), problems)?;
                if question.kind != QuestionKind::Typed(TypedKind::Count) {
                    problems.push(
                        node.problem(format!("`at_least` cannot be asked of `{}`", question.id))
                            .expected("a question of the kind `count`"),
                    );
                    return None;
                }
                Some(Condition::AtLeast { question, count: *count })
            }
            RuleSource::AgeAtLeast(years) => Some(Condition::AgeAtLeast(*years)),
            RuleSource::Judgement(name) => self.judgement(name, node, problems),
            RuleSource::SameAs(name) => self.same_as(name, node, within, problems),
        }
    }

    fn question(&self, id: &str, node: SourceNode, problems: &mut Vec<Problem>) -> Option<Arc<Question>> {
        let found = self.questions.get(id).cloned();
        if found.is_none() {
            problems.push(node.unknown("question", id, self.questions.keys().map(String::as_str)));
        }
        found
    }

    fn yes_no(
        &self,
        id: &str,
        yes: bool,
        node: SourceNode,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        let question = self.question(id, node.item(0), problems)?;
        if question.kind != QuestionKind::YesNo {
            problems.push(
                node.problem(format!("`{id}` is not answered by yes or no"))
                    .expected("a question of the kind `yes_no`"),
            );
            return None;
        }
        Some(Condition::IsOneOf { question, values: vec![Answer::YesNo(yes)] })
    }

    fn is_one_of(
        &self,
        id: &str,
        values: &[String],
        node: SourceNode,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        let question = self.question(id, node.item(0), problems)?;
        node.item(1).check_not_empty("`is_one_of`", values, problems);
        node.item(1).check_unique("value", values.iter().map(String::as_str), problems);
        let QuestionKind::Choice(choices) = &question.kind else {
            problems.push(
                node.problem(format!("`is_one_of` cannot be asked of `{id}`"))
                    .expected("a question of the kind `choice`"),
            );
            return None;
        };
        let known = choices.iter().map(|choice| choice.id.as_str());
        for (at, value) in values.iter().enumerate() {
            if !known.clone().any(|id| id == value) {
                problems.push(node.item(1).item(at).unknown(
                    &format!("value of `{id}`"),
                    value,
                    known.clone(),
                ));
            }
        }
        let values: Vec<_> =
            values.iter().map(|value| Answer::Choice(ChoiceId::from(value.as_str()))).collect();
        let usable = !values.is_empty() && values.iter().all(|value| question.takes(value));
        usable.then_some(Condition::IsOneOf { question, values })
    }

    fn judgement(&self, name: &str, node: SourceNode, problems: &mut Vec<Problem>) -> Option<Condition> {
        let Some((indication, defined)) = self.judgements else {
            problems.push(
                node.problem(format!("the judgement `{name}` cannot stand here"))
                    .expected("a condition on answers and age alone"),
            );
            return None;
        };
        if !defined.contains(&name) {
            problems.push(node.item(0).unknown("judgement", name, defined.iter().copied()));
            return None;
        }
        Some(Condition::Judgement(JudgementId::new(indication, name)))
    }

    fn same_as(
        &self,
        name: &str,
        node: SourceNode,
        within: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<Condition> {
        let Some(conditions) = self.conditions else {
            problems.push(
                node.problem(format!("the condition `{name}` cannot be named here"))
                    .expected("the rule itself: asking conditions know no names"),
            );
            return None;
        };
        let Some((name, (rule, defined_at))) = conditions.get_key_value(name) else {
            problems.push(node.item(0).unknown("condition", name, conditions.keys().copied()));
            return None;
        };
        if within.iter().any(|outer| outer == name) {
            problems.push(
                node.problem(format!("the condition `{name}` leads back to itself"))
                    .expected("a condition that is defined without itself"),
            );
            return None;
        }
        if let Some(checked) = self.checked.borrow().get(name) {
            return checked.clone();
        }
        within.push((*name).to_owned());
        let before = problems.len();
        let condition = self.resolve_limited(rule, *defined_at, within, problems);
        within.pop();
        if let Some(condition) = &condition {
            let sayings = ConstantRuleMessages {
                never: &format!("the condition `{name}` can never hold"),
                always: &format!("the condition `{name}` always holds"),
            };
            let written = RuleWithSource { source: rule, condition, node: *defined_at };
            reachable::check(written, None, sayings, problems);
        }
        // A rule that names a faulty condition is not reported as well.
        let condition = condition.filter(|_| problems.len() == before);
        self.checked.borrow_mut().insert(name, condition.clone());
        condition
    }
}
