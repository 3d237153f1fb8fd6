//! An encrypted file is decrypted by its recipients alone, and any damage to it is noticed.

use super::*;

const PLAIN: &[u8] = b"(format: 1, indication: \"sarcoma\")\n";
const LIMIT: usize = 1 << 16;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::take(&mut text.to_owned())
}

fn with(text: &str) -> Credential {
    Credential::Passphrase(passphrase(text))
}

fn keys() -> (UserKeys, RecoveryKey) {
    let recovery = RecoveryKey::generate();
    (UserKeys::new(&recovery), recovery)
}

#[test]
fn a_passphrase_opens_what_it_closed_and_no_other_does() {
    let sealed = encrypt(PLAIN, &Recipients::Passphrase(passphrase("rigtig hest batteri"))).unwrap();
    assert_eq!(encryption_kind(&sealed), Some(Ok(EncryptionKind::Passphrase)));
    assert_eq!(decrypt(&sealed, &with("rigtig hest batteri"), LIMIT).unwrap().as_slice(), PLAIN);
    assert_eq!(decrypt(&sealed, &with("rigtig hest batter"), LIMIT), Err(DecryptError::WrongPassphrase));
    let keys = Credential::Keys(keys().0.identities());
    assert_eq!(decrypt(&sealed, &keys, LIMIT), Err(DecryptError::NeedsPassphrase));
}

#[test]
fn the_own_key_and_the_recovery_key_open_what_was_written_to_both() {
    let (own, recovery) = keys();
    let sealed = encrypt(PLAIN, &own.recipients()).unwrap();
    assert_eq!(encryption_kind(&sealed), Some(Ok(EncryptionKind::Keys)));
    let kept = UserKeys::from_text(&own.to_text()).unwrap();
    assert_eq!(decrypt(&sealed, &Credential::Keys(kept.identities()), LIMIT).unwrap().as_slice(), PLAIN);
    // The recovery key by way of its file.
    let file = recovery.encrypted_file(&own, &passphrase("gemt i pengeskabet")).unwrap();
    // Its lines end as they do on the computer where it was written, and it opens on any.
    let unix = String::from_utf8(file).unwrap().replace("\r\n", "\n");
    assert!(unix.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
    for file in [unix.replace('\n', "\r\n"), unix] {
        assert_eq!(encryption_kind(file.as_bytes()), Some(Ok(EncryptionKind::Passphrase)));
        let text = decrypt(file.as_bytes(), &with("gemt i pengeskabet"), LIMIT).unwrap();
        let identities = Identities::from_text(std::str::from_utf8(&text).unwrap()).unwrap();
        assert_eq!(decrypt(&sealed, &Credential::Keys(identities), LIMIT).unwrap().as_slice(), PLAIN);
    }
    // Another user's key does not.
    let other = Credential::Keys(keys().0.identities());
    assert_eq!(decrypt(&sealed, &other, LIMIT), Err(DecryptError::WrongKey));
    assert_eq!(decrypt(&sealed, &with("x"), LIMIT), Err(DecryptError::NeedsKey));
}

#[test]
fn nothing_of_a_cut_file_is_given_out() {
    let (own, _) = keys();
    let plain: Vec<u8> = (0..70_000_u32).map(|at| at as u8).collect();
    let sealed = encrypt(&plain, &own.recipients()).unwrap();
    let credential = Credential::Keys(own.identities());
    // Every length within the header and around the ends of the parts, and some between.
    let lengths = (0..800).chain((800..sealed.len()).step_by(997)).chain(65_900..66_100);
    for length in lengths.chain(sealed.len() - 100..sealed.len()) {
        let cut = &sealed[..length];
        let error = decrypt(cut, &credential, 1 << 20).unwrap_err();
        assert!(matches!(error, DecryptError::Cut | DecryptError::Damaged), "{length}: {error}");
        if length > 0 {
            assert!(encryption_kind(cut).is_some(), "{length}");
        }
    }
    assert_eq!(decrypt(&sealed[..10], &credential, LIMIT), Err(DecryptError::Cut));
    assert_eq!(encryption_kind(&sealed[..10]), Some(Err(DecryptError::Cut)));
    assert_eq!(encryption_kind(b""), None);
}

#[test]
fn no_byte_can_be_changed() {
    let (own, _) = keys();
    let sealed = encrypt(PLAIN, &own.recipients()).unwrap();
    let credential = Credential::Keys(own.identities());
    for at in 0..sealed.len() {
        for change in [1_u8, 0x80] {
            let mut changed = sealed.clone();
            changed[at] ^= change;
            assert!(decrypt(&changed, &credential, LIMIT).is_err(), "{at}");
        }
    }
    let mut longer = sealed.clone();
    longer.push(0);
    assert_eq!(decrypt(&longer, &credential, LIMIT), Err(DecryptError::Damaged));
}

#[test]
fn what_is_no_encrypted_file_is_told_from_one_that_is_damaged() {
    for plain in [PLAIN, b"%PDF-1.7", b"", b"age", b"agent"] {
        let expected = if plain == b"age" { Some(Err(DecryptError::Cut)) } else { None };
        assert_eq!(encryption_kind(plain), expected);
    }
    assert_eq!(
        encryption_kind(b"age-encryption.org/v1\n?? nonsense\n--- AAAA\n0123456789abcdef"),
        Some(Err(DecryptError::Damaged))
    );
    assert_eq!(encryption_kind(b"age-encryption.org/v7\n--- \n"), Some(Err(DecryptError::UnknownFormat)));
}

#[test]
fn a_file_that_asks_for_hours_is_refused_at_once() {
    let sealed = encrypt(PLAIN, &Recipients::Passphrase(passphrase("a"))).unwrap();
    let at = sealed.windows(4).position(|part| part == b" 18\n").unwrap();
    for factor in [b"19", b"20", b"40"] {
        let mut dear = sealed.clone();
        dear[at + 1..at + 3].copy_from_slice(factor);
        assert_eq!(decrypt(&dear, &with("a"), LIMIT), Err(DecryptError::TooMuchWork));
    }
}

#[test]
fn a_header_of_very_many_lines_is_refused_at_once() {
    let (own, _) = keys();
    let sealed = encrypt(PLAIN, &own.recipients()).unwrap();
    let end = sealed.windows(4).position(|part| part == b"\n---").unwrap() + 1;
    let with_lines = |count: usize| [&sealed[..end], &b"-> a\n\n".repeat(count), &sealed[end..]].concat();
    assert_eq!(encryption_kind(&with_lines(10)), Some(Ok(EncryptionKind::Keys)));
    assert_eq!(encryption_kind(&with_lines(700_000)), Some(Err(DecryptError::TooLarge)));
    assert_eq!(
        decrypt(&with_lines(700_000), &Credential::Keys(own.identities()), LIMIT),
        Err(DecryptError::TooLarge)
    );
}

#[test]
fn more_than_the_limit_is_refused() {
    let (own, _) = keys();
    let credential = Credential::Keys(own.identities());
    let sealed = encrypt(&[7; 1000], &own.recipients()).unwrap();
    assert_eq!(decrypt(&sealed, &credential, 1000).unwrap().len(), 1000);
    assert_eq!(decrypt(&sealed, &credential, 999), Err(DecryptError::TooLarge));
}

#[test]
fn a_text_that_holds_no_keys_is_told() {
    let (own, _) = keys();
    let text = own.to_text();
    let line = text.lines().next().unwrap();
    for wrong in ["", "\n", line, "a\nb\n", &format!("{line}\nage1\n")] {
        assert_eq!(UserKeys::from_text(wrong).unwrap_err(), KeyTextError::NoKeys);
    }
    for wrong in ["", "# only a comment\n", "abc\n", "Kære kollega\n\nHer er nøglen til SSH-serveren.\n"] {
        assert_eq!(Identities::from_text(wrong).unwrap_err(), KeyTextError::NoKeys, "{wrong}");
    }
    let commented_out = format!("# {line}\n");
    assert_eq!(Identities::from_text(&commented_out).unwrap_err(), KeyTextError::NoKeys);
    assert!(Identities::from_text(&format!("# mine\r\n\r\n{line}\r\n")).is_ok());
}

#[test]
fn an_identity_is_found_with_mail_text_around_it() {
    let (own, recovery) = keys();
    let line = own.to_text().lines().next().unwrap().to_owned();
    let sealed = encrypt(PLAIN, &own.recipients()).unwrap();
    let file = format!("# created: 2026-11-22\n# public key: age1abc\n{line}\n");
    let mail = format!("Kære kollega\n\nHer er nøglen:\n\n{file}\n-- \nMed venlig hilsen\n");
    for (what, text) in [
        ("mail", mail.clone()),
        ("quoted", String::from_utf8(quoted("> ", &mail)).unwrap()),
        ("quoted twice", String::from_utf8(quoted(">> ", &mail.replace('\n', " \r\n"))).unwrap()),
        ("quoted by several", String::from_utf8(quoted("> > ", &mail)).unwrap()),
        ("in a sentence", format!("Nøglen er {line}. Hilsen")),
        ("in quotation marks", format!("Nøglen er \"{line}\"")),
        ("wrapped", wrapped(&file, 60, "\n")),
        ("quoted and wrapped", String::from_utf8(quoted("> ", &wrapped(&mail, 60, "\n> "))).unwrap()),
        ("quoted, then wrapped", wrapped(&format!("> {line}\n"), 70, "\n")),
        ("soft line ends", wrapped(&mail, 60, "=\n")),
        ("HTML", format!("<div>&gt;&nbsp;{line}<br></div>")),
        ("no-break blanks", format!("\u{a0}\u{a0}{line}\u{a0}\n")),
        ("small letters", line.to_lowercase()),
        (
            "beside others",
            format!("ssh-ed25519 AAAA a@b\n{}{line}\n", UserKeys::new(&recovery).to_text().as_str()),
        ),
    ] {
        let identities = Identities::from_text(&text).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(decrypt(&sealed, &Credential::Keys(identities), LIMIT).is_ok(), "{what}");
    }
}

#[test]
fn an_identity_that_is_cut_or_misspelled_is_told() {
    let line = keys().0.to_text().lines().next().unwrap().to_owned();
    let other = keys().0.to_text().lines().next().unwrap().to_owned();
    let misspelled = format!("{}{}", &line[..73], if line.ends_with('Q') { 'P' } else { 'Q' });
    for wrong in [
        "AGE-SECRET-KEY-1".to_owned(),
        line[..60].to_owned(),
        format!("{line}QQ"),
        misspelled.clone(),
        format!("{misspelled}\n{other}\n"),
        format!("> {}\n\n-- \n> Hilsen", &line[..60]),
    ] {
        assert_eq!(Identities::from_text(&wrong).unwrap_err(), KeyTextError::Damaged);
    }
}

#[test]
fn a_key_of_another_kind_is_named() {
    let line = keys().0.to_text().lines().next().unwrap().to_owned();
    for (text, kind) in [
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n",
            UnsupportedKey::Ssh,
        ),
        ("ssh-ed25519 AAAA somebody@somewhere\n", UnsupportedKey::Ssh),
        ("ssh-rsa AAAA\n", UnsupportedKey::Ssh),
        ("ecdsa-sha2-nistp256 AAAA\n", UnsupportedKey::Ssh),
        ("sk-ssh-ed25519@openssh.com AAAA\n", UnsupportedKey::Ssh),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nComment: a\nAAAA\n", UnsupportedKey::Ssh),
        ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n", UnsupportedKey::Ssh),
        ("SSH PRIVATE KEY FILE FORMAT 1.1\n", UnsupportedKey::Ssh),
        ("PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n", UnsupportedKey::Putty),
        ("PuTTY-User-Key-File-2: ssh-rsa\n", UnsupportedKey::Putty),
        ("-----BEGIN RSA PRIVATE KEY-----\nb3Bl\n-----END RSA PRIVATE KEY-----\n", UnsupportedKey::Pem),
        ("-----BEGIN EC PRIVATE KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN DSA PRIVATE KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN PRIVATE KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN EC PARAMETERS-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN PUBLIC KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN CERTIFICATE-----\nb3Bl\n", UnsupportedKey::Pem),
        ("Bag Attributes\n-----BEGIN PRIVATE KEY-----\nb3Bl\n", UnsupportedKey::Pem),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ\n", UnsupportedKey::Pgp),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ\n", UnsupportedKey::Pgp),
        ("-----BEGIN PGP MESSAGE-----\n\nhQ\n", UnsupportedKey::Pgp),
        ("Hej\n\n> -----BEGIN OPENSSH PRIVATE KEY-----\n> b3Bl\n", UnsupportedKey::Ssh),
        ("age-plugin-yubikey-1qvhulf\n", UnsupportedKey::Plugin),
        ("AGE-PLUGIN-SE-1QVHULF\n", UnsupportedKey::Plugin),
        ("> AGE-SECRET-KEY-PQ-1QVHULF\n", UnsupportedKey::PostQuantum),
        ("age1pq1u4gkddypznucsn73qa20mzp8c6pax0md9qxj9g3mhh6ahtls9e3qydemkk\n", UnsupportedKey::Public),
        ("age1yubikey1u4gkddypznucsn73qa20mzp8c6pax0md9qxj9g3mhh6\n", UnsupportedKey::Public),
        (
            "Min nøgle: age1u4gkddypznucsn73qa20mzp8c6pax0md9qxj9g3mhh6ahtls9e3qydemkk.\n",
            UnsupportedKey::Public,
        ),
        ("# serial\nAGE-PLUGIN-YUBIKEY-1QVHULF\n", UnsupportedKey::Plugin),
        ("AGE-SECRET-KEY-PQ-1QVHULF\n", UnsupportedKey::PostQuantum),
        ("age1u4gkddypznucsn73qa20mzp8c6pax0md9qxj9g3mhh6ahtls9e3qydemkk\n", UnsupportedKey::Public),
    ] {
        assert_eq!(Identities::from_text(text).unwrap_err(), KeyTextError::Unsupported(kind), "{text}");
    }
    assert!(Identities::from_text(&format!("AGE-PLUGIN-YUBIKEY-1QVHULF\n{line}\n")).is_ok());
    assert!(Identities::from_text(&format!("\u{feff}# mine\r\r\n\u{a0}{line}\u{200b} \r\n")).is_ok());
}

/// A text as the answer to a mail has it.
fn quoted(mark: &str, text: &str) -> Vec<u8> {
    text.lines().map(|line| format!("{mark}{line}\n")).collect::<String>().into_bytes()
}

/// A text with a line end in each line that is longer than `length` characters, as a mail program wraps it.
fn wrapped(text: &str, length: usize, line_end: &str) -> String {
    let wrap = |line: &str| match line.char_indices().nth(length) {
        Some((at, _)) => format!("{}{line_end}{}\n", &line[..at], &line[at..]),
        None => format!("{line}\n"),
    };
    text.lines().map(wrap).collect()
}

/// An armored file, as the recovery key is written.
fn armored(plain: &[u8]) -> (String, Credential) {
    let (own, _) = keys();
    let file = encrypt::encrypt_armored(plain, &own.recipients()).unwrap();
    (String::from_utf8(file).unwrap().replace("\r\n", "\n"), Credential::Keys(own.identities()))
}

#[test]
fn armor_is_found_with_anything_around_it_in_any_encoding() {
    // Its last line is padded with "=".
    // The header has a random length, as age adds a stanza that means nothing.
    let padded = (0..100).map(|more| armored(&[&PLAIN.repeat(20)[..], &b" ".repeat(more)].concat()));
    let (file, credential) = padded.into_iter().find(|(file, _)| file.contains('=')).unwrap();
    let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let body = file.lines().collect::<Vec<_>>();
    let long_lines = [body[0], &body[1..body.len() - 1].concat(), body[body.len() - 1]].join("\n");
    let mail = format!("Kære kollega\n(se nedenfor)\n\n{file}\n-- \nMed venlig hilsen\n");
    // No mail program divides the code of a sign.
    let soft_lines = wrapped(&mail, 50, "\u{1}\n").replace('=', "=3D").replace('\u{1}', "=");
    let latin_1: Vec<u8> = mail.chars().map(|c| c as u8).collect();
    for (what, bytes) in [
        ("byte order mark", format!("\u{feff}{file}").into_bytes()),
        ("blank lines", format!("\n \r\n\t\n{file}\n\n").into_bytes()),
        ("windows", file.replace('\n', "\r\n").into_bytes()),
        ("old macintosh", file.replace('\n', "\r").into_bytes()),
        ("double spaced", file.replace('\n', "\n\n").into_bytes()),
        ("indented", file.lines().map(|line| format!("\u{a0} {line} \t\n")).collect::<String>().into_bytes()),
        ("long lines", long_lines.into_bytes()),
        ("quoted printable", mail.replace('=', "=3D").into_bytes()),
        ("mail", mail.clone().into_bytes()),
        ("mail in Latin-1", latin_1),
        ("mail from Windows", format!("\u{feff}{}", mail.replace('\n', "\r\n")).into_bytes()),
        ("quoted", quoted("> ", &mail)),
        ("quoted twice", quoted(">> ", &mail)),
        ("quoted by several", quoted("> > >", &mail)),
        ("quoted on Windows", quoted("> ", &mail.replace('\n', " \r\n"))),
        ("quoted with initials", quoted("DT> ", &mail)),
        ("quoted with bars", quoted("| ", &mail)),
        ("quoted and wrapped", quoted("> ", &wrapped(&mail, 60, "\n> "))),
        ("quoted, then wrapped", quoted("> ", &wrapped(&mail, 60, "\n"))),
        ("trailing blanks", mail.replace('\n', "  \t\u{a0}\n").into_bytes()),
        ("no-break blanks", mail.replace(' ', "\u{a0}").into_bytes()),
        ("long dashes", mail.replace("-----", "\u{2014}\u{2014}-").into_bytes()),
        ("HTML", format!("<html><p>{}</p>", mail.trim().replace('\n', "<br>")).into_bytes()),
        ("HTML quotation", quoted("&gt;&nbsp;", &mail.replace('\n', "&nbsp;<br/>\n"))),
        ("soft line ends", soft_lines.into_bytes()),
        ("encoded blanks", mail.replace('=', "=3D").replace('\n', "=20\n").into_bytes()),
        ("UTF-16 LE", utf_16(&mail, u16::to_le_bytes)),
        ("UTF-16 BE", utf_16(&file, u16::to_be_bytes)),
    ] {
        assert_eq!(encryption_kind(&bytes), Some(Ok(EncryptionKind::Keys)), "{what}");
        let plain = decrypt(&bytes, &credential, LIMIT).unwrap();
        assert_eq!(plain.trim_ascii_end(), PLAIN.repeat(20).trim_ascii_end(), "{what}");
    }
}

#[test]
fn several_and_cut_armors_are_told() {
    let (file, credential) = armored(PLAIN);
    let twice = format!("{file}\nDen anden:\n{file}");
    assert_eq!(decrypt(twice.as_bytes(), &credential, LIMIT), Err(DecryptError::Several));
    assert_eq!(encryption_kind(twice.as_bytes()), Some(Err(DecryptError::Several)));
    for length in [40, 100, file.len() - 5] {
        let cut = &file.as_bytes()[..length];
        assert_eq!(encryption_kind(cut), Some(Err(DecryptError::Cut)), "{length}");
        assert_eq!(decrypt(cut, &credential, LIMIT), Err(DecryptError::Cut), "{length}");
    }
    // A text that only names the line holds no file.
    assert_eq!(encryption_kind(b"it starts with -----BEGIN AGE ENCRYPTED FILE-----, as age writes"), None);
}

#[test]
fn a_pasted_line_end_is_no_part_of_a_passphrase() {
    let sealed = encrypt(PLAIN, &Recipients::Passphrase(passphrase("meget lang kode \u{200b}"))).unwrap();
    assert!(decrypt_with(&sealed, "meget lang kode"));
    for typed in ["meget lang kode\r\n", " meget lang kode", "\u{feff}meget lang kode", "meget lang kode "] {
        assert!(decrypt(&sealed, &with(typed), LIMIT).is_ok(), "{typed:?}");
    }
    assert!(passphrase(" \n").is_blank() && !passphrase(" a").is_blank());
    assert!(passphrase("A\u{30a}s ").is_same(&passphrase("Ås")));
}

/// Whether exactly this passphrase decrypts.
fn decrypt_with(sealed: &[u8], exact: &str) -> bool {
    let identity = age::scrypt::Identity::new(exact.to_owned().into());
    let decryptor = age::Decryptor::new_buffered(sealed).unwrap();
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).is_ok()
}

/// A file as an older version or another program wrote it, with a cheap try of the passphrase.
fn sealed_with(exact: &str) -> Vec<u8> {
    use std::io::Write;
    let mut recipient = age::scrypt::Recipient::new(exact.to_owned().into());
    recipient.set_work_factor(2);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
    let mut sealed = Vec::new();
    let mut stream = encryptor.unwrap().wrap_output(&mut sealed).unwrap();
    stream.write_all(PLAIN).unwrap();
    stream.finish().unwrap();
    sealed
}

#[test]
fn older_files_open_with_the_passphrase_that_they_were_written_with() {
    for (written, typed) in [
        ("kode ", "kode"),
        ("kode  ", "kode"),
        ("kode ", "kode\n"),
        (" kode ", " kode "),
        ("A\u{30a}se", "A\u{30a}se"),
        ("Åse", "A\u{30a}se"),
        ("A\u{30a}se", "A\u{30a}se \r\n"),
        ("A\u{30a}se ", "A\u{30a}se"),
        ("A\u{30a}se  ", "A\u{30a}se\n"),
        ("Åse ", "A\u{30a}se"),
        ("Åse  ", "A\u{30a}se  \n"),
        ("a\u{200b}b ", "a\u{200b}b\u{a0}"),
        ("a\u{200b}b", "a\u{200b}b"),
        ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
        ("  ", "  "),
    ] {
        assert!(decrypt(&sealed_with(written), &with(typed), LIMIT).is_ok(), "{written:?} {typed:?}");
    }
    for (written, typed) in [("kode", "kod"), ("kode   ", "kode"), ("k ode", "kode")] {
        let opened = decrypt(&sealed_with(written), &with(typed), LIMIT);
        assert_eq!(opened, Err(DecryptError::WrongPassphrase), "{written:?} {typed:?}");
    }
}

#[test]
fn a_wrong_passphrase_is_tried_in_each_form_once_and_the_likeliest_first() {
    let tried = |text: &str| -> Vec<String> {
        passphrase(text).candidates().map(|candidate| candidate.as_str().to_owned()).collect()
    };
    assert_eq!(tried("Åse"), ["Åse", "Åse ", "Åse  "]);
    assert_eq!(tried("kode "), ["kode", "kode ", "kode  "]);
    assert_eq!(
        tried("A\u{30a}se\n"),
        ["Åse", "A\u{30a}se\n", "A\u{30a}se", "Åse ", "A\u{30a}se ", "Åse  ", "A\u{30a}se  "]
    );
    assert_eq!(tried("  "), ["  ", "   ", "    "]);
}

#[test]
fn a_secret_shows_itself_to_nobody() {
    let (own, recovery) = keys();
    let secret = passphrase("hemmelig");
    let shown = format!(
        "{own:?} {recovery:?} {secret:?} {:?} {:?} {:?}",
        own.identities(),
        Recipients::Passphrase(secret.clone()),
        Credential::Passphrase(secret.clone())
    );
    assert!(!shown.contains("hemmelig") && !shown.contains("AGE-SECRET"), "{shown}");
    assert!(!format!("{:?}", own.recipients()).contains("age1"));
}

#[test]
fn a_passphrase_is_typed_and_taken_back() {
    let mut typed = Passphrase::default();
    assert!(typed.is_empty());
    assert_eq!(typed.insert(0, "blåbær"), 8);
    typed.insert(2, "--");
    assert_eq!(typed.as_str(), "bl--åbær");
    typed.remove(2..6);
    assert_eq!(typed.as_str(), "blbær");
    // It never moves: there is an end to it, at a whole character.
    let room = 512 - typed.as_str().len();
    assert_eq!(typed.insert(0, &"å".repeat(400)), room / 2 * 2);
    assert!(typed.as_str().ends_with("blbær"));
    let mut given = "given".to_owned();
    assert_eq!(Passphrase::take(&mut given).as_str(), "given");
    assert_eq!(given, "");
}

#[test]
fn the_strength_of_a_passphrase_follows_how_it_is_guessed() {
    let strength = |text: &str| passphrase(text).strength(&["Bente Testperson", "Onkologisk"]);
    for broken in ["", "1234", "sommer", "12345678901234", "aaaaaaaaaaaaaaa", "Testperson", "qwertyuiop"] {
        assert_eq!(strength(broken), PassphraseStrength::Broken, "{broken}");
    }
    for weak in ["Sommer2026", "hemmelig kode", "bente1960"] {
        assert!(strength(weak) <= PassphraseStrength::Weak, "{weak}");
    }
    assert_eq!(strength("sommer og sol"), PassphraseStrength::Fair);
    assert_eq!(strength("grøn cykel 14 vintermorgen pollen"), PassphraseStrength::Strong);
}
