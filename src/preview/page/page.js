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
/** How long a silent connection counts as one, in milliseconds. The server sends something every four seconds. */
const SILENCE = 12000;

const state = {
  children: new Map(),
  project: { findings: [], forms: [], trouble: null },
  /** What is looked at: an id such as `hana/plan-2024-03-28`; empty for what all share. */
  document: "",
  form: "",
  view: null,
  seen: 0,
};

// ---------------------------------------------------------------- the stream

let stream = null;
let lastHeard = 0;
let attempts = 0;
let retry = 0;

function connect(seen) {
  stream?.close();
  clearTimeout(retry);
  const asked = new URLSearchParams({ seen });
  if (state.document) asked.set("document", state.document);
  if (state.document && state.form) asked.set("form", state.form);
  if (seen === 0) resync = true;
  stream = new EventSource(`events?${asked}`);
  const own = stream;
  const heard = () => {
    lastHeard = Date.now();
    attempts = 0;
    connection(true);
  };
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

/** Whether the next news of the list are the whole of it and not what is newer. */
let resync = true;

function lose() {
  stream?.close();
  stream = null;
  connection(false);
  attempts += 1;
  clearTimeout(retry);
  retry = setTimeout(() => connect(0), Math.min(250 * 2 ** Math.min(attempts, 3), 2000));
}

setInterval(() => {
  if (stream && Date.now() - lastHeard > SILENCE) lose();
}, 1000);

function connection(there) {
  const node = at("connection");
  write(node, there ? "" : "接続が切れています。つなぎ直しています。直らなければ、端末に出ている URL を開き直してください。");
  node.classList.toggle("lost", !there);
}

function take({ list, view }) {
  if (list) putList(list);
  if (view && view.document === state.document && (view.form ?? "") === state.form) putView(view);
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
  const sum = (key) => child[key] + child.documents.reduce((total, document) => total + document[key], 0);
  const worst = ["refused", "unwritten", "incomplete", "waiting"].find((standing) => child.documents.some((d) => d.standing === standing));
  fill(
    row.summary,
    make("span", { class: "name" }, child.name ?? child.id, " ", make("small", {}, child.name ? child.id : "")),
    badge(sum("errors"), sum("warnings"), worst),
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
      link = make("a", { href: `#${document.id}`, "data-document": document.id });
      row.links.set(document.id, link);
      make("li", {}, link);
    }
    fill(
      link,
      make("span", { class: "name" }, document.title, make("span", { class: "date" }, document.draft ? `${document.name} ${document.draft}` : document.name)),
      badge(document.errors, document.warnings, document.standing),
    );
    if (link.parentNode !== place) row.list.insertBefore(link.parentNode, place);
    else place = place.nextSibling;
  }
  sift(row, child);
  mark();
  if (state.document?.startsWith(`${child.id}/`)) {
    row.node.open ||= !row.seen;
    head();
  }
  row.seen = true;
}

function removeChild(id) {
  rows.get(id)?.node.remove();
  rows.delete(id);
  state.children.delete(id);
}

function putProject(project) {
  state.project = project;
  const count = (severity) => project.findings.filter((finding) => finding.severity === severity).length;
  let link = at("shared").firstElementChild;
  if (!link) {
    link = make("a", { href: "#", class: "shared", "data-document": "" });
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
    if (state.document) look(state.document, true);
  }
  mark();
}

function putNobody() {
  const nobody = at("nobody");
  const text = state.project.trouble ?? (state.children.size === 0 ? "cases/ に児童のフォルダーがまだありません。" : "");
  write(nobody, text);
  nobody.hidden = !text;
}

/** Folds the text so that searching minds neither case nor kana. */
function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(/\s/g, "");
}

function sift(row, child) {
  const words = folded(at("search").value);
  row.node.hidden = words !== "" && !folded(`${child.name ?? ""}\n${child.id}`).includes(words);
}

function mark() {
  for (const link of document.querySelectorAll(".list a")) {
    if (link.dataset.document === state.document) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
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
  const drawn = view.pages.length > 0 ? putSheets(view.pages) : null;
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
  if (offered) set(pdf, "href", `print?${new URLSearchParams({ document: view.document })}`);
  else pdf.removeAttribute("href");
  set(pdf, "aria-disabled", !offered);
  write(pdf, view.sight === "fresh" || view.form ? "PDF を保存" : "前の PDF を保存");
  putMessages();
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

function putSheets(pages) {
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
  return draw(++generation);
}

/**
 * Brings the sheets up to date one by one, the one most in sight first. The next waits until the last is on the screen:
 * loading it would hold that up.
 */
async function draw(own) {
  const old = sheets.filter((sheet) => sheet.drawing.dataset.hash !== sheet.page.hash);
  const shown = new Map(old.map((sheet) => [sheet, inSight(sheet)]));
  old.sort((one, other) => shown.get(other) - shown.get(one));
  for (const sheet of old) {
    if (own !== generation) return;
    await renew(sheet, own);
    await frame();
  }
}

/** Waits until what was changed is painted. A page in the background is not painted, and does not wait. */
function frame() {
  if (document.hidden) return null;
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/** How many pixels of a sheet's height are in sight. */
function inSight({ figure }) {
  const place = figure.getBoundingClientRect();
  return Math.max(0, Math.min(place.bottom, window.innerHeight) - Math.max(place.top, 0));
}

/** Loads the patches of a page that are new; when all are whole, the page is another. */
async function renew(sheet, own) {
  const { drawing, page } = sheet;
  const kept = [...sheet.patches];
  const patches = page.patches.map((patch) => {
    const known = kept.findIndex((other) => other.hash === patch.hash);
    return { ...patch, node: known < 0 ? null : kept.splice(known, 1)[0].node };
  });
  // Beside the page, so that nothing is laid out or painted before all is there.
  const fresh = patches.filter((patch) => !patch.node);
  const loaded = fresh.map((patch) => load(address(patch)));
  try {
    await Promise.all(loaded);
  } catch {
    return; // One cannot be had any more: a newer page is on its way.
  }
  if (own !== generation) return;
  for (const patch of fresh) {
    patch.node = makeSvg("image", { width: patch.width, height: patch.height, href: address(patch) });
  }
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

const address = (patch) => `patches/${patch.hash}.svg`;

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

function putMessages() {
  const messages = at("messages");
  const findings = (state.document ? state.view?.findings : state.project.findings) ?? [];
  const child = state.document.split("/")[0];
  const groups = new Map();
  for (const finding of findings) {
    const group = groupOf(finding.file, child);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(finding);
  }
  const parts = [];
  if (!state.document && state.project.trouble) parts.push(make("p", { class: "what" }, state.project.trouble));
  if (findings.length === 0 && parts.length === 0) {
    const waits = state.document && (!state.view || state.view.sight === "waiting");
    parts.push(make("p", { class: waits ? "" : "fine" }, waits ? "" : "問題は見つかりませんでした。"));
  }
  for (const [group, members] of groups) {
    if (state.document) parts.push(make("h3", {}, group));
    parts.push(make("ol", {}, ...members.map(message)));
  }
  fill(messages, ...parts);
}

/** Whose file it is: a document's print is named after it, `consult/plan/2024-03-20.yaml` → `consult-plan-2024-03-20`. */
function groupOf(file, child) {
  const folder = `cases/${child}/`;
  if (!file.startsWith(folder)) return "事業所・様式";
  const stem = file.slice(folder.length).replace(/\.[^.]*$/, "").replaceAll("/", "-");
  const id = `${child}/${stem}`;
  if (id === state.document) return "この文書";
  const isDocument = state.children.get(child)?.documents.some((document) => document.id === id);
  return isDocument ? "この文書が引く文書" : "この児童のほかのファイル";
}

function message(finding) {
  const item = make("li", { class: `finding ${finding.severity}` });
  item.append(make("p", { class: "what" }, make("span", { class: `badge ${finding.severity}` }, finding.label), finding.message));
  item.append(make("p", { class: "where" }, finding.excerpt ? `${finding.file} の ${finding.line} 行目` : finding.file));
  if (finding.excerpt) item.append(make("code", { class: "excerpt" }, finding.excerpt));
  if (finding.help) item.append(make("p", { class: "help" }, make("strong", {}, "直し方: "), finding.help));
  for (const label of finding.labels) {
    item.append(make("p", { class: "where" }, `${label.message}: ${label.file} の ${label.line} 行目`));
  }
  item.append(make("p", { class: "code" }, finding.code));
  return item;
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

function look(document, again = false) {
  if (document === state.document && !again) return;
  state.document = document;
  state.view = null;
  sheets = [];
  generation += 1;
  at("sheets").replaceChildren();
  at("note").hidden = true;
  at("print").disabled = true;
  at("pdf").removeAttribute("href");
  at("pages").scrollTop = 0;
  head();
  at("empty").textContent = document ? "紙面を作っています…" : "左の一覧から文書を選ぶと、印刷される紙面がここに出ます。ファイルを保存するたびに、紙面と知らせが改まります。";
  at("form").disabled = !document;
  putMessages();
  mark();
  const row = rows.get(document.split("/")[0]);
  if (row) row.node.open = true;
  if (document && narrow.matches) at("fold").open = false;
  window.document.querySelector(".list a[aria-current]")?.scrollIntoView({ block: "nearest" });
  connect(state.seen);
}

function head() {
  const child = state.children.get((state.document ?? "").split("/")[0]);
  const entry = child?.documents.find((entry) => entry.id === state.document);
  const detail = entry ? [make("small", {}, `${child.name ?? child.id} ${entry.name}`)] : [];
  fill(at("heading"), entry ? `${entry.title}${entry.draft ? `(${entry.draft})` : ""}` : "下見", ...detail);
}

function fromAddress() {
  look(decodeURIComponent(location.hash.slice(1)));
}
// Links that skip within the page are no documents.
function follow(event) {
  const link = event.target.closest("a[data-document]");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.dataset.document ? `#${link.dataset.document}` : location.pathname);
  look(link.dataset.document);
}

/** The links of the list in their order, without those that are sifted out. */
function order() {
  return [...document.querySelectorAll("#shared a, #children details:not([hidden]) a")];
}

function step(by) {
  const links = order();
  const now = links.findIndex((link) => link.dataset.document === state.document);
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
  at("fold").open = !narrow.matches || !state.document;
});
at("search").addEventListener("input", () => {
  for (const [id, child] of state.children) sift(rows.get(id), child);
});
at("form").addEventListener("change", () => {
  state.form = at("form").value;
  look(state.document, true);
});
at("scale").addEventListener("change", () => sheets.forEach(size));
at("print").addEventListener("click", () => window.print());

state.document = null;
fromAddress();
