// Runs before Streamlit's own script: its fixed English becomes Dutch, and a page of an earlier start of the server
// says so instead of swallowing the first click. The words come from woorden.json.
(() => {
  const { woorden, patronen } = __WOORDEN__;
  const regels = patronen.map(([van, naar]) => [new RegExp(`^${van}$`), naar]);
  const { content: start, dataset } = document.querySelector("meta[name=kernwaarden-start]");
  // Where the server is: else Streamlit asks it under the address of the page first, and the browser tells of two 404s.
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: `${location.origin}${dataset.basis}/` };
  const NAMEN = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];
  // What the app itself writes or reads from data stays as it is.
  const EIGEN = ".stMarkdown, .stHtml, .stHeading, [role=option], svg, canvas, script, style, textarea, [class^=kd-]";

  const inDutch = (tekst) => {
    const kaal = tekst.trim();
    if (!kaal || kaal.length > 300) return null;
    const vast = Object.hasOwn(woorden, kaal) ? woorden[kaal] : null;
    const [van, naar] = vast ? [kaal, vast] : regels.find(([regel]) => regel.test(kaal)) ?? [];
    return van ? tekst.replace(kaal, () => kaal.replace(van, vast ? () => naar : naar)) : null;
  };
  const name = (el) => {
    for (const naam of NAMEN) {
      const nieuw = el.hasAttribute(naam) && inDutch(el.getAttribute(naam));
      if (nieuw) el.setAttribute(naam, nieuw);
    }
  };
  const text = (knoop) => {
    const nieuw = inDutch(knoop.data);
    if (nieuw && !knoop.parentElement?.closest(EIGEN)) knoop.data = nieuw;
  };
  const all = (wortel) => {
    const loop = document.createTreeWalker(wortel, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let knoop = wortel; knoop; knoop = loop.nextNode())
      if (knoop.nodeType === Node.TEXT_NODE) text(knoop); else if (knoop.nodeType === Node.ELEMENT_NODE) name(knoop);
  };
  new MutationObserver((reeks) => {
    for (const { type, target, addedNodes } of reeks) {
      if (type === "attributes") name(target);
      else if (type === "characterData") text(target);
      else addedNodes.forEach(all);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: NAMEN });

  // The presentation: the keys of a keyboard and of a clicker press the buttons that are there for everybody.
  const TOETSEN = { ArrowRight: "volgende", PageDown: "volgende", ArrowLeft: "vorige", PageUp: "vorige",
    Home: "eerste", End: "laatste", Escape: "terug" };
  addEventListener("keydown", (e) => {
    const knop = document.querySelector(`.st-key-presentatie_${TOETSEN[e.key]} button`);
    const bezet = e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || document.querySelector("[data-testid=stPopoverBody]")
      || e.target.closest?.("input, textarea, [role=combobox], [role=dialog]");
    if (!knop || bezet) return;
    e.preventDefault();
    knop.click();
  });

  const show = (soort, inhoud) => {
    document.querySelector(".kw-melding")?.remove();
    if (!soort) return;
    const vak = document.createElement(soort);
    vak.className = "kw-melding";
    vak.setAttribute("role", "alertdialog");
    vak.setAttribute("aria-label", "Melding over de verbinding");
    vak.innerHTML = inhoud; // only the two texts below
    vak.setAttribute("closedby", "none"); // Escape does not help here; a browser that does not know this opens it anew
    vak.addEventListener("close", () => vak.isConnected && vak.showModal());
    vak.querySelector("button")?.addEventListener("click", () => location.reload());
    document.body.append(vak);
    vak.showModal?.();
  };
  let weg = false, bezig = false, herstart = false;
  for (const soort of ["pagehide", "pageshow"]) addEventListener(soort, () => { weg = soort === "pagehide"; });
  const look = async () => {
    if (weg || bezig || herstart) return;
    bezig = true;
    const antwoord = await fetch(`${dataset.basis}/_stcore/health`, { cache: "no-store" }).catch(() => null);
    const nu = antwoord?.ok && antwoord.headers.get("x-kernwaarden-start");
    bezig = false;
    if (nu && nu !== start) {
      herstart = true;
      show("dialog", woorden["#herstart"]);
    } else if (!nu && !weg) {
      show("div", woorden["#weg"]);
      setTimeout(look, 1500);
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(adres, protocollen) {
      const doel = new URL(adres, location.href);
      doel.searchParams.set("start", start);
      super(doel.href, protocollen);
      this.addEventListener("open", () => herstart || show());
      this.addEventListener("close", look);
    }
  };
})();
