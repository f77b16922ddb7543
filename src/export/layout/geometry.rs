//! Points and boxes on the plane, with operations that give the same bits on every machine.
//!
//! Only `+ - * /`, comparison and `sqrt` are used here and in all of the layout: IEEE 754 fixes their
//! results, while sines and powers differ between systems.

/// A point, or the vector to it; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Point {
    pub(crate) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }

    pub(crate) fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// Returns the z part of the cross product: positive where `other` lies clockwise on screen.
    pub(crate) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// Returns the vector of length 1 in that direction; to the right where there is none.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 {
            self.times(1.0 / length)
        } else {
            Self::new(1.0, 0.0)
        }
    }

    /// Returns the vector turned by a right angle.
    pub(crate) fn normal(self) -> Self {
        Self::new(-self.y, self.x)
    }
}

/// A box with sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) center: Point,
    /// Half of its width and height.
    pub(crate) half: Point,
}

impl Rect {
    pub(crate) fn new(center: Point, half: Point) -> Self {
        Self { center, half }
    }

    /// Returns the smallest box around all of `rects`; an empty one at the origin where there are none.
    pub(crate) fn around(rects: impl IntoIterator<Item = Self>) -> Self {
        let mut rects = rects.into_iter();
        let Some(first) = rects.next() else {
            return Self::new(Point::default(), Point::default());
        };
        let (mut low, mut high) = (first.low(), first.high());
        for rect in rects {
            low = Point::new(low.x.min(rect.low().x), low.y.min(rect.low().y));
            high = Point::new(high.x.max(rect.high().x), high.y.max(rect.high().y));
        }
        Self::new(low.plus(high).times(0.5), high.minus(low).times(0.5))
    }

    pub(crate) fn low(&self) -> Point {
        self.center.minus(self.half)
    }

    pub(crate) fn high(&self) -> Point {
        self.center.plus(self.half)
    }

    /// Returns the box with `margin` added on each side.
    pub(crate) fn grown(&self, margin: f64) -> Self {
        Self::new(self.center, self.half.plus(Point::new(margin, margin)))
    }

    pub(crate) fn contains(&self, point: Point) -> bool {
        let away = point.minus(self.center);
        away.x.abs() < self.half.x && away.y.abs() < self.half.y
    }

    /// Returns the area that the two boxes share.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        let away = other.center.minus(self.center);
        let x = self.half.x + other.half.x - away.x.abs();
        let y = self.half.y + other.half.y - away.y.abs();
        if x <= 0.0 || y <= 0.0 {
            return 0.0;
        }
        let x = x.min(2.0 * self.half.x.min(other.half.x));
        let y = y.min(2.0 * self.half.y.min(other.half.y));
        x * y
    }

    /// Returns how much of the way from `a` to `b` lies inside, 0 to 1.
    pub(crate) fn share_of_segment(&self, a: Point, b: Point) -> f64 {
        let (low, high, way) = (self.low(), self.high(), b.minus(a));
        let mut span = (0.0_f64, 1.0_f64);
        for (start, step, low, high) in [(a.x, way.x, low.x, high.x), (a.y, way.y, low.y, high.y)] {
            if step.abs() < 1e-9 {
                if start <= low || start >= high {
                    return 0.0;
                }
                continue;
            }
            let (enter, leave) = ((low - start) / step, (high - start) / step);
            span = (span.0.max(enter.min(leave)), span.1.min(enter.max(leave)));
        }
        (span.1 - span.0).max(0.0)
    }
}

/// Returns whether the segments `a`–`b` and `c`–`d` cross between their ends.
pub(crate) fn segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| q.minus(p).cross(r.minus(p));
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect::new(Point::new(x, y), Point::new(w, h))
    }

    #[test]
    fn overlap_is_the_shared_area() {
        assert_eq!(
            rect(0.0, 0.0, 2.0, 1.0).overlap(&rect(3.0, 0.0, 2.0, 1.0)),
            2.0
        );
        assert_eq!(
            rect(0.0, 0.0, 2.0, 1.0).overlap(&rect(0.0, 0.0, 9.0, 9.0)),
            8.0
        );
        assert_eq!(
            rect(0.0, 0.0, 2.0, 1.0).overlap(&rect(5.0, 0.0, 2.0, 1.0)),
            0.0
        );
    }

    #[test]
    fn a_segment_through_a_box_is_seen() {
        let middle = rect(5.0, 0.0, 1.0, 1.0);
        let share = middle.share_of_segment(Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert!((share - 0.2).abs() < 1e-12);
        assert_eq!(
            middle.share_of_segment(Point::new(0.0, 3.0), Point::new(10.0, 3.0)),
            0.0
        );
    }

    #[test]
    fn segments_that_share_an_end_do_not_cross() {
        let p = Point::new;
        assert!(segments_cross(
            p(0.0, 0.0),
            p(2.0, 2.0),
            p(0.0, 2.0),
            p(2.0, 0.0)
        ));
        assert!(!segments_cross(
            p(0.0, 0.0),
            p(2.0, 2.0),
            p(0.0, 0.0),
            p(2.0, 0.0)
        ));
    }
}
