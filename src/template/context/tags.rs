//! By which label a value is known on the page: the words before, beside or above its box.
//!
//! A closed list of the standard forms' labels. Where a form has other words for one, its pack says so (`表記`); where a
//! page has none of a value's labels, nothing is known of its place.

use super::unprinted::added;
use crate::forms::Form;

/// The labels of one box. A value stands in a box of each of its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// How it marks the box.
    pub mark: Mark,
    /// The words without white space, as the form prints them: one of them.
    pub labels: Vec<String>,
    /// Whether the value stands in each box with such a label, and not only in one of them.
    pub everywhere: bool,
    /// The words of the question above or before the label, where labels of other values have the same words.
    pub question: Vec<String>,
}

/// How a label marks its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Before it in the same line, left of it or above it.
    Beside,
    /// At the head of its column, whatever stands between.
    Column,
    /// In 【】 right before the words.
    Lead,
    /// As [`Mark::Beside`], and in smaller letters than the name in the same box: so is ふりがな, before or behind it.
    Smaller,
    /// As a day and hours, which the picture of a block of the week's grid says.
    Block,
}

use Mark::{Beside, Column, Lead, Smaller};

type TagEntry = (&'static str, &'static str, Mark, &'static [&'static str]);

/// Kind, box, and how which labels mark it. A box that ends in `.` is every one in it.
#[rustfmt::skip]
const TAGS: &[TagEntry] = &[
    ("assessment", "児童.氏名", Beside, &["氏名"]),
    ("assessment", "児童.ふりがな", Beside, &["氏名"]),
    ("assessment", "児童.ふりがな", Smaller, &["氏名"]),
    ("assessment", "児童.生年月日", Beside, &["生年月日"]),
    ("assessment", "児童.性別", Beside, &["性別"]),
    ("assessment", "児童.障害または疾患名", Beside, &["障害または疾患名"]),
    ("assessment", "児童.医療的ケア", Beside, &["医療的ケア"]),
    ("assessment", "児童.年齢", Beside, &["年齢"]),
    ("assessment", "児童.学年", Beside, &["学年"]),
    ("assessment", "児童.所属", Beside, &["所属"]),
    ("assessment", "事業所", Beside, &["事業所名"]),
    ("assessment", "実施日", Beside, &["実施日"]),
    ("assessment", "実施者", Beside, &["実施者"]),
    ("assessment", "種類", Beside, &["種類"]),
    ("assessment", "場所", Beside, &["場所"]),
    ("assessment", "方法", Beside, &["方法"]),
    ("assessment", "同席者", Beside, &["同席者"]),
    ("assessment", "同席者.", Beside, &["同席者"]),
    ("assessment", "趣旨の説明", Beside, &["趣旨の説明"]),
    ("assessment", "参考資料", Beside, &["参考資料"]),
    ("assessment", "本人の希望", Beside, &["本人の希望"]),
    ("assessment", "保護者の希望", Beside, &["保護者の希望"]),
    ("assessment", "健康・生活", Beside, &["健康・生活"]),
    ("assessment", "運動・感覚", Beside, &["運動・感覚"]),
    ("assessment", "認知・行動", Beside, &["認知・行動"]),
    ("assessment", "言語・コミュニケーション", Beside, &["言語・コミュニケーション"]),
    ("assessment", "人間関係・社会性", Beside, &["人間関係・社会性"]),
    ("assessment", "家族の状況", Beside, &["家族の状況"]),
    ("assessment", "地域の状況", Beside, &["地域の状況"]),
    ("assessment", "本人の強み", Beside, &["本人の強み"]),
    ("assessment", "課題(ニーズ)", Beside, &["課題(ニーズ)"]),
    ("assessment", "支援の方向", Beside, &["支援の方向"]),
    ("assessment", "これから確認すること", Beside, &["これから確認すること"]),

    ("plan", "児童.氏名", Beside, &["利用児氏名", "児童名"]),
    ("plan", "児童.生年月日", Beside, &["生年月日"]),
    ("plan", "作成日", Beside, &["作成年月日", "作成日"]),
    ("plan", "作成者", Beside, &["作成者", "児童発達支援管理責任者氏名"]),
    ("plan", "計画期間", Beside, &["計画期間"]),
    ("plan", "次回見直し年月日", Beside, &["次回見直し年月日"]),
    ("plan", "意向.本人", Beside, &["利用児及び家族の生活に対する意向", "(1)本人の希望"]),
    ("plan", "意向.家族", Beside, &["利用児及び家族の生活に対する意向", "(2)保護者の希望"]),
    ("plan", "意向.本人", Lead, &["本人"]),
    ("plan", "意向.家族", Lead, &["家族"]),
    ("plan", "総合的な支援の方針", Beside, &["総合的な支援の方針"]),
    ("plan", "長期目標.", Beside, &["長期目標"]),
    ("plan", "短期目標.", Beside, &["短期目標"]),
    ("plan", "支援の標準的な提供時間等", Beside, &["支援の標準的な提供時間等"]),
    ("plan", "支援.項目", Beside, &["項目"]),
    ("plan", "支援.課題.", Beside, &["支援目標"]),
    ("plan", "支援.課題.内容", Lead, &["課題"]),
    ("plan", "支援.支援目標", Beside, &["支援目標"]),
    ("plan", "支援.番号", Beside, &["支援目標"]),
    ("plan", "支援.支援内容", Beside, &["支援内容"]),
    ("plan", "支援.5領域", Beside, &["支援内容"]),
    ("plan", "支援.達成時期", Beside, &["達成時期"]),
    ("plan", "支援.担当者", Beside, &["担当者提供機関", "担当者"]),
    ("plan", "支援.担当者.", Beside, &["担当者提供機関", "担当者"]),
    ("plan", "支援.提供機関", Beside, &["担当者提供機関", "担当者"]),
    ("plan", "支援.提供機関.", Beside, &["担当者提供機関", "担当者"]),
    ("plan", "支援.留意事項", Beside, &["留意事項"]),
    ("plan", "支援.加算", Beside, &["留意事項"]),
    ("plan", "支援.優先順位", Beside, &["優先順位"]),
    ("plan", "対応しないニーズ.理由", Beside, &["対応しないニーズとその理由"]),
    ("plan", "対応しないニーズ.優先順位", Beside, &["対応しないニーズとその理由"]),
    ("plan", "対応しないニーズ.番号", Beside, &["対応しないニーズとその理由"]),
    ("plan", "計画.解決すべき課題", Beside, &["対応しないニーズとその理由"]),
    ("plan", "5領域の補足", Beside, &["5領域の補足"]),
    ("plan", "送迎.実施", Beside, &["送迎の実施"]),
    ("plan", "送迎.理由", Beside, &["送迎の実施", "支援が必要な理由など"]),
    ("plan", "通所自立支援.実施", Beside, &["通所自立支援"]),
    ("plan", "通所自立支援.理由", Beside, &["通所自立支援", "支援が必要な理由など"]),
    ("plan", "備考", Beside, &["備考"]),
    ("plan", "評価及び今後の方針", Beside, &["評価及び今後の方針"]),
    ("plan", "別表.作成日", Beside, &["作成日"]),
    ("plan", "別表.適用", Beside, &["適用"]),
    ("plan", "別表.提供時間.", Beside, &["利用開始・終了時間"]),
    ("plan", "別表.延長を必要とする理由", Beside, &["延長を必要とする理由"]),
    ("plan", "別表.特記事項", Beside, &["特記事項"]),

    ("monitoring", "児童.氏名", Beside, &["利用児氏名"]),
    ("monitoring", "事業所", Beside, &["事業所名"]),
    ("monitoring", "計画", Beside, &["計画作成日"]),
    ("monitoring", "計画.計画期間", Beside, &["計画期間"]),
    ("monitoring", "計画.項目", Beside, &["項目"]),
    ("monitoring", "実施日", Beside, &["実施日"]),
    ("monitoring", "実施者", Beside, &["実施者"]),
    ("monitoring", "面接.保護者.", Beside, &["保護者との面接"]),
    ("monitoring", "面接.本人.", Beside, &["本人との面接"]),
    ("monitoring", "聞き取り.", Beside, &["職員からの聞き取り"]),
    ("monitoring", "長期目標", Beside, &["長期目標"]),
    ("monitoring", "短期目標", Beside, &["短期目標"]),
    ("monitoring", "長期目標", Beside, &["達成状況"]),
    ("monitoring", "短期目標", Beside, &["達成状況"]),
    ("monitoring", "計画.長期目標", Beside, &["長期目標"]),
    ("monitoring", "計画.短期目標", Beside, &["短期目標"]),
    ("monitoring", "計画.長期目標", Beside, &["計画の目標"]),
    ("monitoring", "計画.短期目標", Beside, &["計画の目標"]),
    ("monitoring", "計画.支援目標", Beside, &["支援目標"]),
    ("monitoring", "支援.評価", Beside, &["評価"]),
    ("monitoring", "支援.理由", Beside, &["評価の理由・本人の様子"]),
    ("monitoring", "支援.気づき", Beside, &["評価の理由・本人の様子"]),
    ("monitoring", "支援.根拠", Beside, &["評価の理由・本人の様子"]),
    ("monitoring", "支援.今後", Beside, &["今後の方針"]),
    ("monitoring", "支援.備考", Beside, &["備考"]),
    ("monitoring", "意見.本人", Beside, &["本人の意見"]),
    ("monitoring", "意見.保護者", Beside, &["保護者の意見"]),
    ("monitoring", "総合的な評価", Beside, &["総合的な評価"]),
    ("monitoring", "計画の見直し", Beside, &["計画の見直し"]),
    ("monitoring", "備考", Beside, &["備考"]),

    ("meeting", "児童.氏名", Beside, &["利用児氏名"]),
    ("meeting", "事業所", Beside, &["事業所名"]),
    ("meeting", "日時", Beside, &["日時"]),
    ("meeting", "日付", Beside, &["開催日"]),
    ("meeting", "場所", Beside, &["場所"]),
    ("meeting", "方法", Beside, &["方法"]),
    ("meeting", "議長", Beside, &["議長"]),
    ("meeting", "記録者", Beside, &["記録者"]),
    ("meeting", "計画", Beside, &["対象の計画"]),
    ("meeting", "出席者", Beside, &["出席者"]),
    ("meeting", "出席者.", Beside, &["出席者"]),
    ("meeting", "出席者.氏名", Beside, &["氏名"]),
    ("meeting", "人.職種", Beside, &["所属・職種"]),
    ("meeting", "欠席者.", Beside, &["欠席者"]),
    ("meeting", "欠席者.氏名", Beside, &["氏名"]),
    ("meeting", "欠席者.照会", Beside, &["照会"]),
    ("meeting", "欠席者.回答", Lead, &["回答"]),
    ("meeting", "欠席者.理由", Lead, &["欠席の理由"]),
    ("meeting", "意見の確認方法", Beside, &["意見の確認方法"]),
    ("meeting", "議題", Beside, &["議題"]),
    ("meeting", "本人の意見", Beside, &["本人の意見"]),
    ("meeting", "保護者の意見", Beside, &["保護者の意見"]),
    ("meeting", "検討内容", Beside, &["検討内容"]),
    ("meeting", "原案の修正点", Beside, &["原案の修正点"]),
    ("meeting", "決定事項", Beside, &["決定事項"]),
    ("meeting", "残された課題", Beside, &["残された課題"]),
    ("meeting", "次回", Beside, &["次回"]),

    ("interview", "児童.氏名", Beside, &["利用児氏名"]),
    ("interview", "事業所", Beside, &["事業所名"]),
    ("interview", "種類", Beside, &["種別"]),
    ("interview", "日時", Beside, &["日時"]),
    ("interview", "日付", Beside, &["実施日"]),
    ("interview", "場所", Beside, &["場所"]),
    ("interview", "方法", Beside, &["方法"]),
    ("interview", "出席者", Beside, &["参加者"]),
    ("interview", "出席者.", Beside, &["参加者"]),
    ("interview", "記録者", Beside, &["記録者"]),
    ("interview", "加算", Beside, &["加算"]),
    ("interview", "本人の様子", Beside, &["本人の様子"]),
    ("interview", "保護者の話", Beside, &["保護者の話"]),
    ("interview", "助言・相談の内容", Beside, &["助言・相談の内容"]),
    ("interview", "決定事項", Beside, &["決定事項"]),

    ("record", "児童.氏名", Beside, &["利用児氏名"]),
    ("record", "事業所", Beside, &["事業所名"]),
    ("record", "サービス", Beside, &["サービス"]),
    ("record", "受給者証.番号", Beside, &["受給者証番号"]),
    ("record", "日付", Beside, &["日付", "月日"]),
    ("record", "日付.曜日", Beside, &["日付"]),
    ("record", "曜日", Column, &["曜日"]),
    ("record", "提供月", Beside, &["提供月"]),
    ("record", "事業所.事業所番号", Beside, &["事業所番号"]),
    ("record", "受給者証.支給量", Beside, &["支給量"]),
    ("record", "利用した日", Beside, &["利用日数"]),
    ("record", "時間", Beside, &["提供時間"]),
    ("record", "延長.", Beside, &["延長"]),
    ("record", "送迎.", Beside, &["送迎"]),
    ("record", "欠席.連絡日", Beside, &["連絡日", "サービス提供の内容・様子"]),
    ("record", "欠席.連絡者", Beside, &["連絡者", "サービス提供の内容・様子"]),
    ("record", "欠席.対応者", Beside, &["対応者", "サービス提供の内容・様子"]),
    ("record", "欠席.理由", Beside, &["理由", "サービス提供の内容・様子"]),
    ("record", "欠席.相談内容", Beside, &["相談内容", "サービス提供の内容・様子"]),
    ("record", "支援.気づき", Beside, &["気づき"]),
    ("record", "支援.様子", Beside, &["様子"]),
    ("record", "計画.支援目標", Beside, &["支援目標"]),
    ("record", "様子", Beside, &["本日の様子", "サービス提供の内容・様子"]),
    ("record", "気づき", Beside, &["全体の気づき"]),
    ("record", "加算", Beside, &["加算", "サービス提供の内容・様子"]),
    ("record", "本人の都合", Beside, &["計画の時間と違うわけ"]),
    ("record", "身体拘束.態様", Beside, &["態様"]),
    ("record", "身体拘束.時間", Beside, &["時間"]),
    ("record", "身体拘束.心身の状況", Beside, &["心身の状況"]),
    ("record", "身体拘束.理由", Beside, &["緊急やむを得ない理由"]),
    ("record", "身体拘束.緊急", Beside, &["緊急"]),
    ("record", "身体拘束.対応者", Beside, &["対応者"]),
    ("record", "備考", Beside, &["備考", "サービス提供の内容・様子"]),
    ("record", "記入者", Beside, &["記入者"]),
    ("record", "欠席.理由", Lead, &["理由"]),
    ("record", "欠席.相談内容", Lead, &["相談内容"]),
    ("record", "備考", Lead, &["備考"]),

    ("specialist", "児童.氏名", Beside, &["利用児氏名"]),
    ("specialist", "事業所", Beside, &["事業所名"]),
    ("specialist", "作成日", Beside, &["作成日"]),
    ("specialist", "担当者", Beside, &["担当者"]),
    ("specialist", "計画", Beside, &["個別支援計画"]),
    ("specialist", "計画.計画期間", Beside, &["計画期間"]),
    ("specialist", "重点領域", Beside, &["重点領域"]),
    ("specialist", "期間", Beside, &["実施期間"]),
    ("specialist", "実施の形", Beside, &["実施の形"]),
    ("specialist", "頻度", Beside, &["回数・時間"]),
    ("specialist", "時間", Beside, &["回数・時間"]),
    ("specialist", "場所", Beside, &["場所"]),
    ("specialist", "アセスメントの結果", Beside, &["アセスメントの結果"]),
    ("specialist", "必要とする理由", Beside, &["専門的支援を必要とする理由"]),
    ("specialist", "目標", Beside, &["目標"]),
    ("specialist", "支援内容", Beside, &["具体的な支援内容と方法"]),
    ("specialist", "計画.項目", Beside, &["項目"]),
    ("specialist", "計画.支援目標", Beside, &["支援目標"]),
    ("specialist", "職員への引き継ぎ", Beside, &["職員への引き継ぎ"]),
    ("specialist", "評価の方法", Beside, &["評価の方法"]),
    ("specialist", "備考", Beside, &["備考"]),
    ("specialist", "実施記録.日付", Beside, &["実施日"]),
    ("specialist", "実施記録.担当者", Beside, &["担当者"]),
    ("specialist", "実施記録.時間", Beside, &["時間"]),
    ("specialist", "実施記録.内容", Beside, &["内容"]),
    ("specialist", "実施記録.反応", Beside, &["反応・様子"]),
    ("specialist", "実施記録.次回", Beside, &["次回"]),

    ("consult-basic", "児童.氏名", Beside, &["氏名"]),
    ("consult-basic", "児童.氏名", Beside, &["利用者氏名"]),
    ("consult-basic", "児童.ふりがな", Beside, &["氏名"]),
    ("consult-basic", "児童.ふりがな", Smaller, &["氏名"]),
    ("consult-basic", "児童.生年月日", Beside, &["生年月日"]),
    ("consult-basic", "児童.年齢", Beside, &["年齢"]),
    ("consult-basic", "児童.性別", Beside, &["性別"]),
    ("consult-basic", "児童.障害または疾患名", Beside, &["障害または疾患名"]),
    ("consult-basic", "児童.障害支援区分", Beside, &["障害支援区分"]),
    ("consult-basic", "児童.住所", Beside, &["住所"]),
    ("consult-basic", "児童.住居", Beside, &["住所"]),
    ("consult-basic", "児童.電話", Beside, &["電話番号"]),
    ("consult-basic", "児童.FAX", Beside, &["FAX番号"]),
    ("consult-basic", "保護者.氏名", Beside, &["保護者氏名"]),
    ("consult-basic", "保護者.続柄", Beside, &["本人との続柄"]),
    ("consult-basic", "他の保護者.氏名", Beside, &["保護者氏名"]),
    ("consult-basic", "他の保護者.続柄", Beside, &["本人との続柄"]),
    ("consult-basic", "他の保護者.住所", Beside, &["本人との続柄"]),
    ("consult-basic", "他の保護者.電話", Beside, &["本人との続柄"]),
    ("consult-basic", "保護者.住所", Beside, &["本人との続柄"]),
    ("consult-basic", "保護者.電話", Beside, &["本人との続柄"]),
    ("consult-basic", "事業所", Beside, &["相談支援事業者名"]),
    ("consult-basic", "事業所.名称", Beside, &["相談支援事業者名"]),
    ("consult-basic", "作成日", Beside, &["作成日"]),
    ("consult-basic", "作成者", Beside, &["計画作成担当者"]),
    ("consult-basic", "生活歴", Beside, &["生活歴"]),
    ("consult-basic", "医療の状況", Beside, &["医療の状況"]),
    ("consult-basic", "児童.医療", Beside, &["医療の状況"]),
    ("consult-basic", "家族.", Beside, &["家族構成"]),
    ("consult-basic", "関係機関.", Beside, &["社会関係図"]),
    ("consult-basic", "主訴.本人", Beside, &["本人の主訴"]),
    ("consult-basic", "主訴.家族", Beside, &["家族の主訴"]),
    ("consult-basic", "支援の状況.公的支援.", Beside, &["公的支援"]),
    ("consult-basic", "支援の状況.公的支援.名称", Beside, &["名称"]),
    ("consult-basic", "支援の状況.公的支援.提供機関", Beside, &["提供機関・提供者"]),
    ("consult-basic", "支援の状況.公的支援.提供機関.", Beside, &["提供機関・提供者"]),
    ("consult-basic", "支援の状況.公的支援.支援内容", Beside, &["支援内容"]),
    ("consult-basic", "支援の状況.公的支援.頻度", Beside, &["頻度"]),
    ("consult-basic", "支援の状況.公的支援.備考", Beside, &["備考"]),
    ("consult-basic", "支援の状況.その他の支援.", Beside, &["その他の支援"]),
    ("consult-basic", "支援の状況.その他の支援.名称", Column, &["名称"]),
    ("consult-basic", "支援の状況.その他の支援.提供機関", Column, &["提供機関・提供者"]),
    ("consult-basic", "支援の状況.その他の支援.提供機関.", Column, &["提供機関・提供者"]),
    ("consult-basic", "支援の状況.その他の支援.支援内容", Column, &["支援内容"]),
    ("consult-basic", "支援の状況.その他の支援.頻度", Column, &["頻度"]),
    ("consult-basic", "支援の状況.その他の支援.備考", Column, &["備考"]),

    ("consult-plan", "児童.氏名", Beside, &["利用者氏名"]),
    ("consult-plan", "児童.住所", Beside, &["住所"]),
    ("consult-plan", "児童.障害支援区分", Beside, &["障害支援区分"]),
    ("consult-plan", "保護者.氏名", Beside, &["保護者氏名"]),
    ("consult-plan", "保護者.続柄", Beside, &["本人との続柄"]),
    ("consult-plan", "受給者証.番号", Beside, &["通所受給者証番号"]),
    ("consult-plan", "受給者証.障害福祉サービス", Beside, &["障害福祉サービス受給者証番号"]),
    ("consult-plan", "受給者証.地域相談支援", Beside, &["地域相談支援受給者証番号"]),
    ("consult-plan", "受給者証.負担上限月額", Beside, &["利用者負担上限額"]),
    ("consult-plan", "事業所", Beside, &["相談支援事業者名"]),
    ("consult-plan", "事業所.名称", Beside, &["相談支援事業者名"]),
    ("consult-plan", "作成日", Beside, &["計画作成日", "計画案作成日"]),
    ("consult-plan", "作成者", Beside, &["計画作成担当者"]),
    ("consult-plan", "モニタリング期間", Beside, &["モニタリング期間"]),
    ("consult-plan", "モニタリング期間.", Beside, &["モニタリング期間"]),
    ("consult-plan", "意向.", Beside, &["利用者及びその家族の生活に対する意向"]),
    ("consult-plan", "意向.本人", Lead, &["本人"]),
    ("consult-plan", "意向.家族", Lead, &["家族"]),
    ("consult-plan", "総合的な援助の方針", Beside, &["総合的な援助の方針"]),
    ("consult-plan", "長期目標", Beside, &["長期目標"]),
    ("consult-plan", "短期目標", Beside, &["短期目標"]),
    ("consult-plan", "ニーズ.優先順位", Beside, &["優先順位"]),
    ("consult-plan", "ニーズ.解決すべき課題", Beside, &["解決すべき課題"]),
    ("consult-plan", "ニーズ.番号", Beside, &["解決すべき課題"]),
    ("consult-plan", "ニーズ.支援目標", Beside, &["支援目標"]),
    ("consult-plan", "ニーズ.達成時期", Beside, &["達成時期"]),
    ("consult-plan", "ニーズ.サービス.", Beside, &["福祉サービス等"]),
    ("consult-plan", "ニーズ.本人の役割", Beside, &["課題解決のための本人の役割"]),
    ("consult-plan", "ニーズ.評価時期", Beside, &["評価時期"]),
    ("consult-plan", "ニーズ.留意事項", Beside, &["その他留意事項"]),
    ("consult-plan", "週間計画.開始年月", Beside, &["計画開始年月"]),
    ("consult-plan", "週間計画.実現する生活の全体像", Beside, &["サービス提供によって実現する生活の全体像"]),

    ("consult-monitoring", "児童.氏名", Beside, &["利用者氏名"]),
    ("consult-monitoring", "児童.障害支援区分", Beside, &["障害支援区分"]),
    ("consult-monitoring", "保護者.氏名", Beside, &["保護者氏名"]),
    ("consult-monitoring", "保護者.続柄", Beside, &["本人との続柄"]),
    ("consult-monitoring", "受給者証.番号", Beside, &["通所受給者証番号"]),
    ("consult-monitoring", "受給者証.障害福祉サービス", Beside, &["障害福祉サービス受給者証番号"]),
    ("consult-monitoring", "受給者証.地域相談支援", Beside, &["地域相談支援受給者証番号"]),
    ("consult-monitoring", "受給者証.負担上限月額", Beside, &["利用者負担上限額"]),
    ("consult-monitoring", "事業所", Beside, &["相談支援事業者名"]),
    ("consult-monitoring", "事業所.名称", Beside, &["相談支援事業者名"]),
    ("consult-monitoring", "計画", Beside, &["計画作成日"]),
    ("consult-monitoring", "実施日", Beside, &["モニタリング実施日"]),
    ("consult-monitoring", "実施者", Beside, &["計画作成担当者"]),
    ("consult-monitoring", "居宅訪問日", Beside, &["居宅訪問日"]),
    ("consult-monitoring", "聞き取り.", Beside, &["聞き取り"]),
    ("consult-monitoring", "結果", Beside, &["結果"]),
    ("consult-monitoring", "全体の状況", Beside, &["全体の状況"]),
    ("consult-monitoring", "計画.総合的な援助の方針", Beside, &["総合的な援助の方針"]),
    ("consult-monitoring", "計画.支援目標", Beside, &["支援目標"]),
    ("consult-monitoring", "ニーズ.番号", Beside, &["支援目標"]),
    ("consult-monitoring", "計画.優先順位", Beside, &["優先順位"]),
    ("consult-monitoring", "計画.達成時期", Beside, &["達成時期"]),
    ("consult-monitoring", "ニーズ.サービス提供状況", Beside, &["サービス提供状況"]),
    ("consult-monitoring", "ニーズ.本人の感想・満足度", Beside, &["本人の感想・満足度"]),
    ("consult-monitoring", "ニーズ.達成度", Beside, &["支援目標の達成度"]),
    ("consult-monitoring", "ニーズ.今後の課題", Beside, &["今後の課題・解決方法"]),
    ("consult-monitoring", "ニーズ.変更の必要性.種類", Beside, &["サービス種類の変更"]),
    ("consult-monitoring", "ニーズ.変更の必要性.量", Beside, &["サービス量の変更"]),
    ("consult-monitoring", "ニーズ.変更の必要性.週間計画", Beside, &["週間計画の変更"]),
    ("consult-monitoring", "ニーズ.留意事項", Beside, &["その他留意事項"]),
    ("consult-monitoring", "週間計画.開始年月", Beside, &["計画開始年月"]),
    ("consult-monitoring", "週間計画.実現する生活の全体像", Beside, &["サービス提供によって実現する生活の全体像"]),

    ("consult-meeting", "児童.氏名", Beside, &["利用者氏名"]),
    ("consult-meeting", "事業所", Beside, &["事業所名"]),
    ("consult-meeting", "計画", Beside, &["対象の計画"]),
    ("consult-meeting", "日時", Beside, &["開催日時"]),
    ("consult-meeting", "場所", Beside, &["開催場所"]),
    ("consult-meeting", "方法", Beside, &["開催回数"]),
    ("consult-meeting", "開催回数", Beside, &["開催回数"]),
    ("consult-meeting", "議長", Beside, &["議長", "計画作成者"]),
    ("consult-meeting", "記録者", Beside, &["記録者"]),
    ("consult-meeting", "出席者", Beside, &["会議出席者"]),
    ("consult-meeting", "出席者.", Beside, &["会議出席者"]),
    ("consult-meeting", "出席者.氏名", Beside, &["氏名"]),
    ("consult-meeting", "人.職種", Beside, &["所属（職種）"]),
    ("consult-meeting", "欠席者.", Beside, &["欠席者"]),
    ("consult-meeting", "欠席者.氏名", Beside, &["氏名"]),
    ("consult-meeting", "欠席者.照会", Beside, &["照会"]),
    ("consult-meeting", "欠席者.回答", Lead, &["回答"]),
    ("consult-meeting", "欠席者.理由", Lead, &["欠席の理由"]),
    ("consult-meeting", "意見の確認方法", Beside, &["意見の確認方法"]),
    ("consult-meeting", "議題", Beside, &["検討した項目"]),
    ("consult-meeting", "本人の意見", Beside, &["本人の意見"]),
    ("consult-meeting", "保護者の意見", Beside, &["保護者の意見"]),
    ("consult-meeting", "検討内容", Beside, &["検討内容"]),
    ("consult-meeting", "原案の修正点", Beside, &["計画案の修正点"]),
    ("consult-meeting", "決定事項", Beside, &["結論"]),
    ("consult-meeting", "残された課題", Beside, &["残された課題"]),
    ("consult-meeting", "次回", Beside, &["次回の開催時期"]),
];

/// Boxes whose labels stand at boxes of other values too: of each day, of each guardian, of the family, of each session.
const SEVERAL: [(&str, &str); 9] = [
    ("plan", "別表."),
    ("specialist", "担当者"),
    ("record", "事業所.事業所番号"),
    ("record", "受給者証.支給量"),
    ("record", "利用した日"),
    ("consult-basic", "保護者."),
    ("consult-basic", "他の保護者."),
    ("consult-basic", "児童.氏名"),
    ("consult-basic", "児童.ふりがな"),
];

/// Boxes whose label has the words of others too: kind, box, and the question that tells which is which.
const QUESTIONS: [(&str, &str, &str); 2] =
    [("plan", "送迎.理由", "送迎の実施"), ("plan", "通所自立支援.理由", "通所自立支援")];

/// The tags of a box of a document of this kind, in the words of its form.
pub(super) fn of(kind: &str, form: &Form, path: &str) -> Vec<Tag> {
    // 通称 stands behind the name, wherever that stands.
    let path = if path == "児童.通称" { "児童.氏名" } else { path };
    let tag = |mark, labels: &[&str]| {
        let labels = labels.iter().flat_map(|label| form.wording.printed(label)).collect();
        let several = SEVERAL.iter().any(|(of, start)| *of == kind && path.starts_with(start));
        let everywhere = !several || labels == ["利用者氏名"];
        let asked = QUESTIONS.iter().filter(|(of, own, _)| *of == kind && *own == path);
        let question = asked.flat_map(|(.., question)| form.wording.printed(question)).collect();
        Tag { mark, labels, everywhere, question }
    };
    let own = |box_path: &str| match box_path.strip_suffix('.') {
        Some(outer) => path.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.')),
        None => path == box_path,
    };
    let listed = TAGS.iter().filter(|(of, box_path, ..)| *of == kind && own(box_path));
    let mut tags: Vec<Tag> = listed.map(|(.., mark, labels)| tag(*mark, labels)).collect();
    // The days of a 別表 stand at the heads of its columns.
    if let Some(day) = path.strip_prefix("別表.提供時間.").or_else(|| path.strip_prefix("別表.延長.")) {
        let (day, part) = day.split_once('.').unwrap_or((day, ""));
        tags.push(tag(Column, &[if day == "日" { "日・祝日" } else { day }]));
        if !part.is_empty() {
            tags.push(tag(Beside, &[&format!("【{part}】延長支援時間")]));
        }
    }
    tags.extend(added(path).map(|(name, of_row)| tag(if of_row { Lead } else { Beside }, &[name])));
    tags
}

#[cfg(test)]
mod tests {
    use super::TAGS;
    use crate::case::KINDS;

    #[test]
    fn every_tag_is_of_a_kind_and_says_something() {
        for (kind, path, _, labels) in TAGS {
            assert!(KINDS.iter().any(|own| own.id == *kind), "{kind} {path}");
            assert!(!labels.is_empty() && labels.iter().all(|label| !label.contains(char::is_whitespace)), "{path}");
        }
    }
}
