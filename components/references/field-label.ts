const words: Record<string, string> = {
  path: 'Path',
  body: 'Body',
  url: 'URL',
  baseUrl: 'Base URL',
  'auth.username': 'Username',
  subject: 'Subject',
  value: 'Value',
}
const lines: Record<string, string> = { headers: 'Header', query: 'Parameter', samples: 'Example' }

/** What a field is called on the page: `headers.1.value` → "Header 2", `steps.0.body` → "Step 1, body". */
export function fieldLabel(field: string): string {
  const [, step, rest = field] = /^steps\.(\d+)\.(.+)$/.exec(field) ?? []
  const label = labelOf(rest)
  return step === undefined ? label : `Step ${Number(step) + 1}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

function labelOf(field: string): string {
  const [, of, index] = /^(?:auth\.)?([a-z]+)\.(\d+)\.[a-z]+$/.exec(field) ?? []
  const noun = of === undefined ? undefined : lines[of]
  if (noun !== undefined) return `${noun} ${Number(index) + 1}`
  return words[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`
}
