//! What the IT department has set, and users can't change.

use super::Window;
use crate::definition::Language;
use crate::desktop::Protection;
use crate::policy::{PolicyName, PolicyReading, UnencryptedSaving};
use crate::window::notice::{Message, NoticeKind};

impl Window {
    /// Takes over what is set for this computer, before the settings of the user, and tells what is wrong with it.
    pub fn take_policy(&mut self, PolicyReading { policy, faults }: PolicyReading) {
        self.policy = policy;
        self.settings = self.policy.applied_to(self.settings.clone());
        if !faults.is_empty() {
            self.tell(NoticeKind::Warning, Message::PolicyFaults(faults));
        }
    }

    pub(super) fn set_language(&mut self, language: Language) {
        if !self.policy.decides(PolicyName::Language) {
            self.settings.language = Some(language);
        }
    }

    /// Whether a case may not be saved so.
    pub(super) fn is_forbidden(&self, protection: &Protection) -> bool {
        match protection {
            Protection::Plain => self.policy.unencrypted_saving() == UnencryptedSaving::Forbidden,
            Protection::Keys | Protection::Passphrase(_) => false,
        }
    }
}
