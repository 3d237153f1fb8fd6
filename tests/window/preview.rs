//! The preview of the report: its pages, what of them is in memory, how they are scrolled and zoomed, and that it takes
//! nothing from the form beside it.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use crate::fake_desktop::JobKind;
use crate::pointer;
use egui::accesskit::Role;
use egui::text_edit::TextEditState;
use egui::{CursorIcon, Event, Key, Modifiers, Pos2, Rect, ViewportId, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::time::Duration;
use wgs_referral::desktop::{DrawnPages, Output, ReportRequest, Request};
use wgs_referral::pdf::{PagePicture, PdfPages, export};
use wgs_referral::report::ReportSettings;
use wgs_referral::window::{
    CaseCommand, ChooseIndicationAction, DialogCommand, Field, ReportCommand, UiCommand,
};

/// The number of pages of the reports that the tests give.
const PAGES: usize = 3;

/// A request to draw pages.
#[derive(Debug)]
struct DrawRequest {
    settings: ReportSettings,
    pages: Vec<usize>,
    width: u32,
}

fn sample_case() -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.show_indication("thymic-epithelial-tumour");
    bench
}

/// The sample with its preview, and all pages in sight drawn.
fn previewed_case() -> Bench {
    let mut bench = sample_case();
    bench.press(Key::F7);
    draw_all(&mut bench);
    bench
}

/// Takes the request to draw pages. Fails if there is another request of this kind.
fn take_request(bench: &mut Bench) -> Option<DrawRequest> {
    let mut requests = bench.take_requests_of(JobKind::Draw);
    assert!(requests.len() <= 1, "one request at a time");
    match requests.pop()? {
        Request::Report(ReportRequest::DrawPages { settings, pages, width, case: _ }) => {
            Some(DrawRequest { settings, pages, width })
        }
        other => panic!("{other:?}"),
    }
}

/// White pages of the requested size.
fn drawn(request: &DrawRequest) -> DrawnPages {
    let width = request.width as usize;
    let height = (width as f32 * 841.89 / 595.276) as usize;
    let picture = || PagePicture { width, height, rgba: vec![255; width * height * 4] };
    DrawnPages { pictures: request.pages.iter().map(|page| (*page, picture())).collect(), count: PAGES }
}

/// Draws whatever is requested until all pages in sight are up to date, and gives the pages that were drawn.
pub fn draw_all(bench: &mut Bench) -> Vec<usize> {
    let mut pages = Vec::new();
    while let Some(request) = take_request(bench) {
        pages.extend_from_slice(&request.pages);
        bench.reply(Output::PagesDrawn(Some(drawn(&request))));
    }
    pages
}

fn page_name(page: usize) -> String {
    format!("Side {page} af {PAGES} af bilaget, som det gemmes")
}

/// The place of a page, counted from 1; `None`: it is out of sight or has no picture.
fn place_of_page(bench: &Bench, page: usize) -> Option<Rect> {
    let name = page_name(page);
    bench.harness.query(By::new().role(Role::Image).label(&name)).map(|node| node.rect())
}

/// The textures of pages that are on the graphics card.
fn textures(bench: &Bench) -> Vec<[usize; 2]> {
    let manager = bench.harness.ctx.tex_manager();
    let manager = manager.read();
    let pages = manager.allocated().filter(|(_, texture)| texture.name == "page");
    pages.map(|(_, texture)| texture.size).collect()
}

/// The middle of the part of the window that shows the pages.
fn middle_of_pages(bench: &Bench) -> Pos2 {
    bench.harness.get_by_label("Bilagets sider").rect().center()
}

fn scroll(bench: &mut Bench, delta: f32) {
    let at = middle_of_pages(bench);
    bench.harness.hover_at(at);
    bench.turn_wheel(vec2(0.0, delta));
    bench.run();
}

fn focused(bench: &Bench) -> Option<egui::Id> {
    bench.harness.ctx.memory(|memory| memory.focused())
}

fn caret(bench: &Bench, field: egui::Id) -> Option<usize> {
    let state = TextEditState::load(&bench.harness.ctx, field)?;
    state.cursor.char_range().map(|range| range.primary.index.0)
}

/// The place of the focused control.
fn place_of_focus(bench: &Bench) -> Rect {
    let focused = focused(bench).expect("a control has the focus");
    let widget = bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).copied());
    widget.expect("the focused control is drawn").rect
}

#[test]
fn the_pages_in_sight_are_drawn_at_the_pixels_that_they_are_shown_at() {
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let mut bench = sample_case();
        bench.harness.set_pixels_per_point(scale);
        bench.run();
        bench.press(Key::F7);
        let first = take_request(&mut bench).expect("the first page is asked for");
        assert_eq!(first.pages, [0], "the number of pages is not known yet");
        bench.reply(Output::PagesDrawn(Some(drawn(&first))));
        draw_all(&mut bench);
        let page = place_of_page(&bench, 1).expect("the first page is shown");
        assert!((page.width() * scale - first.width as f32).abs() < 0.01, "{page:?} for {first:?}");
        let height = f32::from(u16::try_from(textures(&bench)[0][1]).unwrap());
        assert!((page.height() * scale - height).abs() < 1.01, "{page:?} for {height} pixels");
        // On whole pixels, nothing is smoothed.
        for edge in [page.min.x, page.min.y] {
            assert!((edge * scale - (edge * scale).round()).abs() < 0.01, "{page:?} at a scale of {scale}");
        }
    }
}

#[test]
fn a_page_is_drawn_as_wide_as_it_is_asked_for() {
    let case = wgs_referral::case::read(SAMPLE, &criteria()).unwrap().case;
    let settings = Bench::new().window().report_settings();
    let pages = PdfPages::parse(export(&criteria(), &case, settings).unwrap().bytes).unwrap();
    for width in [301, 640, 777, 1023] {
        let picture = pages.draw_to_width(0, width).unwrap();
        assert_eq!(picture.width, width as usize);
        assert_eq!(picture.height, ((width as f32 + 0.1) * 841.89 / 595.276) as usize);
    }
}

#[test]
fn a_page_out_of_sight_has_no_picture() {
    let mut bench = previewed_case();
    let in_sight = |bench: &Bench| -> Vec<usize> {
        (1..=PAGES).filter(|page| place_of_page(bench, *page).is_some()).map(|page| page - 1).collect()
    };
    let preview = |bench: &Bench| bench.window().case().preview().unwrap().pages_with_picture().collect();
    for steps in 0..12 {
        let pictures: Vec<usize> = preview(&bench);
        assert_eq!(in_sight(&bench), pictures, "after {steps} steps");
        assert_eq!(textures(&bench).len(), pictures.len());
        scroll(&mut bench, -150.0);
        draw_all(&mut bench);
    }
    assert!(place_of_page(&bench, 3).is_some() && place_of_page(&bench, 1).is_none());
    bench.press(Key::F2);
    assert_eq!(textures(&bench).len(), 0, "the overview shows no page");
    bench.press(Key::F7);
    assert_eq!(draw_all(&mut bench).len(), textures(&bench).len(), "the preview is shown again");
    bench.press(Key::F7);
    assert_eq!(textures(&bench).len(), 0);
    assert!(!bench.has("Bilag (PDF)"));
}

#[test]
fn commands_and_buttons_go_from_page_to_page() {
    let mut bench = previewed_case();
    assert!(bench.has("Side 1 af 3"));
    let top = place_of_page(&bench, 1).unwrap().min.y;
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    draw_all(&mut bench);
    assert!(bench.has("Side 2 af 3"));
    assert_eq!(place_of_page(&bench, 2).unwrap().min.y, top);
    bench.click("Næste side");
    draw_all(&mut bench);
    assert!(bench.has("Side 3 af 3"));
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    assert!(bench.has("Side 3 af 3"), "there is no fourth page");
    bench.click("Forrige side");
    bench.press_with(Modifiers::COMMAND, Key::PageUp);
    draw_all(&mut bench);
    assert!(bench.has("Side 1 af 3"));
    assert_eq!(place_of_page(&bench, 1).unwrap().min.y, top);
    scroll(&mut bench, -800.0);
    draw_all(&mut bench);
    assert!(bench.has("Side 2 af 3"), "the page that is scrolled to counts");
}

#[test]
fn keys_scroll_the_pages_while_they_have_the_focus() {
    let mut bench = previewed_case();
    let top = |bench: &Bench, page| place_of_page(bench, page).map(|place| place.min.y);
    let start = top(&bench, 1).unwrap();
    bench.harness.get_by_label("Bilagets sider").focus();
    bench.run();
    bench.press(Key::ArrowDown);
    assert_eq!(top(&bench, 1), Some(start - 40.0));
    bench.press(Key::ArrowUp);
    assert_eq!(top(&bench, 1), Some(start));
    bench.press(Key::End);
    draw_all(&mut bench);
    assert!(bench.has("Side 3 af 3") && top(&bench, 1).is_none());
    bench.press(Key::Home);
    draw_all(&mut bench);
    assert_eq!(top(&bench, 1), Some(start));
    let view = bench.harness.get_by_label("Bilagets sider").rect().height();
    bench.press(Key::PageDown);
    draw_all(&mut bench);
    let moved = start - top(&bench, 1).unwrap();
    assert!(moved > view * 0.8 && moved < view, "{moved} of {view}");
}

#[test]
fn the_wheel_with_ctrl_zooms_around_the_pointer() {
    let mut bench = previewed_case();
    let at = middle_of_pages(&bench) + vec2(30.0, 50.0);
    let part = |bench: &Bench| {
        let page = place_of_page(bench, 1).unwrap();
        (at - page.min) / page.size()
    };
    let (before, width) = (part(&bench), place_of_page(&bench, 1).unwrap().width());
    bench.harness.hover_at(at);
    bench.run();
    bench.turn_wheel_with(Modifiers::COMMAND, vec2(0.0, 60.0));
    bench.run();
    let after = part(&bench);
    let page = place_of_page(&bench, 1).unwrap();
    assert!(page.width() > width * 1.1, "{page:?} is not larger than {width}");
    assert!(((after - before) * page.size()).length() < 3.0, "from {before:?} to {after:?}");
    bench.click("Tilpas til bredden");
    assert_eq!(place_of_page(&bench, 1).unwrap().width(), width);
}

#[test]
fn the_pointer_drags_the_pages() {
    let mut bench = previewed_case();
    let at = middle_of_pages(&bench);
    let top = place_of_page(&bench, 1).unwrap().min.y;
    bench.harness.hover_at(at);
    bench.run();
    assert_eq!(bench.harness.output().platform_output.cursor_icon, CursorIcon::Grab);
    bench.harness.event(pointer::primary_event(at, true));
    bench.harness.step();
    for step in 1..=4 {
        bench.harness.event(Event::PointerMoved(at - vec2(0.0, 20.0 * step as f32)));
        bench.harness.step();
        let moved = top - place_of_page(&bench, 1).unwrap().min.y;
        assert_eq!(moved, 20.0 * step as f32, "the page is at the pointer in the same frame");
    }
    assert_eq!(bench.harness.output().platform_output.cursor_icon, CursorIcon::Grabbing);
    bench.harness.event(pointer::primary_event(at - vec2(0.0, 80.0), false));
    bench.run();
    assert_eq!(place_of_page(&bench, 1).unwrap().min.y, top - 80.0);
}

#[test]
fn the_pictures_are_drawn_anew_once_the_size_has_settled() {
    let mut bench = previewed_case();
    let before = textures(&bench)[0][0];
    for width in [1340.0, 1320.0, 1300.0] {
        bench.harness.set_size(vec2(width, 860.0));
        bench.harness.input_mut().predicted_dt = 0.02;
        bench.harness.step();
        assert!(place_of_page(&bench, 1).unwrap().width() < before as f32, "the old picture is stretched");
    }
    assert!(take_request(&mut bench).is_none(), "the window is still being resized");
    // A step takes a quarter of a second.
    bench.harness.run_steps(2);
    let request = take_request(&mut bench).expect("the pages are drawn at their new size");
    assert_eq!(request.width as f32, place_of_page(&bench, 1).unwrap().width());
    bench.reply(Output::PagesDrawn(Some(drawn(&request))));
    assert!(textures(&bench).iter().all(|size| size[0] == request.width as usize));
}

#[test]
fn the_pages_in_a_wider_view_stay_sharp_until_larger_pictures_are_there() {
    let mut bench = previewed_case();
    let before = place_of_page(&bench, 1).unwrap().width();
    bench.harness.set_size(vec2(2560.0, 1440.0));
    bench.harness.run_steps(4);
    assert_eq!(place_of_page(&bench, 1).unwrap().width(), before, "the old picture keeps its size");
    let drawn_widths = |bench: &mut Bench| {
        let mut widths = Vec::new();
        while let Some(request) = take_request(bench) {
            widths.push(request.width as f32);
            bench.reply(Output::PagesDrawn(Some(drawn(&request))));
            bench.harness.run_steps(2);
        }
        widths
    };
    let widths = drawn_widths(&mut bench);
    let after = place_of_page(&bench, 1).unwrap().width();
    assert!(after > before + 100.0 && widths.last() == Some(&after), "{before}, {after}, {widths:?}");
    bench.click("Forstør siderne");
    assert!(place_of_page(&bench, 1).unwrap().width() > after, "a zoom is seen at once");
}

#[test]
fn a_change_is_drawn_afterwards_and_the_picture_stays_until_then() {
    let mut bench = sample_case();
    bench.press(Key::F7);
    let first = take_request(&mut bench).unwrap();
    bench.type_into("Navn", " X");
    assert!(take_request(&mut bench).is_none(), "one request at a time");
    bench.reply(Output::PagesDrawn(Some(drawn(&first))));
    assert!(!draw_all(&mut bench).is_empty(), "the change is drawn");
    bench.harness.event(Event::Text("Y".to_owned()));
    bench.run();
    let second = take_request(&mut bench).expect("the next change is drawn");
    assert!(place_of_page(&bench, 1).is_some() && !textures(&bench).is_empty(), "the old picture stays");
    bench.reply(Output::PagesDrawn(Some(drawn(&second))));
    assert!(draw_all(&mut bench).is_empty(), "nothing is drawn while nothing changes");
    bench.harness.step();
    let delay = bench.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, Duration::MAX, "no frame without input");
}

#[test]
fn a_page_of_the_previous_case_is_not_shown_and_the_next_one_starts_at_its_top() {
    let mut bench = previewed_case();
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    let late = take_request(&mut bench).expect("the other pages are drawn");
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.reply(Output::PagesDrawn(Some(drawn(&late))));
    assert!(bench.window().case().preview().unwrap().is_blank());
    assert!((1..=PAGES).all(|page| place_of_page(&bench, page).is_none()));
    // The page in sight, too, which the next case shows at the same place.
    let mut enlarged = previewed_case();
    enlarged.dispatch(ReportCommand::Zoom(1.5));
    let late = take_request(&mut enlarged).expect("the pages are drawn larger");
    assert!(late.pages.contains(&0));
    enlarged.press_with(Modifiers::COMMAND, Key::N);
    enlarged.reply(Output::PagesDrawn(Some(drawn(&late))));
    assert!(enlarged.window().case().preview().unwrap().is_blank());
    bench.show_indication("sarcoma");
    assert!(draw_all(&mut bench).contains(&0), "the blank case is drawn from its first page");
    assert!(bench.has("Side 1 af 3"));
    scroll(&mut bench, -700.0);
    draw_all(&mut bench);
    assert!(!bench.has("Side 1 af 3"));
    bench.show_indication("pancreas-cancer");
    bench.run();
    draw_all(&mut bench);
    assert!(bench.has("Side 1 af 3") && place_of_page(&bench, 1).is_some());
}

#[test]
fn a_failure_is_told_and_tried_again() {
    let mut bench = sample_case();
    bench.press(Key::F7);
    bench.reply(Output::PagesDrawn(None));
    assert!(bench.has("Siderne kunne ikke tegnes. Bilaget kan stadig eksporteres."));
    bench.take_requests_of(JobKind::Draw);
    bench.run();
    assert!(take_request(&mut bench).is_none(), "it is not tried again and again");
    bench.click("Prøv igen");
    assert!(bench.has("Siderne tegnes…"));
    draw_all(&mut bench);
    assert!(place_of_page(&bench, 1).is_some());
    // A picture of before a change would pass for the report as it is now.
    bench.type_into("Navn", "X");
    bench.reply_with_panic(JobKind::Draw);
    assert!(place_of_page(&bench, 1).is_none() && bench.has("Prøv igen"));
    bench.take_requests_of(JobKind::Draw);
    bench.type_into("Navn", "Y");
    draw_all(&mut bench);
    assert!(place_of_page(&bench, 1).is_some(), "the next change is drawn");
}

#[test]
fn the_verdict_and_whether_the_report_is_a_draft_stand_above_the_pages() {
    let mut bench = previewed_case();
    assert!(bench.has("Kriterierne er vurderet som opfyldt"));
    let verdict = bench.top_of_part("Kriterierne er vurderet som opfyldt");
    assert!(verdict < place_of_page(&bench, 1).unwrap().min.y);
    bench.dispatch(CaseCommand::Edit(Field::PatientName, String::new()));
    draw_all(&mut bench);
    assert!(bench.has("Kladde: patientens navn eller CPR-nummer er ikke angivet"));
    assert!(bench.has("1 punkt mangler · næste:"));
    bench.show_indication("sarcoma");
    assert!(!bench.has("Kriterierne er vurderet som opfyldt") && bench.has_part("Kladde: "));
}

/// A sarcoma that lacks an answer, a judgement and the requester, in a window of this size with its preview.
fn previewed_draft(width: f32, height: f32) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/missing.wgscase"))));
    bench.press(Key::F7);
    draw_all(&mut bench);
    bench
}

#[test]
fn the_verdict_above_the_pages_starts_at_its_top_for_another_indication() {
    let mut scrolled = 0;
    for height in [540.0, 600.0, 660.0] {
        let mut bench = previewed_draft(1024.0, height);
        for (field, text) in [(Field::BirthDate, "01-01-1970"), (Field::AssessedOn, "01-02-2027")] {
            bench.dispatch(CaseCommand::Edit(field.clone(), text.to_owned()));
            bench.dispatch(CaseCommand::LeaveField(field));
        }
        draw_all(&mut bench);
        let verdict = |bench: &Bench| bench.harness.get_by_label("Kan ikke vurderes endnu").rect();
        let at_top = verdict(&bench);
        bench.harness.hover_at(at_top.center());
        bench.turn_wheel(vec2(0.0, -300.0));
        bench.harness.run_steps(6);
        scrolled += usize::from(verdict(&bench).top() < at_top.top() - 8.0);
        bench.show_indication("pancreas-cancer");
        bench.show_indication("sarcoma");
        assert!((verdict(&bench).top() - at_top.top()).abs() < 1.0, "{height}: {}", verdict(&bench));
    }
    assert!(scrolled > 0, "there is nothing to scroll");
}

/// Clicks the link above the pages. The form may have one with the same name.
fn click_link_above_pages(bench: &mut Bench, name: &str) {
    bench.harness.run_steps(2);
    let found = bench.harness.query_all(By::new().role(Role::Link).label(name));
    let rightmost = found.max_by(|a, b| a.rect().min.x.total_cmp(&b.rect().min.x));
    rightmost.expect("the link is above the pages").click();
    bench.run();
}

#[test]
fn a_preview_in_the_place_of_the_criteria_keeps_what_stands_beside_their_verdict() {
    let mut bench = previewed_draft(1360.0, 860.0);
    assert!(!bench.has_part("Alderskriterier: "), "the preview is in the place of the criteria");
    assert!(bench.has("Kan ikke vurderes endnu"));
    assert!(bench.has("1 anbefaling ikke fulgt, 1 ikke vurderet · Samtykke: ikke angivet"));
    assert!(bench.has_part("Kladde: der mangler svar; "));
    assert!(bench.has_part("3 punkter mangler · næste"));
    assert!(!bench.has("Stemmer ikke overens:"));
    bench.dispatch(CaseCommand::Edit(Field::BirthDate, "01-01-1970".to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::BirthDate));
    draw_all(&mut bench);
    assert!(bench.has("Stemmer ikke overens:"));
    click_link_above_pages(
        &mut bench,
        "CPR-nummer og fødselsdato stemmer ikke overens. Ret det, der er forkert.",
    );
    assert!(bench.window().case().preview().is_some() && focused(&bench).is_some());
}

#[test]
fn the_short_line_above_the_pages_counts_what_is_grave_and_leads_as_the_whole_one() {
    let mut bench = previewed_draft(640.0, 480.0);
    assert!(bench.has("næste før biopsi/operation:"));
    let mut cautions_on = |birth: &str, day: &str| -> usize {
        bench.dispatch(CaseCommand::Edit(Field::BirthDate, birth.to_owned()));
        bench.dispatch(CaseCommand::Edit(Field::AssessedOn, day.to_owned()));
        bench.dispatch(CaseCommand::LeaveField(Field::AssessedOn));
        bench.run();
        let mut counts = bench.harness.query_all(By::new().role(Role::Label).label_contains(" forbehold"));
        let label =
            counts.next().and_then(|node| node.accesskit_node().value().or(node.accesskit_node().label()));
        label.map_or(0, |label| label.split(' ').next().unwrap().parse().unwrap())
    };
    let none = cautions_on("", "22-11-2026");
    assert_eq!(cautions_on("", "20-11-2026"), none, "a day in the past is worth a look");
    assert_eq!(cautions_on("01-01-1970", "22-11-2026"), none + 1, "a contradiction");
}

#[test]
fn a_link_above_the_pages_leads_to_its_place_beside_them_or_instead_of_them() {
    for (width, height, stays) in [(1360.0, 860.0, true), (800.0, 600.0, true), (640.0, 480.0, false)] {
        let mut bench = previewed_draft(width, height);
        click_link_above_pages(&mut bench, "væv til WGS");
        assert_eq!(bench.window().case().preview().is_some(), stays, "{width}");
        assert!(bench.window().case().pending_target().is_none(), "{width}: the place has the focus");
        assert!(focused(&bench).is_some(), "{width}");
    }
}

#[test]
fn a_preview_closes_for_a_row_only_where_the_criteria_have_no_room_beside_it() {
    let whole = [1680.0, 1660.0, 1536.0].map(|width| (width, true));
    let short = [1440.0, 1360.0, 640.0].map(|width| (width, false));
    for (width, stays) in whole.into_iter().chain(short) {
        let mut bench = previewed_draft(width, 860.0);
        bench.dispatch(CaseCommand::ShowRow("sarcoma".into(), "age".into()));
        bench.run();
        assert_eq!(bench.window().case().preview().is_some(), stays, "{width}");
        assert!(bench.has("Kommentar: Alderskriterier"), "{width}");
    }
}

#[test]
fn names_beside_the_preview_lead_to_their_criterion() {
    for width in [1440.0, 1500.0] {
        let mut bench = previewed_draft(width, 900.0);
        assert!(!bench.has("Se kriterierne"), "{width}: their names lead there");
        let links = bench.harness.query_all(By::new().role(Role::Link).label_contains("Alderskriterier: "));
        let age = links.last().expect("the criteria have their names beside the preview").rect();
        let form = bench.harness.get_by_role_and_label(Role::TextInput, "CPR-nummer").rect();
        let pages = bench.harness.get_by_label("Bilagets sider").rect();
        assert!(form.right() < age.left() && age.right() < pages.left(), "{width}: {form} {age} {pages}");
        assert!(bench.has("1 anbefaling ikke fulgt, 1 ikke vurderet · Samtykke: ikke angivet"));
        bench.click_role(Role::Link, "Alderskriterier: Opfyldt");
        assert!(bench.window().case().preview().is_none(), "{width}");
        let row =
            bench.harness.get(By::new().role(Role::DisclosureTriangle).label_contains("Alderskriterier: "));
        assert!(row.accesskit_node().is_focused(), "{width}");
    }
}

#[test]
fn a_preview_in_the_place_of_the_criteria_has_a_way_back_to_them() {
    for (width, height) in [(640.0, 480.0), (760.0, 430.0), (1024.0, 700.0), (1360.0, 860.0)] {
        let mut bench = previewed_draft(width, height);
        click_link_above_pages(&mut bench, "Se kriterierne");
        assert!(bench.window().case().preview().is_none(), "{width}");
        let rows = bench
            .harness
            .query_all(By::new().role(Role::DisclosureTriangle).label_contains("Alderskriterier: "));
        assert_eq!(rows.count(), 1, "{width}: the criteria are shown");
    }
}

/// Opens and closes the preview in two ways.
fn toggles() -> [fn(&mut Bench); 2] {
    [
        |bench| bench.press(Key::F7),
        |bench| {
            let label = if bench.has("Luk visning") { "Luk visning" } else { "Vis PDF" };
            bench.click(label);
        },
    ]
}

#[test]
fn opening_and_closing_keep_the_field_that_is_typed_into_and_its_place() {
    for toggle in toggles() {
        let mut bench = sample_case();
        bench.type_into("Hospital", "Testhospital");
        bench.press(Key::ArrowLeft);
        bench.press(Key::ArrowLeft);
        let (field, text) = (focused(&bench), bench.field_text("Hospital"));
        let before = (caret(&bench, field.unwrap()), place_of_focus(&bench).min.y);
        for is_open in [true, false] {
            toggle(&mut bench);
            assert_eq!(bench.window().case().preview().is_some(), is_open);
            assert_eq!(focused(&bench), field, "the field has the focus");
            assert_eq!(bench.field_text("Hospital"), text);
            let after = (caret(&bench, field.unwrap()), place_of_focus(&bench).min.y);
            assert_eq!(before.0, after.0, "the caret");
            assert!((before.1 - after.1).abs() < 1.0, "the field was at {} and is at {}", before.1, after.1);
        }
        bench.harness.event(Event::Text("x".to_owned()));
        bench.run();
        let typed = bench.field_text("Hospital");
        assert_eq!(typed.chars().rev().nth(2), Some('x'), "{typed} was typed into where the caret was");
    }
}

#[test]
fn a_comment_that_the_preview_hides_gets_the_focus_back() {
    for toggle in toggles() {
        let mut bench = sample_case();
        bench.dispatch(CaseCommand::ToggleRow("age".into()));
        bench.type_into("Kommentar: Alderskriterier", "Aftalt");
        let field = focused(&bench);
        toggle(&mut bench);
        draw_all(&mut bench);
        assert!(!bench.has("Kommentar: Alderskriterier"), "the preview is in the place of the criteria");
        toggle(&mut bench);
        assert_eq!(focused(&bench), field);
        bench.harness.event(Event::Text(" med MTB".to_owned()));
        bench.run();
        let comment = Field::Comment("thymic-epithelial-tumour".into(), "age".into());
        assert_eq!(bench.window().case().text(&comment), "Aftalt med MTB");
    }
}

#[test]
fn closing_leads_back_to_no_field_that_the_user_has_left() {
    let mut bench = sample_case();
    bench.type_into("Hospital", "Test");
    bench.press(Key::F7);
    draw_all(&mut bench);
    bench.click("Næste side");
    assert_eq!(focused(&bench), None);
    bench.press(Key::F7);
    assert_eq!(focused(&bench), None);
}

#[test]
fn the_overview_asks_of_which_indication_the_report_is_shown() {
    let mut bench = sample_case();
    bench.press(Key::F2);
    bench.press(Key::F7);
    assert!(bench.has("Hvilken indikation?") && bench.window().case().preview().is_none());
    let choose = ChooseIndicationAction::Choose("sarcoma".into());
    bench.dispatch(DialogCommand::Act(choose.into()));
    assert!(bench.window().case().preview().is_some());
    assert_eq!(bench.window().case().session().indication().id.as_str(), "sarcoma");
    draw_all(&mut bench);
    bench.press(Key::F2);
    bench.press(Key::F7);
    assert!(!bench.has("Hvilken indikation?"), "the preview that is open already is shown again");
    assert!(!draw_all(&mut bench).is_empty());
}

#[test]
fn what_the_report_contains_is_chosen_in_the_preview() {
    let mut bench = previewed_case();
    bench.click("Bilagets indhold og udskrift");
    bench.click("Bilagets sprog: English");
    let request = take_request(&mut bench).expect("the report is drawn in the other language");
    assert_ne!(request.settings.language, Bench::new().window().language());
    bench.reply(Output::PagesDrawn(Some(drawn(&request))));
    draw_all(&mut bench);
    bench.click("Uden navn og CPR-nummer");
    assert!(!take_request(&mut bench).expect("the report is drawn without the name").settings.with_identity);
    assert!(bench.has("Kladde: patient og rekvirent er ikke nævnt"));
    bench.press(Key::Escape);
    assert!(!bench.has("Uden navn og CPR-nummer"));
}

#[test]
fn the_controls_of_a_popup_have_frames_in_every_theme() {
    use strum::VariantArray;
    for theme in wgs_referral::settings::ThemeChoice::VARIANTS {
        let mut bench = Bench::of_size(1360.0, 860.0);
        let settings = wgs_referral::settings::UserSettings { theme: *theme, ..Default::default() };
        bench.window_mut().take_settings(crate::bench::settings_file(settings));
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(UiCommand::ShowPdf);
        bench.click("Bilagets indhold og udskrift");
        for label in ["Udskriv…", "Åbn i PDF-læser"] {
            let buttons = bench.harness.query_all(By::new().role(Role::Button).label(label));
            let place = buttons.last().unwrap().rect();
            let has_frame = bench.harness.output().shapes.iter().any(|clipped| match &clipped.shape {
                egui::Shape::Rect(rect) => {
                    rect.stroke.width > 0.0
                        && rect.stroke.color.a() > 0
                        && rect.rect.contains(place.center())
                        && (rect.rect.height() - place.height()).abs() < 4.0
                }
                _ => false,
            });
            assert!(has_frame, "{theme:?} {label}");
        }
    }
}

#[test]
fn opening_keeps_the_fields_of_the_patient_in_their_lines() {
    const FIELDS: [&str; 4] = ["Navn", "CPR-nummer", "Fødselsdato", "Vurderet den"];
    for width in [800.0, 1024.0, 1200.0, 1280.0, 1360.0, 1440.0, 1536.0, 1600.0, 1680.0, 1920.0, 2560.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.show_indication("sarcoma");
        let below_name = |bench: &Bench| {
            let tops = FIELDS.map(|name| {
                bench
                    .harness
                    .query_all(By::new().role(Role::TextInput).label(name))
                    .next()
                    .unwrap()
                    .rect()
                    .top()
            });
            tops.map(|top| top - tops[0])
        };
        let before = below_name(&bench);
        bench.press(Key::F7);
        assert!(bench.has("Luk visning"), "{width}");
        assert_eq!(below_name(&bench), before, "{width}");
    }
}

#[test]
fn the_first_pictures_are_as_wide_as_the_pages_that_show_them() {
    for (width, height) in [(800.0, 600.0), (1360.0, 860.0), (1920.0, 1080.0), (2560.0, 1440.0)] {
        for scale in [1.0, 1.5] {
            let mut bench = Bench::of_size(width, height);
            bench.harness.set_pixels_per_point(scale);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.window_mut().dispatch(UiCommand::ShowPdf);
            bench.harness.step();
            let mut widths = Vec::new();
            while let Some(request) = take_request(&mut bench) {
                widths.push(request.width as f32);
                bench.reply(Output::PagesDrawn(Some(drawn(&request))));
            }
            let page = place_of_page(&bench, 1).expect("the first page is shown");
            let shown = page.width() * scale;
            assert!(
                widths.iter().all(|drawn| (drawn - shown).abs() < 0.01),
                "{width} at {scale}: {widths:?} for {shown}"
            );
        }
    }
}
