import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { splitMacros } from '#lib/references/macros.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import type { NamingPlace } from './schema.ts'

/** More than these are not looked through. */
const mostRead = 500

type Row = Omit<NamingPlace, 'path'> & { ids: string[]; text: string }

/**
 * The texts of the permit's domain that name a variable now, found by parsing them: an escaped macro, and one that only
 * begins with the name, is none. At most 500 are read.
 */
export async function namingPlaces(permit: Permit<'variable:list'>, name: string): Promise<NamingPlace[]> {
  const nameLower = name.toLowerCase()
  const of = `variables.${nameLower}`
  const { organization, domainId } = permit
  const rows = await db().$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT 'integration' AS "kind", i."name", NULL AS "part", ARRAY[i."id"::text] AS "ids",
             concat_ws(E'\n', i."authValue", ${valuesOf(Prisma.raw('i."defaultHeaders"'))}) AS "text"
        FROM "Integration" i
       WHERE i."organizationId" = ${organization.id}::uuid AND i."domainId" = ${domainId}::uuid
      UNION ALL
      SELECT 'integration_request', i."name", q."name", ARRAY[i."id"::text, q."id"::text],
             concat_ws(E'\n', q."path", ${valuesOf(Prisma.raw('q."headers"'))}, ${valuesOf(Prisma.raw('q."query"'))}, q."body")
        FROM "IntegrationRequest" q
        JOIN "Integration" i ON i."organizationId" = q."organizationId" AND i."id" = q."integrationId"
       WHERE q."organizationId" = ${organization.id}::uuid AND q."domainId" = ${domainId}::uuid
      UNION ALL
      SELECT 'workflow_step', w."name", s."name", ARRAY[w."id"::text],
             concat_ws(E'\n', s."url", ${valuesOf(Prisma.raw('s."headers"'))}, ${valuesOf(Prisma.raw('s."query"'))}, s."body")
        FROM "WorkflowStep" s
        JOIN "Workflow" w ON w."organizationId" = s."organizationId" AND w."id" = s."workflowId"
       WHERE s."organizationId" = ${organization.id}::uuid AND s."domainId" = ${domainId}::uuid
      UNION ALL
      SELECT 'template', t."name", NULL, ARRAY[t."id"::text], concat_ws(E'\n', t."subject", t."body")
        FROM "Template" t
       WHERE t."organizationId" = ${organization.id}::uuid AND t."domainId" = ${domainId}::uuid
    ) found
     WHERE strpos(lower("text"), ${of}) > 0
     ORDER BY "name", "part", "ids" LIMIT ${mostRead}`
  return rows
    .filter(({ text }) => namesVariable(text, nameLower))
    .map(({ kind, name: ofPlace, part, ids }) => ({ kind, name: ofPlace, part, path: pathOf(kind, ids) }))
}

/** The values of a column of names and values: as JSON its backslashes would be doubled. */
const valuesOf = (column: Prisma.Sql) =>
  Prisma.sql`(SELECT string_agg(pair->>'value', E'\\n') FROM jsonb_array_elements(${column}) pair)`

function namesVariable(text: string, nameLower: string): boolean {
  return splitMacros(parseReferences(text).segments).some(
    (segment) =>
      segment.kind === 'macro' && segment.macro.kind === 'variables' && segment.macro.name.toLowerCase() === nameLower,
  )
}

function pathOf(kind: NamingPlace['kind'], [id = '', requestId = '']: string[]): string[] {
  if (kind === 'integration') return ['integrations', id]
  if (kind === 'integration_request') return ['integrations', id, 'requests', requestId]
  return [kind === 'template' ? 'templates' : 'workflows', id]
}
