import { existsSync } from 'node:fs'
import { inProject } from './project.mjs'
import { Refusal } from './refusal.mjs'

/** The Node that runs TypeScript: the one that came with the packages, or this one if it is as new. */
export function findNode() {
  const own = inProject('node_modules', '.bin', 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Refusal(
    `Node 24 comes with the packages, but not for ${process.platform} on ${process.arch}. Install Node 24 or later, and run the command again.`,
  )
}
