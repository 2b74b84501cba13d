/** What a language is called that nobody has told yet, in BCP-47. */
export const UNDETERMINED = 'und';
