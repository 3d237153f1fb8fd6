//! Checks the remarks of an indication.

use super::checker::IndicationChecker;
use super::source_tree::SourceNode;
use crate::definition::ids::QuestionId;
use crate::definition::model::{Remark, RemarkCondition, Section};
use crate::definition::source::RemarkSource;
use std::collections::BTreeSet;

impl IndicationChecker<'_, '_> {
    /// The remarks of `common.ron`, followed by the indication's own. A common remark is shown at those of its
    /// questions that the form asks, and not at all if the form asks none of them.
    pub(crate) fn remarks(&mut self, form: &[Section]) -> Vec<Remark> {
        let asked: BTreeSet<&QuestionId> =
            form.iter().flat_map(|section| &section.questions).map(|question| &question.id).collect();
        let (file, common) = (self.file, self.context.common);
        let list = common.tree.root().field("remarks");
        let mut remarks = Vec::new();
        for (at, source) in common.source.remarks.iter().enumerate() {
            let remark = self.remark(source, list.item(at), &asked);
            // An answer given for another indication counts for nothing where the form does not ask it.
            remarks.extend(remark.filter(|remark| source.at.is_empty() || !remark.at.is_empty()));
        }
        let list = file.tree.root().field("remarks");
        for (at, source) in file.source.remarks.iter().enumerate() {
            let node = list.item(at);
            for (at, id) in source.at.iter().enumerate() {
                let is_known = self.context.questions.contains_key(id);
                if is_known && !asked.contains(&QuestionId::from(id.as_str())) {
                    self.problems.push(
                        node.field("at")
                            .item(at)
                            .problem(format!("the form does not ask `{id}`"))
                            .expected("a question of this form, where the remark can be shown"),
                    );
                }
            }
            remarks.extend(self.remark(source, node, &asked));
        }
        remarks
    }

    fn remark(
        &mut self,
        source: &RemarkSource,
        node: SourceNode,
        asked: &BTreeSet<&QuestionId>,
    ) -> Option<Remark> {
        node.field("text").check_text(&source.text, self.problems);
        node.field("at").check_unique("question", source.at.iter().map(String::as_str), self.problems);
        let at: Vec<QuestionId> = source
            .at
            .iter()
            .enumerate()
            .filter_map(|(at, id)| self.known_question(id, node.field("at").item(at)))
            .map(|question| question.id.clone())
            .filter(|id| asked.contains(id))
            .collect();
        let when = match (&source.when, &source.unanswered) {
            (Some(rule), None) => RemarkCondition::True(self.shown_when(rule, node.field("when"))?),
            (None, Some(id)) => {
                let question = self.known_question(id, node.field("unanswered"))?;
                RemarkCondition::Unanswered(question.id.clone())
            }
            (Some(_), Some(_)) | (None, None) => {
                self.problems.push(
                    node.problem("a remark has one condition").expected("either `when` or `unanswered`"),
                );
                return None;
            }
        };
        Some(Remark { when, while_met: source.while_met, text: source.text.clone(), at, tone: source.tone })
    }
}
