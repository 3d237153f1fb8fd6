//! Which renderer draws the window.

use crate::files::RendererNote;
use crate::policy::Renderer::{self, Hardware, OpenGl, Software};
use eframe::NativeOptions;
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew, wgpu};
use std::sync::Arc;
use strum::VariantArray as _;

/// The order in which renderers are tried where none is remembered. `ARCHITECTURE.md` has the reasons.
fn default_order() -> Vec<Renderer> {
    let mut order = Renderer::VARIANTS.to_vec();
    if !cfg!(target_os = "linux") {
        // OpenGL comes last there.
        order.rotate_left(1);
    }
    order
}

/// Makes eframe draw with this renderer.
pub fn apply_renderer(renderer: Renderer, options: &mut NativeOptions) {
    match renderer {
        OpenGl => options.renderer = eframe::Renderer::Glow,
        Hardware | Software => {
            options.renderer = eframe::Renderer::Wgpu;
            options.wgpu_options.wgpu_setup = setup(renderer == Software);
        }
    }
}

/// The renderers to be tried, and the memory of the one that worked.
pub struct RendererOrder {
    renderers: Vec<Renderer>,
    note: Option<RendererNote>,
    remembered: Option<Renderer>,
}

impl RendererOrder {
    /// One renderer, which the user has asked for. Nothing is remembered.
    pub fn only(renderer: Renderer) -> Self {
        RendererOrder { renderers: vec![renderer], note: None, remembered: None }
    }

    /// The renderer that the IT department has set. The others follow, so that the window opens whatever is set, and
    /// none is remembered.
    pub fn first(renderer: Renderer) -> Self {
        let mut renderers = default_order();
        renderers.retain(|other| *other != renderer);
        renderers.insert(0, renderer);
        RendererOrder { renderers, note: None, remembered: None }
    }

    /// The renderer that worked here the last time, and then the others.
    pub fn of_this_machine() -> Self {
        RendererOrder::with_note(RendererNote::of_this_machine())
    }

    fn with_note(note: Option<RendererNote>) -> Self {
        let remembered = note.as_ref().and_then(RendererNote::read).and_then(|name| name.parse().ok());
        RendererOrder { renderers: order(remembered), note, remembered }
    }

    /// The renderers, the first to be tried first.
    pub fn renderers(&self) -> &[Renderer] {
        &self.renderers
    }

    /// Remembers that a renderer works here. The one that is tried first anyway needs no note, so that most machines
    /// never have one.
    pub fn remember(&self, renderer: Renderer) {
        if self.remembered == Some(renderer) {
            return;
        }
        let Some(note) = &self.note else { return };
        // Without the note, the next start takes longer: no reason to bother the user.
        let _ = if default_order().first() == Some(&renderer) {
            note.forget()
        } else {
            note.write(renderer.as_str())
        };
    }

    /// Forgets a renderer that failed, if it is the remembered one.
    pub fn forget(&self, renderer: Renderer) {
        if self.remembered == Some(renderer)
            && let Some(note) = &self.note
        {
            let _ = note.forget();
        }
    }
}

/// The default order, with the remembered renderer moved to the front. Software comes after OpenGL on Linux
/// nevertheless: where there is no OpenGL it fails at once, and where there is, it draws in a third of the time.
fn order(remembered: Option<Renderer>) -> Vec<Renderer> {
    let Some(remembered) = remembered else { return default_order() };
    let mut order = default_order();
    order.retain(|renderer| *renderer != remembered);
    let is_behind_opengl = remembered == Software && order.first() == Some(&OpenGl);
    order.insert(usize::from(is_behind_opengl), remembered);
    order
}

/// Selects an adapter of the requested kind, or none: if a software adapter passed as hardware, `--renderer` would
/// not do what the user asked for.
fn setup(software: bool) -> WgpuSetup {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.power_preference = wgpu::PowerPreference::LowPower;
    if cfg!(target_os = "windows") {
        // Windows brings DirectX 12. Vulkan and OpenGL are the drivers' own, and would be loaded and tried before it.
        setup.instance_descriptor.backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::DX12);
    }
    setup.native_adapter_selector = Some(Arc::new(move |adapters, surface| {
        let fits = |adapter: &&wgpu::Adapter| {
            let is_software = adapter.get_info().device_type == wgpu::DeviceType::Cpu;
            is_software == software && surface.is_none_or(|surface| adapter.is_surface_supported(surface))
        };
        let found = adapters.iter().find(fits).cloned();
        found.ok_or_else(|| format!("no {} adapter", if software { "software" } else { "graphics" }))
    }));
    WgpuSetup::CreateNew(setup)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order_in(folder: &std::path::Path) -> RendererOrder {
        RendererOrder::with_note(Some(RendererNote::in_folder(folder)))
    }

    #[test]
    fn what_worked_is_tried_first_and_forgotten_when_it_fails() {
        let folder = tempfile::tempdir().unwrap();
        let at_first = order_in(folder.path());
        assert_eq!(at_first.renderers(), default_order());
        at_first.remember(default_order()[0]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        at_first.remember(Hardware);
        let then = order_in(folder.path());
        assert_eq!(then.renderers()[0], Hardware);
        then.forget(Software);
        assert_eq!(order_in(folder.path()).renderers()[0], Hardware);
        then.forget(Hardware);
        assert_eq!(order_in(folder.path()).renderers(), default_order());
    }

    #[test]
    fn each_renderer_is_tried_once_and_software_never_before_a_working_opengl() {
        for remembered in [None, Some(Hardware), Some(Software), Some(OpenGl)] {
            let order = order(remembered);
            assert!(
                Renderer::VARIANTS.iter().all(|one| order.iter().filter(|other| one == *other).count() == 1)
            );
            #[cfg(target_os = "linux")]
            assert!(
                order.iter().position(|one| *one == OpenGl) < order.iter().position(|one| *one == Software)
            );
        }
    }

    #[test]
    fn an_unknown_note_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        RendererNote::in_folder(folder.path()).write("abacus").unwrap();
        assert_eq!(order_in(folder.path()).renderers(), default_order());
    }

    #[test]
    fn a_renderer_that_was_asked_for_is_the_only_one() {
        let only = RendererOrder::only(Software);
        assert_eq!(only.renderers(), [Software]);
        only.remember(Software);
        only.forget(Software);
    }
}
