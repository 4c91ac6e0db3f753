"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Unpacking: the content of a details element is cloned from its template when
  // it is first opened, and what it holds is started then.
  function unpack(details) {
    const from = details.dataset.unpack;
    if (!from || !details.open) return;
    delete details.dataset.unpack;
    const body = $(":scope > .body", details);
    body.append(document.getElementById(from).content.cloneNode(true));
    $$(".film", body).forEach(film => new Player(film));
  }
  document.addEventListener("toggle", e => e.target.matches?.("details") && unpack(e.target), true);

  function openNamed() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches("details")) return;
    if (target.hidden) press("[data-show=all]");
    target.open = true;
    unpack(target);
    target.scrollIntoView({ block: "start" });
  }
  addEventListener("hashchange", openNamed);

  // Buttons: filter and order of the list, panes of the code.
  const list = $("#list");
  const original = list ? [...list.children] : [];
  const press = selector => $(".tools " + selector)?.click();
  document.addEventListener("click", e => {
    const button = e.target.closest("button");
    const group = button?.closest("[role=group]");
    if (!group) return;
    $$("button", group).forEach(b => b.setAttribute("aria-pressed", b === button));
    const { show, order, pane } = button.dataset;
    if (show) $$("details.candidate").forEach(d => { d.hidden = !d.dataset.kinds.split(" ").includes(show); });
    if (order) arrange(order);
    if (pane) $$(".pane", button.closest("figure")).forEach(p => { p.hidden = p.dataset.name !== pane; });
    if (show || order) headings();
  });
  function arrange(order) {
    const rows = original.filter(n => n.matches("details"));
    if (order === "score") rows.sort((a, b) => b.dataset.score - a.dataset.score);
    list.dataset.order = order;
    list.append(...(order === "score" ? rows : original));
  }
  // A heading is shown above visible candidates in the order of iterations.
  function headings() {
    let heading = null;
    for (const n of original) {
      if (n.matches("h3")) { heading = n; heading.hidden = true; }
      else if (n.matches("details") && !n.hidden && list.dataset.order !== "score") heading.hidden = false;
    }
  }

  // Tips: one box that follows the pointer or the focus.
  const tip = $("#tip");
  function tell(target, x, y) {
    const text = target?.closest?.("[data-tip]")?.dataset.tip;
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - width - 8)) + "px";
    tip.style.top = (y + height + 24 > innerHeight ? y - height - 12 : y + 16) + "px";
  }
  document.addEventListener("pointermove", e => tell(e.target, e.clientX, e.clientY));
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  document.addEventListener("focusin", e => {
    const mark = $(".pt", e.target) && e.target.closest("a");
    if (mark) { const r = mark.getBoundingClientRect(); tell($(".pt", mark), r.right, r.top); }
  });

  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  class Player {
    constructor(film) {
      this.data = film.dataset;
      this.canvas = $("canvas", film);
      this.button = $("button", film);
      this.slider = $("input", film);
      this.output = $("output", film);
      this.last = this.data.frames - 1;
      this.slider.max = this.last;
      this.length = Math.min(Math.max(+this.data.seconds, 3), 12); // seconds of one showing
      this.frame = 0;
      this.playing = !calm.matches;
      this.button.onclick = () => { this.playing = !this.playing; this.mark(); this.go(); };
      this.slider.oninput = () => { this.playing = false; this.frame = +this.slider.value; this.mark(); this.draw(); };
      new ResizeObserver(() => this.fit()).observe(this.canvas);
      new IntersectionObserver(([entry]) => { this.visible = entry.isIntersecting; this.go(); }).observe(this.canvas);
      this.mark();
    }
    mark() { this.button.textContent = this.playing ? "❚❚" : "▶"; }
    fit() {
      const { width, height } = this.canvas.getBoundingClientRect();
      if (!width) return;
      const ratio = devicePixelRatio || 1;
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.draw();
    }
    go() {
      if (!this.visible || !this.playing || this.running) return;
      this.running = true;
      let before = performance.now();
      const step = now => {
        if (!this.visible || !this.playing || !this.canvas.isConnected) { this.running = false; return; }
        this.frame += (now - before) / 1000 / this.length * this.last;
        before = now;
        if (this.frame > this.last + 0.5 / this.length * this.last) this.frame = 0; // rests at the end for half a second
        this.draw();
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    }
    draw() {
      this.columns ??= Film.decode(this.data);
      const f = Math.min(Math.round(this.frame), this.last);
      this.slider.value = f;
      this.output.textContent = (this.data.seconds * (this.last ? f / this.last : 0)).toFixed(2) + " of " + (+this.data.seconds).toFixed(1) + " s";
      Film.paint(this.canvas, this.columns.map(c => c[f]));
    }
  }

  const tools = $(".tools");
  if (tools) tools.hidden = false;
  openNamed();
})();
