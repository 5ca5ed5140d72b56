//! 異体字 of names: letters that the same family writes now one way and now another, and that people type the usual way
//! when they look for somebody.
//!
//! For searching only. A name is printed and compared as it is written.

/// Letters that count as one when somebody is looked for: in each group the usual one stands first.
///
/// From the tables of 人名用漢字 (常用 with its 旧字体) and the letters that 戸籍 and the registers of addresses have
/// beside them.
#[rustfmt::skip]
pub const VARIANTS: &[&str] = &[
    "辺邉邊", "高髙", "崎﨑嵜埼碕", "斉斎齊齋", "沢澤", "浜濱濵", "広廣", "国國圀", "島嶋嶌", "桜櫻", "竜龍",
    "滝瀧", "学學", "実實", "真眞", "栄榮", "恵惠", "徳德", "富冨", "吉𠮷", "土圡", "角⻆", "槙槇", "関關", "渓溪",
    "寿壽", "黒黑", "緑綠", "曽曾", "条條", "万萬", "亀龜", "蔵藏", "円圓", "館舘", "峰峯", "船舩", "鉄鐵", "静靜",
    "瀬瀨", "頼賴", "豊豐", "弥彌", "与與", "来來", "礼禮", "励勵", "遥遙", "園薗", "柳栁", "桑桒", "梅楳", "松枩",
    "橋槗", "秋穐", "淵渕渊", "児兒", "団團", "鶴靏靍", "塩鹽", "芦蘆", "祇祗", "郎郞", "朗朖", "藤籐", "奥奧",
    "凛凜", "桧檜", "薮藪", "篭籠", "尭堯", "晋晉", "巌巖", "厳嚴", "壮壯", "将將", "穂穗", "稲稻", "荘莊", "萌萠",
    "為爲", "焼燒", "灯燈", "瑶瑤", "産產", "県縣", "総總", "糸絲", "経經", "緒緖", "聡聰", "芸藝", "蛍螢", "覚覺",
    "観觀", "読讀", "譲讓", "鎮鎭", "霊靈", "麦麥", "黄黃", "会會", "仏佛", "伝傳", "宝寶寳", "岳嶽", "応應",
    "戸戶", "旧舊", "晃晄", "暁曉", "楽樂", "歩步", "毎每", "気氣", "沖冲", "湾灣", "当當", "祢禰", "称稱", "継繼",
    "衛衞", "裏裡", "讃讚", "郷鄕", "録錄", "顔顏", "駅驛", "鴬鶯", "鴎鷗", "侠俠", "倶俱", "剣劍劒", "勲勳",
    "収收", "双雙", "姫姬", "尚尙", "巣巢", "弾彈", "従從", "恒恆", "悦悅", "揺搖", "摂攝", "昂昻", "栃杤", "桝枡",
    "潜潛", "瓶甁", "砺礪", "禄祿", "粛肅", "翠翆", "蕊蘂", "虎乕", "蝉蟬", "蠣蛎", "諌諫", "躯軀", "銭錢", "鋭銳",
    "隠隱", "険險", "雑雜", "頬頰", "髪髮", "鯵鰺", "鶏鷄", "麹麴", "黛黱", "点點", "歳歲", "涙淚", "清淸",
];

#[cfg(test)]
mod tests {
    use super::VARIANTS;
    use std::collections::BTreeSet;

    #[test]
    fn a_letter_stands_in_one_group_only() {
        let mut seen = BTreeSet::new();
        for letter in VARIANTS.iter().flat_map(|group| group.chars()) {
            assert!(seen.insert(letter), "{letter}");
        }
        assert!(VARIANTS.iter().all(|group| group.chars().count() > 1));
        for letter in "邉邊髙﨑嵜澤濵齋德冨𠮷".chars() {
            assert!(seen.contains(&letter), "{letter}");
        }
    }
}
