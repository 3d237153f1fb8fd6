//! The case being worked on, with what follows from it.

use crate::assessment::{Assessment, Progress, assess, place, questions_in_sight};
use crate::case::Case;
use crate::definition::{CriteriaSet, Gap, Indication, IndicationId, QuestionId, Strength};
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
    /// How often the case was changed.
    revision: u64,
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

    /// A case from a file.
    pub fn of(set: Arc<CriteriaSet>, case: Case, path: Option<PathBuf>) -> Self {
        let mut session = Session {
            set,
            kept: case.clone(),
            case,
            path,
            revision: 0,
            assessments: Vec::new(),
            in_sight: BTreeSet::new(),
        };
        session.assess();
        session
    }

    /// The criteria.
    pub fn set(&self) -> &Arc<CriteriaSet> {
        &self.set
    }

    /// The case.
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

    /// Changes the case, and assesses it anew.
    pub fn change(&mut self, change: impl FnOnce(&mut Case)) {
        change(&mut self.case);
        self.revision += 1;
        self.assess();
    }

    /// The case was written to a path as it was then.
    pub fn saved(&mut self, path: PathBuf, written: Case) {
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
    pub fn progress(&self) -> Progress {
        let answered =
            self.in_sight.iter().filter(|question| self.case.answers.contains_key(*question)).count();
        Progress { answered, asked: self.in_sight.len() }
    }

    /// What is missing or undecided next, after `after` in the order of the form and round again:
    /// musts before recommendations, answers before judgements.
    pub fn next_gap(&self, after: Option<&Gap>) -> Option<Gap> {
        let order = self.gaps_in_order();
        let at = after.and_then(|gap| order.iter().position(|other| other == gap));
        let next = at.map_or(0, |at| at + 1);
        order.get(next).or_else(|| order.first()).cloned()
    }

    fn gaps_in_order(&self) -> Vec<Gap> {
        let assessment = self.assessment();
        let of = |strength| {
            let requirements =
                assessment.requirements().filter(move |requirement| requirement.strength == strength);
            requirements.flat_map(|requirement| requirement.gaps.iter().cloned()).collect::<BTreeSet<Gap>>()
        };
        let musts = of(Strength::Must);
        let shoulds: BTreeSet<Gap> = of(Strength::Should).difference(&musts).cloned().collect();
        let mut order = Vec::new();
        for gaps in [musts, shoulds] {
            let mut gaps: Vec<Gap> = gaps.into_iter().collect();
            gaps.sort_by_key(|gap| place(self.indication(), gap));
            order.extend(gaps);
        }
        order
    }

    fn assess(&mut self) {
        self.assessments =
            self.set.indications.iter().map(|indication| assess(indication, &self.case)).collect();
        self.in_sight = questions_in_sight(self.indication(), &self.case);
    }
}
