import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { runningPostgres } from '#scripts/launcher/start-postgres.mjs'
import { inProject, plainEnvironment, projectFolder, runUp } from '../stack/run-up.ts'
import type { Checked } from './check-writes.ts'
import { hasEnded, killAll, processTree } from './process-tree.ts'
import type { Acknowledged } from './write-secrets.ts'

const writes = 200

/** What one round found. `acknowledged` and `stored` count all rounds on this home. */
export type Round = Checked & { before: number; killed: number; findsPlantedLoss: boolean }

/**
 * One round on a home: Postern comes up, a writer writes, and in the middle of it everything ends by `kill -9`: the
 * launcher, the app, PostgreSQL with all its processes, the writer. Then Postern comes up again by the same command,
 * and what it holds is compared with what was acknowledged, in this round and in those before it.
 */
export async function killRound(home: string, port: number): Promise<Round> {
  const env = plainEnvironment({ POSTERN_HOME: home, PORT: String(port) })
  const acknowledged = path.join(home, 'acknowledged.jsonl')
  const log = path.join(home, 'up.log')

  const up = await runUp(env, log)
  const writerEnv = { ...env, DATABASE_URL: databaseOf(home) }
  const output = fs.openSync(acknowledged, 'a')
  // PostgreSQL may go before the writer, which then complains.
  const complaints = fs.openSync(path.join(home, 'writer.log'), 'a')
  const begin = fs.fstatSync(output).size
  const writer = spawn(process.execPath, [inProject('e2e/kill/write-secrets.ts'), String(writes)], {
    cwd: projectFolder,
    env: writerEnv,
    stdio: ['ignore', output, complaints],
  })
  fs.closeSync(output)
  fs.closeSync(complaints)
  const count = () => fs.readFileSync(acknowledged).toString('utf8', begin).split('\n').length - 2
  // Another moment in each round: no secret hangs on this randomness.
  const enough = 10 + Math.floor(Math.random() * (writes - 40))
  while (count() < enough && writer.exitCode === null) await delay(1)
  const all = [...processTree(up.process.pid as number), writer.pid as number]
  killAll(all)
  while (!all.every(hasEnded)) await delay(5)
  const before = count()
  // A line that was cut off was not acknowledged.
  const text = fs.readFileSync(acknowledged, 'utf8')
  fs.writeFileSync(acknowledged, text.slice(0, text.lastIndexOf('\n') + 1))

  const again = await runUp(env, log)
  try {
    const checkEnv = { ...env, DATABASE_URL: databaseOf(home) }
    const check = async (file: string): Promise<Checked> => {
      const args = [inProject('e2e/kill/check-writes.ts'), file]
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectFolder, env: checkEnv })
      return JSON.parse(stdout) as Checked
    }
    const checked = await check(acknowledged)
    const withLoss = path.join(home, 'with-loss.jsonl')
    const [first = ''] = fs.readFileSync(acknowledged, 'utf8').split('\n')
    const { organizationId } = JSON.parse(first) as Acknowledged
    const lost: Acknowledged = { kind: 'written', organizationId, id: randomUUID(), version: 1 }
    fs.writeFileSync(withLoss, `${fs.readFileSync(acknowledged, 'utf8')}${JSON.stringify(lost)}\n`)
    const planted = await check(withLoss)
    return { ...checked, before, killed: all.length, findsPlantedLoss: planted.problems.join().includes(lost.id) }
  } finally {
    await again.stop()
  }
}

function databaseOf(home: string): string {
  const url = runningPostgres(home)
  if (url === null) throw new Error('PostgreSQL does not run.')
  return url
}
