//! The forms of a verb, from the form in which dictionaries have it: 伝える → 伝えて, 伝えられる; 選ぶ → 選んで, 選び.
//!
//! The last kana of a verb moves along its row of the table of kana; that is enough to find it again, without a dictionary.

use super::wording::is_hiragana;

/// The rows along which the last kana of a verb moves, by that kana.
const ROWS: [(char, &str); 9] = [
    ('う', "わいうえおっ"),
    ('く', "かきくけこいっ"),
    ('ぐ', "がぎぐげごい"),
    ('す', "さしすせそ"),
    ('つ', "たちつてとっ"),
    ('ぬ', "なにぬねのん"),
    ('ぶ', "ばびぶべぼん"),
    ('む', "まみむめもん"),
    // Both kinds of verbs: 座る → 座って, 伝える → 伝えて.
    ('る', "らりるれろったてまなよずさ"),
];

/// What may follow a noun that する makes a verb.
const DOING: [&str; 9] = ["する", "し", "さ", "せ", "でき", "を行", "をする", "をし", "をでき"];

/// A verb found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'t> {
    /// From the verb on.
    pub(super) text: &'t str,
    /// What follows the part that does not change.
    pub(super) rest: &'t str,
}

impl<'t> Found<'t> {
    /// The kana with which it ends here, and what follows.
    fn ending(&self) -> (&'t str, &'t str) {
        let end = self.rest.find(|c| !is_hiragana(c)).unwrap_or(self.rest.len());
        self.rest.split_at(end)
    }

    /// Whether it says what is done, and does not describe a noun (選ぶ力, 食べられる物).
    pub(super) fn is_done(&self) -> bool {
        let (ending, after) = self.ending();
        let goes_on = ["て", "で", "ながら", "たら", "だら", "こと", "よう"].iter().any(|part| ending.contains(part));
        let describes = ending.ends_with(['う', 'く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'る', 'た', 'だ', 'い']);
        goes_on || !describes || after.chars().next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether the sentence ends with it.
    pub(super) fn is_last(&self) -> bool {
        let rest = self.rest.strip_prefix("を行").or_else(|| self.rest.strip_prefix("を実施")).unwrap_or(self.rest);
        rest.chars().all(is_hiragana)
    }
}

/// Whether a verb may go on with what stands behind its stem.
type GoesOn = Box<dyn Fn(&str) -> bool>;

/// Every place where a verb stands in a text, in whichever form.
pub(super) fn find<'t>(verb: &str, text: &'t str) -> Vec<Found<'t>> {
    let (stem, fits): (&str, GoesOn) = match verb.strip_suffix("する") {
        Some(noun) => (
            noun,
            Box::new(|rest| {
                rest.is_empty() || DOING.iter().any(|form| rest.starts_with(form)) || rest.starts_with('、')
            }),
        ),
        None => {
            let Some((at, last)) = verb.char_indices().last() else { return Vec::new() };
            let row = ROWS.iter().find(|(kana, _)| *kana == last).map_or("", |(_, row)| *row);
            // 伝え、 and at the end: a stem that ends in kana is a form of its own.
            let stands_alone = last == 'る' && verb[..at].ends_with(is_hiragana);
            let fits = move |rest: &str| match rest.chars().next() {
                Some(c) => row.contains(c) || (stands_alone && !c.is_alphanumeric()),
                None => stands_alone,
            };
            (&verb[..at], Box::new(fits))
        }
    };
    if stem.is_empty() {
        return Vec::new();
    }
    let places = text.match_indices(stem);
    let found = places.map(|(at, _)| Found { text: &text[at..], rest: &text[at + stem.len()..] });
    found.filter(|found| fits(found.rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_verb_is_found_in_its_forms_and_not_in_other_words() {
        for (verb, text) in [
            ("伝える", "カードで伝えて遊ぶ"),
            ("伝える", "気持ちを伝え、休む"),
            ("伝える", "伝えられるようになる"),
            ("選ぶ", "遊びを選んで始める"),
            ("選ぶ", "選びたい物"),
            ("待つ", "列で待って乗る"),
            ("座る", "椅子に座ってきく"),
            ("言う", "「」と言った"),
            ("挨拶する", "自分から挨拶できる"),
            ("挨拶する", "朝の挨拶をする"),
            ("声かけする", "声かけを行う"),
        ] {
            assert_eq!(find(verb, text).len(), 1, "{verb}: {text}");
        }
        for (verb, text) in [
            ("言う", "言葉で伝える"),
            ("待つ", "期待する"),
            ("見る", "意見を聞く"),
            ("支援する", "支援者と話す"),
            ("する", "支度をする"),
        ] {
            assert!(find(verb, text).is_empty(), "{verb}: {text}");
        }
    }

    #[test]
    fn what_describes_a_noun_is_not_done_and_what_goes_on_is_not_last() {
        let done = |verb: &str, text: &str| find(verb, text).iter().any(super::Found::is_done);
        assert!(
            done("選ぶ", "遊びを選んで楽しむ") && done("選ぶ", "自分で選ぶことができる") && done("選ぶ", "自分で選ぶ")
        );
        assert!(!done("選ぶ", "選ぶ力を伸ばす") && !done("食べる", "食べられる物を増やす"));
        let last = |verb: &str, text: &str| find(verb, text).iter().any(super::Found::is_last);
        assert!(
            last("支援する", "できるように支援していく")
                && last("見守る", "隣で見守ります")
                && last("声かけする", "声かけを行う")
        );
        assert!(!last("支援する", "支援を受けて歩く") && !last("見守る", "見守る中で歩く"));
    }
}
