//! The second press of a double click falls on what a dialog or a menu has covered until then: it
//! answers nothing there.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use crate::leaving::type_at_pace;
use crate::movement::{click_at, now};
use crate::recent::listing;
use crate::wheel::wheel;
use egui::accesskit::Role;
use egui::{Event, Id, Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::case::Case;
use wgs_referral::window::UiCommand;

fn case(bench: &Bench) -> Case {
    bench.window().case().session().case().clone()
}

/// Whether something is open over the form.
fn is_covered(bench: &Bench) -> bool {
    bench.window().dialog().is_some() || bench.window().menu().is_some()
}

/// Whether a click at a place answers, which is undone.
fn answers_at(bench: &mut Bench, place: Pos2) -> bool {
    let (before, time) = (case(bench), now(bench) + 5.0);
    bench.harness.input_mut().time = Some(time);
    bench.draw_frame(Vec::new());
    click_at(bench, place, time + 1.0);
    let answers = case(bench) != before;
    if answers {
        bench.dispatch(UiCommand::Undo);
        bench.settle();
    }
    answers
}

/// A window of a size and scrolled so that a control of what is open over the form lies over an answer, and that place.
fn open_over_answer(open: impl Fn(&mut Bench), role: Role, control: &str) -> (Bench, Pos2) {
    for width in [1360.0, 1280.0, 1200.0, 1120.0, 1040.0, 960.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        open(&mut bench);
        bench.settle();
        let covering = bench.harness.get_by_role_and_label(role, control).rect();
        bench.press(Key::Escape);
        assert!(!is_covered(&bench));
        bench.harness.hover_at(pos2(500.0, 600.0));
        for _ in 0..60 {
            let answers = bench.harness.get_all_by_role(Role::RadioButton);
            let common = answers.map(|answer| answer.rect().shrink(4.0).intersect(covering.shrink(2.0)));
            let place = common.into_iter().find(|common| common.is_positive()).map(|common| common.center());
            if let Some(place) = place.filter(|place| answers_at(&mut bench, *place)) {
                open(&mut bench);
                bench.settle();
                return (bench, place);
            }
            bench.harness.event(wheel(vec2(0.0, -17.0), Modifiers::NONE));
            bench.run();
        }
    }
    panic!("no answer below {control:?}");
}

#[test]
fn the_second_press_of_a_double_click_answers_nothing_below_what_it_has_closed() {
    let menu = |bench: &mut Bench| bench.press_with(Modifiers::ALT, Key::V);
    let dialog = |command: UiCommand| move |bench: &mut Bench| bench.dispatch(command);
    type Open = Box<dyn Fn(&mut Bench)>;
    let covers: [(Open, Role, &str); 3] = [
        (Box::new(dialog(UiCommand::About)), Role::Button, "Luk"),
        (Box::new(dialog(UiCommand::MakeRecoveryKey)), Role::Button, "Annullér"),
        (Box::new(menu), Role::MenuItemRadio, "Mørkt tema"),
    ];
    for (open, role, control) in covers {
        for (after, is_double_click) in [(0.12, true), (0.3, true), (1.5, false)] {
            let (mut bench, place) = open_over_answer(&open, role, control);
            let before = case(&bench);
            let time = now(&bench) + 5.0;
            bench.harness.input_mut().time = Some(time);
            bench.draw_frame(Vec::new());
            click_at(&mut bench, place, time);
            assert!(!is_covered(&bench), "{control}");
            click_at(&mut bench, place, time + after);
            assert_eq!(case(&bench) == before, is_double_click, "{control} {after}");
        }
    }
}

/// The place of an answer that is seen beside the dialog.
fn answer_beside_dialog(bench: &Bench) -> Pos2 {
    let dialog = bench.harness.ctx.memory(|memory| memory.area_rect(Id::unique("dialog"))).unwrap();
    let answers = bench.harness.get_all_by_role(Role::RadioButton).map(|answer| answer.rect());
    let beside = answers.filter(|answer| !dialog.expand(20.0).intersects(*answer));
    beside.map(|answer| answer.center()).next().expect("an answer beside the dialog")
}

#[test]
fn a_press_where_no_dialog_was_is_taken_as_soon_as_a_key_has_closed_it() {
    for command in [UiCommand::About, UiCommand::MakeRecoveryKey] {
        let mut bench = Bench::of_size(1920.0, 1000.0);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(command);
        bench.settle();
        let place = answer_beside_dialog(&bench);
        closes_and_answers_at(&mut bench, place);
    }
    // A menu takes the whole window while it is open.
    let mut bench = Bench::of_size(1920.0, 1000.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.press_with(Modifiers::ALT, Key::V);
    let entries = bench.harness.query_all(By::new().role(Role::MenuItem)).map(|entry| entry.rect());
    let menu = entries.reduce(Rect::union).expect("the menu is open");
    bench.press(Key::Escape);
    let answers = bench.harness.get_all_by_role(Role::RadioButton).map(|answer| answer.rect());
    let beside: Vec<Rect> = answers.filter(|answer| !menu.expand(250.0).intersects(*answer)).collect();
    let place = beside.iter().map(|answer| answer.center()).find(|place| answers_at(&mut bench, *place));
    bench.press_with(Modifiers::ALT, Key::V);
    closes_and_answers_at(&mut bench, place.expect("an answer beside the menu"));
}

/// A press long before, at the same place, does not count as the one that closes what is open.
fn closes_and_answers_at(bench: &mut Bench, place: Pos2) {
    let time = now(bench) + 5.0;
    bench.harness.input_mut().time = Some(time);
    bench.run();
    assert!(is_covered(bench));
    bench.press(Key::Escape);
    assert!(!is_covered(bench));
    let (before, time) = (case(bench), now(bench) + 0.1);
    click_at(bench, place, time);
    assert!(case(bench) != before);
}

#[test]
fn the_second_press_of_a_double_click_beside_a_dialog_answers_nothing() {
    for (after, is_double_click) in [(0.12, true), (0.3, true), (1.5, false)] {
        let mut bench = Bench::of_size(1920.0, 1000.0);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(UiCommand::About);
        bench.settle();
        let place = answer_beside_dialog(&bench);
        let (before, time) = (case(&bench), now(&bench) + 5.0);
        bench.harness.input_mut().time = Some(time);
        bench.draw_frame(Vec::new());
        click_at(&mut bench, place, time);
        assert!(!is_covered(&bench));
        click_at(&mut bench, place + vec2(4.0, 3.0), time + after);
        assert_eq!(case(&bench) == before, is_double_click, "{after}");
    }
}

fn letters(text: &str) -> Vec<Vec<Event>> {
    text.chars().map(|letter| vec![Event::Text(letter.to_string())]).collect()
}

/// The list of recent cases over a case, a row of which lies over an answer of that. Returns the place of both.
fn list_over_answer() -> (Bench, Pos2) {
    let rows =
        [11, 12, 13, 14, 15, 16, 17, 18].map(|number| format!("{}{number}.wgscase", "sarkom ".repeat(7)));
    let mut bench = listing(&rows.each_ref().map(|row| format!("/t/{row}")).each_ref().map(String::as_str));
    bench.show_indication("sarcoma");
    bench.run();
    let answers = bench.harness.get_all_by_role(Role::RadioButton);
    let places: Vec<Pos2> = answers.map(|answer| answer.rect().center()).collect();
    bench.dispatch(UiCommand::OpenRecent);
    bench.run();
    let rows = rows.map(|row| bench.harness.get_by_role_and_label(Role::Button, &row).rect());
    let is_on_row = |place: &Pos2| rows.iter().any(|row| row.contains(*place));
    let place = places.into_iter().find(is_on_row).expect("an answer below the list");
    (bench, place)
}

#[test]
fn a_double_click_in_the_list_of_recent_cases_does_nothing_in_the_case_that_is_left() {
    for (after, is_double_click) in [(0.12, true), (0.35, true), (1.5, false)] {
        let (mut bench, place) = list_over_answer();
        let before = case(&bench);
        let time = now(&bench) + 5.0;
        bench.harness.input_mut().time = Some(time);
        bench.draw_frame(Vec::new());
        click_at(&mut bench, place, time);
        assert!(bench.window().dialog().is_none() && bench.latest_job(JobKind::Read).is_some());
        click_at(&mut bench, place, time + after);
        assert_eq!(case(&bench) == before, is_double_click, "{after}");
        assert!(
            bench.has("Åbner en anden sag… Esc: bliv i sagen"),
            "{after}: it is no sign that the user goes on here"
        );
        let before = case(&bench);
        bench.harness.input_mut().time = Some(time + after + 0.1);
        bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
        bench.run();
        type_at_pace(&mut bench, &letters("x"));
        assert!(case(&bench) == before, "{after}");
    }
}
