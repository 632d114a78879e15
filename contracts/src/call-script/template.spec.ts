import { describe, expect, it } from '@jest/globals';
import { BLANK, hasBrokenPlaceholder, placeholdersOf, renderParts, renderText } from './template.js';

describe('a text with placeholders', () => {
  it('is filled from the values', () => {
    expect(
      renderText('{{ operator.name }}, «{{client.name}}», {{volume}} шт.', {
        'operator.name': 'Мария',
        'client.name': 'Тара',
        volume: 12,
      }),
    ).toBe('Мария, «Тара», 12 шт.');
  });

  it.each([undefined, null, '', '  '])('has a neutral blank where the value is %p', (value) => {
    expect(renderText('Здравствуйте, {{contact.name}}!', { 'contact.name': value })).toBe(`Здравствуйте, ${BLANK}!`);
  });

  it('does not read what every object has', () => {
    expect(renderText('{{constructor}}{{valueof}}', {})).toBe(BLANK + BLANK);
  });

  it('does not expand a placeholder that a value brings along', () => {
    expect(renderText('{{lead.name}}', { 'lead.name': '{{client.name}}', 'client.name': 'Тара' })).toBe(
      '{{client.name}}',
    );
  });

  it('says which parts came from the card and which are missing', () => {
    expect(renderParts('Вы {{contact.name}}, {{volume}}?', { volume: 3 })).toEqual([
      { text: 'Вы ', placeholder: null, isMissing: false },
      { text: BLANK, placeholder: 'contact.name', isMissing: true },
      { text: ', ', placeholder: null, isMissing: false },
      { text: '3', placeholder: 'volume', isMissing: false },
      { text: '?', placeholder: null, isMissing: false },
    ]);
  });

  it('lists its placeholders and knows braces that are none', () => {
    expect(placeholdersOf('{{lead.name}} {{ volume }} {{lead.name}}')).toEqual(['lead.name', 'volume', 'lead.name']);
    expect(hasBrokenPlaceholder('{{lead.name}}')).toBe(false);
    expect(hasBrokenPlaceholder('{{Lead name}}')).toBe(true);
    expect(hasBrokenPlaceholder('lead.name}}')).toBe(true);
  });
});
