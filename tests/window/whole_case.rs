//! A case in which every field is filled in comes back from everywhere byte for byte: from a case file, out of a PDF,
//! and after undo to the start and redo to the end.

use crate::bench::{Bench, criteria, plain};
use crate::filled::filled;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{Answer, Indication, Question, QuestionKind};
use wgs_referral::pdf::{embedded_case, export};
use wgs_referral::window::{CaseCommand, Field, UiCommand};

/// The commands that fill in a blank case like this one.
fn commands(case: &Case, indication: &Indication) -> Vec<CaseCommand> {
    let day = |day: Option<jiff::civil::Date>| day.unwrap().strftime("%d-%m-%Y").to_string();
    let edit = |field: Field, text: &str| CaseCommand::Edit(field, text.to_owned());
    // First the requester: another name blanks the answers about the requester before.
    let mut commands = vec![
        edit(Field::RequesterName, &case.requester.name),
        edit(Field::AuthorisationId, &case.requester.authorisation_id),
        edit(Field::Department, &case.requester.department),
        edit(Field::Hospital, &case.requester.hospital),
        edit(Field::Region, &case.requester.region),
        edit(Field::Phone, &case.requester.phone),
        edit(Field::PatientName, &case.patient.name),
        edit(Field::BirthDate, &day(case.patient.birth_date)),
        edit(Field::Cpr, &case.patient.cpr.as_ref().unwrap().to_string()),
        edit(Field::AssessedOn, &day(case.assessed_on)),
        edit(Field::MtbDate, &day(case.mtb.date)),
        edit(Field::MtbName, &case.mtb.name),
        edit(Field::MtbNote, &case.mtb.note),
        edit(Field::RequisitionNumber, &case.requisition.number),
        edit(Field::SampleId, &case.requisition.sample_id),
        edit(Field::RequisitionNote, &case.requisition.note),
    ];
    commands.extend(indication.questions().map(|question| answer(question, &case.answers[&question.id])));
    for (id, judgement) in &case.judgements {
        commands.extend([
            CaseCommand::Decide(id.clone(), judgement.accept),
            edit(Field::Rationale(id.clone()), &judgement.rationale),
            edit(Field::JudgedBy(id.clone()), &judgement.by),
            edit(Field::JudgedOn(id.clone()), &day(judgement.on)),
        ]);
    }
    let comments = case.comments.iter();
    commands.extend(comments.map(|((id, row), text)| edit(Field::Comment(id.clone(), row.clone()), text)));
    commands
}

fn answer(question: &Question, answer: &Answer) -> CaseCommand {
    let text = match answer {
        Answer::YesNo(_) | Answer::Choice(_) => {
            return CaseCommand::Answer(question.id.clone(), Some(answer.clone()));
        }
        Answer::Count(number) => number.to_string(),
        Answer::Percentage(number) => number.to_string(),
        Answer::Line(text) | Answer::Lines(text) => text.clone(),
        Answer::Date(day) => day.strftime("%d-%m-%Y").to_string(),
        Answer::SksCode(code) => code.to_string(),
    };
    let QuestionKind::Typed(kind) = question.kind else { panic!("{}", question.id) };
    CaseCommand::Edit(Field::Answer(question.id.clone(), kind), text)
}

fn written(bench: &Bench) -> String {
    case::write(bench.window().case().session().case())
}

#[test]
fn a_case_with_every_field_filled_comes_back_from_everywhere_byte_for_byte() {
    let set = criteria();
    for indication in &set.indications {
        let mut expected = filled(&set, indication, 120, 300);
        for row in &indication.rows {
            let text = format!("Kommentar til »{}«\nmed to linjer", row.heading.da);
            expected.comments.insert((indication.id.clone(), row.id.clone()), text);
        }
        let text = case::write(&expected);
        let mut bench = Bench::of_size(1024.0, 700.0);
        bench.show_indication(indication.id.as_str());
        // Which indication is shown is no part of the history.
        let blank = written(&bench);
        for command in commands(&expected, indication) {
            bench.window_mut().dispatch(command);
        }
        assert_eq!(written(&bench), text, "{}", indication.id);

        let mut steps = 0;
        while bench.window().case().session().history().next_undo().is_some() {
            bench.window_mut().dispatch(UiCommand::Undo);
            steps += 1;
        }
        assert!(steps > 50, "{steps}");
        assert_eq!(written(&bench), blank, "{}", indication.id);
        while bench.window().case().session().history().next_redo().is_some() {
            bench.window_mut().dispatch(UiCommand::Redo);
        }
        assert_eq!(written(&bench), text, "{}", indication.id);

        let settings = bench.window().report_settings();
        let pdf = export(&set, bench.window().case().session().case(), settings).unwrap();
        let inside = embedded_case(&pdf.bytes, text.len()).unwrap();
        assert_eq!(String::from_utf8(inside).unwrap(), text, "{}", indication.id);

        let mut other = Bench::of_size(1024.0, 700.0);
        other.open_file("/t/a.wgscase", Ok(plain(&text)));
        assert_eq!(written(&other), text, "{}", indication.id);
        assert!(!other.window().case().session().has_unsaved_changes(), "{}", indication.id);
    }
}
