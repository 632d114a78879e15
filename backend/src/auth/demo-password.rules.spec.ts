import { describe, expect, it } from '@jest/globals';
import { passwordRefusal } from './demo-password.rules.js';

const demo = { login: 'administrator', synthetic: true };

describe('the password of whoever removes the demo', () => {
  it.each([
    ['is missing', undefined, 'demo.password_required'],
    ['is empty', '', 'demo.password_required'],
    ['is short', 'seven77', 'user.password_too_weak'],
    ['is the one everybody knows', 'Warmline-Demo ', 'user.password_too_weak'],
    ['is his login', 'administrator', 'user.password_too_weak'],
    ['is too long to be hashed', 'x'.repeat(201), 'user.password_too_weak'],
  ])('is refused when it %s', (_, password, code) => {
    expect(passwordRefusal(demo, password)).toBe(code);
  });

  it('is taken when it is his own', () => {
    expect(passwordRefusal(demo, 'correct horse battery')).toBeNull();
  });

  it('is not asked of an account that is not of the demo', () => {
    expect(passwordRefusal({ login: 'anna', synthetic: false }, undefined)).toBeNull();
  });
});
