//! How the case is saved: encrypted with the user's keys or a passphrase.

use super::new_passphrase::{NewPassphrase, PassphraseInput};
use super::parts::{FirstFocus, buttons_with_apart, scrolled};
use super::path_draft::{is_blank, type_into, typed_text};
use super::{DialogAnswer, DialogEvent, DialogState, PathDraft, SavePlainDialog, SecretSlot, Update};
use crate::desktop::{KeyStatus, KeyStoreError, Protection};
use crate::encryption::Passphrase;
use crate::policy::UnencryptedSaving;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PendingAction, SaveTarget, Way};
use crate::window::notice::Reason;
use crate::window::widget::choice::{
    ChoiceControl, ChoiceInput, ChoiceValue, SecondClick, ShownKeys, layout_in,
};
use crate::window::widget::controls::{button, problem, small};
use crate::window::widget::space;
use egui::{Id, Ui};
use strum::VariantArray;

/// Asks how the case is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveDialog {
    /// The way that the user has chosen or begun to use; `None`: the dialog proposes what the key store allows.
    chosen: Option<Way>,
    /// How a case was encrypted last.
    last_way: Way,
    passphrase: NewPassphrase,
    target: SaveTarget,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<PathDraft>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveAction {
    /// Encrypt this way.
    Way(Way),
    /// Take over the passphrase typed so far.
    Secret(SecretSlot, Passphrase),
    /// Take over the path typed so far.
    TypePath(String),
    /// Ask whether to save the case unencrypted.
    Unencrypted,
    /// Ask the key store again.
    Retry,
    /// Save the case as decided.
    Save,
}

impl SaveDialog {
    /// The dialog with what is known about the case. `last_way`: how a case was encrypted last. `typed_path`: the
    /// path to start typing with, where one is asked for and the system has no file dialog.
    pub fn new(target: SaveTarget, last_way: Way, typed_path: Option<String>, model: &Model) -> Self {
        let passphrase = match model.case.session().protection() {
            Some(Protection::Passphrase(known)) => NewPassphrase::known(known, model),
            Some(Protection::Keys | Protection::Plain) | None => NewPassphrase::default(),
        };
        let typed_path = typed_path.map(PathDraft::beside_others);
        SaveDialog { chosen: None, last_way, passphrase, target, typed_path }
    }

    /// The way that is shown. The answer of the key store may change what the dialog proposes, and not what the
    /// user has chosen.
    fn way(&self, model: &Model) -> Way {
        self.chosen.unwrap_or_else(|| match (model.case.session().protection(), model.keys) {
            (Some(Protection::Passphrase(_)), _) | (_, Some(KeyStatus::NoStore(_))) => Way::Passphrase,
            (Some(Protection::Keys), _) => Way::Keys,
            (Some(Protection::Plain) | None, _) => self.last_way,
        })
    }

    pub(super) fn update(&mut self, action: SaveAction, model: &Model) -> Update {
        match action {
            SaveAction::Way(way) => self.chosen = Some(way),
            SaveAction::Secret(slot, secret) => {
                self.chosen = Some(Way::Passphrase);
                self.passphrase.typed(slot, secret, model);
            }
            SaveAction::TypePath(path) => type_into(&mut self.typed_path, path),
            SaveAction::Unencrypted => {
                let plain = SavePlainDialog::new(self.target.clone(), self.typed_path.clone());
                return Update::CloseAnd(DialogEvent::Show(plain.into()));
            }
            SaveAction::Retry => return Update::StayAnd(DialogEvent::AskKeyStoreAgain),
            SaveAction::Save => return self.save(model),
        }
        Update::Stay
    }

    fn save(&mut self, model: &Model) -> Update {
        let protection = match (self.way(model), model.keys) {
            // A path for the key is asked for before the path of the case.
            (Way::Keys, Some(KeyStatus::Absent)) => {
                return Update::CloseAnd(DialogEvent::MakeRecoveryKeyThen(self.target.clone()));
            }
            _ if is_blank(self.typed_path.as_ref()) => return Update::Stay,
            (Way::Keys, Some(KeyStatus::Present)) => Protection::Keys,
            // The dialog says why there are no keys.
            (Way::Keys, Some(KeyStatus::NoStore(_)) | None) => return Update::Stay,
            (Way::Passphrase, _) => match self.passphrase.confirmed() {
                Some(passphrase) => Protection::Passphrase(passphrase),
                None => return Update::Stay,
            },
        };
        let target = self.target.clone();
        let typed_path = typed_text(self.typed_path.as_ref());
        Update::CloseAnd(DialogEvent::Save { protection, target, typed_path })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SaveAction>>) {
        scrolled(ui, |ui| self.contents(ui, cx));
        self.decision(ui, cx);
    }

    /// Draws the buttons that cancel and save. The one that leads to saving without encryption stands apart from them,
    /// and the question that it leads to is answered with no unless the user says otherwise.
    fn decision(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SaveAction>>) {
        let cancel = ("cancel", DialogAnswer::Cancel);
        let unencrypted = ("save-unencrypted-ask", DialogAnswer::Act(SaveAction::Unencrypted));
        let is_allowed = cx.model.policy.unencrypted_saving() == UnencryptedSaving::Allowed;
        let apart = is_allowed.then_some(unencrypted);
        let has_path = cx.model.case.session().path().is_some() && !self.target.elsewhere;
        let label = match (self.way(cx.model), cx.model.keys) {
            (Way::Keys, Some(KeyStatus::NoStore(_))) => {
                let retry = (cx.model.retry_label(), DialogAnswer::Act(SaveAction::Retry));
                let instead =
                    ("save-passphrase-instead", DialogAnswer::Act(SaveAction::Way(Way::Passphrase)));
                return buttons_with_apart(ui, cx, FirstFocus::Button, apart, &[cancel, retry], instead);
            }
            // The focus is left to what the answer of the key store leads to.
            (Way::Keys, None) => return buttons_with_apart(ui, cx, FirstFocus::Field, apart, &[], cancel),
            (Way::Keys, Some(KeyStatus::Absent)) => "save-keys-make",
            _ if has_path || self.typed_path.is_some() => "save",
            _ => "choose-place",
        };
        let save = (label, DialogAnswer::Act(SaveAction::Save));
        buttons_with_apart(ui, cx, FirstFocus::Button, apart, &[cancel], save);
    }

    fn contents(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SaveAction>>) {
        let texts = cx.say.texts;
        ui.label(texts.get("save-text"));
        self.ways(ui, cx);
        ui.add_space(space::LINES);
        let way = self.way(cx.model);
        match (way, cx.model.keys) {
            (Way::Passphrase, keys) => {
                if let Some(KeyStatus::NoStore(error)) = keys {
                    self.why_no_key(ui, cx, error);
                }
                ui.label(texts.get("save-passphrase-text"));
                for PassphraseInput { slot, secret } in self.passphrase.view(ui, cx, "passphrase-lost") {
                    cx.ask(DialogAnswer::Act(SaveAction::Secret(slot, secret)));
                }
            }
            (Way::Keys, Some(KeyStatus::Present)) => {
                ui.label(texts.get("save-keys-text"));
            }
            (Way::Keys, Some(KeyStatus::Absent)) => {
                ui.label(texts.get("save-keys-text"));
                ui.label(texts.get("save-keys-first"));
            }
            (Way::Keys, Some(KeyStatus::NoStore(error))) => {
                let why = Reason::from(error).words(cx.say);
                problem(ui, cx.theme, &texts.with("save-keys-impossible", &[("reason", why.into())]));
            }
            (Way::Keys, None) => {
                ui.label(texts.get("save-keys-asking"));
            }
        }
        // A recovery key that is made first asks for its own path; the path of the case is asked for afterwards.
        let makes_key_first = way == Way::Keys && cx.model.keys == Some(KeyStatus::Absent);
        if let Some(path) = self.typed_path.as_ref().filter(|_| !makes_key_first) {
            let takes_focus = path.is_only_gap() || way == Way::Keys;
            if let Some(path) = path.show(ui, cx, takes_focus) {
                cx.ask(DialogAnswer::Act(SaveAction::TypePath(path)));
            }
        }
        if cx.model.policy.unencrypted_saving() == UnencryptedSaving::Forbidden {
            ui.add_space(space::LINES);
            small(ui, cx.theme, texts.get("save-unencrypted-forbidden"));
        }
    }

    /// Says why the dialog proposes a passphrase, before one is typed.
    fn why_no_key(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SaveAction>>, error: KeyStoreError) {
        let texts = cx.say.texts;
        let why = Reason::from(error).words(cx.say);
        small(ui, cx.theme, &texts.with("save-keys-not-now", &[("reason", why.into())]));
        if cx.model.is_key_store_locked && button(ui, cx.theme, texts.get("key-store-unlock")).clicked() {
            cx.ask(DialogAnswer::Act(SaveAction::Retry));
        }
    }

    fn ways(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SaveAction>>) {
        let (texts, shown) = (cx.say.texts, self.way(cx.model));
        let has_no_store = matches!(cx.model.keys, Some(KeyStatus::NoStore(_)));
        let values: Vec<ChoiceValue> = Way::VARIANTS
            .iter()
            .map(|way| {
                let is_unusable = has_no_store && *way == Way::Keys;
                ChoiceValue {
                    label: texts.get(label_id(*way)),
                    help: is_unusable.then(|| texts.get("save-way-unusable")),
                    chosen: *way == shown,
                    is_unusable,
                }
            })
            .collect();
        let choice = ChoiceControl {
            id: Id::unique("save-way"),
            name: texts.get("save-way"),
            values: &values,
            layout: layout_in(ui, &values, ui.available_width()),
            second_click: SecondClick::Keeps,
            shown_keys: ShownKeys::Letters,
            takes_focus: false,
        };
        let Some(ChoiceInput::Value(at)) = choice.show(ui, cx.theme) else { return };
        // After a click the passphrase is typed next. A user who chooses by key may still want the other way.
        if ui.input(|input| input.pointer.any_released()) {
            ui.memory_mut(|memory| memory.stop_text_input());
        }
        cx.ask(DialogAnswer::Act(SaveAction::Way(Way::VARIANTS.get(at).copied().unwrap_or_default())));
    }
}

impl DialogState for SaveDialog {
    fn title(&self) -> &'static str {
        "save-title"
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn pending(&self) -> Option<&PendingAction> {
        self.target.pending()
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.passphrase.is_empty() || self.typed_path.is_some()
    }

    fn ask_for_path(&mut self, path: PathDraft) {
        self.typed_path = Some(path);
    }
}

fn label_id(way: Way) -> &'static str {
    match way {
        Way::Keys => "save-way-keys",
        Way::Passphrase => "save-way-passphrase",
    }
}
