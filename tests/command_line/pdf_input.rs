//! PDFs as input: the case inside is evaluated and exported.

use super::*;

/// Exports a case as a PDF of that name.
fn pdf_of(folder: &Folder, name: &str, case: &str) -> String {
    let output = folder.path(name).to_str().unwrap().to_owned();
    let ended = run(["export", &folder.file("inside.wgscase", case), "--output", &output]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    output
}

#[test]
fn a_pdf_is_evaluated_like_the_case_inside() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let pdf = pdf_of(&folder, "a.pdf", MET);
    for format in ["json", "text"] {
        let of_case = run(["evaluate", &case, "--all", "--format", format]);
        let of_pdf = run(["evaluate", &pdf, "--all", "--format", format]);
        assert_eq!((of_pdf.status, of_pdf.err.as_str()), (0, ""));
        // JSON escapes the backslashes in paths of Windows.
        let written = |path: &str| path.replace('\\', r"\\");
        let out = of_case.out.replace(&case, &pdf).replace(&written(&case), &written(&pdf));
        assert_eq!(of_pdf.out, out);
    }
}

#[test]
fn a_pdf_is_exported_from_the_case_inside_but_never_over_itself() {
    let folder = Folder::new();
    let pdf = pdf_of(&folder, "a.pdf", MET);
    let again = folder.path("again.pdf").to_str().unwrap().to_owned();
    let ended = run(["export", &pdf, "--output", &again]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let bytes = fs::read(&pdf).unwrap();
    assert_eq!(fs::read(&again).unwrap(), bytes);

    let ended = run(["export", &pdf, "--output", &pdf]);
    assert_eq!(ended.status, 2);
    assert_eq!(fs::read(&pdf).unwrap(), bytes);
}

#[test]
fn a_note_on_the_case_inside_a_pdf_names_both() {
    let folder = Folder::new();
    let case = edited("cpr: \"0201609941\"", "cpr: \"0201609941\", birth_date: \"1980-01-02\"");
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    run(["export", &folder.file("inside.wgscase", case), "--output", &output]);
    let ended = run(["evaluate", &output]);
    assert_eq!(ended.status, 0);
    let note =
        "note: CPR number and date of birth disagree, so the age counts as unknown; correct one of them";
    assert_eq!(ended.err, format!("{output} (case.wgscase): {note}\n"));
}

#[test]
fn faults_of_the_case_inside_a_pdf_have_their_places_in_the_case() {
    let folder = Folder::new();
    let inside = |case: &str| folder.file("a.pdf", pdf_with(case));
    let pdf = inside(&edited("\"2026-11-22\"", "\"2026-11-31\""));
    let place = format!("{}{pdf} (case.wgscase)", no_mark(&pdf));
    refused_path(&pdf, &format!("{place}:5:18: `assessed_on`: not a date, expected YYYY-MM-DD\n"));
    inside("Aase Testperson");
    refused_path(
        &pdf,
        &format!("{place}:1:6: the case file cannot be read from here on; correct it or use another copy\n"),
    );
    inside("(name: \"Aase Testperson\")");
    refused_path(&pdf, &format!("{place}:1:1: this is not a case file; check that it is the right one\n"));
}

#[test]
fn a_pdf_without_a_readable_case_is_refused_with_the_reason() {
    let folder = Folder::new();
    let pdf = folder.path("a.pdf").to_str().unwrap().to_owned();
    let case = folder.file("a.wgscase", MET);
    run(["export", &case, "--output", &pdf, "--without-case"]);
    refused_path(&pdf, &format!("{pdf}: could not be read: there is no case inside the PDF\n"));
    let damaged = folder.file("b.pdf", &fs::read(pdf_of(&folder, "c.pdf", MET)).unwrap()[..9000]);
    refused_path(&damaged, &format!("{damaged}: could not be read: the PDF is damaged\n"));

    let output = folder.path("d.pdf");
    let ended = run(["export", &pdf, "--output", output.to_str().unwrap()]);
    assert_eq!(ended.status, 1);
    assert!(!output.exists());
}
