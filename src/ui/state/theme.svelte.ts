// Light, dark, or as the system says. `static/theme.js` applies the choice before the first paint.

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'gatehouse-theme';

export class ThemeSwitch {
  #theme = $state<Theme>(readTheme());

  get current(): Theme {
    return this.#theme;
  }

  /** From what is seen now to the other. */
  flip(): void {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const seen = this.#theme === 'system' ? system : this.#theme;
    this.set(seen === 'dark' ? 'light' : 'dark');
  }

  set(theme: Theme): void {
    this.#theme = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(storageKey, theme);
    } catch {
      // Storage may be refused altogether: the choice then lasts as long as the tab.
    }
  }
}

function readTheme(): Theme {
  const applied = document.documentElement.dataset['theme'];
  return applied === 'light' || applied === 'dark' ? applied : 'system';
}
