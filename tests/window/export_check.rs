//! The check before the export: what is wrong comes first, with a sign, a word and a color. Each entry leads to where
//! that is in the window.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use egui::accesskit::Role;
use egui::{Color32, Key, Modifiers, Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::fs;
use wgs_referral::assessment::{RowAssessment, Status};
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{Answer, Language};
use wgs_referral::window::{CaseCommand, Field, UiCommand, View};

const CONTRADICTION: &str = "CPR-nummer og fødselsdato stemmer ikke overens. Ret det, der er forkert.";

fn sample(name: &str) -> String {
    fs::read_to_string(format!("samples/{name}.wgscase")).unwrap()
}

fn changed(text: &str, change: impl FnOnce(&mut Case)) -> String {
    let mut case = case::read(text, &criteria()).unwrap().case;
    change(&mut case);
    case::write(&case)
}

/// The window of this size with the check for a case.
fn checked(text: &str, (width, height): (f32, f32)) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.open_file("/t/a.wgscase", Ok(plain(text)));
    bench.dispatch(UiCommand::ExportPdf);
    bench
}

fn edit(bench: &mut Bench, field: Field, text: &str) {
    bench.dispatch_without_requests(CaseCommand::Edit(field.clone(), text.to_owned()));
    bench.dispatch_without_requests(CaseCommand::LeaveField(field));
}

/// The links of the dialog that have this text. The window behind it may have the same.
fn click_link(bench: &mut Bench, text: &str) {
    bench.settle();
    let links = bench.harness.query_all(By::new().role(Role::Link).label(text));
    links.last().unwrap_or_else(|| panic!("no link `{text}`")).click();
    bench.run();
    assert!(bench.window().dialog().is_none(), "{text}");
    bench.run();
}

fn focused_label(bench: &Bench) -> String {
    let mut focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused()).recursive(true));
    focused.next().and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// The color of the last text with these words.
fn color_of(bench: &Bench, words: &str) -> Color32 {
    let shapes = bench.harness.output().shapes.iter();
    let mut texts = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::Text(text) if text.galley.text() == words => {
            Some(text.galley.job.sections.first().map_or(text.fallback_color, |part| part.format.color))
        }
        _ => None,
    });
    texts.next_back().unwrap_or_else(|| panic!("`{words}` is not painted"))
}

#[test]
fn what_is_wrong_comes_first_by_weight_each_with_its_word_and_leads_to_its_place() {
    let mut bench = checked(SAMPLE, (1360.0, 1500.0));
    bench.press(Key::Escape);
    // 154 years old by the birth date, which also contradicts the CPR number.
    edit(&mut bench, Field::AssessedOn, "20-11-2026");
    edit(&mut bench, Field::BirthDate, "24-08-1872");
    edit(&mut bench, Field::MtbDate, "01-12-1850");
    bench.dispatch(UiCommand::ExportPdf);
    let title = bench.top_of_part("Tjek før eksport");
    let tops = [
        bench.top_of_part("Stemmer ikke overens"),
        bench.top_of_part("Kontrollér"),
        bench.top_of_part("MTB-dato: Året ligger før 1858"),
        bench.harness.query_all(By::new().label("Bemærk")).next().unwrap().rect().top(),
        bench.top_of_part("Indikation:"),
        bench.top_of_part("Vurdering:"),
    ];
    assert!(title < tops[0] && tops.is_sorted(), "{title} {tops:?}");
    click_link(&mut bench, CONTRADICTION);
    assert_eq!(focused_label(&bench), "CPR-nummer");
    edit(&mut bench, Field::Cpr, "");
    bench.dispatch(UiCommand::ExportPdf);
    assert!(!bench.has("Stemmer ikke overens"));
    let age = "Alderen er 154 år. Kontrollér CPR-nummer, fødselsdato og vurderingsdato.";
    assert!(bench.top_of_part("Kontrollér") < bench.top_of_part("Indikation:"));
    // The birth date was typed, so that it is what is corrected.
    click_link(&mut bench, age);
    assert_eq!(focused_label(&bench), "Fødselsdato");
}

#[test]
fn the_words_before_what_is_wrong_have_a_color_of_their_own_in_each_language() {
    let mut bench = checked(SAMPLE, (1360.0, 1500.0));
    bench.press(Key::Escape);
    edit(&mut bench, Field::BirthDate, "24-08-1872");
    edit(&mut bench, Field::MtbDate, "01-12-1850");
    bench.press_with(Modifiers::COMMAND, Key::E);
    let danish = ["Stemmer ikke overens", "Kontrollér"].map(|words| color_of(&bench, words));
    bench.switch_to_english();
    let english = ["Contradictions", "Check"].map(|words| color_of(&bench, words));
    assert_eq!(danish, english);
    assert_ne!(danish[0], danish[1]);
}

/// The texts of the links of the dialog, which names all fields that are not filled in.
fn links(bench: &mut Bench) -> Vec<String> {
    let dialog = bench.harness.get_by_role(Role::Dialog);
    let unfolds = dialog.query_all(By::new().role(Role::DisclosureTriangle)).next();
    if let Some(count_of_blank) =
        unfolds.filter(|it| !it.accesskit_node().data().is_expanded().unwrap_or(true))
    {
        count_of_blank.click_accesskit();
        bench.run();
    }
    let dialog = bench.harness.get_by_role(Role::Dialog);
    let links = dialog.query_all(By::new().role(Role::Link));
    links.filter_map(|link| link.accesskit_node().label()).collect()
}

/// Opens the check again, and clicks a link of it.
fn follow_link(bench: &mut Bench, text: &str) {
    bench.dispatch(UiCommand::ExportPdf);
    links(bench);
    click_link(bench, text);
}

#[test]
fn indication_and_verdict_lead_to_the_form_and_to_the_row_that_decides() {
    for (name, title, verdict, row) in [
        ("missing", "Sarkom", "Kan ikke vurderes endnu", "Parakliniske undersøgelser"),
        ("judgement", "Pancreascancer", "Kræver lægeligt skøn", "Målgruppe"),
        (
            "not-met",
            "Metastatisk kræft (solide tumorer)",
            "Kriterierne er vurderet som ikke opfyldt",
            "Krav om",
        ),
        ("met", "Thymus epithel celle tumorer", "Kriterierne er vurderet som opfyldt", "Målgruppe"),
    ] {
        let mut bench = checked(&sample(name), (1024.0, 1500.0));
        let shown = bench.window().case().session().indication().id.clone();
        for is_overview in [false, true] {
            if is_overview {
                bench.dispatch(UiCommand::Overview);
            }
            follow_link(&mut bench, title);
            assert_eq!(bench.window().case().view(), View::Form, "{name}");
            assert_eq!(bench.window().case().session().indication().id, shown);
            assert!(bench.has("CPR-nummer"), "{name}: the form is in sight");
            follow_link(&mut bench, verdict);
            let focused = focused_label(&bench);
            assert!(focused.starts_with(row), "{name}: `{verdict}` leads to `{focused}`");
        }
    }
}

#[test]
fn each_other_link_leads_to_what_it_names() {
    let mut bench = checked(&sample("missing"), (1024.0, 1500.0));
    let links = links(&mut bench);
    assert!(links.len() > 20, "{links:?}");
    bench.press(Key::Escape);
    for text in &links[2..] {
        follow_link(&mut bench, text);
        let focused = focused_label(&bench);
        let expected = match text.split_once(": ") {
            // A recommendation leads to its row, which has its heading in the document as its name.
            Some((row, _)) => {
                let rows = &bench.window().case().session().indication().rows;
                rows.iter().find(|it| it.short.da == row).expect("the row").heading.da.clone()
            }
            None => text.clone(),
        };
        assert!(
            focused.to_lowercase().starts_with(&expected.to_lowercase()),
            "`{text}` leads to `{focused}`, not to `{expected}`"
        );
    }
}

#[test]
fn a_recommendation_that_is_not_followed_is_named_and_leads_to_its_row() {
    let unfollowed = changed(SAMPLE, |case| {
        case.answers.insert("biobank-collection".into(), Answer::YesNo(false));
        case.answers.insert("life-expectancy-assessed".into(), Answer::YesNo(false));
    });
    let mut seen = 0;
    for text in [unfollowed, sample("not-met"), sample("missing"), sample("met-by-judgement")] {
        let mut bench = checked(&text, (1360.0, 2500.0));
        let session = bench.window().case().session();
        let rows = session.indication().rows.iter().zip(&session.assessment().rows);
        let is_unfollowed = |row: &RowAssessment| {
            row.requirements.iter().any(|requirement| requirement.status == Status::Advisory)
        };
        let rows = rows.filter(|(_, assessed)| is_unfollowed(assessed)).map(|(row, _)| row);
        let rows: Vec<[String; 2]> = rows
            .map(|row| [&row.short, &row.heading].map(|text| text.get(Language::Da).to_owned()))
            .collect();
        assert_eq!(bench.has("Anbefalinger, der ikke er fulgt"), !rows.is_empty());
        for [short, heading] in rows {
            bench.dispatch(UiCommand::ExportPdf);
            let start = format!("{short}: ");
            let links = bench.harness.query_all(By::new().role(Role::Link).label_contains(start.as_str()));
            let link = links.last().unwrap_or_else(|| panic!("no link `{start}`"));
            let label = link.accesskit_node().label().unwrap();
            click_link(&mut bench, &label);
            let focused = focused_label(&bench);
            assert!(focused.starts_with(&heading), "{label} leads to {focused}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn each_judgement_says_what_it_lacks_or_who_has_decided_and_leads_there() {
    let open = checked(&sample("judgement"), (1360.0, 1500.0));
    assert!(open.has("Mangler: der er ikke taget stilling"));
    let judged = sample("met-by-judgement");
    let bench = checked(&judged, (1360.0, 1500.0));
    assert!(bench.has("Afgjort: Ditte Testlæge, 20. november 2026"));
    assert!(!bench.has_part("Mangler navn på den"));
    // The report then says when it was decided, and not by whom.
    let mut bench = bench;
    bench.click("Uden navn og CPR-nummer");
    assert!(bench.has("Afgjort: 20. november 2026") && !bench.has_part("Afgjort: Ditte Testlæge"));
    bench.switch_to_english();
    assert!(bench.has("Decided: 20 November 2026") && !bench.has_part("Decided: Ditte Testlæge"));
    let unnamed = changed(&judged, |case| case.judgements.values_mut().for_each(|it| it.by.clear()));
    let mut bench = checked(&unnamed, (1360.0, 1500.0));
    assert!(bench.has("Mangler navn på den, der har afgjort det"));
    bench.click("Uden navn og CPR-nummer");
    assert!(!bench.has_part("Mangler navn på den") && bench.has("Afgjort: 20. november 2026"));
    bench.click("Uden navn og CPR-nummer");
    let links = bench.harness.query_all(By::new().role(Role::Link).label_contains("Ja, efter skøn"));
    let label = links.last().unwrap().accesskit_node().label().unwrap();
    click_link(&mut bench, &label);
    assert_eq!(focused_label(&bench), "Afgjort af");
    let no_reason = changed(&judged, |case| case.judgements.values_mut().for_each(|it| it.rationale.clear()));
    assert!(checked(&no_reason, (1360.0, 1500.0)).has("Mangler begrundelse og gælder ikke endnu"));
}

#[test]
fn no_line_of_links_ends_with_a_dot() {
    for width in [480.0, 520.0, 560.0, 700.0, 1360.0] {
        let mut bench = checked(&sample("missing"), (width, 1500.0));
        let count_of_blank = By::new().role(Role::DisclosureTriangle).label_contains("er ikke udfyldt");
        bench.harness.query_all(count_of_blank).last().expect("the number of blank fields").click_accesskit();
        bench.run();
        let dots = bench.harness.query_all(By::new().label("·")).map(|node| node.rect());
        let links: Vec<Rect> =
            bench.harness.query_all(By::new().role(Role::Link)).map(|it| it.rect()).collect();
        let mut count = 0;
        for dot in dots {
            count += 1;
            let is_followed =
                |link: &&Rect| link.left() >= dot.right() && link.y_range().contains(dot.center().y);
            assert!(links.iter().find(is_followed).is_some(), "{width}: {dot:?}");
        }
        assert!(count > 3, "{count}");
    }
}

#[test]
fn fields_that_contradict_each_other_are_marked_in_the_form_and_in_the_overview() {
    for command in [None, Some(UiCommand::Overview)] {
        let mut bench = checked(SAMPLE, (1360.0, 1500.0));
        bench.press(Key::Escape);
        bench.dispatch(command.unwrap_or(UiCommand::NextArea));
        let is_invalid = |bench: &Bench, label: &str| {
            let field = bench.harness.get(By::new().role(Role::TextInput).label(label));
            let node = field.accesskit_node();
            node.data().invalid().is_some() && node.data().description().is_some()
        };
        let fields = ["CPR-nummer", "Fødselsdato", "Vurderet den"];
        let invalid = |bench: &Bench| fields.map(|label| is_invalid(bench, label));
        edit(&mut bench, Field::BirthDate, "24-08-1950");
        assert_eq!(invalid(&bench), [true, true, false]);
        assert!(bench.has(CONTRADICTION));
        edit(&mut bench, Field::Cpr, "");
        edit(&mut bench, Field::BirthDate, "24-08-2020");
        assert_eq!(invalid(&bench), [false; 3]);
        edit(&mut bench, Field::AssessedOn, "01-01-2019");
        assert_eq!(invalid(&bench), [false, true, true]);
        assert!(bench.has_part("Patienten er født efter vurderingsdatoen."));
    }
}

#[test]
fn no_line_begins_with_a_dot_or_ends_with_a_loose_one() {
    let mut dots = 0;
    for width in [480.0, 620.0, 768.0, 911.0, 1360.0] {
        for name in ["judgement", "missing", "not-met"] {
            for command in [UiCommand::Overview, UiCommand::NextArea, UiCommand::ExportPdf] {
                let mut bench = Bench::of_size(width, 1500.0);
                bench.open_file("/t/a.wgscase", Ok(plain(&sample(name))));
                bench.dispatch(command);
                for clipped in &bench.harness.output().shapes {
                    let Shape::Text(text) = &clipped.shape else { continue };
                    let rows: Vec<String> = text.galley.rows.iter().map(|row| row.text()).collect();
                    for (at, row) in rows.iter().enumerate().filter(|_| rows.len() > 1) {
                        dots += row.matches('·').count();
                        let is_loose = row.trim_end_matches(' ').ends_with(" ·");
                        assert!(
                            !is_loose && (at == 0 || !row.starts_with('·')),
                            "{width} {command:?} {rows:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(dots > 5, "{dots}");
}

#[test]
fn a_question_without_an_answer_is_said_to_lack_the_answer() {
    let bench = checked(&sample("missing"), (1360.0, 1500.0));
    let top = |words| bench.harness.query_all(By::new().label(words)).last().unwrap().rect().center().y;
    assert_eq!(top("Mangler svar:"), top("væv til WGS"));
    assert_eq!(top("Mangler:"), top("rekvirentens navn"));
}
