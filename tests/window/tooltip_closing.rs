//! A tooltip closes once the user goes on by a key, a press or the wheel, and comes again when the pointer asks for it.

use crate::bench::{Bench, CASE, plain};
use crate::controls::{painted, rest_at};
use crate::key_events::pressed;
use crate::pointer::button_event;
use crate::tooltips::tooltip;
use crate::wheel::wheel;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Language;
use wgs_referral::window::UiCommand;

/// The window with a case, and the middles of the entries of its list of indications.
fn with_list(language: Language) -> (Bench, Vec<Pos2>) {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    if language == Language::En {
        bench.switch_to_english();
    }
    bench.show_indication("thymic-epithelial-tumour");
    let entries = bench.harness.query_all(By::new().role(Role::Tab)).map(|node| node.rect());
    let entries = entries.filter(|rect| rect.max.x < 260.0).map(|rect| rect.center()).collect();
    (bench, entries)
}

fn is_shown(bench: &Bench, words: &str) -> bool {
    painted(bench).iter().any(|(text, _)| text.contains(words))
}

fn event(bench: &mut Bench, event: Event) {
    bench.harness.event(event);
    bench.harness.run_steps(1);
}

/// Lets seconds pass without input.
fn wait(bench: &mut Bench, seconds: usize) {
    bench.harness.run_steps(4 * seconds);
}

#[test]
fn a_key_a_press_or_the_wheel_closes_a_tooltip_in_the_same_frame_and_it_stays_closed() {
    for language in Language::ALL {
        let press = |at| button_event(at, PointerButton::Secondary, true);
        let turned = wheel(vec2(0.0, -20.0), Modifiers::NONE);
        let inputs: [&dyn Fn(Pos2) -> Event; 5] = [
            &|_| Event::Text("a".into()),
            &|_| pressed(Key::ArrowDown),
            &|_| pressed(Key::F8),
            &|_| turned.clone(),
            &press,
        ];
        for input in inputs {
            let (mut bench, entries) = with_list(language);
            bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
            bench.run();
            rest_at(&mut bench, entries[2]);
            let input = input(entries[2]);
            assert!(tooltip(&bench).is_some(), "{language:?} {input:?}");
            event(&mut bench, input.clone());
            assert!(tooltip(&bench).is_none(), "{language:?} {input:?}");
            wait(&mut bench, 5);
            assert!(tooltip(&bench).is_none(), "{language:?} {input:?}: the pointer still rests");
        }
    }
}

#[test]
fn a_tooltip_stays_away_while_the_user_types_and_the_pointer_trembles() {
    let (mut bench, entries) = with_list(Language::Da);
    bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
    bench.run();
    bench.harness.hover_at(entries[2]);
    for at in 0..8 {
        event(&mut bench, Event::Text("x".into()));
        event(&mut bench, Event::PointerMoved(entries[2] + vec2((at % 2) as f32, 0.0)));
        bench.harness.run_steps(1);
        assert!(tooltip(&bench).is_none(), "{at}");
    }
}

#[test]
fn a_closed_tooltip_comes_again_at_another_control_or_after_a_pause() {
    let (mut bench, entries) = with_list(Language::Da);
    rest_at(&mut bench, entries[2]);
    event(&mut bench, pressed(Key::ArrowDown));
    assert!(tooltip(&bench).is_none());
    rest_at(&mut bench, entries[3]);
    assert!(tooltip(&bench).is_some(), "another control");
    event(&mut bench, pressed(Key::ArrowDown));
    wait(&mut bench, 2);
    assert!(tooltip(&bench).is_none());
    rest_at(&mut bench, entries[3] + vec2(3.0, 0.0));
    assert!(tooltip(&bench).is_some(), "the pointer has moved after a pause");
    // The pointer has been elsewhere.
    event(&mut bench, pressed(Key::ArrowDown));
    event(&mut bench, Event::PointerMoved(pos2(700.0, 5.0)));
    event(&mut bench, pressed(Key::ArrowDown));
    rest_at(&mut bench, entries[3]);
    assert!(tooltip(&bench).is_some(), "the control is pointed at anew");
}

#[test]
fn a_tooltip_at_the_focus_closes_with_the_next_key_and_comes_again_with_the_focus() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let meaning = "2: oppegående over halvdelen af dagen";
    let question = "Performance status (ECOG)";
    let is_focused = |bench: &Bench| {
        let group = bench.harness.get_by_role_and_label(Role::RadioGroup, question);
        group.accesskit_node().is_focused()
    };
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Metastatisk sygdom (spredning)").focus();
    bench.run();
    while !is_focused(&bench) {
        bench.press(Key::Tab);
    }
    assert!(is_shown(&bench, meaning));
    // For screen readers, the focus is on the value once there is one.
    let focused = |bench: &Bench| bench.harness.ctx.memory(|memory| memory.focused());
    let group = focused(&bench);
    event(&mut bench, Event::Text("1".into()));
    bench.run();
    assert_eq!(focused(&bench), group);
    assert!(!is_shown(&bench, meaning), "the user has answered");
    bench.press(Key::Tab);
    assert_ne!(focused(&bench), group);
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    assert_eq!(focused(&bench), group);
    assert!(is_shown(&bench, meaning));
}

/// Opens something over the form.
type Opening = fn(&mut Bench);

#[test]
fn no_tooltip_opens_where_the_focus_returns_from_a_dialog_a_menu_or_the_cover() {
    for language in Language::ALL {
        let mut bench = Bench::new();
        if language == Language::En {
            bench.switch_to_english();
        }
        bench.show_indication("sarcoma");
        let [before, meaning] = match language {
            Language::Da => ["Metastatisk sygdom (spredning)", "2: oppegående over halvdelen af dagen"],
            Language::En => ["Metastatic disease", "2: up more than half of waking hours"],
        };
        let question = bench.harness.query_all(By::new().role(Role::RadioGroup).label_contains(before));
        question.into_iter().next().unwrap_or_else(|| panic!("{before}")).focus();
        bench.run();
        let focused = |bench: &Bench| bench.harness.ctx.memory(|memory| memory.focused());
        for _ in 0..20 {
            if !is_shown(&bench, meaning) {
                bench.press(Key::Tab);
            }
        }
        assert!(is_shown(&bench, meaning), "{language:?}");
        let group = focused(&bench);
        let openers: [(Opening, Key); 4] = [
            (|bench| bench.press(Key::F1), Key::Escape),
            (|bench| bench.press_with(Modifiers::COMMAND, Key::K), Key::Escape),
            (|bench| bench.press(Key::F10), Key::Escape),
            (|bench| bench.dispatch(UiCommand::Lock), Key::Enter),
        ];
        for (at, (open, closing)) in openers.into_iter().enumerate() {
            open(&mut bench);
            assert_ne!(focused(&bench), group, "{language:?} {at}");
            bench.press(closing);
            bench.run();
            assert_eq!(focused(&bench), group, "{language:?} {at}");
            wait(&mut bench, 2);
            assert!(!is_shown(&bench, meaning), "{language:?} {at}");
        }
        // A key that leads to the question shows it again.
        bench.press(Key::Tab);
        bench.press_with(Modifiers::SHIFT, Key::Tab);
        assert_eq!(focused(&bench), group);
        assert!(is_shown(&bench, meaning), "{language:?}");
    }
}
