//! Controls, shapes and colors that panels and dialogs share.

pub mod again;
pub mod backdrop;
pub mod bounded_text;
pub mod choice;
pub mod click_series;
pub mod controls;
pub mod dots;
pub mod edit_menu;
pub mod escape;
pub mod fault_room;
pub mod held_press;
pub mod popup;
mod refusal;
pub mod report_choices;
pub mod report_contents;
pub mod scroll;
pub mod secret_field;
pub mod settled;
pub mod shapes;
pub mod sight;
mod text_style;
pub mod theme;
pub mod tip;

pub use text_style::{MAX_TEXTURE_SIDE, fonts, regular, semibold, size, space};
pub use theme::{CARD_MARGIN, Theme};
