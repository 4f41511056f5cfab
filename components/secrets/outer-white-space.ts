/** Where a value has white space that people rarely mean: "at its beginning", "at its end", both, or null. */
export function outerWhiteSpace(value: string): string | null {
  if (value.trim() === '') return null
  const begins = value.trimStart() !== value
  const ends = value.trimEnd() !== value
  if (begins && ends) return 'at its beginning and its end'
  if (begins) return 'at its beginning'
  return ends ? 'at its end' : null
}
