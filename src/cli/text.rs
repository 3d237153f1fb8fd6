//! The text form of a verdict.

use crate::assessment::{Assessment, RowAssessment, Status};
use crate::case::Case;
use crate::definition::{Gap, Indication, Language, RemarkTone, Row};
use crate::notation::shown_path;
use crate::wording::Phrases;
use std::collections::BTreeSet;
use std::path::Path;

/// The verdict with what stands beside it, then each row with what it waits for and what is not fulfilled.
pub fn verdict(
    path: &Path,
    indication: &Indication,
    case: &Case,
    assessment: &Assessment,
    language: Language,
) -> String {
    let say = Phrases::new(language);
    let mut text =
        format!("{}: {}: {}\n", shown_path(path), say.of(&indication.title), say.overall(assessment));
    let mut line = |indent: usize, line: &str| text.push_str(&format!("{:indent$}{line}\n", ""));
    for count in [say.open_counts(assessment), say.recommendations(assessment.recommendations)] {
        if !count.is_empty() {
            line(2, &count);
        }
    }
    for consent in say.consent(indication, case) {
        line(2, &consent);
    }
    let (cautions, remarks): (Vec<_>, Vec<_>) =
        assessment.remarks.iter().partition(|remark| remark.tone == RemarkTone::Caution);
    for remark in remarks {
        line(2, say.of(&remark.text));
    }
    for caution in cautions {
        line(2, &say.texts.with("caution", &[("text", say.of(&caution.text).into())]));
    }
    let width = indication.rows.iter().map(|row| say.of(&row.short).chars().count()).max().unwrap_or(0);
    for (row, assessed) in indication.rows.iter().zip(&assessment.rows) {
        let words: Vec<String> = say.row_with_judgement(assessed).into_iter().map(|(_, word)| word).collect();
        line(2, &format!("{:width$}  {}", say.of(&row.short), words.join(", ")));
        for detail in row_details(indication, row, case, assessed, say) {
            line(width + 6, &detail);
        }
    }
    text
}

/// The lines below a row: what it waits for, each item once and by its kind, then the requirements that are
/// not fulfilled or settled by a judgement, and the advice.
fn row_details(
    indication: &Indication,
    row: &Row,
    case: &Case,
    assessed: &RowAssessment,
    say: Phrases,
) -> Vec<String> {
    let mut lines = Vec::new();
    let missing = assessed.missing_inputs();
    let gaps = assessed.requirements.iter().flat_map(|requirement| &requirement.gaps);
    let judgements: BTreeSet<&Gap> = gaps.filter(|gap| matches!(gap, Gap::Judgement(_))).collect();
    for (id, gaps) in [
        ("missing-list", missing.of_musts),
        ("unanswered-list", missing.of_shoulds_alone),
        ("judgement-list", judgements),
    ] {
        if !gaps.is_empty() {
            let names = say.list(gaps.into_iter().map(|gap| say.gap(indication, gap)));
            lines.push(say.texts.with(id, &[("names", names.into())]));
        }
    }
    for (requirement, assessed) in row.requirements.iter().zip(&assessed.requirements) {
        let is_listed = match assessed.status {
            Status::NotMet | Status::Advisory => true,
            Status::NoRequirement | Status::NotApplicable | Status::Met => assessed.is_judged(),
            Status::Judgement | Status::Missing => false,
        };
        if is_listed {
            let words = say.requirement(assessed);
            lines.push(format!("{words}: {}", say.of(requirement.statement_for(case))));
        }
        lines.extend(assessed.advice.iter().map(|advice| say.of(advice).to_owned()));
    }
    lines
}
