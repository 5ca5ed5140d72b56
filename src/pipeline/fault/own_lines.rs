//! The lines of a rendered source that come from the office's own templates, and what is wrong with them.

use super::super::project::Project;
use crate::diagnostic::Diagnostic;
use crate::forms::TemplateFiles;
use crate::template::origin_of;
use crate::typeset::{SourceToken, TokenKind, tokens};
use std::collections::BTreeMap;

/// The office's own part of a source.
pub(super) struct OwnLines<'a> {
    project: &'a Project,
    source: &'a str,
    tokens: Vec<SourceToken>,
    /// Which templates are the office's own.
    own: BTreeMap<&'a str, bool>,
}

impl<'a> OwnLines<'a> {
    /// Of a source; none where no line is the office's own.
    pub(super) fn of(project: &'a Project, source: &'a str) -> Option<Self> {
        if project.packs.used().is_empty() {
            return None;
        }
        let mut own: BTreeMap<&str, bool> = BTreeMap::new();
        let mut last = "";
        for (name, _) in source.lines().filter_map(|line| origin_of(line, 0)) {
            if name == last {
                continue;
            }
            last = name;
            own.entry(name)
                .or_insert_with(|| project.packs.file(name).is_some_and(|file| project.packs.is_own(name, &file)));
        }
        own.values().any(|is_own| *is_own).then(|| Self { project, source, tokens: tokens(source), own })
    }

    /// Whether a byte of the source comes from an own template.
    pub(super) fn holds(&self, at: usize) -> bool {
        origin_of(self.source, at).is_some_and(|(name, _)| self.own.get(name) == Some(&true))
    }

    /// What Typst takes and what nobody means: strings that go on over lines (the marks of the lines would be printed in
    /// them), and values that would be printed as code.
    pub(super) fn slips(&self) -> Vec<Diagnostic> {
        let of_own = self.tokens.iter().filter(|token| self.holds(token.at));
        let found = of_own.filter_map(|token| match token.kind {
            TokenKind::OverLines => Some(self.endless(token.at)),
            TokenKind::Shown => Some(self.shown(token.at)),
            TokenKind::Opens | TokenKind::Closes => None,
        });
        found.collect()
    }

    /// A bracket of an own template without its other, where the ones of the program's templates around it no longer fit.
    pub(super) fn torn(&self) -> Option<Diagnostic> {
        if let Some(token) = self.tokens.iter().find(|token| token.kind == TokenKind::OverLines && self.holds(token.at))
        {
            return Some(self.endless(token.at));
        }
        let mut open: Vec<usize> = Vec::new();
        for token in self.tokens.iter().filter(|token| self.holds(token.at)) {
            match token.kind {
                TokenKind::Opens => open.push(token.at),
                TokenKind::Closes if open.pop().is_none() => {
                    return Some(self.say(token.at, "閉じる括弧が一つ多いか、開く括弧がありません"));
                }
                _ => {}
            }
        }
        open.last().map(|at| self.say(*at, "括弧が閉じていません"))
    }

    fn endless(&self, at: usize) -> Diagnostic {
        let what = match &self.source[at..] {
            rest if rest.starts_with("/*") => "「/*」が「*/」で閉じていません",
            rest if rest.starts_with('`') => "「`」がこの行で閉じていません",
            _ => "「\"」がこの行で閉じていません。改行は \"一行目\\n二行目\" と書きます",
        };
        self.say(at, what)
    }

    fn shown(&self, at: usize) -> Diagnostic {
        let what = match &self.source[at..] {
            rest if rest.starts_with("#(") || rest.starts_with('(') => {
                "値がそのまま刷られます。文は prose( … )、人は who( … )、選択は circled( … ) に渡します"
            }
            _ => "値がそのまま刷られます。[ ] の中では「#」を付け、書かれていないことのある値には or \"\" を足します",
        };
        self.say(at, what)
    }

    fn say(&self, at: usize, what: &str) -> Diagnostic {
        let (name, line) = origin_of(self.source, at).unwrap_or(("", 1));
        let finding = self.project.templates.at_line(name, line, format!("雛形に誤りがあります({what})"));
        finding.help("この行の名前、括弧、「,」を見てください。関数の引数は templates/lib/README.md にあります")
    }
}
