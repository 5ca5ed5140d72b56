//! Ids behind which nothing is known, as paper has to call them.

/// Whether a text is an id and no name: an organisation may be written by its name.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// The unknown ids of a print in the order in which it meets them, each with the words for it. Two with the same words are
/// told apart by their number: 計画にないニーズ, 計画にないニーズ その2.
#[derive(Debug, Clone, Default)]
pub struct Strangers(Vec<(String, String)>);

impl Strangers {
    /// Takes note of one.
    pub fn add(&mut self, words: String, id: &str) {
        let own = (words, id.to_owned());
        if !self.0.contains(&own) {
            self.0.push(own);
        }
    }

    /// What an id is called for which there are no words but these.
    #[must_use]
    pub fn called(&self, words: &str, id: &str) -> String {
        let mut alike = self.0.iter().filter(|(own, _)| own == words);
        match alike.position(|(_, own)| own == id) {
            Some(place @ 1..) => format!("{words} その{}", place + 1),
            _ => words.to_owned(),
        }
    }
}
