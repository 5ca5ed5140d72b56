//! The records in which reasons for changes are looked for: the monitorings of the old plan, the meetings on the new one.
//! Nothing is inferred; a line counts that names the row or the box.

use super::align::identity;
use super::reason::Reason;
use super::table::Section;
use super::version::Version;
use crate::case::paper::Role;
use crate::case::{Case, Document, RowMark, RowMarks, names_mark};
use crate::prose::plain;
use crate::source::Span;
use crate::tree::{Leaf, NameBook, WordTree, of_document, shown};

/// The boxes by which a plan names its draft.
const DRAFTS: [&str; 2] = ["原案", "案"];

/// The boxes of minutes in which a decision about a plan stands.
const DECISIONS: [&str; 2] = ["原案の修正点", "決定事項"];

/// The box of a monitoring that speaks of the plan as a whole.
const OVERALL: [&str; 2] = ["総合的な評価", "全体の状況"];

/// Rows of a list among which a line that names none of them may still mean one.
const MOST_SIBLINGS: usize = 100;

/// The records that may hold reasons, read once for a comparison.
pub(super) struct Records<'a> {
    monitorings: Vec<(&'a Document, WordTree)>,
    meetings: Vec<(&'a Document, WordTree)>,
    names: NameBook<'a>,
    case: &'a Case,
}

impl<'a> Records<'a> {
    pub(super) fn of(
        old: &Version<'a>,
        new: &Version<'a>,
        (old_tree, new_tree): (&WordTree, &WordTree),
        names: NameBook<'a>,
    ) -> Self {
        let is_draft =
            |tree: &WordTree| tree.get("状態").and_then(WordTree::leaf).is_some_and(|state| state.shown() != "確定");
        let mut about_old = Vec::new();
        let mut about_new = Vec::new();
        let draft = DRAFTS.iter().find_map(|word| new_tree.get(word)?.leaf()).map(word_of);
        for document in &new.case.documents {
            let plan = new.case.plan_of(document).filter(|plan| plan.kind.id == new.document.kind.id);
            let Some(plan) = plan.map(|plan| plan.name.clone()) else { continue };
            let tree = of_document(document);
            if DECISIONS.iter().any(|word| tree.get(word).is_some()) {
                if Some(&plan) == draft.as_ref() || plan == new.document.name {
                    about_new.push((document, tree));
                }
            } else if plan == old.document.name && !is_draft(old_tree) && document.date <= new.document.date {
                about_old.push((document, tree));
            }
        }
        // The plan may have been looked at many times; the last time led to the new one.
        let last = about_old.iter().map(|(document, _)| document.date).max();
        about_old.retain(|(document, _)| Some(document.date) == last);
        Self { monitorings: about_old, meetings: about_new, names, case: new.case }
    }

    /// What the records say of a section, whose old and new row are known where it is one.
    pub(super) fn about(
        &self,
        section: &Section,
        rows: (Option<&WordTree>, Option<&WordTree>),
        siblings: &[String],
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut ids: Vec<String> = Vec::new();
        if let Some((_, id)) = rows.0.and_then(identity) {
            for (document, tree) in &self.monitorings {
                reasons.extend(self.result(document, tree, &id));
            }
        }
        for row in [rows.0, rows.1].into_iter().flatten() {
            ids.extend(["id", "ニーズ"].iter().filter_map(|word| row.get(word)?.leaf()).map(word_of));
        }
        ids.dedup();
        let names = |line: &str, marks: &[RowMark]| match &section.row {
            Some(_) if !ids.is_empty() => {
                ids.iter().any(|id| has_token(line, id)) || marks.iter().any(|mark| names_mark(line, mark))
            }
            Some(_) => {
                let own = section.name.as_deref().unwrap_or_default();
                // Among so many rows one that is not named is not meant.
                let other = || {
                    let names_another = |other: &String| other != own && line.contains(other.as_str());
                    siblings.len() > MOST_SIBLINGS || siblings.iter().any(names_another)
                };
                line.contains(&section.title) && (line.contains(own) || !other())
            }
            None => line.contains(&section.title),
        };
        for (document, tree) in &self.monitorings {
            if section.row.is_none() {
                reasons.extend(quoted(self.case, document, tree, &OVERALL, &|line| names(line, &[]), sentences));
            }
        }
        for (document, tree) in &self.meetings {
            let marks = self.marks(document, &ids);
            reasons.extend(quoted(self.case, document, tree, &DECISIONS, &|line| names(line, &marks), items));
        }
        reasons
    }

    /// By which marks minutes name the rows and needs with these ids: those of the plan that they are about.
    fn marks(&self, minutes: &Document, ids: &[String]) -> Vec<RowMark> {
        let plan = self.case.plan_of(minutes);
        let ground = plan.and_then(|plan| self.case.linked(plan, Role::Ground));
        let marks: Vec<RowMarks> = [plan, ground].into_iter().flatten().map(RowMarks::of).collect();
        ids.iter().flat_map(|id| marks.iter().filter_map(|marks| marks.of_row(id).cloned())).collect()
    }

    /// What a monitoring says of the row with this id.
    fn result(&self, document: &Document, tree: &WordTree, id: &str) -> Option<Reason> {
        let rows = tree.boxes().iter().flat_map(|entry| entry.tree.items());
        let row = rows.filter(|row| row.leaf().is_none()).find(|row| {
            ["行", "id"]
                .iter()
                .any(|word| row.get(word).and_then(WordTree::leaf).is_some_and(|leaf| word_of(leaf) == id))
        })?;
        let said = row
            .boxes()
            .iter()
            .filter(|entry| !["行", "id"].contains(&entry.word.as_ref()))
            .map(|entry| (entry.word.to_string(), shown(&entry.word, &entry.tree, self.names)))
            .collect();
        Some(reason(self.case, document, said, row.span))
    }
}

/// The parts of the given boxes that name what is asked for, each as it stands there.
fn quoted(
    case: &Case,
    document: &Document,
    tree: &WordTree,
    boxes: &[&str],
    names: &dyn Fn(&str) -> bool,
    parts: fn(&str) -> Vec<String>,
) -> Option<Reason> {
    let mut said = Vec::new();
    let mut span = None;
    for word in boxes {
        let Some(text) = tree.get(word) else { continue };
        let found: Vec<String> = text
            .leaf()
            .map(|leaf| parts(&plain(&leaf.shown())))
            .unwrap_or_default()
            .into_iter()
            .filter(|part| names(part))
            .collect();
        if !found.is_empty() {
            said.push(((*word).to_owned(), found.join("\n")));
            span = span.or(text.span);
        }
    }
    (!said.is_empty()).then(|| reason(case, document, said, span))
}

fn reason(case: &Case, document: &Document, said: Vec<(String, String)>, span: Option<Span>) -> Reason {
    Reason {
        document: document.id(),
        source: case.paper_name(document),
        said,
        path: document.source.path().to_owned(),
        line: document.place(span).line_column().0,
    }
}

/// The items of a text: its lines.
fn items(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim_start_matches('・').trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn sentences(text: &str) -> Vec<String> {
    text.lines()
        .flat_map(|line| line.split_inclusive('。'))
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// Whether an id stands in a text by itself: `s1`, and not within `s10` or `ds1`.
fn has_token(text: &str, id: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    text.match_indices(id)
        .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + id.len()..].chars().next()))
}

fn word_of(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Word(word) | Leaf::Name(word) => word.clone(),
        other => other.shown(),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_token, items, sentences};

    #[test]
    fn an_id_is_named_only_by_itself() {
        assert!(has_token("s1 支援目標: 改める", "s1") && has_token("行s1を", "s1"));
        assert!(!has_token("s10 支援目標", "s1") && !has_token("ds1", "s1") && !has_token("s1-2", "s1"));
    }

    #[test]
    fn a_text_falls_into_what_can_be_quoted() {
        assert_eq!(items("・一つ目。二つ目。\n・三つ目"), ["一つ目。二つ目。", "三つ目"]);
        assert_eq!(sentences("一つ目。二つ目。\n三つ目"), ["一つ目。", "二つ目。", "三つ目"]);
    }
}
