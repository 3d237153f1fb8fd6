//! The words for a verdict below the name of an indication, in two lines at most.

use super::layout_small;
use crate::assessment::Assessment;
use crate::window::panel::PanelCx;
use egui::Ui;

/// The words for a verdict below a name. Where the longest sentence of its kind takes more than two lines, all of that
/// kind are in short: an entry says the same at every verdict that is alike.
pub struct VerdictWords {
    is_count_short: bool,
    is_sentence_short: bool,
}

impl VerdictWords {
    pub fn of(ui: &Ui, cx: &PanelCx) -> Self {
        const MAX_LINES: usize = 2;
        let is_long = |text: &str| layout_small(ui, cx, text).rows.len() > MAX_LINES;
        VerdictWords {
            is_count_short: is_long(&cx.say.gap_counts(20, 2)),
            is_sentence_short: cx.say.met_sentences().iter().any(|sentence| is_long(sentence)),
        }
    }

    /// The numbers of answers and judgements that a verdict waits for.
    pub fn counts(&self, cx: &PanelCx, answers: usize, judgements: usize) -> String {
        if !self.is_count_short {
            return cx.say.gap_counts(answers, judgements);
        }
        let count = |id, count: usize| (count > 0).then(|| cx.say.texts.with(id, &[("count", count.into())]));
        let parts = [count("missing-in-list", answers), count("judgements-in-list", judgements)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// That the criteria are met.
    pub fn met(&self, cx: &PanelCx, assessment: &Assessment) -> String {
        match (self.is_sentence_short, assessment.decisive_judgements > 0) {
            (false, _) => cx.say.overall(assessment),
            (true, is_judged) => cx.say.met(is_judged),
        }
    }

    /// The longest words of each kind.
    pub fn longest(&self, cx: &PanelCx) -> Vec<String> {
        let met =
            if self.is_sentence_short { vec![cx.say.met(true)] } else { cx.say.met_sentences().to_vec() };
        let others = [cx.say.texts.get("ruled-out").to_owned(), self.counts(cx, 20, 2)];
        met.into_iter().chain(others).collect()
    }
}
