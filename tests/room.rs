//! How much the boxes of a sheet give way: no more than they must.

use crate::driver::repository;
use shien::font::Fonts;
use shien::pipeline::Project;
use shien::source::Disk;
use shien::typeset::Typesetter;
use std::sync::Arc;

/// Three boxes and a table of many lengths, each set of them in every share of its room: what is guessed is what all the trying finds.
const TRIES: &str = r#"
#import "/lib/form.typ": *
#import "/lib/room.typ": *
#import "/lib/consult.typ": endless, supports-table
#set document(title: "x")
#set text(font: "BIZ UDGothic", lang: "ja", size: 9pt)
#let said(length) = (field: "欄", place: 0, length: length, lines: 1, body: [#("手順表を見て支度をする。".clusters() * calc.quo(length + 11, 12)).slice(0, length).join()])
#context {
  let shares = (1, 0.85, 0.7, 0.55, 0.4, 0.25)
  let (room, width) = (420pt, 500pt)
  let tall(body) = extent(width: width, full: endless, body).height
  let (seen, left) = ((), 0)
  for turn in range(60) {
    let length(box) = calc.rem(turn * 37 + box * 101 + turn * turn, 13) * (10 + turn)
    let hollow(slack) = {
      for box in range(3) {
        let row = roomy(slack, str(box), 90pt, lowest: if box == 1 { 0.6 } else { 0 }, (said(length(box)), width - 8pt, 9pt))
        boxes(whole: true, value-cell(inset: 4pt, held(row + (hollow: true), none)))
      }
      let rows = (length(3), length(4)).map(one => (cell(said(calc.min(one, 150))),))
      supports-table(min-height: 80pt, slack: slack + (hollow: true), columns: (1, 4), heads: ("内容",), ("組", rows))
    }
    let made(slack) = (none, tall(hollow(slack)))
    let slack = slack-into(room, shares, hollow, tall, body => asked(width, endless, body), made).slack
    let fits(way) = shares.find(share => tall(hollow((share: share) + way)) <= room)
    let best = fits((:))
    if best != none { assert.eq(slack, (share: best)) } else {
      let way = (smaller: slack.smaller, leaves: slack.leaves)
      assert(slack.smaller > 0pt or slack.leaves.values().flatten().contains(true), message: repr(slack))
      assert.eq(slack.share, fits(way))
      left += 1
    }
    seen.push(slack.share)
  }
  assert.eq(shares.filter(share => share in seen), shares)
  assert(left > 5)
}
= x
"#;

/// Sets a source with the library beside it; what it asserts holds.
pub(crate) fn assert_sets(source: &str) {
    let project = Project::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("it opens");
    let library = project.packs().library().into_iter();
    let library: Vec<(String, String)> = library.map(|(name, source)| (name, source.text().to_owned())).collect();
    let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &library);
    if let Err(failures) = typesetter.layout(source) {
        panic!("{}", failures.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn boxes_give_way_no_further_than_every_share_tried_in_turn_would_have_them() {
    assert_sets(TRIES);
}
