//! Checks one indication.

use super::Parsed;
use super::rules::{Named, Questions, Scope};
use super::spot::Spot;
use crate::definition::ids::{IndicationId, JudgementId, is_kebab_case};
use crate::definition::model::{Indication, JudgementDefinition};
use crate::definition::problem::Problem;
use crate::definition::question::Question;
use crate::definition::source::{CommonSource, IndicationSource, JudgementSource, SetSource};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an indication may refer to.
pub struct Surroundings<'a> {
    pub set: &'a SetSource,
    pub common: &'a Parsed<CommonSource>,
    pub questions: &'a Questions,
    pub indications: &'a [&'a str],
    /// The common requirements whose rules have been looked through: they are the same for all
    /// indications that take them over as they are and name no condition of their own.
    pub looked_through: RefCell<BTreeSet<String>>,
}

pub fn check(
    file: &Parsed<IndicationSource>,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Indication {
    let id = IndicationId::from(file.source.id.as_str());
    let conditions = named_conditions(file, around, problems);
    let judgements = judgement_sources(file, around, problems);
    let names: Vec<&str> = judgements.keys().copied().collect();
    let checker = Checker {
        file,
        around,
        rules: Scope::new(around.questions, &conditions, Some((&id, &names))),
        answers: Scope::new(around.questions, &conditions, None),
        led_to: BTreeSet::new(),
        problems,
    };
    checker.indication(&id, &judgements)
}

/// What the parts of the check share.
pub struct Checker<'a, 'p> {
    pub file: &'a Parsed<IndicationSource>,
    pub around: &'a Surroundings<'a>,
    /// For the rules of requirements.
    pub rules: Scope<'a>,
    /// For conditions on answers and age alone.
    pub answers: Scope<'a>,
    /// The judgements that the rules checked so far lead to.
    pub led_to: BTreeSet<JudgementId>,
    pub problems: &'p mut Vec<Problem>,
}

impl Checker<'_, '_> {
    fn indication(mut self, id: &IndicationId, judgements: &BTreeMap<&str, &JudgementSource>) -> Indication {
        let source = &self.file.source;
        self.names();
        let rows = self.rows();
        let form = self.form();
        let subgroup = self.subgroup();
        self.check_form_asks_what_the_rules_use(&form, &rows);
        // Where a rule is faulty, what only it uses would be reported beside the fault.
        let written = source.rows.iter().map(|row| row.requirements.len());
        if written.eq(rows.iter().map(|row| row.requirements.len())) {
            self.check_rules_use_what_the_form_asks(&form, &subgroup, &rows);
            self.check_judgements_are_led_to(id);
        }
        Indication {
            position: source.position,
            title: source.title.clone(),
            short: source.short.clone(),
            document: source.document.clone(),
            codes: self.codes(),
            subgroup,
            form,
            rows,
            remarks: self.remarks(),
            notes: self.notes(),
            alternatives: self.alternatives(),
            overlaps: self.overlaps(),
            judgements: self.used_judgements(judgements, id),
            id: id.clone(),
        }
    }

    fn names(&mut self) {
        let (source, spot) = (&self.file.source, self.file.sheet.root());
        let stem = self.file.sheet.stem();
        if source.id != stem || !is_kebab_case(&source.id) {
            self.problems.push(
                spot.field("id")
                    .problem(format!("the id `{}` is not the name of the file", source.id))
                    .expected(format!("`{stem}`, in lower-case words joined by hyphens")),
            );
        }
        spot.field("title").check_text(&source.title, self.problems);
        spot.field("short").check_text(&source.short, self.problems);
        spot.field("document").check_written("document", &source.document, self.problems);
    }

    pub fn known_question(&mut self, id: &str, spot: Spot) -> Option<Arc<Question>> {
        let questions = self.around.questions;
        let found = questions.get(id).cloned();
        if found.is_none() {
            self.problems.push(spot.unknown("question", id, questions.keys().map(String::as_str)));
        }
        found
    }

    fn check_judgements_are_led_to(&mut self, id: &IndicationId) {
        let list = self.file.sheet.root().field("judgements");
        for (at, judgement) in self.file.source.judgements.iter().enumerate() {
            if !self.led_to.contains(&JudgementId::new(id, &judgement.id)) {
                self.problems.push(
                    list.item(at)
                        .problem(format!("no rule leads to the judgement `{}`", judgement.id))
                        .expected("`judgement(…)` in a rule, where some answers lead to it"),
                );
            }
        }
    }

    fn used_judgements(
        &self,
        sources: &BTreeMap<&str, &JudgementSource>,
        id: &IndicationId,
    ) -> BTreeMap<JudgementId, JudgementDefinition> {
        let known = sources.iter().map(|(name, source)| (JudgementId::new(id, name), source));
        known
            .filter(|(id, _)| self.led_to.contains(id))
            .map(|(id, source)| {
                (id, JudgementDefinition { question: source.question.clone(), reason: source.reason.clone() })
            })
            .collect()
    }
}

/// The common conditions and the indication's own.
fn named_conditions<'a>(
    file: &'a Parsed<IndicationSource>,
    around: &'a Surroundings,
    problems: &mut Vec<Problem>,
) -> Named<'a> {
    let common = around.common;
    let spot = common.sheet.root().field("conditions");
    let mut named: Named = common
        .source
        .conditions
        .iter()
        .map(|(name, rule)| (name.as_str(), (rule, spot.field(name))))
        .collect();
    let spot = file.sheet.root().field("conditions");
    for (name, rule) in &file.source.conditions {
        if named.insert(name, (rule, spot.field(name))).is_some() {
            problems.push(
                spot.field(name)
                    .problem(format!("the condition `{name}` stands in `common.ron` too"))
                    .expected("a name of its own"),
            );
        }
    }
    named
}

/// The judgements that rules may name: the indication's own before the common ones.
fn judgement_sources<'a>(
    file: &'a Parsed<IndicationSource>,
    around: &'a Surroundings,
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'a str, &'a JudgementSource> {
    let mut found = BTreeMap::new();
    for (list, spot) in [
        (&around.common.source.judgements, around.common.sheet.root().field("judgements")),
        (&file.source.judgements, file.sheet.root().field("judgements")),
    ] {
        spot.check_unique("judgement", list.iter().map(|judgement| judgement.id.as_str()), problems);
        for (at, judgement) in list.iter().enumerate() {
            spot.item(at).field("question").check_text(&judgement.question, problems);
            spot.item(at).field("reason").check_text(&judgement.reason, problems);
            found.insert(judgement.id.as_str(), judgement);
        }
    }
    found
}
