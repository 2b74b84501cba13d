import { expect, it } from 'vitest';
import { seededNormal } from '../../../testing/rooms/seeded-random.ts';
import { complexValues } from './complex-values.ts';
import { solveHermitian, triangleLength } from './hermitian-system.ts';

it.each([1, 2, 7, 40])('solves %i equations for two right sides', (order) => {
  const normal = seededNormal(order);
  const value = () => ({ re: normal(), im: normal() });
  const factor = Array.from({ length: order }, () => Array.from({ length: order }, value));
  // A matrix times its own conjugate transpose is Hermitian and positive definite.
  const entry = (row: number, column: number) => {
    let [re, im] = [row === column ? 0.1 : 0, 0];
    for (let k = 0; k < order; k++) {
      const [a, b] = [factor[row]?.[k] ?? value(), factor[column]?.[k] ?? value()];
      re += a.re * b.re + a.im * b.im;
      im += a.im * b.re - a.re * b.im;
    }
    return { re, im };
  };
  const truth = Array.from({ length: 2 * order }, value);
  const matrix = complexValues(triangleLength(order));
  const right = complexValues(2 * order);
  for (let row = 0; row < order; row++) {
    for (let column = 0; column < order; column++) {
      const { re, im } = entry(row, column);
      if (column <= row) {
        matrix.re[triangleLength(row) + column] = re;
        matrix.im[triangleLength(row) + column] = im;
      }
      for (const side of [0, order]) {
        const { re: a, im: b } = truth[side + column] ?? value();
        right.re[side + row] = (right.re[side + row] ?? 0) + re * a - im * b;
        right.im[side + row] = (right.im[side + row] ?? 0) + re * b + im * a;
      }
    }
  }
  solveHermitian(order, matrix, 0, right, 2);
  for (const [at, { re, im }] of truth.entries()) {
    expect(right.re[at]).toBeCloseTo(re, 6);
    expect(right.im[at]).toBeCloseTo(im, 6);
  }
});

it('answers a matrix of zeros with zeros', () => {
  const right = { re: Float64Array.of(1, 2), im: new Float64Array(2) };
  solveHermitian(2, complexValues(3), 0, right, 1);
  expect([...right.re, ...right.im]).toEqual([0, 0, 0, 0]);
});
