import { describe, expect, test } from 'vitest';
import { planText } from '../plan-text.ts';

// What is spoken, and for what: `words=original`. Several words for one range are joined by "+", in words that have a range
// each by a space; a space in the original is written "␣". The ranges stand in the original one after the other.
const CASES: ReadonlyArray<readonly [text: string, spoken: string]> = [
  ['40–60°C', 'forty=40 to=– sixty=60 degrees+Celsius=°C'],
  ['It has 1,234 seats', 'It=It has=has one+thousand+two+hundred+thirty+four=1,234 seats=seats'],
  [
    'It has 1 234 567 seats',
    'It=It has=has one+million+two+hundred+thirty+four+thousand+five+hundred+sixty+seven=1␣234␣567 seats=seats',
  ],
  ['in 2 million homes', 'in=in two=2 million=million homes=homes'],
  ['the 1st and 22nd of 103rd', 'the=the first=1st and=and twenty+second=22nd of=of one+hundred+third=103rd'],
  ['pi is 3.14', 'pi=pi is=is three+point+one+four=3.14'],
  ['about .5 or 0.05', 'about=about zero+point+five=.5 or=or zero+point+zero+five=0.05'],
  ['at -5 degrees', 'at=at minus=- five=5 degrees=degrees'],
  ['−40°F', 'minus=− forty=40 degrees+Fahrenheit=°F'],
  ['½ cup and 1½ cups', 'one+half=½ cup=cup and=and one=1 and+a+half=½ cups=cups'],
  ['3/4 of it', 'three=3 quarters=/4 of=of it=it'],
  ['1 1/2 miles', 'one=1 and+a+half=1/2 miles=miles'],
  ['open 24/7', 'open=open twenty+four=24 seven=7'],
  ['25% of 3.5%', 'twenty+five=25 percent=% of=of three+point+five=3.5 percent=%'],
  ['5%–10%', 'five=5 percent=% to=– ten=10 percent=%'],
  ['costs $5.50', 'costs=costs five+dollars+and+fifty+cents=$5.50'],
  ['costs $1 or $0.99', 'costs=costs one+dollar=$1 or=or ninety+nine+cents=$0.99'],
  ['raised £3m', 'raised=raised three+million+pounds=£3m'],
  ['worth €1.2bn', 'worth=worth one+point+two+billion+euros=€1.2bn'],
  ['about ¥500', 'about=about five+hundred+yen=¥500'],
  ['$5–10 million', 'five+to+ten+million+dollars=$5–10␣million'],
  ['5 USD or 5€', 'five=5 U+S+dollars=USD or=or five=5 euros=€'],
  ['EUR 1,000.50', 'one+thousand+euros+and+fifty+cents=EUR␣1,000.50'],
  ['20¢ each', 'twenty=20 cents=¢ each=each'],
  ['A$20 and ₹300', 'twenty+Australian+dollars=A$20 and=and three+hundred+rupees=₹300'],
  ['on 2026-11-21', 'on=on November+twenty+first+twenty+twenty+six=2026-11-21'],
  ['on 21/11/2026', 'on=on November+twenty+first+twenty+twenty+six=21/11/2026'],
  ['on 11/21/2026', 'on=on November+twenty+first+twenty+twenty+six=11/21/2026'],
  ['on 4.3.2026', 'on=on March+fourth+twenty+twenty+six=4.3.2026'],
  ['Nov 21, 2026', 'November=Nov twenty+first=21 twenty+twenty+six=2026'],
  ['21st of November 2026', 'twenty+first=21st of+November=of␣November twenty+twenty+six=2026'],
  ['Mon, Jan. 5', 'Monday=Mon January=Jan. fifth=5'],
  ["the 1990s and '90s", "the=the nineteen+nineties=1990s and=and nineties='90s"],
  ['in 1984', 'in=in nineteen+eighty+four=1984'],
  ['in 1805 and 2005', 'in=in eighteen+oh+five=1805 and=and two+thousand+five=2005'],
  ['1984 books', 'one+thousand+nine+hundred+eighty+four=1984 books=books'],
  ['1984–1990', 'nineteen+eighty+four=1984 to=– nineteen+ninety=1990'],
  ['3:45 pm', 'three=3 forty+five=45 P+M=pm'],
  ['at 14:30', 'at=at fourteen=14 thirty=30'],
  ['at 3:00 or 9:05', "at=at three=3 o'clock=:00 or=or nine=9 oh+five=05"],
  ['5pm to 11 a.m.', 'five=5 P+M=pm to=to eleven=11 A+M=a.m.'],
  ['2026-11-21T14:30Z', 'November+twenty+first+twenty+twenty+six=2026-11-21 fourteen+thirty=14:30 U+T+C=Z'],
  [
    'call +1 (555) 123-4567',
    'call=call plus=+ one=1 five=5 five=5 five=5 one=1 two=2 three=3 four=4 five=5 six=6 seven=7',
  ],
  ['call 555-1234', 'call=call five=5 five=5 five=5 one=1 two=2 three=3 four=4'],
  ['020 7946 0958', 'zero=0 two=2 zero=0 seven=7 nine=9 four=4 six=6 zero=0 nine=9 five=5 eight=8'],
  ['Chapter IV', 'Chapter=Chapter four=IV'],
  ['Henry VIII', 'Henry=Henry the+eighth=VIII'],
  ['World War II', 'World=World War=War two=II'],
  ['5 km in 1 h', 'five=5 kilometers=km in=in one=1 hour=h'],
  ['3.2 GB', 'three+point+two=3.2 gigabytes=GB'],
  ['60 mph', 'sixty=60 miles+per+hour=mph'],
  ['90 km/h', 'ninety=90 kilometers+per+hour=km/h'],
  ['10 m² or 5 m3', 'ten=10 square+meters=m² or=or five=5 cubic+meters=m3'],
  ['37.5 °F', 'thirty+seven+point+five=37.5 degrees+Fahrenheit=°F'],
  ['20 kHz', 'twenty=20 kilohertz=kHz'],
  ['5\'10" tall', 'five=5 feet=\' ten=10 inches=" tall=tall'],
  ['2 + 2 = 4', 'two=2 plus=+ two=2 equals== four=4'],
  ['3 × 5 ÷ 2', 'three=3 times=× five=5 divided+by=÷ two=2'],
  ['±3 and < 5', 'plus+or+minus=± three=3 and=and less+than=< five=5'],
  ['10 - 3', 'ten=10 minus=- three=3'],
  ['x² and 10⁶', 'x=x squared=² and=and ten=10 to+the+power+of+six=⁶'],
  ['Dr. Smith', 'doctor=Dr. Smith=Smith'],
  ['Elm Dr. is here', 'Elm=Elm drive=Dr. is=is here=here'],
  ['St. Mary on Main St. today', 'saint=St. Mary=Mary on=on Main=Main street=St. today=today'],
  ['Mr. and Mrs. Lee', 'mister=Mr. and=and missus=Mrs. Lee=Lee'],
  ['fish, chips, etc.', 'fish=fish chips=chips et+cetera=etc.'],
  ['cats vs. dogs, e.g. mine', 'cats=cats versus=vs. dogs=dogs for+example=e.g. mine=mine'],
  ['No. 5 on p. 12', 'number=No. five=5 on=on page=p. twelve=12'],
  ['NASA and the FBI', 'NASA=NASA and=and the=the F=F B=B I=I'],
  ['the US and HTML', 'the=the U=U S=S and=and H=H T=T M=M L=L'],
  ['APIs and PCs', "A=A P=P I's=Is and=and P=P C's=Cs"],
  ['J. K. Rowling', 'J=J. K=K. Rowling=Rowling'],
  ['in the U.S. today', 'in=in the=the U=U S=S. today=today'],
  ['a Ph.D. thesis', 'a=a P=P H=h D=D. thesis=thesis'],
  ['https://example.com/a-b', 'example=example dot=. com=com slash=/ a=a dash=- b=b'],
  ['www.potoo.dev', 'W=w W=w W=w dot=. potoo=potoo dot=. dev=dev'],
  ['mail me@example.co.uk now', 'mail=mail me=me at=@ example=example dot=. co=co dot=. U=u K=k now=now'],
  ['I love it 😀😀', 'I=I love=love it=it grinning+face=😀😀'],
  ['👍🏽 from 🇳🇱 yes', 'thumbs+up=👍🏽 from=from flag+Netherlands=🇳🇱 yes=yes'],
  ['#Winning is #1', 'hashtag=# Winning=Winning is=is number=# one=1'],
  ['ask @potoo_ai', 'ask=ask at=@ potoo=potoo underscore=_ A=a I=i'],
  ['**bold** and _it_', 'bold=bold and=and it=it'],
  ['`code` [link](https://example.com)', 'code=code link=link'],
  ['version v1.2.3', 'version=version one=1 point=. two=2 point=. three=3'],
  ['runs 1.2.3 now', 'runs=runs one=1 point=. two=2 point=. three=3 now=now'],
  ['we won 3-1', 'we=we won=won three=3 to=- one=1'],
  ['A & B @ home', 'A=A and=& B=B at=@ home=home'],
  ['see §5 © 2024', 'see=see section=§ five=5 copyright=© twenty+twenty+four=2024'],
  ['Potoo™ 100% ok', 'Potoo=Potoo trademark=™ one+hundred=100 percent=% ok=ok'],
  ['H2O and CO₂', 'H=H two=2 O=O and=and C=C O=O two=₂'],
  ['MP3 or GPT-4', 'M=M P=P three=3 or=or G=G P=P T=T four=4'],
  ['C++ and C#', 'C=C plus+plus=++ and=and C=C sharp=#'],
  ['and/or TCP/IP', 'and=and or=or T=T C=C P=P slash=/ I=I P=P'],
  ['007 agents', 'zero+zero+seven=007 agents=agents'],
  [
    '12345678901234567890',
    'one+two+three+four+five+six+seven+eight+nine+zero+one+two+three+four+five+six+seven+eight+nine+zero=12345678901234567890',
  ],
  ["it’s don't O'Neil's", "it's=it’s don't=don't O'Neil's=O'Neil's"],
  ['well-known FBI-led team', 'well-known=well-known F=F B=B I=I led=led team=team'],
  ['1080p and 4K', 'ten+eighty=1080 P=p and=and four=4 K=K'],
  ['a 16:9 screen', 'a=a sixteen=16 to=: nine=9 screen=screen'],
  ['the 2020/21 season', 'the=the twenty+twenty=2020 twenty+one=21 season=season'],
  ['open file.txt in Node.js', 'open=open file=file dot=. txt=txt in=in Node=Node dot=. js=js'],
  ['plan B. Type A', 'plan=plan B=B Type=Type A=A'],
  ['ISBN 978-3-16', 'I=I S=S B=B N=N nine=9 seven=7 eight=8 three=3 one=1 six=6'],
  ['3x - 5 = π', 'three=3 X=x minus=- five=5 equals== pi=π'],
  ['see you :-) soon', 'see=see you=you soon=soon'],
  ['5 ft 7 in tall', 'five=5 feet=ft seven=7 inches=in tall=tall'],
  ['2 tbsp. sugar', 'two=2 tablespoons=tbsp. sugar=sugar'],
  ['Elizabeth I was queen', 'Elizabeth=Elizabeth the+first=I was=was queen=queen'],
  ['bold <b>tags</b> gone', 'bold=bold tags=tags gone=gone'],
  [
    '6.02e23 and 802.11ac',
    'six+point+zero+two=6.02 E=e twenty+three=23 and=and eight+hundred+two+point+one+one=802.11 ac=ac',
  ],
];

interface Expected {
  readonly text: string;
  readonly charStart: number;
  readonly charEnd: number;
}

function expectedWords(text: string, spoken: string): Expected[] {
  let at = 0;
  return spoken.split(' ').flatMap((entry) => {
    const divide = entry.indexOf('=');
    const original = entry.slice(divide + 1).replaceAll('␣', ' ');
    const charStart = text.indexOf(original, at);
    const charEnd = charStart + original.length;
    at = charEnd;
    return entry
      .slice(0, divide)
      .split('+')
      .map((word) => ({ text: word, charStart, charEnd }));
  });
}

async function spokenWords(text: string, language: string): Promise<Expected[]> {
  const words: Expected[] = [];
  for await (const chunk of planText(text, { language, inputType: 'text' }).chunks) {
    for (const word of chunk.words) {
      expect(chunk.text.slice(word.from, word.to)).toBe(word.text);
      words.push({ text: word.text, charStart: word.charStart, charEnd: word.charEnd });
    }
  }
  return words;
}

describe('English as it is said, each word with its range in the original', () => {
  test.each(CASES)('%s', async (text, spoken) => {
    expect(await spokenWords(text, 'en')).toEqual(expectedWords(text, spoken));
  });

  test.each([
    ['on 4/3/2026', 'on=on March+fourth+twenty+twenty+six=4/3/2026'],
    ['it is 101', 'it=it is=is one+hundred+and+one=101'],
    ['the 103rd', 'the=the one+hundred+and+third=103rd'],
  ])('in British English: %s', async (text, spoken) => {
    expect(await spokenWords(text, 'en-GB')).toEqual(expectedWords(text, spoken));
  });

  test.each([
    [
      'de',
      'Am 3. Mai kostet es 5,50 € (20 %) & mehr.',
      ['Am', '3', 'Mai', 'kostet', 'es', '5,50', '€', '20', '%', '&', 'mehr'],
    ],
    ['fr', "L'école est à 5 km, n° 12 !", ["L'école", 'est', 'à', '5', 'km', 'n°', '12']],
    ['es', '¿Cómo estás? ¡Bien, -5 °C!', ['Cómo', 'estás', 'Bien', '-5', '°C']],
    ['hi', 'नमस्ते दुनिया। आप कैसे हैं?', ['नमस्ते', 'दुनिया', 'आप', 'कैसे', 'हैं']],
    ['ar', 'مرحبا، كيف حالك؟', ['مرحبا', 'كيف', 'حالك']],
  ])('no English in other languages: %s', async (language, text, words) => {
    const spoken = await spokenWords(text, language);
    expect(spoken.map((word) => word.text)).toEqual(words);
    for (const word of spoken) expect(text.slice(word.charStart, word.charEnd)).toBe(word.text);
  });

  test('scripts without spaces are divided into words', async () => {
    const text = '今日は天気がいいです。';
    const spoken = await spokenWords(text, 'ja');
    expect(spoken.length).toBeGreaterThan(3);
    expect(spoken.map((word) => word.text).join('')).toBe('今日は天気がいいです');
  });
});
