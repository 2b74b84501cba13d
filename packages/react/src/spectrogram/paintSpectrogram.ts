import type { Spectrogram } from '@potoo/core';

/** Paints a spectrogram onto a canvas in one colour, the level being how much of it; time to the right, pitch upwards. */
export function paintSpectrogram(canvas: HTMLCanvasElement, spectrogram: Spectrogram): void {
  const { columns, rows, levels } = spectrogram;
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const at = ((rows - 1 - row) * columns + column) * 4;
      image.data[at + 3] = levels[column * rows + row] ?? 0;
    }
  }
  context.putImageData(image, 0, 0);
  // The colour comes from the stylesheet: everything that was painted takes it, and keeps how opaque it is.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, columns, rows);
}
