//! What is said of a paper that was given up: why, what it may take, and what to do about it.

use super::findings::Rendered;
use crate::case::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::warden::Excess;

/// A text of so many characters takes layout long by itself.
const LONG: usize = 50_000;

pub(super) fn given_up(document: Option<&Document>, whole: Place, rendered: &Rendered, excess: Excess) -> Diagnostic {
    let gave_up = "この文書の印刷をやめました";
    let longest = document.and_then(longest).filter(|(_, characters, _)| *characters > LONG);
    let (place, what) = match &longest {
        Some((key, characters, place)) => {
            (place.clone(), format!("`{key}` の文が {characters} 字あり、この文書の組版"))
        }
        None => (whole, format!("雛形 {} によるこの文書の組版", rendered.template)),
    };
    let message = match excess {
        Excess::Time { seconds } => {
            format!("{what}が、計算に使える {seconds} 秒では終わらないため、{gave_up}")
        }
        Excess::Memory { megabytes } => {
            format!("{what}が、使えるメモリー {megabytes} MB では足りないため、{gave_up}")
        }
        Excess::Fall => format!("{what}の途中で、プログラムが続けられなくなるため、{gave_up}"),
    };
    Diagnostic::new(Code::PRINT_GIVEN_UP, place, message).help(remedy(excess, longest.is_some(), rendered))
}

fn remedy(excess: Excess, is_long: bool, rendered: &Rendered) -> String {
    let mend = match is_long {
        true => "この文を短くするか、いくつかの欄や文書に分けてください".to_owned(),
        false => {
            let template = &rendered.template;
            format!("雛形 {template} と、そこから呼ぶ lib の、繰り返し(for、while)と入れ子を見直してください")
        }
    };
    let otherwise = match excess {
        Excess::Time { seconds } => {
            format!("それでよいなら、--time-limit {} のように秒数を増やして実行してください", seconds * 2)
        }
        Excess::Memory { megabytes } => {
            format!("それでよいなら、--memory-limit {} のように MB 数を増やして実行してください", megabytes * 2)
        }
        Excess::Fall => "直すところがなければ、この文書を添えて、プログラムの配布元に知らせてください".to_owned(),
    };
    format!("{mend}。{otherwise}")
}

/// The longest text of a document: its key, its characters, where it stands.
fn longest(document: &Document) -> Option<(&str, usize, Place)> {
    let mut longest: Option<(&str, usize, Place)> = None;
    document.tree.each_text("", &mut |key, text, span| {
        let characters = text.chars().count();
        if longest.as_ref().is_none_or(|(_, most, _)| characters > *most) {
            longest = Some((key, characters, span.place()));
        }
    });
    longest
}
