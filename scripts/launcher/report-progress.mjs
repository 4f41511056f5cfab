/**
 * Waits for `work` and returns what it returns. What takes longer than a second is announced, again every fifteen
 * seconds, and with its time when it ends; what is quicker leaves no line.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {(line: string) => unknown} write
 */
export async function reportProgress(title, work, write = (line) => process.stdout.write(`${line}\n`)) {
  const start = Date.now()
  const seconds = () => Math.round((Date.now() - start) / 1000)
  let repeated
  const first = setTimeout(() => {
    write(`${title} …`)
    repeated = setInterval(() => write(`  still at it, ${seconds()} s`), 15_000)
  }, 1_000)
  try {
    const result = await work()
    if (repeated !== undefined) write(`  done, ${seconds()} s`)
    return result
  } finally {
    clearTimeout(first)
    clearInterval(repeated)
  }
}
