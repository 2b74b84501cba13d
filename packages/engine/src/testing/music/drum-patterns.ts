import type { DrumName } from './drums.ts';

/** Beats of a bar and how a beat divides, as a time signature names them. In 6/8 a beat is a dotted quarter. */
export type Meter = '3/4' | '4/4' | '6/8';

/** Beats per bar; in 6/8 the dotted quarters. */
export const BEATS_PER_BAR: Readonly<Record<Meter, number>> = { '3/4': 3, '4/4': 4, '6/8': 2 };

/** A bar of drums: one character per step, `X` loud, `x` soft, `.` nothing, with a space between beats. */
export type DrumPattern = Partial<Readonly<Record<DrumName, string>>>;

/** Common patterns, by name. */
export const DRUM_PATTERNS: Readonly<Record<Meter, Readonly<Record<string, DrumPattern>>>> = {
  '4/4': {
    rock: { kick: 'X... .... X... ....', snare: '.... X... .... X...', hat: 'X.x. X.x. X.x. X.x.' },
    rockBusy: { kick: 'X... ..x. X.x. ....', snare: '.... X... .... X..x', hat: 'x.x. x.x. x.x. x.x.' },
    sixteenths: { kick: 'X... .... X... ....', snare: '.... X... .... X...', hat: 'Xxxx Xxxx Xxxx Xxxx' },
    house: { kick: 'X... X... X... X...', clap: '.... X... .... X...', openHat: '..X. ..X. ..X. ..X.' },
    disco: { kick: 'X... X... X... X...', snare: '.... X... .... X...', hat: 'x.x. x.x. x.x. x.x.' },
    quarters: { kick: 'X... .... x... ....', snare: '.... X... .... X...', hat: 'X... X... X... X...' },
    bossa: { kick: 'X..x X..x X..x X..x', rim: 'X..X ..X. ..X. .X..', shaker: 'xxXx xxXx xxXx xxXx' },
    reggaeton: { kick: 'X... X... X... X...', snare: '...X ..X. ...X ..X.', hat: 'x.x. x.x. x.x. x.x.' },
    funk: { kick: 'X..x .... ..x. ....', snare: '.... X..x .x.. X...', hat: 'X.x. X.x. X.x. X.x.' },
    march: { snare: 'X.x. X.xx X.x. Xxxx', kick: 'X... X... X... X...' },
    jazz: { ride: 'X... X.x. X... X.x.', hat: '.... X... .... X...', kick: 'x... x... x... x...' },
    metronome: { accentClick: 'X... .... .... ....', click: '.... X... X... X...' },
    kickAndHat: { kick: 'X... X... X... X...', hat: '..x. ..x. ..x. ..x.' },
    halves: { kick: 'X... .... X... ....', rim: '.... x... .... x...', shaker: 'X.x. X.x. X.x. X.x.' },
    stomp: { kick: 'X... X... .... ....', clap: '.... .... X... ....', tom: '.... .... .... x.x.' },
    shuffle: { kick: 'X.. ... X.x ...', snare: '... X.. ... X..', hat: 'X.x X.x X.x X.x' },
  },
  '3/4': {
    waltz: { kick: 'X... .... ....', snare: '.... X... X...', hat: 'x... x... x...' },
    waltzEighths: { kick: 'X... .... ....', rim: '.... X... X...', hat: 'X.x. x.x. x.x.' },
    ballad: { kick: 'X... .... ..x.', snare: '.... .... X...', hat: 'x.x. x.x. x.x.' },
    mazurka: { kick: 'X... .... ....', clap: '.... x... X...', shaker: 'x.x. x.x. x.x.' },
    landler: { tom: 'X... x... x...', hat: 'x.x. x.x. x.x.' },
    jazzWaltz: { ride: 'X.. X.x X..', kick: 'X.. ... ...', hat: '... X.. ...' },
    metronome: { accentClick: 'X... .... ....', click: '.... X... X...' },
  },
  '6/8': {
    ballad: { kick: 'X.. ...', snare: '... X..', hat: 'Xxx Xxx' },
    rolling: { kick: 'X.x ..x', snare: '... X..', hat: 'xxx xxx' },
    jig: { kick: 'X.. X..', tom: '..x ..x', shaker: 'Xxx Xxx' },
    slowBlues: { kick: 'X.. ..x', snare: '... X..', ride: 'Xxx Xxx' },
    march: { snare: 'X.x X.x', kick: 'X.. x..', hat: 'xxx xxx' },
    metronome: { accentClick: 'X.. ...', click: '.xx Xxx' },
  },
};
