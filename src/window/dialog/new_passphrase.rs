//! A passphrase that is being chosen: it is typed twice, and its strength is shown.

use super::DialogAnswer;
use crate::encryption::{Passphrase, PassphraseStrength};
use crate::window::cx::{Cx, Model};
use crate::window::widget::controls::problem;
use crate::window::widget::{regular, secret_field, size};
use egui::accesskit::{Invalid, Live};
use egui::{Id, Key, Modifiers, Response, RichText, Ui};

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
        let advice = strength(ui, cx, self.strength);
        let appears = is_new(ui, self.fault);
        match self.fault {
            Some(PassphraseFault::Blank) => fault(ui, cx, &first.response, "passphrase-blank", appears),
            // The advice says it already.
            Some(PassphraseFault::Broken) => point_out(&first.response, &advice, appears),
            Some(PassphraseFault::NotRepeated | PassphraseFault::Different) | None => {}
        }
        let again =
            secret_field::show(ui, (cx.theme, texts), "again", texts.get("passphrase-again"), &self.again);
        match self.fault {
            Some(PassphraseFault::NotRepeated) => {
                fault(ui, cx, &again.response, "passphrase-not-repeated", appears);
            }
            Some(PassphraseFault::Different) => {
                fault(ui, cx, &again.response, "passphrase-different", appears);
            }
            Some(PassphraseFault::Blank | PassphraseFault::Broken) | None => {}
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

/// Draws what is wrong with the passphrase below the field in which it is corrected.
fn fault<A>(ui: &mut Ui, cx: &Cx<DialogAnswer<A>>, field: &Response, text: &str, appears: bool) {
    let told = problem(ui, cx.theme, cx.say.texts.get(text));
    point_out(field, &told, appears);
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.set_invalid(Invalid::True);
        node.set_description(cx.say.texts.get(text));
    });
}

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

fn strength<A>(ui: &mut Ui, cx: &Cx<DialogAnswer<A>>, strength: Option<PassphraseStrength>) -> Response {
    let text = cx.say.texts.get(match strength {
        None => "passphrase-hint",
        Some(PassphraseStrength::Broken) => "passphrase-broken",
        Some(PassphraseStrength::Weak) => "passphrase-weak",
        Some(PassphraseStrength::Fair) => "passphrase-fair",
        Some(PassphraseStrength::Strong) => "passphrase-strong",
    });
    let color = match strength {
        Some(PassphraseStrength::Broken) => cx.theme.not_met,
        Some(PassphraseStrength::Weak) => cx.theme.advisory,
        Some(PassphraseStrength::Fair | PassphraseStrength::Strong) | None => cx.theme.muted,
    };
    let told = ui.label(RichText::new(text).font(regular(size::SMALL)).color(color));
    ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
    told
}
