/* The wall: what the beamer shows. Nobody types here; arrow keys turn the results, F fills the screen, and a facilitator's page
   in the same browser may turn them too. */

const WALL_PACE = 250; // milliseconds between two looks at mere counts
const WALL_GRACE = 3_000; // milliseconds until a lost line is worth a word
const NEXT_KEYS = ["ArrowRight", "ArrowDown", "PageDown", " "];
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;
const PREVIOUS_KEYS = ["ArrowLeft", "ArrowUp", "PageUp"];

class Wall {
  constructor(place, { wall, room, join, join_short: joinShort, qr }) {
    Object.assign(this, { place, room, chosen: languageDrawer.read(null), lostTimer: null });
    this.address = `${pageBase}wall/${wall}`;
    this.place.className = "wall";
    this.stage = roomNode("main", { style: { height: "100%" } });
    this.lost = roomNode("p", { class: "wall-lost", role: "status", hidden: true });
    this.place.replaceChildren(this.stage, this.lost);
    this.view = mountRoom(this.stage, { language: pageRoot.lang, size: "wall", qr, join, joinShort, tell: (at) => this.tell(at) });
  }

  start() {
    this.channel = new BroadcastChannel("lcc-wall");
    this.channel.onmessage = ({ data }) => this.turned(data);
    if (this.room) this.receive(this.room, Date.now());
    this.live = new Live(this.address, {
      pace: WALL_PACE, spread: 0,
      told: { room: (room, now) => this.receive(room, now), line: (state) => this.lineChanged(state), gone: () => this.gone(), counts: () => true },
    });
    this.live.start();
    document.addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("pagehide", () => this.post({ act: "gone" }));
    addEventListener("pageshow", () => this.post(this.at));
  }

  /* The wall speaks the workshop's language. */
  receive(room, now) {
    this.room = room;
    if (pageRoot.lang !== room.language) {
      pageRoot.lang = room.language;
      this.view.setLanguage(room.language);
    }
    document.title = ROOM_WORDS[pageRoot.lang].screen_join_title;
    this.view.update(room, now);
  }

  pressed({ key, ctrlKey, metaKey, altKey, target }) {
    if (ctrlKey || metaKey || altKey) return;
    if (NEXT_KEYS.includes(key) && !(key === " " && target.matches?.("button"))) this.view.next();
    else if (PREVIOUS_KEYS.includes(key)) this.view.prev();
    else if (key === "Home") this.view.show(0);
    else if (key === "End") this.view.show(this.view.count() - 1);
    else if (key.toLowerCase() === "f") fillScreen();
  }

  turned({ code, act, index }) {
    if (code !== this.room?.code) return;
    if (act === "show") this.view.show(index);
    else if (act === "next" || act === "prev") this.view[act]();
    else if (act === "where") this.post(this.at);
  }

  /* A facilitator's page in the same browser says how far the wall is. */
  tell(place) {
    const at = { act: "at", place };
    if (JSON.stringify(at) === JSON.stringify(this.at)) return;
    this.at = at;
    this.post(at);
  }

  post(message) {
    if (message) this.channel.postMessage({ code: this.room?.code, ...message });
  }

  lineChanged(state) {
    clearTimeout(this.lostTimer);
    if (state === "open") this.lost.hidden = true;
    else this.lostTimer = setTimeout(() => this.showLost(), WALL_GRACE);
  }

  showLost() {
    const time = this.live.heardAt.toLocaleTimeString(pageRoot.lang, { hour: "2-digit", minute: "2-digit" });
    this.lost.textContent = roomWord({ language: pageRoot.lang }, "screen_lost", { time });
    this.lost.hidden = false;
  }

  gone() {
    const word = (key) => roomWord({ language: pageRoot.lang }, key);
    this.view.close();
    this.lost.hidden = true;
    this.stage.replaceChildren(roomNode("div", { class: "wall-gone" },
      roomNode("h1", { text: word("screen_gone_title") }), roomNode("p", { text: word("screen_gone_text") })));
  }
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else pageRoot.requestFullscreen?.().catch(() => {});
}

/* The facilitator has said at which address phones find a server that this browser knows by a name of its own. */
function knownBase() {
  const base = openDrawer("lcc-workshop-base").read(null);
  return base && LOOPBACK.test(location.hostname) && !new URLSearchParams(location.search).has("base") ? base : null;
}

pageRoot.lang = firstLanguage();
const base = knownBase();
if (base) location.replace(`${location.pathname}?base=${encodeURIComponent(base)}`);
else new Wall(document.getElementById("lcc-app"), pageData()).start();
