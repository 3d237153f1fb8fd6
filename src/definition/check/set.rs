//! Checks what concerns the whole set.

use super::Parsed;
use super::indication::{self, Surroundings};
use super::questions;
use super::spot::Spot;
use super::unused;
use crate::definition::ids::{SetId, is_kebab_case};
use crate::definition::model::{Centre, CriteriaSet, Indication, Region};
use crate::definition::problem::Problem;
use crate::definition::source::{CentreSource, CommonSource, IndicationSource, QuestionsSource, SetSource};

/// Checks all files together. What it gives is of use only when no problem was reported.
pub fn check(
    set: &Parsed<SetSource>,
    question_file: &Parsed<QuestionsSource>,
    common: &Parsed<CommonSource>,
    indications: &[Parsed<IndicationSource>],
    hash: String,
    problems: &mut Vec<Problem>,
) -> CriteriaSet {
    let source = &set.source;
    let spot = set.sheet.root();
    if !is_kebab_case(&source.id) {
        problems.push(
            spot.field("id")
                .problem(format!("`{}` can't be a set's id", source.id))
                .expected("lower-case words joined by hyphens"),
        );
    }
    spot.field("title").check_text(&source.title, problems);
    spot.field("publisher").check_text(&source.publisher, problems);
    check_headings(source, spot, problems);
    if indications.is_empty() {
        problems.push(
            spot.problem("the set has no indication")
                .expected("at least one file besides `set.ron`, `questions.ron` and `common.ron`"),
        );
    }
    let ids: Vec<&str> = indications.iter().map(|file| file.sheet.stem()).collect();
    let (questions, by_id) = questions::check(question_file, &ids, problems);
    let surroundings = Surroundings { set: source, common, questions: &by_id, indications: &ids };
    let mut checked: Vec<Indication> =
        indications.iter().map(|file| indication::check(file, &surroundings, problems)).collect();
    checked.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
    unused::check(question_file, common, indications, problems);
    CriteriaSet {
        id: SetId::from(source.id.as_str()),
        title: source.title.clone(),
        date: source.date.clone(),
        publisher: source.publisher.clone(),
        hash,
        questions,
        indications: checked,
        centres: source
            .centres
            .iter()
            .enumerate()
            .map(|(at, source)| centre(source, spot.field("centres").item(at), problems))
            .collect(),
    }
}

fn check_headings(source: &SetSource, spot: Spot, problems: &mut Vec<Problem>) {
    let rows = spot.field("rows");
    rows.check_not_empty("the list of rows", &source.rows, problems);
    rows.check_unique("row", source.rows.iter().map(|row| row.id.as_str()), problems);
    for (at, row) in source.rows.iter().enumerate() {
        if !is_kebab_case(&row.id) {
            problems.push(
                rows.item(at)
                    .field("id")
                    .problem(format!("`{}` can't be a row's id", row.id))
                    .expected("lower-case words joined by hyphens"),
            );
        }
        rows.item(at).field("heading").check_text(&row.heading, problems);
        rows.item(at).field("short").check_text(&row.short, problems);
    }
}

fn centre(source: &CentreSource, spot: Spot, problems: &mut Vec<Problem>) -> Centre {
    spot.field("name").check_text(&source.name, problems);
    spot.field("regions").check_not_empty("the list of regions", &source.regions, problems);
    let regions = source.regions.iter();
    Centre {
        name: source.name.clone(),
        regions: regions
            .map(|region| Region { name: region.name.clone(), also: region.also.clone() })
            .collect(),
    }
}
