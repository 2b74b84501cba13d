import { NotFoundError } from '@potoo/core/errors';

/** The error for an id that is nobody's, or somebody else's: a caller cannot tell which. */
export function noSuchJob(): NotFoundError {
  return new NotFoundError('There is no such job.', {
    reason: 'job_not_found',
    param: 'job_id',
    hint: 'Use the job_id that a call returned. Jobs end with the server, and old ones are forgotten; their files stay.',
  });
}
