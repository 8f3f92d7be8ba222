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
      // A browser sends nothing of a day that is none, such as February 30, and says so itself: at its field, too.
      for (const field of form.elements) {
        if (field.validity.badInput && field !== document.activeElement) {
          const fault = document.createElement("span");
          fault.className = "fault";
          fault.textContent = field.validationMessage;
          document.getElementById(`${field.id}-told`)?.replaceChildren(fault);
        }
      }
    } catch {
      // Another letter came meanwhile, or the desk has ended: the button says which.
    }
  }

  // Half a day is no day yet: it is asked about when its field is left.
  for (const event of ["input", "focusout"]) {
    form.addEventListener(event, () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 400);
    });
  }
})();
