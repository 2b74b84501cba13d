/** What a caller was given and may use again, such as conversations. An id that somebody else was given is worth nothing. */
export interface OwnHandles {
  has(id: string): boolean;
  add(id: string): void;
}

/** Handles that are remembered; the oldest go first. */
const MOST_HANDLES = 10_000;

/** Remembers what a caller was given, for callers that are kept apart. */
export function createOwnHandles(): OwnHandles {
  const handles = new Set<string>();
  return {
    has: (id) => handles.has(id),
    add: (id) => {
      handles.delete(id);
      handles.add(id);
      const [oldest] = handles;
      if (handles.size > MOST_HANDLES && oldest !== undefined) handles.delete(oldest);
    },
  };
}

/** For the only caller: whatever the service knows is theirs, from before this server was started too. */
export const ALL_HANDLES: OwnHandles = { has: () => true, add: () => {} };
