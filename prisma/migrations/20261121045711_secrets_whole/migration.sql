-- DropForeignKey
ALTER TABLE "UsageRecordSecret" DROP CONSTRAINT "UsageRecordSecret_organizationId_secretId_fkey";

-- DropIndex
DROP INDEX "Secret_nameLower_idx";

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "allowedDomainsRequired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "domainAdminsMayReveal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "editorsMayReveal" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "policyVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Secret" ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "SecretVersion" ADD COLUMN     "valueHash" BYTEA,
ADD COLUMN     "weakness" TEXT;

-- CreateTable
CREATE TABLE "ReservedName" (
    "organizationId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "nameLower" TEXT NOT NULL,
    "secretId" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReservedName_pkey" PRIMARY KEY ("organizationId","scopeId","nameLower")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "organizationId" UUID NOT NULL,
    "secretId" UUID NOT NULL,
    "expiresOn" DATE NOT NULL,
    "daysBefore" INTEGER NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("organizationId","secretId","expiresOn","daysBefore")
);

-- CreateIndex
CREATE INDEX "ChangeLogEntry_organizationId_domainId_sequence_idx" ON "ChangeLogEntry"("organizationId", "domainId", "sequence" DESC);

-- CreateIndex
CREATE INDEX "ChangeLogEntry_organizationId_at_idx" ON "ChangeLogEntry"("organizationId", "at");

-- CreateIndex
CREATE INDEX "Secret_organizationId_scopeId_createdAt_id_idx" ON "Secret"("organizationId", "scopeId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Secret_organizationId_expiresOn_idx" ON "Secret"("organizationId", "expiresOn");

-- CreateIndex
CREATE INDEX "Secret_searchText_idx" ON "Secret" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Secret_name_order" ON "Secret"("organizationId", "scopeId", "nameLower" COLLATE "C");

-- CreateIndex
CREATE INDEX "Secret_state" ON "Secret"("organizationId", "scopeId", "archivedAt", "revokedAt", "expiresOn", "type", "purpose");

-- CreateIndex
CREATE INDEX "SecretVersion_organizationId_valueHash_idx" ON "SecretVersion"("organizationId", "valueHash");

-- AddForeignKey
ALTER TABLE "ReservedName" ADD CONSTRAINT "ReservedName_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

-- The filters that few secrets stand under, each in the list's order.
CREATE INDEX "Secret_dated" ON "Secret" ("organizationId", "scopeId", "updatedAt" DESC, "id" DESC, "expiresOn")
  WHERE "archivedAt" IS NULL AND "revokedAt" IS NULL AND "expiresOn" IS NOT NULL;
CREATE INDEX "Secret_revoked" ON "Secret" ("organizationId", "scopeId", "updatedAt" DESC, "id" DESC)
  WHERE "archivedAt" IS NULL AND "revokedAt" IS NOT NULL;
CREATE INDEX "Secret_archived" ON "Secret" ("organizationId", "scopeId", "updatedAt" DESC, "id" DESC)
  WHERE "archivedAt" IS NOT NULL;

-- A search is one look-up; what waits in a list to be sorted in would be read by each.
ALTER INDEX "Secret_searchText_idx" SET (fastupdate = off);

ALTER TABLE "SecretVersion" ADD CONSTRAINT "SecretVersion_weakness" CHECK ("weakness" IN ('short', 'common', 'guessable'));
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_days" CHECK ("daysBefore" IN (1, 7, 30));

-- What there is becomes findable as lib/secrets/search-text.ts writes it.
UPDATE "Secret" s SET "searchText" = lower(concat_ws(E'\n', s."name", nullif(s."description", ''),
  CASE s."type" WHEN 'token' THEN 'Token' WHEN 'username_password' THEN 'Username and password' ELSE 'JSON' END,
  (SELECT nullif(array_to_string(v."allowedHosts", E'\n'), '') FROM "SecretVersion" v
    WHERE v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion")));
