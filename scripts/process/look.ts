import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What the system knows of a process. */
export interface ProcessView {
  parent: number;
  command: string;
}

/** Looks a process up; null when there is none, or none that may be looked at. One that nobody has buried yet is none. */
export function lookAt(pid: number): ProcessView | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** The children of a process. */
export function childrenOf(parent: number): number[] {
  return allPids().filter((pid) => lookAt(pid)?.parent === parent);
}

function allPids(): number[] {
  const names =
    process.platform === 'linux'
      ? readdirSync('/proc').filter((name) => /^\d+$/.test(name))
      : execFileSync('ps', ['-A', '-o', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/);
  return names.map(Number);
}

function fromProc(pid: number): ProcessView | null {
  try {
    // The name in parentheses may hold anything, parentheses included.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { parent: Number(parent), command };
  } catch {
    return null;
  }
}

function fromPs(pid: number): ProcessView | null {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, state, command] = /^(\d+)\s+(\S+)\s+(.*)$/s.exec(line) ?? [];
    return parent === undefined || command === undefined || state?.startsWith('Z')
      ? null
      : { parent: Number(parent), command };
  } catch {
    return null;
  }
}
