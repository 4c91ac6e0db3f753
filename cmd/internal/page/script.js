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

  // Films: columns of zigzag varints; see package film.
  function decode(film) {
    const bytes = Uint8Array.from(atob(film.film), c => c.charCodeAt(0));
    let at = 0;
    const varint = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    };
    const frames = +film.frames, columns = [];
    for (let c = 0; c < 4 + 8 * film.slots; c++) {
      const column = new Int32Array(frames).fill(varint());
      if (bytes[at++]) for (let f = 1; f < frames; f++) column[f] = column[f - 1] + varint();
      columns.push(column);
    }
    return columns;
  }

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
      this.columns ??= decode(this.data);
      const f = Math.min(Math.round(this.frame), this.last);
      this.slider.value = f;
      this.output.textContent = (this.data.seconds * (this.last ? f / this.last : 0)).toFixed(2) + " of " + (+this.data.seconds).toFixed(1) + " s";
      paint(this.canvas, this.columns.map(c => c[f]));
    }
  }

  // paint draws one row of a film: the view box, then 8 numbers a shape.
  function paint(canvas, row) {
    const g = canvas.getContext("2d");
    const [minX, minY, maxX, maxY] = row;
    const scale = Math.min(canvas.width / (maxX - minX), canvas.height / (maxY - minY));
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.width, canvas.height);
    g.setTransform(scale, 0, 0, -scale,
      (canvas.width - scale * (minX + maxX)) / 2, (canvas.height + scale * (minY + maxY)) / 2);
    g.lineCap = "round";
    for (let i = 4; i < row.length; i += 8) {
      const [kind, x1, y1, x2, y2, width, angle, colour] = row.slice(i, i + 8);
      g.fillStyle = g.strokeStyle = "#" + colour.toString(16).padStart(6, "0");
      g.lineWidth = Math.max(width, 1 / scale);
      g.beginPath();
      if (kind === 1) { g.moveTo(x1, y1); g.lineTo(x2, y2); g.stroke(); }
      if (kind === 2) { g.arc(x1, y1, Math.abs(x2), 0, 7); g.fill(); }
      if (kind === 3) { g.arc(x1, y1, Math.abs(x2), 0, 7); g.stroke(); }
      if (kind === 4) {
        g.save();
        g.translate(x1, y1);
        g.rotate(angle * 2 * Math.PI / 4096);
        g.fillRect(-x2 / 2, -y2 / 2, x2, y2);
        g.restore();
      }
    }
  }

  const tools = $(".tools");
  if (tools) tools.hidden = false;
  openNamed();
})();
