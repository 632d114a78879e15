import { Injectable } from '@nestjs/common';
import type { FirstAdministratorRequest, Installation, Person, Role } from '@warmline/contracts';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import { DEMO_PASSWORD } from './demo-password.rules.js';
import { PeopleService } from './people.service.js';

export const DEMO_SIGN_INS: readonly { login: string; role: Role }[] = [
  { login: 'operator', role: 'operator' },
  { login: 'supervisor', role: 'supervisor' },
  { login: 'marketer', role: 'marketer' },
  { login: 'admin', role: 'administrator' },
];

/** First run and the demo's presence: what a browser may learn before anybody signed in. */
@Injectable()
export class InstallationService {
  constructor(
    private readonly people: PeopleService,
    private readonly transaction: Transaction,
  ) {}

  async describe(): Promise<Installation> {
    const demo = await this.hasDemo();
    return {
      needsAdministrator: !(await this.people.anybody()),
      demoSignIns: demo ? DEMO_SIGN_INS.map((signIn) => ({ ...signIn, password: DEMO_PASSWORD })) : [],
    };
  }

  async hasDemo(): Promise<boolean> {
    const row = await this.transaction.row<{ value: unknown }>(`SELECT value FROM settings WHERE key = 'demo'`);
    return row !== undefined;
  }

  /** Only while nobody exists: the advisory lock lets one of two racing browsers win. */
  async createFirstAdministrator(request: FirstAdministratorRequest): Promise<Person> {
    return this.transaction.run(async () => {
      await this.transaction.manager.query('SELECT pg_advisory_xact_lock(7264002)');
      if (await this.people.anybody()) {
        throw new DomainError('installation.already_set_up');
      }
      const { organisation, ...person } = request;
      await this.transaction.manager.query(
        `INSERT INTO settings (key, value) VALUES ('organisation', to_jsonb($1::text))`,
        [organisation],
      );
      await this.transaction.manager.query(
        `INSERT INTO clients (name, is_own) SELECT $1, true WHERE NOT EXISTS (SELECT FROM clients WHERE is_own)`,
        [organisation],
      );
      return this.people.create({ ...person, role: 'administrator', receivesHandovers: false }, null);
    });
  }
}
