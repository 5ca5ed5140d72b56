// The preview: what the event stream says is put on the page, and only what differs is touched.
"use strict";

const at = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...content) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...content);
  return node;
};

/** Pixels of CSS for a point. */
const POINT = 96 / 72;

const state = {
  children: new Map(),
  project: { findings: [], forms: [], trouble: null, variants: [] },
  /** The number of the document that is looked at; 0 for the start page. */
  open: 0,
  form: "",
  view: null,
  seen: 0,
};

/** The document that is looked at with its child, where the list has it. */
function opened() {
  for (const child of state.children.values()) {
    const entry = child.documents.find((entry) => entry.number === state.open);
    if (entry) return { child, entry };
  }
  return null;
}

// ---------------------------------------------------------------- the stream
//
// All times are those in which the tab was awake: a machine that slept has missed nothing.

/** Milliseconds between two looks at the clock. */
const TICK = 1000;
/** A longer pause between two was sleep. A tab in the background may be woken only once a minute. */
const NAP = 5000;
const MINUTE = 60000;
/** How long a silent connection counts as one. The server sends something every four seconds. */
const SILENCE = 12000;
/** After so long without an answer nothing of the children is shown any more. */
const BLANK = MINUTE;
/** After so long the server is not asked any more until somebody looks. */
const REST = 10 * MINUTE;
/** A tab that nobody sees gives its connection back after so long: a browser has few for one server. */
const UNSEEN = 10 * MINUTE;

let stream = null;
let attempts = 0;
let retry = 0;
/** How long nothing was heard from the server, and on this connection. */
let silent = 0;
let waited = 0;
/** How long nobody has seen the tab. */
let unseen = 0;
let blank = false;
let resting = false;
let last = Date.now();

function connect(seen) {
  stream?.close();
  clearTimeout(retry);
  waited = 0;
  const asked = new URLSearchParams({ seen });
  if (state.open) asked.set("open", state.open);
  if (state.open && state.form) asked.set("form", state.form);
  if (seen === 0) resync = true;
  stream = new EventSource(`events?${asked}`);
  const own = stream;
  own.onopen = heard;
  own.addEventListener("beat", heard);
  own.onmessage = (event) => {
    heard();
    if (own === stream) take(JSON.parse(event.data));
  };
  own.onerror = () => {
    if (own === stream) lose();
  };
}

function heard() {
  silent = waited = attempts = 0;
  if (blank) unveil();
  connection(true);
}

/** Whether the next news of the list are the whole of it and not what is newer. */
let resync = true;

function lose() {
  stream?.close();
  stream = null;
  waited = 0;
  connection(false);
  attempts += 1;
  clearTimeout(retry);
  retry = setTimeout(() => connect(0), blank ? 5000 : Math.min(250 * 2 ** Math.min(attempts, 3), 2000));
}

function tick() {
  const pause = Date.now() - last;
  last += pause;
  const rested = pause < 0 || pause > NAP;
  const awake = rested ? (document.hidden ? Math.min(Math.max(pause, TICK), MINUTE) : TICK) : pause;
  if (resting) return;
  silent += awake;
  waited += awake;
  unseen = document.hidden ? unseen + awake : 0;
  // What has slept is asked once before it counts as silent.
  if (silent >= BLANK && attempts > 0 && !blank) veil();
  if (silent >= REST && attempts > 0) rest();
  else if (stream && waited > SILENCE) lose();
  else if (!stream && unseen >= UNSEEN && waited >= UNSEEN_BEAT) lookIn();
  else if (stream && unseen >= UNSEEN) release();
}
setInterval(tick, TICK);

function connection(there) {
  const node = at("connection");
  const lost = resting
    ? "つながらないので、つなぎ直すのをやめました。shien watch を動かしていれば、「つなぐ」を押してください。動かしていなければ、このページは閉じてください。"
    : "接続が切れています。つなぎ直しています。直らなければ、端末に出ている URL を開き直してください。";
  write(node, there ? "" : lost);
  node.classList.toggle("lost", !there);
  at("again").hidden = !resting;
}

/** Takes everything away that is of the children. */
function veil() {
  blank = true;
  scroll = at("pages").scrollTop;
  generation += 1;
  sheets = [];
  rows.clear();
  state.children.clear();
  state.view = messages = null;
  state.project = { ...state.project, findings: [], trouble: null };
  for (const id of ["sheets", "children", "shared", "messages"]) at(id).replaceChildren();
  for (const id of ["note", "nobody"]) {
    at(id).hidden = true;
    at(id).textContent = "";
  }
  at("search").value = "";
  at("live").textContent = said = "";
  at("print").disabled = true;
  at("pdf").removeAttribute("href");
  fill(at("heading"), "下見");
  write(at("empty"), "1 分のあいだ返事がないので、紙面と一覧を消しました。つながると、もう一度出ます。");
}

/** Where the pages stood when they were taken away. */
let scroll = null;

/** The server answers again; what it sends is the whole. */
function unveil() {
  blank = false;
  waiting();
}

/** Asks no more, until somebody comes back. */
function rest() {
  resting = true;
  stream?.close();
  stream = null;
  clearTimeout(retry);
  connection(false);
}

/** Somebody is here again: asks for a while more. */
function wake() {
  unseen = 0;
  if (resting) {
    resting = false;
    silent = blank ? BLANK : 0;
    connection(false);
  } else if (stream) {
    return;
  }
  connect(0);
}

/** How often a tab that has given its connection back asks whether the server is there. */
const UNSEEN_BEAT = 20000;

/** Gives the connection back. */
function release() {
  stream.close();
  stream = null;
  clearTimeout(retry);
}

/** Asks only whether the server is there. */
function lookIn() {
  waited = 0;
  fetch("alive", { cache: "no-store", signal: AbortSignal.timeout(SILENCE) }).then(
    (answer) => {
      if (!answer.ok) attempts += 1;
      else if (!stream) silent = attempts = 0;
    },
    () => {
      attempts += 1;
    },
  );
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) wake();
});

function take({ list, view }) {
  if (list) putList(list);
  if (view && view.number === state.open && (view.form ?? "") === state.form) putView(view);
}

// ---------------------------------------------------------------- the list

const rows = new Map();

function badge(errors, warnings, standing) {
  if (errors > 0) return make("span", { class: "badge error" }, `エラー ${errors}`);
  if (standing === "unwritten") return make("span", { class: "badge error" }, "書けません");
  if (standing === "refused") return make("span", { class: "badge error" }, "印刷なし");
  if (standing === "incomplete") return make("span", { class: "badge warning" }, "書きかけ");
  if (warnings > 0) return make("span", { class: "badge warning" }, `警告 ${warnings}`);
  if (standing === "waiting") return make("span", { class: "badge info" }, "準備中");
  return make("span", { class: "badge good", title: "問題はありません" }, "○");
}

/** How much is wrong with a child in all, and the worst state of its prints. */
function sums(child) {
  const sum = (key) => child[key] + child.documents.reduce((total, document) => total + document[key], 0);
  const worst = ["refused", "unwritten", "incomplete", "waiting"].find((standing) => child.documents.some((d) => d.standing === standing));
  return { errors: sum("errors"), warnings: sum("warnings"), worst };
}

function putList(news) {
  state.seen = news.seen;
  const children = new Map((news.children ?? []).map((child) => [child.id, child]));
  if (resync) {
    resync = false;
    for (const id of [...state.children.keys()]) if (!children.has(id)) removeChild(id);
  }
  for (const id of news.gone ?? []) removeChild(id);
  for (const child of children.values()) putChild(child);
  if (news.project) putProject(news.project);
  putNobody();
  putMessages();
  // An address of another run.
  let highest = 0;
  for (const child of state.children.values()) for (const entry of child.documents) highest = Math.max(highest, entry.number);
  if (state.open > highest) go(0);
}

/** Replaces what a node holds where it looks different. */
function fill(node, ...content) {
  const held = make("div", {}, ...content);
  if (node.innerHTML !== held.innerHTML) node.replaceChildren(...held.childNodes);
}

function putChild(child) {
  state.children.set(child.id, child);
  let row = rows.get(child.id);
  if (!row) {
    const node = make("details", { "data-child": child.id });
    row = { node, summary: make("summary"), list: make("ul"), links: new Map() };
    node.append(row.summary, row.list);
    rows.set(child.id, row);
    const next = [...at("children").children].find((other) => other.dataset.child > child.id);
    at("children").insertBefore(node, next ?? null);
  }
  const { errors, warnings, worst } = sums(child);
  fill(
    row.summary,
    make("span", { class: "name" }, child.name ?? child.id, " ", make("small", {}, child.name ? child.id : "")),
    badge(errors, warnings, worst),
  );
  const ids = new Set(child.documents.map((document) => document.id));
  for (const [id, link] of row.links) {
    if (!ids.has(id)) {
      link.parentNode.remove();
      row.links.delete(id);
    }
  }
  let place = row.list.firstChild;
  for (const document of child.documents) {
    let link = row.links.get(document.id);
    if (!link) {
      link = make("a", { href: `#${document.number}`, "data-document": document.id, "data-number": document.number });
      row.links.set(document.id, link);
      make("li", {}, link);
    }
    fill(
      link,
      make("span", { class: "name" }, document.title, make("span", { class: "date" }, [when(document), document.draft].filter(Boolean).join(" "))),
      badge(document.errors, document.warnings, document.standing),
    );
    if (link.parentNode !== place) row.list.insertBefore(link.parentNode, place);
    else place = place.nextSibling;
  }
  sift(row, child);
  for (const link of row.links.values()) markOne(link);
  if (child.documents.some((entry) => entry.number === state.open)) {
    row.node.open ||= !row.seen;
    head();
  }
  row.seen = true;
}

/** A document's date, with what tells it from others of that day. */
function when({ date, name }) {
  return date ? [date, name.replace(/^\d{4}-\d{2}-\d{2}-?/, "").replace(/^basic$/, "")].filter(Boolean).join(" ") : name;
}

function removeChild(id) {
  rows.get(id)?.node.remove();
  rows.delete(id);
  state.children.delete(id);
}

function putProject(project) {
  state.project = project;
  usual = new Map(project.variants.flatMap((group) => [...group].map((letter) => [letter, [...group][0]])));
  for (const [id, child] of state.children) sift(rows.get(id), child);
  const count = (severity) => project.findings.filter((finding) => finding.severity === severity).length;
  let link = at("shared").firstElementChild;
  if (!link) {
    link = make("a", { href: "#", class: "shared", "data-document": "", "data-number": 0 });
    at("shared").append(link);
  }
  const errors = count("error") + (project.trouble ? 1 : 0);
  fill(link, make("span", { class: "name" }, "事業所・様式"), badge(errors, count("warning"), "printed"));
  const forms = at("form");
  const options = [make("option", { value: "" }, "ふだんの様式")];
  for (const form of project.forms) options.push(make("option", { value: form.id }, `${form.name}(${form.id})`));
  forms.replaceChildren(...options);
  forms.value = state.form;
  if (forms.value !== state.form) {
    state.form = forms.value = "";
    if (state.open) look(state.open, true);
  }
  mark();
}

function putNobody() {
  const nobody = at("nobody");
  const text = state.project.trouble ?? (state.children.size === 0 ? "cases/ に児童のフォルダーがまだありません。" : "");
  write(nobody, text);
  nobody.hidden = !text;
}

/** The usual letter for each 異体字. */
let usual = new Map();

/** Folds the text so that searching minds neither case nor kana, nor how a name writes its letters. */
function folded(text) {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u{E0100}-\u{E01EF}\uFE00-\uFE0F]/gu, "")
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(/\s/g, "");
  return [...plain].map((letter) => usual.get(letter) ?? letter).join("");
}

function sift(row, child) {
  const words = folded(at("search").value);
  const names = [child.name ?? "", child.reading ?? "", child.id].map(folded);
  row.node.hidden = words !== "" && !names.some((name) => name.includes(words));
}

function mark() {
  for (const link of document.querySelectorAll(".list a")) markOne(link);
}

function markOne(link) {
  if (Number(link.dataset.number) === state.open) set(link, "aria-current", "page");
  else link.removeAttribute("aria-current");
}

// ---------------------------------------------------------------- the view

const NOTES = {
  incomplete: "まだ書かれていない欄があるので、「未完成」として表示しています。PDF は書き換えていません。",
  unprintable: "印刷できない所があるので、PDF は書き換えていません。右の知らせを見てください。",
  stale: "ファイルに誤りがあります。直るまで、誤りのない最後の紙面を表示します。PDF も前のままです。",
  gone: "この文書のファイルがなくなりました。",
};

function putView(view) {
  state.view = view;
  // After a new connection the server may have none yet; those that are shown stay.
  const drawn = view.pages.length > 0 ? putSheets(view.pages, view.drawings) : null;
  const form = state.project.forms.find((form) => form.id === view.form);
  let note = NOTES[view.sight] ?? "";
  if (view.sight === "stale" && sheets.length === 0) note = "ファイルに誤りがあるので、まだ表示できません。右の知らせを見て直してください。";
  if (form && !note) note = `「${form.name}」で試しに表示しています。PDF は書き換えません。`;
  const node = at("note");
  write(node, note);
  node.hidden = !note;
  node.classList.toggle("stale", view.sight === "stale" || view.sight === "gone");
  write(at("empty"), view.sight === "waiting" && sheets.length === 0 ? "紙面を作っています…" : "");
  at("print").disabled = sheets.length === 0;
  const pdf = at("pdf");
  const offered = !view.form && view.sight !== "gone" && view.sight !== "waiting";
  if (offered) set(pdf, "href", `print/${view.number}`);
  else pdf.removeAttribute("href");
  set(pdf, "aria-disabled", !offered);
  write(pdf, view.sight === "fresh" || view.form ? "PDF を保存" : "前の PDF を保存");
  // Of a text that is being written they mostly stay: who waits for its page does not wait for them too.
  const told = JSON.stringify([view.document, view.sight, view.findings, sheets.length]);
  if (told !== messages) putMessages();
  messages = told;
  // Words for those who hear the page come when it is there.
  Promise.resolve(drawn).then(() => {
    if (state.view === view) announce(view, note);
  });
}

/** The sheets that are shown or on their way, one for each page. */
let sheets = [];
/** Counts the changes, so that an older one that is still loading gives way. */
let generation = 0;

const SVG = "http://www.w3.org/2000/svg";
const makeSvg = (tag, attributes) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

function putSheets(pages, drawings = {}) {
  const holder = at("sheets");
  while (sheets.length > pages.length) sheets.pop().figure.remove();
  pages.forEach((page, index) => {
    let sheet = sheets[index];
    if (!sheet) {
      const drawing = makeSvg("svg", { role: "img" });
      sheet = { figure: make("figure", { class: "sheet" }, drawing), drawing, patches: [] };
      sheets.push(sheet);
      holder.append(sheet.figure);
    }
    const resized = sheet.page?.width !== page.width || sheet.page?.height !== page.height;
    sheet.page = page;
    if (resized) size(sheet);
    set(sheet.drawing, "aria-label", `${index + 1} ページ目(全 ${pages.length} ページ)`);
  });
  unpoint();
  if (scroll !== null) {
    at("pages").scrollTop = scroll;
    scroll = null;
  }
  return draw(++generation, drawings);
}

/**
 * Brings the sheets up to date one by one, the one most in sight first. The next waits until the last is on the screen:
 * loading it would hold that up.
 */
async function draw(own, drawings) {
  const old = sheets.filter((sheet) => sheet.drawing.dataset.hash !== sheet.page.hash);
  const shown = new Map(old.map((sheet) => [sheet, inSight(sheet)]));
  old.sort((one, other) => shown.get(other) - shown.get(one));
  for (const sheet of old) {
    if (own !== generation) return;
    await renew(sheet, own, drawings);
    await frame();
  }
}

/** How long it takes at most from the painting of a sheet until it is on the screen. */
const SCREEN = 50;

/** Waits until what was changed is on the screen. A page in the background is not painted, and does not wait. */
function frame() {
  if (document.hidden) return null;
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done, SCREEN)));
}

/** How many pixels of a sheet's height are in sight. */
function inSight({ figure }) {
  const place = figure.getBoundingClientRect();
  return Math.max(0, Math.min(place.bottom, window.innerHeight) - Math.max(place.top, 0));
}

/** Has the patches of a page drawn that are new; when all are there, the page is another. */
async function renew(sheet, own, drawings) {
  const { drawing, page } = sheet;
  const kept = [...sheet.patches];
  const patches = page.patches.map((patch) => {
    const known = kept.findIndex((other) => other.hash === patch.hash);
    return { ...patch, node: known < 0 ? null : kept.splice(known, 1)[0].node };
  });
  // Beside the page, so that nothing is laid out or painted before all is there.
  const fresh = patches.filter((patch) => !patch.node);
  let drawn;
  try {
    drawn = await Promise.all(fresh.map((patch) => pictured(patch, drawings)));
  } catch {
    return; // One cannot be had any more: a newer page is on its way.
  }
  if (own !== generation) return;
  fresh.forEach((patch, index) => {
    patch.node = drawn[index];
  });
  set(drawing, "viewBox", `0 0 ${page.width} ${page.height}`);
  for (const old of kept) old.node.remove();
  let place = drawing.firstChild;
  for (const { node, x, y } of patches) {
    set(node, "x", x);
    set(node, "y", y);
    if (node === place) place = place.nextSibling;
    else drawing.insertBefore(node, place);
  }
  sheet.patches = patches;
  drawing.dataset.hash = page.hash;
}

/** A patch as a node of the page: its drawing was sent along or is asked for. */
async function pictured({ hash, width, height }, drawings) {
  const text = drawings[hash] ?? (await drawing(hash));
  const shapes = shaped(text, { width, height });
  if (shapes) return shapes;
  const href = `data:image/svg+xml,${text.replaceAll("%", "%25").replaceAll("#", "%23")}`;
  await load(href);
  return makeSvg("image", { width, height, href });
}

async function drawing(hash) {
  const answer = await fetch(`patches/${hash}.svg`);
  if (!answer.ok) throw new Error(hash);
  return answer.text();
}

/** What a drawing consists of that may stand in the page itself: shapes that name and load nothing. */
const SHAPES = new Set(["defs", "g", "path"]);
const LOOKS = /^(d|fill|fill-opacity|fill-rule|opacity|stroke|stroke-[a-z]+|transform)$/;

/**
 * A drawing as shapes of the page, at hand at once, where a browser loads an image as a document of its own. None where it
 * has anything else: that is shown as an image, in which nothing runs.
 */
function shaped(text, { width, height }) {
  const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
  const all = [...root.getElementsByTagName("*")];
  const looks = (node) => [...node.attributes].every(({ name, value }) => LOOKS.test(name) && !value.includes("url("));
  if (root.localName !== "svg" || !all.every((node) => SHAPES.has(node.localName) && looks(node))) return null;
  const node = makeSvg("svg", { width, height, viewBox: root.getAttribute("viewBox") });
  node.append(...root.childNodes);
  return node;
}

/** Loads an image; the browser then has it at hand for every other place of the page. */
function load(href) {
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = fail;
    image.src = href;
  });
}

/** Sets an attribute where it is another: even the same value would be laid out again. */
function set(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** The same for what is written in a node. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function size(sheet) {
  const { page, figure } = sheet;
  const scale = at("scale").value;
  const fit = scale === "fit";
  at("sheets").classList.toggle("fit", fit);
  figure.classList.toggle("lying", page.width > page.height);
  figure.style.aspectRatio = `${page.width} / ${page.height}`;
  figure.style.width = fit ? "100%" : `${page.width * POINT * Number(scale)}px`;
  figure.style.maxWidth = fit ? `${page.width * POINT * 1.6}px` : "none";
}

/** The findings that are shown, in their order. */
let listed = [];
/** What of the view was put there last; none where they are of something else. */
let messages = null;

function putMessages() {
  if (!state.open) return fill(at("messages"), ...overview());
  listed = state.view?.findings ?? [];
  const groups = new Map();
  listed.forEach((finding, index) => {
    const group = groupOf(finding.file);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(message(finding, index));
  });
  const parts = [];
  if (listed.length === 0) {
    const waits = !state.view || state.view.sight === "waiting" || state.view.sight === "gone";
    parts.push(make("p", { class: waits ? "" : "fine" }, waits ? "" : "この文書に問題は見つかりませんでした。"));
  }
  for (const [group, members] of groups) parts.push(make("h3", {}, group), make("ol", {}, ...members));
  fill(at("messages"), ...parts);
}

/** What the start page says: of what all share, and of every child with whom something is wrong. */
function overview() {
  listed = state.project.findings;
  const parts = [];
  if (state.project.trouble) parts.push(make("p", { class: "what" }, state.project.trouble));
  if (listed.length > 0) parts.push(make("h3", {}, "事業所・様式"), make("ol", {}, ...listed.map(message)));
  const children = [...state.children.values()];
  const wrong = children.map((child) => ({ child, ...sums(child) })).filter(({ errors, warnings, worst }) => errors + warnings > 0 || worst);
  const waits = wrong.filter(({ errors, warnings, worst }) => errors + warnings === 0 && worst === "waiting");
  const known = wrong.filter((one) => !waits.includes(one)).sort((one, other) => other.errors - one.errors || other.warnings - one.warnings);
  const link = ({ child, errors, warnings, worst }) => {
    const entry = child.documents.find((d) => d.errors > 0 || ["refused", "unwritten"].includes(d.standing)) ?? child.documents.find((d) => d.warnings > 0) ?? child.documents[0];
    const words = [child.name ?? child.id, " ", badge(errors, warnings, worst)];
    const inside = entry ? make("a", { href: `#${entry.number}`, "data-document": entry.id, "data-number": entry.number }, ...words) : make("span", {}, ...words);
    return make("li", {}, inside);
  };
  if (known.length > 0) {
    const errors = known.filter((one) => one.errors > 0).length;
    const words = errors > 0 ? `${known.length} 人に知らせがあります。うち ${errors} 人にエラーがあります。` : `${known.length} 人に知らせがあります。エラーはありません。`;
    parts.push(make("h3", {}, "児童"), make("p", { class: "what" }, words), make("ol", { class: "overview" }, ...known.map(link)));
  }
  if (waits.length > 0) parts.push(make("p", {}, `${waits.length} 人の文書を調べています…`));
  if (parts.length === 0 && children.length > 0) parts.push(make("p", { class: "fine" }, "問題は見つかりませんでした。"));
  parts.push(...deadlines(children));
  return parts;
}

/** What is late and what comes soon, of all children: overdue first. */
function deadlines(children) {
  const all = children.flatMap((child) => (child.deadlines ?? []).map((own) => ({ child, ...own })));
  if (all.length === 0) return [];
  all.sort((one, other) => other.late - one.late || one.day.localeCompare(other.day) || other.legal - one.legal || one.child.id.localeCompare(other.child.id));
  const item = ({ child, day, left, late, legal, title, persons, document }) => {
    const entry = child.documents.find((d) => d.id === document);
    const name = child.name ?? child.id;
    const link = entry ? make("a", { href: `#${entry.number}`, "data-document": entry.id, "data-number": entry.number }, name) : make("span", {}, name);
    const far = make("strong", {}, left, legal ? "※" : "");
    return make("li", { class: late ? (legal ? "late legal" : "late") : "" }, make("span", { class: "day" }, day, " ", far), link, make("span", { class: "title" }, title, persons ? make("small", {}, ` ${persons}`) : ""));
  };
  const late = all.filter((one) => one.late).length;
  const words = late > 0 ? `過ぎたものが ${late} 件あります。※は法令・通知による期限です。` : "過ぎたものはありません。※は法令・通知による期限です。";
  return [make("h3", {}, "期限(60 日先まで)"), make("p", { class: "what" }, words), make("ol", { class: "deadlines" }, ...all.map(item))];
}

/** Whose file it is: a document's print is named after it, `consult/plan/2024-03-20.yaml` → `consult-plan-2024-03-20`. */
function groupOf(file) {
  const [, id] = state.view?.document.match(/^([^/]*)\//) ?? [];
  if (!file.startsWith(`cases/${id}/`)) return "事業所・様式";
  const document = documentOf(file);
  if (document === state.view.document) return "この文書";
  return state.children.get(id)?.documents.some((entry) => entry.id === document) ? "この文書が引く文書" : "この児童のほかのファイル";
}

/** The id of the document that a file would be. */
function documentOf(file) {
  const [, id, rest] = file.match(/^cases\/([^/]*)\/(.*)$/) ?? [];
  return id === undefined ? "" : `${id}/${rest.replace(/\.[^.]*$/, "").replaceAll("/", "-")}`;
}

/** Where a click on a finding leads: a place on the pages, another document, or nowhere. */
function leads(finding) {
  if (!state.open) return null;
  if (finding.spot && sheets[finding.spot.page]) return { spot: finding.spot };
  const other = documentOf(finding.file);
  if (other === state.view?.document) return sheets.length > 0 ? { spot: null } : null;
  const entry = state.children.get(other.split("/")[0])?.documents.find((entry) => entry.id === other);
  return entry ? { number: entry.number } : null;
}

function message(finding, index) {
  const lead = leads(finding);
  const item = make("li", { class: `finding ${finding.severity}${lead ? " leads" : ""}`, "data-finding": index });
  item.append(make("p", { class: "what" }, make("span", { class: `badge ${finding.severity}` }, finding.label), finding.message));
  const where = finding.excerpt ? `${finding.file} の ${finding.line} 行目` : finding.file;
  const goes = lead && make("button", { type: "button", class: "goes" }, lead.number ? "この文書を開く" : "紙面で見る");
  item.append(make("p", { class: "where" }, where, ...(goes ? [" ", goes] : [])));
  if (finding.excerpt) item.append(make("code", { class: "excerpt" }, finding.excerpt));
  if (finding.help) item.append(make("p", { class: "help" }, make("strong", {}, "直し方: "), finding.help));
  for (const label of finding.labels) {
    item.append(make("p", { class: "where" }, `${label.message}: ${label.file} の ${label.line} 行目`));
  }
  item.append(make("p", { class: "code" }, finding.code));
  return item;
}

at("messages").addEventListener("click", (event) => {
  const item = event.target.closest("[data-finding]");
  // Who marks words to copy them goes nowhere.
  if (!item || !window.getSelection().isCollapsed) return;
  const lead = leads(listed[Number(item.dataset.finding)]);
  if (lead?.number) go(lead.number);
  else if (lead) point(lead.spot);
});

/** Goes to a place on the pages and frames it; without one to the top of them. */
function point(spot) {
  unpoint();
  if (!spot) {
    sheets[0].figure.scrollIntoView({ block: "start" });
    return;
  }
  const { figure, page } = sheets[spot.page];
  const frame = make("div", { class: spot.exact ? "spot" : "spot near" });
  const [width, height] = [page.width / 100, page.height / 100];
  // A little larger than the letters.
  frame.style.left = `${(spot.x - 3) / width}%`;
  frame.style.top = `${(spot.y - 2) / height}%`;
  frame.style.width = `${(spot.width + 6) / width}%`;
  frame.style.height = `${(spot.height + 4) / height}%`;
  figure.append(frame);
  frame.scrollIntoView({ block: "center", inline: "nearest" });
  at("live").textContent = said = `${spot.page + 1} ページ目の${spot.exact ? "その場所" : "近く"}を示しました。`;
}

function unpoint() {
  for (const frame of document.querySelectorAll(".spot")) frame.remove();
}

let said = "";
function announce(view, note) {
  const count = (severity) => view.findings.filter((finding) => finding.severity === severity).length;
  const text = note || `紙面を表示しました。エラー ${count("error")} 件、警告 ${count("warning")} 件。`;
  // The same words again would not be read; a page that changed is worth a word.
  said = text === said ? `${text} ` : text;
  at("live").textContent = said;
}

// ---------------------------------------------------------------- what is looked at

function look(number, again = false) {
  if (number === state.open && !again) return;
  state.open = number;
  state.view = messages = null;
  sheets = [];
  scroll = null;
  generation += 1;
  at("sheets").replaceChildren();
  at("note").hidden = true;
  at("print").disabled = true;
  at("pdf").removeAttribute("href");
  at("pages").scrollTop = 0;
  head();
  waiting();
  at("form").disabled = !number;
  putMessages();
  mark();
  const found = opened();
  if (found) rows.get(found.child.id).node.open = true;
  if (number && narrow.matches) at("fold").open = false;
  document.querySelector(".list a[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (!resting) connect(blank ? 0 : state.seen);
}

/** What stands where no page is yet. */
function waiting() {
  at("empty").textContent = state.open ? "紙面を作っています…" : "左の一覧から文書を選ぶと、印刷される紙面がここに出ます。ファイルを保存するたびに、紙面と知らせが改まります。";
}

function head() {
  const found = opened();
  const { child, entry } = found ?? {};
  const detail = found ? [make("small", {}, `${child.name ?? child.id} ${when(entry)}`)] : [];
  fill(at("heading"), found ? `${entry.title}${entry.draft ? `(${entry.draft})` : ""}` : "下見", ...detail);
}

/** The address names a document by a number only; whatever else stands there leads to the start page. */
function fromAddress() {
  look(/^#[1-9]\d{0,8}$/.test(location.hash) ? Number(location.hash.slice(1)) : 0);
}

function go(number) {
  history.replaceState(null, "", number ? `#${number}` : location.pathname);
  look(number);
}

// Links that skip within the page are no documents.
function follow(event) {
  const link = event.target.closest("a[data-number]");
  if (!link) return;
  event.preventDefault();
  go(Number(link.dataset.number));
}

/** The links of the list in their order, without those that are sifted out. */
function order() {
  return [...document.querySelectorAll("#shared a, #children details:not([hidden]) a")];
}

function step(by) {
  const links = order();
  const now = links.findIndex((link) => Number(link.dataset.number) === state.open);
  const next = links[Math.min(Math.max(now + by, 0), links.length - 1)];
  if (!next) return;
  next.closest("details")?.setAttribute("open", "");
  next.click();
  next.focus({ preventScroll: false });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const inList = event.target.closest?.(".list") !== null && event.target.closest?.(".list") !== undefined;
  if (event.key === "j" || (inList && event.key === "ArrowDown")) step(1);
  else if (event.key === "k" || (inList && event.key === "ArrowUp")) step(-1);
  else if (event.key === "/") {
    at("fold").open = true;
    at("search").focus();
  }
  else return;
  event.preventDefault();
});

document.querySelector(".list").addEventListener("click", follow);
at("messages").addEventListener("click", follow);
at("again").addEventListener("click", wake);
for (const skip of document.querySelectorAll(".skip")) {
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    at(skip.getAttribute("href").slice(1)).focus();
  });
}
window.addEventListener("hashchange", fromAddress);
/** In a narrow window the list is folded while a document is looked at. */
const narrow = matchMedia("(max-width: 44rem)");
narrow.addEventListener("change", () => {
  at("fold").open = !narrow.matches || !state.open;
});
at("search").addEventListener("input", () => {
  for (const [id, child] of state.children) sift(rows.get(id), child);
});
at("form").addEventListener("change", () => {
  state.form = at("form").value;
  look(state.open, true);
});
at("scale").addEventListener("change", () => sheets.forEach(size));
at("print").addEventListener("click", () => window.print());

state.open = null;
fromAddress();
