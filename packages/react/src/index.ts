export type { VoiceService } from '@potoo/core';
