/** Days before the last usable day on which somebody is reminded. */
export const distances = [1, 7, 30] as const
export const farthest = 30
