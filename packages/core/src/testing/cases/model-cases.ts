import { check, checkError, collect, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';

/** Cases about pulling and removing models, none of which fetches anything. */
export function modelCases(bench: Bench): ConformanceCase[] {
  if (!bench.options.features.includes('models')) return [];
  return [
    { name: 'the room for models is told', run: () => roomIsTold(bench) },
    { name: 'a model that nobody knows is neither pulled nor removed', run: () => unknownIsTold(bench) },
  ];
}

async function roomIsTold({ service }: Bench): Promise<void> {
  const { usedBytes, freeBytes } = await (await service()).modelStorage();
  check(Number.isInteger(usedBytes) && usedBytes >= 0, `models take ${usedBytes} bytes`);
  check(freeBytes > 0, `${freeBytes} bytes are free`);
}

async function unknownIsTold(bench: Bench): Promise<void> {
  const service = await bench.service();
  const id = 'no-such-model';
  const told = { codes: ['not_found'], reasons: ['model_not_found'] } as const;
  checkError(await rejectionOf(service.pullModel(id), 'pullModel'), told, 'pullModel');
  checkError(await rejectionOf(collect(service.watchPull(id)), 'watchPull'), told, 'watchPull');
  checkError(await rejectionOf(service.cancelPull(id), 'cancelPull'), told, 'cancelPull');
  checkError(await rejectionOf(service.removeModel(id), 'removeModel'), told, 'removeModel');
}
