import { expect, test } from '../browser/test.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { actionManifest } from './action-manifest.ts'
import { ConsoleClient } from './console-client.ts'
import { actions, columns, letterOf, publicActions } from './expectations.ts'
import { actionsWithInput, freshInput, type Input, type Level } from './fresh-inputs.ts'
import { personActions } from './person-expectations.ts'

// Generated: every action of the build × every role × the own and a foreign tenant, at both levels, over HTTP.

const codes = { y: 'done', n: 'not_permitted', '-': 'not_found' } as const
const levels: Level[] = ['domain', 'organization']

const called = async (client: ConsoleClient, action: string, input: Input) => {
  const { result } = await client.action(action, [input])
  return result ? (result.ok ? 'done' : result.error?.code) : 'not reached'
}

test('every action of the build has a row, and an input to try it with', () => {
  const built = [...actionManifest().keys()].sort()
  expect(built).toEqual([...Object.keys(actions), ...publicActions, ...Object.keys(personActions)].sort())
  expect(Object.keys(actions).sort()).toEqual(actionsWithInput.toSorted())
})

test('an action does what it does for those who may, and nothing for all others', async ({ stack, tenants }) => {
  const [tenant, other] = tenants
  const people = Object.fromEntries(
    await Promise.all(
      columns.map(async (column) => [column, await ConsoleClient.signedIn(stack, tenant.people[column])] as const),
    ),
  ) as Record<(typeof columns)[number], ConsoleClient>
  const outsiders = {
    nobody: new ConsoleClient(stack),
    stranger: await ConsoleClient.signedIn(stack, tenant.people.stranger),
    'owner of another organization': await ConsoleClient.signedIn(stack, other.people.owner),
  }
  const otherOwner = outsiders['owner of another organization']
  const placeOf = (level: Level, of = tenant): Input =>
    level === 'domain' ? { organization: of.slug, domain: 'europe' } : { organization: of.slug }

  const verdicts: Record<string, string> = {}
  const expected: Record<string, string> = {}
  const note = (key: string, verdict: string | undefined, want: string) => {
    verdicts[key] = verdict ?? 'nothing'
    expected[key] = want
  }

  for (const [action, levelsOf] of Object.entries(actions)) {
    for (const level of levels) {
      const row = levelsOf[level]
      const make = (of = tenant, owner = people.owner) =>
        freshInput(action, owner, placeOf(row ? level : 'domain', of), stack)
      // At a level where the action does not exist it is called with what would work at the other.
      const place = placeOf(level)
      const input: Input = row ? await make() : { ...(await make()), domain: undefined, ...place }
      const foreign: Input | null = row ? await make(other, otherOwner) : null
      await expectUnchanged(stack.databaseUrl, async () => {
        for (const column of columns) {
          const letter = letterOf(row, column)
          if (letter !== 'y')
            note(`${action} ${level} ${column}`, await called(people[column], action, input), codes[letter])
          else if (foreign && hasIds(foreign)) {
            const stolen = { ...foreign, ...place }
            const verdict = await called(people[column], action, stolen)
            // A change of several answers for each: nothing was changed, and expectUnchanged() sees it.
            note(
              `${action} ${level} ${column}, ids of another organization`,
              verdict,
              isOfSeveral(foreign) ? 'done' : 'not_found',
            )
          }
        }
        for (const [who, client] of Object.entries(outsiders)) {
          note(
            `${action} ${level} ${who}`,
            await called(client, action, input),
            who === 'nobody' ? 'unauthenticated' : 'not_found',
          )
        }
      })
      for (const column of columns) {
        if (letterOf(row, column) !== 'y') continue
        note(`${action} ${level} ${column}`, await called(people[column], action, await make()), 'done')
      }
    }
  }
  expect(verdicts).toEqual(expected)
})

const hasIds = (input: Input) => 'id' in input || 'integrationId' in input || 'secretId' in input || 'secrets' in input
const isOfSeveral = (input: Input) => 'secrets' in input
