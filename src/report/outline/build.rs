//! Builds the outline, and the blocks of its first page.

use super::context::{OutlineContext, OutlineOptions};
use super::{Block, Outline, RunningText, brief, criteria, notes};
use crate::assessment::{Assessment, Status, form_position};
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication, Input};
use crate::wording::Phrases;

/// Builds the outline of the report on a case, which `assessment` must be of.
pub(crate) fn outline(
    set: &CriteriaSet,
    indication: &Indication,
    case: &Case,
    assessment: &Assessment,
    options: &OutlineOptions,
) -> Outline {
    let report = OutlineContext {
        set,
        indication,
        case,
        assessment,
        options,
        phrases: Phrases::new(options.language),
    };
    let mut blocks = vec![report.title()];
    blocks.push(report.facts());
    blocks.push(report.verdict());
    blocks.push(brief::strip(&report));
    blocks.push(brief::facts(&report));
    blocks.push(Block::Heading(report.text("report-criteria").to_owned()));
    blocks.push(criteria::block(&report));
    blocks.extend(notes::blocks(&report));
    if options.with_identity {
        blocks.push(report.signature());
    }
    Outline { language: options.language, title: report.document_title(), running: report.running(), blocks }
}

impl OutlineContext<'_> {
    fn document_title(&self) -> String {
        format!("{}: {}", self.text("report-title"), self.phrases.of(&self.indication.title))
    }

    fn title(&self) -> Block {
        let mut below = self.phrases.of(&self.indication.title).to_owned();
        for question in &self.indication.subgroup {
            if let Some(answer) = self.case.answers.get(&question.id) {
                let answer = self.phrases.answer(question, answer);
                below.push_str(&format!(" · {}: {answer}", self.phrases.of(&question.label)));
            }
        }
        Block::Title {
            text: self.text("report-title").to_owned(),
            below,
            notice: self
                .text(if self.options.with_identity {
                    "report-notice"
                } else {
                    "report-notice-without-identity"
                })
                .to_owned(),
            mark: (self.options.mark.clone(), self.text("report-mark-alt").to_owned()),
        }
    }

    fn facts(&self) -> Block {
        let case = self.case;
        let mut facts = Vec::new();
        let mut add = |id: &str, value: String| {
            let value = value.trim();
            let value = if value.is_empty() { self.text("report-not-given") } else { value };
            facts.push((self.text(id).to_owned(), value.to_owned()));
        };
        let requester = &case.requester;
        if self.options.with_identity {
            add("report-patient", case.patient.name.clone());
            add("report-requester", requester.name.clone());
            add("report-cpr", case.patient.cpr.as_ref().map_or_else(String::new, ToString::to_string));
            let place = [&requester.department, &requester.hospital, &requester.region];
            let place: Vec<&str> =
                place.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            add("report-place", place.join(", "));
            let birth = case
                .patient
                .birth_date
                .map_or_else(String::new, |date| format!(" ({})", self.phrases.date(date)));
            add("report-age", format!("{}{birth}", self.phrases.age(case.age())));
            add("report-authorisation-id", requester.authorisation_id.clone());
        } else {
            add("report-patient", self.text("report-without-identity").to_owned());
            add("report-age", self.phrases.age(case.age()));
        }
        let assessed = case.assessed_on.map_or_else(String::new, |date| self.phrases.date(date));
        add("report-assessed-on", assessed);
        if self.options.with_identity {
            add("report-phone", requester.phone.clone());
            add("report-requisition", case.requisition.number.clone());
            add("report-sample", case.requisition.sample_id.clone());
        }
        for code in &self.indication.codes {
            add("report-code", format!("{} {}", code.code, self.phrases.of(&code.remark)));
        }
        Block::Facts(facts)
    }

    fn verdict(&self) -> Block {
        let (phrases, assessment) = (self.phrases, self.assessment);
        let mut lines = Vec::new();
        let not_met = phrases.rows_with(self.indication, assessment, Status::NotMet);
        if !not_met.is_empty() {
            lines.push(
                phrases.texts.with("not-met-list", &[("names", phrases.list(not_met).to_lowercase().into())]),
            );
        }
        let mut in_order: Vec<_> = assessment.must_gaps().into_iter().collect();
        in_order.sort_by_key(|gap| form_position(self.indication, gap));
        let (judgements, answers): (Vec<_>, Vec<_>) =
            in_order.into_iter().partition(|gap| matches!(gap, Input::Judgement(_)));
        if !answers.is_empty() {
            let names = answers.into_iter().map(|gap| phrases.gap(self.indication, gap));
            lines.push(phrases.texts.with("missing-list", &[("names", phrases.list(names).into())]));
        }
        // A judgement is a question, so each gets a line of its own.
        for gap in judgements {
            let names = phrases.gap(self.indication, gap);
            lines.push(phrases.texts.with("judgement-list", &[("names", names.into())]));
        }
        lines.push(phrases.recommendations(assessment.recommendations));
        lines.extend(assessment.remarks.iter().map(|remark| phrases.of(&remark.text).to_owned()));
        lines.retain(|line| !line.is_empty());
        Block::Verdict { status: assessment.overall, sentence: phrases.overall(assessment), lines }
    }

    fn signature(&self) -> Block {
        Block::Signature(
            ["report-date", "report-name", "report-signature"].map(|id| self.text(id).to_owned()).into(),
        )
    }

    /// A report is a draft if the verdict is open, if patient or requester is not named (always so without
    /// identity), or if a field contains text that could not be parsed.
    fn is_draft(&self) -> bool {
        self.assessment.overall.is_open() || !self.case.is_named() || !self.case.unparsed.is_empty()
    }

    fn running(&self) -> RunningText {
        let case = self.case;
        let patient = if self.options.with_identity {
            let number = case
                .patient
                .cpr
                .as_ref()
                .map_or_else(|| self.text("report-no-cpr").to_owned(), ToString::to_string);
            let name = case.patient.name.trim();
            format!("{} · {number}", if name.is_empty() { self.text("report-no-name") } else { name })
        } else {
            format!("{} · {}", self.text("report-without-identity"), self.phrases.age(case.age()))
        };
        let assessed = case
            .assessed_on
            .map_or_else(|| self.text("report-not-given").to_owned(), |date| self.phrases.date(date));
        let hash: String = self.set.hash.chars().take(12).collect();
        let arguments = [
            ("set", self.set.id.to_string().into()),
            ("hash", hash.into()),
            ("date", assessed.into()),
            ("version", self.options.version.as_str().into()),
            ("id", self.options.mark.id.as_str().into()),
        ];
        RunningText {
            patient,
            indication: self.phrases.of(&self.indication.short).to_owned(),
            draft: self.is_draft().then(|| self.text("report-draft").to_owned()),
            source: self.phrases.texts.with("report-source", &arguments),
            page: ["report-page", "report-page-of"].map(|id| self.text(id).to_owned()),
        }
    }
}
