import { env } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { isDemo } from './is-demo.ts'

/**
 * Must run before a process serves: names that lead to this machine are for the demo alone. Throws an OperatorError if
 * POSTERN_DEMO_HOSTS is set on a database with real secrets, which a name that is not what it seems could then reach.
 */
export async function holdDemoApart(demoHosts: readonly unknown[] = env().demoHosts): Promise<void> {
  if (demoHosts.length === 0 || (await isDemo())) return
  throw new OperatorError(
    'POSTERN_DEMO_HOSTS works only on a database that `npm run up -- --demo` made. Unset it to start this one.',
  )
}
