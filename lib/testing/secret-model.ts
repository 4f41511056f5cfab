import type { TestRole } from './make-tenant.ts'

// What secrets are meant to do, in memory and one after another, sharing no code with what does it.

export type Level = 'domain' | 'organization'

/** A change as somebody asks for it: of what they saw, so that several may ask for the same thing at once. */
export type Operation = { role: TestRole; level: Level } & (
  | { kind: 'create'; name: string; value: string; isPair: boolean; isMasked: boolean; expiresOn: string | null }
  | {
      kind: 'edit'
      id: string
      rowVersion: number
      description: string
      expiresOn: string | null
      value?: string
      isLeaked?: boolean
      hosts?: string[]
    }
  | { kind: 'makeCurrent'; id: string; rowVersion: number; version: number }
  | { kind: 'reveal'; id: string }
  | { kind: 'revoke' | 'archive' | 'restore'; id: string; rowVersion: number }
  | { kind: 'delete'; id: string; rowVersion: number; confirmation?: string }
  | { kind: 'rename'; id: string; rowVersion: number; name: string }
  | { kind: 'archiveSelected' | 'restoreSelected'; secrets: Seen[] }
  | { kind: 'expireSelected'; secrets: Seen[]; expiresOn: string | null }
)
type Seen = { id: string; rowVersion: number }

export type ModelSecret = {
  id: string
  level: Level
  name: string
  isPair: boolean
  isMasked: boolean
  description: string
  expiresOn: string | null
  isRevoked: boolean
  isArchived: boolean
  isDeleted: boolean
  rowVersion: number
  /** The newest is current; null: destroyed. */
  versions: { hosts: string[]; value: string | null }[]
  actions: string[]
}
type ModelRequest = { id: string; domain: string; name: string; rowVersion: number }

export type Model = {
  today: string
  versionsKept: number
  secrets: ModelSecret[]
  /** Names that renames of the organization's secrets left behind, in lower case, and whose they were. */
  reserved: Record<string, string>
  requests: ModelRequest[]
}

/** The code of a refusal, or what was answered, as text. */
export type Outcome = { refused: string } | { answered: string; id?: string }

export function statusOf({ today }: Model, secret: ModelSecret) {
  if (secret.isArchived) return 'archived'
  if (secret.isRevoked) return 'revoked'
  return secret.expiresOn !== null && secret.expiresOn < today ? 'expired' : 'active'
}

/**
 * Every end that the observed outcomes allow: the model after each serial order of the operations in which every one of
 * them comes to just what was observed of it.
 */
export function endsOf(model: Model, steps: { operation: Operation; outcome: Outcome }[]): Model[] {
  if (steps.length === 0) return [model]
  return steps.flatMap((step, nth) => {
    const next = structuredClone(model)
    const expected = perform(next, step.operation, 'id' in step.outcome ? (step.outcome.id ?? '') : '')
    const isSame =
      'refused' in step.outcome
        ? expected.refused === step.outcome.refused
        : expected.answered === step.outcome.answered
    return isSame ? endsOf(next, steps.toSpliced(nth, 1)) : []
  })
}

type Expected = { refused?: string; answered?: string }
const refused = (code: string): Expected => ({ refused: code })
const answered = (...parts: unknown[]): Expected => ({ answered: JSON.stringify(parts) })

function perform(model: Model, operation: Operation, newId: string): Expected {
  const { role, level, kind } = operation
  const isAdmin = role === 'owner' || role === 'org_admin' || (role === 'domain_admin' && level === 'domain')
  const isJudgedByPolicy = kind === 'reveal' && (role === 'domain_admin' || level === 'domain')
  if (!isAdmin && !isJudgedByPolicy) return refused('not_permitted')
  if (operation.kind === 'create') return create(model, operation, newId)
  if ('secrets' in operation) return changeSelected(model, operation)
  if (operation.kind === 'rename' && operation.name === '') return refused('invalid')
  const secret = find(model, level, operation.id)
  if (!secret) return refused('not_found')
  if (operation.kind === 'reveal')
    // The policies as they are at first: Editors see their domain's values, Domain Admins none of the organization's.
    return isAdmin || level === 'domain' ? reveal(secret) : refused('not_permitted')
  if (secret.rowVersion !== operation.rowVersion) return refused('stale_version')
  if (operation.kind === 'delete') return remove(model, secret, operation.confirmation)
  if (kind === 'restore' ? !secret.isArchived : secret.isArchived) return refused('wrong_state')
  switch (operation.kind) {
    case 'edit':
      return edit(model, secret, operation)
    case 'makeCurrent':
      return makeCurrent(model, secret, operation.version)
    case 'rename':
      return rename(model, secret, operation.name)
    case 'archive':
      return changed(Object.assign(secret, { isArchived: true }), 'archived')
    case 'restore':
      return changed(Object.assign(secret, { isArchived: false }), 'restored')
    case 'revoke':
      if (secret.isRevoked) return refused('wrong_state')
      destroy(secret, secret.versions.length)
      return changed(Object.assign(secret, { isRevoked: true }), 'revoked')
  }
}

const find = ({ secrets }: Model, level: Level, id: string) =>
  secrets.find((secret) => secret.id === id && secret.level === level && !secret.isDeleted)

const named = ({ secrets }: Model, level: Level, name: string) =>
  secrets.find((secret) => secret.level === level && !secret.isDeleted && isSameName(secret.name, name))

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** A domain's secret stands before the organization's of that name; secrets of the other domain there are none. */
const requestsOf = (model: Model, { level, name }: ModelSecret) =>
  model.requests.filter(
    (request) =>
      isSameName(request.name, name) &&
      (level === 'domain' ? request.domain === 'europe' : request.domain !== 'europe' || !named(model, 'domain', name)),
  )

const isReserved = ({ reserved }: Model, name: string, id: string) => (reserved[name.toLowerCase()] ?? id) !== id

function changed(secret: ModelSecret, action: string): Expected {
  secret.rowVersion += 1
  secret.actions.push(`secret.${action}`)
  return seen(secret)
}

const seen = ({ versions, rowVersion }: ModelSecret) => answered(versions.length, rowVersion)

function destroy(secret: ModelSecret, count: number) {
  for (const version of secret.versions.slice(0, Math.max(0, count))) version.value = null
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

function create(model: Model, operation: Of<'create'>, id: string): Expected {
  const { level, value, isPair, isMasked, expiresOn } = operation
  const name = level === 'domain' ? operation.name.toLowerCase() : operation.name
  if (name === '' || (expiresOn !== null && expiresOn < model.today)) return refused('invalid')
  if (named(model, level, name)) return refused('name_taken')
  if (level === 'organization' && isReserved(model, name, '')) return refused('name_taken')
  const state = { isRevoked: false, isArchived: false, isDeleted: false, description: '', expiresOn, rowVersion: 1 }
  const versions = [{ hosts: [], value }]
  model.secrets.push({ id, level, name, isPair, isMasked, ...state, versions, actions: ['secret.created'] })
  return answered(1, 1)
}

function edit(model: Model, secret: ModelSecret, operation: Of<'edit'>): Expected {
  const { description, expiresOn, value, isLeaked, hosts } = operation
  const isSameDate = expiresOn === secret.expiresOn
  const hasPassed = expiresOn !== null && expiresOn < model.today
  if (hasPassed && !isSameDate) return refused('invalid')
  if (value === undefined) {
    if (hosts !== undefined) return refused('value_required')
    if (isSameDate && description === secret.description) return seen(secret)
    return changed(Object.assign(secret, { description, expiresOn }), 'edited')
  }
  if (hosts === undefined && secret.isRevoked) return refused('invalid')
  const action = secret.isRevoked ? 'reactivated' : 'rotated'
  secret.versions.push({ hosts: hosts ?? secret.versions.at(-1)?.hosts ?? [], value })
  destroy(secret, secret.versions.length - (isLeaked ? 1 : model.versionsKept))
  Object.assign(secret, { description, expiresOn: hasPassed ? null : expiresOn, isRevoked: false })
  return changed(secret, action)
}

function makeCurrent(model: Model, secret: ModelSecret, number: number): Expected {
  if (secret.isRevoked || number === secret.versions.length) return refused('wrong_state')
  const version = secret.versions[number - 1]
  if (!version) return refused('not_found')
  if (version.value === null) return refused('wrong_state')
  secret.versions.push({ ...version })
  destroy(secret, secret.versions.length - model.versionsKept)
  return changed(secret, 'version_made_current')
}

function reveal(secret: ModelSecret): Expected {
  if (!secret.isMasked) return refused('not_permitted')
  if (secret.isArchived || secret.isRevoked) return refused('wrong_state')
  secret.actions.push('secret.revealed')
  return answered(secret.versions.at(-1)?.value)
}

function remove(model: Model, secret: ModelSecret, confirmation: string | undefined): Expected {
  const isConfirmed = confirmation !== undefined && isSameName(confirmation, secret.name)
  if (!isConfirmed && (confirmation !== undefined || requestsOf(model, secret).length > 0)) return refused('invalid')
  secret.isDeleted = true
  for (const [name, id] of Object.entries(model.reserved)) if (id === secret.id) delete model.reserved[name]
  return changed(secret, 'deleted')
}

function rename(model: Model, secret: ModelSecret, name: string): Expected {
  if (name === secret.name) return seen(secret)
  if (!isSameName(name, secret.name)) {
    const requests = requestsOf(model, secret)
    const isCaught = requests.some(({ domain }) => domain === 'europe') && named(model, 'domain', name)
    if (named(model, 'organization', name) || isCaught || isReserved(model, name, secret.id))
      return refused('name_taken')
    delete model.reserved[name.toLowerCase()]
    model.reserved[secret.name.toLowerCase()] = secret.id
    for (const request of requests) Object.assign(request, { name, rowVersion: request.rowVersion + 1 })
  }
  return changed(Object.assign(secret, { name }), 'renamed')
}

function changeSelected(
  model: Model,
  operation: Of<'archiveSelected' | 'restoreSelected'> | Of<'expireSelected'>,
): Expected {
  const { kind, level } = operation
  const expiresOn = kind === 'expireSelected' ? operation.expiresOn : null
  if (expiresOn !== null && expiresOn < model.today) return refused('invalid')
  const results = operation.secrets.map(({ id, rowVersion }) => {
    const secret = find(model, level, id)
    if (secret?.rowVersion !== rowVersion) return [id, 'refused']
    if (kind === 'expireSelected') {
      if (secret.isArchived) return [id, 'refused']
      if (secret.expiresOn !== expiresOn) changed(Object.assign(secret, { expiresOn }), 'edited')
      return [id, secret.rowVersion]
    }
    const isArchived = kind === 'archiveSelected'
    if (secret.isArchived !== isArchived)
      changed(Object.assign(secret, { isArchived }), isArchived ? 'archived' : 'restored')
    return [id, secret.rowVersion]
  })
  return answered(results.sort())
}
