import { describe, expect, it } from 'vitest';
import { LIGHTS, SUB_INDICATIONS } from '../core/index.ts';
import {
  inspectionWords,
  LAMP_NAMES,
  speechOf,
  tellReason,
  tellState,
  TRUST_PACK_FAULTS,
  type Lamp,
} from './index.ts';

const { en = {}, zh = {} } = inspectionWords;

const lamp = (code: string, values: Record<string, string> = {}): Lamp => ({
  name: 'seal',
  light: 'passed',
  code,
  values,
  asked: true,
  facts: [],
  remarks: [],
});

describe('the words of the lights', () => {
  it('name every lamp, every light, every sub-indication and every fault of a trust pack', () => {
    const keys = [
      ...LAMP_NAMES.map((name) => `lamp-${name}`),
      ...[...LIGHTS, 'compare'].map((light) => `light-${light}`),
      ...SUB_INDICATIONS.map((name) => `lamp-seal-${name.toLowerCase().replaceAll('_', '-')}`),
      ...TRUST_PACK_FAULTS,
    ];
    expect(keys.filter((key) => en[key] === undefined)).toEqual([]);
  });

  it('call an authority, a country, a time and a state as the reader does', () => {
    const speech = speechOf({ en, zh: { ...zh, 'country.CN': '中国' } }, 'zh');
    const english = speechOf({ en: { ...en, 'country.CN': 'China' } }, 'en');
    const pack = {
      made: '',
      authorities: [{ key: 'A', country: 'CN', names: { en: 'Customs', zh: '海关' }, anchors: [] }],
    };
    expect(tellReason(lamp('lamp-seal-passed', { authority: 'A' }), speech, pack)).toContain('海关');
    expect(
      tellReason(lamp('lamp-seal-other-country', { authority: 'A', country: 'CN' }), english, pack),
    ).toContain('China');
    const force = lamp('lamp-force-not-in-force', { state: 'withdrawn', asOf: '2026-11-21T06:00:00Z' });
    expect(tellReason(force, english, pack)).toBe(
      'Not in force: its state is “Withdrawn” as of 21 November 2026 at 06:00 UTC.',
    );
  });

  it('give a state its own word where it has one, and the light’s where it has none', () => {
    const english = speechOf(inspectionWords, 'en');
    expect(tellState(lamp('lamp-seal-passed'), english)).toBe('Authentic');
    expect(tellState(lamp('lamp-seal-hash-failure'), english)).toBe('Good');
  });
});
