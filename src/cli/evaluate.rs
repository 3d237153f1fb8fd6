//! `evaluate`: the verdicts of cases.

use super::call::{Ending, Evaluate, Format};
use super::input::case_without_fault;
use super::output::{print, tell};
use crate::assessment::{Assessment, assess};
use crate::definition::{CriteriaSet, Gap, Indication, IndicationId};
use crate::notation::nearest;
use crate::wording::Phrases;
use serde_json::{Map, Value, json};
use std::path::Path;

pub fn run(call: &Evaluate, set: &CriteriaSet) -> Ending {
    let chosen = match &call.indication {
        None => None,
        Some(id) => match set.indication(&IndicationId::from(id.as_str())) {
            Some(indication) => Some(indication),
            None => {
                let known: Vec<&str> =
                    set.indications.iter().map(|indication| indication.id.as_str()).collect();
                let hint = nearest(id, known.iter().copied())
                    .map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                tell(format_args!("unknown indication; expected one of {}{hint}", known.join(", ")));
                return Ending::CallAtFault;
            }
        },
    };
    let mut ending = Ending::Done;
    for path in &call.cases {
        let Some(case) = case_without_fault(path, set) else {
            ending = Ending::InputAtFault;
            continue;
        };
        let own = || set.indications.iter().filter(|indication| indication.id == case.indication).collect();
        let indications: Vec<&Indication> = match chosen {
            _ if call.all => set.indications.iter().collect(),
            Some(indication) => vec![indication],
            None => own(),
        };
        for indication in indications {
            let assessment = assess(indication, &case);
            let printed = match call.format {
                Format::Json => print(format_args!("{}\n", json_line(path, &assessment))),
                Format::Text => print(text(path, indication, &assessment, call)),
            };
            if let Err(lost) = printed {
                return ending.max(lost);
            }
        }
    }
    ending
}

/// One line: statuses, what is waited for, and the counts beside the overall status.
fn json_line(path: &Path, assessment: &Assessment) -> Value {
    let (mut answers, mut judgements) = (Vec::new(), Vec::new());
    for gap in assessment.gaps() {
        match gap {
            Gap::Answer(id) => answers.push(id.as_str()),
            Gap::Age => answers.push("age"),
            Gap::Judgement(id) => judgements.push(id.as_str()),
        }
    }
    answers.sort_unstable();
    judgements.sort_unstable();
    let rows: Map<String, Value> =
        assessment.rows.iter().map(|row| (row.id.to_string(), row.status.word().into())).collect();
    let requirements: Map<String, Value> =
        assessment.requirements().map(|r| (r.id.to_string(), r.status.word().into())).collect();
    json!({
        "case": path.to_string_lossy(),
        "indication": assessment.indication.as_str(),
        "overall": assessment.overall.word(),
        "rows": rows,
        "requirements": requirements,
        "waits_for": { "answers": answers, "judgements": judgements },
        "recommendations": {
            "not_followed": assessment.recommendations.not_followed,
            "unanswered": assessment.recommendations.unanswered,
        },
        "judged": assessment.judged,
    })
}

fn text(path: &Path, indication: &Indication, assessment: &Assessment, call: &Evaluate) -> String {
    let say = Phrases::new(call.language.into());
    let mut lines =
        vec![format!("{}: {}: {}", path.display(), say.of(&indication.title), say.overall(assessment))];
    let beside = [say.open_counts(assessment), say.recommendations(assessment.recommendations)];
    lines.extend(beside.into_iter().filter(|line| !line.is_empty()).map(|line| format!("  {line}")));
    lines.extend(assessment.remarks.iter().map(|remark| format!("  {}", say.of(remark))));
    let width = indication.rows.iter().map(|row| say.of(&row.short).chars().count()).max().unwrap_or(0);
    for (row, assessed) in indication.rows.iter().zip(&assessment.rows) {
        let words: Vec<&str> = say.row(assessed).into_iter().map(|(_, word)| word).collect();
        lines.push(format!("  {:width$}  {}", say.of(&row.short), words.join(", ")));
        for requirement in &assessed.requirements {
            if !requirement.gaps.is_empty() {
                let names = requirement.gaps.iter().map(|gap| say.gap(indication, gap));
                lines.push(format!(
                    "  {:width$}    {}",
                    "",
                    say.texts.with("missing-list", &[("names", say.list(names).into())])
                ));
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
