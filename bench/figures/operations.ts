import { performance } from 'node:perf_hooks'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import { encodeValue } from '#lib/references/encode-value.ts'
import { splitMacros } from '#lib/references/macros.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import type { Figure } from '../figure.ts'

const operationsARun = 50_000

/** Operations per second. The results are counted, so that none can be left out. */
async function perSecond(operation: () => unknown): Promise<number> {
  const start = performance.now()
  let results = 0
  for (let index = 0; index < operationsARun; index++) if (operation()) results += 1
  if (results !== operationsARun) throw new Error('Nothing was measured.')
  return operationsARun / ((performance.now() - start) / 1000)
}

const text = `${'Some text of a body, with {braces} that mean nothing. '.repeat(18)} {secrets.api_key} and {secret:account#password}.`
const macroText = `${'Some text of a body, with {braces} that mean nothing. '.repeat(18)} {{event.station}} and {{variables.hotline}}.`
const value = `${'sk_live "quoted" \\ /path?a=b&c=d é '.repeat(8)}`
const opened = { text: value, json: null, pair: null, kind: 'secret' as const }
const patterns = [...Array.from({ length: 9 }, (_, index) => `*.service-${index}.example.com`), 'api.example.com']
const address = 'https://api.example.com/v1/contacts?page=2'

const figures: Figure[] = [
  {
    name: 'operation.parse',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'one regular expression over the same 1 KiB, which finds the references and no errors',
    measure: () => perSecond(() => parseReferences(text).references.length === 2),
    measureYardstick: () => perSecond(() => [...text.matchAll(/\{secrets?[.:]([a-z_]+)(?:#([^}]*))?\}/g)].length === 2),
  },
  {
    name: 'operation.macros',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'the references of the same 1 KiB alone; the figure finds its two macros too',
    measure: () =>
      perSecond(
        () => splitMacros(parseReferences(macroText).segments).filter(({ kind }) => kind === 'macro').length === 2,
      ),
    measureYardstick: () => perSecond(() => parseReferences(macroText).references.length === 0),
  },
  {
    name: 'operation.judge',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'the address through the URL parser; the figure is one address against a list of ten domains',
    measure: () => perSecond(() => hostAllowed(patterns, new URL(address))),
    measureYardstick: () => perSecond(() => new URL(address)),
  },
  {
    name: 'operation.encode',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'JSON.stringify of the same value; the figure puts it into a JSON string',
    measure: () => perSecond(() => encodeValue('json-string', opened)),
    measureYardstick: () => perSecond(() => JSON.stringify(value)),
  },
]

export default figures
