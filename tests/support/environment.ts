/** What global-setup.mjs left for the tests; a test that runs without it fails with words instead of `undefined`. */
export function testRun(): { adminUrl: string; runDir: string } {
  const { WARMLINE_TEST_ADMIN_URL: adminUrl, WARMLINE_TEST_RUN_DIR: runDir } = process.env;
  if (adminUrl === undefined || runDir === undefined) {
    throw new Error('No test database: this spec must belong to a jest project with tests/support/global-setup.mjs.');
  }
  return { adminUrl, runDir };
}
