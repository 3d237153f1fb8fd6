//! The report as plain text, to be pasted into an electronic patient record. It has the same content in the
//! same order as the PDF.

use super::one_line::one_line;
use super::outline::{Block, CriterionPartKind, CriterionRow, Fact, Outline};

/// The text of an outline, each line ended by `\n`.
pub fn plain_text(outline: &Outline) -> String {
    let mut lines = Vec::new();
    lines.extend(outline.running.draft.clone());
    for block in &outline.blocks {
        append_block(&mut lines, block);
    }
    lines.push(String::new());
    lines.extend([outline.running.origin.clone(), outline.running.source.clone()]);
    let mut text = String::new();
    let mut blank = true;
    for line in &lines {
        // Keep only one of several blank lines in a row.
        if !(line.is_empty() && blank) {
            text.push_str(line);
            text.push('\n');
        }
        blank = line.is_empty();
    }
    text
}

fn append_block(lines: &mut Vec<String>, block: &Block) {
    let blank = String::new;
    match block {
        Block::Title { text, below, notice, draft, mark: _ } => {
            lines.extend([text.to_uppercase(), below.clone(), notice.clone()]);
            lines.extend(draft.clone());
            lines.push(blank());
        }
        Block::Facts(columns) => append_facts(lines, columns.iter().flatten()),
        Block::Clinical(groups) => append_facts(lines, groups.iter().flatten()),
        Block::ClinicalQuestion(facts) => append_facts(lines, facts),
        Block::Verdict { status: _, sentence, lines: below } => {
            lines.push(sentence.to_uppercase());
            lines.extend(below.iter().map(|line| format!("- {}", line.text)));
            lines.push(blank());
        }
        Block::Judgements { heading, items } => {
            lines.push(heading.to_uppercase());
            for item in items {
                lines.push(format!("- {}", item.decision));
                lines.push(format!("  {}", one_line(&item.signed_rationale())));
            }
            lines.push(blank());
        }
        // The strip repeats the verdicts of the table below.
        Block::Strip { .. } => {}
        Block::Heading(text) => lines.extend([blank(), text.to_uppercase()]),
        Block::Paragraph { label, text } => match label {
            Some(label) => lines.push(format!("{label}: {text}")),
            None => lines.push(text.clone()),
        },
        Block::List(points) => lines.extend(points.iter().map(|point| format!("- {point}"))),
        Block::Link { text, uri } => lines.push(format!("{text} ({uri})")),
        Block::Criteria { head: _, continued: _, rows } => rows.iter().for_each(|row| criterion(lines, row)),
        // A pasted text can't be signed.
        Block::Signature(_) => {}
    }
}

fn append_facts<'a>(lines: &mut Vec<String>, facts: impl IntoIterator<Item = &'a Fact>) {
    lines.extend(facts.into_iter().map(|fact| format!("{}: {}", fact.label, one_line(&fact.value))));
    lines.push(String::new());
}

fn criterion(lines: &mut Vec<String>, row: &CriterionRow) {
    let words: Vec<&str> = row.words.iter().map(|(_, word)| word.as_str()).collect();
    lines.push(format!("{}: {}", row.heading, words.join(", ")));
    for part in &row.parts {
        let indent = match part.kind {
            CriterionPartKind::Requirement(..) | CriterionPartKind::Comment | CriterionPartKind::Note => "  ",
            CriterionPartKind::Answer
            | CriterionPartKind::Advice
            | CriterionPartKind::Judgement
            | CriterionPartKind::Quote => "    ",
        };
        lines.extend(part.text.lines().map(|line| format!("{indent}{line}")));
    }
}
