/** V8 copies shorter parts anyhow; others keep longer ones as windows at the least. */
const shortestWindow = 13;

/**
 * The same text, with memory of its own. A part of a longer text is kept by engines as a window into it, and
 * comparing with a window costs about twice as much: worth a copy where a text is compared millions of times.
 */
export function ownText(text: string): string {
  return text.length < shortestWindow ? text : text.split('').join('');
}
