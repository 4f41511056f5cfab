import fs from 'node:fs'

/** A process and everything below it, by /proc. Only Linux has it, and only there does the test run. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of fs.readdirSync('/proc')) {
    const parent = parentOf(name)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const tree = [root]
  for (let index = 0; index < tree.length; index++) tree.push(...(children.get(tree[index] as number) ?? []))
  return tree
}

/** Null for what is no process, or has just ended. */
function parentOf(name: string): number | null {
  if (!/^\d+$/.test(name)) return null
  try {
    const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8')
    // The name in parentheses may hold anything, so what follows is counted from its end.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

/** Ends all of them with `kill -9`, in no order. */
export function killAll(processes: number[]): void {
  // Any order may be the one that loses something; how random it is does not matter.
  for (const id of processes.toSorted(() => Math.random() - 0.5)) {
    try {
      process.kill(id, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Whether it is gone, or a zombie that nobody has waited for. */
export function hasEnded(id: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${id}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return true
  }
}
