//! A long text cut at its sentences, so that a line of a diff is one of them.

/// Marks after which a sentence ends, unless a bracket is open.
const ENDS: [char; 5] = ['。', '！', '？', '!', '?'];

/// The lines of a text, those with several sentences cut; what follows a list mark is set under its text.
pub(super) fn split(text: &str) -> Vec<String> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).flat_map(split_line).collect()
}

fn split_line(line: &str) -> Vec<String> {
    let mark = mark_length(line);
    let mut parts = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    let mut chars = line.char_indices().skip_while(|(at, _)| *at < mark).peekable();
    while let Some((_, c)) = chars.next() {
        match c {
            '「' | '『' | '（' | '(' => depth += 1,
            '」' | '』' | '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some((next, following)) = chars.peek().copied() else { break };
        // `1.5` and `?` within Latin words are no ends, 「!?」 ends once.
        let wide = c == '。' || !following.is_ascii_alphanumeric();
        // Who said it, in brackets behind a sentence, belongs to it.
        let closed = !ENDS.contains(&following) && !['(', '（'].contains(&following);
        if depth == 0 && ENDS.contains(&c) && wide && closed {
            parts.push(&line[start..next]);
            start = next;
        }
    }
    parts.push(&line[start..]);
    let under = " ".repeat(mark);
    let mut lines = Vec::new();
    for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
        lines.push(if lines.is_empty() { part.trim_end().to_owned() } else { format!("{under}{}", part.trim()) });
    }
    lines
}

/// Bytes of white space and of a list mark that a line begins with: `- `, `* `, `1. `.
fn mark_length(line: &str) -> usize {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = &line[indent..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match digits {
        0 => rest.strip_prefix(['-', '*', '+']),
        _ => rest[digits..].strip_prefix(['.', ')']),
    };
    match mark.and_then(|text| text.strip_prefix(' ')) {
        Some(text) => line.len() - text.len(),
        None => indent,
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn each_sentence_has_a_line_and_a_quotation_stays_whole() {
        assert_eq!(split("一つ目。二つ目です。\n\n三つ目"), ["一つ目。", "二つ目です。", "三つ目"]);
        assert_eq!(split("「いやだ。かえる!」と言う。次に待つ。"), ["「いやだ。かえる!」と言う。", "次に待つ。"]);
        assert_eq!(split("毎回(雨の日。祝日)行う。終わり!?よし"), ["毎回(雨の日。祝日)行う。", "終わり!?", "よし"]);
        assert_eq!(split("「閉じない。次の文。"), ["「閉じない。次の文。"]);
        assert_eq!(split("楽しい。うれしい。(母)"), ["楽しい。", "うれしい。(母)"]);
    }

    #[test]
    fn what_follows_a_list_mark_stands_under_its_text() {
        assert_eq!(
            split("- 甲。乙。\n  続き。丙\n1. 丁。戊"),
            ["- 甲。", "  乙。", "  続き。", "  丙", "1. 丁。", "   戊"]
        );
        assert_eq!(split("1.5倍。-2度"), ["1.5倍。", "-2度"]);
    }
}
