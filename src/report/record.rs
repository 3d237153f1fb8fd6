//! The report in a few lines, to be pasted into an electronic patient record. The record belongs to the patient,
//! so that the patient is not named.

use super::outline::{Block, Outline, PrintedJudgement};

/// Indication, verdict with what is missing or not followed, judgements with reason and name, consent, and the ids
/// of criteria set and document; each line ended by `\n`. `outline` is that of the whole report.
pub fn record_text(outline: &Outline) -> String {
    let mut lines = Vec::new();
    for block in &outline.blocks {
        match block {
            Block::Title { text, below, notice: _, draft, mark: _ } => {
                lines.push(format!("{text}: {below}"));
                lines.extend(draft.clone());
            }
            Block::Verdict { status: _, sentence, lines: below } => {
                lines.push(format!("{sentence}."));
                lines.extend(below.iter().filter(|line| line.is_in_record).map(|line| line.text.clone()));
            }
            Block::Judgements { heading: _, items } => {
                lines.extend(items.iter().map(
                    |PrintedJudgement { accepted: _, decision, signed, rationale }| {
                        let rationale = rationale.split_whitespace().collect::<Vec<_>>().join(" ");
                        format!("{decision} {rationale} ({signed})")
                    },
                ));
            }
            Block::Facts(_)
            | Block::Clinical(_)
            | Block::ClinicalQuestion(_)
            | Block::Strip { .. }
            | Block::Heading(_)
            | Block::Paragraph { .. }
            | Block::List(_)
            | Block::Link { .. }
            | Block::Criteria { .. }
            | Block::Signature(_) => {}
        }
    }
    lines.extend([outline.running.origin.clone(), outline.running.source.clone()]);
    lines.iter().map(|line| format!("{line}\n")).collect()
}
