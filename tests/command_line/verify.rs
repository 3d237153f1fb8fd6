//! `verify`: whether a PDF is as it was exported, and what `evaluate` and `export` make of one that is not.

use super::*;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

pub const OTHER: &str = "name: \"Bente Testperson\"";

/// The bytes of the PDF of a case.
pub fn exported(case: &str, further: &[&str]) -> Vec<u8> {
    let folder = Folder::new();
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    let case = folder.file("a.wgscase", case);
    let ended = run([["export", &case, "--output", &output].as_slice(), further].concat());
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    fs::read(output).unwrap()
}

pub fn verified(pdf: impl AsRef<[u8]>) -> (i32, String) {
    let folder = Folder::new();
    let path = folder.file("a.pdf", pdf);
    let ended = run(["verify", &path]);
    for word in IDENTIFYING {
        assert!(!ended.out.contains(word) && !ended.err.contains(word), "{} {}", ended.out, ended.err);
    }
    let line = ended.out.strip_prefix(&format!("{path}: ")).unwrap_or_else(|| panic!("{}", ended.out));
    (ended.status, line.trim_end().to_owned())
}

/// The PDF after a change by another program.
pub fn changed(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub fn catalog_id(document: &Document) -> lopdf::ObjectId {
    document.trailer.get(b"Root").unwrap().as_reference().unwrap()
}

/// Replaces the content of the attached case.
pub fn replace_case(document: &mut Document, text: &str) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Type").is_ok_and(|kind| kind.as_name().unwrap() == b"EmbeddedFile")
        {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"Params");
            stream.set_content(text.as_bytes().to_vec());
        }
    }
}

pub fn remove_metadata(document: &mut Document) {
    let catalog = catalog_id(document);
    document.get_object_mut(catalog).unwrap().as_dict_mut().unwrap().remove(b"Metadata");
}

pub fn is_changed(pdf: impl AsRef<[u8]>, reason: &str) {
    let (status, line) = verified(pdf);
    assert_eq!((status, line.as_str()), (1, format!("changed: {reason}").as_str()));
}

pub const OTHER_CASE: &str = "the case inside is not the one that the report was made of";

#[test]
fn an_exported_pdf_is_unchanged_in_every_form() {
    for further in [
        [].as_slice(),
        &["--language", "en"],
        &["--without-identity"],
        &["--moment", "2026-11-25T10:00:00.123Z", "--without-identity", "--language", "en"],
    ] {
        assert_eq!(verified(exported(MET, further)), (0, "unchanged".to_owned()), "{further:?}");
    }
}

#[test]
fn a_pdf_without_a_case_has_no_case() {
    assert_eq!(verified(exported(MET, &["--without-case"])), (1, "no case".to_owned()));
    assert_eq!(verified("no PDF at all"), (1, "no case".to_owned()));
    assert_eq!(verified(pdf_with(MET)), (1, "no mark".to_owned()));
}

#[test]
fn another_case_inside_is_noticed() {
    let pdf = exported(MET, &[]);
    let name = edited("name: \"Aase Testperson\"", OTHER);
    let one_answer = edited("\"metastatic\": true", "\"metastatic\": false");
    for text in [name, one_answer, format!("{MET}\n"), "no case".to_owned()] {
        let swapped = changed(&pdf, |document| replace_case(document, &text));
        let (status, line) = verified(&swapped);
        assert_eq!(status, 1);
        assert!(line.starts_with(&format!("changed: {OTHER_CASE}")), "{line}");
        // It is noticed by the page alone as well.
        let bare = changed(&swapped, remove_metadata);
        is_changed(bare, OTHER_CASE);
    }
}

#[test]
fn pages_of_another_report_are_noticed() {
    let other = Document::load_mem(&exported(&edited("name: \"Aase Testperson\"", OTHER), &[])).unwrap();
    let pdf = changed(&exported(MET, &[]), |document| {
        let pages: Vec<_> = document.page_iter().collect();
        for (mine, theirs) in pages.into_iter().zip(other.page_iter()) {
            let content = other.get_page_content(theirs);
            document.change_page_content(mine, content).unwrap();
        }
    });
    let (status, line) = verified(pdf);
    assert_eq!(status, 1);
    assert!(line.starts_with("changed: the mark on page 1 is that of another report"), "{line}");
}

#[test]
fn a_page_with_one_word_painted_over_is_noticed() {
    let painted = |x: u32, y: u32| {
        changed(&exported(MET, &[]), |document| {
            let page = document.page_iter().next().unwrap();
            let mut content = document.get_page_content(page);
            content.extend(format!("\nq 0 g {x} {y} 3 3 re f Q\n").bytes());
            document.change_page_content(page, content).unwrap();
        })
    };
    is_changed(painted(300, 300), "the pages are not those of the case inside");
}

#[test]
fn a_covered_mark_is_noticed_where_the_metadata_is_ours() {
    let covered = changed(&exported(MET, &[]), |document| {
        let page = document.page_iter().next().unwrap();
        let mut content = document.get_page_content(page);
        content.extend(b"\nq 1 g 0 0 2000 2000 re f Q\n");
        document.change_page_content(page, content).unwrap();
    });
    let reasons = "the mark on page 1 cannot be read, although the metadata is that of a report; the pages are not those of the case inside";
    is_changed(&covered, reasons);
    // Without it, nothing speaks against the case.
    assert_eq!(verified(changed(&covered, remove_metadata)), (1, "no mark".to_owned()));
}

#[test]
fn two_attachments_that_claim_to_be_the_case_must_be_equal() {
    let add = |text: &'static str, where_to: &'static str| {
        changed(&exported(MET, &[]), |document| {
            let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, text.as_bytes().to_vec());
            let stream = document.add_object(stream);
            let file = document.add_object(dictionary! {
                "Type" => "Filespec", "F" => Object::string_literal("case.wgscase"),
                "AFRelationship" => "Source", "EF" => dictionary! { "F" => stream },
            });
            let catalog = catalog_id(document);
            let catalog = document.get_object_mut(catalog).unwrap().as_dict_mut().unwrap();
            let Ok(Object::Array(files)) = catalog.get_mut(where_to.as_bytes()) else { panic!() };
            files.push(file.into());
        })
    };
    is_changed(add("(format: 1)", "AF"), "two attachments claim to be the case and differ");
    // One stream under two keys of one file.
    let two_keys = changed(&exported(MET, &[]), |document| {
        let other = document.add_object(Stream::new(Dictionary::new(), b"(format: 1)".to_vec()));
        for object in document.objects.values_mut() {
            if let Ok(file) = object.as_dict_mut()
                && let Ok(Object::Dictionary(embedded)) = file.get_mut(b"EF")
            {
                embedded.set("F", other);
            }
        }
    });
    is_changed(two_keys, "two attachments claim to be the case and differ");
}

const NOT_COMPARABLE: &str = "not checked: it does not say how its pages were made, so that they cannot be compared with \
     the case; some may be those of another patient";

#[test]
fn metadata_without_the_programs_own_properties_contradicts_nothing_and_leaves_the_pages_unchecked() {
    let bare = changed(&exported(MET, &[]), remove_metadata);
    assert_eq!(verified(&bare), (1, NOT_COMPARABLE.to_owned()));
    let folder = Folder::new();
    let (path, output) = (folder.file("a.pdf", bare), folder.path("b.pdf"));
    let export = ["export", &path, "--output", output.to_str().unwrap()];
    for call in [["evaluate", &path].as_slice(), &export] {
        let ended = run(call);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        let start = format!("{path}: the PDF could not be checked: it does not say how its pages were made");
        assert!(ended.err.starts_with(&start) && ended.err.contains("--accept-changed"), "{}", ended.err);
        assert!(!output.exists());
    }
    for call in [["evaluate", &path].as_slice(), &export] {
        let ended = run([call, &["--accept-changed"]].concat());
        assert_eq!(ended.status, 0);
        assert!(ended.err.starts_with(&format!("{path}: note: the PDF was not checked: ")), "{}", ended.err);
    }
}

/// The PDF with pages of another one at its end. The rest is that of the first one, as where programs join files.
fn with_pages_of(pdf: &[u8], other: &[u8], pages: std::ops::Range<usize>) -> Vec<u8> {
    changed(pdf, |document| {
        let mut other = Document::load_mem(other).unwrap();
        other.renumber_objects_with(document.max_id + 1);
        document.max_id = other.max_id;
        let added: Vec<_> = other.page_iter().skip(pages.start).take(pages.len()).collect();
        assert_eq!(added.len(), pages.len());
        document.objects.extend(other.objects);
        let catalog = catalog_id(document);
        let root = document.get_dictionary(catalog).unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        for page in added {
            document.get_dictionary_mut(page).unwrap().set("Parent", root);
            let tree = document.get_dictionary_mut(root).unwrap();
            let count = tree.get(b"Count").and_then(Object::as_i64).unwrap();
            tree.set("Count", count + 1);
            tree.get_mut(b"Kids").and_then(Object::as_array_mut).unwrap().push(page.into());
        }
    })
}

/// The PDF with metadata that says that another version made its pages.
fn of_another_version(pdf: &[u8]) -> Vec<u8> {
    with_metadata(pdf, |packet| packet.replace("<wgs:layoutVersion>", "<wgs:layoutVersion>9"))
}

#[test]
fn a_pdf_with_pages_of_two_patients_never_passes_as_unchanged() {
    const SEVERAL: &str = "changed: the pages have the marks of several reports";
    let pdf = exported(MET, &[]);
    let other = exported(&edited("name: \"Aase Testperson\"", OTHER), &[]);
    let without_metadata = changed(&pdf, remove_metadata);
    let count = Document::load_mem(&other).unwrap().page_iter().count();
    for (pages, expected) in
        [(0..count, SEVERAL), (0..1, SEVERAL), (1..count, NOT_COMPARABLE), (count - 1..count, NOT_COMPARABLE)]
    {
        let joined = with_pages_of(&without_metadata, &other, pages.clone());
        assert_eq!(verified(joined), (1, expected.to_owned()), "{pages:?}");
        let with_metadata = with_pages_of(&pdf, &other, pages);
        is_changed(with_metadata, "the pages are not those of the case inside");
    }
    // The pages of another version are not compared, but their marks are.
    let older = of_another_version(&pdf);
    assert_eq!(verified(&older), (0, "case unchanged".to_owned()));
    assert_eq!(verified(with_pages_of(&older, &other, 0..1)), (1, SEVERAL.to_owned()));
}

#[test]
fn an_annotation_changes_no_page() {
    let annotated = changed(&exported(MET, &[]), |document| {
        let note = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Square", "Rect" => vec![100.into(), 100.into(), 400.into(), 700.into()],
            "IC" => vec![1.into(), 0.into(), 0.into()], "F" => 4,
        });
        let page = document.page_iter().next().unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set("Annots", vec![Object::from(note)]);
    });
    assert_eq!(verified(annotated), (0, "unchanged".to_owned()));
}

/// The PDF with this content after that of page 1, and these fonts among its resources.
pub fn with_content(content: &str, fonts: &[(&str, &str)]) -> Vec<u8> {
    changed(&exported(MET, &[]), |document| {
        let page = document.page_iter().next().unwrap();
        let mut all = document.get_page_content(page);
        all.extend(content.bytes());
        document.change_page_content(page, all).unwrap();
        for (name, base) in fonts {
            let font = document.add_object(dictionary! {
                "Type" => "Font", "Subtype" => "Type1", "BaseFont" => Object::Name(base.as_bytes().to_vec()),
            });
            let page = document.get_dictionary_mut(page).unwrap();
            let resources = match page.get(b"Resources").unwrap() {
                Object::Reference(id) => *id,
                _ => panic!(),
            };
            let shared = document.get_dictionary(resources).unwrap().get(b"Font").unwrap().as_reference();
            let fonts = match shared {
                Ok(id) => document.get_dictionary_mut(id).unwrap(),
                Err(_) => {
                    let resources = document.get_dictionary_mut(resources).unwrap();
                    resources.get_mut(b"Font").and_then(Object::as_dict_mut).unwrap()
                }
            };
            fonts.set(*name, font);
        }
    })
}

#[test]
fn text_in_a_font_that_the_file_lacks_is_noticed() {
    for base in ["Helvetica", "Times-Roman", "ZapfDingbats", "Arial"] {
        let written =
            with_content("\nq 0 g BT /F0 12 Tf 100 100 Td (IKKE OPFYLDT) Tj ET Q\n", &[("F0", base)]);
        is_changed(written, "the pages are not those of the case inside");
    }
}

#[test]
fn a_signature_that_shows_or_a_stamp_changes_no_page() {
    let stamped = changed(&exported(MET, &[]), |document| {
        let drawn = b"0 0 1 rg 0 0 400 400 re f".to_vec();
        let appearance = document.add_object(Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "BBox" => vec![0.into(), 0.into(), 400.into(), 400.into()],
            },
            drawn,
        ));
        let stamp = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "Rect" => vec![150.into(), 400.into(), 550.into(), 800.into()],
            "F" => 4, "AP" => dictionary! { "N" => appearance },
        });
        let page = document.page_iter().next().unwrap();
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set("Annots", vec![Object::from(stamp)]);
    });
    // It lies over the mark as well.
    assert_eq!(verified(stamped), (0, "unchanged".to_owned()));
}

#[test]
fn another_case_beside_the_one_inside_is_noticed_under_any_name() {
    for name in ["sag.wgscase", "CASE.WGSCASE", "case.wgscase "] {
        let beside = changed(&exported(MET, &[]), |document| {
            let stream = document.add_object(Stream::new(Dictionary::new(), b"(format: 1)".to_vec()));
            let file = document.add_object(dictionary! {
                "Type" => "Filespec", "F" => Object::string_literal(name), "EF" => dictionary! { "F" => stream },
            });
            let catalog = catalog_id(document);
            let catalog = document.get_object_mut(catalog).unwrap().as_dict_mut().unwrap();
            let names = vec![Object::string_literal(name), file.into()];
            catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
        });
        is_changed(beside, "two attachments claim to be the case and differ");
    }
}

#[test]
fn another_case_under_the_old_size_is_noticed() {
    let pdf = changed(&exported(MET, &[]), |document| {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.get(b"Type").is_ok_and(|kind| kind.as_name().unwrap() == b"EmbeddedFile")
            {
                stream.dict.remove(b"Filter");
                stream.set_content(edited("name: \"Aase Testperson\"", OTHER).into_bytes());
            }
        }
    });
    is_changed(&pdf, OTHER_CASE);
    let folder = Folder::new();
    let ended = run(["evaluate", &folder.file("a.pdf", &pdf)]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
}

/// The PDF with its metadata edited, and the content of page 1 changed.
fn with_edited_metadata(edit: impl Fn(&str) -> String) -> Vec<u8> {
    with_metadata(&with_content("\nq 0 g 300 300 3 3 re f Q\n", &[]), edit)
}

fn with_metadata(pdf: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    changed(pdf, |document| {
        let catalog = catalog_id(document);
        let metadata =
            document.get_dictionary(catalog).unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        let stream = document.get_object_mut(metadata).and_then(Object::as_stream_mut).unwrap();
        let edited = edit(std::str::from_utf8(&stream.content).unwrap());
        stream.set_content(edited.into_bytes());
    })
}

#[test]
fn pages_are_compared_where_the_metadata_says_how_they_were_made() {
    let without = |packet: &str| {
        let (start, rest) = packet.split_once("<wgs:pages>").unwrap();
        format!("{start}{}", rest.split_once("</wgs:pages>").unwrap().1)
    };
    let edits: [&dyn Fn(&str) -> String; 2] =
        [&|packet| packet.to_owned(), &|packet| packet.replace("<wgs:pages>0", "<wgs:pages>9")];
    for edit in edits {
        is_changed(with_edited_metadata(edit), "the pages are not those of the case inside");
    }
    let another_version =
        with_edited_metadata(|packet| packet.replace("<wgs:layoutVersion>", "<wgs:layoutVersion>9"));
    assert_eq!(verified(another_version), (0, "case unchanged".to_owned()));
    // What is absent or not understood contradicts nothing, but the pages are not known to be of the case.
    let edits: [&dyn Fn(&str) -> String; 5] = [
        &|packet| packet.replace("wgs:layoutVersion", "wgs:layoutNumber"),
        &|packet| packet.replace(" da case", " xx case"),
        &|packet| packet.replace("</wgs:pages>", " further</wgs:pages>"),
        // Words in the place of the version would be printed on the pages that it is compared with.
        &|packet| packet.replace("<wgs:pages>0.1.0", "<wgs:pages>OPFYLDT"),
        &without,
    ];
    for edit in edits {
        assert_eq!(verified(with_edited_metadata(edit)), (1, NOT_COMPARABLE.to_owned()));
    }
}

#[test]
fn a_changed_pdf_is_evaluated_and_exported_only_if_that_is_accepted() {
    let folder = Folder::new();
    let one_answer = edited("\"metastatic\": true", "\"metastatic\": false");
    let pdf = changed(&exported(MET, &[]), |document| replace_case(document, &one_answer));
    let (path, output) = (folder.file("a.pdf", pdf), folder.path("b.pdf"));
    let export = ["export", &path, "--output", output.to_str().unwrap()];
    for call in [["evaluate", &path].as_slice(), &export] {
        let ended = run(call);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        let message = format!("{path}: the PDF was changed since it was exported: {OTHER_CASE}");
        assert!(ended.err.starts_with(&message) && ended.err.contains("--accept-changed"), "{}", ended.err);
        assert!(!output.exists());
    }
    for call in [["evaluate", &path].as_slice(), &export] {
        let ended = run([call, &["--accept-changed"]].concat());
        assert_eq!(ended.status, 0);
        assert!(ended.err.starts_with(&format!("{path}: note: the PDF was changed: ")), "{}", ended.err);
    }
    let bytes = fs::read(&output).unwrap();
    let metadata = String::from_utf8_lossy(&bytes).into_owned();
    assert!(metadata.contains(" from-changed-pdf "), "the export is no draft");
    assert_eq!(verified(bytes), (0, "unchanged".to_owned()));
}

#[test]
fn a_pdf_without_a_mark_is_evaluated_with_a_note() {
    let folder = Folder::new();
    let path = folder.file("a.pdf", pdf_with(MET));
    let ended = run(["evaluate", &path]);
    assert_eq!(ended.status, 0);
    assert!(ended.err.starts_with(&format!("{path}: note: no mark: ")), "{}", ended.err);
}

#[test]
fn each_file_has_a_line_and_one_that_is_not_as_it_went_out_decides_the_status() {
    let folder = Folder::new();
    let good = folder.file("a.pdf", exported(MET, &[]));
    let bad = folder.file("b.pdf", pdf_with(MET));
    let ended = run(["verify", &good, &bad, &good]);
    assert_eq!((ended.status, ended.err.as_str()), (1, ""));
    assert_eq!(ended.out, format!("{good}: unchanged\n{bad}: no mark\n{good}: unchanged\n"));
    let missing = folder.path("c.pdf").to_str().unwrap().to_owned();
    let ended = run(["verify", &missing, &good]);
    assert_eq!((ended.status, ended.out), (1, format!("{good}: unchanged\n")));
    assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
}

#[test]
fn a_case_of_a_set_that_was_changed_under_its_id_is_told() {
    let folder = Folder::new();
    let set = embedded().unwrap();
    let with_hash = |hash: &str| {
        edited("indication: \"sarcoma\"", &format!("criteria_hash: \"{hash}\", indication: \"sarcoma\""))
    };
    let path = folder.file("a.wgscase", with_hash(&set.hash[..12]));
    let ended = run(["evaluate", &path]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let path = folder.file("a.wgscase", with_hash("000000000000"));
    let ended = run(["evaluate", &path]);
    let note = "note: the set `ngc-2026-11.2` was changed since the case was written; it is assessed by the set as it is now";
    assert_eq!((ended.status, ended.err), (0, format!("{path}: {note}\n")));
}
