(() => {
  const table = document.getElementById("class");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const tools = document.getElementById("tools");
  const [words, state] = [document.getElementById("words"), document.getElementById("state")];
  const count = document.getElementById("count");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const show = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const found = wanted.every((word) => texts.get(row).includes(word));
      row.hidden = !(found && (!state.value || row.dataset.state.split(" ").includes(state.value)));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown === rows.length ? `${shown}` : `${shown} of ${rows.length}`;
  };

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    if (!("value" in cell.dataset)) return cell.textContent.trim();
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };

  const sort = (heading) => {
    const column = heading.cellIndex;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keys = new Map(rows.map((row) => [row, valueOf(row, column)]));
    const compare = (a, b) =>
      typeof a === "string" ? a.localeCompare(b, undefined, { numeric: true }) : a - b;
    rows.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
      return down ? compare(b, a) : compare(a, b);
    });
    body.append(...rows);
  };

  document.getElementById("nameless").addEventListener("change", (event) =>
    document.body.classList.toggle("nameless", event.target.checked));
  words.addEventListener("input", show);
  state.addEventListener("change", show);
  for (const button of table.tHead.querySelectorAll("button"))
    button.addEventListener("click", () => sort(button.parentElement));
  tools.hidden = false;
  show();
})();
