/* The site works whole without this. With it: results in place, suggestions, steps between hits, single keys. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");

  /* Results in place */
  const onList = () => document.body.classList.contains("list");
  let asked = 0;

  const load = (address) => new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("GET", address);
    call.responseType = "document";
    call.onload = () => (call.status === 200 && call.response ? resolve(call.response) : reject(call.status));
    call.onerror = reject;
    call.send();
  });

  const focused = () => {
    const at = document.activeElement;
    return at && at.name ? [at.name, at.type === "checkbox" ? at.value : null] : null;
  };

  const refocus = (was) => {
    if (!was) return;
    const found = [...document.getElementsByName(was[0])].find((it) => was[1] === null || it.value === was[1]);
    if (found && found.id !== "page-q") found.focus({ preventScroll: true });
  };

  const show = async (address, { push = true, top = false } = {}) => {
    const number = ++asked;
    document.body.classList.add("busy");
    try {
      const next = await load(address);
      if (number !== asked) return;
      if (!next.getElementById("page-body") || !next.body.classList.contains("list")) throw new Error("another page");
      const was = focused();
      const open = new Map([...document.querySelectorAll("details[data-facet]")].map((it) => [it.dataset.facet, it.open]));
      if (push) history.pushState(null, "", address);
      document.title = next.title;
      for (const it of next.querySelectorAll("details[data-facet]")) {
        if (open.has(it.dataset.facet)) it.open = it.open || open.get(it.dataset.facet);
      }
      $("page-body").replaceWith(document.adoptNode(next.getElementById("page-body")));
      const form = next.getElementById("page-search");
      const box = $("page-q");
      if (form && document.activeElement !== box) box.value = form.elements.q.value;
      for (const it of [...$("page-search").querySelectorAll("input[type=hidden]")]) it.remove();
      if (form) for (const it of [...form.querySelectorAll("input[type=hidden]")]) $("page-search").append(document.adoptNode(it));
      refocus(was);
      if (top) scrollTo(0, 0);
    } catch {
      location.assign(address);
    } finally {
      document.body.classList.remove("busy");
    }
  };

  const addressOf = (form) => {
    const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(pairs).toString();
    return form.getAttribute("action").split("?")[0] + (query ? "?" + query : "");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "page-search" || !onList()) {
      // what is left empty stays out of the address
      const empty = [...form.elements].filter((it) => form.method === "get" && it.name && it.value === "");
      for (const it of empty) it.disabled = true;
      setTimeout(() => empty.forEach((it) => { it.disabled = false; }));
      return;
    }
    event.preventDefault();
    close();
    show(addressOf(form), { top: true });
  });

  document.addEventListener("change", (event) => {
    const it = event.target;
    if (!onList() || it.type !== "checkbox" || !it.form || it.form.id !== "page-search") return;
    if (getComputedStyle($("page-filters")).position === "fixed") return; // on a phone, its own button applies
    show(addressOf(it.form));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || !onList() || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const to = new URL(link.getAttribute("href"), location.href);
    if (to.origin !== location.origin || to.pathname !== location.pathname || to.hash || !link.closest("#page-body")) return;
    event.preventDefault();
    show(to.pathname + to.search, { top: Boolean(link.closest(".pager")) });
  });

  addEventListener("popstate", () => {
    if (onList() && !location.hash) show(location.pathname + location.search, { push: false });
  });

  /* Suggestions: the combobox pattern of the ARIA Authoring Practices */
  const box = $("page-q");
  const list = document.createElement("ul");
  let rows = [];
  let at = -1;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    if (box) { box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); }
  };

  const pick = (index) => {
    at = index;
    [...list.children].forEach((it, n) => it.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) box.setAttribute("aria-activedescendant", list.children[at].id);
    else box.removeAttribute("aria-activedescendant");
  };

  const suggest = async () => {
    const text = box.value.trim();
    if (text.length < 2) return close();
    try {
      const answer = await fetch(box.dataset.suggest + (box.dataset.suggest.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text));
      if (!answer.ok || box.value.trim() !== text) return;
      rows = await answer.json();
    } catch { return close(); }
    list.replaceChildren(...rows.map((row, n) => {
      const item = document.createElement("li");
      item.id = "page-suggestion-" + n;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      for (const [name, value] of [["v", row.value], ["c", row.label], ["c", row.count]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = value;
        item.append(part);
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(row.url); });
      return item;
    }));
    at = -1;
    list.hidden = !rows.length || document.activeElement !== box;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };

  if (box && box.dataset.suggest) {
    list.id = "page-suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.labels[0].textContent);
    box.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) box.setAttribute(name, value);
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 120); });
    box.addEventListener("blur", () => setTimeout(close, 100));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); pick((at + 1) % rows.length); }
      if (event.key === "ArrowUp") { event.preventDefault(); pick(at <= 0 ? rows.length - 1 : at - 1); }
      if (event.key === "Enter" && at >= 0) { event.preventDefault(); location.assign(rows[at].url); }
    });
  }

  /* What is ticked on one page of a facet's values comes along to its other pages */
  const apply = $("page-apply");
  if (apply) {
    const name = apply.dataset.facet;
    const withTicked = (pairs) => {
      pairs.delete(name);
      for (const value of new FormData(apply).getAll(name)) pairs.append(name, value);
    };
    document.querySelector(".filter-line")?.addEventListener("formdata", (event) => withTicked(event.formData));
    $("page-main").addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      const to = link && new URL(link.getAttribute("href"), location.href);
      if (!to || to.pathname !== location.pathname || link.closest(".chips")) return;
      withTicked(to.searchParams);
      link.href = to.pathname + to.search;
    });
  }

  /* Steps between hits */
  const bar = document.querySelector(".hitbar");
  let hit = 0;
  const marks = () => (bar ? [...document.querySelectorAll("mark[id]")] : [...document.querySelectorAll("#page-results .hit")]);

  const step = (by) => {
    const all = marks();
    if (!all.length) return;
    all.forEach((it) => it.classList.remove("at"));
    hit = hit ? ((hit - 1 + by + all.length) % all.length) + 1 : by > 0 ? 1 : all.length;
    const to = all[hit - 1];
    to.classList.add("at");
    to.scrollIntoView({ block: "center" });
    (to.querySelector("h2 a, h3 a") || to).focus({ preventScroll: true });
    if (bar) {
      bar.querySelector(".hitbar-line").textContent = bar.dataset.line.replace("{n}", hit);
      bar.setAttribute("aria-live", "polite");
    }
  };

  if (bar) {
    const [back, on] = bar.querySelectorAll("[data-step]");
    const [before, after] = bar.dataset.words.split("|");
    back.textContent = "← " + before;
    on.textContent = after + " →";
    back.setAttribute("aria-keyshortcuts", "p");
    on.setAttribute("aria-keyshortcuts", "n");
    for (const link of [back, on]) link.addEventListener("click", (event) => { event.preventDefault(); step(Number(link.dataset.step)); });
    const start = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const first = start && start.querySelector("mark[id]");
    if (first) hit = Math.max(0, marks().indexOf(first));
  }

  /* Single keys, which can be switched off (WCAG 2.1.4) */
  const dialog = $("page-keys");
  const toggle = $("page-keys-on");
  const opener = $("page-keys-open");
  const stored = (value) => {
    try { return value === undefined ? localStorage.getItem("keys") : localStorage.setItem("keys", value); } catch { return null; }
  };
  opener.hidden = false;
  toggle.checked = stored() !== "off";
  opener.addEventListener("click", () => dialog.showModal());
  toggle.addEventListener("change", () => stored(toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
    if (event.key === "?") dialog.showModal();
  });

  /* Copying */
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = $(button.dataset.copy);
      try { await navigator.clipboard.writeText(from.value); } catch { from.select(); return; }
      button.textContent = button.dataset.done;
    });
  }
})();
