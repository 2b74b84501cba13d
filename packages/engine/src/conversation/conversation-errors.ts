import { NotFoundError } from '@potoo/core/errors';

/** Makes the error for a conversation that does not exist, has expired, or is somebody else's: nobody learns which. */
export function conversationNotFound(): NotFoundError {
  return new NotFoundError('There is no such conversation.', {
    reason: 'conversation_not_found',
    param: 'conversationId',
    hint: 'Conversations are kept for a limited time after their last turn; leave the id out to begin a new one.',
  });
}

/** Makes the error for a turn that its conversation does not have. */
export function turnNotFound(): NotFoundError {
  return new NotFoundError('The conversation has no such turn.', {
    reason: 'turn_not_found',
    param: 'turnId',
    hint: 'A turn is kept once its reply has begun to sound; use the `turnId` of its first event.',
  });
}
