/** Seconds of a recording that are looked at. By itself, so that those who only name it load no signal processing. */
export const EXAMINED_SECONDS = 60;
