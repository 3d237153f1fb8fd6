//! The part after the criteria: competence, tumour board, consent, tissue, overlaps, shipping.

use super::Block;
use super::context::OutlineContext;
use crate::assessment::{assess, is_worth_considering};
use crate::definition::{Input, OverlapWith, Row, Topic, Truth};

pub(crate) fn blocks(report: &OutlineContext) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(report.text("report-notes").to_owned())];
    blocks.extend(note(report, Topic::Competence));
    let answers = answered_for_competence(report);
    if !answers.is_empty() {
        blocks.push(Block::List(answers));
    }
    blocks.extend(note(report, Topic::TumourBoard));
    if let Some(board) = tumour_board_with_note(report) {
        let id = match report.case.mtb.date {
            // Nobody says whether anything was discussed there yet.
            None => "report-mtb-undated",
            Some(_) if is_board_planned(report) => "report-mtb-planned",
            Some(_) => "report-mtb",
        };
        blocks.push(Block::List(vec![format!("{}: {board}", report.text(id))]));
    }
    for topic in
        [Topic::SecondaryFindings, Topic::Consent, Topic::BeforeReferral, Topic::Tissue, Topic::Purpose]
    {
        blocks.extend(note(report, topic));
    }
    blocks.extend(overlaps(report));
    blocks.push(Block::Heading(report.text("topic-requisition").to_owned()));
    if let Some(text) = report.indication.note(Topic::Requisition) {
        blocks.push(Block::Paragraph { label: None, text: report.phrases.of(text).to_owned() });
    }
    blocks.push(Block::Link {
        text: report.set.website.trim_start_matches("https://").to_owned(),
        uri: report.set.website.clone(),
    });
    blocks.push(Block::Paragraph { label: None, text: shipping(report) });
    let note = report.case.requisition.note.trim();
    if !note.is_empty() {
        blocks.push(Block::Paragraph {
            label: Some(report.text("report-requisition-note").to_owned()),
            text: note.to_owned(),
        });
    }
    blocks
}

fn note(report: &OutlineContext, topic: Topic) -> Option<Block> {
    let text = report.indication.note(topic)?;
    let label = report.phrases.topic(topic);
    Some(Block::Paragraph { label: Some(label.to_owned()), text: report.phrases.of(text).to_owned() })
}

/// Whether a row is about the requester's competence.
pub(crate) fn is_competence_row(row: &Row) -> bool {
    row.topic == Some(Topic::Competence)
}

/// The answers to the questions that the row on competence uses.
fn answered_for_competence(report: &OutlineContext) -> Vec<String> {
    let Some(row) = report.indication.rows.iter().find(|row| is_competence_row(row)) else {
        return Vec::new();
    };
    let used = |id: &crate::definition::QuestionId| {
        row.requirements.iter().any(|requirement| requirement.inputs.contains(&Input::Answer(id.clone())))
    };
    let answers = report.indication.questions().filter(|question| used(&question.id));
    answers
        .map(|question| {
            format!(
                "{}: {}",
                report.phrases.of(&question.label),
                report.phrases.answer_of(question, report.case)
            )
        })
        .collect()
}

/// Whether the tumour board comes after the day on which the report is made: nothing was discussed there yet.
fn is_board_planned(report: &OutlineContext) -> bool {
    report.case.mtb.date.is_some_and(|date| date > report.options.today)
}

/// Name and date of the tumour board; `None` if neither is given.
pub(crate) fn tumour_board(report: &OutlineContext) -> Option<String> {
    let mtb = &report.case.mtb;
    let mut parts = Vec::new();
    if !mtb.name.trim().is_empty() {
        parts.push(mtb.name.trim().to_owned());
    }
    parts.extend(mtb.date.map(|date| {
        let date = report.phrases.date(date);
        match is_board_planned(report) {
            true => report.phrases.texts.with("report-planned-date", &[("date", date.into())]),
            false => date,
        }
    }));
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn tumour_board_with_note(report: &OutlineContext) -> Option<String> {
    let note = report.case.mtb.note.trim();
    let note = (!note.is_empty()).then(|| note.to_owned());
    let parts: Vec<String> = tumour_board(report).into_iter().chain(note).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The overlaps that are worth considering for this patient, and those for which that is not known.
fn overlaps(report: &OutlineContext) -> Vec<Block> {
    let phrases = report.phrases;
    let mut points = Vec::new();
    for overlap in &report.indication.overlaps {
        if overlap.when.as_ref().is_some_and(|when| when.evaluate(report.case).truth == Truth::False) {
            continue;
        }
        let mut overall = None;
        let mut point = match &overlap.with {
            OverlapWith::Indication(id) => {
                let Some(other) = report.set.indication(id) else { continue };
                let assessment = assess(other, report.case);
                overall = Some(assessment.overall);
                format!("{}: {}", phrases.of(&other.title), phrases.overall(&assessment).to_lowercase())
            }
            OverlapWith::Outside(name) => {
                phrases.texts.with("outside-the-set", &[("name", phrases.of(name).into())])
            }
        };
        if is_worth_considering(overlap, report.case, |_| overall) {
            point.push_str(&format!(" – {}", report.text("worth-considering")));
        }
        points.push(point);
    }
    if points.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(report.text("overlaps").to_owned()), Block::List(points)]
}

/// The laboratory for the requester's region; all laboratories if the region is not known.
fn shipping(report: &OutlineContext) -> String {
    let phrases = report.phrases;
    if let Some((centre, region)) = report.set.region(&report.case.requester.region) {
        let arguments =
            [("centre", phrases.of(&centre.name).into()), ("region", region.name.as_str().into())];
        return phrases.texts.with("report-shipping", &arguments);
    }
    let centres = report.set.centres.iter().map(|centre| {
        let regions: Vec<&str> = centre.regions.iter().map(|region| region.name.as_str()).collect();
        format!("{}: {}", phrases.of(&centre.name), phrases.list(regions))
    });
    let centres = centres.collect::<Vec<_>>().join("; ");
    phrases.texts.with("report-shipping-unknown", &[("centres", centres.into())])
}
