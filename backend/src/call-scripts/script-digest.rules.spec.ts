import { describe, expect, it } from '@jest/globals';
import { scriptDocumentSchema } from '@warmline/contracts/call-script';
import { canonicalJson } from './script-digest.rules.js';
import { HOME_SERVICES_SCRIPT } from './seed/home-services.js';

describe('the text a digest is taken of', () => {
  const document = scriptDocumentSchema.parse(HOME_SERVICES_SCRIPT);

  it('does not depend on the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(document).reverse());
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(document));
    expect(canonicalJson(scriptDocumentSchema.parse(turned))).toBe(canonicalJson(document));
  });

  it('depends on the order of answers, which is their digit', () => {
    const [first, ...rest] = document.steps;
    const answers = first?.type === 'say' ? [...first.answers].reverse() : [];
    const turned = scriptDocumentSchema.parse({ ...document, steps: [{ ...first, answers }, ...rest] });
    expect(canonicalJson(turned)).not.toBe(canonicalJson(document));
  });

  it('says the same document when it is read back', () => {
    expect(JSON.parse(canonicalJson(document))).toEqual(JSON.parse(JSON.stringify(document)));
  });
});
