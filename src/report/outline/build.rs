//! Builds the outline.

use super::context::{OutlineContext, OutlineOptions};
use super::{Block, Outline, OverleafText, RunningText, criteria, front, notes};
use crate::assessment::{Assessment, visible_questions};
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication};
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
        visible: visible_questions(indication, case),
        options,
        phrases: Phrases::new(options.language),
    };
    let mut blocks = front::blocks(&report);
    blocks.push(Block::Heading(report.text("report-criteria").to_owned()));
    blocks.push(criteria::block(&report));
    blocks.extend(notes::blocks(&report));
    if options.with_identity {
        blocks.push(report.signature());
    }
    Outline {
        language: options.language,
        title: report.document_title(),
        running: report.running(),
        overleaf: OverleafText {
            mark: report.text("report-overleaf").to_owned(),
            heading: report.text("report-from-first-page").to_owned(),
        },
        blocks,
    }
}

impl OutlineContext<'_> {
    fn document_title(&self) -> String {
        format!("{}: {}", self.text("report-title"), self.phrases.of(&self.indication.title))
    }

    fn signature(&self) -> Block {
        Block::Signature(
            ["report-date", "report-name", "report-signature"].map(|id| self.text(id).to_owned()).into(),
        )
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
        let hash = self.set.short_hash().to_owned();
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
            draft: (!self.options.drafts.is_empty()).then(|| self.text("report-draft").to_owned()),
            origin: self.phrases.criteria_origin(self.set, self.options.today).sentence,
            source: self.phrases.texts.with("report-source", &arguments),
            page: ["report-page", "report-page-of"].map(|id| self.text(id).to_owned()),
        }
    }
}
