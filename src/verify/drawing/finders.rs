//! Finds the three squares in the corners of a QR code, also where noise and blur hide single pixels.

use super::modules::PixelPlace;
use image::GrayImage;

/// The distance within which the light is taken for the same, in parts of the longer side of a picture.
const LIGHT_REACH: usize = 160;
/// How much darker than the mean around it a dark pixel is.
const CONTRAST: u64 = 10;
/// The most squares of a picture, and the most groups of three, that are looked at.
const MAX_SQUARES: usize = 48;
const MAX_GROUPS: usize = 24;

/// The centers of three squares that may belong to one code: the upper left, upper right and lower left one.
pub(super) struct SquareGroup {
    /// The centers, in pixels.
    pub centers: [PixelPlace; 3],
    /// The number of modules in a row, as the size of the squares lets expect.
    pub size: usize,
}

impl SquareGroup {
    /// The corners of a code with so many modules in a row.
    pub(super) fn corners(&self, size: usize) -> [PixelPlace; 4] {
        let [left, right, below] = self.centers;
        let part = |to: PixelPlace| {
            let modules = size as f64 - 7.0;
            ((to.0 - left.0) / modules, (to.1 - left.1) / modules)
        };
        let (across, down) = (part(right), part(below));
        let at = |x: f64, y: f64| (left.0 + x * across.0 + y * down.0, left.1 + x * across.1 + y * down.1);
        let (near, far) = (-3.5, size as f64 - 3.5);
        [at(near, near), at(far, near), at(far, far), at(near, far)]
    }
}

/// A square that was found, in pixels.
#[derive(Clone, Copy)]
struct Square {
    x: f64,
    y: f64,
    module: f64,
    /// The number of rows in which it was found.
    rows: usize,
}

/// The groups of squares that may be codes, the most regular first.
pub(super) fn square_groups(picture: &GrayImage) -> Vec<SquareGroup> {
    let squares = squares(&DarkPixels::of(picture));
    let mut groups = Vec::new();
    for corner in &squares {
        for right in &squares {
            for below in &squares {
                groups.extend(group(corner, right, below));
            }
        }
    }
    groups.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    groups.into_iter().take(MAX_GROUPS).map(|(_, group)| group).collect()
}

/// The group of three squares, with how irregular it is.
fn group(corner: &Square, right: &Square, below: &Square) -> Option<(f64, SquareGroup)> {
    let (across, down) = ((right.x - corner.x, right.y - corner.y), (below.x - corner.x, below.y - corner.y));
    let lengths = [across, down].map(|(x, y)| x.hypot(y));
    let modules = [corner, right, below].map(|square| square.module);
    let module = modules.iter().sum::<f64>() / 3.0;
    let [shorter, longer] = [lengths[0].min(lengths[1]), lengths[0].max(lengths[1])];
    // The smallest code has 14 modules between the centers, and the largest 170.
    if shorter < 12.0 * module || longer > 180.0 * module {
        return None;
    }
    let area = across.0 * down.1 - across.1 * down.0;
    let sine = area / (lengths[0] * lengths[1]);
    let spread = modules.iter().map(|other| (other / module).ln().abs()).fold(0.0, f64::max);
    let stretch = longer / shorter - 1.0;
    if sine < 0.85 || stretch > 0.3 || spread > 0.45 {
        return None;
    }
    let versions = ((longer + shorter) / 2.0 / module + 7.0 - 17.0) / 4.0;
    let size = 17 + 4 * (versions.round().clamp(1.0, 40.0) as usize);
    let centers = [corner, right, below].map(|square| (square.x, square.y));
    Some((stretch + spread + (1.0 - sine), SquareGroup { centers, size }))
}

/// Which pixels are darker than those around them.
struct DarkPixels {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl DarkPixels {
    fn of(picture: &GrayImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let reach = (width.max(height) / LIGHT_REACH).max(6);
        let pixels = picture.as_raw();
        let mut dark = vec![false; width * height];
        // The sums of the columns of the rows around the current one.
        let mut columns = vec![0_u64; width];
        let (mut first, mut end) = (0, 0);
        for y in 0..height {
            while end < (y + reach + 1).min(height) {
                for (sum, pixel) in columns.iter_mut().zip(&pixels[end * width..]) {
                    *sum += u64::from(*pixel);
                }
                end += 1;
            }
            while first + reach < y {
                for (sum, pixel) in columns.iter_mut().zip(&pixels[first * width..]) {
                    *sum -= u64::from(*pixel);
                }
                first += 1;
            }
            let (mut sum, mut left, mut right) = (0, 0, 0);
            for x in 0..width {
                while right < (x + reach + 1).min(width) {
                    sum += columns[right];
                    right += 1;
                }
                while left + reach < x {
                    sum -= columns[left];
                    left += 1;
                }
                let count = ((right - left) * (end - first)) as u64;
                dark[y * width + x] = (u64::from(pixels[y * width + x]) + CONTRAST) * count < sum;
            }
        }
        DarkPixels { width, height, dark }
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.width + x]
    }
}

fn squares(pixels: &DarkPixels) -> Vec<Square> {
    let mut squares: Vec<Square> = Vec::new();
    for y in 0..pixels.height {
        let mut runs = [0_usize; 5];
        for x in 0..=pixels.width {
            let is_dark = x < pixels.width && pixels.is_dark(x, y);
            let was_dark = x > 0 && pixels.is_dark(x - 1, y);
            if x > 0 && is_dark != was_dark {
                if was_dark && let Some(module) = module_of(runs) {
                    let half = (runs[2] as f64) / 2.0 + (runs[3] + runs[4]) as f64;
                    add_square(&mut squares, pixels, x as f64 - half, y, module);
                }
                runs.rotate_left(1);
                runs[4] = 0;
            }
            runs[4] += 1;
        }
    }
    squares.retain(|square| square.rows >= 2);
    squares.sort_by_key(|square| std::cmp::Reverse(square.rows));
    squares.truncate(MAX_SQUARES);
    squares
}

/// The size of a module if runs of dark and light pixels are those through the middle of a square.
fn module_of(runs: [usize; 5]) -> Option<f64> {
    let module = runs.iter().sum::<usize>() as f64 / 7.0;
    let fits =
        |run: usize, modules: f64| (run as f64 - modules * module).abs() <= 0.3 * modules * module + 0.7;
    let is_square = [1.0, 1.0, 3.0, 1.0, 1.0].iter().zip(runs).all(|(modules, run)| fits(run, *modules));
    (is_square && module >= 1.5).then_some(module)
}

/// Adds a square that was found in a row, if the column through it says the same.
fn add_square(squares: &mut Vec<Square>, pixels: &DarkPixels, x: f64, y: usize, module: f64) {
    let Some((middle, vertical)) = in_column(pixels, x as usize, y, module) else { return };
    if (vertical / module).ln().abs() > 0.4 {
        return;
    }
    let module = (module + vertical) / 2.0;
    let is_same = |square: &&mut Square| (square.x - x).hypot(square.y - middle) < 2.0 * module;
    if let Some(square) = squares.iter_mut().find(is_same) {
        let rows = square.rows as f64;
        let mean = |old: f64, new: f64| (old * rows + new) / (rows + 1.0);
        *square = Square {
            x: mean(square.x, x),
            y: mean(square.y, middle),
            module: mean(square.module, module),
            rows: square.rows + 1,
        };
    } else {
        squares.push(Square { x, y: middle, module, rows: 1 });
    }
}

/// The middle of a square in the column through it, and the size of a module there.
fn in_column(pixels: &DarkPixels, x: usize, y: usize, module: f64) -> Option<(f64, f64)> {
    let most = (6.0 * module) as usize + 2;
    let run = |from: usize, is_dark: bool, step: isize| {
        let mut at = Some(from);
        let mut length = 0;
        while let Some(y) = at.filter(|y| *y < pixels.height && pixels.is_dark(x, *y) == is_dark) {
            length += 1;
            if length > most {
                break;
            }
            at = y.checked_add_signed(step);
        }
        (length, at)
    };
    let half = |step: isize| {
        let (middle, at) = run(y, true, step);
        let (light, at) = run(at?, false, step);
        let (dark, _) = run(at?, true, step);
        Some([middle, light, dark])
    };
    let ([above, light_above, dark_above], [below, light_below, dark_below]) = (half(-1)?, half(1)?);
    let middle = (above + below).checked_sub(1)?;
    let vertical = module_of([dark_above, light_above, middle, light_below, dark_below])?;
    Some((y as f64 + (below as f64 - above as f64) / 2.0 + 0.5, vertical))
}
