import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import { fieldsOf, logWords } from './log-words.ts'

const entry = (fields: Partial<ChangeLogItem>): ChangeLogItem => ({
  sequence: '1',
  at: '2026-11-21T00:00:00.000Z',
  action: 'secret.edited',
  outcome: 'done',
  actorKind: 'person',
  actorName: 'Lena',
  actorRole: 'Editor',
  subjectKind: 'secret',
  subjectId: null,
  subjectName: 'weather_fx',
  secretAt: null,
  domain: null,
  details: {},
  address: '',
  program: '',
  hash: '',
  ...fields,
})

const said = (fields: Partial<ChangeLogItem>, isOwnLog = false) =>
  logWords(entry(fields), isOwnLog)
    .map((part) =>
      typeof part === 'string' ? part : 'code' in part ? part.code : 'aside' in part ? part.aside : 'weather_fx',
    )
    .join(' ')
    .replaceAll(' :', ':')

test('each action is a sentence, in a secret’s own log and among others', () => {
  const version = { version: { from: 3, to: 4 } }
  const sentences: [Partial<ChangeLogItem>, own: string, among: string][] = [
    [{ action: 'secret.edited' }, 'edited', 'edited weather_fx'],
    [
      { action: 'secret.rotated', details: version },
      'replaced the value (version 3 → 4, the value is not logged)',
      'replaced the value of weather_fx (version 3 → 4, the value is not logged)',
    ],
    [
      { action: 'secret.rotated', details: { ...version, note: 'leaked' } },
      'replaced the value (version 3 → 4, the value is not logged, the old value had leaked, so it was destroyed)',
      'replaced the value of weather_fx (version 3 → 4, the value is not logged, the old value had leaked, so it was destroyed)',
    ],
    [
      { action: 'secret.created', details: { version: { from: null, to: 1 }, note: 'import' } },
      'created it (by an import)',
      'created weather_fx (by an import)',
    ],
    [
      { action: 'secret.revoked' },
      'revoked it (its value was destroyed)',
      'revoked weather_fx (its value was destroyed)',
    ],
    [
      { action: 'secret.expires_soon', actorKind: 'system', details: { daysLeft: 1 } },
      'noted that it expires in 1 day',
      'noted that weather_fx expires in 1 day',
    ],
    [
      {
        action: 'access.refused',
        outcome: 'refused',
        details: { code: 'not_permitted', note: 'secret:reveal', count: 3 },
      },
      'was refused to reveal its value 3 times within a minute',
      'was refused to reveal the value of weather_fx 3 times within a minute',
    ],
    [
      { action: 'send.refused', outcome: 'refused', details: { code: 'host_not_allowed', host: 'a.example' } },
      'was refused a send: host not allowed a.example',
      'was refused a send of weather_fx: host not allowed a.example',
    ],
    [
      { action: 'host.approved', details: { host: 'a.example' } },
      'approved a.example',
      'approved a.example for weather_fx',
    ],
    [
      { action: 'host.approval_withdrawn', details: { host: 'a.example' } },
      'withdrew the approval of a.example',
      'withdrew the approval of a.example for weather_fx',
    ],
    [{ action: 'person.signed_in' }, 'signed in', 'signed in'],
    [
      { action: 'member.joined', details: { note: 'by_invitation' } },
      'joined (by an invitation)',
      'joined (by an invitation)',
    ],
    [{ action: 'member.let_back' }, 'let them back in', 'let weather_fx back in'],
    [
      { action: 'member.removed', details: { note: 'with_the_last_role' } },
      'removed them (with the last role, and so from the organization)',
      'removed weather_fx (with the last role, and so from the organization)',
    ],
    [
      { action: 'person.signed_in', details: { factors: ['password', 'totp'] } },
      'signed in (by password and authenticator app)',
      'signed in (by password and authenticator app)',
    ],
    [{ action: 'person.totp_set_up' }, 'set up an authenticator app', 'set up an authenticator app'],
  ]
  for (const [fields, own, among] of sentences) {
    assert.equal(said(fields, true), own)
    assert.equal(said(fields), among)
  }
})

test('an action that is not known is said as it is', () => {
  assert.equal(said({ action: 'thing.done_oddly' }), 'noted “thing done oddly” for weather_fx')
  assert.equal(said({ action: 'thing.refused', outcome: 'refused' }), 'was refused weather_fx: thing refused')
})

test('what the sentence says of a new secret is not said again below it', () => {
  const text = { from: null, to: 'x' }
  const details = { fields: { Alias: text, 'Secret Type': text, Visibility: text, Description: text } }
  assert.deepEqual(fieldsOf(entry({ action: 'secret.created', details })), [['Description', text]])
  assert.equal(fieldsOf(entry({ action: 'secret.edited', details })).length, 4)
})
