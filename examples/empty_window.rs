//! A window with nothing in it: what the start of the program is held against (`benches/start.py`).

use eframe::{App, Frame, NativeOptions, egui::Ui};

struct Empty;

impl App for Empty {
    fn ui(&mut self, _ui: &mut Ui, _frame: &mut Frame) {}
}

fn main() -> eframe::Result {
    let viewport = eframe::egui::ViewportBuilder::default().with_inner_size([1360.0, 860.0]);
    let options = NativeOptions { viewport, system_font_fallback: false, ..NativeOptions::default() };
    eframe::run_native("empty-window", options, Box::new(|_| Ok(Box::new(Empty))))
}
