//! The window fits the screen: its first size, its smallest size, and how large its contents can be drawn in it.

use eframe::WindowBuilderHook;
use egui::{Context, Vec2, ViewportBuilder, ViewportCommand, vec2};

/// The least that the contents need, in points.
pub const MIN_SIZE: Vec2 = vec2(480.0, 360.0);
/// The first size of the window where the screen has room for it, in points.
pub const FIRST_SIZE: Vec2 = vec2(1360.0, 860.0);
/// What the title bar, the frame and the task bar of the system take from a screen, in points.
const SYSTEM_BARS: Vec2 = vec2(16.0, 88.0);

/// The main window at its first size. `scale`: how large its contents are drawn, in percent.
pub fn first_window(scale: u16) -> ViewportBuilder {
    let scale = f32::from(scale) / 100.0;
    ViewportBuilder::default().with_inner_size(FIRST_SIZE * scale).with_min_inner_size(MIN_SIZE * scale)
}

/// Asks eframe for room for a window and for the bars of the system, and gives what fits the window into the room that
/// there is: eframe alone knows the screens, and makes no window larger than they are.
pub fn fitted_to_screen(builder: ViewportBuilder) -> (ViewportBuilder, Option<WindowBuilderHook>) {
    let Some(wanted) = builder.inner_size else { return (builder, None) };
    let hook = move |builder: ViewportBuilder| {
        let given = builder.inner_size.unwrap_or(wanted + SYSTEM_BARS) - SYSTEM_BARS;
        fit(builder, wanted, given)
    };
    (builder.with_inner_size(wanted + SYSTEM_BARS), Some(Box::new(hook)))
}

/// A window of the wanted size, or one that fills a screen with less room: the system knows best where its bars are.
fn fit(builder: ViewportBuilder, wanted: Vec2, room: Vec2) -> ViewportBuilder {
    let fits = wanted.x <= room.x && wanted.y <= room.y;
    let size = wanted.min(room.max(Vec2::splat(1.0)));
    let least = builder.min_inner_size.map(|least| least.min(size));
    let builder = ViewportBuilder { min_inner_size: least, ..builder.with_inner_size(size) };
    if fits { builder } else { builder.with_maximized(true) }
}

/// Keeps the smallest size of the window at what its contents need, however large they are drawn.
#[derive(Debug, Default)]
pub struct SizeLimit {
    /// How large the contents were drawn when the system was told of the smallest size; `None`: at the start.
    told_for: Option<f32>,
}

impl SizeLimit {
    /// Tells the system the smallest size, if it has changed. No window is made larger than its screen.
    pub fn update(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        if self.told_for.replace(zoom).is_none_or(|before| before == zoom) {
            return;
        }
        let screen = ctx.input(|input| input.viewport().monitor_size);
        let room = screen.map_or(Vec2::INFINITY, |screen| screen - SYSTEM_BARS / zoom);
        ctx.send_viewport_cmd(ViewportCommand::MinInnerSize(MIN_SIZE.min(room)));
    }
}

/// How large the contents are drawn: as the user wants, but no larger than that the window holds what they need.
/// `wanted` is a multiple of the usual size, which is always kept.
pub fn fitting_zoom(ctx: &Context, wanted: f32) -> f32 {
    /// Whoever drags the edge of the window does not see the contents change at every pixel.
    const STEP: f32 = 0.1;
    let window = ctx.content_rect().size() * ctx.zoom_factor();
    let most = (window / MIN_SIZE).min_elem();
    // A window just as large as it must be has rounding errors.
    let most = ((most + 0.001) / STEP).floor() * STEP;
    wanted.min(most.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window on a screen of this size in points.
    fn on_screen(scale: u16, screen: Vec2) -> ViewportBuilder {
        let (builder, hook) = fitted_to_screen(first_window(scale));
        let clamped = builder.inner_size.unwrap().min(screen);
        hook.unwrap()(builder.with_inner_size(clamped))
    }

    #[test]
    fn a_large_screen_gets_the_window_at_its_usual_size() {
        let window = on_screen(100, vec2(1920.0, 1080.0));
        assert_eq!((window.inner_size, window.maximized), (Some(FIRST_SIZE), None));
        assert_eq!(window.min_inner_size, Some(MIN_SIZE));
    }

    #[test]
    fn a_screen_with_less_room_is_filled() {
        // 1366×768 at 100 % and 150 %, 1920×1080 at 250 %, and a large scale on a usual screen.
        for (scale, screen) in [
            (100, vec2(1366.0, 768.0)),
            (100, vec2(911.0, 512.0)),
            (100, vec2(768.0, 432.0)),
            (100, vec2(1440.0, 900.0)),
            (250, vec2(1920.0, 1080.0)),
            (250, vec2(768.0, 432.0)),
        ] {
            let window = on_screen(scale, screen);
            let (size, least) = (window.inner_size.unwrap(), window.min_inner_size.unwrap());
            assert_eq!(window.maximized, Some(true), "{screen:?}");
            assert!(size.x <= screen.x - SYSTEM_BARS.x && size.y <= screen.y - SYSTEM_BARS.y, "{size:?}");
            assert!(least.x <= size.x && least.y <= size.y, "{least:?} {size:?}");
        }
    }

    /// How large contents are drawn in a window of this size.
    fn zoom_in(width: f32, height: f32, wanted: f32) -> f32 {
        let ctx = Context::default();
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(width, height)));
        let mut zoom = 0.0;
        let input = egui::RawInput { screen_rect, ..Default::default() };
        let mut output = ctx.run_ui(input, |ui| zoom = fitting_zoom(ui.ctx(), wanted));
        output.textures_delta.clear();
        zoom
    }

    #[test]
    fn contents_are_never_so_large_that_the_window_does_not_hold_them() {
        assert_eq!(zoom_in(960.0, 720.0, 2.0), 2.0);
        assert_eq!(zoom_in(1360.0, 860.0, 2.0), 2.0);
        assert!((zoom_in(911.0, 512.0, 2.5) - 1.4).abs() < 0.001);
        assert_eq!(zoom_in(480.0, 360.0, 2.5), 1.0);
        assert_eq!(zoom_in(300.0, 200.0, 1.0), 1.0, "the usual size is kept");
        assert_eq!(zoom_in(480.0, 360.0, 0.7), 0.7);
    }
}
