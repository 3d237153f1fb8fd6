//! The window on the bench: a screen reader's view of it, and what a user does.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::{Date, date};
use wgs_referral::case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::desktop::{Effect, Opened, Outcome};
use wgs_referral::files::Fingerprint;
use wgs_referral::window::{App, Command};

pub const TODAY: Date = date(2026, 11, 22);

pub struct Bench {
    pub harness: Harness<'static, App>,
}

pub fn criteria() -> Arc<CriteriaSet> {
    Arc::new(embedded().unwrap())
}

/// The number of what was read or written last, for what comes back of it.
pub const LAST: u64 = u64::MAX;

/// A case as a plain file has it.
pub fn plain(text: &str) -> Opened {
    let reading = Box::new(case::read(text, &criteria()).unwrap());
    Opened {
        reading,
        fingerprint: Fingerprint::of(text.as_bytes()),
        protection: None,
        is_inside_a_pdf: false,
    }
}

impl Bench {
    pub fn new() -> Self {
        // High enough that the whole form is in sight.
        Bench::of_size(1360.0, 3000.0)
    }

    pub fn of_size(width: f32, height: f32) -> Self {
        let harness = Harness::builder()
            .with_size(egui::vec2(width, height))
            .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, criteria(), TODAY));
        Bench { harness }
    }

    pub fn app(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    pub fn run(&mut self) {
        self.harness.run();
    }

    /// Takes in what came back from outside, and gives what follows from it.
    pub fn receive(&mut self, mut outcome: Outcome) -> Vec<Effect> {
        let state = self.app().state_mut();
        match &mut outcome {
            Outcome::CaseRead(number, ..) | Outcome::RecoveryTaken(number, ..) if *number == LAST => {
                *number = state.reads;
            }
            Outcome::CaseWritten { number, .. } if *number == LAST => *number = state.writes,
            _ => {}
        }
        let effects = state.receive(outcome);
        self.run();
        effects
    }

    /// The effects that were asked for, but for looking for keys, which each save does.
    pub fn effects(&mut self) -> Vec<Effect> {
        let effects = self.app().take_effects();
        effects.into_iter().filter(|effect| !matches!(effect, Effect::FindKeys)).collect()
    }

    /// Saves as nobody should: in the open.
    pub fn save_unencrypted(&mut self) {
        self.click("Gem ukrypteret…");
        self.click("Gem ukrypteret");
    }

    /// Does what a view would ask.
    pub fn ask(&mut self, command: Command) {
        let effects = self.app().state_mut().handle(command);
        assert!(effects.is_empty(), "{effects:?}");
        self.run();
    }

    /// Does what a view would ask, whatever it leads to.
    pub fn ask_quietly(&mut self, command: Command) {
        self.app().state_mut().handle(command);
        self.run();
    }

    pub fn show(&mut self, indication: &str) {
        self.ask(Command::ShowIndication(indication.into()));
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    pub fn click_role(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.run();
    }

    /// Whether something with this label is in the tree.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all(By::new().label(label)).next().is_some()
    }

    /// Whether something is in the tree whose label holds this.
    pub fn has_part(&self, part: &str) -> bool {
        self.harness.query_all(By::new().label_contains(part)).next().is_some()
    }

    /// Types into the field with this label.
    pub fn type_into(&mut self, label: &str, text: &str) {
        let role = |role| By::new().role(role).label(label);
        let field = self
            .harness
            .query(role(Role::TextInput))
            .or_else(|| self.harness.query(role(Role::MultilineTextInput)));
        field.unwrap_or_else(|| panic!("no field `{label}`")).focus();
        self.run();
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// What stands in the field with this label.
    pub fn text_in(&self, label: &str) -> String {
        let field = self.harness.get_by_role_and_label(Role::TextInput, label);
        field.accesskit_node().value().unwrap_or_default()
    }

    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// The word of a row of the criteria.
    pub fn row(&self, heading: &str) -> String {
        let start = format!("{heading}: ");
        let row = self.harness.get(By::new().role(Role::DisclosureTriangle).label_contains(&start));
        let label = row.accesskit_node().label().unwrap_or_default();
        label.trim_start_matches(heading).trim_start_matches(": ").to_owned()
    }

    pub fn english(&mut self) {
        self.ask(Command::SetLanguage(Language::En));
    }
}
