import type { Reach } from '#lib/access/reach.ts'

/** By whose reach a request is aimed: of who set its host, and of who put each reference there, by lower-case name. */
export type Aim = { host: Reach; references: ReadonlyMap<string, Reach> }
