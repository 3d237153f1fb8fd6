//! A window with nothing in it, or with one word: what the start of the program is held against
//! (`benches/start.py`). Drawn by software, the first thing painted costs the compiling of shaders.

use eframe::{App, Frame, NativeOptions, egui::Ui};

struct Empty {
    word: Option<String>,
}

impl App for Empty {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        if let Some(word) = &self.word {
            ui.label(word);
        }
    }
}

fn main() -> eframe::Result {
    let viewport = eframe::egui::ViewportBuilder::default().with_inner_size([1360.0, 860.0]);
    let options = NativeOptions { viewport, system_font_fallback: false, ..NativeOptions::default() };
    eframe::run_native(
        "empty-window",
        options,
        Box::new(|_| Ok(Box::new(Empty { word: std::env::args().nth(1) }))),
    )
}
