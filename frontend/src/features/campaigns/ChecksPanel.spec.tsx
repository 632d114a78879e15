import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { startI18n } from '../../app/i18n/i18n.js';
import { dispositionsQuery } from '../../lib/dispositions.js';
import { samplePreflight } from './campaign.fixture.js';
import { ChecksPanel } from './ChecksPanel.js';

const preflight = samplePreflight({
  checks: [
    {
      check: 'client_and_purpose',
      outcome: 'passed',
      code: 'client_and_purpose.declared',
      params: { client: 'Профиль-Снаб', purpose: 'advertising' },
    },
    {
      check: 'legal_sources',
      outcome: 'advice',
      code: 'legal_sources.some_incomplete',
      params: { complete: 1, total: 2, lists: ['Партнёр А'] },
    },
    {
      check: 'call_script',
      outcome: 'failed',
      code: 'call_script.results_not_chosen',
      params: { name: { ru: 'Упаковка', en: 'Packaging' }, number: 7, results: ['do_not_call'] },
    },
    { check: 'operators', outcome: 'failed', code: 'operators.from_the_future', params: {} },
  ],
});

function show(onOpenTab = jest.fn()): { onOpenTab: typeof onOpenTab } {
  const client = new QueryClient();
  client.setQueryData(dispositionsQuery.queryKey, [
    {
      code: 'refusal',
      name: { ru: 'Отказ', en: 'Refusal' },
      results: [
        {
          code: 'do_not_call',
          name: { ru: 'Не звонить', en: 'Do not call' },
          effect: { reached: true, decisionMaker: true, phone: 'keep', queue: 'finish', suppress: true },
          byOperator: true,
        },
      ],
    },
  ]);
  render(
    <QueryClientProvider client={client}>
      <ChecksPanel preflight={preflight} draft onOpenTab={onOpenTab} />
    </QueryClientProvider>,
  );
  return { onOpenTab };
}

describe('the checks before the start', () => {
  beforeAll(async () => {
    startI18n();
    await i18next.changeLanguage('ru');
  });
  afterEach(cleanup);

  it('say what was found in words, names of results and lists included', () => {
    show();
    expect(screen.getByText('«Профиль-Снаб», реклама')).toBeTruthy();
    expect(screen.getByText('Полные у 1 из 2. Не зазвонит: Партнёр А')).toBeTruthy();
    expect(screen.getByText(/«Упаковка».* кончается результатом, которого в кампании нет: Не звонить/)).toBeTruthy();
  });

  it('lead to the tab where a failed check is mended', async () => {
    const { onOpenTab } = show();
    await userEvent.click(screen.getByRole('button', { name: 'Исправить: Скрипт' }));
    expect(onOpenTab).toHaveBeenCalledWith('script');
  });

  it('stay silent about a code of a newer server and still count it', () => {
    show();
    expect(screen.getByText('1 пройдена, 2 нет, 1 совет')).toBeTruthy();
    expect(screen.getByText('Исправьте: скрипт, операторы. Кнопка откроется сразу после этого.')).toBeTruthy();
  });
});
