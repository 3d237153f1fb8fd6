//! The Fluent messages of the program.

use crate::definition::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::sync::LazyLock;

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

const DANISH: [&str; 4] = sources!("da");
const ENGLISH: [&str; 4] = sources!("en");

/// The messages of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, by id. They are formatted once, because a frame shows a hundred of them.
    plain: BTreeMap<String, String>,
}

/// The messages of a language, which are parsed on first use.
pub fn texts(language: Language) -> &'static Texts {
    static DA: LazyLock<Texts> = LazyLock::new(|| Texts::read(Language::Da, &DANISH.concat()));
    static EN: LazyLock<Texts> = LazyLock::new(|| Texts::read(Language::En, &ENGLISH.concat()));
    match language {
        Language::Da => &DA,
        Language::En => &EN,
    }
}

impl Texts {
    fn read(language: Language, source: &str) -> Texts {
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
        let mut texts = Texts { language, bundle, plain: BTreeMap::new() };
        texts.plain =
            ids.into_iter().filter_map(|id| Some((id.to_owned(), texts.format(id, None)?))).collect();
        texts
    }

    /// The language that all messages are in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a message without arguments. Returns the id if there is no such message.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.plain.get(id).map_or(id, String::as_str)
    }

    /// The text of a message with arguments. Returns the id if there is no such message or an argument is
    /// missing.
    pub fn with(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.format(id, Some(&arguments)).unwrap_or_else(|| id.to_owned())
    }

    fn format(&self, id: &str, arguments: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}
