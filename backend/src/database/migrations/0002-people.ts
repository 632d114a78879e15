import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in, their sessions, the files they bring and the clients on whose behalf they call. */
export class People1764000000002 implements MigrationInterface {
  name = 'People1764000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE users (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT users_pk PRIMARY KEY,
        login         text        NOT NULL CONSTRAINT users_login_check CHECK (login = lower(login) AND length(login) BETWEEN 2 AND 120),
        name          text        NOT NULL CONSTRAINT users_name_check CHECK (length(name) BETWEEN 1 AND 200),
        role          text        NOT NULL CONSTRAINT users_role_check CHECK (role IN ('operator','supervisor','marketer','administrator','observer')),
        password_hash text        NOT NULL,
        locale        text        NOT NULL DEFAULT 'ru' CONSTRAINT users_locale_check CHECK (locale IN ('ru','en')),
        theme         text        NOT NULL DEFAULT 'auto' CONSTRAINT users_theme_check CHECK (theme IN ('auto','light','dark')),
        receives_handovers boolean NOT NULL DEFAULT false,
        training      boolean     NOT NULL DEFAULT false,
        synthetic     boolean     NOT NULL DEFAULT false,
        disabled_at   timestamptz,
        created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        version       integer     NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX users_login_uq ON users (login);

      -- Only a hash of the session's token is kept: a stolen copy of the table opens nothing.
      CREATE TABLE sessions (
        token_hash   bytea       CONSTRAINT sessions_pk PRIMARY KEY,
        user_id      bigint      NOT NULL CONSTRAINT sessions_user_fk REFERENCES users (id) ON DELETE CASCADE,
        created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at   timestamptz NOT NULL,
        user_agent   text        NOT NULL DEFAULT ''
      );
      CREATE INDEX sessions_user_idx ON sessions (user_id);
      CREATE INDEX sessions_expires_idx ON sessions (expires_at);

      -- Rate limit of sign-in, shared by all replicas. bucket = 'login:<hash>' or 'address:<hash>'.
      CREATE TABLE sign_in_failures (
        bucket       text        CONSTRAINT sign_in_failures_pk PRIMARY KEY,
        failures     integer     NOT NULL,
        window_start timestamptz NOT NULL
      );

      CREATE TABLE files (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT files_pk PRIMARY KEY,
        sha256      text        NOT NULL CONSTRAINT files_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        kind        text        NOT NULL CONSTRAINT files_kind_check CHECK (kind IN ('upload','evidence','export','recording')),
        name        text        NOT NULL,
        size_bytes  bigint      NOT NULL CONSTRAINT files_size_check CHECK (size_bytes >= 0),
        media_type  text        NOT NULL DEFAULT 'application/octet-stream',
        keep_until  timestamptz,
        created_by  bigint      CONSTRAINT files_created_by_fk REFERENCES users (id),
        created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX files_sha256_idx ON files (sha256);

      CREATE TABLE clients (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT clients_pk PRIMARY KEY,
        name       text        NOT NULL,
        inn        text        CONSTRAINT clients_inn_check CHECK (inn ~ '^([0-9]{10}|[0-9]{12})$'),
        is_own     boolean     NOT NULL DEFAULT false,
        synthetic  boolean     NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT clients_id_synthetic_uq UNIQUE (id, synthetic)
      );
      CREATE UNIQUE INDEX clients_own_uq ON clients (is_own) WHERE is_own;

      CREATE TABLE caller_ids (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT caller_ids_pk PRIMARY KEY,
        client_id  bigint NOT NULL CONSTRAINT caller_ids_client_fk REFERENCES clients (id) ON DELETE CASCADE,
        e164       text   NOT NULL CONSTRAINT caller_ids_e164_check CHECK (e164 ~ '^\\+[0-9]{7,15}$'),
        label      text   NOT NULL DEFAULT '',
        CONSTRAINT caller_ids_uq UNIQUE (client_id, e164)
      );

      CREATE TABLE client_observers (
        client_id bigint NOT NULL CONSTRAINT client_observers_client_fk REFERENCES clients (id) ON DELETE CASCADE,
        user_id   bigint NOT NULL CONSTRAINT client_observers_user_fk REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT client_observers_pk PRIMARY KEY (client_id, user_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE client_observers, caller_ids, clients, files, sign_in_failures, sessions, users;`);
  }
}
