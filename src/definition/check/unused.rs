//! Reports definitions that nothing uses: probably an id was mistyped.

use super::ParsedFile;
use super::source_tree::SourceNode;
use crate::definition::problem::Problem;
use crate::definition::source::{
    AdviceSource, CommonSource, IndicationSource, QuestionsSource, RequirementSource, RuleSource,
};
use std::collections::{BTreeMap, BTreeSet};

/// The names of conditions and judgements that rules refer to.
#[derive(Default)]
struct UsedNames {
    conditions: BTreeSet<String>,
    judgements: BTreeSet<String>,
}

/// Reports questions that no form asks, and common parts and conditions that nothing uses.
pub(crate) fn check(
    questions: &ParsedFile<QuestionsSource>,
    common: &ParsedFile<CommonSource>,
    indications: &[ParsedFile<IndicationSource>],
    problems: &mut Vec<Problem>,
) {
    check_questions_asked(questions, indications, problems);
    check_common_requirements_used(common, indications, problems);
    let mut all = UsedNames::default();
    all.of_common(&common.source);
    for file in indications {
        let mut names = UsedNames::default();
        names.of_common(&common.source);
        names.of_indication(&file.source);
        let node = file.tree.root().field("conditions");
        check_conditions_used(&file.source.conditions, node, &names, problems);
        all.of_indication(&file.source);
    }
    let root = common.tree.root();
    check_conditions_used(&common.source.conditions, root.field("conditions"), &all, problems);
    for (at, judgement) in common.source.judgements.iter().enumerate() {
        if !all.judgements.contains(&judgement.id) {
            let node = root.field("judgements").item(at);
            problems.push(
                node.problem(format!("no rule leads to the judgement `{}`", judgement.id))
                    .expected("`judgement(…)` in a rule, where some answers lead to it"),
            );
        }
    }
}

fn check_questions_asked(
    file: &ParsedFile<QuestionsSource>,
    indications: &[ParsedFile<IndicationSource>],
    problems: &mut Vec<Problem>,
) {
    let sections = indications.iter().flat_map(|file| &file.source.form);
    let asked: BTreeSet<&str> = sections.flat_map(|section| &section.questions).map(String::as_str).collect();
    for (at, question) in file.source.questions.iter().enumerate() {
        if !asked.contains(question.id.as_str()) {
            let node = file.tree.root().field("questions").item(at);
            problems.push(
                node.problem(format!("no form asks the question `{}`", question.id))
                    .expected("a question of at least one form"),
            );
        }
    }
}

fn check_common_requirements_used(
    common: &ParsedFile<CommonSource>,
    indications: &[ParsedFile<IndicationSource>],
    problems: &mut Vec<Problem>,
) {
    let liked: BTreeSet<&str> = indications
        .iter()
        .flat_map(|file| &file.source.rows)
        .flat_map(|row| &row.requirements)
        .filter_map(|requirement| requirement.like.as_deref())
        .collect();
    let list = common.tree.root().field("requirements");
    list.check_unique("requirement", common.source.requirements.iter().map(|r| r.id.as_str()), problems);
    for (at, requirement) in common.source.requirements.iter().enumerate() {
        if !liked.contains(requirement.id.as_str()) {
            problems.push(
                list.item(at)
                    .problem(format!("no indication has a requirement like `{}`", requirement.id))
                    .expected("`like` in at least one indication"),
            );
        }
    }
}

fn check_conditions_used(
    conditions: &BTreeMap<String, RuleSource>,
    node: SourceNode,
    names: &UsedNames,
    problems: &mut Vec<Problem>,
) {
    for name in conditions.keys().filter(|name| !names.conditions.contains(*name)) {
        problems.push(
            node.field(name)
                .problem(format!("no rule uses the condition `{name}`"))
                .expected("`same_as` in at least one rule"),
        );
    }
}

impl UsedNames {
    fn of_common(&mut self, source: &CommonSource) {
        self.of_rules(source.conditions.values());
        self.of_requirements(&source.requirements);
        self.of_rules(source.remarks.iter().filter_map(|remark| remark.when.as_ref()));
    }

    fn of_indication(&mut self, source: &IndicationSource) {
        self.of_rules(source.conditions.values());
        for row in &source.rows {
            self.of_requirements(&row.requirements);
        }
        self.of_rules(source.remarks.iter().filter_map(|remark| remark.when.as_ref()));
        self.of_rules(source.overlaps.iter().filter_map(|overlap| overlap.when.as_ref()));
    }

    fn of_requirements(&mut self, requirements: &[RequirementSource]) {
        for requirement in requirements {
            self.of_rules(requirement.applies_when.iter().chain(&requirement.rule));
            self.of_advice(&requirement.advice);
            self.of_advice(&requirement.statement_when);
        }
    }

    fn of_advice(&mut self, advice: &[AdviceSource]) {
        self.of_rules(advice.iter().map(|advice| &advice.when));
    }

    fn of_rules<'a>(&mut self, rules: impl Iterator<Item = &'a RuleSource>) {
        for rule in rules {
            rule.walk(&mut |part| match part {
                RuleSource::SameAs(name) => drop(self.conditions.insert(name.clone())),
                RuleSource::Judgement(name) => drop(self.judgements.insert(name.clone())),
                RuleSource::Yes(_)
                | RuleSource::No(_)
                | RuleSource::IsOneOf(..)
                | RuleSource::AtLeast(..)
                | RuleSource::AgeAtLeast(_)
                | RuleSource::All(_)
                | RuleSource::Any(_)
                | RuleSource::Not(_)
                | RuleSource::FirstOf(_)
                | RuleSource::Given(..) => {}
            });
        }
    }
}
