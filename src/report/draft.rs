//! Why a report is a draft.

use super::settings::ReportSettings;
use crate::assessment::{Assessment, Status};
use crate::case::Case;
use crate::definition::JudgementId;
use crate::text::is_blank;
use std::collections::BTreeSet;

/// The greatest age of an assessment, in days, at which its report is not a draft.
pub const ASSESSMENT_VALID_DAYS: i32 = 30;

/// A reason why a report is marked as a draft, in the order in which reasons are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftReason {
    /// The case comes from a PDF that was changed since it was exported, and nobody has saved it since.
    FromChangedPdf,
    /// The overall verdict waits for answers.
    AnswersMissing,
    /// The overall verdict waits for clinical judgements.
    JudgementOpen,
    /// The report is made without identity.
    WithoutIdentity,
    /// The patient's name or CPR number is not given.
    PatientUnnamed,
    /// The requester's name is not given.
    RequesterUnnamed,
    /// A field of the case holds text that could not be parsed.
    UnparsedField,
    /// Nobody's name stands at a judgement that decides a requirement.
    JudgementUnnamed,
    /// The case was opened again, and what may have changed since is not confirmed.
    NotConfirmed,
    /// The day of assessment is more than [`ASSESSMENT_VALID_DAYS`] before the report.
    AssessmentOld,
}

impl DraftReason {
    /// The id of the message that states the reason, as it reads after a colon.
    pub fn text_id(self) -> &'static str {
        match self {
            DraftReason::FromChangedPdf => "draft-from-changed-pdf",
            DraftReason::AnswersMissing => "draft-answers-missing",
            DraftReason::JudgementOpen => "draft-judgement-open",
            DraftReason::WithoutIdentity => "draft-without-identity",
            DraftReason::PatientUnnamed => "draft-patient-unnamed",
            DraftReason::RequesterUnnamed => "draft-requester-unnamed",
            DraftReason::UnparsedField => "draft-unparsed-field",
            DraftReason::JudgementUnnamed => "draft-judgement-unnamed",
            DraftReason::NotConfirmed => "draft-not-confirmed",
            DraftReason::AssessmentOld => "draft-assessment-old",
        }
    }
}

/// The reasons why the report on a case, with these settings, is a draft; none if it is final. `assessment` must
/// be of `case`. Without identity, nothing depends on who is named in the case.
pub fn draft_reasons(case: &Case, assessment: &Assessment, settings: ReportSettings) -> Vec<DraftReason> {
    let ReportSettings { with_identity, is_to_be_confirmed, is_from_changed_pdf, .. } = settings;
    let today = settings.day_for(case);
    let is_old = || {
        case.assessed_on
            .and_then(|day| day.until(today).ok())
            .is_some_and(|age| age.get_days() > ASSESSMENT_VALID_DAYS)
    };
    let checks = [
        (DraftReason::FromChangedPdf, is_from_changed_pdf),
        (DraftReason::AnswersMissing, assessment.overall == Status::Missing),
        (DraftReason::JudgementOpen, assessment.overall == Status::Judgement),
        (DraftReason::WithoutIdentity, !with_identity),
        (
            DraftReason::PatientUnnamed,
            with_identity && (is_blank(&case.patient.name) || case.patient.cpr.is_none()),
        ),
        (DraftReason::RequesterUnnamed, with_identity && is_blank(&case.requester.name)),
        (DraftReason::UnparsedField, with_identity && !case.unparsed.is_empty()),
        (DraftReason::JudgementUnnamed, with_identity && !unnamed_judgements(case, assessment).is_empty()),
        (DraftReason::NotConfirmed, is_to_be_confirmed),
        (DraftReason::AssessmentOld, is_old()),
    ];
    checks.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// The judgements that are decided, that some requirement rests on, and at which nobody's name stands.
pub fn unnamed_judgements<'a>(case: &Case, assessment: &'a Assessment) -> BTreeSet<&'a JudgementId> {
    let is_unnamed = |id: &&JudgementId| case.judgements.get(*id).is_some_and(|it| is_blank(&it.by));
    decided_judgements(case, assessment).into_iter().filter(is_unnamed).collect()
}

/// The judgements that are decided and that some requirement rests on, accepted and rejected ones.
pub(super) fn decided_judgements<'a>(case: &Case, assessment: &'a Assessment) -> BTreeSet<&'a JudgementId> {
    let counting = assessment.requirements().flat_map(|requirement| requirement.judgements());
    let is_decided = |id: &&JudgementId| case.judgements.get(*id).is_some_and(|it| it.decision().is_some());
    counting.filter(is_decided).collect()
}
