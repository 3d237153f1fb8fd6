//! Nothing moves under the pointer, and a press on what has just moved does nothing.

use crate::bench::{Bench, SAMPLE, TODAY, criteria, plain};
use crate::pointer;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use wgs_referral::definition::{Answer, Choice, Indication, Input, Language, QuestionKind, TypedKind};
use wgs_referral::desktop::{KeyStatus, KeyStoreError};
use wgs_referral::window::{CaseCommand, Field, UiCommand, View};
use wgs_referral::wording::Phrases;

/// What a key of [`controls`] starts with if the control is a name in the column of the criteria beside a preview.
const NAME_OF_CRITERION: &str = "name of a criterion, ";

/// The area of the window that a control is in: its role, and its name.
fn area_of(control: &Node) -> Option<(Role, String)> {
    let is_area = |role| {
        matches!(role, Role::Banner | Role::Navigation | Role::Main | Role::Complementary | Role::ContentInfo)
    };
    let parents = std::iter::successors(control.accesskit_node().parent(), |node| node.parent());
    let area = parents.into_iter().find(|node| is_area(node.role()))?;
    Some((area.role(), area.label().unwrap_or_default()))
}

/// The controls by their names, with their places: those of the bar, the list and the form, and the names of the
/// criteria beside a preview. The criteria themselves show more or fewer words with each answer, as the preview does.
pub fn controls(bench: &Bench) -> BTreeMap<String, Rect> {
    let is_control = |role| {
        matches!(
            role,
            Role::RadioButton
                | Role::TextInput
                | Role::MultilineTextInput
                | Role::Link
                | Role::Button
                | Role::CheckBox
                | Role::DisclosureTriangle
                | Role::Tab
        )
    };
    let nodes = bench.harness.query_all(By::new().predicate(move |node| is_control(node.role())));
    let mut places = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for node in nodes {
        let (rect, role) = (node.rect(), node.accesskit_node().role());
        let label = node.accesskit_node().label().unwrap_or_default();
        let before_verdict = || label.rsplit_once(": ").map_or(label.as_str(), |(name, _)| name);
        let name = match area_of(&node) {
            Some((Role::Complementary, area)) if ["Kriterier", "Criteria"].contains(&area.as_str()) => {
                if bench.window().case().preview().is_none() {
                    continue;
                }
                format!("{NAME_OF_CRITERION}{}", before_verdict())
            }
            Some((Role::Complementary, _)) => continue,
            Some(_) | None if role == Role::Tab => before_verdict().to_owned(),
            Some(_) | None => label,
        };
        let same = counts.entry(name.clone()).or_default();
        places.insert(format!("{name}#{same}"), rect);
        *same += 1;
    }
    places
}

/// What was above the pointer or under it, and is now elsewhere; and the names of criteria that are,
/// wherever they were.
pub fn moved(before: &BTreeMap<String, Rect>, after: &BTreeMap<String, Rect>, pointer: Pos2) -> Vec<String> {
    let above =
        before.iter().filter(|(name, rect)| rect.min.y <= pointer.y || name.starts_with(NAME_OF_CRITERION));
    above
        .filter_map(|(name, rect)| {
            let now = after.get(name)?;
            let is_same = (now.min - rect.min).length() < 0.6;
            (!is_same).then(|| format!("{name}: {rect:?} → {now:?}"))
        })
        .collect()
}

/// Whether the form of an indication offers a value: other indications ask the same question, with further values.
fn is_offered(choice: &Choice, indication: &Indication) -> bool {
    choice.offered_for.is_empty() || choice.offered_for.contains(&indication.id)
}

/// The names of the controls that choose a value in the form of an indication.
pub fn values(indication: &Indication, language: Language) -> Vec<String> {
    let say = Phrases::new(language);
    let (yes, no, one_more) = match language {
        Language::Da => ("Ja", "Nej", "én mere"),
        Language::En => ("Yes", "No", "one more"),
    };
    let mut values = Vec::new();
    for question in indication.questions() {
        let labels: Vec<&str> = match &question.kind {
            QuestionKind::YesNo => vec![yes, no],
            QuestionKind::Choice(choices) => {
                let offered = choices.iter().filter(|choice| is_offered(choice, indication));
                offered.map(|choice| choice.label.get(language)).collect()
            }
            QuestionKind::Typed(TypedKind::Count) => vec![one_more],
            QuestionKind::Typed(_) => Vec::new(),
        };
        values.extend(labels.iter().map(|label| format!("{}: {label}", question.label.get(language))));
    }
    for id in indication.judgements.keys() {
        let name = say.gap(indication, &Input::Judgement(id.clone()));
        values.extend([format!("{name}: {yes}"), format!("{name}: {no}")]);
    }
    values
}

/// Another order of a list for each seed.
pub fn shuffled<T>(mut list: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for at in (1..list.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(at, (state >> 33) as usize % (at + 1));
    }
    list
}

/// What clicking through the values in some orders has shown.
#[derive(Default)]
struct ClickedOrders {
    /// What moved above the place that was clicked or at it, and the clicks that changed nothing.
    faults: Vec<String>,
    /// The values that were clicked.
    clicked: BTreeSet<String>,
}

/// A window of this size with the form of an indication.
fn form(indication: &Indication, language: Language, (width, height): (f32, f32)) -> Bench {
    let mut bench = Bench::of_size(width, height);
    if language == Language::En {
        bench.switch_to_english();
    }
    bench.show_indication(indication.id.as_str());
    bench
}

/// Clicks on every control of a list in its order.
fn check_order(
    indication: &Indication,
    order: &[String],
    language: Language,
    size: (f32, f32),
    seen: &mut ClickedOrders,
) {
    let mut bench = form(indication, language, size);
    let clicks = check_order_in(&mut bench, indication, order, seen);
    assert!(2 * clicks > order.len(), "{}: {clicks} clicks of {}", indication.id, order.len());
}

/// Clicks on the values that no order has reached, as only some answers lead to them: the other questions get answers
/// at random until their controls are there.
fn check_rest(
    indication: &Indication,
    values: &[String],
    language: Language,
    size: (f32, f32),
    seen: &mut ClickedOrders,
) {
    const MOST_TRIES: u64 = 600;
    let mut bench = form(indication, language, size);
    // Of age today: a judgement is about that.
    bench.dispatch(CaseCommand::Edit(Field::BirthDate, "22-11-2008".into()));
    for seed in 1..=MOST_TRIES {
        let rest: Vec<String> = values.iter().filter(|name| !seen.clicked.contains(*name)).cloned().collect();
        if rest.is_empty() {
            return;
        }
        for (at, question) in indication.questions().enumerate() {
            // Seeds in a row would give answers that go together.
            let mut hasher = DefaultHasher::new();
            (seed, at).hash(&mut hasher);
            let answer = answer_by_seed(&question.kind, hasher.finish());
            bench.window_mut().dispatch(CaseCommand::Answer(question.id.clone(), answer));
        }
        bench.run();
        check_order_in(&mut bench, indication, &rest, seen);
    }
}

/// One of all answers, as one that this form does not offer may have been given in another form.
fn answer_by_seed(kind: &QuestionKind, seed: u64) -> Option<Answer> {
    let answers = match kind {
        QuestionKind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        QuestionKind::Choice(choices) => {
            choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
        }
        QuestionKind::Typed(TypedKind::Count) => (0..4).map(Answer::Count).collect(),
        QuestionKind::Typed(_) => Vec::new(),
    };
    shuffled(answers, seed).pop()
}

/// As [`check_order`], in a window that shows the form of the indication already. Gives the number of clicks.
fn check_order_in(
    bench: &mut Bench,
    indication: &Indication,
    order: &[String],
    seen: &mut ClickedOrders,
) -> usize {
    let mut before = controls(bench);
    let mut time = now(bench) + 5.0;
    let mut clicks = 0;
    for name in order {
        // A question that is not asked has no control: another order clicks on its values.
        let Some(rect) = before.get(&format!("{name}#0")).copied() else { continue };
        clicks += 1;
        seen.clicked.insert(name.clone());
        let revision = bench.window().case().session().revision();
        click_in_one_frame(bench, rect.center(), time);
        // The next click comes after the time in which a press on what has moved is refused.
        time += 1.0;
        let after = controls(bench);
        let moved = moved(&before, &after, rect.center());
        if !moved.is_empty() {
            seen.faults.push(format!("{}: `{name}` moved {moved:#?}", indication.id));
        }
        if bench.window().case().session().revision() == revision {
            seen.faults.push(format!("{}: a click on `{name}` changed nothing", indication.id));
        }
        before = after;
    }
    clicks
}

/// Moves the pointer to a place, presses and releases it, and lets the window show what that changes.
fn click_in_one_frame(bench: &mut Bench, pos: Pos2, time: f64) {
    let input = bench.harness.input_mut();
    input.events.extend(pointer::click_events(pos));
    input.time = Some(time);
    bench.harness.step();
    bench.harness.input_mut().time = Some(time + 0.1);
    bench.harness.step();
    bench.harness.input_mut().time = None;
}

/// Clicks on all values of all forms in the orders that `orders` makes of them, and then on those that none reaches.
fn check_all(
    language: Language,
    size: (f32, f32),
    orders: impl Fn(&[String]) -> Vec<Vec<String>>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for indication in &criteria().indications {
        let mut seen = ClickedOrders::default();
        let values = values(indication, language);
        assert!(values.len() > 40);
        for order in orders(&values) {
            check_order(indication, &order, language, size, &mut seen);
        }
        check_rest(indication, &values, language, size, &mut seen);
        faults.extend(seen.faults);
        let never = values.iter().filter(|name| !seen.clicked.contains(*name));
        faults.extend(never.map(|name| format!("{}: `{name}` is never clicked", indication.id)));
    }
    faults
}

#[test]
fn no_answer_in_any_order_moves_what_is_above_it_or_under_the_pointer() {
    let faults = check_all(Language::Da, (1360.0, 5000.0), |forward| {
        let backward = forward.iter().rev().cloned().collect();
        vec![forward.to_vec(), backward, shuffled(forward.to_vec(), 1), shuffled(forward.to_vec(), 2)]
    });
    assert!(faults.is_empty(), "{} faults: {}", faults.len(), faults.join("\n"));
}

#[test]
fn no_answer_moves_anything_above_it_in_a_narrow_window_or_in_english() {
    let one_order = |values: &[String]| vec![shuffled(values.to_vec(), 7)];
    let mut faults = check_all(Language::Da, (1024.0, 6000.0), one_order);
    faults.extend(check_all(Language::En, (1360.0, 5000.0), one_order));
    assert!(faults.is_empty(), "{} faults: {}", faults.len(), faults.join("\n"));
}

#[test]
fn no_answer_moves_anything_above_it_or_a_name_of_a_criterion_beside_a_preview() {
    let (mut seen, mut names) = (ClickedOrders::default(), 0);
    let languages = [Language::Da, Language::En].into_iter().cycle();
    for (indication, language) in criteria().indications.iter().zip(languages) {
        let mut bench = form(indication, language, (1440.0, 5000.0));
        bench.dispatch(UiCommand::ShowPdf);
        let is_name = |(name, _): &(&String, &Rect)| name.starts_with(NAME_OF_CRITERION);
        let found = controls(&bench).iter().filter(is_name).count();
        assert_eq!(found, indication.rows.len(), "{}", indication.id);
        names += found;
        let order = shuffled(values(indication, language), 3);
        let clicks = check_order_in(&mut bench, indication, &order, &mut seen);
        assert!(2 * clicks > order.len(), "{}: {clicks} clicks of {}", indication.id, order.len());
    }
    let faults = seen.faults;
    assert!(names > 20 && faults.is_empty(), "{} faults: {}", faults.len(), faults.join("\n"));
}

#[test]
fn a_second_word_for_a_verdict_moves_no_name_of_a_criterion() {
    let choice = |choice: &str| Some(Answer::Choice(choice.into()));
    let steps = [
        ("primary-histopathology", choice("available")),
        ("biobank-collection", None),
        ("wgs-tissue", choice("primary-operation-sample")),
        ("biobank-collection", Some(Answer::YesNo(true))),
        ("wgs-tissue", choice("archive-only")),
        ("wgs-tissue", None),
    ];
    let mut seen = 0;
    for language in [Language::Da, Language::En] {
        let both = match language {
            Language::Da => "Kræver skøn, Anbefaling ikke vurderet",
            Language::En => "Requires judgement, Recommendation not assessed",
        };
        for indication in &criteria().indications {
            let mut bench = Bench::of_size(1440.0, 3000.0);
            if language == Language::En {
                bench.switch_to_english();
            }
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.show_indication(indication.id.as_str());
            bench.dispatch(UiCommand::ShowPdf);
            let before = controls(&bench);
            for (question, answer) in &steps {
                bench.dispatch(CaseCommand::Answer((*question).into(), answer.clone()));
                seen += usize::from(bench.has_part(both));
                let moved = moved(&before, &controls(&bench), Pos2::ZERO);
                assert!(moved.is_empty(), "{}, {question}: {moved:#?}", indication.id);
            }
        }
    }
    assert!(seen > 1, "no row has two words");
}

/// Clicks where a control is, and finds what moved when the pointer came, with the press or with the release.
fn click_and_find_moved(bench: &mut Bench, label: &str) -> Vec<String> {
    bench.settle();
    let mut before = controls(bench);
    let place = bench.harness.get_by_label(label).rect().center();
    let mut found = Vec::new();
    for event in pointer::click_events(place) {
        bench.draw_frame(vec![event]);
        bench.run();
        let after = controls(bench);
        found.extend(moved(&before, &after, place));
        before = after;
    }
    found
}

#[test]
fn a_click_that_leaves_a_wrong_text_moves_nothing() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("sarcoma");
    for (field, text) in
        [("CPR-nummer", "0201"), ("Vurderet den", "31/2"), ("Tumorprocent", "900"), ("Prøvedato", "x")]
    {
        bench.type_into(field, text);
        let moved = click_and_find_moved(&mut bench, "Recidiv: Ja");
        assert!(moved.is_empty(), "{field}: {moved:#?}");
        let moved = click_and_find_moved(&mut bench, "Skriftligt samtykke er indhentet: Nej");
        assert!(moved.is_empty(), "{field}: {moved:#?}");
        bench.click("Skriftligt samtykke er indhentet: Nej");
    }
    assert!(bench.has("Nummeret har kun 4 af 10 cifre"));
}

#[test]
fn several_remarks_on_the_patient_move_nothing() {
    for (width, is_english) in
        [(800.0, false), (1024.0, false), (1360.0, false), (1600.0, false), (1024.0, true)]
    {
        let mut bench = Bench::of_size(width, 5000.0);
        bench.show_indication("sarcoma");
        let mut labels = ["Navn", "Fødselsdato", "Vurderet den"];
        if is_english {
            bench.switch_to_english();
            labels = ["Name", "Date of birth", "Assessed on"];
        }
        let [_, birth_date, assessed_on] = labels;
        let before = controls(&bench);
        bench.type_into(birth_date, "01-02-1900");
        for (day, count) in [("01-02-2026", 2), ("01-02-2027", 2), ("01-02-1890", 2)] {
            bench.type_into(assessed_on, "");
            bench.press_with(Modifiers::COMMAND, Key::A);
            bench.harness.event(Event::Text(day.to_owned()));
            bench.run();
            bench.press(Key::Tab);
            let moved = moved(&before, &controls(&bench), Pos2::new(0.0, 5000.0));
            assert!(moved.is_empty(), "{width} {day}: {moved:#?}");
            let starts = match is_english {
                true => ["The age is 12", "The date is in the", "The patient was born after"],
                false => ["Alderen er 12", "Datoen ligger i", "Patienten er født efter"],
            };
            let told = starts.into_iter().filter(|start| bench.has_part(start));
            assert_eq!(told.count(), count, "{width} {day}");
        }
    }
}

#[test]
fn the_patient_and_the_welcome_stay_where_they_are() {
    let mut bench = Bench::of_size(1360.0, 3000.0);
    let before = controls(&bench);
    assert!(before.contains_key("Fødselsdato#0"), "{before:?}");
    bench.click("Patientens sygdom: Sarkom");
    bench.type_into("CPR-nummer", "020160-9941");
    bench.press(Key::Tab);
    let after = controls(&bench);
    for name in ["CPR-nummer#0", "Navn#0", "Vurderet den#0", "Patientens sygdom: Sarkom#0", "Åbn…#0"] {
        assert_eq!(before.get(name).map(|rect| rect.min), after.get(name).map(|rect| rect.min), "{name}");
    }
    // The date that the number contains stands in the place of the field, and can't be typed over.
    assert!(!after.contains_key("Fødselsdato#0") && bench.has("02-01-1960"));
    bench.show_indication("sarcoma");
    bench.dispatch(UiCommand::Overview);
    assert!(!bench.has("Åbn fiktiv sag"), "the first steps are gone with the next view");
}

#[test]
fn the_answer_of_the_key_store_moves_nothing_below_the_welcome() {
    let answers = [
        KeyStatus::Present,
        KeyStatus::Absent,
        KeyStatus::NoStore(KeyStoreError::Locked),
        KeyStatus::NoStore(KeyStoreError::Unavailable),
        KeyStatus::NoStore(KeyStoreError::NoAnswer),
    ];
    for width in [480.0, 800.0, 1024.0, 1360.0, 1600.0] {
        for language in [Language::Da, Language::En] {
            for answer in answers {
                let mut bench = Bench::of_size(width, 4000.0);
                if language == Language::En {
                    bench.switch_to_english();
                }
                bench.window_mut().set_recovery_folder(true);
                bench.run();
                let before = controls(&bench);
                let is_below = |name: &str| before.contains_key(&format!("{name}#0"));
                assert!(is_below("Fødselsdato") || is_below("Date of birth"));
                bench.look_up_keys(answer);
                assert!(bench.has_part("ikke har gemt") || bench.has_part("have not saved"));
                let moved = moved(&before, &controls(&bench), Pos2::new(0.0, 4000.0));
                assert!(moved.is_empty(), "{answer:?}, {language:?}, {width}: {moved:#?}");
            }
        }
    }
}

/// Clicks at a place, with a frame for each event. `time`: of the press, in seconds of the clock of egui.
pub fn click_at(bench: &mut Bench, pos: Pos2, time: f64) {
    bench.harness.input_mut().events.push(Event::PointerMoved(pos));
    for (pressed, time) in [(true, time), (false, time + 0.005)] {
        let input = bench.harness.input_mut();
        input.time = Some(time);
        input.events.push(pointer::primary_event(pos, pressed));
        bench.harness.step();
    }
    bench.harness.input_mut().time = Some(time + 0.01);
    bench.harness.step();
    bench.harness.input_mut().time = None;
}

pub fn now(bench: &Bench) -> f64 {
    bench.harness.ctx.input(|input| input.time)
}

fn answer(bench: &Bench, question: &str) -> Option<Answer> {
    bench.window().case().session().case().answers.get(question).cloned()
}

#[test]
fn a_press_on_a_control_that_has_just_moved_does_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.run();
    let place = |bench: &Bench, label: &str| bench.harness.get_by_label(label).rect().center();
    let (centre, known) = (
        "Rekvirenten er tilknyttet et sarkomcenter: Nej",
        "Adgang til specialister til drøftelse af svaret: Ja",
    );
    let start = now(&bench) + 5.0;
    let (centre, before) = (place(&bench, centre), place(&bench, known));
    click_at(&mut bench, centre, start);
    let after = place(&bench, known);
    assert!(after.y > before.y + 50.0, "the judgement opens below the answer");
    click_at(&mut bench, after, start + 0.2);
    assert_eq!(answer(&bench, "specialist-access"), None);
    // The pointer may rest there: what counts is how long the control has stood there.
    click_at(&mut bench, after, start + 0.3);
    assert_eq!(answer(&bench, "specialist-access"), None);
    // What moves is seen once its frame is painted: that seems to take half a second here.
    click_at(&mut bench, after, start + 1.0);
    assert_eq!(answer(&bench, "specialist-access"), Some(Answer::YesNo(true)));
}

#[test]
fn keys_and_screen_readers_are_not_held_back_after_a_move() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let start = now(&bench) + 5.0;
    let centre = bench.harness.get_by_label("Rekvirenten er tilknyttet et sarkomcenter: Nej").rect().center();
    click_at(&mut bench, centre, start);
    bench.harness.input_mut().events.push(Event::Text("j".into()));
    bench.harness.input_mut().time = Some(start + 0.03);
    bench.harness.step();
    let focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let focused: Vec<_> = focused.filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(answer(&bench, "sarcoma-centre"), Some(Answer::YesNo(true)), "{focused:?}");
    bench.harness.get_by_label("Adgang til specialister til drøftelse af svaret: Ja").click_accesskit();
    bench.harness.input_mut().time = Some(start + 0.04);
    bench.harness.step();
    assert_eq!(answer(&bench, "specialist-access"), Some(Answer::YesNo(true)));
}

#[test]
fn a_press_right_after_the_user_scrolled_resized_or_zoomed_is_taken() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.harness.hover_at(egui::pos2(500.0, 400.0));
    bench.turn_wheel(vec2(0.0, -600.0));
    bench.run();
    bench.run();
    let place = bench.harness.get_by_label("Recidiv: Ja").rect().center();
    let time = now(&bench) + 0.05;
    click_at(&mut bench, place, time);
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(true)));
    bench.harness.set_size(vec2(1100.0, 860.0));
    bench.harness.input_mut().time = Some(time + 0.1);
    bench.harness.step();
    let place = bench.harness.get_by_label("Recidiv: Nej").rect().center();
    click_at(&mut bench, place, time + 0.15);
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(false)));
    bench.harness.input_mut().time = Some(time + 0.2);
    bench.window_mut().dispatch(UiCommand::ZoomIn);
    bench.harness.step();
    bench.harness.step();
    let place = bench.harness.get_by_label("Recidiv: Ja").rect().center();
    click_at(&mut bench, place, time + 0.25);
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(true)));
}

#[test]
fn a_press_right_after_the_user_scrolled_sideways_is_taken() {
    let mut bench = Bench::of_size(600.0, 2400.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.dispatch(UiCommand::Overview);
    let cell = By::new().role(Role::Button).label_contains("Sarkom, Målgruppe: ");
    let place = |bench: &Bench| bench.harness.get(cell.clone()).rect();
    let before = place(&bench);
    bench.harness.hover_at(before.center());
    bench.harness.run_steps(2);
    let time = now(&bench) + 5.0;
    bench.harness.input_mut().time = Some(time);
    bench.turn_wheel(vec2(-60.0, 0.0));
    bench.harness.step();
    for frame in 1..=20 {
        bench.harness.input_mut().time = Some(time + 0.005 * f64::from(frame));
        bench.harness.step();
    }
    let after = place(&bench);
    assert!((before.left() - after.left() - 60.0).abs() < 1.0, "{before} to {after}");
    click_at(&mut bench, after.center(), time + 0.15);
    let case = bench.window().case();
    assert_eq!((case.view(), case.session().indication().id.as_str()), (View::Form, "sarcoma"));
}

#[test]
fn nothing_moves_down_where_the_end_of_the_contents_gets_shorter() {
    // Beside the form, the criteria can be scrolled once rows are unfolded.
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let rows = bench.window().case().session().indication().rows.clone();
    for row in &rows {
        bench.dispatch(CaseCommand::ToggleRow(row.id.clone()));
    }
    bench.harness.hover_at(egui::pos2(1200.0, 500.0));
    scroll(&mut bench, -20_000.0);
    let last = rows.last().unwrap();
    let name = format!("{}: ", last.heading.da);
    let title = By::new().role(Role::DisclosureTriangle).label_contains(&name);
    let top = |bench: &Bench| bench.harness.get(title.clone()).rect().top();
    // Its title in sight, and then out of sight above: an empty view would show nothing.
    for (up, stays) in [(500.0, true), (0.0, false)] {
        scroll(&mut bench, -20_000.0);
        scroll(&mut bench, up);
        let before = top(&bench);
        assert_eq!(before > 100.0, stays, "{before}");
        bench.dispatch(CaseCommand::ToggleRow(last.id.clone()));
        bench.harness.run_steps(5);
        assert_eq!(top(&bench) == before, stays, "{before} {}", top(&bench));
        assert!(top(&bench) > 100.0 && top(&bench) < 860.0);
        // Scrolling up gives the room back.
        scroll(&mut bench, 20_000.0);
        scroll(&mut bench, -20_000.0);
        assert!(top(&bench) > 700.0);
        bench.dispatch(CaseCommand::ToggleRow(last.id.clone()));
    }
}

/// Turns the mouse wheel by so many points, and waits until the contents rest.
fn scroll(bench: &mut Bench, by: f32) {
    bench.turn_wheel(vec2(0.0, by));
    bench.harness.run_steps(10);
}

#[test]
fn a_double_click_that_opens_a_form_answers_nothing_in_it() {
    let mut bench = Bench::of_size(1360.0, 3000.0);
    bench.dispatch(CaseCommand::Answer("diagnosis-group".into(), Some(Answer::Choice("sarcoma".into()))));
    bench.show_indication("sarcoma");
    let labels = ["Metastatisk sygdom (spredning): Ja", "Recidiv: Nej", "Væv til WGS: Friskt"];
    let places = labels.map(|label| bench.harness.get_by_label(label).rect().center());
    let start = now(&bench) + 5.0;
    for (at, (place, label)) in places.into_iter().zip(labels).enumerate() {
        // Wherever the line of the overview is, the second click falls on an answer of the form.
        bench.dispatch(UiCommand::Overview);
        let time = start + 10.0 * at as f64;
        bench.harness.input_mut().time = Some(time);
        bench.harness.step();
        bench.window_mut().dispatch(CaseCommand::ShowIndication("sarcoma".into()));
        bench.harness.input_mut().time = Some(time + 0.01);
        bench.harness.step();
        let before = bench.window().case().session().case().answers.clone();
        click_at(&mut bench, place, time + 0.15);
        let after = bench.window().case().session().case().answers.clone();
        assert_eq!(after, before, "{label}");
        click_at(&mut bench, place, time + 1.0);
        assert_ne!(bench.window().case().session().case().answers, before, "{label} is not at {place:?}");
    }
}

#[test]
fn a_double_click_answers_and_clears_nothing() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("sarcoma");
    bench.run();
    let answer = |bench: &Bench| bench.window().case().session().case().answers.get("metastatic").cloned();
    let place = bench.harness.get_by_label("Metastatisk sygdom (spredning): Ja").rect().center();
    let start = now(&bench) + 5.0;
    click_in_one_frame(&mut bench, place, start);
    click_in_one_frame(&mut bench, place, start + 0.15);
    assert_eq!(answer(&bench), Some(Answer::YesNo(true)));
    click_in_one_frame(&mut bench, place, start + 2.0);
    assert_eq!(answer(&bench), None, "a later click clears");
}

#[test]
fn space_chooses_a_value_and_never_the_next_one() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.show_indication("sarcoma");
    let answer = |bench: &Bench| {
        let answers = &bench.window().case().session().case().answers;
        answers.get("performance-status").cloned()
    };
    bench.click("Performance status (ECOG): 2");
    let chosen = answer(&bench);
    for _ in 0..2 {
        bench.press(Key::Space);
        assert_eq!(answer(&bench), chosen);
    }
    bench.press(Key::Delete);
    bench.press(Key::Space);
    assert_eq!(answer(&bench), Some(Answer::Choice("0".into())));
}

#[test]
fn a_second_click_on_a_chosen_disease_keeps_it() {
    let mut bench = Bench::new();
    for view in ["overview", "form"] {
        if view == "form" {
            bench.show_indication("sarcoma");
        }
        bench.click("Patientens sygdom: Sarkom");
        bench.click("Patientens sygdom: Sarkom");
        assert_eq!(answer(&bench, "diagnosis-group"), Some(Answer::Choice("sarcoma".into())), "{view}");
    }
}

#[test]
fn the_confirmations_of_an_old_case_stay_in_place_and_lead_the_focus_on() {
    let mut bench = Bench::new();
    let old = SAMPLE.replace(&format!("assessed_on: \"{TODAY}\""), "assessed_on: \"2026-09-01\"");
    assert_ne!(old, SAMPLE);
    bench.open_file("/t/a.wgscase", Ok(plain(&old)));
    bench.show_indication("sarcoma");
    let names: Vec<String> = bench
        .harness
        .query_all(By::new().role(Role::Button).label_contains("Bekræft "))
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(names.len() > 1, "{names:?}");
    bench.harness.get_by_role_and_label(Role::Button, &names[0]).focus();
    bench.run();
    let before = bench.top_of_part("CPR-nummer") - bench.top_of_part("Gælder det stadig?");
    for name in &names {
        let focused = bench.harness.get_by_role_and_label(Role::Button, name);
        assert!(focused.accesskit_node().is_focused(), "{name}");
        bench.press(Key::Space);
    }
    let focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused())).count();
    assert!(focused > 0, "the focus is lost");
    assert_eq!(bench.window().case().session().case().assessed_on, Some(TODAY));
    let after = bench.top_of_part("CPR-nummer") - bench.top_of_part("Gælder det stadig?");
    assert!((before - after).abs() < 0.1, "{before} {after}");
}

#[test]
fn undo_keeps_the_indication_and_leads_to_the_form_that_has_the_change() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    assert!(bench.window().case().session().history().next_undo().is_none(), "showing a form is no change");
    bench.click("Undertype: GIST");
    bench.click("Performance status (ECOG): 1");
    bench.show_indication("pancreas-cancer");
    bench.dispatch(UiCommand::Undo);
    assert_eq!(answer(&bench, "performance-status"), None);
    assert_eq!(bench.window().case().session().indication().id.as_str(), "pancreas-cancer");
    // The other form alone asks for the subtype.
    bench.dispatch(UiCommand::Undo);
    assert_eq!(answer(&bench, "sarcoma-subtype"), None);
    assert_eq!(bench.window().case().session().indication().id.as_str(), "sarcoma");
    bench.show_indication("pancreas-cancer");
    bench.dispatch(UiCommand::Redo);
    bench.dispatch(UiCommand::Redo);
    assert_eq!(answer(&bench, "performance-status"), Some(Answer::Choice("1".into())));
}

#[test]
fn f8_stops_at_answers_to_be_confirmed_and_the_focus_is_in_the_form_after_the_dialog() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(crate::second_reading::OF_THE_FIRST_READING)));
    assert!(bench.window().dialog().is_some(), "what changes is told");
    bench.press(Key::Escape);
    let focused = bench.harness.ctx.memory(|memory| memory.focused());
    assert!(focused.is_some(), "the focus is lost");
    bench.show_indication("sarcoma");
    let questions = bench.window().case().session().set().questions.clone();
    let stops = (0..60).filter(|_| {
        bench.press(Key::F8);
        let step = bench.window().case().last_step().map(|step| format!("{step:?}")).unwrap_or_default();
        if !step.starts_with("ConfirmAnswer") {
            return false;
        }
        let question =
            questions.iter().find(|question| step.contains(&format!("{:?}", question.id.as_str())));
        let label = &question.expect("the step names its question").label.da;
        // The focus of a group with an answer is told as that of the answer.
        let given = format!("{label}: Nej");
        let answer = bench.harness.get_by_label(&given);
        assert_eq!(answer.accesskit_node().role(), Role::RadioButton);
        assert!(answer.accesskit_node().is_focused(), "F8 leads to `{label}`, which has not the focus");
        true
    });
    assert!(stops.count() > 0, "F8 leads to no answer that is to be confirmed");
}

#[test]
fn confirming_a_kept_answer_moves_nothing() {
    let mut bench = Bench::of_size(1360.0, 5000.0);
    bench.open_file("/t/a.wgscase", Ok(plain(crate::second_reading::OF_THE_FIRST_READING)));
    bench.press(Key::Escape);
    bench.show_indication("sarcoma");
    let before = controls(&bench);
    bench.click("Bekræft svaret");
    assert!(!bench.has("Bekræft svaret") && bench.has("bekræftet"));
    let mut after = controls(&bench);
    let places = |places: &BTreeMap<String, Rect>| -> Vec<(String, Rect)> {
        let in_form =
            places.iter().filter(|(name, _)| name.contains(": ") || name.starts_with("Prøvenummer"));
        in_form.map(|(name, rect)| (name.clone(), *rect)).collect()
    };
    assert!(places(&before).len() > 40);
    assert_eq!(places(&before), places(&after));
    // Another answer needs no confirmation, and its room stays as well.
    bench.click("Metastatisk sygdom (spredning): Ja");
    after.retain(|name, _| before.contains_key(name));
    let now = controls(&bench);
    for (name, rect) in places(&after) {
        assert_eq!(now.get(&name), Some(&rect), "{name}");
    }
}
