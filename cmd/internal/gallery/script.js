"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Every rival with its films, decoded when they are first shown.
  const rivals = $$(".rival").map(figure => ({
    figure, name: figure.dataset.name, canvas: $("canvas", figure), over: $(".over", figure),
    films: $$(".film", figure).map(element => ({ data: element.dataset, seconds: +element.dataset.seconds, last: element.dataset.frames - 1 })),
  }));
  const episodes = $$(".episode");
  const play = $("#play"), slider = $("#time"), clock = $("#clock"), speed = $("#speed");

  // One clock drives all films of an episode, so that they are in step. Short episodes
  // are slowed down and long ones sped up to be over in 3 to 12 seconds at speed 1; all
  // of them are followed by a rest and the next episode.
  const rest = 0.8;
  let episode = 0, time = 0, playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const length = () => Math.max(...rivals.map(r => r.films[episode].seconds));
  const rate = () => speed.value * length() / Math.min(Math.max(length(), 3), 12);

  function draw() {
    for (const r of rivals) {
      const film = r.films[episode];
      film.columns ??= Film.decode(film.data);
      const frame = Math.round(Math.min(film.seconds ? time / film.seconds : 1, 1) * film.last);
      Film.paint(r.canvas, film.columns.map(c => c[frame]));
      r.over.hidden = time < film.seconds;
    }
    slider.max = length();
    slider.value = time;
    clock.textContent = Math.min(time, length()).toFixed(2) + " of " + length().toFixed(1) + " s";
  }

  function show(number) {
    episode = number;
    time = 0;
    episodes.forEach((button, k) => button.setAttribute("aria-pressed", k === episode));
    draw();
  }

  function pause(stop) {
    playing = !stop;
    play.textContent = playing ? "❚❚" : "▶";
  }

  let before = performance.now();
  function step(now) {
    const passed = Math.min((now - before) / 1000, 0.25); // a page in the background is not caught up with
    before = now;
    if (playing) {
      time += passed * rate();
      if (time > length() + rest * rate()) show((episode + 1) % episodes.length);
      else draw();
    }
    requestAnimationFrame(step);
  }

  // fit makes the pictures as large as they can be with all of them in sight, and lets
  // the page scroll only where they would become too small.
  function fit() {
    const wall = $(".wall"), n = rivals.length, gap = 14, around = 105; // of a picture, in its tile: name and choice
    const aspect = +rivals[0].films[0].data.aspect;
    const high = innerHeight - $("header").offsetHeight - $("footer").offsetHeight - 56;
    let best = { height: 0 };
    for (let columns = 1; columns <= n; columns++) {
      const width = (wall.clientWidth + gap) / columns - gap - 28, rows = Math.ceil(n / columns);
      if (columns > 1 && width < 170) break;
      const height = Math.min(width / aspect, Math.max((high + gap) / rows - gap - around, 120));
      if (height > best.height + 1) best = { height, columns };
    }
    wall.style.gridTemplateColumns = `repeat(${best.columns}, minmax(0, 1fr))`;
    for (const r of rivals) r.canvas.style.height = best.height + "px";
    const ratio = devicePixelRatio || 1, { width, height } = rivals[0].canvas.getBoundingClientRect();
    for (const { canvas } of rivals) { // all of one size, which fractions of pixels could break
      canvas.width = Math.max(Math.round(width * ratio), 1);
      canvas.height = Math.max(Math.round(height * ratio), 1);
    }
    draw();
  }

  // What is picked.
  const chosen = what => $(`input[name=${what}]:checked`)?.value;
  function mark() {
    const best = chosen("best"), worst = chosen("worst");
    for (const r of rivals) {
      const { classList } = r.figure;
      classList.toggle("best", r.name === best && best !== worst);
      classList.toggle("worst", r.name === worst && best !== worst);
      classList.toggle("both", r.name === best && best === worst);
    }
    $("#submit").disabled = !best || !worst || best === worst;
    $("#state").textContent =
      best && best === worst ? best + " cannot be both." :
      best && worst ? best + " is best and " + worst + " is worst." :
      best ? best + " is best; which is worst?" :
      worst ? worst + " is worst; which is best?" : "";
  }
  document.addEventListener("change", mark);

  play.onclick = () => pause(playing);
  slider.oninput = () => { pause(true); time = +slider.value; draw(); };
  episodes.forEach((button, k) => { button.onclick = () => show(k); });
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.target === speed) return;
    if (e.key === " " && !e.target.closest("button, input")) { e.preventDefault(); pause(playing); return; }
    if (episodes[e.key - 1]) { show(e.key - 1); return; }
    const input = $(`input[name=${e.shiftKey ? "worst" : "best"}][value="${CSS.escape(e.key.toUpperCase())}"]`);
    if (input) { input.checked = true; mark(); }
  });

  addEventListener("resize", fit);
  pause(!playing);
  mark();
  show(0);
  fit();
  requestAnimationFrame(step);
})();
