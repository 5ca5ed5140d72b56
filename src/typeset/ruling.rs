//! Parallel lines of a grid as one path: a path for each would cost more than all the words between them.

use typst::foundations::{Array, IntoValue, NativeElement, func};
use typst::layout::{Abs, Axes, Length, Rel};
use typst::visualize::{CurveLine, CurveMove};

/// The parts of a `curve` that draws `count` lines, the first at `first` and each `step` further, all from `from` to `to`: level ones one
/// below the other, or upright ones side by side.
#[func]
pub(super) fn ruling(
    first: Length,
    step: Length,
    count: usize,
    from: Length,
    to: Length,
    #[named]
    #[default(false)]
    upright: bool,
) -> Array {
    let point = |along: Length, across: Abs| {
        let (along, across) = (Rel::from(along), Rel::from(Length::from(across)));
        if upright { Axes::new(across, along) } else { Axes::new(along, across) }
    };
    let line = |index: usize| {
        let across = first.abs + step.abs * index as f64;
        [CurveMove::new(point(from, across)).pack(), CurveLine::new(point(to, across)).pack()]
    };
    (0..count).flat_map(line).map(IntoValue::into_value).collect()
}

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::{Stroke, Typesetter};
    use std::sync::Arc;

    fn strokes(arguments: &str) -> Vec<Stroke> {
        let source = format!("#set page(margin: 0pt)\n#curve(stroke: 1pt, ..ruling({arguments}))");
        let layout = Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(&source).expect("it lays out");
        layout.drawing(0).strokes
    }

    fn line(from: (f64, f64), to: (f64, f64)) -> Stroke {
        Stroke { from, to, dashed: false }
    }

    #[test]
    fn lines_stand_one_step_apart() {
        let level = [line((5.0, 10.0), (25.0, 10.0)), line((5.0, 14.0), (25.0, 14.0))];
        assert_eq!(strokes("10pt, 4pt, 2, 5pt, 25pt"), level);
        let upright = [line((10.0, 5.0), (10.0, 25.0)), line((14.0, 5.0), (14.0, 25.0))];
        assert_eq!(strokes("10pt, 4pt, 2, 5pt, 25pt, upright: true"), upright);
    }
}
