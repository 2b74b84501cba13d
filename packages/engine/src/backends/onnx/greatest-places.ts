/** The places of the greatest values, the greatest first. */
export function greatestPlaces(values: Float32Array, count: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (places.length === count && value <= (values[places.at(-1) ?? 0] ?? 0)) continue;
    const place = places.findIndex((other) => (values[other] ?? 0) < value);
    places.splice(place < 0 ? places.length : place, 0, at);
    if (places.length > count) places.pop();
  }
  return places;
}
