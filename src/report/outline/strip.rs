//! The criteria at a glance, on the first page.

use super::context::OutlineContext;
use super::{Block, StripCell};

/// The shape of each criterion's verdict beside its short name.
pub(crate) fn strip(report: &OutlineContext) -> Block {
    let phrases = report.phrases;
    let cells: Vec<StripCell> = report
        .indication
        .rows
        .iter()
        .zip(&report.assessment.rows)
        .map(|(row, assessed)| StripCell {
            words: phrases.row_with_judgement(assessed),
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
