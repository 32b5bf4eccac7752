import { stripVTControlCharacters } from 'node:util';
import { say, step } from '../console/progress.ts';

/** What a check or a set of tests came to. */
export interface Outcome {
  passed: number;
  failed: number;
  /** What to show of it when something failed. */
  output: string;
}

const broken = (error: unknown): Outcome => ({
  passed: 0,
  failed: 1,
  output: error instanceof Error ? error.message : String(error),
});

const shown = ({ passed, failed }: Outcome) => ({
  good: failed === 0,
  text: passed + failed > 1 ? `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}` : '',
});

/** Adds up outcomes, and tells them at the end. */
export class Report {
  private passed = 0;
  private failed = 0;
  private readonly failures: { label: string; output: string }[] = [];
  private readonly left: string[] = [];

  /** Carries a check out and shows how it went; one that throws has failed. */
  async check(label: string, work: (note: (text: string) => void) => Promise<Outcome>): Promise<Outcome> {
    const outcome = await step(label, (note) => work(note).catch(broken), shown);
    this.passed += outcome.passed;
    this.failed += outcome.failed;
    if (outcome.failed > 0) this.failures.push({ label, output: outcome.output });
    return outcome;
  }

  /** Tests that this machine cannot run: neither passed nor failed, and named at the end. */
  leaveOut(what: string, because: string): void {
    this.left.push(`left out: ${what} (${because})`);
    say(`  – ${what}  left out`);
  }

  /** Shows what failed, what was left out and the line that sums up. @returns the exit code */
  finish(): number {
    for (const { label, output } of this.failures) {
      say(`\n──── ${label} ────\n${stripVTControlCharacters(output).trim()}`);
    }
    if (this.left.length > 0) say(`\n${this.left.join('\n')}`);
    say(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 || this.passed === 0 ? 1 : 0;
  }
}
