// The events loaded so far, newest first: the newest page is asked for again and again, older ones once.

import type { Answer, AwsApi, TrailEvent } from '../../../client/aws-api.ts';
import { mergeNewest } from './merge-newest.ts';
import { readEvent, type EventEntry } from './event-entry.ts';

type Page = { events: readonly TrailEvent[]; nextToken?: string };

/** LookupEvents gives 50 at most. */
const pageSize = 50;
/** What one "Load more" should bring at least, and how many pages it may ask for to find that. */
const wantedRows = 25;
const mostPages = 8;

export class ActivityLog {
  #entries = $state.raw<readonly EventEntry[]>([]);
  #olderToken = $state.raw<string | undefined>();
  #loadingOlder = $state(false);
  #problem = $state.raw<Answer<unknown> | undefined>();

  get entries(): readonly EventEntry[] {
    return this.#entries;
  }

  get hasOlder(): boolean {
    return this.#olderToken !== undefined;
  }

  get loadingOlder(): boolean {
    return this.#loadingOlder;
  }

  /** Why the last older page did not come. */
  get problem(): Answer<unknown> | undefined {
    return this.#problem;
  }

  /** Asks for the newest page and puts what is new in front. */
  async loadNewest(api: AwsApi): Promise<Answer<Page>> {
    const answer = await api.trail.lookupEvents({ maxResults: pageSize });
    if (answer.kind === 'ok') this.#takeNewest(answer.value);
    return answer;
  }

  /** Asks for older pages until enough of their events pass `isShown`, or there are no more. */
  async loadOlder(api: AwsApi, isShown: (entry: EventEntry) => boolean): Promise<void> {
    if (this.#loadingOlder) return;
    this.#loadingOlder = true;
    this.#problem = undefined;
    let found = 0;
    for (let page = 0; page < mostPages && found < wantedRows; page += 1) {
      const token = this.#olderToken;
      if (token === undefined) break;
      const answer = await api.trail.lookupEvents({ maxResults: pageSize, nextToken: token });
      // The list was replaced meanwhile: this page belongs to another one.
      if (token !== this.#olderToken) break;
      if (answer.kind !== 'ok') {
        this.#problem = answer;
        break;
      }
      const known = new Set(this.#entries.map(({ eventId }) => eventId));
      const fresh = answer.value.events.filter(({ eventId }) => !known.has(eventId)).map(readEvent);
      this.#entries = [...this.#entries, ...fresh];
      this.#olderToken = answer.value.nextToken;
      found += fresh.filter(isShown).length;
    }
    this.#loadingOlder = false;
  }

  #takeNewest(page: Page): void {
    const merged = mergeNewest(this.#entries, page.events.map(readEvent));
    if (!merged.joined) this.#olderToken = page.nextToken;
    this.#entries = merged.entries;
  }
}
