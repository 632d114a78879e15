import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { UserEntity } from './user.entity.js';

export type NewUser = Pick<UserEntity, 'login' | 'name' | 'role' | 'passwordHash' | 'locale'> &
  Partial<Pick<UserEntity, 'receivesHandovers' | 'training' | 'synthetic'>>;

@Injectable()
export class UserRepository {
  constructor(private readonly transaction: Transaction) {}

  async byId(id: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ id });
  }

  async byLogin(login: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ login });
  }

  async all(): Promise<UserEntity[]> {
    return this.users.find({ order: { name: 'ASC', id: 'ASC' } });
  }

  /** Locks the row: two changes of one person follow one another. */
  async forChange(id: string): Promise<UserEntity | null> {
    return this.users.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async insert(user: NewUser): Promise<UserEntity> {
    const saved = await this.users.save(
      this.users.create({ receivesHandovers: false, training: false, synthetic: false, theme: 'auto', ...user }),
    );
    return (await this.byId(saved.id)) ?? saved;
  }

  async save(user: UserEntity): Promise<UserEntity> {
    return this.users.save(user);
  }

  /** Locks all administrators, so that two of them cannot remove each other at the same instant. */
  async activeAdministrators(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM users WHERE role = 'administrator' AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
    );
    return rows.map((row) => row.id);
  }

  async anybody(): Promise<boolean> {
    const row = await this.transaction.row<{ any: boolean }>('SELECT EXISTS (SELECT FROM users) AS any');
    return row?.any ?? false;
  }

  private get users() {
    return this.transaction.manager.getRepository(UserEntity);
  }
}
