// Writes down what SQLAlchemy's unit of work says of itself, and which of the run's events belong to what it says.
import type { WorkListener } from '@/lib/sqlalchemy/python-engine';
import type { Flush, IdentityGroup, Insight, Task, ToldTask } from '@/lib/trace/insight';
import type { TraceEvent } from '@/lib/trace/trace';

export class InsightRecorder implements WorkListener {
  readonly #events: readonly TraceEvent[];
  readonly #flushes: Flush[] = [];
  readonly #identityMap = { before: [] as readonly IdentityGroup[], after: [] as readonly IdentityGroup[] };
  #from = 0;
  /** Where the list of tasks was made; null when the flush found nothing to do. */
  #planned: number | null = null;
  #taskFrom = 0;
  #tasks: Task[] = [];

  /** `events` is the list that the run is recorded in. */
  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  get insight(): Insight {
    return { flushes: this.#flushes, identityMap: this.#identityMap };
  }

  flushBegins(): void {
    this.#from = this.#events.length;
    this.#planned = null;
    this.#tasks = [];
  }

  planned(): void {
    this.#planned = this.#events.length;
  }

  taskBegins(): void {
    this.#taskFrom = this.#events.length;
  }

  taskEnds(task: ToldTask): void {
    this.#tasks.push({ ...task, statements: this.#statements(this.#taskFrom, this.#events.length) });
  }

  flushEnds(left: readonly ToldTask[]): void {
    if (this.#planned === null) return;
    this.#flushes.push({
      from: this.#from,
      to: this.#events.length,
      planning: this.#statements(this.#from, this.#planned),
      tasks: [...this.#tasks, ...left.map((task) => ({ ...task, statements: [] }))],
    });
  }

  identityMap(when: keyof Insight['identityMap'], objects: readonly IdentityGroup[]): void {
    this.#identityMap[when] = objects;
  }

  #statements(from: number, to: number): number[] {
    const found: number[] = [];
    for (let index = from; index < to; index++) if (this.#events[index]?.type === 'statement') found.push(index);
    return found;
  }
}
