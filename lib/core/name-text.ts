const mark = /\p{Bidi_Control}/gu
const links = [
  { text: /:\/\//g, instead: ' ' },
  { text: /\bwww\./gi, instead: 'www ' },
]

/**
 * What a name may not hold, in a sentence, or null. Threat: names stand in mails to people who do not know Postern yet,
 * which show addresses as links, and text with direction marks as another than it is. OWASP ASVS 2.2.1.
 */
export function nameProblem(name: string): string | null {
  if (name.search(mark) !== -1) return 'A name has no invisible marks that turn the direction of text. Type it anew.'
  if (links.some(({ text }) => name.search(text) !== -1)) return 'A name is no address: leave :// and www. out.'
  return null
}

/** A name without what it may not hold: of before that was so, or of an identity provider, whose names refuse nobody. */
export function nameWithoutLinks(name: string): string {
  return links.reduce((rest, { text, instead }) => rest.replace(text, instead), name.replace(mark, ''))
}
