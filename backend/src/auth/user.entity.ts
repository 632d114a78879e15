import type { Locale, Role } from '@warmline/contracts';
import { Column, Entity, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

@Entity('users')
export class UserEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @Column('text')
  login: string;

  @Column('text')
  name: string;

  @Column('text')
  role: Role;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('text')
  locale: Locale;

  @Column('text')
  theme: 'auto' | 'light' | 'dark';

  @Column('boolean', { name: 'receives_handovers' })
  receivesHandovers: boolean;

  @Column('boolean')
  training: boolean;

  @Column('boolean')
  synthetic: boolean;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  createdAt: Date;

  @VersionColumn()
  version: number;
}
