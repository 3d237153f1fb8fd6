//! Checks the rows of an indication and the requirements in them.

use super::checker::IndicationChecker;
use super::reachable::{self, ConstantRuleMessages, RuleWithSource};
use super::source_tree::SourceNode;
use crate::definition::ids::{RequirementId, RowId, is_kebab_case};
use crate::definition::model::{Requirement, Row};
use crate::definition::problem::Problem;
use crate::definition::question::Condition;
use crate::definition::source::{RequirementSource, RowHeadingSource, RowSource, RuleSource};
use crate::definition::text::Text;
use std::collections::BTreeSet;

/// The greatest length of a quote from a document, in words. Longer quotes would copy too much of it.
const MAX_QUOTE_WORDS: usize = 25;

impl<'a> IndicationChecker<'a, '_> {
    pub(crate) fn rows(&mut self) -> Vec<Row> {
        let node = self.file.tree.root().field("rows");
        let (sources, headings) = (&self.file.source.rows, &self.context.set.rows);
        self.check_all_rows_in_order(node);
        let all_ids = sources.iter().flat_map(|row| &row.requirements).map(|requirement| &*requirement.id);
        let mut seen = BTreeSet::new();
        let twice: BTreeSet<&str> = all_ids.filter(|id| !seen.insert(*id)).collect();
        let mut checked = Vec::new();
        for (at, row) in sources.iter().enumerate() {
            let Some(heading) = headings.iter().find(|heading| heading.id == row.id) else { continue };
            checked.push(self.row(row, heading, node.item(at), &twice));
        }
        checked
    }

    fn check_all_rows_in_order(&mut self, node: SourceNode) {
        let written: Vec<&str> = self.file.source.rows.iter().map(|row| row.id.as_str()).collect();
        let expected: Vec<&str> = self.context.set.rows.iter().map(|row| row.id.as_str()).collect();
        node.check_unique("row", written.iter().copied(), self.problems);
        for (at, id) in written.iter().enumerate() {
            if !expected.contains(id) {
                self.problems.push(node.item(at).field("id").unknown("row", id, expected.iter().copied()));
            }
        }
        for id in expected.iter().filter(|id| !written.contains(id)) {
            self.problems.push(
                node.problem(format!("the row `{id}` is missing"))
                    .expected("every row of `set.ron`, if only as `(id: …)`"),
            );
        }
        if written.len() == expected.len()
            && written != expected
            && expected.iter().all(|id| written.contains(id))
        {
            self.problems.push(node.problem("the rows are out of order").expected("the order of `set.ron`"));
        }
    }

    fn row(
        &mut self,
        source: &'a RowSource,
        heading: &RowHeadingSource,
        node: SourceNode<'a>,
        twice: &BTreeSet<&str>,
    ) -> Row {
        if let Some(quote) = &source.quote {
            check_quote(quote, node.field("quote"), self.problems);
        }
        for (at, note) in source.notes.iter().enumerate() {
            node.field("notes").item(at).check_text(note, self.problems);
        }
        let list = node.field("requirements");
        let mut requirements = Vec::new();
        for (at, requirement) in source.requirements.iter().enumerate() {
            let node = list.item(at);
            if twice.contains(requirement.id.as_str()) {
                self.problems.push(
                    node.field("id")
                        .problem(format!("the requirement `{}` stands twice", requirement.id))
                        .expected("each once"),
                );
            }
            requirements.extend(self.requirement(requirement, source, heading, node));
        }
        Row {
            id: RowId::from(source.id.as_str()),
            topic: heading.topic,
            heading: heading.heading.clone(),
            short: heading.short.clone(),
            quote: source.quote.clone(),
            requirements,
            notes: source.notes.clone(),
        }
    }

    fn requirement(
        &mut self,
        source: &'a RequirementSource,
        row: &RowSource,
        heading: &RowHeadingSource,
        node: SourceNode<'a>,
    ) -> Option<Requirement> {
        let slug = source.id.strip_prefix(row.id.as_str()).and_then(|rest| rest.strip_prefix('.'));
        if !slug.is_some_and(is_kebab_case) {
            self.problems.push(
                node.field("id")
                    .problem(format!("`{}` cannot be the id of a requirement here", source.id))
                    .expected(format!("`{}.` and lower-case words joined by hyphens", row.id)),
            );
        }
        let (common, common_spot) = self.common_requirement(source, node)?;
        // Each field is the requirement's own or, if it is left out, that of the common requirement.
        let rule = own_or_common(&source.rule, node, common.map(|common| &common.rule), common_spot, "rule");
        let applies_when = own_or_common(
            &source.applies_when,
            node,
            common.map(|common| &common.applies_when),
            common_spot,
            "applies_when",
        );
        let statement = own_or_common(
            &source.statement,
            node,
            common.map(|common| &common.statement),
            common_spot,
            "statement",
        );
        let strength = source.strength.or(common.and_then(|common| common.strength));
        let quote = source.quote.as_ref().or(common.and_then(|common| common.quote.as_ref()));

        for (field, is_there) in [
            ("rule", rule.is_some()),
            ("statement", statement.is_some()),
            ("strength", strength.is_some()),
            ("quote", quote.is_some()),
        ] {
            if !is_there {
                self.problems.push(
                    node.problem(format!("the requirement `{}` has no `{field}`", source.id))
                        .expected(format!("a `{field}` of its own or by `like`")),
                );
            }
        }
        if let Some((text, at)) = statement {
            at.check_text(text, self.problems);
        }
        if let Some(quote) = quote {
            check_quote(quote, node.field("quote"), self.problems);
        }
        let quote_row = self.quote_row(source, heading, node);
        let checked_rule = rule.and_then(|(rule, at)| self.rules.condition(rule, at, self.problems));
        let checked_condition = match applies_when {
            None => Some(None),
            Some((rule, at)) => self.answers.condition(rule, at, self.problems).map(Some),
        };
        let mut shown =
            common.map_or_else(Vec::new, |common| self.advice(&common.advice, common_spot.field("advice")));
        shown.extend(self.advice(&source.advice, node.field("advice")));
        let mut statement_when = self.advice(&source.statement_when, node.field("statement_when"));
        // Those of the common requirement say the same as its statement: they are left out with it.
        if let Some(common) = common.filter(|_| source.statement.is_none()) {
            statement_when.extend(self.advice(&common.statement_when, common_spot.field("statement_when")));
        }
        let (checked_rule, applies) = (checked_rule?, checked_condition?);
        if !self.is_already_checked(source) {
            self.check_reachability(&source.id, rule?, &checked_rule, applies_when, applies.as_ref());
        }
        match reachable::reachable_judgements(&checked_rule, applies.as_ref()) {
            Ok(reachable_judgements) => self.reachable_judgements.extend(reachable_judgements),
            Err(_) => self.problems.push(reachable::too_complex(rule?.1)),
        }
        let inputs = applies.iter().chain([&checked_rule]).flat_map(Condition::inputs).collect();
        Some(Requirement {
            id: RequirementId::from(source.id.as_str()),
            strength: strength?,
            applies_when: applies,
            rule: checked_rule,
            statement: statement?.0.clone(),
            statement_when,
            quote: quote?.clone(),
            quote_row,
            advice: shown,
            before_biopsy: source
                .before_biopsy
                .or(common.and_then(|common| common.before_biopsy))
                .unwrap_or(false),
            inputs,
        })
    }

    /// The common requirement that `like` names, with its place. Returns `None` after reporting that there
    /// is none.
    fn common_requirement(
        &mut self,
        source: &RequirementSource,
        node: SourceNode<'a>,
    ) -> Option<(Option<&'a RequirementSource>, SourceNode<'a>)> {
        let Some(like) = &source.like else { return Some((None, node)) };
        let common = self.context.common;
        let list = &common.source.requirements;
        match list.iter().position(|candidate| candidate.id == *like) {
            Some(at) => Some((Some(&list[at]), common.tree.root().field("requirements").item(at))),
            None => {
                self.problems.push(node.field("like").unknown(
                    "requirement of `common.ron`",
                    like,
                    list.iter().map(|requirement| requirement.id.as_str()),
                ));
                None
            }
        }
    }

    /// The heading of the row of the document that contains the quote.
    fn quote_row(
        &mut self,
        source: &RequirementSource,
        heading: &RowHeadingSource,
        node: SourceNode,
    ) -> Text {
        let Some(id) = &source.quote_row else { return heading.heading.clone() };
        let rows = &self.context.set.rows;
        match rows.iter().find(|row| row.id == *id) {
            Some(row) => row.heading.clone(),
            None => {
                let known = rows.iter().map(|row| row.id.as_str());
                self.problems.push(node.field("quote_row").unknown("row", id, known));
                Text::default()
            }
        }
    }

    /// Whether a requirement has exactly the rules of a common requirement that was checked before. Marks
    /// the common requirement as checked.
    fn is_already_checked(&self, source: &RequirementSource) -> bool {
        let Some(like) = &source.like else { return false };
        let as_it_is = source.rule.is_none() && source.applies_when.is_none();
        as_it_is
            && self.file.source.conditions.is_empty()
            && !self.context.checked_common_requirements.borrow_mut().insert(like.clone())
    }

    fn check_reachability(
        &mut self,
        id: &str,
        (rule, rule_spot): (&RuleSource, SourceNode),
        checked_rule: &Condition,
        applies_when: Option<(&RuleSource, SourceNode)>,
        applies: Option<&Condition>,
    ) {
        let before = self.problems.len();
        if let (Some((source, node)), Some(condition)) = (applies_when, applies) {
            let sayings = ConstantRuleMessages {
                never: &format!("the requirement `{id}` can never apply"),
                always: &format!("the requirement `{id}` always applies"),
            };
            reachable::check(RuleWithSource { source, condition, node }, None, sayings, self.problems);
        }
        if self.problems.len() == before {
            let sayings = ConstantRuleMessages {
                never: &format!("the requirement `{id}` can never be fulfilled"),
                always: &format!("the requirement `{id}` is always fulfilled"),
            };
            let written = RuleWithSource { source: rule, condition: checked_rule, node: rule_spot };
            reachable::check(written, applies, sayings, self.problems);
        }
    }
}

fn own_or_common<'a, T>(
    own: &'a Option<T>,
    node: SourceNode<'a>,
    common: Option<&'a Option<T>>,
    common_spot: SourceNode<'a>,
    field: &str,
) -> Option<(&'a T, SourceNode<'a>)> {
    let own = own.as_ref().map(|part| (part, node.field(field)));
    own.or_else(|| common?.as_ref().map(|part| (part, common_spot.field(field))))
}

fn check_quote(quote: &str, node: SourceNode, problems: &mut Vec<Problem>) {
    let words = quote.replace('…', " ").split_whitespace().count();
    if words == 0 || words > MAX_QUOTE_WORDS {
        problems.push(
            node.problem(format!("the quote has {words} words")).expected(format!("1 to {MAX_QUOTE_WORDS}")),
        );
    }
}
