//! The settings: the requester of new cases, and how the window looks.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::case::Requester;
use crate::definition::{Language, QuestionId};
use crate::notation::shown_path;
use crate::policy::{PolicyName, Renderer, UnencryptedSaving};
use crate::settings::{LockAfter, RequesterProfile, ThemeChoice, UserSettings};
use crate::text::TextLimit;
use crate::window::cx::{Cx, Model};
use crate::window::flow::CopyStatus;
use crate::window::widget::choice::{ChoiceInput, Segment, segmented};
use crate::window::widget::controls::{button, section_title, small, tick_box};
use crate::window::widget::theme::SHOWN_DISABLED;
use crate::window::widget::{bounded_text, space};
use egui::{Id, Ui, vec2};
use std::collections::BTreeMap;
use strum::VariantArray;

/// The settings as they are being changed.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsDialog {
    draft: SettingsDraft,
}

/// The settings that the dialog edits. What else the program remembers may change while the dialog is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsDraft {
    profile: RequesterProfile,
    language: Option<Language>,
    theme: ThemeChoice,
    scale: u16,
    lock_after: LockAfter,
    recovery_copies: bool,
    clear_clipboard: bool,
    recent_files: bool,
}

impl SettingsDraft {
    fn of(settings: &UserSettings) -> Self {
        // A new setting is edited in the dialog, or named here: there is no `..`.
        let UserSettings {
            language,
            theme,
            scale,
            last_folder: _,
            profile,
            recovery_copies,
            lock_after,
            clear_clipboard,
            recent_files,
            welcomed: _,
        } = settings;
        SettingsDraft {
            profile: profile.clone(),
            language: *language,
            theme: *theme,
            scale: *scale,
            lock_after: *lock_after,
            recovery_copies: *recovery_copies,
            clear_clipboard: *clear_clipboard,
            recent_files: *recent_files,
        }
    }

    /// The settings with what was changed in the dialog.
    pub fn apply(self, settings: &UserSettings) -> UserSettings {
        let SettingsDraft {
            profile,
            language,
            theme,
            scale,
            lock_after,
            recovery_copies,
            clear_clipboard,
            recent_files,
        } = self;
        UserSettings {
            profile,
            language,
            theme,
            scale,
            lock_after,
            recovery_copies,
            clear_clipboard,
            recent_files,
            ..settings.clone()
        }
    }
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingsAction {
    /// Take over the settings as changed so far.
    Change(Box<SettingsDraft>),
    /// Ask the user to unlock the key store.
    UnlockKeyStore,
    /// Keep the settings as changed.
    Keep,
}

/// The scales to choose from, in percent. Others are reached by key.
const SCALE_CHOICES: [u16; 6] = [90, 100, 110, 125, 150, 200];

impl SettingsDialog {
    /// The dialog with the settings as they are.
    pub fn new(settings: &UserSettings) -> Self {
        SettingsDialog { draft: SettingsDraft::of(settings) }
    }

    /// The settings as changed so far.
    pub fn draft(&self) -> &SettingsDraft {
        &self.draft
    }

    /// Whether they differ from the settings that apply.
    pub fn is_changed(&self, settings: &UserSettings) -> bool {
        self.draft != SettingsDraft::of(settings)
    }

    pub(super) fn update(&mut self, action: SettingsAction, _: &Model) -> Update {
        match action {
            SettingsAction::Change(draft) => {
                self.draft = *draft;
                Update::Stay
            }
            SettingsAction::UnlockKeyStore => Update::StayAnd(DialogEvent::AskKeyStoreAgain),
            SettingsAction::Keep => {
                let mut draft = self.draft.clone();
                draft.profile.requester = draft.profile.requester.cleaned();
                Update::CloseAnd(DialogEvent::SetSettings(Box::new(draft)))
            }
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SettingsAction>>) {
        let mut changed = self.draft.clone();
        scrolled(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            section_title(ui, cx.say.texts.get("settings-requester"));
            small(ui, cx.theme, cx.say.texts.get("settings-requester-text"));
            requester(ui, cx, &mut changed.profile.requester);
            about_requester(ui, cx, &mut changed.profile.answers);
            ui.add_space(space::END);
            section_title(ui, cx.say.texts.get("settings-display"));
            unless_set_by_policy(ui, cx, PolicyName::Language, |ui| language(ui, cx, &mut changed));
            theme(ui, cx, &mut changed);
            scale(ui, cx, &mut changed);
            renderer_of_policy(ui, cx);
            ui.add_space(space::END);
            section_title(ui, cx.say.texts.get("settings-safety"));
            unless_set_by_policy(ui, cx, PolicyName::LockAfterMinutes, |ui| lock(ui, cx, &mut changed));
            safety(ui, cx, &mut changed);
            unencrypted_saving_of_policy(ui, cx);
            ui.add_space(space::PARTS);
            small(ui, cx.theme, cx.say.texts.get("settings-kept"));
        });
        if changed != self.draft {
            cx.ask(DialogAnswer::Act(SettingsAction::Change(Box::new(changed))));
        }
        let keep = ("keep-settings", DialogAnswer::Act(SettingsAction::Keep));
        buttons(ui, cx, FirstFocus::Field, &[("cancel", DialogAnswer::Cancel)], keep);
    }
}

impl DialogState for SettingsDialog {
    fn title(&self) -> &'static str {
        "settings-title"
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn has_input(&self, model: &Model) -> bool {
        self.is_changed(model.settings)
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::Window
    }
}

fn requester<A>(ui: &mut Ui, cx: &Cx<A>, requester: &mut Requester) {
    let texts = cx.say.texts;
    text(ui, cx, texts.get("requester-name"), TextLimit::Name, &mut requester.name);
    ui.columns(2, |columns| {
        text(
            &mut columns[0],
            cx,
            texts.get("authorisation-id"),
            TextLimit::Line,
            &mut requester.authorisation_id,
        );
        text(&mut columns[1], cx, texts.get("phone"), TextLimit::Line, &mut requester.phone);
    });
    ui.columns(2, |columns| {
        text(&mut columns[0], cx, texts.get("department"), TextLimit::Line, &mut requester.department);
        text(&mut columns[1], cx, texts.get("hospital"), TextLimit::Line, &mut requester.hospital);
    });
    let set = cx.model.case.session().set();
    let names: Vec<&str> =
        set.centres.iter().flat_map(|centre| &centre.regions).map(|region| region.name.as_str()).collect();
    let chosen = set.region(&requester.region).map(|(_, region)| region.name.as_str());
    let segments = names.iter().map(|name| Segment {
        label: name.strip_prefix("Region ").unwrap_or(name),
        chosen: chosen == Some(*name),
    });
    match choice(ui, cx, texts.get("region"), &segments.collect::<Vec<_>>()) {
        Some(ChoiceInput::Value(at)) => {
            requester.region = names.get(at).copied().unwrap_or_default().to_owned()
        }
        Some(ChoiceInput::Nothing) => requester.region.clear(),
        None => {}
    }
}

/// Draws the questions about the requester, whose answers each new case takes over.
fn about_requester<A>(ui: &mut Ui, cx: &Cx<A>, answers: &mut BTreeMap<QuestionId, bool>) {
    let texts = cx.say.texts;
    let set = cx.model.case.session().set();
    for question in set.questions.iter().filter(|question| question.is_about_requester) {
        let given = answers.get(&question.id).copied();
        let segments = [
            Segment { label: texts.get("yes"), chosen: given == Some(true) },
            Segment { label: texts.get("no"), chosen: given == Some(false) },
        ];
        match choice(ui, cx, cx.say.of(&question.label), &segments) {
            Some(ChoiceInput::Value(at)) => drop(answers.insert(question.id.clone(), at == 0)),
            Some(ChoiceInput::Nothing) => drop(answers.remove(&question.id)),
            None => {}
        }
    }
}

fn text<A>(ui: &mut Ui, cx: &Cx<A>, label: &str, limit: TextLimit, text: &mut String) {
    let name = small(ui, cx.theme, label);
    let id = Id::unique(("setting", label));
    let response = bounded_text::show(ui, (cx.theme, cx.say), id, text, (1, limit.max_chars()), |edit| {
        edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0))
    });
    let response = response.labelled_by(name.id);
    // The first field has the focus at first.
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}

fn choice<A>(ui: &mut Ui, cx: &Cx<A>, label: &str, segments: &[Segment]) -> Option<ChoiceInput> {
    small(ui, cx.theme, label);
    segmented(ui, cx.theme, Id::unique(("setting", label)), label, segments, false)
}

/// Draws a setting, greyed and with the reason where the IT department has set it.
fn unless_set_by_policy<A>(ui: &mut Ui, cx: &Cx<A>, name: PolicyName, draw: impl FnOnce(&mut Ui)) {
    let is_set = cx.model.policy.decides(name);
    ui.add_enabled_ui(!is_set, |ui| {
        if is_set {
            ui.set_opacity(SHOWN_DISABLED);
        }
        draw(ui);
    });
    if is_set {
        small(ui, cx.theme, cx.say.texts.get("settings-by-policy"));
    }
}

/// Tells what draws the window, where the IT department has set it. The user has no such setting.
fn renderer_of_policy<A>(ui: &mut Ui, cx: &Cx<A>) {
    let Some(renderer) = cx.model.policy.renderer() else { return };
    let id = match renderer {
        Renderer::OpenGl => "settings-renderer-opengl",
        Renderer::Hardware => "settings-renderer-hardware",
        Renderer::Software => "settings-renderer-software",
    };
    small(ui, cx.theme, cx.say.texts.get(id));
    small(ui, cx.theme, cx.say.texts.get("settings-by-policy"));
}

/// Tells whether cases may be saved unencrypted, where the IT department has set it. The user has no such setting.
fn unencrypted_saving_of_policy<A>(ui: &mut Ui, cx: &Cx<A>) {
    let policy = cx.model.policy;
    if policy.decides(PolicyName::AllowUnencryptedSaving) {
        let id = match policy.unencrypted_saving() {
            UnencryptedSaving::Allowed => "settings-unencrypted-allowed",
            UnencryptedSaving::Forbidden => "settings-unencrypted-forbidden",
        };
        small(ui, cx.theme, cx.say.texts.get(id));
        small(ui, cx.theme, cx.say.texts.get("settings-by-policy"));
    }
}

fn language<A>(ui: &mut Ui, cx: &Cx<A>, settings: &mut SettingsDraft) {
    let shown = settings.language.unwrap_or_default();
    // Each by its own name: a user who can't read one of them finds the other.
    let segments =
        Language::ALL.map(|language| Segment { label: language.own_name(), chosen: shown == language });
    if let Some(ChoiceInput::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-language"), &segments) {
        settings.language = Language::ALL.get(at).copied();
    }
}

fn theme<A>(ui: &mut Ui, cx: &Cx<A>, settings: &mut SettingsDraft) {
    let segments: Vec<Segment> = ThemeChoice::VARIANTS
        .iter()
        .map(|theme| Segment { label: cx.say.theme(*theme), chosen: settings.theme == *theme })
        .collect();
    if let Some(ChoiceInput::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-theme"), &segments) {
        settings.theme = ThemeChoice::VARIANTS.get(at).copied().unwrap_or_default();
    }
}

fn scale<A>(ui: &mut Ui, cx: &Cx<A>, settings: &mut SettingsDraft) {
    let labels: Vec<String> = SCALE_CHOICES.iter().map(|scale| format!("{scale} %")).collect();
    let segments: Vec<Segment> = labels
        .iter()
        .zip(SCALE_CHOICES)
        .map(|(label, scale)| Segment { label, chosen: settings.scale == scale })
        .collect();
    if let Some(ChoiceInput::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-scale"), &segments) {
        settings.scale = SCALE_CHOICES.get(at).copied().unwrap_or(100);
    }
}

fn lock<A>(ui: &mut Ui, cx: &Cx<A>, settings: &mut SettingsDraft) {
    let texts = cx.say.texts;
    let label = |lock: &LockAfter| match lock.minutes() {
        None => texts.get("settings-lock-never").to_owned(),
        Some(minutes) => texts.with("settings-lock-after", &[("minutes", minutes.into())]),
    };
    let labels: Vec<String> = LockAfter::VARIANTS.iter().map(label).collect();
    let segments: Vec<Segment> = labels
        .iter()
        .zip(LockAfter::VARIANTS)
        .map(|(label, lock)| Segment { label, chosen: settings.lock_after == *lock })
        .collect();
    if let Some(ChoiceInput::Value(at)) = choice(ui, cx, texts.get("settings-lock"), &segments) {
        settings.lock_after = LockAfter::VARIANTS.get(at).copied().unwrap_or_default();
    }
    small(ui, cx.theme, texts.get("settings-lock-text"));
}

fn safety(ui: &mut Ui, cx: &mut Cx<DialogAnswer<SettingsAction>>, settings: &mut SettingsDraft) {
    let texts = cx.say.texts;
    ui.add_space(space::PARTS);
    unless_set_by_policy(ui, cx, PolicyName::RecoveryCopies, |ui| {
        tick_box(ui, cx.theme, &mut settings.recovery_copies, texts.get("settings-recovery"));
    });
    if let CopyStatus::Impossible(reason) = &cx.model.copy_status {
        let reason = reason.words(cx.say);
        small(ui, cx.theme, &texts.with("settings-no-recovery", &[("reason", reason.into())]));
    }
    if cx.model.copy_status.needs_unlocked_key_store()
        && button(ui, cx.theme, texts.get("key-store-unlock")).clicked()
    {
        cx.ask(DialogAnswer::Act(SettingsAction::UnlockKeyStore));
    }
    tick_box(ui, cx.theme, &mut settings.clear_clipboard, texts.get("settings-clipboard"));
    tick_box(ui, cx.theme, &mut settings.recent_files, texts.get("settings-recent"));
    let text = match cx.model.settings_folder {
        Some(folder) => texts.with("settings-recent-text", &[("folder", shown_path(folder).into())]),
        None => texts.get("settings-recent-nowhere").to_owned(),
    };
    small(ui, cx.theme, &text);
}
