//! `verify` of a PDF in which different programs find different documents, or a case in an unusual place.

use super::verify::{changed, exported, verified};
use super::*;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::fmt::Write;

const ATTACHMENTS: &str = "changed: two attachments claim to be the case and differ";
const PAGES: &str = "changed: the pages are not those of the case inside";

/// How an incremental update ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    WithoutStart,
    WrongWord,
    WrongNumber,
    WithoutTrailer,
    Missing,
    FarAway,
}

const DAMAGED: [End; 6] =
    [End::WithoutStart, End::WrongWord, End::WrongNumber, End::WithoutTrailer, End::Missing, End::FarAway];

/// The PDF with an incremental update that replaces an object by a stream.
fn updated(pdf: &[u8], id: ObjectId, entries: &str, content: &[u8], end: End) -> Vec<u8> {
    let document = Document::load_mem(pdf).unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let previous = {
        let at = pdf.windows(9).rposition(|word| word == b"startxref").unwrap() + 10;
        let digits: Vec<u8> = pdf[at..].iter().copied().take_while(u8::is_ascii_digit).collect();
        String::from_utf8(digits).unwrap()
    };
    let mut bytes = pdf.to_vec();
    if end == End::FarAway {
        // Programs search for the end in the last 1,024 bytes. The update stands before the one that counts here.
        let at = pdf.windows(9).rposition(|word| word == b"startxref").unwrap();
        bytes.truncate(at);
    }
    let place = bytes.len() + 1;
    bytes.extend(
        format!("\n{} {} obj\n<< {entries} /Length {} >>\nstream\n", id.0, id.1, content.len()).bytes(),
    );
    bytes.extend_from_slice(content);
    bytes.extend(b"\nendstream\nendobj\n");
    let table = bytes.len();
    let mut tail = String::new();
    if !matches!(end, End::Missing | End::FarAway) {
        write!(tail, "xref\n{} 1\n{place:010} 00000 n \n", id.0).unwrap();
    }
    if !matches!(end, End::Missing | End::FarAway | End::WithoutTrailer) {
        let size = document.max_id + 1;
        writeln!(tail, "trailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>").unwrap();
    }
    match end {
        End::Whole => write!(tail, "startxref\n{table}\n%%EOF\n").unwrap(),
        End::WithoutStart | End::WithoutTrailer => tail.push_str("%%EOF\n"),
        End::WrongWord => write!(tail, "startxre\n{table}\n%%EO\n").unwrap(),
        End::WrongNumber => write!(tail, "startxref\n99999999\n%%EOF\n").unwrap(),
        End::Missing => {}
        End::FarAway => write!(tail, "startxref\n{previous}\n%%EOF\n{}", " ".repeat(2000)).unwrap(),
    }
    bytes.extend(tail.bytes());
    bytes
}

fn attachment(pdf: &[u8]) -> ObjectId {
    let is_attachment = |object: &Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"EmbeddedFile")
        })
    };
    let document = Document::load_mem(pdf).unwrap();
    let mut objects = document.objects.iter();
    *objects.find(|(_, object)| is_attachment(object)).unwrap().0
}

#[test]
fn an_update_with_a_damaged_end_that_replaces_the_case_is_noticed() {
    let pdf = exported(MET, &[]);
    let other = edited("\"metastatic\": true", "\"metastatic\": false");
    let id = attachment(&pdf);
    for entries in ["/Type /EmbeddedFile".to_owned(), format!("/Params << /Size {} >>", other.len())] {
        for end in DAMAGED {
            let (status, line) = verified(updated(&pdf, id, &entries, other.as_bytes(), end));
            assert!(status == 1 && line.starts_with("changed: "), "{end:?}: {line}");
        }
    }
    let (_, line) = verified(updated(&pdf, id, "", other.as_bytes(), End::WithoutStart));
    assert_eq!(line, ATTACHMENTS);
    // `evaluate` uses neither of the two cases.
    let folder = Folder::new();
    let path = folder.file("a.pdf", updated(&pdf, id, "", other.as_bytes(), End::Missing));
    let ended = run(["evaluate", &path]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
}

#[test]
fn an_update_with_a_damaged_end_that_replaces_a_page_is_noticed() {
    let pdf = exported(MET, &[]);
    let document = Document::load_mem(&pdf).unwrap();
    let page = document.page_iter().last().unwrap();
    let id = document.get_page_contents(page)[0];
    let same = document.get_page_content(page);
    let painted = [&same[..], b"\nq 0 g 300 300 3 3 re f Q\n"].concat();
    for end in DAMAGED {
        let (status, line) = verified(updated(&pdf, id, "", &painted, end));
        assert_eq!((status, line.as_str()), (1, PAGES), "{end:?}");
        // What changes nothing is no change, whatever its end.
        assert_eq!(verified(updated(&pdf, id, "", &same, end)), (0, "unchanged".to_owned()), "{end:?}");
    }
    assert_eq!(verified(updated(&pdf, id, "", &same, End::Whole)), (0, "unchanged".to_owned()));
    assert_eq!(verified(updated(&pdf, id, "", &painted, End::Whole)), (1, PAGES.to_owned()));
}

#[test]
fn what_only_stands_behind_the_end_is_no_change() {
    let pdf = exported(MET, &[]);
    // An object that nothing leads to.
    let note = b"\n9998 0 obj\n<< /Type /Annot /Subtype /Text /Contents (a) >>\nendobj\n";
    for after in [&b"\n\n"[..], &[0; 3000], b"<html>9999 0 obj\n<</A (</html>", note] {
        assert_eq!(verified([&pdf[..], after].concat()), (0, "unchanged".to_owned()));
    }
}

/// The PDF with a file specification that `place` puts somewhere. Its entries are given the stream of another case.
fn hung(
    specification: impl Fn(ObjectId) -> lopdf::Dictionary,
    place: impl Fn(&mut Document, ObjectId),
) -> Vec<u8> {
    changed(&exported(MET, &[]), |document| {
        let stream = document
            .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"(format: 1)".to_vec()));
        let file = document.add_object(specification(stream));
        place(document, file);
    })
}

fn catalog(document: &mut Document) -> &mut lopdf::Dictionary {
    let id = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

fn associate(document: &mut Document, file: ObjectId) {
    let Ok(Object::Array(files)) = catalog(document).get_mut(b"AF") else { panic!() };
    files.push(file.into());
}

#[test]
fn another_case_is_noticed_under_each_key_of_a_file() {
    let name = || Object::string_literal("case.wgscase");
    let specifications: [&dyn Fn(ObjectId) -> lopdf::Dictionary; 4] = [
        &|stream| dictionary! { "F" => "a.txt", "RF" => dictionary! { "F" => vec![name(), stream.into()] } },
        &|stream| {
            dictionary! {
                "UF" => name(), "EF" => dictionary! {},
                "RF" => dictionary! { "UF" => vec![Object::string_literal("a"), 1.into(), name(), stream.into()] },
            }
        },
        &|stream| dictionary! { "Unix" => name(), "EF" => dictionary! { "Unix" => stream } },
        &|stream| {
            dictionary! {
                "DOS" => name(), "F" => Object::string_literal("a"), "EF" => dictionary! { "F" => stream },
            }
        },
    ];
    for (number, specification) in specifications.into_iter().enumerate() {
        let pdf = hung(specification, |document, file| {
            let with_relationship = document.get_dictionary_mut(file).unwrap();
            with_relationship.set("AFRelationship", "Source");
            associate(document, file);
        });
        assert_eq!(verified(pdf), (1, ATTACHMENTS.to_owned()), "{number}");
    }
}

/// Hangs a file specification somewhere.
type Place<'a> = &'a dyn Fn(&mut Document, ObjectId);

#[test]
fn another_case_is_noticed_wherever_it_hangs() {
    let places: [Place; 4] = [
        // A media clip that an action plays.
        &|document, file| {
            let clip = dictionary! { "S" => "MCD", "D" => file };
            let action = dictionary! { "S" => "Rendition", "R" => dictionary! { "S" => "MR", "C" => clip } };
            catalog(document).set("OpenAction", action);
        },
        // A file associated with a picture or form.
        &|document, file| {
            let form = document.add_object(Stream::new(
                dictionary! { "Type" => "XObject", "Subtype" => "Form", "AF" => vec![file.into()] },
                Vec::new(),
            ));
            let page = document.page_iter().next().unwrap();
            document.get_dictionary_mut(page).unwrap().set("Thumb", form);
        },
        // A file that the parts of the document lead to.
        &|document, file| {
            catalog(document).set(
                "DPartRoot",
                dictionary! { "DPartRootNode" => dictionary! { "AF" => vec![file.into()] } },
            );
        },
        &|document, file| {
            let link = document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 1.into(), 1.into()],
                "A" => dictionary! { "S" => "GoToE", "F" => file },
            });
            let page = document.page_iter().next().unwrap();
            document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::from(link)]);
        },
    ];
    for (number, place) in places.into_iter().enumerate() {
        let specification = |stream: ObjectId| {
            dictionary! {
                "Type" => "Filespec", "F" => Object::string_literal("other.wgscase"),
                "EF" => dictionary! { "F" => stream },
            }
        };
        assert_eq!(verified(hung(specification, place)), (1, ATTACHMENTS.to_owned()), "{number}");
    }
}

#[test]
fn files_that_were_joined_byte_by_byte_must_hold_the_same_case() {
    let pdf = exported(MET, &[]);
    let other = exported(&edited("\"metastatic\": true", "\"metastatic\": false"), &[]);
    let without_case = exported(MET, &["--without-case"]);
    for between in ["", "\n", "\r\n\r\n"] {
        let join = |files: &[&[u8]]| files.join(between.as_bytes());
        assert_eq!(verified(join(&[&pdf, &pdf])), (0, "unchanged".to_owned()));
        for files in [
            [&pdf, &other].as_slice(),
            &[&other, &pdf],
            &[&pdf, &other, &pdf],
            &[&without_case, &pdf],
            &[&pdf; 9],
        ] {
            let files: Vec<&[u8]> = files.iter().map(|file| file.as_slice()).collect();
            assert_eq!(verified(join(&files)), (1, ATTACHMENTS.to_owned()), "{} files", files.len());
        }
    }
    let folder = Folder::new();
    let path = folder.file("a.pdf", [&pdf[..], &other].concat());
    let ended = run(["evaluate", &path, "--accept-changed"]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.contains("which one is right cannot be known"), "{}", ended.err);
}

#[test]
fn a_file_that_holds_too_much_to_search_for_a_second_case_gives_none() {
    let pdf = exported(MET, &[]);
    let other = exported(&edited("\"metastatic\": true", "\"metastatic\": false"), &[]);
    let objects: String =
        (0..200_000).map(|number| format!("{} 0 obj null endobj\n", 9_000 + number)).collect();
    let folder = Folder::new();
    for files in [[&other[..], objects.as_bytes(), &pdf], [&other, &pdf, objects.as_bytes()]] {
        let path = folder.file("a.pdf", files.concat());
        let ended = run(["evaluate", &path, "--accept-changed"]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        assert!(ended.err.contains("holds more than"), "{}", ended.err);
        let ended = run(["verify", &path]);
        assert_eq!((ended.status, ended.out), (1, format!("{path}: no case\n")));
    }
}

#[test]
fn pdfs_that_are_attached_are_no_documents_of_the_file() {
    let other = exported(&edited("\"metastatic\": true", "\"metastatic\": false"), &[]);
    // Neither stream is compressed, so that the second header stands behind the end of the first file.
    let pdf = changed(&exported(MET, &[]), |document| {
        for name in ["a.pdf", "b.pdf"] {
            let stream = document.add_object(Stream::new(lopdf::Dictionary::new(), other.clone()));
            let file = document.add_object(dictionary! {
                "Type" => "Filespec", "F" => Object::string_literal(name), "EF" => dictionary! { "F" => stream },
            });
            associate(document, file);
        }
    });
    assert_eq!(verified(&pdf), (0, "unchanged".to_owned()));
    let id = attachment(&pdf);
    let case = Document::load_mem(&pdf).unwrap().get_object(id).unwrap().as_stream().unwrap().clone();
    let same = case.get_plain_content().unwrap();
    assert_eq!(verified(updated(&pdf, id, "", &same, End::Whole)), (0, "unchanged".to_owned()));
}
