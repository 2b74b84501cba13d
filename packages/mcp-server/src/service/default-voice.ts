/** Voices that the user has chosen: one for a host, by the name that it gives itself, and one for all others. */
export interface VoiceRules {
  readonly everywhere: string | undefined;
  readonly byHost: ReadonlyMap<string, string>;
}

/** Reads `slt`, or `claude-code=slt,cursor=rms`, or both: `slt,cursor=rms`. */
export function defaultVoiceRules(text: string): VoiceRules {
  const byHost = new Map<string, string>();
  let everywhere: string | undefined;
  for (const rule of text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const at = rule.indexOf('=');
    if (at < 0) everywhere = rule;
    else byHost.set(rule.slice(0, at).trim().toLowerCase(), rule.slice(at + 1).trim());
  }
  return { everywhere, byHost };
}

/** The voice for a host; `undefined` leaves the choice to the service. */
export function defaultVoice({ everywhere, byHost }: VoiceRules, host: string | undefined): string | undefined {
  return (host === undefined ? undefined : byHost.get(host.toLowerCase())) ?? everywhere;
}
