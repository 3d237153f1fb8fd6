//! A dialog keeps its place while what it says about the typed text comes and goes.

use crate::bench::Bench;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::desktop::{Output, PathCompletion, PickedPath};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::FileError;
use wgs_referral::window::UiCommand;

const SIZES: [(f32, f32); 3] = [(1360.0, 860.0), (1024.0, 700.0), (800.0, 600.0)];

/// The upper edges of the title of a dialog, of its field and of its button that cancels, in points.
fn tops(bench: &Bench, title: &str, (role, field): (Role, &str)) -> [f32; 3] {
    let controls = [(Role::Heading, title), (role, field), (Role::Button, "Annullér")];
    controls.map(|(role, label)| {
        let found = bench.harness.query_all(By::new().role(role).label(label)).last();
        found.unwrap_or_else(|| panic!("no `{label}`")).rect().top()
    })
}

/// The dialog in which the path of a case to open is typed.
fn typing_path((width, height): (f32, f32)) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.dispatch(UiCommand::Open);
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench
}

const PATH: (Role, &str) = (Role::TextInput, "Sti");

fn retype(bench: &mut Bench, path: &str) {
    bench.press_with(egui::Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", path);
}

/// Lists the folders among which the user has still to choose after Tab.
fn list_folders(bench: &mut Bench, typed: &str, names: &[String]) {
    bench.press(Key::Tab);
    bench.reply(Output::PathCompleted(PathCompletion {
        typed: typed.into(),
        completed: typed.into(),
        choices: names.iter().map(Into::into).collect(),
    }));
    bench.run();
    assert!(bench.has(&names.join(" · ")), "{names:?}");
}

/// The title of the dialog on top.
fn title(bench: &Bench) -> String {
    let found = bench.harness.query_all(By::new().role(Role::Heading)).last().unwrap();
    found.accesskit_node().label().unwrap()
}

#[test]
fn a_fault_moves_nothing_in_the_dialog_for_a_passphrase() {
    for (width, height) in SIZES {
        let mut bench = Bench::of_size(width, height);
        bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
        let tops = |bench: &Bench| tops(bench, "Sagen er krypteret", (Role::PasswordInput, "Adgangskode"));
        let before = tops(&bench);
        bench.press(Key::Enter);
        assert!(bench.has("Skriv sagens adgangskode."));
        assert_eq!(tops(&bench), before, "{width}");
        bench.type_secret("Adgangskode", "h");
        assert!(!bench.has("Skriv sagens adgangskode."));
        assert_eq!(tops(&bench), before, "{width}");
    }
}

#[test]
fn a_short_list_of_folders_and_a_blank_path_move_nothing() {
    for size in SIZES {
        let mut bench = typing_path(size);
        let title = title(&bench);
        retype(&mut bench, "/mnt/sa");
        let before = tops(&bench, &title, PATH);
        list_folders(&mut bench, "/mnt/sa", &["sager".to_owned(), "sagsakter".to_owned()]);
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
        // A list over two lines has room too.
        retype(&mut bench, "/mnt/se");
        let names: Vec<String> = (0..2).map(|at| format!("sektion-{at}-{}", "a".repeat(40))).collect();
        list_folders(&mut bench, "/mnt/se", &names);
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
        bench.type_into("Sti", "k");
        assert!(!bench.has_part(&names[0]));
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
        bench.press_with(egui::Modifiers::COMMAND, Key::A);
        bench.press(Key::Delete);
        assert!(bench.has("Skriv stien til filen."));
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
    }
}

#[test]
fn a_long_list_of_folders_makes_the_dialog_higher_once_and_only_downwards() {
    for size in SIZES {
        let mut bench = typing_path(size);
        let title = title(&bench);
        retype(&mut bench, "/mnt/s");
        let [top, field, button] = tops(&bench, &title, PATH);
        let names: Vec<String> = (0..6).map(|at| format!("sektion-{at}-{}", "a".repeat(40))).collect();
        list_folders(&mut bench, "/mnt/s", &names);
        let listed = tops(&bench, &title, PATH);
        assert_eq!(listed[..2], [top, field], "{size:?}");
        assert!(listed[2] > button + 20.0, "{size:?}: {listed:?}, and {button} before");
        // Its room stays, so that nothing jumps at each letter.
        bench.type_into("Sti", "e");
        assert!(!bench.has_part(&names[0]));
        assert_eq!(tops(&bench, &title, PATH), listed, "{size:?}");
    }
}

#[test]
fn a_path_that_could_not_be_used_is_told_without_moving_anything() {
    for size in SIZES {
        let mut bench = typing_path(size);
        let title = title(&bench);
        retype(&mut bench, "/t/a.wgscase");
        let before = tops(&bench, &title, PATH);
        bench.press(Key::Enter);
        bench.reply(Output::CaseRead(Err(FileError::NotFound.into())));
        assert!(bench.has("Filen findes ikke."), "{size:?}");
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
        retype(&mut bench, "/t/b.wgscase");
        assert!(!bench.has("Filen findes ikke."));
        assert_eq!(tops(&bench, &title, PATH), before, "{size:?}");
    }
}

#[test]
fn a_line_with_nothing_to_say_is_no_stop_for_screen_readers() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    let empty = |bench: &Bench| {
        let has_no_text = |node: &egui_kittest::kittest::AccessKitNode| {
            let text = node.label().or_else(|| node.value()).unwrap_or_default();
            node.role() == Role::Label && text.trim().is_empty()
        };
        bench.harness.query_all(By::new().predicate(has_no_text)).count()
    };
    assert_eq!(empty(&bench), 0);
    let bench = typing_path((1360.0, 860.0));
    assert_eq!(empty(&bench), 0);
}
