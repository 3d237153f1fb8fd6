//! Whether the patient consents, as it stands beside the verdict.

use super::Phrases;
use crate::case::Case;
use crate::definition::{Answer, Indication, QuestionKind, SummaryGroup, TypedKind};

impl Phrases {
    /// Whether the patient consents, and since when: the answer to the indication's first *yes or no* question on
    /// consent, and to its first date. Other answers on consent follow with their labels. Empty if the
    /// indication asks nothing about it now.
    pub(crate) fn consent(&self, indication: &Indication, case: &Case) -> Vec<String> {
        let (mut consent, mut date, mut others) = (None, None, Vec::new());
        let questions = indication.questions().filter(|it| it.summary == Some(SummaryGroup::Consent));
        for question in questions.filter(|question| question.is_asked(case)) {
            match (&question.kind, case.answers.get(&question.id)) {
                (QuestionKind::YesNo, answer) if consent.is_none() => consent = Some(answer),
                (QuestionKind::Typed(TypedKind::Date), Some(Answer::Date(day))) if date.is_none() => {
                    date = Some(self.date(*day));
                }
                (_, Some(answer)) => {
                    others.push(format!("{}: {}", self.of(&question.label), self.answer(question, answer)));
                }
                (_, None) => {}
            }
        }
        let state = consent.map(|answer| match (answer, date) {
            (Some(Answer::YesNo(true)), Some(date)) => {
                self.texts.with("consent-given-on", &[("date", date.into())])
            }
            (Some(Answer::YesNo(true)), None) => self.texts.get("consent-given").to_owned(),
            (Some(Answer::YesNo(false)), _) => self.texts.get("consent-not-given").to_owned(),
            (_, _) => self.texts.get("consent-unknown").to_owned(),
        });
        state.into_iter().chain(others).collect()
    }
}
