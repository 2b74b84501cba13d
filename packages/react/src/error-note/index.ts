export { ErrorNote, type ErrorNoteProps, type ShownError } from '../part/ErrorNote.tsx';
