import { DeviceError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';

/** A microphone that went away while it was heard. */
export function lostDevice(): PotooError {
  return new DeviceError('The microphone was disconnected.', {
    reason: 'device_lost',
    hint: 'Connect it again, or choose another; what was recorded until then is kept.',
    retryable: true,
  });
}
