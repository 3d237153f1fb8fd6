//! The cover hides all patient data while the window is locked.

use super::PanelCx;
use crate::window::command::WindowCommand;
use crate::window::cover::{Cover, CoverProblem, LockObstacle, LockStatus};
use crate::window::widget::controls::{heading, primary_button, problem, small};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::secret_field;
use crate::window::widget::{semibold, space};
use crate::wording::Texts;
use egui::{Align, CentralPanel, Frame, Key, Layout, RichText, TextStyle, Ui, vec2};

/// The width of the contents, in points.
const WIDTH: f32 = 400.0;

/// The usual height of the contents, in points. A window that is lower scrolls.
const HEIGHT: f32 = 260.0;
/// The least room around the contents, in points.
const MARGIN: f32 = 16.0;

/// The room for the status, in lines: the field below must not move under the hands of who types when
/// the status changes.
const STATUS_LINES: f32 = 4.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx, cover: &Cover) {
    CentralPanel::default().frame(Frame::new().fill(cx.theme.canvas)).show(ui, |ui| {
        let height = ui.available_height();
        ScrollView::filling().show(ui, "cover", (), |ui, _| {
            ui.add_space((height * 0.35).min(height - HEIGHT).max(MARGIN));
            let aside = ((ui.available_width() - WIDTH) / 2.0).max(MARGIN);
            ui.horizontal(|ui| {
                ui.add_space(aside);
                let size = vec2(WIDTH.min(ui.available_width() - MARGIN), 0.0);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| contents(ui, cx, cover));
            });
        });
    });
}

fn contents(ui: &mut Ui, cx: &mut PanelCx, cover: &Cover) {
    let texts = cx.say.texts;
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    heading(ui, RichText::new("WGS-henvisning").font(semibold(20.0)), "WGS-henvisning");
    let status = cx.model.lock_status;
    let has_passphrase = matches!(
        status,
        LockStatus::Sealing | LockStatus::NotSealed(_) | LockStatus::Sealed | LockStatus::Unsealing
    );
    let lines = if has_passphrase { STATUS_LINES } else { 2.0 };
    let row = ui.text_style_height(&TextStyle::Body);
    let room = vec2(ui.available_width(), row * lines);
    ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(room);
        ui.label(status_text(texts, status));
    });
    if cx.model.has_unsaved_changes_sealed || cx.model.case.session().has_unsaved_changes() {
        small(ui, cx.theme, texts.get("locked-unsaved"));
    }
    let is_unlocking = status.is_unlocking();
    let mut wanted = false;
    if has_passphrase {
        let field = secret_field::show_closed_if(
            ui,
            (cx.theme, texts),
            "unlock",
            texts.get("locked-passphrase"),
            cover.typed(),
            is_unlocking,
        );
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
        }
        if let Some(typed) = field.changed {
            cx.ask(WindowCommand::TypeToUnlock(typed));
        }
        wanted = field.entered;
    }
    let label = texts.get(if status == LockStatus::Open { "uncover" } else { "unlock" });
    let button = ui.add_enabled_ui(!is_unlocking, |ui| primary_button(ui, cx.theme, label));
    let response = button.inner;
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    wanted |= response.clicked();
    wanted |= status == LockStatus::Open && ui.input(|input| input.key_pressed(Key::Escape));
    if wanted && !is_unlocking {
        cx.ask(WindowCommand::Unlock);
    }
    // Below the button, so that it stays where it is.
    if let Some(cover_problem) = cover.problem() {
        let text = match cover_problem {
            CoverProblem::WrongPassphrase => texts.get("passphrase-wrong").to_owned(),
            CoverProblem::Failed(reason) => {
                texts.with("unlock-failed", &[("reason", reason.words(cx.say).into())])
            }
        };
        problem(ui, cx.theme, &text);
    }
    if cx.model.is_close_asked {
        let id = if status == LockStatus::Open { "close-after-uncover" } else { "close-after-unlock" };
        problem(ui, cx.theme, texts.get(id));
    }
}

fn status_text(texts: &Texts, status: LockStatus) -> &str {
    texts.get(match status {
        LockStatus::Open => "covered",
        LockStatus::Sealing => "locking",
        LockStatus::Sealed => "locked",
        LockStatus::AsksKeys => "locked-keys",
        LockStatus::Unsealing | LockStatus::AskingKeys => "unlocking",
        LockStatus::NotSealed(LockObstacle::JobInFlight) => "not-locked-job",
        LockStatus::NotSealed(LockObstacle::DialogOpen) => "not-locked-dialog",
        LockStatus::NotSealed(LockObstacle::NoCopyYet) => "not-locked-copy",
        LockStatus::NotSealed(LockObstacle::Failed) => "not-locked-failed",
    })
}
