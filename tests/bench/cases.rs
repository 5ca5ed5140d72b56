//! Generated children: the samples' own papers with every text made distinct, so that none is shorter and none alike.

use shien::source::{Disk, Files, Memory};
use std::ops::Range;
use std::path::{Path, PathBuf};

const LIMIT: u64 = 1 << 20;

/// A project of `children` children, each with the papers of one of the samples, in turn.
pub(crate) fn generate(samples: &Path, children: usize, round: usize) -> Memory {
    generate_some(samples, children, 0..children, round)
}

/// The same with the folders of some of the children: of many thousands nobody wants to hold all.
pub(crate) fn generate_some(samples: &Path, children: usize, some: Range<usize>, round: usize) -> Memory {
    let disk = Disk::new(samples);
    let office = disk.read(Path::new("cases/office.yaml"), LIMIT).expect("office.yaml");
    let office = String::from_utf8(office).expect("utf-8");
    let ids: Vec<String> = disk
        .list(Path::new("cases"))
        .expect("cases")
        .into_iter()
        .filter(|entry| entry.is_folder)
        .map(|entry| entry.name)
        .collect();
    let mut files = Memory::new().with("cases/office.yaml", exempted(&office, &ids, children));
    for child in some {
        let sample = Path::new("cases").join(&ids[child % ids.len()]);
        for path in below(&disk, &sample) {
            let text = String::from_utf8(disk.read(&path, LIMIT).expect("sample")).expect("utf-8");
            let target = Path::new("cases").join(name(child)).join(path.strip_prefix(&sample).expect("below"));
            files = files.with(target, own_numbers(&own_words(&text, child + round * children), child));
        }
    }
    files
}

/// The folder of a generated child.
fn name(child: usize) -> String {
    format!("c{child:04}")
}

/// The office file, in which what a sample is exempted from goes for its copies.
fn exempted(office: &str, ids: &[String], children: usize) -> String {
    let of = |line: &str| ids.iter().position(|id| line.contains(&format!("児童: {id},")));
    let copies = |line: &str| match of(line) {
        None => format!("{line}\n"),
        Some(sample) => {
            let own = (0..children).filter(|child| child % ids.len() == sample);
            own.map(|child| {
                format!("{}\n", line.replace(&format!("児童: {},", ids[sample]), &format!("児童: {},", name(child))))
            })
            .collect()
        }
    };
    office.lines().map(copies).collect()
}

/// The paths of all files below a folder.
pub(crate) fn below(disk: &dyn Files, folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in disk.list(folder).expect("folder") {
        let path = folder.join(&entry.name);
        if entry.is_folder { paths.extend(below(disk, &path)) } else { paths.push(path) }
    }
    paths
}

/// The same with the child's own 受給者証 and address: who shares them is held against each other, which no office has for all of
/// its children.
fn own_numbers(text: &str, child: usize) -> String {
    let line = |line: &str| match line.strip_prefix("住所: ") {
        Some(address) => format!("住所: {} {child}号室\n", address.trim_end()),
        None => own_number(line, child),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn own_number(line: &str, child: usize) -> String {
    let is_number = |part: &&str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some(number) = line.split('"').find(is_number) else { return line.to_owned() };
    let own = (number.parse::<usize>().expect("digits") * 100_003 + child) % 10_000_000_000;
    line.replace(number, &format!("{own:010}"))
}

/// The text with a number put before each full stop: every sentence differs from every other child's.
pub(crate) fn distinct(text: &str, number: usize) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for (index, sentence) in text.split_inclusive('。').enumerate() {
        match sentence.strip_suffix('。') {
            Some(body) => out.push_str(&format!("{body}({number}の{index})。")),
            None => out.push_str(sentence),
        }
    }
    out
}

/// The same with a child's own words: in every sentence the hiragana become others, so that no text is like that of
/// another child, which the rules would find out.
fn own_words(text: &str, number: usize) -> String {
    const KANA: [char; 40] = [
        'あ', 'い', 'う', 'え', 'お', 'か', 'き', 'く', 'け', 'こ', 'さ', 'し', 'す', 'せ', 'そ', 'た', 'ち', 'つ',
        'て', 'と', 'な', 'に', 'ぬ', 'ね', 'の', 'は', 'ひ', 'ふ', 'へ', 'ほ', 'ま', 'み', 'む', 'め', 'も', 'ら',
        'り', 'る', 'れ', 'ろ',
    ];
    let mut state = number as u64 + 1;
    let mut out = String::with_capacity(text.len() * 2);
    for sentence in distinct(text, number).split_inclusive('。') {
        let own = if sentence.ends_with('。') {
            sentence.rfind(['\n', ':', '-', '|', '"', '{', ',']).map_or(0, |at| at + 1)
        } else {
            sentence.len()
        };
        out.push_str(&sentence[..own]);
        out.extend(sentence[own..].chars().map(|c| {
            if !('ぁ'..='ん').contains(&c) {
                return c;
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            KANA[(state >> 33) as usize % KANA.len()]
        }));
    }
    out
}
