import * as monaco from 'monaco-editor/editor/editor.api'

let isPrepared = false

/** Teaches the editor to colour JSON, once: keys, and the rest. Judging it is lib/secrets/json-value.ts's business. */
export function prepareLanguage(): void {
  if (isPrepared) return
  isPrepared = true
  monaco.languages.register({ id: 'postern-json' })
  monaco.languages.setLanguageConfiguration('postern-json', {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
  })
  monaco.languages.setMonarchTokensProvider('postern-json', {
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
        [/"(?:[^"\\]|\\.)*"?/, 'string'],
      ],
    },
  })
}

/** The page's colours for the editor, which takes no CSS variables. */
export function showTheme(place: Element): void {
  const style = getComputedStyle(place)
  // The editor wants six digits, and minified CSS has three where it can.
  const colour = (token: string) =>
    style
      .getPropertyValue(token)
      .trim()
      .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  const isDark = style.colorScheme === 'dark'
  monaco.editor.defineTheme('postern', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      { token: '', foreground: colour('--text') },
      { token: 'key', foreground: colour('--accent-text') },
    ],
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--text'),
      'editorCursor.foreground': colour('--text'),
      'editorLineNumber.foreground': colour('--text-3'),
      'editorLineNumber.activeForeground': colour('--text-2'),
      'editor.selectionBackground': colour('--accent-line'),
      'editor.inactiveSelectionBackground': colour('--selected'),
      'editorBracketMatch.background': colour('--selected'),
      'editorBracketMatch.border': colour('--border-control'),
      'editorIndentGuide.background1': colour('--border'),
      'editorIndentGuide.activeBackground1': colour('--border'),
      'scrollbarSlider.background': `${colour('--border-control')}66`,
      focusBorder: '#00000000',
    },
  })
  monaco.editor.setTheme('postern')
}

/** An editor that only edits: whatever reads along, offers, remembers or opens something is off. */
export function editorOptions(place: Element): monaco.editor.IStandaloneEditorConstructionOptions {
  return {
    ariaLabel: 'Value',
    fontFamily: getComputedStyle(place).getPropertyValue('--font-mono'),
    fontSize: 13,
    lineHeight: 22,
    fontLigatures: false,
    padding: { top: 8, bottom: 8 },
    automaticLayout: true,
    // Tab leaves the field, as everywhere in a form.
    tabFocusMode: true,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    // It stores what is typed: no brace, quote or space that nobody typed. Format is a button.
    autoIndent: 'none',
    autoClosingBrackets: 'never',
    autoClosingQuotes: 'never',
    autoSurround: 'never',
    trimAutoWhitespace: false,
    // The text area, because assistive technology and form tools know what that is.
    editContext: false,
    minimap: { enabled: false },
    lineNumbersMinChars: 2,
    lineDecorationsWidth: 12,
    glyphMargin: true,
    folding: false,
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    scrollBeyondLastColumn: 2,
    scrollbar: { useShadows: false, alwaysConsumeMouseWheel: false },
    fixedOverflowWidgets: true,
    contextmenu: false,
    links: false,
    hover: { enabled: 'off' },
    quickSuggestions: false,
    suggestOnTriggerCharacters: false,
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    colorDecorators: false,
    codeLens: false,
    stickyScroll: { enabled: false },
    guides: { indentation: false, bracketPairs: false },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    renderWhitespace: 'none',
    renderControlCharacters: false,
    dragAndDrop: false,
    dropIntoEditor: { enabled: false },
    pasteAs: { enabled: false },
    copyWithSyntaxHighlighting: false,
    emptySelectionClipboard: false,
  }
}
