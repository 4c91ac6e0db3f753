"use strict";
// Films in a browser: see package film.
const Film = (() => {
  // decode returns the columns of a film, which are zigzag varints. film is the data
  // set of an element with frames, slots and film.
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

  return { decode, paint };
})();
