// CodeMirror 6, set up for policy documents. Loaded when an editor is first shown.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Something wrong in the text: offsets in UTF-16 units, `end` exclusive. */
export interface EditorProblem {
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface EditorHandle {
  setValue(value: string): void;
  setProblems(problems: readonly EditorProblem[]): void;
  goTo(offset: number): void;
  destroy(): void;
}

export interface EditorOptions {
  readonly root: ShadowRoot;
  readonly value: string;
  readonly label: string;
  readonly readonly: boolean;
  readonly onchange: (value: string) => void;
}

// Custom properties cross the shadow boundary, so the editor follows the theme by itself.
const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '0.875rem', maxHeight: '60dvh' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', minHeight: '16rem' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '0.5rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface-sunken)',
    color: 'var(--ink-soft)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 7%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 25%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-sm)',
    boxShadow: 'var(--shadow-2)',
    fontFamily: 'var(--font-sans)',
  },
  '.cm-panels': { backgroundColor: 'var(--surface-sunken)', color: 'var(--ink)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--deny)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--implicit)',
    textUnderlineOffset: '3px',
  },
});

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-other)' },
  { tag: tags.invalid, color: 'var(--deny)' },
]);

export function createEditor({ root, value, label, readonly, onchange }: EditorOptions): EditorHandle {
  let settingValue = false;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: value,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        json(),
        syntaxHighlighting(highlighting),
        theme,
        EditorView.lineWrapping,
        EditorState.readOnly.of(readonly),
        // `tabindex` says to assistive technology what `contenteditable` implies: the box that scrolls can be reached.
        EditorView.contentAttributes.of({
          'aria-label': label,
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        // Escape, then Tab leaves the editor: no keyboard trap (WCAG 2.1.2; CodeMirror's own rule).
        keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !settingValue) onchange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setValue(next) {
      if (next === view.state.doc.toString()) return;
      settingValue = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      settingValue = false;
    },
    setProblems(problems) {
      const length = view.state.doc.length;
      const diagnostics = problems.map(({ start, end, severity, message }) => {
        const from = Math.min(start, length);
        return { from, to: Math.max(from, Math.min(end, length)), severity, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(offset) {
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
