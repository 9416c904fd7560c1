import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCommonPassword } from './guessed-passwords.ts';

describe('a password', () => {
  test.each([
    'password1234',
    'P@ssw0rd2026',
    'Passw0rd!Passw0rd!',
    'qwertyuiop',
    'QwertyQwerty99',
    'letmeinletmein',
    'welcome2customs',
    '1234567890',
    '0987654321',
    '1111111111',
    'abcdefghijkl',
    'iloveyou2026!!',
    'haiguan123456',
    'administrator1',
    'ｐａｓｓｗｏｒｄ１２３４',
    'changeme-changeme',
  ])('that guessers try first is known: %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  test.each(['mere.tamatea.2026', 'Tamatea-Mere!!', 'nzmpi-nzmpi-1'])(
    'made of what anybody knows of its owner is known: %s',
    (password) => {
      expect(isCommonPassword(password, ['mere.tamatea', 'Mere Tamatea', 'nzmpi'])).toBe(true);
    },
  );

  test.each([
    'correct horse battery',
    'seven grey herons',
    '海关查验九龙口岸明月',
    'T7#kq9vLm2xz',
    'Mere likes tall poplars',
  ])('of its own is not: %s', (password) => {
    expect(isCommonPassword(password, ['mere.tamatea', 'Mere Tamatea', 'NZ-MPI'])).toBe(false);
  });

  test('of random letters is never taken for a common one', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'bcdfghjkmnpqrtvwxz'),
      minLength: 16,
      maxLength: 40,
    });
    fc.assert(
      fc.property(letters, (password) => {
        fc.pre(new Set(password).size > 12);
        expect(isCommonPassword(password)).toBe(false);
      }),
    );
  });
});
