(() => {
  const $ = (id) => document.getElementById(id);
  const token = new URLSearchParams(location.search).get("token") || "";
  const NEWS = 2000, AGAIN = 1500, TYPING = 350, PATIENCE = 60000;

  let marker = "", question = "", current = 0, revision = 0, names = false, editing = null;
  let questions = [], comments = {}, people = [];
  const answers = new Map();   // number -> how far it is, as the server says
  const contents = new Map();  // number -> what was written, once it has been fetched
  const marks = new Map();     // number -> { own, shown, draft, history, settles }
  const waiting = new Map();   // number -> true: a draft that the server has not taken yet
  const sending = new Set();
  const heard = new Map();     // number -> when what is known of it was asked for, see `now`
  let typing = 0, ended = "", stale = 0;
  let moving = false;          // the answer that is shown has been left, the next is not known yet
  let journeys = 0;            // how often the marker has set out for another answer
  let turn = 0, coming = 0;    // grow as the marker moves on, and is about to: requests overtake each other

  /* --- small helpers ------------------------------------------------------------------------ */

  const el = (tag, props = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(props))
      if (key.includes("-") || key === "role") made.setAttribute(key, value);
      else made[key] = value;
    made.append(...children);
    return made;
  };
  const html = (text) => {  // of the server's making: it has been through an allow-list
    const made = document.createElement("span");
    made.innerHTML = text;
    return made;
  };
  const number = (value) => String(Math.round(value * 1e4) / 1e4);
  const signed = (value) => (value > 0 ? "+" : "") + number(value).replace("-", "−");
  const pause = (time) => new Promise((ready) => setTimeout(ready, time));
  const say = (text) => { $("said").textContent = text; };

  const ask = async (path, method = "GET", body = null) => {
    const headers = { "x-marking-token": token };
    if (body) headers["content-type"] = "application/json";
    // Writing all grades takes its time; anything else that is not answered is asked again.
    const signal = method === "POST" ? null : AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`api/${path}`, { method, headers, signal, body: body && JSON.stringify(body) });
    if (answer.ok) return await answer.json();  // which fails where the line ends within it
    const content = await answer.json().catch(() => ({}));
    const error = new Error(content.error || `${answer.status}`);
    error.status = answer.status;
    error.now = content.now;
    throw error;
  };
  const as = () => `as=${encodeURIComponent(marker)}`;
  // What may be over as one asks again: no server, one in trouble, another one at its port.
  const passes = (error) => !error.status || error.status >= 500 || [403, 421].includes(error.status);
  const nextTurn = () => { coming = Math.max(coming, turn + 1, Date.now()); return coming; };

  /* --- what is known ------------------------------------------------------------------------ */

  const the = () => questions.find((one) => one.name === question);
  const lines = () => the().items.filter((item) => !item.removed);
  const order = () => the().order;
  const here = () => marks.get(current);

  const pointsOf = (draft, scale = the()) => {
    let total = scale.starts_full ? scale.points : 0;
    for (const item of scale.items)
      if (!item.removed && draft.items.includes(item.id)) total += item.points;
    return Math.min(scale.points, Math.max(0, total + draft.adjustment));
  };
  const isToDo = (id) => {
    const one = answers.get(id);
    if (waiting.has(id) && marks.get(id).draft.done) return false;
    if (one.state === "open" || one.state === "begun") return !one.mine;
    return one.state === "waits" && !one.mine;
  };
  const isTaken = (id) => !answers.get(id).double && people.some((one) => one.answer === id);

  const learn = (content) => {
    for (const one of content.answers || []) answers.set(one.id, one);
    if (content.questions) questions = content.questions;
    if (content.comments) comments = content.comments;
    if (content.people) people = content.people;
    if (content.revision) revision = content.revision;
  };

  const draftOf = (own) => own
    ? { items: [...own.items], adjustment: own.adjustment, comment: own.comment, done: own.done }
    : { items: [], adjustment: 0, comment: "", done: false };

  let requests = 0;
  const now = () => { requests += 1; return requests; };

  const keep = (id, found, asked = now()) => {
    const before = marks.get(id);
    heard.set(id, asked);
    marks.set(id, {
      own: found.own, shown: found.marks, settles: false, draft: draftOf(found.own),
      history: before ? before.history : [], lost: [],
    });
    answers.set(id, found.summary);
  };

  /* --- saving: nothing is dropped until the server has it ------------------------------------ */

  const send = async (id) => {
    if (sending.has(id) || clashes.has(id)) return;
    sending.add(id);
    while (waiting.has(id)) {
      const mark = marks.get(id);
      const sent = JSON.stringify(mark.draft);
      const settled = mark.shown.find((one) => one.place === "settled");
      const version = mark.settles ? (settled ? settled.version : 0) : mark.own ? mark.own.version : 0;
      try {
        const found = await ask(`answers/${id}`, "PUT",
          { marker, version, settles: mark.settles, ...mark.draft });
        take(id, found);
        remember(found.summary.question, found.own ? found.own.comment.trim() : "");
        if (JSON.stringify(mark.draft) === sent) {
          waiting.delete(id);
          mark.settles = false;
        } else if (mark.settles) mark.settles = false;  // it is the marker's own from here on
      } catch (error) {
        if (error.status === 409 && isOurs(error.now.own, mark.lost)) take(id, error.now);
        else if (error.status === 409) { clash(id, error.now); break; }
        else if (passes(error)) {
          if (!mark.lost.includes(sent)) mark.lost.push(sent);  // each of them may have arrived
          unreachable(error);
          showSaved();
          await pause(AGAIN);
        } else { refused(id, error); break; }
      }
      showSaved();
    }
    sending.delete(id);
    showSaved();
    if (id === current) showMark(); else showEarlier();  // a comment that is new among them
    showProgress();
  };

  const take = (id, found) => {
    const mark = marks.get(id);
    mark.own = found.own;
    mark.shown = found.marks;
    mark.lost = [];
    heard.set(id, now());
    answers.set(id, found.summary);
  };
  const sorted = (draft) => JSON.stringify({ ...draft, items: [...draft.items].sort() });
  const contentOf = (own) => sorted(draftOf(own));
  const isOurs = (own, lost) => own && lost.some((sent) => contentOf(own) === sorted(JSON.parse(sent)));
  const refused = (id, error) => {  // for good: what is shown is again what there is
    waiting.delete(id);
    banner(error.message);
    fetchAnswer(id).then(() => id === current && show()).catch(() => {});
  };

  const remember = (name, comment) => {
    const found = (comments[name] = comments[name] || []);
    if (comment && !found.includes(comment)) found.push(comment);
  };

  const change = (made, id = current) => {
    const mark = marks.get(id);
    if (!mark) return;
    mark.history.push(JSON.stringify(mark.draft));
    ended = "";
    made(mark.draft);
    waiting.set(id, true);
    showMark();
    showSaved();
    send(id);
  };

  // What somebody else has changed meanwhile. It is asked about when its answer is there to be seen:
  // keys that are meant for the next one must not decide it.
  const clashes = new Map();  // number -> what is there now
  const clash = (id, found) => {
    clashes.set(id, found);
    showClashes();
    if (id === current && !moving) showClash();
  };
  const showClashes = () => {
    const others = [...clashes.keys()].filter((id) => id !== current || moving);
    $("clashes").hidden = !others.length;
    const places = others.map((id) => el("button", { type: "button", className: "link", onclick: () => visit(id) },
      `Answer ${scaleOf(id).order.indexOf(id) + 1}`));
    const said = others.length ? ["Somebody else has changed what you marked: "] : [];
    $("clashes").replaceChildren(...said, ...places.flatMap((one) => [one, " "]));
  };
  const scaleOf = (id) => questions.find((one) => one.name === answers.get(id).question);
  const visit = (id) => {
    question = answers.get(id).question;
    showGuides();
    go(id);
  };
  const quoted = (comment) => (comment ? `, "${comment}"` : "");
  const whatIsThere = (id, own) => own
    ? `Answer ${scaleOf(id).order.indexOf(id) + 1} has ${number(own.points)} points${quoted(own.comment)} (begun by ${own.marker}).`
    : "The answer has no mark.";
  const showClash = () => {
    const id = current, found = clashes.get(id);
    const mark = marks.get(id), theirs = found.own;
    $("clash-body").replaceChildren(
      el("p", {}, whatIsThere(id, theirs)),
      el("p", {}, `Yours: ${number(pointsOf(mark.draft, scaleOf(id)))} points${quoted(mark.draft.comment)}.`));
    $("clash").dataset.answer = String(id);
    $("clash-theirs").onclick = () => {
      clashes.delete(id);
      waiting.delete(id);
      keep(id, found);
      $("clash").close();
      clearTimeout(typing);  // also where the field that was typed into has the focus again
      typing = 0;
      $("comment").value = marks.get(id).draft.comment;
      show();
    };
    $("clash-mine").onclick = () => {
      clashes.delete(id);
      take(id, found);
      $("clash").close();
      show();
      send(id);
    };
    if (!$("clash").open) $("clash").showModal();
  };

  // A key that was meant for the mark as it was must not change the one that has come instead.
  const showChanged = () => {
    $("changed-body").textContent = whatIsThere(current, here().own);
    $("changed").dataset.answer = String(current);
    if (!$("changed").open) $("changed").showModal();
  };

  const banner = (text) => {
    $("banner").hidden = !text;
    $("banner").textContent = text;
  };

  /* --- showing ------------------------------------------------------------------------------ */

  const STATES = { open: "not marked", begun: "begun", waits: "a second marker is missing",
    differs: "points of two marks differ", marked: "marked" };
  const COLOURS = { marked: "good", waits: "part", differs: "bad", begun: "part", open: "" };

  const showSaved = () => {
    const open = waiting.size;
    const mark = here();
    const saving = sending.size || waiting.has(current);  // of any answer: who reads "saved" may go
    $("saved").textContent = saving ? "saving …" : ended || (mark && mark.own ? "saved" : "nothing given yet");
    if (!open && $("banner").textContent.startsWith("The server")) banner("");
  };

  const showProgress = () => {
    const found = order().map((id) => answers.get(id));
    const done = found.filter((one) => one.state === "marked").length;
    const second = found.filter((one) => one.state === "waits").length;
    const differ = found.filter((one) => one.state === "differs").length;
    const parts = [`${done} of ${found.length} answers marked`];
    if (second) parts.push(`${second} for a second marker`);
    if (differ) parts.push(`${differ} to settle`);
    $("progress").textContent = parts.join(", ");
    $("bar").style.width = `${(100 * done) / Math.max(1, found.length)}%`;
    $("people").textContent = people.length ? `also here: ${people.map((one) => one.name).join(", ")}` : "";
    const options = questions.map((one) => {
      const left = one.order.filter((id) => answers.get(id).state !== "marked").length;
      return el("option", { value: one.name, selected: one.name === question },
        `${left || "✓"} · ${one.heading}`);
    });
    if (document.activeElement !== $("question")) $("question").replaceChildren(...options);
    if ($("all").open) showMap();
  };

  const showMap = () => {
    const signs = { marked: "✓", waits: "½", differs: "≠", begun: "…", open: "" };
    $("map").replaceChildren(...order().map((id, place) => {
      const one = answers.get(id);
      const many = one.holders > 1 ? ` ×${one.holders}` : "";
      const button = el("button", { type: "button", className: one.state,
        onclick: () => go(id) }, `${place + 1}${signs[one.state]}${many}`);
      button.setAttribute("aria-label", `Answer ${place + 1}, ${STATES[one.state]}${one.holders > 1 ? `, of ${one.holders}` : ""}`);
      if (id === current) button.setAttribute("aria-current", "true");
      return button;
    }));
  };

  const showAnswer = () => {
    const place = order().indexOf(current);
    const one = answers.get(current), found = contents.get(current);
    $("place").textContent = `Answer ${place + 1} of ${order().length}`;
    $("place").className = "points";
    const tags = [];
    const many = `${one.holders} ${one.holders > 1 ? "students" : "student"}`;
    if (one.kind === "empty") tags.push(["part", `left empty by ${many}`]);
    else if (one.kind === "not found") tags.push(["bad", `not found in the notebook of ${many}`]);
    else if (one.holders > 1) tags.push(["part", `the same from ${many}: marked at once`]);
    if (one.double) tags.push(["", "marked by two"]);
    $("tags").replaceChildren(...tags.flatMap(([kind, text]) =>
      [el("span", { className: `tag ${kind}` }, text), " "]));
    const texts = el("div"), figures = el("div");
    let count = 0;
    for (const cell of found ? found.cells : []) {
      if (cell.html) texts.append(html(cell.html));
      if (cell.code) texts.append(el("details", { open: cell.code.length < 1500 },
        el("summary", {}, `Code of cell ${cell.cell}`), el("pre", { tabIndex: 0 }, cell.code)));
      for (const picture of cell.pictures) {
        count += 1;
        const what = cell.given ? `Figure of the lab's cell ${cell.cell}` : `Figure of cell ${cell.cell}`;
        figures.append(el("figure", {}, el("img", { src: picture, alt: `${what} (${count})` }),
          el("figcaption", {}, what)));
      }
    }
    if (one.kind === "not found") texts.append(el("p", { className: "bad" },
      "The question's heading is not in the notebook any more: look there before you mark."));
    else if (one.kind === "empty") texts.append(el("p", { className: "soft" }, "Nothing was written."));
    const shown = texts.childNodes.length ? [texts] : [];
    $("answer").className = count && texts.childNodes.length ? "both" : "";
    $("answer").replaceChildren(...shown, ...(count ? [figures] : []));
    for (const wide of texts.querySelectorAll("div.math, table"))
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;  // so that keys can scroll it
    $("whose").textContent = found && found.names ? found.names.join(", ") : "";
  };

  const showGuides = () => {
    for (const [id, key] of [["asked", "text"], ["model", "model"]]) {
      $(id).hidden = !the()[key];
      $(id).querySelector("div").replaceChildren(html(the()[key]));
    }
  };

  const showMark = () => {
    const mark = here(), one = answers.get(current);
    if (!mark) return;
    const { draft } = mark;
    const points = pointsOf(draft);
    const fresh = !draft.done && !draft.items.length && !draft.adjustment;
    const text = `${fresh ? "–" : number(points)} / ${number(the().points)}`;
    $("points").textContent = text;
    $("foot-points").textContent = text;
    const state = draft.done && one.state === "begun" ? "marked" : one.state;
    $("state").textContent = draft.done || state !== "marked" ? STATES[state] : "taken back";
    $("state").className = `tag ${COLOURS[state]}`;
    $("lines").replaceChildren(...lines().map((item, place) => {
      const on = draft.items.includes(item.id);
      const box = el("input", { type: "checkbox", id: `line-${item.id}`, checked: on,
        onchange: () => toggle(item.id) });
      const label = el("label", { htmlFor: box.id }, el("b", {}, signed(item.points)), html(item.html));
      const edit = el("button", { type: "button", className: "link small", onclick: () => openEdit(item) }, "edit");
      edit.setAttribute("aria-label", `Edit: ${item.text}`);
      return el("div", { className: on ? "line on" : "line" },
        el("kbd", {}, place < 9 ? String(place + 1) : ""), box, label, edit);
    }));
    if (!lines().length) $("lines").append(el("p", { className: "soft small" },
      "No lines yet: add what you take points off for, and it is there for all answers."));
    $("full").value = the().starts_full ? "1" : "0";
    if (document.activeElement !== $("exact")) $("exact").value = fresh ? "" : number(points);
    $("exact").max = the().points;
    $("adjusted").textContent = draft.adjustment ? `${signed(draft.adjustment)} on top of the rubric` : "";
    if (document.activeElement !== $("comment")) $("comment").value = draft.comment;
    for (const id of ["undo", "foot-undo"]) $(id).disabled = !mark.history.length;
    $("reopen").disabled = !draft.done;
    showTwo(mark, one);
    showEarlier();
  };

  const showTwo = (mark, one) => {
    const parts = [];
    if (one.double && one.state !== "marked" && one.state !== "differs" && !one.mine)
      parts.push(el("p", { className: "soft small" },
        "Two mark this answer. You see the other mark once you have given yours."));
    const pair = mark.shown.filter((each) => each.place !== "settled");
    if (pair.length === 2 && (one.state === "differs" || mark.shown.length === 3)) {
      const box = el("div", { className: "two" }, el("b", {},
        one.state === "differs" ? "Points of two marks differ" : "Two marks, settled"));
      for (const each of pair) {
        const why = [...each.reasons, each.comment].filter(Boolean).join("; ");
        box.append(el("p", { className: "small" }, `${each.marker}: ${number(each.points)}${why ? ` (${why})` : ""} `,
          el("button", { type: "button", className: "link", onclick: () => settle(each) }, `take ${each.marker}'s`)));
      }
      if (one.state === "differs") box.append(el("p", { className: "small soft" },
        "Or change your own mark below, or ", el("button", { type: "button", className: "link",
          onclick: () => settle(pair[0], false) }, "settle it otherwise")));
      if (mark.settles) box.append(el("p", { className: "small part" }, "What you give below settles it."));
      parts.push(box);
    }
    $("two").replaceChildren(...parts);
  };

  const showEarlier = () => {
    const typed = $("comment").value.trim().toLowerCase();
    const words = typed.split(/\s+/).filter(Boolean);
    const found = (comments[question] || []).filter((text) => text.toLowerCase() !== typed &&
      words.every((word) => text.toLowerCase().includes(word)));
    $("earlier").replaceChildren(...found.slice(0, 8).map((text) => el("li", {},
      el("button", { type: "button", onclick: () => takeComment(text) }, text))));
    $("earlier").hidden = !found.length;
  };

  const show = () => {
    showAnswer();
    showMark();
    showSaved();
    showProgress();
    showClashes();
    $("panel").inert = !here();
    $("answer").dataset.shown = here() ? String(current) : "";
    if (clashes.has(current)) showClash();
  };

  /* --- moving ------------------------------------------------------------------------------- */

  const fetchAnswer = async (id) => {
    const at = id === current ? `&here=${turn}` : "", asked = now();
    const found = await ask(`answers/${id}?${as()}${at}${names ? "&names=1" : ""}`);
    contents.set(id, found);
    if (asked < (heard.get(id) || 0)) return false;  // what is known is newer: it was overtaken
    // What somebody is typing was begun on what they saw: a newer mark must not slip in under it.
    const keeps = !marks.has(id) || !(waiting.has(id) || (id === current && isWriting()));
    if (keeps) keep(id, found, asked);
    else if (id === current) stale = id;
    return keeps;
  };
  const isWriting = () => typing !== 0 || [$("comment"), $("exact")].includes(document.activeElement);

  const setMoving = (value) => {
    moving = value;
    if (value) $("desk").setAttribute("aria-busy", "true"); else $("desk").removeAttribute("aria-busy");
  };
  const go = (id) => {  // by a key or a click: a move that was under way is off
    journeys += 1;
    setMoving(false);
    return arrive(id);
  };
  const arrive = async (id) => {
    leaveComment();
    ended = "";
    current = id;
    turn = nextTurn();
    if (!$("banner").textContent.startsWith("The server")) banner("");
    location.hash = String(id);
    $("panel").inert = !here();
    showAnswer();
    if (isFetched(id)) {
      if (!waiting.has(id)) fetchAnswer(id).then(() => current === id && show()).catch(() => {});
    } else await fetched(id);
    if (current !== id || !here()) return;
    show();
    if (scrollY > 80) scrollTo(0, 0);
    say(`${$("place").textContent}, ${STATES[answers.get(id).state]}`);
    const ahead = following(isToDo);
    if (ahead && !contents.has(ahead)) fetchAnswer(ahead).catch(() => {});
  };

  const isFetched = (id) => contents.has(id) && (!names || contents.get(id).names);
  const fetched = async (id) => {  // asked for until it is there, or the marker is elsewhere
    while (current === id && !isFetched(id)) {
      try { await fetchAnswer(id); } catch (error) {
        if (current === id) unreachable(error);
        if (!passes(error)) return;
        await pause(AGAIN);
      }
    }
  };

  const step = (by) => {
    const place = order().indexOf(current) + by;
    if (place >= 0 && place < order().length) go(order()[place]);
  };
  const following = (wanted) => {
    const all = order(), from = all.indexOf(current);
    const turned = [...all.slice(from + 1), ...all.slice(0, Math.max(0, from))];
    return turned.find((id) => wanted(id) && !isTaken(id));
  };
  // The server says what is next, so that two are not sent to the same answer.
  const nextOf = async (after) => {
    const given = [...waiting.keys()].filter((id) => marks.get(id).draft.done).join(",");
    const path = `next?question=${encodeURIComponent(question)}&after=${after}&given=${given}&${as()}`;
    for (const wait of [AGAIN / 4, 0]) {  // once more: two choose otherwise than one who guesses
      try { return await ask(`${path}&turn=${nextTurn()}`); } catch (error) {
        if (!passes(error)) throw error;
        await pause(wait);
      }
    }
    return { id: following(isToDo) || 0, taken: 0, guessed: true };
  };
  const toNext = async () => {
    if (moving) return;
    journeys += 1;
    const journey = journeys;
    setMoving(true);
    let found = null;
    try { found = await nextOf(current); } catch (error) { unreachable(error); }
    if (journey !== journeys) return;  // the marker went another way
    setMoving(false);
    if (found && found.id) {
      await arrive(found.id);
      const untouched = found.id === current && here() && !here().history.length;
      if (found.guessed && untouched && !isToDo(found.id)) toNext();  // somebody was faster
    } else {
      if (found) ends(found);
      showClashes();
      if (clashes.has(current)) showClash();
    }
  };
  const ends = (found) => {
    const other = questions.find((one) => one.name !== question && one.order.some(isToDo));
    const what = found.taken ? `Nothing left but ${found.taken} that others are at.`
      : other ? `Nothing left for you in this question: press ] for ${other.heading}.`
        : "Nothing left for you to mark: write the marks into the grades, above.";
    ended = what;  // until something is given or shown
    showSaved();
    say(what);
    showProgress();
  };
  const choose = async (name) => {
    question = name;
    showGuides();
    try {
      const found = await nextOf(0);
      await go(found.id || order()[0]);
    } catch (error) { unreachable(error); }
  };
  const turnPage = (by) => {
    const place = questions.findIndex((one) => one.name === question) + by;
    if (questions[place]) choose(questions[place].name);
  };

  /* --- marking ------------------------------------------------------------------------------ */

  const toggle = (item) => change((draft) => {
    draft.items = draft.items.includes(item)
      ? draft.items.filter((one) => one !== item) : [...draft.items, item];
    draft.done = true;
  });
  const setPoints = (wanted) => change((draft) => {
    const bare = pointsWithout(draft);
    draft.adjustment = Math.round((Math.min(the().points, Math.max(0, wanted)) - bare) * 1e4) / 1e4;
    draft.done = true;
  });
  const pointsWithout = (draft) => {
    let total = the().starts_full ? the().points : 0;
    for (const item of lines()) if (draft.items.includes(item.id)) total += item.points;
    return total;
  };
  const done = () => {
    leaveComment();
    if (!here() || moving) return;
    if (!here().draft.done || !here().own) change((draft) => { draft.done = true; });
    toNext();
  };
  const undo = () => {
    const mark = here();
    if (!mark || !mark.history.length) return;
    const before = JSON.parse(mark.history.pop());
    change((draft) => Object.assign(draft, before));
    mark.history.pop();
    showMark();
  };
  const settle = (each, ends = true) => {
    here().settles = true;
    if (ends) change((draft) => Object.assign(draft, draftOf(each), { done: true }));
    else { here().draft = draftOf(each); showMark(); }
  };
  const takeComment = (text) => {
    clearTimeout(typing);
    typing = 0;
    change((draft) => { draft.comment = text; });
    $("comment").value = text;
    $("comment").focus();
    showEarlier();
  };
  const leaveComment = () => {
    if (!typing) return;
    clearTimeout(typing);
    typing = 0;
    change((draft) => { draft.comment = $("comment").value; });
  };

  const openEdit = (item) => {
    editing = item;
    $("edit-h").textContent = item ? "Line of the rubric" : "A new line of the rubric";
    $("edit-points").value = item ? item.points : the().starts_full ? -1 : 1;
    $("edit-text").value = item ? item.text : "";
    $("edit-uses").textContent = item
      ? `A change counts for all answers with this line: ${item.uses} so far.`
      : "It is there for all answers to this question at once.";
    $("edit-remove").hidden = !item;
    $("edit").showModal();
    $("edit-text").focus();
  };
  const saveItem = async (removed) => {
    const sent = { marker, question, text: $("edit-text").value, removed,
      points: Number($("edit-points").value), id: editing ? editing.id : 0,
      version: editing ? editing.version : 0 };
    const before = new Set(the().items.map((item) => item.id));
    try {
      learn(await ask("items", "PUT", sent));
      $("edit").close();
      const added = the().items.find((item) => !before.has(item.id));
      if (added && !editing) toggle(added.id);
    } catch (error) {
      if (error.status === 409) {
        learn(error.now);
        $("edit-uses").textContent = "Somebody else has just changed this line: see, and save again.";
        editing = the().items.find((item) => item.id === editing.id);
        $("edit-text").value = editing.text;
        $("edit-points").value = editing.points;
      } else $("edit-uses").textContent = error.message;
      return;
    }
    show();
  };

  const openAgreement = async () => {
    let found;
    try { found = await ask("agreement"); } catch (error) { unreachable(error); return; }
    const text = (kappa) => (kappa === null ? "–" : kappa.toFixed(2));
    const parts = found.map((one) => {
      const heads = ["marked twice", "same points", "κ of points"].map((word) => el("th", { scope: "col" }, word));
      const values = [one.answers, one.same, text(one.points)].map((value) => el("td", {}, String(value)));
      const scale = questions.find((each) => each.name === one.question);
      const rows = one.lines.map((line) => el("li", {}, `κ ${text(line.kappa)}: `,
        html(scale.items.find((item) => item.id === line.id).html)));
      one.differ.sort((a, b) => scale.order.indexOf(a.id) - scale.order.indexOf(b.id));
      const differ = one.differ.map((each) => el("li", {}, el("button", { type: "button",
        className: "link", onclick: () => { $("agreement").close(); visit(each.id); } },
        `Answer ${scale.order.indexOf(each.id) + 1}`),
        ` ${each.first.marker} ${number(each.first.points)}, ${each.second.marker} ${number(each.second.points)}`,
        each.settled ? `, settled: ${number(each.settled.points)}` : ""));
      return el("section", {}, el("h3", {}, one.heading),
        el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, el("tr", {}, ...values))),
        ...(one.answers ? [el("details", {}, el("summary", {}, "by line of the rubric"), el("ul", {}, ...rows))] : []),
        ...(differ.length ? [el("p", {}, "They differ in:"), el("ul", {}, ...differ)] : []));
    });
    $("agreement-body").replaceChildren(el("p", { className: "small soft" },
      "Cohen's kappa: 1 is agreement, 0 what chance would give; of points it is weighted by the square of their difference."), ...parts);
    $("agreement").showModal();
  };

  const applyAll = async () => {
    $("apply").disabled = true;
    $("apply").textContent = "writing …";
    leaveComment();
    while (sending.size) await pause(TYPING);  // what was just given is in the grades, too
    try {
      const found = await ask("apply", "POST", {});
      const open = Object.entries(found.states).filter(([state]) => state !== "marked")
        .map(([state, count]) => `${count} ${STATES[state]}`);
      ended = [`Grades of ${found.changed} submissions changed.`,
        open.length ? `Answers of students not in them: ${open.join(", ")}.` : "",
        ...found.notes].filter(Boolean).join(" ");
      showSaved();
      say(ended);
    } catch (error) { banner(`The marks could not be written: ${error.message}`); }
    $("apply").disabled = false;
    $("apply").textContent = "Write into grades";
  };

  /* --- news --------------------------------------------------------------------------------- */

  const unreachable = (error) => {
    if (error.status === 403) banner("The server asks for another token: open the address that the command prints.");
    else if (passes(error)) banner(`The server ${error.status ? `has trouble (${error.message})` : "does not answer"}. Nothing is lost: ${waiting.size
      ? `${waiting.size} change${waiting.size > 1 ? "s wait" : " waits"} here, and ${waiting.size > 1 ? "go" : "goes"} out as soon as it is back.` : "go on as soon as it is back."}`);
    else banner(error.message);
  };
  const news = async () => {
    if (current) await look();
    setTimeout(news, NEWS);
  };
  const look = async () => {
    try {
      const found = await ask(`news?since=${revision}&at=${current}&turn=${turn}&${as()}`);
      if ($("banner").textContent.startsWith("The server")) banner("");
      if ((found.answers || []).some((one) => one.id === current)) stale = current;
      learn(found);
      if (!here() || $("answer").dataset.shown !== String(current)) {  // it could not be had before
        await fetchAnswer(current);
        if (here()) show();
      } else if (stale === current && !waiting.has(current) && !isWriting()) {
        stale = 0;
        const id = current, seen = contentOf(here().own);
        const isNew = await fetchAnswer(id);  // else what differs is what the marker gave meanwhile
        if (id === current && isNew) {
          showMark();
          if (contentOf(here().own) !== seen && !moving) showChanged();
        }
      } else if (found.questions) showMark();
      showProgress();
      showEarlier();
    } catch (error) { unreachable(error); }
  };

  /* --- keys and buttons --------------------------------------------------------------------- */

  const KEYS = {
    j: () => step(1), k: () => step(-1), n: toNext, x: () => setPoints(0), u: undo, "?": () => $("keys").showModal(),
    c: () => $("comment").focus(), p: () => { $("exact").focus(); $("exact").select(); },
    a: () => openEdit(null), d: openAgreement, "[": () => turnPage(-1), "]": () => turnPage(1),
    e: () => { const on = lines().find((item) => here().draft.items.includes(item.id)) || lines()[0]; if (on) openEdit(on); },
    q: () => { $("asked").open = !$("asked").open; }, m: () => { $("model").open = !$("model").open; },
    l: () => { $("all").open = !$("all").open; },
  };
  // These do something to the answer that is shown: not while the next one is under way, and not by
  // a key that is held down.
  const isForAnswer = (key) => /^([1-9xupcae]|Enter)$/.test(key);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    if (document.querySelector("dialog[open]")) return;
    const at = event.target;
    if (at.matches("textarea, select, input:not([type=checkbox])")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const presses = event.key === "Enter" && at.matches("button, summary, a");
    if (isForAnswer(event.key) && !presses && (moving || event.repeat || !here())) {
      event.preventDefault();
      return;
    }
    const item = /^[1-9]$/.test(event.key) && lines()[Number(event.key) - 1];
    if (item) toggle(item.id);
    else if (event.key === "Enter" && !presses) done();
    else if (KEYS[event.key]) KEYS[event.key]();
    else return;
    event.preventDefault();
  });
  $("comment").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(leaveComment, TYPING);
    showEarlier();
  });
  $("comment").addEventListener("blur", leaveComment);
  $("comment").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("comment").blur(); done(); }
    const first = $("earlier").querySelector("button");
    if (event.key === "ArrowDown" && first && $("comment").selectionEnd === $("comment").value.length) { event.preventDefault(); first.focus(); }
  });
  $("earlier").addEventListener("keydown", (event) => {
    const all = Array.from($("earlier").querySelectorAll("button"));
    const place = all.indexOf(event.target) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || place < 0) $("comment").focus();
    else if (all[place]) all[place].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  $("exact").addEventListener("change", () => { if ($("exact").value !== "") setPoints(Number($("exact").value)); });
  $("exact").addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); $("exact").blur(); } });
  $("question").addEventListener("change", () => { choose($("question").value); $("question").blur(); });
  $("names").addEventListener("change", () => { names = $("names").checked; contents.clear(); go(current); });
  $("full").addEventListener("change", async () => {
    const sent = { marker, question, starts_full: $("full").value === "1", version: the().version };
    try { learn(await ask("scale", "PUT", sent)); } catch (error) { if (error.now) learn(error.now); else banner(error.message); }
    show();
  });
  $("edit").querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); saveItem(false); });
  $("all").addEventListener("toggle", () => { if ($("all").open) showMap(); });
  const clicks = { previous: () => step(-1), next: () => step(1), todo: toNext, done, undo, zero: () => setPoints(0),
    reopen: () => change((draft) => { draft.done = false; }), add: () => openEdit(null), agree: openAgreement, apply: applyAll,
    "changed-next": () => { $("changed").close(); toNext(); }, "changed-stay": () => $("changed").close(),
    help: () => $("keys").showModal(), who: () => askName(), "edit-close": () => $("edit").close(),
    "edit-remove": () => saveItem(true), "foot-done": done, "foot-undo": undo, "foot-next": () => step(1), "foot-previous": () => step(-1) };
  for (const [id, made] of Object.entries(clicks)) $(id).addEventListener("click", made);
  $("clash").addEventListener("cancel", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => { leaveComment(); if (waiting.size) event.preventDefault(); });

  /* --- beginning ---------------------------------------------------------------------------- */

  new ResizeObserver(() => document.documentElement.style.setProperty("--top",
    `${document.querySelector(".top").offsetHeight}px`)).observe(document.querySelector(".top"));
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("torchgrade-marker", value);
      return localStorage.getItem("torchgrade-marker") || "";
    } catch { return ""; }
  };
  const begin = async () => {
    try { await enter(); } catch (error) {
      unreachable(error);
      if (passes(error)) setTimeout(begin, AGAIN);
    }
  };
  const enter = async () => {
    $("who").textContent = marker;
    $("who").setAttribute("aria-label", `${marker} marks: change the name`);
    const found = await ask(`overview?${as()}`);
    if ($("banner").textContent.startsWith("The server")) banner("");
    learn(found);
    $("title").textContent = found.title;
    document.title = `${found.title}: marking`;
    $("desk").hidden = false;
    contents.clear();
    marks.clear();
    const wanted = Number(location.hash.slice(1));
    const known = answers.get(wanted);
    question = known ? known.question : questions.some((one) => one.name === question) ? question : questions[0].name;
    showGuides();
    if (known) await go(wanted); else await choose(question);
  };
  const askName = () => {
    $("name").value = marker || stored();
    $("ask-name").showModal();
    $("name").select();
  };
  $("ask-name").addEventListener("close", () => {
    const name = $("name").value.trim();
    if (!name) { if (!marker) askName(); return; }
    marker = name;
    stored(name);
    begin();
  });
  const invited = new URLSearchParams(location.search).get("as");
  if (invited) { marker = invited.trim().slice(0, 60); begin(); } else askName();
  setTimeout(news, NEWS);
})();
