//! Files that viewers open although they violate the standard, or are written in ways that few programs use.

use std::fs;
use std::path::{Path, PathBuf};

use wgs_referral::case;
use wgs_referral::definition::embedded;
use wgs_referral::pdf::EmbeddedCaseError;

use crate::hostile::{CASE, CATALOG, FILE, Pdf, deflated};
use crate::{Random, an_export, changed, reopened};

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reopen").join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pdfs = paths.filter(|path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf"));
    pdfs.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn files_of_other_programs_give_their_case() {
    let set = embedded().unwrap();
    let files = files("files");
    assert_eq!(files.len(), 3);
    for (name, pdf) in files {
        let found = reopened(&pdf).unwrap_or_else(|error| panic!("{name}: {error}"));
        let reading = case::read(std::str::from_utf8(&found).unwrap(), &set).unwrap();
        assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    }
}

// ---- Ends of streams ----

/// The case, deflated without an end: all of it is there, and more may follow.
fn flushed() -> Vec<u8> {
    let mut compress = flate2::Compress::new(flate2::Compression::best(), true);
    let mut content = Vec::with_capacity(1000);
    compress.compress_vec(CASE, &mut content, flate2::FlushCompress::Sync).unwrap();
    content
}

#[test]
fn a_stream_may_lack_its_end_or_a_part_of_its_checksum() {
    let whole = deflated(CASE);
    let cut = |missing: usize| whole[..whole.len() - missing].to_vec();
    let followed = |mut content: Vec<u8>, end: &[u8]| {
        content.extend(end);
        content
    };
    let mut contents = vec![flushed(), followed(flushed(), b"\r\n"), followed(flushed(), b"\n")];
    for missing in 0..=4 {
        contents.push(cut(missing));
        contents.extend([b"\n".as_slice(), b"\r\n", b"\r"].map(|end| followed(cut(missing), end)));
    }
    for (number, content) in contents.into_iter().enumerate() {
        let pdf =
            Pdf::new().object(1, CATALOG).object(3, FILE).stream(4, "/Filter /FlateDecode", &content).end();
        assert_eq!(reopened(&pdf).as_deref(), Ok(CASE), "content {number}");
        // The table of an update, in a stream of the same kind.
        let (before, rows) = Pdf::with_case().rows();
        let rows = deflated(&rows);
        let rows = &rows[..rows.len() - number % 5];
        let pdf = before.end_with_stream("/Size 9 /Index [1 1 3 2] /Filter /FlateDecode", rows);
        assert_eq!(reopened(&pdf).as_deref(), Ok(CASE), "table {number}");
    }
}

#[test]
fn a_wrong_checksum_or_size_is_damage() {
    let mut wrong = deflated(CASE);
    *wrong.last_mut().unwrap() ^= 1;
    let with = |entries: &str, content: &[u8]| {
        let entries = format!("/Filter /FlateDecode {entries}");
        let pdf = Pdf::new().object(1, CATALOG).object(3, FILE).stream(4, &entries, content);
        reopened(&pdf.end())
    };
    assert_eq!(with("", &wrong), Err(EmbeddedCaseError::Damaged));
    // Without its end, a part of the content may be missing: the size tells.
    let whole = deflated(CASE);
    assert_eq!(with("/Params << /Size 11 >>", &whole[..9]), Err(EmbeddedCaseError::WrongSize));
    assert_eq!(with("/Params << /Size 11 >>", &flushed()).as_deref(), Ok(CASE));
}

#[test]
fn the_length_of_a_stream_may_be_wrong() {
    for length in ["/Length 3", "/Length 15", "/Length 400", "/Length 9223372036854775807", "/Length -1", ""]
        .into_iter()
        .chain(["/Length null", "/Length 11.0", "/Length 99 0 R", "/Length (11)", "/Length 1 0 R"])
    {
        for end in ["\n", "\r\n", "\r", ""] {
            let mut body = format!("<< {length} >>\nstream\n").into_bytes();
            body.extend(CASE);
            body.extend(format!("{end}endstream").bytes());
            let pdf = Pdf::new().object(1, CATALOG).object(3, FILE).object(4, body).end();
            assert_eq!(reopened(&pdf).as_deref(), Ok(CASE), "{length} {end:?}");
            // A line end that belongs to the content is kept.
            let mut body = format!("<< {length} /Params << /Size 12 >> >>\nstream\n").into_bytes();
            body.extend(CASE);
            body.extend(format!("\n{end}endstream").bytes());
            let pdf = Pdf::new().object(1, CATALOG).object(3, FILE).object(4, body).end();
            assert_eq!(reopened(&pdf).unwrap(), [CASE, b"\n"].concat(), "{length} {end:?}");
        }
    }
}

// ---- Tables ----

#[test]
fn offsets_may_count_from_the_header_or_from_the_start() {
    let junk = [&b"\n"[..], b"HTTP/1.1 200 OK\r\n\r\n", &[0; 500], &[b'x'; 1000]];
    for before in junk {
        let (case, pdf) = an_export();
        let from_header = [before, &pdf].concat();
        assert_eq!(reopened(&from_header).as_deref(), Ok(&case[..]));
        let from_start = Pdf::behind(before).object(1, CATALOG).object(3, FILE).stream(4, "", CASE).end();
        assert_eq!(reopened(&from_start).as_deref(), Ok(CASE), "{} bytes", before.len());
    }
}

#[test]
fn anything_may_follow_the_end() {
    let (case, pdf) = an_export();
    for after in [&b"\n\n"[..], &[0; 2000], &[b'x'; 10_000], b"<html>1 0 obj\n<</A (</html>"] {
        assert_eq!(reopened(&[&pdf, after].concat()).as_deref(), Ok(&case[..]), "{} bytes", after.len());
    }
}

/// Replaces each occurrence of a text.
fn replaced(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < pdf.len() {
        if pdf[at..].starts_with(from.as_bytes()) {
            out.extend(to.bytes());
            at += from.len();
        } else {
            out.push(pdf[at]);
            at += 1;
        }
    }
    out
}

/// Damages a PDF.
type Damage<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

#[test]
fn objects_are_found_without_their_table() {
    let with_table = Pdf::with_case().end();
    let packed = {
        let file = format!("1 0 3 {} {CATALOG} {FILE}", CATALOG.len() + 1);
        let pdf = Pdf::new().stream(4, "", CASE).stream(5, "/Type /ObjStm /N 2 /First 9", file.as_bytes());
        pdf.end_within(5, &[1, 3])
    };
    assert_eq!(reopened(&packed).as_deref(), Ok(CASE));
    for (name, pdf) in [("a table", with_table), ("a stream", packed)] {
        let damages: [Damage; 9] = [
            &|pdf| replaced(pdf, "startxref\n", "startxref\n1"),
            &|pdf| replaced(pdf, "startxref\n", "startxref\n-"),
            &|pdf| replaced(pdf, "startxref", "start"),
            &|pdf| replaced(pdf, "%PDF-1.7\n", "%PDF-1.7\n% moved\n"),
            &|pdf| replaced(pdf, "\n", "\r\n"),
            &|pdf| replaced(pdf, "0 obj", " 0 obj"),
            &|pdf| replaced(pdf, "xref\n", "xxxx\n"),
            &|pdf| pdf[..pdf.windows(9).rposition(|word| word == b"startxref").unwrap()].to_vec(),
            // Without trailer and table, only the catalog itself says what it is.
            &|pdf| {
                let end = |word: &[u8]| pdf.windows(word.len()).position(|other| other == word);
                pdf[..end(b"xref\n1").or(end(b"8 0 obj")).unwrap()].to_vec()
            },
        ];
        for (number, damage) in damages.iter().enumerate() {
            assert_eq!(reopened(&damage(&pdf)).as_deref(), Ok(CASE), "{name}, damage {number}");
        }
    }
}

#[test]
fn the_newest_of_the_objects_found_counts() {
    let first = Pdf::with_case().end();
    let update = Pdf::after(first).stream(4, "", b"(format: 2)").end_with("/Prev 99999");
    assert_eq!(reopened(&update).as_deref(), Ok(&b"(format: 2)"[..]));
    // What looks like an object inside of a stream is none.
    let fake = b"x\nendobj\n4 0 obj\n<< /Length 11 >>\nstream\n(format: 3)\nendstreax\n";
    let pdf = Pdf::with_case().stream(9, "", fake).end();
    assert_eq!(reopened(&replaced(&pdf, "startxref", "start")).as_deref(), Ok(CASE));
}

#[test]
fn an_export_without_its_end_is_opened_if_all_of_the_case_is_there() {
    let (case, pdf) = an_export();
    let end = pdf.windows(9).rposition(|word| word == b"startxref").unwrap();
    assert_eq!(reopened(&pdf[..end]).as_deref(), Ok(&case[..]));
}

// ---- Attachments at a page ----

#[test]
fn an_attachment_may_be_placed_at_a_page() {
    let sign = format!("<< /Type /Annot /Subtype /FileAttachment /FS {FILE} >>");
    let with_name = "<< /Annots [<< /Subtype /FileAttachment /FS 3 0 R >>] >>";
    let pages = [
        format!("<< /Type /Page /Annots [<< /Subtype /Text >> {sign}] >>"),
        "<< /Type /Page /Annots 6 0 R >>".to_owned(),
        with_name.to_owned(),
        format!("<< /Type /Page /AF [{FILE}] >>"),
        "<< /Type /Page /AF 6 0 R >>".to_owned(),
        format!("<< /Type /Page /Annots [<< /Subtype /Stamp /AF [{FILE}] >>] >>"),
    ];
    for page in pages {
        let items = if page.contains("/AF 6") { "[3 0 R]".to_owned() } else { format!("[{sign} 99 0 R]") };
        let pdf = Pdf::new()
            .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Kids [7 0 R << /Kids [5 0 R 2 0 R] >>] >>")
            .object(3, FILE)
            .stream(4, "", CASE)
            .object(5, &page)
            .object(6, items)
            .object(7, "<< /Type /Page >>");
        assert_eq!(reopened(&pdf.end()).as_deref(), Ok(CASE), "{page}");
    }
}

#[test]
fn a_different_case_at_a_page_is_a_fault() {
    let other = FILE.replace("4 0 R", "6 0 R");
    let page = format!("<< /Annots [<< /Subtype /FileAttachment /FS {other} >>] >>");
    for (content, expected) in [(CASE, Ok(CASE)), (b"(format: 2)", Err(EmbeddedCaseError::Several))] {
        let catalog = "<< /Type /Catalog /AF [3 0 R] /Pages << /Kids [5 0 R] >> >>";
        let pdf = Pdf::new().object(1, catalog).object(3, FILE).stream(4, "", CASE).object(5, &page);
        assert_eq!(
            reopened(&pdf.stream(6, "", content).end()).as_deref(),
            expected.as_ref().map(|case| *case)
        );
    }
}

// ---- Encryption ----

#[test]
fn a_file_without_a_password_opens_however_it_is_encrypted() {
    let files = files("encrypted");
    assert!(files.len() >= 29);
    for (name, pdf) in files {
        assert_eq!(reopened(&pdf).as_deref(), Ok(CASE), "{name}");
    }
}

#[test]
fn an_encrypted_file_with_a_damaged_table_is_opened() {
    for (name, pdf) in files("encrypted") {
        let damaged = replaced(&pdf, "startxref", "start");
        assert_eq!(reopened(&damaged).as_deref(), Ok(CASE), "{name}");
    }
}

#[test]
fn replacing_bytes_of_such_files_never_panics() {
    let mut random = Random(2_611);
    for (_, pdf) in files("encrypted") {
        for _ in 0..300 {
            let changed = changed(&pdf, 0, pdf.len(), &mut random);
            let _ = reopened(&changed);
            // Without its end, the objects are searched for.
            let _ = reopened(&changed[..changed.len() - 40]);
        }
    }
}
