// Whether the app runs in a window of its own, as an installed app does.

/** iOS had its own word for it before `display-mode`, and has it still. */
interface AppleNavigator {
  readonly standalone?: boolean;
}

/** True for an installed app, on the desktop or on a home screen. */
export function isStandalone(window: Pick<Window, 'matchMedia' | 'navigator'>): boolean {
  return (
    window.matchMedia('(display-mode: standalone)').matches ||
    (window.navigator as AppleNavigator).standalone === true
  );
}
