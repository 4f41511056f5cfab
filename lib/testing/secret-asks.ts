import fc from 'fast-check'
import { dayIn } from '#lib/core/clock.ts'
import type { Model, Operation } from './secret-model.ts'

/** `YYYY-MM-DD` */
export const dayFromNow = (days: number) => dayIn('UTC', new Date(Date.now() + days * 86_400_000))

/** What a step asks for, before it is known which secrets there are: numbers are taken modulo how many there are. */
const ask = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('create', 'edit', 'rename') },
    {
      weight: 4,
      arbitrary: fc.constantFrom('makeCurrent', 'reveal', 'revoke', 'archive', 'restore', 'delete', 'rotate', 'lapse'),
    },
    { weight: 1, arbitrary: fc.constantFrom('archiveSelected', 'restoreSelected', 'expireSelected') },
  ),
  role: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('owner', 'owner', 'org_admin', 'domain_admin') },
    { weight: 1, arbitrary: fc.constant('editor') },
  ),
  /** Mostly the one that all of the step are about. */
  other: fc.option(fc.nat(20), { freq: 3 }),
  isElsewhere: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  isStale: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  level: fc.constantFrom('domain', 'organization'),
  name: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('crm', 'CRM', 'mail', 'Post', 'log') },
    { weight: 1, arbitrary: fc.constant('') },
  ),
  expiresOn: fc.constantFrom('same', 'same', null, dayFromNow(3), dayFromNow(60), dayFromNow(-3)),
  hosts: fc.option(fc.constantFrom([], ['a.example.com'], ['*.b.example.com', 'c.example.com'])),
  confirmation: fc.constantFrom('none', 'right', 'wrong'),
  isYes: fc.boolean(),
  isAlsoYes: fc.boolean(),
  version: fc.integer({ min: 0, max: 3 }),
})
export type Ask = typeof ask extends fc.Arbitrary<infer T> ? T : never
const step = fc.record({ about: fc.nat(20), asks: fc.array(ask, { minLength: 1, maxLength: 4 }) })

/** Each step is of one to four people at once. */
export const someSteps = fc.array(step, { minLength: 12, maxLength: 16 })

let counted = 0

/** An ask made definite by the model as it stands before the step: all of a step saw the same. */
export function operationOf(model: Model, about: number, ask: Ask): Operation {
  const { kind, level, isYes, isAlsoYes } = ask
  const role = ask.role as Operation['role']
  counted += 1
  const value = `canary-Md77-${counted}`
  const secret = model.secrets[(ask.other ?? about) % Math.max(1, model.secrets.length)]
  const given = ask.expiresOn === 'same' ? null : ask.expiresOn
  if (kind === 'create' || !secret)
    return { kind: 'create', role, level, name: ask.name, value, isPair: isYes, isMasked: isAlsoYes, expiresOn: given }
  const place = { role, level: ask.isElsewhere ? level : secret.level }
  const { id } = secret
  const seen = { ...place, id, rowVersion: Math.max(1, secret.rowVersion - (ask.isStale ? 1 : 0)) }
  const expiresOn = ask.expiresOn === 'same' ? secret.expiresOn : ask.expiresOn
  switch (kind) {
    case 'edit':
    case 'rotate': {
      const isNew = kind === 'rotate'
      const description = isYes ? secret.description : `about ${value}`
      const fields = { description, expiresOn, ...(isNew && { value, isLeaked: isAlsoYes }) }
      return {
        kind: 'edit',
        ...seen,
        ...fields,
        ...((isNew || ask.isElsewhere) && ask.hosts && { hosts: [...ask.hosts] }),
      }
    }
    case 'makeCurrent':
      return { kind, ...seen, version: Math.max(1, secret.versions.length - ask.version) }
    case 'reveal':
      return { kind, ...place, id }
    case 'delete': {
      const typed = { none: undefined, right: secret.name.toUpperCase(), wrong: 'something else' }[ask.confirmation]
      return { kind, ...seen, ...(typed !== undefined && { confirmation: typed }) }
    }
    case 'rename':
      return { kind, ...seen, level: 'organization', name: ask.name }
    case 'archiveSelected':
    case 'restoreSelected':
    case 'expireSelected': {
      const chosen = [secret, ...model.secrets.filter((each) => each.level === secret.level && !each.isDeleted)]
      const secrets = [...new Set(chosen)].slice(0, 3).map((each) => ({ id: each.id, rowVersion: each.rowVersion }))
      return kind === 'expireSelected' ? { kind, ...place, secrets, expiresOn: given } : { kind, ...place, secrets }
    }
    default:
      return { kind: kind as 'revoke' | 'archive' | 'restore', ...seen }
  }
}
