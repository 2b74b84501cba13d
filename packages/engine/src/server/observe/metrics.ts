import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HostPoolStats } from '../../hosts/contract.ts';
import type { Jobs } from '../../jobs/contract.ts';
import type { RequestEntry } from './request-entry.ts';

/** Seconds; a cached list takes 1 ms, a long text minutes. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What a server is doing, in numbers. */
export interface Metrics {
  /** Counts a request that was answered. */
  count(entry: RequestEntry): void;
  /** Everything, as Prometheus reads it. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Where numbers come from beside requests. */
export interface MetricSources {
  /** The host processes of the engine. */
  readonly hosts?: (() => readonly HostPoolStats[]) | undefined;
  /** The queue of jobs; `undefined` as long as there is none. */
  readonly queue?: (() => Promise<Awaited<ReturnType<Jobs['state']>> | undefined>) | undefined;
}

/** Makes the metrics of a server. */
export function createMetrics({ hosts, queue }: MetricSources): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register, prefix: 'potoo_' });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'potoo_http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers,
  });
  const durations = new Histogram({
    name: 'potoo_http_request_duration_seconds',
    help: 'Time until the answer began.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  if (hosts) addHostMetrics(hosts, registers);
  if (queue) addQueueMetrics(queue, registers);
  return {
    count({ method, route, status, ms }) {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, ms / 1000);
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

function addHostMetrics(hosts: () => readonly HostPoolStats[], registers: Registry[]): void {
  const gauges = {
    processes: new Gauge({ name: 'potoo_hosts', help: 'Host processes alive.', labelNames: ['pool'], registers }),
    busy: new Gauge({ name: 'potoo_host_calls', help: 'Calls that hosts work on.', labelNames: ['pool'], registers }),
    queued: new Gauge({
      name: 'potoo_host_calls_queued',
      help: 'Calls that wait for a host.',
      labelNames: ['pool'],
      registers,
    }),
  };
  // One gauge collects for all: prom-client asks each in turn.
  Object.assign(gauges.processes, {
    collect() {
      for (const { name: pool, processes, queued } of hosts()) {
        gauges.processes.set({ pool }, processes.length);
        gauges.busy.set(
          { pool },
          processes.reduce((sum, { busy }) => sum + busy, 0),
        );
        gauges.queued.set({ pool }, queued);
      }
    },
  });
}

function addQueueMetrics(queue: NonNullable<MetricSources['queue']>, registers: Registry[]): void {
  const jobs = new Gauge({ name: 'potoo_jobs', help: 'Jobs by state.', labelNames: ['state'], registers });
  const oldest = new Gauge({ name: 'potoo_jobs_oldest_seconds', help: 'How long the oldest job waits.', registers });
  const stalled = new Gauge({
    name: 'potoo_jobs_stalled_seconds',
    help: 'How long no job has come further while some wait.',
    registers,
  });
  const capacity = new Gauge({ name: 'potoo_jobs_capacity', help: 'Jobs that all workers do at once.', registers });
  Object.assign(jobs, {
    async collect() {
      const state = await queue().catch(() => undefined);
      if (!state) return;
      jobs.set({ state: 'queued' }, state.queued);
      jobs.set({ state: 'running' }, state.running);
      oldest.set(state.oldestMs / 1000);
      stalled.set(state.stalledMs / 1000);
      capacity.set(state.capacity);
    },
  });
}
