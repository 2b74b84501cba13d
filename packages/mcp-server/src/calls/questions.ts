import type * as z from 'zod';

/** Something that the host is asked before a tool goes on. */
export type Question =
  /** A form for the person; every field is a text, a number, a yes or no, or a choice. */
  | { readonly type: 'form'; readonly message: string; readonly fields: z.ZodObject }
  /** The folders that the host has open. */
  | { readonly type: 'folders' };

/** What came back: the filled-in form, or that the person said no or closed it. */
export type Answer<Fields> =
  | { readonly action: 'accept'; readonly content: Fields }
  | { readonly action: 'decline' | 'cancel' };

/** Asks the host. A host that cannot be asked is told apart beforehand, since tools then have to do without. */
export interface Questions {
  /** Whether the host can show a form. */
  readonly canShowForms: boolean;
  /**
   * Shows a form. The first time the call ends here, by {@link AnswerNeeded}; the host then calls again with the answer.
   * So ask before any work is done.
   */
  askForm<Fields extends z.ZodObject>(key: string, message: string, fields: Fields): Promise<Answer<z.output<Fields>>>;
  /** Asks which folders the host has open; empty when it cannot tell. */
  askFolders(): Promise<readonly string[]>;
}

/** Thrown to end a call with a question. It is no failure. */
export class AnswerNeeded extends Error {
  override readonly name = 'AnswerNeeded';
  readonly key: string;
  readonly question: Question;

  constructor(key: string, question: Question) {
    super('The host has to be asked first.');
    this.key = key;
    this.question = question;
  }
}
