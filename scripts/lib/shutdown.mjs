/**
 * Resolves with the reason once the person or the system asks to stop: Ctrl+C, SIGTERM, a closed terminal, or npm gone
 * from under us (`kill` on the npm process reaches it alone and would leave us behind).
 */
export function untilAskedToStop() {
  // A closed terminal takes no words any more; an error nobody handles would end us before the database is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => resolve(name));
    if (process.env.npm_lifecycle_event) watchParent(resolve);
  });
}

function watchParent(resolve) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && resolve('npm ended'), 1_000).unref();
}
