//! A file in which git left both sides of a change: one side as a whole, and the lines that are still open.
//!
//! git asks for such a file during a merge. Shown as it is, every line would differ from the outlines of the two sides.

/// The file as one side has it, and the open lines with their marks; none where the marks do not belong together.
pub(super) fn sides(text: &str) -> Option<(String, Vec<&str>)> {
    #[derive(PartialEq)]
    enum At {
        Outside,
        Ours,
        Theirs,
    }
    let (mut ours, mut open, mut at) = (String::new(), Vec::new(), At::Outside);
    for line in text.split_inclusive('\n') {
        let plain = line.trim_end();
        let starts = |mark: &str| plain == mark || plain.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '));
        match &at {
            At::Outside if starts("<<<<<<<") => at = At::Ours,
            At::Outside if starts(">>>>>>>") || starts("|||||||") => return None,
            At::Outside => {
                ours.push_str(line);
                continue;
            }
            At::Ours if plain == "=======" || starts("|||||||") => at = At::Theirs,
            At::Theirs if starts(">>>>>>>") => {
                open.push(plain);
                at = At::Outside;
                continue;
            }
            At::Ours => ours.push_str(line),
            At::Theirs => {}
        }
        open.push(plain);
    }
    (at == At::Outside && !open.is_empty()).then_some((ours, open))
}

#[cfg(test)]
mod tests {
    use super::sides;
    use crate::outline::OutlineKind;

    #[test]
    fn during_a_merge_only_the_open_lines_differ_from_one_side() {
        let paper = OutlineKind::named("plan").expect("a kind");
        let ours = "事業所: hoshi\n作成日: 2024-03-28\n作成者: suzuki\n";
        let open =
            ours.replace("作成者: suzuki\n", "<<<<<<< HEAD\n作成者: suzuki\n=======\n作成者: mori\n>>>>>>> kimura\n");
        let (ours, open) = (paper.outline(ours.as_bytes()), paper.outline(open.as_bytes()));
        let behind = open.strip_prefix(&ours).expect("the side as it is, then the open lines");
        assert!(behind.contains("  <<<<<<< HEAD") && behind.contains("  作成者: mori"), "{behind}");
    }

    #[test]
    fn one_side_is_whole_and_the_open_lines_keep_their_marks() {
        let text = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> kimura\nc: 4\n";
        let (ours, open) = sides(text).expect("a conflict");
        assert_eq!(ours, "a: 1\nb: 2\nc: 4\n");
        assert_eq!(open, ["<<<<<<< HEAD", "b: 2", "=======", "b: 3", ">>>>>>> kimura"]);
    }

    #[test]
    fn marks_that_do_not_belong_together_are_no_sides() {
        for text in ["a: 1\n>>>>>>> kimura\n", "<<<<<<< HEAD\na: 1\n", "a: 1\n"] {
            assert!(sides(text).is_none(), "{text}");
        }
    }
}
