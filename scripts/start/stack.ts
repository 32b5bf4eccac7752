import { say } from '../console/progress.ts';
import type { Service } from './service.ts';

/** All that was started, stopped in the opposite order. */
export class Stack {
  private readonly services: Service[] = [];
  private ending: Promise<void> | null = null;

  /** Starts a service above those that already run. */
  async add(service: Service): Promise<void> {
    this.services.push(service);
    await service.start();
  }

  /** Stops everything and ends this process. */
  leave(code: number, why: string): Promise<void> {
    this.ending ??= this.end(code, why);
    return this.ending;
  }

  private async end(code: number, why: string): Promise<void> {
    say(`\n${why}: stopping`);
    for (const service of this.services.toReversed()) {
      try {
        await service.stop();
      } catch (error) {
        say(`  ! ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    process.exit(code);
  }
}
