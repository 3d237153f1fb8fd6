//! `verify` of PDFs that can't be searched, drawn or opened as others can, and of codes and layers that are not ours.

use super::verify::*;
use super::*;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

const PAGES: &str = "the pages are not those of the case inside";
const TOO_MUCH: &str = "it holds too much to be compared, and another case may be hidden in it";
const SEVERAL: &str = "two attachments claim to be the case and differ";

/// A file attachment annotation with another case.
fn other_case(document: &mut Document) -> Object {
    let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"(format: 1)".to_vec());
    let stream = document.add_object(stream);
    let file = document.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal("case.wgscase"), "EF" => dictionary! { "F" => stream },
    });
    document
        .add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => file,
            "Rect" => vec![10.into(), 10.into(), 20.into(), 20.into()],
        })
        .into()
}

fn page_mut(document: &mut Document) -> &mut Dictionary {
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap()
}

#[test]
fn what_is_hidden_behind_too_much_is_not_taken_for_unchanged() {
    for (count, is_first) in [(100, false), (270_000, false), (270_000, true)] {
        let junk = changed(&exported(MET, &[]), |document| {
            let other = other_case(document);
            let mut annotations = vec![Object::Null; count];
            annotations.insert(if is_first { 0 } else { count }, other);
            page_mut(document).set("Annots", annotations);
        });
        is_changed(junk, if count == 100 { SEVERAL } else { TOO_MUCH });
    }
    // Behind what no program looks at, the search of all objects ends.
    let elsewhere = changed(&exported(MET, &[]), |document| {
        let other = other_case(document);
        let mut junk = vec![Object::Null; 270_000];
        junk.push(other);
        let junk = document.add_object(junk);
        let catalog = catalog_id(document);
        document.get_dictionary_mut(catalog).unwrap().set("Junk", junk);
    });
    is_changed(elsewhere, TOO_MUCH);
}

#[test]
fn what_is_found_before_the_search_ends_counts() {
    let early = changed(&exported(MET, &[]), |document| {
        let other = other_case(document);
        let junk = document.add_object(vec![Object::Null; 270_000]);
        let page = page_mut(document);
        page.set("Annots", vec![other, junk.into()]);
        let root = catalog_id(document);
        let pages = document.get_dictionary(root).unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        document.get_dictionary_mut(pages).unwrap().set("AF", junk);
    });
    let (status, line) = verified(early);
    assert!(status == 1 && line.starts_with("changed: "), "{line}");
}

#[test]
fn a_long_report_is_searched_whole() {
    let lines = "a\\n".repeat(1_990);
    let comment = format!("comments: {{ \"sarcoma/target-group\": \"{lines}\" }}, answers:");
    let text = edited("answers:", &comment);
    let folder = Folder::new();
    let case = folder.file("a.wgscase", &text);
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    let ended = run(["export", &case, "--output", &output]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    let (_, line) = verified(fs::read(output).unwrap());
    assert!(!line.contains(TOO_MUCH), "{line}");
}

/// The PDF with a layer that is off by default, and this content in it on page 1.
fn layered(content: &str) -> Vec<u8> {
    changed(&with_content(content, &[]), |document| {
        let layer =
            document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("a") });
        let catalog = catalog_id(document);
        let catalog = document.get_object_mut(catalog).unwrap().as_dict_mut().unwrap();
        let off = dictionary! { "OFF" => vec![Object::from(layer)] };
        catalog.set("OCProperties", dictionary! { "OCGs" => vec![Object::from(layer)], "D" => off });
        if !content.is_empty() {
            let resources = page_mut(document).get(b"Resources").unwrap().as_reference().unwrap();
            let resources = document.get_dictionary_mut(resources).unwrap();
            resources.set("Properties", dictionary! { "L" => layer });
        }
    })
}

#[test]
fn layers_of_pages_are_noticed_and_others_change_nothing() {
    is_changed(layered("\n/OC /L BDC q 0 g 300 300 3 3 re f Q EMC\n"), PAGES);
    assert_eq!(verified(layered("")), (0, "unchanged".to_owned()));
    let empty = changed(&exported(MET, &[]), |document| {
        let catalog = catalog_id(document);
        let none = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => Dictionary::new() };
        document.get_dictionary_mut(catalog).unwrap().set("OCProperties", none);
    });
    assert_eq!(verified(empty), (0, "unchanged".to_owned()));
}

#[test]
fn a_case_of_another_size_is_opened_only_if_that_is_accepted() {
    let resized = changed(&exported(MET, &[]), |document| {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.get(b"Type").is_ok_and(|kind| kind.as_name().unwrap() == b"EmbeddedFile")
            {
                stream.dict.remove(b"Filter");
                stream
                    .set_content(edited("name: \"Aase Testperson\"", "name: \"Bo Testperson\"").into_bytes());
            }
        }
    });
    is_changed(&resized, OTHER_CASE);
    let folder = Folder::new();
    let path = folder.file("a.pdf", &resized);
    let ended = run(["evaluate", &path]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.starts_with(&format!("{path}: the PDF was changed")), "{}", ended.err);
    let ended = run(["evaluate", &path, "--accept-changed"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    assert!(ended.err.starts_with(&format!("{path}: note: the PDF was changed")), "{}", ended.err);
}

#[test]
fn of_two_cases_that_differ_none_is_accepted() {
    let two = changed(&exported(MET, &[]), |document| {
        let other = other_case(document);
        page_mut(document).set("Annots", vec![other]);
    });
    let folder = Folder::new();
    let (path, output) = (folder.file("a.pdf", two), folder.path("b.pdf"));
    let export = ["export", &path, "--output", output.to_str().unwrap(), "--accept-changed"];
    for call in [["evaluate", &path, "--accept-changed"].as_slice(), &export] {
        let ended = run(call);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        assert!(ended.err.contains("which one is right cannot be known"), "{}", ended.err);
        assert!(ended.err.contains("--accept-changed does not help"), "{}", ended.err);
        assert!(!output.exists());
    }
}

/// What the shell prints, with exit status, when it runs a script with the program as `$1` and a file as `$2`.
#[cfg(unix)]
fn in_shell(script: &str, program: &Path, file: &str) -> (i32, String) {
    let mut shell = std::process::Command::new("sh");
    let ended = shell.args(["-c", script, "sh"]).arg(program).arg(file).output().unwrap();
    let out = String::from_utf8(ended.stdout).unwrap();
    (
        ended.status.code().unwrap(),
        out.strip_prefix(&format!("{file}: ")).unwrap_or(&out).trim_end().to_owned(),
    )
}

#[cfg(unix)]
#[test]
fn what_fails_on_this_computer_is_no_change() {
    let folder = Folder::new();
    let path = folder.file("a.pdf", exported(MET, &[]));
    let program = Path::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    for limit in ["ulimit -n 6", "ulimit -d 60000", "ulimit -d 100000"] {
        let (status, line) = in_shell(&format!("{limit}; exec \"$1\" verify \"$2\""), program, &path);
        let is_told = line.starts_with("not checked: ") && status == 1;
        assert!(is_told || (status, line.as_str()) == (0, "unchanged"), "{limit}: {line}");
    }
    // A lower limit that is enough changes nothing.
    let (status, line) = in_shell("ulimit -d 240000; exec \"$1\" verify \"$2\"", program, &path);
    assert_eq!((status, line.as_str()), (0, "unchanged"));
    // What contradicts itself needs no drawing.
    let swapped = changed(&fs::read(&path).unwrap(), |document| replace_case(document, "no case"));
    let swapped = folder.file("b.pdf", swapped);
    let (status, line) = in_shell("ulimit -n 6; exec \"$1\" verify \"$2\"", program, &swapped);
    assert!(status == 1 && line.starts_with("changed: "), "{line}");
    let (status, _) = in_shell("ulimit -n 6; exec \"$1\" evaluate \"$2\"", program, &path);
    assert_eq!(status, 1);
    let (status, _) = in_shell("ulimit -n 6; exec \"$1\" evaluate --accept-changed \"$2\"", program, &path);
    assert_eq!(status, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_was_replaced_by_an_update_still_draws() {
    let folder = Folder::new();
    let path = folder.file("a.pdf", exported(MET, &[]));
    let program = folder.path("program");
    fs::copy(env!("CARGO_BIN_EXE_wgs-referral-cli"), &program).unwrap();
    // The program waits for the file on standard input until it was deleted.
    let script = "{ sleep 1; rm \"$1\"; cat \"$2\"; } | \"$1\" verify -";
    let (status, line) = in_shell(script, &program, &path);
    assert_eq!((status, line.ends_with(": unchanged")), (0, true), "{line}");
}
