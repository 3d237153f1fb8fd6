//! Lays out the first frame before there is a window, so that its letters and texts are there when the window opens.

use super::super::app::App;
use super::super::fit::FIRST_SIZE;
use super::super::flow::FoundSettings;
use super::super::widget::{MAX_TEXTURE_SIDE, settled};
use crate::definition::CriteriaSet;
use crate::files::StoredSettings;
use crate::policy::PolicyReading;
use egui::{Context, Pos2, RawInput, Rect, ViewportId};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// Lays out the first frame as if the window had its usual size, with an application that is dropped then. Letters,
/// texts and the plugins stay in the context, but nothing of where something was drawn or what had the focus: that is
/// for the real first frame, at the real size.
pub fn rehearse(
    ctx: &Context,
    set: Arc<CriteriaSet>,
    today: Date,
    policy: PolicyReading,
    settings: Option<&FoundSettings>,
) {
    let memory = ctx.memory(Clone::clone);
    let mut app = App::without_desktop(ctx, set, today);
    app.window_mut().take_policy(policy);
    if let Some(FoundSettings { folder, found }) = settings {
        let found = StoredSettings::Settings(Box::new(found.settings()));
        app.window_mut().take_settings(FoundSettings { folder: folder.clone(), found });
    }
    app.window_mut().welcome();
    // What a second layout would correct has the same letters.
    ctx.options_mut(|options| options.max_passes = NonZeroUsize::MIN);
    let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, FIRST_SIZE));
    let mut input = RawInput { screen_rect, max_texture_side: Some(MAX_TEXTURE_SIDE), ..RawInput::default() };
    if let Some(root) = input.viewports.get_mut(&ViewportId::ROOT) {
        root.native_pixels_per_point = Some(1.0);
    }
    let mut output = ctx.run_ui(input, |ui| app.draw(ui));
    ctx.memory_mut(|after| *after = memory);
    settled::start_anew(ctx);
    // What egui has told the renderer and the system once, it does not tell again: they get it with the first frame.
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
    use egui::{FullOutput, Shape, TextureId, Vec2, vec2};

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

    #[test]
    fn the_first_frames_are_the_same_with_and_without_a_rehearsal() {
        for (size, density) in [(FIRST_SIZE, 1.0), (vec2(1024.0, 700.0), 1.0), (FIRST_SIZE, 2.0)] {
            let (ctx, rehearsed_ctx) = (Context::default(), Context::default());
            rehearse(&rehearsed_ctx, set(), TODAY, PolicyReading::default(), None);
            let (mut app, mut rehearsed) = (app(&ctx), app(&rehearsed_ctx));
            for number in 1..4 {
                let mut plain = frame(&ctx, &mut app, size, density);
                let mut frame = frame(&rehearsed_ctx, &mut rehearsed, size, density);
                plain.textures_delta.clear();
                frame.textures_delta.clear();
                let which = format!("frame {number} of {size:?} at {density}");
                assert_eq!(painted(&frame.shapes), painted(&plain.shapes), "{which}");
                assert_eq!(commands(&frame), commands(&plain), "{which}");
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
