//! The icon of the windows.

use egui::IconData;
use std::sync::Arc;

/// The icon in 128 pixels, which is enough for a task bar at a scale of 250 %.
const PICTURE: &[u8] = include_bytes!("../../../assets/icon/128.png");

/// The icon; without one if the picture can't be read, as no window may fail for that.
pub fn icon() -> Arc<IconData> {
    Arc::new(eframe::icon_data::from_png_bytes(PICTURE).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_is_read() {
        let icon = super::icon();
        assert_eq!((icon.width, icon.height, icon.rgba.len()), (128, 128, 128 * 128 * 4));
    }
}
