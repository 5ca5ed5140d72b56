//! Which ways of writing a block of the 週間計画表 are tried: none is passed over that would fit.

use crate::room::assert_sets;

/// Blocks of many sizes: each way at each size that is not among those to be tried is set, and does not fit.
const TRIES: &str = r#"
#import "/lib/form.typ": *
#import "/lib/week.typ": *
#set document(title: "x")
#set text(font: "BIZ UDGothic", lang: "ja", size: 9pt, top-edge: 0.88em, bottom-edge: -0.12em)
#context {
  let all = ("apart", "along", "folded", "folded-along", "bare", "bare-folded", "hours", "hours-folded")
  let seen = ()
  for (name, provider) in (("登校", none), ("放課後等デイサービス", "放課後等デイサービス ほしぞら"), ("学校", "みどり小学校"), ("公園の池で生きもの観察(父と)", none)) {
    for hours in ("8:00-8:30", "14:30-17:30") {
      let block = (text: name, provider: provider, hours: hours)
      let wide = (name: wide-of(strong(name)), provider: wide-of(provider), hours: wide-of(wave(hours)))
      wide += (start: wide-of(hours.split("-").first() + "～"), end: wide-of(hours.split("-").last()))
      let number = wide-of("⑳")
      for width in (18pt, 34pt, 46pt, 70pt, 150pt) {
        for height in (8.5pt, 10pt, 19pt, 30pt, 60pt) {
          let ways = block-ways(wide, number, width, height, 8.5pt, 8pt)
          let first = block-ways((name: wide.name, provider: wide.provider, hours: wide.hours), number, width, height, 8.5pt, 8pt)
          assert.eq(first, ways.slice(0, first.len()), message: "without the folded hours it is the beginning of the same")
          assert(first.all(one => one.way in ("apart", "along")))
          for way in all {
            if provider == none and way in ("bare", "bare-folded") { continue }
            for size in (8.5pt, 8pt) {
              if ways.any(one => one.way == way and one.size == size) { seen.push(way); continue }
              let body = set-small(size, worded(way, block, key => foldable(block.at(if key == "name" { "text" } else { key })), "⑳"))
              let too-high = extent(width: width, body).height > height
              let folded = way in ("folded", "folded-along", "bare-folded", "hours-folded")
              let numbered = way in ("bare", "bare-folded", "hours", "hours-folded")
              let hours-wide = (if folded { calc.max(wide.start + if numbered { number } else { 0 }, wide.end) } else { wide.hours + if numbered { number } else { 0 } }) * size
              assert(too-high or hours-wide > width, message: repr((way, size, name, hours, width, height)))
            }
          }
        }
      }
    }
  }
  assert.eq(all.filter(way => way in seen), all)
}
= x
"#;

#[test]
fn no_way_is_passed_over_that_would_fit() {
    assert_sets(TRIES);
}
