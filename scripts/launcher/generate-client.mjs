// Makes the database client from prisma/schema.prisma. Also run by npm after every install.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toolEnvironment } from './child-environment.mjs'
import { findNode } from './find-node.mjs'
import { inProject } from './project.mjs'
import { Refusal, runCommand } from './refusal.mjs'
import { runTool } from './run-tool.mjs'

const client = inProject('lib/db/generated/client.ts')
const stamp = inProject('node_modules/.cache/postern/client')
const sources = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']

/** Generates the client, unless it is there and was made from these very sources. Throws a Refusal if that fails. */
export async function generateClient(env = process.env) {
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(inProject(source)))
  const wanted = hash.digest('hex')
  if (existsSync(client) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { status, output } = await runTool(findNode(), [inProject('node_modules/prisma/build/index.js'), 'generate'], {
    env: toolEnvironment(env),
  })
  if (status !== 0) throw new Refusal(`${output}The database client could not be generated from prisma/schema.prisma.`)
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

if (process.argv[1] === import.meta.filename) await runCommand(() => generateClient())
