//! Texts that the user copies or selects in fields. egui would put them on the clipboard as they are, and fill the
//! selection that the middle mouse button pastes; but they may be the name or the CPR number of a patient.

use egui::{Context, FullOutput, OutputCommand, Plugin};

/// Takes copied texts from what egui gives to the system. The window puts them on the clipboard itself.
#[derive(Default)]
pub struct CopiedTexts(Vec<String>);

impl CopiedTexts {
    /// The texts that were copied since the last call.
    pub fn take(ctx: &Context) -> Vec<String> {
        ctx.with_plugin(|copied: &mut CopiedTexts| std::mem::take(&mut copied.0)).unwrap_or_default()
    }
}

impl Plugin for CopiedTexts {
    fn debug_name(&self) -> &'static str {
        "copied texts"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let has_copied = self.0.len();
        output.platform_output.commands.retain(|command| match command {
            OutputCommand::CopyText(text) => {
                self.0.push(text.clone());
                false
            }
            OutputCommand::TextSelectionSettled(_) => false,
            OutputCommand::CopyImage(_) | OutputCommand::OpenUrl(_) => true,
        });
        if self.0.len() > has_copied {
            // They are put on the clipboard in the next frame.
            ctx.request_repaint();
        }
    }
}
