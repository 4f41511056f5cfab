import { lesserReach } from '#lib/access/reach.ts'
import type { Aim } from '#lib/sending/aim.ts'

/** What is aimed by both: the lesser reach for the host, and for each secret that either names. */
export function joinAims(one: Aim, other: Aim): Aim {
  const references = new Map(one.references)
  for (const [name, reach] of other.references) references.set(name, lesserReach(references.get(name) ?? reach, reach))
  return { host: lesserReach(one.host, other.host), references }
}
