//! Undo and redo lead to the text that they change, so that what is typed next continues it and answers nothing.

use crate::bench::Bench;
use egui::{Event, Key, Modifiers};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, Field, UiCommand};

/// The form of sarcoma with a judgement that is asked for, and the fields of all kinds in it and in the criteria.
fn with_texts() -> (Bench, Vec<Field>) {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.dispatch(CaseCommand::Answer("sarcoma-centre".into(), Some(Answer::YesNo(false))));
    let session = bench.window().case().session();
    let indication = session.indication();
    let judgement = session
        .assessment()
        .requirements()
        .find_map(|requirement| requirement.relevant_judgements().first().map(|id| (*id).clone()))
        .unwrap();
    let row = indication.rows[0].id.clone();
    let fields = vec![
        Field::Hospital,
        Field::MtbNote,
        Field::Rationale(judgement.clone()),
        Field::JudgedBy(judgement.clone()),
        Field::JudgedOn(judgement),
        Field::Comment(indication.id.clone(), row),
    ];
    (bench, fields)
}

fn text(bench: &Bench, field: &Field) -> String {
    bench.window().case().text(field)
}

fn edit(bench: &mut Bench, field: &Field, text: &str) {
    bench.dispatch(CaseCommand::Edit(field.clone(), text.into()));
    bench.dispatch(CaseCommand::LeaveField(field.clone()));
    // What is typed a second time into a field is a change of its own.
    bench.dispatch(CaseCommand::Answer("recurrence".into(), None));
}

fn type_letter(bench: &mut Bench) {
    bench.harness.event(Event::Text("n".into()));
    bench.run();
}

#[test]
fn after_undo_and_redo_the_caret_stands_at_the_end_of_what_was_restored() {
    let (_, fields) = with_texts();
    for field in fields {
        let (mut bench, _) = with_texts();
        edit(&mut bench, &field, "drøftet på konference");
        edit(&mut bench, &field, "drøftet konference");
        let decisions = bench.window().case().session().case().judgements.clone();
        bench.dispatch(UiCommand::Undo);
        assert_eq!(text(&bench, &field), "drøftet på konference", "{field:?}");
        type_letter(&mut bench);
        assert_eq!(text(&bench, &field), "drøftet pån konference", "{field:?}");
        for _ in 0..2 {
            bench.press_with(Modifiers::COMMAND, Key::Z);
        }
        assert_eq!(text(&bench, &field), "", "{field:?}");
        bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        type_letter(&mut bench);
        assert_eq!(text(&bench, &field), "drøftet på konferencen", "{field:?}");
        let session = bench.window().case().session();
        for (id, judgement) in &session.case().judgements {
            let before = decisions.get(id).and_then(|before| before.accept);
            assert_eq!(judgement.accept, before, "{field:?}");
        }
    }
}
