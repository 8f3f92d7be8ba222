// While somebody types, the parts of a screen that change are asked for again. Without it, a button does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  let waiting = 0, asked = new AbortController();

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const typed = new URLSearchParams(new FormData(form)), isSearch = form.method === "get";
    if (!isSearch) typed.set("look", "1");
    const address = isSearch ? `${form.action.split("?")[0]}?${typed}` : form.action;
    const how = isSearch ? {} : { method: "POST", body: typed };
    try {
      const answer = await fetch(address, { ...how, signal: asked.signal, cache: "no-store" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-part]")) {
        part.replaceChildren(...(fresh.getElementById(part.id)?.childNodes ?? []));
      }
    } catch {
      // Another letter came meanwhile, or the desk has ended: the button says which.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
})();
