import type { Command, Ending } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import type { Turn } from './play.js';

/** What became of nodes and scope instances, as events and commands tell it to those who keep no state. */
export class Chronicle {
  /** By path: where each node of any instance is, or how it ended. */
  readonly nodes = new Map<string, string>();
  /** By path: how each scope instance ended; '' is the run. */
  readonly endings = new Map<string, Ending>();
  /** Paths of what is not undone. */
  readonly undoMissing: string[] = [];

  note({ event, commands }: Pick<Turn, 'event' | 'commands'>): void {
    if ('path' in event) this.befell(event, commands);
    for (const command of commands) this.decided(command);
  }

  private befell(event: Extract<CoreEvent, { path: string }>, commands: readonly Command[]): void {
    const { path, type } = event;
    const goesOn = commands.some((command) => 'path' in command && command.path === path && command.type !== 'give_up');
    switch (type) {
      case 'node.started':
      case 'node.opened':
        return void this.nodes.set(path, 'running');
      case 'node.waiting':
        return void this.nodes.set(path, 'waiting');
      case 'node.succeeded':
        return void this.nodes.set(path, 'success');
      case 'node.skipped':
        return void this.nodes.set(path, 'skipped');
      case 'node.failed':
      case 'node.lost':
        return void this.nodes.set(path, 'failed');
      case 'timer.fired':
        if (this.nodes.get(path) === 'waiting' && !goesOn) this.nodes.set(path, 'success');
    }
  }

  private decided(command: Command): void {
    switch (command.type) {
      case 'execute':
        return void this.nodes.set(command.path, 'ready');
      case 'wait':
        if (command.reason === 'retry') this.nodes.set(command.path, 'waiting');
        return;
      case 'abort':
        return void this.nodes.set(command.path, 'cancelled');
      case 'omit':
        return void this.nodes.set(command.path, 'omitted');
      case 'end_container':
        return void this.nodes.set(command.path, command.status);
      case 'end_scope':
        return void this.endings.set(command.path, command.ending);
      case 'miss_undo':
        return void this.undoMissing.push(command.path);
      case 'finish':
        this.endings.set('', command);
    }
  }
}
