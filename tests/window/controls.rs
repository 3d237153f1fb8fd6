//! The controls of the form: their size, their keys, what they say of a wrong text, and their tooltips.

use crate::bench::{Bench, criteria, plain};
use egui::accesskit::{Invalid, Role};
use egui::{Event, Key, Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::BTreeSet;
use wgs_referral::definition::{Answer, QuestionKind};
use wgs_referral::window::{CaseCommand, Field, UiCommand};

fn answer(bench: &Bench, question: &str) -> Option<Answer> {
    bench.window().case().session().case().answers.get(question).cloned()
}

fn type_text(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.into()));
    bench.run();
}

fn focus(bench: &mut Bench, role: Role, label: &str) {
    bench.harness.get_by_role_and_label(role, label).focus();
    bench.run();
}

/// The painted texts with their places.
pub fn painted(bench: &Bench) -> Vec<(String, Rect)> {
    fn collect(shape: &Shape, texts: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Text(text) => {
                let rect = text.galley.rect.translate(text.pos.to_vec2());
                texts.push((text.galley.text().replace('\u{a0}', " "), rect));
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    bench.harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut texts));
    texts
}

/// Whether this text is painted somewhere, as a text of its own or as a part of one.
fn paints(bench: &Bench, part: &str) -> bool {
    painted(bench).iter().any(|(text, _)| text.contains(part))
}

/// The place of the first painted text with this part.
fn place_of(bench: &Bench, part: &str) -> Rect {
    let text = painted(bench).into_iter().find(|(text, _)| text.contains(part));
    text.unwrap_or_else(|| panic!("`{part}` is not painted")).1
}

/// Lets the pointer rest at a place.
pub fn rest_at(bench: &mut Bench, place: egui::Pos2) {
    bench.harness.hover_at(place);
    bench.harness.run_steps(6);
}

/// The field with this label, its description, and whether it is marked as invalid.
fn described(bench: &Bench, label: &str) -> (String, bool) {
    let field = bench.harness.get_by_role_and_label(Role::TextInput, label);
    let node = field.accesskit_node();
    (node.description().unwrap_or_default(), node.data().invalid() == Some(Invalid::True))
}

#[test]
fn controls_of_a_kind_have_one_height_whatever_their_state() {
    let mut bench = Bench::of_size(1360.0, 6000.0);
    bench.show_indication("metastatic-solid-tumour");
    let heights = |bench: &Bench, role| -> BTreeSet<i32> {
        let nodes = bench.harness.query_all(By::new().role(role));
        let is_card =
            |label: &str| label.starts_with("Patientens sygdom: ") || label.starts_with("Tidspunkt");
        nodes
            .filter(|node| !node.accesskit_node().label().is_some_and(|label| is_card(&label)))
            .map(|node| (node.rect().height() * 10.0).round() as i32)
            .collect()
    };
    let one_height = |bench: &Bench, state: &str| {
        assert_eq!(heights(bench, Role::TextInput), BTreeSet::from([280]), "{state}");
        assert_eq!(heights(bench, Role::RadioButton), BTreeSet::from([280]), "{state}");
    };
    one_height(&bench, "blank");
    bench.click("Performance status (ECOG): 1");
    one_height(&bench, "answered and focused");
    for (field, text) in
        [("CPR-nummer", "0201"), ("Tumorprocent", "900"), ("Prøvedato", "31/2"), ("Navn", "Bo")]
    {
        bench.type_into(field, text);
        one_height(&bench, field);
    }
    bench.press(Key::Tab);
    one_height(&bench, "in error");
    // Tab has led from the name to the number, and selected it.
    bench.type_into("CPR-nummer", "020160-9941");
    bench.press(Key::Tab);
    assert!(bench.has("02-01-1960"), "the birth date is known from the number");
    one_height(&bench, "known");
}

#[test]
fn digits_choose_by_label_where_the_labels_are_digits_and_else_by_position() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    for (question, id, key, expected) in [
        ("Performance status (ECOG)", "performance-status", "0", Answer::Choice("0".into())),
        ("Performance status (ECOG)", "performance-status", "4", Answer::Choice("4".into())),
        ("Undertype", "sarcoma-subtype", "2", Answer::Choice("gist".into())),
        ("Patientens sygdom", "diagnosis-group", "9", Answer::Choice("other-solid".into())),
        ("Patientens sygdom", "diagnosis-group", "0", Answer::Choice("haematological".into())),
        ("Recidiv", "recurrence", "2", Answer::YesNo(false)),
    ] {
        focus(&mut bench, Role::RadioGroup, question);
        type_text(&mut bench, key);
        assert_eq!(answer(&bench, id), Some(expected.clone()), "{question}");
        // A digit that no value has changes nothing, nor does one with a modifier. Within a word, it would make the
        // word a text.
        bench.harness.run_steps(10);
        let none = match id {
            "performance-status" => "9",
            // All ten digits have a value.
            "diagnosis-group" => "",
            _ => "0",
        };
        type_text(&mut bench, none);
        assert_eq!(answer(&bench, id), Some(expected), "{question}");
    }
    // A field takes the digits itself.
    bench.type_into("Diagnose", "2");
    assert_eq!(bench.field_text("Diagnose"), "2");
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(false)));
}

#[test]
fn every_list_of_choices_of_every_form_takes_digits() {
    for indication in &criteria().indications {
        let mut bench = Bench::new();
        bench.show_indication(indication.id.as_str());
        for question in indication.questions() {
            let QuestionKind::Choice(choices) = &question.kind else { continue };
            let is_asked = bench.window().case().session().is_question_visible(&question.id);
            let offered: Vec<_> = choices
                .iter()
                .filter(|it| it.offered_for.is_empty() || it.offered_for.contains(&indication.id))
                .collect();
            if !is_asked {
                continue;
            }
            focus(&mut bench, Role::RadioGroup, &question.label.da);
            for (at, choice) in offered.iter().take(9).enumerate() {
                let key = if choice.label.da == choice.id.as_str() { at } else { at + 1 };
                type_text(&mut bench, &key.to_string());
                let given = answer(&bench, question.id.as_str());
                assert_eq!(given, Some(Answer::Choice(choice.id.clone())), "{}", question.label.da);
            }
        }
    }
}

#[test]
fn the_keys_are_shown_on_the_focused_row_alone_and_told_to_screen_readers() {
    for (english, next) in [(false, "Enter: næste"), (true, "Enter: next")] {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        if english {
            bench.switch_to_english();
        }
        let name = |da: &'static str, en: &'static str| if english { en } else { da };
        assert!(!paints(&bench, next));
        for (role, label, hint) in [
            (Role::RadioGroup, name("Recidiv", "Recurrence"), name("J/N · ", "Y/N · ")),
            (Role::RadioGroup, "Performance status (ECOG)", "0–4 · "),
            (Role::RadioGroup, name("Undertype", "Subtype"), "1–5 · "),
            (Role::TextInput, name("Diagnose", "Diagnosis"), ""),
        ] {
            focus(&mut bench, role, label);
            assert!(paints(&bench, &format!("{hint}{next}")), "{label}");
            let node = bench.harness.get_by_role_and_label(role, label);
            let description = node.accesskit_node().description().unwrap_or_default().replace('\u{a0}', " ");
            assert!(description.ends_with(&format!("{hint}{next}")), "{label}: {description}");
        }
        focus(&mut bench, Role::TextInput, name("Navn", "Name"));
        assert!(!paints(&bench, next));
    }
}

#[test]
fn the_keys_are_shown_in_the_first_frame_after_the_tab_key_and_move_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, "Metastatisk sygdom (spredning)");
    let places = |bench: &Bench| -> Vec<Rect> {
        let nodes = bench.harness.query_all(By::new().role(Role::RadioButton));
        nodes.map(|node| node.rect()).collect()
    };
    let before = places(&bench);
    bench.harness.key_down(Key::Tab);
    bench.harness.step();
    assert!(bench.harness.get_by_role_and_label(Role::RadioGroup, "Recidiv").accesskit_node().is_focused());
    assert!(paints(&bench, "J/N · Enter: næste"));
    assert_eq!(first_moved(&before, &places(&bench)), None);
}

#[test]
fn the_meanings_of_the_performance_status_are_at_hand_by_key_and_by_pointer() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let meaning = "2: oppegående over halvdelen af dagen, selvhjulpen, kan ikke arbejde";
    focus(&mut bench, Role::RadioGroup, "Metastatisk sygdom (spredning)");
    while !bench
        .harness
        .get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)")
        .accesskit_node()
        .is_focused()
    {
        assert!(!paints(&bench, meaning));
        bench.press(Key::Tab);
    }
    assert!(paints(&bench, meaning), "on the focused row");
    // Whoever works with the pointer sees each where the pointer rests.
    let segment = bench.harness.get_by_label("Performance status (ECOG): 2").rect();
    bench.harness.hover_at(egui::pos2(700.0, 5.0));
    bench.run();
    assert!(!paints(&bench, meaning), "the pointer has taken over");
    rest_at(&mut bench, segment.center());
    let tip = place_of(&bench, meaning);
    assert!(!tip.intersects(segment.expand(5.0)), "beside the row: {tip:?} {segment:?}");
    let value = bench.harness.get_by_label("Performance status (ECOG): 2");
    assert!(value.accesskit_node().description().is_some_and(|help| meaning.ends_with(&help)));
}

#[test]
fn an_error_says_what_is_wrong_at_its_field_and_to_screen_readers() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("metastatic-solid-tumour");
    for (field, text, error) in [
        ("Vurderet den", "31/2", "Februar har 28 dage"),
        ("Prøvedato", "31-4-2026", "April har 30 dage"),
        ("Fødselsdato", "29-2-1961", "Februar 1961 har 28 dage"),
        ("Fødselsdato", "2/11", "Skriv også årstallet"),
        ("Prøvedato", "22-13-2026", "Måneden skal være 1–12"),
        ("Prøvedato", "i overmorgen", "Skriv datoen som dd-mm-åååå"),
        ("CPR-nummer", "0201", "Nummeret har kun 4 af 10 cifre"),
        ("CPR-nummer", "020160-99411", "Nummeret har mere end 10 cifre"),
        ("CPR-nummer", "320160-9941", "De første seks cifre er ikke en dato"),
        ("CPR-nummer", "020160-A941", "Skriv nummeret som ddmmåå-xxxx"),
        ("Tumorprocent", "900", "Skriv et helt tal fra 0 til 100"),
        ("Antal linjer, patienten har gennemgået", "mange", "Skriv et helt tal, fx 2"),
    ] {
        focus(&mut bench, Role::TextInput, field);
        bench.press_with(egui::Modifiers::COMMAND, Key::A);
        type_text(&mut bench, text);
        assert!(!bench.has(error), "{field}: not while it is typed");
        bench.press(Key::Tab);
        assert!(bench.has(error), "{field}: `{text}`");
        assert_eq!(described(&bench, field), (error.to_owned(), true), "{field}");
        let place = bench.harness.get_by_role_and_label(Role::TextInput, field).rect();
        let line = bench.harness.get_by_label(error).rect();
        assert!(line.min.y >= place.max.y && line.min.y < place.max.y + 24.0, "{place:?} {line:?}");
        focus(&mut bench, Role::TextInput, field);
        bench.press_with(egui::Modifiers::COMMAND, Key::A);
        bench.press(Key::Delete);
        bench.press(Key::Tab);
        assert!(!described(&bench, field).1, "{field}: valid again");
    }
}

#[test]
fn a_date_after_today_or_before_1858_is_pointed_out_and_counts_unless_it_may_be_planned() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("sarcoma");
    bench.click("Skriftligt samtykke er indhentet: Ja");
    for (field, text, caution) in [
        ("Dato for samtykke", "23-11-2026", Some("Datoen ligger i fremtiden")),
        ("Dato for samtykke", "22-11-1826", Some("Året ligger før 1858")),
        ("Dato for samtykke", "22-11-2026", None),
        ("MTB-dato", "23-11-2026", None),
        ("Fødselsdato", "1-1-1820", Some("Året ligger før 1858")),
        ("Prøvedato", "23-11-2026", None),
        ("Prøvedato", "23-11-1726", Some("Året ligger før 1858")),
    ] {
        bench.dispatch(CaseCommand::LeaveField(Field::Hospital));
        focus(&mut bench, Role::TextInput, field);
        bench.press_with(egui::Modifiers::COMMAND, Key::A);
        type_text(&mut bench, text);
        bench.press(Key::Tab);
        let (description, is_invalid) = described(&bench, field);
        assert!(!is_invalid, "{field}: the date counts");
        for words in ["Datoen ligger i fremtiden", "Året ligger før 1858"] {
            let is_told = description.contains(words);
            assert_eq!(is_told, caution == Some(words), "{field} {text}: {description}");
        }
        if let Some(caution) = caution {
            assert!(bench.has(caution), "{field} {text}");
        }
        bench.press_with(egui::Modifiers::COMMAND, Key::Z);
    }
    assert!(bench.window().case().session().case().unparsed.is_empty());
}

/// The first of two lists of places at which they differ.
fn first_moved(before: &[Rect], after: &[Rect]) -> Option<(Rect, Rect)> {
    assert_eq!(before.len(), after.len());
    before.iter().copied().zip(after.iter().copied()).find(|(before, after)| before != after)
}

#[test]
fn a_judgement_asks_once_and_its_box_keeps_its_height_but_for_its_reasons() {
    let question = "Kan WGS rekvireres uden for et sarkomcenter?";
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("sarcoma");
    bench.click("Rekvirenten er tilknyttet et sarkomcenter: Nej");
    let places = |bench: &Bench| {
        let form = bench.harness.query_all(By::new().predicate(|node| {
            matches!(node.role(), Role::RadioButton | Role::TextInput | Role::MultilineTextInput)
        }));
        form.map(|node| node.rect()).collect::<Vec<_>>()
    };
    let asked = bench.harness.query_all(By::new().role(Role::Label).label(question));
    assert_eq!(asked.filter(|node| node.rect().max.x < 960.0).count(), 1, "the question once");
    let before = places(&bench);
    bench.click(&format!("{question}: Ja"));
    assert!(bench.has("Afgørelsen gælder først, når den er begrundet."));
    assert_eq!(first_moved(&before, &places(&bench)), None);
    bench.type_into("Begrundelse", "Aftalt med sarkomcentret");
    assert!(bench.has("Afgørelsen mangler navn. Bilaget er en kladde, indtil der står et navn."));
    assert_eq!(first_moved(&before, &places(&bench)), None);
    bench.type_into("Afgjort af", "Ditte Testlæge");
    bench.press(Key::Tab);
    assert_eq!(first_moved(&before, &places(&bench)), None);
    // What it rests on is folded, and opens what is below alone.
    let why = format!("Hvorfor: {question}");
    let quotes = |bench: &Bench| {
        let quotes = bench.harness.query_all(By::new().role(Role::Label).label_contains("»"));
        let in_form = quotes.filter(|node| node.rect().max.x < 960.0);
        in_form.filter(|node| node.accesskit_node().value().is_some_and(|it| it.starts_with('»'))).count()
    };
    assert_eq!(quotes(&bench), 0);
    let top = bench.harness.get_by_label(&why).rect();
    bench.click(&why);
    assert!(quotes(&bench) > 0);
    let after = places(&bench);
    for (before, after) in before.iter().zip(&after) {
        let is_above = before.max.y <= top.min.y || before.min.x > 960.0;
        assert!(!is_above || before == after, "{before:?} {after:?}");
        assert!(is_above || after.min.y > before.min.y, "{before:?} {after:?}");
    }
    bench.click(&why);
    assert_eq!(first_moved(&before, &places(&bench)), None);
}

#[test]
fn the_tooltip_of_an_indication_says_what_each_row_lacks_and_covers_no_entry() {
    let mut bench = Bench::of_size(1360.0, 900.0);
    bench.open_file("/t/a.wgscase", Ok(plain(crate::bench::CASE)));
    bench.show_indication("thymic-epithelial-tumour");
    let entries = |bench: &Bench| -> Vec<Rect> {
        let entries = bench.harness.query_all(By::new().role(Role::Tab));
        entries.map(|node| node.rect()).filter(|rect| rect.max.x < 260.0).collect()
    };
    let before = entries(&bench);
    assert!(before.len() >= 6);
    rest_at(&mut bench, before[2].center());
    // What is missing is the answer, and not what it is about.
    let tip = place_of(&bench, "Målgruppe: mangler svar om ");
    assert!(entries(&bench).iter().all(|entry| !entry.intersects(tip)), "{tip:?} {before:?}");
}

/// A tip of a bar says what is not on the screen: a label stands on its button already.
#[test]
fn a_tooltip_of_a_bar_says_the_keys_and_what_is_not_shown() {
    let mut bench = Bench::of_size(1360.0, 900.0);
    bench.open_file("/t/a.wgscase", Ok(plain(crate::bench::SAMPLE)));
    bench.type_into("Hospital", "x");
    bench.dispatch(UiCommand::ShowPdf);
    for (button, tip) in [
        ("Gem", "Ctrl+S"),
        ("Fortryd", "Fortryd: Hospital (Ctrl+Z)"),
        ("Luk visning", "Luk visning (F7)"),
        ("100 %", "Normal størrelse (Ctrl+0)"),
    ] {
        let buttons = bench.harness.query_all(By::new().role(Role::Button).label(button));
        let place = buttons.last().unwrap_or_else(|| panic!("no `{button}`")).rect();
        rest_at(&mut bench, egui::pos2(300.0, 450.0));
        let before = painted(&bench);
        rest_at(&mut bench, place.center());
        let new: Vec<_> = painted(&bench).into_iter().filter(|text| !before.contains(text)).collect();
        assert_eq!(new.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), [tip], "{button}");
        assert!(!new[0].1.intersects(place) && new[0].1.max.y < 900.0, "{new:?} {place}");
    }
}
