//! Snapshots in text of the outline, and of the structure tree that screen readers use, read from the PDF.
//! They are in `tests/pdf/snapshots`; `cargo insta` or `INSTA_UPDATE=always` replaces them.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object};
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::pdf::export;
use wgs_referral::report::layout::{ContentKind, DrawItem, Layout};
use wgs_referral::report::{ReportSettings, VERSION, document, lay_out, plain_text};

use crate::{SAMPLES, danish, sample};

/// The text without what depends on version and criteria.
fn lasting(text: &str, set: &CriteriaSet, id: &str) -> String {
    text.replace(&set.hash[..12], "HASH").replace(id, "ID").replace(VERSION, "VERSION")
}

#[test]
fn the_outline_matches_its_snapshot() {
    let set = embedded().unwrap();
    for name in SAMPLES {
        let document = document(&set, &sample(&set, name), danish());
        insta::assert_snapshot!(
            format!("outline-{name}"),
            lasting(&plain_text(&document.outline), &set, &document.id.short())
        );
    }
    let settings = ReportSettings { language: Language::En, with_identity: false, ..danish() };
    let document = document(&set, &sample(&set, "judgement"), settings);
    insta::assert_snapshot!(
        "outline-judgement-en-without-identity",
        lasting(&plain_text(&document.outline), &set, &document.id.short())
    );
}

#[test]
fn the_structure_tree_matches_its_snapshot() {
    let set = embedded().unwrap();
    for name in ["met-by-judgement", "missing"] {
        let case = sample(&set, name);
        let made = document(&set, &case, danish());
        let layout = lay_out(&made.outline);
        let bytes = export(&set, &case, danish()).unwrap().bytes;
        let tree = Tree::read(&bytes, &layout).said();
        insta::assert_snapshot!(format!("tree-{name}"), lasting(&tree, &set, &made.id.short()));
    }
}

/// The structure tree of a PDF, with the texts of the layout that it was written from.
struct Tree<'a> {
    document: Document,
    /// The text of each node of the layout, by index.
    words: Vec<String>,
    layout: &'a Layout,
}

impl<'a> Tree<'a> {
    fn read(bytes: &[u8], layout: &'a Layout) -> Self {
        let mut words = vec![String::new(); layout.nodes.len()];
        for placed in layout.pages.iter().flatten() {
            if let (ContentKind::Node(node), DrawItem::Text { run, .. }) = (placed.kind, &placed.item) {
                words[node].push_str(&run.text);
            }
        }
        Tree { document: Document::load_mem(bytes).unwrap(), words, layout }
    }

    fn said(&self) -> String {
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        let mut said = String::new();
        self.element(root.get(b"K").unwrap(), 0, 0, &mut said);
        said
    }

    fn dictionary<'d>(&'d self, object: &'d Object) -> &'d Dictionary {
        match object {
            Object::Reference(id) => self.document.get_dictionary(*id).unwrap(),
            object => object.as_dict().unwrap(),
        }
    }

    /// Writes a structure element and its children. `node` is the node of the layout that it was written
    /// from.
    fn element(&self, object: &Object, node: usize, depth: usize, said: &mut String) {
        let element = self.dictionary(object);
        let role = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
        write!(said, "{}{role}", "  ".repeat(depth)).unwrap();
        if let Ok(attributes) = element.get(b"A")
            && let Ok(scope) = self.dictionary(attributes).get(b"Scope")
        {
            write!(said, " [{}]", String::from_utf8_lossy(scope.as_name().unwrap())).unwrap();
        }
        if let Ok(alt) = element.get(b"Alt") {
            write!(said, " ({})", lopdf::decode_text_string(alt).unwrap()).unwrap();
        }
        let words = self.words[node].trim();
        if !words.is_empty() && role != "Figure" {
            write!(said, " {words}").unwrap();
        }
        said.push('\n');
        let kids = element.get(b"K").unwrap().as_array().unwrap();
        let elements: Vec<&Object> = kids.iter().filter(|kid| matches!(kid, Object::Reference(_))).collect();
        let below: Vec<usize> =
            (0..self.layout.nodes.len()).filter(|at| self.layout.nodes[*at].parent == Some(node)).collect();
        assert_eq!(elements.len(), below.len(), "{role}");
        for (kid, node) in elements.into_iter().zip(below) {
            self.element(kid, node, depth + 1, said);
        }
    }
}

#[test]
fn the_document_outline_is_nested_and_has_destinations() {
    let set = embedded().unwrap();
    let bytes = export(&set, &sample(&set, "met"), danish()).unwrap().bytes;
    let document = Document::load_mem(&bytes).unwrap();
    let entry = |object: &Object| document.get_dictionary(object.as_reference().unwrap()).unwrap().clone();
    let root = entry(document.catalog().unwrap().get(b"Outlines").unwrap());
    let mut said = String::new();
    let mut queue = vec![(entry(root.get(b"First").unwrap()), 0)];
    let mut last = (0, f32::MAX);
    while let Some((found, depth)) = queue.pop() {
        let title = lopdf::decode_text_string(found.get(b"Title").unwrap()).unwrap();
        writeln!(said, "{}{title}", "  ".repeat(depth)).unwrap();
        let place = found.get(b"Dest").unwrap().as_array().unwrap();
        let page = place[0].as_reference().unwrap();
        let number = document.page_iter().position(|id| id == page).expect("the page is there");
        let y = place[3].as_float().unwrap();
        assert!(number > last.0 || y <= last.1, "{title} stands before what comes before it");
        last = (number, y);
        if let Ok(next) = found.get(b"Next") {
            queue.push((entry(next), depth));
        }
        if let Ok(first) = found.get(b"First") {
            queue.push((entry(first), depth + 1));
        }
    }
    insta::assert_snapshot!("reader-outline", said);
}
