//! The table of criteria: every row of the document with verdict, requirements, answers, judgements and
//! comment.

use super::context::OutlineContext;
use super::judgements::signature;
use super::{Block, CriterionPart, CriterionPartKind, CriterionRow};
use crate::assessment::{RequirementAssessment, RowAssessment, Status};
use crate::definition::{Input, JudgementId, Requirement, Row};
use crate::text::{sentence, sentences};
use std::collections::BTreeSet;

pub(crate) fn block(report: &OutlineContext) -> Block {
    let head = ["report-column-status", "report-column-criterion", "report-column-answer"];
    let rows = report.indication.rows.iter().zip(&report.assessment.rows);
    Block::Criteria {
        head: head.map(|id| report.text(id).to_owned()),
        continued: report.text("report-continued").to_owned(),
        rows: rows.map(|(row, assessed)| criterion(report, row, assessed)).collect(),
    }
}

fn criterion(report: &OutlineContext, row: &Row, assessed: &RowAssessment) -> CriterionRow {
    let phrases = report.phrases;
    let mut parts = Vec::new();
    for (requirement, assessed) in row.requirements.iter().zip(&assessed.requirements) {
        parts.extend(requirement_parts(report, requirement, assessed));
    }
    if let Some(quote) = &row.quote {
        parts.push(quoted(report, quote));
    }
    parts.extend(
        row.notes
            .iter()
            .map(|note| CriterionPart { kind: CriterionPartKind::Note, text: phrases.of(note).to_owned() }),
    );
    let comment = report.case.comment(&report.indication.id, &row.id).unwrap_or_default().trim();
    if !comment.is_empty() {
        let text = phrases.texts.with("report-comment", &[("text", comment.into())]);
        parts.push(CriterionPart { kind: CriterionPartKind::Comment, text });
    }
    CriterionRow {
        words: phrases.row_with_judgement(assessed),
        heading: phrases.of(&row.heading).to_owned(),
        parts,
    }
}

fn requirement_parts(
    report: &OutlineContext,
    requirement: &Requirement,
    assessed: &RequirementAssessment,
) -> Vec<CriterionPart> {
    let phrases = report.phrases;
    let words = phrases.requirement(assessed);
    let statement = format!("{words}: {}", phrases.of(requirement.statement_for(report.case)));
    let kind = CriterionPartKind::Requirement(assessed.strength, assessed.status);
    let mut parts = vec![CriterionPart { kind, text: statement }];
    let answers = answers(report, assessed);
    if !answers.is_empty() {
        parts.push(CriterionPart { kind: CriterionPartKind::Answer, text: answers });
    }
    parts.extend(
        assessed
            .advice
            .iter()
            .map(|text| CriterionPart { kind: CriterionPartKind::Advice, text: phrases.of(text).to_owned() }),
    );
    let mut judgements = BTreeSet::new();
    for input in assessed.grounds.iter().chain(&assessed.gaps) {
        if let Input::Judgement(id) = input {
            judgements.insert(id);
        }
    }
    parts.extend(judgements.into_iter().filter_map(|id| judgement(report, id)));
    // Quote the document where a reader will want to compare.
    match assessed.status {
        Status::NotMet | Status::Judgement | Status::Advisory | Status::Missing => {
            parts.push(quoted(report, &requirement.quote))
        }
        Status::Met | Status::NotApplicable | Status::NoRequirement => {}
    }
    parts
}

/// The answers that decide the requirement, and those that it waits for.
pub(crate) fn answers(report: &OutlineContext, assessed: &RequirementAssessment) -> String {
    let phrases = report.phrases;
    let inputs: BTreeSet<&Input> = assessed.grounds.iter().chain(&assessed.gaps).collect();
    let mut descriptions = Vec::new();
    for question in report.indication.questions() {
        if inputs.contains(&Input::Answer(question.id.clone())) {
            descriptions.push(format!(
                "{}: {}",
                phrases.of(&question.label),
                phrases.answer_of(question, report.case)
            ));
        }
    }
    if inputs.contains(&Input::Age) {
        descriptions.push(format!("{}: {}", report.text("report-age"), phrases.age(report.case.age())));
    }
    sentences(descriptions)
}

fn judgement(report: &OutlineContext, id: &JudgementId) -> Option<CriterionPart> {
    let phrases = report.phrases;
    let definition = report.indication.judgements.get(id)?;
    let judgement = report.case.judgements.get(id);
    let decision = judgement.and_then(|judgement| judgement.decision());
    let decided = format!("{} {}", phrases.of(&definition.question), phrases.decision(decision));
    let mut text = sentence(&format!("{} {decided}", report.text("report-judgement")));
    if let Some(judgement) = judgement.filter(|_| decision.is_some()) {
        text = sentences([text.as_str(), judgement.rationale.trim()]);
        let signed = signature(report, judgement);
        if !signed.is_empty() {
            text.push_str(&format!(" ({})", signed.join(", ")));
        }
    }
    Some(CriterionPart { kind: CriterionPartKind::Judgement, text })
}

fn quoted(report: &OutlineContext, quote: &str) -> CriterionPart {
    CriterionPart { kind: CriterionPartKind::Quote, text: report.phrases.quote(quote) }
}
