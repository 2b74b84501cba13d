import { asNumeric, say, sayNumber } from '../spoken-piece.ts';
import { integerWords, isOne, numberWords } from './numbers.ts';
import { NUMBER, type ReadingContext, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';

/** What a currency and its hundredth are called. */
interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cent?: string;
  readonly cents?: string;
}

const DOLLAR: Currency = { one: 'dollar', many: 'dollars', cent: 'cent', cents: 'cents' };
const named = (country: string): Currency => ({ ...DOLLAR, one: `${country} dollar`, many: `${country} dollars` });
const POUND: Currency = { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' };
const EURO: Currency = { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' };
const invariable = (both: string): Currency => ({ one: both, many: both });

const BY_SIGN: Readonly<Record<string, Currency>> = {
  $: DOLLAR,
  US$: named('U S'),
  C$: named('Canadian'),
  CA$: named('Canadian'),
  A$: named('Australian'),
  AU$: named('Australian'),
  NZ$: named('New Zealand'),
  HK$: named('Hong Kong'),
  S$: named('Singapore'),
  '£': POUND,
  '€': EURO,
  '¥': invariable('yen'),
  '₹': { one: 'rupee', many: 'rupees', cent: 'paisa', cents: 'paise' },
  '₩': invariable('won'),
  '₽': { one: 'ruble', many: 'rubles' },
  '₺': { one: 'lira', many: 'lira' },
  '₴': { one: 'hryvnia', many: 'hryvnias' },
  '₪': { one: 'shekel', many: 'shekels' },
  '₿': { one: 'bitcoin', many: 'bitcoins' },
  '₫': invariable('dong'),
  '₱': { one: 'peso', many: 'pesos' },
  R$: { one: 'real', many: 'reais' },
};

const BY_CODE: Readonly<Record<string, Currency>> = {
  USD: named('U S'),
  CAD: named('Canadian'),
  AUD: named('Australian'),
  NZD: named('New Zealand'),
  HKD: named('Hong Kong'),
  SGD: named('Singapore'),
  GBP: { ...POUND, one: 'British pound', many: 'British pounds' },
  EUR: EURO,
  JPY: invariable('yen'),
  CNY: invariable('yuan'),
  INR: { one: 'Indian rupee', many: 'Indian rupees' },
  CHF: { one: 'Swiss franc', many: 'Swiss francs' },
  SEK: { one: 'Swedish krona', many: 'Swedish kronor' },
  NOK: { one: 'Norwegian krone', many: 'Norwegian kroner' },
  DKK: { one: 'Danish krone', many: 'Danish kroner' },
  PLN: { one: 'zloty', many: 'zloty' },
  CZK: { one: 'Czech koruna', many: 'Czech korunas' },
  KRW: invariable('won'),
  BRL: { one: 'Brazilian real', many: 'Brazilian reais' },
  MXN: { one: 'Mexican peso', many: 'Mexican pesos' },
  ZAR: invariable('rand'),
  BTC: { one: 'bitcoin', many: 'bitcoins' },
};

const MAGNITUDES: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  thousand: 'thousand',
  m: 'million',
  M: 'million',
  mn: 'million',
  mln: 'million',
  mm: 'million',
  MM: 'million',
  million: 'million',
  b: 'billion',
  B: 'billion',
  bn: 'billion',
  bln: 'billion',
  billion: 'billion',
  t: 'trillion',
  T: 'trillion',
  tn: 'trillion',
  trn: 'trillion',
  trillion: 'trillion',
};

const escaped = (sign: string) => sign.replace('$', String.raw`\$`);
const alternatives = (words: readonly string[]) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
const SIGN = alternatives(Object.keys(BY_SIGN));
const ONE_SIGN = alternatives(Object.keys(BY_SIGN).filter((sign) => !sign.includes('$') || sign === '$'));
const CODE = Object.keys(BY_CODE).join('|');
const SHORT = 'mln|bln|trn|mn|mm|MM|bn|tn|[kKmMbBtT]';
const LONG = 'thousand|million|billion|trillion';

/** `$5.50`, `£3m`, `$5–10 million`: the words share the range, since the sign is written first and spoken last. */
const signBefore: ReadingRule = {
  begins: ['sign', 'letter'],
  pattern: rulePattern(
    String.raw`(?<sign>${SIGN}) ?(?<n>${NUMBER})(?: ?[-–] ?(?:${SIGN})?(?<to>${NUMBER}))?(?:(?<short>${SHORT})${TOKEN_END}| (?<long>${LONG})${TOKEN_END})?(?![\p{L}\p{N}])`,
  ),
  read(match, context) {
    const currency = BY_SIGN[match.group('sign')] ?? DOLLAR;
    const magnitude = MAGNITUDES[match.group('short') || match.group('long')];
    const [low, high] = [match.group('n'), match.group('to')];
    const words =
      high === '' && magnitude === undefined
        ? amountWords(low, currency, context)
        : [
            numberWords(low, context),
            high === '' ? '' : `to ${numberWords(high, context)}`,
            magnitude ?? '',
            currency.many,
          ].join(' ');
    return sayNumber(words, match.from, match.to);
  },
};

/** `5€`, `5.50 €`, `5 USD`, `20¢`. */
const signAfter: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(
    `(?<n>${NUMBER})(?<short>${SHORT})?(?: (?<long>${LONG}))? ?(?:(?<sign>${ONE_SIGN})|(?<code>${CODE})|(?<cent>[¢]))${TOKEN_END}`,
  ),
  read(match, context) {
    const written = match.group('n');
    const [from, to] = match.range('n');
    if (match.group('cent') !== '') {
      const cents = isOne(written) ? 'cent' : 'cents';
      return [...say(numberWords(written, context), from, to), ...asNumeric(say(cents, ...match.range('cent')))];
    }
    const currency = BY_SIGN[match.group('sign')] ?? BY_CODE[match.group('code')] ?? DOLLAR;
    const magnitude = MAGNITUDES[match.group('short') || match.group('long')];
    if (magnitude === undefined && /\.\d\d$/.test(written)) {
      return sayNumber(amountWords(written, currency, context), match.from, match.to);
    }
    const counted = magnitude === undefined ? '' : magnitude;
    const magnitudeRange = match.range(match.group('short') === '' ? 'long' : 'short');
    const name = magnitude === undefined && isOne(written) ? currency.one : currency.many;
    return [
      ...say(numberWords(written, context), from, to),
      ...say(counted, ...magnitudeRange),
      ...asNumeric(say(name, ...match.range(match.group('sign') === '' ? 'code' : 'sign'))),
    ];
  },
};

/** `USD 5`, `EUR 1,000`. */
const codeBefore: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(`(?<code>${CODE}) (?<n>${NUMBER})${TOKEN_END}`),
  read(match, context) {
    const currency = BY_CODE[match.group('code')] ?? DOLLAR;
    return sayNumber(amountWords(match.group('n'), currency, context), match.from, match.to);
  },
};

/** Whole and hundredths: `five dollars and fifty cents`. */
function amountWords(written: string, currency: Currency, context: ReadingContext): string {
  const [whole = '', hundredths] = written.replaceAll(/[, ]/g, '').split('.');
  const { one, many, cent, cents } = currency;
  if (hundredths?.length !== 2 || cent === undefined || cents === undefined) {
    return `${numberWords(written, context)} ${isOne(written) ? one : many}`;
  }
  const main = `${integerWords(whole === '' ? '0' : whole, context)} ${isOne(whole) ? one : many}`;
  const small = Number(hundredths);
  if (small === 0) return main;
  const rest = `${integerWords(String(small), context)} ${small === 1 ? cent : cents}`;
  return /^0*$/.test(whole) ? rest : `${main} and ${rest}`;
}

/** Amounts of money; they come before plain numbers. */
export const MONEY_RULES: readonly ReadingRule[] = [signBefore, signAfter, codeBefore];
