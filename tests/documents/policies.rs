//! The templates and examples of policies, and `docs/it.md`, name those that the program knows.

use super::source::root;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fs;
use strum::VariantArray;
use wgs_referral::policy::{PolicyName, PolicyReading, PolicyValue};

fn read(path: &str) -> String {
    fs::read_to_string(root().join("packaging/policy").join(path)).unwrap()
}

fn policies<'a>(template: &'a Document) -> Vec<Node<'a, 'a>> {
    template.descendants().filter(|node| node.has_tag_name("policy")).collect()
}

/// The values that a policy can write to the registry.
fn values(policy: Node) -> Vec<PolicyValue> {
    let written = |node: Node| match node.tag_name().name() {
        "decimal" => Some(PolicyValue::Number(node.attribute("value").unwrap().parse().unwrap())),
        "string" => Some(PolicyValue::Text(node.text().unwrap().to_owned())),
        _ => None,
    };
    policy.descendants().filter_map(written).collect()
}

/// The name of the value in the registry.
fn value_name<'a>(policy: Node<'a, 'a>) -> &'a str {
    policy.descendants().find_map(|node| node.attribute("valueName")).unwrap()
}

#[test]
fn the_template_for_windows_has_every_policy_with_values_that_it_can_have() {
    let text = read("windows/wgs-referral.admx");
    let template = Document::parse(&text).unwrap();
    let names: Vec<&str> = policies(&template).into_iter().map(value_name).collect();
    let known: Vec<&str> = PolicyName::VARIANTS.iter().map(|name| name.as_str()).collect();
    assert_eq!(names, known);
    for policy in policies(&template) {
        let values = values(policy);
        assert!(values.len() > 1, "{}", value_name(policy));
        for value in values {
            let reading = PolicyReading::of([(value_name(policy).to_owned(), value.clone())]);
            assert_eq!(reading.faults, [], "{} = {value:?}", value_name(policy));
        }
    }
}

/// The prefixes of namespaces that these elements of a template declare.
fn prefixes<'a>(template: &'a Document, element: &str) -> BTreeSet<&'a str> {
    let declarations = template.descendants().filter(|node| node.has_tag_name(element));
    declarations.map(|node| node.attribute("prefix").unwrap()).collect()
}

/// Intune imports no template that declares the namespace of another one, unless it has that one too.
#[test]
fn the_template_declares_the_namespaces_that_it_refers_to_and_no_others() {
    let text = read("windows/wgs-referral.admx");
    let template = Document::parse(&text).unwrap();
    let own = prefixes(&template, "target");
    assert_eq!(own.len(), 1);
    let references = template.descendants().filter_map(|node| node.attribute("ref")?.split_once(':'));
    let referred: BTreeSet<&str> =
        references.map(|(prefix, _)| prefix).filter(|prefix| !own.contains(prefix)).collect();
    assert_eq!(prefixes(&template, "using"), referred);
}

#[test]
fn the_template_has_its_texts_in_both_languages() {
    let text = read("windows/wgs-referral.admx");
    let mut named = BTreeSet::new();
    for (at, reference) in text.match_indices("$(") {
        let end = text[at..].find(')').unwrap() + at;
        let (kind, id) = text[at + reference.len()..end].split_once('.').unwrap();
        named.insert((kind.to_owned(), id.to_owned()));
    }
    for language in ["da-DK", "en-US"] {
        let text = read(&format!("windows/{language}/wgs-referral.adml"));
        let texts = Document::parse(&text).unwrap();
        let entry = |node: Node| {
            let kind = node.tag_name().name();
            let id = node.attribute("id")?;
            ["string", "presentation"].contains(&kind).then(|| (kind.to_owned(), id.to_owned()))
        };
        let written: BTreeSet<_> = texts.descendants().filter_map(entry).collect();
        assert_eq!(written, named, "{language}");
    }
}

#[test]
fn the_example_for_linux_has_no_fault() {
    let values: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&read("linux/policy.json")).unwrap();
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => PolicyValue::Text(text.clone()),
        serde_json::Value::Bool(yes) => PolicyValue::YesNo(*yes),
        other => other.as_i64().map_or(PolicyValue::Other, PolicyValue::Number),
    };
    let reading = PolicyReading::of(values.iter().map(|(name, json)| (name.clone(), value(json))));
    assert_eq!(reading.faults, []);
    assert!(reading.policy.decides(PolicyName::AllowUnencryptedSaving));
}

#[test]
fn the_example_for_macos_has_no_fault() {
    let text = read("macos/wgs-referral.mobileconfig");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let profile = Document::parse_with_options(&text, options).unwrap();
    let keys = profile.descendants().filter(|node| {
        node.has_tag_name("key") && !node.text().is_some_and(|key| key.starts_with("Payload"))
    });
    let policies: Vec<(String, PolicyValue)> = keys
        .map(|key| {
            let value = key.next_sibling_element().unwrap();
            let value = match value.tag_name().name() {
                "string" => PolicyValue::Text(value.text().unwrap().to_owned()),
                "integer" => PolicyValue::Number(value.text().unwrap().parse().unwrap()),
                "true" => PolicyValue::YesNo(true),
                "false" => PolicyValue::YesNo(false),
                _ => PolicyValue::Other,
            };
            (key.text().unwrap().to_owned(), value)
        })
        .collect();
    assert_eq!(policies.len(), 4);
    assert_eq!(PolicyReading::of(policies).faults, []);
}

#[test]
fn the_document_for_it_departments_names_every_policy() {
    let document = fs::read_to_string(root().join("docs/it.md")).unwrap();
    for name in PolicyName::VARIANTS {
        assert!(document.contains(&format!("| `{}` |", name.as_str())), "{name:?}");
    }
}
