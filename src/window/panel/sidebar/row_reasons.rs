//! Why an indication is not fulfilled, row by row.

use crate::assessment::{Assessment, Status, form_position};
use crate::definition::{Gap, Indication, Input};
use crate::window::panel::PanelCx;
use crate::window::widget::tip::MAX_ENTRIES;

/// What each row lacks of an indication that is not fulfilled: "Målgruppe: mangler tumortype". Rows that are not met
/// come first, as they decide the verdict; else the order is that of the document. The entry itself only has room to
/// say how many there are.
pub fn reasons_by_row(cx: &PanelCx, indication: &Indication, assessment: &Assessment) -> Vec<String> {
    let case = cx.model.case.session().case();
    let mut rows: Vec<_> = indication.rows.iter().zip(&assessment.rows).collect();
    rows.sort_by_key(|(_, assessed)| assessed.status != Status::NotMet);
    let mut lines: Vec<String> = rows
        .into_iter()
        .filter_map(|(row, assessed)| {
            let mut missing: Vec<&Gap> = assessed.missing_inputs().of_musts.into_iter().collect();
            missing.sort_by_key(|gap| form_position(indication, gap));
            let names = cx.say.list(missing.iter().map(|gap| cx.say.gap(indication, gap)));
            let missing =
                (!missing.is_empty()).then(|| cx.say.texts.with("row-lacks", &[("names", names.into())]));
            let unmet = assessed.requirements.iter().filter(|it| it.status == Status::NotMet);
            let unmet = unmet.map(|requirement| cx.say.unmet_reason(indication, case, requirement));
            let judgements = assessed.requirements.iter().flat_map(|requirement| &requirement.gaps);
            let judgements = judgements.filter(|gap| matches!(gap, Input::Judgement(_)));
            let judgements = judgements.map(|gap| cx.say.gap(indication, gap));
            let reasons: Vec<String> = unmet.chain(missing).chain(judgements).collect();
            (!reasons.is_empty()).then(|| format!("{}: {}", cx.say.of(&row.short), reasons.join(" · ")))
        })
        .collect();
    let more = lines.len().saturating_sub(MAX_ENTRIES);
    if more > 0 {
        lines.truncate(MAX_ENTRIES);
        lines.push(cx.say.texts.with("and-more", &[("count", more.into())]));
    }
    lines
}
