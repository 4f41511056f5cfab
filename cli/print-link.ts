import { printedResetHours } from '#lib/auth/reset-link.ts'

/** A link that is shown this once, to the one at the terminal. */
export function printLink(link: string): void {
  console.log(`Give them this link to set a password. It works once, for ${printedResetHours} hours:\n\n  ${link}\n`)
}
