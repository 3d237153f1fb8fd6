//! The calendar of a date field, by mouse, keyboard and screen reader.

use crate::bench::{Bench, SAMPLE, TODAY, plain};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::date;
use wgs_referral::window::{CalendarCommand, CaseCommand, Command, DialogCommand, Field, UiCommand};

const ASSESSED_ON: &str = "Vælg dato: Vurderet den";

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench
}

fn is_open(bench: &mut Bench) -> bool {
    bench.window().case().calendar().is_some()
}

fn has_focus(bench: &Bench, role: Role, label: &str) -> bool {
    bench.harness.get_by_role_and_label(role, label).accesskit_node().is_focused()
}

fn focus_field(bench: &mut Bench, label: &str) {
    bench.harness.get_by_role_and_label(Role::TextInput, label).focus();
    bench.run();
}

fn open_calendar(bench: &mut Bench) {
    bench.click_role(Role::Button, ASSESSED_ON);
    assert!(is_open(bench));
}

#[test]
fn a_day_is_chosen_by_keys_and_written_to_the_field() {
    let mut bench = bench();
    open_calendar(&mut bench);
    assert!(has_focus(&bench, Role::Button, "22. november 2026"));
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowDown);
    assert!(has_focus(&bench, Role::Button, "30. november 2026"));
    bench.press(Key::ArrowLeft);
    bench.press(Key::ArrowUp);
    bench.press(Key::ArrowUp);
    bench.press(Key::PageUp);
    assert!(has_focus(&bench, Role::Button, "15. oktober 2026"));
    bench.press_with(Modifiers::SHIFT, Key::PageUp);
    bench.press(Key::PageDown);
    assert!(has_focus(&bench, Role::Button, "15. november 2025"));
    bench.press_with(Modifiers::SHIFT, Key::PageDown);
    bench.press(Key::Enter);
    assert!(!is_open(&mut bench));
    assert_eq!(bench.field_text("Vurderet den"), "15-11-2026");
    assert!(has_focus(&bench, Role::TextInput, "Vurderet den"));
    assert_eq!(bench.window().case().session().case().assessed_on, Some(date(2026, 11, 15)));
}

#[test]
fn choosing_a_day_is_one_undo_step() {
    let mut bench = bench();
    open_calendar(&mut bench);
    bench.click_role(Role::Button, "3. november 2026");
    assert_eq!(bench.field_text("Vurderet den"), "03-11-2026");
    bench.dispatch_without_requests(Command::Ui(UiCommand::Undo));
    assert_eq!(bench.field_text("Vurderet den"), "22-11-2026");
}

#[test]
fn escape_leaves_the_field_as_it_was() {
    let mut bench = bench();
    focus_field(&mut bench, "Vurderet den");
    bench.press_with(Modifiers::ALT, Key::ArrowDown);
    assert!(is_open(&mut bench));
    bench.press(Key::PageDown);
    bench.press(Key::Escape);
    assert!(!is_open(&mut bench));
    assert_eq!(bench.field_text("Vurderet den"), "22-11-2026");
    assert!(has_focus(&bench, Role::TextInput, "Vurderet den"));
}

#[test]
fn a_blank_field_opens_on_today_and_a_date_of_another_month_can_be_clicked() {
    let mut bench = bench();
    bench.click_role(Role::Button, "Vælg dato: MTB-dato");
    assert!(has_focus(&bench, Role::Button, "22. november 2026"));
    assert_eq!(TODAY, date(2026, 11, 22));
    bench.click_role(Role::Button, "1. december 2026");
    assert_eq!(bench.field_text("MTB-dato"), "01-12-2026");
    assert!(!is_open(&mut bench));
}

#[test]
fn the_calendar_opens_on_the_date_in_the_field() {
    let mut bench = bench();
    bench.type_into("Fødselsdato", "02-01-1960");
    bench.click_role(Role::Button, "Vælg dato: Fødselsdato");
    assert!(has_focus(&bench, Role::Button, "2. januar 1960"));
    bench.press(Key::Enter);
    assert_eq!(bench.field_text("Fødselsdato"), "02-01-1960");
}

#[test]
fn the_header_changes_month_and_year_and_tab_cycles() {
    let mut bench = bench();
    open_calendar(&mut bench);
    bench.click("Forrige måned");
    bench.click("Næste år");
    assert!(bench.has("22. oktober 2027"));
    bench.click("Forrige år");
    bench.click("Næste måned");
    let day = "22. november 2026";
    assert!(has_focus(&bench, Role::Button, day));
    bench.press(Key::Tab);
    assert!(has_focus(&bench, Role::Button, "Forrige år"));
    for name in ["Forrige måned", "Næste måned", "Næste år"] {
        bench.press(Key::Tab);
        assert!(has_focus(&bench, Role::Button, name), "{name}");
    }
    bench.press(Key::Tab);
    assert!(has_focus(&bench, Role::Button, day));
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    assert!(has_focus(&bench, Role::Button, "Næste år"));
    bench.press(Key::Enter);
    assert!(is_open(&mut bench) && bench.has("22. november 2027"));
}

#[test]
fn screen_readers_are_told_which_day_is_chosen_and_which_is_today() {
    let mut bench = bench();
    bench.type_into("MTB-dato", "24/11");
    bench.click_role(Role::Button, "Vælg dato: MTB-dato");
    let day = |bench: &Bench, name: &str| {
        let node = bench.harness.get_by_role_and_label(Role::Button, name);
        let node = node.accesskit_node();
        (node.toggled() == Some(Toggled::True), node.description().unwrap_or_default())
    };
    assert_eq!(day(&bench, "24. november 2026"), (true, String::new()));
    assert_eq!(day(&bench, "22. november 2026"), (false, "i dag".to_owned()));
    bench.press(Key::ArrowLeft);
    assert_eq!(day(&bench, "24. november 2026"), (true, String::new()));
    assert_eq!(day(&bench, "23. november 2026"), (false, String::new()));
}

#[test]
fn a_click_elsewhere_closes_the_calendar_and_focuses_what_was_clicked() {
    let mut bench = bench();
    open_calendar(&mut bench);
    bench.click_role(Role::TextInput, "Navn");
    assert!(!is_open(&mut bench));
    assert!(has_focus(&bench, Role::TextInput, "Navn"));
    // The button itself closes it too.
    open_calendar(&mut bench);
    bench.click_role(Role::Button, ASSESSED_ON);
    assert!(!is_open(&mut bench));
    assert_eq!(bench.field_text("Vurderet den"), "22-11-2026");
}

#[test]
fn other_commands_close_the_calendar() {
    let mut bench = bench();
    let open = || CaseCommand::Calendar(CalendarCommand::Open(Field::MtbDate));
    for command in [
        Command::Ui(UiCommand::Overview),
        Command::Ui(UiCommand::Shortcuts),
        CaseCommand::ShowIndication("sarcoma".into()).into(),
        Command::Ui(UiCommand::New),
    ] {
        bench.dispatch_without_requests(open());
        assert!(is_open(&mut bench));
        bench.dispatch_without_requests(command);
        assert!(!is_open(&mut bench));
        bench.window_mut().dispatch(DialogCommand::Cancel);
    }
}

#[test]
fn the_calendar_is_shown_in_english_too() {
    let mut bench = bench();
    bench.switch_to_english();
    bench.click_role(Role::Button, "Choose date: Assessed on");
    assert!(bench.has("22 November 2026") && bench.has("Previous month"));
    let unnamed = By::new().role(Role::Button).label("«");
    assert!(bench.harness.query_all(unnamed).next().is_none());
}

#[test]
fn the_calendar_leaves_the_patient_in_sight() {
    let sizes =
        [(480.0, 360.0), (480.0, 860.0), (680.0, 430.0), (800.0, 480.0), (1024.0, 700.0), (1360.0, 860.0)];
    for (width, height) in sizes {
        for field in [ASSESSED_ON, "Vælg dato: MTB-dato"] {
            let mut bench = Bench::of_size(width, height);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            let name = field.strip_prefix("Vælg dato: ").unwrap();
            focus_field(&mut bench, name);
            bench.press_with(Modifiers::ALT, Key::ArrowDown);
            assert!(is_open(&mut bench), "{width} {field}");
            let chip = bench.harness.get(By::new().label_contains(" · 240847-1233")).rect();
            let field = bench.harness.get_by_role_and_label(Role::TextInput, name).rect();
            let back = bench.harness.get_by_label("Forrige år").rect();
            let forward = bench.harness.get_by_label("Næste år").rect();
            let days = bench.harness.query_all(By::new().role(Role::Button).predicate(|node| {
                node.label().is_some_and(|label| label.contains(". ") && label.contains(" 20"))
            }));
            let days: Vec<egui::Rect> = days.map(|day| day.rect()).collect();
            assert!(days.len() >= 28, "{width}: {}", days.len());
            let whole = days.iter().fold(back.union(forward), |whole, day| whole.union(*day));
            assert!(whole.top() > chip.bottom(), "{width}: {whole} covers the patient at {chip}");
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
            assert!(window.contains_rect(whole), "{width}: {whole}");
            // There is room beside the field in all but the narrowest window.
            assert!(width < 600.0 || !whole.intersects(field), "{width}: {whole} covers {field}");
        }
    }
}
