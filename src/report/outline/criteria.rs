//! The table of criteria: every row of the document with verdict, requirement, answers, judgements
//! and comment.

use super::build::Report;
use super::{Block, CriterionRow, Part, PartKind};
use crate::assessment::{RequirementAssessment, RowAssessment, Status};
use crate::definition::{Input, JudgementId, Requirement, Row, Strength};
use std::collections::BTreeSet;

pub fn block(report: &Report) -> Block {
    let head = ["report-column-status", "report-column-criterion", "report-column-answer"];
    let rows = report.indication.rows.iter().zip(&report.assessment.rows);
    Block::Criteria {
        head: head.map(|id| report.text(id).to_owned()),
        continued: report.text("report-continued").to_owned(),
        rows: rows.map(|(row, assessed)| criterion(report, row, assessed)).collect(),
    }
}

fn criterion(report: &Report, row: &Row, assessed: &RowAssessment) -> CriterionRow {
    let say = report.say;
    let mut parts = Vec::new();
    for (requirement, assessed) in row.requirements.iter().zip(&assessed.requirements) {
        parts.extend(requirement_parts(report, requirement, assessed));
    }
    if let Some(quote) = &row.quote {
        parts.push(quoted(quote));
    }
    parts.extend(row.notes.iter().map(|note| Part { kind: PartKind::Note, text: say.of(note).to_owned() }));
    let comment = report.case.comment(&report.indication.id, &row.id).unwrap_or_default().trim();
    if !comment.is_empty() {
        let text = say.texts.with("report-comment", &[("text", comment.into())]);
        parts.push(Part { kind: PartKind::Comment, text });
    }
    CriterionRow {
        words: say.row(assessed).into_iter().map(|(status, word)| (status, word.to_owned())).collect(),
        heading: say.of(&row.heading).to_owned(),
        parts,
    }
}

fn requirement_parts(
    report: &Report,
    requirement: &Requirement,
    assessed: &RequirementAssessment,
) -> Vec<Part> {
    let say = report.say;
    let strength = report.text(match requirement.strength {
        Strength::Must => "report-must",
        Strength::Should => "report-should",
    });
    let word = match (requirement.strength, assessed.status) {
        (Strength::Should, Status::Advisory) => report.text("report-not-followed"),
        (Strength::Should, Status::Missing) => report.text("report-unanswered"),
        (Strength::Must | Strength::Should, status) => say.status(status),
    };
    let statement = format!("{strength} · {word}: {}", say.of(&requirement.statement));
    let mut parts = vec![Part { kind: PartKind::Requirement(assessed.status), text: statement }];
    let answers = answers(report, assessed);
    if !answers.is_empty() {
        parts.push(Part { kind: PartKind::Answer, text: answers });
    }
    parts.extend(
        assessed.advice.iter().map(|text| Part { kind: PartKind::Advice, text: say.of(text).to_owned() }),
    );
    let mut judgements = BTreeSet::new();
    for input in assessed.grounds.iter().chain(&assessed.gaps) {
        if let Input::Judgement(id) = input {
            judgements.insert(id);
        }
    }
    parts.extend(judgements.into_iter().filter_map(|id| judgement(report, id)));
    // The document's own words, where the reader will want them.
    match assessed.status {
        Status::NotMet | Status::Judgement | Status::Advisory | Status::Missing => {
            parts.push(quoted(&requirement.quote))
        }
        Status::Met | Status::NotApplicable | Status::NoRequirement => {}
    }
    parts
}

/// The answers that decide the requirement, and those it waits for.
pub fn answers(report: &Report, assessed: &RequirementAssessment) -> String {
    let say = report.say;
    let inputs: BTreeSet<&Input> = assessed.grounds.iter().chain(&assessed.gaps).collect();
    let mut told = Vec::new();
    for question in report.indication.questions() {
        if inputs.contains(&Input::Answer(question.id.clone())) {
            told.push(format!("{}: {}", say.of(&question.label), say.answer_of(question, report.case)));
        }
    }
    if inputs.contains(&Input::Age) {
        told.push(format!("{}: {}", report.text("report-age"), say.age(report.case.age())));
    }
    told.join(". ")
}

fn judgement(report: &Report, id: &JudgementId) -> Option<Part> {
    let say = report.say;
    let definition = report.indication.judgements.get(id)?;
    let judgement = report.case.judgements.get(id);
    let decision = judgement.and_then(|judgement| judgement.decision());
    let mut text = format!(
        "{} {} {}.",
        report.text("report-judgement"),
        say.of(&definition.question),
        say.decision(decision)
    );
    if let Some(judgement) = judgement.filter(|_| decision.is_some()) {
        text.push_str(&format!(" {}", judgement.rationale.trim()));
        let mut signed = Vec::new();
        if report.options.with_identity && !judgement.by.trim().is_empty() {
            signed.push(judgement.by.trim().to_owned());
        }
        signed.extend(judgement.on.map(|date| say.date(date)));
        if !signed.is_empty() {
            text.push_str(&format!(" ({})", signed.join(", ")));
        }
    }
    Some(Part { kind: PartKind::Judgement, text })
}

fn quoted(quote: &str) -> Part {
    Part { kind: PartKind::Quote, text: format!("»{quote}«") }
}
