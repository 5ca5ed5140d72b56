use super::Genogram;
use super::kin::{FamilyMember, Sex};

fn family(relations: &[&str]) -> Vec<FamilyMember> {
    let member = |relation: &&str| FamilyMember { relation: (*relation).to_owned(), ..FamilyMember::default() };
    relations.iter().map(member).collect()
}

fn drawn(relations: &[&str]) -> Genogram {
    Genogram::of(&family(relations), Some(Sex::Female)).unwrap_or_else(|| panic!("{relations:?}"))
}

/// A row by its words, from the left.
fn row(genogram: &Genogram, row: usize) -> Vec<&'static str> {
    genogram.people.iter().filter(|one| one.row == row).map(|one| one.word).collect()
}

/// Each couple as `partners: children`, a dotted line as `~`.
fn couples(genogram: &Genogram) -> Vec<String> {
    let word = |person: &usize| genogram.people[*person].word;
    let list = |couple: &super::Couple| {
        let partners: Vec<&str> = couple.partners.iter().map(word).collect();
        let mut children = couple.children.clone();
        children.sort_by_key(|child| child.person);
        let child =
            |child: &super::Offspring| format!("{}{}", if child.dotted { "~" } else { "" }, word(&child.person));
        let children: Vec<String> = children.iter().map(child).collect();
        format!("{}: {}", partners.join("+"), children.join(" "))
    };
    genogram.couples.iter().map(list).collect()
}

#[test]
fn generations_lie_in_rows_men_left_of_women_and_elder_left_of_younger() {
    let found = drawn(&["弟", "母", "父", "姉", "母方の祖母", "父方の祖母", "父方の祖父"]);
    assert_eq!(row(&found, 0), ["祖父", "祖母", "祖母"]);
    assert_eq!(row(&found, 1), ["父", "母"]);
    assert_eq!(row(&found, 2), ["姉", "本人", "弟"]);
    assert_eq!(couples(&found), ["父+母: 姉 本人 弟", "祖父+祖母: 父", "祖母: 母"]);
}

#[test]
fn grandparents_of_no_side_are_a_couple_and_nobodys_parents() {
    let found = drawn(&["祖母", "母", "祖父", "弟"]);
    assert_eq!(row(&found, 0), ["祖父", "祖母"]);
    assert_eq!(couples(&found), ["母: 本人 弟", "祖父+祖母: "]);
    // Beside those of whom a side is written, and alone with the child.
    assert_eq!(couples(&drawn(&["父", "父方祖母", "祖父", "祖母"])), ["父: 本人", "祖母: 父", "祖父+祖母: "]);
    assert_eq!(couples(&drawn(&["祖父", "祖母"])), ["祖父+祖母: "]);
    assert_eq!(couples(&drawn(&["母", "祖母"])), ["母: 本人"]);
    assert_eq!(
        couples(&drawn(&["父方祖父", "祖母", "父"])),
        ["父: 本人", "祖父: 父"],
        "which side hers is, is not said"
    );
}

#[test]
fn a_second_marriage_stands_beside_the_first() {
    let found = drawn(&["母", "父", "継父", "異父弟", "兄"]);
    assert_eq!(row(&found, 0), ["父", "母", "父"]);
    assert_eq!(row(&found, 1), ["兄", "本人", "弟"]);
    assert_eq!(couples(&found), ["父+母: 兄 本人", "母+父: 弟"]);
    let found = drawn(&["父", "母", "継母", "異母妹", "異父姉"]);
    assert_eq!(couples(&found), ["父+母: 本人", "母: 姉", "母+父: 妹"]);
    // The child of the mother alone, and his own of the man that she married.
    let found = drawn(&["母", "義父", "義妹"]);
    assert_eq!(couples(&found), ["母: 本人", "母+父: ", "父: 妹"]);
    assert_eq!(found.couples[0].aside, -1);
    assert_eq!(couples(&drawn(&["母", "養父", "弟"])), ["父+母: 本人 弟"]);
    assert_eq!(couples(&drawn(&["父", "母", "養父"])), ["父+母: 本人", "母+父: "]);
}

#[test]
fn a_foster_child_has_a_dotted_line_beside_that_of_the_birth() {
    let found = drawn(&["里父", "里母", "母", "里弟", "兄"]);
    assert_eq!(row(&found, 0), ["母", "父", "母"]);
    assert_eq!(row(&found, 1), ["兄", "本人", "弟"]);
    assert_eq!(couples(&found), ["母: 兄 本人", "父+母: ~本人 弟"]);
    let own = |couple: usize| found.couples[couple].children.iter().find(|child| child.person == 4).expect("the child");
    assert_eq!((own(0).shift, own(1).shift), (-1, 1));
    // At the left of those born after the child.
    let found = drawn(&["里母", "父", "母", "妹"]);
    assert_eq!(row(&found, 0), ["母", "父", "母"]);
    assert_eq!(couples(&found), ["父+母: 本人 妹", "母: ~本人"]);
    assert_eq!(couples(&drawn(&["里父", "里母", "妹"])), ["父+母: ~本人 妹"]);
    assert_eq!(couples(&drawn(&["里父", "母"])), ["父+母: ~本人"]);
}

#[test]
fn what_would_have_to_be_guessed_has_no_figure() {
    for relations in [
        &["父", "実父"][..],
        &["父", "母", "里父", "里母", "兄", "弟"],
        &["父", "母", "養父", "養母"],
        &["父", "異父弟"],
        &["母", "継父", "里母"],
        &["父方祖母", "父方の祖母"],
        &["母", "いとこ"],
        &[],
    ] {
        assert_eq!(Genogram::of(&family(relations), None), None, "{relations:?}");
    }
}

#[test]
fn the_line_of_two_parents_is_cut_by_how_they_live() {
    let cuts = |divorced, separated| {
        let mut members = family(&["父", "母"]);
        (members[0].divorced, members[1].separated) = (divorced, separated);
        Genogram::of(&members, None).expect("a figure").couples[0].cuts
    };
    assert_eq!((cuts(false, false), cuts(false, true), cuts(true, false), cuts(true, true)), (0, 1, 2, 2));
}

#[test]
fn every_couple_is_cut_by_what_its_own_people_say() {
    // Of each couple its people and its cuts; `who` is divorced.
    let cuts = |relations: &[&str], who: &str| {
        let mut members = family(relations);
        members.iter_mut().filter(|one| one.relation == who).for_each(|one| one.divorced = true);
        let found = Genogram::of(&members, None).unwrap_or_else(|| panic!("{relations:?}"));
        let of = |couple: &super::Couple| (couple.partners.len() == 2).then_some(couple.cuts);
        found.couples.iter().filter_map(of).collect::<Vec<usize>>()
    };
    assert_eq!(cuts(&["里父", "里母", "母"], "里母"), [2]);
    assert_eq!(cuts(&["里父", "里母"], "里父"), [2]);
    assert_eq!(cuts(&["父", "母", "父方祖父", "父方祖母"], "父方祖母"), [0, 2]);
    // What the mother says is of the father; of a second marriage the other one says it.
    assert_eq!(cuts(&["父", "母", "継父"], "母"), [2, 0]);
    assert_eq!(cuts(&["父", "母", "継父"], "継父"), [0, 2]);
    assert_eq!(cuts(&["母", "継父"], "母"), [0]);
    assert_eq!(cuts(&["父", "母", "継母"], "継母"), [0, 2]);
}

#[test]
fn a_frame_is_drawn_where_it_holds_those_of_the_house_alone() {
    let home = |relations: &[(&str, Option<bool>)]| {
        let members: Vec<FamilyMember> = relations
            .iter()
            .map(|(relation, together)| FamilyMember {
                relation: (*relation).to_owned(),
                together: *together,
                ..FamilyMember::default()
            })
            .collect();
        let rows = Genogram::of(&members, None).expect("a figure").home;
        rows.iter().map(|row| (row.row, row.low, row.high, row.left, row.right)).collect::<Vec<_>>()
    };
    assert_eq!(home(&[("母", None), ("弟", None)]), []);
    assert_eq!(
        home(&[("母", Some(true)), ("弟", Some(true))]),
        [(0, 0.5, 0.5, false, true), (1, 0.0, 1.0, false, false)]
    );
    // The grandmother lives there, the mother does not.
    assert_eq!(home(&[("母方祖母", Some(true)), ("母", Some(false))]), []);
    // An elder sister who has left stands among them no more than a brother at the edge.
    assert_eq!(home(&[("父", Some(true)), ("兄", Some(true)), ("姉", Some(false))]), []);
    assert_eq!(
        home(&[("父", Some(true)), ("姉", Some(false))]),
        [(0, 0.5, 0.5, false, true), (1, 1.0, 1.0, false, false)]
    );
}

/// Where the line above the children of a couple runs, with where it comes down from.
fn bar(genogram: &Genogram, couple: &super::Couple) -> Option<(usize, f64, f64)> {
    let x = |person: usize| genogram.people[person].x;
    let from = match couple.partners[..] {
        [] => None,
        [one] => Some(x(one) + 0.45 * couple.aside as f64),
        [left, right] => Some(f64::midpoint(x(left), x(right))),
        _ => panic!("{couple:?}"),
    };
    let row = genogram.people[couple.children.first()?.person].row;
    let ends = couple.children.iter().map(|child| x(child.person) + 0.07 * child.shift as f64).chain(from);
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    Some((row, low, high))
}

#[test]
fn in_no_family_lines_of_two_couples_meet_and_everybody_has_one_place() {
    let words = [
        "父",
        "母",
        "継父",
        "継母",
        "里父",
        "里母",
        "養父",
        "兄",
        "弟",
        "異父妹",
        "異母姉",
        "義兄",
        "里弟",
        "父方祖母",
        "母方祖父",
        "母方叔母",
        "祖父",
        "祖母",
    ];
    let mut figures = 0;
    for subset in 1..1_u32 << words.len() {
        let chosen = words.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
        let relations: Vec<&str> = chosen.map(|(_, word)| *word).collect();
        let Some(genogram) = Genogram::of(&family(&relations), None) else { continue };
        figures += 1;
        let mut all: Vec<Option<usize>> = genogram.people.iter().map(|one| one.who).collect();
        all.sort_unstable();
        assert!(all.iter().copied().eq(std::iter::once(None).chain((0..relations.len()).map(Some))), "{relations:?}");
        let bars: Vec<_> = genogram.couples.iter().filter_map(|couple| bar(&genogram, couple)).collect();
        for (place, (row, low, high)) in bars.iter().enumerate() {
            let meets = |other: &&(usize, f64, f64)| other.0 == *row && other.1 < *high && *low < other.2;
            assert_eq!(bars[place + 1..].iter().find(meets), None, "{relations:?}: {genogram:?}");
        }
        for couple in &genogram.couples {
            if let [left, right] = couple.partners[..] {
                assert_eq!(right, left + 1, "nobody stands between two: {relations:?}");
            }
        }
    }
    assert!(figures > 10_000, "{figures}");
}
