// The page around a chapter: language, links that keep the case, the loading view, and what happens when the line is cut.
"use strict";
(() => {
  const root = document.documentElement;
  const LANGUAGES = ["de", "en"];
  const TEXT = {
    lost: {
      de: "Die Verbindung ist unterbrochen. Ihre Eingaben bleiben in diesem Browser; die Seite verbindet sich von selbst wieder.",
      en: "The connection is interrupted. Your entries stay in this browser; the page reconnects by itself.",
    },
  };
  const parameters = new URLSearchParams(location.search);

  function initialLanguage() {
    const asked = parameters.get("lang");
    return LANGUAGES.includes(asked) ? asked : "de";
  }

  const writeAddress = () => history.replaceState(history.state, "", `?${parameters}${location.hash}`);

  function setLanguage(language) {
    root.lang = language;
    const title = document.querySelector("title");
    title.textContent = title.dataset[language];
    for (const button of document.querySelectorAll("[data-lcc-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lccLanguage === language));
    }
    parameters.set("lang", language);
    writeAddress();
    for (const link of document.querySelectorAll("a[data-lcc-link]")) {
      link.search = String(parameters);
    }
  }

  function switchLanguage(event) {
    const language = event.target.closest("[data-lcc-language]")?.dataset.lccLanguage;
    if (!language) return;
    setLanguage(language);
    document.dispatchEvent(new CustomEvent("lcc:language", { detail: language }));
  }

  // The worksheet is there as soon as one of the workbook's widgets has drawn something.
  function hideLoadingWhenReady() {
    const loading = document.querySelector(".lcc-loading");
    const ready = () => document.querySelector(".lcc-form *, .lcc-result *, .lcc-case *, .lcc-failed");
    const done = () => {
      if (!ready()) return false;
      loading?.remove();
      root.dataset.lccReady = "true";
      return true;
    };
    if (done()) return;
    const observer = new MutationObserver(() => done() && observer.disconnect());
    observer.observe(document.getElementById("lcc-chapter"), { childList: true, subtree: true });
  }

  // The form says when nothing is acknowledged any more. A busy kernel is waited for; if it is gone (the server was
  // restarted) or idle all the same (it died and was started anew, without our widgets) the page is loaded again,
  // and the form then sends what it has kept.
  const IDLE_CHECKS = 3; // in a row, so that a line just back has time to deliver
  const RELOAD_PAUSE = 60_000; // milliseconds until the page may reload for an idle kernel again

  function reloadIsDue() {
    const last = Number(sessionStorage.getItem("lcc-reloaded"));
    if (Date.now() - last < RELOAD_PAUSE) return false;
    sessionStorage.setItem("lcc-reloaded", String(Date.now()));
    return true;
  }
  let lost = false;
  let watching = false;

  async function kernelState() {
    const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    try {
      const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
      return answer.ok ? (await answer.json()).execution_state : answer.status === 404 ? "gone" : "unknown";
    } catch {
      return "unknown"; // nobody answers yet
    }
  }

  async function watchUntilBack() {
    watching = true;
    let idle = 0;
    while (lost) {
      const state = await kernelState();
      idle = ["busy", "unknown"].includes(state) ? 0 : idle + 1;
      if (lost && (state === "gone" || (idle >= IDLE_CHECKS && reloadIsDue()))) return location.reload();
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    watching = false;
  }

  function connection(event) {
    const note = document.querySelector(".lcc-connection");
    lost = event.detail?.state === "lost";
    note.hidden = !lost;
    note.textContent = lost ? TEXT.lost[root.lang] : "";
    if (lost && !watching) watchUntilBack();
  }

  window.voila_heartbeat = () => {}; // Voilà calls it while a chapter takes long to start
  root.lang = initialLanguage();
  document.addEventListener("lcc:connection", connection);
  window.addEventListener("popstate", writeAddress); // an entry from before a change of language
  document.addEventListener("DOMContentLoaded", () => {
    setLanguage(root.lang);
    document.querySelector(".lcc-languages").addEventListener("click", switchLanguage);
    document.querySelector("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
    hideLoadingWhenReady();
  });
})();
