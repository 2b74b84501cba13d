/** A microphone that the browser tells of. */
export interface AudioDevice {
  readonly deviceId: string;
  /** Its name as the system has it; empty before the first permission. */
  readonly label: string;
  readonly groupId: string;
}

/** Lists microphones. Asks nobody for permission. */
export async function listMicrophones(): Promise<AudioDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices
    .filter(({ kind }) => kind === 'audioinput')
    .map(({ deviceId, label, groupId }) => ({ deviceId, label, groupId }));
}
