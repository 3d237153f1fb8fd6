//! What commands and changes are called, as things stand.

use super::field::Field;
use super::history::Change;
use super::shortcut::UiCommand;
use super::state::State;
use crate::wording::Phrases;

impl State {
    /// The name of a command, with what it concerns: "Fortryd: Performance status".
    pub fn name_of(&self, command: UiCommand) -> String {
        let say = self.say();
        let history = self.session.history();
        let (id, change) = match command {
            UiCommand::Undo => ("command-undo-of", history.last()),
            UiCommand::Redo => ("command-redo-of", history.next()),
            _ => ("", None),
        };
        match change {
            Some(change) => say.texts.with(id, &[("change", self.name_of_change(&say, change).into())]),
            None => say.texts.get(command.text()).to_owned(),
        }
    }

    /// Whether a command would do anything now.
    pub fn is_possible(&self, command: UiCommand) -> bool {
        match command {
            UiCommand::Undo => self.session.history().last().is_some(),
            UiCommand::Redo => self.session.history().next().is_some(),
            UiCommand::NextPage | UiCommand::PreviousPage => self.preview.is_some(),
            _ => true,
        }
    }

    fn name_of_change(&self, say: &Phrases, change: &Change) -> String {
        let set = self.session.set();
        let question =
            |id| set.question(id).map_or(String::new(), |question| say.of(&question.label).to_owned());
        match change {
            Change::Answer(id) | Change::Field(Field::Count(id)) => question(id),
            Change::Judgement(id) => match set.judgement(id) {
                Some(judgement) => say.of(&judgement.question).to_owned(),
                None => String::new(),
            },
            Change::Indication => say.texts.get("indication").to_owned(),
            Change::Field(field) => say.texts.get(field_name(field)).to_owned(),
        }
    }
}

/// The id of what a field is called.
fn field_name(field: &Field) -> &'static str {
    match field {
        Field::PatientName => "name",
        Field::Cpr => "cpr",
        Field::BirthDate => "birth-date",
        Field::AssessedOn => "assessed-on",
        Field::RequesterName => "requester-name",
        Field::AuthorisationId => "authorisation-id",
        Field::Department => "department",
        Field::Hospital => "hospital",
        Field::Region => "region",
        Field::Phone => "phone",
        Field::MtbDate => "mtb-date",
        Field::MtbName => "mtb-name",
        Field::MtbNote => "mtb-note",
        Field::RequisitionNumber => "requisition-number",
        Field::SampleId => "sample-id",
        Field::RequisitionNote => "requisition-note",
        Field::Comment(..) => "comment",
        Field::Rationale(_) => "rationale",
        Field::JudgedBy(_) => "judged-by",
        Field::JudgedOn(_) => "judged-on",
        // Named by its question.
        Field::Count(_) => "command-undo",
    }
}
