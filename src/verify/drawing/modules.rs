//! Reads a code whose place on a picture is known roughly, module by module. Noise and blur change single pixels more
//! than the mean of a module.

use image::GrayImage;
use rqrr::{Grid, SimpleGrid};

/// A point of a picture, in pixels.
pub(super) type PixelPlace = (f64, f64);

/// By how many modules the corners are moved in search of the best place. On a photo, the lower right one may be
/// further away than the squares let expect.
const STEPS: [&[f64]; 2] = [&[0.4, 0.2, 0.1, 0.05], &[1.5, 0.8, 0.4, 0.2, 0.1]];
/// How much darker or lighter a module is made than its neighbours: scanners blur.
const SHARPNESS: [f64; 3] = [0.0, 0.6, 1.4];
/// How many modules around one have its light.
const NEIGHBOURHOOD: isize = 5;

/// The content of a code with these corners and `size` modules in a row. The corners are the upper left, upper right,
/// lower right and lower left one.
pub(super) fn read_modules(picture: &GrayImage, corners: [PixelPlace; 4], size: usize) -> Option<String> {
    STEPS.iter().find_map(|steps| {
        let mut frame = CodeFrame { picture, corners, size };
        frame.fit(steps);
        let light = frame.light();
        SHARPNESS.iter().find_map(|sharpness| {
            let grid = SimpleGrid::from_func(size, |x, y| is_dark(&light, size, x, y, *sharpness));
            Grid::new(grid).decode().ok().map(|(_, content)| content)
        })
    })
}

/// Whether a module is darker than those around it.
fn is_dark(light: &[f64], size: usize, x: usize, y: usize, sharpness: f64) -> bool {
    let mean = |reach: isize| {
        let near = |at: usize| {
            let reach = reach.unsigned_abs();
            at.saturating_sub(reach)..=(at + reach).min(size - 1)
        };
        let values = near(y).flat_map(|y| near(x).map(move |x| light[y * size + x]));
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / count
    };
    let own = light[y * size + x];
    own + sharpness * (own - mean(1)) < mean(NEIGHBOURHOOD)
}

/// Where a code is on a picture.
struct CodeFrame<'a> {
    picture: &'a GrayImage,
    corners: [PixelPlace; 4],
    size: usize,
}

impl CodeFrame<'_> {
    /// Moves the corners to where the parts that all codes of this size have fit best.
    fn fit(&mut self, steps: &[f64]) {
        let module = distance(self.corners[0], self.corners[1]) / self.size as f64;
        let fixed = fixed_modules(self.size);
        let mut best = self.agreement(&fixed);
        for step in steps {
            let step = step * module;
            for _ in 0..4 {
                let before = best;
                for corner in 0..4 {
                    for (x, y) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                        let old = self.corners[corner];
                        self.corners[corner] = (old.0 + x, old.1 + y);
                        let moved = self.agreement(&fixed);
                        if moved > best {
                            best = moved;
                        } else {
                            self.corners[corner] = old;
                        }
                    }
                }
                if best <= before {
                    break;
                }
            }
        }
    }

    fn agreement(&self, fixed: &[(usize, usize, bool)]) -> f64 {
        let transform = self.transform();
        let lights = fixed.iter().map(|(x, y, is_dark)| {
            let light = self.pixel(transform.place(*x as f64 + 0.5, *y as f64 + 0.5));
            if *is_dark { -light } else { light }
        });
        lights.sum()
    }

    /// The brightness of each module, row by row.
    fn light(&self) -> Vec<f64> {
        const WITHIN: [f64; 3] = [0.3, 0.5, 0.7];
        let transform = self.transform();
        let module = |at: usize| {
            let (x, y) = ((at % self.size) as f64, (at / self.size) as f64);
            let pixels = WITHIN.iter().flat_map(|dy| WITHIN.iter().map(move |dx| (x + dx, y + dy)));
            pixels.map(|(x, y)| self.pixel(transform.place(x, y))).sum::<f64>() / 9.0
        };
        (0..self.size * self.size).map(module).collect()
    }

    /// The brightness between pixels.
    fn pixel(&self, (x, y): PixelPlace) -> f64 {
        let (width, height) = self.picture.dimensions();
        let (x, y) =
            ((x - 0.5).clamp(0.0, f64::from(width) - 1.0), (y - 0.5).clamp(0.0, f64::from(height) - 1.0));
        let (left, top) = (x as u32, y as u32);
        let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
        let (dx, dy) = (x - f64::from(left), y - f64::from(top));
        let at = |x, y| f64::from(self.picture.get_pixel(x, y).0[0]);
        let above = at(left, top) * (1.0 - dx) + at(right, top) * dx;
        let below = at(left, bottom) * (1.0 - dx) + at(right, bottom) * dx;
        above * (1.0 - dy) + below * dy
    }

    /// The perspective of the four corners.
    fn transform(&self) -> Perspective {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = self.corners;
        let size = self.size as f64;
        let (dx1, dy1, dx2, dy2) = (x1 - x2, y1 - y2, x3 - x2, y3 - y2);
        let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
        let area = dx1 * dy2 - dx2 * dy1;
        let area = if area.abs() < f64::EPSILON { f64::EPSILON } else { area };
        let (g, h) = ((sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area);
        Perspective {
            x: [(x1 - x0 + g * x1) / size, (x3 - x0 + h * x3) / size, x0],
            y: [(y1 - y0 + g * y1) / size, (y3 - y0 + h * y3) / size, y0],
            scale: [g / size, h / size],
        }
    }
}

/// Leads from modules to pixels.
struct Perspective {
    x: [f64; 3],
    y: [f64; 3],
    scale: [f64; 2],
}

impl Perspective {
    fn place(&self, u: f64, v: f64) -> PixelPlace {
        let scale = self.scale[0] * u + self.scale[1] * v + 1.0;
        let on = |[a, b, c]: [f64; 3]| (a * u + b * v + c) / scale;
        (on(self.x), on(self.y))
    }
}

/// The modules that all codes of a size have: three corners with their margins, two dotted lines, and a small square.
fn fixed_modules(size: usize) -> Vec<(usize, usize, bool)> {
    let mut fixed = Vec::new();
    let far = size - 7;
    for (left, top) in [(0, 0), (far, 0), (0, far)] {
        for (x, y) in (0..7).flat_map(|y| (0..7).map(move |x| (x, y))) {
            fixed.push((left + x, top + y, is_ring(x, y, 3, 2)));
        }
    }
    for at in 0..8 {
        fixed.extend([(7, at, false), (at, 7, false), (far - 1, at, false), (size - 1 - at, 7, false)]);
        fixed.extend([(at, far - 1, false), (7, size - 1 - at, false)]);
    }
    for at in 8..far - 1 {
        fixed.extend([(at, 6, at % 2 == 0), (6, at, at % 2 == 0)]);
    }
    if size > 21 {
        for (x, y) in (0..5).flat_map(|y| (0..5).map(move |x| (x, y))) {
            fixed.push((size - 9 + x, size - 9 + y, is_ring(x, y, 2, 1)));
        }
    }
    fixed
}

/// Whether a module of a square with rings around `center` is dark: all but the ring at this distance.
fn is_ring(x: usize, y: usize, center: usize, light: usize) -> bool {
    x.abs_diff(center).max(y.abs_diff(center)) != light
}

fn distance(from: PixelPlace, to: PixelPlace) -> f64 {
    (from.0 - to.0).hypot(from.1 - to.1)
}
