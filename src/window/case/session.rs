//! The case being edited, with its assessments, its history and the state of its file.

mod content;
mod mark;
mod opened_version;
mod patient;
mod source_pdf;

pub(super) use content::SessionContent;
pub(super) use mark::SessionMark;
pub(super) use opened_version::OpenedVersion;
pub use source_pdf::SourcePdf;

use super::field::Field;
use super::history::{Change, History};
use super::patient_of_answers::PatientOfAnswers;
use super::profile::{self, RequesterSnapshot};
use crate::assessment::{
    Assessment, FormProgress, Status, assess, awaited_before, form_position, is_worth_considering,
    judgement_places, visible_questions,
};
use crate::case::Case;
use crate::definition::{
    CriteriaSet, Gap, Indication, IndicationId, Input, JudgementId, Overlap, QuestionId, RequirementId,
};
use crate::desktop::{OpenedCase, Protection};
use crate::files::{Fingerprint, Overwrite};
use crate::report::CaseHash;
use crate::settings::RequesterProfile;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One case, assessed for all indications.
pub struct Session {
    set: Arc<CriteriaSet>,
    case: Case,
    /// The case without unsaved changes: as in its file, or as it was created.
    baseline: Case,
    path: Option<PathBuf>,
    /// The day of assessment with which the case was opened; `None`: it was begun in this window, or has no such day.
    assessed_before: Option<Date>,
    /// The file that was opened or saved last. It stays when `path` is cleared.
    locked_path: Option<PathBuf>,
    /// The file that this is a copy of; it is never saved over.
    copy_of: Option<PathBuf>,
    /// The PDF that the case was taken out of; `None`: it was not, or was saved since. A sealed case has none: only one
    /// that was saved has a passphrase.
    taken_out_of: Option<SourcePdf>,
    /// The fingerprint of the file as this window read or wrote it last.
    fingerprint: Option<Fingerprint>,
    /// The version that was opened; `None`: the case was begun in this window, or comes from a recovery copy.
    opened_version: Option<OpenedVersion>,
    /// How the case is encrypted when it is saved; `None`: the user has still to choose.
    protection: Option<Protection>,
    /// The number of changes, including undo and redo.
    revision: u64,
    history: History,
    /// Whom the answers were given for. The case may name another patient for the moment.
    patient_of_answers: PatientOfAnswers,
    /// INVARIANT: the assessments of `case`, one for each indication of the set, in the set's order.
    assessments: Vec<Assessment>,
    /// The questions that the form of the shown indication shows.
    visible_questions: BTreeSet<QuestionId>,
    /// What the questions that are not asked now wait for, as far as that was asked: each layout asks for it again.
    awaited: RefCell<BTreeMap<QuestionId, Option<Gap>>>,
    /// See [`judgement_places`]: those of the shown indication, which they are computed for.
    judgement_places: (IndicationId, Vec<(JudgementId, Option<QuestionId>)>),
    has_verdicts: bool,
}

impl Session {
    /// A blank case for the first indication, assessed today.
    pub fn blank(set: Arc<CriteriaSet>, today: Date) -> Self {
        let first = set.indications[0].id.clone();
        Session::blank_for(set, first, today)
    }

    /// A blank case for an indication, assessed today.
    pub fn blank_for(set: Arc<CriteriaSet>, indication: IndicationId, today: Date) -> Self {
        let case = Case::new(&set, indication, Some(today));
        Session::new(set, case, None)
    }

    /// Fills in the requester of a blank case, with the answers of the profile. This does not count as an unsaved
    /// change.
    pub(crate) fn requested_by(mut self, profile: &RequesterProfile) -> Self {
        profile::fill_in(&mut self.case, &self.set, profile);
        self.baseline = self.case.clone();
        self.assess();
        self
    }

    /// This session as a later revision of a case: what was made from the earlier one is out of date.
    pub(super) fn after(self, earlier: &Session) -> Self {
        Session { revision: earlier.revision + 1, ..self }
    }

    /// A case without unsaved changes. `path` is the file it is saved to; `None`: it has none yet.
    pub fn new(set: Arc<CriteriaSet>, case: Case, path: Option<PathBuf>) -> Self {
        let first = set.indications[0].id.clone();
        let places = judgement_places(&set.indications[0]);
        let mut session = Session {
            set,
            judgement_places: (first, places),
            baseline: case.clone(),
            patient_of_answers: PatientOfAnswers::of(&case),
            case,
            locked_path: path.clone(),
            path,
            copy_of: None,
            taken_out_of: None,
            assessed_before: None,
            fingerprint: None,
            opened_version: None,
            protection: None,
            revision: 0,
            history: History::default(),
            assessments: Vec::new(),
            visible_questions: BTreeSet::new(),
            awaited: RefCell::default(),
            has_verdicts: false,
        };
        session.assess();
        session
    }

    /// A case that is opened again. `path`: as in [`Session::new`].
    pub fn opened(set: Arc<CriteriaSet>, case: Case, path: Option<PathBuf>) -> Self {
        let assessed_before = case.to_confirm.assessed_before.or(case.assessed_on);
        Session { assessed_before, ..Session::new(set, case, path) }
    }

    /// The case that was read from the file at `path`.
    pub fn from_file(set: Arc<CriteriaSet>, path: PathBuf, opened: OpenedCase) -> Self {
        let OpenedCase { reading, fingerprint, protection, text_hash, pdf: _ } = opened;
        let read = Session::read(set, reading.case, Some(path), text_hash);
        Session { fingerprint: Some(fingerprint), protection, ..read }
    }

    /// A copy of the case in a file that another window has open. It can be changed, and has no file.
    pub fn copy_of_open_case(set: Arc<CriteriaSet>, original: PathBuf, opened: OpenedCase) -> Self {
        let copy = Session::from_file(set, original.clone(), opened);
        Session { copy_of: Some(original), path: None, locked_path: None, fingerprint: None, ..copy }
    }

    /// The case that was inside a PDF. It has no file.
    pub fn taken_out(set: Arc<CriteriaSet>, source: SourcePdf, case: Case, text: CaseHash) -> Self {
        Session { taken_out_of: Some(source), ..Session::read(set, case, None, text) }
    }

    /// The case that was read from a text with this hash.
    fn read(set: Arc<CriteriaSet>, case: Case, path: Option<PathBuf>, text: CaseHash) -> Self {
        let opened_version = Some(OpenedVersion::new(text, case.clone()));
        Session { opened_version, ..Session::opened(set, case, path) }
    }

    /// The version that was opened; `None`: the case was begun in this window, or comes from a recovery copy.
    pub(super) fn opened_version(&self) -> Option<&OpenedVersion> {
        self.opened_version.as_ref()
    }

    /// The case without unsaved changes.
    pub(super) fn baseline(&self) -> &Case {
        &self.baseline
    }

    /// The case from a recovery copy. It has unsaved changes, and no file.
    pub fn from_recovery_copy(set: Arc<CriteriaSet>, case: Case) -> Self {
        let baseline = Case::new(&set, case.indication.clone(), None);
        Session { baseline, ..Session::opened(set, case, None) }
    }

    /// Sets the case that has no unsaved changes.
    pub(super) fn set_baseline(&mut self, baseline: Case) {
        self.baseline = baseline;
    }

    /// The day of assessment with which the case was opened; `None`: it was begun in this window, or has no such day.
    pub fn assessed_before(&self) -> Option<Date> {
        self.assessed_before
    }

    /// The criteria that the case is assessed by.
    pub fn set(&self) -> &Arc<CriteriaSet> {
        &self.set
    }

    /// The case with all unsaved changes.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The number of changes since the case was opened or created. Undo and redo count as changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The file that the next save writes; `None`: it asks for a path.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file that this is a copy of; `None`: it is no copy, or was saved since.
    pub fn copy_of(&self) -> Option<&Path> {
        self.copy_of.as_deref()
    }

    /// The file that must stay locked against other windows while the case is shown.
    pub fn locked_path(&self) -> Option<&Path> {
        self.locked_path.as_deref()
    }

    /// How the case is encrypted when it is saved; `None`: the user has still to choose.
    pub fn protection(&self) -> Option<&Protection> {
        self.protection.as_ref()
    }

    /// Which existing file a save to [`path`](Self::path) may replace.
    pub fn overwrite_condition(&self) -> Overwrite {
        self.fingerprint.map_or(Overwrite::Always, Overwrite::IfUnchanged)
    }

    /// Changes the case with `apply`, assesses it again, and records `change` in the history.
    pub(crate) fn change(&mut self, change: Change, apply: impl FnOnce(&mut Case)) {
        self.follow_patient_before(&change);
        let before = self.case.clone();
        apply(&mut self.case);
        self.history.record(change, before, &self.case);
        self.note_change();
    }

    /// Notes that the last change is what the user has said of the requester. `before`: the doctor before.
    pub(super) fn note_settled(&mut self, before: RequesterSnapshot) {
        self.history.note_settled(before);
    }

    /// The changes that can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Signs the decisions that have no name yet with the requester's, but for those whose signature was `blanked`:
    /// they are another doctor's. This adds no step to the history: it belongs to the step that changed the name.
    pub(super) fn sign_judgements(&mut self, blanked: &BTreeSet<JudgementId>) {
        let name = self.case.requester.name.trim().to_owned();
        let decided = self.case.judgements.iter().filter(|(_, judgement)| judgement.accept.is_some());
        let to_sign = |id: &&JudgementId| !blanked.contains(*id) && profile::is_unsigned(&self.case, id);
        let unsigned = decided.map(|(id, _)| id).filter(to_sign);
        for id in unsigned.cloned().collect::<Vec<_>>() {
            if let Some(judgement) = self.case.judgements.get_mut(&id) {
                judgement.by.clone_from(&name);
            }
        }
        self.note_change();
    }

    /// Brings the text of a field into its usual form. This adds no step to the history.
    pub(crate) fn normalize_field(&mut self, field: &Field) {
        let before = self.case.clone();
        field.normalize(&mut self.case);
        if self.case != before {
            self.note_change();
        }
    }

    /// Ends the current step of the history: what is typed next can be undone separately.
    pub(crate) fn end_undo_step(&mut self) {
        self.history.end_step();
    }

    /// Makes another indication the one of the case. This is no step of the history.
    pub(crate) fn show_indication(&mut self, id: IndicationId) {
        self.case.indication = id;
        self.note_change();
    }

    /// Reverts the last change, and returns which it was and for which indication it was made.
    pub(crate) fn undo(&mut self) -> Option<(Change, IndicationId)> {
        let change = self.history.undo(&mut self.case);
        self.patient_of_answers.follow_history(&self.case);
        self.note_change();
        change
    }

    /// Repeats the change that was reverted last, and returns which it was and for which indication it was made.
    pub(crate) fn redo(&mut self) -> Option<(Change, IndicationId)> {
        let change = self.history.redo(&mut self.case);
        self.patient_of_answers.follow_history(&self.case);
        self.note_change();
        change
    }

    fn note_change(&mut self) {
        self.revision += 1;
        self.assess();
    }

    /// Notes that `written`, the case at the start of the save, was written to `path`.
    pub(crate) fn note_saved(
        &mut self,
        path: PathBuf,
        written: Case,
        fingerprint: Fingerprint,
        protection: Protection,
    ) {
        self.fingerprint = Some(fingerprint);
        self.protection = Some(protection);
        self.locked_path = Some(path.clone());
        self.copy_of = None;
        self.taken_out_of = None;
        self.path = Some(path);
        self.patient_of_answers.follow_saved(&written);
        self.baseline = written;
    }

    /// Makes the next save ask for a path: the file contains values that could not be read and must not be overwritten.
    pub(crate) fn clear_path(&mut self) {
        self.path = None;
    }

    /// Whether the case says something else than the one in its file. Looking at another indication changes nothing;
    /// the next save writes which one is shown.
    pub fn has_unsaved_changes(&self) -> bool {
        !self.case.has_same_content(&self.baseline)
    }

    /// Whether nothing was entered yet. The requester does not count: it comes from the settings.
    pub fn is_blank(&self) -> bool {
        self.is_blank_in(&self.case)
    }

    /// Whether nothing was entered yet in a version of the case.
    fn is_blank_in(&self, case: &Case) -> bool {
        let mut blank = Case::new(&self.set, case.indication.clone(), case.assessed_on);
        blank.requester = case.requester.clone();
        let is_of_profile =
            |id: &QuestionId| self.set.question(id).is_some_and(|question| question.is_about_requester);
        let own = case.answers.iter().filter(|(id, _)| is_of_profile(id));
        blank.answers = own.map(|(id, answer)| (id.clone(), answer.clone())).collect();
        *case == blank
    }

    /// Whether this is a blank case without a history, which can be replaced without loss.
    pub fn is_untouched(&self) -> bool {
        let has_no_history = self.history.next_undo().is_none() && self.history.next_redo().is_none();
        self.path.is_none() && has_no_history && self.is_blank() && !self.has_unsaved_changes()
    }

    /// The first gap, in the order of the form, of a requirement of the shown indication.
    pub fn first_gap_of(&self, id: &RequirementId) -> Option<Gap> {
        let requirement = self.assessment().requirements().find(|requirement| requirement.id == *id)?;
        requirement.gaps.iter().min_by_key(|gap| form_position(self.indication(), gap)).cloned()
    }

    /// The shown indication.
    pub fn indication(&self) -> &Indication {
        let shown = self.set.indication(&self.case.indication);
        shown.unwrap_or(&self.set.indications[0])
    }

    /// All indications with their assessments, in the order of the criteria set.
    pub fn assessments(&self) -> impl Iterator<Item = (&Indication, &Assessment)> {
        self.set.indications.iter().zip(&self.assessments)
    }

    /// The assessment of the shown indication.
    pub fn assessment(&self) -> &Assessment {
        let index = self.set.indications.iter().position(|indication| indication.id == self.case.indication);
        &self.assessments[index.unwrap_or(0)]
    }

    /// Whether an overlap that a document names is worth considering for the case.
    pub fn is_worth_considering(&self, overlap: &Overlap) -> bool {
        is_worth_considering(overlap, &self.case, |id| {
            let mut assessments = self.assessments.iter();
            assessments.find(|assessment| assessment.indication == *id).map(|assessment| assessment.overall)
        })
    }

    /// Whether the assessments say more than what is missing: some requirement uses an answer of the case, or the age
    /// alone leaves an indication not met.
    pub fn has_verdicts(&self) -> bool {
        self.has_verdicts
    }

    /// Whether an indication is ruled out by the answer to the set's first question alone.
    pub fn is_ruled_out_by_first_question(&self, assessment: &Assessment) -> bool {
        let first = self.set.first_question.as_ref();
        first.is_some_and(|question| assessment.musts_ruled_out_by(question).next().is_some())
    }

    /// Whether the form shows a question.
    pub fn is_question_visible(&self, question: &QuestionId) -> bool {
        self.visible_questions.contains(question)
    }

    /// What must be known before the answer to a question of the form that is not asked now may matter; `None`: nothing
    /// makes it matter.
    pub fn awaited_before(&self, question: &QuestionId) -> Option<Gap> {
        let mut awaited = self.awaited.borrow_mut();
        let found = || awaited_before(self.indication(), &self.case, question);
        awaited.entry(question.clone()).or_insert_with(found).clone()
    }

    /// The judgements of the shown indication in the order of the form, each with the question below which it is asked;
    /// `None`: with the patient.
    pub fn judgement_places(&self) -> &[(JudgementId, Option<QuestionId>)] {
        &self.judgement_places.1
    }

    /// How far the form is filled in.
    pub fn progress(&self) -> FormProgress {
        let answered = self
            .visible_questions
            .iter()
            .filter(|question| self.case.answers.contains_key(*question))
            .count();
        FormProgress { answered, asked: self.visible_questions.len() }
    }

    fn assess(&mut self) {
        self.assessments =
            self.set.indications.iter().map(|indication| assess(indication, &self.case)).collect();
        self.visible_questions = visible_questions(self.indication(), &self.case);
        self.awaited.get_mut().clear();
        if self.judgement_places.0 != self.indication().id {
            self.judgement_places = (self.indication().id.clone(), judgement_places(self.indication()));
        }
        self.has_verdicts = self.assessments.iter().any(|assessment| assessment.overall == Status::NotMet)
            || self.uses_an_answer();
    }

    /// Whether some requirement of some indication depends on an answer of the case.
    /// An answer about the requester, which may come from the profile, says nothing about the patient.
    fn uses_an_answer(&self) -> bool {
        let is_about_patient =
            |id: &QuestionId| self.set.question(id).is_some_and(|question| !question.is_about_requester);
        let is_answered = |input: &Input| match input {
            Input::Answer(id) => is_about_patient(id) && self.case.answers.contains_key(id),
            Input::Age | Input::Judgement(_) => false,
        };
        let mut requirements = self.set.indications.iter().flat_map(Indication::requirements);
        !self.case.answers.is_empty()
            && requirements.any(|requirement| requirement.inputs.iter().any(is_answered))
    }
}
