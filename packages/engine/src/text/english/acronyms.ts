/** Short words that are no abbreviations when they are in capitals. */
const WORDS = new Set(
  `AM AN AS AT BE BY DO GO HE IF IN IS IT'S ME MY NO OF ON OR SO TO UP WE OH HI THE AND FOR ARE BUT NOT YOU ALL ANY CAN
   HER WAS ONE OUR OUT DAY GET HAS HIM HIS HOW MAN NEW NOW OLD SEE TWO WAY WHO BOY DID ITS LET PUT SAY SHE TOO USE YES BIG
   RED RUN SIX TEN TOP TRY WIN YET BAD BUY CAR END FAR FEW FUN GOT HAD HEY HIT HOT JOB LAW LOT LOW MAY MEN MOM OWN PAY SIT
   SON SUN TAX WAR WHY BOX CUT DOG CAT EAT EGG BUG SEX AIR ART BAG BED EYE ICE KEY MAP OFF OIL RAW SKY TEA TOY ZOO WET
   FREE OPEN PIN SIM RAM ROM LAN WAN GIF ZIP WOW BAM MAX COVID LASER RADAR OPEC AIDS BASIC COBOL`.split(/\s+/),
);

/** Spelled although they could be said. */
const SPELLED = new Set(
  'ABC AOL API ATM BBC CEO CIA CIO EU FAQ IAEA IBM ID IO IOT IRA ISO IOC IQ IT UAE UAV UI UK UN URL US USA USB USSR UX VAT AI AR VR EPA EKG IEEE IETF OECD AAA UEFI AWS GUI SUV LED LEDS SEO USDA NAACP ADHD AMD'.split(
    ' ',
  ),
);

const CLUSTERS_AT_START = /^(?:STR|SCR|SPR|SPL|SHR|THR|CHR|SCH|PHR)/;
const CLUSTERS_AT_END =
  /(?:RST|RLD|RTH|GHT|NTH|LTH|RCH|TCH|NCH|MPT|XTH|CKS|NKS|RKS|NGS|RDS|NDS|NTS|LLS|RTS|STS|MPS|RMS|RNS|LDS|LTS|SKS|CTS|PTS|FTH|GTH|RSH|NGTH|LFTH|NST|RNT)$/;

/** Where a word stands. */
export interface AcronymContext {
  /** Whether all around it is in capitals too. */
  readonly shouted: boolean;
}

/**
 * Whether a word in capitals is said letter by letter: `FBI`, `HTML`, `US` are, `NASA` and `STOP` are not. Short ones are,
 * unless they are common words; longer ones are when they cannot be said.
 */
export function isSpelled(word: string, { shouted }: AcronymContext): boolean {
  if (!/^[A-Z]{2,6}$/.test(word)) return false;
  if (!/[AEIOUY]/.test(word)) return true;
  if (shouted) return false;
  if (SPELLED.has(word)) return true;
  if (WORDS.has(word)) return false;
  return word.length <= 3 || !isSayable(word);
}

function isSayable(word: string): boolean {
  const core = word.replace(CLUSTERS_AT_START, '').replace(CLUSTERS_AT_END, '');
  return !/[^AEIOUY]{3}/.test(core) && !/^(?:[^AEIOUYRLWHS][^AEIOUYRLWHS]|[RLWH][^AEIOUYH])/.test(core);
}
