//! A case of an earlier reading of the criteria was opened: what changes, before anything is written.

use super::parts::{close_button, scrolled};
use super::{DialogAnswer, DialogState, Update};
use crate::assessment::{VerdictChange, verdict_changes};
use crate::case::{Case, Migration};
use crate::definition::{CriteriaSet, earlier_set};
use crate::window::cx::{Cx, Model};
use crate::window::widget::controls::small;
use crate::window::widget::{semibold, size, space};
use egui::{RichText, Ui};

/// Tells what has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct MigratedDialog {
    migration: Migration,
    changes: Vec<VerdictChange>,
}

/// The dialog has no actions: it is only closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MigratedAction {}

impl MigratedDialog {
    /// The dialog on a case as it was taken over into `set`.
    pub fn new(migration: Migration, case: &Case, set: &CriteriaSet) -> Self {
        // What the set was before it was changed is not known, so that nothing can be said of its verdicts.
        let earlier = earlier_set(migration.from.as_str()).filter(|_| !migration.was_changed);
        let changes = earlier
            .map_or_else(Vec::new, |earlier| verdict_changes((earlier, &migration.original), (set, case)));
        MigratedDialog { migration, changes }
    }

    pub(super) fn update(&mut self, action: MigratedAction, _: &Model) -> Update {
        match action {}
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<MigratedAction>>) {
        let (texts, set) = (cx.say.texts, cx.model.case.session().set());
        scrolled(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            let from = self.migration.from.to_string();
            let is_changed_set = self.migration.is_from_changed_set(set);
            ui.label(if is_changed_set {
                texts.with("changed-set-text", &[("from", from.into())])
            } else {
                texts.with("migrated-text", &[("from", from.into()), ("to", set.id.to_string().into())])
            });
            if self.migration.was_changed && !is_changed_set {
                ui.label(
                    texts.with(
                        "migrated-from-changed-set",
                        &[("from", self.migration.from.to_string().into())],
                    ),
                );
            }
            for (title, lines) in [
                ("migrated-verdicts", self.verdict_lines(cx)),
                ("migrated-dropped", self.dropped_lines(cx)),
                ("migrated-to-confirm", self.lines_to_confirm(cx)),
            ] {
                if lines.is_empty() {
                    continue;
                }
                ui.label(RichText::new(texts.get(title)).font(semibold(size::BODY)));
                for line in lines {
                    small(ui, cx.theme, &format!("– {line}"));
                }
            }
            if self.changes.is_empty() && !self.migration.was_changed {
                ui.label(texts.get("migrated-same-verdicts"));
            }
        });
        close_button(ui, cx);
    }

    fn verdict_lines<A>(&self, cx: &Cx<A>) -> Vec<String> {
        let session = cx.model.case.session();
        let line = |change: &VerdictChange| {
            let indication = session.set().indication(&change.indication)?;
            let because =
                indication.requirements().filter(|requirement| change.because.contains(&requirement.id));
            let because = because.map(|requirement| cx.say.of(requirement.statement_for(session.case())));
            let arguments = [
                ("indication", cx.say.of(&indication.short).into()),
                ("before", cx.say.status(change.before).into()),
                ("after", cx.say.status(change.after).into()),
            ];
            let mut line = cx.say.texts.with("migrated-verdict", &arguments);
            let statements = because.collect::<Vec<_>>().join(" ");
            if !statements.is_empty() {
                line.push(' ');
                line += &cx.say.texts.with("migrated-because", &[("statements", statements.into())]);
            }
            Some(line)
        };
        self.changes.iter().filter_map(line).collect()
    }

    fn dropped_lines<A>(&self, cx: &Cx<A>) -> Vec<String> {
        let line = |dropped: &crate::case::DroppedAnswer| {
            let label = cx.say.of(&dropped.question.label);
            format!("{label}: {}", cx.say.answer(&dropped.question, &dropped.answer))
        };
        self.migration.dropped.iter().map(line).collect()
    }

    fn lines_to_confirm<A>(&self, cx: &Cx<A>) -> Vec<String> {
        self.migration.to_confirm.iter().map(|kept| cx.say.of(&kept.text).to_owned()).collect()
    }
}

impl DialogState for MigratedDialog {
    fn title(&self) -> &'static str {
        "migrated-title"
    }
}
