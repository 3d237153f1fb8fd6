//! The marks that a frame has painted, each with its contrast with what was painted there before.

use crate::bench::Bench;
use egui::accesskit::Role;
use egui::epaint::{CircleShape, ClippedShape, PathShape, RectShape, TextShape, Vertex};
use egui::{Color32, Pos2, Rect, Rgba, Shape, Stroke, StrokeKind, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::{BTreeMap, BTreeSet};

/// The least contrast of texts and of what else has a meaning: lines, signs, scroll bars.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub text: f32,
    pub shape: f32,
}

fn luminance(color: Color32) -> f32 {
    let color = Rgba::from(color);
    0.2126 * color.r() + 0.7152 * color.g() + 0.0722 * color.b()
}

pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The shapes of a frame, in the order in which they are painted.
pub fn flat(shapes: &[ClippedShape]) -> Vec<(Rect, &Shape)> {
    fn collect<'a>(clip: Rect, shape: &'a Shape, found: &mut Vec<(Rect, &'a Shape)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(clip, shape, found)),
            shape => found.push((clip, shape)),
        }
    }
    let mut found = Vec::new();
    for clipped in shapes {
        collect(clipped.clip_rect, &clipped.shape, &mut found);
    }
    found
}

/// The corners of the letters of a text.
fn letters(text: &TextShape) -> impl Iterator<Item = &Vertex> {
    text.galley.rows.iter().flat_map(|row| &row.visuals.mesh.vertices[row.visuals.glyph_vertex_range.clone()])
}

/// The colors of a text, each once.
fn colors(text: &TextShape) -> Vec<Color32> {
    let chosen = |color: Color32| if color == Color32::PLACEHOLDER { text.fallback_color } else { color };
    let mut colors: Vec<Color32> = match text.override_text_color {
        Some(color) => vec![chosen(color)],
        // Not those of the text as it was laid out: a control that is disabled is painted in fainter ones.
        None => letters(text).map(|vertex| chosen(vertex.color)).collect(),
    };
    colors.dedup();
    // Such a part paints nothing: it keeps the place of a text that stands there already.
    colors.retain(|color| *color != Color32::TRANSPARENT);
    colors.into_iter().map(|color| color.gamma_multiply(text.opacity_factor)).collect()
}

/// The index of the first shape that counts: with a dialog open, that of its background, as what is behind it is
/// darkened on purpose.
fn front(bench: &Bench, shapes: &[(Rect, &Shape)]) -> usize {
    if bench.window().dialog().is_none() {
        return 0;
    }
    let is_background = |shape: &Shape| {
        matches!(shape, Shape::Rect(rect) if rect.fill.is_opaque() && rect.rect.width() > 250.0
            && rect.corner_radius == egui::CornerRadius::same(10))
    };
    shapes.iter().rposition(|(_, shape)| is_background(shape)).expect("the background of the dialog")
}

/// The outline of what is filled.
enum Outline {
    Rect,
    Circle(Pos2, f32),
    Polygon(Vec<Pos2>),
}

/// What was filled with a color, as far as it is in sight.
struct Fill {
    bounds: Rect,
    outline: Outline,
    color: Color32,
}

impl Fill {
    fn contains(&self, place: Pos2) -> bool {
        self.bounds.contains(place)
            && match &self.outline {
                Outline::Rect => true,
                Outline::Circle(centre, radius) => centre.distance(place) <= *radius,
                Outline::Polygon(corners) => {
                    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
                    let is_left = |(one, next): (&Pos2, &Pos2)| {
                        (one.y > place.y) != (next.y > place.y)
                            && place.x < one.x + (place.y - one.y) / (next.y - one.y) * (next.x - one.x)
                    };
                    sides.filter(|side| is_left(*side)).count() % 2 == 1
                }
            }
    }
}

/// What kind of mark it is.
#[derive(Debug, PartialEq)]
enum MarkKind {
    Text(String),
    /// A line of this width around or across its place.
    Line(f32),
    /// An area, which may also be the background of other marks.
    Area,
}

/// What was painted in a color.
#[derive(Debug)]
struct Mark {
    kind: MarkKind,
    place: Rect,
    color: Color32,
    below: Color32,
    contrast: f32,
}

impl Mark {
    fn is_seen(&self, limits: Limits) -> bool {
        self.contrast >= if matches!(self.kind, MarkKind::Text(_)) { limits.text } else { limits.shape }
    }

    fn told(&self) -> String {
        let Mark { kind, place, color, below, contrast } = self;
        let what = match kind {
            MarkKind::Text(words) => format!("»{words}«"),
            MarkKind::Line(width) => format!("a line of {width} at {place}"),
            MarkKind::Area => format!("an area at {place}"),
        };
        format!("{what} in {color:?} on {below:?}: {contrast:.2}")
    }
}

/// The marks of a frame, in the order in which they are painted.
struct Marks {
    fills: Vec<Fill>,
    marks: Vec<Mark>,
    /// The part of the window of which the marks are read.
    part: Rect,
}

impl Marks {
    fn of(bench: &Bench) -> Vec<Mark> {
        Marks::of_part(bench, Rect::EVERYTHING)
    }

    /// The marks that lie in a part of the window, at least in part.
    fn of_part(bench: &Bench, part: Rect) -> Vec<Mark> {
        let shapes = flat(&bench.harness.output().shapes);
        let front = front(bench, &shapes);
        let mut marks = Marks { fills: Vec::new(), marks: Vec::new(), part };
        for (at, (clip, shape)) in shapes.into_iter().enumerate() {
            if at == front {
                // What is behind still has its color.
                marks.marks.clear();
            }
            marks.read(clip, shape);
        }
        marks.marks
    }

    fn color_at(&self, place: Pos2) -> Color32 {
        // What lies under something opaque has no effect.
        let mut above = Vec::new();
        for fill in self.fills.iter().rev().filter(|fill| fill.contains(place)) {
            above.push(fill.color);
            if fill.color.is_opaque() {
                break;
            }
        }
        above.into_iter().rev().fold(Color32::BLACK, Color32::blend)
    }

    /// Adds a mark with the worst contrast at those of these places that are in sight. `inside`: the color of what a
    /// line frames, which may be told apart without the line.
    fn add(
        &mut self,
        kind: MarkKind,
        place: Rect,
        (color, inside): (Color32, Color32),
        clip: Rect,
        at: &[Pos2],
    ) {
        if !self.part.intersects(place) {
            return;
        }
        let in_sight = at.iter().filter(|at| clip.contains(**at));
        let below = in_sight.map(|at| self.color_at(*at));
        let of =
            |below: Color32| contrast(below.blend(color), below).max(contrast(below.blend(inside), below));
        let found = below.map(|below| (of(below), below));
        if let Some((contrast, below)) = found.min_by(|(one, _), (other, _)| one.total_cmp(other)) {
            self.marks.push(Mark { kind, place, color, below, contrast });
        }
    }

    fn read(&mut self, clip: Rect, shape: &Shape) {
        match shape {
            Shape::Noop => {}
            Shape::Text(text) => self.read_text(clip, text),
            Shape::Rect(rect) => self.read_rect(clip, rect),
            Shape::Circle(circle) => self.read_circle(clip, *circle),
            Shape::LineSegment { points: [from, to], stroke } => {
                let place = Rect::from_two_pos(*from, *to);
                self.line(place, *stroke, Color32::TRANSPARENT, clip, &[place.center()]);
            }
            Shape::Path(path) => self.read_path(clip, path),
            // What scrolls fades at its ends.
            Shape::Mesh(_) => {}
            other => panic!("the contrast of such a shape is not read: {other:?}"),
        }
    }

    fn line(&mut self, place: Rect, stroke: Stroke, inside: Color32, clip: Rect, at: &[Pos2]) {
        if !stroke.is_empty() {
            self.add(MarkKind::Line(stroke.width), place, (stroke.color, inside), clip, at);
        }
    }

    /// An area with a frame is told apart by that.
    fn fill(&mut self, bounds: Rect, outline: Outline, color: Color32, clip: Rect, is_framed: bool) {
        if color != Color32::TRANSPARENT {
            let in_sight = bounds.intersect(clip);
            let middle = if matches!(outline, Outline::Rect) { in_sight.center() } else { bounds.center() };
            if !is_framed {
                self.add(MarkKind::Area, in_sight, (color, color), clip, &[middle]);
            }
            let bounds = in_sight;
            self.fills.push(Fill { bounds, outline, color });
        }
    }

    fn read_text(&mut self, clip: Rect, text: &TextShape) {
        let (words, place) = (text.galley.text(), text.visual_bounding_rect());
        if !words.trim().is_empty() && self.part.intersects(place) {
            for color in colors(text) {
                self.add(MarkKind::Text(words.to_owned()), place, (color, color), clip, &[place.center()]);
            }
        }
    }

    fn read_rect(&mut self, clip: Rect, shape: &RectShape) {
        let RectShape { rect, stroke, stroke_kind, .. } = *shape;
        let outset = match stroke_kind {
            StrokeKind::Inside => 0.0,
            StrokeKind::Middle => stroke.width / 2.0,
            StrokeKind::Outside => stroke.width,
        };
        // A frame has to be told apart from what is around it.
        let around = rect.expand(outset + 1.0);
        let sides =
            [around.center_top(), around.right_center(), around.center_bottom(), around.left_center()];
        self.line(rect.expand(outset), stroke, shape.fill, clip, &sides);
        self.fill(rect, Outline::Rect, shape.fill, clip, !stroke.is_empty());
    }

    fn read_circle(&mut self, clip: Rect, CircleShape { center, radius, fill, stroke }: CircleShape) {
        let around = radius + stroke.width / 2.0 + 1.0;
        let sides = [vec2(0.0, -around), vec2(around, 0.0), vec2(0.0, around), vec2(-around, 0.0)];
        let place = Rect::from_center_size(center, vec2(2.0, 2.0) * radius);
        self.line(place, stroke, fill, clip, &sides.map(|side| center + side));
        self.fill(place, Outline::Circle(center, radius), fill, clip, !stroke.is_empty());
    }

    fn read_path(&mut self, clip: Rect, path: &PathShape) {
        let place = Rect::from_points(&path.points);
        let egui::epaint::ColorMode::Solid(color) = path.stroke.color else {
            panic!("the contrast of such a line is not read: {path:?}")
        };
        let middles: Vec<Pos2> = path.points.windows(2).map(|ends| ends[0].lerp(ends[1], 0.5)).collect();
        let stroke = Stroke::new(path.stroke.width, color);
        self.line(place, stroke, path.fill, clip, &middles);
        if path.fill != Color32::TRANSPARENT {
            let outline = Outline::Polygon(path.points.clone());
            self.fill(place, outline, path.fill, clip, !stroke.is_empty());
        }
    }
}

/// A control in front, as far as it is in sight as a whole or can't be used.
struct Control {
    name: String,
    role: Role,
    place: Rect,
    is_disabled: bool,
    is_selected: bool,
}

fn controls(bench: &Bench) -> Vec<Control> {
    let in_sight: BTreeMap<u64, Rect> = bench.harness.ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        widgets.map(|widget| (widget.id.value(), widget.interact_rect)).collect()
    });
    let control = |node: egui_kittest::Node| {
        let (place, node) = (node.rect(), node.accesskit_node());
        let is_disabled = node.is_disabled();
        let in_sight = in_sight.get(&node.locate().0.0)?;
        (is_disabled || in_sight.expand(0.5).contains_rect(place)).then(|| Control {
            name: format!("{:?} `{}` at {place}", node.role(), node.label().unwrap_or_default()),
            role: node.role(),
            place,
            is_disabled,
            is_selected: node.is_selected() == Some(true),
        })
    };
    let shows_itself =
        By::new().predicate(|node| node.is_disabled() || has_edge(node.role()) || is_entry(node.role()));
    match bench.window().dialog() {
        Some(_) => {
            let dialog = bench.harness.get_by_role(Role::Dialog);
            dialog.query_all(shows_itself).filter_map(control).collect()
        }
        None => bench.harness.query_all(shows_itself).filter_map(control).collect(),
    }
}

/// Whether a control with this role is known by its edge alone.
fn has_edge(role: Role) -> bool {
    matches!(
        role,
        Role::TextInput | Role::MultilineTextInput | Role::PasswordInput | Role::RadioButton | Role::CheckBox
    )
}

/// Whether it is an entry of a list, of which one is chosen.
fn is_entry(role: Role) -> bool {
    matches!(role, Role::ListBoxOption | Role::Tab)
}

/// Whether a line goes around a control, or around the sign that stands before its words.
fn is_edge(mark: &Mark, control: &Control) -> bool {
    /// The least width and height of such a sign, in points.
    const MIN_SIGN: f32 = 10.0;
    let extent = mark.place.size();
    let least = match control.role {
        Role::TextInput | Role::MultilineTextInput | Role::PasswordInput => 0.9 * control.place.size(),
        _ => vec2(MIN_SIGN, MIN_SIGN),
    };
    matches!(mark.kind, MarkKind::Line(_)) && extent.x >= least.x && extent.y >= least.y
}

/// The control lacks what shows it: an edge, or a sign that it is chosen.
fn missing_mark(control: &Control, seen: &[&Mark]) -> Option<String> {
    let is_inside = |mark: &&&Mark| control.place.expand(1.0).contains_rect(mark.place);
    let lacks = match control.role {
        _ if control.is_disabled => None,
        role if has_edge(role) => {
            let mut edges = seen.iter().filter(|mark| is_edge(mark, control));
            (!edges.any(|edge| is_inside(&edge))).then_some("edge")
        }
        _ => {
            let mut signs = seen.iter().filter(|mark| !matches!(mark.kind, MarkKind::Text(_)));
            (control.is_selected && !signs.any(|sign| is_inside(&sign))).then_some("sign that it is chosen")
        }
    };
    Some(format!("{} has no {}", control.name, lacks?))
}

/// How far from the control with the focus its ring may be, in points.
const MAX_RING_DISTANCE: f32 = 6.0;

/// The place of the control with the focus, if that is in sight as a whole.
fn focus_in_sight(bench: &Bench) -> Option<Rect> {
    let ctx = &bench.harness.ctx;
    let focused = ctx.memory(|memory| memory.focused())?;
    let widget = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).copied())?;
    widget.interact_rect.expand(0.5).contains_rect(widget.rect).then_some(widget.rect)
}

/// A fault if no ring is around the focused control, which is at `focus`.
fn missing_ring(focus: Rect, seen: &[&Mark]) -> Option<String> {
    let is_ring = |mark: &&Mark| {
        matches!(mark.kind, MarkKind::Line(width) if width >= 1.5)
            && mark.place.contains_rect(focus.shrink(4.0))
            && focus.expand(MAX_RING_DISTANCE).contains_rect(mark.place)
    };
    (!seen.iter().any(is_ring)).then(|| format!("no ring is around the focus at {focus}"))
}

/// That the focus is not seen in the last frame.
pub fn unseen_focus(bench: &Bench, limits: Limits) -> Option<String> {
    let focus = focus_in_sight(bench)?;
    let marks = Marks::of_part(bench, focus.expand(MAX_RING_DISTANCE));
    let seen: Vec<&Mark> = marks.iter().filter(|mark| mark.is_seen(limits)).collect();
    missing_ring(focus, &seen)
}

/// The handles of scroll bars that are seen.
pub fn scroll_handles(bench: &Bench, limits: Limits) -> Vec<Rect> {
    let width = bench.harness.ctx.global_style().spacing.scroll.bar_width;
    let is_handle = |mark: &&Mark| {
        let extent = mark.place.size();
        mark.kind == MarkKind::Area && mark.is_seen(limits) && extent.x == width && extent.y > width
    };
    Marks::of(bench).iter().filter(is_handle).map(|mark| mark.place).collect()
}

/// What of the last frame has too little contrast, or lacks what shows it.
pub fn faint_marks(bench: &Bench, limits: Limits) -> BTreeSet<String> {
    let marks = Marks::of(bench);
    let controls = controls(bench);
    // Lines between panels and around cards, which mean nothing by themselves.
    let decoration = bench.harness.ctx.global_style().visuals.widgets.noninteractive.bg_stroke.color;
    // A control that can't be used now may have a fainter frame.
    let is_disabled = |mark: &Mark| {
        let mut disabled = controls.iter().filter(|control| control.is_disabled);
        disabled.any(|control| control.place.expand(1.0).contains_rect(mark.place))
    };
    let is_faint = |(at, mark): &(usize, &Mark)| {
        let is_background = || {
            let mut above = marks[at + 1..].iter().filter(|above| above.is_seen(limits));
            above.any(|above| mark.place.contains(above.place.center()))
        };
        !mark.is_seen(limits)
            && match mark.kind {
                MarkKind::Text(_) => true,
                MarkKind::Line(_) => mark.color != decoration && !is_disabled(mark),
                MarkKind::Area => !is_disabled(mark) && !is_background(),
            }
    };
    let faint = marks.iter().enumerate().filter(is_faint).map(|(_, mark)| mark.told());
    let seen: Vec<&Mark> = marks.iter().filter(|mark| mark.is_seen(limits)).collect();
    let missing = controls.iter().filter_map(|control| missing_mark(control, &seen));
    let no_ring = focus_in_sight(bench).and_then(|focus| missing_ring(focus, &seen));
    faint.chain(missing).chain(no_ring).collect()
}
