//! Checks the parts of an indication beside its rules: codes, advice, notes, alternatives, overlaps.

use super::checker::IndicationChecker;
use super::reachable::{self, ConstantRuleMessages, RuleWithSource};
use super::source_tree::SourceNode;
use crate::definition::ids::{ChoiceId, IndicationId};
use crate::definition::model::{Advice, Alternative, Code, Note, Overlap, OverlapWith};
use crate::definition::question::{Answer, Condition};
use crate::definition::source::{AdviceSource, AlternativeSource, OverlapSource, RuleSource};
use std::collections::BTreeSet;

impl IndicationChecker<'_, '_> {
    pub(crate) fn codes(&mut self) -> Vec<Code> {
        let (file, list) = (self.file, self.file.tree.root().field("codes"));
        let mut codes = Vec::new();
        for (at, code) in file.source.codes.iter().enumerate() {
            let node = list.item(at);
            node.field("system").check_written("system", &code.system, self.problems);
            node.field("code").check_written("code", &code.code, self.problems);
            node.field("remark").check_text(&code.remark, self.problems);
            codes.push(Code {
                system: code.system.clone(),
                code: code.code.clone(),
                remark: code.remark.clone(),
            });
        }
        codes
    }

    pub(crate) fn advice(&mut self, sources: &[AdviceSource], list: SourceNode) -> Vec<Advice> {
        let mut checked = Vec::new();
        for (at, source) in sources.iter().enumerate() {
            let node = list.item(at);
            node.field("text").check_text(&source.text, self.problems);
            let when = self.shown_when(&source.when, node.field("when"));
            checked.extend(when.map(|when| Advice { when, text: source.text.clone() }));
        }
        checked
    }

    pub(crate) fn shown_when(&mut self, source: &RuleSource, node: SourceNode) -> Option<Condition> {
        let condition = self.answers.condition(source, node, self.problems)?;
        let sayings =
            ConstantRuleMessages { never: "this can never be shown", always: "this is always shown" };
        let written = RuleWithSource { source, condition: &condition, node };
        reachable::check(written, None, sayings, self.problems);
        Some(condition)
    }

    /// The indication's own notes, and the common notes on topics that it has no note on.
    pub(crate) fn notes(&mut self) -> Vec<Note> {
        let (file, common) = (self.file, self.context.common);
        let mut notes: Vec<Note> = Vec::new();
        for (list, node) in [
            (&file.source.notes, file.tree.root().field("notes")),
            (&common.source.notes, common.tree.root().field("notes")),
        ] {
            let mut here = BTreeSet::new();
            for (at, source) in list.iter().enumerate() {
                let node = node.item(at);
                node.field("text").check_text(&source.text, self.problems);
                if !here.insert(source.topic) {
                    self.problems.push(
                        node.field("topic").problem("the topic stands twice").expected("one note a topic"),
                    );
                }
                if !notes.iter().any(|own| own.topic == source.topic) {
                    notes.push(Note { topic: source.topic, text: source.text.clone() });
                }
            }
        }
        notes.sort_by_key(|note| note.topic);
        notes
    }

    pub(crate) fn alternatives(&mut self) -> Vec<Alternative> {
        let (file, list) = (self.file, self.file.tree.root().field("alternatives"));
        let sources = file.source.alternatives.iter().enumerate();
        sources.filter_map(|(at, source)| self.alternative(source, list.item(at))).collect()
    }

    fn alternative(&mut self, source: &AlternativeSource, node: SourceNode) -> Option<Alternative> {
        node.field("text").check_text(&source.text, self.problems);
        let question = self.known_question(&source.question, node.field("question"))?;
        let known = question.choices().iter().map(|choice| choice.id.as_str());
        for (field, value) in [("from", &source.from), ("to", &source.to)] {
            if !known.clone().any(|id| id == value) {
                let what = format!("value of `{}`", question.id);
                self.problems.push(node.field(field).unknown(&what, value, known.clone()));
            }
        }
        Some(Alternative {
            question: question.id.clone(),
            from: Answer::Choice(ChoiceId::from(source.from.as_str())),
            to: Answer::Choice(ChoiceId::from(source.to.as_str())),
            text: source.text.clone(),
        })
    }

    pub(crate) fn overlaps(&mut self) -> Vec<Overlap> {
        let (file, list) = (self.file, self.file.tree.root().field("overlaps"));
        let sources = file.source.overlaps.iter().enumerate();
        sources.filter_map(|(at, source)| self.overlap(source, list.item(at))).collect()
    }

    fn overlap(&mut self, source: &OverlapSource, node: SourceNode) -> Option<Overlap> {
        let with = match (&source.indication, &source.outside) {
            (Some(id), None) => {
                let known = self.context.indications;
                if !known.contains(&id.as_str()) {
                    let node = node.field("indication");
                    self.problems.push(node.unknown("indication", id, known.iter().copied()));
                }
                OverlapWith::Indication(IndicationId::from(id.as_str()))
            }
            (None, Some(text)) => {
                node.field("outside").check_text(text, self.problems);
                OverlapWith::Outside(text.clone())
            }
            (Some(_), Some(_)) | (None, None) => {
                self.problems.push(
                    node.problem("an overlap is with one thing").expected("either `indication` or `outside`"),
                );
                return None;
            }
        };
        let when = match &source.when {
            None => None,
            Some(rule) => Some(self.shown_when(rule, node.field("when"))?),
        };
        Some(Overlap { with, when })
    }
}
