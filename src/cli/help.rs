//! The help in Japanese: clap lays it out, and every word of it comes from here or from the arguments' own descriptions.

use super::args::{Arguments, kinds, paper_kinds};
use crate::pipeline::SetupError;
use crate::record::nearest;
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::fmt::Write;

/// `使い方` looks as clap's own headings do.
const TEMPLATE: &str = "{about-with-newline}\n\u{1b}[1m\u{1b}[4m使い方:\u{1b}[0m {usage}\n\n{all-args}{after-help}";

/// What the exit code says, below the help of the whole.
const EXIT_CODES: &str = "終了コード: 0 問題なし(警告はあってもよい)、1 内容にエラーがある、2 呼び出し方か設定が違う";

/// For each command what one would type, and what it does.
const EXAMPLES: [(&str, &[(&str, &str)]); 25] = [
    (
        "shien",
        &[
            ("shien check", "全員の文書を検査する"),
            ("shien build hana", "hana の文書を印刷する"),
            ("shien help diff", "diff の使い方を見る"),
        ],
    ),
    (
        "shien init",
        &[
            ("shien init jimusho", "jimusho というフォルダーを作る。事業所の名称などは尋ねられる"),
            ("shien init", "今いるフォルダーに、足りないものを足す"),
            ("shien init --example mihon", "架空の児童の入った見本を作る"),
            (
                "shien init jimusho --office midori:みどり --service 放デイ --manager yamada:山田花子",
                "尋ねられずに作る",
            ),
        ],
    ),
    (
        "shien build",
        &[
            ("shien build", "全員の文書を印刷する"),
            ("shien build 佐藤はな --kind plan", "一人の個別支援計画だけを印刷する"),
            ("shien build cases/hana/plan/2024-03-28.yaml", "一つの文書だけを印刷する"),
            ("shien build hana --draft", "書きかけのまま、下書きとして印刷する"),
        ],
    ),
    (
        "shien check",
        &[
            ("shien check hana ren", "二人の文書を検査する"),
            ("shien check cases/hana/plan/2024-03-28.yaml", "一つのファイルを検査する"),
            ("shien check --ignore linkage", "計画どうしの照らし合わせを除いて検査する"),
            ("shien check --changed-since main", "main から変わった児童だけを検査する"),
            ("shien check --staged --deny warnings --quiet", "git commit の前に、記録される内容を検査する"),
        ],
    ),
    (
        "shien diff",
        &[
            ("shien diff hana", "いちばん新しい計画を、その前の計画と比べる"),
            ("shien diff hana 2024-03-18 2024-03-28", "二つの計画を日付で指定して比べる"),
            ("shien diff hana --format pdf", "新旧対照表を印刷する"),
            ("shien diff hana --rev HEAD~1", "前に git commit したときと今を比べる"),
        ],
    ),
    ("shien watch", &[("shien watch hana", "hana の文書を、保存するたびに印刷して表示する")]),
    ("shien forms", &[("shien forms", "使える様式の一覧を見る"), ("shien forms eject tokyo", "様式を書き出す")]),
    (
        "shien forms show",
        &[
            ("shien forms show tokyo", "東京都の様式にある文書の一覧を見る"),
            ("shien forms show tokyo/plan", "個別支援計画の設定、雛形、block、見出しを見る"),
        ],
    ),
    ("shien forms eject", &[("shien forms eject tokyo", "東京都の様式を templates/tokyo/ に書き出す")]),
    (
        "shien rules",
        &[
            ("shien rules", "規則の一覧を見る"),
            ("shien rules --format json", "説明と根拠も付けて、ほかのプログラムに渡す"),
        ],
    ),
    ("shien explain", &[("shien explain required-missing", "規則の説明を読む")]),
    (
        "shien due",
        &[
            ("shien due", "過ぎた期限と、60 日先までの期限を見る"),
            ("shien due hana --within all", "hana のこれから先のすべての期限を見る"),
            (
                "shien due --person suzuki --new-since 2026-03-31",
                "一人の担当について、前に見た日より後に加わったものを見る",
            ),
            ("shien due --format ics --within 365 --out due.ics", "カレンダーに読み込むファイルを作る"),
            ("shien due --減算", "減算になるかもしれない月も見る"),
        ],
    ),
    (
        "shien new",
        &[
            ("shien new child hana", "cases/hana/child.yaml を作る"),
            ("shien new assessment hana --date 2024-03-11", "3月11日のアセスメントシートを作る"),
            (
                "shien new meeting hana --date \"2024-03-25 10:00-11:00\"",
                "個別支援会議の議事録を作る(出席者と原案が入る)",
            ),
            ("shien new plan hana --date 2024-09-17", "次の計画の原案を、前の計画とモニタリングから作る"),
            ("shien new plan hana --date 2024-07-10 --変更 2024-07-15", "計画を途中で変更する"),
            ("shien new record hana --date 2024-05-13 --by mori", "森さんの書くサービス提供記録を作る"),
        ],
    ),
    (
        "shien schema",
        &[
            ("shien schema --write", ".shien/schema/ に書き、VS Code に知らせる"),
            ("shien schema plan", "個別支援計画のファイルのスキーマを見る"),
        ],
    ),
    (
        "shien confirm",
        &[
            ("shien confirm hana --date 2024-03-28", "会議の後、hana の原案から確定した計画を作る"),
            ("shien confirm hana plan/2024-03-18 --date 2024-03-28", "原案が二つ以上あるとき"),
        ],
    ),
    (
        "shien event",
        &[
            (
                "shien event 説明,同意,交付 hana plan/2024-03-28 --date 2024-03-29 --別表 --本人",
                "説明し、署名をもらい、控えを渡したことを記録する(別表の署名も)",
            ),
            ("shien event 交付 hana plan/2024-03-28 --date 2024-03-30 --相手 障害児相談支援事業者", "相談支援へ渡した"),
            (
                "shien event 共有 hana ren plan/2024-03-28 --date 2024-04-01 --職員 mori,kato",
                "二人の計画を職員が読んだ",
            ),
            ("shien event 同意 hana plan/2024-03-28 --date 2024-03-29 --版 7f3a9c21", "署名された紙の 版 で記録する"),
            (
                "shien event 取消 hana plan/2024-03-28 --date 2024-04-02 --記録 交付=2024-03-29",
                "書き間違えた交付の行を取り消す(行は消えません)",
            ),
        ],
    ),
    (
        "shien sheet",
        &[
            ("shien sheet face hana", "フェイスシートを印刷する"),
            ("shien sheet certificate", "全員の受給者証の内容を印刷する"),
            ("shien sheet easy-child hana --plan 2024-03-28", "計画を、本人に見せる一枚にする"),
        ],
    ),
    ("shien import", &[("shien import record 2024-05.csv", "サービス提供記録の CSV から、書かれるものを見る")]),
    (
        "shien import record",
        &[
            ("shien import record 2024-05.csv --columns columns.yaml", "書かれるものと、読めない行を見る"),
            ("shien import record 2024-05.csv --columns columns.yaml --write", "書く(もうある日は変えない)"),
            ("shien import record hana.csv --child hana", "児童の列のない、一人分の CSV を見る"),
        ],
    ),
    (
        "shien log",
        &[
            ("shien log hana", "hana の計画と見直しの歩みを見る"),
            ("shien log hana --format pdf --from 2024-04-01 --to 2025-03-31", "その年度の経過を、提出用に印刷する"),
            ("shien log --format pdf --for 内部", "全員の経過を、検査の結果も載せて事業所の中で読む"),
        ],
    ),
    (
        "shien textconv",
        &[
            ("shien textconv --install", "git diff を日本語の行で読めるようにする(複製ごとに一度)"),
            ("shien textconv --kind plan cases/hana/plan/2024-03-28.yaml", "一つの文書を日本語の行で読む"),
        ],
    ),
    ("shien doctor", &[("shien doctor", "印刷できないときや、新しいパソコンに移ったときに調べる")]),
    (
        "shien man",
        &[
            ("shien man > shien.1", "手引きのページを作る。man ./shien.1 で読める"),
            ("shien man check > shien-check.1", "check の手引きのページを作る"),
        ],
    ),
    ("shien completions", &[("shien completions bash", "この結果をシェルの設定ファイル(~/.bashrc など)に加える")]),
    ("shien help", &[("shien help check", "check の使い方を見る")]),
];

/// The command line with its help.
pub(super) fn command() -> Command {
    let command = localised(Arguments::command(), "shien");
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{examples}\n\n{EXIT_CODES}"))
}

/// The help of a command, named as on the command line.
pub(super) fn of(words: &[String]) -> Result<String, SetupError> {
    Ok(named(words)?.render_help().to_string())
}

/// The command that these words name; the whole where there are none.
pub(super) fn named(words: &[String]) -> Result<Command, SetupError> {
    let mut command = command();
    command.build();
    let mut found = &mut command;
    for word in words {
        let known: Vec<String> = found.get_subcommands().map(|known| known.get_name().to_owned()).collect();
        found = found.find_subcommand_mut(word).ok_or_else(|| {
            let hint = match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => format!("`{near}` ではありませんか"),
                None if known.is_empty() => "このコマンドの下には、ほかのコマンドはありません".to_owned(),
                None => format!("あるもの: {}", known.join("、")),
            };
            SetupError::new(format!("コマンド `{word}` はありません"), hint)
        })?;
    }
    Ok(found.clone())
}

fn localised(command: Command, path: &str) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("使い方を示す");
    // Unlike options, what has no name of its own would be listed by its id.
    let mut place = 0;
    let placed = |one: Arg| {
        let one = argument(one);
        place += usize::from(one.is_positional());
        if one.is_positional() { one.display_order(place) } else { one }
    };
    let mut command = command.mut_args(placed).disable_help_flag(true).arg(argument(help));
    if path == "shien" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.disable_version_flag(true).arg(argument(version.help("このプログラムの版を示す")));
    }
    let command = command
        .mut_subcommands(|inner| {
            let path = format!("{path} {}", inner.get_name());
            localised(inner, &path)
        })
        .subcommand_help_heading("コマンド")
        .subcommand_value_name("コマンド")
        .help_template(TEMPLATE)
        .after_help(examples(path));
    let usage = command.clone().bin_name(path).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[オプション]");
    command.override_usage(usage)
}

/// An argument with its heading, and with what clap would add in English said by its own description.
fn argument(argument: Arg) -> Arg {
    let heading = match (argument.is_positional(), argument.is_global_set()) {
        (true, _) => "引数",
        (_, true) => "共通のオプション",
        _ => "オプション",
    };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<(String, String)> = match argument.get_action().takes_values() {
        true => argument
            .get_possible_values()
            .iter()
            .map(|value| (value.get_name().to_owned(), value.get_help().map(ToString::to_string).unwrap_or_default()))
            .collect(),
        false => Vec::new(),
    };
    let owned = |(id, title): (&str, &str)| (id.to_owned(), title.to_owned());
    let values = match argument.get_value_parser().type_id() {
        id if id == std::any::TypeId::of::<&'static crate::case::Kind>() => kinds().into_iter().map(owned).collect(),
        id if id == std::any::TypeId::of::<crate::outline::OutlineKind>() => {
            paper_kinds().into_iter().map(owned).collect()
        }
        id if id == std::any::TypeId::of::<crate::due::AgendaKind>() => {
            crate::due::AgendaKind::ALL.map(|(_, id, title)| owned((id, title))).into()
        }
        _ => values,
    };
    if let [default] = argument.get_default_values()
        && !argument.is_hide_default_value_set()
        && !values.is_empty()
    {
        let _ = write!(help, "(省くと {})", default.to_string_lossy());
    }
    let widest = values.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, words) in values {
        let _ = write!(help, "\n  {}", format!("{name:widest$}  {words}").trim_end());
    }
    argument.help_heading(heading).help(help).hide_possible_values(true).hide_default_value(true).hide_env(true)
}

fn examples(path: &str) -> String {
    let examples = EXAMPLES.iter().find(|(command, _)| *command == path).map_or(&[][..], |(_, examples)| examples);
    let lines: Vec<String> = examples.iter().map(|(call, words)| format!("  {call}\n      {words}")).collect();
    format!("例:\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, command, of};

    /// Every command with the words that lead to it.
    fn commands(command: &clap::Command, words: &[String], found: &mut Vec<Vec<String>>) {
        found.push(words.to_vec());
        for inner in command.get_subcommands() {
            let words: Vec<String> = words.iter().cloned().chain([inner.get_name().to_owned()]).collect();
            commands(inner, &words, found);
        }
    }

    fn all() -> Vec<Vec<String>> {
        let mut found = Vec::new();
        commands(&command(), &[], &mut found);
        found
    }

    #[test]
    fn every_command_has_an_example_and_every_example_is_one() {
        for words in all() {
            let path = ["shien".to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(" ");
            let examples = EXAMPLES.iter().find(|(command, _)| *command == path);
            let (_, examples) = examples.unwrap_or_else(|| panic!("no example for {path}"));
            for (call, _) in *examples {
                // What stands between quotation marks is one word.
                let words = call.split('"').enumerate().flat_map(|(index, piece)| match index % 2 {
                    0 => piece.split_whitespace().collect(),
                    _ => vec![piece],
                });
                let read = command().try_get_matches_from(words);
                assert!(read.is_ok(), "{call}: {read:?}");
            }
        }
    }

    #[test]
    fn no_english_of_the_library_is_left() {
        for words in all() {
            let help = of(&words).expect("a command");
            for english in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "OPTIONS",
                "Print",
                "default",
                "values",
                "env:",
                "help of",
            ] {
                assert!(!help.contains(english), "{words:?}: {english}\n{help}");
            }
            let headings: Vec<&str> = help.lines().filter(|line| line.ends_with(':')).collect();
            assert!(help.contains("使い方: shien") && headings.contains(&"例:"), "{help}");
            let known = ["コマンド:", "引数:", "オプション:", "共通のオプション:", "例:"];
            assert!(headings.iter().all(|heading| known.contains(heading)), "{headings:?}");
            // A description for everything that can be typed.
            for line in help.lines().filter(|line| line.trim_start().starts_with("--")) {
                let described = line.split_once("  ").is_some_and(|(_, rest)| !rest.trim().is_empty());
                assert!(described || line.trim_start().contains(char::is_whitespace), "{line}");
            }
        }
    }

    #[test]
    fn what_has_no_name_of_its_own_is_told_in_the_order_in_which_it_is_typed() {
        let mut several = 0;
        for words in all() {
            let help = of(&words).expect("a command");
            let Some((_, told)) = help.split_once("引数:\n") else { continue };
            let told: Vec<&str> = told
                .lines()
                .take_while(|line| !line.is_empty())
                .filter_map(|line| line.strip_prefix("  ").filter(|line| line.starts_with(['<', '['])))
                .filter_map(|line| line.split(['>', ']']).next())
                .collect();
            let usage = help.lines().find(|line| line.starts_with("使い方:")).expect("a usage");
            let places: Vec<Option<usize>> = told.iter().map(|name| usage.find(name)).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?}: {told:?} in {usage}");
            several += usize::from(told.len() > 1);
        }
        assert!(several > 2, "{several}");
    }

    #[test]
    fn the_kinds_stand_in_the_help() {
        for command in ["build", "check", "diff"] {
            let help = of(&[command.to_owned()]).expect("a command");
            for kind in crate::case::KINDS {
                assert!(help.contains(&format!("{} ", kind.id)) && help.contains(kind.title), "{command}: {}", kind.id);
            }
        }
        assert!(of(&["textconv".to_owned()]).expect("a command").contains("説明・同意・交付などの記録"));
    }

    #[test]
    fn a_command_that_is_none_is_answered_with_the_nearest() {
        let error = of(&["chek".to_owned()]).expect_err("no command");
        assert!(error.message.contains("chek") && error.hint.contains("check"), "{error:?}");
        assert!(of(&["forms".to_owned(), "eject".to_owned()]).is_ok());
        assert!(of(&["rules".to_owned(), "x".to_owned()]).is_err());
    }
}
