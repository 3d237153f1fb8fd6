//! Finds a person's name in a text, however it is spelled and wherever it is divided.

use crate::text::{Word, is_dash, words};
use std::collections::BTreeSet;

/// The words of a name, in the spellings that texts are searched for.
///
/// | the name | is found in |
/// |---|---|
/// | Mette | "METTE", "Mettes", "Mette's", "Mètte" |
/// | Åse | "Aase", "ase", "A\u{30a}SE"; not "å se" |
/// | Soeren, Soren | "Søren"; a mark too many only with a capital, so that "Lange" is not found in "længe" |
/// | Mette-Marie | "Mette Marie", "MetteMarie", and each of them |
/// | Mettemarie | "Mette-Marie" |
/// | Larsen | "Lar sen", "Lar-⏎sen", "L a r s e n"; not where all pieces are everyday words, as "til de" for "Tilde" |
/// | Mette Ørsted Larsen | "M. Ø. L.", "M Ø L", "m.ø.l.", "M.L." |
/// | Sten, an everyday word | "sten", "Stens"; not "stens" |
/// | de, an everyday word of two letters | "De" |
///
/// Single letters are searched for together only: each alone is too common to identify anybody.
pub(super) struct NameWords {
    /// Words and neighbouring words written as one.
    words: BTreeSet<String>,
    /// Words that are everyday words as well, or start with a particle: they identify only with a capital.
    capitalized: BTreeSet<String>,
    /// The initials of the name: all, those of the parts between blanks, those without particles, the first
    /// and the last.
    initials: BTreeSet<Vec<Initial>>,
    /// The length of the longest of `words`, in bytes.
    longest: usize,
}

/// A letter that a part of a name starts with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Initial {
    letter: String,
    is_small: bool,
}

/// Words of two letters that Danish and English texts are full of.
const PARTICLES: [&str; 32] = [
    "af", "an", "as", "at", "be", "by", "da", "de", "do", "du", "el", "en", "er", "et", "faa", "gaa", "he",
    "if", "in", "is", "it", "la", "le", "ni", "no", "nu", "of", "on", "os", "saa", "to", "vi",
];

/// Short everyday words of Danish and English, which names are composed of by chance, spelled with digraphs. Names are
/// found in them as whole words only.
const EVERYDAY: &str = "
    ad al alder alle alt altid am anden ander andre ang are arm art bad bag bar ben berg bi bo bog boer bor bord
    bort bred bror brun bruges but can dag dage dal dan dem den denne der deres det dig din dine dit dog doed dog
    draeng du dyr eg ej eller elske end ende endnu ene er et faar faa far fast fem fik fin find fin fire flere flot
    for foer foerste fra fri frisk frem fuld fund gang gav ger gik giv glad god godt graa groen gul gaar goer had
    ham han hans har hav havde have hel hele her hid him his hjem hos hun hus hvad hver hvis hvor hvid ide igen ikke
    ild imod ind inde ingen iris is ja jeg jer jord jul juni juli kan kender klar kold kom kort kun kur lag land
    lang lav led leg let lever lige lille lilje lim liv los lund lys lyst laege laes maj man mand mange maa maal
    maale mark med meget mellem men mens mere mest mig min mine mit mod mor mund ned nej net new nok nord not now ny
    nye nyt naar og ogsaa old om op ord os over pa paa par per plus pose rask red ren rene rens resten ret rig
    rigtig ring ris rod rose rund ro roed sag sagt sal samme samt sand se ser set sidste sig sin sine sit skal skov
    skulle slut smed sne sol som son staal stand start sted sten stor storm store svar syn syv syd saadan soen ta
    tag tal te ten test tid til time to tre traek tung tyk ud uden ude ulv under ung unge up us ved vej vil vel ven
    vind vinter vis vist viste var vaer vaere vores was we wide with yes you ae aar oel oeje ost vest oest oester
    vester noerre soender";

impl NameWords {
    pub(super) fn of(name: &str) -> Self {
        let parts = words(name);
        let mut found = NameWords {
            words: BTreeSet::new(),
            capitalized: BTreeSet::new(),
            initials: initials(&parts),
            longest: 0,
        };
        for (at, first) in parts.iter().enumerate() {
            let (mut with_digraphs, mut without_marks) = (String::new(), String::new());
            for (length, part) in parts[at..].iter().enumerate() {
                with_digraphs += &part.with_digraphs;
                without_marks += &part.without_marks;
                if parts[at..=at + length].iter().all(|part| part.is_letter) {
                    continue;
                }
                let is_joined = length > 0;
                let starts_with_particle = PARTICLES.contains(&first.with_digraphs.as_str());
                let spelled_plain = if is_joined || is_long_enough_without_marks(&without_marks) {
                    Some(&without_marks)
                } else {
                    None
                };
                for spelling in std::iter::once(&with_digraphs).chain(spelled_plain) {
                    found.insert(spelling, is_joined, starts_with_particle);
                }
            }
        }
        found.longest = found.words.iter().map(String::len).max().unwrap_or(0);
        found
    }

    fn insert(&mut self, spelling: &str, is_joined: bool, starts_with_particle: bool) {
        let min_length = if is_joined { 4 } else { 2 };
        if spelling.chars().count() < min_length || !spelling.chars().any(char::is_alphabetic) {
            return;
        }
        let needs_capital = starts_with_particle && (is_joined || PARTICLES.contains(&spelling));
        if needs_capital {
            self.capitalized.insert(spelling.to_owned());
        } else {
            self.words.insert(spelling.to_owned());
        }
    }

    /// Whether a part of the name is in a text.
    pub(super) fn are_in(&self, text: &[Word]) -> bool {
        text.iter().any(|word| self.is_named_by(word))
            || (0..text.len()).any(|start| self.is_divided_at(&text[start..]))
            || self.initials.iter().any(|initials| are_initials_in(initials, text))
    }

    fn is_named_by(&self, word: &Word) -> bool {
        // A mark too many must not make an everyday word of a text a name.
        let plain = Some(word.without_marks.as_str())
            .filter(|plain| word.is_capitalized && is_long_enough_without_marks(plain));
        let spellings = std::iter::once(word.with_digraphs.as_str()).chain(plain);
        spellings.into_iter().any(|spelling| {
            let genitive_of = spelling.strip_suffix('s');
            self.words.contains(spelling)
                || genitive_of.is_some_and(|name| {
                    self.words.contains(name) && (word.is_capitalized || !is_everyday(name))
                })
                || word.is_capitalized
                    && (self.capitalized.contains(spelling)
                        || genitive_of.is_some_and(|name| self.capitalized.contains(name)))
        })
    }

    /// Whether the first words of a text are the pieces of a word of the name.
    fn is_divided_at(&self, text: &[Word]) -> bool {
        let Some(first) = text.first() else { return false };
        let mut with_digraphs = first.with_digraphs.clone();
        let mut without_marks = first.without_marks.clone();
        for (at, word) in text.iter().enumerate().skip(1) {
            with_digraphs += &word.with_digraphs;
            without_marks += &word.without_marks;
            // One more for the genitive.
            if !is_inside_name(&word.gap) || without_marks.len() > self.longest + 1 {
                return false;
            }
            let is_name = [&with_digraphs, &without_marks].into_iter().any(|spelling| {
                let genitive_of = spelling.strip_suffix('s').unwrap_or(spelling);
                self.is_divisible(spelling) || self.is_divisible(genitive_of)
            });
            if is_name && are_pieces(&text[..=at]) {
                return true;
            }
        }
        false
    }

    fn is_divisible(&self, spelling: &str) -> bool {
        spelling.chars().count() >= 3 && self.words.contains(spelling) && !is_everyday(spelling)
    }
}

/// Whether a word without its marks is still like that word only, and not like an everyday one.
fn is_long_enough_without_marks(word: &str) -> bool {
    word.chars().count() >= 3 && !is_everyday(word)
}

fn is_everyday(word: &str) -> bool {
    PARTICLES.contains(&word) || EVERYDAY.split_whitespace().any(|everyday| everyday == word)
}

/// Whether no more stands between two words than between the pieces of a name: blanks, line ends, dots, hyphens.
fn is_inside_name(gap: &str) -> bool {
    let divides = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '.' | '_' | '\'' | '’' | '*');
    !gap.is_empty() && gap.chars().all(divides)
}

/// Whether words that together give a name are not a part of an ordinary sentence.
fn are_pieces(words: &[Word]) -> bool {
    let is_hyphenated = words[1..].iter().any(|word| {
        word.gap.trim_end_matches([' ', '\t']).ends_with('\n') && word.gap.trim_start().starts_with(is_dash)
    });
    let are_letters = words.len() >= 3 && words.iter().all(|word| word.is_letter);
    // "i" before any other word means "in".
    let starts_with_i = words.len() == 2 && words[0].with_digraphs == "i";
    let is_usual = |word: &Word| word.is_letter || is_everyday(&word.with_digraphs);
    is_hyphenated || are_letters || !starts_with_i && !words.iter().all(is_usual)
}

fn initials(name: &[Word]) -> BTreeSet<Vec<Initial>> {
    let of = |words: &mut dyn Iterator<Item = &Word>| -> Vec<Initial> {
        let initial = |word: &Word| {
            let letter = word.without_marks.chars().next().filter(|letter| letter.is_alphabetic())?;
            Some(Initial { letter: letter.to_string(), is_small: !word.is_capitalized })
        };
        words.filter_map(initial).collect()
    };
    let all = of(&mut name.iter());
    let between_blanks = of(&mut name.iter().filter(|word| !word.gap.contains(is_dash)));
    let is_particle = |word: &&Word| PARTICLES.contains(&word.with_digraphs.as_str());
    let without_particles = of(&mut name.iter().filter(|word| !is_particle(word)));
    let ends = all.first().into_iter().chain(all.last()).cloned().collect();
    let found = [all, between_blanks, without_particles, ends];
    found.into_iter().filter(|initials| initials.len() >= 2).collect()
}

/// Whether the letters stand in a text one by one, as initials do. Two of them are common in abbreviations: they must
/// be capitals with dots, and no more letters may stand beside them.
fn are_initials_in(initials: &[Initial], text: &[Word]) -> bool {
    let is_one = |start: usize| {
        let words = &text[start..start + initials.len()];
        let is_same =
            |(word, initial): (&Word, &Initial)| word.is_letter && word.without_marks == initial.letter;
        let are_together = words[1..].iter().all(|word| is_inside_name(&word.gap));
        let are_capitals =
            || words.iter().zip(initials).all(|(word, initial)| word.is_capitalized || initial.is_small);
        let have_dots = || words[1..].iter().all(|word| word.gap.contains('.'));
        let stands_alone = || {
            let continues = |word: Option<&Word>| word.is_some_and(|w| w.is_letter && is_inside_name(&w.gap));
            let is_continued_before = start > 0 && text[start - 1].is_letter && is_inside_name(&words[0].gap);
            !is_continued_before && !continues(text.get(start + initials.len()))
        };
        words.iter().zip(initials).all(is_same)
            && are_together
            && if initials.len() == 2 {
                are_capitals() && have_dots() && stands_alone()
            } else {
                are_capitals() || have_dots()
            }
    };
    let last_start = text.len().checked_sub(initials.len());
    last_start.is_some_and(|last_start| (0..=last_start).any(is_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row is a name, the texts that tell it, and texts that do not.
    #[test]
    fn a_name_is_found_however_it_is_spelled_and_divided() {
        let table: [(&str, &[&str], &[&str]); 29] = [
            ("Mette-Marie", &["mette marie", "MetteMarie", "Mettes", "marie's"], &["mettemor", "mari"]),
            ("Mette Marie Larsen", &["Mette-Marie", "METTEMARIES"], &["marielars-kur, mett"]),
            ("Mettemarie", &["Mette-Marie", "Mette\nMarie", "Mette Maries"], &["Mette, Marie"]),
            (
                "Larsen",
                &["Lar sen", "Lar\nsen", "Lar-\r\nsen", "L a r s e n", "L.A.R.S.E.N.", "L arsen"],
                &["Lar, sen", "Lars", "larsenisme"],
            ),
            ("Hansen", &["Han-\nsen", "Han sen", "hansens"], &["han så senere", "Hans en"]),
            ("Tilde", &["TILDE", "til-\nde"], &["til de pårørende", "til\nde"]),
            ("Iben", &["Ibens"], &["smerter i ben", "I ben"]),
            ("Irene", &["I r e n e"], &["i rene celler"]),
            ("Sander", &["sanders"], &["det er sand er det"]),
            ("Aase", &["Åse", "åse", "A\u{30a}SE", "Aases", "Åses"], &["ase", "så se"]),
            ("Åse", &["Aase", "AASE", "Ase", "åses"], &["at se", "å se"]),
            ("Søren", &["Soeren", "soren", "SO\u{338}REN", "Søren’s"], &["sorte", "Soerensen"]),
            ("Soeren", &["Søren", "SØRENS"], &["Seren"]),
            ("Soren", &["Søren"], &["soeren"]),
            ("Kjær Bjørk", &["kjaer", "Bjoerk", "Bjork", "KJÆRS"], &["kær", "bark"]),
            ("Kjaergaard", &["Kjærgård", "Kjærgaard", "kjaergård"], &["kær gård"]),
            ("Lange", &["lange"], &["længe"]),
            ("Ma", &["ma"], &["må", "Må", "mad"]),
            ("Andre", &["André", "andre", "Andres"], &["anden", "andres"]),
            ("André", &["Andre", "ANDRÉ"], &["anden"]),
            ("Yılmaz", &["YILMAZ", "yilmaz", "Yilmaz'"], &["yil"]),
            ("İpek Şahin", &["ipek", "IPEK", "sahin"], &["pek"]),
            ("Weiß", &["Weiss", "WEISS", "WEIẞ"], &["weis"]),
            ("Müller", &["Mueller", "MULLER", "Mu\u{308}ller"], &["miller"]),
            ("Sten", &["sten", "Stens", "Mb. STEN"], &["stens", "stenose", "s ten"]),
            ("Bo Dag", &["bo", "dag"], &["bor", "dage", "i dagens", "B. O.", "bolig"]),
            (
                "Mette Ørsted Larsen",
                &["M. Ø. L.", "MØ. M.Ø.L", "M Ø L", "m.ø.l.", "M-Ø-L", "M.\nØ.\nL.", "M. L."],
                &["m ø l", "M. Ø.", "ML", "M, Ø, L", "MØL", "A.M.L.", "m.l."],
            ),
            ("Anne-Lise de Fine", &["A. F.", "A. L. d. F.", "DeFine"], &["de", "a. f.", "define"]),
            ("B. Å.", &["B. Å.", "B.Å."], &["b å", "b. å.", "B Å", "BÅ"]),
        ];
        for (name, told, untold) in table {
            let name_words = NameWords::of(name);
            for text in told {
                assert!(name_words.are_in(&words(text)), "{name}: {text}");
                let inside = format!("Aftalt (i 12. uge) med {text}: intet nyt");
                assert!(name_words.are_in(&words(&inside)), "{name}: {inside}");
            }
            for text in untold {
                assert!(!name_words.are_in(&words(text)), "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_long_name_and_a_long_text_are_compared_in_a_moment() {
        let name = NameWords::of(&"å ".repeat(50));
        assert!(!name.are_in(&words(&"a b ".repeat(2_000))));
        assert!(name.are_in(&words(&"Å. ".repeat(2_000))));
    }
}
