import type { VoiceService } from '@potoo/core';

/** A service with some of its methods replaced. */
export function overlayService(service: VoiceService, replaced: Partial<VoiceService>): VoiceService {
  return new Proxy(service, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name);
      const member: unknown = Reflect.get(target, name, target);
      // The methods of a class reach for its private fields.
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
