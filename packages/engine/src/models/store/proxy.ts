type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** The variables of an environment that name proxies. */
export function proxyVariables(env: Environment): Record<string, string> {
  const found = NAMES.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, env[name]] as const);
  return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => Boolean(entry[1])));
}

/** Lets this process go through the proxies that an environment names, where this Node knows how: from 24.14 on. */
export function useProxy(env: Environment): void {
  const variables = proxyVariables(env);
  if (Object.keys(variables).length === 0) return;
  // Not imported: Node's HTTP takes longer to load than the rest of an engine that only looks at its models.
  const http = process.getBuiltinModule('node:http');
  if ('setGlobalProxyFromEnv' in http && typeof http.setGlobalProxyFromEnv === 'function') {
    http.setGlobalProxyFromEnv(variables);
  }
}
