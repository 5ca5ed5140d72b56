//! What a paper is called on another one: モニタリング記録（令和6年9月12日）. Two papers of one day have different names.

use super::paper::State;
use super::{Case, Document};

impl Case {
    /// The name of a paper of this child: 個別支援計画原案（令和6年3月18日）, and その２ behind the day of the second of its
    /// kind.
    #[must_use]
    pub fn paper_name(&self, document: &Document) -> String {
        let day = document.date_in_words().unwrap_or_default();
        format!("{}（{day}{}）", called(document), self.which_of_day(document).unwrap_or_default())
    }

    /// The paper that a text names as files do, by its kind or folder and its name: `monitoring/2024-09-12`.
    #[must_use]
    pub fn paper_at(&self, path: &str) -> Option<&Document> {
        let (folder, name) = path.rsplit_once('/')?;
        let own = |document: &&Document| [document.kind.folder, document.kind.id].contains(&folder);
        self.documents.iter().filter(own).find(|document| document.name == name)
    }

    /// What tells a paper from the others of its kind and day: ` その2`; none for the first, and where there is no other.
    #[must_use]
    pub fn which_of_day(&self, document: &Document) -> Option<String> {
        document.date?;
        let alike = |other: &&Document| called(other) == called(document) && other.date == document.date;
        let place = self.documents.iter().filter(alike).position(|other| other.name == document.name)?;
        (place > 0).then(|| format!(" その{}", place + 1))
    }
}

/// 個別支援計画原案, 障害児支援利用計画案, モニタリング記録.
fn called(document: &Document) -> String {
    let state = document.state_word().filter(|_| document.state() == State::Draft);
    format!("{}{}", document.kind.title, state.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::case::load_case;
    use crate::source::Memory;

    #[test]
    fn two_papers_of_one_day_have_different_names() {
        let interview = "---\n実施日: 2024-09-12\n---\n\n## 本人の様子\nよく話した。\n";
        let files = Memory::new()
            .with("cases/hana/child.yaml", "氏名: 佐藤 はな\n")
            .with("cases/hana/interview/2024-09-12.md", interview)
            .with("cases/hana/interview/2024-09-12-b.md", interview.replace("よく話した", "絵を描いた"))
            .with("cases/hana/plan/2024-09-12.yaml", "作成日: 2024-09-12\n状態: 確定\n")
            .with("cases/hana/plan/2024-09-12-draft.yaml", "作成日: 2024-09-12\n状態: 原案\n")
            .with("cases/hana/consult/plan/2024-09-12.yaml", "作成日: 2024-09-12\n状態: 案\n");
        let case = load_case(&files, "hana");
        let mut names: Vec<String> = case.documents.iter().map(|document| case.paper_name(document)).collect();
        names.sort();
        assert_eq!(
            names,
            [
                "個別支援計画原案（令和6年9月12日）",
                "個別支援計画（令和6年9月12日）",
                "障害児支援利用計画案（令和6年9月12日）",
                "面談記録（令和6年9月12日 その2）",
                "面談記録（令和6年9月12日）",
            ]
        );
        let at = |path: &str| case.paper_at(path).map(|document| document.id());
        assert_eq!(at("consult/plan/2024-09-12"), at("consult-plan/2024-09-12"));
        assert_eq!(at("interview/2024-09-12-b"), Some("interview/2024-09-12-b".to_owned()));
        assert_eq!(at("医師/2024-09-12"), None);
    }
}
