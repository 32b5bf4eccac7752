/** Characters of a slug at most. */
export const MAX_SLUG = 63;

/** Lower-case words with `-` between them. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text can be a slug: a flow is named by its id or its slug, so a slug never looks like an id. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG && SLUG.test(text) && !UUID.test(text);
}

/** A slug made from a name; `flow` where the name has no letter or digit of ours. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').slice(0, MAX_SLUG).replace(/-$/, '');
  return isSlug(slug) ? slug : 'flow';
}

/** The slug with a number behind it, still no longer than a slug may be. */
export function numberedSlug(slug: string, number: number): string {
  const tail = `-${number}`;
  return `${slug.slice(0, MAX_SLUG - tail.length).replace(/-$/, '')}${tail}`;
}

/** The first of `slug`, `slug-2`, `slug-3`... that is not among those taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : numberedSlug(slug, number);
    if (!taken.has(candidate)) return candidate;
  }
}
