//! What in the case is contradictory or unlikely, and the cautions of the criteria, each with the way to its place.

use super::{CaseCommand, CaseView, CaseWarning, Change, DateDoubt, Target};
use crate::definition::RemarkTone;
use crate::wording::Phrases;
use jiff::civil::Date;

/// Something that is worth a look before the export, in words, and what leads to it.
pub type CheckLink = (String, CaseCommand);

impl CaseView {
    /// What about the patient, the requester and the dates is contradictory or unlikely.
    pub fn contradictions(&self, today: Date, say: Phrases) -> Vec<CheckLink> {
        let session = self.session();
        let case = session.case();
        let warnings = CaseWarning::about_patient(case, today)
            .into_iter()
            .chain(CaseWarning::about_region(case, session.set()))
            .map(|warning| (warning.words(say), CaseCommand::GoTo(warning.target())));
        let dates = DateDoubt::in_case(case, session.set(), today).into_iter().map(|(field, doubt)| {
            let change = Change::Field(field);
            let name = change.name(session.set(), say);
            (format!("{name}: {}", doubt.words(say)), CaseCommand::GoTo(Target::of_change(change)))
        });
        warnings.chain(dates).collect()
    }

    /// The cautions of the criteria.
    pub fn cautions(&self, say: Phrases) -> Vec<CheckLink> {
        let session = self.session();
        let cautions = session.assessment().remarks.iter().filter(|it| it.tone == RemarkTone::Caution);
        let cautions = cautions.map(|remark| {
            let to = remark.at.first().map_or_else(
                || CaseCommand::ShowIndication(session.indication().id.clone()),
                |question| CaseCommand::GoTo(Target::Question(question.clone())),
            );
            (say.of(&remark.text).to_owned(), to)
        });
        cautions.collect()
    }
}
