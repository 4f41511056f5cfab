import type { SignedInPerson } from '#lib/access/authorize.ts'
import { db } from '#lib/db/client.ts'
import { type DemoPersonKey, people } from './people.ts'

/** Somebody of the demo's story, as whoever authorizes wants to know them. */
export async function personOf(key: DemoPersonKey): Promise<SignedInPerson> {
  const { email } = people[key]
  const { id, name } = await db().person.findUniqueOrThrow({ where: { email }, select: { id: true, name: true } })
  // At the machine: nobody else makes samples.
  return { personId: id, name, proof: { factors: ['password'], freshAt: new Date() } }
}
