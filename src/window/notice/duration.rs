//! How long a notice stays beside others.

use super::Message;

impl Message {
    /// Whether the message is about the settings, whatever case is shown.
    pub fn is_about_settings(&self) -> bool {
        matches!(
            self,
            Message::SettingsBroken(_)
                | Message::SettingsTextsLeftOut(_)
                | Message::SettingsNewer
                | Message::SettingsUnreadable(_)
                | Message::SettingsNotKept(_)
        )
    }

    /// Whether the message stays until the case is saved, whatever else happens: it speaks against the case itself.
    pub fn stays_until_saved(&self) -> bool {
        matches!(self, Message::PdfChanged(_) | Message::PdfWithoutMark | Message::PdfNotChecked)
    }

    /// Whether the message is what a comparison with paper has given.
    pub fn is_about_paper(&self) -> bool {
        matches!(self, Message::PaperCompared { .. } | Message::PaperNotRead(..))
    }

    /// Whether the message tells what became of a report that was exported before. The notice of the export, which offers
    /// more to do, stays beside it.
    pub fn follows_export(&self) -> bool {
        matches!(
            self,
            Message::Viewed
                | Message::HandoverFailed(..)
                | Message::Printed
                | Message::PrintFailed(_)
                | Message::Copied(..)
                | Message::NotCopied
        )
    }
}
