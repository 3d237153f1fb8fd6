//! The help: the page that fits what is shown, the search, and that nothing else is touched.

use crate::bench::{Bench, SAMPLE, plain};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use strum::VariantArray;
use wgs_referral::definition::Language;
use wgs_referral::window::{CaseCommand, DialogCommand, Field, SaveAction, UiCommand, Way};
use wgs_referral::wording::manual::{ManualPage, ManualPart};

fn sample_case() -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.show_indication("thymic-epithelial-tumour");
    bench
}

/// Whether a heading with this text is shown.
fn has_heading(bench: &Bench, text: &str) -> bool {
    bench.harness.query_all(By::new().role(Role::Heading).label(text)).next().is_some()
}

/// Presses F1, checks the page that opens, and closes the help.
fn assert_help(bench: &mut Bench, page: ManualPage) {
    bench.press(Key::F1);
    assert!(has_heading(bench, page.title(Language::Da)), "the help is not open on {page:?}");
    bench.press(Key::Escape);
    assert!(!bench.has("Søg i hjælpen"), "the help is closed");
}

#[test]
fn the_help_opens_on_the_page_about_what_is_shown() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    assert_help(&mut bench, ManualPage::Start);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.press(Key::F2);
    assert_help(&mut bench, ManualPage::Overview);
    bench.show_indication("thymic-epithelial-tumour");
    assert_help(&mut bench, ManualPage::Form);
    bench.press(Key::F7);
    assert_help(&mut bench, ManualPage::Preview);
    bench.type_into("Navn", "X");
    assert_help(&mut bench, ManualPage::Form);
    bench.press(Key::F7);
    bench.dispatch(CaseCommand::ToggleRow("age".into()));
    bench.type_into("Kommentar: Alderskriterier", "X");
    assert_help(&mut bench, ManualPage::Criteria);
}

#[test]
fn the_help_explains_a_dialog_and_gives_it_back_as_it_was() {
    let mut bench = sample_case();
    for (command, page) in [
        (UiCommand::ExportPdf, ManualPage::Export),
        (UiCommand::Settings, ManualPage::Settings),
        (UiCommand::Palette, ManualPage::Keys),
        (UiCommand::Recover, ManualPage::Recovery),
    ] {
        bench.dispatch(command);
        assert_help(&mut bench, page);
        assert!(bench.window().dialog().is_some(), "{command:?} is still open");
        bench.press(Key::Escape);
        assert!(bench.window().dialog().is_none());
    }
    bench.dispatch(UiCommand::SaveAs);
    bench.dispatch(DialogCommand::Act(SaveAction::Way(Way::Passphrase).into()));
    bench.type_secret("Adgangskode", "sommer");
    let focused = bench.harness.ctx.memory(|memory| memory.focused());
    assert_help(&mut bench, ManualPage::Saving);
    assert_eq!(bench.harness.ctx.memory(|memory| memory.focused()), focused, "the focus comes back");
    bench.type_secret("Gentag adgangskoden", "sommer");
    assert!(!bench.has("De to adgangskoder er ikke ens."), "what was typed is still there");
}

#[test]
fn closing_the_help_gives_the_focus_back_and_keeps_what_is_typed() {
    let mut bench = sample_case();
    bench.type_into("Hospital", "Test");
    let focused = bench.harness.ctx.memory(|memory| memory.focused());
    assert_help(&mut bench, ManualPage::Form);
    assert_eq!(bench.harness.ctx.memory(|memory| memory.focused()), focused);
    bench.harness.event(egui::Event::Text("x".to_owned()));
    bench.run();
    let hospital = bench.window().case().text(&Field::Hospital);
    assert!(hospital.ends_with("Testx"), "{hospital}");
}

#[test]
fn arrows_go_from_page_to_page_and_the_search_finds_pages() {
    let mut bench = sample_case();
    bench.press(Key::F1);
    let pages: Vec<_> = bench.harness.query_all(By::new().role(Role::ListBoxOption)).collect();
    assert_eq!(pages.len(), ManualPage::VARIANTS.len());
    bench.press(Key::ArrowDown);
    assert!(has_heading(&bench, ManualPage::Verdicts.title(Language::Da)));
    bench.press(Key::ArrowUp);
    bench.press(Key::ArrowUp);
    assert!(has_heading(&bench, ManualPage::Overview.title(Language::Da)));
    bench.harness.event(egui::Event::Text("netværksd".to_owned()));
    bench.run();
    assert!(has_heading(&bench, ManualPage::Saving.title(Language::Da)), "the first page found is shown");
    assert_eq!(bench.harness.query_all(By::new().role(Role::ListBoxOption)).count(), 1);
    bench.harness.event(egui::Event::Text("zzz".to_owned()));
    bench.run();
    assert!(bench.has("Ingen sider passer."));
}

#[test]
fn every_page_is_shown_whole_in_both_languages() {
    let mut bench = Bench::of_size(1360.0, 4000.0);
    for language in Language::ALL {
        if language == Language::En {
            bench.switch_to_english();
        }
        bench.dispatch(UiCommand::Help);
        for page in ManualPage::VARIANTS {
            bench.click_role(Role::ListBoxOption, page.title(language));
            for block in page.blocks(language) {
                match block {
                    ManualPart::Title(text) | ManualPart::Heading(text) => {
                        assert!(has_heading(&bench, &text), "{page:?}: {text}");
                    }
                    ManualPart::Paragraph(spans) | ManualPart::Item(_, spans) => {
                        let words = spans.iter().map(|span| span.text()).max_by_key(|text| text.len());
                        assert!(bench.has_part(words.unwrap()), "{page:?}: {words:?}");
                    }
                    ManualPart::Picture(picture, words) => {
                        let shown = bench.harness.get_by_role_and_label(Role::Image, &words).rect();
                        // Width and height stand at this place of each PNG file.
                        let file = picture.png(language);
                        let side =
                            |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as f32;
                        let proportion = side(16) / side(20);
                        assert!((shown.width() / shown.height() - proportion).abs() < 0.01, "{picture:?}");
                        assert!(shown.width() > 300.0, "{picture:?} is {} wide", shown.width());
                    }
                    ManualPart::Keys => {
                        assert!(bench.has("Ctrl+Shift+Z, Ctrl+Y"), "the keys of all commands")
                    }
                }
            }
        }
        bench.press(Key::Escape);
    }
}

#[test]
fn a_picture_is_no_wider_than_its_page_and_goes_with_it() {
    let mut bench = Bench::of_size(480.0, 360.0);
    let textures = |bench: &Bench| bench.harness.ctx.tex_manager().read().num_allocated();
    let before = textures(&bench);
    bench.press(Key::F1);
    let page = bench.harness.get_by_role(Role::Article).rect();
    let picture = bench.harness.get_by_role(Role::Image).rect();
    assert!(picture.min.x >= page.min.x && picture.max.x <= page.max.x, "{picture} in {page}");
    assert_eq!(textures(&bench), before + 1);
    bench.press(Key::Escape);
    bench.run();
    assert_eq!(textures(&bench), before, "the picture takes memory after the help is closed");
}

#[test]
fn a_long_page_is_scrolled_by_keys_and_the_next_one_starts_at_its_top() {
    let mut bench = Bench::of_size(1000.0, 500.0);
    bench.dispatch(UiCommand::Shortcuts);
    let top = |bench: &Bench, page: ManualPage| {
        let title = By::new().role(Role::Heading).label(page.title(Language::Da));
        bench.harness.query_all(title).map(|node| node.rect().min.y).fold(f32::INFINITY, f32::min)
    };
    let start = top(&bench, ManualPage::Keys);
    bench.press(Key::PageDown);
    assert!(top(&bench, ManualPage::Keys) < start - 100.0);
    bench.press(Key::ArrowUp);
    assert_eq!(top(&bench, ManualPage::Settings), start);
}

#[test]
fn a_narrow_window_shows_the_list_in_place_of_the_page() {
    let mut bench = Bench::of_size(480.0, 360.0);
    bench.press(Key::F1);
    assert!(has_heading(&bench, ManualPage::Start.title(Language::Da)));
    assert!(!bench.has("Søg i hjælpen"));
    bench.click("Alle sider i hjælpen");
    assert!(bench.has("Søg i hjælpen") && !has_heading(&bench, ManualPage::Start.title(Language::Da)));
    bench.harness.event(egui::Event::Text("kladde".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    assert!(!bench.has("Søg i hjælpen"), "the page is shown again");
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none());
}

#[test]
fn enter_in_the_search_never_closes_the_help() {
    let mut bench = sample_case();
    bench.press(Key::F1);
    bench.press(Key::Enter);
    assert!(bench.has("Søg i hjælpen"), "beside the page");
    bench.harness.event(egui::Event::Text("zzz".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    assert!(bench.has("Ingen sider passer."), "with nothing found");
    bench.harness.event(egui::Event::Text("q".to_owned()));
    bench.run();
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "Søg i hjælpen");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("zzzq"), "the field keeps the focus");
}

#[test]
fn arrows_reach_every_page_in_a_narrow_window() {
    let mut bench = Bench::of_size(480.0, 360.0);
    bench.press(Key::F1);
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    bench.press(Key::Enter);
    for page in &ManualPage::VARIANTS[1..] {
        bench.press(Key::ArrowDown);
        assert!(bench.has("Søg i hjælpen"), "the list goes before {page:?}");
        let chosen = bench
            .harness
            .query_all(By::new().role(Role::ListBoxOption))
            .find(|node| node.accesskit_node().is_selected() == Some(true));
        let name = chosen.and_then(|node| node.accesskit_node().label());
        assert_eq!(name.as_deref(), Some(page.title(Language::Da)));
    }
    bench.press(Key::ArrowUp);
    bench.press(Key::Enter);
    let last = ManualPage::VARIANTS[ManualPage::VARIANTS.len() - 2];
    assert!(has_heading(&bench, last.title(Language::Da)), "Enter opens the page");
    bench.press(Key::Enter);
    assert!(has_heading(&bench, last.title(Language::Da)), "a second Enter does not close it");
    let page = bench.harness.get(By::new().role(Role::Article).label(last.title(Language::Da)));
    assert!(page.accesskit_node().is_focused(), "arrows scroll the page at once");
}

#[test]
fn no_key_of_the_form_works_below_the_help() {
    let mut bench = sample_case();
    bench.press(Key::F1);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.press(Key::F1);
    assert!(bench.has("Søg i hjælpen") && !bench.has("Sagen er ikke gemt"));
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none(), "the help is open once");
}
