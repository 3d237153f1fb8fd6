//! How long notices stay, how they are closed, and how much room they take.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use crate::pointer;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportId, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::time::Duration;
use wgs_referral::definition::{Answer, Language};
use wgs_referral::desktop::{CopyResult, OpenedCase, Output, Protection, SaveError};
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::verify::PdfStatus;
use wgs_referral::window::{CaseCommand, Field, NoticeAttention, NoticeKind, UiCommand, WindowCommand};

const SAVED: &str = "Sagen er gemt, krypteret med din nøgle";
const FAILED: &str = "Sagen kunne ikke gemmes";

/// A case that was saved to its file, with this result.
fn save(bench: &mut Bench, written: Result<Fingerprint, SaveError>) {
    bench.dispatch(UiCommand::Save);
    bench.reply(Output::CaseWritten(written));
}

fn saved() -> Bench {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    save(&mut bench, Ok(Fingerprint::of(b"b")));
    assert!(bench.has_part(SAVED));
    bench
}

fn disk_full() -> Result<Fingerprint, SaveError> {
    Err(FileError::DiskFull.into())
}

/// Lets the time come, in seconds, and tells how long the window waits then. No frame is drawn: its clock stands still.
fn wait_until(bench: &mut Bench, now: f64, attention: NoticeAttention) -> Option<Duration> {
    bench.window_mut().remove_old_news(now, attention)
}

fn count(bench: &Bench) -> usize {
    bench.window().case().notices().len()
}

#[test]
fn news_leaves_after_5_seconds() {
    let mut bench = saved();
    assert_eq!(wait_until(&mut bench, 100.0, NoticeAttention::Held), None);
    assert_eq!(wait_until(&mut bench, 100.0, NoticeAttention::InSight), Some(Duration::from_secs(5)));
    assert_eq!(wait_until(&mut bench, 104.0, NoticeAttention::InSight), Some(Duration::from_secs(1)));
    assert_eq!(count(&bench), 1);
    assert_eq!(wait_until(&mut bench, 105.0, NoticeAttention::InSight), None);
    assert_eq!(count(&bench), 0);
}

#[test]
fn news_stays_under_the_pointer_and_longer_beside_a_screen_reader() {
    let mut bench = saved();
    wait_until(&mut bench, 0.0, NoticeAttention::InSight);
    wait_until(&mut bench, 60.0, NoticeAttention::Held);
    wait_until(&mut bench, 60.0, NoticeAttention::ReadAloud);
    assert_eq!(wait_until(&mut bench, 66.0, NoticeAttention::ReadAloud), Some(Duration::from_secs(24)));
    assert_eq!(count(&bench), 1);
    wait_until(&mut bench, 90.0, NoticeAttention::ReadAloud);
    assert_eq!(count(&bench), 0);
}

/// The tests read the window as a screen reader does.
#[test]
fn the_window_wakes_up_when_news_leaves_and_not_before() {
    let wait = |bench: &mut Bench| {
        bench.harness.step();
        bench.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
    };
    let mut bench = saved();
    let left = wait(&mut bench);
    assert!(left > Duration::from_secs(29) && left <= Duration::from_secs(30), "{left:?}");
    // While the pointer is over it, nothing happens.
    let notice = bench.harness.get(By::new().label_contains(SAVED)).rect().center();
    bench.harness.hover_at(notice);
    bench.run();
    assert!(wait(&mut bench) > Duration::from_secs(60));
}

#[test]
fn what_needs_something_stays() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    save(&mut bench, disk_full());
    assert_eq!(wait_until(&mut bench, 0.0, NoticeAttention::InSight), None);
    wait_until(&mut bench, 1_000.0, NoticeAttention::InSight);
    assert_eq!(count(&bench), 1);
}

#[test]
fn a_notice_about_a_try_goes_when_the_same_is_tried_again() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    save(&mut bench, disk_full());
    // Something else says nothing about the save.
    bench.dispatch(UiCommand::CopyRecord);
    assert!(bench.has_part(FAILED));
    bench.dispatch(UiCommand::Save);
    assert!(!bench.has_part(FAILED), "the new save may succeed");
    bench.reply(Output::CaseWritten(disk_full()));
    assert!(bench.has_part(FAILED));

    bench.open_file("/t/b.wgscase", Err(FileError::NotFound.into()));
    assert!(bench.has_part("Sagen kunne ikke åbnes"));
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    assert!(!bench.has_part("Sagen kunne ikke åbnes"));
}

/// Exports the report to a path that is picked, up to the job.
fn start_export(bench: &mut Bench) {
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    bench.pick_path("/slow/a.pdf");
}

#[test]
fn a_failure_stays_beside_what_succeeds_after_it_until_the_same_is_tried_again() {
    const NOT_EXPORTED: &str = "PDF-filen kunne ikke gemmes";
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    start_export(&mut bench);
    bench.dispatch(UiCommand::Save);
    bench.reply(Output::PdfExported(Err(FileError::DiskFull)));
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"b"))));
    assert!(bench.has_part(NOT_EXPORTED) && bench.has_part(SAVED));
    // Another failure says nothing about it either.
    save(&mut bench, disk_full());
    assert!(bench.has_part(NOT_EXPORTED) && bench.has_part(FAILED));
    start_export(&mut bench);
    assert!(!bench.has_part(NOT_EXPORTED) && bench.has_part(FAILED));
    bench.reply(Output::PdfExported(Err(FileError::DiskFull)));
    bench.press(Key::Escape);
    assert!(!bench.has_part(NOT_EXPORTED) && bench.has_part(FAILED), "it can be closed");
}

#[test]
fn a_failure_of_the_program_stays_until_the_same_is_tried_again_and_they_do_not_pile_up() {
    const BROKEN: &str = "afbrudt af en fejl i programmet";
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    start_export(&mut bench);
    bench.reply_with_panic(JobKind::Export);
    save(&mut bench, Ok(Fingerprint::of(b"b")));
    assert!(bench.has_part(BROKEN) && bench.has_part(SAVED));
    start_export(&mut bench);
    assert!(!bench.has_part(BROKEN));
    // The user has tried nothing of this.
    for _ in 0..3 {
        bench.window_mut().find_recoveries(None);
        bench.reply_with_panic(JobKind::Find);
        bench.window_mut().look_up_keys();
        bench.reply_with_panic(JobKind::LookUpKeys);
    }
    assert!(bench.has_part(BROKEN));
    let notices = bench.window().case().notices().iter();
    assert_eq!(notices.filter(|notice| notice.kind == NoticeKind::Error).count(), 1);
}

fn focused(bench: &Bench) -> Option<String> {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    nodes.filter_map(|node| node.accesskit_node().label()).next()
}

#[test]
fn escape_closes_the_newest_notice_and_leaves_the_focus() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    save(&mut bench, disk_full());
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Failed));
    bench.type_into("Hospital", "x");
    save(&mut bench, Ok(Fingerprint::of(b"b")));
    let before = bench.window().case().notices().len();
    assert!(before >= 1);
    bench.press(Key::Escape);
    assert_eq!(bench.window().case().notices().len(), before - 1);
    assert!(!bench.has_part(SAVED));
    assert_eq!(focused(&bench).as_deref(), Some("Hospital"));
}

#[test]
fn escape_closes_a_dialog_or_a_calendar_before_a_notice() {
    let mut bench = saved();
    bench.dispatch(UiCommand::About);
    bench.press(Key::Escape);
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.has_part(SAVED));
    bench.click("Vælg dato: MTB-dato");
    bench.press(Key::Escape);
    assert!(bench.window().case().calendar().is_none());
    assert!(bench.has_part(SAVED));
    bench.press(Key::Escape);
    assert!(!bench.has_part(SAVED));
}

#[test]
fn a_low_window_shows_one_line_until_all_notices_are_asked_for() {
    let mut bench = folded();
    assert!(bench.has_part("Resuméet kunne ikke kopieres"), "the failure is graver than the warning");
    assert!(!bench.has_part("Sagen er åbnet, men"));
    let top = bench.top_of_part("Resuméet kunne ikke kopieres");
    assert!(top > 260.0, "the notices take the window: {top}");
    bench.click("Vis alle (2)");
    assert!(bench.has_part("Resuméet kunne ikke kopieres") && bench.has_part("Sagen er åbnet, men"));
    let top = bench.top_of_part("Sagen er åbnet, men");
    assert!(top > 90.0, "the notices take the window: {top}");
    bench.click("Vis kun én linje");
    assert!(!bench.has_part("Sagen er åbnet, men"));
}

#[test]
fn a_low_window_shows_one_line_again_once_all_notices_were_closed() {
    let mut bench = folded();
    bench.click("Vis alle (2)");
    while count(&bench) > 0 {
        bench.dispatch(CaseCommand::DismissNewestNotice);
    }
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Failed));
    assert_eq!(count(&bench), 1);
    assert!(bench.has("Luk") && !bench.has("Vis kun én linje"));
}

/// A low window with a warning and, in the one line that is shown, an error.
fn folded() -> Bench {
    let mut bench = Bench::of_size(480.0, 360.0);
    let faulty = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        answers: {"metastatic": "x", "ecog": "y"})"#;
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection: None, ..plain(faulty) }));
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Failed));
    assert_eq!(count(&bench), 2);
    bench
}

/// Presses twice in the middle of the button that closes the first notice, in 0.15 s.
fn double_click_close(bench: &mut Bench) {
    bench.harness.run_steps(4);
    let pos = bench.harness.query_all(By::new().label("Luk")).next().unwrap().rect().center();
    let time = bench.harness.ctx.input(|input| input.time);
    for after in [1.0, 1.15] {
        let input = bench.harness.input_mut();
        input.time = Some(time + after);
        input.events.extend(pointer::click_events(pos));
        bench.harness.step();
    }
    bench.harness.input_mut().time = None;
    bench.run();
}

#[test]
fn the_line_of_a_low_window_closes_the_notice_that_it_shows() {
    let mut bench = folded();
    bench.click("Luk");
    assert!(bench.has_part("Sagen er åbnet, men") && !bench.has_part("Resuméet kunne ikke kopieres"));
    bench.click("Luk");
    assert_eq!(count(&bench), 0);
}

#[test]
fn a_double_click_closes_one_notice() {
    let mut bench = folded();
    double_click_close(&mut bench);
    assert_eq!(count(&bench), 1, "in one line");
    let mut bench = folded();
    bench.click("Vis alle (2)");
    double_click_close(&mut bench);
    assert_eq!(count(&bench), 1, "in the list");
}

#[test]
fn a_key_that_closes_a_notice_leads_to_the_button_of_the_next_one() {
    for shows_all in [false, true] {
        let mut bench = folded();
        if shows_all {
            bench.click("Vis alle (2)");
        }
        let close = bench.harness.query_all(By::new().label("Luk")).next().unwrap();
        close.focus();
        bench.run();
        bench.press(Key::Enter);
        assert_eq!(count(&bench), 1, "{shows_all}");
        let next = bench.harness.get_by_label("Luk");
        assert!(next.is_focused(), "{shows_all}");
        bench.press(Key::Enter);
        assert_eq!(count(&bench), 0, "{shows_all}");
        // What comes later takes no focus.
        for _ in 0..2 {
            bench.dispatch(UiCommand::CopyRecord);
            bench.reply(Output::Copied(CopyResult::Failed));
        }
        let mut focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
        assert!(focused.next().is_none_or(|node| node.accesskit_node().label().as_deref() != Some("Luk")));
    }
}

#[test]
fn the_line_closes_no_notice_that_stays_until_the_case_is_saved() {
    let mut bench = Bench::of_size(480.0, 360.0);
    let pdf = OpenedCase { pdf: Some(PdfStatus::NoMark), ..plain(SAMPLE) };
    bench.open_file("/t/a.pdf", Ok(pdf));
    let kept = count(&bench);
    assert!(bench.has_part("Vis") && !bench.has("Luk"));
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Failed));
    let close = bench.harness.get_by_label("Luk");
    close.focus();
    bench.run();
    bench.press(Key::Enter);
    assert_eq!(count(&bench), kept);
    assert!(!bench.has("Luk"));
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let focused: Vec<_> = nodes.filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(focused, [format!("Vis alle ({kept})")], "the only button of the line that is left");
}

fn scroll(bench: &mut Bench, times: usize) {
    bench.harness.hover_at(egui::pos2(600.0, 500.0));
    bench.run();
    for _ in 0..times {
        bench.turn_wheel(vec2(0.0, -400.0));
        bench.run();
    }
}

fn tell_something(bench: &mut Bench) {
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: false }));
    assert_eq!(count(bench), 1);
}

/// The places of titles near the end of the form.
fn tops(bench: &Bench) -> [f32; 2] {
    ["Rekvirent", "Rekvisition"].map(|label| bench.harness.get_by_label(label).rect().top())
}

fn opened() -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) }));
    bench
}

#[test]
fn a_notice_that_comes_and_goes_moves_nothing_of_the_form() {
    for times in [5, 40] {
        let mut bench = opened();
        scroll(&mut bench, times);
        let before = tops(&bench);
        tell_something(&mut bench);
        assert_eq!(tops(&bench), before, "a notice has come");
        bench.press(Key::Escape);
        assert_eq!(count(&bench), 0);
        assert_eq!(tops(&bench), before, "the notice has gone");
    }
}

#[test]
fn a_notice_that_follows_a_click_at_the_foot_of_the_form_moves_nothing_under_the_pointer() {
    let mut bench = opened();
    bench.type_into("Rekvirentens navn", " B");
    scroll(&mut bench, 40);
    // Scrolled back until the link is just above the status bar.
    let link = |bench: &Bench| bench.harness.get_by_label("Gem som min standardrekvirent").rect();
    let up = 800.0 - link(&bench).center().y;
    bench.turn_wheel(vec2(0.0, up));
    bench.run();
    bench.harness.run_steps(4);
    let place = link(&bench);
    assert!((place.center().y - 800.0).abs() < 12.0, "{place:?}");
    let before = tops(&bench)[0];
    bench.click_in_steps(place.center());
    assert!(bench.has_part("er gemt i din profil"));
    assert_eq!(tops(&bench)[0], before);
}

#[test]
fn a_folded_notice_that_is_whole_has_no_button_for_the_rest() {
    const WHOLE: &str = "Vis hele beskeden";
    let mut bench = Bench::of_size(900.0, 430.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.dispatch(UiCommand::New);
    assert!(bench.has_part("Ny sag. Alle felter") && !bench.has(WHOLE));
}

/// The labels of the controls that the focus goes through, from the one that has it.
fn steps(bench: &mut Bench, count: usize, modifiers: Modifiers) -> Vec<String> {
    let mut step = || {
        bench.press_with(modifiers, Key::Tab);
        focused(bench).unwrap_or_default()
    };
    (0..count).map(|_| step()).collect()
}

#[test]
fn notices_come_after_the_form_by_tab_and_for_screen_readers() {
    for (width, height) in [(480.0, 360.0), (1360.0, 860.0)] {
        let mut bench = Bench::of_size(width, height);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(UiCommand::CopyRecord);
        bench.reply(Output::Copied(CopyResult::Failed));
        assert!(bench.has("Luk"), "{width}");
        bench.harness.get_by_label("Eksportér PDF…").focus();
        bench.run();
        let after_bar = steps(&mut bench, 12, Modifiers::NONE);
        assert_eq!(after_bar[0], "Alle indikationer", "{width}: {after_bar:?}");
        assert!(after_bar.iter().any(|label| label == "Navn"), "{width}: {after_bar:?}");
        assert!(!after_bar.iter().any(|label| label == "Luk"), "{width}: {after_bar:?}");
        bench.harness.get_by_label("Luk").focus();
        bench.run();
        assert_eq!(steps(&mut bench, 1, Modifiers::NONE), ["Dansk"], "{width}: the status bar is next");
        assert_eq!(steps(&mut bench, 1, Modifiers::SHIFT), ["Luk"], "{width}");
        // From one area to the next, they are between form or criteria and the status bar.
        bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
        bench.run();
        let mut areas = Vec::new();
        for _ in 0..4 {
            bench.press(Key::F6);
            areas.push(focused(&bench).unwrap_or_default());
        }
        let at = areas.iter().position(|label| label == "Dansk").expect("F6 leads to the status bar");
        assert!(["Luk", "Vis hele beskeden"].contains(&areas[at - 1].as_str()), "{width}: {areas:?}");
        // What is read first is drawn first.
        let named = bench.harness.query_all(By::new().predicate(|node| {
            matches!(node.label().as_deref(), Some("CPR-nummer" | "Luk" | "Dansk"))
                && matches!(node.role(), Role::TextInput | Role::Button)
        }));
        let read: Vec<_> = named.filter_map(|node| node.accesskit_node().label()).collect();
        assert_eq!(read, ["CPR-nummer", "Luk", "Dansk"], "{width}");
    }
}

#[test]
fn notices_push_nothing_out_of_the_window() {
    for (width, height) in [(480.0, 360.0), (680.0, 430.0), (1024.0, 700.0)] {
        let mut bench = Bench::of_size(width, height);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        for told in 0..3 {
            bench.dispatch(UiCommand::CopyRecord);
            bench.reply(Output::Copied(CopyResult::Failed));
            let close =
                bench.harness.query_all_by_label("Luk").map(|close| close.rect()).next_back().unwrap();
            let status = bench.harness.get_by_label("Dansk").rect();
            assert!(close.bottom() <= status.top() && close.top() > height * 0.4, "{width}, {told}: {close}");
        }
    }
}

#[test]
fn the_form_of_a_low_window_ends_at_the_verdict_and_shows_the_focused_field_whole() {
    for language in Language::ALL {
        for field in ["Navn", "Prøvenummer"] {
            let mut bench = folded();
            bench.dispatch(WindowCommand::SetLanguage(Language::Da));
            bench.click("Vis alle (2)");
            bench.type_into(field, "x");
            bench.dispatch(WindowCommand::SetLanguage(language));
            bench.harness.run_steps(8);
            let verdict = if language == Language::Da { "Se kriterierne" } else { "See the criteria" };
            let bar = bench.harness.get_by_label(verdict).rect();
            let ctx = &bench.harness.ctx;
            let id = ctx.memory(|memory| memory.focused()).expect("the field has the focus");
            let widget = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied()).unwrap();
            let (rect, seen) = (widget.rect, widget.interact_rect);
            assert!(seen.expand(0.5).contains_rect(rect), "{language:?} `{field}`: {seen:?} of {rect:?}");
            assert!(rect.bottom() <= bar.top(), "{language:?} `{field}`: {rect:?} under {bar:?}");
        }
    }
}

/// Clicks with the pointer, as a user does, on a button of a notice.
fn click_in_notice(bench: &mut Bench, label: &str) {
    bench.settle();
    let place = bench.harness.query_all(By::new().label(label)).last().unwrap().rect().center();
    bench.click_in_steps(place);
}

#[test]
fn a_click_on_a_button_of_a_notice_leaves_the_focus_in_the_field() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.type_into("Hospital", "x");
    save(&mut bench, disk_full());
    click_in_notice(&mut bench, "Luk");
    assert_eq!((count(&bench), focused(&bench).as_deref()), (0, Some("Hospital")));

    let mut bench = folded();
    bench.type_into("Navn", "x");
    for button in ["Vis alle (2)", "Vis kun én linje", "Luk"] {
        click_in_notice(&mut bench, button);
        assert_eq!(focused(&bench).as_deref(), Some("Navn"), "{button}");
    }
}

#[test]
fn a_click_that_says_which_doctor_it_is_leaves_the_focus_in_the_field() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let answer = CaseCommand::Answer("sarcoma-centre".into(), Some(Answer::YesNo(false)));
    let edit = |name: &str| CaseCommand::Edit(Field::RequesterName, name.to_owned());
    for command in [edit("Anne Berg"), CaseCommand::LeaveField(Field::RequesterName), answer] {
        bench.dispatch(command);
    }
    bench.dispatch(edit("Niels Juhl"));
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
    bench.type_into("Hospital", "x");
    click_in_notice(&mut bench, "Det er samme læge");
    assert!(!bench.has("Det er samme læge"));
    assert_eq!(focused(&bench).as_deref(), Some("Hospital"));
}
