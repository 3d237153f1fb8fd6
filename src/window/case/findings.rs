//! What to know about a case before its report goes out: what is contradictory or doubtful in it, which recommendations
//! are not followed, and what the clinician has judged or still has to.

use super::{
    CaseCommand, CaseView, CaseWarning, Change, DateDoubt, FindingWeight, JudgementProgress, Target,
};
use crate::assessment::Status;
use crate::case::Case;
use crate::definition::{
    Answer, JudgementId, QuestionId, RemarkTone, RequirementStrength, is_sks_diagnosis_code,
};
use crate::wording::Phrases;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Something that was found in a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How much it matters.
    pub weight: FindingWeight,
    /// What it is, as a sentence.
    pub text: String,
    /// Leads to its place.
    pub leads_to: CaseCommand,
}

/// A recommendation that is not followed.
#[derive(Clone, Debug, PartialEq)]
pub struct UnfollowedRecommendation {
    /// Its row, and the answers because of which it is not followed.
    pub text: String,
    /// Leads to its row.
    pub leads_to: CaseCommand,
}

/// A judgement that the answers lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgementFinding {
    /// How far it is.
    pub progress: JudgementProgress,
    /// What is asked, and the decision if there is one.
    pub text: String,
    /// Who has decided, and when, as far as the report says it; empty if neither is known.
    pub signature: String,
    /// Leads to what it lacks, or to its decision.
    pub leads_to: CaseCommand,
}

impl CaseView {
    /// What is contradictory, doubtful or worth a look, the gravest first.
    pub fn findings(&self, say: Phrases, today: Date) -> Vec<Finding> {
        let session = self.session();
        let case = session.case();
        let warnings = CaseWarning::about_patient(case, today)
            .into_iter()
            .chain(CaseWarning::about_region(case, session.set()))
            .map(|warning| Finding {
                weight: warning.weight(),
                text: warning.words(say),
                leads_to: CaseCommand::GoTo(warning.target(case)),
            });
        let dates = DateDoubt::in_case(case, session.set(), today).into_iter().map(|(field, doubt)| {
            let change = Change::Field(field);
            let name = change.name(session.set(), say);
            let text = format!("{name}: {}", doubt.words(say));
            let leads_to = CaseCommand::GoTo(Target::of_change(change));
            Finding { weight: FindingWeight::Doubt, text, leads_to }
        });
        let asked = session.indication().questions().filter(|question| question.is_asked(case));
        let codes = asked.filter(|question| is_unusual_code(case, &question.id)).map(|question| {
            let text = format!("{}: {}", say.of(&question.label), say.texts.get("unusual-sks-code"));
            let leads_to = CaseCommand::GoTo(Target::Question(question.id.clone()));
            Finding { weight: FindingWeight::Doubt, text, leads_to }
        });
        let cautions = session.assessment().remarks.iter().filter(|it| it.tone == RemarkTone::Caution);
        let cautions = cautions.map(|remark| {
            let leads_to = remark.at.first().map_or_else(
                || CaseCommand::ShowIndication(session.indication().id.clone()),
                |question| CaseCommand::GoTo(Target::Question(question.clone())),
            );
            Finding { weight: FindingWeight::Caution, text: say.of(&remark.text).to_owned(), leads_to }
        });
        let mut findings: Vec<Finding> = warnings.chain(dates).chain(codes).chain(cautions).collect();
        findings.sort_by_key(|finding| finding.weight);
        findings
    }

    /// The recommendations that are not followed, in the order of the document.
    pub fn unfollowed_recommendations(&self, say: Phrases) -> Vec<UnfollowedRecommendation> {
        let session = self.session();
        let indication = session.indication();
        let rows = indication.rows.iter().zip(&session.assessment().rows);
        let of_rows = rows.flat_map(|(row, assessed)| {
            let unfollowed = assessed.requirements.iter().filter(|requirement| {
                requirement.strength == RequirementStrength::Should && requirement.status == Status::Advisory
            });
            unfollowed.map(move |requirement| (row, requirement))
        });
        of_rows
            .map(|(row, requirement)| {
                let answers = say.given_inputs(indication, session.case(), &requirement.grounds);
                UnfollowedRecommendation {
                    text: format!("{}: {}", say.of(&row.short), answers.join(" · ")),
                    leads_to: CaseCommand::ShowRow(indication.id.clone(), row.id.clone()),
                }
            })
            .collect()
    }

    /// The judgements that the answers lead to: first those that lack something. A report without identity
    /// (`with_identity`) says when they were decided, and not by whom.
    pub fn judgement_findings(&self, say: Phrases, with_identity: bool) -> Vec<JudgementFinding> {
        let session = self.session();
        let requirements = session.assessment().requirements();
        let ids: BTreeSet<&JudgementId> = requirements.flat_map(|it| it.relevant_judgements()).collect();
        let definitions = &session.indication().judgements;
        let findings = ids.into_iter().filter_map(|id| {
            let question = say.of(&definitions.get(id)?.question);
            Some(judgement_finding((session.case(), with_identity), id, question, say))
        });
        let mut findings: Vec<JudgementFinding> = findings.collect();
        findings.sort_by_key(|finding| finding.progress);
        findings
    }
}

/// Whether the answer is a code that does not look like a diagnosis code of the Danish classification (SKS).
pub fn is_unusual_code(case: &Case, id: &QuestionId) -> bool {
    matches!(case.answers.get(id), Some(Answer::SksCode(code)) if !is_sks_diagnosis_code(code))
}

fn judgement_finding(
    (case, with_identity): (&Case, bool),
    id: &JudgementId,
    question: &str,
    say: Phrases,
) -> JudgementFinding {
    let judgement = case.judgements.get(id);
    let progress = JudgementProgress::of_report(judgement, with_identity);
    let decision = judgement.and_then(|judgement| judgement.accept);
    let signature = judgement.filter(|_| decision.is_some()).map(|judgement| {
        let name = Some(judgement.by.trim()).filter(|name| with_identity && !name.is_empty());
        let name = name.map(ToOwned::to_owned);
        name.into_iter().chain(judgement.on.map(|date| say.date(date))).collect::<Vec<_>>().join(", ")
    });
    JudgementFinding {
        progress,
        text: match decision {
            Some(_) => format!("{question} {}", say.decision(decision)),
            None => question.to_owned(),
        },
        signature: signature.unwrap_or_default(),
        leads_to: CaseCommand::GoTo(progress.target(id)),
    }
}
