//! A picture in a page of the manual.

use crate::definition::Language;
use crate::window::widget::{Theme, shapes};
use crate::wording::manual::ManualPicture;
use egui::cache::FramePublisher;
use egui::{ColorImage, Context, Image, Role, Sense, Stroke, TextureHandle, TextureOptions, Ui, WidgetInfo};

/// How many pixels of a picture are drawn on a point where there is room, so that it is sharp on dense screens too.
const PIXELS_PER_POINT: f32 = 2.0;

/// A picture in a language.
type Key = (ManualPicture, Language);

/// The textures of the last pass. A picture that is not shown any more takes no memory.
type Textures = FramePublisher<Key, TextureHandle>;

/// Draws a picture, no wider than the page. Screen readers get what it shows in words. Returns whether it can be read.
pub fn show(ui: &mut Ui, theme: &Theme, key: Key, words: &str) -> bool {
    let Some(texture) = texture(ui.ctx(), key) else { return false };
    let size = texture.size_vec2() / PIXELS_PER_POINT;
    let scale = (ui.available_width() / size.x).min(1.0);
    let (rect, response) = ui.allocate_exact_size(size * scale, Sense::hover());
    Image::from_texture((texture.id(), rect.size())).paint_at(ui, rect);
    shapes::frame(ui.painter(), rect, 0, Stroke::new(1.0, theme.control_line));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    true
}

/// The texture of a picture, which is read from its file in the first pass that shows it.
fn texture(ctx: &Context, key: Key) -> Option<TextureHandle> {
    let published = ctx.memory_mut(|memory| memory.caches.cache::<Textures>().get(&key).cloned());
    let texture = published.or_else(|| {
        let (picture, language) = key;
        let read = eframe::icon_data::from_png_bytes(picture.png(language)).ok()?;
        let size = [read.width, read.height].map(|side| side as usize);
        let image = ColorImage::from_rgba_unmultiplied(size, &read.rgba);
        Some(ctx.load_texture(picture.file(), image, TextureOptions::LINEAR))
    })?;
    ctx.memory_mut(|memory| memory.caches.cache::<Textures>().set(key, texture.clone()));
    Some(texture)
}
