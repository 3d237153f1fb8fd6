//! What changes for a case when it is taken over from an earlier criteria set.

use super::{Assessment, Status, assess};
use crate::case::Case;
use crate::definition::{CriteriaSet, IndicationId, RequirementId, RequirementStrength};

/// An indication whose overall verdict changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The indication, which both sets have.
    pub indication: IndicationId,
    /// The overall status under the earlier set.
    pub before: Status,
    /// The overall status under the later set.
    pub after: Status,
    /// The musts of the later set that are new, or have another status, and explain the later verdict.
    pub because: Vec<RequirementId>,
}

/// Compares the verdicts on a case under the set that it was written for with those on the case as it was taken over.
pub fn verdict_changes(
    (earlier, before): (&CriteriaSet, &Case),
    (later, after): (&CriteriaSet, &Case),
) -> Vec<VerdictChange> {
    let mut changes = Vec::new();
    for indication in &later.indications {
        let Some(earlier) = earlier.indication(&indication.id) else { continue };
        let (before, after) = (assess(earlier, before), assess(indication, after));
        if before.overall != after.overall {
            changes.push(VerdictChange {
                indication: indication.id.clone(),
                before: before.overall,
                after: after.overall,
                because: changed_musts(&before, &after),
            });
        }
    }
    changes
}

fn changed_musts(before: &Assessment, after: &Assessment) -> Vec<RequirementId> {
    let status_before =
        |id: &RequirementId| before.requirements().find(|other| other.id == *id).map(|other| other.status);
    let changed = || {
        after.requirements().filter(|requirement| {
            requirement.strength == RequirementStrength::Must
                && status_before(&requirement.id) != Some(requirement.status)
        })
    };
    let explains = |status: Status| status == after.overall;
    let mut because: Vec<_> = changed().filter(|requirement| explains(requirement.status)).collect();
    if because.is_empty() {
        because = changed().collect();
    }
    because.into_iter().map(|requirement| requirement.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::read;
    use crate::definition::{earlier_set, embedded};

    fn changes(indication: &str, answers: &str) -> Vec<(String, Status, Status, Vec<String>)> {
        let set = embedded().unwrap();
        let text = format!(
            "(format: 1, criteria_set: \"ngc-2026-11\", indication: \"{indication}\", assessed_on: \"2026-11-22\",
              patient: (birth_date: \"1960-01-02\"), answers: {{{answers}}})"
        );
        let reading = read(&text, &set).unwrap();
        assert_eq!(reading.faults, []);
        let migration = reading.migration.unwrap();
        let earlier = earlier_set(migration.from.as_str()).unwrap();
        verdict_changes((earlier, &migration.original), (&set, &reading.case))
            .into_iter()
            .filter(|change| change.indication.as_str() == indication)
            .map(|change| {
                let because = change.because.iter().map(ToString::to_string).collect();
                (change.indication.to_string(), change.before, change.after, because)
            })
            .collect()
    }

    #[test]
    fn a_sarcoma_without_its_diagnosis_waits_for_it() {
        let met = "\"metastatic\": true, \"metastatic-at-presentation\": false, \"recurrence\": false,
            \"systemic-treatment-indicated\": true, \"performance-status\": \"1\",
            \"primary-histopathology\": \"available\", \"wgs-tissue\": \"fresh\", \"biobank-collection\": true,
            \"oncologist-assessment\": true, \"biopsy-access\": \"likely-high-purity\",
            \"life-expectancy-assessed\": true, \"standard-treatments-assessed\": true,
            \"sarcoma-centre\": true, \"ngc-information-known\": true, \"specialist-access\": true,";
        assert_eq!(
            changes("sarcoma", met),
            [("sarcoma".into(), Status::Met, Status::Missing, vec!["target-group.diagnosis".into()])]
        );
        let sarcoma = format!("{met} \"tumour-type\": \"sarcoma\"");
        assert_eq!(changes("sarcoma", &sarcoma), []);
        let breast = format!("{met} \"tumour-type\": \"good-prognosis-many-lines\"");
        assert_eq!(
            changes("sarcoma", &breast),
            [("sarcoma".into(), Status::Met, Status::NotMet, vec!["target-group.diagnosis".into()])]
        );
    }
}
