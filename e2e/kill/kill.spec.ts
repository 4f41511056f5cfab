import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '../stack/free-port.ts'
import { killRound } from './kill-round.ts'

test('three times kill -9 of everything in the middle of 200 writes: nothing that was acknowledged is lost', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-kill-'))
  try {
    for (let round = 1; round <= 3; round++) {
      const { problems, acknowledged, stored, before, killed, findsPlantedLoss } = await killRound(
        home,
        await freePort(),
      )
      expect(problems, `round ${round}`).toEqual([])
      expect(findsPlantedLoss, 'a loss would have been found').toBe(true)
      expect(before, 'killed in the middle').toBeGreaterThan(9)
      expect(before, 'killed in the middle').toBeLessThan(200)
      expect(stored).toBeGreaterThanOrEqual(acknowledged)
      expect(killed, 'launcher, app, PostgreSQL with its processes, writer').toBeGreaterThan(8)
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
})
