//! The summary on the first page: the criteria at a glance, competence and tumour board.

use super::context::OutlineContext;
use super::criteria::answers;
use super::notes::{is_competence_row, tumour_board};
use super::{Block, StripCell};
use crate::assessment::Status;

/// The shape of each criterion's verdict beside its short name.
pub(crate) fn strip(report: &OutlineContext) -> Block {
    let phrases = report.phrases;
    let cells: Vec<StripCell> = report
        .indication
        .rows
        .iter()
        .zip(&report.assessment.rows)
        .map(|(row, assessed)| StripCell {
            words: phrases
                .row(assessed)
                .into_iter()
                .map(|(status, word)| (status, word.to_owned()))
                .collect(),
            name: phrases.of(&row.short).to_owned(),
        })
        .collect();
    let descriptions = cells.iter().map(|cell| {
        let words: Vec<&str> = cell.words.iter().map(|(_, word)| word.as_str()).collect();
        format!("{}: {}", cell.name, words.join(", "))
    });
    let descriptions = descriptions.collect::<Vec<_>>().join("; ");
    Block::Strip { alt: phrases.texts.with("report-strip", &[("criteria", descriptions.into())]), cells }
}

/// Competence and tumour board, in a few words.
pub(crate) fn facts(report: &OutlineContext) -> Block {
    Block::Brief(vec![
        (report.text("topic-competence").to_owned(), competence(report)),
        (report.text("topic-tumour-board").to_owned(), tumour_board(report)),
    ])
}

/// The verdict on competence, and the answers that decide it if it is not fulfilled.
fn competence(report: &OutlineContext) -> String {
    let rows = report.indication.rows.iter().zip(&report.assessment.rows);
    let mut parts = Vec::new();
    for (_, assessed) in rows.filter(|(row, _)| is_competence_row(row)) {
        parts.extend(report.phrases.row(assessed).into_iter().map(|(_, word)| word.to_owned()));
        for requirement in &assessed.requirements {
            match requirement.status {
                Status::NotMet | Status::Missing | Status::Judgement | Status::Advisory => {
                    parts.push(answers(report, requirement));
                }
                Status::Met | Status::NotApplicable | Status::NoRequirement => {}
            }
        }
    }
    if parts.is_empty() { report.text("report-not-given").to_owned() } else { parts.join(". ") }
}
