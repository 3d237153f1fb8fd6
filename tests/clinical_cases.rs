//! Assesses the cases in `tests/cases`. Their expected statuses were written by hand from the clinical
//! reading of the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wgs_referral::assessment::{Assessment, Status, assess};
use wgs_referral::case;
use wgs_referral::definition::{CriteriaSet, Gap, RequirementStrength, embedded};
use wgs_referral::notation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    about: String,
    #[serde(rename = "case")]
    _case: ron::Value,
    expected: Expected,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    overall: String,
    requirements: BTreeMap<String, String>,
    rows: BTreeMap<String, String>,
    waits_for: ExpectedGaps,
    recommendations: ExpectedRecommendations,
    judged: usize,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedGaps {
    answers: Vec<String>,
    judgements: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedRecommendations {
    not_followed: usize,
    unanswered: usize,
}

impl Expected {
    fn of(assessment: &Assessment) -> Self {
        let word = |status: Status| status.as_str().to_owned();
        let (mut answers, mut judgements) = (Vec::new(), Vec::new());
        for gap in assessment.gaps() {
            match gap {
                Gap::Answer(id) => answers.push(id.to_string()),
                Gap::Age => answers.push("age".to_owned()),
                Gap::Judgement(id) => judgements.push(id.to_string()),
            }
        }
        answers.sort();
        Expected {
            overall: word(assessment.overall),
            requirements: assessment.requirements().map(|r| (r.id.to_string(), word(r.status))).collect(),
            rows: assessment.rows.iter().map(|row| (row.id.to_string(), word(row.status))).collect(),
            waits_for: ExpectedGaps { answers, judgements },
            recommendations: ExpectedRecommendations {
                not_followed: assessment.recommendations.not_followed,
                unanswered: assessment.recommendations.unanswered,
            },
            judged: assessment.decisive_judgements,
        }
    }
}

fn case_files(indication: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(indication);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn assessed(path: &Path, set: &CriteriaSet) -> (String, Expected, Assessment) {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let file: CaseFile = notation::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!file.about.is_empty(), "{name}: says nothing about itself");
    let node = notation::scan(&text).unwrap();
    let case = node.get("case").unwrap();
    let reading =
        case::read(&text[case.start..case.end], set).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    let indication = set.indication(&reading.case.indication).unwrap();
    let assessment = assess(indication, &reading.case);
    (name, file.expected, assessment)
}

fn check(indication: &str) {
    let set = embedded().unwrap();
    let mut wrong = Vec::new();
    for path in case_files(indication) {
        let (name, expected, assessment) = assessed(&path, &set);
        let found = Expected::of(&assessment);
        if found != expected {
            wrong.push(format!("{indication}/{name}\nexpected {expected:#?}\nfound {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn metastatic_solid_tumour_cases_get_their_statuses() {
    check("metastatic-solid-tumour");
}

#[test]
fn sarcoma_cases_get_their_statuses() {
    check("sarcoma");
}

#[test]
fn pancreas_cancer_cases_get_their_statuses() {
    check("pancreas-cancer");
}

#[test]
fn thymic_epithelial_tumour_cases_get_their_statuses() {
    check("thymic-epithelial-tumour");
}

#[test]
fn primary_brain_tumour_cases_get_their_statuses() {
    check("primary-brain-tumour");
}

/// Derives the possible statuses of a requirement from its parts, and checks that the cases cover all.
#[test]
fn the_cases_cover_every_possible_status_of_every_requirement() {
    let set = embedded().unwrap();
    let mut unseen = Vec::new();
    for indication in &set.indications {
        let mut seen: BTreeSet<(String, Status)> = BTreeSet::new();
        for path in case_files(indication.id.as_str()) {
            let (_, _, assessment) = assessed(&path, &set);
            seen.extend(assessment.requirements().map(|r| (r.id.to_string(), r.status)));
        }
        for requirement in indication.requirements() {
            let judged = requirement.inputs.iter().any(|input| matches!(input, Gap::Judgement(_)));
            let answered = requirement.inputs.iter().any(|input| !matches!(input, Gap::Judgement(_)));
            let mut possible = vec![
                Status::Met,
                match requirement.strength {
                    RequirementStrength::Must => Status::NotMet,
                    RequirementStrength::Should => Status::Advisory,
                },
            ];
            possible.extend(answered.then_some(Status::Missing));
            possible.extend(judged.then_some(Status::Judgement));
            possible.extend(requirement.applies_when.is_some().then_some(Status::NotApplicable));
            for status in possible {
                if !seen.contains(&(requirement.id.to_string(), status)) {
                    unseen.push(format!("{}/{}: {}", indication.id, requirement.id, status.as_str()));
                }
            }
        }
    }
    assert!(unseen.is_empty(), "never seen:\n{}", unseen.join("\n"));
}
