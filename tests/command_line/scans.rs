//! `verify SCAN FILE…`: which file paper was printed from.

use super::*;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, blur, replace, resize, rotate180};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use std::io::Cursor;
use wgs_referral::pdf::PdfPages;

/// Two reports of two patients, each with its case, and the reports without identity.
struct Archive {
    folder: Folder,
    files: Vec<String>,
}

impl Archive {
    fn new() -> Self {
        let folder = Folder::new();
        let other = edited("name: \"Aase Testperson\"", "name: \"Bente Testperson\"");
        let mut files = Vec::new();
        for (name, case) in [("a", MET), ("b", other.as_str())] {
            let case = folder.file(&format!("{name}.wgscase"), written(case));
            for (suffix, further) in [
                ("", [].as_slice()),
                ("-anonymous", &["--without-identity"]),
                ("-without-case", &["--without-case"]),
            ] {
                let pdf = folder.path(&format!("{name}{suffix}.pdf")).to_str().unwrap().to_owned();
                let ended = run([["export", &case, "--output", &pdf].as_slice(), further].concat());
                assert_eq!(ended.status, 0, "{}", ended.err);
                files.push(pdf);
            }
            files.push(case);
        }
        Archive { folder, files }
    }

    fn page(&self, name: &str, dots_per_inch: f32) -> GrayImage {
        let pdf = PdfPages::parse(fs::read(self.folder.path(name)).unwrap()).unwrap();
        let page = pdf.draw(0, dots_per_inch / 72.0).unwrap();
        let gray = |x: u32, y: u32| Luma([page.rgba[4 * (y as usize * page.width + x as usize) + 1]]);
        GrayImage::from_fn(page.width as u32, page.height as u32, gray)
    }

    /// The names of the files that a scan is said to be printed from.
    fn origins(&self, scan: &[u8], expected_status: i32) -> Vec<String> {
        let scan = self.folder.file("scan", scan);
        let ended = run([&["verify".to_owned(), scan.clone()], self.files.as_slice()].concat());
        assert_eq!(ended.status, expected_status, "{}", ended.err);
        let start = format!("{scan}: ");
        ended
            .out
            .lines()
            .map(|line| {
                let path = line.strip_prefix(&start).unwrap();
                Path::new(path).file_name().unwrap().to_str().unwrap().to_owned()
            })
            .collect()
    }
}

/// The case as the program writes it.
fn written(case: &str) -> String {
    let set = embedded().unwrap();
    wgs_referral::case::write(&wgs_referral::case::read(case, &set).unwrap().case)
}

fn encoded(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with this much of the paper's brightness, turned by a few degrees on a dark table.
fn photo(page: &GrayImage, degrees: f32) -> GrayImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (page.width() + page.width() / 5, page.height() + page.height() / 5);
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 - width as f32 / 2.0, y as f32 - height as f32 / 2.0);
        let (x, y) = (x * cosine + y * sine, y * cosine - x * sine);
        let (x, y) = (x + page.width() as f32 / 2.0, y + page.height() as f32 / 2.0);
        let is_on_page = x >= 0.0 && y >= 0.0 && x < page.width() as f32 && y < page.height() as f32;
        let paper = if is_on_page { page.get_pixel(x as u32, y as u32).0[0] } else { 70 };
        // The light falls from one side.
        let light = 0.95 - 0.4 * x.max(0.0) / page.width() as f32;
        Luma([(f32::from(paper) * light) as u8])
    })
}

#[test]
fn a_scan_finds_pdf_and_case_that_it_was_printed_from_and_no_other() {
    let archive = Archive::new();
    for (name, expected) in [
        // A report with and one without the case inside are two reports.
        ("a.pdf", ["a.pdf", "a.wgscase"].as_slice()),
        ("b-without-case.pdf", &["b-without-case.pdf", "b.wgscase"]),
        // Without identity, one case gives what the other one does.
        ("a-anonymous.pdf", &["a-anonymous.pdf", "a.wgscase", "b-anonymous.pdf", "b.wgscase"]),
    ] {
        let scan = encoded(archive.page(name, 200.0), ImageFormat::Png);
        assert_eq!(archive.origins(&scan, 0), expected, "{name}");
    }
}

#[test]
fn scans_of_the_usual_kinds_are_read() {
    let archive = Archive::new();
    for dots_per_inch in [150.0, 200.0] {
        let page = archive.page("a.pdf", dots_per_inch);
        let noisy = GrayImage::from_fn(page.width(), page.height(), |x, y| {
            let noise = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) % 41;
            Luma([(u32::from(page.get_pixel(x, y).0[0]) * 8 / 10 + noise) as u8])
        });
        for (what, picture, format) in [
            ("turned", photo(&page, 1.5), ImageFormat::Jpeg),
            ("upside down", rotate180(&page), ImageFormat::Png),
            ("noisy", noisy, ImageFormat::Jpeg),
            ("blurred", blur(&page, dots_per_inch / 200.0), ImageFormat::Jpeg),
        ] {
            let found = archive.origins(&encoded(picture, format), 0);
            assert_eq!(found, ["a.pdf", "a.wgscase"], "{what} at {dots_per_inch} dpi");
        }
    }
}

/// A page as a scanner gives it: grey, with noise that differs from pixel to pixel.
fn noisy(page: &GrayImage, strength: i64) -> GrayImage {
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40) as i64 % (2 * strength + 1) - strength
    };
    let pixels = page.as_raw().iter().map(|pixel| {
        let noise = (random() + random() + random()) / 2;
        (i64::from(*pixel) * 8 / 10 + 25 + noise).clamp(0, 255) as u8
    });
    GrayImage::from_raw(page.width(), page.height(), pixels.collect()).unwrap()
}

/// A JPEG file that is compressed to the utmost.
fn squeezed(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 40).encode_image(picture).unwrap();
    bytes
}

#[test]
fn poor_scans_at_150_dpi_are_read() {
    let archive = Archive::new();
    let page = archive.page("a.pdf", 150.0);
    for degrees in [0.0, 1.0, -2.0, 3.0] {
        let turned = photo(&page, degrees);
        for (what, scan) in [("noisy", noisy(&turned, 15)), ("blurred", noisy(&blur(&turned, 0.7), 8))] {
            assert_eq!(
                archive.origins(&squeezed(&scan), 0),
                ["a.pdf", "a.wgscase"],
                "{what}, {degrees} degrees"
            );
        }
    }
}

#[test]
fn a_scan_of_two_pages_names_the_files_of_both() {
    let archive = Archive::new();
    let [one, other] = ["a.pdf", "b.pdf"].map(|name| archive.page(name, 150.0));
    let (width, height) = one.dimensions();
    for (what, second, x, y) in
        [("side by side", &other, width, 0), ("one above the other", &rotate180(&other), 0, height)]
    {
        let mut both = GrayImage::from_pixel(width + x, height + y, Luma([255]));
        replace(&mut both, &one, 0, 0);
        replace(&mut both, second, x.into(), y.into());
        let found = archive.origins(&squeezed(&noisy(&both, 5)), 0);
        let expected = ["a.pdf", "a.wgscase", "b.pdf", "b.wgscase"];
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn paper_without_a_readable_mark_is_found_nowhere() {
    let archive = Archive::new();
    let page = archive.page("a.pdf", 200.0);
    let tiny = resize(&page, page.width() / 8, page.height() / 8, FilterType::Triangle);
    let whole = encoded(page, ImageFormat::Png);
    for scan in [encoded(tiny, ImageFormat::Png), whole[..whole.len() / 2].to_vec()] {
        assert_eq!(archive.origins(&scan, 1), ["none"]);
    }
}

#[test]
fn a_pdf_with_another_case_inside_is_not_where_the_paper_came_from() {
    let mut archive = Archive::new();
    let scan = encoded(archive.page("a.pdf", 200.0), ImageFormat::Png);
    let swapped = verify::changed(&fs::read(archive.folder.path("a.pdf")).unwrap(), |document| {
        verify::replace_case(document, MET);
    });
    archive.files = vec![archive.folder.file("swapped.pdf", swapped)];
    assert_eq!(archive.origins(&scan, 1), ["none"]);
}

#[test]
fn a_pdf_whose_pages_show_another_report_is_not_where_the_paper_came_from() {
    let mut archive = Archive::new();
    let other = lopdf::Document::load(archive.folder.path("b.pdf")).unwrap();
    let swapped = verify::changed(&fs::read(archive.folder.path("a.pdf")).unwrap(), |document| {
        let pages: Vec<_> = document.page_iter().collect();
        for (mine, theirs) in pages.into_iter().zip(other.page_iter()) {
            document.change_page_content(mine, other.get_page_content(theirs)).unwrap();
        }
    });
    let scan = encoded(archive.page("a.pdf", 200.0), ImageFormat::Png);
    archive.files = vec![archive.folder.file("swapped.pdf", swapped)];
    assert_eq!(archive.origins(&scan, 1), ["none"]);
}

#[test]
fn a_scan_alone_is_a_wrong_call() {
    let archive = Archive::new();
    let scan = archive.folder.file("scan", encoded(archive.page("a.pdf", 100.0), ImageFormat::Png));
    let ended = run(["verify", &scan]);
    assert_eq!((ended.status, ended.out.as_str()), (2, ""));
}
