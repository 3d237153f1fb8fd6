//! The JSON form of a verdict: one line for each case and indication, with the keys in the order of the
//! document.

use crate::assessment::Assessment;
use crate::definition::Gap;
use crate::notation::is_shown;
use serde::{Serialize, Serializer};
use std::path::Path;

/// The line of a verdict, without its end.
pub fn line(path: &Path, assessment: &Assessment) -> Result<String, serde_json::Error> {
    let mut waits_for = WaitsFor::default();
    for gap in assessment.gaps() {
        match gap {
            Gap::Answer(id) => waits_for.answers.push(id.as_str()),
            Gap::Age => waits_for.answers.push("age"),
            Gap::Judgement(id) => waits_for.judgements.push(id.as_str()),
        }
    }
    waits_for.answers.sort_unstable();
    waits_for.judgements.sort_unstable();
    let line = serde_json::to_string(&JsonLine {
        case: &path.to_string_lossy(),
        indication: assessment.indication.as_str(),
        overall: assessment.overall.as_str(),
        rows: Statuses(assessment.rows.iter().map(|row| (row.id.as_str(), row.status.as_str())).collect()),
        requirements: Statuses(
            assessment.requirements().map(|r| (r.id.as_str(), r.status.as_str())).collect(),
        ),
        waits_for,
        recommendations: Recommendations {
            not_followed: assessment.recommendations.not_followed,
            unanswered: assessment.recommendations.unanswered,
        },
        judged: assessment.decisive_judgements,
    })?;
    Ok(escaped(&line))
}

/// The same JSON with an escape for each character that would control a terminal, or change the order of
/// the text there.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for c in line.chars() {
        if is_shown(c) {
            escaped.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        }
    }
    escaped
}

#[derive(Serialize)]
struct JsonLine<'a> {
    case: &'a str,
    indication: &'a str,
    overall: &'a str,
    rows: Statuses<'a>,
    requirements: Statuses<'a>,
    waits_for: WaitsFor<'a>,
    recommendations: Recommendations,
    judged: usize,
}

#[derive(Default, Serialize)]
struct WaitsFor<'a> {
    answers: Vec<&'a str>,
    judgements: Vec<&'a str>,
}

#[derive(Serialize)]
struct Recommendations {
    not_followed: usize,
    unanswered: usize,
}

/// Statuses by id, written as an object in this order.
struct Statuses<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for Statuses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
