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
