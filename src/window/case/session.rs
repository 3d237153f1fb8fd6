//! The case being worked on, with what follows from it.

use super::field::Field;
use super::history::{Change, History};
use crate::assessment::{
    Assessment, FormProgress, assess, form_position, gaps_by_urgency, visible_questions,
};
use crate::case::{Case, Requester};
use crate::definition::{CriteriaSet, Gap, Indication, IndicationId, QuestionId, RequirementId};
use crate::desktop::{Opened, Protection};
use crate::files::{Fingerprint, Overwrite};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One case, held against all indications.
pub struct Session {
    set: Arc<CriteriaSet>,
    case: Case,
    /// As it stands in its file, or as it was begun.
    kept: Case,
    path: Option<PathBuf>,
    /// The file that is open: also one that must not be written over.
    opened: Option<PathBuf>,
    /// Which version of the file that is.
    fingerprint: Option<Fingerprint>,
    /// How it is kept from others; `None`: nobody has decided.
    protection: Option<Protection>,
    /// How often the case was changed.
    revision: u64,
    history: History,
    /// INVARIANT: of `case`, one for each indication of the set, in its order.
    assessments: Vec<Assessment>,
    in_sight: BTreeSet<QuestionId>,
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
        Session::of(set, case, None)
    }

    /// The blank case, requested by whoever the settings name.
    pub fn requested_by(mut self, requester: &Requester) -> Self {
        self.case.requester = requester.clone();
        self.kept.requester = requester.clone();
        self
    }

    /// A case from a file.
    pub fn of(set: Arc<CriteriaSet>, case: Case, path: Option<PathBuf>) -> Self {
        let mut session = Session {
            set,
            kept: case.clone(),
            case,
            opened: path.clone(),
            path,
            fingerprint: None,
            protection: None,
            revision: 0,
            history: History::default(),
            assessments: Vec::new(),
            in_sight: BTreeSet::new(),
        };
        session.assess();
        session
    }

    /// The case that was read from a file.
    pub fn opened(set: Arc<CriteriaSet>, path: PathBuf, opened: Opened) -> Self {
        let mut session = Session::of(set, opened.reading.case, Some(path));
        session.fingerprint = Some(opened.fingerprint);
        session.protection = opened.protection;
        session
    }

    /// A case that was not saved.
    pub fn recovered(set: Arc<CriteriaSet>, case: Case) -> Self {
        let kept = Case::new(&set, case.indication.clone(), None);
        Session { kept, ..Session::of(set, case, None) }
    }

    /// The criteria that the case is held against.
    pub fn set(&self) -> &Arc<CriteriaSet> {
        &self.set
    }

    /// The case as it was typed so far.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// How often the case was changed since it was opened or begun.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Where the case was opened from or saved to.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file that no other window may open meanwhile.
    pub fn held_path(&self) -> Option<&Path> {
        self.opened.as_deref()
    }

    /// How the case is kept from others; `None`: nobody has decided.
    pub fn protection(&self) -> Option<&Protection> {
        self.protection.as_ref()
    }

    /// What may stand at the path of the case for it to be written there.
    pub fn expected(&self) -> Overwrite {
        self.fingerprint.map_or(Overwrite::Always, Overwrite::IfUnchanged)
    }

    /// Changes the case, and assesses it anew. It can be taken back under the name of `what`.
    pub fn change(&mut self, what: Change, change: impl FnOnce(&mut Case)) {
        let before = self.case.clone();
        change(&mut self.case);
        self.history.note(what, before, &self.case);
        self.changed();
    }

    /// What can be taken back and made anew.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Writes what was typed into a field as it is written in full. No step of its own.
    pub fn tidy(&mut self, field: &Field) {
        let before = self.case.clone();
        field.tidy(&mut self.case);
        if self.case != before {
            self.changed();
        }
    }

    /// What is typed next can be taken back by itself.
    pub fn close_step(&mut self) {
        self.history.close();
    }

    /// Takes the last change back, and tells which.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.history.undo(&mut self.case);
        self.changed();
        change
    }

    /// Makes the change anew that was taken back last, and tells which.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.history.redo(&mut self.case);
        self.changed();
        change
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.assess();
    }

    /// The case was written to a path as it was then.
    pub fn saved(&mut self, path: PathBuf, written: Case, fingerprint: Fingerprint, protection: Protection) {
        self.fingerprint = Some(fingerprint);
        self.protection = Some(protection);
        self.opened = Some(path.clone());
        self.path = Some(path);
        self.kept = written;
    }

    /// The next save asks for a place: what is in the file can't all be written back.
    pub fn forget_path(&mut self) {
        self.path = None;
    }

    /// Whether something would be lost. Looking at another indication of a blank case is nothing.
    pub fn has_unsaved_changes(&self) -> bool {
        let mut case = self.case.clone();
        if self.path.is_none() {
            case.indication = self.kept.indication.clone();
        }
        case != self.kept
    }

    /// Whether nothing was entered yet. The requester may be known: it is the user's own.
    pub fn is_blank(&self) -> bool {
        let case = &self.case;
        let mut blank = Case::new(&self.set, case.indication.clone(), case.assessed_on);
        blank.requester = case.requester.clone();
        *case == blank
    }

    /// Whether this is a blank case in which nothing was done: it can be begun anew.
    pub fn is_untouched(&self) -> bool {
        let nothing_done = self.history.last().is_none() && self.history.next().is_none();
        self.path.is_none() && nothing_done && self.is_blank() && !self.has_unsaved_changes()
    }

    /// What a requirement of the indication shown waits for first.
    pub fn gap_of(&self, id: &RequirementId) -> Option<Gap> {
        let requirement = self.assessment().requirements().find(|requirement| requirement.id == *id)?;
        requirement.gaps.iter().min_by_key(|gap| form_position(self.indication(), gap)).cloned()
    }

    /// The indication shown.
    pub fn indication(&self) -> &Indication {
        let shown = self.set.indication(&self.case.indication);
        shown.unwrap_or(&self.set.indications[0])
    }

    /// The indications with their assessments.
    pub fn all(&self) -> impl Iterator<Item = (&Indication, &Assessment)> {
        self.set.indications.iter().zip(&self.assessments)
    }

    /// The assessment of the indication shown.
    pub fn assessment(&self) -> &Assessment {
        let at = self.set.indications.iter().position(|indication| indication.id == self.case.indication);
        &self.assessments[at.unwrap_or(0)]
    }

    /// Whether the form shows a question.
    pub fn is_in_sight(&self, question: &QuestionId) -> bool {
        self.in_sight.contains(question)
    }

    /// How far the form is filled in.
    pub fn progress(&self) -> FormProgress {
        let answered =
            self.in_sight.iter().filter(|question| self.case.answers.contains_key(*question)).count();
        FormProgress { answered, asked: self.in_sight.len() }
    }

    /// What is missing or undecided next after `after`, and round again. See [`gaps_by_urgency`].
    ///
    /// [`gaps_by_urgency`]: crate::assessment::gaps_by_urgency
    pub fn next_gap(&self, after: Option<&Gap>) -> Option<Gap> {
        let order = self.gaps_by_urgency();
        let at = after.and_then(|gap| order.iter().position(|other| other == gap));
        let next = at.map_or(0, |at| at + 1);
        order.get(next).or_else(|| order.first()).cloned()
    }

    /// What is missing or undecided before `before`, and round again.
    pub fn previous_gap(&self, before: Option<&Gap>) -> Option<Gap> {
        let order = self.gaps_by_urgency();
        let at = before.and_then(|gap| order.iter().position(|other| other == gap));
        let previous = at.unwrap_or(0).checked_sub(1);
        previous.and_then(|at| order.get(at)).or_else(|| order.last()).cloned()
    }

    fn gaps_by_urgency(&self) -> Vec<Gap> {
        gaps_by_urgency(self.indication(), self.assessment())
    }

    fn assess(&mut self) {
        self.assessments =
            self.set.indications.iter().map(|indication| assess(indication, &self.case)).collect();
        self.in_sight = visible_questions(self.indication(), &self.case);
    }
}
