//! What a view reads, and what it asks for.

use super::case::CaseView;
use super::flow::CopyStatus;
use super::widget::Theme;
use crate::definition::Language;
use crate::desktop::{FoundRecovery, KeyStatus};
use crate::encryption::Passphrase;
use crate::settings::UserSettings;
use crate::wording::Phrases;
use jiff::civil::Date;

/// What views read of the window in one frame.
pub struct Model<'a> {
    /// The case that is shown.
    pub case: &'a CaseView,
    /// The user's settings.
    pub settings: &'a UserSettings,
    /// Today by the clock of the computer.
    pub today: Date,
    /// Whether cases can be encrypted to the user's keys; `None`: not known yet.
    pub keys: Option<KeyStatus>,
    /// Whether what is typed outlives a crash.
    pub copy_status: CopyStatus,
    /// The recovery copies that a crash left.
    pub crash_copies: &'a [FoundRecovery],
    /// Whether the user waits for a job.
    pub is_busy: bool,
    /// Whether a case is being read.
    pub is_reading: bool,
    /// Whether a dialog is over the window.
    pub has_dialog: bool,
    /// The passphrase that uncovers the window; `None`: none is needed.
    pub unlocks_with: Option<&'a Passphrase>,
}

impl Model<'_> {
    /// The language shown.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or_default()
    }

    /// The phrases of the language shown.
    pub fn say(&self) -> Phrases {
        Phrases::new(self.language())
    }
}

/// What a view reads, and what it has asked for in this frame. `A` is what it can ask for.
pub struct Cx<'a, A> {
    /// What is shown of the window in this frame.
    pub model: &'a Model<'a>,
    /// The colours of this frame.
    pub theme: &'a Theme,
    /// The phrases of the language shown.
    pub say: Phrases,
    asked: Vec<A>,
}

impl<'a, A> Cx<'a, A> {
    /// A view that has asked for nothing yet.
    pub fn new(model: &'a Model<'a>, theme: &'a Theme) -> Self {
        Cx { model, theme, say: model.say(), asked: Vec::new() }
    }

    /// Asks for something.
    pub fn ask(&mut self, action: impl Into<A>) {
        self.asked.push(action.into());
    }

    /// What was asked for, in its order.
    pub fn into_asked(self) -> Vec<A> {
        self.asked
    }

    /// Draws a part of the view that asks for actions of its own.
    pub fn part<B>(&mut self, draw: impl FnOnce(&mut Cx<'a, B>), wrap: impl Fn(B) -> A) {
        let mut part = Cx::new(self.model, self.theme);
        draw(&mut part);
        self.asked.extend(part.asked.into_iter().map(wrap));
    }
}
