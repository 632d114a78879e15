/** Ends the PostgreSQL of this run and removes its folder, with every database and data folder the tests left. */
export default async function globalTeardown() {
  const run = await globalThis.__warmlineTestRun;
  globalThis.__warmlineTestRun = undefined;
  await run?.remove();
}
