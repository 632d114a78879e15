import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { startI18n } from '../../app/i18n/i18n.js';
import { sampleCampaign, samplePreflight } from './campaign.fixture.js';
import { HoursChartPanel } from './HoursChartPanel.js';

beforeAll(async () => {
  startI18n();
  await i18next.changeLanguage('en');
});
afterEach(cleanup);

describe('the chart of calling hours', () => {
  it('is drawn on the clock of the organisation, whatever clock its reader has', () => {
    const day = { zone: 'Asia/Vladivostok', from: '2026-03-17T14:00:00.000Z', to: '2026-03-18T14:00:00.000Z' };
    render(<HoursChartPanel preflight={samplePreflight({ day })} policy={sampleCampaign().policy} />);
    expect(screen.getByText('now 21:14')).toBeDefined();
    expect(screen.getByText('14:00')).toBeDefined();
    expect(screen.getByText(/organisation’s time \(Vladivostok\)/)).toBeDefined();
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('Moscow: 70, 16:00–01:00');
  });
});
