/**
 * What a name of a file becomes where it is stored. A domain's alias is lower case, and has an underscore where the file
 * has dots or spaces; the organization's names keep their case and dots. What is still no name is said, not bent further.
 */
export function storedName(typed: string, isAlias: boolean): string {
  const joined = typed.trim().replace(/\s+/g, '_')
  return isAlias ? joined.toLowerCase().replaceAll('.', '_') : joined
}
