-- Trigram search of names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "OrganizationKeyPurpose" AS ENUM ('sealing', 'index');

-- CreateEnum
CREATE TYPE "OrganizationRole" AS ENUM ('owner', 'org_admin', 'member');

-- CreateEnum
CREATE TYPE "DomainRole" AS ENUM ('domain_admin', 'editor');

-- CreateEnum
CREATE TYPE "SecretType" AS ENUM ('token', 'username_password', 'json');

-- CreateEnum
CREATE TYPE "SecretVisibility" AS ENUM ('restricted', 'masked');

-- CreateEnum
CREATE TYPE "SecretPurpose" AS ENUM ('any', 'integration', 'webhook');

-- CreateEnum
CREATE TYPE "BodyType" AS ENUM ('none', 'json', 'form', 'xml', 'text');

-- CreateEnum
CREATE TYPE "UsageOutcome" AS ENUM ('started', 'answered', 'failed');

-- CreateTable
CREATE TABLE "Installation" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "rootKeyFingerprint" TEXT NOT NULL,
    "wrappedKey" BYTEA NOT NULL,
    "setupTokenHash" BYTEA,
    "setupTokenExpires" TIMESTAMPTZ(3),
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "suspendedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "address" TEXT NOT NULL,
    "program" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "versionsKept" INTEGER NOT NULL DEFAULT 5,
    "retentionDays" INTEGER NOT NULL DEFAULT 30,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrganizationKey" (
    "organizationId" UUID NOT NULL,
    "purpose" "OrganizationKeyPurpose" NOT NULL,
    "version" INTEGER NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "seals" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OrganizationKey_pkey" PRIMARY KEY ("organizationId","purpose","version")
);

-- CreateTable
CREATE TABLE "Domain" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Domain_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "organizationId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "OrganizationRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("organizationId","personId")
);

-- CreateTable
CREATE TABLE "DomainMembership" (
    "organizationId" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "DomainRole" NOT NULL,

    CONSTRAINT "DomainMembership_pkey" PRIMARY KEY ("organizationId","domainId","personId")
);

-- CreateTable
CREATE TABLE "Secret" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID,
    "scopeId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameLower" TEXT NOT NULL,
    "type" "SecretType" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "visibility" "SecretVisibility" NOT NULL DEFAULT 'restricted',
    "purpose" "SecretPurpose" NOT NULL DEFAULT 'any',
    "expiresOn" DATE,
    "revokedAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),
    "currentVersion" INTEGER NOT NULL,
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "mac" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "Secret_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "SecretVersion" (
    "organizationId" UUID NOT NULL,
    "secretId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "allowedHosts" TEXT[],
    "sealedValue" BYTEA,
    "sealedUsername" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "destroyedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SecretVersion_pkey" PRIMARY KEY ("organizationId","secretId","version")
);

-- CreateTable
CREATE TABLE "Integration" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "Integration_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "IntegrationRequest" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "query" JSONB NOT NULL,
    "bodyType" "BodyType" NOT NULL DEFAULT 'none',
    "body" TEXT NOT NULL DEFAULT '',
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "IntegrationRequest_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ReferenceInUse" (
    "organizationId" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "consumerKind" TEXT NOT NULL,
    "consumerId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "nameLower" TEXT NOT NULL,

    CONSTRAINT "ReferenceInUse_pkey" PRIMARY KEY ("organizationId","domainId","nameLower","consumerKind","consumerId","field")
);

-- CreateTable
CREATE TABLE "UsageRecord" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "consumerKind" TEXT NOT NULL,
    "consumerId" UUID,
    "consumerName" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" "UsageOutcome" NOT NULL DEFAULT 'started',
    "status" INTEGER,
    "code" TEXT,
    "durationMs" INTEGER,

    CONSTRAINT "UsageRecord_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "UsageRecordSecret" (
    "organizationId" UUID NOT NULL,
    "usageId" UUID NOT NULL,
    "secretId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsageRecordSecret_pkey" PRIMARY KEY ("organizationId","usageId","secretId")
);

-- CreateTable
CREATE TABLE "ChangeLogEntry" (
    "organizationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "actorRole" TEXT NOT NULL,
    "domainId" UUID,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID,
    "subjectName" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "address" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ChangeLogEntry_pkey" PRIMARY KEY ("organizationId","sequence")
);

-- CreateTable
CREATE TABLE "ChangeLogHead" (
    "organizationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ChangeLogHead_pkey" PRIMARY KEY ("organizationId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "Throttle_expire_idx" ON "Throttle"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Domain_organizationId_slug_key" ON "Domain"("organizationId", "slug");

-- CreateIndex
CREATE INDEX "Membership_personId_idx" ON "Membership"("personId");

-- CreateIndex
CREATE INDEX "DomainMembership_organizationId_personId_idx" ON "DomainMembership"("organizationId", "personId");

-- CreateIndex
CREATE INDEX "Secret_organizationId_scopeId_updatedAt_id_idx" ON "Secret"("organizationId", "scopeId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Secret_nameLower_idx" ON "Secret" USING GIN ("nameLower" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Secret_organizationId_scopeId_nameLower_key" ON "Secret"("organizationId", "scopeId", "nameLower");

-- CreateIndex
CREATE INDEX "Integration_organizationId_domainId_updatedAt_id_idx" ON "Integration"("organizationId", "domainId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Integration_organizationId_domainId_id_key" ON "Integration"("organizationId", "domainId", "id");

-- CreateIndex
CREATE INDEX "IntegrationRequest_organizationId_domainId_integrationId_idx" ON "IntegrationRequest"("organizationId", "domainId", "integrationId");

-- CreateIndex
CREATE INDEX "ReferenceInUse_organizationId_consumerKind_consumerId_idx" ON "ReferenceInUse"("organizationId", "consumerKind", "consumerId");

-- CreateIndex
CREATE INDEX "UsageRecord_organizationId_domainId_at_idx" ON "UsageRecord"("organizationId", "domainId", "at" DESC);

-- CreateIndex
CREATE INDEX "UsageRecordSecret_organizationId_secretId_at_idx" ON "UsageRecordSecret"("organizationId", "secretId", "at" DESC);

-- CreateIndex
CREATE INDEX "ChangeLogEntry_organizationId_subjectId_sequence_idx" ON "ChangeLogEntry"("organizationId", "subjectId", "sequence" DESC);

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationKey" ADD CONSTRAINT "OrganizationKey_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Domain" ADD CONSTRAINT "Domain_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainMembership" ADD CONSTRAINT "DomainMembership_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainMembership" ADD CONSTRAINT "DomainMembership_organizationId_personId_fkey" FOREIGN KEY ("organizationId", "personId") REFERENCES "Membership"("organizationId", "personId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Secret" ADD CONSTRAINT "Secret_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Secret" ADD CONSTRAINT "Secret_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SecretVersion" ADD CONSTRAINT "SecretVersion_organizationId_secretId_fkey" FOREIGN KEY ("organizationId", "secretId") REFERENCES "Secret"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationRequest" ADD CONSTRAINT "IntegrationRequest_organizationId_domainId_integrationId_fkey" FOREIGN KEY ("organizationId", "domainId", "integrationId") REFERENCES "Integration"("organizationId", "domainId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReferenceInUse" ADD CONSTRAINT "ReferenceInUse_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageRecord" ADD CONSTRAINT "UsageRecord_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageRecordSecret" ADD CONSTRAINT "UsageRecordSecret_organizationId_usageId_fkey" FOREIGN KEY ("organizationId", "usageId") REFERENCES "UsageRecord"("organizationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageRecordSecret" ADD CONSTRAINT "UsageRecordSecret_organizationId_secretId_fkey" FOREIGN KEY ("organizationId", "secretId") REFERENCES "Secret"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeLogEntry" ADD CONSTRAINT "ChangeLogEntry_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeLogHead" ADD CONSTRAINT "ChangeLogHead_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE "Installation" ADD CONSTRAINT "Installation_one_row" CHECK ("id" = 1);
ALTER TABLE "Person" ADD CONSTRAINT "Person_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_policies" CHECK ("versionsKept" BETWEEN 1 AND 20 AND "retentionDays" BETWEEN 1 AND 3650);
ALTER TABLE "Secret" ADD CONSTRAINT "Secret_scope" CHECK ("scopeId" = coalesce("domainId", "organizationId"));
ALTER TABLE "Secret" ADD CONSTRAINT "Secret_name_lower" CHECK ("nameLower" = lower("name") AND length("name") BETWEEN 1 AND 128);

-- One active sealing key per organization.
CREATE UNIQUE INDEX "OrganizationKey_active" ON "OrganizationKey" ("organizationId", "purpose") WHERE "isActive";

-- The change log is append-only, whoever asks: an entry can be neither changed nor removed nor the table emptied.
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The change log is append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "ChangeLogEntry_append_only" BEFORE UPDATE OR DELETE ON "ChangeLogEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER "ChangeLogEntry_no_truncate" BEFORE TRUNCATE ON "ChangeLogEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
