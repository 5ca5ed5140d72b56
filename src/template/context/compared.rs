//! What has to stand on a 新旧対照表: the texts of both documents in the cells of their sides, what the records say of
//! them, and which documents are compared.
//!
//! A long text is taken from its document and not from the comparison, so that what the comparison loses is missed.

use super::appearance::{Appearance, Expected};
use super::tags::{Mark, Tag};
use super::{Subject, unprinted};
use crate::case::Document;
use crate::compare::{BoxState, Comparison, Hours, Revision, Section, ShownLine, Side, TableLine, is_new, range_shown};
use crate::prose::plain;
use crate::source::{Place, Span};
use crate::tree::{Branch, Leaf, WordTree, of_document};
use crate::value::{Date, TimeRange};
use std::collections::HashMap;

/// The long texts of a document by their places.
type TextsByPlace = HashMap<(u32, u32), String>;

/// What has to stand on the comparison of an older document with the subject's.
pub(super) fn expected(subject: Subject<'_>, old: &Document, comparison: &Comparison, all: bool) -> Vec<Expected> {
    let sides = [
        (&comparison.old, "旧", texts(&of_document(old))),
        (&comparison.new, "新", texts(&of_document(subject.document))),
    ];
    let walk = ComparedWalk { subject };
    let mut found = walk.heads(comparison);
    for section in &comparison.sections {
        let shown = section.shown(all);
        // A section that is the same in every line is told in one.
        if section.label().is_some() || shown.iter().any(|one| matches!(one, ShownLine::Line(_))) {
            for one in shown {
                if let ShownLine::Line(line) = one {
                    for (side, word, texts) in &sides {
                        walk.cell(section, line, (side, word, texts), &mut found);
                    }
                }
            }
            found.extend(walk.reasons(section, &comparison.new));
        }
    }
    found
}

fn texts(tree: &WordTree) -> TextsByPlace {
    let mut found = TextsByPlace::new();
    collect(tree, &mut found);
    found
}

fn collect(tree: &WordTree, found: &mut TextsByPlace) {
    match (&tree.value, tree.span) {
        (Branch::Leaf(Leaf::Text(text)), Some(span)) => {
            found.insert((span.start, span.end), plain(text));
        }
        (Branch::Leaf(_), _) => {}
        (Branch::List(items), _) => items.iter().for_each(|item| collect(item, found)),
        (Branch::Record { boxes, .. }, _) => boxes.iter().for_each(|one| collect(&one.tree, found)),
    }
}

struct ComparedWalk<'a> {
    subject: Subject<'a>,
}

impl ComparedWalk<'_> {
    fn expects(&self, path: String, place: Place, form: Appearance, label: Option<&str>) -> Expected {
        let left_out = unprinted::left_out(self.subject.document, self.subject.form, &path);
        let labels = label.map(|label| self.subject.form.wording.printed(label));
        let tags = labels
            .map(|labels| Tag { mark: Mark::Column, labels, everywhere: false, question: Vec::new() })
            .into_iter()
            .collect();
        Expected { left_out, tags, ..Expected::new(path, place, form) }
    }

    /// A box on one side.
    fn cell(
        &self,
        section: &Section,
        line: &TableLine,
        (side, word, texts): (&Side, &str, &TextsByPlace),
        found: &mut Vec<Expected>,
    ) {
        let (pieces, span) = if word == "旧" { (&line.old, line.old_span) } else { (&line.new, line.new_span) };
        if pieces.is_empty() {
            return;
        }
        let path = [word.to_owned(), section.heading(), line.name()];
        let path = path.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
        let place = span.map_or_else(|| side.source.whole(), Span::place);
        let mut add = |words: String| {
            found.push(self.expects(path.clone(), place.clone(), Appearance::Whole(words), Some(word)));
        };
        if line.hours.is_empty() || line.state == BoxState::Same {
            let own = span.and_then(|span: Span| texts.get(&(span.start, span.end)));
            let words = own.cloned().unwrap_or_else(|| pieces.iter().map(|piece| piece.text.as_str()).collect());
            let meaning = line.meaning.as_ref().filter(|_| word == "新");
            add(meaning.map_or(words.clone(), |meaning| format!("{words}({meaning})")));
            return;
        }
        let range = |hours: &Hours| -> Option<TimeRange> { if word == "旧" { hours.old } else { hours.new } };
        for hours in &line.hours {
            add(range(hours).map_or_else(|| "なし".to_owned(), range_shown));
            add(hours.day.clone());
            if word == "新" && hours.changed() && !is_new(&line.hours) {
                add(hours.difference_shown());
            }
        }
    }

    /// What the records say of a section.
    fn reasons(&self, section: &Section, new: &Side) -> Vec<Expected> {
        let place = new.source.whole();
        let path = format!("変更の理由.{}", section.heading());
        let lines = section.reasons.iter().flat_map(|reason| {
            let said = reason.said.iter().map(|(word, said)| format!("【{word}】{said}"));
            std::iter::once(reason.source.clone()).chain(said)
        });
        lines
            .map(|words| self.expects(path.clone(), place.clone(), Appearance::Whole(words), Some("変更の理由")))
            .collect()
    }

    /// Which documents of whom are compared.
    fn heads(&self, comparison: &Comparison) -> Vec<Expected> {
        let words = |words: String| Appearance::Words(vec![words]);
        let side = |word: &str, side: &Side| {
            let place = side.source.whole();
            [
                side.date.map(Date::to_wareki),
                side.status.clone(),
                side.version.clone(),
                side.revision.as_ref().map(Revision::on_paper),
            ]
            .into_iter()
            .flatten()
            .map(|one| self.expects(format!("{word}.文書"), place.clone(), words(one), None))
            .collect::<Vec<_>>()
        };
        let child = &self.subject.case.child;
        let name = child.value.name.get().map(|name| {
            self.expects("児童.氏名".to_owned(), child.place(child.value.name.span()), words(name.clone()), None)
        });
        name.into_iter().chain(side("旧", &comparison.old)).chain(side("新", &comparison.new)).collect()
    }
}
