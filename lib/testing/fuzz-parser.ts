import assert from 'node:assert/strict'
import { baseUrlProblem } from '#lib/references/base-url.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { splitMacros } from '#lib/references/macros.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import { rewriteReferences } from '#lib/references/rewrite-references.ts'
import type { BodyType } from '#lib/references/stored-request.ts'

/** A number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

/** From a seed, the same numbers again. Mulberry32; for choosing what to try, not for secrets. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const fragments = [
  ...['{', '}', '{{', '}}', '\\', '\\\\', '{secrets.', '{secret:', '{{ secrets.', '{{secret:', 'secrets.', 'secret:'],
  ...[
    '{secret.',
    '{secrets:',
    '{SECRETS.',
    '{secrets',
    '#',
    '#/',
    '#/a~1b',
    '~',
    '%7D',
    '%7b',
    '%',
    'a',
    'crm.apiKey',
    '.',
  ],
  ...[
    ' ',
    '\t',
    '\u00a0',
    '\u200b',
    '\n',
    '\r',
    '\0',
    '\ud800',
    '\udc00',
    'é',
    '😀',
    '"',
    "'",
    '<',
    '>',
    '&',
    '=',
    '<!--',
  ],
  ...[
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '<!DOCTYPE',
    '[',
    ']',
    ':',
    ',',
    '{"a":',
    '1e9',
    'null',
    'Basic ',
    'basic {secrets.a}',
  ],
  ...[
    '/',
    '//',
    '..',
    '%2e',
    '?',
    '\\u007b',
    '{{event.x}}',
    '{{steps.a.body#/',
    '{{ variables.',
    '<script',
    '<p title="',
    '-',
    '_',
    'x'.repeat(129),
  ],
]

export function fuzzText(random: Random, most: number): string {
  let text = ''
  for (let length = random(most); length > 0; length -= 1) {
    const fragment = fragments[random(fragments.length)] ?? ''
    text += random(20) === 0 ? fragment.repeat(random(50)) : fragment
  }
  return text
}

/**
 * Tries one random text in everything that reads saved text. Throws an AssertionError where the parser is not total, or
 * its segments do not make up the text, or what it says lies outside of it.
 */
export function fuzzParser(random: Random): void {
  const text = fuzzText(random, 40)
  const { segments, references, errors } = parseReferences(text)
  let at = 0
  for (const segment of segments) {
    const { start, end } = segment.kind === 'text' ? segment : segment.reference
    assert.ok(start >= at && start - at <= 1, 'Only the backslash of an escape stands in no segment.')
    assert.ok(end > start && end <= text.length)
    if (segment.kind === 'text') assert.ok(text.slice(start, end).endsWith(segment.text))
    else assert.equal(segment.reference.raw, text.slice(start, end))
    at = end
  }
  const parts = splitMacros(segments).map((part) => (part.kind === 'reference' ? part.reference : part))
  for (const [index, { start, end }] of parts.entries()) {
    assert.ok(end > start && start - (parts[index - 1]?.end ?? 0) <= 1 && start >= (parts[index - 1]?.end ?? 0))
  }
  for (const { start, end } of errors) assert.ok(start >= 0 && end > start && end <= text.length)
  for (const { raw, name, part } of references) {
    const [again, ...more] = parseReferences(raw).references
    assert.deepEqual([again?.name, again?.part, more.length], [name, part, 0])
  }
  // Renamed away and back, only the case of the name may differ.
  const [first] = references
  if (first) {
    const back = rewriteReferences(rewriteReferences(text, first.name, 'qq-unused'), 'qq-unused', first.name)
    assert.equal(back.toLowerCase(), text.toLowerCase())
  }
  const bodyTypes: BodyType[] = ['json', 'form', 'xml', 'html', 'text']
  judgeRequest({
    method: 'POST',
    path: fuzzText(random, 10),
    headers: [{ name: fuzzText(random, 3), value: text }],
    query: [{ name: fuzzText(random, 3), value: fuzzText(random, 10) }],
    bodyType: bodyTypes[random(bodyTypes.length)] ?? 'text',
    body: text,
  })
  baseUrlProblem(`https://${text}`)
}
