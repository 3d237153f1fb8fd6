//! Puts the outline together.

use super::{Block, Mark, Outline, Running, brief, criteria, notes};
use crate::assessment::{Assessment, Status, place};
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication, Input, Language};
use crate::wording::Phrases;

/// How a report is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language.
    pub language: Language,
    /// The version of the program.
    pub version: String,
    /// Whether patient and requester are named. The case must then be one without.
    pub with_identity: bool,
    /// What the report is known by.
    pub mark: Mark,
}

/// What the report of a case says.
pub fn outline(
    set: &CriteriaSet,
    indication: &Indication,
    case: &Case,
    assessment: &Assessment,
    options: &Options,
) -> Outline {
    let report = Report { set, indication, case, assessment, options, say: Phrases::new(options.language) };
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

/// What the parts of the outline are made from.
pub struct Report<'a> {
    pub set: &'a CriteriaSet,
    pub indication: &'a Indication,
    pub case: &'a Case,
    pub assessment: &'a Assessment,
    pub options: &'a Options,
    pub say: Phrases,
}

impl Report<'_> {
    pub fn text<'t>(&self, id: &'t str) -> &'t str {
        self.say.texts.get(id)
    }

    fn document_title(&self) -> String {
        format!("{}: {}", self.text("report-title"), self.say.of(&self.indication.title))
    }

    fn title(&self) -> Block {
        let mut below = self.say.of(&self.indication.title).to_owned();
        for question in &self.indication.subgroup {
            if let Some(answer) = self.case.answers.get(&question.id) {
                let answer = self.say.answer(question, answer);
                below.push_str(&format!(" · {}: {answer}", self.say.of(&question.label)));
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
                .map_or_else(String::new, |date| format!(" ({})", self.say.date(date)));
            add("report-age", format!("{}{birth}", self.say.age(case.age())));
            add("report-authorisation-id", requester.authorisation_id.clone());
        } else {
            add("report-patient", self.text("report-without-identity").to_owned());
            add("report-age", self.say.age(case.age()));
        }
        let assessed = case.assessed_on.map_or_else(String::new, |date| self.say.date(date));
        add("report-assessed-on", assessed);
        if self.options.with_identity {
            add("report-phone", requester.phone.clone());
            add("report-requisition", case.requisition.number.clone());
            add("report-sample", case.requisition.sample_id.clone());
        }
        for code in &self.indication.codes {
            add("report-code", format!("{} {}", code.code, self.say.of(&code.remark)));
        }
        Block::Facts(facts)
    }

    fn verdict(&self) -> Block {
        let (say, assessment) = (self.say, self.assessment);
        let mut lines = Vec::new();
        let not_met = say.rows_with(self.indication, assessment, Status::NotMet);
        if !not_met.is_empty() {
            lines.push(say.texts.with("not-met-list", &[("names", say.list(not_met).to_lowercase().into())]));
        }
        let mut in_order: Vec<_> = assessment.must_gaps().into_iter().collect();
        in_order.sort_by_key(|gap| place(self.indication, gap));
        let (judgements, answers): (Vec<_>, Vec<_>) =
            in_order.into_iter().partition(|gap| matches!(gap, Input::Judgement(_)));
        if !answers.is_empty() {
            let names = answers.into_iter().map(|gap| say.gap(self.indication, gap));
            lines.push(say.texts.with("missing-list", &[("names", say.list(names).into())]));
        }
        // Judgements are questions: each in a line of its own.
        for gap in judgements {
            let names = say.gap(self.indication, gap);
            lines.push(say.texts.with("judgement-list", &[("names", names.into())]));
        }
        lines.push(say.recommendations(assessment.recommendations));
        lines.extend(assessment.remarks.iter().map(|remark| say.of(remark).to_owned()));
        lines.retain(|line| !line.is_empty());
        let sentence = self.text(match assessment.overall {
            Status::NotMet => "report-assessed-not-met",
            Status::Missing => "report-assessed-missing",
            Status::Judgement => "report-assessed-judgement",
            Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
                "report-assessed-met"
            }
        });
        let mut sentence = sentence.to_owned();
        if assessment.overall == Status::Met && assessment.judged > 0 {
            sentence.push_str(&say.texts.with("report-judged", &[("count", assessment.judged.into())]));
        }
        Block::Verdict { status: assessment.overall, sentence, lines }
    }

    fn signature(&self) -> Block {
        Block::Signature(
            ["report-date", "report-name", "report-signature"].map(|id| self.text(id).to_owned()).into(),
        )
    }

    /// A report is a draft while it is open, while patient or requester is not named, as in one
    /// without identity, and while a field holds text that can't be read.
    fn is_draft(&self) -> bool {
        self.assessment.overall.is_open() || !self.case.is_named() || !self.case.unparsed.is_empty()
    }

    fn running(&self) -> Running {
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
            format!("{} · {}", self.text("report-without-identity"), self.say.age(case.age()))
        };
        let assessed = case
            .assessed_on
            .map_or_else(|| self.text("report-not-given").to_owned(), |date| self.say.date(date));
        let hash: String = self.set.hash.chars().take(12).collect();
        let arguments = [
            ("set", self.set.id.to_string().into()),
            ("hash", hash.into()),
            ("date", assessed.into()),
            ("version", self.options.version.as_str().into()),
            ("id", self.options.mark.id.as_str().into()),
        ];
        Running {
            patient,
            indication: self.say.of(&self.indication.short).to_owned(),
            draft: self.is_draft().then(|| self.text("report-draft").to_owned()),
            source: self.say.texts.with("report-source", &arguments),
            page: ["report-page", "report-page-of"].map(|id| self.text(id).to_owned()),
        }
    }
}
