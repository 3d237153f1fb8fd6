//! A place in the life of a session to which it can return, as if nothing had happened since.

use super::Session;
use crate::case::Case;
use crate::window::case::history::HistoryMark;
use crate::window::case::patient_of_answers::PatientOfAnswers;

/// What a session was like.
pub(in crate::window::case) struct SessionMark {
    case: Case,
    history: HistoryMark,
    patient_of_answers: PatientOfAnswers,
}

impl Session {
    /// The present state, to return to.
    pub(in crate::window::case) fn mark(&self) -> SessionMark {
        SessionMark {
            case: self.case.clone(),
            history: self.history.mark(),
            patient_of_answers: self.patient_of_answers.clone(),
        }
    }

    /// Returns to a state. This is no step of the history, and a new revision.
    pub(in crate::window::case) fn return_to(&mut self, mark: SessionMark) {
        let SessionMark { case, history, patient_of_answers } = mark;
        self.case = case;
        self.history.return_to(history);
        self.patient_of_answers = patient_of_answers;
        self.note_change();
    }
}
