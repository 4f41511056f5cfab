const ownerVariables = ['POSTERN_OWNER_EMAIL', 'POSTERN_OWNER_PASSWORD', 'POSTERN_OWNER_PASSWORD_FILE']

/**
 * The environment of the app: without the first owner's, which only the preparation of the database may see. Node resolves
 * names on half of its threads, of which it has four unless told otherwise: slow name servers would hold up everybody.
 */
export function appEnvironment(env) {
  // Set and empty, it would be one thread.
  return { ...omit(env, ownerVariables), UV_THREADPOOL_SIZE: env.UV_THREADPOOL_SIZE || '64' }
}

/** The environment of a demo: without the real installation's root key and owner, so that it makes its own. */
export function demoEnvironment(env) {
  return omit(env, [...ownerVariables, 'POSTERN_ROOT_KEY'])
}

/** The environment of npm, the build and other tools, which need no key, password or database. */
export function toolEnvironment(env) {
  const rootKeyVariable = /^env:(.+)$/.exec(env.POSTERN_ROOT_KEY ?? '')?.[1]
  return omit(env, [...ownerVariables, 'DATABASE_URL', ...(rootKeyVariable === undefined ? [] : [rootKeyVariable])])
}

function omit(env, names) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}
