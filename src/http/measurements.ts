import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Measures } from './services.ts';

/** What the server counts, in its own registry. Labels are route patterns and codes, never content. */
export class Measurements {
  readonly #registry = new Registry();
  readonly #durations: Histogram<'method' | 'route' | 'status'>;
  readonly #intakes: Counter<'outcome'>;
  readonly #log: Readonly<Record<'size' | 'waiting' | 'lag', Gauge>>;

  constructor(withProcess = true) {
    const registers = [this.#registry];
    if (withProcess) collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request line to the end of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.#intakes = new Counter({
      name: 'counterfoil_intakes_total',
      help: 'Certificates lodged, by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.#log = {
      size: gauge('counterfoil_log_size', 'Leaves that a signed checkpoint covers.'),
      waiting: gauge('counterfoil_log_waiting', 'Leaves that no checkpoint covers yet.'),
      lag: gauge('counterfoil_log_lag_seconds', 'Age of the oldest leaf that no checkpoint covers yet.'),
    };
  }

  observe(method: string, route: string, status: number, milliseconds: number): void {
    this.#durations.observe({ method, route, status }, milliseconds / 1000);
  }

  countIntake(outcome: 'stored' | 'duplicate' | 'conflict' | 'refused'): void {
    this.#intakes.inc({ outcome });
  }

  /** The text that Prometheus reads, with its media type. */
  async exposition(measures: Measures | undefined): Promise<{ text: string; mediaType: string }> {
    if (measures) {
      this.#log.size.set(measures.logSize);
      this.#log.waiting.set(measures.logWaiting);
      this.#log.lag.set(measures.logLagSeconds);
    }
    return { text: await this.#registry.metrics(), mediaType: this.#registry.contentType };
  }
}
