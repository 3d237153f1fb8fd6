//! Checks one indication file against the rest of the set.

use super::ParsedFile;
use super::checker::{IndicationChecker, IndicationContext};
use super::rules::{NamedConditions, RuleScope};
use crate::definition::ids::{IndicationId, JudgementId, QuestionId, is_kebab_case};
use crate::definition::model::{Indication, JudgementDefinition, Row, Section};
use crate::definition::problem::Problem;
use crate::definition::question::Input;
use crate::definition::source::{IndicationSource, JudgementSource};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(
    file: &ParsedFile<IndicationSource>,
    context: &IndicationContext,
    problems: &mut Vec<Problem>,
) -> Indication {
    let id = IndicationId::from(file.source.id.as_str());
    let conditions = named_conditions(file, context, problems);
    let judgements = judgement_sources(file, context, problems);
    let names: Vec<&str> = judgements.keys().copied().collect();
    let checker = IndicationChecker {
        file,
        context,
        rules: RuleScope::new(context.questions, &conditions, Some((&id, &names))),
        answers: RuleScope::new(context.questions, &conditions, None),
        reachable_judgements: BTreeSet::new(),
        problems,
    };
    checker.indication(&id, &judgements)
}

impl IndicationChecker<'_, '_> {
    fn indication(mut self, id: &IndicationId, judgements: &BTreeMap<&str, &JudgementSource>) -> Indication {
        let source = &self.file.source;
        self.check_names();
        let rows = self.rows();
        let form = self.form();
        let subgroup = self.subgroup();
        self.check_form_asks_what_the_rules_use(&form, &rows);
        // A faulty rule is left out of the rows, so that questions and judgements which only it uses would
        // be reported as unused as well.
        let written = source.rows.iter().map(|row| row.requirements.len());
        if written.eq(rows.iter().map(|row| row.requirements.len())) {
            self.check_rules_use_what_the_form_asks(&form, &subgroup, &rows);
            self.check_judgements_are_reachable(id);
        }
        Indication {
            position: source.position,
            title: source.title.clone(),
            short: source.short.clone(),
            document: source.document.clone(),
            codes: self.codes(),
            remarks: self.remarks(&form),
            judgements: self.used_judgements(judgements, id, &form, &rows),
            subgroup,
            form,
            rows,
            notes: self.notes(),
            alternatives: self.alternatives(),
            overlaps: self.overlaps(),
            id: id.clone(),
        }
    }

    fn check_names(&mut self) {
        let (source, node) = (&self.file.source, self.file.tree.root());
        let stem = self.file.tree.stem();
        if source.id != stem || !is_kebab_case(&source.id) {
            self.problems.push(
                node.field("id")
                    .problem(format!("the id `{}` is not the name of the file", source.id))
                    .expected(format!("`{stem}`, in lower-case words joined by hyphens")),
            );
        }
        node.field("title").check_text(&source.title, self.problems);
        node.field("short").check_text(&source.short, self.problems);
        node.field("document").check_written("document", &source.document, self.problems);
    }

    fn check_judgements_are_reachable(&mut self, id: &IndicationId) {
        let list = self.file.tree.root().field("judgements");
        for (at, judgement) in self.file.source.judgements.iter().enumerate() {
            if !self.reachable_judgements.contains(&JudgementId::new(id, &judgement.id)) {
                self.problems.push(
                    list.item(at)
                        .problem(format!("no rule leads to the judgement `{}`", judgement.id))
                        .expected("`judgement(…)` in a rule, where some answers lead to it"),
                );
            }
        }
    }

    fn used_judgements(
        &mut self,
        sources: &BTreeMap<&str, &JudgementSource>,
        id: &IndicationId,
        form: &[Section],
        rows: &[Row],
    ) -> BTreeMap<JudgementId, JudgementDefinition> {
        self.check_judgements_are_asked_where_answers_lead_to_them(id, form, rows);
        let known = sources.iter().map(|(name, source)| (JudgementId::new(id, name), source));
        known
            .filter(|(id, _)| self.reachable_judgements.contains(id))
            .map(|(id, source)| {
                let leading = questions_leading_to(&id, form, rows);
                let asked_at = source.asked_at.as_deref().map(QuestionId::from);
                let definition = JudgementDefinition {
                    question: source.question.clone(),
                    reason: source.reason.clone(),
                    asked_at: asked_at
                        .filter(|id| leading.contains(&id))
                        .or(leading.last().copied().cloned()),
                };
                (id, definition)
            })
            .collect()
    }

    /// An own judgement that is asked at a question of the form must depend on its answer.
    fn check_judgements_are_asked_where_answers_lead_to_them(
        &mut self,
        id: &IndicationId,
        form: &[Section],
        rows: &[Row],
    ) {
        let file = self.file;
        let list = file.tree.root().field("judgements");
        for (at, source) in file.source.judgements.iter().enumerate() {
            let judgement = JudgementId::new(id, &source.id);
            let Some(asked_at) = source.asked_at.as_deref().map(QuestionId::from) else { continue };
            let is_asked = form.iter().any(|section| section.questions.iter().any(|it| it.id == asked_at));
            let is_reachable = self.reachable_judgements.contains(&judgement);
            if is_asked && is_reachable && !questions_leading_to(&judgement, form, rows).contains(&&asked_at)
            {
                self.problems.push(
                    list.item(at)
                        .field("asked_at")
                        .problem(format!("no answer to `{asked_at}` leads to the judgement `{}`", source.id))
                        .expected("a question that a requirement with this judgement depends on"),
                );
            }
        }
    }
}

/// The questions of the form, from top to bottom, that a requirement with this judgement depends on.
fn questions_leading_to<'a>(id: &JudgementId, form: &'a [Section], rows: &[Row]) -> Vec<&'a QuestionId> {
    let input = Input::Judgement(id.clone());
    let requirements = rows.iter().flat_map(|row| &row.requirements);
    let inputs: BTreeSet<&Input> = requirements
        .filter(|requirement| requirement.inputs.contains(&input))
        .flat_map(|requirement| &requirement.inputs)
        .collect();
    let asked = form.iter().flat_map(|section| &section.questions).map(|question| &question.id);
    asked.filter(|question| inputs.contains(&Input::Answer((*question).clone()))).collect()
}

/// The conditions that `same_as` may name: those of `common.ron` and the indication's own.
fn named_conditions<'a>(
    file: &'a ParsedFile<IndicationSource>,
    context: &'a IndicationContext,
    problems: &mut Vec<Problem>,
) -> NamedConditions<'a> {
    let common = context.common;
    let node = common.tree.root().field("conditions");
    let mut named: NamedConditions = common
        .source
        .conditions
        .iter()
        .map(|(name, rule)| (name.as_str(), (rule, node.field(name))))
        .collect();
    let node = file.tree.root().field("conditions");
    for (name, rule) in &file.source.conditions {
        if named.insert(name, (rule, node.field(name))).is_some() {
            problems.push(
                node.field(name)
                    .problem(format!("the condition `{name}` stands in `common.ron` too"))
                    .expected("a name of its own"),
            );
        }
    }
    named
}

/// The judgements that rules may name; the indication's own replace common ones of the same name.
fn judgement_sources<'a>(
    file: &'a ParsedFile<IndicationSource>,
    context: &'a IndicationContext,
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'a str, &'a JudgementSource> {
    let mut found = BTreeMap::new();
    for (list, node, is_own) in [
        (&context.common.source.judgements, context.common.tree.root().field("judgements"), false),
        (&file.source.judgements, file.tree.root().field("judgements"), true),
    ] {
        node.check_unique("judgement", list.iter().map(|judgement| judgement.id.as_str()), problems);
        for (at, judgement) in list.iter().enumerate() {
            node.item(at).field("question").check_text(&judgement.question, problems);
            node.item(at).field("reason").check_text(&judgement.reason, problems);
            if let Some(id) = &judgement.asked_at
                && is_own
                && !file.source.form.iter().any(|section| section.questions.contains(id))
            {
                problems.push(
                    node.item(at)
                        .field("asked_at")
                        .problem(format!("the form of `{}` does not ask `{id}`", file.source.id))
                        .expected("a question of the form, at which the judgement is asked"),
                );
            }
            found.insert(judgement.id.as_str(), judgement);
        }
    }
    found
}
