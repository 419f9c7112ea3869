// The documentation's own script: search, colours, and a menu that is closed on small screens.
(() => {
  const root = document.documentElement.dataset.root ?? "./";
  const [input, found] = ["input[type=search]", "#found"].map((name) => document.querySelector(name));
  const most = 12;
  let rows;
  let loading;

  function load() {
    loading ??= new Promise((resolve) => {
      globalThis.cajalSearch = (all) => {
        rows = all.map((row) => ({ row, title: row[0].toLowerCase(), words: ` ${row[3]} ` }));
        resolve();
      };
      document.head.append(
        Object.assign(document.createElement("script"), { src: `${root}assets/search.js` }),
      );
    });
    return loading;
  }

  /** How well a row answers one word; 0 where it does not. */
  function score({ title, words }, word) {
    if (title === word) return 100;
    if (title.startsWith(word)) return 40 - Math.min(title.length - word.length, 20);
    if (title.endsWith(`.${word}`)) return 30;
    if (word.length > 2 && title.includes(word)) return 15;
    if (words.includes(` ${word} `)) return 5;
    return words.includes(` ${word}`) ? 3 : 0;
  }

  function answers(text) {
    const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (asked.length === 0) return [];
    const scored = rows.map((one) => {
      const each = asked.map((word) => score(one, word));
      return { one, points: each.includes(0) ? 0 : each.reduce((sum, points) => sum + points, 0) };
    });
    return scored
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, most)
      .map(({ one }) => one.row);
  }

  function item([title, address, kind], index) {
    const link = Object.assign(document.createElement("a"), { href: root + address, id: `found-${index}` });
    link.setAttribute("role", "option");
    const name = Object.assign(document.createElement("b"), { textContent: title });
    link.append(name, Object.assign(document.createElement("small"), { textContent: kind }));
    return link;
  }

  function choose(index) {
    const items = [...found.children];
    for (const [place, one] of items.entries()) one.setAttribute("aria-selected", String(place === index));
    input.setAttribute("aria-activedescendant", items[index]?.id ?? "");
    items[index]?.scrollIntoView({ block: "nearest" });
  }

  const chosen = () => [...found.children].findIndex((one) => one.getAttribute("aria-selected") === "true");

  function show(open) {
    found.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
  }

  async function search() {
    await load();
    const list = answers(input.value);
    found.replaceChildren(...list.map(item));
    if (list.length === 0) found.textContent = "Nothing found";
    show(input.value.trim() !== "");
    choose(0);
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const count = found.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count > 0) {
      event.preventDefault();
      choose((chosen() + step + count) % count);
    }
    if (event.key === "Escape") show(false);
  });
  document.querySelector(".search").addEventListener("submit", (event) => {
    event.preventDefault();
    found.children[chosen()]?.click();
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".search") || target.closest("#found a")) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input")) return;
    event.preventDefault();
    input.focus();
  });

  const following = { system: "light", light: "dark", dark: "system" };
  const button = document.querySelector(".theme");
  let theme = document.documentElement.dataset.theme ?? "system";
  const label = () => {
    button.textContent = { system: "Auto", light: "Light", dark: "Dark" }[theme];
    button.setAttribute("aria-label", `${button.textContent} colours. Change to ${following[theme]}`);
  };
  button.addEventListener("click", () => {
    theme = following[theme];
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("cajal-theme", theme);
    } catch {
      // Without storage the choice lasts until the page is left.
    }
    label();
  });
  label();

  const menu = document.querySelector(".menu-of-section details");
  if (menu && matchMedia("(max-width: 60rem)").matches) menu.open = false;
  document.querySelector('.menu-of-section [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
})();
