/** Abbreviations by what they are read as. Lower case, without the last full stop. */
export const ALWAYS: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  ms: 'miz',
  prof: 'professor',
  jr: 'junior',
  sr: 'senior',
  vs: 'versus',
  etc: 'et cetera',
  'e.g': 'for example',
  'i.e': 'that is',
  'a.k.a': 'also known as',
  'et al': 'and others',
  approx: 'approximately',
  dept: 'department',
  est: 'established',
  inc: 'incorporated',
  ltd: 'limited',
  corp: 'corporation',
  govt: 'government',
  ave: 'avenue',
  blvd: 'boulevard',
  rd: 'road',
  hwy: 'highway',
  apt: 'apartment',
  gen: 'general',
  col: 'colonel',
  sgt: 'sergeant',
  capt: 'captain',
  cpt: 'captain',
  lt: 'lieutenant',
  maj: 'major',
  cmdr: 'commander',
  gov: 'governor',
  sen: 'senator',
  rep: 'representative',
  rev: 'reverend',
  hon: 'honorable',
  messrs: 'messieurs',
  misc: 'miscellaneous',
  viz: 'namely',
  cf: 'compare',
  ca: 'circa',
  esp: 'especially',
  incl: 'including',
  excl: 'excluding',
  max: 'maximum',
  tel: 'telephone',
  ext: 'extension',
  assn: 'association',
  bros: 'brothers',
  univ: 'university',
  intl: 'international',
};

/** Read so only where a number follows. */
export const BEFORE_NUMBER: Readonly<Record<string, string>> = {
  no: 'number',
  nos: 'numbers',
  nr: 'number',
  p: 'page',
  pp: 'pages',
  pg: 'page',
  vol: 'volume',
  ch: 'chapter',
  chap: 'chapter',
  fig: 'figure',
  figs: 'figures',
  sec: 'section',
  eq: 'equation',
  art: 'article',
  ed: 'edition',
};

/** Read so only where a name follows; all are also something else. */
export const BEFORE_NAME: Readonly<Record<string, string>> = { dr: 'doctor', st: 'saint', mt: 'mount', ft: 'fort' };

/** Read so after a name or a number. */
export const AFTER_NAME: Readonly<Record<string, string>> = { dr: 'drive', st: 'street', mt: 'mountain', ft: 'feet' };

/** Read so without a full stop as well. */
export const WITHOUT_STOP: Readonly<Record<string, string>> = {
  Mr: 'mister',
  Mrs: 'missus',
  Ms: 'miz',
  Dr: 'doctor',
  Prof: 'professor',
  vs: 'versus',
  etc: 'et cetera',
};

/** What heads a Roman number. */
export const ROMAN_HEADS =
  /(?:^|\s)(?:chapter|part|book|volume|vol\.|act|scene|section|article|appendix|phase|type|stage|level|episode|title|class|war|bowl|mark|case|figure|table|round|lesson|unit|canto|psalm|grade|tier|layer|apollo|saturn|fantasy|rocky|quest|civilization)\s$/i;

/** Whom a Roman number tells from others of the name. */
export const REGNAL_NAMES =
  /(?:^|\s)(?:Henry|Louis|Elizabeth|George|Edward|Richard|James|Charles|William|Mary|Philip|Napoleon|Francis|Pius|Benedict|Paul|John|Catherine|Nicholas|Alexander|Ivan|Leo|Gregory|Innocent|Clement|Urban|Ferdinand|Frederick|Wilhelm|Peter|Ramses|Ramesses|Ptolemy|Xerxes|Darius|Constantine|Harald|Harold|Christian|Gustav|Carl|Alfonso|Albert|Leopold|Otto|Maximilian|Joseph|Robert|David|Malcolm|Stephen|Boniface|Sixtus|Julius|Adrian|Mehmed|Mehmet|Murad|Selim|Haakon|Olav|Margrethe|Willem|Baldwin|Godfrey|Amenhotep|Thutmose|Seti|Cleopatra|Justinian|Leonidas)\s$/;
