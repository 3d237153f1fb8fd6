//! What the check of an indication works on.

use super::ParsedFile;
use super::QuestionsById;
use super::rules::RuleScope;
use super::source_tree::SourceNode;
use crate::definition::ids::JudgementId;
use crate::definition::problem::Problem;
use crate::definition::question::Question;
use crate::definition::source::{CommonSource, IndicationSource, SetSource};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The parts of the set that an indication may refer to.
pub(crate) struct IndicationContext<'a> {
    pub(crate) set: &'a SetSource,
    pub(crate) common: &'a ParsedFile<CommonSource>,
    pub(crate) questions: &'a QuestionsById,
    pub(crate) indications: &'a [&'a str],
    /// The ids of the common requirements whose rules have already been checked. An indication that takes
    /// one over unchanged, and defines no condition of its own, has the same rules: checking them again
    /// would only repeat the same problems.
    pub(crate) checked_common_requirements: RefCell<BTreeSet<String>>,
}

/// The state that the methods of the check share; they are spread over the files of this folder.
pub(crate) struct IndicationChecker<'a, 'p> {
    pub(crate) file: &'a ParsedFile<IndicationSource>,
    pub(crate) context: &'a IndicationContext<'a>,
    /// Resolves the rules of requirements, which may name judgements.
    pub(crate) rules: RuleScope<'a>,
    /// Resolves conditions on answers and age, where no judgement is allowed.
    pub(crate) answers: RuleScope<'a>,
    /// The judgements that the rules checked so far can wait for.
    pub(crate) reachable_judgements: BTreeSet<JudgementId>,
    pub(crate) problems: &'p mut Vec<Problem>,
}

impl IndicationChecker<'_, '_> {
    pub(crate) fn known_question(&mut self, id: &str, node: SourceNode) -> Option<Arc<Question>> {
        let questions = self.context.questions;
        let found = questions.get(id).cloned();
        if found.is_none() {
            self.problems.push(node.unknown("question", id, questions.keys().map(String::as_str)));
        }
        found
    }
}
