/* The language of the page, in its address, its title and the links to other chapters. Both languages are on the page and
   one is shown, so switching needs no reload and keeps the place. */

const page = document.documentElement;
const LANGUAGES = ["de", "en"];
const parameters = new URLSearchParams(location.search);
const writeAddress = () => history.replaceState(history.state, "", `?${parameters}${location.hash}`);

function setLanguage(language) {
  page.lang = language;
  const title = document.querySelector("title");
  if (title.dataset[language]) title.textContent = title.dataset[language];
  for (const button of document.querySelectorAll("[data-lcc-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lccLanguage === language));
  }
  parameters.set("lang", language);
  writeAddress();
  for (const link of document.querySelectorAll("a[data-lcc-link]")) link.search = String(parameters);
}

function switchLanguage(event) {
  const language = event.target.closest("[data-lcc-language]")?.dataset.lccLanguage;
  if (!language) return;
  setLanguage(language);
  document.dispatchEvent(new CustomEvent("lcc:language", { detail: language }));
}

function speak() {
  parameters.delete("token"); // a Jupyter server's: it is in the cookie by now, and this address is passed on
  setLanguage([parameters.get("lang"), page.lang, ...LANGUAGES].find((language) => LANGUAGES.includes(language)));
  window.addEventListener("popstate", writeAddress); // an entry from before a change of language
  document.querySelector(".lcc-languages")?.addEventListener("click", switchLanguage);
  requestAnimationFrame(showPlace); // not before the styles are there: this script may be faster
}

/* On a phone the navigation is wider than the screen. */
function showPlace() {
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}
