export { checkReference, type ReferenceCheck, type ReferenceCheckId } from './check-reference.ts';
export { CloneSession, type CloneSessionOptions, type CloneState } from './clone-session.ts';
