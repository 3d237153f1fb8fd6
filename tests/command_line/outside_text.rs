//! Text from outside: invisible characters, encodings, armor that a mail program changed, and what is too long.

use super::*;

/// Files that other programs changed, or that were made to do harm.
const OUTSIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command_line/outside");

fn outside(name: &str) -> String {
    format!("{OUTSIDE}/{name}")
}

/// What `export` and `pdftotext` would say of a case, from the PDF's own text.
fn exported_notes(case: &str, options: &[&str]) -> String {
    let folder = Folder::new();
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    let ended = run([&["export", case, "--output", &output][..], options].concat());
    assert_eq!(ended.status, 0, "{}", ended.err);
    ended.err
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_number_with_an_invisible_character_is_read() {
    let ended = run(["evaluate", &outside("invisible-cpr.wgscase"), "--format", "json"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    let waits_for = &json_lines(&ended.out)[0]["waits_for"]["answers"];
    assert!(!waits_for.as_array().unwrap().contains(&json!("age")), "{waits_for}");
}

#[test]
fn a_number_and_dates_are_read_with_any_dashes_and_blanks() {
    let folder = Folder::new();
    for (old, new) in [
        ("0201609941", "020160\u{2011}9941"),
        ("0201609941", "020160\u{2013}9941"),
        ("0201609941", "020160\u{2212}9941"),
        ("0201609941", "02\u{a0}01\u{202f}60\u{2007}9941"),
        ("0201609941", "\u{feff}0201\u{ad}609941\u{200b}"),
        ("2026-11-22", "2026\u{2011}11\u{2013}22"),
        ("2026-11-22", "\u{200e}2026-11-22\u{a0}"),
        ("\"fresh\"", "\"fresh\u{200b}\""),
    ] {
        let path = folder.file("a.wgscase", edited(old, new));
        let ended = run(["evaluate", &path, "--format", "json"]);
        assert_eq!((ended.status, ended.err.as_str()), (0, ""), "{new:?}");
        assert_eq!(json_lines(&ended.out)[0]["overall"], json!("met"), "{new:?}");
    }
}

#[test]
fn an_invisible_rationale_settles_no_judgement() {
    let path = outside("invisible-rationale.wgscase");
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert_eq!(ended.err.lines().filter(|line| line.ends_with("a judgement needs a rationale")).count(), 2);
    let folder = Folder::new();
    let original = fs::read_to_string(&path).unwrap();
    for blank in ["\u{2800}", "\u{3164}", " \u{feff}", "\u{e0041}", "\u{200d}\u{fe0f}", "\u{7}"] {
        let path = folder.file("a.wgscase", original.replace('\u{200b}', blank));
        assert_eq!(run(["evaluate", &path]).status, 1, "{blank:?}");
    }
}

#[test]
fn a_name_and_ligatures_are_printed_as_letters() {
    for case in ["invisible-name.wgscase", "ligatures.wgscase"] {
        let notes = exported_notes(&outside(case), &[]);
        for code in ["U+00AD", "U+200B", "U+FB00", "U+FB01"] {
            assert!(!notes.contains(code), "{case}: {notes}");
        }
    }
}

#[test]
fn a_name_in_a_note_is_pointed_out_however_it_is_encoded() {
    for case in ["composed.wgscase", "decomposed.wgscase"] {
        let notes = exported_notes(&outside(case), &["--without-identity"]);
        let expected = "note: `mtb.note` seems to hold a part of the patient's name";
        assert!(notes.lines().any(|line| line.ends_with(expected)), "{case}: {notes}");
    }
}

/// Each row is what a note says of Søren Kjær-Larsen, born on 2 January 1960, and what is pointed out in it.
#[test]
fn a_note_is_searched_for_name_and_birth_date_however_they_are_written() {
    let (name, birth) = ("a part of the patient's name", "the patient's date of birth");
    let folder = Folder::new();
    for (note, told) in [
        ("2. januar 1960", Some(birth)),
        ("2/1-60", Some(birth)),
        ("1960-01-02", Some(birth)),
        ("den anden jan. 1960", Some(birth)),
        ("2. januar 1961", None),
        ("set 2. januar", None),
        ("S. K. L.", Some(name)),
        ("S.K.L.", Some(name)),
        ("Soeren", Some(name)),
        ("SØRENS mor", Some(name)),
        ("soren", Some(name)),
        ("Kjær Larsens", Some(name)),
        ("kjaerlarsen", Some(name)),
        ("Lar\\nsen", Some(name)),
        ("Lar-\\nsen", Some(name)),
        ("L a r s e n", Some(name)),
        ("sorte pletter, kær, lars", None),
        ("til de pårørende", None),
    ] {
        let case = edited("Aase Testperson", "Søren Kjær-Larsen");
        let case = case.replace("    answers: {", &format!("    mtb: (note: \"{note}\"),\n    answers: {{"));
        let notes = exported_notes(&folder.file("a.wgscase", case), &["--without-identity"]);
        for seen in [name, birth] {
            assert_eq!(notes.contains(seen), told == Some(seen), "{note}: {notes}");
        }
    }
}

#[test]
fn plain_cases_are_read_in_every_encoding() {
    let folder = Folder::new();
    for bytes in [
        format!("\u{feff}{MET}").into_bytes(),
        MET.replace('\n', "\r\n").into_bytes(),
        utf_16(MET, u16::to_le_bytes),
        utf_16(&MET.replace('\n', "\r\n"), u16::to_be_bytes),
    ] {
        let path = folder.file("a.wgscase", bytes);
        let ended = run(["evaluate", &path, "--format", "json"]);
        assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    }
    let path = folder.file("a.wgscase", &utf_16(MET, u16::to_le_bytes)[..101]);
    assert_eq!(run(["evaluate", &path]).status, 1);
}

#[test]
fn a_plain_case_may_have_armor_in_a_text() {
    let folder = Folder::new();
    let armor = fs::read_to_string(outside("case-armoured-blank-line-before.wgscase")).unwrap();
    let note = format!("    mtb: (note: \"Sagen:\n{}\n\"),\n    answers", armor.trim());
    let path = folder.file("a.wgscase", edited("    answers", &note));
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

/// A text as the answer to a mail has it.
fn quoted(mark: &str, text: &str) -> String {
    text.lines().map(|line| format!("{mark}{line}\n")).collect()
}

/// Evaluates an encrypted case with an identity file, whose passphrase is that of the recovery key.
fn evaluated_with(identity: &str, case: &str) -> Ended {
    let passphrase = outside("key-passphrase.txt");
    run(["evaluate", "--format", "json", "--identity", identity, "--passphrase-file", &passphrase, case])
}

#[test]
fn keys_and_armored_cases_open_whatever_a_mail_program_made_of_them() {
    let folder = Folder::new();
    let key = fs::read_to_string(outside("key-plain.age")).unwrap();
    let plain = fs::read_to_string(outside("identity-plain.txt")).unwrap();
    for identity in [
        outside("key-bom.age"),
        outside("key-plain.age"),
        outside("identity-plain.txt"),
        folder.file("1.age", utf_16(&key, u16::to_le_bytes)),
        folder.file("2.age", format!("\n\n  Her er nøglen:\n\n{}\n-- \nHilsen\n", key.replace('\n', "\r\n"))),
        folder.file("3.txt", utf_16(&plain, u16::to_be_bytes)),
        folder.file("4.txt", format!("\u{feff}\r\n{}", plain.replace('\n', " \r\n"))),
        folder.file("5.age", quoted("> ", &format!("Hej\n\n{key}\n-- \nHilsen\n"))),
        folder.file("6.age", utf_16(&quoted(">> ", &key.replace('\n', "\u{a0}\r\n")), u16::to_le_bytes)),
        folder.file("7.txt", format!("Kære kollega\nHer er nøglen:\n{plain}\nHilsen\n")),
        folder.file("8.txt", quoted("> > ", &format!("Hej\n\n{plain}\nHilsen\n"))),
        folder.file("9.txt", quoted("> ", &plain.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1=\n"))),
    ] {
        let ended = evaluated_with(&identity, &outside("case-key.wgscase"));
        assert_eq!(ended.status, 0, "{identity}: {}", ended.err);
    }
    let armored = fs::read_to_string(outside("case-armoured-blank-line-before.wgscase")).unwrap();
    for case in [
        armored.clone(),
        format!("\u{feff}{armored}"),
        format!("Kære kollega\n(sagen)\n{}", armored.replace('\n', "\r\n")),
        armored.lines().map(|line| format!("  {line}\t\n\n")).collect(),
        quoted("> ", &armored),
        quoted(">> ", &format!("Kære kollega\n{}Hilsen\n", armored.replace('\n', " \r\n"))),
        quoted("> >> ", &armored.replace('\n', "\u{a0}\n")),
        armored.replace('\n', "<br>\n").replace(' ', "&nbsp;"),
    ] {
        for bytes in [case.clone().into_bytes(), utf_16(&case, u16::to_le_bytes)] {
            let path = folder.file("a.wgscase", bytes);
            let ended = evaluated_with(&outside("identity-plain.txt"), &path);
            assert_eq!(ended.status, 0, "{}", ended.err);
        }
    }
    let path = folder.file("a.wgscase", format!("{armored}\n{armored}"));
    let ended = evaluated_with(&outside("identity-plain.txt"), &path);
    assert!(ended.status == 1 && ended.err.contains("more than one encrypted file"), "{}", ended.err);
}

#[test]
fn a_key_of_an_unsupported_kind_is_named() {
    let folder = Folder::new();
    for (text, named) in [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n", "an SSH key"),
        ("AGE-PLUGIN-YUBIKEY-1QVHULF\n", "an age plugin"),
        ("AGE-SECRET-KEY-PQ-1QVHULF\n", "a post-quantum identity"),
        ("ssh-ed25519 AAAAC3Nz somebody@somewhere\n", "an SSH key"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAAC3Nz\n---- END SSH2 PUBLIC KEY ----\n", "an SSH key"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\n", "PuTTY (.ppk)"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n", "the PEM format"),
        ("-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n", "the PEM format"),
        ("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n", "the PEM format"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlFgE\n-----END PGP PRIVATE KEY BLOCK-----\n", "a PGP key"),
        ("age1u4gkddypznucsn73qa20mzp8c6pax0md9qxj9g3mhh6ahtls9e3qydemkk\n", "a public key only"),
        ("AGE-SECRET-KEY-1QQQQ\n", "cut or was changed"),
    ] {
        let ended = evaluated_with(&folder.file("key.txt", text), &outside("case-key.wgscase"));
        assert!(ended.status == 1 && ended.err.contains(named), "{}", ended.err);
    }
}

#[test]
fn a_pasted_line_end_is_no_part_of_a_passphrase() {
    let folder = Folder::new();
    let case = outside("written-with-a-pasted-line-end.wgscase");
    let meant = fs::read_to_string(outside("as-it-was-meant.txt")).unwrap();
    for file in [
        outside("as-it-was-meant.txt"),
        folder.file("1.txt", format!("{} \r\n", meant.trim())),
        folder.file("2.txt", utf_16(&meant, u16::to_le_bytes)),
    ] {
        let ended = run(["evaluate", "--passphrase-file", &file, &case]);
        assert_eq!(ended.status, 0, "{}", ended.err);
    }
}

#[test]
fn a_passphrase_file_that_is_too_large_is_refused_with_its_limit() {
    let folder = Folder::new();
    let file = folder.file("pw", "a".repeat(5_000));
    let case = outside("written-with-a-pasted-line-end.wgscase");
    let ended = run(["evaluate", "--passphrase-file", &file, &case]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.contains("larger than 4 KiB"), "{}", ended.err);
}

#[test]
fn a_passphrase_that_asks_for_too_much_memory_is_refused_in_words() {
    let folder = Folder::new();
    let passphrase = folder.file("pw", "pw\n");
    let ended = run(["evaluate", "--passphrase-file", &passphrase, &outside("s20.wgscase")]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.contains("more memory and time than this program allows"), "{}", ended.err);
    // The key of a recovery key is no different.
    let ended = run([
        "evaluate",
        "--identity",
        &outside("s20.wgscase"),
        "--passphrase-file",
        &passphrase,
        &outside("case-key.wgscase"),
    ]);
    assert!(ended.err.contains("more memory and time than this program allows"), "{}", ended.err);
}

#[test]
fn faults_are_listed_to_a_hundred_and_counted_beyond() {
    let folder = Folder::new();
    let faults = "\"metastatic\": 7,\n".repeat(300);
    let case = edited("    answers: {\n", &format!("    answers: {{\n{faults}"));
    for (name, content) in [("a.wgscase", case.clone().into_bytes()), ("a.pdf", pdf_with(&case))] {
        let path = folder.file(name, content);
        let ended = run(["evaluate", &path, "--format", "json"]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        let faults = ended.err.lines().filter(|line| !line.contains(": note: "));
        assert_eq!(faults.count(), 101, "{}", ended.err);
        let last = ended.err.lines().last().unwrap();
        assert!(last.starts_with(&path) && last.ends_with(" more faults"), "{last}");
    }
}

#[test]
fn a_text_that_is_too_long_is_a_fault() {
    let long = |count: usize| "å".repeat(count);
    let name = |count| edited("Aase Testperson", &long(count));
    refused(name(101), ":6:21", "`patient.name`: longer than 100 characters; shorten it");
    refused(name(2_000_000), ":6:21", "`patient.name`: longer than 100 characters; shorten it");
    let with = |text: &str| edited("    answers: {", &format!("    {text},\n    answers: {{"));
    for (text, place, field, limit) in [
        (format!("requester: (name: \"{}\")", long(101)), ":7:23", "requester.name", 100),
        (format!("requester: (hospital: \"{}\")", long(201)), ":7:27", "requester.hospital", 200),
        (format!("mtb: (note: \"{}\")", long(4001)), ":7:17", "mtb.note", 4000),
        (format!("comments: {{\"sarcoma/age\": \"{}\"}}", long(4001)), ":7:31", "comments.sarcoma/age", 4000),
        (format!("unread: {{\"mtb.name\": \"{}\"}}", long(201)), ":7:26", "unread.mtb.name", 200),
    ] {
        let message = format!("`{field}`: longer than {limit} characters; shorten it");
        refused(with(&text), place, &message);
    }
    // Characters are counted after cleaning.
    let folder = Folder::new();
    let path = folder.file("a.wgscase", name(100).replace('å', "a\u{30a}\u{200b}"));
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}
