//! Assesses a case against an indication.

use super::Status;
use super::overlay::{FactsOverlay, Override};
use crate::definition::{
    Advice, Facts, Gap, Indication, IndicationId, Input, JudgementId, QuestionId, Remark, RemarkCondition,
    RemarkTone, Requirement, RequirementId, RequirementStrength, RowId, Text, Truth, Value,
};
use std::collections::BTreeSet;

/// The verdicts of an indication for one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The indication that the case was assessed against.
    pub indication: IndicationId,
    /// The worst status of the musts: `not-met`, `missing`, `judgement` or `met`.
    pub overall: Status,
    /// In the order of the document, as many as the indication has.
    pub rows: Vec<RowAssessment>,
    /// Counts of recommendations that are not followed or not answered. They never change `overall`.
    pub recommendations: RecommendationCounts,
    /// The number of accepted judgements without which some requirement that is now `met` would not be.
    pub decisive_judgements: usize,
    /// Remarks to show beside the overall status and at the fields that they are about, such as that histology
    /// is pending.
    pub remarks: Vec<ShownRemark>,
}

/// A remark whose condition is true in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRemark {
    /// The text of the remark, which has no placeholders.
    pub text: Text,
    /// The questions at whose fields it is shown as well.
    pub at: Vec<QuestionId>,
    /// Decides color and shape.
    pub tone: RemarkTone,
}

/// Counts of the recommendations that are not fulfilled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecommendationCounts {
    /// Recommendations with the status `advisory`.
    pub not_followed: usize,
    /// Recommendations with the status `missing`.
    pub unanswered: usize,
}

/// The verdict on a row of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAssessment {
    /// The row of the indication.
    pub id: RowId,
    /// The worst status of its requirements; `no-requirement` if it has none.
    pub status: Status,
    /// In the order of the document, as many as the row has.
    pub requirements: Vec<RequirementAssessment>,
}

/// The blank answers that a row waits for, and the age if it is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingInputs<'a> {
    /// Those that some must waits for.
    pub of_musts: BTreeSet<&'a Gap>,
    /// Those that only recommendations wait for.
    pub of_shoulds_alone: BTreeSet<&'a Gap>,
}

/// The verdict on a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementAssessment {
    /// The requirement of the indication.
    pub id: RequirementId,
    /// Copied from the requirement.
    pub strength: RequirementStrength,
    /// A recommendation is never `not-met`, and a must never `advisory`.
    pub status: Status,
    /// The inputs that decided the status; for an open status, those that led to its gaps.
    pub grounds: BTreeSet<Input>,
    /// The blank inputs that the status waits for. INVARIANT: empty exactly when the status is neither
    /// `missing` nor `judgement`.
    pub gaps: BTreeSet<Gap>,
    /// Advice whose condition is true in this case.
    pub advice: Vec<Text>,
}

impl Assessment {
    /// The requirements of all rows, in the order of the document.
    pub fn requirements(&self) -> impl Iterator<Item = &RequirementAssessment> {
        self.rows.iter().flat_map(|row| &row.requirements)
    }

    /// The gaps of all open requirements, recommendations included.
    pub fn gaps(&self) -> BTreeSet<&Gap> {
        self.requirements().flat_map(|requirement| &requirement.gaps).collect()
    }

    /// The gaps of the open musts.
    pub fn must_gaps(&self) -> BTreeSet<&Gap> {
        let musts =
            self.requirements().filter(|requirement| requirement.strength == RequirementStrength::Must);
        musts.flat_map(|requirement| &requirement.gaps).collect()
    }

    /// The musts that are not met because of the answer to one question alone, whatever else is answered.
    pub fn musts_ruled_out_by<'a>(
        &'a self,
        question: &'a QuestionId,
    ) -> impl Iterator<Item = &'a RequirementAssessment> {
        self.requirements().filter(move |requirement| {
            let first = requirement.grounds.first();
            requirement.status == Status::NotMet
                && requirement.grounds.len() == 1
                && matches!(first, Some(Input::Answer(id)) if id == question)
        })
    }
}

impl RowAssessment {
    /// Whether the row is `missing` only because of recommendations, so that no must waits for an answer.
    /// Such a row is shown as "Anbefaling ikke vurderet".
    pub fn is_missing_only_recommendations(&self) -> bool {
        let mut missing =
            self.requirements.iter().filter(|requirement| requirement.status == Status::Missing);
        self.status == Status::Missing
            && missing.all(|requirement| requirement.strength == RequirementStrength::Should)
    }

    /// The answers, and the age, that the row waits for.
    pub fn missing_inputs(&self) -> MissingInputs<'_> {
        let gaps = |strength: RequirementStrength| -> BTreeSet<&Gap> {
            let requirements =
                self.requirements.iter().filter(|requirement| requirement.strength == strength);
            let gaps = requirements.flat_map(|requirement| &requirement.gaps);
            gaps.filter(|gap| !matches!(gap, Input::Judgement(_))).collect()
        };
        let of_musts = gaps(RequirementStrength::Must);
        let of_shoulds = gaps(RequirementStrength::Should);
        MissingInputs { of_shoulds_alone: &of_shoulds - &of_musts, of_musts }
    }

    /// Whether the verdict on the row rests on a judgement of the clinician: something in it is met by judgement, or
    /// nothing in it is not met or not followed but by judgement.
    pub fn is_judged(&self) -> bool {
        let mut decisive = self.requirements.iter().filter(|requirement| requirement.status == self.status);
        match self.status {
            Status::Met => decisive.any(RequirementAssessment::is_judged),
            Status::NotMet | Status::Advisory => decisive.all(RequirementAssessment::is_judged),
            Status::Missing | Status::Judgement | Status::NotApplicable | Status::NoRequirement => false,
        }
    }

    /// Whether the status of a must in the row is `judgement`.
    pub fn has_open_judgement(&self) -> bool {
        self.requirements.iter().any(|requirement| {
            requirement.status == Status::Judgement && requirement.strength == RequirementStrength::Must
        })
    }
}

impl RequirementAssessment {
    /// Whether a judgement is among what settled the status.
    pub fn is_judged(&self) -> bool {
        !self.status.is_open() && self.judgements().next().is_some()
    }

    /// The judgements among the grounds, accepted and rejected ones.
    pub fn judgements(&self) -> impl Iterator<Item = &JudgementId> {
        judgements(&self.grounds)
    }

    /// The judgements that the status depends on, whether they are decided or not.
    pub fn relevant_judgements(&self) -> BTreeSet<&JudgementId> {
        judgements(&self.grounds).chain(judgements(&self.gaps)).collect()
    }
}

fn judgements(inputs: &BTreeSet<Input>) -> impl Iterator<Item = &JudgementId> {
    inputs.iter().filter_map(|input| match input {
        Input::Judgement(id) => Some(id),
        Input::Answer(_) | Input::Age => None,
    })
}

/// Assesses the facts of a case against an indication. Pure and total.
pub fn assess(indication: &Indication, facts: &impl Facts) -> Assessment {
    // Many rules depend on the age, and the case computes it from dates. Compute it once.
    let facts = &FactsOverlay::new(facts, Override::Age(facts.age()));
    let rows: Vec<RowAssessment> = indication
        .rows
        .iter()
        .map(|row| {
            let requirements: Vec<_> =
                row.requirements.iter().map(|requirement| assess_requirement(requirement, facts)).collect();
            let worst = requirements.iter().map(|requirement| requirement.status).max();
            RowAssessment { id: row.id.clone(), status: worst.unwrap_or(Status::NoRequirement), requirements }
        })
        .collect();
    let all = || rows.iter().flat_map(|row| &row.requirements);
    let shoulds = |status| {
        all()
            .filter(|requirement| {
                requirement.strength == RequirementStrength::Should && requirement.status == status
            })
            .count()
    };
    let overall = worst_must(all().map(|requirement| (requirement.strength, requirement.status)));
    let mut remarks: Vec<ShownRemark> = indication
        .remarks
        .iter()
        .filter(|remark| is_shown(remark, facts, overall))
        .map(|remark| ShownRemark { text: remark.text.clone(), at: remark.at.clone(), tone: remark.tone })
        .collect();
    let alternatives = alternatives(indication, facts, overall);
    remarks.extend(alternatives.map(|text| ShownRemark { text, at: Vec::new(), tone: RemarkTone::Neutral }));
    Assessment {
        indication: indication.id.clone(),
        overall,
        recommendations: RecommendationCounts {
            not_followed: shoulds(Status::Advisory),
            unanswered: shoulds(Status::Missing),
        },
        decisive_judgements: decisive_judgements(indication, &rows, facts),
        remarks,
        rows,
    }
}

/// The overall status, from the strengths and statuses of all requirements. Musts that don't apply are left
/// out; without any other must the result is `met`.
fn worst_must(statuses: impl Iterator<Item = (RequirementStrength, Status)>) -> Status {
    let musts = statuses.filter(|(strength, _)| *strength == RequirementStrength::Must);
    musts.map(|(_, status)| status).max().unwrap_or(Status::Met).max(Status::Met)
}

fn assess_requirement(requirement: &Requirement, facts: &impl Facts) -> RequirementAssessment {
    let (status, value) = judge(requirement, facts);
    RequirementAssessment {
        id: requirement.id.clone(),
        strength: requirement.strength,
        status,
        advice: if status == Status::NotApplicable { Vec::new() } else { texts(&requirement.advice, facts) },
        grounds: value.grounds,
        gaps: value.gaps,
    }
}

fn judge(requirement: &Requirement, facts: &impl Facts) -> (Status, Value) {
    if let Some(condition) = &requirement.applies_when {
        let value = condition.evaluate(facts);
        match value.truth {
            Truth::False => return (Status::NotApplicable, value),
            Truth::Open => return (Status::Missing, value),
            Truth::True => {}
        }
    }
    let value = requirement.rule.evaluate(facts);
    let status = match (value.truth, requirement.strength) {
        (Truth::True, _) => Status::Met,
        (Truth::False, RequirementStrength::Must) => Status::NotMet,
        (Truth::False, RequirementStrength::Should) => Status::Advisory,
        (Truth::Open, _) if value.gaps.iter().all(|gap| matches!(gap, Input::Judgement(_))) => {
            Status::Judgement
        }
        (Truth::Open, _) => Status::Missing,
    };
    (status, value)
}

/// Counts the accepted judgements that some fulfilled requirement depends on: without the judgement it
/// would not be `met`.
fn decisive_judgements(indication: &Indication, rows: &[RowAssessment], facts: &impl Facts) -> usize {
    let met =
        rows.iter().flat_map(|row| &row.requirements).filter(|requirement| requirement.status == Status::Met);
    let candidates: BTreeSet<&JudgementId> = met
        .flat_map(|requirement| judgements(&requirement.grounds))
        .filter(|id| facts.judgement(id) == Some(true))
        .collect();
    let statuses = || rows.iter().flat_map(|row| &row.requirements).map(|requirement| requirement.status);
    let needed = |id: &JudgementId| {
        let without = FactsOverlay::new(facts, Override::Undecided(id));
        indication
            .requirements()
            .zip(statuses())
            .filter(|(requirement, status)| {
                *status == Status::Met && requirement.inputs.contains(&Input::Judgement(id.clone()))
            })
            .any(|(requirement, _)| judge(requirement, &without).0 != Status::Met)
    };
    candidates.into_iter().filter(|id| needed(id)).count()
}

/// The texts of the alternatives that would turn the overall status from `not-met` into `met`.
fn alternatives<'a>(
    indication: &'a Indication,
    facts: &'a impl Facts,
    overall: Status,
) -> impl Iterator<Item = Text> + 'a {
    indication
        .alternatives
        .iter()
        .filter(move |alternative| {
            overall == Status::NotMet && facts.answer(&alternative.question) == Some(&alternative.from)
        })
        .filter(|alternative| {
            let changed =
                FactsOverlay::new(facts, Override::Answer(&alternative.question, Some(&alternative.to)));
            let statuses = indication.requirements().map(|r| (r.strength, judge(r, &changed).0));
            worst_must(statuses) == Status::Met
        })
        .map(|alternative| alternative.text.clone())
}

fn is_shown(remark: &Remark, facts: &impl Facts, overall: Status) -> bool {
    let holds = match &remark.when {
        RemarkCondition::True(condition) => condition.evaluate(facts).truth == Truth::True,
        RemarkCondition::Unanswered(question) => facts.answer(question).is_none(),
    };
    holds && (overall == Status::Met || !remark.while_met)
}

fn texts(advice: &[Advice], facts: &impl Facts) -> Vec<Text> {
    let shown = advice.iter().filter(|advice| advice.when.evaluate(facts).truth == Truth::True);
    shown.map(|advice| advice.text.clone()).collect()
}
