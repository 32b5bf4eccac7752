import { readdirSync, readFileSync } from 'node:fs';
import { Problem } from '../console/problem.ts';
import { inRoot } from '../root.ts';

/** A file of samples/: a flow as `POST /flows` takes it, and an input to run it with. */
export interface Sample {
  flow: { name: string; slug: string };
  input: unknown;
}

/** A sample that is in the database. */
export interface LoadedSample extends Sample {
  id: string;
  isNew: boolean;
}

interface FlowRow {
  id: string;
  slug: string;
}

/** The samples, by file name. */
export function readSamples(): Sample[] {
  const folder = inRoot('samples');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.toSorted().map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Sample);
}

/** Saves a sample through the API, once: a flow with its slug is left as it is. */
export async function loadSample(api: string, sample: Sample): Promise<LoadedSample> {
  const query = new URLSearchParams({ name: sample.flow.name, per_page: '100' });
  const found = await call<FlowRow[]>('GET', `${api}/api/v1/flows?${query.toString()}`);
  const there = found.find(({ slug }) => slug === sample.flow.slug);
  if (there) return { ...sample, id: there.id, isNew: false };
  const { id } = await call<FlowRow>('POST', `${api}/api/v1/flows`, sample.flow);
  return { ...sample, id, isNew: true };
}

/** Calls the API. @returns `data` of its answer. @throws Problem when it refuses */
export async function call<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(90_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Problem(`${method} ${url} was answered ${response.status}: ${text}`);
  return (JSON.parse(text) as { data: T }).data;
}
