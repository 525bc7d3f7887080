// Filter, sort and copy. The report is complete without it: the tools are hidden until this runs.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const say = (element, shown, total) => {
    element.textContent = element.dataset.text.replace("{n}", shown).replace("{total}", total);
  };

  const findings = byId("finding-tools");
  if (findings) {
    const items = [...byId("the-findings").querySelectorAll("[data-level]")];
    const texts = new Map();
    const text = (item) => {
      if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
      return texts.get(item);
    };
    const source = byId("finding-source");
    const search = byId("finding-search");
    const apply = () => {
      const levels = new Set([...findings.querySelectorAll("[name=level]:checked")].map((box) => box.value));
      const wanted = search.value.trim().toLowerCase();
      let shown = 0;
      for (const item of items) {
        const fits = levels.has(item.dataset.level)
          && (!source || !source.value || item.dataset.source === source.value)
          && (!wanted || text(item).includes(wanted));
        item.hidden = !fits;
        shown += fits;
      }
      say(byId("finding-status"), shown, items.length);
    };
    // Each list is put in order by itself: the cards, and the lines below them.
    const lists = ["the-cards", "the-lines"].map(byId).filter(Boolean).map((list) => [list, [...list.children]]);
    const sort = byId("finding-sort");
    sort.addEventListener("input", () => {
      const by = (item) => (sort.value ? item.dataset[sort.value] : "");
      for (const [list, children] of lists) {
        list.append(...[...children].sort((a, b) => by(a).localeCompare(by(b))));
      }
    });
    findings.addEventListener("input", apply);
    findings.hidden = false;
    apply();
    // A link to a finding that the filter hides shows it all the same.
    addEventListener("hashchange", () => {
      const target = byId(decodeURIComponent(location.hash.slice(1)));
      if (target && target.hidden) { target.hidden = false; target.scrollIntoView(); }
    });
  }

  const tools = byId("matrix-tools");
  if (tools) {
    const bodies = [...byId("the-matrix").tBodies];
    const rows = bodies.map((body) => [...body.rows].slice(1));
    const problems = byId("matrix-problems");
    const sort = byId("matrix-sort");
    const apply = () => {
      let shown = 0;
      let total = 0;
      bodies.forEach((body, index) => {
        const ordered = [...rows[index]];
        if (sort.value === "rank") ordered.sort((a, b) => a.dataset.rank - b.dataset.rank);
        body.append(...ordered);
        let here = 0;
        for (const row of ordered) {
          row.hidden = problems.checked && row.dataset.ok === "1";
          here += !row.hidden;
        }
        body.hidden = here === 0;
        shown += here;
        total += ordered.length;
      });
      say(byId("matrix-status"), shown, total);
    };
    tools.addEventListener("input", apply);
    tools.hidden = false;
    apply();
  }

  // Where a style sheet cannot open them for print, this does.
  addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll("details:not([open])")) {
      closed.open = true;
      addEventListener("afterprint", () => { closed.open = false; }, { once: true });
    }
  });

  if (navigator.clipboard && findings) {
    for (const id of document.querySelectorAll(".id")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = findings.dataset.copy;
      button.setAttribute("aria-label", `${findings.dataset.copy} ${id.textContent}`);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(id.textContent);
        button.textContent = findings.dataset.copied;
      });
      id.after(" ", button);
    }
  }
})();
