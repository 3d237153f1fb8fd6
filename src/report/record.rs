//! The report in a few lines, to be pasted into an electronic patient record. The record belongs to the patient,
//! so that the patient is not named.

use super::one_line::one_line;
use super::outline::{
    Block, CriterionPart, CriterionPartKind, Fact, Outline, PrintedJudgement, VerdictLine, VerdictLineKind,
};
use crate::assessment::Status;
use crate::definition::RequirementStrength;
use crate::text::{join_texts, sentence};

/// The record never has more lines.
const MAX_LINES: usize = 8;

/// The texts of the record. Those in one list may share a line.
#[derive(Default)]
struct RecordParts {
    /// Indication, and why the report is a draft.
    title: Vec<String>,
    /// Diagnosis, performance status and tissue.
    clinical: Vec<String>,
    /// Verdict, consent, remarks and cautions.
    verdict: Vec<String>,
    /// The criteria that are not met, and each recommendation that is not followed.
    failed: Vec<String>,
    /// What is missing or undecided.
    open: Vec<String>,
    /// Each judgement with reason and name.
    judgements: Vec<String>,
    /// Where the criteria come from, and the ids of criteria set and document.
    source: Vec<String>,
}

/// At most eight lines, each ended by `\n`: indication, diagnosis with performance status and tissue, verdict, consent,
/// remarks, what is not met, not followed, missing or undecided, judgements with reason and name, and the ids of
/// criteria set and document. The outline of the whole report is needed.
pub fn record_text(outline: &Outline) -> String {
    let mut parts = RecordParts::new(outline);
    parts.fit();
    let RecordParts { title, clinical, verdict, failed, open, judgements, source } = parts;
    let lines = [title, clinical, verdict, failed, open, judgements, source].into_iter().flatten();
    lines.map(|line| format!("{}\n", one_line(&line))).collect()
}

impl RecordParts {
    fn new(outline: &Outline) -> Self {
        let mut parts = RecordParts::default();
        for block in &outline.blocks {
            match block {
                Block::Title { text, below, notice: _, draft, mark: _ } => {
                    parts.title.push(format!("{text}: {below}"));
                    parts.title.extend(draft.clone());
                }
                Block::Verdict { status: _, sentence: verdict, lines } => {
                    parts.verdict.push(sentence(verdict));
                    lines.iter().for_each(|line| parts.add_verdict_line(line));
                }
                Block::Judgements { heading: _, items } => {
                    parts.judgements.extend(items.iter().map(judgement));
                }
                Block::Clinical(groups) => {
                    let facts = groups.iter().flatten().filter(|fact| fact.is_in_record);
                    parts.clinical.extend(facts.map(labelled));
                    join_from(&mut parts.clinical, 0, " · ");
                }
                Block::Criteria { head: _, continued: _, rows } => {
                    rows.iter().flat_map(|row| &row.parts).for_each(|part| parts.add_recommendation(part));
                }
                Block::Facts(_)
                | Block::ClinicalQuestion(_)
                | Block::Strip { .. }
                | Block::Heading(_)
                | Block::Paragraph { .. }
                | Block::List(_)
                | Block::Link { .. }
                | Block::Signature(_) => {}
            }
        }
        // Once the criteria are old, a caution says where they come from.
        let has_origin = parts.verdict.iter().any(|line| line.contains(&outline.running.origin));
        parts.source.extend((!has_origin).then(|| outline.running.origin.clone()));
        parts.source.push(outline.running.source.clone());
        parts
    }

    fn add_verdict_line(&mut self, line: &VerdictLine) {
        let texts = match line.kind {
            VerdictLineKind::Consent | VerdictLineKind::Remark | VerdictLineKind::Caution => {
                &mut self.verdict
            }
            VerdictLineKind::NotMet => &mut self.failed,
            // It counts what `add_recommendation` names.
            VerdictLineKind::Recommendations => return,
            VerdictLineKind::Missing | VerdictLineKind::OpenJudgement => &mut self.open,
        };
        texts.push(line.text.clone());
    }

    /// Adds a recommendation that is not followed or not answered.
    fn add_recommendation(&mut self, part: &CriterionPart) {
        let CriterionPartKind::Requirement(RequirementStrength::Should, status) = part.kind else { return };
        match status {
            Status::Advisory => self.failed.push(part.text.clone()),
            Status::Missing => self.open.push(part.text.clone()),
            Status::Met
            | Status::NotMet
            | Status::Judgement
            | Status::NoRequirement
            | Status::NotApplicable => {}
        }
    }

    /// Joins texts until there are few enough lines: first those that are least looked for, then diagnosis and title,
    /// and judgements last, when there are more than three.
    fn fit(&mut self) {
        let RecordParts { title, clinical, verdict, failed, open, judgements, source } = self;
        let lists = [&*title, clinical, verdict, failed, open, judgements, source];
        let mut excess = lists.into_iter().map(Vec::len).sum::<usize>().saturating_sub(MAX_LINES);
        for (texts, between) in
            [(source, " · "), (open, ". "), (failed, ". "), (verdict, ". "), (title, ". ")]
        {
            if excess > 0 {
                excess = excess.saturating_sub(texts.len().saturating_sub(1));
                join_from(texts, 0, between);
            }
        }
        if excess > 0 && !clinical.is_empty() {
            excess -= 1;
            title.append(clinical);
            join_from(title, 0, ". ");
        }
        join_from(judgements, judgements.len().saturating_sub(excess + 1), ". ");
    }
}

fn labelled(fact: &Fact) -> String {
    format!("{}: {}", fact.label, fact.value)
}

fn judgement(item: &PrintedJudgement) -> String {
    format!("{} {}", item.decision, item.signed_rationale())
}

/// Joins the texts from this index on into one.
fn join_from(texts: &mut Vec<String>, index: usize, between: &str) {
    let joined = join_texts(texts.drain(index..), between);
    texts.extend((!joined.is_empty()).then_some(joined));
}
