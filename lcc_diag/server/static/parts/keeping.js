/* A server that forgets (Binder): whoever has entered something and not kept it as a file is asked before leaving. What
   counts is the case, whichever chapter it is entered in. */

function keepInMind(base) {
  const name = `lcc-unkept-${parameters.get("case")}`;
  let within = false; // on the way to another chapter, or loading this one again
  const isOurs = (link) => link && link.origin === location.origin && link.pathname.startsWith(base);
  const leaving = (yes) => { within = yes; };
  document.addEventListener("lcc:entered", () => sessionStorage.setItem(name, "true"));
  document.addEventListener("lcc:kept", () => sessionStorage.removeItem(name));
  document.addEventListener("lcc:leaving", () => leaving(true));
  document.addEventListener("click", ({ target }) => leaving(isOurs(target.closest?.("a[href]:not([download])"))), true);
  window.addEventListener("beforeunload", (event) => {
    if (!within && sessionStorage.getItem(name)) event.preventDefault();
  });
}
