//! An empty window, or one with a single word, for comparison with the start of the program
//! (`benches/start.py`). With software rendering, the first item painted costs the compilation of shaders.
//!
//! ```text
//! empty_window [wgpu|glow] [WORD]
//! ```

use eframe::{App, Frame, NativeOptions, Renderer, egui::Ui};

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
    let mut arguments = std::env::args().skip(1);
    let renderer = match arguments.next().as_deref() {
        Some("glow") => Renderer::Glow,
        _ => Renderer::Wgpu,
    };
    let word = arguments.next();
    let options =
        NativeOptions { viewport, renderer, system_font_fallback: false, ..NativeOptions::default() };
    eframe::run_native("empty-window", options, Box::new(|_| Ok(Box::new(Empty { word }))))
}
