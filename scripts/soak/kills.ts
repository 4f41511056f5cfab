import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { killRound } from '../../e2e/kill/kill-round.ts'
import { buildApp } from '../launcher/build-app.mjs'
import type { Soak } from './run.ts'

const rounds = 100

const kills: Soak = {
  claim: `${rounds} times kill -9 of everything in the middle of 200 writes: nothing that was acknowledged is lost, and the next start needs no help.`,
  async run() {
    await buildApp()
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-kills-'))
    try {
      for (let round = 1; round <= rounds; round++) {
        const { problems, acknowledged, killed, findsPlantedLoss } = await killRound(home, 3395)
        assert.deepEqual(problems, [], `round ${round}`)
        assert.ok(findsPlantedLoss, 'a planted loss was not found')
        console.log(`round ${round}: ${killed} processes killed, all of ${acknowledged} acknowledged writes are there`)
      }
    } finally {
      fs.rmSync(home, { recursive: true, force: true })
    }
  },
}

export default kills
