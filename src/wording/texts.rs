//! The Fluent messages of the program.

use crate::definition::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::sync::OnceLock;

macro_rules! sources {
    ($folder:literal) => {
        [
            include_str!(concat!("../../assets/texts/", $folder, "/common.ftl")),
            include_str!(concat!("../../assets/texts/", $folder, "/report.ftl")),
            include_str!(concat!("../../assets/texts/", $folder, "/safety.ftl")),
            include_str!(concat!("../../assets/texts/", $folder, "/window.ftl")),
        ]
    };
}

const FILES: usize = 4;
const DANISH: [&str; FILES] = sources!("da");
const ENGLISH: [&str; FILES] = sources!("en");

/// The messages of one language. Each file is parsed when a message is looked for in it: programs without a window
/// never need the largest two, and these come last.
pub struct Texts {
    language: Language,
    sources: [&'static str; FILES],
    files: [OnceLock<TextFile>; FILES],
}

/// The messages of one file.
struct TextFile {
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, by id. They are formatted once, because a frame shows a hundred of them.
    plain: BTreeMap<String, String>,
}

/// The messages of a language.
pub fn texts(language: Language) -> &'static Texts {
    static DA: Texts = Texts::new(Language::Da, DANISH);
    static EN: Texts = Texts::new(Language::En, ENGLISH);
    match language {
        Language::Da => &DA,
        Language::En => &EN,
    }
}

impl Texts {
    const fn new(language: Language, sources: [&'static str; FILES]) -> Texts {
        Texts { language, sources, files: [const { OnceLock::new() }; FILES] }
    }

    /// The language that all messages are in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a message without arguments. Returns the id if there is no such message.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.files().find_map(|file| file.plain.get(id)).map_or(id, String::as_str)
    }

    /// The text of a message with arguments. Returns the id if there is no such message or an argument is
    /// missing.
    pub fn with(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.files().find_map(|file| file.format(id, Some(&arguments))).unwrap_or_else(|| id.to_owned())
    }

    fn files(&self) -> impl Iterator<Item = &TextFile> {
        let files = self.sources.iter().zip(&self.files);
        files.map(|(source, file)| file.get_or_init(|| TextFile::read(self.language, source)))
    }
}

impl TextFile {
    fn read(language: Language, source: &str) -> TextFile {
        // A message with a syntax error is left out. A test ensures that there is none.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let ids: Vec<&str> = source
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .filter(|(id, _)| !id.contains([' ', '#']) && !id.is_empty())
            .map(|(id, _)| id)
            .collect();
        let locale = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Without this, Fluent puts isolation marks around arguments, which the font does not have.
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        let mut file = TextFile { bundle, plain: BTreeMap::new() };
        file.plain = ids.into_iter().filter_map(|id| Some((id.to_owned(), file.format(id, None)?))).collect();
        file
    }

    fn format(&self, id: &str, arguments: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}
