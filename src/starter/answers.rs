//! What an office is asked, and how an answer is read.

use crate::case::party::Service;

/// What has to be known before the settings of an office can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeAnswers {
    /// The id of the office and its 名称.
    pub office: (String, String),
    /// 種類, at least one.
    pub services: Vec<Service>,
    /// 児童発達支援管理責任者, or 相談支援専門員 where the office gives nothing but 相談支援.
    pub manager: (String, String),
    /// Others, as many as are known now.
    pub staff: Vec<Colleague>,
    /// The id of a form pack.
    pub form: String,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// What other files say.
    pub id: String,
    /// 氏名.
    pub name: String,
    /// 職種.
    pub title: String,
}

/// The colons between the parts of an answer: on a Japanese keyboard either is typed.
const COLONS: [char; 2] = [':', '：'];

/// `midori:放課後等デイサービス みどり`: an id and a name.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn named_id(text: &str) -> Result<(String, String), String> {
    let (id, name) = text
        .split_once(COLONS)
        .ok_or("短い名前と名称を「:」でつなげて書きます(例: midori:放課後等デイサービス みどり)")?;
    Ok((plain_id(id)?, plain_text(name)?))
}

/// `kimura:木村 健:児童指導員`: an id, a name and a 職種.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn colleague(text: &str) -> Result<Colleague, String> {
    let parts: Vec<&str> = text.splitn(3, COLONS).collect();
    let [id, name, title] = parts[..] else {
        return Err("短い名前、氏名、職種を「:」でつなげて書きます(例: kimura:木村 健:児童指導員)".to_owned());
    };
    Ok(Colleague { id: plain_id(id)?, name: plain_text(name)?, title: plain_text(title)? })
}

/// A name or the like: something on one line.
///
/// # Errors
/// Where nothing is written, or more than a line.
pub fn plain_text(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("何も書かれていません".to_owned()),
        text if text.chars().any(char::is_control) => Err("改行やタブは使えません".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// An id of letters and digits that every keyboard has.
fn plain_id(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if begins && text.chars().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err(format!("短い名前「{text}」は、半角の英字で始め、英数字で書きます(例: midori、yamada)"))
    }
}

#[cfg(test)]
mod tests {
    use super::{colleague, named_id};

    #[test]
    fn an_answer_is_an_id_and_a_name() {
        let read = named_id("midori：放課後等デイサービス みどり").expect("read");
        assert_eq!(read, ("midori".to_owned(), "放課後等デイサービス みどり".to_owned()));
        for wrong in ["みどり", "みどり:放課後等デイサービス", ":みどり", "midori:", "1:みどり", "a b:みどり", "a:b\nc"]
        {
            assert!(named_id(wrong).is_err(), "{wrong}");
        }
        assert_eq!(colleague("kimura:木村 健:児童指導員").map(|who| who.title), Ok("児童指導員".to_owned()));
        assert!(colleague("kimura:木村 健").is_err());
    }
}
