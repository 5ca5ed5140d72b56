//! On which sheet each row of a form comes to stand: where a sheet ends, which row is cut there, and that no signature is
//! left alone. Templates measure and draw; here it is decided.

use typst::foundations::{Array, Dict, Value, dict, func};
use typst::layout::Length;

/// The part of a sheet that may be left white below a row that goes whole to the next one. A row that would leave more is cut.
const WHITE: f64 = 0.2;

/// The part of a sheet that may be left white where a cut would leave less of the row to the next sheet than has to stand above it.
const HOLE: f64 = 1.0 / 3.0;

/// The heights of a form's parts, in points.
#[derive(Debug, Clone)]
struct Heights {
    /// A sheet between its margins.
    room: f64,
    /// What stands above the rows on the first sheet.
    head: f64,
    /// The labels above the rows, on every sheet.
    labels: f64,
    /// The rows.
    rows: Vec<f64>,
    /// How much of each row has to stand above a cut.
    least: Vec<f64>,
    /// What follows the rows; the signatures are the last of it.
    tail: Vec<f64>,
}

/// Where a row begins, and how often it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Placed {
    /// On a new sheet.
    anew: bool,
    /// By how many ends of sheets.
    cuts: i64,
    /// Whether the cut leaves few lines to the next sheet, and the row could stand there whole.
    scrap: bool,
}

/// A form on its sheets.
#[derive(Debug, Clone, PartialEq)]
struct Pagination {
    rows: Vec<Placed>,
    /// The parts of the tail that begin a new sheet.
    tail: Vec<usize>,
    pages: i64,
    /// Whether the signatures stand on a sheet of their own.
    alone: bool,
    /// How much of the last sheet is used, from 0 to 1.
    used: f64,
}

impl Pagination {
    /// As a template reads it.
    fn said(&self) -> Dict {
        let row = |row: &Placed| Value::Dict(dict! { "anew" => row.anew, "cuts" => row.cuts });
        dict! {
            "rows" => self.rows.iter().map(row).collect::<Array>(),
            "tail" => self.tail.iter().map(|part| Value::Int(*part as i64)).collect::<Array>(),
            "pages" => self.pages,
            "alone" => self.alone,
            "used" => self.used,
        }
    }
}

/// How far down the sheets one has come.
struct PageCursor {
    room: f64,
    left: f64,
    pages: i64,
}

impl PageCursor {
    fn turn(&mut self, labels: f64) {
        self.pages += 1;
        self.left = self.room - labels;
    }

    /// Goes down by a part that may be cut anywhere; says by how many ends of sheets it is.
    ///
    /// What a cut costs is known only when it is made: that it costs little is assumed for the number of cuts, that it
    /// costs much for what is left of the sheet, so that nothing is counted on that may not be there.
    fn flow(&mut self, mut part: f64, labels: f64, loss: Loss) -> i64 {
        let cuts = cuts(part, self.left, self.room - labels, loss.least);
        while part > self.left && self.room - labels > loss.most {
            part = part - self.left + loss.most;
            self.turn(labels);
        }
        self.left -= part;
        cuts
    }
}

/// How often a part is cut with so much left of the first sheet and so much on each other.
fn cuts(mut part: f64, mut left: f64, full: f64, loss: f64) -> i64 {
    let mut cuts = 0;
    while part > left && full > loss {
        part = part - left + loss;
        left = full;
        cuts += 1;
    }
    cuts
}

impl Heights {
    /// As many rows a sheet as fit, none cut but where much of the sheet would stay white; then the tail.
    fn sheets(&self) -> Pagination {
        self.signed(&[])
    }

    /// The same, but a row of which a cut leaves few lines goes whole to the next sheet where that takes no sheet more.
    fn without_scraps(&self) -> Pagination {
        let mut moved = Vec::new();
        let mut best = self.sheets();
        for row in 0..self.rows.len() {
            if !best.rows[row].scrap {
                continue;
            }
            moved.push(row);
            let whole = self.signed(&moved);
            if whole.pages <= best.pages && whole.alone <= best.alone {
                best = whole;
            } else {
                moved.pop();
            }
        }
        best
    }

    /// Where the signatures would stand alone, the last row, or the last few, go with them.
    fn signed(&self, moved: &[usize]) -> Pagination {
        let first = self.placed(moved);
        if !first.alone {
            return first;
        }
        let carried = (0..self.rows.len()).rev().take(CARRIED).map(|row| self.placed(&[moved, &[row]].concat()));
        carried.into_iter().find(|sheets| !sheets.alone).unwrap_or(first)
    }

    /// The rows one after another; those `moved` begin a new sheet although they would fit, or be cut.
    fn placed(&self, moved: &[usize]) -> Pagination {
        let mut cursor = PageCursor { room: self.room, left: self.room, pages: 1 };
        cursor.flow(self.head, 0.0, CUT_LOSS);
        cursor.left -= self.labels;
        let full = self.room - self.labels;
        let mut rows = Vec::with_capacity(self.rows.len());
        for (index, (&tall, &least)) in self.rows.iter().zip(&self.least).enumerate() {
            let worth_a_cut = cursor.left >= least && (tall > full || cursor.left > self.room * WHITE);
            let anew = moved.contains(&index) || (tall > cursor.left && !worth_a_cut);
            if anew {
                cursor.turn(self.labels);
            }
            let rest = tall - cursor.left;
            let scrap = rest > 0.0 && rest < least && tall <= full && cursor.left <= self.room * HOLE;
            rows.push(Placed { anew, cuts: cursor.flow(tall, self.labels, CUT_LOSS), scrap });
        }
        let (tail, alone) = self.tail_at(&mut cursor);
        Pagination { rows, tail, pages: cursor.pages, alone, used: 1.0 - cursor.left / self.room }
    }

    /// Which parts of the tail begin a new sheet, and whether the signatures are left alone there.
    fn tail_at(&self, cursor: &mut PageCursor) -> (Vec<usize>, bool) {
        let Some((&signatures, others)) = self.tail.split_last() else { return (Vec::new(), false) };
        let mut anew = Vec::new();
        for (index, &part) in others.iter().enumerate() {
            if part > cursor.left && part <= self.room {
                anew.push(index);
                cursor.turn(0.0);
            }
            cursor.flow(part, 0.0, CUT_LOSS);
        }
        if signatures <= cursor.left {
            cursor.left -= signatures;
            return (anew, false);
        }
        cursor.turn(0.0);
        // The box before them goes with them.
        let last = others.iter().rposition(|part| *part > 0.0);
        let with_box = last.filter(|last| !anew.contains(last) && others[*last] + signatures <= self.room);
        anew.push(with_box.unwrap_or(others.len()));
        cursor.left -= with_box.map_or(0.0, |last| others[last]) + signatures;
        (anew, with_box.is_none())
    }
}

/// What a cut costs, in points: at least and at most.
#[derive(Debug, Clone, Copy)]
struct Loss {
    least: f64,
    most: f64,
}

/// The borders of both parts, and the rest of a line in the one and in the other; two lines that keep a third company on
/// the next sheet.
const CUT_LOSS: Loss = Loss { least: 6.0, most: 60.0 };

/// How many rows at most go with the signatures.
const CARRIED: usize = 3;

/// Puts a form's rows on sheets. All are heights: `room` of a sheet, `head` above the rows of the first one, `labels` above the rows of
/// each, `rows`, of each row what is the `least` above a cut, and the `tail`, whose last part are the signatures. `whole` says the same
/// where a row of which a cut leaves few lines goes whole to the next sheet: what is drawn, while the manner is chosen by the other.
#[func]
pub(super) fn sheets(
    room: Length,
    head: Length,
    labels: Length,
    rows: Vec<Length>,
    least: Vec<Length>,
    tail: Vec<Length>,
) -> Dict {
    let points = |lengths: Vec<Length>| lengths.into_iter().map(|one| one.abs.to_pt()).collect();
    let heights = Heights {
        room: room.abs.to_pt().max(1.0),
        head: head.abs.to_pt(),
        labels: labels.abs.to_pt(),
        rows: points(rows),
        least: points(least),
        tail: points(tail),
    };
    let mut found = heights.sheets().said();
    found.insert("whole".into(), Value::Dict(heights.without_scraps().said()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[f64], tail: &[f64]) -> Heights {
        let least = rows.iter().map(|row| row.min(60.0)).collect();
        Heights { room: 500.0, head: 200.0, labels: 30.0, rows: rows.to_vec(), least, tail: tail.to_vec() }
    }

    fn begins(sheets: &Pagination) -> Vec<usize> {
        (0..sheets.rows.len()).filter(|row| sheets.rows[*row].anew).collect()
    }

    #[test]
    fn what_fits_is_one_sheet_to_the_last_point() {
        let sheets = form(&[100.0, 120.0], &[0.0, 50.0]).sheets();
        assert_eq!((sheets.pages, sheets.alone, begins(&sheets)), (1, false, vec![]));
        assert!((sheets.used - 1.0).abs() < 1e-9);
        assert_eq!(form(&[100.0, 121.0], &[0.0, 50.0]).sheets().pages, 2);
    }

    #[test]
    fn a_row_goes_whole_to_the_next_sheet_where_little_stays_white_and_is_cut_where_much_would() {
        let little = form(&[180.0, 200.0], &[40.0]).sheets();
        assert_eq!((begins(&little), little.rows[1].cuts), (vec![1], 0));
        let much = form(&[100.0, 200.0], &[40.0]).sheets();
        assert_eq!((begins(&much), much.rows[1].cuts, much.pages), (vec![], 1, 2));
    }

    #[test]
    fn a_row_of_which_a_cut_leaves_few_lines_goes_whole_to_the_next_sheet_where_that_costs_none() {
        let whole = form(&[120.0, 190.0, 60.0], &[40.0]).without_scraps();
        assert_eq!((begins(&whole), whole.rows[1].cuts, whole.pages), (vec![1], 0, 2));
        // More than a third of the sheet would stay white.
        let hole = form(&[100.0, 200.0], &[40.0]).without_scraps();
        assert_eq!((begins(&hole), hole.rows[1].cuts), (vec![], 1));
        let dear = form(&[120.0, 190.0, 190.0], &[100.0]).without_scraps();
        assert_eq!((begins(&dear), dear.rows[1].cuts, dear.pages), (vec![], 1, 2));
    }

    #[test]
    fn a_row_higher_than_a_sheet_is_cut_as_often_as_it_has_to_be() {
        let sheets = form(&[1200.0], &[40.0]).sheets();
        assert_eq!((sheets.rows[0].cuts, sheets.pages), (3, 4));
    }

    #[test]
    fn the_signatures_take_the_last_row_or_the_last_box_along() {
        let with_row = form(&[130.0, 130.0], &[0.0, 50.0]).sheets();
        assert_eq!((begins(&with_row), with_row.alone, with_row.pages), (vec![1], false, 2));
        let with_box = form(&[170.0], &[60.0, 50.0]).sheets();
        assert_eq!((with_box.tail, with_box.alone, with_box.pages), (vec![0], false, 2));
    }

    #[test]
    fn no_row_is_left_out_and_no_sheet_is_overfull() {
        for count in 1..=30 {
            for tall in [40.0, 90.0, 160.0, 260.0, 900.0] {
                let heights = form(&vec![tall; count], &[0.0, 70.0]);
                let sheets = heights.sheets();
                assert_eq!(sheets.rows.len(), count);
                assert!(sheets.used > 0.0 && sheets.used <= 1.0 + 1e-9, "{count} of {tall}: {sheets:?}");
                assert!(!sheets.alone || tall > 400.0, "{count} of {tall}: {sheets:?}");
            }
        }
    }
}
