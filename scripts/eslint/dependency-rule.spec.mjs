import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { repositoryDir } from '../lib/paths.mjs';
import { whyForbidden } from './dependencies.mjs';
import { dependencyRule } from './dependency-rule.mjs';

const allowed = [
  ['contracts/src/leads.ts', 'zod'],
  ['contracts/src/call-script/compile.ts', 'xstate'],
  ['contracts/src/call-script/walk.ts', '../ids.js'],
  ['backend/src/calls/attempt.machine.ts', 'xstate'],
  ['backend/src/calls/attempt.machine.ts', '@warmline/contracts/call-script'],
  ['backend/src/calls/attempt.machine.ts', './attempt.rules.js'],
  ['backend/src/lists/phone.rules.ts', 'libphonenumber-js/max'],
  ['backend/src/lists/phone.rules.ts', '../leads/numbering/numbering-plan.rules.js'],
  ['backend/src/compliance/may-call.rules.ts', '../kernel/domain-error.js'],
  ['backend/src/leads/lead.entity.ts', 'typeorm'],
  ['backend/src/leads/lead.repository.ts', 'typeorm'],
  ['backend/src/leads/lead.repository.ts', './lead.entity.js'],
  ['backend/src/dialing/lead-claim.repository.ts', '../compliance/refusal-sql.repository.js'],
  ['backend/src/lists/staging.repository.ts', 'pg-copy-streams'],
  ['backend/src/calls/call.service.ts', './attempt.repository.js'],
  ['backend/src/calls/call.service.ts', '../campaigns/campaign.service.js'],
  ['backend/src/calls/call.service.ts', '../telephony/telephony.port.js'],
  ['backend/src/calls/calls.controller.ts', 'express'],
  ['backend/src/calls/calls.module.ts', '@nestjs/typeorm'],
  ['backend/src/realtime/realtime.gateway.ts', 'socket.io'],
  ['backend/src/realtime/realtime.gateway.ts', '../dialing/dialing.service.js'],
  ['backend/src/realtime/projection.service.ts', '../reporting/board.service.js'],
  ['backend/src/telephony/telephony.module.ts', './simulator/simulator.js'],
  ['backend/src/app.module.ts', './realtime/realtime.module.js'],
  ['backend/src/kernel/clock.ts', '../config/app-config.js'],
  ['frontend/src/main.tsx', './app/App.js'],
  ['frontend/src/app/router.tsx', '../features/auth/SignInPage.js'],
  ['frontend/src/features/leads/LeadCard.tsx', '../../components/Panel.js'],
  ['frontend/src/features/leads/LeadCard.tsx', './lead-card.rules.js'],
  ['backend/src/calls/call.service.spec.ts', 'typeorm'],
  ['tests/support/app.ts', '../../scripts/lib/ports.mjs'],
];

const refused = [
  ['contracts/src/leads.ts', 'xstate'],
  ['contracts/src/leads.ts', '@nestjs/common'],
  ['contracts/src/leads.ts', '../../backend/src/leads/lead.entity.js'],
  ['backend/src/calls/attempt.machine.ts', 'node:fs'],
  ['backend/src/calls/attempt.rules.ts', '@nestjs/common'],
  ['backend/src/calls/attempt.rules.ts', 'typeorm'],
  ['backend/src/calls/attempt.rules.ts', './attempt.repository.js'],
  ['backend/src/calls/attempt.rules.ts', '../kernel/clock.js'],
  ['backend/src/calls/call.service.ts', '../leads/lead.entity.js'],
  ['backend/src/calls/call.service.ts', '../leads/lead.repository.js'],
  ['backend/src/calls/call.service.ts', 'typeorm'],
  ['backend/src/calls/call.service.ts', 'express'],
  ['backend/src/calls/call.service.ts', 'socket.io'],
  ['backend/src/calls/call.service.ts', '../telephony/simulator/simulator.js'],
  ['backend/src/calls/call.service.ts', './calls.controller.js'],
  ['backend/src/dialing/dialing.loop.ts', 'pg'],
  ['backend/src/calls/attempt.repository.ts', './call.service.js'],
  ['backend/src/calls/attempt.repository.ts', '../leads/lead.repository.js'],
  ['backend/src/calls/attempt.repository.ts', 'express'],
  ['backend/src/calls/calls.controller.ts', './attempt.repository.js'],
  ['backend/src/calls/calls.controller.ts', '@nestjs/websockets'],
  ['backend/src/telephony/inbox.ts', 'twilio'],
  ['backend/src/leads/lead.service.ts', '../lists/list.service.js'],
  ['backend/src/kernel/event-log.ts', '../leads/lead.service.js'],
  ['backend/src/compliance/compliance.service.ts', '../campaigns/campaign.service.js'],
  ['backend/src/dialing/dialing.service.ts', '../realtime/realtime.gateway.js'],
  ['backend/src/reporting/reporting.service.ts', '../realtime/rooms.js'],
  ['backend/src/auth/session.service.ts', '../app.module.js'],
  ['backend/src/leads/lead.service.ts', '../newfangled/thing.js'],
  ['backend/src/leads/lead.service.ts', '../../../tests/support/random.js'],
  ['backend/src/leads/lead.service.ts', '../../../contracts/src/leads.js'],
  ['frontend/src/features/leads/LeadCard.tsx', '../lists/ListPage.js'],
  ['frontend/src/components/Panel.tsx', '../features/auth/SignInPage.js'],
  ['frontend/src/features/leads/LeadCard.tsx', '../../app/router.js'],
  ['frontend/src/lib/format.ts', '../components/Panel.js'],
  ['frontend/src/lib/format.ts', '@warmline/backend'],
];

describe('the dependency rule', () => {
  it.each(allowed)('lets %s import %s', (importer, source) => {
    expect(whyForbidden(importer, source)).toBeUndefined();
  });

  it.each(refused)('refuses %s importing %s', (importer, source) => {
    expect(whyForbidden(importer, source)).toEqual(expect.any(String));
  });

  it('lets a pure file and a stranger name a type, never an entity', () => {
    expect(whyForbidden('backend/src/calls/attempt.rules.ts', '../telephony/telephony.port.js', true)).toBeUndefined();
    expect(whyForbidden('backend/src/calls/attempt.rules.ts', './attempt.entity.js', true)).toBeDefined();
    expect(whyForbidden('backend/src/calls/call.service.ts', '../leads/lead.entity.js', true)).toBeDefined();
  });

  it('reports static, re-exporting and dynamic imports of a linted file', () => {
    const code = [
      `import { Lead } from '../leads/lead.entity.js';`,
      `export { Lead as Other } from '../leads/lead.entity.js';`,
      `export * from '../leads/lead.entity.js';`,
      `export const late = () => import('../leads/lead.entity.js');`,
      `import { call } from './call.rules.js';`,
      `call(Lead);`,
    ].join('\n');
    const config = {
      plugins: { warmline: { rules: { dependency: dependencyRule } } },
      rules: { 'warmline/dependency': 'error' },
    };
    const filename = join(repositoryDir, 'backend/src/calls/call.service.js');
    const messages = new Linter({ cwd: repositoryDir }).verify(code, config, { filename });
    expect(messages.map(({ line, ruleId }) => [line, ruleId])).toEqual(
      [1, 2, 3, 4].map((line) => [line, 'warmline/dependency']),
    );
  });
});
