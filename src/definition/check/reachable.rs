//! Checks that every part of a rule can change the rule's value.

use super::satisfiable::{Goal, RuleTooComplex, SatisfiabilitySearch, are_independent};
use super::source_tree::SourceNode;
use crate::definition::ids::JudgementId;
use crate::definition::problem::Problem;
use crate::definition::question::Condition;
use crate::definition::source::RuleSource;
use std::collections::BTreeSet;

/// A rule in both forms, so that a problem found in the condition is reported at its place in the file.
#[derive(Clone, Copy)]
pub(crate) struct RuleWithSource<'a> {
    pub(crate) source: &'a RuleSource,
    pub(crate) condition: &'a Condition,
    pub(crate) node: SourceNode<'a>,
}

/// The messages for a rule that has the same value for all answers.
pub(crate) struct ConstantRuleMessages<'a> {
    /// The problem's message if the rule is never true.
    pub(crate) never: &'a str,
    /// The problem's message if the rule is always true.
    pub(crate) always: &'a str,
}

/// Reports a rule that is always true or never true, and parts of a rule that can never be reached or never
/// be true. The rule is checked under the assumption that `given` is true, if there is one.
pub(crate) fn check(
    rule: RuleWithSource,
    given: Option<&Condition>,
    sayings: ConstantRuleMessages,
    problems: &mut Vec<Problem>,
) {
    let conditions: Vec<&Condition> = given.into_iter().chain([rule.condition]).collect();
    if are_independent(&conditions) {
        return;
    }
    let mut checker = ReachabilityChecker {
        search: SatisfiabilitySearch::new(),
        guards: given.into_iter().map(|given| (given, true)).collect(),
        problems,
    };
    if checker.check_rule(rule, sayings).is_err() {
        problems.push(too_complex(rule.node));
    }
}

/// The judgements that a rule can wait for with some combination of answers.
pub(crate) fn reachable_judgements(
    rule: &Condition,
    given: Option<&Condition>,
) -> Result<BTreeSet<JudgementId>, RuleTooComplex> {
    let mut named = BTreeSet::new();
    rule.walk(&mut |part| {
        if let Condition::Judgement(id) = part {
            named.insert(id.clone());
        }
    });
    if named.is_empty() {
        return Ok(named);
    }
    let conditions: Vec<&Condition> = given.into_iter().chain([rule]).collect();
    if are_independent(&conditions) {
        return Ok(named);
    }
    let goals: Vec<Goal> = conditions.into_iter().map(|condition| (condition, true)).collect();
    let mut search = SatisfiabilitySearch::new();
    let mut found = BTreeSet::new();
    for id in named {
        if search.can_wait_for(&goals, &id)? {
            found.insert(id);
        }
    }
    Ok(found)
}

pub(crate) fn too_complex(node: SourceNode) -> Problem {
    node.problem("the rule is too complex to check")
        .expected("fewer answers side by side, or `given` and `first_of` between them")
}

struct ReachabilityChecker<'a, 'p> {
    search: SatisfiabilitySearch,
    /// The conditions assumed at the part being checked, with the value that each must have.
    guards: Vec<Goal<'a>>,
    problems: &'p mut Vec<Problem>,
}

impl<'a> ReachabilityChecker<'a, '_> {
    fn check_rule(
        &mut self,
        rule: RuleWithSource<'a>,
        sayings: ConstantRuleMessages,
    ) -> Result<(), RuleTooComplex> {
        if !self.can_be(rule.condition, true)? {
            self.problems
                .push(rule.node.problem(sayings.never).expected("a condition that some answers fulfil"));
        } else if !self.can_be(rule.condition, false)? {
            self.problems.push(
                rule.node.problem(sayings.always).expected("a condition that some answers do not fulfil"),
            );
        } else {
            self.check_parts(rule)?;
        }
        Ok(())
    }

    fn can_be(&mut self, condition: &'a Condition, wanted: bool) -> Result<bool, RuleTooComplex> {
        self.guards.push((condition, wanted));
        let found = self.search.can_be(&self.guards);
        self.guards.pop();
        found
    }

    fn check_part(&mut self, rule: RuleWithSource<'a>) -> Result<(), RuleTooComplex> {
        if self.can_be(rule.condition, true)? {
            return self.check_parts(rule);
        }
        self.problems.push(
            rule.node
                .problem("this part of the rule can never hold where it stands")
                .expected("a part that some answers fulfil, or none"),
        );
        Ok(())
    }

    /// Checks the parts of a rule that can be true. A named condition is checked once, where it is defined.
    fn check_parts(&mut self, rule: RuleWithSource<'a>) -> Result<(), RuleTooComplex> {
        let node = rule.node.item(0);
        match (rule.source, rule.condition) {
            (RuleSource::All(sources), Condition::All(parts)) => {
                for (at, part) in zip_parts(sources, parts, node).enumerate() {
                    let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
                    self.with_guards(others.map(|(_, other)| (other, true)), |checker| {
                        checker.check_parts(part)
                    })?;
                }
            }
            (RuleSource::Any(sources), Condition::Any(parts)) => {
                for part in zip_parts(sources, parts, node) {
                    self.check_part(part)?;
                }
            }
            (RuleSource::FirstOf(sources), Condition::FirstOf(parts)) => {
                for (at, part) in zip_parts(sources, parts, node).enumerate() {
                    let before = parts[..at].iter().map(|before| (before, false));
                    self.with_guards(before, |checker| checker.check_part(part))?;
                }
            }
            (RuleSource::Not(source), Condition::Not(condition)) => {
                self.check_part(RuleWithSource { source, condition, node })?;
            }
            (RuleSource::Given(head, then), Condition::Given(first, second)) => {
                let head = RuleWithSource { source: head, condition: first, node };
                self.with_guards([(&**second, true)], |checker| checker.check_parts(head))?;
                let then = RuleWithSource { source: then, condition: second, node: rule.node.item(1) };
                self.with_guards([(&**first, true)], |checker| checker.check_parts(then))?;
            }
            // A leaf or a `same_as` has no parts in the file. Groups have the same variant on both sides.
            (
                RuleSource::Yes(_)
                | RuleSource::No(_)
                | RuleSource::IsOneOf(..)
                | RuleSource::AtLeast(..)
                | RuleSource::AgeAtLeast(_)
                | RuleSource::Judgement(_)
                | RuleSource::SameAs(_)
                | RuleSource::All(_)
                | RuleSource::Any(_)
                | RuleSource::FirstOf(_)
                | RuleSource::Not(_)
                | RuleSource::Given(..),
                _,
            ) => {}
        }
        Ok(())
    }

    /// Runs `act` with `guards` added to the assumptions.
    fn with_guards(
        &mut self,
        guards: impl IntoIterator<Item = Goal<'a>>,
        act: impl FnOnce(&mut Self) -> Result<(), RuleTooComplex>,
    ) -> Result<(), RuleTooComplex> {
        let before = self.guards.len();
        self.guards.extend(guards);
        let done = act(self);
        self.guards.truncate(before);
        done
    }
}

fn zip_parts<'a>(
    sources: &'a [RuleSource],
    conditions: &'a [Condition],
    node: SourceNode<'a>,
) -> impl Iterator<Item = RuleWithSource<'a>> {
    let pairs = sources.iter().zip(conditions).enumerate();
    pairs.map(move |(at, (source, condition))| RuleWithSource { source, condition, node: node.item(at) })
}
