// Some registry mirrors answer 404 for packages of platforms that are not theirs. A lockfile written there lacks them:
// `npm ci` then refuses it elsewhere, and a Mac would miss its binaries. This adds what is missing, from what the name
// of each package says of its platform, without an address and without a checksum, which npm then fills in.
//
//   npm run lockfile            completes package-lock.json (after every change of a dependency)
//   npm run lockfile -- check   says what is wrong with it
import { readFileSync, writeFileSync } from 'node:fs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** Operating system, processor and C library of a package such as `@next/swc-linux-x64-musl`; null if it names none. */
export function platformOf(name) {
  const words = name.toLowerCase().split(/[/-]/)
  const system = words.find((word) => systems.includes(word))
  const processor = words.find((word) => processors.includes(word))
  if (system === undefined || processor === undefined) return null
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : null
  return { os: [system], cpu: [processor], ...(libc !== null && system === 'linux' ? { libc: [libc] } : {}) }
}

/** The optional dependencies that some package has and the lockfile does not: what `npm ci` would refuse it for. */
export function missingPackages(lockfile) {
  const missing = new Map()
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isThere =
        `${place}/node_modules/${name}` in lockfile.packages || `node_modules/${name}` in lockfile.packages
      if (!isThere) missing.set(name, { version, wantedBy: place })
    }
  }
  return missing
}

/** The same lockfile with an entry for every missing package. Throws where a name does not tell its platform. */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages }
  for (const [name, { version, wantedBy }] of missingPackages(lockfile)) {
    const platform = platformOf(name)
    if (platform === null) throw new Error(`${name} is missing from the lockfile, and its name tells no platform.`)
    const siblings = Object.keys(lockfile.packages[wantedBy].optionalDependencies)
    const sibling = siblings.map((other) => packages[`node_modules/${other}`]).find((entry) => entry?.integrity)
    const { bin, engines, license, dev, hasInstallScript } = sibling ?? {}
    const { os, cpu, libc } = platform
    // In npm's order, which leaves undefined ones out.
    const entry = { version, cpu, dev, hasInstallScript, libc, license, optional: true, os, bin, engines }
    packages[`node_modules/${name}`] = JSON.parse(JSON.stringify(entry))
  }
  const sorted = Object.keys(packages).sort((a, b) => a.localeCompare(b, 'en'))
  return { ...lockfile, packages: Object.fromEntries(sorted.map((place) => [place, packages[place]])) }
}

/** What is wrong with a lockfile, a sentence each. */
export function lockfileProblems(lockfile, manifest) {
  const problems = []
  for (const [name, { wantedBy }] of missingPackages(lockfile)) {
    problems.push(`${name}, wanted by ${wantedBy || 'package.json'}, is missing. Run \`npm run lockfile\`.`)
  }
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    if ('resolved' in entry) problems.push(`${place} holds the address of a registry.`)
    if (place !== '' && !entry.integrity && !entry.link && !(entry.optional && entry.os)) {
      problems.push(`${place} has no checksum.`)
    }
  }
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    const [wanted, locked] = [manifest[kind] ?? {}, lockfile.packages[''][kind] ?? {}]
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)])) {
      if (wanted[name] !== locked[name]) problems.push(`package.json and the lockfile disagree on ${name}.`)
      if (wanted[name] && !/^\d/.test(wanted[name])) problems.push(`${name} has no exact version in package.json.`)
    }
  }
  return problems
}

function main([command]) {
  const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  if (command !== 'check') {
    const completed = completeLockfile(lockfile)
    writeFileSync('package-lock.json', `${JSON.stringify(completed, null, 2)}\n`)
    process.stdout.write(`Added ${missingPackages(lockfile).size} packages of other platforms.\n`)
    return lockfileProblems(completed, manifest)
  }
  return lockfileProblems(lockfile, manifest)
}

if (process.argv[1] === import.meta.filename) {
  const problems = main(process.argv.slice(2))
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
