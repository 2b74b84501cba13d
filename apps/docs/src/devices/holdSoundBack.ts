/**
 * Makes the page's browser hold sound back, as one does before anybody has clicked: contexts stay suspended, and elements
 * refuse to play. Returns what puts the browser's own behaviour back.
 */
export function holdSoundBack(): () => void {
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state');
  const { resume } = AudioContext.prototype;
  const { play } = HTMLMediaElement.prototype;
  Object.defineProperty(BaseAudioContext.prototype, 'state', { configurable: true, get: () => 'suspended' });
  AudioContext.prototype.resume = () => new Promise(() => {});
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('No gesture yet.', 'NotAllowedError'));
  return () => {
    if (state) Object.defineProperty(BaseAudioContext.prototype, 'state', state);
    AudioContext.prototype.resume = resume;
    HTMLMediaElement.prototype.play = play;
  };
}
