import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { type Me, meSchema } from '@warmline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { startI18n } from '../../app/i18n/i18n.js';
import { meQuery } from '../../lib/session.js';
import { DemoButtons } from './DemoButtons.js';

beforeAll(async () => {
  startI18n();
  await i18next.changeLanguage('en');
});
afterEach(cleanup);

const administrator = (synthetic: boolean): Me =>
  meSchema.parse({
    id: '1',
    login: 'admin',
    name: 'Administrator',
    role: 'administrator',
    locale: 'en',
    theme: 'auto',
    demo: true,
    synthetic,
  });

/** Opens the dialog of removal; answers the bodies that were sent. */
async function openDialog(me: Me): Promise<unknown[]> {
  const bodies: unknown[] = [];
  globalThis.fetch = jest.fn<typeof fetch>((_, init) => {
    if (init?.method === 'DELETE') bodies.push(JSON.parse(init.body as string));
    return Promise.reject(new TypeError('no network in a test'));
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, me);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <DemoButtons />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Remove the demo' }));
  return bodies;
}

const confirm = async (): Promise<void> => {
  const buttons = await screen.findAllByRole('button', { name: /Remove the demo/ });
  await userEvent.click(buttons.at(-1)!);
};

describe('removing the demo', () => {
  it('asks the demo`s own administrator for a new password and sends it', async () => {
    const bodies = await openDialog(administrator(true));
    await userEvent.type(await screen.findByLabelText('New password of your account'), 'correct horse');
    await confirm();
    expect(bodies).toEqual([{ password: 'correct horse' }]);
  });

  it('asks nothing of an administrator with an account of his own', async () => {
    const bodies = await openDialog(administrator(false));
    await confirm();
    expect(screen.queryByLabelText('New password of your account')).toBeNull();
    expect(bodies).toEqual([{}]);
  });
});
