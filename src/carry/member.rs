//! Who of the staff a word of a call means.

use crate::directory::Directory;
use crate::record::nearest;
use crate::source::Obstacle;

/// The id of a member of staff, for the id or the name.
///
/// # Errors
/// When nobody of the offices is meant.
pub fn member(directory: &Directory<'_>, word: &str) -> Result<String, Obstacle> {
    if directory.employment(word).is_some() {
        return Ok(word.to_owned());
    }
    if let Some(id) = directory.namesake(word).and_then(|staff| staff.id.get()) {
        return Ok(id.clone());
    }
    let known: Vec<&str> = directory.staff().filter_map(|staff| staff.id.get()).map(String::as_str).collect();
    let hint = match nearest(word, known.iter().copied()) {
        Some(near) => format!("`{near}` ではありませんか"),
        None => format!("office.yaml の職員の id か氏名を書いてください。いる職員: {}", known.join("、")),
    };
    Err(Obstacle::new(format!("職員 `{word}` は office.yaml にいません"), hint))
}
