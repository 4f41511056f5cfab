import { spawn } from 'node:child_process'
import { inProject, root } from './project.mjs'

/**
 * What one command started, and how to stop it: in reverse order, once, however often it is asked. Ctrl-C, SIGTERM and
 * SIGHUP stop everything and end the process with 0.
 */
export function createSupervisor() {
  const stops = []
  let stopping
  const supervisor = {
    get isStopping() {
      return stopping !== undefined
    },
    onStop(stop) {
      if (stopping === undefined) stops.unshift(stop)
      else void stop()
    },
    stop() {
      stopping ??= (async () => {
        for (const stop of stops) await stop()
      })()
      return stopping
    },
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (supervisor.isStopping) return
      process.stdout.write('Stopping.\n')
      await supervisor.stop()
      process.exit(0)
    })
  }
  return supervisor
}

/**
 * Starts a long-running child under a supervisor and returns `{ exited }`. It is in a process group of its own, so that
 * Ctrl-C does not reach it before its turn, and ends when this process is gone (end-with-launcher.mjs).
 */
export function superviseNode(supervisor, node, args, { env, stdout = 'inherit' }) {
  const lifeline = inProject('scripts/launcher/end-with-launcher.mjs')
  const child = spawn(node, ['--import', lifeline, ...args], {
    cwd: root,
    env,
    stdio: ['pipe', stdout, 'inherit'],
    detached: true,
  })
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code))
    child.once('error', (error) => resolve(error.code))
  })
  supervisor.onStop(async () => {
    signalGroup(child, 'SIGTERM')
    const slow = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000)
    await exited
    clearTimeout(slow)
  })
  return { child, exited }
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
