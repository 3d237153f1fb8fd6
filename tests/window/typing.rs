//! Text that is typed where a control has the focus: it answers nothing, and replaces what stands in fields of a fixed
//! format.

use crate::bench::{Bench, SAMPLE, plain};
use crate::key_events::pressed;
use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::{Answer, Input, Language};
use wgs_referral::window::{CaseCommand, NoticeAttention, UiCommand, WindowCommand};

const PS: &str = "Performance status (ECOG)";
const METASTATIC: &str = "Metastatisk sygdom (spredning)";
const QUESTION: &str = "Kan WGS rekvireres uden for et sarkomcenter?";
const IGNORED: &str = "Der blev skrevet tekst";

fn focus(bench: &mut Bench, role: Role, label: &str) {
    bench.harness.get_by_role_and_label(role, label).focus();
    bench.run();
}

/// Types the characters as fast as they can be typed: one for each frame.
fn type_fast(bench: &mut Bench, text: &str) {
    begin_to_type(bench, text);
    bench.run();
}

/// Types the characters, and what follows is as fast.
fn begin_to_type(bench: &mut Bench, text: &str) {
    for character in text.chars() {
        if character == ' ' {
            bench.harness.event(pressed(Key::Space));
        }
        bench.harness.event(Event::Text(character.to_string()));
        bench.harness.step();
    }
}

/// Lets more time pass than between two words.
fn pause(bench: &mut Bench) {
    bench.harness.run_steps(10);
}

fn answer(bench: &Bench, question: &str) -> Option<Answer> {
    bench.window().case().session().case().answers.get(question).cloned()
}

fn focused_label(bench: &Bench) -> String {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

/// A form in which a judgement is asked for, with the focus on it.
fn at_judgement() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Rekvirenten er tilknyttet et sarkomcenter: Nej");
    focus(&mut bench, Role::RadioGroup, QUESTION);
    bench
}

fn decision(bench: &Bench) -> Option<bool> {
    let judgements = &bench.window().case().session().case().judgements;
    judgements.values().next().and_then(|judgement| judgement.accept)
}

fn rationale(bench: &Bench) -> String {
    let judgements = &bench.window().case().session().case().judgements;
    judgements.values().next().map(|judgement| judgement.rationale.clone()).unwrap_or_default()
}

#[test]
fn text_typed_at_a_choice_answers_nothing_and_says_so() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    begin_to_type(&mut bench, "n");
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    type_fast(&mut bench, "u");
    assert_eq!(answer(&bench, "metastatic"), None);
    let told = bench.harness.query_all(By::new().predicate(|node| node.live() == Live::Polite));
    let told = told.map(|node| node.accesskit_node());
    let told: Vec<_> = told.filter_map(|node| node.label().or_else(|| node.value())).collect();
    assert!(told.iter().any(|label| label.starts_with(IGNORED)), "{told:?}");
    focus(&mut bench, Role::RadioGroup, PS);
    type_fast(&mut bench, "123");
    assert_eq!(answer(&bench, "performance-status"), None);
}

#[test]
fn the_label_of_a_value_chooses_it_and_says_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    type_fast(&mut bench, "nej");
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    assert!(!bench.has_part(IGNORED));
}

#[test]
fn what_text_has_answered_is_taken_back_to_exactly_what_was_before() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    focus(&mut bench, Role::RadioGroup, PS);
    bench.press(Key::Delete);
    bench.dispatch(UiCommand::Undo);
    let before = bench.window().case().session().case().clone();
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    begin_to_type(&mut bench, "j");
    assert_ne!(answer(&bench, "metastatic"), before.answers.get("metastatic").cloned());
    type_fast(&mut bench, "u");
    let session = bench.window().case().session();
    assert!(*session.case() == before && !session.has_unsaved_changes());
    assert!(session.history().next_undo().is_none());
    bench.dispatch(UiCommand::Redo);
    assert_eq!(answer(&bench, "performance-status"), None, "what was undone can still be redone");
}

#[test]
fn a_decision_that_text_has_reversed_keeps_its_reason() {
    let mut bench = at_judgement();
    type_fast(&mut bench, "j");
    bench.press(Key::Enter);
    type_fast(&mut bench, "Aftalt");
    let before = bench.window().case().session().case().clone();
    focus(&mut bench, Role::RadioGroup, QUESTION);
    begin_to_type(&mut bench, "n");
    assert_eq!(decision(&bench), Some(false));
    assert!(focused_label(&bench).starts_with(QUESTION), "a reason would be lost");
    type_fast(&mut bench, "u");
    assert!(*bench.window().case().session().case() == before);
}

#[test]
fn an_answer_that_something_else_has_followed_stays() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    begin_to_type(&mut bench, "n");
    let ps = || Some(Answer::Choice("2".into()));
    bench.dispatch_without_requests(CaseCommand::Answer("performance-status".into(), ps()));
    type_fast(&mut bench, "u");
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    assert_eq!(answer(&bench, "performance-status"), ps());
}

#[test]
fn a_space_or_backspace_within_text_answers_and_clears_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    begin_to_type(&mut bench, "it");
    bench.harness.key_press(Key::Space);
    bench.harness.step();
    type_fast(&mut bench, " n");
    assert_eq!(answer(&bench, "metastatic"), None);
    for key in [Key::Backspace, Key::Delete] {
        pause(&mut bench);
        begin_to_type(&mut bench, "jt");
        // Whoever rubs the text out needs longer than between two letters.
        for _ in 0..4 {
            bench.harness.key_press(key);
            bench.harness.step();
        }
        assert_eq!(answer(&bench, "metastatic"), None, "{key:?}");
    }
}

#[test]
fn the_keys_of_a_choice_work_again_once_the_text_has_ended() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    for key in [Key::Delete, Key::Backspace] {
        bench.click(&format!("{METASTATIC}: Ja"));
        type_fast(&mut bench, "nu");
        assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)), "{key:?}");
        pause(&mut bench);
        bench.press(key);
        assert_eq!(answer(&bench, "metastatic"), None, "{key:?}");
    }
    type_fast(&mut bench, "it");
    pause(&mut bench);
    bench.press(Key::Space);
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)));
}

#[test]
fn that_typed_text_answers_nothing_is_told_until_it_is_dealt_with() {
    let deal: [fn(&mut Bench); 6] = [
        |bench| bench.press(Key::Escape),
        |bench| bench.press(Key::Delete),
        |bench| type_fast(bench, "n"),
        |bench| bench.click(&format!("{METASTATIC}: Ja")),
        |bench| bench.click("Rekvirenten er tilknyttet et sarkomcenter: Nej"),
        |bench| bench.dispatch(UiCommand::Undo),
    ];
    for (at, deal) in deal.into_iter().enumerate() {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        bench.click(&format!("{METASTATIC}: Nej"));
        type_fast(&mut bench, "jeg");
        for now in [0.0, 60.0] {
            bench.window_mut().remove_old_news(now, NoticeAttention::InSight);
        }
        pause(&mut bench);
        assert!(bench.has_part(IGNORED), "{at}");
        deal(&mut bench);
        assert!(!bench.has_part(IGNORED), "{at}");
    }
}

#[test]
fn other_news_leaves_it_told_that_typed_text_answers_nothing() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    focus(&mut bench, Role::RadioGroup, PS);
    type_fast(&mut bench, "123");
    bench.press(Key::F8);
    assert!(bench.has_part("Intet nødvendigt mangler") && bench.has_part(IGNORED));
}

#[test]
fn deliberate_keys_answer_however_fast_they_are() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    for event in ["n", "\n", "j"] {
        match event {
            "\n" => bench.harness.key_press(Key::Enter),
            text => bench.harness.event(Event::Text(text.to_owned())),
        }
        bench.harness.step();
        bench.harness.step();
    }
    bench.run();
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(true)));
    // Whoever thinks better of it answers again, and whoever slips clears at once.
    pause(&mut bench);
    type_fast(&mut bench, "n");
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(false)));
    bench.harness.key_press(Key::Backspace);
    bench.run();
    assert_eq!(answer(&bench, "recurrence"), None);
    assert!(!bench.has_part(IGNORED));
}

#[test]
fn an_action_of_a_screen_reader_answers_within_typed_text() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    type_fast(&mut bench, "nt");
    let value = format!("{METASTATIC}: Ja");
    bench.harness.get_by_role_and_label(Role::RadioButton, &value).click_accesskit();
    bench.run();
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)));
}

#[test]
fn a_key_behind_a_decision_changes_it_and_enter_goes_to_its_reason() {
    let mut bench = at_judgement();
    for (key, accept) in [("j", true), ("n", false), ("j", true)] {
        type_fast(&mut bench, key);
        assert_eq!(decision(&bench), Some(accept));
        assert!(focused_label(&bench).starts_with(QUESTION));
        pause(&mut bench);
    }
    bench.press(Key::ArrowRight);
    assert_eq!(decision(&bench), Some(false));
    assert_eq!(rationale(&bench), "");
    bench.press(Key::Enter);
    assert_eq!(focused_label(&bench), "Begrundelse");
    type_fast(&mut bench, "nødvendigt");
    assert_eq!((decision(&bench), rationale(&bench).as_str()), (Some(false), "nødvendigt"));
}

#[test]
fn a_reason_typed_at_a_decision_answers_nothing_and_says_so() {
    let mut bench = at_judgement();
    begin_to_type(&mut bench, "j");
    type_fast(&mut bench, "eg har aftalt det");
    assert_eq!(decision(&bench), None);
    assert!(bench.has_part(IGNORED));
}

#[test]
fn a_judgement_tells_its_keys() {
    let bench = at_judgement();
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, QUESTION);
    let description = group.accesskit_node().description().unwrap_or_default();
    assert!(
        description.contains("J/N · Enter: begrundelse".replace(' ', "\u{a0}").as_str()),
        "{description:?}"
    );
}

#[test]
fn f8_with_nothing_left_says_so_and_leaves_the_answers() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let before = bench.window().case().session().case().clone();
    for key in [(Modifiers::NONE, Key::F8), (Modifiers::SHIFT, Key::F8)] {
        focus(&mut bench, Role::RadioGroup, PS);
        bench.press_with(key.0, key.1);
        assert!(bench.has_part("Intet nødvendigt mangler"));
        assert_ne!(focused_label(&bench), PS);
        type_fast(&mut bench, "3");
        assert!(*bench.window().case().session().case() == before);
        assert_eq!(focused_label(&bench), "Klar til eksport");
    }
    bench.dispatch(UiCommand::Overview);
    bench.press(Key::F8);
    assert!(bench.has_part("Intet nødvendigt mangler"));
}

#[test]
fn f8_with_nothing_left_names_a_consent_that_is_denied_once_and_until_it_is_given() {
    for (language, denied) in
        [(Language::Da, "samtykke er ikke indhentet"), (Language::En, "consent has not been obtained")]
    {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(WindowCommand::SetLanguage(language));
        bench.dispatch(CaseCommand::Answer("written-consent".into(), Some(Answer::YesNo(false))));
        for _ in 0..2 {
            bench.press(Key::F8);
            assert_eq!(bench.harness.query_all(By::new().label_contains(denied)).count(), 1, "{language:?}");
        }
        bench.dispatch(CaseCommand::Answer("written-consent".into(), Some(Answer::YesNo(true))));
        bench.press(Key::F8);
        assert!(!bench.has_part(denied), "{language:?}");
    }
}

#[test]
fn f8_leads_to_the_reason_of_a_judgement_that_is_decided_without_one() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/judgement.wgscase"))));
    bench.press(Key::F8);
    let judgements = bench.window().case().session().assessment().requirements();
    let open = judgements.flat_map(|it| it.gaps.iter()).find_map(|gap| match gap {
        Input::Judgement(id) => Some(id.clone()),
        _ => None,
    });
    bench.dispatch(CaseCommand::Decide(open.expect("a judgement is open"), Some(true)));
    let led_to: Vec<String> = (0..8)
        .map(|_| {
            bench.press(Key::F8);
            focused_label(&bench)
        })
        .collect();
    assert!(led_to.iter().any(|label| label.starts_with("Begrundelse")), "{led_to:?}");
}

#[test]
fn tab_selects_the_text_of_a_field_of_a_fixed_format() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("CPR-nummer", "0201609941");
    bench.type_into("Navn", "Bente");
    bench.press(Key::Tab);
    assert_eq!(focused_label(&bench), "CPR-nummer");
    type_fast(&mut bench, "0201609992");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9992");
    bench.press(Key::Tab);
    if focused_label(&bench) != "Vurderet den" {
        bench.press(Key::Tab);
    }
    assert_eq!(focused_label(&bench), "Vurderet den");
    type_fast(&mut bench, "01-11-2026");
    bench.press(Key::Tab);
    assert_eq!(bench.field_text("Vurderet den"), "01-11-2026");
}

#[test]
fn a_field_of_free_text_or_one_that_is_led_to_otherwise_keeps_its_text() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente");
    bench.type_into("CPR-nummer", "020160");
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    assert_eq!(focused_label(&bench), "Navn");
    bench.press(Key::End);
    type_fast(&mut bench, "!");
    assert_eq!(bench.field_text("Navn"), "Bente!");
    // Typing goes on where a screen reader or a command has led to.
    bench.type_into("CPR-nummer", "99");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-99");
    bench.dispatch(CaseCommand::GoToText("cpr".to_owned()));
    type_fast(&mut bench, "41");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9941");
}

#[test]
fn text_at_a_question_leaves_the_answers_to_all_others() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    type_fast(&mut bench, "n");
    pause(&mut bench);
    bench.press(Key::Tab);
    type_fast(&mut bench, "det");
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
}

#[test]
fn text_with_a_space_after_its_first_letter_answers_nothing() {
    for typed in ["i dag", "5 cm", " nu"] {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        focus(&mut bench, Role::RadioGroup, METASTATIC);
        type_fast(&mut bench, typed);
        assert_eq!(answer(&bench, "metastatic"), None, "{typed:?}");
    }
}

#[test]
fn a_command_or_reason_typed_after_an_answer_leaves_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    focus(&mut bench, Role::RadioGroup, METASTATIC);
    type_fast(&mut bench, "n");
    bench.press_with(Modifiers::COMMAND, Key::K);
    bench.harness.event(Event::Text("eks".into()));
    bench.harness.event(Event::Text("port".into()));
    bench.run();
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    let mut bench = at_judgement();
    type_fast(&mut bench, "j");
    bench.press(Key::Enter);
    bench.harness.event(Event::Text("Begrundelse".into()));
    bench.harness.event(Event::Text(" på en gang".into()));
    bench.run();
    type_fast(&mut bench, &"x".repeat(150));
    assert_eq!(decision(&bench), Some(true));
    assert!(!bench.has_part(IGNORED));
}
