import { Type } from 'typebox';
import { say, type Language } from '../../../base/index.ts';
import { defineParameter } from '../../../ledger/parameters/index.ts';
import { inquiryWords } from '../inquiry/index.ts';
import { REFUSAL_REASONS } from '../results/index.ts';
import { Told } from './shapes.ts';

const strict = { additionalProperties: false } as const;

export const CODE_LIST_NAMES = ['refusal-reason', 'forgery-sign', 'unit-shown'] as const;

/** Entries of the lists that people choose from. A code keeps its meaning for ever; what is no longer offered is ended. */
export const codeListParameter = defineParameter({
  name: 'code-list',
  key: Type.Object(
    {
      list: Type.Enum(CODE_LIST_NAMES, { title: 'parameter-field-list' }),
      code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,39}$', title: 'parameter-field-code' }),
    },
    strict,
  ),
  value: Type.Object(
    {
      words: Told('parameter-field-words', 200),
      order: Type.Integer({ minimum: 0, maximum: 9999, title: 'parameter-field-order' }),
    },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'public',
  standard: [...refusalReasons(), ...codeEntries()],
  // The ledger takes no other reasons: they can be reworded, put in order, or no longer be offered.
  check: ({ key }) =>
    key.list === 'refusal-reason' && !REFUSAL_REASONS.some((code) => code === key.code)
      ? [{ code: 'code-list-code-unknown', path: '/key/code', values: { code: key.code } }]
      : [],
});

function refusalReasons() {
  return REFUSAL_REASONS.map((code, order) => {
    const said = (language: Language) => say(inquiryWords, language, `refusal-${code}`);
    const words = {
      en: said('en'),
      zh: said('zh'),
      fr: said('fr'),
      es: said('es'),
      ru: said('ru'),
      ar: said('ar'),
    };
    return { key: { list: 'refusal-reason' as const, code }, value: { words, order: order + 1 } };
  });
}

function codeEntries() {
  const entry = (
    list: (typeof CODE_LIST_NAMES)[number],
    code: string,
    order: number,
    [en, zh, fr, es, ru, ar]: readonly [string, string, string, string, string, string],
  ) => ({ key: { list, code }, value: { words: { en, zh, fr, es, ru, ar }, order } });
  return [
    entry('forgery-sign', 'number-unknown', 1, [
      'The number is not in the ledger',
      '底账中没有该编号',
      'Le numéro n’est pas au registre',
      'El número no está en el libro',
      'Номера нет в реестре',
      'الرقم غير موجود في السجل',
    ]),
    entry('forgery-sign', 'content-differs', 2, [
      'Paper and ledger differ',
      '纸面与底账不符',
      'Le papier et le registre diffèrent',
      'El papel y el libro no coinciden',
      'Бумага и реестр расходятся',
      'الورق والسجل مختلفان',
    ]),
    entry('forgery-sign', 'paper', 3, [
      'Paper, print or stamp are not genuine',
      '纸张、印刷或印章不真实',
      'Papier, impression ou cachet ne sont pas authentiques',
      'El papel, la impresión o el sello no son auténticos',
      'Бумага, печать или штамп не подлинные',
      'الورق أو الطباعة أو الختم غير أصلي',
    ]),
    entry('forgery-sign', 'signatory', 4, [
      'The signatory or office does not exist',
      '签字人或签发机构不存在',
      'Le signataire ou le bureau n’existe pas',
      'El firmante o la oficina no existe',
      'Подписавшего или ведомства не существует',
      'الموقّع أو المكتب غير موجود',
    ]),
    entry('unit-shown', 'KGM', 1, ['kilogram', '千克', 'kilogramme', 'kilogramo', 'килограмм', 'كيلوغرام']),
    entry('unit-shown', 'TNE', 2, ['tonne', '吨', 'tonne', 'tonelada', 'тонна', 'طن']),
    entry('unit-shown', 'LTR', 3, ['litre', '升', 'litre', 'litro', 'литр', 'لتر']),
    entry('unit-shown', 'MTQ', 4, [
      'cubic metre',
      '立方米',
      'mètre cube',
      'metro cúbico',
      'кубический метр',
      'متر مكعب',
    ]),
  ];
}
