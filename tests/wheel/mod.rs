//! The mouse wheel, as egui learns of it.

use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2};

/// The wheel is turned by so many points.
pub fn wheel(delta: Vec2, modifiers: Modifiers) -> Event {
    let (unit, phase, source) = (MouseWheelUnit::Point, TouchPhase::Move, MouseWheelSource::Unknown);
    Event::MouseWheel { unit, delta, phase, source, modifiers }
}
