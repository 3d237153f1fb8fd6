//! A passphrase that is being chosen: it is typed twice, and its strength is shown.

use super::DialogAnswer;
use super::input_note::{InputNote, input_note};
use crate::encryption::{Passphrase, PassphraseStrength};
use crate::window::cx::{Cx, Model};
use crate::window::widget::fault_room::tell_fault;
use crate::window::widget::secret_field;
use egui::{Id, Key, Modifiers, Response, Ui};

/// A passphrase that is being chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPassphrase {
    first: Passphrase,
    again: Passphrase,
    /// How hard the first one is to guess; `None`: nothing was typed.
    strength: Option<PassphraseStrength>,
    /// The passphrase that the case had before. It may be kept, however weak it is.
    kept: Option<Passphrase>,
    /// What was wrong when it was last confirmed.
    fault: Option<PassphraseFault>,
}

/// What is wrong with a passphrase as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PassphraseFault {
    Blank,
    /// Programs that guess passphrases find it at once.
    Broken,
    /// It was typed once.
    NotRepeated,
    Different,
}

/// Which of the two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretSlot {
    /// The first field, or the only one.
    First,
    /// The field in which the passphrase is repeated.
    Again,
}

/// What was typed into one of the fields.
pub(super) struct PassphraseInput {
    pub slot: SecretSlot,
    pub secret: Passphrase,
}

impl NewPassphrase {
    /// A passphrase that was chosen before.
    pub(super) fn known(passphrase: &Passphrase, model: &Model) -> Self {
        NewPassphrase {
            first: passphrase.clone(),
            again: passphrase.clone(),
            strength: Some(passphrase.strength(&known_names(model))),
            kept: Some(passphrase.clone()),
            fault: None,
        }
    }

    /// Whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty() && self.again.is_empty()
    }

    /// Takes over what was typed.
    pub(super) fn typed(&mut self, slot: SecretSlot, secret: Passphrase, model: &Model) {
        match slot {
            SecretSlot::First => {
                self.strength = (!secret.is_empty()).then(|| secret.strength(&known_names(model)));
                self.first = secret;
            }
            SecretSlot::Again => self.again = secret,
        }
        self.fault = None;
    }

    /// The passphrase, if both fields hold the same one. Else it is noted what is wrong.
    pub(super) fn confirmed(&mut self) -> Option<Passphrase> {
        self.fault = if self.first.is_blank() {
            Some(PassphraseFault::Blank)
        } else if self.is_broken() {
            Some(PassphraseFault::Broken)
        } else if self.again.is_empty() {
            Some(PassphraseFault::NotRepeated)
        } else if !self.first.is_same(&self.again) {
            Some(PassphraseFault::Different)
        } else {
            None
        };
        if self.fault == Some(PassphraseFault::Broken) {
            // Another one is to be typed, and then repeated.
            self.again = Passphrase::default();
        }
        self.fault.is_none().then(|| self.first.cleaned())
    }

    /// Whether programs that guess passphrases find it at once.
    fn is_broken(&self) -> bool {
        let is_kept = self.kept.as_ref().is_some_and(|kept| kept.is_same(&self.first));
        !is_kept && self.strength == Some(PassphraseStrength::Broken)
    }

    /// Draws the two fields. `lost` is the id of the text on what happens without the passphrase.
    pub(super) fn view<A>(&self, ui: &mut Ui, cx: &Cx<DialogAnswer<A>>, lost: &str) -> Vec<PassphraseInput> {
        let texts = cx.say.texts;
        let first = secret_field::show(ui, (cx.theme, texts), "first", texts.get("passphrase"), &self.first);
        if ui.memory(|memory| memory.focused().is_none()) {
            first.response.request_focus();
        }
        let is_blank = self.fault == Some(PassphraseFault::Blank);
        let advice = strength(ui, cx, self.strength, is_blank);
        let appears = is_new(ui, self.fault);
        match self.fault {
            Some(PassphraseFault::Blank) => {
                point_out(&first.response, &advice, appears);
                tell_fault(ui.ctx(), first.response.id, texts.get("passphrase-blank"));
            }
            // The advice says it already.
            Some(PassphraseFault::Broken) => {
                tell_fault(ui.ctx(), first.response.id, texts.get("passphrase-broken"));
                point_out(&first.response, &advice, appears);
                if appears {
                    secret_field::select_all(&first.response, &self.first);
                }
            }
            Some(PassphraseFault::NotRepeated | PassphraseFault::Different) | None => {}
        }
        let again =
            secret_field::show(ui, (cx.theme, texts), "again", texts.get("passphrase-again"), &self.again);
        let possible = REPETITION_FAULTS.map(|id| texts.get(id));
        let [not_repeated, different] = possible;
        let fault = match self.fault {
            Some(PassphraseFault::NotRepeated) => Some(not_repeated),
            Some(PassphraseFault::Different) => Some(different),
            Some(PassphraseFault::Blank | PassphraseFault::Broken) | None => None,
        };
        let line = InputNote { text: fault.unwrap_or_default(), color: cx.theme.not_met };
        let told = input_note(ui, &line, &possible);
        if let Some(fault) = fault {
            point_out(&again.response, &told, appears);
            if appears {
                secret_field::select_all(&again.response, &self.again);
            }
            tell_fault(ui.ctx(), again.response.id, fault);
        }
        // What is typed only once is not confirmed: Enter leads on, and does not press the default button.
        if first.entered && !self.first.is_blank() && self.again.is_empty() {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            again.response.request_focus();
        }
        ui.label(texts.get(lost));
        let typed = [(SecretSlot::First, first.changed), (SecretSlot::Again, again.changed)];
        let inputs = typed.into_iter().filter_map(|(slot, secret)| secret.map(|secret| (slot, secret)));
        inputs.map(|(slot, secret)| PassphraseInput { slot, secret }).collect()
    }
}

/// The ids of what can be said below the second field.
const REPETITION_FAULTS: [&str; 2] = ["passphrase-not-repeated", "passphrase-different"];
/// The ids of what can be said below the first field.
const ADVICE: [&str; 6] = [
    "passphrase-hint",
    "passphrase-broken",
    "passphrase-weak",
    "passphrase-fair",
    "passphrase-strong",
    "passphrase-blank",
];

/// Gives the focus to the field in which a fault is corrected, if the fault is new. In a low window the fault would be
/// out of sight, and the button would seem to do nothing.
fn point_out(field: &Response, told: &Response, appears: bool) {
    if appears {
        field.request_focus();
        field.scroll_to_me(None);
        told.scroll_to_me(None);
    }
}

/// The names that somebody who guesses the passphrase would try first.
fn known_names<'a>(model: &Model<'a>) -> [&'a str; 5] {
    let case = model.case.session().case();
    let cpr = case.patient.cpr.as_ref().map_or("", |cpr| cpr.as_str());
    let requester = &case.requester;
    [&case.patient.name, cpr, &requester.name, &requester.hospital, &requester.department]
}

/// Whether there is a fault that was not there in the frame before.
fn is_new(ui: &Ui, fault: Option<PassphraseFault>) -> bool {
    let before = ui.data_mut(|data| {
        let id = Id::unique("fault of a passphrase");
        std::mem::replace(data.get_temp_mut_or_default::<Option<PassphraseFault>>(id), fault)
    });
    fault.is_some() && before != fault
}

/// Draws how hard the first passphrase is to guess, or that there is none, in room for each of these.
fn strength<A>(
    ui: &mut Ui,
    cx: &Cx<DialogAnswer<A>>,
    strength: Option<PassphraseStrength>,
    is_blank: bool,
) -> Response {
    let texts = cx.say.texts;
    let [hint, broken, weak, fair, strong, blank] = ADVICE.map(|id| texts.get(id));
    let (text, color) = match strength {
        _ if is_blank => (blank, cx.theme.not_met),
        None => (hint, cx.theme.muted),
        Some(PassphraseStrength::Broken) => (broken, cx.theme.not_met),
        Some(PassphraseStrength::Weak) => (weak, cx.theme.advisory),
        Some(PassphraseStrength::Fair) => (fair, cx.theme.muted),
        Some(PassphraseStrength::Strong) => (strong, cx.theme.muted),
    };
    input_note(ui, &InputNote { text, color }, &[hint, broken, weak, fair, strong, blank])
}
