//! PDFs that are made to crash a reader or to exhaust its memory or time.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};

/// The case file in the PDFs.
pub const CASE: &[u8] = b"(format: 1)";

/// Builds a PDF. Object 1 is its catalog.
pub struct Pdf {
    bytes: Vec<u8>,
    places: Vec<(u32, usize)>,
}

impl Pdf {
    pub fn new() -> Self {
        Pdf { bytes: b"%PDF-1.7\n".to_vec(), places: Vec::new() }
    }

    /// Starts a PDF with a catalog and the case attached by `/AF`. Object 4 is the stream of the case.
    pub fn with_case() -> Self {
        Pdf::new().object(1, "<< /Type /Catalog /AF [3 0 R] >>").object(3, FILE).stream(4, "", CASE)
    }

    pub fn object(mut self, number: u32, body: impl AsRef<[u8]>) -> Self {
        self.places.push((number, self.bytes.len()));
        writeln!(self.bytes, "{number} 0 obj").unwrap();
        self.bytes.extend_from_slice(body.as_ref());
        self.bytes.extend_from_slice(b"\nendobj\n");
        self
    }

    pub fn stream(self, number: u32, entries: &str, content: &[u8]) -> Self {
        let mut body = format!("<< /Length {} {entries} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(number, body)
    }

    /// Ends the PDF with a cross-reference table.
    pub fn end(self) -> Vec<u8> {
        self.end_with("")
    }

    /// Ends the PDF with a cross-reference table and more in the trailer, where `{xref}` is the offset of the
    /// table.
    pub fn end_with(mut self, trailer: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let mut text = String::from("xref\n");
        for (number, place) in &self.places {
            write!(text, "{number} 1\n{place:010} 00000 n \n").unwrap();
        }
        let trailer = trailer.replace("{xref}", &start.to_string());
        write!(text, "trailer\n<< /Size 9 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").unwrap();
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes
    }

    /// Ends the PDF with a cross-reference stream. Its rows have a kind, four bytes and an index.
    pub fn end_with_stream(mut self, entries: &str, rows: &[u8]) -> Vec<u8> {
        let start = self.bytes.len();
        let entries = format!("/Type /XRef /W [1 4 2] /Root 1 0 R {entries}");
        self = self.stream(8, &entries, rows);
        write!(self.bytes, "startxref\n{start}\n%%EOF\n").unwrap();
        self.bytes
    }

    /// Starts a PDF behind something else. The offsets of its table count from there.
    pub fn behind(before: &[u8]) -> Self {
        Pdf { bytes: [before, b"%PDF-1.7\n"].concat(), places: Vec::new() }
    }

    /// The PDF so far, with the rows for a cross-reference stream.
    pub fn rows(self) -> (Self, Vec<u8>) {
        let rows = self.places.iter().flat_map(|(_, place)| row(1, u32::try_from(*place).unwrap())).collect();
        (self, rows)
    }

    /// Starts an incremental update after the end of a PDF.
    pub fn after(bytes: Vec<u8>) -> Self {
        Pdf { bytes, places: Vec::new() }
    }

    /// As [`Pdf::end_with_stream`], with the objects `within` in an object stream.
    pub fn end_within(self, container: u32, within: &[u32]) -> Vec<u8> {
        let mut index = String::new();
        let mut rows = Vec::new();
        for (number, place) in &self.places {
            write!(index, "{number} 1 ").unwrap();
            rows.extend(row(1, u32::try_from(*place).unwrap()));
        }
        for number in within {
            write!(index, "{number} 1 ").unwrap();
            rows.extend(row(2, container));
        }
        self.end_with_stream(&format!("/Size 9 /Index [{index}]"), &rows)
    }
}

/// The specification of the attached file, whose stream is object 4.
pub const FILE: &str = "<< /Type /Filespec /F (case.wgscase) /AFRelationship /Source /EF << /F 4 0 R >> >>";
/// A catalog with the file of object 3.
pub const CATALOG: &str = "<< /Type /Catalog /AF [3 0 R] >>";

/// A small PDF whose case has a checksum.
pub fn with_deflated_case() -> Vec<u8> {
    let pdf = Pdf::new().object(1, CATALOG).object(3, FILE);
    pdf.stream(4, "/Filter /FlateDecode", &deflated(CASE)).end()
}

fn row(kind: u8, field: u32) -> Vec<u8> {
    let mut row = vec![kind];
    row.extend(field.to_be_bytes());
    row.extend([0, 0]);
    row
}

pub fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Data that inflates to so many MiB of zeros: one MiB, deflated so that it can be repeated.
pub fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut mebibyte = Vec::with_capacity(1 << 20);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(&vec![0; 1 << 20], &mut mebibyte, FlushCompress::Full).unwrap();
    let mut bomb = vec![0x78, 0xDA];
    bomb.extend(mebibyte.repeat(mebibytes));
    bomb.extend([0x03, 0x00]);
    // The Adler-32 checksum of zeros depends on their number only.
    let sum = 1 + (((mebibytes << 20) % 65521) << 16);
    bomb.extend(u32::try_from(sum).unwrap().to_be_bytes());
    bomb
}

/// The PDFs, each with the attack that it tries.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let with_catalog = |body: &str| Pdf::new().object(1, body).object(3, FILE).stream(4, "", CASE).end();
    let mut files = vec![
        ("nothing", Vec::new()),
        ("a header and nothing more", b"%PDF-1.7\n".to_vec()),
        ("no catalog", Pdf::new().end()),
        ("a gigabyte of zeros among the objects", {
            let entries = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
            Pdf::new().stream(5, entries, &bomb(1024)).end_within(5, &[1])
        }),
        ("a gigabyte of zeros attached", {
            let bomb = bomb(1024);
            Pdf::new().object(1, CATALOG).object(3, FILE).stream(4, "/Filter /FlateDecode", &bomb).end()
        }),
        ("a gigabyte of zeros as a table", {
            Pdf::new().end_with_stream("/Size 9 /Filter /FlateDecode", &bomb(1024))
        }),
        ("a bomb in a bomb in a bomb", {
            let thrice = deflated(&deflated(&bomb(1024)));
            let filters = "/Filter [/FlateDecode /FlateDecode /FlateDecode]";
            Pdf::new().object(1, CATALOG).object(3, FILE).stream(4, filters, &thrice).end()
        }),
        ("a thousand filters", {
            let filters = format!("/Filter [{}]", "/ASCIIHexDecode ".repeat(1000));
            Pdf::new().object(1, CATALOG).object(3, FILE).stream(4, &filters, CASE).end()
        }),
        ("arrays in arrays", with_catalog(&format!("<< /AF {} >>", nested("[", "]")))),
        ("arrays that don't end", with_catalog(&format!("<< /AF {} >>", nested("[", "")))),
        ("dictionaries in dictionaries", with_catalog(&format!("<< /AF {} >>", nested("<</A ", ">>")))),
        ("brackets that don't end", with_catalog(&format!("<< /AF {} >>", nested("(", "")))),
        ("a table that leads back to itself", Pdf::with_case().end_with("/Prev {xref}")),
        ("a table that leads to its end", Pdf::with_case().end_with("/Prev 99999999999")),
        ("a table before the beginning", Pdf::with_case().end_with("/Prev -1")),
        ("a name tree that leads back to itself", {
            let catalog = "<< /Names << /EmbeddedFiles 5 0 R >> >>";
            let (up, down) = ("<< /Kids [6 0 R] >>", "<< /Kids [5 0 R] >>");
            Pdf::new().object(1, catalog).object(5, up).object(6, down).end()
        }),
        ("a name tree that doubles at every level", {
            let mut pdf = Pdf::new().object(1, "<< /Names << /EmbeddedFiles 100 0 R >> >>");
            for number in 100..140 {
                let kid = format!("<< /Kids [{0} 0 R {0} 0 R] >>", number + 1);
                pdf = pdf.object(number, format!("<< /Kids [{kid} {kid}] >>"));
            }
            pdf.end()
        }),
        ("references in a ring", {
            Pdf::new().object(1, "2 0 R").object(2, "3 0 R").object(3, "1 0 R").end()
        }),
        ("a length that is its own stream", {
            let stream = "<< /Length 4 0 R >>\nstream\n(format: 1)\nendstream";
            Pdf::new().object(1, CATALOG).object(3, FILE).object(4, stream).end()
        }),
        ("lengths in lengths", {
            let mut pdf = Pdf::new().object(1, CATALOG).object(3, FILE);
            for number in 4..5000 {
                let stream = format!("<< /Length {} 0 R >>\nstream\n(format: 1)\nendstream", number + 1);
                pdf = pdf.object(number, stream);
            }
            pdf.end()
        }),
        ("a stream of objects in itself", {
            let content = b"5 0 (a)";
            Pdf::new().stream(6, "/Type /ObjStm /N 1 /First 4", content).end_within(5, &[1, 5])
        }),
        ("a stream of four billion objects", {
            let content = b"1 0 (a)";
            Pdf::new().stream(5, "/Type /ObjStm /N 4294967295 /First 4", content).end_within(5, &[1])
        }),
        ("a million pairs that share one object", {
            let mut content = "7 0 ".repeat(1_000_000);
            let first = content.len();
            content.push_str(&format!("[{}]", "0 ".repeat(1_000_000)));
            let entries = format!("/Type /ObjStm /N 1000000 /First {first} /Filter /FlateDecode");
            Pdf::new().stream(5, &entries, &deflated(content.as_bytes())).end_within(5, &[7, 1])
        }),
        ("a table of four billion rows", {
            Pdf::new().end_with_stream("/Size 4294967295 /Index [0 4294967295]", &row(1, 9))
        }),
        ("rows of no width", {
            let wide = Pdf::new().end_with_stream("/Size 4294967295", &[]);
            String::from_utf8(wide).unwrap().replace("/W [1 4 2]", "/W [0 0 0]").into_bytes()
        }),
        ("rows wider than the file", {
            let wide = Pdf::new().end_with_stream("/Size 9", &row(1, 9));
            let wide = String::from_utf8(wide).unwrap();
            wide.replace("/W [1 4 2]", "/W [1 9223372036854775807 9223372036854775807]").into_bytes()
        }),
        ("a row before it of a terabyte", {
            let parameters = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1099511627776 >>";
            Pdf::new().end_with_stream(&format!("/Size 9 {parameters}"), &deflated(&row(1, 9)))
        }),
        ("two million tiny objects", {
            let rows = row(1, 9).repeat(2_000_000);
            let entries = "/Size 2000000 /Filter /FlateDecode";
            Pdf::new().object(1, "0").end_with_stream(entries, &deflated(&rows))
        }),
        ("a million tables", {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            let mut previous = 0;
            for _ in 0..1_000_000 {
                let start = bytes.len();
                writeln!(bytes, "xref trailer<</Prev {previous}>>").unwrap();
                previous = start;
            }
            write!(bytes, "startxref\n{previous}\n%%EOF\n").unwrap();
            bytes
        }),
        ("a million names for one attachment", {
            let names = "(a) 3 0 R ".repeat(1_000_000);
            let catalog = format!("<< /Names << /EmbeddedFiles << /Names [{names}] >> >> >>");
            with_catalog(&catalog)
        }),
        ("many names for something far", {
            // Each time the object is read, all the blanks after it are read too.
            let names = "(a) 3 0 R ".repeat(100_000);
            let catalog = format!("<< /Names << /EmbeddedFiles << /Names [{names}] >> >> >>");
            let file = format!("<< /F (a) >>{}", " ".repeat(1 << 20));
            Pdf::new().object(1, catalog).object(3, file).end()
        }),
        ("a million headers of one text that doesn't end", {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.extend(b"1 0 obj(".repeat(1_000_000));
            bytes
        }),
        ("a million headers of one name", {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.extend(b"1 0 obj/".repeat(1_000_000));
            bytes
        }),
        ("a million trailers that don't end", {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.extend(b"trailer(".repeat(1_000_000));
            bytes
        }),
        ("a million streams that don't end", {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.extend(b"1 0 obj<<>>stream\n".repeat(1_000_000));
            bytes
        }),
        ("thousands of bombs among the objects, without a table", {
            // They end in damage, after most of what they may inflate to.
            let mut bomb = bomb(40);
            *bomb.last_mut().unwrap() ^= 1;
            let mut bytes = b"%PDF-1.7\n".to_vec();
            for number in 1..100 {
                let entries = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
                writeln!(bytes, "{number} 0 obj<<{entries} /Length {}>>stream", bomb.len()).unwrap();
                bytes.extend(&bomb);
                bytes.extend(b"\nendstream\n");
            }
            bytes
        }),
        ("pages that lead back to themselves", {
            let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
            let kids = "2 0 R 3 0 R << /Kids [2 0 R] >> ".repeat(100_000);
            let page = format!("<< /Annots [{}] >>", "<< /FS 3 0 R /AF 3 0 R >> ".repeat(50_000));
            Pdf::new().object(1, catalog).object(2, format!("<< /Kids [{kids}] >>")).object(3, page).end()
        }),
        ("two cases that differ", {
            let names =
                "<< /Type /Catalog /AF [3 0 R] /Names << /EmbeddedFiles << /Names [(b) 5 0 R] >> >> >>";
            let other = FILE.replace("4 0 R", "6 0 R");
            let pdf = Pdf::new().object(1, names).object(3, FILE).stream(4, "", CASE);
            pdf.object(5, other).stream(6, "", b"(format: 2)").end()
        }),
    ];
    for (name, how) in [
        ("encrypted with nothing", "<< >>"),
        ("encrypted in a way that is none", "<< /Filter /Standard /V 99 /R 99 >>"),
        (
            "encrypted with empty keys",
            "<< /Filter /Standard /V 4 /R 4 /Length 128 /P -1 /O () /U () /CF << >> >>",
        ),
        ("encrypted, version and revision at odds", {
            "<< /Filter /Standard /V 5 /R 2 /P -1 /O (01234567890123456789012345678901) \
             /U (01234567890123456789012345678901) >>"
        }),
    ] {
        files.push((name, Pdf::with_case().end_with(&format!("/Encrypt {how} /ID [(a) (a)]"))));
    }
    files
}
