/**
 * Processor time of some work over the duration of the audio that it works on: the real-time factor on one core, which other
 * programs on the machine hardly change.
 * @param seconds - Duration of the audio.
 */
export async function processorShare(seconds: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / seconds;
}
