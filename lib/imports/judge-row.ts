import { judgeAllowedHosts } from '#lib/secrets/allowed-hosts.ts'
import { expiryProblem } from '#lib/secrets/expiry.ts'
import { aliasProblem, nameProblem } from '#lib/secrets/names.ts'
import type { SecretPolicies } from '#lib/secrets/policies.ts'
import { type CreateSecretInput, createSecretInput, purposes, visibilities } from '#lib/secrets/schema.ts'
import type { ParsedRow } from './parsed-file.ts'
import type { CommonFields } from './schema.ts'

/** Where rows go, and what is required of them there. */
export type ImportPlace = {
  organization: string
  isDomain: boolean
  timeZone: string
  policies: SecretPolicies
}

export type RowProblem = { isAboutName: boolean; message: string }
export type JudgedRow = { input: CreateSecretInput; problem: null } | { input: null; problem: RowProblem }

const labels: Record<string, string> = {
  value: 'Value',
  'value.username': 'Username',
  'value.password': 'Password',
  description: 'Description',
  allowedHosts: 'Allowed domains',
  expiresOn: 'Expiration date',
}

/** What a row would be as a secret of its own under `name`, judged as the form "Create secret" judges it. */
export function judgeRow(parsed: ParsedRow, name: string, place: ImportPlace, common: CommonFields): JudgedRow {
  const { fields } = parsed
  if (!fields) return refused(parsed.problem ?? 'This was not read.')
  if (!visibilities.some((each) => each === (fields.visibility ?? common.visibility)))
    return refused(`Visibility is one of ${visibilities.join(', ')}.`)
  if (!purposes.some((each) => each === (fields.purpose ?? common.purpose)))
    return refused(`Purpose is one of ${purposes.join(', ')}.`)
  const parse = createSecretInput.safeParse({
    organization: place.organization,
    name,
    description: fields.description ?? '',
    allowedHosts: fields.allowedHosts ?? common.allowedHosts,
    expiresOn: fields.expiresOn === undefined ? common.expiresOn : fields.expiresOn,
    visibility: fields.visibility ?? common.visibility,
    purpose: fields.purpose ?? common.purpose,
    type: fields.type,
    value: fields.value,
    acceptsDuplicate: true,
  })
  if (!parse.success) {
    const [issue] = parse.error.issues
    return refused(`${labels[issue?.path.join('.') ?? ''] ?? 'Fields'}: ${issue?.message ?? 'this cannot be stored.'}`)
  }
  const expiry = expiryProblem(parse.data.expiresOn, place.timeZone)
  if (expiry !== null) return refused(`Expiration date: ${expiry}`)
  const { hosts, fields: hostsAre } = judgeAllowedHosts(parse.data.allowedHosts, place.policies)
  const [hostProblem] = Object.values(hostsAre)
  if (hostProblem !== undefined) return refused(`Allowed domains: ${hostProblem}`)
  const nameIs = place.isDomain ? aliasProblem(name) : nameProblem(name)
  if (nameIs !== null) return { input: null, problem: { isAboutName: true, message: nameIs } }
  return { input: { ...parse.data, name, allowedHosts: hosts }, problem: null }
}

const refused = (message: string): JudgedRow => ({ input: null, problem: { isAboutName: false, message } })
