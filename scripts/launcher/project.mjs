import path from 'node:path'

/** The project's folder, wherever a command was started. */
export const root = path.resolve(import.meta.dirname, '../..')

export const inProject = (...parts) => path.join(root, ...parts)
