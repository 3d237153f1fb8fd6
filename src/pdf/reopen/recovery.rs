//! Opens a PDF as viewers do: where its tables or the offsets in them are wrong, in other ways. Programs differ in what
//! they take for damage, so that one file may hold a document for each way.

use super::EmbeddedCaseError;
use super::budget::ReadBudget;
use super::objects::{ObjectPlaces, PdfObjects};

/// A way to find the objects of a PDF.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// By its tables, whose offsets count from this place.
    Tables(usize),
    /// By searching the file for its objects.
    Search,
}

impl Opening {
    /// The ways for a PDF whose header is at `header`, the usual one first.
    fn all(header: usize) -> impl Iterator<Item = Opening> {
        // Where something stands before the header, offsets count from the header or from the start.
        let absolute = (header > 0).then_some(Opening::Tables(0));
        [Some(Opening::Tables(header)), absolute, Some(Opening::Search)].into_iter().flatten()
    }

    fn open(self, pdf: &[u8], budget: ReadBudget) -> Result<PdfObjects<'_>, (EmbeddedCaseError, ReadBudget)> {
        match self {
            Opening::Tables(start) => PdfObjects::open(&pdf[start..], budget),
            Opening::Search => PdfObjects::rebuild(pdf, budget),
        }
    }

    /// Where the offsets of the objects count from.
    fn start(self) -> usize {
        match self {
            Opening::Tables(start) => start,
            Opening::Search => 0,
        }
    }
}

/// Something that was read from a PDF.
pub(crate) struct Recovered<T> {
    /// What was read.
    pub(crate) value: T,
    /// The PDF with a table of the objects that were found, where its own tables don't lead to them.
    pub(crate) repaired: Option<Vec<u8>>,
    opening: Opening,
    places: ObjectPlaces,
}

/// Reads something from a PDF whose header is at `header`, in the first way in which it isn't damaged. All
/// ways share one budget.
pub(crate) fn read_recovering<T>(
    pdf: &[u8],
    header: usize,
    mut read: impl FnMut(&mut PdfObjects) -> Result<T, EmbeddedCaseError>,
) -> Result<Recovered<T>, EmbeddedCaseError> {
    let mut budget = ReadBudget::new();
    let mut result = Err(EmbeddedCaseError::Damaged);
    for opening in Opening::all(header) {
        let error;
        (error, budget) = match opening.open(pdf, budget) {
            Err((error, budget)) => (error, budget),
            Ok(mut objects) => match read(&mut objects) {
                Ok(value) => {
                    let (start, is_usual) = (opening.start(), opening == Opening::Tables(header));
                    let places = objects.places(start);
                    let repaired = if is_usual { None } else { objects.repaired(pdf, start) };
                    return Ok(Recovered { value, repaired, opening, places });
                }
                // Objects that were decrypted with a wrong key look damaged.
                Err(EmbeddedCaseError::Damaged) if objects.are_encrypted() => {
                    (EmbeddedCaseError::Encrypted, objects.into_budget())
                }
                Err(error) => (error, objects.into_budget()),
            },
        };
        match (error, opening) {
            (EmbeddedCaseError::Encrypted, _) => result = Err(EmbeddedCaseError::Encrypted),
            (EmbeddedCaseError::Damaged, _) => {}
            // The size may be that of another place in the file.
            (EmbeddedCaseError::WrongSize, _) => result = Err(EmbeddedCaseError::WrongSize),
            // What is missing may be what is damaged.
            (EmbeddedCaseError::NoneInside, Opening::Search) => {}
            (error, _) => return Err(error),
        }
    }
    result
}

/// What programs read from a PDF that open it in another way than [`read_recovering`] did.
pub(crate) struct OtherReading<T> {
    /// What they read, or why they read nothing.
    pub(crate) value: Result<T, EmbeddedCaseError>,
    /// The PDF with a table of the objects that they find; `None`: no table can be made.
    pub(crate) repaired: Option<Vec<u8>>,
}

/// Reads the same in each other way that leads to other objects. A way in which the PDF can't be opened is left out.
///
/// # Errors
/// [`EmbeddedCaseError::TooMuch`]: something follows the end of the PDF, and searching it costs too much to know what.
pub(crate) fn read_otherwise<T, U>(
    pdf: &[u8],
    header: usize,
    known: &Recovered<T>,
    mut read: impl FnMut(&mut PdfObjects) -> Result<U, EmbeddedCaseError>,
) -> Result<Vec<OtherReading<U>>, EmbeddedCaseError> {
    let mut found = Vec::new();
    let mut budget = ReadBudget::new();
    for opening in Opening::all(header).filter(|opening| *opening != known.opening) {
        let mut objects = match opening.open(pdf, budget) {
            Ok(objects) => objects,
            Err((EmbeddedCaseError::TooMuch, _)) if is_followed(pdf) => {
                return Err(EmbeddedCaseError::TooMuch);
            }
            Err((EmbeddedCaseError::TooMuch, _)) => break,
            Err((_, left)) => {
                budget = left;
                continue;
            }
        };
        if !known.places.hold(&objects.places(opening.start())) {
            let repaired = objects.repaired(pdf, opening.start());
            let value = read(&mut objects);
            if matches!(value, Err(EmbeddedCaseError::TooMuch)) && is_followed(pdf) {
                return Err(EmbeddedCaseError::TooMuch);
            }
            found.push(OtherReading { value, repaired });
        }
        budget = objects.into_budget();
    }
    Ok(found)
}

/// Whether something stands behind the end of a PDF that a program may take for a newer version of it. Programs search
/// for the end in the last 1,024 bytes.
fn is_followed(pdf: &[u8]) -> bool {
    const WORD: &[u8] = b"startxref";
    let Some(end) = pdf.windows(WORD.len()).rposition(|bytes| bytes == WORD) else { return true };
    let rest = &pdf[end..];
    rest.len() > 1000 || rest.windows(4).any(|bytes| bytes == b" obj")
}
