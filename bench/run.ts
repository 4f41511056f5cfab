import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { db, disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import type { Figure } from './figure.ts'

/** Odd, so that a median is one of the runs. */
const runs = 7

type Measured = {
  name: string
  value: number
  unit: string
  yardstick: string
  yardstickValue: number
  ratio: number
  runs: number
}

const here = import.meta.dirname
const { values, positionals } = parseArgs({ options: { only: { type: 'boolean' } }, allowPositionals: true })
const chosen = await figuresNamed(values.only ? positionals : [])
await prepareInstallation()

const measured: Measured[] = []
console.log(row(['figure', 'value', 'yardstick', 'ratio', 'what the yardstick is']))
for (const figure of chosen) {
  const result = await measure(figure)
  measured.push(result)
  const { name, value, unit, yardstickValue, ratio, yardstick } = result
  console.log(row([name, `${short(value)} ${unit}`, `${short(yardstickValue)} ${unit}`, short(ratio), yardstick]))
}

const [{ version } = { version: 'unknown' }] = await db().$queryRaw<{ version: string }[]>`
  SELECT current_setting('server_version') AS version`
const machine = {
  cores: os.availableParallelism(),
  memoryGb: Math.round(os.totalmem() / 2 ** 30),
  node: process.version,
  postgres: version,
}
mkdirSync(path.join(here, 'results'), { recursive: true })
const file = path.join(here, 'results', 'latest.json')
writeFileSync(file, `${JSON.stringify({ commit: commit(), machine, figures: measured }, null, 2)}\n`)
console.log(
  `\n${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, PostgreSQL ${version}: bench/results/latest.json`,
)
await disconnect()

async function figuresNamed(names: string[]): Promise<Figure[]> {
  const files = readdirSync(path.join(here, 'figures')).filter((file) => /^[a-z-]+\.ts$/.test(file))
  const all: Figure[] = []
  for (const file of files.sort()) {
    const module = (await import(path.join(here, 'figures', file))) as { default: Figure[] }
    all.push(...module.default)
  }
  const unknown = names.filter((name) => !all.some((figure) => figure.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no figure ${unknown.join(', ')}. There are: ${all.map((figure) => figure.name).join(', ')}.`,
    )
    process.exit(1)
  }
  return names.length > 0 ? all.filter((figure) => names.includes(figure.name)) : all
}

/** Figure and yardstick in turn, so that a machine that slows down slows both; the first run of each is a warm-up. */
async function measure(figure: Figure): Promise<Measured> {
  await figure.setup?.()
  try {
    const found: number[] = []
    const beside: number[] = []
    for (let run = 0; run <= runs; run++) {
      const [value, yardstickValue] = [await figure.measure(), await figure.measureYardstick()]
      if (run === 0) continue
      found.push(value)
      beside.push(yardstickValue)
    }
    const [value, yardstickValue] = [median(found), median(beside)]
    const { name, unit, yardstick } = figure
    return { name, value, unit, yardstick, yardstickValue, ratio: value / yardstickValue, runs }
  } finally {
    await figure.teardown?.()
  }
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

function short(number: number): string {
  return number >= 1000 ? Math.round(number).toLocaleString('en') : number.toPrecision(3)
}

function row([name = '', value = '', beside = '', ratio = '', what = '']: string[]): string {
  return `${name.padEnd(18)} ${value.padStart(16)} ${beside.padStart(16)} ${ratio.padStart(7)}  ${what}`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', cwd: here }).trim()
  } catch {
    return 'unknown'
  }
}
