import { Failure, say } from '../lib/failure.mjs';
import { ensure } from './http-client.mjs';

/** The demo's call script published, a campaign on the list with all operators, checked and started. */
export async function startCampaign({ administrator, approver, operators, run }, list) {
  const callScriptVersionId = await publishScript(administrator);
  const name = `Simulation ${run}`;
  const desk = approver.client;
  const body = {
    clientId: list.clientId,
    name,
    listIds: [list.id],
    operatorIds: operators.map(({ id }) => id),
    callScriptVersionId,
  };
  const find = async () => items(await desk.get('/api/campaigns')).find((campaign) => campaign.name === name);
  const { id } = await ensure(find, () => desk.post('/api/campaigns', body));
  const preflight = await desk.get(`/api/campaigns/${id}/preflight`);
  if (!preflight.ready) {
    const failed = preflight.checks.filter(({ outcome }) => outcome === 'failed');
    throw new Failure(
      `The campaign may not start: ${failed.map(({ check, code }) => `${check} (${code})`).join(', ')}`,
    );
  }
  await start(desk, id);
  const { total, ready, waiting } = preflight.queue;
  say(`Campaign started: ${total} leads, ${ready} may ring now`);
  for (const { reason, count } of waiting) say(`  ${count} wait: ${reason}`);
  return id;
}

async function start(desk, id) {
  const campaign = await desk.get(`/api/campaigns/${id}`);
  if (campaign.status === 'running') return;
  await desk.post(`/api/campaigns/${id}/start`).catch(async (error) => {
    const { status } = await desk.get(`/api/campaigns/${id}`);
    if (status !== 'running') throw error;
  });
}

async function publishScript(administrator) {
  const { PACKAGING_SCRIPT: document } = await import('../../backend/dist/call-scripts/seed/packaging.js');
  const find = async () =>
    items(await administrator.get('/api/call-scripts')).find(({ name }) => name === document.name.ru);
  const script = await ensure(find, () => administrator.post('/api/call-scripts', { document }));
  // The answer to a publication may be lost with its server: a second one would be refused, it is published already.
  const { id } = await ensure(
    async () => (await find())?.published ?? undefined,
    async () =>
      (await administrator.post(`/api/call-scripts/${script.id}/publish`, { version: script.version })).published,
  );
  return id;
}

/** A page or a plain array. */
function items(reply) {
  return Array.isArray(reply) ? reply : reply.items;
}
