//! The focused control is in sight, and no key changes an answer that is not.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use crate::contrast::{LIMITS, assert_focus_is_seen};
use crate::fake_desktop::JobKind;
use crate::key_events::pressed;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::BTreeSet;
use wgs_referral::assessment::Status;
use wgs_referral::definition::{Answer, Language, QuestionKind, TypedKind};
use wgs_referral::desktop::Output;
use wgs_referral::window::{CaseCommand, Target, UiCommand, WindowCommand};

/// The smallest common laptop screen, less the bars of the system.
const LOW: (f32, f32) = (1024.0, 700.0);

fn low_bench(indication: &str) -> Bench {
    let mut bench = Bench::of_size(LOW.0, LOW.1);
    bench.show_indication(indication);
    bench
}

/// The label of the focused control, once it is checked to be in sight. `None`: nothing has the focus.
fn focused_in_sight(bench: &Bench) -> Option<String> {
    let focused = bench.harness.ctx.memory(|memory| memory.focused())?;
    let widget = bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).copied());
    let widget = widget.expect("the focused control is drawn");
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let label = nodes.filter_map(|node| node.accesskit_node().label()).next_back().unwrap_or_default();
    let (rect, seen) = (widget.rect, widget.interact_rect);
    assert!(seen.height() >= rect.height().min(500.0) - 1.0, "`{label}` is out of sight: {rect:?}, {seen:?}");
    assert!(seen.width() > 0.0, "`{label}` is out of sight: {rect:?}, {seen:?}");
    Some(label)
}

fn scroll(bench: &mut Bench, delta: f32) {
    bench.harness.hover_at(pos2(500.0, 400.0));
    for _ in 0..4 {
        bench.turn_wheel(vec2(0.0, delta / 4.0));
        bench.run();
    }
    bench.run();
}

fn type_text(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.into()));
    bench.run();
}

#[test]
fn tab_leads_to_every_control_in_sight_forward_and_backward() {
    let mut themes = LIMITS.into_iter().map(|(theme, _)| theme).cycle();
    for indication in &criteria().indications {
        let mut bench = low_bench(indication.id.as_str());
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.show_indication(indication.id.as_str());
        for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
            let theme = themes.next().unwrap();
            bench.dispatch(WindowCommand::SetTheme(theme));
            let mut seen = Vec::new();
            for _ in 0..140 {
                bench.press_with(modifiers, Key::Tab);
                assert_focus_is_seen(&bench);
                seen.extend(focused_in_sight(&bench));
            }
            assert!(
                seen.iter().any(|label| label == "Tidligere genetiske undersøgelser" || label == "Navn"),
                "{seen:?}"
            );
        }
    }
}

#[test]
fn the_focus_is_in_sight_in_the_first_frame_after_the_key() {
    let mut bench = low_bench("sarcoma");
    for _ in 0..30 {
        bench.harness.key_down(Key::F8);
        bench.harness.step();
        bench.harness.key_up(Key::F8);
        // The command is carried out in the frame of the key, and the next one shows it.
        bench.harness.step();
        focused_in_sight(&bench);
    }
}

#[test]
fn an_answer_key_does_nothing_while_its_question_is_out_of_sight_and_shows_it() {
    let mut bench = low_bench("sarcoma");
    bench.dispatch(UiCommand::NextGap);
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Metastatisk sygdom (spredning)").focus();
    bench.run();
    focused_in_sight(&bench);
    let answer = |bench: &Bench| bench.window().case().session().case().answers.get("metastatic").cloned();
    for (key, text) in [(None, Some("n")), (Some(Key::ArrowRight), None), (Some(Key::Space), None)] {
        scroll(&mut bench, -1500.0);
        match (key, text) {
            (Some(key), _) => bench.press(key),
            (None, text) => type_text(&mut bench, text.unwrap()),
        }
        assert_eq!(answer(&bench), None, "{key:?} {text:?}");
        focused_in_sight(&bench);
    }
    type_text(&mut bench, "n");
    assert_eq!(answer(&bench), Some(Answer::YesNo(false)));
    scroll(&mut bench, -1500.0);
    bench.press(Key::Delete);
    assert_eq!(answer(&bench), Some(Answer::YesNo(false)));
    bench.press(Key::Delete);
    assert_eq!(answer(&bench), None);
}

#[test]
fn a_typed_answer_and_a_button_are_changed_in_sight_only() {
    let mut bench = low_bench("metastatic-solid-tumour");
    let count =
        |bench: &Bench| bench.window().case().session().case().answers.get("treatment-lines").cloned();
    bench.harness.get_by_role_and_label(Role::TextInput, "Antal linjer, patienten har gennemgået").focus();
    bench.run();
    scroll(&mut bench, 3000.0);
    type_text(&mut bench, "3");
    assert_eq!(count(&bench), None);
    assert!(
        bench.has_part("Det, du netop skrev, er ikke brugt"),
        "nothing that was typed is lost in silence"
    );
    scroll(&mut bench, 3000.0);
    bench.press(Key::ArrowUp);
    assert_eq!(count(&bench), None);
    bench.press(Key::ArrowUp);
    assert_eq!(count(&bench), Some(Answer::Count(0)));
    focused_in_sight(&bench);
}

#[test]
fn an_answer_key_does_nothing_while_a_part_of_the_answers_is_out_of_sight() {
    const DISEASE: &str = "Patientens sygdom";
    for (notch, key) in
        [(-12.0, Some(Key::ArrowRight)), (-12.0, None), (12.0, Some(Key::Space)), (12.0, None)]
    {
        let mut bench = low_bench("sarcoma");
        bench.harness.get_by_role_and_label(Role::RadioGroup, DISEASE).focus();
        bench.run();
        focused_in_sight(&bench);
        let seen = |bench: &Bench| {
            let focused = bench.harness.ctx.memory(|memory| memory.focused()).unwrap();
            let widgets =
                bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).copied());
            widgets.map(|widget| (widget.interact_rect.height(), widget.rect.height())).unwrap()
        };
        for _ in 0..200 {
            let (seen, whole) = seen(&bench);
            if seen < whole - 30.0 {
                assert!(seen > 60.0, "{seen} of {whole}");
                break;
            }
            scroll(&mut bench, notch);
        }
        assert!(seen(&bench).0 < seen(&bench).1 - 30.0, "{:?}", seen(&bench));
        let answer =
            |bench: &Bench| bench.window().case().session().case().answers.get("diagnosis-group").cloned();
        let press = |bench: &mut Bench| match key {
            Some(key) => bench.press(key),
            None => type_text(bench, "2"),
        };
        press(&mut bench);
        assert_eq!(answer(&bench), None, "{notch} {key:?}");
        focused_in_sight(&bench);
        press(&mut bench);
        assert!(answer(&bench).is_some(), "{notch} {key:?}");
    }
}

#[test]
fn every_head_of_the_overview_gets_the_focus_in_sight() {
    for (width, height) in [(480.0, 700.0), (680.0, 760.0), (800.0, 600.0), (1360.0, 860.0)] {
        for (key, modifiers) in [(Key::Tab, Modifiers::NONE), (Key::Tab, Modifiers::SHIFT)] {
            let mut bench = Bench::of_size(width, height);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.dispatch(UiCommand::Overview);
            let mut heads = BTreeSet::new();
            for _ in 0..120 {
                bench.press_with(modifiers, key);
                let mut heads_now = bench.harness.query_all(By::new().role(Role::ColumnHeader));
                let label = heads_now.rfind(|node| node.accesskit_node().is_focused());
                let Some(label) = label.and_then(|node| node.accesskit_node().label()) else { continue };
                let id = bench.harness.ctx.memory(|memory| memory.focused()).unwrap();
                let widget =
                    bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied());
                let (rect, seen) = widget.map(|widget| (widget.rect, widget.interact_rect)).unwrap();
                assert!(seen.width() >= rect.width() - 1.0, "{width}: {label}: {seen:?} of {rect:?}");
                heads.insert(label);
                if heads.len() == 5 {
                    break;
                }
            }
            assert_eq!(heads.len(), 5, "{width} {modifiers:?}: {heads:?}");
        }
    }
}

#[test]
fn a_screen_reader_answers_wherever_the_form_is_scrolled_to() {
    let mut bench = low_bench("sarcoma");
    scroll(&mut bench, -3000.0);
    bench.harness.get_by_label("Metastatisk sygdom (spredning): Ja").click_accesskit();
    bench.run();
    let answer = bench.window().case().session().case().answers.get("metastatic").cloned();
    assert_eq!(answer, Some(Answer::YesNo(true)));
}

#[test]
fn the_chosen_card_of_a_list_higher_than_the_window_is_in_sight() {
    let mut bench = Bench::of_size(720.0, 430.0);
    bench.show_indication("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom").focus();
    bench.run();
    for _ in 0..12 {
        bench.press(Key::ArrowRight);
        let answers = &bench.window().case().session().case().answers;
        let Some(Answer::Choice(id)) = answers.get("diagnosis-group") else { panic!("no answer") };
        let set = criteria();
        let question = set.question(&"diagnosis-group".into()).unwrap();
        let wgs_referral::definition::QuestionKind::Choice(choices) = &question.kind else { panic!() };
        let choice = choices.iter().find(|choice| choice.id == *id).unwrap();
        let label = format!("Patientens sygdom: {}", choice.label.da);
        let card = bench.harness.get_by_label(&label);
        let rect = card.rect();
        assert!(rect.top() > 60.0 && rect.bottom() < 410.0, "{}: {rect:?}", choice.label.da);
    }
}

#[test]
fn criteria_and_form_start_at_their_top_for_another_indication_and_another_case() {
    let mut bench = Bench::of_size(1360.0, 500.0);
    bench.show_indication("sarcoma");
    let top = |bench: &Bench| {
        let rows = bench.harness.query_all(By::new().role(Role::DisclosureTriangle));
        rows.map(|row| row.rect().top()).fold(f32::INFINITY, f32::min)
    };
    let scroll_criteria = |bench: &mut Bench| {
        bench.harness.hover_at(pos2(1000.0, 400.0));
        bench.turn_wheel(vec2(0.0, -300.0));
        bench.harness.run_steps(8);
    };
    let at_top = top(&bench);
    scroll_criteria(&mut bench);
    assert!(top(&bench) < at_top - 200.0, "{}", top(&bench));
    bench.show_indication("pancreas-cancer");
    assert!(top(&bench) > at_top - 200.0, "{}", top(&bench));
    scroll_criteria(&mut bench);
    scroll(&mut bench, -900.0);
    bench.open_file("/t/a.wgscase", Ok(plain(&SAMPLE.replace("sarcoma", "pancreas-cancer"))));
    assert!(top(&bench) > 60.0, "{}", top(&bench));
    assert!(bench.top_of_part("CPR-nummer") > 60.0);
}

#[test]
fn a_row_that_is_gone_to_is_shown_with_what_it_unfolds() {
    let mut bench = Bench::of_size(1360.0, 600.0);
    bench.show_indication("sarcoma");
    bench.dispatch_without_requests(CaseCommand::ShowRow("sarcoma".into(), "competence".into()));
    let label = focused_in_sight(&bench).unwrap();
    let row = bench.harness.get_by_role_and_label(Role::DisclosureTriangle, &label);
    assert!(row.rect().top() < 300.0, "{:?}", row.rect());
}

/// Goes through the form with the Tab key at most twice, and gives each of these answers, "Question: Answer", once its
/// control has the focus.
fn answer_by_keyboard(bench: &mut Bench, answers: &[&str]) {
    let mut left: Vec<&str> = answers.to_vec();
    for _ in 0..260 {
        if left.is_empty() {
            return;
        }
        bench.press(Key::Tab);
        let Some(label) = focused_in_sight(bench) else { continue };
        left.retain(|answer| {
            let Some((question, value)) = answer.rsplit_once(": ") else { panic!("{answer}") };
            if question != label {
                return true;
            }
            if value == "én mere" {
                bench.press(Key::ArrowUp);
                return false;
            }
            for _ in 0..12 {
                let group = bench.harness.get_by_role_and_label(Role::RadioGroup, question);
                if group.accesskit_node().value().as_deref() == Some(value) {
                    return false;
                }
                bench.press(Key::ArrowRight);
                focused_in_sight(bench);
            }
            panic!("no value `{value}`");
        });
    }
    panic!("not reached by keyboard: {left:?}");
}

#[test]
fn a_referral_of_each_indication_is_completed_by_keyboard_in_a_low_window() {
    for (indication, answers) in crate::referrals::all() {
        let mut bench = low_bench(indication);
        bench.type_into("CPR-nummer", "020160-9941");
        answer_by_keyboard(&mut bench, &answers);
        let assessment = bench.window().case().session().assessment().clone();
        assert_eq!(assessment.overall, Status::Met, "{indication}: {:?}", assessment.gaps());
        assert_eq!(assessment.recommendations, Default::default(), "{indication}");
    }
}

/// Whether a text is painted as a whole: what is out of sight is not painted, or is cut.
fn is_painted_whole(bench: &Bench, words: &str) -> bool {
    bench.painted_texts().iter().any(|text| text.words == words && text.is_whole())
}

#[test]
fn what_is_wrong_with_a_field_stays_in_sight_when_a_key_leaves_it() {
    let (mut seen, mut without_room) = (0, Vec::new());
    for size in [LOW, (1360.0, 860.0)] {
        for indication in &criteria().indications {
            let mut bench = Bench::of_size(size.0, size.1);
            bench.show_indication(indication.id.as_str());
            let has_format = |kind: &QuestionKind| {
                matches!(
                    kind,
                    QuestionKind::Typed(TypedKind::Count | TypedKind::Percentage | TypedKind::Date)
                )
            };
            let questions = indication.questions().filter(|question| has_format(&question.kind));
            let labels = questions.map(|question| question.label.get(Language::Da));
            let of_patient = ["CPR-nummer", "Fødselsdato", "Vurderet den", "MTB-dato"];
            let is_there = |label: &&str| {
                let field = By::new().role(Role::TextInput).label(label);
                bench.harness.query_all(field).next().is_some()
            };
            let fields: Vec<&str> = of_patient.into_iter().chain(labels).filter(is_there).collect();
            for (field, key) in fields.iter().zip([Key::Tab, Key::Enter].into_iter().cycle()) {
                bench.harness.get_by_role_and_label(Role::TextInput, field).focus();
                bench.run();
                bench.press_with(Modifiers::COMMAND, Key::A);
                type_text(&mut bench, "31/2x");
                bench.press(key);
                let left = bench.harness.get_by_role_and_label(Role::TextInput, field);
                let error = left.accesskit_node().description().unwrap_or_default();
                let is_wrong = left.accesskit_node().data().invalid().is_some();
                let name = focused_in_sight(&bench);
                if !is_wrong {
                    continue;
                }
                assert!(name.as_deref() != Some(*field), "{field} is left");
                if is_painted_whole(&bench, &error) {
                    seen += 1;
                    continue;
                }
                let error = bench.harness.query_all(By::new().label(&error)).next().unwrap().rect();
                let focused = bench.harness.ctx.memory(|memory| memory.focused()).unwrap();
                let widget =
                    bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).copied());
                let both = widget.unwrap().rect.union(error);
                let name = name.unwrap_or_default();
                // Title and bars take the rest of the window, and the field stands above the line below it.
                let view = size.1 - 190.0;
                assert!(
                    both.height() + 60.0 > view,
                    "{size:?} {}: what is wrong with `{field}` is out of sight at `{name}`: {both}",
                    indication.id,
                );
                without_room.push(format!("{field} → {name}"));
            }
        }
    }
    assert!(seen > 20 && without_room.len() <= seen / 4, "{seen} seen, not {without_room:?}");
}

#[test]
fn answers_that_are_typed_without_a_pause_are_the_same_in_the_smallest_window() {
    let keys: Vec<Event> = (0..12)
        .flat_map(|at| [Event::Text(if at % 2 == 0 { "j" } else { "n" }.into()), pressed(Key::Enter)])
        .collect();
    for indication in &criteria().indications {
        let given = |(width, height), frames_between: usize| {
            let mut bench = Bench::of_size(width, height);
            bench.show_indication(indication.id.as_str());
            bench.press(Key::F8);
            for key in &keys {
                bench.harness.event(key.clone());
                bench.harness.run_steps(frames_between);
            }
            bench.harness.run_steps(30);
            let case = bench.window().case().session().case().clone();
            (case.answers, case.unparsed)
        };
        let slowly = given((1360.0, 4000.0), 5);
        assert!(slowly.0.len() > 2, "{}: {slowly:?}", indication.id);
        // Each key has a frame, and no other one comes between.
        assert_eq!(given((480.0, 360.0), 0), slowly, "{}", indication.id);
    }
}

/// What asks for a judgement may come in the frame in which its case comes.
#[test]
fn a_judgement_asked_for_in_the_frame_of_its_case_is_scrolled_to() {
    let text = include_str!("../../samples/judgement.wgscase");
    for size in [(680.0, 760.0), (480.0, 360.0), LOW, (1360.0, 860.0)] {
        let mut bench = Bench::of_size(size.0, size.1);
        bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
        let job = bench.latest_job(JobKind::Read).unwrap();
        bench.reply_without_frame(job, Output::CaseRead(Ok(plain(text))));
        bench.window_mut().dispatch(UiCommand::NextGap);
        let target = bench.window().case().pending_target().cloned();
        assert!(matches!(target, Some(Target::Judgement(_))), "{target:?}");
        bench.run();
        let focused = focused_in_sight(&bench).expect("the judgement has the focus");
        assert!(focused.contains('?'), "{size:?}: {focused}");
    }
}
