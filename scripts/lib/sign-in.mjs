/** What the newcomer needs next: the address, and the accounts of the demo or the page that makes the first one. */
export async function howToSignIn({ url }) {
  const { needsAdministrator, demoSignIns } = await describeInstallation(url);
  const lines = ['', `  Warmline is ready:  ${url}`, ''];
  if (needsAdministrator) lines.push('  Open it to create the administrator.', '');
  if (demoSignIns.length > 0) lines.push('  Sign in to the demo as', ...accountTable(demoSignIns), '');
  return `${[...lines, '  Ctrl+C stops everything.', ''].join('\n')}\n`;
}

function accountTable(accounts) {
  const width = (field) => Math.max(...accounts.map((account) => account[field].length)) + 2;
  const [roleWidth, loginWidth] = [width('role'), width('login')];
  return accounts.map(({ role, login, password }) => {
    return `    ${role.padEnd(roleWidth)} login ${login.padEnd(loginWidth)} password ${password}`;
  });
}

async function describeInstallation(url) {
  const response = await fetch(new URL('/api/installation', url));
  if (!response.ok) throw new Error(`GET /api/installation answered ${response.status}`);
  return response.json();
}
