/** Abbreviations by what may follow their full stop. Lower case, without the last full stop; languages share the lists, since sentences are found before the language is. */

/** A name or a further word always follows. */
export const BEFORE_NAME = new Set(
  `dr mr mrs ms mx prof st ste mt ft gen col maj capt cpt lt sgt cpl adm cmdr gov sen rep pres rev hon fr sr sra srta dra
   don dott ing mme mlle mgr hr frl bzw ca vs approx tbsp tsp oz lb lbs pt qt resp incl excl esp cf viz e.g i.e z.b d.h u.a p.ex m.a.w d.w.z o.a
   bijv dhr mevr drs ir mw ul im tj np tzn pol og bl f.eks`.split(/\s+/),
);

/** A number follows when it is an abbreviation; else it is a word. */
export const BEFORE_NUMBER = new Set(
  'no nos nr num art p pp pg vol ch chap fig figs sec eq str tel ext op ed'.split(' '),
);

/** May end a sentence. */
export const MAY_END = new Set(
  `etc inc ltd co corp jr sr plc llc bros est dept univ ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue
   tues wed thu thur thurs fri sat usw usf al ass min max hrs ph.d m.sc b.sc b.a m.a a.m p.m`.split(/\s+/),
);

/** After these a full stop and a capital: only one of {@link STARTERS} begins a new sentence. */
export const BEFORE_CAPITAL = new Set('inc ltd co corp jr sr plc llc bros ave blvd rd dept univ ph.d'.split(' '));

/** What a time is followed by within a sentence. */
export const AFTER_TIME =
  /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?$|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|^(?:[ECMP][SD]?T|GMT|UTC|CET|CEST|BST)$/;

/** What German and others write after the number of a day: `3. Mai`. */
export const AFTER_DAY_NUMBER =
  /^(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Jahrhundert|Klasse|Etage|Stock|Platz|Kapitel)/;

/** Words that mostly begin a sentence when they are capitalised. */
export const STARTERS = new Set(
  `The A An This That These Those There It He She We They I You My His Her Our Their Its But And Or So If When While
   Although However Then Now In On At For With From By As After Before Since What Why How Who Where Is Are Was Were Do Does
   Did Can Could Will Would Should Some Many Most All No Not Yes One Two Let Please Here Also Meanwhile Der Die Das Ein
   Eine Es Er Sie Wir Ich Le La Les Il Elle On Nous Un Une El Los Las Una De Het Een`.split(/\s+/),
);
