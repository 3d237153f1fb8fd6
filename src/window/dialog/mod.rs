//! The dialogs over the window. Each has a file with its state, its actions, what they lead to, and its view.

mod about;
mod ask_path;
mod changed;
mod choose_indication;
mod dialog_keys;
mod dimming;
mod export;
mod export_check;
mod geometry;
mod help;
mod input_note;
mod key_store;
mod leaving;
mod make_recovery_key;
mod migrated;
mod new_passphrase;
mod new_patient;
mod open_elsewhere;
mod palette;
mod parts;
mod passphrase;
mod path_draft;
mod path_field;
mod recent;
mod recover;
mod recovery_key;
mod replace;
mod save;
mod save_plain;
mod settings;
mod stack;
mod typed_path;
mod unsaved;
mod unsaved_settings;

pub use about::{AboutAction, AboutDialog};
pub use ask_path::{AskPathAction, AskPathDialog};
pub use changed::{ChangedAction, ChangedDialog, FileChange};
pub use choose_indication::{ChooseIndicationAction, ChooseIndicationDialog};
pub use dialog_keys::{DialogKeys, KeyAnswers};
pub use export::{ExportAction, ExportDialog};
pub use help::{HelpAction, HelpDialog};
pub use key_store::{KeyStoreAction, KeyStoreDialog};
pub use leaving::{LeavingAction, LeavingDialog};
pub use make_recovery_key::{MakeRecoveryKeyAction, MakeRecoveryKeyDialog};
pub use migrated::{MigratedAction, MigratedDialog};
pub use new_passphrase::SecretSlot;
pub use new_patient::{NewPatientAction, NewPatientDialog, RefusedAction, WhoseAnswers};
pub use open_elsewhere::{OpenElsewhereAction, OpenElsewhereDialog};
pub use palette::{PaletteAction, PaletteDialog};
pub use parts::show;
pub use passphrase::{PassphraseAction, PassphraseDialog};
pub use path_draft::PathDraft;
pub use recent::{RecentAction, RecentDialog};
pub use recover::{RecoverAction, RecoverDialog};
pub use recovery_key::{RecoveryKeyAction, RecoveryKeyDialog};
pub use replace::{ReplaceAction, ReplaceDialog, Replacement};
pub use save::{SaveAction, SaveDialog};
pub use save_plain::{SavePlainAction, SavePlainDialog};
pub use settings::{SettingsAction, SettingsDialog, SettingsDraft};
pub use stack::{DialogStack, WaitingDialog};
pub use typed_path::TypedPath;
pub use unsaved::{UnsavedAction, UnsavedDialog};
pub use unsaved_settings::{UnsavedSettingsAction, UnsavedSettingsDialog};

use super::case::{CaseCommand, ReportChoice};
use super::cx::{Cx, Model};
use super::flow::{DiscardConsent, OpenAttempt, OpenMode, PathUse, PendingAction, ReportExport, SaveTarget};
use super::shortcut::UiCommand;
use crate::definition::IndicationId;
use crate::desktop::{CaseKey, Protection};
use crate::files::Overwrite;
use egui::{Context, Ui};
use std::path::PathBuf;

/// Removes from egui's memory what the dialogs keep there of what was typed and chosen in them.
pub fn forget_contents(ctx: &Context) {
    path_field::forget_path(ctx);
    palette::forget_search(ctx);
    recent::forget_focus(ctx);
}

/// Declares the dialogs: for each its name, its state and its actions.
macro_rules! dialogs {
    ($($name:ident: $state:ident, $action:ident;)*) => {
        /// A dialog over the window.
        #[derive(Clone, Debug, PartialEq, strum::VariantNames, strum::AsRefStr)]
        #[allow(missing_docs, reason = "each state is described where it is declared")]
        pub enum Dialog {
            $($name(Box<$state>),)*
        }

        /// An action of a dialog.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, reason = "the actions are described where they are declared")]
        pub enum DialogAction {
            $($name($action),)*
        }

        $(
            impl From<$state> for Dialog {
                fn from(state: $state) -> Self {
                    Dialog::$name(Box::new(state))
                }
            }

            impl From<$action> for DialogAction {
                fn from(action: $action) -> Self {
                    DialogAction::$name(action)
                }
            }
        )*

        impl Dialog {
            fn state(&self) -> &dyn DialogState {
                match self {
                    $(Dialog::$name(state) => state.as_ref(),)*
                }
            }

            fn state_mut(&mut self) -> &mut dyn DialogState {
                match self {
                    $(Dialog::$name(state) => state.as_mut(),)*
                }
            }

            /// Carries out an action. An action of another kind of dialog changes nothing.
            pub fn update(&mut self, action: DialogAction, model: &Model) -> Update {
                match (self, action) {
                    $((Dialog::$name(state), DialogAction::$name(action)) => state.update(action, model),)*
                    _ => Update::Stay,
                }
            }

            fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogCommand>) {
                match self {
                    $(Dialog::$name(state) => cx.part(
                        |cx| state.view(ui, cx),
                        |answer: DialogAnswer<$action>| match answer {
                            DialogAnswer::Cancel => DialogCommand::Cancel,
                            DialogAnswer::CompletePath(typed) => DialogCommand::CompletePath(typed),
                            DialogAnswer::Act(action) => DialogCommand::Act(action.into()),
                        },
                    ),)*
                }
            }
        }
    };
}

dialogs! {
    About: AboutDialog, AboutAction;
    Changed: ChangedDialog, ChangedAction;
    ChooseIndication: ChooseIndicationDialog, ChooseIndicationAction;
    Export: ExportDialog, ExportAction;
    Help: HelpDialog, HelpAction;
    KeyStore: KeyStoreDialog, KeyStoreAction;
    Leaving: LeavingDialog, LeavingAction;
    MakeRecoveryKey: MakeRecoveryKeyDialog, MakeRecoveryKeyAction;
    Migrated: MigratedDialog, MigratedAction;
    NewPatient: NewPatientDialog, NewPatientAction;
    OpenElsewhere: OpenElsewhereDialog, OpenElsewhereAction;
    Palette: PaletteDialog, PaletteAction;
    Passphrase: PassphraseDialog, PassphraseAction;
    Recent: RecentDialog, RecentAction;
    Recover: RecoverDialog, RecoverAction;
    RecoveryKey: RecoveryKeyDialog, RecoveryKeyAction;
    Replace: ReplaceDialog, ReplaceAction;
    Save: SaveDialog, SaveAction;
    SavePlain: SavePlainDialog, SavePlainAction;
    Settings: SettingsDialog, SettingsAction;
    AskPath: AskPathDialog, AskPathAction;
    Unsaved: UnsavedDialog, UnsavedAction;
    UnsavedSettings: UnsavedSettingsDialog, UnsavedSettingsAction;
}

/// What is the same for every dialog, whatever its actions.
pub trait DialogState {
    /// The id of its title.
    fn title(&self) -> &'static str;

    /// Its width in points; it is less where the window is narrower.
    fn width(&self) -> f32 {
        540.0
    }

    /// What it is about.
    fn subject(&self) -> DialogSubject {
        DialogSubject::ShownCase
    }

    /// Whether it acts on the case that is shown. Then the patient is named in it.
    fn names_patient(&self) -> bool {
        self.subject() == DialogSubject::ShownCase
    }

    /// Whether something was typed or changed in it that is not used yet. Then a click beside it does not close it.
    fn has_input(&self, _: &Model) -> bool {
        false
    }

    /// When keys answer it: those that were meant for something else must not.
    fn answered_by_keys(&self) -> KeyAnswers {
        KeyAnswers::OnceSeen
    }

    /// Whether keys that were typed right behind the command that has asked for it are meant for it. A question that
    /// comes in between takes none.
    fn takes_keys_ahead(&self) -> bool {
        false
    }

    /// What follows the dialog, if it leads to something that was asked for before.
    fn pending(&self) -> Option<&PendingAction> {
        None
    }

    /// Asks for the path it needs in a field of its own: the system has no file dialog. A dialog that needs no
    /// path does nothing.
    fn ask_for_path(&mut self, _path: PathDraft) {}

    /// Takes over the path that the user picked for it. A dialog that passes its path on does nothing.
    fn take_path(&mut self, _path: PathBuf) {}
}

/// What a dialog is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogSubject {
    /// The case that is shown. It closes with the case: it would act on the wrong patient.
    ShownCase,
    /// Another case, which is being opened: it asks for what opens it.
    CaseToOpen,
    /// The cases that a crash left.
    CrashCopies,
    /// The window, whatever case it shows.
    Window,
}

/// What a view of a dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogAnswer<A> {
    /// Close the dialog; nothing is done.
    Cancel,
    /// Complete the folder at the end of the path that is typed.
    CompletePath(String),
    /// Carry out an action of the dialog.
    Act(A),
}

/// What is asked of the dialog on top.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogCommand {
    /// Close it; nothing is done.
    Cancel,
    /// Complete the folder at the end of the path that is typed.
    CompletePath(String),
    /// Carry out an action.
    Act(DialogAction),
}

/// What becomes of a dialog after an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Update {
    /// The dialog stays open.
    Stay,
    /// The dialog is closed.
    Close,
    /// It closes, and the window does this.
    CloseAnd(DialogEvent),
    /// It stays, and the window does this.
    StayAnd(DialogEvent),
}

/// What a dialog asks of the window.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogEvent {
    /// Show another dialog.
    Show(Dialog),
    /// Save the case, then do this.
    SaveThen(PendingAction),
    /// Discard the unsaved changes, and do this.
    DiscardThen(PendingAction),
    /// Do this, once unsaved changes are saved or discarded.
    ConfirmDiscard(PendingAction),
    /// Close the window.
    Close(DiscardConsent),
    /// Keep what was changed in the settings dialog below, and close the window.
    KeepSettingsAndClose(DiscardConsent),
    /// Save the case so; `typed_path` was typed where the system has no file dialog.
    Save {
        /// How the file is protected.
        protection: Protection,
        /// Where, and what follows.
        target: SaveTarget,
        /// The path that was typed.
        typed_path: Option<String>,
    },
    /// Make a recovery key, and save the case with the new keys.
    MakeRecoveryKeyThen(SaveTarget),
    /// Write the case to a path.
    Write {
        /// The path to write to.
        path: PathBuf,
        /// What may be at the path.
        expected: Overwrite,
        /// How the file is protected.
        protection: Protection,
        /// What follows once the case is saved.
        then: Option<PendingAction>,
    },
    /// Ask how and where else to save the case: how it is protected was decided for its own path.
    SaveElsewhere(Option<PendingAction>),
    /// Stay in the case once it is saved.
    StayInCase,
    /// Discard what was entered, and read the file of the case again.
    Reload(PathBuf),
    /// Ask the key store again whether there are keys.
    AskKeyStoreAgain,
    /// Read a case, with what opens it.
    Read(OpenAttempt, Option<CaseKey>),
    /// Carry out what the user has said about the patient who was typed over another one.
    SettlePatient(WhoseAnswers),
    /// No longer wait for the case that is being read.
    CancelReading,
    /// Remove a recovery copy that a crash left.
    DiscardCopy(PathBuf),
    /// Read the next ones of the copies that a crash left.
    ReadMoreCopies,
    /// Leave what a crash left for later.
    RecoverLater,
    /// Take over how the report is made.
    ChooseReport(ReportChoice),
    /// Export the report to a path.
    Export {
        /// The path of the PDF.
        path: PathBuf,
        /// What may be at the path.
        expected: Overwrite,
        /// What is exported, and what follows.
        export: ReportExport,
    },
    /// Print the report of an indication.
    Print(IndicationId),
    /// Use the path that was typed, or ask for one.
    UsePath(PathUse, Option<String>),
    /// Carry out a command.
    Run(UiCommand),
    /// Lead to a place in the case.
    LeadTo(CaseCommand),
    /// Show an indication.
    ShowIndication(IndicationId),
    /// Show an indication, and carry out a command about its report.
    RunFor(IndicationId, UiCommand),
    /// Remove these from the list of recent files.
    ForgetRecent(Vec<PathBuf>),
    /// Bring the window of this process to the front.
    RaiseWindow(u32),
    /// Take over settings.
    SetSettings(Box<SettingsDraft>),
}
