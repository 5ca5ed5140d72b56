//! Which row of the old list is which of the new: by id, then by need, then by likeness, the best of all assignments
//! and never the first that fits; and which of them moved.

use super::fold::{fold, folded_tree};
use super::likeness::Profile;
use crate::tree::{Branch, WordTree};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The boxes by which a row is known, the first that it has.
pub(super) const IDENTITIES: [&str; 5] = ["id", "行", "名称", "氏名", "種類"];

/// The box that says which need of the 障害児支援利用計画 a row answers.
const NEED: &str = "ニーズ";

/// Rows without a name of their own are the same row from this likeness on. Between different rows of one child's plans
/// 0.15 to 0.33 was measured, and 0.32 to 0.46 between a row and itself with every sentence rewritten.
const ALIKE: f64 = 0.4;

/// Rows to which somebody gave different names are different ones, unless much of them is the same.
const ALIKE_DESPITE_NAMES: f64 = 0.6;

/// The same for rows that answer one need: one may well end and give way to another.
const ALIKE_IN_NEED_DESPITE_NAMES: f64 = 0.5;

/// Longer lists are not given the best assignment: its work grows with the third power of the rows.
const MOST_ASSIGNED: usize = 200;

/// In long lists a row is looked for by so many of its pairs of characters, in so many rows that have one of them.
const RAREST: usize = 8;
const MOST_HOLDERS: usize = 64;

/// Likeness as the whole number that the assignment takes.
const SCALE: f64 = 10_000.0;

/// Two lists, row by row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Old and new index of each row that both have, in the order of the new list.
    pub(super) pairs: Vec<RowPair>,
}

/// A row that both lists have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowPair {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Whether it stands at another place among the rows that both have.
    pub(super) moved: bool,
}

pub(super) fn align(old: &[WordTree], new: &[WordTree]) -> Alignment {
    let (old_folded, new_folded): (Vec<WordTree>, Vec<WordTree>) =
        (old.iter().map(folded_tree).collect(), new.iter().map(folded_tree).collect());
    // Where several assignments are best one is found, which depends on the order: it is always asked in the same one.
    let mut pairs = if old_folded <= new_folded {
        assign(&old_folded, &new_folded)
    } else {
        assign(&new_folded, &old_folded)
            .into_iter()
            .map(|pair| RowPair { old: pair.new, new: pair.old, ..pair })
            .collect()
    };
    pairs.sort_by_key(|pair| pair.new);
    Alignment { pairs }
}

fn assign(old: &[WordTree], new: &[WordTree]) -> Vec<RowPair> {
    let mut open = OpenRows {
        old,
        new,
        old_paired: vec![false; old.len()],
        new_paired: vec![false; new.len()],
        pairs: Vec::new(),
    };
    open.pair_by(|row| identity(row).map(|(_, name)| name));
    // Rows that are the same in every box, in their order.
    let whole: BTreeMap<&WordTree, Vec<usize>> = left(&open.old_paired).fold(BTreeMap::new(), |mut whole, index| {
        whole.entry(&old[index]).or_insert_with(Vec::new).push(index);
        whole
    });
    let mut whole: BTreeMap<&WordTree, std::vec::IntoIter<usize>> =
        whole.into_iter().map(|(row, indices)| (row, indices.into_iter())).collect();
    for index in left(&open.new_paired).collect::<Vec<_>>() {
        if let Some(same) = whole.get_mut(&new[index]).and_then(Iterator::next) {
            open.pair(same, index);
        }
    }
    open.pair_by_likeness();
    let mut pairs = open.pairs;
    pairs.sort_unstable();
    mark_moves(&pairs)
}

struct OpenRows<'a> {
    old: &'a [WordTree],
    new: &'a [WordTree],
    old_paired: Vec<bool>,
    new_paired: Vec<bool>,
    /// New index first, by which they are sorted.
    pairs: Vec<(usize, usize)>,
}

impl OpenRows<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        self.old_paired[old] = true;
        self.new_paired[new] = true;
        self.pairs.push((new, old));
    }

    /// Pairs the rows that have the same key, where no other row of either list has it.
    fn pair_by(&mut self, key: impl Fn(&WordTree) -> Option<String>) {
        let count = |rows: &[WordTree], paired: &[bool]| {
            left(paired).filter_map(|index| Some((key(&rows[index])?, index))).fold(
                BTreeMap::<String, Vec<usize>>::new(),
                |mut found, (key, index)| {
                    found.entry(key).or_default().push(index);
                    found
                },
            )
        };
        let (old, new) = (count(self.old, &self.old_paired), count(self.new, &self.new_paired));
        for (key, old) in old {
            if let ([old], Some([new])) = (old.as_slice(), new.get(&key).map(Vec::as_slice)) {
                self.pair(*old, *new);
            }
        }
    }

    /// The assignment of what is left with the most needs in common, and among those the greatest likeness.
    fn pair_by_likeness(&mut self) {
        // A word of a list is itself or another; only a row with boxes can change.
        let can_change = |rows: &[WordTree], paired: &[bool]| -> Vec<usize> {
            left(paired).filter(|index| matches!(rows[*index].value, Branch::Record { .. })).collect()
        };
        let (old_left, new_left) = (can_change(self.old, &self.old_paired), can_change(self.new, &self.new_paired));
        let rows = |rows: &[WordTree], left: &[usize]| -> Vec<RowTraits> {
            left.iter().map(|index| RowTraits::of(&rows[*index])).collect()
        };
        let (old, new) = (rows(self.old, &old_left), rows(self.new, &new_left));
        if old.is_empty() || new.is_empty() {
            return;
        }
        let most = SCALE as i64 * (old.len().min(new.len()) as i64 + 1);
        let weight = |one: usize, two: usize| {
            let (one, two) = (&old[one], &new[two]);
            let same_need = one.need.is_some() && one.need == two.need;
            let (needed, bonus) = match (same_need, one.is_named && two.is_named) {
                (true, false) => (0.0, most),
                (true, true) => (ALIKE_IN_NEED_DESPITE_NAMES, most),
                (false, false) => (ALIKE, 0),
                (false, true) => (ALIKE_DESPITE_NAMES, 0),
            };
            let likeness = one.profile.likeness(&two.profile);
            if likeness >= needed { bonus + (likeness * SCALE) as i64 + 1 } else { 0 }
        };
        let found = match old.len().max(new.len()) {
            ..=MOST_ASSIGNED => best_assignment(old.len(), new.len(), weight),
            _ => likely_pairs(&old, &new, weight),
        };
        found.into_iter().for_each(|(one, two)| self.pair(old_left[one], new_left[two]));
    }
}

/// The rows that are not paired yet.
fn left(paired: &[bool]) -> impl Iterator<Item = usize> {
    paired.iter().enumerate().filter(|(_, paired)| !**paired).map(|(index, _)| index)
}

/// The pairs of the assignment with the greatest sum of weights.
fn best_assignment(old: usize, new: usize, weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    // The algorithm wants no more rows than columns.
    let flipped = old > new;
    let (rows, columns) = if flipped { (new, old) } else { (old, new) };
    let at = |row: usize, column: usize| if flipped { (column, row) } else { (row, column) };
    let weights = Matrix::from_fn(rows, columns, |(row, column)| {
        let (one, two) = at(row, column);
        weight(one, two)
    });
    let (_, chosen) = kuhn_munkres(&weights);
    let pairs = chosen.into_iter().enumerate().filter(|(row, column)| weights[(*row, *column)] > 0);
    pairs.map(|(row, column)| at(row, column)).collect()
}

/// Of long lists each new row, in their order, takes the old row it is most like of those that are still free and have
/// one of its rarest pairs of characters. No best assignment, but one whose work grows with the rows alone.
fn likely_pairs(old: &[RowTraits], new: &[RowTraits], weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    let distinct = |row: &RowTraits| {
        let mut pairs = row.profile.pairs().to_vec();
        pairs.dedup();
        pairs
    };
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, row) in old.iter().enumerate() {
        distinct(row).into_iter().for_each(|pair| holders.entry(pair).or_default().push(index));
    }
    let mut taken = vec![false; old.len()];
    let mut found = Vec::new();
    for (two, row) in new.iter().enumerate() {
        let mut rare: Vec<&Vec<usize>> = distinct(row).iter().filter_map(|pair| holders.get(pair)).collect();
        rare.sort_by_key(|holders| holders.len());
        let candidates = rare.into_iter().take(RAREST).flat_map(|holders| holders.iter().take(MOST_HOLDERS));
        let free = candidates.copied().filter(|one| !taken[*one]);
        let best = free.map(|one| (weight(one, two), Reverse(one))).max();
        if let Some((1.., Reverse(one))) = best {
            taken[one] = true;
            found.push((one, two));
        }
    }
    found
}

/// The box by which a row is known, and what it says.
pub(super) fn identity(row: &WordTree) -> Option<(&'static str, String)> {
    IDENTITIES.into_iter().find_map(|word| Some((word, fold(&row.get(word)?.leaf()?.shown()))))
}

/// What decides whether a row may be another.
struct RowTraits {
    profile: Profile,
    need: Option<String>,
    is_named: bool,
}

impl RowTraits {
    fn of(row: &WordTree) -> Self {
        Self {
            profile: Profile::of(row),
            need: row.get(NEED).and_then(WordTree::leaf).map(|need| fold(&need.shown())),
            is_named: identity(row).is_some(),
        }
    }
}

/// The rows that kept their order are a longest run of old places that only grows; the others moved.
fn mark_moves(pairs: &[(usize, usize)]) -> Vec<RowPair> {
    // For each pair the longest such run that ends with it, and the pair before it there. Of the runs that end at an old
    // place or before it, the longest is found in a tree of maxima (Fenwick's).
    let places = pairs.iter().map(|(_, old)| old + 1).max().unwrap_or_default();
    let mut longest: Vec<Option<(usize, usize)>> = vec![None; places + 1];
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (at, (_, old)) in pairs.iter().enumerate() {
        let mut before = None;
        let mut place = *old;
        while place > 0 {
            before = before.max(longest[place]);
            place &= place - 1;
        }
        let length = before.map_or(1, |(length, _)| length + 1);
        best.push((length, before.map(|(_, before)| before)));
        let mut place = old + 1;
        while place <= places {
            longest[place] = longest[place].max(Some((length, at)));
            place += place & place.wrapping_neg();
        }
    }
    let mut kept = vec![false; pairs.len()];
    let mut next = (0..pairs.len()).max_by_key(|at| (best[*at].0, *at));
    while let Some(at) = next {
        kept[at] = true;
        next = best[at].1;
    }
    pairs.iter().zip(kept).map(|((new, old), kept)| RowPair { old: *old, new: *new, moved: !kept }).collect()
}

#[cfg(test)]
mod tests {
    use super::align;
    use crate::tree::{Branch, FilledBox, Leaf, RecordKind, WordTree};

    fn row(boxes: &[(&'static str, &str)]) -> WordTree {
        let one = |(word, text): &(&'static str, &str)| {
            let leaf = if *word == "支援内容" { Leaf::Text((*text).into()) } else { Leaf::Word((*text).into()) };
            FilledBox { word: (*word).into(), tree: WordTree::new(Branch::Leaf(leaf)) }
        };
        WordTree::new(Branch::Record { kind: RecordKind::Plain, boxes: boxes.iter().map(one).collect() })
    }

    fn pairs(old: &[WordTree], new: &[WordTree]) -> Vec<(usize, usize, bool)> {
        align(old, new).pairs.iter().map(|pair| (pair.old, pair.new, pair.moved)).collect()
    }

    const CARD: &str = "きもちカードを机に並べて、本人が選ぶまで待つ。";
    const REST: &str = "しずかコーナーを設け、入口にイヤーマフを掛けておく。";

    #[test]
    fn an_id_counts_more_than_any_text() {
        let old = [row(&[("id", "s1"), ("支援内容", CARD)]), row(&[("id", "s2"), ("支援内容", REST)])];
        let new = [row(&[("id", "s2"), ("支援内容", CARD)]), row(&[("id", "s1"), ("支援内容", REST)])];
        assert_eq!(pairs(&old, &new).iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
    }

    #[test]
    fn a_need_counts_more_than_likeness() {
        let old = [row(&[("ニーズ", "n1"), ("支援内容", CARD)]), row(&[("ニーズ", "n2"), ("支援内容", REST)])];
        let new = [row(&[("ニーズ", "n2"), ("支援内容", CARD)]), row(&[("ニーズ", "n1"), ("支援内容", REST)])];
        assert_eq!(pairs(&old, &new).iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
    }

    #[test]
    fn the_best_assignment_is_taken_not_the_first_that_fits() {
        // The first old row is most like the first new one, and so is the second, which is like no other.
        let old = [row(&[("支援内容", "絵カードを五枚並べて待つ")]), row(&[("支援内容", "絵カードを五枚並べて歌う")])];
        let new =
            [row(&[("支援内容", "絵カードを五枚並べて歌い待つ")]), row(&[("支援内容", "絵カードを三枚置いて待つ")])];
        let profile = |tree: &WordTree| super::Profile::of(tree);
        let like = |one: usize, two: usize| profile(&old[one]).likeness(&profile(&new[two]));
        assert!(
            like(0, 0) > like(0, 1) && like(0, 0) + like(1, 1) < like(0, 1) + like(1, 0),
            "the case is what it says"
        );
        assert_eq!(pairs(&old, &new).iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
    }

    #[test]
    fn rows_with_other_names_are_other_rows() {
        let old = [row(&[("id", "s4"), ("支援内容", CARD)])];
        assert_eq!(pairs(&old, &[row(&[("id", "s8"), ("支援内容", REST)])]), []);
        assert_eq!(pairs(&old, &[row(&[("id", "s8"), ("支援内容", CARD)])]), [(0, 0, false)]);
        // The one need may end a row and begin another.
        let old = [row(&[("id", "s4"), ("ニーズ", "n4"), ("支援内容", CARD)])];
        assert_eq!(pairs(&old, &[row(&[("id", "s8"), ("ニーズ", "n4"), ("支援内容", REST)])]), []);
    }

    #[test]
    fn another_goal_with_the_same_support_is_the_same_row() {
        let old = [
            row(&[("支援目標", "きもちを知らせる"), ("支援内容", CARD)]),
            row(&[("支援目標", "休む"), ("支援内容", REST)]),
        ];
        let new = [
            row(&[("支援目標", "休み方を選ぶ"), ("支援内容", REST)]),
            row(&[("支援目標", "言葉で頼む"), ("支援内容", CARD)]),
        ];
        assert_eq!(pairs(&old, &new).iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>(), [(1, 0), (0, 1)]);
    }

    #[test]
    fn long_lists_find_their_rows_too() {
        let text = |row: usize| {
            format!("{}番の遊びを{}と{}で行う", row * 37, row % 7, char::from_u32(0x4E00 + row as u32).unwrap_or('一'))
        };
        let old: Vec<WordTree> = (0..1_000).map(|at| row(&[("支援内容", &text(at))])).collect();
        let changed = |at: usize| format!("{}。ゆっくり", text(at));
        // One in three is rewritten, the first hundred are gone, a new one stands in front.
        let kept = (100..1_000).map(|at| if at % 3 == 0 { changed(at) } else { text(at) });
        let new: Vec<WordTree> = std::iter::once("まったく別の支援".to_owned())
            .chain(kept)
            .map(|text| row(&[("支援内容", &text)]))
            .collect();
        let found = pairs(&old, &new);
        let right = found.iter().filter(|(old, new, _)| old + 1 == new + 100).count();
        assert!(right >= 890 && found.iter().all(|(_, _, moved)| !moved || right < 900), "{right} of 900");
        assert!(found.iter().all(|(_, new, _)| *new != 0), "the new one is no old one");
        // Asked the other way round it is the same.
        let back: Vec<(usize, usize)> = align(&new, &old).pairs.iter().map(|pair| (pair.new, pair.old)).collect();
        let mut there: Vec<(usize, usize)> = found.iter().map(|(old, new, _)| (*old, *new)).collect();
        there.sort_unstable();
        assert_eq!(back, there);
    }

    #[test]
    fn only_what_left_its_order_has_moved() {
        let rows = |ids: &[&str]| ids.iter().map(|id| row(&[("id", id)])).collect::<Vec<_>>();
        let moved = |old: &[&str], new: &[&str]| -> Vec<usize> {
            align(&rows(old), &rows(new)).pairs.iter().filter(|pair| pair.moved).map(|pair| pair.new).collect()
        };
        assert_eq!(moved(&["s1", "s2", "s3", "s4"], &["s3", "s1", "s8", "s2"]), [0]);
        assert_eq!(moved(&["s1", "s2", "s3"], &["s2", "s3"]), [0; 0]);
        assert_eq!(moved(&["s1", "s2"], &["s9", "s1", "s2"]), [0; 0]);
    }
}
