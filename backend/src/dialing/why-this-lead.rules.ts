/** Codes of why this lead comes now, the weightiest first; the console words them. */
export function whyThisLead(ground: { callbackDue: boolean; temperature: string; tries: number }): string[] {
  const why: string[] = [];
  if (ground.callbackDue) {
    why.push('callback_due');
  }
  if (ground.temperature === 'hot' || ground.temperature === 'warm') {
    why.push(ground.temperature);
  }
  why.push(ground.tries === 0 ? 'fresh' : 'retry');
  return why;
}
