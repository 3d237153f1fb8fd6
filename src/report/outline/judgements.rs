//! The clinical judgements that requirements rest on: question, decision, reason and name.

use super::context::OutlineContext;
use super::{Block, PrintedJudgement};
use crate::assessment::form_position;
use crate::case::Judgement;
use crate::definition::{Input, JudgementId};
use crate::report::draft::decided_judgements;
use crate::text::sentence;

/// The judgements that are decided and count; `None` if there is none.
pub(crate) fn block(report: &OutlineContext) -> Option<Block> {
    let mut ids: Vec<&JudgementId> = decided_judgements(report.case, report.assessment).into_iter().collect();
    ids.sort_by_key(|id| form_position(report.indication, &Input::Judgement((*id).clone())));
    let items: Vec<PrintedJudgement> = ids.into_iter().filter_map(|id| printed(report, id)).collect();
    let heading = report.phrases.texts.with("report-judgements", &[("count", items.len().into())]);
    (!items.is_empty()).then_some(Block::Judgements { heading, items })
}

fn printed(report: &OutlineContext, id: &JudgementId) -> Option<PrintedJudgement> {
    let definition = report.indication.judgements.get(id)?;
    let judgement = report.case.judgements.get(id)?;
    let accepted = judgement.decision()?;
    let phrases = report.phrases;
    let mut signed = signature(report, judgement);
    if signed.is_empty() && report.options.with_identity {
        signed.push(report.text("report-judgement-unnamed").to_owned());
    }
    let decided = format!("{} {}", phrases.of(&definition.question), phrases.decision(Some(accepted)));
    Some(PrintedJudgement {
        accepted,
        decision: sentence(&decided),
        signed: (!signed.is_empty()).then(|| signed.join(", ")),
        rationale: judgement.rationale.trim().to_owned(),
    })
}

/// Name and date of a decision, without what is blank.
pub(crate) fn signature(report: &OutlineContext, judgement: &Judgement) -> Vec<String> {
    let name = judgement.by.trim();
    let name = (report.options.with_identity && !name.is_empty()).then(|| name.to_owned());
    name.into_iter().chain(judgement.on.map(|date| report.phrases.date(date))).collect()
}
