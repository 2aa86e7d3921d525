// Where on a page one was: kept with the history's entry, and found again by Back, Forward and a reload. The
// browser's own restoration gives up before a page has its content: all of it is read asynchronously.

/** After the last scrolling, in milliseconds. Browsers refuse a history that changes with every frame. */
const keepingDelay = 100;
/** How long a page may take to get as high as it was, in milliseconds. */
const longestWait = 3000;
/** How long a place is held once it is found: what is on its way out goes, what comes into sight gets its height. */
const settlingTime = 300;

interface Place {
  readonly scrollY: number;
  /** The link nearest to the top, and how far from it. Rows out of sight have a height that is guessed. */
  readonly mark?: { readonly href: string; readonly top: number };
}

export interface PlaceOptions {
  /** What an address is a page of: from one to another is a way forward, from one to itself is none. */
  readonly page: () => string;
  /** A page is new, and shown from its top. */
  readonly arrived: () => void;
}

/** Until the function that it returns is called. */
export function keepPlace({ page, arrived }: PlaceOptions): () => void {
  const { history } = window;
  const browsers = history.scrollRestoration;
  history.scrollRestoration = 'manual';
  let here = page();
  let isWayBack = false;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let stopRestoring: (() => void) | undefined;

  function keep(place = placeNow()): void {
    clearTimeout(keeping);
    keeping = undefined;
    history.replaceState(place, '');
  }

  function keepNow(): void {
    if (keeping !== undefined) keep();
  }

  function restore(place: Place): void {
    stopRestoring = scrollWhenPossible(place, () => {
      stopRestoring = undefined;
      keep();
    });
  }

  const listening = new AbortController();
  const listen = (name: string, listener: (event: Event) => void, capture = false): void =>
    window.addEventListener(name, listener, { signal: listening.signal, passive: true, capture });

  listen('scroll', () => {
    // Until the place is found, what is seen on the way to it is not where one was.
    if (stopRestoring !== undefined) return;
    clearTimeout(keeping);
    keeping = setTimeout(() => keep(), keepingDelay);
  });
  // A link or a button may lead away, and afterwards the entry is another.
  listen('click', keepNow, true);
  listen('pagehide', keepNow);

  // INVARIANT: told before `hashchange`, in one go with the change of the entry: what waits to be kept is the
  // last entry's, and would be written to this one.
  listen('popstate', () => {
    clearTimeout(keeping);
    keeping = undefined;
    stopRestoring?.();
    stopRestoring = undefined;
    const place = placeOf(history.state);
    isWayBack = place !== undefined;
    if (place === undefined) keep({ scrollY: window.scrollY });
    else restore(place);
  });
  listen('hashchange', () => {
    const isNewPage = here !== page();
    here = page();
    if (isNewPage && !isWayBack) {
      window.scrollTo(0, 0);
      arrived();
    }
    // Addresses that are replaced come without `popstate`.
    isWayBack = false;
  });

  const place = placeOf(history.state);
  if (place === undefined) keep({ scrollY: window.scrollY });
  else if (place.scrollY > 0) restore(place);

  return () => {
    listening.abort();
    stopRestoring?.();
    // Who signs in next begins at the top.
    keep({ scrollY: 0 });
    history.scrollRestoration = browsers;
  };
}

/** Only this module writes them. */
function placeOf(state: unknown): Place | undefined {
  return typeof state === 'object' && state !== null && 'scrollY' in state ? (state as Place) : undefined;
}

function placeNow(): Place {
  const { scrollY, innerWidth, innerHeight } = window;
  if (scrollY === 0) return { scrollY };
  // By what is at a point: to measure every link would give every row out of sight its height.
  for (let y = 80; y < innerHeight; y += 20) {
    const found = document.elementFromPoint(innerWidth / 2, y);
    const link = found?.closest('a') ?? found?.closest('li, tr')?.querySelector('a');
    const href = link?.getAttribute('href');
    // Not one of several: it must be found by its address.
    if (!link || !href || linkTo(href) !== link) continue;
    return { scrollY, mark: { href, top: link.getBoundingClientRect().top } };
  }
  return { scrollY };
}

function linkTo(href: string): Element | null {
  return document.querySelector(`main a[href="${CSS.escape(href)}"]`);
}

/** As far as the page reaches, frame by frame, until it holds, the time is over or somebody scrolls. */
function scrollWhenPossible({ scrollY, mark }: Place, done: () => void): () => void {
  const listening = new AbortController();
  const started = performance.now();
  let foundAt: number | undefined;
  let frame = requestAnimationFrame(tryIt);

  function stop(): void {
    cancelAnimationFrame(frame);
    listening.abort();
  }

  function finish(): void {
    stop();
    done();
  }

  function tryIt(now: number): void {
    const link = mark && linkTo(mark.href);
    const awayFromIt = () => (link ? link.getBoundingClientRect().top - mark.top : scrollY - window.scrollY);
    window.scrollBy(0, awayFromIt());
    foundAt = Math.abs(awayFromIt()) > 1 ? undefined : (foundAt ?? now);
    if (now - (foundAt ?? now) >= settlingTime || now - started >= longestWait) finish();
    else frame = requestAnimationFrame(tryIt);
  }

  for (const name of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    window.addEventListener(name, finish, { signal: listening.signal, passive: true, capture: true });
  return stop;
}
