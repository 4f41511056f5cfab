// npm run soak -- NAME: the long checks, of which `npm test` runs small ones. Each file beside this one is one.
import { readdirSync } from 'node:fs'
import path from 'node:path'

export type Soak = {
  /** One sentence: what must hold, however long it runs. */
  claim: string
  /** Throws where the claim does not hold. Prints how far it is. */
  run: () => Promise<void>
}

if (import.meta.main) process.exit(await main(process.argv[2]))

async function main(name: string | undefined): Promise<number> {
  const names = readdirSync(import.meta.dirname)
    .filter(
      (file) =>
        file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('-process.ts') && file !== 'run.ts',
    )
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
  if (name === undefined || !names.includes(name)) {
    console.error(`Usage: npm run soak -- NAME, where NAME is one of: ${names.join(', ')}`)
    return 2
  }
  const soak = ((await import(path.join(import.meta.dirname, `${name}.ts`))) as { default: Soak }).default
  console.log(soak.claim)
  const start = Date.now()
  try {
    await soak.run()
  } catch (error) {
    console.error(error)
    console.error(`✖ ${name}: it does not hold (${seconds(start)} s)`)
    return 1
  }
  console.log(`✔ ${name}: it holds (${seconds(start)} s)`)
  return 0
}

function seconds(start: number): number {
  return Math.round((Date.now() - start) / 1000)
}
