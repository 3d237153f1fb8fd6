//! What is still to be done before the report of the case is no draft, and what else is worth an answer.

use super::{CaseView, Change, Field, JudgementProgress, Target};
use crate::assessment::{Status, gaps_by_urgency};
use crate::case::Case;
use crate::definition::{Answer, Gap, Input, JudgementId, Question, QuestionId, QuestionKind, SummaryGroup};
use crate::report::{DraftReason, ReportSettings, draft_reasons, unnamed_judgements};
use crate::text::is_blank;
use crate::window::notice::{Message, NoticeKind};
use crate::wording::Phrases;

/// One thing that is still to be done before the report is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportStep {
    /// Fill in what a verdict waits for.
    FillGap(Gap),
    /// Compare the patient with page 1 of the PDF that was changed, and save the case.
    CheckPatient,
    /// Name the patient.
    NamePatient,
    /// Give the patient's CPR number.
    GiveCpr,
    /// Name the requester.
    NameRequester,
    /// Name who has decided a judgement.
    NameJudge(JudgementId),
    /// Correct a text that can't be parsed, by its key in `Case::unparsed`.
    CorrectText(String),
    /// Confirm what may have changed since the case was assessed.
    Reconfirm,
    /// Confirm an answer that an earlier set meant differently.
    ConfirmAnswer(QuestionId),
    /// Assess the case again: the day of assessment is too long ago.
    RenewAssessment,
    /// Say whether the patient consents.
    AskConsent(QuestionId),
}

/// A step, and whether the report is a draft until it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingStep {
    /// What is to be done.
    pub step: ReportStep,
    /// Whether the report is a draft until then.
    pub makes_draft: bool,
}

impl ReportStep {
    /// The name of the step as a part of a sentence, in the language of `say`.
    pub fn name(&self, case: &CaseView, say: Phrases) -> String {
        let (session, texts) = (case.session(), say.texts);
        let set = session.set();
        let label = |id: &QuestionId| set.question(id).map_or("", |question| say.of(&question.label));
        match self {
            ReportStep::FillGap(gap) => say.gap(session.indication(), gap),
            ReportStep::CheckPatient => texts.get("step-changed-pdf").to_owned(),
            ReportStep::NamePatient => texts.get("step-patient").to_owned(),
            ReportStep::GiveCpr => texts.get("step-cpr").to_owned(),
            ReportStep::NameRequester => texts.get("step-requester").to_owned(),
            ReportStep::NameJudge(id) => {
                let question = set.judgement(id).map_or("", |judgement| say.of(&judgement.question));
                texts.with("step-judge", &[("question", question.into())])
            }
            ReportStep::CorrectText(key) => {
                let field = Change::of_text(set, key).map_or(String::new(), |change| change.name(set, say));
                texts.with("step-unparsed", &[("field", field.into())])
            }
            ReportStep::Reconfirm => texts.get("step-reconfirm").to_owned(),
            ReportStep::ConfirmAnswer(id) => {
                texts.with("step-confirm-answer", &[("question", label(id).into())])
            }
            ReportStep::RenewAssessment => texts.get("step-assessed-on").to_owned(),
            ReportStep::AskConsent(id) => say.gap(session.indication(), &Input::Answer(id.clone())),
        }
    }

    /// The control with which the step is done; `None`: the text names a field by its key.
    fn target(&self, case: &Case) -> Option<Target> {
        Some(match self {
            ReportStep::FillGap(Input::Judgement(id)) => JudgementProgress::of(case, id).target(id),
            ReportStep::FillGap(gap) => Target::of_gap(gap),
            ReportStep::CheckPatient | ReportStep::NamePatient => Target::Field(Field::PatientName),
            ReportStep::GiveCpr => Target::Field(Field::Cpr),
            ReportStep::NameRequester => Target::Field(Field::RequesterName),
            ReportStep::NameJudge(id) => Target::Field(Field::JudgedBy(id.clone())),
            ReportStep::CorrectText(_) => return None,
            ReportStep::Reconfirm => Target::Reconfirmation,
            ReportStep::ConfirmAnswer(id) | ReportStep::AskConsent(id) => Target::Question(id.clone()),
            ReportStep::RenewAssessment => Target::Field(Field::AssessedOn),
        })
    }
}

impl CaseView {
    /// What is still to be done for the report that is made with these settings, in the order in which F8 leads there:
    /// a text that can't be read, once it is left, as the user takes it for an answer; what the verdicts wait for, by
    /// urgency; what else makes the report a draft; the consent.
    ///
    /// INVARIANT: some step makes the report a draft exactly if it is one for another reason than its missing identity.
    pub fn steps(&self, settings: ReportSettings) -> Vec<PendingStep> {
        let session = &self.session;
        let (case, assessment) = (session.case(), session.assessment());
        let is_open = matches!(assessment.overall, Status::Missing | Status::Judgement);
        let blocking = if is_open { assessment.must_gaps() } else { Default::default() };
        let gaps = gaps_by_urgency(session.indication(), assessment);
        let mut steps: Vec<PendingStep> = gaps
            .into_iter()
            .map(|gap| PendingStep { makes_draft: blocking.contains(&gap), step: ReportStep::FillGap(gap) })
            .collect();
        let mut others = Vec::new();
        let mut unread = Vec::new();
        for reason in draft_reasons(case, assessment, settings) {
            match reason {
                // The gaps above, and a decision of the export.
                DraftReason::AnswersMissing | DraftReason::JudgementOpen | DraftReason::WithoutIdentity => {}
                DraftReason::FromChangedPdf => others.push(ReportStep::CheckPatient),
                DraftReason::PatientUnnamed => {
                    others.extend(is_blank(&case.patient.name).then_some(ReportStep::NamePatient));
                    others.extend(case.patient.cpr.is_none().then_some(ReportStep::GiveCpr));
                }
                DraftReason::RequesterUnnamed => others.push(ReportStep::NameRequester),
                DraftReason::UnparsedField => {
                    let (typed, left): (Vec<_>, Vec<_>) =
                        case.unparsed.keys().partition(|key| self.is_typing_text(key));
                    unread.extend(left.into_iter().cloned().map(ReportStep::CorrectText));
                    others.extend(typed.into_iter().cloned().map(ReportStep::CorrectText));
                }
                DraftReason::JudgementUnnamed => {
                    let unnamed = unnamed_judgements(case, assessment);
                    others.extend(unnamed.into_iter().map(|id| ReportStep::NameJudge(id.clone())));
                }
                DraftReason::NotConfirmed => others.extend(self.confirmation_steps(settings)),
                DraftReason::AssessmentOld if !others.contains(&ReportStep::Reconfirm) => {
                    others.push(ReportStep::RenewAssessment);
                }
                // Confirming the case sets the day.
                DraftReason::AssessmentOld => {}
            }
        }
        let makes_draft = |step| PendingStep { step, makes_draft: true };
        steps.splice(..0, unread.into_iter().map(makes_draft));
        steps.extend(others.into_iter().map(makes_draft));
        let is_asked = |id: &QuestionId| {
            !steps.iter().any(|pending| pending.step == ReportStep::FillGap(Input::Answer(id.clone())))
        };
        let consent: Vec<_> = self
            .unanswered_questions()
            .filter(|question| question.summary == Some(SummaryGroup::Consent))
            .filter(|question| !matches!(question.kind, QuestionKind::Typed(_)) && is_asked(&question.id))
            .map(|question| ReportStep::AskConsent(question.id.clone()))
            .collect();
        steps.extend(consent.into_iter().map(|step| PendingStep { step, makes_draft: false }));
        steps
    }

    /// Whether the user types the text with this key in `Case::unparsed`.
    fn is_typing_text(&self, key: &str) -> bool {
        self.edited_field().is_some_and(|field| *field.unparsed_key() == *key)
    }

    /// The steps that confirm a case that was opened again.
    fn confirmation_steps(&self, settings: ReportSettings) -> Vec<ReportStep> {
        let today = settings.day_for(self.session.case());
        let mut steps = Vec::new();
        if self.has_to_be_confirmed(today) {
            let has_card = !self.reconfirmations(today).is_empty();
            steps.push(if has_card { ReportStep::Reconfirm } else { ReportStep::RenewAssessment });
        }
        steps.extend(self.answers_to_confirm().map(|kept| ReportStep::ConfirmAnswer(kept.question.clone())));
        steps
    }

    /// The questions of the form that are shown and have no answer, in the order of the form.
    pub fn unanswered_questions(&self) -> impl Iterator<Item = &Question> {
        let session = &self.session;
        session.indication().questions().map(AsRef::as_ref).filter(|question| {
            session.is_question_visible(&question.id) && !session.case().answers.contains_key(&question.id)
        })
    }

    /// The step that navigation led to last.
    pub fn last_step(&self) -> Option<&ReportStep> {
        self.last_step.as_ref()
    }

    /// The step that follows the one that navigation led to last. After the last step comes the first one.
    pub fn next_step(&self, settings: ReportSettings) -> Option<ReportStep> {
        let steps = self.steps(settings);
        let index = self.index_of_last(&steps).map_or(0, |index| index + 1);
        steps.get(index).or_else(|| steps.first()).map(|pending| pending.step.clone())
    }

    /// The step before it. The last step comes before the first one.
    fn previous_step(&self, settings: ReportSettings) -> Option<ReportStep> {
        let steps = self.steps(settings);
        let is_unread = |pending: &&PendingStep| matches!(pending.step, ReportStep::CorrectText(_));
        let previous = match self.index_of_last(&steps) {
            Some(index) => index.checked_sub(1).and_then(|index| steps.get(index)),
            // A text that can't be read is the first stop in both directions.
            None => steps.first().filter(is_unread),
        };
        previous.or_else(|| steps.last()).map(|pending| pending.step.clone())
    }

    fn index_of_last(&self, steps: &[PendingStep]) -> Option<usize> {
        let last = self.last_step.as_ref()?;
        steps.iter().position(|pending| pending.step == *last)
    }

    /// Goes to the next step of the report. After the last step comes the first one.
    pub(crate) fn go_to_next_step(&mut self, settings: ReportSettings) {
        // Leaving a field shows whether its text can be read.
        self.leave_field();
        self.note_step(self.next_step(settings));
    }

    /// Goes to the previous step. Before the first step comes the last one.
    pub(crate) fn go_to_previous_step(&mut self, settings: ReportSettings) {
        self.leave_field();
        self.note_step(self.previous_step(settings));
    }

    fn note_step(&mut self, step: Option<ReportStep>) {
        match &step {
            Some(step) => self.go_to_step(step),
            None => {
                // The focus must not stay on a choice, where the next key would change an answer.
                let consents = !self.is_consent_denied();
                let kind = if consents { NoticeKind::Done } else { NoticeKind::Warning };
                self.take_back(&Message::NothingMissing { consents: false });
                self.tell(kind, Message::NothingMissing { consents });
                self.go_to(Target::Export);
            }
        }
        self.last_step = step;
    }

    /// Whether the answer to a question on consent is no: the law asks for it, though few requirements do.
    fn is_consent_denied(&self) -> bool {
        let case = self.session.case();
        let mut asked = self.session.indication().questions().filter(|question| question.is_asked(case));
        asked.any(|question| {
            question.summary == Some(SummaryGroup::Consent)
                && case.answers.get(&question.id) == Some(&Answer::YesNo(false))
        })
    }

    /// Leads to the control with which a step is done.
    pub(crate) fn go_to_step(&mut self, step: &ReportStep) {
        self.leave_field();
        match (step.target(self.session.case()), step) {
            (Some(target), _) => self.go_to(target),
            (None, ReportStep::CorrectText(key)) => self.go_to_text(key),
            (None, _) => {}
        }
    }
}
