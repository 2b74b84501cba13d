import type { Warning } from '@potoo/core';

/** Most unknown names that are told of; a client that sends more has been told enough. */
const MAX_TOLD = 8;

/** Says of parameters that an interface documents and nothing here follows that they were left out. */
export function notFollowed(names: readonly string[]): Warning[] {
  return names.map((name) => leftOut(name, `${name}: nothing here follows it; it was left out.`));
}

/** Says of parameters that nobody documents that they were left out. Clients of other servers send them freely. */
export function notKnown(names: readonly string[]): Warning[] {
  return names.slice(0, MAX_TOLD).map((long) => {
    const name = long.slice(0, 80);
    return leftOut(name, `There is no parameter "${name}" here; it was left out.`);
  });
}

function leftOut(subject: string, message: string): Warning {
  return { type: 'unsupported', subject, message };
}
