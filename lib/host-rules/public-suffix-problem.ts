import { getPublicSuffix } from 'tldts'
import { normalizeHostPattern } from './host-pattern.ts'

/**
 * Why `*.` before a public suffix will not do, in a sentence, or null: anyone can register a host under it. Judged by
 * the Public Suffix List with its private section (github.io). Apart from the other rules, because the list is large.
 */
export function publicSuffixProblem(text: string): string | null {
  const [, base] = /^\*\.([^:]+)/.exec(normalizeHostPattern(text)) ?? []
  if (base === undefined) return null
  // Some rules of the list are themselves wildcards: whatever stands before kawasaki.jp is a public suffix.
  if (isSuffix(`any-label.${base}`))
    return `*.${base} covers whole public suffixes, so anyone could register a host under them. Name your own hosts, each alone.`
  if (isSuffix(base))
    return `*.${base} covers a whole public suffix, so anyone could register a host under it. Name your own, like *.acme.${base}.`
  return null
}

const isSuffix = (host: string) => getPublicSuffix(host, { allowPrivateDomains: true, extractHostname: false }) === host
