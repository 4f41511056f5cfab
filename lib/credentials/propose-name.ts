/**
 * A name for a secret of a domain that is to hold what was found: of the service's host and of what it is, as an alias may
 * be written. Not one of `taken`, which are in lower case.
 */
export function proposeName(
  { host, what, kind }: { host: string | null; what: string | null; kind: 'token' | 'login' },
  taken: ReadonlySet<string> = new Set(),
): string {
  const service = host === null ? '' : serviceOf(host)
  const said = what === null ? '' : plain(what.replace(/^x-/i, '').replace(/^(?:proxy-)?authorization$/i, ''))
  const isNamed = /(?:key|token|secret|password|login|credential|cookie)s?$/.test(said)
  const own = isNamed ? said : [said, kind].filter(Boolean).join('-')
  const stem = (own.startsWith(service) || service === '' ? own : `${service}-${own}`).slice(0, 100)
  let name = stem
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}`
  return name
}

/** `api.crm.example.com` → `crm`: the first label that says whose it is. */
function serviceOf(host: string): string {
  const name = host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
  if (/^[\d.]+$|^\[/.test(name)) return ''
  const labels = name.split('.')
  const telling = labels.filter(
    (label) => !/^(?:api|apis|www|rest|gateway|app|v\d+|dev|staging|sandbox|eu|us)$/.test(label),
  )
  return plain(telling[0] ?? labels[0] ?? '')
}

/** As an alias may be written. */
const plain = (text: string) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
