//! Lays out the first frame before there is a window, so that its letters and texts are there when the window opens.

use super::super::app::App;
use super::super::fit::FIRST_SIZE;
use super::super::flow::FoundSettings;
use super::super::widget::MAX_TEXTURE_SIDE;
use crate::definition::CriteriaSet;
use crate::files::StoredSettings;
use crate::policy::PolicyReading;
use egui::{Context, FullOutput, Pos2, RawInput, Rect, Ui, ViewportId};
use jiff::civil::Date;
use std::cell::Cell;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Lays out the first frame as if the window had its usual size, with an application that is dropped then. Letters and
/// texts stay in the context, but nothing of where something was drawn or what had the focus: that is for the real
/// first frame, at the real size. The application of the window starts the plugins anew.
pub fn rehearse(
    ctx: &Context,
    set: Arc<CriteriaSet>,
    today: Date,
    policy: PolicyReading,
    settings: Option<&FoundSettings>,
) {
    rehearse_with(ctx, || {
        let mut app = App::without_desktop(ctx, set, today);
        app.window_mut().take_policy(policy);
        if let Some(FoundSettings { folder, found }) = settings {
            let found = StoredSettings::Settings(Box::new(found.settings()));
            app.window_mut().take_settings(FoundSettings { folder: folder.clone(), found });
        }
        app.window_mut().welcome();
        move |ui: &mut Ui| app.draw(ui)
    });
}

/// Lays out one frame, and brings the context back to what it was. `make`: makes what draws it. A panic in it is
/// reported by the panic hook, and the window opens without a rehearsal.
fn rehearse_with<D: FnMut(&mut Ui)>(ctx: &Context, make: impl FnOnce() -> D) {
    let memory = ctx.memory(Clone::clone);
    let has_begun = Cell::new(false);
    let lay_out = || {
        let draw = make();
        // What a second layout would correct has the same letters.
        ctx.options_mut(|options| options.max_passes = NonZeroUsize::MIN);
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, FIRST_SIZE));
        let mut input =
            RawInput { screen_rect, max_texture_side: Some(MAX_TEXTURE_SIDE), ..RawInput::default() };
        if let Some(root) = input.viewports.get_mut(&ViewportId::ROOT) {
            root.native_pixels_per_point = Some(1.0);
        }
        has_begun.set(true);
        ctx.run_ui(input, draw)
    };
    let laid_out = catch_unwind(AssertUnwindSafe(lay_out));
    // A panic leaves the pass open, and the root of the window taken: the first frame would panic as well.
    let laid_out = match laid_out {
        Err(_) if has_begun.get() => catch_unwind(AssertUnwindSafe(|| ctx.end_pass())),
        laid_out => laid_out,
    };
    ctx.memory_mut(|after| *after = memory);
    if let Ok(output) = laid_out {
        hand_on(ctx, output);
    }
}

/// Gives the first frame what egui tells the renderer and the system once.
fn hand_on(ctx: &Context, mut output: FullOutput) {
    let textures = ctx.tex_manager();
    for (id, images) in output.textures_delta.set.drain() {
        for image in images {
            textures.write().set(id, image);
        }
    }
    output.textures_delta.clear();
    for (id, viewport) in output.viewport_output {
        for command in viewport.commands {
            ctx.send_viewport_cmd_to(id, command);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use egui::epaint::{ClippedShape, ColorImage, ImageData, ImageDelta};
    use egui::{Plugin, Shape, TextureId, Vec2, vec2};

    const TODAY: Date = jiff::civil::date(2026, 11, 29);

    fn set() -> Arc<CriteriaSet> {
        Arc::new(embedded().unwrap())
    }

    fn app(ctx: &Context) -> App {
        App::with_settings(ctx, set(), TODAY, None, PolicyReading::default(), None)
    }

    /// A frame of a window of this size on a screen of this density.
    fn frame(ctx: &Context, app: &mut App, size: Vec2, density: f32) -> FullOutput {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size));
        let max_texture_side = Some(MAX_TEXTURE_SIDE);
        let mut input = RawInput { screen_rect, max_texture_side, ..RawInput::default() };
        input.viewports.get_mut(&ViewportId::ROOT).unwrap().native_pixels_per_point = Some(density);
        ctx.run_ui(input, |ui| app.draw(ui))
    }

    /// What is painted where, without the places of letters in the texture, which may differ.
    fn painted(shapes: &[ClippedShape]) -> Vec<String> {
        let painted = shapes.iter().map(|clipped| match &clipped.shape {
            Shape::Text(text) => {
                format!(
                    "{:?} {:?} {:?} {}",
                    clipped.clip_rect,
                    text.pos,
                    text.galley.rect,
                    text.galley.text()
                )
            }
            other => format!("{:?} {other:?}", clipped.clip_rect),
        });
        painted.collect()
    }

    fn commands(output: &FullOutput) -> Vec<String> {
        let commands = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
        commands.map(|command| format!("{command:?}")).collect()
    }

    /// Panics the first time that egui calls it in a pass.
    #[derive(Default)]
    struct PanicsOnce {
        at_input: bool,
        has_panicked: bool,
    }

    impl PanicsOnce {
        fn panic(&mut self) {
            assert!(std::mem::replace(&mut self.has_panicked, true), "a panic for this test");
        }
    }

    impl Plugin for PanicsOnce {
        fn debug_name(&self) -> &'static str {
            "panics once"
        }

        fn input_hook(&mut self, _: &Context, _: &mut RawInput) {
            if self.at_input {
                self.panic();
            }
        }

        fn on_end_pass(&mut self, _: &mut Ui) {
            self.panic();
        }
    }

    /// A way in which a rehearsal ends.
    #[derive(Clone, Copy, Debug)]
    enum Rehearsal {
        Whole,
        PanicWhileMade,
        PanicWhileDrawn,
        PanicAtInput,
        PanicAtEnd,
    }

    impl Rehearsal {
        const ALL: [Rehearsal; 5] = [
            Rehearsal::Whole,
            Rehearsal::PanicWhileMade,
            Rehearsal::PanicWhileDrawn,
            Rehearsal::PanicAtInput,
            Rehearsal::PanicAtEnd,
        ];

        fn run(self, ctx: &Context) {
            if let Rehearsal::PanicAtInput | Rehearsal::PanicAtEnd = self {
                let at_input = matches!(self, Rehearsal::PanicAtInput);
                ctx.add_plugin(PanicsOnce { at_input, has_panicked: false });
            }
            match self {
                Rehearsal::Whole | Rehearsal::PanicAtInput | Rehearsal::PanicAtEnd => {
                    rehearse(ctx, set(), TODAY, PolicyReading::default(), None);
                }
                Rehearsal::PanicWhileMade => {
                    rehearse_with(ctx, || -> fn(&mut Ui) { panic!("for this test") })
                }
                Rehearsal::PanicWhileDrawn => rehearse_with(ctx, || {
                    let mut app = app(ctx);
                    move |ui: &mut Ui| {
                        app.draw(ui);
                        // In the middle of a part of the window.
                        ui.scope(|_| panic!("for this test"));
                    }
                }),
            }
        }
    }

    #[test]
    fn the_first_frames_are_the_same_with_and_without_a_rehearsal_also_one_that_panics() {
        let sizes = [(FIRST_SIZE, 1.0), (vec2(1024.0, 700.0), 1.0), (FIRST_SIZE, 2.0)];
        let whole = sizes.map(|size| (size, Rehearsal::Whole));
        let failed = Rehearsal::ALL.map(|rehearsal| (sizes[1], rehearsal));
        for ((size, density), rehearsal) in whole.into_iter().chain(failed) {
            let (ctx, rehearsed_ctx) = (Context::default(), Context::default());
            rehearsal.run(&rehearsed_ctx);
            let (mut app, mut rehearsed) = (app(&ctx), app(&rehearsed_ctx));
            for number in 1..4 {
                let mut plain = frame(&ctx, &mut app, size, density);
                let mut frame = frame(&rehearsed_ctx, &mut rehearsed, size, density);
                plain.textures_delta.clear();
                frame.textures_delta.clear();
                let which = format!("frame {number} of {size:?} at {density} after {rehearsal:?}");
                assert_eq!(painted(&frame.shapes), painted(&plain.shapes), "{which}");
                // A pass that was ended before it has begun asks for the theme of the system first.
                let (told, expected) = (commands(&frame), commands(&plain));
                let is_begun = !matches!(rehearsal, Rehearsal::PanicAtInput);
                assert!(told.ends_with(&expected) && (told == expected || !is_begun), "{which}: {told:?}");
                let focus = |ctx: &Context| ctx.memory(|memory| memory.focused());
                assert_eq!(focus(&rehearsed_ctx), focus(&ctx), "{which}");
            }
        }
    }

    #[test]
    fn the_renderer_gets_the_letters_of_the_rehearsal() {
        let ctx = Context::default();
        rehearse(&ctx, set(), TODAY, PolicyReading::default(), None);
        let mut app = app(&ctx);
        let mut frame = frame(&ctx, &mut app, FIRST_SIZE, 1.0);
        let images = frame.textures_delta.set.remove(&TextureId::default()).unwrap();
        frame.textures_delta.clear();
        let mut texture: Option<ColorImage> = None;
        for ImageDelta { image: ImageData::Color(image), pos, .. } in images {
            match (pos, &mut texture) {
                (None, texture) => *texture = Some((*image).clone()),
                (Some(_), None) => panic!("a part of a texture that the renderer does not have"),
                (Some([left, top]), Some(texture)) => {
                    for y in 0..image.height() {
                        for x in 0..image.width() {
                            texture[(left + x, top + y)] = image[(x, y)];
                        }
                    }
                }
            }
        }
        let (texture, letters) = (texture.unwrap(), ctx.fonts(|fonts| fonts.image()));
        assert_eq!(texture.size, letters.size);
        assert!(texture.pixels == letters.pixels, "the renderer has each letter");
    }
}
