// Runs the operator's `users reset` for an address, with further arguments of it, and prints what it printed, as JSON.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inProject } from './run-up.ts'

const run = promisify(execFile)(process.execPath, [
  inProject('cli', 'postern.ts'),
  'users',
  'reset',
  ...process.argv.slice(2),
])
console.log(JSON.stringify({ stdout: (await run).stdout }))
