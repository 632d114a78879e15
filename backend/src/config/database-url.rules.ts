/** The server looks so often, in milliseconds, whether the process that asked still lives; a statement of one killed ends by itself then. */
const CLIENT_CHECK_MS = 1_000;

/** The same database under a name of one process, by which its statements are found; options of the address itself stay. */
export function connectionUrl(databaseUrl: string, applicationName: string): string {
  const url = new URL(databaseUrl);
  const own = url.searchParams.get('options');
  const check = `-c client_connection_check_interval=${CLIENT_CHECK_MS}`;
  url.searchParams.set('application_name', applicationName);
  url.searchParams.set('options', own === null ? check : `${own} ${check}`);
  // The driver takes + in a query for itself, not for a space.
  return url.href.replaceAll('+', '%20');
}

/** The address alone, for a reader that takes no settings from it. */
export function plainUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.search = '';
  return url.href;
}

export function applicationNameOf(databaseUrl: string): string {
  return new URL(databaseUrl).searchParams.get('application_name') ?? '';
}
