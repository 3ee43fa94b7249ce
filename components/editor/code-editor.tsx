'use client';
// The editor: Python in CodeMirror, with the line at work lit, a mark at every line that sent something, and the error
// at its own.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import './code-editor.css';

/** What a run says of the text's lines, from 1. */
export interface LineWords {
  /** The one at work. */
  readonly at: number | null;
  /** Those that sent something. */
  readonly sent: ReadonlySet<number>;
  readonly error: { readonly line: number; readonly message: string } | null;
}

const NOTHING: LineWords = { at: null, sent: new Set(), error: null };

const told = StateEffect.define<LineWords>();
const words = StateField.define<LineWords>({
  create: () => NOTHING,
  update: (value, { effects }) => effects.reduce((now, effect) => (effect.is(told) ? effect.value : now), value),
});

const AT_WORK = Decoration.line({ class: 'cm-at-work', attributes: { 'aria-current': 'step' } });
const atWork = EditorView.decorations.compute([words, 'doc'], (state): DecorationSet => {
  const { at } = state.field(words);
  const { doc } = state;
  return at !== null && at <= doc.lines ? Decoration.set(AT_WORK.range(doc.line(at).from)) : Decoration.none;
});

const SENT = new (class extends GutterMarker {
  override toDOM() {
    const mark = document.createElement('span');
    mark.className = 'cm-sent-mark';
    mark.title = 'Sent a statement: click to go there';
    return mark;
  }
})();

interface Props {
  readonly text: string;
  readonly label: string;
  readonly words: LineWords;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  /** The line of a mark that was clicked. */
  readonly onLine: (line: number) => void;
}

export default function CodeEditor({ text, label, words: say, onChange, onRun, onLine }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef({ onChange, onRun, onLine });
  now.current = { onChange, onRun, onLine };
  const first = useRef(text);
  const labels = useRef(new Compartment());

  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const marks = gutter({
      class: 'cm-sent',
      markers: ({ state }) =>
        RangeSet.of(
          [...state.field(words).sent]
            .filter((line) => line <= state.doc.lines)
            .sort((one, other) => one - other)
            .map((line) => SENT.range(state.doc.line(line).from)),
        ),
      lineMarkerChange: (update) => update.startState.field(words) !== update.state.field(words),
      domEventHandlers: {
        click: (editor, line) => {
          now.current.onLine(editor.state.doc.lineAt(line.from).number);
          return true;
        },
      },
    });
    const created = new EditorView({
      parent,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          words,
          atWork,
          lineNumbers(),
          marks,
          codeFolding(),
          foldGutter(),
          history(),
          drawSelection(),
          highlightSpecialChars(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          search({ top: true }),
          indentOnInput(),
          indentUnit.of('    '),
          bracketMatching(),
          python(),
          syntaxHighlighting(classHighlighter),
          labels.current.of([]),
          keymap.of([
            {
              key: 'Mod-Enter',
              run: () => {
                now.current.onRun();
                return true;
              },
            },
            ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) now.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = created;
    return () => created.destroy();
  }, []);

  useEffect(() => {
    const attributes = { 'aria-label': label, 'aria-describedby': 'editor-keys', tabindex: '0' };
    view.current?.dispatch({
      effects: labels.current.reconfigure(EditorView.contentAttributes.of(attributes)),
    });
  }, [label]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { doc } = editor.state;
    const { error, at } = say;
    const diagnostics: Diagnostic[] = [];
    if (error && error.line >= 1 && error.line <= doc.lines) {
      const line = doc.line(error.line);
      const indented = line.text.length - line.text.trimStart().length;
      diagnostics.push({ from: line.from + indented, to: line.to, severity: 'error', message: error.message });
    }
    editor.dispatch(setDiagnostics(editor.state, diagnostics), {
      effects: [
        told.of(say),
        ...(at !== null && at <= doc.lines
          ? [EditorView.scrollIntoView(doc.line(at).from, { y: 'nearest', yMargin: 40 })]
          : []),
      ],
    });
  }, [say]);

  return <div ref={box} className="code-editor" />;
}
