import leven from 'leven';

/** The names that look most like a misspelt one, best first; empty when none is near. */
export function nearestNames(name: string, known: Iterable<string>, count = 3): string[] {
  // A long name costs time quadratic in its length, and is nobody's misspelling.
  const wanted = name.slice(0, 64).toLowerCase();
  const limit = Math.max(2, Math.ceil(wanted.length / 2));
  return [...new Set(known)]
    .map((candidate) => ({ candidate, distance: leven(wanted, candidate.toLowerCase(), { maxDistance: limit + 1 }) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** The sentence that offers them, or what else helps. */
export function didYouMean(name: string, known: Iterable<string>, otherwise: string): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? `Did you mean ${near.join(', ')}? ${otherwise}` : otherwise;
}
