//! Who or what is behind an id: the names of staff, offices and 関係機関, the marks of rows, the days of papers.

use super::leaf::Leaf;
use super::strangers::{Strangers, is_id};
use super::word_tree::{NUMBERED, WordTree};
use crate::case::{Case, Document, Kind, UNKNOWN_NEED, UNKNOWN_ROW, mark_of};
use crate::directory::Directory;
use crate::record::{Referent, Scalar};
use crate::value::Date;

/// The names that ids stand for on one side of a comparison; with none, ids are shown as they are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameBook<'a> {
    /// Who is who.
    pub directory: Option<Directory<'a>>,
    /// The child's papers.
    pub case: Option<&'a Case>,
    /// The plan whose rows the paper names.
    pub plan: Option<&'a Document>,
    /// The 障害児支援利用計画 whose needs it names.
    pub needs: Option<&'a Document>,
    /// On paper, where no id stands, what is known of those behind which nothing is; none on a screen.
    pub strangers: Option<&'a Strangers>,
}

/// What paper calls a row and a need of a plan that is not written down, or is not there.
const ROW_OF_NO_PLAN: &str = "計画の分からない行";
const NEED_OF_NO_PLAN: &str = "計画の分からないニーズ";

impl NameBook<'_> {
    /// The single value of a box as people read it; nothing of a value that is no single one.
    #[must_use]
    pub fn shown(&self, word: &str, tree: &WordTree) -> String {
        let Some(leaf) = tree.leaf() else { return String::new() };
        match (leaf, tree.id, self.strangers) {
            (Leaf::Word(id) | Leaf::Name(id), Some(scalar), Some(strangers)) => {
                self.behind(scalar, id).unwrap_or_else(|words| strangers.called(&words, id))
            }
            (Leaf::Word(id) | Leaf::Name(id), Some(scalar), None) if word != NUMBERED[0] => {
                self.named(scalar, id).unwrap_or_else(|| leaf.shown())
            }
            (leaf, ..) => leaf.shown(),
        }
    }

    /// Whether a box is none of the paper's: what its file alone needs, its own id and the forms that it prints on.
    #[must_use]
    pub fn passes_over(&self, tree: &WordTree) -> bool {
        self.strangers.is_some() && matches!(tree.id, Some(Scalar::Own(_) | Scalar::Id(Referent::FormPack)))
    }

    /// Whether the value under a word needs no word before it: on paper ニーズ③ stands for an id.
    pub(super) fn calls_by_itself(&self, word: &str) -> bool {
        self.strangers.is_some() && word == NUMBERED[0]
    }

    /// The ids in some trees, each with the names that hold in it, behind which nothing is known.
    #[must_use]
    pub fn strangers(trees: &[(&WordTree, NameBook<'_>)]) -> Strangers {
        let mut found = Strangers::default();
        for (tree, names) in trees {
            tree.each_id(&mut |scalar, id| {
                if let Err(words) = names.behind(scalar, id) {
                    found.add(words, id);
                }
            });
        }
        found
    }

    /// What stands behind an id, in words.
    ///
    /// # Errors
    /// What paper says of an id behind which nothing is known.
    fn behind(&self, scalar: Scalar, id: &str) -> Result<String, String> {
        let Scalar::Id(referent) = scalar else { return Ok(id.to_owned()) };
        self.named(scalar, id).map_or_else(|| self.unnamed(referent, id), Ok)
    }

    /// The name of somebody, the mark of a row or need; none of what has no other name than a screen shows.
    fn named(&self, scalar: Scalar, id: &str) -> Option<String> {
        let mark = |plan: Option<&Document>| Some(mark_of(plan?, id)?.shown());
        match scalar {
            Scalar::Id(Referent::Office | Referent::Staff | Referent::Partner) => self.somebody(id),
            Scalar::Id(Referent::SupportRow) => mark(self.plan),
            Scalar::Id(Referent::Need) => mark(self.needs),
            _ => None,
        }
    }

    fn somebody(&self, id: &str) -> Option<String> {
        self.directory.and_then(|directory| directory.called(id)).map(str::to_owned)
    }

    /// What paper says of an id that names nobody and no row.
    fn unnamed(&self, referent: Referent, id: &str) -> Result<String, String> {
        let stranger = |words: &str| if is_id(id) { Err(words.to_owned()) } else { Ok(id.to_owned()) };
        let of_plan = |plan: Option<&Document>, lacking: &str, unknown: &str| {
            Err(if plan.is_some() { lacking } else { unknown }.to_owned())
        };
        match referent {
            Referent::Staff => stranger("登録のない職員"),
            Referent::Office => stranger("登録のない事業所"),
            Referent::Partner => stranger("登録のない機関"),
            Referent::SupportRow => of_plan(self.plan, UNKNOWN_ROW, ROW_OF_NO_PLAN),
            Referent::Need => of_plan(self.needs, UNKNOWN_NEED, NEED_OF_NO_PLAN),
            Referent::SupportPlan => self.plan_named(&["plan"], id),
            Referent::ConsultationPlan => self.plan_named(&["consult-plan"], id),
            Referent::MeetingPlan => self.plan_named(&["plan", "consult-plan"], id),
            Referent::Paper | Referent::MonitoringRecord => self.paper_named(id),
            Referent::Child | Referent::FormPack | Referent::Template | Referent::Rule => Ok(id.to_owned()),
        }
    }

    /// A plan by its day; what it is says the box in which it stands.
    fn plan_named(&self, kinds: &[&str], id: &str) -> Result<String, String> {
        let near = [self.plan, self.needs].into_iter().flatten().find(|plan| plan.name == id);
        let known = || self.case.and_then(|case| kinds.iter().find_map(|kind| case.document(kind, id)));
        let day = |plan: &Document| {
            let which = self.case.and_then(|case| case.which_of_day(plan)).unwrap_or_default();
            Some(plan.date_in_words()? + &which)
        };
        let title = match kinds {
            [kind] => Kind::named(kind).map_or("計画", |kind| kind.title),
            _ => "計画",
        };
        near.or_else(known).and_then(day).ok_or_else(|| missing(title, id))
    }

    fn paper_named(&self, id: &str) -> Result<String, String> {
        let case = self.case.ok_or_else(|| missing("文書", id))?;
        let title = || id.split_once('/').and_then(|(kind, _)| Kind::named(kind)).map_or("文書", |kind| kind.title);
        case.paper_at(id).map(|paper| case.paper_name(paper)).ok_or_else(|| missing(title(), id))
    }
}

/// 見当たらない個別支援計画（令和6年3月28日）.
fn missing(title: &str, id: &str) -> String {
    let name = id.rsplit('/').next().unwrap_or_default();
    let day = name.get(..10).and_then(|day| day.parse::<Date>().ok());
    format!("見当たらない{title}{}", day.map(|day| format!("（{}）", day.to_wareki())).unwrap_or_default())
}
