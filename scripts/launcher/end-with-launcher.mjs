// Loaded before a child of the launcher. Its standard input is a pipe that nobody writes to: when the launcher is gone,
// even by `kill -9`, the system closes it, and the child ends instead of holding its port for ever.
import { fstatSync } from 'node:fs'

const input = fstatSync(0, { throwIfNoEntry: false })
if (input?.isFIFO() || input?.isSocket()) {
  process.stdin.on('end', end).on('error', end).resume()
  process.stdin.unref?.()
}

function end() {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 10_000).unref()
}
