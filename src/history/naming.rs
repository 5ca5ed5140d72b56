//! Whom the papers of a child name by an id that nobody has, in the words of a sheet.

use crate::tree::{Strangers, is_id};

/// What a sheet calls an office.
pub(super) fn office(written: &str) -> &str {
    if is_id(written) { "登録のない事業所" } else { written }
}

/// What it calls somebody: `議長 鈴木 一郎(児童発達支援管理責任者)`, and `議長 登録のない職員` of an id alone. Several are told
/// apart by their number.
pub(super) fn somebody(written: &str, words: &str, strangers: &mut Strangers) -> String {
    let (before, id) = written.rsplit_once(' ').map_or(("", written), |(before, id)| (before, id));
    if !is_id(id) {
        return written.to_owned();
    }
    strangers.add(words.to_owned(), id);
    let called = strangers.called(words, id);
    if before.is_empty() { called } else { format!("{before} {called}") }
}
