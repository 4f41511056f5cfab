/** What stops a command: one sentence for whoever runs it, printed as it is. */
export class Refusal extends Error {}

/** Runs a command's work: a refusal is printed as its sentence, anything else with its stack; both exit with 1. */
export async function runCommand(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}
