(() => {
  const switches = document.querySelectorAll(".nameless");
  const isNameless = () => document.body.classList.contains("nameless");

  const searched = (table, tools) => {
    const rows = Array.from(table.tBodies[0].rows);
    const [words, state, count] = [".words", ".state", ".count"].map((one) => tools.querySelector(one));
    const texts = new Map();
    const textOf = (row) => {
      // What nobody sees is not searched either: a name would find its row.
      const key = isNameless() ? "nameless" : "named";
      const known = texts.get(row) ?? {};
      known[key] ??= (isNameless() ? shownText(row) : row.textContent).toLowerCase();
      texts.set(row, known);
      return known[key];
    };
    const show = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const found = wanted.every((word) => textOf(row).includes(word));
        const fits = !state?.value || row.dataset.state.split(" ").includes(state.value);
        row.hidden = !(found && fits);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = shown === rows.length ? `${shown}` : `${shown} of ${rows.length}`;
    };
    words.addEventListener("input", show);
    state?.addEventListener("change", show);
    for (const one of switches) one.addEventListener("change", show);
    tools.hidden = false;
    show();
  };

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    if (!("value" in cell.dataset)) return cell.textContent.trim();
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };

  const sort = (table, heading) => {
    const body = table.tBodies[0];
    const column = heading.cellIndex;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(body.rows);
    const keys = new Map(rows.map((row) => [row, valueOf(row, column)]));
    const words = new Intl.Collator(undefined, { numeric: true });
    const compare = (a, b) => (typeof a === "string" ? words.compare(a, b) : a - b);
    rows.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
      return down ? compare(b, a) : compare(a, b);
    });
    body.append(...rows);
  };

  const shownText = (cell) => {
    const copy = cell.cloneNode(true);
    const hidden = isNameless() ? ".who, details, .soft.of-row" : ".number, details";
    for (const part of copy.querySelectorAll(hidden)) part.remove();
    for (const line of copy.querySelectorAll("br")) line.replaceWith(" ");
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  const csvOf = (table) => {
    // A spreadsheet runs what looks like a formula: the rule is that of all other tables.
    const written = (text) => {
      const safe = /^-?[\d.]+$/.test(text) ? text : text.replace({{ formula }},
        (all, before, unseen, sign) => `${before}'${unseen}${unseen && "'"}${sign}`);
      return `"${safe.replaceAll('"', '""')}"`;
    };
    const textOf = (cell) =>
      cell.dataset.value ? String(Number(cell.dataset.value)) : shownText(cell);
    const rows = [table.tHead.rows[0], ...Array.from(table.tBodies[0].rows).filter((row) => !row.hidden)];
    return rows.map((row) => Array.from(row.cells, (cell) => written(textOf(cell))).join(",")).join("\r\n") + "\r\n";
  };

  const offerCsv = (table) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "csv";
    button.textContent = "save as CSV";
    button.setAttribute("aria-label", `save the table of ${table.dataset.called ?? table.id} as CSV`);
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", csvOf(table)], { type: "text/csv" }));
      link.download = `${table.dataset.called ?? table.id}.csv`.replaceAll(" ", "_");
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    table.parentElement.after(button);
  };

  for (const one of switches)
    one.addEventListener("change", () => {
      document.body.classList.toggle("nameless", one.checked);
      for (const other of switches) other.checked = one.checked;
    });
  for (const tools of document.querySelectorAll(".tools"))
    searched(document.getElementById(tools.dataset.for), tools);
  for (const table of document.querySelectorAll("table.sheet")) {
    for (const button of table.tHead.querySelectorAll("button"))
      button.addEventListener("click", () => sort(table, button.parentElement));
    offerCsv(table);
  }
})();
