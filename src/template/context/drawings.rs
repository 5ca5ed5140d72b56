//! What the drawings of 家族構成 and 社会関係図 say in the child's own mark, where a form marks it.

use super::appearance::{Appearance, Expected};
use super::{Subject, child_context};

/// 性別 and 年齢 in the one, the name in the other.
pub(super) fn expected(subject: Subject<'_>) -> Vec<Expected> {
    let Subject { case, document, .. } = subject;
    let child = &case.child.value;
    let one = |path: &str, form: Option<Appearance>, span| subject.may_expect(path, case.child.place(span), form?);
    let sex = child.sex.get().and_then(|sex| ["男", "女"].into_iter().find(|word| sex.starts_with(word)));
    let age = child_context(child, document.date).age.map(|age| {
        let number = age.trim_end_matches('歳').to_owned();
        Appearance::Portrait(vec![age, number])
    });
    let name = child.name.get().filter(|name| !name.trim().is_empty());
    let name = name.map(|name| Appearance::Portrait(vec![name.clone(), "本人".to_owned()]));
    let all = [
        one("家族.本人.性別", sex.map(|sex| Appearance::Portrayed(sex.to_owned())), child.sex.span()),
        one("家族.本人.年齢", age, child.born.span()),
        one("関係機関.本人", name, child.name.span()),
    ];
    all.into_iter().flatten().collect()
}
