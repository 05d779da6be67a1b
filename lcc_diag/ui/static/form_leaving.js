/* Leaving the page for another of ours waits until everything said here is saved. */

/* True: the page is left for `address` as soon as nothing waits any more. */
function leaveLater(form, address) {
  writeAll(form);
  if (!form.isWaiting()) return false;
  form.leaving = address;
  form.refresh();
  return true;
}

function leaveWhenSaved(form) {
  if (!form.leaving || form.isWaiting()) return;
  document.dispatchEvent(new CustomEvent("lcc:leaving")); // the click on the link may not have been the last one
  location.assign(form.leaving);
}

/* Links around the form, such as the header's. Once nothing gets through they are let go: what waits is in this browser. */
function linkFollowed(form, event) {
  const link = event.target.closest?.("a[href]");
  if (!form.onPage || !link || form.root.contains(link) || event.defaultPrevented || !leavesForOurs(link, event)) return;
  if (form.state.outbox.isLost()) writeAll(form);
  else if (leaveLater(form, link.href)) event.preventDefault();
}

function leavesForOurs(link, event) {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const here = ["", "_self"].includes(link.target) && !link.hasAttribute("download");
  const staying = link.pathname === location.pathname && link.search === location.search && link.hash;
  return plain && here && link.origin === location.origin && !staying;
}
