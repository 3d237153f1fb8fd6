//! A row of the criteria as a text for the clipboard.

use crate::assessment::RowAssessment;
use crate::case::Case;
use crate::definition::{Indication, Row};
use crate::wording::Phrases;

/// The criterion, its verdict and the reasons for it, and what each of its requirements says.
pub fn row_text(
    say: Phrases,
    indication: &Indication,
    case: &Case,
    row: &Row,
    assessed: &RowAssessment,
) -> String {
    let verdict: Vec<String> = say.row_with_judgement(assessed).into_iter().map(|(_, word)| word).collect();
    let mut lines =
        vec![format!("{} · {}", say.of(&indication.title), say.of(&row.heading)), verdict.join(", ")];
    for (requirement, assessed) in row.requirements.iter().zip(&assessed.requirements) {
        let word = say.requirement_word(requirement.strength, assessed.status);
        let word = word.unwrap_or_else(|| say.status(assessed.status));
        let word = if assessed.is_judged() { say.judged(word) } else { word.to_owned() };
        lines.push(format!("– {} ({word})", say.of(requirement.statement_for(case))));
        lines.push(format!("  {}", say.verdict_reason(indication, case, assessed)));
    }
    if let Some(comment) = case.comment(&indication.id, &row.id) {
        lines.push(format!("{}: {comment}", say.texts.get("comment")));
    }
    lines.join("\n")
}
