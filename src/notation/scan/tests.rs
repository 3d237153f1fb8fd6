//! Tests of the scan, most of them against what `ron` reads.

use super::super::parse_value;
use super::*;
use proptest::prelude::*;

fn place_of(text: &str, path: &[&str]) -> (usize, usize) {
    let mut node = &scan(text).unwrap();
    let root = node.clone();
    node = &root;
    for step in path {
        node = match step.parse::<usize>() {
            Ok(index) => node.item(index).unwrap(),
            Err(_) => node.get(step).unwrap(),
        };
    }
    let place = node.place(text);
    (place.line, place.column)
}

#[test]
fn a_value_has_its_line_and_column() {
    let text = "// head\n(\n  a: 1,\n  æ: { \"k\": [x, all([no(\"q\")])] },\n)";
    assert_eq!(place_of(text, &["a"]), (3, 6));
    assert_eq!(place_of(text, &["æ", "k", "1"]), (4, 17));
    assert_eq!(place_of(text, &["æ", "k", "1", "0", "0", "0"]), (4, 25));
}

#[test]
fn equal_keys_are_found() {
    let text = r#"{ "a": 1, "b": 2, "a": 3 }"#;
    let node = scan(text).unwrap();
    let found: Vec<_> = node.duplicates().map(|entry| entry.key_at).collect();
    assert_eq!(found, [18]);
}

#[test]
fn brackets_in_strings_and_comments_are_not_brackets() {
    let text = "( a: \")(\\\"\", /* ( /* nested */ [ */ b: r#\"}\"#, c: ')', // (\n d: 'x' )";
    let keys: Vec<_> = scan(text).unwrap().entries().iter().map(|e| e.key.clone()).collect();
    assert_eq!(keys, ["a", "b", "c", "d"]);
}

#[test]
fn a_hundred_thousand_open_brackets_are_an_error() {
    assert_eq!(scan(&"(".repeat(100_000)), Err(ScanError::Malformed));
    assert_eq!(scan(&"[".repeat(100_000)), Err(ScanError::Malformed));
    assert!(parse_value(&"(".repeat(100_000)).is_err());
}

/// The memory that one of the costs stands for holds for each of these kinds. A small file could have millions of
/// them.
#[test]
fn each_kind_of_too_many_values_is_refused_where_the_budget_ends() {
    let depth = MAX_DEPTH - 4;
    let chain = format!("{}0{},", "(a:".repeat(depth), ")".repeat(depth));
    for (kind, part, enough) in [
        ("chains of fields", chain.as_str(), 2_000),
        ("empty brackets", "[],", 100_000),
        ("wrapped values", "Some(Some(())),", 40_000),
        ("numbers", "0,", 1_100_000),
    ] {
        let few = format!("[{}]", part.repeat(enough / 20));
        assert!(scan(&few).is_ok(), "{kind}");
        let many = format!("[{}]", part.repeat(enough));
        let Err(ScanError::TooManyValues(at)) = scan(&many) else { panic!("{kind}") };
        assert!(few.len() < at && at < many.len(), "{kind}");
    }
}

#[test]
fn a_long_text_is_one_value_whatever_it_has_inside() {
    let text = format!("(a: \"{}\")", "(a:[{,:}])".repeat(100_000));
    assert!(scan(&text).is_ok());
}

/// Whether `ron` and the scan give the same keys and leaves.
fn agrees(value: &ron::Value, node: &Node, text: &str) -> bool {
    match value {
        ron::Value::Map(map) => {
            map.iter().all(|(key, inner)| {
                let ron::Value::String(key) = key else { return true };
                node.get(key).is_some_and(|found| agrees(inner, found, text))
            }) && node.entries().len() == map.len()
        }
        ron::Value::Seq(items) => items
            .iter()
            .enumerate()
            .all(|(at, inner)| node.item(at).is_some_and(|found| agrees(inner, found, text))),
        // `ron` must read the same value from the text of the leaf alone.
        other => parse_value(&text[node.start..node.end]).is_ok_and(|read| read == *other),
    }
}

fn ron_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(|n| n.to_string()),
        any::<bool>().prop_map(|b| b.to_string()),
        ".{0,12}".prop_map(|s| ron::to_string(&s).unwrap()),
        "[a-z(){},: ]{0,8}".prop_map(|s| format!("r#\"{s}\"#")),
        any::<char>().prop_map(|c| ron::to_string(&c).unwrap()),
    ];
    let blank = prop_oneof![
        Just(String::new()),
        Just(" ".into()),
        Just("\n\t".into()),
        Just("\u{200e}\u{85}\u{2028}".into()),
        Just("/* ( */".into()),
        Just("// ]\n".into())
    ];
    (leaf, blank)
        .prop_recursive(4, 40, 5, |inner| {
            let tail = prop_oneof![Just(""), Just(",")];
            let leaf = (
                prop::collection::vec(inner.clone(), 0..5),
                prop::collection::btree_set("[a-z]{1,6}", 5),
                0..3_usize,
                tail,
            )
                .prop_map(|(values, keys, kind, tail)| {
                    let parts = values.iter().zip(keys).map(|((value, blank), key)| match kind {
                        0 => format!("{blank}{value}{blank}"),
                        1 => format!("{blank}\"{key}\"{blank}:{blank}{value}"),
                        _ => format!("{blank}x{key}{blank}:{blank}{value}"),
                    });
                    let inside = parts.collect::<Vec<_>>().join(",");
                    let tail = if inside.is_empty() { "" } else { tail };
                    match kind {
                        0 => format!("[{inside}{tail}]"),
                        1 => format!("{{{inside}{tail}}}"),
                        _ if inside.is_empty() => "0".into(),
                        _ => format!("({inside}{tail})"),
                    }
                });
            (leaf, Just(String::new()))
        })
        .prop_map(|(text, _)| text)
}

proptest! {
    #[test]
    fn the_scan_agrees_with_ron(text in ron_text()) {
        let value = parse_value(&text).expect(&text);
        let node = scan(&text).expect(&text);
        prop_assert!(agrees(&value, &node, &text), "{text}");
        prop_assert!(scan_within(highest_cost(&text), &text).is_ok(), "{text}");
    }

    #[test]
    fn no_text_costs_more_than_its_highest_cost(text in "[\\[\\](){}\"'#r:,/* a1\\\\]{0,80}") {
        let found = scan_within(highest_cost(&text), &text);
        prop_assert!(!matches!(found, Err(ScanError::TooManyValues(_))), "{text}");
    }

    #[test]
    fn scanning_never_panics(text in ".{0,200}") {
        let _ = scan(&text);
    }

    #[test]
    fn the_scan_accepts_every_mix_of_brackets_that_ron_accepts(text in "[\\[\\](){}\"'#r:,/* a1\\\\]{0,80}") {
        if parse_value(&text).is_ok() {
            prop_assert!(scan(&text).is_ok(), "{text}");
        }
    }
}
