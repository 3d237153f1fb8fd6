//! Another case takes the focus to the start of its form: a key that was meant for the patient before answers nothing.

use crate::bench::{Bench, passphrase, plain};
use crate::key_events::pressed;
use crate::recovery::{found_copy, window_with_recovery};
use crate::second_reading::OF_THE_FIRST_READING;
use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::kittest::{By, NodeT, Queryable};
use strum::VariantArray;
use wgs_referral::case::Case;
use wgs_referral::definition::Answer;
use wgs_referral::desktop::{OpenedCase, Output, Protection, RecoveryCopy, TakenRecovery};
use wgs_referral::encryption::DecryptError;
use wgs_referral::verify::PdfStatus;
use wgs_referral::window::UiCommand;

const DISEASE: &str = "Patientens sygdom";

/// A case with an answer to the first question, without unsaved changes.
fn case_of(name: &str) -> String {
    format!(
        "(format: 1, criteria_set: \"ngc-2026-11.2\", indication: \"sarcoma\", assessed_on: \"2026-11-22\",
          patient: (name: \"{name}\"), answers: {{\"diagnosis-group\": \"primary-brain-tumour\"}})"
    )
}

/// A way in which another case takes the place of the one that is shown.
#[derive(Clone, Copy, Debug, VariantArray)]
enum Way {
    File,
    Pdf,
    Passphrase,
    EarlierReading,
    Sample,
    RecoveryCopy,
}

impl Way {
    fn show(self, bench: &mut Bench) {
        let opened = || plain(&case_of("Carl Testperson"));
        match self {
            Way::File => drop(bench.open_file("/t/c.wgscase", Ok(opened()))),
            Way::Pdf => {
                let from_pdf = OpenedCase { pdf: Some(PdfStatus::Unchanged), ..opened() };
                bench.open_file("/t/c.pdf", Ok(from_pdf));
            }
            Way::Passphrase => {
                bench.open_file("/t/c.wgscase", Err(DecryptError::NeedsPassphrase.into()));
                bench.type_secret("Adgangskode", "en lang adgangssætning");
                bench.press(Key::Enter);
                let protection = Some(Protection::Passphrase(passphrase("en lang adgangssætning")));
                bench.reply(Output::CaseRead(Ok(OpenedCase { protection, ..opened() })));
            }
            Way::EarlierReading => {
                bench.open_file("/t/c.wgscase", Ok(plain(OF_THE_FIRST_READING)));
                while bench.window().dialog().is_some() {
                    bench.press(Key::Escape);
                }
            }
            Way::Sample => bench.dispatch(UiCommand::Sample),
            Way::RecoveryCopy => {
                bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
                bench.click("Gendan");
                let set = bench.window().case().session().set();
                let mut case = Case::new(set, "sarcoma".into(), None);
                case.answers.insert("diagnosis-group".into(), Answer::Choice("primary-brain-tumour".into()));
                let copy =
                    RecoveryCopy { case: Box::new(case), path: None, pdf: None, has_passphrase: false };
                let taken = TakenRecovery { copy, faults: Vec::new(), more_faults: 0, migration: None };
                bench.reply(Output::RecoveryTaken(Ok(Box::new(taken))));
            }
        }
    }
}

fn focused(bench: &Bench) -> Option<(Role, String)> {
    let node = bench.harness.query_all(By::new().predicate(|node| node.is_focused())).next()?;
    let node = node.accesskit_node();
    Some((node.role(), node.label().unwrap_or_default()))
}

#[test]
fn another_case_has_the_focus_at_the_start_of_its_form_however_it_comes() {
    for way in Way::VARIANTS {
        let mut bench = window_with_recovery();
        bench.open_file("/t/b.wgscase", Ok(plain(&case_of("Bente Testperson"))));
        bench.harness.get_by_role_and_label(Role::RadioGroup, DISEASE).focus();
        bench.run();
        assert!(focused(&bench).unwrap().1.starts_with(DISEASE));
        way.show(&mut bench);
        let shown = bench.window().case().session().case().clone();
        let (role, label) = focused(&bench).unwrap_or_else(|| panic!("{way:?}: nothing has the focus"));
        assert_eq!(role, Role::Link, "{way:?}: {label}");
        let place = bench.harness.get(By::new().predicate(|node| node.is_focused())).rect();
        assert!(place.top() < 200.0 && place.left() > 100.0, "{way:?}: {place}");
        for event in [Event::Text("1".to_owned()), Event::Text("j".to_owned()), pressed(Key::Num1)] {
            bench.harness.event(event);
            bench.run();
        }
        for key in [Key::ArrowRight, Key::ArrowDown, Key::Delete, Key::Home] {
            bench.press(key);
        }
        assert!(*bench.window().case().session().case() == shown, "{way:?}: a key has changed the case");
    }
}

/// The key comes with the frame that shows the next patient for the first time.
#[test]
fn a_key_in_the_frame_that_shows_another_case_answers_nothing() {
    let mut bench = Bench::new();
    bench.open_file("/t/b.wgscase", Ok(plain(&case_of("Bente Testperson"))));
    bench.harness.get_by_role_and_label(Role::RadioGroup, DISEASE).focus();
    bench.run();
    bench.dispatch(wgs_referral::window::WindowCommand::Open("/t/c.wgscase".into()));
    let job = bench.latest_job(crate::fake_desktop::JobKind::Read).unwrap();
    bench.reply_without_frame(job, Output::CaseRead(Ok(plain(&case_of("Carl Testperson")))));
    let shown = bench.window().case().session().case().clone();
    bench.harness.event(Event::Text("1".to_owned()));
    bench.run();
    assert!(*bench.window().case().session().case() == shown);
}
