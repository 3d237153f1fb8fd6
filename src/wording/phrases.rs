//! Phrases about answers, dates and verdicts.

use super::{Texts, texts};
use crate::assessment::{Assessment, RecommendationCounts, RequirementAssessment, RowAssessment, Status};
use crate::case::{Age, Case};
use crate::definition::{
    Answer, Gap, Indication, Input, Language, Question, RequirementStrength, Row, Text, Topic,
};
use crate::settings::ThemeChoice;
use crate::text::TextLimit;
use jiff::civil::Date;
use strum::VariantArray as _;

/// Builds phrases in one language.
#[derive(Clone, Copy)]
pub struct Phrases {
    /// The language of all phrases.
    pub(crate) language: Language,
    /// The Fluent messages of the same language.
    pub(crate) texts: &'static Texts,
}

impl Phrases {
    /// Returns at once: the messages are loaded on first use.
    pub fn new(language: Language) -> Self {
        Phrases { language, texts: texts(language) }
    }

    /// A text of the definitions in this language.
    pub(crate) fn of<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    /// The word for a status, as in "Opfyldt".
    pub(crate) fn status(&self, status: Status) -> &'static str {
        self.texts.get(match status {
            Status::Met => "status-met",
            Status::NotMet => "status-not-met",
            Status::Missing => "status-missing",
            Status::Judgement => "status-judgement",
            Status::Advisory => "status-advisory",
            Status::NoRequirement => "status-no-requirement",
            Status::NotApplicable => "status-not-applicable",
        })
    }

    /// The word for a status that also says whether it is of a requirement or of a recommendation, as in
    /// "Ikke opfyldt krav". `None`: the status has no such word.
    pub(crate) fn requirement_word(
        &self,
        strength: RequirementStrength,
        status: Status,
    ) -> Option<&'static str> {
        match (strength, status) {
            (RequirementStrength::Must, Status::NotMet) => Some(self.texts.get("status-not-met-requirement")),
            (RequirementStrength::Should, Status::Advisory) => Some(self.status(status)),
            (RequirementStrength::Should, Status::Missing) => {
                Some(self.texts.get("status-unanswered-recommendation"))
            }
            (RequirementStrength::Must | RequirementStrength::Should, _) => None,
        }
    }

    /// The word for the strength of a requirement: "Krav" or "Anbefaling".
    pub(crate) fn strength(&self, strength: RequirementStrength) -> &'static str {
        self.texts.get(match strength {
            RequirementStrength::Must => "strength-must",
            RequirementStrength::Should => "strength-should",
        })
    }

    /// Words of a document, in the quotation marks of the language.
    pub(crate) fn quote(&self, text: &str) -> String {
        self.texts.with("quote", &[("text", text.into())])
    }

    /// The words before the statement of a requirement: "Krav · Opfyldt", "Krav · Opfyldt efter lægeligt skøn" or
    /// "Ikke opfyldt krav". A statement that is met by judgement may be false as it stands.
    pub(crate) fn requirement(&self, assessed: &RequirementAssessment) -> String {
        let words = match self.requirement_word(assessed.strength, assessed.status) {
            Some(word) => word.to_owned(),
            None => format!("{} · {}", self.strength(assessed.strength), self.status(assessed.status)),
        };
        if assessed.is_judged() { self.judged(&words) } else { words }
    }

    /// The words for a status that rests on a judgement.
    pub(crate) fn judged(&self, words: &str) -> String {
        self.texts.with("status-judged", &[("status", words.into())])
    }

    /// The words for a row, with the status that decides the color of each. There are two if a judgement is
    /// open and, beside it, only recommendations are unanswered.
    pub fn row(&self, row: &RowAssessment) -> Vec<(Status, &'static str)> {
        if row.is_missing_only_recommendations() {
            let mut words = vec![(Status::Missing, self.texts.get("status-unanswered-recommendation"))];
            if row.has_open_judgement() {
                words.insert(0, (Status::Judgement, self.status(Status::Judgement)));
            }
            words
        } else {
            vec![(row.status, self.status(row.status))]
        }
    }

    /// Every combination of words that [`row`](Self::row) can give for a row of the definitions, to find out how much
    /// room they need.
    pub(crate) fn possible_row_words(&self, row: &Row) -> Vec<Vec<&'static str>> {
        let alone = Status::VARIANTS.iter().map(|status| vec![self.status(*status)]);
        let mut possible: Vec<_> = alone.collect();
        let of_strength = |strength| row.requirements.iter().filter(move |it| it.strength == strength);
        if of_strength(RequirementStrength::Should).next().is_none() {
            return possible;
        }
        let unanswered = self.texts.get("status-unanswered-recommendation");
        possible.push(vec![unanswered]);
        let mut inputs = of_strength(RequirementStrength::Must).flat_map(|requirement| &requirement.inputs);
        if inputs.any(|input| matches!(input, Input::Judgement(_))) {
            possible.push(vec![self.status(Status::Judgement), unanswered]);
        }
        possible
    }

    /// Every combination of words that [`row_with_judgement`](Self::row_with_judgement) can give for a
    /// row of the definitions.
    pub(crate) fn possible_row_words_with_judgement(&self, row: &Row) -> Vec<Vec<String>> {
        let owned = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
        let mut possible: Vec<Vec<String>> = self.possible_row_words(row).into_iter().map(owned).collect();
        for requirement in &row.requirements {
            if requirement.inputs.iter().any(|input| matches!(input, Input::Judgement(_))) {
                let rejected = match requirement.strength {
                    RequirementStrength::Must => Status::NotMet,
                    RequirementStrength::Should => Status::Advisory,
                };
                possible.extend([Status::Met, rejected].map(|status| vec![self.judged(self.status(status))]));
            }
        }
        possible
    }

    /// The words for a row where nothing beside them says that the verdict rests on a judgement, as in print: those of
    /// [`row`](Self::row), which then say that too.
    pub fn row_with_judgement(&self, row: &RowAssessment) -> Vec<(Status, String)> {
        let is_judged = row.is_judged();
        let words = self.row(row).into_iter();
        words
            .map(|(status, word)| (status, if is_judged { self.judged(word) } else { word.to_owned() }))
            .collect()
    }

    /// The title of a topic.
    pub(crate) fn topic(&self, topic: Topic) -> &'static str {
        self.texts.get(match topic {
            Topic::Competence => "topic-competence",
            Topic::TumourBoard => "topic-tumour-board",
            Topic::SecondaryFindings => "topic-secondary-findings",
            Topic::Consent => "topic-consent",
            Topic::BeforeReferral => "topic-before-referral",
            Topic::Tissue => "topic-tissue",
            Topic::Purpose => "topic-purpose",
            Topic::Requisition => "topic-requisition",
        })
    }

    /// The sentence for the overall verdict.
    pub fn overall(&self, assessment: &Assessment) -> String {
        match assessment.overall {
            Status::NotMet => self.texts.get("overall-not-met").to_owned(),
            Status::Missing => self.texts.get("overall-missing").to_owned(),
            Status::Judgement => self.texts.get("overall-judgement").to_owned(),
            Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
                if assessment.decisive_judgements == 0 {
                    self.texts.get("overall-met").to_owned()
                } else {
                    self.texts.with("overall-met-judged", &[("count", assessment.decisive_judgements.into())])
                }
            }
        }
    }

    /// The sentences for criteria that are not fulfilled, or not yet: something decides that or is open.
    pub(crate) fn unmet_sentences(&self) -> [String; 3] {
        ["overall-not-met", "overall-missing", "overall-judgement"].map(|id| self.texts.get(id).to_owned())
    }

    /// The sentences for fulfilled criteria, without and with judgements.
    pub(crate) fn met_sentences(&self) -> [String; 2] {
        let judged = self.texts.with("overall-met-judged", &[("count", 2.into())]);
        [self.texts.get("overall-met").to_owned(), judged]
    }

    /// The word for fulfilled criteria, marked if that depends on accepted judgements.
    pub(crate) fn met(&self, is_judged: bool) -> String {
        let word = self.status(Status::Met);
        if is_judged { self.judged(word) } else { word.to_owned() }
    }

    /// The numbers of gaps of the musts: "1 oplysning mangler · 1 lægeligt skøn udestår". Empty if there is
    /// none.
    pub fn open_counts(&self, assessment: &Assessment) -> String {
        let gaps = assessment.must_gaps();
        let judgements = gaps.iter().filter(|gap| matches!(gap, Input::Judgement(_))).count();
        self.gap_counts(gaps.len() - judgements, judgements)
    }

    /// These numbers of answers and judgements that a verdict waits for, in words.
    pub(crate) fn gap_counts(&self, answers: usize, judgements: usize) -> String {
        let mut parts = Vec::new();
        if answers > 0 {
            parts.push(self.texts.with("missing-answers", &[("count", answers.into())]));
        }
        if judgements > 0 {
            parts.push(self.texts.with("open-judgements", &[("count", judgements.into())]));
        }
        parts.join(" · ")
    }

    /// The numbers of recommendations: "2 anbefalinger ikke fulgt, 1 ikke vurderet". Empty if all are
    /// followed.
    pub fn recommendations(&self, recommendations: RecommendationCounts) -> String {
        let RecommendationCounts { not_followed, unanswered } = recommendations;
        match (not_followed, unanswered) {
            (0, 0) => String::new(),
            (count, 0) => self.texts.with("recommendations-not-followed", &[("count", count.into())]),
            (0, count) => self.texts.with("recommendations-unanswered", &[("count", count.into())]),
            (a, b) => self
                .texts
                .with("recommendations-both", &[("notfollowed", a.into()), ("unanswered", b.into())]),
        }
    }

    /// The short headings of the rows in which some must has this status.
    pub fn rows_with(&self, indication: &Indication, assessment: &Assessment, status: Status) -> Vec<String> {
        let stands = |row: &RowAssessment| {
            row.requirements.iter().any(|r| r.strength == RequirementStrength::Must && r.status == status)
        };
        let pairs = indication.rows.iter().zip(&assessment.rows);
        pairs.filter(|(_, row)| stands(row)).map(|(row, _)| self.of(&row.short).to_owned()).collect()
    }

    /// The name of a gap as it reads in the middle of a sentence; the id if the indication does not have
    /// it.
    pub fn gap(&self, indication: &Indication, gap: &Gap) -> String {
        match gap {
            Input::Age => self.texts.get("age-name").to_owned(),
            Input::Answer(id) => {
                let question = indication.questions().find(|question| question.id == *id);
                question.map_or_else(|| id.to_string(), |question| self.of(&question.name).to_owned())
            }
            Input::Judgement(id) => {
                let judgement = indication.judgements.get(id);
                judgement.map_or_else(|| id.to_string(), |judgement| self.of(&judgement.question).to_owned())
            }
        }
    }

    /// An answer as the form shows it; the id of a choice that the question does not have.
    pub(crate) fn answer(&self, question: &Question, answer: &Answer) -> String {
        match answer {
            Answer::YesNo(true) => self.texts.get("yes").to_owned(),
            Answer::YesNo(false) => self.texts.get("no").to_owned(),
            Answer::Count(count) => count.to_string(),
            Answer::Percentage(percent) => self.texts.with("percentage", &[("percent", (*percent).into())]),
            Answer::Line(text) | Answer::Lines(text) | Answer::SksCode(text) => text.clone(),
            Answer::Date(date) => self.date(*date),
            Answer::Choice(id) => {
                question.choice(id).map_or_else(|| id.to_string(), |choice| self.of(&choice.label).to_owned())
            }
        }
    }

    /// The answer in the case to a question, or the word for a blank one.
    pub(crate) fn answer_of(&self, question: &Question, case: &Case) -> String {
        match case.answers.get(&question.id) {
            Some(answer) => self.answer(question, answer),
            None => self.texts.get("blank").to_owned(),
        }
    }

    /// The age in years, or why it is not known.
    pub fn age(&self, age: Age) -> String {
        match age {
            Age::Years(years) => self.texts.with("age-years", &[("years", years.into())]),
            Age::Unknown => self.texts.get("age-unknown").to_owned(),
            Age::Disagreeing => self.texts.get("age-disagreeing").to_owned(),
            Age::NotBorn => self.texts.get("age-not-born").to_owned(),
        }
    }

    /// The name of a theme, as the settings show it.
    pub(crate) fn theme(&self, theme: ThemeChoice) -> &'static str {
        self.texts.get(match theme {
            ThemeChoice::System => "theme-system",
            ThemeChoice::Light => "theme-light",
            ThemeChoice::Dark => "theme-dark",
            ThemeChoice::HighContrast => "theme-high-contrast",
        })
    }

    /// The word for a judgement: accepted (`Some(true)`), rejected or undecided.
    pub(crate) fn decision(&self, decision: Option<bool>) -> &'static str {
        self.texts.get(match decision {
            Some(true) => "judgement-accepted",
            Some(false) => "judgement-rejected",
            None => "judgement-undecided",
        })
    }

    /// A date with the name of its month: "22. november 2026".
    pub fn date(&self, date: Date) -> String {
        let arguments = [
            ("day", date.day().to_string().into()),
            ("month", self.month_name(date.month()).into()),
            ("year", date.year().to_string().into()),
        ];
        self.texts.with("date-long", &arguments)
    }

    /// Month and year: "november 2026". Both languages write them in this order.
    pub(crate) fn month(&self, date: Date) -> String {
        format!("{} {}", self.month_name(date.month()), date.year())
    }

    /// How many days the month has that begins on `first`: "Februar har 28 dage". The year is named where the `day`
    /// that the month lacks depends on it.
    pub(crate) fn days_of_month(&self, first: Date, day: i16) -> String {
        let name = self.month_name(first.month());
        let capital = name.chars().take(1).flat_map(char::to_uppercase);
        let month: String = capital.chain(name.chars().skip(1)).collect();
        let month = if day == 29 { format!("{month} {}", first.year()) } else { month };
        let days = u32::from(first.days_in_month().unsigned_abs());
        self.texts.with("days-of-month", &[("month", month.into()), ("days", days.into())])
    }

    pub(super) fn month_name(&self, month: i8) -> &'static str {
        self.texts.get(match month {
            1 => "month-1",
            2 => "month-2",
            3 => "month-3",
            4 => "month-4",
            5 => "month-5",
            6 => "month-6",
            7 => "month-7",
            8 => "month-8",
            9 => "month-9",
            10 => "month-10",
            11 => "month-11",
            _ => "month-12",
        })
    }

    /// A number with its thousands divided: "20.000", in English "20,000".
    pub(crate) fn grouped(&self, number: usize) -> String {
        let divider = match self.language {
            Language::Da => '.',
            Language::En => ',',
        };
        let digits = number.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(divider);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// How long a text is, and how long it may be: "212 af højst 200 tegn".
    pub(crate) fn excess(&self, count: usize, limit: TextLimit) -> String {
        let arguments =
            [("count", self.grouped(count).into()), ("limit", self.grouped(limit.max_chars()).into())];
        self.texts.with("text-too-long", &arguments)
    }

    /// Joins the parts of a list by commas, without "og" or "and", so that it reads the same in both
    /// languages.
    pub(crate) fn list<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> String {
        let parts: Vec<String> = parts.into_iter().map(|part| part.as_ref().to_owned()).collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_its_word_in_both_languages() {
        for status in Status::VARIANTS {
            let words = match status {
                Status::NoRequirement => ["Intet krav", "No requirement"],
                Status::NotApplicable => ["Ikke relevant", "Not applicable"],
                Status::Met => ["Opfyldt", "Met"],
                Status::Advisory => ["Anbefaling ikke fulgt", "Recommendation not followed"],
                Status::Judgement => ["Kræver skøn", "Requires judgement"],
                Status::Missing => ["Mangler svar", "Answer missing"],
                Status::NotMet => ["Ikke opfyldt", "Not met"],
            };
            assert_eq!(
                [Language::Da, Language::En].map(|language| Phrases::new(language).status(*status)),
                words
            );
        }
    }
}
