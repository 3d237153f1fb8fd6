//! Opens a PDF as viewers do: where its tables or the offsets in them are wrong, in other ways.

use super::EmbeddedCaseError;
use super::budget::ReadBudget;
use super::objects::PdfObjects;

/// A way to find the objects of a PDF.
#[derive(Clone, Copy)]
enum Opening {
    /// By its tables, whose offsets count from this place.
    Tables(usize),
    /// By searching the file for its objects.
    Search,
}

/// Reads something from a PDF whose header is at `header`, in the first way in which it isn't damaged. All
/// ways share one budget.
pub(crate) fn read_recovering<T>(
    pdf: &[u8],
    header: usize,
    mut read: impl FnMut(&mut PdfObjects) -> Result<T, EmbeddedCaseError>,
) -> Result<T, EmbeddedCaseError> {
    // Where something stands before the header, offsets count from the header or from the start.
    let absolute = (header > 0).then_some(Opening::Tables(0));
    let openings = [Some(Opening::Tables(header)), absolute, Some(Opening::Search)];
    let mut budget = ReadBudget::new();
    let mut result = Err(EmbeddedCaseError::Damaged);
    for opening in openings.into_iter().flatten() {
        let opened = match opening {
            Opening::Tables(start) => PdfObjects::open(&pdf[start..], budget),
            Opening::Search => PdfObjects::rebuild(pdf, budget),
        };
        let error;
        (error, budget) = match opened {
            Err((error, budget)) => (error, budget),
            Ok(mut objects) => match read(&mut objects) {
                Ok(value) => return Ok(value),
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
