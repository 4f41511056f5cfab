import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { attackSignIn } from '../../e2e/abuse/attack-sign-in.ts'
import { watchOwner } from '../../e2e/abuse/watch-owner.ts'
import type { Seeded } from '../../e2e/stack/seed.ts'
import { startStack } from '../../e2e/stack/start-stack.ts'
import { startTwin } from '../../e2e/stack/start-twin.ts'
import { buildApp } from '../launcher/build-app.mjs'
import type { Soak } from './run.ts'

const attempts = Number(process.argv[3] ?? 10_000)
const parallel = 128

const signIn: Soak = {
  claim: `${attempts} wrong passwords and ${attempts} wrong tokens from many addresses: the owner signs in meanwhile, pages answer, nothing fails, and memory stays bounded.`,
  async run() {
    await buildApp()
    const stack = await startStack()
    // Behind a proxy that names each client's address, and past the recorder, which would keep every answer.
    const app = await startTwin(stack, { POSTERN_TRUSTED_PROXIES: '127.0.0.1,::1' })
    try {
      const [[tenant] = []] = await stack.run<Seeded[]>('stack/seed.ts', [stack.upstream.origin, '1'])
      assert.ok(tenant)
      const { owner } = tenant.people
      // Once before anything is measured: what is loaded at the first use stays loaded.
      await attackSignIn(app, owner, { attempts: 200, parallel })
      const before = memoryMb(app.home)
      let isOver = false
      const watching = watchOwner(app, { slug: tenant.slug, owner }, () => isOver)
      const { passwords, tokens } = await attackSignIn(app, owner, { attempts, parallel })
      isOver = true
      const watched = await watching
      const after = memoryMb(app.home)
      console.log(`wrong passwords: ${passwords}\nwrong tokens: ${tokens}`)
      for (const [what, answers] of Object.entries(watched)) console.log(`${what}: ${answers}`)
      console.log(`memory: ${before} MB before, ${after} MB after`)
      assert.deepEqual(passwords.others('invalid', 'rate_limited'), [])
      assert.deepEqual(tokens.others('401', '429'), [])
      assert.deepEqual(watched.known.others('done'), [], 'The owner’s own browser is never shut out.')
      assert.deepEqual(watched.elsewhere.others('done', 'rate_limited'), [])
      assert.ok((watched.elsewhere.counts.done ?? 0) > 0, 'The owner gets in from a new address, too.')
      assert.deepEqual(watched.page.others('200'), [])
      assert.deepEqual(watched.ready.others('200'), [])
      for (const { slowestMs } of [watched.known, watched.page, watched.ready]) assert.ok(slowestMs < 30_000)
      assert.ok(after - before < 300, 'Memory grows with what is open, not with what was tried.')
      const log = fs.readFileSync(path.join(app.home, 'up.log'), 'utf8')
      assert.ok(!log.includes('"event":"failure"'), 'Nothing failed.')
    } finally {
      await app.stop()
      app.remove()
      await stack.stop()
      stack.remove()
    }
  },
}

/** What the process that serves this home holds: its largest, of those that were started with it. */
function memoryMb(home: string): number {
  const held = fs.readdirSync('/proc').flatMap((id) => {
    try {
      if (!/^\d+$/.test(id) || !fs.readFileSync(`/proc/${id}/environ`, 'utf8').includes(`POSTERN_HOME=${home}\0`))
        return []
      return [Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0)]
    } catch {
      return []
    }
  })
  return Math.round(Math.max(0, ...held) / 1024)
}

export default signIn
