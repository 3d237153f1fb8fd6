//! Checks that the form of an indication asks exactly the questions that its rules use.

use super::checker::IndicationChecker;
use crate::definition::ids::QuestionId;
use crate::definition::model::{Requirement, Row, Section};
use crate::definition::question::{Input, Question};
use std::collections::BTreeSet;
use std::sync::Arc;

impl IndicationChecker<'_, '_> {
    pub(crate) fn form(&mut self) -> Vec<Section> {
        let (file, list) = (self.file, self.file.tree.root().field("form"));
        list.check_not_empty("the form", &file.source.form, self.problems);
        let mut asked = BTreeSet::new();
        let mut sections = Vec::new();
        for (at, section) in file.source.form.iter().enumerate() {
            let node = list.item(at);
            node.field("title").check_text(&section.title, self.problems);
            node.field("questions").check_not_empty("the section", &section.questions, self.problems);
            let mut questions = Vec::new();
            for (at, id) in section.questions.iter().enumerate() {
                let node = node.field("questions").item(at);
                if !asked.insert(id.as_str()) {
                    self.problems.push(
                        node.problem(format!("the form asks `{id}` twice")).expected("each question once"),
                    );
                }
                questions.extend(self.known_question(id, node));
            }
            sections.push(Section { title: section.title.clone(), questions });
        }
        sections
    }

    /// The questions whose answers name the subgroup in the report's title.
    pub(crate) fn subgroup(&mut self) -> Vec<Arc<Question>> {
        let (file, list) = (self.file, self.file.tree.root().field("subgroup"));
        let ids = file.source.subgroup.iter().enumerate();
        ids.filter_map(|(at, id)| self.known_question(id, list.item(at))).collect()
    }

    pub(crate) fn check_form_asks_what_the_rules_use(&mut self, form: &[Section], rows: &[Row]) {
        let node = self.file.tree.root().field("form");
        let asked: BTreeSet<&QuestionId> =
            form.iter().flat_map(|section| &section.questions).map(|question| &question.id).collect();
        for (question, requirement) in questions_used(rows).filter(|(question, _)| !asked.contains(question))
        {
            self.problems.push(
                node.problem(format!("the form does not ask `{question}`, which `{}` needs", requirement.id))
                    .expected("every question that a rule uses"),
            );
        }
    }

    pub(crate) fn check_rules_use_what_the_form_asks(
        &mut self,
        form: &[Section],
        subgroup: &[Arc<Question>],
        rows: &[Row],
    ) {
        let (file, list) = (self.file, self.file.tree.root().field("form"));
        let mut used: BTreeSet<&str> = questions_used(rows).map(|(question, _)| question.as_str()).collect();
        used.extend(subgroup.iter().map(|question| question.id.as_str()));
        let asked = form.iter().flat_map(|section| &section.questions);
        used.extend(asked.filter(|question| question.summary.is_some()).map(|question| question.id.as_str()));
        let known: BTreeSet<&str> =
            form.iter().flat_map(|section| &section.questions).map(|question| question.id.as_str()).collect();
        for (at, section) in file.source.form.iter().enumerate() {
            for (within, id) in section.questions.iter().enumerate() {
                if known.contains(id.as_str()) && !used.contains(id.as_str()) {
                    self.problems.push(
                        list.item(at)
                            .field("questions")
                            .item(within)
                            .problem(format!("no requirement of this indication uses `{id}`"))
                            .expected("a question that a rule or `subgroup` uses, or one with `summary`"),
                    );
                }
            }
        }
    }
}

fn questions_used(rows: &[Row]) -> impl Iterator<Item = (&QuestionId, &Requirement)> {
    rows.iter().flat_map(|row| &row.requirements).flat_map(|requirement| {
        requirement.inputs.iter().filter_map(move |input| match input {
            Input::Answer(question) => Some((question, requirement)),
            Input::Age | Input::Judgement(_) => None,
        })
    })
}
