//! Whether every part of a rule makes a difference where it stands.

use super::rules::QuestionsById;
use super::satisfiable::{Goal, RuleTooComplex, SatisfiabilitySearch, are_independent};
use super::source_tree::SourceNode;
use crate::definition::condition::Condition;
use crate::definition::ids::JudgementId;
use crate::definition::problem::Problem;
use crate::definition::source::RuleSource;
use std::collections::BTreeSet;

/// A rule as it is written and as it is checked, with its place.
#[derive(Clone, Copy)]
pub(crate) struct RuleWithSource<'a> {
    pub(crate) source: &'a RuleSource,
    pub(crate) condition: &'a Condition,
    pub(crate) node: SourceNode<'a>,
}

/// What is said of a rule that always comes out in one way.
pub(crate) struct ConstantRuleMessages<'a> {
    /// It is never true.
    pub(crate) never: &'a str,
    /// It is always true.
    pub(crate) always: &'a str,
}

/// Reports a rule that is always or never true, or a part of it that can't be reached or come true
/// where it stands. `given` is a condition under which alone the rule counts.
pub(crate) fn check(
    rule: RuleWithSource,
    given: Option<&Condition>,
    sayings: ConstantRuleMessages,
    questions: &QuestionsById,
    problems: &mut Vec<Problem>,
) {
    let conditions: Vec<&Condition> = given.into_iter().chain([rule.condition]).collect();
    if are_independent(&conditions) {
        return;
    }
    let mut checker = ReachabilityChecker {
        search: SatisfiabilitySearch::new(questions),
        guards: given.into_iter().map(|given| (given, true)).collect(),
        problems,
    };
    if checker.whole(rule, sayings).is_err() {
        problems.push(too_complex(rule.node));
    }
}

/// The judgements that a rule leads to: with some mix of answers it waits for them.
pub(crate) fn reachable_judgements(
    rule: &Condition,
    given: Option<&Condition>,
    questions: &QuestionsById,
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
    let mut search = SatisfiabilitySearch::new(questions);
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
    search: SatisfiabilitySearch<'a>,
    /// What holds where the search stands.
    guards: Vec<Goal<'a>>,
    problems: &'p mut Vec<Problem>,
}

impl<'a> ReachabilityChecker<'a, '_> {
    fn whole(
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
            self.parts(rule)?;
        }
        Ok(())
    }

    fn can_be(&mut self, condition: &'a Condition, wanted: bool) -> Result<bool, RuleTooComplex> {
        self.guards.push((condition, wanted));
        let found = self.search.can_be(&self.guards);
        self.guards.pop();
        found
    }

    fn part(&mut self, rule: RuleWithSource<'a>) -> Result<(), RuleTooComplex> {
        if self.can_be(rule.condition, true)? {
            return self.parts(rule);
        }
        self.problems.push(
            rule.node
                .problem("this part of the rule can never hold where it stands")
                .expected("a part that some answers fulfil, or none"),
        );
        Ok(())
    }

    /// Looks into a rule that can hold. A named condition is checked where it is defined.
    fn parts(&mut self, rule: RuleWithSource<'a>) -> Result<(), RuleTooComplex> {
        let node = rule.node.item(0);
        match (rule.source, rule.condition) {
            (RuleSource::All(sources), Condition::All(parts)) => {
                for (at, part) in written(sources, parts, node).enumerate() {
                    let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
                    self.guarded(others.map(|(_, other)| (other, true)), |checker| checker.parts(part))?;
                }
            }
            (RuleSource::Any(sources), Condition::Any(parts)) => {
                for part in written(sources, parts, node) {
                    self.part(part)?;
                }
            }
            (RuleSource::FirstOf(sources), Condition::FirstOf(parts)) => {
                for (at, part) in written(sources, parts, node).enumerate() {
                    let before = parts[..at].iter().map(|before| (before, false));
                    self.guarded(before, |checker| checker.part(part))?;
                }
            }
            (RuleSource::Not(source), Condition::Not(condition)) => {
                self.part(RuleWithSource { source, condition, node })?;
            }
            (RuleSource::Given(head, then), Condition::Given(first, second)) => {
                let head = RuleWithSource { source: head, condition: first, node };
                self.guarded([(&**second, true)], |checker| checker.parts(head))?;
                let then = RuleWithSource { source: then, condition: second, node: rule.node.item(1) };
                self.guarded([(&**first, true)], |checker| checker.parts(then))?;
            }
            // A leaf or a name has no parts of its own; the others are of one shape on both sides.
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

    /// Does something while `guards` hold too.
    fn guarded(
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

fn written<'a>(
    sources: &'a [RuleSource],
    conditions: &'a [Condition],
    node: SourceNode<'a>,
) -> impl Iterator<Item = RuleWithSource<'a>> {
    let pairs = sources.iter().zip(conditions).enumerate();
    pairs.map(move |(at, (source, condition))| RuleWithSource { source, condition, node: node.item(at) })
}
