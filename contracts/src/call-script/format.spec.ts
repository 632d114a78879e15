import { describe, expect, it } from '@jest/globals';
import { scriptDocumentSchema, type ScriptDocument } from './format.js';
import { sampleScript } from './sample.fixture.js';

/** A document as it comes over the wire, with one place changed. */
function changed(change: (document: Record<string, unknown>) => void): unknown {
  const document: Record<string, unknown> = { ...sampleScript() };
  change(document);
  return document;
}

describe('the format of a call script', () => {
  it('survives a round trip through JSON', () => {
    const document: ScriptDocument = sampleScript();
    expect(scriptDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it('keeps a draft that makes no sense yet', () => {
    const draft = changed((document) => {
      document['start'] = 'nowhere';
      document['steps'] = [{ type: 'say', id: 'lonely', title: {}, text: {}, answers: [] }];
    });
    expect(scriptDocumentSchema.safeParse(draft).success).toBe(true);
  });

  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['another format', (document) => (document['format'] = 2)],
    ['an unknown key', (document) => (document['onload'] = 'x')],
    ['an id with a dot', (document) => (document['start'] = 'a.b')],
    ['an id like an integer', (document) => (document['start'] = '10')],
    ['no steps', (document) => (document['steps'] = [])],
    ['an unknown kind of step', (document) => (document['steps'] = [{ type: 'invoke', id: 'a' }])],
    [
      'an unknown effect',
      (document) => {
        const answers = [{ id: 'a', text: {}, to: 'a', effects: [{ type: 'evil' }] }];
        document['steps'] = [{ type: 'say', id: 'a', title: {}, text: {}, answers }];
      },
    ],
    [
      'a field called like a property',
      (document) => (document['fields'] = [{ name: 'constructor', type: 'text', label: {} }]),
    ],
  ])('refuses %s', (_name, change) => {
    expect(scriptDocumentSchema.safeParse(changed(change)).success).toBe(false);
  });
});
